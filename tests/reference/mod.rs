//! A naive validator, to prove the engine by: whole files in memory, the `csv` crate for cells, hash maps for ids.
//!
//! It is written from the processing rules of the OneRoster CSV binding, the rule pages and the tables of
//! `rostercheck::oneroster`, not from the engine, and as plain as possible: nothing is streamed, cached or capped.
//! It reads well-formed CSV only (RFC 4180 quoting); what is wrong with quotes is proved elsewhere.
//!
//! [`COMPARED`] lists the rules that it knows. It tells where each finding is (file, line, column) and how often each
//! cause stands for unknown references that are not told one by one. It does not judge severities or words.

#![allow(unreachable_pub, clippy::struct_excessive_bools, clippy::match_same_arms, reason = "plain code for one test")]

mod cells;
pub mod changes;
pub mod compare;
pub mod district;
mod header;
mod manifest;
mod plausible;
mod rows;
mod sheet;

use std::collections::{BTreeMap, HashMap};

use rostercheck::oneroster::{Kind, Mode, Table, TableId, Version};
use rostercheck::profiles::infinite_campus;

use manifest::Manifest;
pub use rows::line_breaks;
use sheet::Sheet;

/// The rules that are compared with the engine's, by name.
pub const COMPARED: &[&str] = &[
    "bad-date",
    "bad-date-time",
    "bad-file-mode",
    "bad-number",
    "bad-pair",
    "bad-sourced-id",
    "bad-year",
    "blank-in-delta",
    "blank-row",
    "byte-order-mark",
    "campus-file-missing",
    "code-too-long",
    "cr-line-endings",
    "date-time-form",
    "decorated-columns",
    "delta-for-dessa",
    "duplicate-sourced-id",
    "empty-file",
    "empty-list-item",
    "enrollment-at-other-school",
    "filled-in-bulk",
    "header-width",
    "ids-in-other-notation",
    "inactive-status",
    "line-break-in-cell",
    "lines-above-header",
    "listed-file-missing",
    "manifest-header",
    "miscased-column",
    "miscased-token",
    "misplaced-column",
    "missing-column",
    "missing-file",
    "missing-header-row",
    "missing-manifest",
    "missing-manifest-property",
    "misspelled-column",
    "mixed-modes",
    "no-data-rows",
    "not-utf8",
    "null-text",
    "oneroster-1-0",
    "other-list-separator",
    "overlapping-sessions",
    "password-in-file",
    "reference-to-deleted",
    "renamed-column",
    "repeated-code",
    "repeated-column",
    "repeated-enrollment",
    "repeated-header",
    "repeated-manifest-property",
    "repeated-unenrollment",
    "repeated-username",
    "report-line",
    "required-value",
    "session-outside-parent",
    "space-in-list",
    "spaces-only-cell",
    "text-too-long",
    "too-few-cells",
    "too-many-cells",
    "unknown-column",
    "unknown-grade",
    "unknown-manifest-property",
    "unknown-oneroster-version",
    "unknown-reference",
    "unknown-token",
    "unlisted-file",
    "unnamed-column",
    "unpaired-subjects",
    "unreadable-file",
    "unresolved-delta-reference",
    "unsupported-code-character",
    "unsupported-name-character",
    "utf-16-encoding",
    "version-not-accepted",
    "wrong-delimiter",
    "wrong-file-content",
    "wrong-manifest-version",
    "wrong-target-type",
];

/// A file of the package, under its exact name.
#[derive(Clone, Debug)]
pub struct GivenFile {
    pub name: String,
    pub content: Vec<u8>,
    pub damage: Option<Damage>,
}

/// Why a file cannot be read to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Damage {
    /// Nothing can be read of it.
    Closed,
    /// It fails behind its last row, which is whole: a wrong checksum, say.
    BreaksOff,
}

/// Where something was found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    pub rule: &'static str,
    pub file: Option<String>,
    pub line: Option<u64>,
    pub column: Option<String>,
}

/// Why references are not told one by one: the rule of the cause, and its file.
pub type Cause = (&'static str, String);

/// What the validator says.
#[derive(Debug, Default)]
pub struct Answer {
    pub found: Vec<Found>,
    /// Number of unknown references by their file, their column and their cause.
    pub folded: BTreeMap<(String, String, Cause), u64>,
}

impl Answer {
    fn package(&mut self, rule: &'static str) {
        self.found.push(Found { rule, file: None, line: None, column: None });
    }

    fn file(&mut self, rule: &'static str, file: &str) {
        self.found.push(Found { rule, file: Some(file.into()), line: None, column: None });
    }

    fn line(&mut self, rule: &'static str, file: &str, line: u64) {
        self.found.push(Found { rule, file: Some(file.into()), line: Some(line), column: None });
    }

    fn cell(&mut self, rule: &'static str, file: &str, line: u64, column: &str) {
        // A name is told up to its hundredth character.
        let column = column.chars().take(100).collect();
        self.found.push(Found { rule, file: Some(file.into()), line: Some(line), column: Some(column) });
    }

    fn once(&mut self, rule: &'static str, file: &str, line: u64, column: &str) {
        let found = Found { rule, file: Some(file.into()), line: Some(line), column: Some(column.into()) };
        if !self.found.contains(&found) {
            self.found.push(found);
        }
    }

    fn has(&self, rule: &str, file: &str) -> bool {
        self.found.iter().any(|found| found.rule == rule && found.file.as_deref() == Some(file))
    }
}

/// Everything that is known of a package before its cells are checked.
struct World {
    version: Version,
    manifest: Option<Manifest>,
    /// Whether there is a file `manifest.csv`, readable or not.
    has_manifest_file: bool,
    sheets: HashMap<TableId, Sheet>,
    present: Vec<TableId>,
}

impl World {
    fn mode(&self, id: TableId) -> Option<Mode> {
        self.manifest.as_ref()?.mode(id)
    }
}

/// Checks a package.
pub fn check(files: &[GivenFile]) -> Answer {
    let mut answer = Answer::default();
    let present: Vec<TableId> =
        TableId::ALL.into_iter().filter(|id| files.iter().any(|file| file.name == id.file())).collect();
    let manifest_file = files.iter().find(|file| file.name == "manifest.csv");
    let manifest = manifest_file.and_then(|file| manifest::read(file, &mut answer));
    let version = if manifest_file.is_none() && is_1_0(files, &present) {
        answer.package("oneroster-1-0");
        Version::V1_0
    } else {
        version(manifest.as_ref(), &present)
    };
    let mut world =
        World { version, manifest, has_manifest_file: manifest_file.is_some(), sheets: HashMap::new(), present };
    if !world.has_manifest_file && !world.present.is_empty() && version != Version::V1_0 {
        answer.package("missing-manifest");
    }
    manifest::check(&world, &mut answer);
    needed_files(&world, &mut answer);
    for id in world.present.clone() {
        let (Some(file), Some(table)) = (files.iter().find(|file| file.name == id.file()), version.table(id)) else {
            continue;
        };
        let sheet = Sheet::read(file, table, version, world.mode(id), &mut answer);
        world.sheets.insert(id, sheet);
    }
    for id in &world.present {
        if let Some(sheet) = world.sheets.get(id) {
            sheet.check(&world, &mut answer);
        }
    }
    files_of_the_appendix(&world, &mut answer);
    answer
}

/// Processing rule 7: the manifest decides; without its word, a file that only 1.2 has tells.
fn version(manifest: Option<&Manifest>, present: &[TableId]) -> Version {
    let named = manifest.and_then(|manifest| manifest.value("oneroster.version")).unwrap_or("").trim();
    let newer = [TableId::Roles, TableId::UserProfiles, TableId::ScoreScales, TableId::UserResources];
    if named.starts_with("1.2") {
        Version::V1_2
    } else if named.starts_with("1.1") {
        Version::V1_1
    } else if newer.iter().any(|id| present.contains(id)) {
        Version::V1_2
    } else {
        Version::V1_1
    }
}

/// Without a manifest the names of columns tell: 1.0 if more of them stand in its tables than in those of 1.1. In each
/// file that row counts which has most names of both.
fn is_1_0(files: &[GivenFile], present: &[TableId]) -> bool {
    let (mut old, mut new) = (0, 0);
    for id in present {
        let Some(file) = files.iter().find(|file| file.name == id.file() && file.damage != Some(Damage::Closed)) else {
            continue;
        };
        let mut most = (0, 0);
        for row in rows::first_rows(&file.content) {
            let known = |version: Version| {
                let columns = version.table(*id).map_or(&[][..], |table| table.columns);
                row.cells.iter().filter(|cell| columns.iter().any(|it| it.name.as_bytes() == cell.as_slice())).count()
            };
            let both = (known(Version::V1_0), known(Version::V1_1));
            if both.0 + both.1 > most.0 + most.1 {
                most = both;
            }
        }
        old += most.0;
        new += most.1;
    }
    old > new
}

/// Processing rules 48 and 61: a bulk file needs others; and the seven files that the DESSA System needs.
fn needed_files(world: &World, answer: &mut Answer) {
    missing_files(world, answer, leads_to);
    if world.present.is_empty() || world.version == Version::V1_0 {
        return;
    }
    for id in infinite_campus::FILES {
        if !world.present.contains(&id) && world.mode(id).is_none() && !answer.has("missing-file", id.file()) {
            answer.file("campus-file-missing", id.file());
        }
    }
}

/// Processing rule 60: what only the appendix asks for, told when no row has asked for it.
fn files_of_the_appendix(world: &World, answer: &mut Answer) {
    missing_files(world, answer, |table, needed| !leads_to(table, needed));
}

fn missing_files(world: &World, answer: &mut Answer, is_meant: fn(&Table, TableId) -> bool) {
    for id in &world.present {
        let Some(table) = world.version.table(*id) else { continue };
        let is_bulk = world.mode(*id) == Some(Mode::Bulk) || !world.has_manifest_file;
        for needed in table.needs.iter().filter(|needed| is_bulk && is_meant(table, **needed)) {
            if !world.present.contains(needed) && world.mode(*needed).is_none() {
                missing_file(*needed, answer);
            }
        }
    }
}

/// Whether a column that every row fills leads to the other file.
fn leads_to(table: &Table, other: TableId) -> bool {
    table.columns.iter().filter(|column| column.required).any(|column| match column.kind {
        Kind::Reference(reference) => reference.target == other,
        Kind::SourcedIdOf(target) => target == other,
        _ => false,
    })
}

/// A missing file is told once, however many rows need it.
fn missing_file(id: TableId, answer: &mut Answer) {
    if !answer.has("missing-file", id.file()) {
        answer.file("missing-file", id.file());
    }
}

/// What a reference finds at the other end.
enum Target<'a> {
    Record(&'a sheet::Record),
    /// It must be in the package, and is not.
    Nowhere,
    /// The receiver may have it.
    Perhaps,
    /// The file that should hold it is not there, or could not be read.
    Hidden(Cause),
    /// The file is not there, and nobody announced it.
    NoFile,
}

/// Processing rules 46 to 48.
fn look_up<'a>(world: &'a World, from: &Sheet, target: TableId, id: &[u8]) -> Target<'a> {
    let is_delta = from.mode == Some(Mode::Delta);
    let Some(sheet) = world.sheets.get(&target) else {
        if is_delta {
            return Target::Perhaps;
        }
        if world.mode(target).is_some() {
            return Target::Hidden(("listed-file-missing", "manifest.csv".into()));
        }
        return Target::NoFile;
    };
    if let Some(record) = sheet.records.get(id) {
        return Target::Record(record);
    }
    match &sheet.blind {
        Some(cause) => Target::Hidden(cause.clone()),
        None if is_delta || sheet.mode == Some(Mode::Delta) => Target::Perhaps,
        None => Target::Nowhere,
    }
}

/// Follows one reference and says what is wrong with it. `place` is its file, line and column.
fn follow(
    world: &World,
    from: &Sheet,
    column: &Kind,
    id: &[u8],
    is_row_deleted: bool,
    place: (&str, u64, &str),
    answer: &mut Answer,
) {
    let (target, wanted) = match column {
        Kind::Reference(reference) => (reference.target, reference.target_type),
        Kind::SourcedIdOf(target) => (*target, None),
        _ => return,
    };
    let (file, line, name) = place;
    let fold = |cause: Cause, answer: &mut Answer| {
        *answer.folded.entry((file.into(), name.into(), cause)).or_default() += 1;
    };
    match look_up(world, from, target, id) {
        Target::Nowhere => answer.cell("unknown-reference", file, line, name),
        // Processing rule 30: what leads out of the package must at least be an id.
        Target::Perhaps if !cells::is_id(&String::from_utf8_lossy(id)) => {
            answer.cell("bad-sourced-id", file, line, name);
        }
        Target::Perhaps => answer.cell("unresolved-delta-reference", file, line, name),
        Target::Hidden(cause) => fold(cause, answer),
        Target::NoFile => {
            missing_file(target, answer);
            fold(("missing-file", target.file().into()), answer);
        }
        Target::Record(record) if record.is_deleted => {
            // A deleted child of a deleted parent is in order but for Brightspace, which deletes parents first.
            let org_unit = |id: TableId| {
                matches!(id, TableId::Orgs | TableId::AcademicSessions | TableId::Courses | TableId::Classes)
            };
            let is_child = org_unit(target) && org_unit(from.table.id)
                || target == TableId::Classes && from.table.id == TableId::Enrollments;
            if is_row_deleted && !is_child {
                return;
            }
            // On org units others hang: their deletion is told once, where it is.
            if org_unit(target) {
                answer.once("reference-to-deleted", target.file(), record.line, "status");
            } else {
                answer.cell("reference-to-deleted", file, line, name);
            }
        }
        Target::Record(record) => {
            if let (Some(wanted), Some(word)) = (wanted, record.word.as_deref())
                && wanted != word
            {
                answer.cell("wrong-target-type", file, line, name);
            }
        }
    }
}
