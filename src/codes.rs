//! The codes that D2L Brightspace would give to what it makes of a package, row by row: a look at the mapping before
//! anything is sent.
//!
//! Rows of orgs, academic sessions, courses and classes become org units, and each has a code: [`code_columns`] says from
//! which cell. Whether a code is right is told by the same functions as in the rules.

use std::collections::HashMap;
use std::io::{self, Write};
use std::ops::ControlFlow;

use serde::Serialize;

use crate::check::Cancelled;
use crate::check::tables::{Sheet, Stopped, Tables};
use crate::csv::Row;
use crate::oneroster::{Table, TableId};
use crate::package::Package;
use crate::receivers::d2l_brightspace::{FILES, code_columns, unsupported_in};
use crate::report::{harmless, write_pretty};
use crate::rules::{EffectiveCode, Shared, Values, code_told, counted, cut_code, id_hash, shape, visible};

/// Codes with several rows of which the first is remembered: beyond, it is only said that there is another.
const MOST_REPEATED: usize = 100_000;

/// Which codes are listed.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// Those of one file only.
    pub file: Option<TableId>,
    /// Those only that Brightspace would change, refuse or find twice.
    pub wrong_only: bool,
    /// So many of each file are passed over first.
    pub from: usize,
    /// So many of each file are listed. Counts are always exact.
    pub most: usize,
    /// Whether contents of cells are told.
    pub values: Values,
}

impl Default for Wanted {
    fn default() -> Self {
        Self { file: None, wrong_only: false, from: 0, most: 1000, values: Values::Masked }
    }
}

/// The codes of a package.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Codes {
    /// The files whose rows get codes, in the order in which Brightspace reads them.
    pub files: Vec<FileCodes>,
}

/// The codes of a file.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct FileCodes {
    /// The file, as the standard names it.
    pub file: &'static str,
    /// What its rows become.
    pub becomes: &'static str,
    /// The columns that codes are taken from, the first one that is filled.
    pub columns: Vec<&'static str>,
    /// Rows that get a code.
    pub codes: u64,
    /// Those of them with a problem.
    pub wrong: u64,
    /// Rows that could not be read, or in which no code stands.
    pub without: u64,
    /// Why the file could not be read, or not to its end.
    pub unread: Option<&'static str>,
    /// The codes that are listed.
    pub rows: Vec<Code>,
}

/// The code of a row.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Code {
    /// Physical line.
    pub line: u64,
    /// `sourcedId` of the row, or its shape.
    pub id: String,
    /// The column that the code is taken from.
    pub column: &'static str,
    /// The code, or its shape.
    pub code: String,
    /// Its characters.
    pub characters: usize,
    /// What Brightspace would keep of it, or the shape of that; null if it is kept whole.
    pub kept: Option<String>,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
}

/// What is wrong with a code.
#[derive(Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "CodeProblem"))]
pub enum Problem {
    /// It is longer than what Brightspace keeps.
    TooLong,
    /// It holds characters that Brightspace does not support.
    Characters {
        /// Which, and at which places.
        which: String,
    },
    /// A space stands at its front or end.
    Space,
    /// Another record of the file has the same code, as far as Brightspace keeps it.
    Repeated {
        /// The line of the first one, where that is known and is another one.
        first_line: Option<u64>,
    },
}

impl Problem {
    /// The problem in words.
    pub fn words(&self) -> String {
        match self {
            Self::TooLong => "is cut".into(),
            Self::Characters { which } => format!("not supported: {which}"),
            Self::Space => "has a space at its front or end".into(),
            Self::Repeated { first_line: Some(line) } => format!("is that of line {} too", counted(*line)),
            Self::Repeated { first_line: None } => "is that of another record too".into(),
        }
    }
}

/// Reads the codes. `watch` is told now and then how many packed bytes of the file at hand were read, and may stop it.
pub fn codes(
    package: &Package,
    wanted: &Wanted,
    watch: &mut dyn FnMut(TableId, u64) -> ControlFlow<()>,
) -> Result<Codes, Cancelled> {
    let tables = Tables::of(package);
    let mut files = Vec::new();
    for id in FILES.into_iter().filter(|id| code_columns(*id).is_some()) {
        if wanted.file.is_some_and(|file| file != id) {
            continue;
        }
        let mut told = FileCodes::new(id);
        match tables.table(id) {
            None => continue,
            Some(Err(_)) => told.unread = Some("the file could not be read as a table"),
            Some(Ok(sheet)) => told.read(&sheet, id, wanted, &mut |packed| watch(id, packed))?,
        }
        files.push(told);
    }
    Ok(Codes { files })
}

impl FileCodes {
    fn new(id: TableId) -> Self {
        let becomes = match id {
            TableId::Courses => "course templates",
            TableId::Classes => "course offerings",
            _ => "org units",
        };
        let columns = code_columns(id).map_or_else(Vec::new, |(code, name)| code.into_iter().chain([name]).collect());
        Self { file: id.file(), becomes, columns, codes: 0, wrong: 0, without: 0, unread: None, rows: Vec::new() }
    }

    fn read(
        &mut self,
        sheet: &Sheet,
        id: TableId,
        wanted: &Wanted,
        watch: &mut dyn FnMut(u64) -> ControlFlow<()>,
    ) -> Result<(), Cancelled> {
        let Some(columns) = EffectiveCode::at(id, |column| sheet.place(column)) else { return Ok(()) };
        let place = |column: usize| sheet.table.columns.get(column).and_then(|column| sheet.place(column.name));
        let (key, status) = (place(Table::ID), place(Table::STATUS));
        // What is deleted gets no code.
        let is_deleted = |row: &Row| status.is_some_and(|place| row.cell(place) == b"tobedeleted");
        let mut shared = Shared::default();
        let first = sheet.read(&mut |packed, _| watch(packed / 2), &mut |row| {
            if let Some((_, code)) = columns.code_in(row).filter(|_| !is_deleted(row)) {
                shared.push(id_hash(cut_code(code).as_bytes()));
            }
        });
        match first {
            Err(Stopped::Cancelled) => return Err(Cancelled),
            Err(Stopped::Failed(_)) => self.unread = Some("the file could be read in part only"),
            Ok(set_aside) => self.without += set_aside,
        }
        shared.is_any();
        let mut firsts: HashMap<u64, (u64, u64)> = HashMap::new();
        let half = sheet.packed_bytes() / 2;
        let second = sheet.read(&mut |packed, _| watch(half + packed / 2), &mut |row| {
            if is_deleted(row) {
                return;
            }
            let Some((column, code)) = columns.code_in(row) else {
                self.without += 1;
                return;
            };
            let id = key.map_or(&b""[..], |place| row.cell(place));
            let line = sheet.place(column).map_or(0, |place| row.line_of(place));
            let mut problems = alone(code);
            let hash = id_hash(cut_code(code).as_bytes());
            if shared.contains(hash) {
                let own = id_hash(id);
                match firsts.get(&hash) {
                    // The same record once more.
                    Some((_, other)) if *other == own => {}
                    Some((line, _)) => problems.push(Problem::Repeated { first_line: Some(*line) }),
                    None if firsts.len() < MOST_REPEATED => {
                        firsts.insert(hash, (line, own));
                    }
                    None => problems.push(Problem::Repeated { first_line: None }),
                }
            }
            self.add(wanted, id, (column, code), line, problems);
        });
        match second {
            Err(Stopped::Cancelled) => Err(Cancelled),
            Err(Stopped::Failed(_)) | Ok(_) => Ok(()),
        }
    }

    fn add(
        &mut self,
        wanted: &Wanted,
        id: &[u8],
        (column, code): (&'static str, &str),
        line: u64,
        problems: Vec<Problem>,
    ) {
        self.codes += 1;
        self.wrong += u64::from(!problems.is_empty());
        let place = if wanted.wrong_only { self.wrong } else { self.codes };
        let place = usize::try_from(place).unwrap_or(usize::MAX);
        let is_asked = !(wanted.wrong_only && problems.is_empty());
        if !is_asked || place <= wanted.from || self.rows.len() >= wanted.most {
            return;
        }
        let told = |text: &str| match wanted.values {
            Values::Shown => text.to_owned(),
            Values::Masked => shape(text),
        };
        let kept = cut_code(code);
        self.rows.push(Code {
            line,
            id: told(&String::from_utf8_lossy(id)),
            column,
            code: told(code),
            characters: code.chars().count(),
            kept: (kept.len() < code.len()).then(|| told(kept)),
            problems,
        });
    }
}

/// What is wrong with a code by itself.
fn alone(code: &str) -> Vec<Problem> {
    let mut problems = Vec::new();
    if cut_code(code).len() < code.len() {
        problems.push(Problem::TooLong);
    }
    let unsupported: Vec<(&'static str, usize)> =
        unsupported_in(code).into_iter().map(|(character, at)| (character.name, at)).collect();
    if !unsupported.is_empty() {
        problems.push(Problem::Characters { which: code_told(&unsupported).0 });
    }
    if code.starts_with(' ') || code.ends_with(' ') {
        problems.push(Problem::Space);
    }
    problems
}

impl Codes {
    /// How many codes have a problem.
    pub fn wrong(&self) -> u64 {
        self.files.iter().map(|file| file.wrong).sum()
    }

    /// Whether every file was read to its end.
    pub fn is_whole(&self) -> bool {
        self.files.iter().all(|file| file.unread.is_none())
    }

    /// Writes them as JSON.
    pub fn write_json(&self, output: &mut dyn Write) -> io::Result<()> {
        write_pretty(self, output)
    }

    /// Writes them as CSV, one row for each code.
    pub fn write_csv(&self, output: &mut dyn Write) -> io::Result<()> {
        let mut table = csv::Writer::from_writer(output);
        table.write_record(["file", "line", "sourcedId", "column", "code", "characters", "kept", "problems"])?;
        for (file, code) in self.files.iter().flat_map(|file| file.rows.iter().map(move |code| (file, code))) {
            let problems: Vec<String> = code.problems.iter().map(Problem::words).collect();
            table.write_record([
                file.file,
                &code.line.to_string(),
                &harmless(&code.id),
                code.column,
                &harmless(&code.code),
                &code.characters.to_string(),
                &harmless(code.kept.as_deref().unwrap_or_default()),
                &problems.join("; "),
            ])?;
        }
        table.flush()
    }

    /// Writes them for people.
    pub fn write_text(&self, output: &mut dyn Write) -> io::Result<()> {
        if self.files.is_empty() {
            return writeln!(output, "No file of the package gets codes in D2L Brightspace.");
        }
        for (place, file) in self.files.iter().enumerate() {
            if place > 0 {
                writeln!(output)?;
            }
            let from = file.columns.join(", else ");
            let count = counted(file.codes);
            writeln!(output, "{}: {count} {} with a code from {from}", file.file, file.becomes)?;
            if let Some(why) = file.unread {
                writeln!(output, "  {why}")?;
            }
            if file.wrong > 0 {
                writeln!(output, "  {} with a problem", counted(file.wrong))?;
            }
            if file.without > 0 {
                writeln!(output, "  {} without a code", counted(file.without))?;
            }
            for code in &file.rows {
                write!(output, "  line {}: {}", counted(code.line), visible(&code.code))?;
                if let Some(kept) = &code.kept {
                    write!(output, " -> {}", visible(kept))?;
                }
                for problem in &code.problems {
                    write!(output, "; {}", problem.words())?;
                }
                writeln!(output)?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]
mod tests {
    use super::*;
    use crate::package::{Bytes, Limits};

    const ORGS: &str = "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId\n\
        o1,,,Maple District,district,MAPLE,\n\
        o2,,,Oak: School,school,,o1\n\
        o3,,,Elm School,school,MAPLE,o1\n\
        o4,,,,school,,o1\n";

    fn of(files: &[(&str, String)], wanted: &Wanted) -> Codes {
        let bytes = |text: &String| -> Box<dyn Bytes> { Box::new(text.clone().into_bytes()) };
        let files = files.iter().map(|(name, text)| ((*name).to_owned(), bytes(text)));
        let package = Package::from_files("folder", files.collect(), Limits::default());
        codes(&package, wanted, &mut |_, _| ControlFlow::Continue(())).unwrap()
    }

    fn shown() -> Wanted {
        Wanted { values: Values::Shown, ..Wanted::default() }
    }

    #[test]
    fn each_row_has_the_code_that_it_would_get() {
        let told = of(&[("orgs.csv", ORGS.into())], &shown());
        let [orgs] = told.files.as_slice() else { panic!("{told:?}") };
        assert_eq!((orgs.codes, orgs.wrong, orgs.without), (3, 2, 1));
        let codes: Vec<(u64, &str, &str)> = orgs.rows.iter().map(|it| (it.line, it.column, it.code.as_str())).collect();
        assert_eq!(codes, [(2, "identifier", "MAPLE"), (3, "name", "Oak: School"), (4, "identifier", "MAPLE")]);
        assert_eq!(orgs.rows[0].problems, []);
        assert_eq!(orgs.rows[1].problems, [Problem::Characters { which: "colon at place 4".into() }]);
        assert_eq!(orgs.rows[2].problems, [Problem::Repeated { first_line: Some(2) }]);
    }

    #[test]
    fn what_is_cut_is_told_with_what_stays() {
        let long = format!("{}{}", "é".repeat(50), "xyz");
        let courses = format!(
            "sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes\nc1,,,,Geometry,{long},,o1,,\n"
        );
        let told = of(&[("courses.csv", courses)], &shown());
        let code = &told.files[0].rows[0];
        assert_eq!((code.characters, code.kept.as_deref()), (53, Some("é".repeat(50).as_str())));
        assert_eq!(code.problems, [Problem::TooLong]);
    }

    #[test]
    fn nothing_of_a_cell_is_told_unless_it_is_asked_for() {
        let told = of(&[("orgs.csv", ORGS.into())], &Wanted::default());
        let (mut json, mut csv, mut text) = (Vec::new(), Vec::new(), Vec::new());
        told.write_json(&mut json).unwrap();
        told.write_csv(&mut csv).unwrap();
        told.write_text(&mut text).unwrap();
        for written in [json, csv, text] {
            let written = String::from_utf8(written).unwrap();
            for secret in ["MAPLE", "Oak", "o2"] {
                assert!(!written.contains(secret), "{secret} in {written}");
            }
            assert!(written.contains("5 letters"), "{written}");
        }
    }

    #[test]
    fn a_part_of_them_can_be_asked_for() {
        let wrong = Wanted { wrong_only: true, from: 1, most: 1, ..shown() };
        let told = of(&[("orgs.csv", ORGS.into())], &wrong);
        assert_eq!((told.files[0].wrong, told.files[0].rows.len(), told.files[0].rows[0].line), (2, 1, 4));
        let none = of(&[("orgs.csv", ORGS.into())], &Wanted { file: Some(TableId::Courses), ..shown() });
        assert!(none.files.is_empty() && none.is_whole());
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        let told = of(&[("orgs.csv", String::new()), ("users.csv", "sourcedId\nu1\n".into())], &shown());
        assert_eq!(told.files.len(), 1, "users become no org units");
        assert!(!told.is_whole() && told.files[0].unread.is_some());
    }

    #[test]
    fn it_can_be_stopped() {
        let rows = (0..40_000).fold(String::new(), |text, row| text + &format!("o{row},,,Maple,school,M{row},\n"));
        let header = ORGS.lines().next().unwrap();
        let bytes: Box<dyn Bytes> = Box::new(format!("{header}\n{rows}").into_bytes());
        let package = Package::from_files("folder", vec![("orgs.csv".to_owned(), bytes)], Limits::default());
        let stopped = codes(&package, &shown(), &mut |_, _| ControlFlow::Break(()));
        assert!(stopped.is_err());
    }
}
