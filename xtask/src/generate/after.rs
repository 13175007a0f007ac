//! The package of another day, made from one that is there: what changes on a normal day, or what goes wrong.

use std::collections::BTreeSet;
use std::fs::File;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{BufReader, BufWriter, Read, Seek, Write};
use std::path::Path;

use anyhow::{Context, Result};
use clap::ValueEnum;
use csv::StringRecord;
use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{CompressionMethod, DateTime, ZipArchive};

/// What happened since.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Change {
    /// One student in a hundred leaves, one joins, and some enrollments begin on another day.
    Normal,
    /// Half of the students are missing, with all that is theirs.
    HalfGone,
    /// Everybody has a new sourcedId.
    NewIds,
    /// A new school year: other sessions, classes and enrollments; the oldest leave, the others are a grade higher.
    Rollover,
    /// The first school is missing, with all that is in it.
    SchoolGone,
}

/// Reads `before` and writes what is sent next.
pub(crate) fn run(before: &Path, change: Change, output: &Path) -> Result<()> {
    let open = |path: &Path| File::open(path).with_context(|| format!("{} cannot be read", path.display()));
    let mut archive = ZipArchive::new(BufReader::new(open(before)?))?;
    let file = File::create(output).with_context(|| format!("{} cannot be written", output.display()))?;
    write_next(&mut archive, change, BufWriter::with_capacity(1 << 20, file))
}

/// The columns of one file, by name.
struct Columns(StringRecord);

impl Columns {
    fn place(&self, name: &str) -> Option<usize> {
        self.0.iter().position(|own| own == name)
    }

    fn get<'r>(&self, row: &'r [String], name: &str) -> &'r str {
        self.place(name).and_then(|place| row.get(place)).map_or("", String::as_str)
    }

    fn edit(&self, row: &mut [String], name: &str, edit: impl FnOnce(&str) -> String) {
        if let Some(cell) = self.place(name).and_then(|place| row.get_mut(place)).filter(|cell| !cell.is_empty()) {
            *cell = edit(cell);
        }
    }
}

/// What must be known before the rows are written.
#[derive(Default)]
struct Known {
    /// Who leaves.
    leaving: BTreeSet<String>,
    /// The school that is missing.
    school: String,
}

fn write_next<R: Read + Seek, W: Write + Seek>(archive: &mut ZipArchive<R>, change: Change, output: W) -> Result<()> {
    let names: Vec<String> =
        archive.file_names().map(|name| Ok(name?.into_owned())).collect::<Result<_, zip::result::ZipError>>()?;
    let known = look(archive, change)?;
    let mut zip = ZipWriter::new(output);
    for name in names {
        let entry = archive.by_name(&name)?;
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default())
            .large_file(entry.size() >= 3 << 30);
        zip.start_file(name.as_str(), options)?;
        let mut reader = csv::ReaderBuilder::new().buffer_capacity(1 << 18).from_reader(entry);
        let columns = Columns(reader.headers()?.clone());
        let mut writer = csv::WriterBuilder::new()
            .quote_style(csv::QuoteStyle::Always)
            .terminator(csv::Terminator::CRLF)
            .buffer_capacity(1 << 18)
            .from_writer(&mut zip);
        writer.write_record(&columns.0)?;
        let mut record = StringRecord::new();
        while reader.read_record(&mut record)? {
            let row: Vec<String> = record.iter().map(str::to_owned).collect();
            if let Some(row) = next(&name, &columns, row, change, &known) {
                writer.write_record(&row)?;
            }
        }
        writer.flush()?;
    }
    zip.finish()?.flush()?;
    Ok(())
}

/// Finds out who leaves, and which school.
fn look<R: Read + Seek>(archive: &mut ZipArchive<R>, change: Change) -> Result<Known> {
    let mut known = Known::default();
    for name in ["orgs.csv", "users.csv"] {
        let mut reader = csv::Reader::from_reader(archive.by_name(name)?);
        let columns = Columns(reader.headers()?.clone());
        for record in reader.records() {
            let row: Vec<String> = record?.iter().map(str::to_owned).collect();
            let id = columns.get(&row, "sourcedId");
            if name == "orgs.csv" {
                if known.school.is_empty() && columns.get(&row, "type") == "school" {
                    id.clone_into(&mut known.school);
                }
                continue;
            }
            let is_student = columns.get(&row, "role") == "student";
            let leaves = match change {
                Change::Normal => is_student && number(id).is_multiple_of(100),
                Change::HalfGone => is_student && number(id).is_multiple_of(2),
                Change::Rollover => is_student && columns.get(&row, "grades") == "12",
                Change::SchoolGone => columns.get(&row, "orgSourcedIds") == known.school,
                Change::NewIds => false,
            };
            if leaves {
                known.leaving.insert(id.to_owned());
            }
        }
    }
    Ok(known)
}

/// The row as it is sent next; none if it is missing.
fn next(file: &str, columns: &Columns, mut row: Vec<String>, change: Change, known: &Known) -> Option<Vec<String>> {
    let person = match file {
        "users.csv" | "demographics.csv" => "sourcedId",
        "enrollments.csv" => "userSourcedId",
        _ => "",
    };
    let leaves = known.leaving.contains(columns.get(&row, person));
    match change {
        Change::HalfGone if leaves => return None,
        Change::SchoolGone => {
            let is_its = |name: &str| columns.get(&row, name) == known.school;
            let is_gone = leaves
                || file == "orgs.csv" && is_its("sourcedId")
                || file == "courses.csv" && is_its("orgSourcedId")
                || is_its("schoolSourcedId");
            return (!is_gone).then_some(row);
        }
        Change::NewIds => columns.edit(&mut row, person, guid),
        Change::Normal | Change::Rollover if leaves => {
            // Somebody else takes the place.
            columns.edit(&mut row, person, other);
            if file == "enrollments.csv" {
                columns.edit(&mut row, "sourcedId", other);
            }
            for name in ["username", "email"] {
                columns.edit(&mut row, name, |old| format!("n.{old}"));
            }
            columns.edit(&mut row, "familyName", |old| format!("{old}-Lee"));
            columns.edit(&mut row, "identifier", |old| format!("9{old}"));
            columns.edit(&mut row, "userIds", |old| old.replace(':', ":9"));
            if change == Change::Rollover {
                columns.edit(&mut row, "grades", |_| "KG".into());
                columns.edit(&mut row, "birthDate", |date| later(date, 12));
            }
        }
        Change::Normal
            if file == "enrollments.csv"
                && columns.get(&row, "role") == "student"
                && number(columns.get(&row, "sourcedId")) % 100 == 1 =>
        {
            columns.edit(&mut row, "beginDate", |date| format!("{}-20", date.get(..7).unwrap_or(date)));
        }
        Change::Rollover if file == "users.csv" => columns.edit(&mut row, "grades", |grade| match grade {
            "KG" => "01".into(),
            grade => grade.parse::<u32>().map_or(grade.to_owned(), |grade| format!("{:02}", grade + 1)),
        }),
        _ => {}
    }
    if change == Change::Rollover {
        match file {
            "academicSessions.csv" | "classes.csv" | "enrollments.csv" => columns.edit(&mut row, "sourcedId", other),
            _ => {}
        }
        match file {
            "academicSessions.csv" => columns.edit(&mut row, "parentSourcedId", other),
            "classes.csv" => {
                columns.edit(&mut row, "termSourcedIds", |ids| ids.split(',').map(other).collect::<Vec<_>>().join(","));
            }
            "courses.csv" => columns.edit(&mut row, "schoolYearSourcedId", other),
            "enrollments.csv" => columns.edit(&mut row, "classSourcedId", other),
            _ => {}
        }
        columns.edit(&mut row, "schoolYear", |year| {
            year.parse::<u32>().map_or(year.to_owned(), |year| (year + 1).to_string())
        });
        for name in ["startDate", "endDate", "beginDate"] {
            columns.edit(&mut row, name, |date| later(date, 1));
        }
    }
    Some(row)
}

/// The same number for the same id, in every run.
fn number(id: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    id.hash(&mut hasher);
    hasher.finish()
}

/// Another id of the same form.
fn other(id: &str) -> String {
    let digits = id.chars().rev().take_while(char::is_ascii_digit).count();
    let (front, digits) = id.split_at(id.len() - digits);
    if front.contains('-') {
        let mut changed = guid(id);
        changed.truncate(id.len());
        return changed;
    }
    format!("{front}9{digits:0>8}")
}

/// An id of a form that Campus writes in OneRoster 1.2.
fn guid(id: &str) -> String {
    let (one, two) = (number(id), number(&format!("{id} again")));
    let text = format!("{one:016x}{two:016x}");
    let part = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
    [part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32)].join("-")
}

/// A date so many years later.
fn later(date: &str, years: u32) -> String {
    let Some((year, rest)) = date.split_once('-') else { return date.to_owned() };
    let Ok(year) = year.parse::<u32>() else { return date.to_owned() };
    let rest = if rest == "02-29" { "02-28" } else { rest };
    format!("{}-{rest}", year + years)
}

#[cfg(test)]
pub(super) fn next_zip(before: &[u8], change: Change) -> Result<Vec<u8>> {
    let mut archive = ZipArchive::new(std::io::Cursor::new(before))?;
    let mut output = std::io::Cursor::new(Vec::new());
    write_next(&mut archive, change, &mut output)?;
    Ok(output.into_inner())
}
