//! Cases made from the tables of the standard, after what the official test sets try: for each version, file and
//! column one package with one defect, which must give one finding at its exact place and no other error; and valid
//! packages that must stay silent.

// A test is run by people, who read what it prints.
#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::{BTreeMap, BTreeSet};

use crate::support::{Table, TestPackage};
use rostercheck::check::Options;
use rostercheck::oneroster::{Column, Kind, Mode, Set, TableId, Version};
use rostercheck::profiles::Receiver;
use rostercheck::report::{Report, SeverityName};
use rostercheck::rules::Values;

const VERSIONS: [Version; 2] = [Version::V1_1, Version::V1_2];
const STAMP: &str = "2026-11-01T00:00:00.000Z";

/// A package as tables, before it becomes files.
#[derive(Clone)]
struct Roster {
    version: Version,
    mode: Mode,
    tables: Vec<(TableId, Table)>,
}

/// Data rows of a file in the valid package. Orgs, sessions and users have one of each kind that others point to.
fn row_count(id: TableId) -> usize {
    match id {
        TableId::Orgs | TableId::AcademicSessions => 3,
        TableId::Users => 4,
        _ => 2,
    }
}

/// A valid value of a column in the row with this number, from 1.
fn value(version: Version, mode: Mode, id: TableId, column: &Column, row: usize) -> String {
    let in_delta = |text: &str| if mode == Mode::Delta { text.to_owned() } else { String::new() };
    let by_row = |words: &[&str]| words[(row - 1).min(words.len() - 1)].to_owned();
    match (id, column.name) {
        (TableId::Orgs, "type") => return by_row(&["school", "district", "state"]),
        (TableId::Orgs, "parentSourcedId") => return by_row(&["orgs2", "orgs3", ""]),
        (TableId::AcademicSessions, "type") => return by_row(&["term", "schoolYear", "gradingPeriod"]),
        (TableId::AcademicSessions, "parentSourcedId") => {
            return by_row(&["academicSessions2", "", "academicSessions1"]);
        }
        (TableId::AcademicSessions, "endDate") => return by_row(&["2026-12-20", "2027-06-30", "2026-10-15"]),
        (TableId::Users, "role") => return by_row(&["student", "teacher", "guardian", "student"]),
        (TableId::Users, "username") => return format!("user.{row}"),
        (TableId::Users, "agentSourcedIds") => return by_row(&["users2,users3", ""]),
        (TableId::Users, "orgSourcedIds") => return "orgs1,orgs2".into(),
        (TableId::Users, "enabledUser") => return "true".into(),
        // A password in a file is worth an info.
        (_, "password") => return String::new(),
        (TableId::Enrollments, "role") => return by_row(&["student", "teacher", "student"]),
        (TableId::Enrollments, "primary") => return by_row(&["false", "true", "false"]),
        (TableId::Roles, "role") => return by_row(&["student", "teacher", "guardian"]),
        (TableId::Roles, "roleType") => return "primary".into(),
        (TableId::Enrollments | TableId::Roles | TableId::UserProfiles, "userSourcedId") => {
            return format!("users{row}");
        }
        (TableId::Roles, "userProfileSourcedId") => return by_row(&["userProfiles1", "userProfiles2", ""]),
        (_, "subjects") => return "Mathematics,Physics".into(),
        (_, "subjectCodes") => return "02001,03151".into(),
        (_, "grades") => return "09,10".into(),
        (_, "resultValueMin") => return "0".into(),
        (_, "learningObjectiveId") => return "urn:uuid:0f8fad5b-d9cb-469f-a165-70867728950e".into(),
        _ => {}
    }
    match column.kind {
        Kind::SourcedId => format!("{}{row}", id.stem()),
        Kind::SourcedIdOf(target) => format!("{}{row}", target.stem()),
        Kind::Status => in_delta("active"),
        Kind::DateLastModified => in_delta(STAMP),
        Kind::Reference(reference) => {
            let target = match reference.target_type {
                Some("schoolYear") => 2,
                Some("gradingPeriod") => 3,
                _ => 1,
            };
            format!("{}{target}", reference.target.stem())
        }
        Kind::Text if column.list => "1,2".into(),
        Kind::Text => format!("Text {row}, and “more”"),
        Kind::Grade => "09".into(),
        Kind::Pair if column.list => "{Local:1},{State:2}".into(),
        Kind::Pair => "{Local:1}".into(),
        Kind::Date => match column.name {
            "birthDate" => "2012-03-14",
            "endDate" => "2026-12-20",
            "dueDate" | "scoreDate" => "2026-09-08",
            _ => "2026-08-01",
        }
        .into(),
        Kind::Year => "2027".into(),
        Kind::Token(tokens) => {
            assert!(!tokens.words.is_empty(), "{version:?} {} has no words", column.name);
            tokens.words[0].into()
        }
        Kind::Boolean => "false".into(),
        Kind::Integer => "50".into(),
        Kind::Float => "87.5".into(),
    }
}

impl Roster {
    /// A valid package with every file of the version.
    fn valid(version: Version, mode: Mode) -> Self {
        let table = |table: &rostercheck::oneroster::Table| Table {
            header: table.columns.iter().map(|column| column.name.to_owned()).collect(),
            rows: (1..=row_count(table.id)).map(|row| cells(version, mode, table.id, row)).collect(),
        };
        Self { version, mode, tables: version.tables().iter().map(|it| (it.id, table(it))).collect() }
    }

    fn table(&mut self, id: TableId) -> &mut Table {
        &mut self.tables.iter_mut().find(|(own, _)| *own == id).expect("every file is there").1
    }

    /// Adds a row to which nothing refers. Gives its line.
    fn add_row(&mut self, id: TableId) -> u64 {
        let cells = cells(self.version, self.mode, id, row_count(id) + 1);
        let rows = &mut self.table(id).rows;
        rows.push(cells);
        rows.len() as u64 + 1
    }

    /// Adds a row with one cell changed. Gives its line.
    fn add_row_with(&mut self, id: TableId, column: usize, cell: &str) -> u64 {
        let line = self.add_row(id);
        cell.clone_into(&mut self.table(id).rows.last_mut().unwrap()[column]);
        line
    }

    fn manifest(&self) -> Table {
        let row = |name: &str, value: &str| vec![name.to_owned(), value.to_owned()];
        let mut rows = vec![row("manifest.version", "1.0"), row("oneroster.version", self.version.number())];
        let mode = if self.mode == Mode::Bulk { "bulk" } else { "delta" };
        rows.extend(self.version.tables().iter().map(|table| row(&format!("file.{}", table.id.stem()), mode)));
        rows.push(row("source.systemName", "Made up"));
        rows.push(row("source.systemCode", "made-up"));
        Table { header: vec!["propertyName".into(), "value".into()], rows }
    }

    fn package(&self) -> TestPackage {
        let mut package = TestPackage::base();
        package.files = vec![("manifest.csv".into(), self.manifest().text())];
        package.files.extend(self.tables.iter().map(|(id, table)| (id.file().to_owned(), table.text())));
        package
    }
}

fn cells(version: Version, mode: Mode, id: TableId, row: usize) -> Vec<String> {
    let columns = version.table(id).expect("a file of this version").columns;
    columns.iter().map(|column| value(version, mode, id, column, row)).collect()
}

fn judged(package: &TestPackage) -> Report {
    let options = Options { profiles: vec![Receiver::ONEROSTER], ..Options::default() };
    Report::new(&package.check_with(&options), Values::Shown)
}

/// One finding as a test compares it: rule, file, line and column.
type Found = (&'static str, String, Option<u64>, String);

fn found(report: &Report, severity: SeverityName) -> Vec<Found> {
    let findings = report.findings.iter().filter(|finding| finding.severity == severity);
    findings
        .map(|it| (it.rule, it.file.clone().unwrap_or_default(), it.line, it.column.clone().unwrap_or_default()))
        .collect()
}

/// Counts the cases, and gathers those that went wrong.
#[derive(Default)]
struct Tally {
    counts: BTreeMap<(&'static str, Version, &'static str), usize>,
    failures: Vec<String>,
    /// Which rules have spoken of each column, as the tables of the version order them.
    ledger: BTreeMap<(TableId, &'static str), BTreeSet<&'static str>>,
}

/// Where a table belongs.
#[derive(Clone, Copy)]
struct Source {
    version: Version,
    set: Set,
    id: TableId,
}

fn set_name(set: Set) -> &'static str {
    match set {
        Set::Rostering => "rostering",
        Set::Gradebook => "gradebook",
        Set::Resources => "resources",
    }
}

impl Tally {
    fn count(&mut self, kind: &'static str, source: Source) {
        *self.counts.entry((kind, source.version, set_name(source.set))).or_default() += 1;
    }

    /// Enters a rule beside the column of which it speaks, whatever the letter case in which the column is named.
    fn enter(&mut self, source: Source, (rule, _, _, column): &Found) {
        // What programs on the way do to letters says nothing of the column.
        if *rule == "garbled-text" {
            return;
        }
        let columns =
            files(source.version).find(|(own, _)| own.id == source.id).map_or(&[][..], |(_, columns)| columns);
        if let Some(known) = columns.iter().find(|it| it.name.eq_ignore_ascii_case(column)) {
            self.ledger.entry((source.id, known.name)).or_default().insert(rule);
        }
    }

    /// One error, here, and no other.
    fn error(&mut self, kind: &'static str, source: Source, package: &TestPackage, expected: Found) {
        self.count(kind, source);
        self.enter(source, &expected);
        let expected = [expected];
        let errors = found(&judged(package), SeverityName::Error);
        if errors != expected {
            self.failures.push(format!("{kind}, {:?}: expected {expected:?}, found {errors:?}", source.version));
        }
    }

    /// One warning, here, and no error.
    fn warning(&mut self, kind: &'static str, source: Source, package: &TestPackage, expected: Found) {
        self.count(kind, source);
        self.enter(source, &expected);
        let expected = [expected];
        let report = judged(package);
        let (errors, warnings) = (found(&report, SeverityName::Error), found(&report, SeverityName::Warning));
        if !errors.is_empty() || warnings != expected {
            self.failures.push(format!(
                "{kind}, {:?}: expected only the warning {expected:?}, found {errors:?} and {warnings:?}",
                source.version
            ));
        }
    }

    fn silent(&mut self, kind: &'static str, source: Source, package: &TestPackage) {
        self.count(kind, source);
        let report = judged(package);
        let is_ready = report.verdicts.iter().all(|verdict| verdict.ready);
        if !is_ready || !report.findings.is_empty() {
            let messages: Vec<_> = report.findings.iter().map(|it| (it.rule, &it.file, it.line, &it.message)).collect();
            self.failures.push(format!("{kind}, {:?}: ready {is_ready}, {messages:?}", source.version));
        }
    }

    fn sum(&self, kind: &str, version: Version, set: &str) -> usize {
        let fits = |key: &&(&'static str, Version, &'static str)| (key.0, key.1, key.2) == (kind, version, set);
        self.counts.keys().find(fits).map_or(0, |key| self.counts[key])
    }

    fn report(&self) {
        for ((kind, version, set), count) in &self.counts {
            println!("{kind} | {} | {set} | {count}", version.number());
        }
        println!("{} cases", self.counts.values().sum::<usize>());
        let first: Vec<_> = self.failures.iter().take(40).collect();
        assert!(first.is_empty(), "{} failures: {first:#?}", self.failures.len());
    }
}

fn files(version: Version) -> impl Iterator<Item = (Source, &'static [Column])> {
    version.tables().iter().map(move |table| (Source { version, set: table.set, id: table.id }, table.columns))
}

/// The name with its first letter in the other case.
fn miscased(name: &str) -> String {
    let (first, rest) = name.split_at(1);
    let other = first.to_ascii_uppercase();
    if other == first { first.to_ascii_lowercase() + rest } else { other + rest }
}

const LACKS: &str = "header lacks a column";
const MISCASED: &str = "column miscased";
const SWAPPED: &str = "neighbouring columns swapped";
const REQUIRED: &str = "required value blank, bulk";
const REQUIRED_IN_DELTA: &str = "required value blank, delta";
const FILLED: &str = "status or date filled in bulk";
const BLANK: &str = "status or date blank in delta";
const DANGLING: &str = "dangling reference, bulk";
const DANGLING_IN_DELTA: &str = "dangling reference, delta (warning)";

fn header_cases(version: Version, tally: &mut Tally) {
    let valid = Roster::valid(version, Mode::Bulk);
    for (source, columns) in files(version) {
        let file = source.id.file().to_owned();
        for (place, column) in columns.iter().enumerate() {
            let mut roster = valid.clone();
            let table = roster.table(source.id);
            table.header.remove(place);
            table.rows.iter_mut().for_each(|row| drop(row.remove(place)));
            let expected = ("missing-column", file.clone(), Some(1), column.name.to_owned());
            tally.error(LACKS, source, &roster.package(), expected);

            let mut roster = valid.clone();
            roster.table(source.id).header[place] = miscased(column.name);
            let expected = ("miscased-column", file.clone(), Some(1), miscased(column.name));
            tally.error(MISCASED, source, &roster.package(), expected);

            let mut roster = valid.clone();
            roster.table(source.id).header.insert(place, "color".into());
            roster.table(source.id).rows.iter_mut().for_each(|row| row.insert(place, "blue".into()));
            let expected = ("unknown-column", file.clone(), Some(1), "color".to_owned());
            tally.error("unknown column added", source, &roster.package(), expected);

            let mut roster = valid.clone();
            roster.table(source.id).header.insert(place, "metadata.color".into());
            roster.table(source.id).rows.iter_mut().for_each(|row| row.insert(place, "blue".into()));
            let expected = ("misplaced-column", file.clone(), Some(1), "metadata.color".to_owned());
            tally.error("metadata column before a defined one", source, &roster.package(), expected);

            let mut roster = valid.clone();
            roster.table(source.id).header.push(column.name.to_owned());
            roster.table(source.id).rows.iter_mut().for_each(|row| row.push(row[place].clone()));
            let expected = ("repeated-column", file.clone(), Some(1), column.name.to_owned());
            tally.error("column twice", source, &roster.package(), expected);

            if let Some(next) = columns.get(place + 1) {
                let mut roster = valid.clone();
                let table = roster.table(source.id);
                table.header.swap(place, place + 1);
                table.rows.iter_mut().for_each(|row| row.swap(place, place + 1));
                let expected = ("misplaced-column", file.clone(), Some(1), next.name.to_owned());
                tally.error(SWAPPED, source, &roster.package(), expected);
            }
        }
    }
}

/// What is wrong in a cell of this kind, and the rule that says so; for every file mode.
fn wrong_values(version: Version, mode: Mode, column: &Column) -> Vec<(&'static str, String, &'static str)> {
    let has_terms = |open: bool| open && version.has_extension_terms();
    let token = |words: &[&str], open: bool| {
        let mut wrong = vec![
            ("wrong token", "nonesuch".to_owned(), "unknown-token"),
            ("miscased token", miscased(words[0]), "miscased-token"),
        ];
        if !has_terms(open) {
            wrong.push(("private token in a closed vocabulary", "ext:nonesuch".into(), "unknown-token"));
        }
        wrong
    };
    let is_bulk = mode == Mode::Bulk;
    match column.kind {
        Kind::SourcedId | Kind::SourcedIdOf(_) => {
            vec![("wrong type", "bad id".into(), "bad-sourced-id"), ("id too long", "a".repeat(256), "bad-sourced-id")]
        }
        Kind::Status if !is_bulk => token(&["active"], false),
        Kind::DateLastModified if !is_bulk => vec![("wrong type", "2026-11-01".into(), "bad-date-time")],
        Kind::Reference(_) if !is_bulk => vec![("wrong type", "bad id".into(), "bad-sourced-id")],
        Kind::Pair => vec![("wrong type", "Local".into(), "bad-pair")],
        Kind::Date => vec![
            ("wrong type", "03/14/2026".into(), "bad-date"),
            ("day that is not in the calendar", "2026-02-29".into(), "bad-date"),
        ],
        Kind::Year => vec![("wrong type", "2026-2027".into(), "bad-year")],
        Kind::Token(tokens) => token(tokens.words, tokens.open),
        Kind::Boolean => token(&["true"], false),
        Kind::Integer => vec![("wrong type", "4.5".into(), "bad-number")],
        Kind::Float => vec![("wrong type", "4,5".into(), "bad-number")],
        _ => Vec::new(),
    }
}

fn value_cases(version: Version, tally: &mut Tally) {
    for mode in [Mode::Bulk, Mode::Delta] {
        let valid = Roster::valid(version, mode);
        let is_bulk = mode == Mode::Bulk;
        for (source, columns) in files(version) {
            let file = source.id.file().to_owned();
            for (place, column) in columns.iter().enumerate() {
                let with = |cell: &str| {
                    let mut roster = valid.clone();
                    let line = roster.add_row_with(source.id, place, cell);
                    (roster.package(), Some(line), column.name.to_owned())
                };
                if column.required {
                    let (package, line, name) = with("");
                    let kind = if is_bulk { REQUIRED } else { REQUIRED_IN_DELTA };
                    tally.error(kind, source, &package, ("required-value", file.clone(), line, name));
                }
                if matches!(column.kind, Kind::Status | Kind::DateLastModified) {
                    let cell = if column.name == "status" { "active" } else { STAMP };
                    let (kind, cell, rule) =
                        if is_bulk { (FILLED, cell, "filled-in-bulk") } else { (BLANK, "", "blank-in-delta") };
                    let (package, line, name) = with(cell);
                    tally.error(kind, source, &package, (rule, file.clone(), line, name));
                }
                for (kind, cell, rule) in wrong_values(version, mode, column) {
                    let (package, line, name) = with(&cell);
                    tally.error(kind, source, &package, (rule, file.clone(), line, name));
                }
                reference_cases(source, &valid, place, column, tally);
            }
            let mut roster = valid.clone();
            let line = roster.add_row_with(source.id, 0, &valid.clone().table(source.id).rows[0][0]);
            let expected = ("duplicate-sourced-id", file.clone(), Some(line), "sourcedId".to_owned());
            tally.error("sourcedId twice", source, &roster.package(), expected);
        }
    }
}

fn reference_cases(source: Source, valid: &Roster, place: usize, column: &Column, tally: &mut Tally) {
    let file = source.id.file().to_owned();
    let is_bulk = valid.mode == Mode::Bulk;
    let (target_type, is_certain) = match column.kind {
        Kind::Reference(reference) => (reference.target_type, reference.target_type_is_certain),
        Kind::SourcedIdOf(_) => (None, false),
        _ => return,
    };
    let cells = if column.list {
        vec!["nobody".to_owned(), format!("{},nobody", valid_item(source, valid, place))]
    } else {
        vec!["nobody".to_owned()]
    };
    for (number, cell) in cells.iter().enumerate() {
        let mut roster = valid.clone();
        let line = Some(roster.add_row_with(source.id, place, cell));
        let name = column.name.to_owned();
        let in_list = number > 0;
        if is_bulk {
            let kind = if in_list { "dangling item in a list, bulk" } else { DANGLING };
            tally.error(kind, source, &roster.package(), ("unknown-reference", file.clone(), line, name));
        } else {
            let kind = if in_list { "dangling item in a list, delta (warning)" } else { DANGLING_IN_DELTA };
            tally.warning(kind, source, &roster.package(), ("unresolved-delta-reference", file.clone(), line, name));
        }
    }
    let Some(wanted) = target_type else { return };
    let other = match wanted {
        "school" => "orgs2",
        "student" => "users2",
        "schoolYear" | "gradingPeriod" => "academicSessions1",
        other => panic!("a target that this test does not know: {other}"),
    };
    let mut roster = valid.clone();
    let line = Some(roster.add_row_with(source.id, place, other));
    let expected = ("wrong-target-type", file, line, column.name.to_owned());
    if is_certain {
        tally.error("target of the wrong kind", source, &roster.package(), expected);
    } else {
        tally.warning("target of the wrong kind (warning)", source, &roster.package(), expected);
    }
}

/// An item that the list may hold.
fn valid_item(source: Source, valid: &Roster, place: usize) -> String {
    let cell = valid.clone().table(source.id).rows[0][place].clone();
    cell.split(',').next().unwrap_or_default().to_owned()
}

fn file_cases(version: Version, tally: &mut Tally) {
    let valid = Roster::valid(version, Mode::Bulk);
    for (number, (source, columns)) in files(version).enumerate() {
        let file = source.id.file().to_owned();
        // The manifest's first file stands behind its header and the two versions.
        let line = number as u64 + 4;
        let in_manifest = |rule| (rule, "manifest.csv".to_owned(), Some(line), "value".to_owned());
        let property = format!("file.{}", source.id.stem());
        let declared = |value: &str| {
            let mut package = valid.package();
            let mut manifest = valid.manifest();
            value.clone_into(&mut manifest.rows[number + 2][1]);
            package.set("manifest.csv", manifest.text());
            package
        };

        let mut package = valid.package();
        package.remove(&file);
        tally.error("file listed but not there", source, &package, in_manifest("listed-file-missing"));
        tally.error("file there but marked absent", source, &declared("absent"), in_manifest("unlisted-file"));
        tally.error("mode that does not exist", source, &declared("full"), in_manifest("bad-file-mode"));

        let mut package = valid.package();
        let mut manifest = valid.manifest();
        manifest.rows.retain(|row| row[0] != property);
        package.set("manifest.csv", manifest.text());
        tally.count("file not in the manifest", source);
        let errors = found(&judged(&package), SeverityName::Error);
        if !matches!(errors.as_slice(), [(rule, place, ..)] if ["missing-manifest-property", "unlisted-file"].contains(rule) && place == "manifest.csv")
        {
            tally.failures.push(format!("file not in the manifest, {version:?} {file}: {errors:?}"));
        }

        let mut roster = valid.clone();
        roster.table(source.id).rows.clear();
        let expected = ("no-data-rows", file.clone(), None, String::new());
        tally.error("no data row", source, &roster.package(), expected);

        let mut package = valid.package();
        package.set(&file, Vec::new());
        tally.error("empty file", source, &package, ("empty-file", file.clone(), None, String::new()));

        let mut roster = valid.clone();
        let line = roster.add_row(source.id);
        roster.table(source.id).rows.last_mut().unwrap().push("more".into());
        let expected = ("too-many-cells", file.clone(), Some(line), String::new());
        tally.error("row with a cell too many", source, &roster.package(), expected);

        let mut roster = valid.clone();
        let line = roster.add_row(source.id);
        roster.table(source.id).rows.last_mut().unwrap().truncate(columns.len() - 1);
        let expected = ("too-few-cells", file.clone(), Some(line), String::new());
        tally.error("row with a cell too few", source, &roster.package(), expected);
    }
}

/// A header that is there, but not where it should be or not as it should be; and what is no roster file at all. The rows
/// are read where it is certain what they are, and nothing follows.
fn shape_cases(version: Version, tally: &mut Tally) {
    let valid = Roster::valid(version, Mode::Bulk);
    for (source, columns) in files(version) {
        let file = source.id.file().to_owned();
        let text = valid.package().text(&file).unwrap().to_owned();
        let (header, rows) = text.split_once('\n').unwrap();
        let commas = ",".repeat(columns.len() - 1);
        let last = text.lines().count() as u64 + 1;
        let decorated: Vec<String> = columns.iter().map(|column| format!("TABLE.{}", column.name)).collect();
        let unnamed = header.rsplit_once(',').unwrap().0;
        for (kind, content, rule, line) in [
            ("title above the header", format!("Maple export{commas}\n{text}"), "lines-above-header", Some(1)),
            ("sep= above the header", format!("sep=,\n{text}"), "lines-above-header", Some(1)),
            ("#TYPE above the header", format!("#TYPE System.Data.DataRow\n{text}"), "lines-above-header", Some(1)),
            (
                "the same text before every name",
                format!("{}\n{rows}", decorated.join(",")),
                "decorated-columns",
                Some(1),
            ),
            ("last column without a name", format!("{unnamed},\n{rows}"), "unnamed-column", Some(1)),
            ("header once more", format!("{text}{header}\n"), "repeated-header", Some(last)),
            ("no header", rows.to_owned(), "missing-header-row", Some(1)),
            ("a PDF document", "%PDF-1.7\n%\u{e2}\n1 0 obj\n".to_owned(), "wrong-file-content", None),
            ("a web page", "<!DOCTYPE html>\n<html></html>\n".to_owned(), "wrong-file-content", None),
            ("JSON", "[{\"sourcedId\":\"a\",\"status\":\"active\"}]\n".to_owned(), "wrong-file-content", None),
        ] {
            let mut package = valid.package();
            package.set(&file, content);
            tally.error(kind, source, &package, (rule, file.clone(), line, String::new()));
        }
        let mut package = valid.package();
        package.set(&file, format!("\n{text}"));
        let expected = ("lines-above-header", file.clone(), Some(1), String::new());
        tally.warning("blank line above the header (warning)", source, &package, expected);
        for name in [format!("{} - Copy.csv", source.id.stem()), format!("OR_{}.csv", source.id.stem())] {
            let mut package = valid.package();
            package.remove(&file);
            package.set(&name, text.clone());
            tally.error("another name", source, &package, ("misnamed-file", name, None, String::new()));
        }
    }
}

/// Cells that hold something else than ids alone, and what rows say about each other.
fn relation_cases(version: Version, tally: &mut Tally) {
    let valid = Roster::valid(version, Mode::Bulk);
    for (source, columns) in files(version) {
        let file = source.id.file().to_owned();
        for (place, column) in columns.iter().enumerate().filter(|(_, column)| column.list) {
            let one = match column.kind {
                Kind::Reference(_) => valid_item(source, &valid, place),
                Kind::Pair => "{Local:4711}".to_owned(),
                _ => continue,
            };
            let is_pair = matches!(column.kind, Kind::Pair);
            let json = if is_pair {
                Vec::new()
            } else {
                vec![("JSON in a list", format!("[\"{one}\"]"), "ids-in-other-notation")]
            };
            let lists = [';', '|']
                .map(|sign| ("list divided by another sign", format!("{one}{sign}{one}"), "other-list-separator"));
            for (kind, cell, rule) in lists.into_iter().chain(json) {
                let mut roster = valid.clone();
                let line = roster.add_row_with(source.id, place, &cell);
                tally.error(kind, source, &roster.package(), (rule, file.clone(), Some(line), column.name.to_owned()));
            }
        }
    }
    let place = |id: TableId, name: &str| version.table(id).unwrap().column_index(name).unwrap();
    let source = |id: TableId| Source { version, set: Set::Rostering, id };
    for id in [TableId::Orgs, TableId::AcademicSessions] {
        let mut roster = valid.clone();
        let parent = place(id, "parentSourcedId");
        let line = roster.add_row(id);
        let row = roster.table(id).rows.last_mut().unwrap();
        let own = row[0].clone();
        row[parent] = own;
        let expected = ("circle-of-parents", id.file().to_owned(), Some(line), "parentSourcedId".to_owned());
        tally.error("its own parent", source(id), &roster.package(), expected);
    }
    let sessions = TableId::AcademicSessions;
    for (column, day) in [("endDate", "2028-12-20"), ("startDate", "2024-08-01")] {
        let mut roster = valid.clone();
        let line = roster.add_row_with(sessions, place(sessions, column), day);
        roster.table(sessions).rows.last_mut().unwrap()[place(sessions, "parentSourcedId")] =
            "academicSessions2".into();
        let expected = ("session-outside-parent", sessions.file().to_owned(), Some(line), column.to_owned());
        tally.warning("session outside its parent (warning)", source(sessions), &roster.package(), expected);
    }
    let enrollments = TableId::Enrollments;
    let mut roster = valid.clone();
    let line = roster.add_row(enrollments);
    let rows = &mut roster.table(enrollments).rows;
    let mut again = rows[0].clone();
    again[0] = rows.pop().unwrap().swap_remove(0);
    rows.push(again);
    let expected = ("repeated-enrollment", enrollments.file().to_owned(), Some(line), "userSourcedId".to_owned());
    tally.warning("enrolled twice (warning)", source(enrollments), &roster.package(), expected);

    let mut roster = valid.clone();
    roster.add_row(TableId::Orgs);
    let org = roster.table(TableId::Orgs).rows.last_mut().unwrap();
    org[place(TableId::Orgs, "type")] = "school".into();
    let school = org[0].clone();
    let line = roster.add_row_with(enrollments, place(enrollments, "schoolSourcedId"), &school);
    let expected =
        ("enrollment-at-other-school", enrollments.file().to_owned(), Some(line), "schoolSourcedId".to_owned());
    tally.warning("enrollment at another school (warning)", source(enrollments), &roster.package(), expected);
}

/// Letters that a program on the way took for others, in every column of texts. What is only odd in the name of a person
/// stays silent elsewhere.
fn letter_cases(version: Version, tally: &mut Tally) {
    const ANYWHERE: [(&str, &str); 8] = [
        ("letters read as Windows-1252", "MÃ¼ller"),
        ("letters read as Mac Roman", "M√ºller"),
        ("letters read as DOS", "M├╝ller"),
        ("letters read as Windows-1250", "MuĂ±oz"),
        ("letters read as Windows-1251", "MuГ±oz"),
        ("letters broken twice", "MÃƒÂ¼ller"),
        ("letters as entities", "Jos&eacute; O&#39;Brien"),
        ("a letter that was lost", "M\u{FFFD}ller"),
    ];
    const IN_NAMES: [(&str, &str); 3] = [
        ("letters in quoted-printable", "Mu=F1oz"),
        ("letters in percent signs", "Mu%F1oz"),
        ("a question mark for a letter", "Mu?oz"),
    ];
    const NO_TEXT: [&str; 2] = ["password", "learningObjectiveId"];
    let valid = Roster::valid(version, Mode::Bulk);
    for (source, columns) in files(version) {
        let texts = columns.iter().enumerate().filter(|(_, it)| matches!(it.kind, Kind::Text) && !it.list);
        for (place, column) in texts.filter(|(_, it)| !NO_TEXT.contains(&it.name)) {
            let is_name = ["given", "family", "middle", "preferred"].iter().any(|start| column.name.starts_with(start));
            let with = |cell: &str| {
                let mut roster = valid.clone();
                let line = roster.add_row_with(source.id, place, cell);
                (roster.package(), line)
            };
            for (kind, cell) in ANYWHERE.into_iter().chain(IN_NAMES.into_iter().filter(|_| is_name)) {
                let (package, line) = with(cell);
                let expected = ("garbled-text", source.id.file().into(), Some(line), column.name.to_owned());
                tally.warning(kind, source, &package, expected);
            }
            for (_, cell) in IN_NAMES.into_iter().filter(|_| !is_name) {
                tally.silent("signs that a text may hold", source, &with(cell).0);
            }
        }
    }
}

/// A record is deleted while a row refers to it: on org units others hang, and it is told at them; else at the row.
fn deletion_cases(version: Version, tally: &mut Tally) {
    let valid = Roster::valid(version, Mode::Delta);
    for (source, columns) in files(version) {
        for (place, column) in columns.iter().enumerate() {
            let target = match column.kind {
                Kind::Reference(reference) => reference.target,
                Kind::SourcedIdOf(target) => target,
                _ => continue,
            };
            let mut roster = valid.clone();
            let status = version.table(target).unwrap().column_index("status").unwrap();
            let deleted = roster.add_row_with(target, status, "tobedeleted");
            let id = roster.table(target).rows.last().unwrap()[0].clone();
            let line = if target == source.id {
                let mut row = cells(version, Mode::Delta, source.id, row_count(source.id) + 2);
                row[place] = id;
                roster.table(source.id).rows.push(row);
                deleted + 1
            } else {
                roster.add_row_with(source.id, place, &id)
            };
            let is_org_unit =
                matches!(target, TableId::Orgs | TableId::AcademicSessions | TableId::Courses | TableId::Classes);
            let (kind, told, line, name) = if is_org_unit {
                let target = files(version).find(|(own, _)| own.id == target).unwrap().0;
                ("deleted while a row refers to it, told at the record (warning)", target, deleted, "status")
            } else {
                ("deleted while a row refers to it, told at the row (warning)", source, line, column.name)
            };
            let expected = ("reference-to-deleted", told.id.file().to_owned(), Some(line), name.to_owned());
            tally.warning(kind, told, &roster.package(), expected);
            // Both go in one package: the standard does not mind.
            if target != source.id {
                let status = version.table(source.id).unwrap().column_index("status").unwrap();
                "tobedeleted".clone_into(&mut roster.table(source.id).rows.last_mut().unwrap()[status]);
                tally.silent("deleted together with the row that refers to it", source, &roster.package());
            }
        }
    }
}

fn manifest_cases(version: Version, tally: &mut Tally) {
    let valid = Roster::valid(version, Mode::Bulk);
    let source = Source { version, set: Set::Rostering, id: TableId::Orgs };
    let in_manifest = |rule, line| (rule, "manifest.csv".to_owned(), line, "value".to_owned());
    let with = |change: &dyn Fn(&mut Table)| {
        let mut package = valid.package();
        let mut manifest = valid.manifest();
        change(&mut manifest);
        package.set("manifest.csv", manifest.text());
        package
    };
    for wrong in ["1", "1.1", "2.0", ""] {
        let package = with(&|manifest| manifest.rows[0][1] = wrong.into());
        tally.error("wrong manifest.version", source, &package, in_manifest("wrong-manifest-version", Some(2)));
    }
    let package = with(&|manifest| manifest.rows[1][1] = "2.0".into());
    // Read as another version, the files have other columns: only the first word is compared.
    tally.count("wrong oneroster.version", source);
    let errors = found(&judged(&package), SeverityName::Error);
    if !errors.contains(&in_manifest("unknown-oneroster-version", Some(3))) {
        tally.failures.push(format!("wrong oneroster.version, {version:?}: {errors:?}"));
    }
    for header in [["PropertyName", "value"], ["propertyName", "Value"], ["value", "propertyName"]] {
        let package = with(&|manifest| manifest.header = header.map(str::to_owned).to_vec());
        tally.count("wrong header of the manifest", source);
        let report = judged(&package);
        let errors = found(&report, SeverityName::Error);
        if !errors.iter().any(|(rule, file, ..)| *rule == "manifest-header" && file == "manifest.csv") {
            tally.failures.push(format!("wrong header of the manifest, {version:?} {header:?}: {errors:?}"));
        }
    }
    for (kind, content) in [("a PDF document", "%PDF-1.7\n1 0 obj\n"), ("JSON", "{\"manifest.version\":\"1.0\"}\n")] {
        let mut package = valid.package();
        package.set("manifest.csv", content);
        let expected = ("wrong-file-content", "manifest.csv".to_owned(), None, String::new());
        tally.error(kind, source, &package, expected);
    }
    let mut package = valid.package();
    package.remove("manifest.csv");
    let expected = ("missing-manifest", String::new(), None, String::new());
    tally.error("no manifest", source, &package, expected);
}

/// Columns and what else section 7 of the plan counts: version, set, files, columns, required columns, status and
/// date, references.
const COUNTS: [(Version, &str, [usize; 5]); 6] = [
    (Version::V1_1, "rostering", [7, 84, 31, 14, 13]),
    (Version::V1_1, "resources", [3, 21, 8, 6, 4]),
    (Version::V1_1, "gradebook", [3, 25, 17, 6, 5]),
    (Version::V1_2, "rostering", [9, 109, 40, 18, 17]),
    (Version::V1_2, "resources", [4, 28, 11, 8, 8]),
    (Version::V1_2, "gradebook", [8, 68, 36, 16, 16]),
];

fn every_case(version: Version) {
    let mut tally = Tally::default();
    header_cases(version, &mut tally);
    value_cases(version, &mut tally);
    file_cases(version, &mut tally);
    shape_cases(version, &mut tally);
    relation_cases(version, &mut tally);
    letter_cases(version, &mut tally);
    deletion_cases(version, &mut tally);
    manifest_cases(version, &mut tally);
    for (of, set, [files, columns, required, marks, references]) in COUNTS {
        if of != version {
            continue;
        }
        let counts = [
            ("no data row", files),
            (LACKS, columns),
            (MISCASED, columns),
            (SWAPPED, columns - files),
            (REQUIRED, required),
            (REQUIRED_IN_DELTA, required),
            (FILLED, marks),
            (BLANK, marks),
            (DANGLING, references),
            (DANGLING_IN_DELTA, references),
        ];
        for (kind, count) in counts {
            assert_eq!(tally.sum(kind, version, set), count, "{kind}, {version:?}, {set}");
        }
    }
    tally.report();
    crate::support::golden(&format!("ledger-{}.txt", version.number()), &ledger_of(version, &tally));
}

/// Every column of a version, with the rules that the cases above were found by; or why no value of it can be wrong.
fn ledger_of(version: Version, tally: &Tally) -> String {
    let mut text = String::new();
    for (source, columns) in files(version) {
        text.push_str(&format!("{}\n", source.id.file()));
        for column in columns {
            let rules = &tally.ledger[&(source.id, column.name)];
            let (of_header, of_values): (Vec<&str>, Vec<&str>) = rules.iter().partition(|rule| rule.contains("column"));
            let wanted = if column.name == columns[0].name { HEADER_RULES - 1 } else { HEADER_RULES };
            assert_eq!(of_header.len(), wanted, "{} {}: {of_header:?}", source.id.file(), column.name);
            let is_open = of_values.iter().all(|rule| *rule == "required-value");
            let mut said: Vec<String> = of_values.into_iter().map(ToString::to_string).collect();
            if is_open {
                said.push(reason_of(source, column).to_owned());
            }
            text.push_str(&format!("  {}: {}\n", column.name, said.join(", ")));
        }
    }
    text
}

/// missing-column, miscased-column, repeated-column and misplaced-column speak of every column but the first, which
/// cannot stand behind another one.
const HEADER_RULES: usize = 4;

/// Why no single value of a column is wrong by the standard.
fn reason_of(source: Source, column: &Column) -> &'static str {
    match column.kind {
        Kind::Text if matches!(column.name, "subjects" | "subjectCodes") => {
            "(any text is right; empty-list-item and unpaired-subjects look at the list)"
        }
        Kind::Text if column.list => "(any text is right; empty-list-item looks at the list)",
        Kind::Text => "(any text is right)",
        Kind::Grade => "(codes are a recommendation: unknown-grade warns)",
        _ => panic!("{} {} has values that can be wrong, and no rule says so", source.id.file(), column.name),
    }
}

#[test]
fn defects_in_1_1_are_found_where_they_are() {
    every_case(Version::V1_1);
}

#[test]
fn defects_in_1_2_are_found_where_they_are() {
    every_case(Version::V1_2);
}

/// The same package with every cell in quotes, header and manifest included.
fn quoted(roster: &Roster) -> TestPackage {
    let mut package = roster.package();
    for (_, content) in &mut package.files {
        let table = Table::parse(std::str::from_utf8(content).unwrap());
        let mut writer = csv::WriterBuilder::new().quote_style(csv::QuoteStyle::Always).from_writer(Vec::new());
        writer.write_record(&table.header).unwrap();
        table.rows.iter().for_each(|row| writer.write_record(row).unwrap());
        *content = writer.into_inner().unwrap();
    }
    package
}

/// The same package with each file's text changed.
fn rewritten(roster: &Roster, change: impl Fn(String) -> String) -> TestPackage {
    let mut package = roster.package();
    for (_, content) in &mut package.files {
        *content = change(String::from_utf8(content.clone()).unwrap()).into_bytes();
    }
    package
}

#[test]
fn valid_packages_stay_silent() {
    let mut tally = Tally::default();
    for version in VERSIONS {
        let source = Source { version, set: Set::Rostering, id: TableId::Orgs };
        for mode in [Mode::Bulk, Mode::Delta] {
            let valid = Roster::valid(version, mode);
            tally.silent("every file, every column", source, &valid.package());
            tally.silent("every cell quoted", source, &quoted(&valid));
            tally.silent("CRLF", source, &rewritten(&valid, |text| text.replace('\n', "\r\n")));
            tally.silent("byte order mark", source, &rewritten(&valid, |text| format!("\u{feff}{text}")));
            tally.silent("no last line end", source, &rewritten(&valid, |text| text.trim_end().to_owned()));

            let mut package = valid.package();
            let mut manifest = valid.manifest();
            manifest.rows.reverse();
            package.set("manifest.csv", manifest.text());
            tally.silent("rows of the manifest in another order", source, &package);

            let mut package = valid.package();
            package.files.reverse();
            tally.silent("files of the zip in another order", source, &package);

            let mut roster = valid.clone();
            for (_, table) in &mut roster.tables {
                table.header.extend(["metadata.color".to_owned(), "metadata.size".to_owned()]);
                table.rows.iter_mut().for_each(|row| row.extend(["blue".to_owned(), String::new()]));
            }
            tally.silent("metadata columns at the end", source, &roster.package());

            let mut roster = valid.clone();
            for (id, table) in &mut roster.tables {
                for (place, column) in version.table(*id).unwrap().columns.iter().enumerate() {
                    if !column.required && !matches!(column.kind, Kind::Status | Kind::DateLastModified) {
                        table.rows.iter_mut().for_each(|row| row[place].clear());
                    }
                }
            }
            tally.silent("optional cells blank", source, &roster.package());

            let classes = version.table(TableId::Classes).unwrap();
            let terms = classes.column_index("termSourcedIds").unwrap();
            for (kind, session) in [
                ("schoolYear as a term", "academicSessions2"),
                ("two terms, one a gradingPeriod", "academicSessions1,academicSessions3"),
            ] {
                let mut roster = valid.clone();
                roster.add_row_with(TableId::Classes, terms, session);
                tally.silent(kind, source, &roster.package());
            }
            let mut roster = valid.clone();
            let kind = version.table(TableId::AcademicSessions).unwrap().column_index("type").unwrap();
            roster.table(TableId::AcademicSessions).rows[0][kind] = "semester".into();
            tally.silent("semester as a term", source, &roster.package());

            let mut roster = valid.clone();
            let name = version.table(TableId::Orgs).unwrap().column_index("name").unwrap();
            roster.table(TableId::Orgs).rows[0][name] = "é".repeat(255);
            tally.silent("text of 255 characters", source, &roster.package());

            if mode == Mode::Delta {
                let mut roster = valid.clone();
                let line = roster.add_row_with(TableId::Orgs, 1, "tobedeleted");
                assert!(line > 2);
                tally.silent("a deleted record", source, &roster.package());
            }
        }
        let mut package = Roster::valid(version, Mode::Bulk).package();
        package.files.retain(|(name, _)| name == "manifest.csv" || name == "orgs.csv");
        for table in version.tables().iter().filter(|table| table.id != TableId::Orgs) {
            package.declare(table.id.file(), "absent");
        }
        tally.silent("orgs alone", source, &package);
    }
    private_terms(&mut tally);
    tally.report();
}

/// What only 1.2 allows.
fn private_terms(tally: &mut Tally) {
    let version = Version::V1_2;
    let source = Source { version, set: Set::Rostering, id: TableId::Orgs };
    for mode in [Mode::Bulk, Mode::Delta] {
        let valid = Roster::valid(version, mode);
        for (source, columns) in files(version) {
            for (place, column) in columns.iter().enumerate() {
                if matches!(column.kind, Kind::Token(tokens) if tokens.open) {
                    let mut roster = valid.clone();
                    roster.add_row_with(source.id, place, "ext:private");
                    tally.silent("private term in an open vocabulary", source, &roster.package());
                }
            }
        }
        let place = |id: TableId, name: &str| version.table(id).unwrap().column_index(name).unwrap();
        let mut roster = valid.clone();
        roster.table(TableId::Orgs).rows[0][place(TableId::Orgs, "type")] = "ext:campus".into();
        tally.silent("a school of a private type", source, &roster.package());

        let mut roster = valid.clone();
        let kind = place(TableId::AcademicSessions, "type");
        roster.table(TableId::AcademicSessions).rows[1][kind] = "ext:year".into();
        tally.silent("a school year of a private type", source, &roster.package());

        let mut roster = valid.clone();
        let role = place(TableId::Enrollments, "role");
        roster.add_row_with(TableId::Enrollments, role, "proctor");
        tally.silent("an enrollment whose role stands in no roles row", source, &roster.package());
    }
}

#[test]
fn the_tables_have_the_counted_columns() {
    for (version, set, [files, columns, required, marks, references]) in COUNTS {
        let tables: Vec<_> = version.tables().iter().filter(|table| set_name(table.set) == set).collect();
        let count = |fits: fn(&Column) -> bool| {
            tables.iter().map(|table| table.columns.iter().filter(|column| fits(column)).count()).sum::<usize>()
        };
        assert_eq!(tables.len(), files, "{version:?} {set}");
        assert_eq!(count(|_| true), columns, "{version:?} {set}");
        assert_eq!(count(|column| column.required), required, "{version:?} {set}");
        assert_eq!(count(|it| matches!(it.kind, Kind::Status | Kind::DateLastModified)), marks, "{version:?} {set}");
        let is_reference = |it: &Column| matches!(it.kind, Kind::Reference(_) | Kind::SourcedIdOf(_));
        assert_eq!(count(is_reference), references, "{version:?} {set}");
    }
}
