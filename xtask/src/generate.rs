//! Made-up packages in the form in which Infinite Campus exports them, of any size, in constant memory.
//!
//! Everything about a person follows from the seed and the person's number, so that each file is written in one pass
//! and the files still agree. A package without faults is clean for OneRoster 1.1, for DESSA and for Brightspace.

mod after;
mod csv;
mod district;
mod files;
mod names;

use std::fs::File;
use std::io::{BufWriter, Seek, Write};
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result};
use clap::ValueEnum;
use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{CompressionMethod, DateTime};

use self::csv::CsvWriter;
pub(crate) use after::{Change, run as run_after};
pub(crate) use district::District;

/// The form of the sourcedIds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Ids {
    /// Campus' own: record numbers, with the letter of the role for people.
    #[default]
    Short,
    /// GUIDs in every file: larger, and hardly compressible.
    Guid,
}

/// What is wrong with the package.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Faults {
    /// Nothing.
    #[default]
    None,
    /// Every row of enrollments.csv names an unknown user and a role that does not exist.
    Enrollments,
    /// Every row of enrollments.csv has a role and dates in another form than the standard's, and every grade lacks its
    /// zero: what a corrected copy puts right without a question.
    Forms,
}

/// In files of this size and more, zip needs its 64-bit form.
const LARGE_FILE: u64 = 3 << 30;

/// More than a row of enrollments.csv ever takes.
const LONGEST_ENROLLMENT: u64 = 240;

pub(crate) fn run(district: &District, output: &Path) -> Result<()> {
    let started = Instant::now();
    let file = File::create(output).with_context(|| format!("{} cannot be written", output.display()))?;
    let rows = write_package(district, BufWriter::with_capacity(1 << 20, file))
        .with_context(|| format!("{} cannot be written", output.display()))?;
    for (name, rows) in &rows {
        println!("{name:<22}{rows:>10} rows");
    }
    let total: u64 = rows.iter().map(|(_, rows)| rows).sum();
    println!("{total} rows in {:.1} s: {}", started.elapsed().as_secs_f64(), output.display());
    Ok(())
}

/// A package of a few students, with faults or without.
pub(crate) fn small(output: &Path, students: u32, is_faulty: bool) -> Result<()> {
    let faults = if is_faulty { Faults::Enrollments } else { Faults::None };
    let file = File::create(output).with_context(|| format!("{} cannot be written", output.display()))?;
    write_package(&District { students, ids: Ids::default(), faults, seed: 1 }, BufWriter::new(file)).map(drop)
}

/// Writes the zip, and gives each file's name and count of data rows.
fn write_package(district: &District, output: impl Write + Seek) -> Result<Vec<(&'static str, u64)>> {
    let mut zip = ZipWriter::new(output);
    let mut totals = Vec::new();
    for file in &files::FILES {
        let most_bytes = u64::from(district.students) * 8 * LONGEST_ENROLLMENT;
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            // The same seed must give the same bytes on every day.
            .last_modified_time(DateTime::default())
            .large_file(most_bytes >= LARGE_FILE);
        zip.start_file(file.name, options)?;
        let mut csv = CsvWriter::new(&mut zip);
        for column in file.columns {
            csv.text(column);
        }
        csv.end_row()?;
        (file.rows)(*district, &mut csv)?;
        // The header is a row too.
        totals.push((file.name, csv.finish()? - 1));
    }
    zip.finish()?.flush()?;
    Ok(totals)
}

#[cfg(test)]
mod tests;
