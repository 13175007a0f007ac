//! Two packages by the ids of their records: what the newer would take away, add and change.
//!
//! Files are compared one at a time and rows are never kept. Of a record of the older package sixteen bytes are kept,
//! and of no more than [`Limits::records`] at a time: where there are more, the file is read again for the next part of
//! them. Ids and contents are compared by their 64-bit hashes.

mod judge;
mod text;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::check::tables::{Sheet, Tables, Unread};
use crate::csv::Row;
use crate::oneroster::{Mode, TableId, Version};
use crate::package::{EntryFailure, Package};
use crate::rules::{Values, id_hash, shape, visible};

pub use judge::{Effect, Receiver};

/// How much is kept.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Records of the older package that are kept at a time.
    pub records: usize,
    /// Records that are listed for one file and kind of change.
    pub listed: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { records: 4 << 20, listed: 1000 }
    }
}

/// Groups of one kind that are counted apart; the records of further ones are counted together.
const MOST_GROUPS: usize = 2000;

/// The name of all groups that are not counted apart.
const OTHER: &str = "(other)";

/// What was found out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// `complete`, `partial` where something could not be compared, `unreadable` where nothing could.
    pub outcome: &'static str,
    /// Each file that is in one of the packages.
    pub tables: Vec<Table>,
    /// What receivers would do.
    pub receivers: Vec<Receiver>,
    /// Records that differ, up to the cap.
    pub records: Vec<Record>,
    /// What could not be compared, and why.
    pub not_compared: Vec<NotCompared>,
}

/// One file in both packages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Table {
    /// As the standard names it.
    pub file: &'static str,
    /// Records in the older package.
    pub old: u64,
    /// Records in the newer one, with those that it leaves as they were if it holds changes only.
    pub new: u64,
    /// Records of the older package that the newer one does not have.
    pub gone: u64,
    /// Records that only the newer one has.
    pub added: u64,
    /// Records in both that differ.
    pub changed: u64,
    /// Records in both that are the same.
    pub unchanged: u64,
    /// Whether the newer one holds changes only.
    pub is_delta: bool,
    /// In how many changed records each column differs.
    pub columns: Vec<Column>,
    /// Columns that only the older file has. Their cells count as no change.
    pub columns_gone: Vec<String>,
    /// Columns that only the newer file has.
    pub columns_added: Vec<String>,
    /// Records by what they are and where they belong.
    pub groups: Vec<Group>,
}

/// A column that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Column {
    /// Its name.
    pub column: String,
    /// In how many records.
    pub count: u64,
}

/// Records that have something in common.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Group {
    /// What: `role`, `type`, `school` or `grade`.
    pub by: &'static str,
    /// Which.
    pub key: String,
    /// As in [`Table`].
    pub old: u64,
    /// As in [`Table`].
    pub new: u64,
    /// As in [`Table`].
    pub gone: u64,
    /// As in [`Table`].
    pub added: u64,
    /// As in [`Table`], by what the newer record says.
    pub changed: u64,
}

/// A record that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Record {
    /// As the standard names it.
    pub file: &'static str,
    /// `gone`, `added` or `changed`.
    pub change: &'static str,
    /// Its id.
    pub id: String,
    /// Its physical line: in the older file where it is gone, in the newer one otherwise.
    pub line: u64,
    /// The columns that differ.
    pub columns: Vec<String>,
}

/// Something that could not be compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NotCompared {
    /// `old` or `new`.
    pub package: &'static str,
    /// What.
    pub what: String,
    /// Why.
    pub why: String,
}

/// Compares two packages.
pub fn compare(old: &Package, new: &Package, limits: Limits) -> Comparison {
    let (old, new) = (Tables::of(old), Tables::of(new));
    let mut result = Comparison {
        outcome: "complete",
        tables: Vec::new(),
        receivers: Vec::new(),
        records: Vec::new(),
        not_compared: Vec::new(),
    };
    for id in TableId::ALL {
        let sides = (old.table(id), new.table(id));
        if sides.0.is_none() && sides.1.is_none() {
            continue;
        }
        let before = result.not_compared.len();
        let old_sheet = usable(sides.0, "old", id, &mut result.not_compared);
        let new_sheet = usable(sides.1, "new", id, &mut result.not_compared);
        // Of a file that cannot be read nobody knows what is gone.
        if result.not_compared.len() > before {
            continue;
        }
        let mut work = Work::new(id, old_sheet.as_ref(), new_sheet.as_ref(), new.mode(id) == Some(Mode::Delta), limits);
        let done = work.run();
        if let Err((package, failure)) = done {
            let why = match failure {
                Trouble::Entry(failure) => format!("the file could not be read to its end: {failure:?}"),
                Trouble::NoId => "it has no column sourcedId".to_owned(),
            };
            result.not_compared.push(NotCompared { package, what: id.file().into(), why });
            continue;
        }
        for (package, count) in [("old", work.set_aside.0), ("new", work.set_aside.1)] {
            if count > 0 {
                let rows = if count == 1 { "1 row".into() } else { format!("{count} rows") };
                let what = format!("{rows} of {}", id.file());
                let why = "damaged, or without a sourcedId".into();
                result.not_compared.push(NotCompared { package, what, why });
            }
        }
        let (table, records) = work.end();
        result.records.extend(records);
        result.tables.push(table);
    }
    result.receivers = judge::receivers(&result.tables);
    if result.tables.is_empty() {
        result.outcome = "unreadable";
    } else if !result.not_compared.is_empty() {
        result.outcome = "partial";
    }
    result
}

/// The sheet, if it can be used; what keeps it from that is noted. An empty file is one without records.
fn usable<'a>(
    sheet: Option<Result<Sheet<'a>, Unread>>,
    package: &'static str,
    id: TableId,
    not_compared: &mut Vec<NotCompared>,
) -> Option<Sheet<'a>> {
    let why = match sheet? {
        Ok(sheet) => return Some(sheet),
        Err(Unread::Empty) => return None,
        Err(Unread::Unknown) => "the standard has no such file".to_owned(),
        Err(Unread::Header) => "its header row does not tell which column is which".to_owned(),
        Err(Unread::Failed(failure)) => format!("it could not be read: {failure:?}"),
    };
    not_compared.push(NotCompared { package, what: id.file().into(), why });
    None
}

enum Trouble {
    Entry(EntryFailure),
    NoId,
}

/// What is kept of a record: hash of its id, and of its cells.
#[derive(Clone, Copy, Debug)]
struct Kept {
    id: u64,
    cells: u64,
}

/// What became of a record of the older package.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Unseen,
    Same,
    Changed,
    Deleted,
}

/// One file in two packages.
struct Work<'a> {
    old: Option<&'a Sheet<'a>>,
    new: Option<&'a Sheet<'a>>,
    sides: [Side; 2],
    /// Columns in both that are compared, with their places.
    shared: Vec<(String, usize, usize)>,
    counts: Vec<u64>,
    is_delta: bool,
    limits: Limits,
    table: Table,
    groups: [BTreeMap<String, Group>; Side::GROUPS.len()],
    gone: Vec<Record>,
    added: Vec<Record>,
    changed: Vec<Record>,
    set_aside: (u64, u64),
}

/// Where in the rows of one side is what must be looked at.
#[derive(Clone, Copy, Debug, Default)]
struct Side {
    id: Option<usize>,
    status: Option<usize>,
    groups: [Option<usize>; Self::GROUPS.len()],
}

impl Side {
    const GROUPS: [(&'static str, &'static [&'static str]); 4] = [
        ("role", &["role"]),
        ("type", &["type"]),
        ("school", &["orgSourcedIds", "schoolSourcedId", "orgSourcedId"]),
        ("grade", &["grades", "grade"]),
    ];

    fn of(sheet: Option<&Sheet>) -> Self {
        let Some(sheet) = sheet else { return Self::default() };
        let groups = Self::GROUPS.map(|(_, names)| names.iter().find_map(|name| sheet.place(name)));
        Self { id: sheet.place("sourcedId"), status: sheet.place("status"), groups }
    }

    fn is_deleted(&self, row: &Row) -> bool {
        self.status.is_some_and(|place| row.cell(place).trim_ascii().eq_ignore_ascii_case(b"tobedeleted"))
    }

    /// The hash of the id, if the row has one that can be read.
    fn id<'r>(&self, row: &Row<'r>) -> Option<(&'r [u8], u64)> {
        let place = self.id?;
        let id = row.cell(place);
        let is_readable = row.defect.is_none_or(|defect| place < defect.cell);
        (!id.is_empty() && is_readable).then(|| (id, id_hash(id)))
    }
}

/// What a change adds to a group.
type Count = fn(&mut Group) -> &mut u64;

impl<'a> Work<'a> {
    fn new(
        id: TableId,
        old: Option<&'a Sheet<'a>>,
        new: Option<&'a Sheet<'a>>,
        is_delta: bool,
        limits: Limits,
    ) -> Self {
        // When a record was last touched, and whether it is one, is no content.
        let is_content = |name: &str| !matches!(name, "" | "sourcedId" | "status" | "dateLastModified");
        let lacking = |one: Option<&Sheet>, other: Option<&Sheet>| -> Vec<String> {
            let (Some(one), Some(other)) = (one, other) else { return Vec::new() };
            let names = one.columns.iter().map(|(name, _)| name);
            names.filter(|name| is_content(name) && other.place(name).is_none()).cloned().collect()
        };
        let mut shared: Vec<(String, usize, usize)> = Vec::new();
        for (name, place) in old.map_or(&[][..], |sheet| &sheet.columns) {
            let there = new.and_then(|sheet| sheet.place(name));
            if let Some(there) = there.filter(|_| is_content(name) && shared.iter().all(|(own, ..)| own != name)) {
                shared.push((name.clone(), *place, there));
            }
        }
        let table = Table {
            file: id.file(),
            is_delta,
            columns_gone: lacking(old, new),
            columns_added: lacking(new, old),
            ..Table::default()
        };
        Self {
            sides: [Side::of(old), Side::of(new)],
            counts: vec![0; shared.len()],
            old,
            new,
            shared,
            is_delta,
            limits,
            table,
            groups: Default::default(),
            gone: Vec::new(),
            added: Vec::new(),
            changed: Vec::new(),
            set_aside: (0, 0),
        }
    }

    /// Goes through the records, part by part of their hashes until there is none left.
    fn run(&mut self) -> Result<(), (&'static str, Trouble)> {
        for (sheet, side, name) in [(self.old, self.sides[0], "old"), (self.new, self.sides[1], "new")] {
            if sheet.is_some() && side.id.is_none() {
                return Err((name, Trouble::NoId));
            }
        }
        // A part is the hashes that end with these bits. Where a part is too large, it is halved.
        let mut parts = vec![(0u32, 0u64)];
        let mut is_first = true;
        while let Some((bits, ending)) = parts.pop() {
            let mut bits = bits;
            let kept = self.keep(&mut bits, ending, &mut parts, is_first).map_err(|failure| ("old", failure))?;
            self.part(&kept, bits, ending, is_first)?;
            is_first = false;
        }
        Ok(())
    }

    /// Reads the older file for one part, which becomes smaller if need be.
    fn keep(
        &mut self,
        bits: &mut u32,
        ending: u64,
        parts: &mut Vec<(u32, u64)>,
        is_first: bool,
    ) -> Result<Vec<Kept>, Trouble> {
        let Some(sheet) = self.old else { return Ok(Vec::new()) };
        let side = self.sides[0];
        let mut kept: Vec<Kept> = Vec::new();
        let mut without_id = 0;
        let shared = &self.shared;
        let most = self.limits.records.max(1);
        let damaged = sheet
            .read(|row| {
                let Some((_, id)) = side.id(row) else {
                    without_id += 1;
                    return;
                };
                if !is_in(id, *bits, ending) || side.is_deleted(row) {
                    return;
                }
                let cells = row_hash(row, shared.iter().map(|(_, place, _)| *place));
                kept.push(Kept { id, cells });
                while kept.len() > most && *bits < 40 {
                    parts.push((*bits + 1, ending | 1 << *bits));
                    *bits += 1;
                    kept.retain(|one| is_in(one.id, *bits, ending));
                }
            })
            .map_err(Trouble::Entry)?;
        if is_first {
            self.set_aside.0 = damaged + without_id;
        }
        // The first of several with one id is the record.
        kept.sort_by_key(|one| one.id);
        kept.dedup_by_key(|one| one.id);
        Ok(kept)
    }

    fn part(&mut self, kept: &[Kept], bits: u32, ending: u64, is_first: bool) -> Result<(), (&'static str, Trouble)> {
        let mut fates = vec![Fate::Unseen; kept.len()];
        let mut new_ids = std::collections::HashSet::<u64, foldhash::fast::FixedState>::default();
        let mut without_id = 0;
        let (side, limits) = (self.sides[1], self.limits);
        let new = self.new;
        if let Some(sheet) = new {
            let damaged = sheet.read(|row| {
                let Some((text, id)) = side.id(row) else {
                    without_id += 1;
                    return;
                };
                if !is_in(id, bits, ending) {
                    return;
                }
                let known = kept.binary_search_by_key(&id, |one| one.id).ok();
                if side.is_deleted(row) {
                    if let Some(at) = known.filter(|at| fates[*at] == Fate::Unseen) {
                        fates[at] = Fate::Deleted;
                    }
                    return;
                }
                match known {
                    Some(at) if fates[at] == Fate::Unseen => {
                        let cells = row_hash(row, self.shared.iter().map(|(.., place)| *place));
                        let is_same = kept[at].cells == cells;
                        fates[at] = if is_same { Fate::Same } else { Fate::Changed };
                        add_to(&mut self.groups, &side, row, |group| &mut group.new);
                    }
                    None if new_ids.insert(id) => {
                        self.table.added += 1;
                        add_to(&mut self.groups, &side, row, |group| &mut group.added);
                        add_to(&mut self.groups, &side, row, |group| &mut group.new);
                        note(&mut self.added, limits, self.table.file, "added", text, row, Vec::new());
                    }
                    _ => {}
                }
            });
            let damaged = damaged.map_err(|failure| ("new", Trouble::Entry(failure)))?;
            if is_first {
                self.set_aside.1 = damaged + without_id;
            }
        }
        drop(new_ids);
        self.columns_of_changed(kept, &fates)?;
        self.look_back(kept, &fates).map_err(|failure| ("old", Trouble::Entry(failure)))
    }

    /// Finds the columns in which changed records differ, so many at a time that the hashes of their cells have room.
    fn columns_of_changed(&mut self, kept: &[Kept], fates: &[Fate]) -> Result<(), (&'static str, Trouble)> {
        let (Some(old), Some(new)) = (self.old, self.new) else { return Ok(()) };
        let width = self.shared.len().max(1);
        let changed: Vec<u64> =
            kept.iter().zip(fates).filter(|(_, fate)| **fate == Fate::Changed).map(|(one, _)| one.id).collect();
        for ids in changed.chunks((self.limits.records / width).max(1)) {
            let mut cells = vec![0u64; ids.len() * width];
            let mut is_read = vec![false; ids.len()];
            let side = self.sides[0];
            old.read(|row| {
                let Some((_, id)) = side.id(row) else { return };
                let Ok(at) = ids.binary_search(&id) else { return };
                if side.is_deleted(row) || std::mem::replace(&mut is_read[at], true) {
                    return;
                }
                for (column, (_, place, _)) in self.shared.iter().enumerate() {
                    cells[at * width + column] = id_hash(row.cell(*place));
                }
            })
            .map_err(|failure| ("old", Trouble::Entry(failure)))?;
            is_read.fill(false);
            let (side, limits) = (self.sides[1], self.limits);
            new.read(|row| {
                let Some((text, id)) = side.id(row) else { return };
                let Ok(at) = ids.binary_search(&id) else { return };
                if side.is_deleted(row) || std::mem::replace(&mut is_read[at], true) {
                    return;
                }
                let differs = |column: usize, place: usize| cells[at * width + column] != id_hash(row.cell(place));
                let mut columns = Vec::new();
                for (column, (name, _, place)) in self.shared.iter().enumerate() {
                    if differs(column, *place) {
                        self.counts[column] += 1;
                        if self.changed.len() < limits.listed {
                            columns.push(name.clone());
                        }
                    }
                }
                self.table.changed += 1;
                add_to(&mut self.groups, &side, row, |group| &mut group.changed);
                note(&mut self.changed, limits, self.table.file, "changed", text, row, columns);
            })
            .map_err(|failure| ("new", Trouble::Entry(failure)))?;
        }
        Ok(())
    }

    /// Reads the older file again for what is gone from it, and for its groups.
    fn look_back(&mut self, kept: &[Kept], fates: &[Fate]) -> Result<(), EntryFailure> {
        let Some(old) = self.old else { return Ok(()) };
        let (side, limits, is_delta) = (self.sides[0], self.limits, self.is_delta);
        let mut is_read = vec![false; kept.len()];
        old.read(|row| {
            let Some((text, id)) = side.id(row) else { return };
            let Ok(at) = kept.binary_search_by_key(&id, |one| one.id) else { return };
            if side.is_deleted(row) || std::mem::replace(&mut is_read[at], true) {
                return;
            }
            self.table.old += 1;
            add_to(&mut self.groups, &side, row, |group| &mut group.old);
            match fates[at] {
                Fate::Same => self.table.unchanged += 1,
                Fate::Changed => {}
                Fate::Unseen if is_delta => {
                    self.table.unchanged += 1;
                    add_to(&mut self.groups, &side, row, |group| &mut group.new);
                }
                Fate::Unseen | Fate::Deleted => {
                    self.table.gone += 1;
                    add_to(&mut self.groups, &side, row, |group| &mut group.gone);
                    note(&mut self.gone, limits, self.table.file, "gone", text, row, Vec::new());
                }
            }
        })?;
        Ok(())
    }

    fn end(mut self) -> (Table, Vec<Record>) {
        self.table.new = self.table.added + self.table.changed + self.table.unchanged;
        let counted = self.shared.into_iter().zip(self.counts).filter(|(_, count)| *count > 0);
        self.table.columns = counted.map(|((column, ..), count)| Column { column, count }).collect();
        self.table.groups = self.groups.into_iter().flat_map(BTreeMap::into_values).collect();
        let mut records = self.gone;
        records.extend(self.added);
        records.extend(self.changed);
        (self.table, records)
    }
}

/// Whether a hash ends with these bits.
fn is_in(hash: u64, bits: u32, ending: u64) -> bool {
    hash & ((1 << bits) - 1) == ending
}

/// A hash of the cells at these places, in this order.
fn row_hash(row: &Row, places: impl Iterator<Item = usize>) -> u64 {
    let mix = |hash: u64, cell: u64| (hash.rotate_left(23) ^ cell).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    places.fold(0x51_7cc1_b727_220a, |hash, place| mix(hash, id_hash(row.cell(place))))
}

/// Counts a row in each of its groups; in a list, under each item.
fn add_to(groups: &mut [BTreeMap<String, Group>; Side::GROUPS.len()], side: &Side, row: &Row, count: Count) {
    for (number, place) in side.groups.iter().enumerate() {
        let Some(place) = place else { continue };
        let (by, _) = Side::GROUPS[number];
        let cell = row.cell(*place);
        let mut before: Vec<&[u8]> = Vec::new();
        for item in cell.split(|byte| *byte == b',').map(<[u8]>::trim_ascii).filter(|item| !item.is_empty()) {
            if before.contains(&item) {
                continue;
            }
            before.push(item);
            let key = String::from_utf8_lossy(item);
            let own = &mut groups[number];
            if let Some(group) = own.get_mut(key.as_ref()) {
                *count(group) += 1;
                continue;
            }
            let key = if own.len() < MOST_GROUPS { key.into_owned() } else { OTHER.to_owned() };
            let group = own.entry(key.clone()).or_insert_with(|| Group { by, key, ..Group::default() });
            *count(group) += 1;
        }
    }
}

fn note(
    records: &mut Vec<Record>,
    limits: Limits,
    file: &'static str,
    change: &'static str,
    id: &[u8],
    row: &Row,
    columns: Vec<String>,
) {
    if records.len() < limits.listed {
        let id = String::from_utf8_lossy(id).into_owned();
        records.push(Record { file, change, id, line: row.line, columns });
    }
}

impl Comparison {
    /// The same with what cells contain shown as one would see it, or masked.
    #[must_use]
    pub fn with_values(mut self, values: Values) -> Self {
        let told = |text: &str| match values {
            Values::Shown => visible(text),
            Values::Masked => shape(text),
        };
        for record in &mut self.records {
            record.id = told(&record.id);
            record.columns.iter_mut().for_each(|name| *name = column_told(name, values));
        }
        for table in &mut self.tables {
            table.columns.iter_mut().for_each(|column| column.column = column_told(&column.column, values));
            let names = table.columns_gone.iter_mut().chain(&mut table.columns_added);
            names.for_each(|name| *name = column_told(name, values));
            let mut schools = 0;
            for group in &mut table.groups {
                schools += u64::from(group.by == "school");
                let is_word = group.key == OTHER || is_known(group.by, &group.key);
                group.key = match values {
                    Values::Masked if group.by == "school" => format!("school {schools}"),
                    Values::Masked if is_word => group.key.clone(),
                    _ => told(&group.key),
                };
            }
        }
        self
    }

    /// The largest share, in percent, that a file or a role loses; and which.
    pub fn most_removed(&self) -> Option<(f64, String)> {
        let files = self.tables.iter().map(|table| (table.gone, table.old, table.file.to_owned()));
        let roles = self.tables.iter().flat_map(|table| {
            let roles = table.groups.iter().filter(|group| group.by == "role");
            roles.map(|group| (group.gone, group.old, format!("{} in {}", group.key, table.file)))
        });
        let shares = files.chain(roles).filter(|(_, old, _)| *old > 0).map(|(gone, old, which)| {
            #[allow(clippy::cast_precision_loss, reason = "a share, told to a tenth of a percent")]
            let share = gone as f64 * 100.0 / old as f64;
            (share, which)
        });
        shares.max_by(|one, other| one.0.total_cmp(&other.0))
    }
}

/// A column's name; one that the standard does not know may be a cell of a file without a header.
fn column_told(name: &str, values: Values) -> String {
    let known =
        |version: Version| version.tables().iter().any(|table| table.columns.iter().any(|column| column.name == name));
    match values {
        Values::Masked if !known(Version::V1_1) && !known(Version::V1_2) => shape(name),
        _ => visible(name),
    }
}

/// Whether a key is a word of the standard.
fn is_known(by: &str, key: &str) -> bool {
    if by == "grade" {
        return crate::oneroster::value::GRADES.contains(&key);
    }
    let holds = |version: Version| {
        let columns = version.tables().iter().flat_map(|table| table.columns).filter(|column| column.name == by);
        columns
            .into_iter()
            .any(|column| matches!(&column.kind, crate::oneroster::Kind::Token(tokens) if tokens.words.contains(&key)))
    };
    holds(Version::V1_1) || holds(Version::V1_2)
}

#[cfg(test)]
mod tests;
