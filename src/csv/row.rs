//! One row, and rows that are looked at together.

use super::row_bits::RowBits;
use super::scan::{Cells, RowDefect};

/// Rows that are looked at together: a batch of plain rows, or one row that the exact state machine read.
pub trait Block {
    /// Number of rows.
    fn rows(&self) -> usize;

    /// One row, by its number in the block.
    fn row(&self, number: usize) -> Row<'_>;

    /// Content of one cell of a row, without its quotes.
    fn cell(&self, number: usize, place: usize) -> &[u8];

    /// For each of the first cells of a row: the rows of which it holds the same as in the row before, quotes included.
    /// The first row is none of them. If `but_first`, the first cell is never said to be the same: it is the id.
    fn repeats(&self, cells: &mut [RowBits], but_first: bool);

    /// Whether a cell of each row can be taken for what it is: it stands before the damage of a damaged row.
    fn is_readable(&self, place: usize) -> bool;
}

/// One row as it stands in the file.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    pub(super) text: &'a [u8],
    pub(super) cells: CellsOf<'a>,
    /// Physical line on which the row begins; the first line of the file is 1.
    pub line: u64,
    /// Number of the data row, from 1; blank lines do not count. 0 for the header.
    pub record: u64,
    /// What is wrong with its quotes or its size.
    pub defect: Option<RowDefect>,
    /// Place of the first cell that holds a line break.
    pub broken_cell: Option<usize>,
    /// Whether the row is known to be UTF-8.
    pub(super) is_utf8: bool,
}

/// Where the cells of a row are.
#[derive(Clone, Copy, Debug)]
pub(super) enum CellsOf<'a> {
    /// As the exact state machine found them.
    Exact(&'a Cells),
    /// As the index has them: offsets of their ends, counted from where that of the row is `start`.
    Plain { ends: &'a [u32], start: u32 },
}

impl<'a> Row<'a> {
    /// Number of cells.
    pub fn len(&self) -> usize {
        match self.cells {
            CellsOf::Exact(cells) => cells.spans.len(),
            CellsOf::Plain { ends, .. } => ends.len(),
        }
    }

    /// Whether the line is empty: not even a delimiter stands on it.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Its text as it stands in the file, in UTF-8, without the line end.
    pub(crate) fn text(&self) -> &'a [u8] {
        self.text
    }

    /// Whether it is written like another one, byte for byte, so that its cells are the same where both are separated
    /// alike. False where that would have to be looked into.
    #[inline]
    pub(crate) fn is_written_like(&self, other: &Self) -> bool {
        self.is_utf8 && other.is_utf8 && self.text == other.text
    }

    /// A cell as it stands in the file, with its quotes and what is behind them; empty for a cell that the row does not
    /// have. Between two of them stands a separator.
    pub(crate) fn raw_cell(&self, place: usize) -> &'a [u8] {
        let (from, end) = match self.cells {
            CellsOf::Plain { ends, start } => {
                let Some(end) = ends.get(place) else { return &[] };
                let from = place.checked_sub(1).and_then(|before| ends.get(before)).map_or(0, |end| end + 1 - start);
                (from as usize, (end - start) as usize)
            }
            CellsOf::Exact(cells) => {
                let Some(span) = cells.spans.get(place) else { return &[] };
                let end = cells.spans.get(place + 1).map_or(self.text.len(), |next| next.begins.saturating_sub(1));
                (span.begins, end)
            }
        };
        self.text.get(from..end).unwrap_or(&[])
    }

    /// Whether every cell is empty.
    pub fn is_blank(&self) -> bool {
        (0..self.len()).all(|place| self.cell(place).is_empty())
    }

    /// Whether something stands in at most two of its cells.
    pub fn is_nearly_blank(&self) -> bool {
        (0..self.len()).filter(|place| !self.cell(*place).is_empty()).nth(2).is_none()
    }

    /// Content of a cell, without its quotes; empty for a cell that the row does not have.
    #[inline]
    pub fn cell(&self, place: usize) -> &'a [u8] {
        match self.cells {
            CellsOf::Plain { ends, start } => {
                let Some(end) = ends.get(place) else { return &[] };
                let from = place.checked_sub(1).and_then(|before| ends.get(before)).map_or(0, |end| end + 1 - start);
                unquoted(self.text.get(from as usize..(end - start) as usize).unwrap_or(&[]))
            }
            CellsOf::Exact(cells) => {
                let Some(span) = cells.spans.get(place) else { return &[] };
                let text = if span.unescaped { &cells.unescaped } else { self.text };
                text.get(span.range.clone()).unwrap_or(&[])
            }
        }
    }

    /// Physical line on which a cell begins.
    pub fn line_of(&self, place: usize) -> u64 {
        if self.broken_cell.is_none_or(|broken| broken >= place) {
            return self.line;
        }
        match self.cells {
            CellsOf::Exact(cells) => self.line + cells.spans.get(place).map_or(0, |span| span.breaks),
            CellsOf::Plain { .. } => self.line,
        }
    }

    /// Whether no byte of it is beyond ASCII.
    pub fn is_ascii(&self) -> bool {
        self.text.is_ascii()
    }

    /// Place of the first cell that is not UTF-8.
    pub fn first_cell_not_utf8(&self) -> Option<usize> {
        if self.is_utf8 || self.text.is_ascii() || std::str::from_utf8(self.text).is_ok() {
            return None;
        }
        (0..self.len()).find(|place| std::str::from_utf8(self.cell(*place)).is_err())
    }
}

impl Block for Row<'_> {
    fn rows(&self) -> usize {
        1
    }

    fn row(&self, _: usize) -> Row<'_> {
        *self
    }

    fn cell(&self, _: usize, place: usize) -> &[u8] {
        Row::cell(self, place)
    }

    fn repeats(&self, cells: &mut [RowBits], _: bool) {
        cells.fill(RowBits::NONE);
    }

    fn is_readable(&self, place: usize) -> bool {
        place < self.len() && self.defect.is_none_or(|defect| place < defect.cell)
    }
}

/// A plain cell without its quotes.
#[inline]
pub(super) fn unquoted(cell: &[u8]) -> &[u8] {
    match cell {
        [b'"', cell @ .., _] | cell => cell,
    }
}
