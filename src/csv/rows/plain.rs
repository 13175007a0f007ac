//! Plain rows, as the index knows them.

use super::super::batch::Batch;
use super::super::index::Index;
use super::super::limits::LONGEST_RECORD;
use super::super::line_end::after_line_end;
use super::super::repeats::PieceRepeats;
use super::super::row_bits::RowBits;
use super::super::scan::MOST_CELLS;
use super::{Last, Rows, Source};

/// Rows that the exact state machine reads before the index is tried again, once the two disagreed on where a row
/// begins: a quote in the wrong place turns inside out whatever the index holds behind it.
const EXACT_ROWS: u32 = 64;

/// What the index knows of the buffer.
#[derive(Debug, Default)]
pub(super) struct Plain {
    pub(super) index: Index,
    /// Where the indexed piece begins in the buffer; none when there is no index of what is in the buffer now.
    pub(super) from: Option<usize>,
    /// Number of the next row in the index, of the cells before it, and of the odd bytes before it.
    pub(super) row: usize,
    pub(super) cells: usize,
    pub(super) odd: usize,
    /// Offset of that row in the buffer.
    pub(super) at: usize,
    /// Offsets in the piece of the rows that were given out last.
    pub(super) starts: Vec<u32>,
    /// Whether the piece is UTF-8.
    pub(super) is_utf8: bool,
    /// What its cells repeat, if that was found out ahead.
    pub(super) repeats: PieceRepeats,
    /// Rows that are still to be read exactly.
    pub(super) exact_rows: u32,
}

impl Plain {
    /// The index is that of a piece which begins here in the buffer, with a row.
    pub(super) fn begin(&mut self, from: usize) {
        (self.from, self.row, self.cells, self.odd, self.at) = (Some(from), 0, 0, 0, from);
    }
}

impl<S: Source> Rows<S> {
    /// The next data rows, at most `most` and [`RowBits::ROWS`], if they are plain and have the width that was set. Where
    /// there are none, [`Rows::next_row`] tells what comes.
    #[allow(clippy::cast_possible_truncation, reason = "a piece is far smaller than 4 GiB")]
    pub fn next_batch(&mut self, most: usize) -> Option<Batch<'_>> {
        self.last = Last::NONE;
        let width = self.width.filter(|width| (1..=MOST_CELLS).contains(width))?;
        if self.passing.is_some() || self.start == self.buffer.len() || !self.catch_up() {
            return None;
        }
        let Self { plain, buffer, .. } = self;
        let from = plain.from?;
        let text = buffer.get(from..)?;
        let (ends, rows, odd) = (plain.index.ends(), plain.index.rows(), plain.index.odd());
        let next_odd = odd.get(plain.odd).map_or(u32::MAX, |odd| *odd);
        let start = (plain.at - from) as u32;
        let first = plain.cells;
        let mut at = start;
        plain.starts.clear();
        let first_row = plain.row;
        let most = most.min(RowBits::ROWS - first_row % RowBits::ROWS);
        // A row that is too long is not plain, however much was read ahead.
        let may_be_long = text.len() >= LONGEST_RECORD - 2;
        for row in rows.get(first_row..)?.iter().take(most) {
            let cells = first + plain.starts.len() * width;
            let Some(&end) = ends.get(*row as usize - 1) else { break };
            let is_cut = text.get(end as usize) == Some(&b'\r') && end as usize + 1 == text.len();
            if *row as usize - cells != width || end >= next_odd || end == at || is_cut {
                break;
            }
            if may_be_long && (end - at) as usize >= LONGEST_RECORD - 2 {
                break;
            }
            plain.starts.push(at);
            at = after_line_end(text, end);
            match (text.get(end as usize), at - end) {
                (Some(b'\n'), _) => self.line_ends.lf += 1,
                (_, 2) => self.line_ends.crlf += 1,
                _ => self.line_ends.cr += 1,
            }
        }
        let count = plain.starts.len();
        if count == 0 {
            return None;
        }
        let (line, record) = (self.line, self.record + 1);
        self.line += count as u64;
        self.record += count as u64;
        plain.row += count;
        plain.cells += count * width;
        plain.at = from + at as usize;
        self.start = plain.at;
        let ends = ends.get(first..first + count * width)?;
        let repeats = plain.repeats.of(&(first_row..plain.row), rows.len(), width);
        Some(Batch { text, ends, width, starts: &plain.starts, line, record, repeats })
    }

    /// Brings the index to the row at hand: whether it knows this row and can be trusted with it.
    fn catch_up(&mut self) -> bool {
        let plain = &mut self.plain;
        if plain.exact_rows > 0 {
            if plain.exact_rows < u32::MAX {
                plain.exact_rows -= 1;
            }
            return false;
        }
        let from = if let Some(from) = plain.from {
            from
        } else {
            let Some(text) = self.buffer.get(self.start..) else { return false };
            plain.index.fill(text, self.delimiter);
            plain.repeats.clear();
            let last = plain.index.rows().last().and_then(|row| plain.index.ends().get(*row as usize - 1));
            let whole_rows = text.get(..last.map_or(0, |last| *last as usize)).unwrap_or(&[]);
            plain.is_utf8 = plain.index.is_ascii() || std::str::from_utf8(whole_rows).is_ok();
            plain.begin(self.start);
            self.start
        };
        // The exact state machine may have read rows that the index knows too.
        while plain.at < self.start {
            let Some(row) = plain.index.rows().get(plain.row) else { break };
            let Some(end) = plain.index.ends().get(*row as usize - 1) else { break };
            let Some(text) = self.buffer.get(from..) else { break };
            plain.at = from + after_line_end(text, *end) as usize;
            plain.row += 1;
            plain.cells = *row as usize;
        }
        while plain.index.odd().get(plain.odd).is_some_and(|odd| from + (*odd as usize) < self.start) {
            plain.odd += 1;
        }
        if plain.at != self.start {
            plain.exact_rows = EXACT_ROWS;
            plain.from = None;
            return false;
        }
        plain.is_utf8
    }
}
