//! One line about one package, for those who check thousands.

use std::io::{self, Write};

use serde::Serialize;

use super::{Outcome, PackageMode, Report, json};
use crate::oneroster::value::Day;

/// What became of one package of many. It holds no contents of cells.
#[derive(Clone, Debug, Serialize)]
pub struct Summary {
    /// Version of this format.
    pub schema: u32,
    /// Version of rostercheck.
    pub version: &'static str,
    /// The path by which the package was found.
    pub path: String,
    /// Its last step.
    pub name: String,
    /// What tells whether the package is still as it was: its size and time of change, hashed. Null where it could not be
    /// looked at, and where it is to be checked again.
    pub stamp: Option<String>,
    /// Its size in bytes.
    pub bytes: u64,
    /// SHA-256, as in the report.
    pub sha256: Option<String>,
    /// The date that date rules used.
    pub today: String,
    /// How much was checked: `complete`, `partial` or `unreadable`; `failed` where rostercheck itself failed.
    pub outcome: &'static str,
    /// Why not everything was checked: the first reason.
    pub why: Option<String>,
    /// Version of OneRoster; null when nothing told it.
    pub oneroster_version: Option<&'static str>,
    /// How it is sent.
    pub mode: PackageMode,
    /// For each receiver, whether the package is ready, and how much was found.
    pub verdicts: Vec<SummaryVerdict>,
    /// Number of files.
    pub files: usize,
    /// Data rows in all files.
    pub rows: u64,
    /// How long the check took.
    pub seconds: f64,
}

/// What a line says about one receiver.
#[derive(Clone, Debug, Serialize)]
pub struct SummaryVerdict {
    /// Id of the profile.
    pub profile: &'static str,
    /// Whether it is ready.
    pub ready: bool,
    /// Number of errors.
    pub errors: u64,
    /// Number of warnings.
    pub warnings: u64,
    /// Number of infos.
    pub infos: u64,
}

impl Summary {
    /// The line of a report.
    pub fn new(report: &Report, path: String, stamp: Option<String>, today: Day, seconds: f64) -> Self {
        let verdict = |it: &super::Verdict| SummaryVerdict {
            profile: it.profile,
            ready: it.ready,
            errors: it.errors,
            warnings: it.warnings,
            infos: it.infos,
        };
        Self {
            outcome: match report.outcome {
                Outcome::Complete => "complete",
                Outcome::Partial => "partial",
                Outcome::Unreadable => "unreadable",
            },
            name: report.input.name.clone(),
            bytes: report.input.bytes,
            sha256: report.input.sha256.clone(),
            why: report.not_checked.first().map(|it| format!("{}: {}", it.what, it.why)),
            oneroster_version: report.package.oneroster_version,
            mode: report.package.mode,
            verdicts: report.verdicts.iter().map(verdict).collect(),
            files: report.files.len(),
            rows: report.files.iter().map(|file| file.rows).sum(),
            seconds: thousandths(seconds),
            ..Self::failed(path, String::new(), today)
        }
        .stamped(stamp)
    }

    /// The line of a package at which rostercheck itself failed.
    pub fn failed(path: String, name: String, today: Day) -> Self {
        let Day { year, month, day } = today;
        Self {
            schema: 1,
            version: env!("CARGO_PKG_VERSION"),
            path,
            name,
            stamp: None,
            bytes: 0,
            sha256: None,
            today: format!("{year:04}-{month:02}-{day:02}"),
            outcome: "failed",
            why: Some("rostercheck itself failed".into()),
            oneroster_version: None,
            mode: PackageMode::Unknown,
            verdicts: Vec::new(),
            files: 0,
            rows: 0,
            seconds: 0.0,
        }
    }

    fn stamped(self, stamp: Option<String>) -> Self {
        Self { stamp, ..self }
    }

    /// Writes it on one line.
    pub fn write(&self, output: &mut dyn Write) -> io::Result<()> {
        json::write_on_one_line(self, output)
    }
}

/// Seconds with as many digits as mean something.
fn thousandths(seconds: f64) -> f64 {
    (seconds * 1000.0).round() / 1000.0
}
