//! Which cells of a row hold the same as those of the row before.

use super::row_bits::RowBits;
use super::simd;

/// Bytes of two rows that are compared at once.
#[allow(clippy::cast_possible_truncation, reason = "they are few")]
const BLOCK_OF_BYTES: u32 = simd::BLOCK as u32;

/// The work of finding the cells that hold the same as in the row before.
pub(super) struct Repeats<'a> {
    /// The text that the rows stand in.
    pub(super) text: &'a [u8],
    /// Offsets in it of the ends of the cells, `width` for each row.
    pub(super) ends: &'a [u32],
    pub(super) width: usize,
    /// Offsets in it of the rows.
    pub(super) starts: &'a [u32],
    /// What is found: for each of the first cells of a row, the rows of which it holds the same as in the row before.
    pub(super) cells: &'a mut [RowBits],
    /// Whether the first cell is never said to be the same: it is the id.
    pub(super) but_first: bool,
}

impl simd::Work for Repeats<'_> {
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "see Work")]
    fn run(self) {
        let Self { text, ends, width, starts, cells, but_first } = self;
        let mut others = RowBits::first(starts.len());
        others.remove(0);
        cells.fill(others);
        if but_first && let Some(first) = cells.first_mut() {
            *first = RowBits::NONE;
        }
        // Where each row starts, and where its cells end.
        let mut rows = starts.iter().copied().zip(ends.chunks_exact(width));
        let Some(mut before) = rows.next() else { return };
        for (number, here) in (1..).zip(rows) {
            compare(text, before, here, but_first, |place| {
                if let Some(rows) = cells.get_mut(place) {
                    rows.remove(number);
                }
            });
            before = here;
        }
    }
}

/// Tells the places of the cells in which two rows differ. Both are read side by side from the front of a cell on: as
/// far as their bytes are the same, so are their cells. Behind cells that differ in their length they are brought
/// side by side again.
#[inline(always)]
#[allow(clippy::inline_always, reason = "see Work")]
fn compare(
    text: &[u8],
    (one_start, one): (u32, &[u32]),
    (start, ends): (u32, &[u32]),
    but_first: bool,
    mut differ: impl FnMut(usize),
) {
    let Some(&row_end) = ends.last() else { return };
    let (mut place, mut from, mut one_from) = (0, start, one_start);
    if but_first && let (Some(end), Some(one_end)) = (ends.first(), one.first()) {
        (place, from, one_from) = (1, end + 1, one_end + 1);
    }
    while from <= row_end {
        let mut differing = differing(text, one_from, from);
        let mut next = BLOCK_OF_BYTES;
        while differing != 0 {
            let here = from + differing.trailing_zeros();
            if here > row_end {
                return;
            }
            while ends.get(place).is_some_and(|end| *end < here) {
                place += 1;
            }
            let (Some(end), Some(one_end)) = (ends.get(place), one.get(place)) else { return };
            let (behind, one_behind) = (end + 1 - from, one_end + 1 - one_from);
            // What stands behind the last cells may be different line ends.
            if here == row_end && behind == one_behind {
                return;
            }
            differ(place);
            place += 1;
            if behind != one_behind || behind >= BLOCK_OF_BYTES {
                (from, one_from, next) = (end + 1, one_end + 1, 0);
                break;
            }
            differing &= u64::MAX << behind;
        }
        from += next;
        one_from += next;
    }
}

/// Which of the bytes from two offsets on are not the same.
#[inline(always)]
#[allow(clippy::inline_always, reason = "see Work")]
fn differing(text: &[u8], one: u32, other: u32) -> u64 {
    let block = |at: u32| text.get(at as usize..)?.first_chunk();
    if let (Some(one), Some(other)) = (block(one), block(other)) {
        return simd::differing(one, other);
    }
    // At the end of the text no block is left.
    let padded = |at: u32| {
        let mut block = [0; simd::BLOCK];
        let rest = text.get(at as usize..).unwrap_or(&[]);
        block.iter_mut().zip(rest).for_each(|(to, byte)| *to = *byte);
        block
    };
    simd::differing(&padded(one), &padded(other))
}
