//! What makes the row loop cheap: references looked up many at a time, and checks that need not see every row.

use super::ids::{Ids, hash};
use crate::oneroster::TableId;
use crate::rules::RowCheck;

/// A column whose cells refer to one record of another file each: the slots of a batch of rows.
pub(super) struct Lookup {
    place: usize,
    target: TableId,
    hashes: Vec<u64>,
    slots: Vec<u32>,
}

impl Lookup {
    /// Stands for a record that is not there.
    pub(super) const NONE: u32 = u32::MAX;

    pub(super) fn new(place: usize, target: TableId) -> Self {
        Self { place, target, hashes: Vec::new(), slots: Vec::new() }
    }

    pub(super) fn place(&self) -> usize {
        self.place
    }

    pub(super) fn target(&self) -> TableId {
        self.target
    }

    /// Looks up the records of these cells. First all hashes, then all lookups: so the waits for memory overlap.
    pub(super) fn find<'a>(&mut self, cells: impl Iterator<Item = &'a [u8]>, ids: &Ids) {
        self.hashes.clear();
        let mut last: (&[u8], u64) = (&[], 0);
        self.hashes.extend(cells.map(|cell| {
            if !is_same(last.0, cell) {
                last = (cell, hash(cell));
            }
            last.1
        }));
        self.slots.clear();
        let slot = |hash: &u64| ids.find(*hash).and_then(|slot| u32::try_from(slot).ok()).unwrap_or(Self::NONE);
        self.slots.extend(self.hashes.iter().map(slot));
    }

    /// The slot that the cell of one row of the batch refers to.
    pub(super) fn slot(&self, number: usize) -> u32 {
        self.slots.get(number).copied().unwrap_or(Self::NONE)
    }
}

/// A set of slots.
#[derive(Debug, Default)]
pub(super) struct Slots(Vec<u64>);

impl Slots {
    /// For this many slots.
    pub(super) fn new(slots: usize) -> Self {
        Self(vec![0; slots.div_ceil(64)])
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn contains(&self, slot: usize) -> bool {
        self.0.get(slot / 64).is_some_and(|bits| bits >> (slot % 64) & 1 == 1)
    }

    pub(super) fn insert(&mut self, slot: usize) {
        if let Some(bits) = self.0.get_mut(slot / 64) {
            *bits |= 1 << (slot % 64);
        }
    }
}

/// A check and when it is shown a row.
pub(super) struct Shown<C: ?Sized> {
    pub(super) check: Box<C>,
    /// A bit for each cell on which its answer depends; 0 if it must see every row.
    watched: u64,
    /// Whether it found nothing in the last row it was shown.
    pub(super) was_silent: bool,
    /// Whether it asks to see the rows again.
    pub(super) is_again: bool,
}

impl Shown<dyn RowCheck> {
    pub(super) fn ask_again(&mut self) {
        self.is_again = self.check.wants_again();
    }
}

impl<C: ?Sized> Shown<C> {
    pub(super) fn new(check: Box<C>, watched: &[usize]) -> Self {
        let is_known = watched.iter().all(|place| *place < 64);
        let watched = if is_known { watched.iter().fold(0, |bits, place| bits | 1 << place) } else { 0 };
        Self { check, watched, was_silent: false, is_again: false }
    }

    /// Whether it must be shown a row of which these cells are repeated from the row before.
    #[inline]
    pub(super) fn is_wanted(&self, repeated: u64) -> bool {
        !(self.was_silent && self.watched & !repeated == 0 && self.watched != 0)
    }
}

/// Whether a cell is plain text, as nearly all are: short, of ASCII letters, digits and usual signs, the first a letter or
/// digit. Most rules can find nothing in such a cell; see [`Detect::Cell`](crate::rules::Detect).
pub(super) fn is_plain(cell: &[u8]) -> bool {
    const PLAIN: [bool; 256] = {
        let mut plain = [false; 256];
        let mut byte = 0u8;
        while byte < 128 {
            plain[byte as usize] =
                byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b'-' | b'.' | b'_' | b'@' | b'/');
            byte += 1;
        }
        plain
    };
    cell.len() <= LONGEST_PLAIN
        && cell.first().is_some_and(u8::is_ascii_alphanumeric)
        && cell.iter().fold(true, |all, byte| all & PLAIN[usize::from(*byte)])
}

/// Longest text that is plain.
const LONGEST_PLAIN: usize = 64;

/// Whether two cells are the same: for short ones in a few instructions, where a call to compare them costs more.
#[inline]
pub(super) fn is_same(one: &[u8], other: &[u8]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    if let (Some(first), Some(last)) = (one.first_chunk::<8>(), one.last_chunk::<8>()) {
        if one.len() > 16 {
            return one == other;
        }
        let word = |bytes: Option<&[u8; 8]>| bytes.map(|bytes| u64::from_le_bytes(*bytes));
        return word(Some(first)) == word(other.first_chunk()) && word(Some(last)) == word(other.last_chunk());
    }
    if let (Some(first), Some(last)) = (one.first_chunk::<4>(), one.last_chunk::<4>()) {
        let word = |bytes: Option<&[u8; 4]>| bytes.map(|bytes| u32::from_le_bytes(*bytes));
        return word(Some(first)) == word(other.first_chunk()) && word(Some(last)) == word(other.last_chunk());
    }
    match (one, other) {
        ([], []) => true,
        ([a], [b]) => a == b,
        ([a, .., b], [c, .., d]) => a == c && b == d && one.get(1) == other.get(1),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_the_same_byte_for_byte() {
        for length in 0..40 {
            let one: Vec<u8> = (0..length).collect();
            assert!(is_same(&one, &one.clone()));
            assert!(!is_same(&one, &[&one[..], b"x"].concat()));
            for place in 0..usize::from(length) {
                let mut other = one.clone();
                other[place] ^= 0x80;
                assert!(!is_same(&one, &other), "{place} of {length}");
            }
        }
    }

    #[test]
    fn a_check_is_shown_what_it_depends_on() {
        let mut shown = Shown::new(Box::new(()), &[2, 5]);
        assert!(shown.is_wanted(u64::MAX), "nothing is known of its last answer");
        shown.was_silent = true;
        assert!(!shown.is_wanted(0b10_0100));
        assert!(shown.is_wanted(0b10_0000));
        assert!(Shown::new(Box::new(()), &[64]).is_wanted(u64::MAX));
    }

    #[test]
    fn slots_are_remembered() {
        let mut slots = Slots::new(130);
        slots.insert(129);
        assert!(slots.contains(129) && !slots.contains(128) && !slots.contains(5000));
    }
}
