//! The report as JSON.

use std::io::{self, Write};

use serde::Serialize;

use super::Report;
use crate::rules::is_hidden;

/// Writes what a screen or terminal would obey as its number: control characters and changes of writing direction. In JSON
/// they can stand in strings only.
struct Harmless<'a>(&'a mut dyn Write);

impl Write for Harmless<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let is_escaped = |letter: char| !letter.is_ascii() && is_hidden(letter);
        // What is written is whole letters: strings are divided at ASCII letters only.
        match std::str::from_utf8(bytes) {
            Ok(text) if !text.is_ascii() && text.contains(is_escaped) => {
                let mut from = 0;
                for (at, letter) in text.char_indices().filter(|(_, letter)| is_escaped(*letter)) {
                    self.0.write_all(text.get(from..at).unwrap_or_default().as_bytes())?;
                    for unit in letter.encode_utf16(&mut [0; 2]) {
                        write!(self.0, "\\u{unit:04x}")?;
                    }
                    from = at + letter.len_utf8();
                }
                self.0.write_all(text.get(from..).unwrap_or_default().as_bytes())?;
            }
            _ => self.0.write_all(bytes)?,
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Writes the report on several lines, with a line end behind it.
pub(super) fn write(report: &Report, output: &mut dyn Write) -> io::Result<()> {
    write_pretty(report, output)
}

/// Writes anything on several lines, with a line end behind it.
pub(crate) fn write_pretty(value: &impl Serialize, output: &mut dyn Write) -> io::Result<()> {
    let mut harmless = Harmless(output);
    serde_json::to_writer_pretty(&mut harmless as &mut dyn Write, value)?;
    output.write_all(b"\n")
}

/// Writes the report on one line.
pub(super) fn write_line(report: &Report, output: &mut dyn Write) -> io::Result<()> {
    write_on_one_line(report, output)
}

/// Writes anything on one line.
pub(super) fn write_on_one_line(value: &impl Serialize, output: &mut dyn Write) -> io::Result<()> {
    let mut harmless = Harmless(output);
    serde_json::to_writer(&mut harmless as &mut dyn Write, value)?;
    output.write_all(b"\n")
}
