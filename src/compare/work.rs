//! One file in two packages.
//!
//! Where both keep their order they are read side by side (`in_step.rs`). If not:
//!
//! Of a record of the older file sixteen bytes are kept, the hashes of its id and of its cells, and of no more than
//! [`Limits::records`] records at a time: where there are more, both files are read again for the next part of them.
//! Ids that share a hash, or seem to, are told apart by another one, and the part is done again.

mod again;
mod done;
mod first;
mod in_step;
mod line_up;
mod part;
mod row_places;
mod waiting;

use std::collections::HashSet;

use super::groups;
use super::kept::{Fate, Records};
use super::model::{Column, Edition, Record, Table};
use super::options::Limits;
use super::traces::{self, Traces};
use super::watch::Watch;
use crate::check::tables::{Sheet, Stopped};
use crate::oneroster::TableId;
use crate::rules::other_id_hash;
use done::Done;
use part::Part;
use row_places::RowPlaces;
use waiting::AllWaiting;

/// Why a file could not be compared.
pub(super) enum Trouble {
    /// It could not be read to its end, or nobody waits any more.
    Stopped(Edition, Stopped),
    /// It has no column for the ids.
    NoId(Edition),
}

/// What came of the attempt to do a part.
enum Attempt {
    Done,
    /// Hashes that several ids share, or that stand twice.
    Suspects(Vec<u64>),
    /// There are more new records than are kept at a time.
    TooMany,
}

/// One file in two packages.
pub(super) struct Work<'a, 'w, 'h> {
    id: TableId,
    sheets: [Option<&'a Sheet<'a>>; 2],
    sides: [RowPlaces; 2],
    /// Columns in both that are compared.
    shared: Vec<String>,
    is_delta: bool,
    limits: Limits,
    watch: &'w mut Watch<'h>,
    /// Hashes by which ids cannot be told apart, in ascending order.
    suspects: Vec<u64>,
    /// What the newer file says is deleted in this part: the hash, and the other hash, of the id.
    deleted: Vec<(u64, u64)>,
    waiting: AllWaiting,
    /// Rows that could not be read, or have no id.
    set_aside: [u64; 2],
    done: Done,
}

/// What is known of a file in the end.
pub(super) struct Worked {
    pub(super) table: Table,
    pub(super) records: Vec<Record>,
    pub(super) set_aside: [u64; 2],
    pub(super) traces: Traces,
}

impl<'a, 'w, 'h> Work<'a, 'w, 'h> {
    pub(super) fn new(
        id: TableId,
        sheets: [Option<&'a Sheet<'a>>; 2],
        is_delta: bool,
        limits: Limits,
        watch: &'w mut Watch<'h>,
    ) -> Self {
        let [old, new] = sheets;
        // When a record was last touched, and whether it is one, is no content.
        let is_content = |name: &str| !matches!(name, "" | "sourcedId" | "status" | "dateLastModified");
        let lacking = |one: Option<&Sheet>, other: Option<&Sheet>| -> Vec<String> {
            let (Some(one), Some(other)) = (one, other) else { return Vec::new() };
            let names = one.columns.iter().map(|(name, _)| name);
            names.filter(|name| is_content(name) && other.place(name).is_none()).cloned().collect()
        };
        let mut shared: Vec<String> = Vec::new();
        let mut places = [Vec::new(), Vec::new()];
        for (name, place) in old.map_or(&[][..], |sheet| &sheet.columns) {
            let there = new.and_then(|sheet| sheet.place(name));
            if let Some(there) = there.filter(|_| is_content(name) && !shared.contains(name)) {
                shared.push(name.clone());
                places[0].push(*place);
                places[1].push(there);
            }
        }
        let table = Table {
            file: id.file(),
            is_delta,
            columns_gone: lacking(old, new),
            columns_added: lacking(new, old),
            ..Table::default()
        };
        let groups = groups::places(sheets);
        let [old_places, new_places] = places;
        let side = |sheet: Option<&Sheet>, shared, groups| {
            let place = |name: &str| sheet.and_then(|sheet| sheet.place(name));
            let (id_place, status, date) = (place("sourcedId"), place("status"), place("dateLastModified"));
            RowPlaces { id: id_place, status, date, shared, groups, traces: traces::Places::of(id, sheet) }
        };
        let mut sides = [side(old, old_places, groups[0]), side(new, new_places, groups[1])];
        if old.is_some() && new.is_some() {
            let [one, other] = &mut sides;
            traces::Places::even([&mut one.traces, &mut other.traces]);
        }
        Self {
            id,
            sheets,
            sides,
            is_delta,
            limits,
            watch,
            suspects: Vec::new(),
            deleted: Vec::new(),
            waiting: AllWaiting::default(),
            set_aside: [0; 2],
            done: Done { table, counts: vec![0; shared.len()], ..Done::default() },
            shared,
        }
    }

    /// Goes through the records, part by part. What is found in a part is handed to `take` when it is sure; it may take
    /// records away.
    pub(super) fn run(mut self, take: &mut dyn FnMut(&mut Vec<Record>)) -> Result<Worked, Trouble> {
        for (from, (sheet, side)) in [Edition::Old, Edition::New].into_iter().zip(self.sheets.iter().zip(&self.sides)) {
            if sheet.is_some() && side.id.is_none() {
                return Err(Trouble::NoId(from));
            }
        }
        let is_done = self.in_step()?;
        let mut parts = if is_done { Vec::new() } else { vec![Part { bits: 0, ending: 0 }] };
        if is_done {
            self.done.records.iter_mut().for_each(&mut *take);
        }
        while let Some(mut part) = parts.pop() {
            let before = self.done.clone();
            loop {
                match self.attempt(&mut part, &mut parts)? {
                    Attempt::Done => break,
                    Attempt::Suspects(more) => {
                        self.suspects.extend(more);
                        self.suspects.sort_unstable();
                        self.suspects.dedup();
                    }
                    Attempt::TooMany => parts.push(part.halve()),
                }
                self.done = before.clone();
            }
            self.done.records.iter_mut().for_each(&mut *take);
        }
        self.count_classes()?;
        Ok(self.end())
    }

    fn attempt(&mut self, part: &mut Part, parts: &mut Vec<Part>) -> Result<Attempt, Trouble> {
        let kept = self.keep(part, parts).map_err(|stopped| Trouble::Stopped(Edition::Old, stopped))?;
        let mut records = match Records::new(kept) {
            Ok(records) => records,
            Err(suspects) => return Ok(Attempt::Suspects(suspects)),
        };
        if let Some(attempt) = self.look_at_new(*part, &mut records)? {
            return Ok(attempt);
        }
        let table = &mut self.done.table;
        let mut changed = Vec::new();
        let mut is_done = true;
        for (at, fate) in records.fates.iter().enumerate() {
            table.old += u64::from(*fate != Fate::Repeated);
            match fate {
                Fate::Repeated => {}
                Fate::Same => table.unchanged += 1,
                Fate::Unseen if self.is_delta => {
                    table.unchanged += 1;
                    // Its groups are counted when the older file is read again.
                    is_done &= self.sides[0].groups.iter().all(Option::is_none);
                }
                Fate::Changed => changed.push((records.id(at), at)),
                Fate::Unseen | Fate::Deleted | Fate::Waiting => is_done = false,
            }
        }
        if is_done && changed.is_empty() {
            return Ok(Attempt::Done);
        }
        let Records { fates, .. } = records;
        self.look_back(*part, &fates, &changed)
    }

    /// Counts what is in the classes of which enrollments differ, where that was not done on the way: in the newer file, or
    /// where that holds changes only, in the older.
    fn count_classes(&mut self) -> Result<(), Trouble> {
        let from = self.counted();
        if self.done.traces.classes.take_counts() {
            return Ok(());
        }
        let Some(sheet) = self.sheets[from as usize].filter(|_| !self.done.traces.classes.is_empty()) else {
            return Ok(());
        };
        let side = &self.sides[from as usize];
        let classes = &mut self.done.traces.classes;
        let most = self.limits.records;
        // Of ids that are repeated the first record counts; beyond very many they are not kept.
        let mut met = HashSet::<u64, foldhash::fast::FixedState>::default();
        let read = self.watch.read(sheet, &mut |row| {
            let Some(id) = side.id(row).filter(|_| !side.is_deleted(row) && classes.knows(&side.traces, row)) else {
                return;
            };
            if met.len() >= most || met.insert(other_id_hash(id)) {
                classes.count_known(&side.traces, row);
            }
        });
        read.map_err(|stopped| Trouble::Stopped(from, stopped)).map(drop)
    }

    /// On which side classes are counted.
    fn counted(&self) -> Edition {
        if self.is_delta { Edition::Old } else { Edition::New }
    }

    fn end(self) -> Worked {
        let counted = self.counted();
        let Done { mut table, counts, groups, records, traces } = self.done;
        table.new = table.added + table.changed + table.unchanged;
        let named = self.shared.into_iter().zip(counts).filter(|(_, count)| *count > 0);
        table.columns = named.map(|(column, count)| Column { column, count }).collect();
        table.groups = groups.all();
        let mut classes: Vec<_> = traces.classes.all().iter().map(|moves| moves.group(counted)).collect();
        classes.retain(|group| group.gone + group.added > 0);
        crate::order::sort_by(&mut classes, |one, other| {
            other.gone.cmp(&one.gone).then_with(|| one.key.cmp(&other.key))
        });
        classes.truncate(traces::MOST_TOLD);
        table.groups.append(&mut classes);
        Worked { table, records: records.into_iter().flatten().collect(), set_aside: self.set_aside, traces }
    }
}
