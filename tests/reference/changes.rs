//! The naive twin of `rostercheck::compare`: whole files in maps, no hashes and no parts.

use std::collections::{BTreeMap, BTreeSet};

use rostercheck::compare::{Comparison, Limits, Options, compare};
use rostercheck::oneroster::value::Day;
use rostercheck::package::{Bytes, Limits as PackageLimits, Package};
use rostercheck::receivers::Receiver;

const TODAY: Day = Day { year: 2026, month: 11, day: 28 };
const HEADER: [&str; 7] =
    ["sourcedId", "status", "dateLastModified", "role", "orgSourcedIds", "username", "familyName"];

/// Bytes that decide, one after the other; when they are used up, 0.
struct Dice<'a>(std::slice::Iter<'a, u8>);

impl Dice<'_> {
    fn below(&mut self, limit: u8) -> u8 {
        self.0.next().map_or(0, |byte| byte % limit)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Row {
    id: String,
    is_deleted: bool,
    /// Role, schools, username and family name.
    cells: [String; 4],
}

fn rows(dice: &mut Dice) -> Vec<Row> {
    let count = dice.below(50);
    let row = |dice: &mut Dice| {
        let id = dice.below(30);
        let cells = [
            ["student", "teacher", "aide"][usize::from(dice.below(3))].to_owned(),
            ["s1", "s2", "s1,s2", ""][usize::from(dice.below(4))].to_owned(),
            format!("user{}", dice.below(4)),
            ["O'Hara, Jr.", "Lee \"Al\"", "Ng"][usize::from(dice.below(3))].to_owned(),
        ];
        // Some have no id, some are deleted.
        let id = if id == 29 { String::new() } else { format!("id{id}") };
        Row { id, is_deleted: dice.below(12) == 11, cells }
    };
    (0..count).map(|_| row(dice)).collect()
}

/// A file of these rows, in one of many ways to write it.
fn text(rows: &[Row], dice: &mut Dice) -> String {
    let (turn, style) = (usize::from(dice.below(7)), dice.below(16));
    let separator = if style & 1 > 0 { ';' } else { ',' };
    let end = if style & 2 > 0 { "\r\n" } else { "\n" };
    let written = |cell: &str| {
        if style & 4 > 0 || cell.contains([',', ';', '"']) {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell.to_owned()
        }
    };
    let line = |cells: [&str; 7]| {
        let mut cells = cells.map(written);
        cells.rotate_left(turn);
        cells.join(&separator.to_string()) + end
    };
    let mut text = if style & 8 > 0 { "\u{FEFF}".to_owned() } else { String::new() };
    text += &line(HEADER);
    for Row { id, is_deleted, cells: [role, schools, username, family] } in rows {
        let status = if *is_deleted { "tobedeleted" } else { "" };
        text += &line([id, status, "", role, schools, username, family]);
    }
    text
}

fn package(users: String, is_delta: bool) -> Package {
    let mode = if is_delta { "delta" } else { "bulk" };
    let manifest = format!("propertyName,value\nmanifest.version,1.0\noneroster.version,1.1\nfile.users,{mode}\n");
    let file = |name: &str, text: String| (name.to_owned(), Box::new(text.into_bytes()) as Box<dyn Bytes>);
    let files = vec![file("manifest.csv", manifest), file("users.csv", users)];
    Package::from_files("package", files, PackageLimits::default())
}

/// What is told, in a form that both can give.
#[derive(Debug, Default, PartialEq, Eq)]
struct Told {
    /// Gone, added, changed and unchanged.
    counts: [u64; 4],
    columns: BTreeMap<String, u64>,
    /// By role and school: old, new, gone, added and changed.
    groups: BTreeMap<(String, String), [u64; 5]>,
    records: BTreeSet<(String, String, Vec<String>)>,
}

fn naive(old: &[Row], new: &[Row], is_delta: bool) -> Told {
    let mut told = Told::default();
    let mut before: BTreeMap<&str, &Row> = BTreeMap::new();
    for row in old.iter().filter(|row| !row.id.is_empty() && !row.is_deleted) {
        before.entry(&row.id).or_insert(row);
    }
    // The first row of an id counts. It is deleted if each of its rows says so.
    let mut after: BTreeMap<&str, &Row> = BTreeMap::new();
    for row in new.iter().filter(|row| !row.id.is_empty()) {
        let known = after.entry(&row.id).or_insert(row);
        if known.is_deleted {
            *known = row;
        }
    }
    after.retain(|id, row| !row.is_deleted || before.contains_key(id));
    let mut count = |row: &Row, whats: &[usize]| {
        let schools: BTreeSet<&str> = row.cells[1].split(',').filter(|it| !it.is_empty()).collect();
        let keys = schools.into_iter().map(|school| ("school", school)).chain([("role", row.cells[0].as_str())]);
        for (by, key) in keys {
            let group = told.groups.entry((by.into(), key.into())).or_default();
            for what in whats {
                group[*what] += 1;
            }
        }
    };
    let record = |what: &str, row: &Row, columns: Vec<String>| (what.to_owned(), row.id.clone(), columns);
    for (id, row) in &before {
        match after.get(id) {
            Some(other) if other.is_deleted => {
                told.counts[0] += 1;
                count(row, &[0, 2]);
                told.records.insert(record("gone", row, Vec::new()));
            }
            None if !is_delta => {
                told.counts[0] += 1;
                count(row, &[0, 2]);
                told.records.insert(record("gone", row, Vec::new()));
            }
            None => {
                told.counts[3] += 1;
                count(row, &[0, 1]);
            }
            Some(other) if other.cells == row.cells => {
                told.counts[3] += 1;
                count(row, &[0, 1]);
            }
            Some(other) => {
                told.counts[2] += 1;
                count(row, &[0]);
                count(other, &[1, 4]);
                let differ = (0..4).filter(|cell| row.cells[*cell] != other.cells[*cell]);
                let columns: Vec<String> = differ.map(|cell| HEADER[cell + 3].to_owned()).collect();
                for column in &columns {
                    *told.columns.entry(column.clone()).or_default() += 1;
                }
                told.records.insert(record("changed", other, columns));
            }
        }
    }
    for (id, row) in &after {
        if !before.contains_key(id) {
            told.counts[1] += 1;
            count(row, &[1, 3]);
            told.records.insert(record("added", row, Vec::new()));
        }
    }
    told
}

fn of_engine(comparison: &Comparison) -> Told {
    let Some(table) = comparison.tables.iter().find(|table| table.file == "users.csv") else { return Told::default() };
    assert_eq!(table.old, table.gone + table.changed + table.unchanged, "the older records are told");
    assert_eq!(table.new, table.added + table.changed + table.unchanged, "the newer records are told");
    let sorted = |columns: &[String]| {
        let mut columns = columns.to_vec();
        columns.sort_by_key(|name| HEADER.iter().position(|own| own == name));
        columns
    };
    let record = |it: &rostercheck::compare::Record| (it.change.to_owned(), it.id.clone(), sorted(&it.columns));
    Told {
        counts: [table.gone, table.added, table.changed, table.unchanged],
        columns: table.columns.iter().map(|it| (it.column.clone(), it.count)).collect(),
        groups: table
            .groups
            .iter()
            .map(|it| ((it.by.to_owned(), it.key.clone()), [it.old, it.new, it.gone, it.added, it.changed]))
            .collect(),
        records: comparison.records.iter().map(record).collect(),
    }
}

fn compared(old: &Package, new: &Package, limits: Limits) -> Comparison {
    let options = Options { limits, ..Options::default() };
    let receivers: Vec<Receiver> = Receiver::all().collect();
    let compared = compare(old, new, &receivers, &options, &mut { TODAY });
    compared.map_or_else(|_| panic!("nobody cancels"), |compared| compared.comparison)
}

/// The engine agrees with the twin on two packages that the bytes choose. Swapped, what is gone is new.
pub fn agree_on(bytes: &[u8]) {
    let mut dice = Dice(bytes.iter());
    let ways = [(1 << 20, u64::MAX), (20, u64::MAX), (3, u64::MAX), (1 << 20, 0xFF), (1 << 20, 3)];
    let (records, hash_mask) = ways[usize::from(dice.below(5))];
    let waiting = [Limits::default().waiting, 1500, 0][usize::from(dice.below(3))];
    let limits = Limits { records, waiting, hash_mask, listed: usize::MAX };
    let is_delta = dice.below(4) == 3;
    let (before, after) = (rows(&mut dice), rows(&mut dice));
    let old = package(text(&before, &mut dice), false);
    let new = package(text(&after, &mut dice), is_delta);
    let told = of_engine(&compared(&old, &new, limits));
    let expected = naive(&before, &after, is_delta);
    assert_eq!(told, expected, "{before:?} {after:?}");

    let same = of_engine(&compared(&old, &package(text(&before, &mut dice), false), limits));
    assert_eq!((&same.counts[..3], same.records.len()), (&[0, 0, 0][..], 0), "a package differs from itself");
    if !is_delta && before.iter().chain(&after).all(|row| !row.is_deleted) {
        let back = of_engine(&compared(&new, &old, limits));
        assert_eq!([back.counts[1], back.counts[0], back.counts[2]], told.counts[..3]);
    }
}
