//! The report: what a check found, in words, and its writers.
//!
//! The model is the contract's JSON. Every front door makes it with the same code, so that the command and the page
//! say the same, byte for byte.

mod block;
mod csv;
mod effects;
mod html;
mod json;
mod kinds;
mod left;
mod model;
mod not_checked;
#[cfg(test)]
mod page_types;
mod sarif;
mod several;
pub mod steps;
mod summary;
mod text;
mod told;

pub use self::csv::Table as CsvTable;
pub(crate) use self::csv::harmless;
pub use effects::{Effect, What};
pub(crate) use html::{Escaped, page, page_head};
pub(crate) use json::write_pretty;
pub use model::{
    Cause, FileFacts, Finding, FixTotal, InSender, Input, LimitFacts, Mode, NotChecked, OtherRow, Outcome,
    PackageFacts, Report, RuleFacts, SeverityName, Tool, Total, ValueTotal, Verdict,
};
pub use several::Several;
pub use steps::steps;
pub use summary::{Summary, SummaryVerdict};
pub use text::Style;
pub(crate) use told::listed;

use std::io::{self, Write};

/// A form in which a report can be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(test, ts(rename_all = "lowercase"))]
pub enum Format {
    /// For people, on a terminal.
    Text,
    /// For programs.
    Json,
    /// The same on one line.
    #[cfg_attr(test, ts(rename = "jsonl"))]
    JsonLines,
    /// The findings as a table, for a spreadsheet.
    Csv,
    /// One page that needs nothing else: to read, to print, to send.
    Html,
    /// SARIF 2.1.0, which code-scanning services and editors read.
    Sarif,
}

impl Format {
    /// Every format, in the order in which they are told. The command's help and completions, the page and the tests go
    /// by this list.
    pub const ALL: [Self; 6] = [Self::Text, Self::Json, Self::JsonLines, Self::Csv, Self::Html, Self::Sarif];

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Json => "json",
            Self::JsonLines => "jsonl",
            Self::Csv => "csv",
            Self::Html => "html",
            Self::Sarif => "sarif",
        }
    }

    /// The format with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }
}

impl Report {
    /// Writes the report.
    pub fn write(&self, format: Format, style: Style, output: &mut dyn Write) -> io::Result<()> {
        match format {
            Format::Text => text::write(self, style, output),
            document => self.write_document(document, output),
        }
    }

    /// Writes the report in a form that isn't for a terminal: a program that never asks for that one doesn't hold it.
    /// [`Format::Text`] is refused.
    pub fn write_document(&self, format: Format, output: &mut dyn Write) -> io::Result<()> {
        match format {
            Format::Text => Err(io::ErrorKind::Unsupported.into()),
            Format::Json => json::write(self, output),
            Format::JsonLines => json::write_line(self, output),
            Format::Csv => csv::write(self, output),
            Format::Html => html::write(self, output),
            Format::Sarif => sarif::write(&[self], output),
        }
    }
}
