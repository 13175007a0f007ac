//! The fast way through well-formed rows: where the cells of a whole buffer end, found sixty-four bytes at a time.
//!
//! A row is *plain* if each of its cells either has no quote at all, or begins and ends with one and has no other, and
//! if no line break stands in a cell. The exact state machine of `scan` would give the same cells for it, so it need
//! not be asked. Every other row is left to it, and the index takes over again behind.

#![allow(clippy::cast_possible_truncation, reason = "a piece is far smaller than 4 GiB")]
#![allow(clippy::inline_always, reason = "what is compiled for several sets of instructions must be inlined: see Work")]

use super::line_end::after_line_end;
use super::simd::{BLOCK, Work, at_best, places};

/// Where cells and rows end in a piece of text that begins with a row. Offsets count from the start of the piece.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// Offset of the separator or line end behind each cell.
    ends: Vec<u32>,
    filled: usize,
    /// For each row that ends in the piece, the number of cells up to its end.
    rows: Vec<u32>,
    /// Offsets of bytes because of which a row is not plain.
    odd: Vec<u32>,
    is_ascii: bool,
}

/// What the bytes of the next block need to know of those before it.
#[derive(Clone, Copy)]
struct Carry {
    /// All ones inside quotes.
    inside: u64,
    /// 1 if the last byte was a separator, a line end, or there was none.
    boundary: u64,
    /// 1 if the last byte was a quote that closed a cell.
    closing: u64,
    /// 1 if the last byte was a carriage return.
    carriage_return: u64,
}

impl Index {
    /// Indexes `text`, which begins with a row.
    pub(super) fn fill(&mut self, text: &[u8], delimiter: u8) {
        at_best(Filling { index: self, text, delimiter });
    }

    /// An index that was made elsewhere.
    pub(super) fn of(ends: Vec<u32>, rows: Vec<u32>, odd: Vec<u32>) -> Self {
        Self { filled: ends.len(), ends, rows, odd, is_ascii: false }
    }

    /// Forgets what stands behind the last row that ends in the piece for certain: the offset behind that row. The last
    /// carriage return is not certain, because a line feed may follow, unless the file `ended` there.
    pub(super) fn cut(&mut self, text: &[u8], ended: bool) -> Option<usize> {
        let last = |rows: &[u32], ends: &[u32]| ends.get(*rows.last()? as usize - 1).copied();
        let mut end = last(&self.rows, &self.ends)?;
        if !ended && end as usize + 1 == text.len() && text.ends_with(b"\r") {
            self.rows.pop();
            end = last(&self.rows, &self.ends)?;
        }
        let cut = after_line_end(text, end);
        self.filled = self.rows.last().map_or(0, |cells| *cells as usize);
        self.odd.truncate(self.odd.partition_point(|odd| *odd < cut));
        Some(cut as usize)
    }

    /// Forgets everything.
    pub(super) fn clear(&mut self) {
        self.filled = 0;
        self.rows.clear();
        self.odd.clear();
    }

    #[inline(always)]
    fn block(&mut self, block: &[u8; BLOCK], base: u32, delimiter: u8, used: u64, carry: &mut Carry) {
        let here = places(block, delimiter);
        let inside = prefix_xor(here.quotes) ^ carry.inside;
        let outside = !inside;
        let breaks = here.line_feeds | here.carriage_returns;
        let boundaries = (here.delimiters | breaks) & outside;
        // The line feed behind a carriage return ends nothing that has not ended.
        let after_return = here.carriage_returns << 1 | carry.carriage_return;
        let row_ends = (here.carriage_returns | here.line_feeds & !after_return) & outside;
        let cell_ends = here.delimiters & outside | row_ends;

        let opening = here.quotes & inside;
        let closing = here.quotes & outside;
        let after_boundary = boundaries << 1 | carry.boundary;
        let after_closing = closing << 1 | carry.closing;
        let odd = (opening & !after_boundary | after_closing & !boundaries | breaks & inside) & used;

        self.push_ends(cell_ends, base);
        self.push_rows(row_ends, cell_ends);
        if odd != 0 {
            push_places(&mut self.odd, odd, base);
        }
        self.is_ascii &= here.not_ascii == 0;
        self.filled += cell_ends.count_ones() as usize;
        *carry = Carry {
            inside: if inside >> 63 == 1 { u64::MAX } else { 0 },
            boundary: boundaries >> 63,
            closing: closing >> 63,
            carriage_return: here.carriage_returns >> 63,
        };
    }

    /// Writes eight places at a time, also where fewer are left: what is too much is overwritten later.
    #[inline(always)]
    fn push_ends(&mut self, mut places: u64, base: u32) {
        if self.ends.len() < self.filled + BLOCK {
            self.ends.resize((2 * self.ends.len()).max(self.filled + BLOCK), 0);
        }
        let Some(out) = self.ends.get_mut(self.filled..self.filled + BLOCK) else { return };
        for eight in out.chunks_exact_mut(8) {
            if places == 0 {
                break;
            }
            for place in eight {
                *place = base + places.trailing_zeros();
                places &= places.wrapping_sub(1);
            }
        }
    }

    #[inline(always)]
    fn push_rows(&mut self, mut row_ends: u64, cell_ends: u64) {
        while row_ends != 0 {
            let lowest = row_ends & row_ends.wrapping_neg();
            let cells = (cell_ends & (lowest | (lowest - 1))).count_ones();
            self.rows.push(self.filled as u32 + cells);
            row_ends ^= lowest;
        }
    }

    /// Offsets of the ends of all cells, row after row.
    pub(super) fn ends(&self) -> &[u32] {
        self.ends.get(..self.filled).unwrap_or(&[])
    }

    /// For each row, the number of cells up to its end.
    pub(super) fn rows(&self) -> &[u32] {
        &self.rows
    }

    /// Offsets of bytes because of which a row is not plain, from the front to the back.
    pub(super) fn odd(&self) -> &[u32] {
        &self.odd
    }

    /// Whether the whole piece is ASCII.
    pub(super) fn is_ascii(&self) -> bool {
        self.is_ascii
    }
}

struct Filling<'a> {
    index: &'a mut Index,
    text: &'a [u8],
    delimiter: u8,
}

impl Work for Filling<'_> {
    #[inline(always)]
    fn run(self) {
        let Self { index, text, delimiter } = self;
        index.clear();
        index.is_ascii = true;
        let mut carry = Carry { inside: 0, boundary: 1, closing: 0, carriage_return: 0 };
        let (blocks, rest) = text.as_chunks::<BLOCK>();
        let mut base = 0;
        for block in blocks {
            index.block(block, base, delimiter, u64::MAX, &mut carry);
            base += BLOCK as u32;
        }
        if !rest.is_empty() {
            let mut last = [0; BLOCK];
            last[..rest.len()].copy_from_slice(rest);
            index.block(&last, base, delimiter, u64::MAX >> (BLOCK - rest.len()), &mut carry);
        }
    }
}

fn push_places(to: &mut Vec<u32>, mut places: u64, base: u32) {
    while places != 0 {
        to.push(base + places.trailing_zeros());
        places &= places - 1;
    }
}

/// Each bit becomes the parity of the bits up to it: one where a quote is open, its opening quote included.
#[inline(always)]
fn prefix_xor(mut bits: u64) -> u64 {
    for shift in [1, 2, 4, 8, 16, 32] {
        bits ^= bits << shift;
    }
    bits
}
