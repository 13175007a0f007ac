//! Which cells repeat the row before, found out ahead for the rows of a piece.

use std::ops::Range;

use super::batch::Batch;
use super::index::Index;
use super::line_end::after_line_end;
use super::row::Block;
use super::row_bits::RowBits;

/// Cells of a row up to which it is compared; the tables of the standard have fewer.
const WIDEST: usize = 64;

/// For each [`RowBits::ROWS`] rows of a piece from its start, a group: which cells repeat those of the row before, as
/// [`Block::repeats`] tells it without the first cells.
#[derive(Debug, Default)]
pub(super) struct PieceRepeats {
    /// Cells of a row; 0 if nothing is known.
    width: usize,
    /// For each group a set for each cell.
    cells: Vec<RowBits>,
    /// Offsets of the rows of the group at hand.
    starts: Vec<u32>,
}

impl PieceRepeats {
    /// As [`PieceRepeats::words`] told them.
    pub(super) fn of_words(width: usize, words: &[u32]) -> Self {
        let cells = words.as_chunks().0.iter().map(|words| RowBits::of_words(*words)).collect();
        Self { width, cells, starts: Vec::new() }
    }

    pub(super) fn words(&self) -> impl Iterator<Item = u32> {
        self.cells.iter().flat_map(|rows| rows.words())
    }

    pub(super) fn width(&self) -> usize {
        self.width
    }

    /// Forgets everything.
    pub(super) fn clear(&mut self) {
        self.width = 0;
        self.cells.clear();
    }

    /// Finds them out for the groups in which all rows are as wide as the first one of the piece.
    pub(super) fn fill(&mut self, text: &[u8], index: &Index) {
        let (ends, rows) = (index.ends(), index.rows());
        self.clear();
        self.width = rows.first().map_or(0, |cells| *cells as usize);
        if self.width > WIDEST {
            return self.clear();
        }
        let Self { width, cells, starts } = self;
        let (mut at, mut before) = (0, 0);
        for group in rows.chunks(RowBits::ROWS) {
            starts.clear();
            let first = before;
            let mut is_even = true;
            for row in group {
                is_even &= *row as usize - before == *width;
                before = *row as usize;
                starts.push(at);
                at = after_line_end(text, ends.get(before - 1).copied().unwrap_or(at));
            }
            let known = cells.len();
            cells.resize(known + *width, RowBits::NONE);
            if is_even && let (Some(ends), Some(cells)) = (ends.get(first..before), cells.get_mut(known..)) {
                Batch::of_piece(text, ends, *width, starts).repeats(cells, true);
            }
        }
    }

    /// What is known of these rows of a piece that has so many, each so wide: nothing, if they are no group.
    pub(super) fn of(&self, rows: &Range<usize>, all: usize, width: usize) -> Option<&[RowBits]> {
        let group = rows.start / RowBits::ROWS;
        let is_group = rows.start.is_multiple_of(RowBits::ROWS) && rows.end == all.min(rows.start + RowBits::ROWS);
        self.cells.get(group * width..(group + 1) * width).filter(|_| is_group && width == self.width)
    }
}
