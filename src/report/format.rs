//! The forms in which a report can be written.

use std::io::{self, Write};

use super::model::Report;
use super::text::{self, Style};
use super::{csv, html, json, sarif};

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
