//! The words for what becomes of the files of a corrected copy.

use std::fmt::{Display, Formatter, Result};

use super::Obstacle;
use crate::csv::Encoding;

/// Half a sentence, to stand after the name of the file.
impl Display for Obstacle {
    fn fmt(&self, to: &mut Formatter<'_>) -> Result {
        to.write_str(match self {
            Self::Manifest => "not every row of it is known for certain",
            Self::Header => "its header row does not tell which column is which",
            Self::Unread => "it could not be read",
            Self::Broken => "it could not be read to its end",
            Self::UnclosedQuote => "a quote in it is never closed, so it is not known where its rows end",
            Self::LongRow => "a row in it is too long to be read",
            Self::MisplacedQuote => "a quote is in the wrong place, so it is not known where its cells end",
            Self::HeaderAmongRecords => "its header is among its records",
        })
    }
}

/// What an encoding was, and is now.
pub(super) fn encoding(before: Encoding) -> [&'static str; 2] {
    [before.name(), Encoding::Utf8.name()]
}

/// What divided the cells, and does now.
pub(super) fn delimiter(before: u8) -> [&'static str; 2] {
    let name = match before {
        b'\t' => "tab",
        b';' => "semicolon",
        _ => "vertical bar",
    };
    [name, "comma"]
}

/// What ended the rows, and does now.
pub(super) const LINE_ENDS: [&str; 2] = ["carriage return", "carriage return and line feed"];
