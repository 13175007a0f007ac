//! One file in two packages.
//!
//! Of a record of the older file sixteen bytes are kept, the hashes of its id and of its cells, and of no more than
//! [`Limits::records`] records at a time: where there are more, both files are read again for the next part of them.
//! Ids that share a hash, or seem to, are told apart by another one, and the part is done again.

use std::collections::HashSet;

use super::Limits;
use super::groups::{self, Groups};
use super::kept::{Fate, Kept, OTHER_HASH, Places, Records};
use super::model::{Column, Record, Side, Table};
use super::traces::{self, Traces, date_number};
use super::watch::Watch;
use crate::check::tables::{Sheet, Stopped};
use crate::csv::Row;
use crate::oneroster::TableId;
use crate::order::sort;
use crate::rules::{id_hash, other_id_hash};

/// Why a file could not be compared.
pub(super) enum Trouble {
    /// It could not be read to its end, or nobody waits any more.
    Stopped(Side, Stopped),
    /// It has no column for the ids.
    NoId(Side),
}

/// A changed record of the newer file, whose cells wait for those of the older.
#[derive(Debug)]
struct Waiting {
    /// Which of the older records it is.
    at: usize,
    other_hash: u64,
    date: u64,
    line: u64,
    /// Kept of those that may be listed.
    id: Option<Box<str>>,
}

/// Changed records of the newer file, in its order, with the hashes of their shared cells.
#[derive(Debug, Default)]
struct AllWaiting {
    records: Vec<Waiting>,
    /// As many for each record as there are shared columns.
    cells: Vec<u64>,
}

/// The hashes that end with these bits. Where a part is too large, it is halved.
#[derive(Clone, Copy, Debug)]
struct Part {
    bits: u32,
    ending: u64,
}

impl Part {
    /// Parts are not halved further: ids that agree in so many bits are the same, or made to be.
    const MOST_BITS: u32 = 40;

    fn has(self, hash: u64) -> bool {
        hash & ((1 << self.bits) - 1) == self.ending
    }

    /// Keeps one half of it and gives the other.
    fn halve(&mut self) -> Self {
        let other = Self { bits: self.bits + 1, ending: self.ending | 1 << self.bits };
        self.bits += 1;
        other
    }
}

/// What came of the attempt to do a part.
enum Attempt {
    Done,
    /// Hashes that several ids share, or that stand twice.
    Suspects(Vec<u64>),
    /// There are more new records than are kept at a time.
    TooMany,
}

/// Numbers of records, each with its place in a list, met in ascending order.
struct InTurn {
    sorted: Vec<(usize, usize)>,
    next: usize,
}

impl InTurn {
    fn new(numbers: impl Iterator<Item = usize>) -> Self {
        let mut sorted: Vec<(usize, usize)> = numbers.zip(0..).collect();
        sort(&mut sorted);
        Self { sorted, next: 0 }
    }

    /// The place in the list, if it is this record's turn.
    fn at(&mut self, number: usize) -> Option<usize> {
        let (_, place) = self.sorted.get(self.next).filter(|(own, _)| *own == number)?;
        self.next += 1;
        Some(*place)
    }
}

/// What is known of a file when a part is done; a part that is done again begins with it.
#[derive(Clone, Debug, Default)]
struct Done {
    table: Table,
    /// By shared column: in how many records it differs.
    counts: Vec<u64>,
    groups: Groups,
    /// Those that are gone, new and changed.
    records: [Vec<Record>; 3],
    traces: Traces,
}

impl Done {
    fn note(&mut self, change: usize, limits: Limits, id: &[u8], line: u64, columns: Vec<String>) {
        let records = &mut self.records[change];
        if records.len() < limits.listed {
            let id = String::from_utf8_lossy(id).into_owned();
            let change = ["gone", "added", "changed"][change];
            records.push(Record { file: self.table.file, change, id, line, columns });
        }
    }
}

/// Where in the rows of one side is what must be looked at.
#[derive(Clone, Debug, Default)]
struct Layout {
    id: Option<usize>,
    status: Option<usize>,
    date: Option<usize>,
    /// The shared columns.
    shared: Vec<usize>,
    groups: groups::Places,
    traces: traces::Places,
}

impl Layout {
    fn is_deleted(&self, row: &Row) -> bool {
        self.status.is_some_and(|place| row.cell(place).trim_ascii().eq_ignore_ascii_case(b"tobedeleted"))
    }

    /// The id, if the row has one that can be read.
    fn id<'r>(&self, row: &Row<'r>) -> Option<&'r [u8]> {
        let place = self.id?;
        let is_readable = row.defect.is_none_or(|defect| place < defect.cell);
        Some(row.cell(place)).filter(|id| !id.is_empty() && is_readable)
    }

    fn date(&self, row: &Row) -> u64 {
        self.date.map_or(0, |place| date_number(row.cell(place)))
    }

    /// A hash of the id and of the cells that are compared.
    fn cells(&self, id: &[u8], row: &Row) -> u64 {
        let mix = |hash: u64, cell: u64| (hash.rotate_left(23) ^ cell).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.shared.iter().fold(other_id_hash(id), |hash, place| mix(hash, id_hash(row.cell(*place))))
    }
}

/// One file in two packages.
pub(super) struct Work<'a, 'w, 'h> {
    id: TableId,
    sheets: [Option<&'a Sheet<'a>>; 2],
    sides: [Layout; 2],
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
pub(super) struct Compared {
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
            Layout { id: id_place, status, date, shared, groups, traces: traces::Places::of(id, sheet) }
        };
        Self {
            id,
            sheets,
            sides: [side(old, old_places, groups[0]), side(new, new_places, groups[1])],
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
    pub(super) fn run(mut self, take: &mut dyn FnMut(&mut Vec<Record>)) -> Result<Compared, Trouble> {
        for (from, (sheet, side)) in [Side::Old, Side::New].into_iter().zip(self.sheets.iter().zip(&self.sides)) {
            if sheet.is_some() && side.id.is_none() {
                return Err(Trouble::NoId(from));
            }
        }
        let mut parts = vec![Part { bits: 0, ending: 0 }];
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
        let kept = self.keep(part, parts).map_err(|stopped| Trouble::Stopped(Side::Old, stopped))?;
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

    /// Reads the older file for one part, which becomes smaller if need be.
    fn keep(&mut self, part: &mut Part, parts: &mut Vec<Part>) -> Result<Vec<Kept>, Stopped> {
        let Some(sheet) = self.sheets[0] else { return Ok(Vec::new()) };
        let (side, limits, suspects) = (&self.sides[0], self.limits, &self.suspects);
        let mut kept: Vec<Kept> = Vec::new();
        let mut without_id = 0;
        let damaged = self.watch.read(sheet, |row| {
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
    fn look_at_new(&mut self, part: Part, records: &mut Records) -> Result<Option<Attempt>, Trouble> {
        let Some(sheet) = self.sheets[1] else { return Ok(None) };
        let (side, limits, suspects, table) = (&self.sides[1], self.limits, &self.suspects, self.id);
        let done = &mut self.done;
        let most = if part.bits < Part::MOST_BITS { limits.records.max(1) } else { usize::MAX };
        let mut new_ids = HashSet::<u64, foldhash::fast::FixedState>::default();
        let mut repeated = Vec::new();
        let (deleted, waiting) = (&mut self.deleted, &mut self.waiting);
        deleted.clear();
        waiting.records.clear();
        waiting.cells.clear();
        let most_waiting = limits.records / (side.shared.len() + 4);
        let counts_classes = !self.is_delta;
        let mut without_id = 0;
        let damaged = self.watch.read(sheet, |row| {
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
                }
                return;
            }
            if counts_classes {
                done.traces.classes.count(&side.traces, row);
            }
            match known {
                Some(at) if matches!(records.fates[at], Fate::Unseen | Fate::Deleted) => {
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
                        done.traces.changed(Side::New, &side.traces, row);
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
                    done.table.added += 1;
                    done.groups.add(&side.groups, row, |group| {
                        group.new += 1;
                        group.added += 1;
                    });
                    done.traces.differs(table, Side::New, &side.traces, id, row);
                    done.note(1, limits, id, row.line, Vec::new());
                }
                // What stands twice may be two ids that only seem the same.
                _ if key & OTHER_HASH == 0 => repeated.push(key),
                _ => {}
            }
        });
        deleted.sort_unstable();
        self.set_aside[1] = damaged.map_err(|stopped| Trouble::Stopped(Side::New, stopped))? + without_id;
        Ok(if new_ids.len() > most {
            Some(Attempt::TooMany)
        } else if repeated.is_empty() {
            None
        } else {
            Some(Attempt::Suspects(repeated))
        })
    }

    /// Reads the older file again for what is gone, and both for the columns in which records differ: for so many of them
    /// at a time that the hashes of their cells have room.
    fn look_back(&mut self, part: Part, fates: &[Fate], changed: &[(u64, usize)]) -> Result<Attempt, Trouble> {
        // Besides the cells: another hash of the id, and the date of the last change.
        let width = self.shared.len() + 2;
        let mut chunks = changed.chunks((self.limits.records / width).max(1));
        let mut fates = fates;
        loop {
            let chunk = chunks.next().unwrap_or_default();
            if chunk.is_empty() && fates.is_empty() {
                return Ok(Attempt::Done);
            }
            let (cells, mut suspects) = self.old_cells(part, std::mem::take(&mut fates), chunk, width)?;
            suspects.append(&mut self.changed_columns(part, chunk, &cells, width)?);
            if !suspects.is_empty() {
                return Ok(Attempt::Suspects(suspects));
            }
        }
    }

    /// The hashes of the cells of some changed records of the older file. What is gone is told on the way, by the `fates`
    /// of its records. The second list is of the hashes of ids that only seemed to be the same.
    fn old_cells(
        &mut self,
        part: Part,
        fates: &[Fate],
        chunk: &[(u64, usize)],
        width: usize,
    ) -> Result<(Vec<u64>, Vec<u64>), Trouble> {
        let mut cells = vec![0u64; chunk.len() * width];
        let mut seeming = Vec::new();
        let AllWaiting { records: waiting, cells: mut waiting_cells } = std::mem::take(&mut self.waiting);
        let Some(sheet) = self.sheets[0] else { return Ok((cells, seeming)) };
        let mut compared = InTurn::new(waiting.iter().map(|record| record.at));
        let mut filled = InTurn::new(chunk.iter().map(|(_, at)| *at));
        let mut number = 0;
        let (side, limits, suspects, table) = (&self.sides[0], self.limits, &self.suspects, self.id);
        let deleted = &self.deleted;
        let is_deleted = |key: u64, id: &[u8]| deleted.binary_search(&(key, other_id_hash(id))).is_ok();
        let done = &mut self.done;
        let read = self.watch.read(sheet, |row| {
            let Some(id) = side.id(row) else { return };
            let key = || key(suspects, limits, part, id);
            // The same rows as were kept, so that their numbers are the same.
            if part.bits > 0 && key().is_none() || side.is_deleted(row) {
                return;
            }
            let at = number;
            number += 1;
            match fates.get(at) {
                None | Some(Fate::Same | Fate::Repeated) => {}
                Some(Fate::Deleted) if key().is_some_and(|key| !is_deleted(key, id)) => seeming.extend(key()),
                Some(Fate::Changed | Fate::Waiting) => {
                    done.groups.add(&side.groups, row, |group| group.old += 1);
                    done.traces.changed(Side::Old, &side.traces, row);
                }
                Some(Fate::Unseen) if done.table.is_delta => done.groups.add(&side.groups, row, |group| {
                    group.old += 1;
                    group.new += 1;
                }),
                Some(Fate::Unseen | Fate::Deleted) => {
                    done.table.gone += 1;
                    done.groups.add(&side.groups, row, |group| {
                        group.old += 1;
                        group.gone += 1;
                    });
                    done.traces.differs(table, Side::Old, &side.traces, id, row);
                    done.note(0, limits, id, row.line, Vec::new());
                }
            }
            if let Some(own) = compared.at(at) {
                let record = &waiting[own];
                if record.other_hash != other_id_hash(id) {
                    seeming.extend(key());
                    return;
                }
                done.traces.dated(side.date(row), record.date);
                let own = &mut waiting_cells[own * side.shared.len()..(own + 1) * side.shared.len()];
                for (cell, place) in own.iter_mut().zip(&side.shared) {
                    *cell = u64::from(*cell != id_hash(row.cell(*place)));
                }
            }
            if let Some(own) = filled.at(at) {
                let own = &mut cells[own * width..(own + 1) * width];
                for (cell, place) in own.iter_mut().zip(&side.shared) {
                    *cell = id_hash(row.cell(*place));
                }
                own[width - 2] = other_id_hash(id);
                own[width - 1] = side.date(row);
            }
        });
        read.map_err(|stopped| Trouble::Stopped(Side::Old, stopped))?;
        if seeming.is_empty() {
            self.tell_waiting(&waiting, &waiting_cells);
        }
        Ok((cells, seeming))
    }

    /// Tells the changed records whose cells are compared, in the order of the newer file. In place of a cell is now 1 where
    /// it differs.
    fn tell_waiting(&mut self, waiting: &[Waiting], cells: &[u64]) {
        let width = self.shared.len();
        for (at, record) in waiting.iter().enumerate() {
            let mut columns = Vec::new();
            for (column, differs) in cells[at * width..(at + 1) * width].iter().enumerate() {
                let differs = *differs == 1;
                self.done.counts[column] += u64::from(differs);
                if differs && record.id.is_some() {
                    columns.push(self.shared[column].clone());
                }
            }
            self.done.table.changed += 1;
            if let Some(id) = &record.id {
                self.done.note(2, self.limits, id.as_bytes(), record.line, columns);
            }
        }
    }

    /// Finds the columns in which changed records differ. Gives the hashes of ids that only seemed the same.
    fn changed_columns(
        &mut self,
        part: Part,
        chunk: &[(u64, usize)],
        cells: &[u64],
        width: usize,
    ) -> Result<Vec<u64>, Trouble> {
        let Some(sheet) = self.sheets[1].filter(|_| !chunk.is_empty()) else { return Ok(Vec::new()) };
        let places = Places::new(chunk.iter().map(|(key, _)| *key));
        let mut is_read = vec![false; chunk.len()];
        let mut seeming = Vec::new();
        let (side, limits, suspects, shared) = (&self.sides[1], self.limits, &self.suspects, &self.shared);
        let done = &mut self.done;
        let read = self.watch.read(sheet, |row| {
            let Some(id) = side.id(row) else { return };
            let Some(key) = key(suspects, limits, part, id) else { return };
            let Some(at) = places.find(key, |at| chunk[at].0 == key) else { return };
            if side.is_deleted(row) || std::mem::replace(&mut is_read[at], true) {
                return;
            }
            let own = &cells[at * width..(at + 1) * width];
            if own[width - 2] != other_id_hash(id) {
                seeming.push(key);
                return;
            }
            let mut columns = Vec::new();
            let is_listed = done.records[2].len() < limits.listed;
            for (column, place) in side.shared.iter().enumerate() {
                if own[column] != id_hash(row.cell(*place)) {
                    done.counts[column] += 1;
                    if is_listed {
                        columns.push(shared[column].clone());
                    }
                }
            }
            done.table.changed += 1;
            done.groups.add(&side.groups, row, |group| group.changed += 1);
            done.traces.changed(Side::New, &side.traces, row);
            done.traces.dated(own[width - 1], side.date(row));
            done.note(2, limits, id, row.line, columns);
        });
        read.map_err(|stopped| Trouble::Stopped(Side::New, stopped))?;
        Ok(seeming)
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
        let read = self.watch.read(sheet, |row| {
            if side.id(row).is_some() && !side.is_deleted(row) {
                classes.count_known(&side.traces, row);
            }
        });
        read.map_err(|stopped| Trouble::Stopped(from, stopped)).map(drop)
    }

    /// On which side classes are counted.
    fn counted(&self) -> Side {
        if self.is_delta { Side::Old } else { Side::New }
    }

    fn end(self) -> Compared {
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
        Compared { table, records: records.into_iter().flatten().collect(), set_aside: self.set_aside, traces }
    }
}

/// What an id is known by, if it belongs to this part.
fn key(suspects: &[u64], limits: Limits, part: Part, id: &[u8]) -> Option<u64> {
    let hash = id_hash(id) & limits.hash_mask & !OTHER_HASH;
    if !part.has(hash) {
        return None;
    }
    if suspects.is_empty() || suspects.binary_search(&hash).is_err() {
        return Some(hash);
    }
    // The last bits stay, so that the id stays in its part.
    let last = (1 << Part::MOST_BITS) - 1;
    Some(OTHER_HASH | (other_id_hash(id) << Part::MOST_BITS & !OTHER_HASH) | hash & last)
}
