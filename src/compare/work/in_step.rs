//! Both files side by side: where they keep their order each is read once, and nothing is kept of what agrees.
//!
//! A record that stands next in both files is compared as it stands. One that stands in one of them only waits, whole, until
//! the other file has come to it; who waits in the end is gone, or new. Where too many would have to wait, or the newer file
//! holds changes only, the files are compared by hashes instead.

use std::collections::HashSet;

use super::line_up::LineUp;
use super::{Trouble, Work};
use crate::check::tables::{Few, Sheet, Stopped, WATCHED};
use crate::compare::model::{Edition, Record};
use crate::compare::options::Limits;
use crate::compare::work::done::Done;
use crate::compare::work::row_places::RowPlaces;
use crate::csv::Row;
use crate::oneroster::TableId;
use crate::rules::{Shared, id_hash, other_id_hash};

/// Records among which the next one of the other file is looked for, before it is said to wait.
const AHEAD: usize = 8;

/// How far a file has come, in the few rows at hand.
#[derive(Clone, Copy, Default)]
struct At {
    number: usize,
    /// Whether this row was seen already.
    is_seen: bool,
}

impl At {
    fn pass(&mut self) {
        *self = Self { number: self.number + 1, is_seen: false };
    }
}

/// Both files side by side.
struct InStep<'w> {
    id: TableId,
    sides: &'w [RowPlaces; 2],
    shared: &'w [String],
    /// Whether rows that are written alike are the same.
    is_alike: bool,
    limits: Limits,
    done: Done,
    waiting: [LineUp; 2],
    /// Every id once, however it was met.
    ids: &'w mut Shared,
    /// Ids that may be repeated, as far as they were met, by another hash: at the second look.
    met: Option<[HashSet<u64, foldhash::fast::FixedState>; 2]>,
    without_id: [u64; 2],
    /// Bytes that may still wait.
    room: usize,
    is_too_much: bool,
}

impl Work<'_, '_, '_> {
    /// Compares both files side by side, if that can be done.
    pub(super) fn in_step(&mut self) -> Result<bool, Trouble> {
        let [Some(old), Some(new)] = self.sheets else { return Ok(false) };
        if self.is_delta {
            return Ok(false);
        }
        let mut ids = Shared::default();
        let mut walked = self.walk(old, new, &mut ids, false)?;
        if walked.is_some() && ids.is_any() {
            // Of ids that are repeated, or seem to be, the first record counts.
            self.watch.read_again([old, new]);
            walked = self.walk(old, new, &mut ids, true)?;
        }
        let Some((done, set_aside)) = walked else { return Ok(false) };
        (self.done, self.set_aside) = (done, set_aside);
        Ok(true)
    }

    /// Gives what is known then, and how many rows are set aside; nothing if too much would have to wait.
    fn walk(
        &mut self,
        old: &Sheet,
        new: &Sheet,
        ids: &mut Shared,
        is_second: bool,
    ) -> Result<Option<(Done, [u64; 2])>, Trouble> {
        let failed = |from: Edition| move |failure| Trouble::Stopped(from, Stopped::Failed(failure));
        let (of_old, of_new) = (failed(Edition::Old), failed(Edition::New));
        let [one, other] = &self.sides;
        let mut step = InStep {
            id: self.id,
            sides: &self.sides,
            shared: &self.shared,
            is_alike: (one.id, one.status, &one.shared) == (other.id, other.status, &other.shared)
                && (old.delimiter(), old.columns.len()) == (new.delimiter(), new.columns.len()),
            limits: self.limits,
            done: self.done.clone(),
            waiting: Default::default(),
            ids,
            met: is_second.then(Default::default),
            without_id: [0; 2],
            room: self.limits.waiting,
            is_too_much: false,
        };
        let mut olds = old.records().map_err(of_old)?;
        let mut news = new.records().map_err(of_new)?;
        let mut one = olds.next().map_err(of_old)?;
        let mut other = news.next().map_err(of_new)?;
        let mut at = [At::default(); 2];
        let (mut packed, mut read, mut watched) = ([0; 2], [0; 2], 0);
        loop {
            if let Some(few) = one.as_ref().filter(|few| at[0].number >= few.len()) {
                (packed[0], read[0], at[0]) = (few.packed, few.read, At::default());
                one = olds.next().map_err(of_old)?;
            } else if let Some(few) = other.as_ref().filter(|few| at[1].number >= few.len()) {
                (packed[1], read[1], at[1]) = (few.packed, few.read, At::default());
                other = news.next().map_err(of_new)?;
            } else {
                match (&one, &other) {
                    (Some(one), Some(other)) => step.pair(one, other, &mut at),
                    (Some(one), None) => step.rest(Edition::Old, one, &mut at[0]),
                    (None, Some(other)) => step.rest(Edition::New, other, &mut at[1]),
                    (None, None) => break,
                }
                if step.is_too_much {
                    self.watch.give_up(packed[0].saturating_add(packed[1]), old);
                    return Ok(None);
                }
            }
            let rows = read[0] + read[1];
            if watched / WATCHED != rows / WATCHED {
                watched = rows;
                let told = self.watch.tell(new, packed[0].saturating_add(packed[1]), rows);
                told.map_err(|stopped| Trouble::Stopped(Edition::New, stopped))?;
            }
        }
        let damaged = [olds.set_aside(), news.set_aside()];
        step.end();
        if step.is_too_much {
            self.watch.give_up(packed[0].saturating_add(packed[1]), old);
            return Ok(None);
        }
        self.watch.have_read([old, new]);
        Ok(Some((step.done, [damaged[0] + step.without_id[0], damaged[1] + step.without_id[1]])))
    }
}

impl InStep<'_> {
    /// Goes on as far as both files have rows at hand.
    fn pair(&mut self, olds: &Few, news: &Few, at: &mut [At; 2]) {
        while let (Some((old, old_id)), Some((new, new_id))) =
            (self.next(Edition::Old, olds, &mut at[0]), self.next(Edition::New, news, &mut at[1]))
        {
            if old_id == new_id {
                self.ids.push(id_hash(old_id) & self.limits.hash_mask);
                self.settle(&old, &new, old_id);
                at.iter_mut().for_each(At::pass);
                continue;
            }
            if self.has_waited(Edition::Old, &old, old_id) {
                at[0].pass();
                continue;
            }
            if self.has_waited(Edition::New, &new, new_id) {
                at[1].pass();
                continue;
            }
            let is_ahead = |few: &Few, at: At, side: &RowPlaces, id: &[u8]| {
                let mut ahead = (1..=AHEAD).filter_map(|ahead| few.row(at.number + ahead));
                ahead.any(|row| side.id(&row) == Some(id))
            };
            let comes_old = is_ahead(news, at[1], &self.sides[1], old_id);
            let comes_new = is_ahead(olds, at[0], &self.sides[0], new_id);
            if comes_new || !comes_old {
                self.wait(Edition::Old, &old, old_id);
                at[0].pass();
            }
            if comes_old || !comes_new {
                self.wait(Edition::New, &new, new_id);
                at[1].pass();
            }
            if self.is_too_much {
                return;
            }
        }
    }

    /// Goes on in one file, where the other has ended.
    fn rest(&mut self, from: Edition, few: &Few, at: &mut At) {
        while let Some((row, id)) = self.next(from, few, at) {
            if !self.has_waited(from, &row, id) {
                self.wait(from, &row, id);
            }
            at.pass();
        }
    }

    /// The next row of a file that counts, with its id.
    fn next<'r>(&mut self, from: Edition, few: &Few<'r>, at: &mut At) -> Option<(Row<'r>, &'r [u8])> {
        while at.number < few.len() {
            let counted = few.row(at.number).and_then(|row| self.counted(from, row, at.is_seen));
            if counted.is_some() {
                at.is_seen = true;
                return counted;
            }
            at.pass();
        }
        None
    }

    fn counted<'r>(&mut self, from: Edition, row: Row<'r>, is_seen: bool) -> Option<(Row<'r>, &'r [u8])> {
        let side = &self.sides[from as usize];
        let Some(id) = side.id(&row) else {
            self.without_id[from as usize] += 1;
            return None;
        };
        if is_seen {
            return Some((row, id));
        }
        if side.is_deleted(&row) {
            return None;
        }
        if let Some(met) = &mut self.met
            && self.ids.contains(id_hash(id) & self.limits.hash_mask)
            && !met[from as usize].insert(other_id_hash(id))
        {
            return None;
        }
        if from == Edition::New {
            self.done.traces.classes.count(&side.traces, &row);
        }
        Some((row, id))
    }

    /// Whether the record of the other file was there before. Then it is settled.
    fn has_waited(&mut self, from: Edition, row: &Row, id: &[u8]) -> bool {
        let other = match from {
            Edition::Old => &mut self.waiting[1],
            Edition::New => &mut self.waiting[0],
        };
        let side = &self.sides[1 - from as usize];
        let Some(kept) = other.take(id_hash(id), |row| side.id(row) == Some(id)) else { return false };
        self.room += kept.bytes();
        match from {
            Edition::Old => self.settle(row, &kept.row(), id),
            Edition::New => self.settle(&kept.row(), row, id),
        }
        true
    }

    fn wait(&mut self, from: Edition, row: &Row, id: &[u8]) {
        let hash = id_hash(id);
        self.ids.push(hash & self.limits.hash_mask);
        let bytes = self.waiting[from as usize].keep(hash, row);
        // Two ids with one hash are told apart elsewhere.
        match bytes.and_then(|bytes| self.room.checked_sub(bytes)) {
            Some(room) => self.room = room,
            None => self.is_too_much = true,
        }
    }

    /// A record is in both files.
    fn settle(&mut self, old: &Row, new: &Row, id: &[u8]) {
        let Self { sides: [before, after], done, shared, .. } = self;
        let differs = |place: usize| {
            let place = before.shared.get(place).zip(after.shared.get(place));
            place.is_some_and(|(before, after)| old.cell(*before) != new.cell(*after))
        };
        if self.is_alike && old.is_written_like(new) || !(0..shared.len()).any(differs) {
            done.table.unchanged += 1;
            done.groups.add(&after.groups, new, |group| {
                group.old += 1;
                group.new += 1;
            });
            return;
        }
        done.table.changed += 1;
        done.groups.add(&before.groups, old, |group| group.old += 1);
        done.groups.add(&after.groups, new, |group| {
            group.new += 1;
            group.changed += 1;
        });
        done.traces.changed(Edition::New, &after.traces, new);
        done.traces.changed(Edition::Old, &before.traces, old);
        done.traces.dated(before.date(old), after.date(new));
        let mut columns = Vec::new();
        for (place, name) in shared.iter().enumerate() {
            if differs(place) {
                if let Some(count) = done.counts.get_mut(place) {
                    *count += 1;
                }
                columns.push(name);
            }
        }
        let listed = self.limits.listed;
        let records = &mut done.records[2];
        if records.len() >= listed.saturating_mul(2) {
            first_by_line(records, listed);
        }
        // Those that waited come late; the first ones of the file are listed.
        let columns = columns.into_iter().cloned().collect();
        let id = String::from_utf8_lossy(id).into_owned();
        records.push(Record { file: done.table.file, change: "changed", id, line: new.line, columns });
        self.is_too_much |= self.limits.is_too_much(records.len());
    }

    /// Both files have ended: who waits is gone, or new.
    fn end(&mut self) {
        let [gone, added] = std::mem::take(&mut self.waiting).map(LineUp::in_order);
        let Self { id: table, sides: [before, after], limits, done, .. } = self;
        for kept in added {
            let row = kept.row();
            let Some(id) = after.id(&row) else { continue };
            done.table.added += 1;
            done.groups.add(&after.groups, &row, |group| {
                group.new += 1;
                group.added += 1;
            });
            done.traces.differs(*table, Edition::New, &after.traces, id, &row);
            done.note(1, *limits, id, row.line, Vec::new());
        }
        for kept in gone {
            let row = kept.row();
            let Some(id) = before.id(&row) else { continue };
            done.table.gone += 1;
            done.groups.add(&before.groups, &row, |group| {
                group.old += 1;
                group.gone += 1;
            });
            done.traces.differs(*table, Edition::Old, &before.traces, id, &row);
            done.note(0, *limits, id, row.line, Vec::new());
        }
        done.table.old = done.table.gone + done.table.changed + done.table.unchanged;
        first_by_line(&mut done.records[2], limits.listed);
        self.is_too_much = limits.is_too_much(done.records.iter().map(Vec::len).sum());
    }
}

fn first_by_line(records: &mut Vec<Record>, most: usize) {
    crate::order::sort_by_key(records, |record| record.line);
    records.truncate(most);
}
