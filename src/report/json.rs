//! The report as JSON.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter, PrettyFormatter};

use super::Report;
use crate::rules::is_hidden;

/// Writes what a screen or terminal would obey as its number: control characters and changes of writing direction.
struct Harmless<F>(F);

macro_rules! as_it_is {
    ($($name:ident($($argument:ident: $type:ty),*);)*) => {
        $(fn $name<W: ?Sized + Write>(&mut self, writer: &mut W, $($argument: $type),*) -> io::Result<()> {
            self.0.$name(writer, $($argument),*)
        })*
    };
}

impl<F: Formatter> Formatter for Harmless<F> {
    as_it_is! {
        begin_array();
        end_array();
        begin_array_value(first: bool);
        end_array_value();
        begin_object();
        end_object();
        begin_object_key(first: bool);
        begin_object_value();
        end_object_value();
    }

    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let mut from = 0;
        for (at, letter) in fragment.char_indices().filter(|(_, letter)| !letter.is_ascii() && is_hidden(*letter)) {
            writer.write_all(fragment.get(from..at).unwrap_or_default().as_bytes())?;
            for unit in letter.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
            from = at + letter.len_utf8();
        }
        writer.write_all(fragment.get(from..).unwrap_or_default().as_bytes())
    }
}

/// Writes the report on several lines, with a line end behind it.
pub(super) fn write(report: &Report, output: &mut dyn Write) -> io::Result<()> {
    write_pretty(report, output)
}

/// Writes anything on several lines, with a line end behind it.
pub(super) fn write_pretty(value: &impl Serialize, output: &mut dyn Write) -> io::Result<()> {
    value.serialize(&mut serde_json::Serializer::with_formatter(&mut *output, Harmless(PrettyFormatter::new())))?;
    output.write_all(b"\n")
}

/// Writes the report on one line.
pub(super) fn write_line(report: &Report, output: &mut dyn Write) -> io::Result<()> {
    report.serialize(&mut serde_json::Serializer::with_formatter(&mut *output, Harmless(CompactFormatter)))?;
    output.write_all(b"\n")
}
