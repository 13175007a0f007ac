//! The report as JSON.

use std::io::{self, Write};

use super::Report;

/// Writes the report on several lines, with a line end behind it.
pub(super) fn write(report: &Report, output: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *output, report)?;
    output.write_all(b"\n")
}

/// Writes the report on one line.
pub(super) fn write_line(report: &Report, output: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer(&mut *output, report)?;
    output.write_all(b"\n")
}
