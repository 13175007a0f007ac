//! Rows that the index knows, one behind the other.

use super::comparing::Repeats;
use super::line_end::after_line_end;
use super::row::{Block, CellsOf, Row, unquoted};
use super::row_bits::RowBits;
use super::simd;

/// Rows of the right width, one behind the other, that are plain: see `Index`. At most [`RowBits::ROWS`].
#[derive(Clone, Copy, Debug)]
pub struct Batch<'a> {
    pub(super) text: &'a [u8],
    /// Offsets in `text` of the ends of the cells, `width` for each row.
    pub(super) ends: &'a [u32],
    pub(super) width: usize,
    /// Offsets of the rows.
    pub(super) starts: &'a [u32],
    pub(super) line: u64,
    pub(super) record: u64,
    /// What each cell but the first repeats, if that was found out ahead.
    pub(super) repeats: Option<&'a [RowBits]>,
}

impl<'a> Batch<'a> {
    /// Rows of a piece, wherever in the file it stands.
    pub(super) fn of_piece(text: &'a [u8], ends: &'a [u32], width: usize, starts: &'a [u32]) -> Self {
        Self { text, ends, width, starts, line: 0, record: 0, repeats: None }
    }

    /// Number of rows.
    #[inline]
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Number of cells of a row.
    pub(crate) fn width(&self) -> usize {
        self.width
    }

    /// What separates its cells: all rows have the same, and a row of one cell has none.
    pub(crate) fn separator(&self) -> Option<u8> {
        self.text.get(*self.ends.first()? as usize).copied().filter(|_| self.width > 1)
    }

    /// Whether there are no rows; a batch has one at least.
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// The rows.
    pub fn rows(&self) -> impl Iterator<Item = Row<'a>> + use<'a> {
        let batch = *self;
        (0..batch.len()).map(move |number| batch.row(number))
    }

    /// One row, by its number in the batch.
    #[inline]
    pub fn row(&self, number: usize) -> Row<'a> {
        let ends = self.ends.get(number * self.width..(number + 1) * self.width).unwrap_or(&[]);
        let start = self.starts.get(number).copied().unwrap_or(0);
        let end = ends.last().copied().unwrap_or(start);
        Row {
            text: self.text.get(start as usize..end as usize).unwrap_or(&[]),
            cells: CellsOf::Plain { ends, start },
            line: self.line + number as u64,
            record: self.record + number as u64,
            defect: None,
            broken_cell: None,
            is_utf8: true,
        }
    }

    /// Content of one cell of a row, without its quotes.
    #[inline]
    pub fn cell(&self, number: usize, place: usize) -> &'a [u8] {
        unquoted(self.raw(number, place))
    }

    /// Whether all cells of a row but the first and another may be empty: they hold two bytes each, which may be quotes,
    /// and a few more.
    #[inline]
    pub fn may_be_no_record(&self, number: usize) -> bool {
        let (first, last) = (self.ends.get(number * self.width), self.ends.get((number + 1) * self.width - 1));
        first.zip(last).is_none_or(|(first, last)| (last - first) as usize <= 3 * (self.width - 1) + 8)
    }

    /// A row as it stands in the file, with its line end.
    pub(crate) fn line(&self, number: usize) -> &'a [u8] {
        let Some(start) = self.starts.get(number) else { return &[] };
        let end = self.ends.get((number + 1) * self.width - 1).map_or(*start, |end| after_line_end(self.text, *end));
        self.text.get(*start as usize..end as usize).unwrap_or(&[])
    }

    /// What stands behind the last cell of a row.
    pub(crate) fn line_end(&self, number: usize) -> &'a [u8] {
        let Some(end) = self.ends.get((number + 1) * self.width - 1) else { return &[] };
        self.text.get(*end as usize..after_line_end(self.text, *end) as usize).unwrap_or(&[])
    }

    /// One cell of a row as it stands in the file, with its quotes.
    #[inline]
    pub(crate) fn raw(&self, number: usize, place: usize) -> &'a [u8] {
        let at = number * self.width + place;
        let from = if place == 0 { self.starts.get(number).copied() } else { self.ends.get(at - 1).map(|end| end + 1) };
        let (Some(from), Some(end)) = (from, self.ends.get(at)) else { return &[] };
        self.text.get(from as usize..*end as usize).unwrap_or(&[])
    }
}

impl Block for Batch<'_> {
    fn rows(&self) -> usize {
        self.len()
    }

    #[inline]
    fn row(&self, number: usize) -> Row<'_> {
        Batch::row(self, number)
    }

    #[inline]
    fn cell(&self, number: usize, place: usize) -> &[u8] {
        Batch::cell(self, number, place)
    }

    // Asked once for a block, and large: one copy is enough.
    #[inline(never)]
    fn repeats(&self, cells: &mut [RowBits], but_first: bool) {
        if let Some(known) = self.repeats.filter(|_| but_first) {
            for (cell, known) in cells.iter_mut().zip(known) {
                *cell = *known;
            }
            return;
        }
        let Self { text, ends, width, starts, .. } = *self;
        simd::at_best(Repeats { text, ends, width, starts, cells, but_first });
    }

    fn is_readable(&self, _: usize) -> bool {
        true
    }
}
