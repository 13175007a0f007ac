//! The reports of several packages in one document.

use std::io::{self, Write};

use super::csv::Table;
use super::format::Format;
use super::model::Report;
use super::text::{self, Style};
use super::{html, json, sarif};

/// Writes the reports of several packages into one document, each as soon as it is there if the format allows.
pub struct Several<W: Write>(Form<W>);

enum Form<W: Write> {
    /// One below the other, under their names.
    Text(Style, Written<W>),
    /// One list.
    Json(Written<W>),
    /// One after the other, each as it would be alone.
    Each(Format, W),
    /// One table.
    Csv(Box<Table<W>>),
    /// The answers for all come first, so they are written when all are there.
    Html(Vec<Report>, W),
    /// One log, whose runs they are.
    Sarif(Vec<Report>, W),
}

struct Written<W> {
    output: W,
    is_first: bool,
}

impl<W: Write> Several<W> {
    /// Begins a document.
    pub fn new(format: Format, style: Style, mut output: W) -> io::Result<Self> {
        if format == Format::Json {
            output.write_all(b"[\n")?;
        }
        Ok(Self(match format {
            Format::Text => Form::Text(style, Written { output, is_first: true }),
            Format::Json => Form::Json(Written { output, is_first: true }),
            Format::JsonLines => Form::Each(format, output),
            Format::Csv => Form::Csv(Box::new(Table::new(output)?)),
            Format::Html => Form::Html(Vec::new(), output),
            Format::Sarif => Form::Sarif(Vec::new(), output),
        }))
    }

    /// Adds a report.
    pub fn add(&mut self, report: Report) -> io::Result<()> {
        match &mut self.0 {
            Form::Text(style, Written { output, is_first }) => {
                text::write_one_of(&report, std::mem::take(is_first), *style, output)?;
                output.flush()
            }
            Form::Json(Written { output, is_first }) => {
                if !std::mem::take(is_first) {
                    output.write_all(b",\n")?;
                }
                json::write(&report, output)?;
                output.flush()
            }
            Form::Each(format, output) => {
                report.write_document(*format, output)?;
                output.flush()
            }
            Form::Csv(table) => table.report(&report),
            Form::Html(reports, _) | Form::Sarif(reports, _) => {
                reports.push(report);
                Ok(())
            }
        }
    }

    /// Ends the document, and gives back where it was written to.
    pub fn end(self) -> io::Result<W> {
        match self.0 {
            Form::Text(_, Written { output, .. }) | Form::Each(_, output) => Ok(output),
            Form::Json(Written { mut output, .. }) => {
                output.write_all(b"]\n")?;
                Ok(output)
            }
            Form::Csv(table) => table.end(),
            Form::Html(reports, mut output) => {
                html::write_several(&reports, &mut output)?;
                Ok(output)
            }
            Form::Sarif(reports, mut output) => {
                sarif::write(&reports.iter().collect::<Vec<_>>(), &mut output)?;
                Ok(output)
            }
        }
    }
}
