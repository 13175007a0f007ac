//! Random packages: a small valid district made from the tables, and what can be done to it.

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};
use rostercheck::oneroster::{Column, Kind, Table, TableId, Version};

use super::{Damage, GivenFile};

/// How a file is written.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    pub quotes: Quotes,
    pub line_end: LineEnd,
    pub has_mark: bool,
    pub is_utf_16: bool,
    pub ends_with_line_end: bool,
    pub delimiter: char,
}

#[derive(Clone, Copy, Debug)]
pub enum Quotes {
    Needed,
    Always,
    Some,
}

#[derive(Clone, Copy, Debug)]
pub enum LineEnd {
    CrLf,
    Lf,
    Cr,
    Mixed,
}

impl Style {
    const PLAIN: Self = Self {
        quotes: Quotes::Needed,
        line_end: LineEnd::CrLf,
        has_mark: false,
        is_utf_16: false,
        ends_with_line_end: true,
        delimiter: ',',
    };
}

/// A file that is not written yet. A row without cells is an empty line; the first row is the header.
#[derive(Clone, Debug)]
pub struct Draft {
    pub name: String,
    pub rows: Vec<Vec<Vec<u8>>>,
    pub style: Style,
    pub damage: Option<Damage>,
}

/// Something that is done to a package. Numbers choose files, rows and cells; they are taken modulo what there is.
#[derive(Clone, Debug)]
pub enum Change {
    Cell {
        file: usize,
        row: usize,
        cell: usize,
        value: Vec<u8>,
    },
    CopyCell {
        file: usize,
        row: usize,
        cell: usize,
        from_file: usize,
        from_row: usize,
        from_cell: usize,
    },
    CopyRow {
        file: usize,
        row: usize,
        to: usize,
    },
    RemoveRow {
        file: usize,
        row: usize,
    },
    SwapRows {
        file: usize,
        row: usize,
        other: usize,
    },
    EmptyLine {
        file: usize,
        row: usize,
    },
    EmptyCells {
        file: usize,
        row: usize,
    },
    FewerCells {
        file: usize,
        row: usize,
        count: usize,
    },
    MoreCells {
        file: usize,
        row: usize,
        value: Vec<u8>,
    },
    SameId {
        file: usize,
        row: usize,
        other: usize,
    },
    SameCell {
        file: usize,
        row: usize,
        other: usize,
        cell: usize,
    },
    Status {
        file: usize,
        row: usize,
        value: &'static str,
    },
    Stamp {
        file: usize,
        row: usize,
        value: &'static str,
    },
    /// Two people have one username.
    SameUsername {
        row: usize,
        other: usize,
    },
    /// Somebody leaves a class twice.
    Leave {
        row: usize,
    },
    EnrollAgain {
        row: usize,
        how: usize,
    },
    Quarters {
        row: usize,
        how: usize,
    },
    /// A list of ids as other programs write it.
    OtherList {
        row: usize,
        how: usize,
    },
    DropColumn {
        file: usize,
        cell: usize,
    },
    RenameColumn {
        file: usize,
        cell: usize,
        how: usize,
    },
    SwapColumns {
        file: usize,
        cell: usize,
        other: usize,
    },
    AddColumn {
        file: usize,
        cell: usize,
        name: &'static str,
    },
    RemoveFile {
        file: usize,
        how: usize,
    },
    HeaderOnly {
        file: usize,
    },
    EmptyFile {
        file: usize,
        lines: usize,
    },
    NoHeader {
        file: usize,
    },
    /// All names, or the name of a column, as other programs write them.
    OtherNames {
        file: usize,
        cell: usize,
        how: usize,
    },
    /// Lines above the header.
    Above {
        file: usize,
        how: usize,
    },
    /// A line among the records that is none.
    NoRecord {
        file: usize,
        row: usize,
        how: usize,
    },
    /// All rows have another number of cells than the header.
    OtherWidth {
        file: usize,
        cell: usize,
        how: usize,
    },
    SwapContents {
        file: usize,
        other: usize,
    },
    Damage {
        file: usize,
        damage: Damage,
    },
    Mode {
        file: usize,
        value: &'static str,
    },
    Delta {
        file: usize,
        fill: bool,
    },
    AllDelta,
    ManifestRow {
        row: usize,
        how: usize,
    },
    Version {
        value: &'static str,
    },
    Style {
        file: usize,
        style: Style,
    },
}

/// A valid package: every file of the version that `chosen` has a bit for, and all that these need.
pub fn valid(version: Version, chosen: u32, size: usize) -> Vec<Draft> {
    let mut ids = vec![
        TableId::Orgs,
        TableId::AcademicSessions,
        TableId::Courses,
        TableId::Classes,
        TableId::Users,
        TableId::Demographics,
        TableId::Enrollments,
    ];
    if version == Version::V1_2 {
        ids.push(TableId::Roles);
    }
    for (place, table) in version.tables().iter().enumerate() {
        if chosen >> place & 1 == 1 {
            ids.push(table.id);
            ids.extend(table.needs);
            ids.extend(table.may_need);
        }
    }
    // What is needed may need something itself.
    for id in ids.clone() {
        ids.extend(version.table(id).map_or(&[][..], |table| table.needs));
        ids.extend(version.table(id).map_or(&[][..], |table| table.may_need));
    }
    ids.sort_unstable();
    ids.dedup();
    let mut manifest = vec![["propertyName", "value"].map(str::to_owned)];
    manifest.push(["manifest.version", "1.0"].map(str::to_owned));
    manifest.push(["oneroster.version", version.number()].map(str::to_owned));
    for table in version.tables() {
        let mode = if ids.contains(&table.id) { "bulk" } else { "absent" };
        manifest.push([format!("file.{}", table.id.stem()), mode.to_owned()]);
    }
    let mut drafts = vec![Draft {
        name: "manifest.csv".into(),
        rows: manifest.into_iter().map(|row| row.map(String::into_bytes).to_vec()).collect(),
        style: Style::PLAIN,
        damage: None,
    }];
    if version == Version::V1_0 {
        drafts.clear();
    }
    for id in ids {
        let Some(table) = version.table(id) else { continue };
        let mut rows = vec![table.columns.iter().map(|column| column.name.as_bytes().to_vec()).collect()];
        for row in 0..size {
            rows.push(
                table.columns.iter().map(|column| cell(version, table, column, row, size).into_bytes()).collect(),
            );
        }
        drafts.push(Draft { name: id.file().into(), rows, style: Style::PLAIN, damage: None });
    }
    drafts
}

/// A cell of a valid row. The first org is a district and the others are schools; the first session is a school year
/// and the others are grading periods.
fn cell(version: Version, table: &Table, column: &Column, row: usize, size: usize) -> String {
    let id = |id: TableId, row: usize| format!("{}{row}", id.stem());
    let one = match column.kind {
        Kind::SourcedId => id(table.id, row),
        Kind::SourcedIdOf(target) => id(target, row),
        Kind::Status | Kind::DateLastModified => String::new(),
        _ if matches!(column.name, "status" | "dateLastModified") => String::new(),
        Kind::Reference(_) if column.name == "parentSourcedId" => {
            if row == 0 {
                String::new()
            } else {
                id(table.id, 0)
            }
        }
        // The school of the class.
        Kind::Reference(_) if table.id == TableId::Enrollments && column.name == "schoolSourcedId" => {
            id(TableId::Orgs, 1 + (row + 1) % size % (size - 1))
        }
        Kind::Reference(reference) => match reference.target_type {
            Some("schoolYear") => id(reference.target, 0),
            Some(_) => id(reference.target, 1 + row % (size - 1)),
            None if column.required || row.is_multiple_of(2) => id(reference.target, (row + 1) % size),
            None => String::new(),
        },
        Kind::Text if matches!(column.name, "password" | "subjects" | "subjectCodes") => String::new(),
        Kind::Text if column.required || row.is_multiple_of(2) => format!("{} {row}", column.name),
        Kind::Text => String::new(),
        Kind::Grade => ["09", "KG", "12"][row % 3].into(),
        Kind::Pair => "{Local:4711}".into(),
        Kind::Date if column.name.starts_with("end") => "2027-06-30".into(),
        Kind::Date => "2026-08-01".into(),
        Kind::Year => "2027".into(),
        Kind::Token(_) if table.id == TableId::Orgs => if row == 0 { "district" } else { "school" }.into(),
        Kind::Token(_) if table.id == TableId::AcademicSessions => {
            if row == 0 { "schoolYear" } else { "gradingPeriod" }.into()
        }
        Kind::Token(tokens) if tokens.open && version == Version::V1_2 && row == 2 => "ext:other".into(),
        Kind::Token(tokens) => tokens.words[row % tokens.words.len()].into(),
        Kind::Boolean => ["true", "false", ""][if column.required { row % 2 } else { row % 3 }].into(),
        Kind::Integer => row.to_string(),
        Kind::Float => format!("{row}.5"),
    };
    if column.list && row % 3 == 1 && !one.is_empty() && column.name != "agentSourcedIds" {
        format!("{one},{one}")
    } else {
        one
    }
}

/// Values with something to find in them, or nothing where it seems so.
const VALUES: [&[u8]; 101] = [
    b"",
    b" ",
    b"\t",
    b"\xC2\xA0",
    b"\xE2\x80\x8B",
    b"NULL",
    b"true",
    b"TRUE",
    b"True",
    b"yes",
    b"false ",
    b"1",
    b"0",
    b"2026-08-01",
    b"2026-02-29",
    b"2024-02-29",
    b"1900-02-29",
    b"03/14/2015",
    b"2026-8-1",
    b"2026-13-01",
    b"2027",
    b"27",
    b"20x7",
    b"2026-2027",
    b"1.5",
    b".5",
    b"5.",
    b".",
    b"-3",
    b"007",
    b"1e5",
    b"1E-5",
    b"1e",
    b"80%",
    b"1,5",
    b"{a:b}",
    b"{a:b:c}",
    b"{a:}",
    b"{:b}",
    b"{}",
    b"a:b",
    b"{a:b},{c:d}",
    b"{a:b}, {c:d}",
    b"{{a:b}}",
    b"active",
    b"tobedeleted",
    b"tobedelete",
    b"inactive",
    b"Active",
    b"ToBeDeleted ",
    b"ext:thing",
    b"ext:",
    b"Ext:x",
    b"2026-11-01T00:00:00.000Z",
    b"2026-11-01T00:00:00Z",
    b"2026-11-01T00:00Z",
    b"2026-11-01T00:00:00.000+00:00",
    b"2026-11-01T00:00:00.000-05:00",
    b"2026-11-01T00:00:00.000",
    b"2026-11-01T00:00:60.000Z",
    b"2026-11-01 00:00:00",
    b"orgs0",
    b"orgs1",
    b"orgs2",
    b"academicSessions0",
    b"academicSessions1",
    b"users1",
    b"users2",
    b"classes1",
    b"courses1",
    b"nowhere",
    b"orgs1,orgs2",
    b"orgs1, orgs2",
    b"orgs1,,orgs2",
    b",orgs1",
    b"orgs1, ",
    b"nowhere,orgs1",
    b"orgs1;orgs2",
    b"orgs1 | nowhere",
    b"09;10",
    b"{a:b};{c:d}",
    b"orgs1,orgs2;orgs0",
    "Zoë".as_bytes(),
    "e\u{301}".as_bytes(),
    "😀".as_bytes(),
    "a\u{200B}b".as_bytes(),
    "\u{FEFF}x".as_bytes(),
    b"Zo\xEB",
    b"\xFF",
    b"say \"hello\"",
    b"\"",
    b"a\nb",
    b"a\r\nb",
    b"a\rb",
    b"course:1",
    b"a b",
    b"Arts & Crafts",
    b"O\xE2\x80\x99Brien",
    b"school",
    b"district",
    b"schoolYear",
];

const STATUSES: [&str; 6] = ["active", "tobedeleted", "inactive", "Active", "ToBeDeleted", "tobedelete"];

const STAMPS: [&str; 6] = [
    "2026-11-01T00:00:00.000Z",
    "2026-11-01T00:00:00Z",
    "2026-11-01T00:00Z",
    "2026-11-01T00:00:00.000+00:00",
    "2026-11-01T00:00:00.000-05:00",
    "2026-11-01",
];

const MODES: [&str; 7] = ["bulk", "delta", "absent", "Bulk", "", "partial", "delta "];

const DAMAGES: [Damage; 2] = [Damage::Closed, Damage::BreaksOff];

const VERSIONS: [&str; 8] = ["1.1", "1.2", "1.2.1", "1.2_JP", "1.1.1", "1.0", "2", ""];

const NAMES: [&str; 9] =
    ["metadata.color", "metadata.", "color", "", " ", "name", "SourcedId", "parentSourcedid", "metadata.\u{1F600}"];

const OTHER_NAMES: [&str; 10] = [
    "orgs",
    "user",
    "student_id",
    "Student Number",
    "First Name",
    "Start Date",
    "parent",
    "id",
    "class_id",
    "Grade Level",
];

fn value() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        12 => prop::sample::select(&VALUES[..]).prop_map(<[u8]>::to_vec),
        1 => (0..6usize, 48..300usize).prop_map(|(letter, count)| {
            ["a", "é", "😀", "x ", "\u{301}", "-"][letter].repeat(count).into_bytes()
        }),
        1 => prop::collection::vec(prop::sample::select(&['a', 'B', '1', ' ', ',', '"', ':', '{', '}', '-', 'ß', '\n', '🎈'][..]), 0..6)
            .prop_map(|letters| letters.into_iter().collect::<String>().into_bytes()),
    ]
}

fn style() -> impl Strategy<Value = Style> {
    let quotes = prop_oneof![Just(Quotes::Needed), Just(Quotes::Always), Just(Quotes::Some)];
    let line_end = prop_oneof![Just(LineEnd::CrLf), Just(LineEnd::Lf), Just(LineEnd::Cr), Just(LineEnd::Mixed)];
    let delimiter = prop_oneof![8 => Just(','), 1 => Just(';'), 1 => Just('\t'), 1 => Just('|')];
    (quotes, line_end, prop::bool::weighted(0.2), prop::bool::weighted(0.1), any::<bool>(), delimiter).prop_map(
        |(quotes, line_end, has_mark, is_utf_16, ends_with_line_end, delimiter)| Style {
            quotes,
            line_end,
            has_mark: has_mark || is_utf_16,
            is_utf_16,
            ends_with_line_end,
            delimiter,
        },
    )
}

fn change() -> impl Strategy<Value = Change> {
    let n = || 0..60usize;
    prop_oneof![
        30 => (n(), n(), n(), value()).prop_map(|(file, row, cell, value)| Change::Cell { file, row, cell, value }),
        6 => (n(), n(), n(), n(), n(), n()).prop_map(|(file, row, cell, from_file, from_row, from_cell)| {
            Change::CopyCell { file, row, cell, from_file, from_row, from_cell }
        }),
        3 => (n(), n(), n()).prop_map(|(file, row, to)| Change::CopyRow { file, row, to }),
        4 => (n(), n()).prop_map(|(file, row)| Change::RemoveRow { file, row }),
        2 => (n(), n(), n()).prop_map(|(file, row, other)| Change::SwapRows { file, row, other }),
        3 => (n(), n()).prop_map(|(file, row)| Change::EmptyLine { file, row }),
        2 => (n(), n()).prop_map(|(file, row)| Change::EmptyCells { file, row }),
        2 => (n(), n(), 1..9usize).prop_map(|(file, row, count)| Change::FewerCells { file, row, count }),
        2 => (n(), n(), value()).prop_map(|(file, row, value)| Change::MoreCells { file, row, value }),
        3 => (n(), n(), n()).prop_map(|(file, row, other)| Change::SameId { file, row, other }),
        9 => (n(), n(), n(), n()).prop_map(|(file, row, other, cell)| Change::SameCell { file, row, other, cell }),
        2 => (n(), n(), prop::sample::select(&STATUSES[..])).prop_map(|(file, row, value)| Change::Status { file, row, value }),
        2 => (n(), n(), prop::sample::select(&STAMPS[..])).prop_map(|(file, row, value)| Change::Stamp { file, row, value }),
        1 => (n(), n()).prop_map(|(row, other)| Change::SameUsername { row, other }),
        1 => n().prop_map(|row| Change::Leave { row }),
        2 => (n(), n()).prop_map(|(row, how)| Change::EnrollAgain { row, how }),
        2 => (n(), n()).prop_map(|(row, how)| Change::Quarters { row, how }),
        2 => (n(), n()).prop_map(|(row, how)| Change::OtherList { row, how }),
        2 => (n(), n()).prop_map(|(file, cell)| Change::DropColumn { file, cell }),
        4 => (n(), n(), n()).prop_map(|(file, cell, how)| Change::RenameColumn { file, cell, how }),
        2 => (n(), n(), n()).prop_map(|(file, cell, other)| Change::SwapColumns { file, cell, other }),
        3 => (n(), n(), prop::sample::select(&NAMES[..])).prop_map(|(file, cell, name)| Change::AddColumn { file, cell, name }),
        2 => (n(), n()).prop_map(|(file, how)| Change::RemoveFile { file, how }),
        1 => n().prop_map(|file| Change::HeaderOnly { file }),
        1 => (n(), 0..3usize).prop_map(|(file, lines)| Change::EmptyFile { file, lines }),
        1 => n().prop_map(|file| Change::NoHeader { file }),
        3 => (n(), n(), n()).prop_map(|(file, cell, how)| Change::OtherNames { file, cell, how }),
        1 => (n(), n()).prop_map(|(file, how)| Change::Above { file, how }),
        2 => (n(), n(), n()).prop_map(|(file, row, how)| Change::NoRecord { file, row, how }),
        1 => (n(), n(), n()).prop_map(|(file, cell, how)| Change::OtherWidth { file, cell, how }),
        1 => (n(), n()).prop_map(|(file, other)| Change::SwapContents { file, other }),
        2 => (n(), prop::sample::select(&DAMAGES[..])).prop_map(|(file, damage)| Change::Damage { file, damage }),
        3 => (n(), prop::sample::select(&MODES[..])).prop_map(|(file, value)| Change::Mode { file, value }),
        6 => (n(), prop::bool::weighted(0.8)).prop_map(|(file, fill)| Change::Delta { file, fill }),
        2 => Just(Change::AllDelta),
        3 => (n(), n()).prop_map(|(row, how)| Change::ManifestRow { row, how }),
        1 => prop::sample::select(&VERSIONS[..]).prop_map(|value| Change::Version { value }),
        10 => (n(), style()).prop_map(|(file, style)| Change::Style { file, style }),
    ]
}

/// What a package is before anything is done to it: its version, its files and the number of their rows.
fn start() -> impl Strategy<Value = (Version, u32, usize)> {
    let version = prop_oneof![4 => Just(Version::V1_1), 4 => Just(Version::V1_2), 1 => Just(Version::V1_0)];
    // Half of the packages hold rostering files only.
    let chosen = prop_oneof![Just(0u32), any::<u32>(), (0..21u32).prop_map(|bit| 1 << bit)];
    (version, chosen, 3..6usize)
}

/// A random package: a valid one, and what was done to it.
pub fn package() -> impl Strategy<Value = Vec<Draft>> {
    (start(), prop::collection::vec(change(), 0..14)).prop_map(|(start, changes)| made(start, changes))
}

/// The package that these bytes choose: four for its start, and four for each change.
///
/// They are seeds of random numbers, not the numbers themselves: proptest gives half of what is left to each choice
/// between strategies, and waits for ever when nothing is left. A fuzzer still adds, drops and exchanges changes.
pub fn chosen_by(bytes: &[u8]) -> Vec<Draft> {
    let mut seeds = bytes.chunks(4);
    let start = drawn(&start(), seeds.next().unwrap_or_default());
    let change = change();
    made(start, seeds.map(|seed| drawn(&change, seed)))
}

fn drawn<S: Strategy>(strategy: &S, bytes: &[u8]) -> S::Value {
    let mut seed = [0; 32];
    seed[..bytes.len()].copy_from_slice(bytes);
    let random = TestRng::from_seed(RngAlgorithm::ChaCha, &seed);
    let mut runner = TestRunner::new_with_rng(ProptestConfig::default(), random);
    strategy.new_tree(&mut runner).expect("nothing is turned down").current()
}

fn made((version, chosen, size): (Version, u32, usize), changes: impl IntoIterator<Item = Change>) -> Vec<Draft> {
    let mut drafts = valid(version, chosen, size);
    for change in changes {
        apply(&mut drafts, change);
    }
    drafts
}

fn stem_property(name: &str) -> Vec<u8> {
    format!("file.{}", name.trim_end_matches(".csv")).into_bytes()
}

fn set_mode(drafts: &mut [Draft], name: &str, value: &str) {
    let Some(manifest) = drafts.iter_mut().find(|draft| draft.name == "manifest.csv") else { return };
    let property = stem_property(name);
    for row in &mut manifest.rows {
        if row.len() > 1 && row[0] == property {
            row[1] = value.as_bytes().to_vec();
        }
    }
}

fn make_delta(draft: &mut Draft) {
    let Some(header) = draft.rows.first().cloned() else { return };
    let place = |name: &[u8]| header.iter().position(|cell| cell == name);
    for (number, row) in draft.rows.iter_mut().skip(1).enumerate() {
        for (column, value) in [
            (&b"status"[..], if number % 4 == 3 { &b"tobedeleted"[..] } else { b"active" }),
            (b"dateLastModified", b"2026-11-01T00:00:00.000Z"),
        ] {
            if let Some(cell) = place(column).and_then(|place| row.get_mut(place)) {
                *cell = value.to_vec();
            }
        }
    }
}

/// Sets a cell by the name of its column.
fn set(draft: &mut Draft, row: usize, column: &str, value: &str) {
    let Some(header) = draft.rows.first() else { return };
    let Some(place) = header.iter().position(|name| name == column.as_bytes()) else { return };
    let row = row % draft.rows.len().max(2);
    if let Some(cell) = draft.rows.get_mut(row.max(1)).and_then(|row| row.get_mut(place)) {
        *cell = value.as_bytes().to_vec();
    }
}

/// A column's name with something done to it.
fn renamed(name: &str, how: usize) -> String {
    match how % 8 {
        0 => name.to_uppercase(),
        1 => format!("{name} "),
        2 => format!("{name}x"),
        3 => name.chars().rev().collect(),
        4 => name.get(1..).unwrap_or("").into(),
        5 => "sourcedId".into(),
        6 => String::new(),
        _ => format!("{name}\u{200B}"),
    }
}

fn apply(drafts: &mut Vec<Draft>, change: Change) {
    if drafts.is_empty() {
        return;
    }
    let files = drafts.len();
    match change {
        Change::Cell { file, row, cell, value } => {
            let rows = &mut drafts[file % files].rows;
            let count = rows.len().max(2);
            let Some(row) = rows.get_mut((row % count).max(1)) else {
                return;
            };
            let count = row.len().max(1);
            if let Some(cell) = row.get_mut(cell % count) {
                *cell = value;
            }
        }
        Change::CopyCell { file, row, cell, from_file, from_row, from_cell } => {
            let from = &drafts[from_file % files].rows;
            let Some(from) = from.get(1 + from_row % from.len().max(2)) else { return };
            let Some(value) = from.get(from_cell % from.len().max(1)).cloned() else { return };
            apply(drafts, Change::Cell { file, row, cell, value });
        }
        Change::CopyRow { file, row, to } => {
            let rows = &mut drafts[file % files].rows;
            let Some(copy) = rows.get(1 + row % rows.len().max(1)).cloned() else { return };
            let to = 1 + to % rows.len();
            rows.insert(to, copy);
        }
        Change::RemoveRow { file, row } => {
            let rows = &mut drafts[file % files].rows;
            let row = 1 + row % rows.len().max(1);
            if row < rows.len() {
                rows.remove(row);
            }
        }
        Change::SwapRows { file, row, other } => {
            let rows = &mut drafts[file % files].rows;
            if rows.len() > 2 {
                let count = rows.len() - 1;
                rows.swap(1 + row % count, 1 + other % count);
            }
        }
        Change::EmptyLine { file, row } => {
            let rows = &mut drafts[file % files].rows;
            let row = row % (rows.len() + 1);
            rows.insert(row, Vec::new());
        }
        Change::EmptyCells { file, row } => {
            let rows = &mut drafts[file % files].rows;
            let width = rows.first().map_or(2, |header| header.len().max(2));
            let row = 1 + row % rows.len().max(1);
            rows.insert(row.min(rows.len()), vec![Vec::new(); width]);
        }
        Change::FewerCells { file, row, count } => {
            let rows = &mut drafts[file % files].rows;
            let row = 1 + row % rows.len().max(1);
            if let Some(row) = rows.get_mut(row) {
                let keep = row.len().saturating_sub(count).max(1);
                row.truncate(keep);
            }
        }
        Change::MoreCells { file, row, value } => {
            let rows = &mut drafts[file % files].rows;
            let row = 1 + row % rows.len().max(1);
            if let Some(row) = rows.get_mut(row) {
                row.push(value);
            }
        }
        Change::SameId { file, row, other } => {
            let rows = &mut drafts[file % files].rows;
            let Some(id) = rows.get(1 + other % rows.len().max(1)).and_then(|row| row.first().cloned()) else { return };
            let row = 1 + row % rows.len().max(1);
            if let Some(cell) = rows.get_mut(row).and_then(|row| row.first_mut()) {
                *cell = id;
            }
        }
        Change::SameCell { file, row, other, cell } => {
            let rows = &mut drafts[file % files].rows;
            let width = rows.first().map_or(0, Vec::len).max(1);
            let Some(value) = rows.get(1 + other % rows.len().max(1)).and_then(|row| row.get(cell % width)).cloned()
            else {
                return;
            };
            let row = 1 + row % rows.len().max(1);
            if let Some(cell) = rows.get_mut(row).and_then(|row| row.get_mut(cell % width)) {
                *cell = value;
            }
        }
        Change::Status { file, row, value } => {
            apply(drafts, Change::Delta { file, fill: true });
            set(&mut drafts[file % files], row, "status", value);
        }
        Change::Stamp { file, row, value } => {
            apply(drafts, Change::Delta { file, fill: true });
            set(&mut drafts[file % files], row, "dateLastModified", value);
        }
        Change::SameUsername { row, other } => {
            let Some(draft) = drafts.iter_mut().find(|draft| draft.name == "users.csv") else { return };
            set(draft, row, "username", "one.name");
            set(draft, other, "username", if other % 2 == 0 { "One.Name" } else { "one.name" });
        }
        Change::Leave { row } => {
            set_mode(drafts, "enrollments.csv", "delta");
            let Some(draft) = drafts.iter_mut().find(|draft| draft.name == "enrollments.csv") else { return };
            make_delta(draft);
            let row = 1 + row % draft.rows.len().max(1);
            set(draft, row, "status", "tobedeleted");
            if let Some(mut copy) = draft.rows.get(row).cloned() {
                if let Some(id) = copy.first_mut() {
                    id.extend_from_slice(b"-again");
                }
                draft.rows.push(copy);
            }
        }
        Change::EnrollAgain { row, how } => {
            let Some(draft) = drafts.iter_mut().find(|draft| draft.name == "enrollments.csv") else { return };
            let Some(mut copy) = draft.rows.get(1 + row % draft.rows.len().max(1)).cloned() else { return };
            if let Some(id) = copy.first_mut() {
                id.extend_from_slice(format!("-{how}").as_bytes());
            }
            draft.rows.push(copy);
            let [begin, end] =
                [["2026-08-01", "2027-06-30"], ["2027-06-30", "2027-07-30"], ["2027-01-10", ""]][how % 3];
            let last = draft.rows.len() - 1;
            set(draft, last, "beginDate", begin);
            set(draft, last, "endDate", end);
            if how % 5 == 0 {
                set(draft, last, "schoolSourcedId", ["orgs0", "orgs1", "orgs2"][how % 3]);
            }
        }
        // Sessions that follow one another, but for one date.
        Change::Quarters { row, how } => {
            let Some(draft) = drafts.iter_mut().find(|draft| draft.name == "academicSessions.csv") else { return };
            let days = ["2026-08-01", "2026-10-10", "2026-12-20", "2027-03-01", "2027-06-30"];
            for number in 2..draft.rows.len() {
                let quarter = (number - 2) % 4;
                let (mut start, mut end) = (days[quarter], days[quarter + 1]);
                if number == 2 + row % 4 {
                    match how % 4 {
                        0 => end = ["2026-10-25", "2027-01-08", "2027-03-20", "2027-08-30"][quarter],
                        1 => start = ["2025-08-01", "2026-09-25", "2026-12-01", "2027-02-10"][quarter],
                        2 => start = days[0],
                        _ => {}
                    }
                }
                set(draft, number, "startDate", start);
                set(draft, number, "endDate", end);
            }
        }
        Change::OtherList { row, how } => {
            let Some(draft) = drafts.iter_mut().find(|draft| draft.name == "users.csv") else { return };
            let list = ["orgs1;orgs2", "[\"orgs1\",\"orgs2\"]", "orgs1|orgs2", "\"orgs1\""][how % 4];
            set(draft, 1 + row % draft.rows.len().max(1), "orgSourcedIds", list);
        }
        Change::DropColumn { file, cell } => {
            let rows = &mut drafts[file % files].rows;
            let width = rows.first().map_or(0, Vec::len).max(1);
            for row in rows {
                if row.len() > cell % width && row.len() > 1 {
                    row.remove(cell % width);
                }
            }
        }
        Change::RenameColumn { file, cell, how } => {
            if let Some(header) = drafts[file % files].rows.first_mut() {
                let width = header.len().max(1);
                if let Some(name) = header.get_mut(cell % width) {
                    *name = renamed(&String::from_utf8_lossy(name), how).into_bytes();
                }
            }
        }
        Change::SwapColumns { file, cell, other } => {
            let rows = &mut drafts[file % files].rows;
            let width = rows.first().map_or(0, Vec::len).max(1);
            for row in rows {
                if row.len() == width {
                    row.swap(cell % width, other % width);
                }
            }
        }
        Change::AddColumn { file, cell, name } => {
            let rows = &mut drafts[file % files].rows;
            let width = rows.first().map_or(0, Vec::len);
            // More often behind the others than among them.
            let at = if cell % 3 == 0 { cell % (width + 1) } else { width };
            for (number, row) in rows.iter_mut().enumerate().filter(|(_, row)| row.len() == width) {
                row.insert(at, if number == 0 { name.as_bytes().to_vec() } else { b"value".to_vec() });
            }
        }
        Change::RemoveFile { file, how } => {
            let name = drafts[file % files].name.clone();
            drafts.remove(file % files);
            match how % 4 {
                0 => {}
                1 => apply_to_manifest(drafts, &name),
                _ => set_mode(drafts, &name, "absent"),
            }
        }
        Change::HeaderOnly { file } => drafts[file % files].rows.truncate(1),
        Change::EmptyFile { file, lines } => drafts[file % files].rows = vec![Vec::new(); lines],
        Change::NoHeader { file } => {
            let rows = &mut drafts[file % files].rows;
            if rows.len() > 1 {
                rows.remove(0);
            }
        }
        Change::OtherNames { file, cell, how } => {
            let Some(header) = drafts[file % files].rows.first_mut() else { return };
            let width = header.len().max(1);
            let around = |before: &str, name: &[u8], after: &str| [before.as_bytes(), name, after.as_bytes()].concat();
            match how % 6 {
                0 => header.iter_mut().for_each(|name| *name = around("TABLE.", name, "")),
                1 => header.iter_mut().for_each(|name| *name = around("[", name, "]")),
                2 => header
                    .iter_mut()
                    .enumerate()
                    .for_each(|(at, name)| *name = around(&format!("t{}.", at % 2), name, "")),
                3 => header.iter_mut().rev().take(1 + cell % width).for_each(Vec::clear),
                // As the REST interface calls them.
                4 => header.iter_mut().for_each(|name| {
                    *name = String::from_utf8_lossy(name).replace("SourcedId", "").into_bytes();
                }),
                _ => {
                    if let Some(name) = header.get_mut(cell % width) {
                        *name = OTHER_NAMES[how % OTHER_NAMES.len()].into();
                    }
                }
            }
        }
        Change::Above { file, how } => {
            let rows = &mut drafts[file % files].rows;
            let width = rows.first().map_or(1, Vec::len).max(1);
            let mut title = vec![b"Users of the district".to_vec()];
            match how % 5 {
                0 => title.resize(width, Vec::new()),
                1 => title = vec![b"#TYPE System.Object".to_vec()],
                2 => title = Vec::new(),
                3 if rows.len() > 1 => title = rows.remove(1),
                _ => {}
            }
            rows.insert(0, title);
        }
        Change::NoRecord { file, row, how } => {
            let rows = &mut drafts[file % files].rows;
            let Some(header) = rows.first().cloned() else { return };
            let line = match how % 5 {
                0 => header,
                1 => header.iter().map(|name| vec![b'-'; name.len()]).collect(),
                2 => vec![b"(12 rows affected)".to_vec()],
                3 => [vec![b"(12 rows affected)".to_vec()], vec![Vec::new(); header.len().saturating_sub(1)]].concat(),
                _ => [vec![b"The end".to_vec()], vec![Vec::new(); header.len().saturating_sub(1)]].concat(),
            };
            let at = 1 + row % rows.len();
            rows.insert(at.min(rows.len()), line);
        }
        Change::OtherWidth { file, cell, how } => {
            let rows = &mut drafts[file % files].rows;
            let Some(header) = rows.first_mut() else { return };
            let width = header.len().max(1);
            match how % 3 {
                0 if width > 1 => drop(header.remove(cell % width)),
                1 => rows.iter_mut().skip(1).for_each(|row| drop(row.pop())),
                _ => rows.iter_mut().skip(1).for_each(|row| row.push(Vec::new())),
            }
        }
        Change::SwapContents { file, other } => {
            let (file, other) = (file % files, other % files);
            let rows = drafts[file].rows.clone();
            drafts[file].rows = std::mem::replace(&mut drafts[other].rows, rows);
        }
        Change::Damage { file, damage } => drafts[file % files].damage = Some(damage),
        Change::Mode { file, value } => {
            let name = drafts[file % files].name.clone();
            set_mode(drafts, &name, value);
        }
        Change::Delta { file, fill } => {
            let name = drafts[file % files].name.clone();
            set_mode(drafts, &name, "delta");
            if fill && name != "manifest.csv" {
                make_delta(&mut drafts[file % files]);
            }
        }
        Change::AllDelta => {
            for file in 0..files {
                apply(drafts, Change::Delta { file, fill: true });
            }
        }
        Change::ManifestRow { row, how } => {
            let Some(manifest) = drafts.iter_mut().find(|draft| draft.name == "manifest.csv") else { return };
            let rows = &mut manifest.rows;
            let place = 1 + row % rows.len().max(2);
            match how % 6 {
                0 if place < rows.len() => {
                    rows.remove(place);
                }
                1 if place < rows.len() => rows.push(rows[place].clone()),
                2 => rows.push(vec![b"vendor.note".to_vec(), b"anything".to_vec()]),
                3 if place < rows.len() && !rows[place].is_empty() => {
                    let name = renamed(&String::from_utf8_lossy(&rows[place][0]), how / 6);
                    rows[place][0] = name.into_bytes();
                }
                4 if !rows.is_empty() => rows[0] = vec![b"PropertyName".to_vec(), b"value".to_vec()],
                5 => {
                    rows.truncate(place.max(2));
                }
                _ => {}
            }
        }
        Change::Version { value } => {
            let Some(manifest) = drafts.iter_mut().find(|draft| draft.name == "manifest.csv") else { return };
            for row in &mut manifest.rows {
                if row.len() > 1 && row[0] == b"oneroster.version" {
                    row[1] = value.as_bytes().to_vec();
                }
            }
        }
        Change::Style { file, style } => drafts[file % files].style = style,
    }
}

fn apply_to_manifest(drafts: &mut [Draft], name: &str) {
    let property = stem_property(name);
    if let Some(manifest) = drafts.iter_mut().find(|draft| draft.name == "manifest.csv") {
        manifest.rows.retain(|row| row.first() != Some(&property));
    }
}

impl Draft {
    /// Whether the header tells by what its cells are separated: it holds two names of the file's own columns and no separator in a cell.
    fn shows_its_delimiter(&self) -> bool {
        let Some(header) = self.rows.first() else { return false };
        let has = |name: &str| header.iter().any(|cell| cell == name.as_bytes());
        let is_known = match self.name.as_str() {
            "manifest.csv" => has("propertyName") && has("value"),
            _ => has("sourcedId") && has("status"),
        };
        is_known && !header.iter().flatten().any(|byte| b",;\t|".contains(byte))
    }

    /// Writes the file.
    pub fn write(&self) -> GivenFile {
        let mut content = Vec::new();
        let delimiter = if self.shows_its_delimiter() { self.style.delimiter as u8 } else { b',' };
        for (number, row) in self.rows.iter().enumerate() {
            for (place, cell) in row.iter().enumerate() {
                if place > 0 {
                    content.push(delimiter);
                }
                let needs_quotes = cell.iter().any(|byte| matches!(byte, b'"' | b'\n' | b'\r') || *byte == delimiter)
                    // A line without anything on it would be an empty line.
                    || row.len() == 1 && cell.is_empty();
                let is_quoted = match self.style.quotes {
                    Quotes::Needed => needs_quotes,
                    Quotes::Always => true,
                    Quotes::Some => needs_quotes || (number * 7 + place) % 3 == 0,
                };
                if is_quoted {
                    content.push(b'"');
                    for byte in cell {
                        if *byte == b'"' {
                            content.push(b'"');
                        }
                        content.push(*byte);
                    }
                    content.push(b'"');
                } else {
                    content.extend_from_slice(cell);
                }
            }
            let is_last = number + 1 == self.rows.len();
            // A row that a failure follows must be seen to be whole, and a CR alone may be half a line end.
            let must_end = is_last && self.damage == Some(Damage::BreaksOff);
            if !is_last || self.style.ends_with_line_end || row.is_empty() || must_end {
                let ends: [&[u8]; 3] = [b"\r\n", b"\n", b"\r"];
                content.extend_from_slice(match self.style.line_end {
                    _ if must_end => ends[0],
                    LineEnd::CrLf => ends[0],
                    LineEnd::Lf => ends[1],
                    LineEnd::Cr => ends[2],
                    LineEnd::Mixed => ends[(number * 5 + row.len()) % 3],
                });
            }
        }
        let is_text = std::str::from_utf8(&content).is_ok();
        if self.style.is_utf_16 && is_text {
            let mut bytes = vec![0xFF, 0xFE];
            bytes.extend(String::from_utf8_lossy(&content).encode_utf16().flat_map(u16::to_le_bytes));
            content = bytes;
        } else if self.style.has_mark {
            content.splice(0..0, *b"\xEF\xBB\xBF");
        }
        GivenFile { name: self.name.clone(), content, damage: self.damage }
    }
}
