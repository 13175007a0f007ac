//! The first rows of a file, read by themselves: enough to tell where the header is.

use crate::csv::{DefectKind, Rows};
use crate::package::{EntryFailure, Package};
use crate::rules::is_report_text;

/// Rows among which the header is looked for. A report has a few lines of titles; behind more it is something else.
pub(in crate::check) const MOST_ABOVE: usize = 20;

/// Rows below the header by which it is judged what the columns hold.
pub(in crate::check) const MOST_BELOW: usize = 20;

/// Cells that are kept in all; real files have a few hundred in these rows.
const MOST_CELLS: usize = 300_000;

/// One of them.
#[derive(Clone, Debug, Default)]
pub(in crate::check) struct FirstRow {
    /// Physical line on which it begins.
    pub(in crate::check) line: u64,
    /// Its cells; none of a blank line.
    pub(in crate::check) cells: Vec<String>,
    /// Whether it is too long to be read.
    pub(in crate::check) is_cut: bool,
}

impl FirstRow {
    /// Whether nothing stands in it.
    pub(super) fn is_blank(&self) -> bool {
        self.filled().next().is_none()
    }

    /// The cells in which something stands.
    pub(super) fn filled(&self) -> impl Iterator<Item = &String> {
        self.cells.iter().filter(|cell| !cell.trim().is_empty())
    }

    /// Whether it only draws a line.
    pub(super) fn is_dashes(&self) -> bool {
        self.filled().next().is_some() && self.filled().all(|cell| is_line(cell))
    }

    /// Whether it is no record, but a remark of the program that wrote the file.
    pub(super) fn is_report_line(&self) -> bool {
        self.is_dashes() || self.cells.first().is_some_and(|cell| is_report_text(cell)) && self.filled().count() == 1
    }
}

/// Whether a text only draws a line.
pub(in crate::check) fn is_line(text: &str) -> bool {
    let text = text.trim();
    text.len() >= 2 && text.bytes().all(|byte| matches!(byte, b'-' | b'=' | b'+' | b'_'))
}

/// Reads the first rows of a file. What cannot be read is told when the file itself is read.
pub(in crate::check) fn first_rows(
    package: &Package,
    entry: usize,
    delimiter: u8,
    width: usize,
) -> Result<Vec<FirstRow>, EntryFailure> {
    let mut rows = Rows::new(package.read(entry)?);
    rows.set_delimiter(delimiter);
    // It helps to find the header behind a quote that is left open in a title.
    rows.set_width(width);
    let mut found = Vec::new();
    let mut cells = 0;
    while found.len() < MOST_ABOVE + 1 + MOST_BELOW && cells < MOST_CELLS {
        let row = match rows.header() {
            Ok(Some(row)) => row,
            // That nothing stands in the file is not known.
            Err(failure) if found.iter().all(FirstRow::is_blank) => return Err(failure),
            Ok(None) | Err(_) => break,
        };
        let is_cut = row.defect.is_some_and(|defect| defect.kind == DefectKind::TooLong);
        let text = |place| String::from_utf8_lossy(row.cell(place)).into_owned();
        let len = if row.is_empty() { 0 } else { row.len() };
        cells += len;
        found.push(FirstRow { line: row.line, cells: (0..len).map(text).collect(), is_cut });
        if is_cut {
            break;
        }
    }
    Ok(found)
}
