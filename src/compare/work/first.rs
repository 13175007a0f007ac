//! The first reading of a part: the older file is kept, the newer one compared with it.

use std::collections::HashSet;

use super::part::{Part, key};
use super::waiting::Waiting;
use super::{Attempt, Trouble, Work};
use crate::check::tables::Stopped;
use crate::compare::kept::{Fate, Kept, OTHER_HASH, Records};
use crate::compare::model::Edition;
use crate::rules::{id_hash, other_id_hash};

impl Work<'_, '_, '_> {
    /// Reads the older file for one part, which becomes smaller if need be.
    pub(super) fn keep(&mut self, part: &mut Part, parts: &mut Vec<Part>) -> Result<Vec<Kept>, Stopped> {
        let Some(sheet) = self.sheets[0] else { return Ok(Vec::new()) };
        let (side, limits, suspects) = (&self.sides[0], self.limits, &self.suspects);
        let mut kept: Vec<Kept> = Vec::new();
        let mut without_id = 0;
        let damaged = self.watch.read(sheet, &mut |row| {
            let Some(id) = side.id(row) else {
                without_id += 1;
                return;
            };
            let Some(key) = key(suspects, limits, *part, id).filter(|_| !side.is_deleted(row)) else { return };
            kept.push(Kept { id: key, cells: side.cells(id, row) });
            while kept.len() > limits.records.max(1) && part.bits < Part::MOST_BITS {
                parts.push(part.halve());
                kept.retain(|one| part.has(one.id));
            }
        })?;
        self.set_aside[0] = damaged + without_id;
        Ok(kept)
    }

    /// Reads the newer file: what is new there, and what became of the records that were kept.
    /// Gives what must be done instead, if anything.
    pub(super) fn look_at_new(&mut self, part: Part, records: &mut Records) -> Result<Option<Attempt>, Trouble> {
        let Some(sheet) = self.sheets[1] else { return Ok(None) };
        let (side, limits, suspects, table) = (&self.sides[1], self.limits, &self.suspects, self.id);
        let done = &mut self.done;
        let most = if part.bits < Part::MOST_BITS { limits.records.max(1) } else { usize::MAX };
        let mut new_ids = HashSet::<u64, foldhash::fast::FixedState>::default();
        // Named for deletion, and not in the older file; of very many each row is counted.
        let mut unheld = HashSet::<u64, foldhash::fast::FixedState>::default();
        let mut repeated = Vec::new();
        let (deleted, waiting) = (&mut self.deleted, &mut self.waiting);
        deleted.clear();
        waiting.records.clear();
        waiting.cells.clear();
        let most_waiting = limits.records / (side.shared.len() + 4);
        let is_delta = self.is_delta;
        let mut without_id = 0;
        let damaged = self.watch.read(sheet, &mut |row| {
            let Some(id) = side.id(row) else {
                without_id += 1;
                return;
            };
            let Some(key) = key(suspects, limits, part, id) else { return };
            let known = records.find(key);
            if side.is_deleted(row) {
                if let Some(at) = known.filter(|at| records.fates[*at] == Fate::Unseen) {
                    records.fates[at] = Fate::Deleted;
                    deleted.push((key, other_id_hash(id)));
                } else if is_delta && known.is_none() && (unheld.len() >= most || unheld.insert(key)) {
                    done.table.unheld += 1;
                }
                return;
            }
            match known {
                Some(at) if matches!(records.fates[at], Fate::Unseen | Fate::Deleted) => {
                    if !is_delta {
                        done.traces.classes.count(&side.traces, row);
                    }
                    let is_same = records.cells(at) == side.cells(id, row);
                    let waits = !is_same && waiting.records.len() < most_waiting;
                    records.fates[at] = match (is_same, waits) {
                        (true, _) => Fate::Same,
                        (false, true) => Fate::Waiting,
                        (false, false) => Fate::Changed,
                    };
                    done.groups.add(&side.groups, row, |group| {
                        group.new += 1;
                        group.old += u64::from(is_same);
                        group.changed += u64::from(waits);
                    });
                    if waits {
                        done.traces.changed(Edition::New, &side.traces, row);
                        let may_be_listed = done.records[2].len() + waiting.records.len() < limits.listed;
                        waiting.records.push(Waiting {
                            at,
                            other_hash: other_id_hash(id),
                            date: side.date(row),
                            line: row.line,
                            id: may_be_listed.then(|| String::from_utf8_lossy(id).into()),
                        });
                        waiting.cells.extend(side.shared.iter().map(|place| id_hash(row.cell(*place))));
                    }
                }
                None if new_ids.len() > most => {}
                None if new_ids.insert(key) => {
                    if !is_delta {
                        done.traces.classes.count(&side.traces, row);
                    }
                    done.table.added += 1;
                    done.groups.add(&side.groups, row, |group| {
                        group.new += 1;
                        group.added += 1;
                    });
                    done.traces.differs(table, Edition::New, &side.traces, id, row);
                    done.note(1, limits, id, row.line, Vec::new());
                }
                // What stands twice may be two ids that only seem the same.
                _ if key & OTHER_HASH == 0 => repeated.push(key),
                _ => {}
            }
        });
        deleted.sort_unstable();
        self.set_aside[1] = damaged.map_err(|stopped| Trouble::Stopped(Edition::New, stopped))? + without_id;
        Ok(if new_ids.len() > most {
            Some(Attempt::TooMany)
        } else if repeated.is_empty() {
            None
        } else {
            Some(Attempt::Suspects(repeated))
        })
    }
}
