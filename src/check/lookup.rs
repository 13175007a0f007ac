//! What makes the row loop cheap: references looked up many at a time, and checks that need not see every row.

use super::ids::{Ids, hash};
use crate::csv::{Block, RowBits};
use crate::oneroster::TableId;
use crate::rules::{BatchFacts, RowCheck};

/// A column whose cells refer to one record of another file each.
pub(super) struct Lookup {
    place: usize,
    target: TableId,
    /// Room for the hashes of a block.
    hashes: Vec<u64>,
}

impl Lookup {
    pub(super) fn new(place: usize, target: TableId) -> Self {
        Self { place, target, hashes: vec![0; RowBits::ROWS] }
    }

    pub(super) fn place(&self) -> usize {
        self.place
    }

    pub(super) fn target(&self) -> TableId {
        self.target
    }

    /// Looks up the records to which the rows of a block refer; `fresh` are those rows that do not repeat the cell of the
    /// row before. First all hashes, then all lookups: so the waits for memory overlap.
    pub(super) fn find<B: Block>(&mut self, block: &B, fresh: RowBits, ids: &Ids, slots: &mut Vec<u32>) {
        for (hashed, number) in self.hashes.iter_mut().zip(fresh.iter()) {
            *hashed = hash(block.cell(number, self.place));
        }
        let mut hashes = self.hashes.iter();
        let mut slot = BatchFacts::NO_SLOT;
        slots.clear();
        slots.extend((0..block.rows()).map(|number| {
            if fresh.contains(number) {
                let found = hashes.next().and_then(|hash| ids.find(*hash));
                slot = found.and_then(|slot| u32::try_from(slot).ok()).unwrap_or(BatchFacts::NO_SLOT);
            }
            slot
        }));
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

/// Short texts that were right in a column. Most columns hold few different ones.
pub(super) struct RightTexts(Vec<u128>);

impl RightTexts {
    /// Longest text that is remembered: it must fit, with its length, into sixteen bytes.
    const LONGEST: usize = 15;
    const BITS: u32 = 8;

    pub(super) fn new() -> Self {
        Self(vec![0; 1 << Self::BITS])
    }

    /// A number that stands for the text, and for no other; 0 if it is too long.
    #[inline]
    pub(super) fn key(text: &[u8]) -> u128 {
        let length = text.len();
        let letters = match (text.first_chunk::<8>(), text.last_chunk::<8>()) {
            _ if length > Self::LONGEST => return 0,
            (Some(first), Some(last)) => {
                // The letters that both have are taken from the first eight.
                let shift = u64::BITS / 8 * u32::try_from(16 - length).unwrap_or(0);
                let rest = u64::from_le_bytes(*last).checked_shr(shift).unwrap_or(0);
                u128::from(u64::from_le_bytes(*first)) | u128::from(rest) << 64
            }
            _ => text.iter().rev().fold(0, |letters, letter| letters << 8 | u128::from(*letter)),
        };
        letters | (length as u128) << 120
    }

    #[inline]
    pub(super) fn contains(&self, key: u128) -> bool {
        key != 0 && self.0.get(Self::place(key)) == Some(&key)
    }

    pub(super) fn insert(&mut self, key: u128) {
        if let Some(place) = self.0.get_mut(Self::place(key)) {
            *place = key;
        }
    }

    #[inline]
    #[allow(clippy::cast_possible_truncation, reason = "the highest bits of a product depend on all bits")]
    fn place(key: u128) -> usize {
        let mixed = (key as u64 ^ (key >> 64) as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        (mixed >> (u64::BITS - Self::BITS)) as usize
    }
}

/// A check and when it is shown a row.
pub(super) struct Shown<C: ?Sized> {
    pub(super) check: Box<C>,
    /// Places of the cells on which its answer depends; none if it must see every row.
    pub(super) watched: Option<Vec<usize>>,
    /// Whether it asks to see the rows again.
    pub(super) is_again: bool,
}

impl Shown<dyn RowCheck> {
    pub(super) fn ask_again(&mut self) {
        self.is_again = self.check.wants_again();
    }
}

impl<C: ?Sized> Shown<C> {
    pub(super) fn new(check: Box<C>, watched: Vec<usize>) -> Self {
        Self { check, watched: Some(watched).filter(|places| !places.is_empty()), is_again: false }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_remembered_as_they_are() {
        let mut keys: Vec<u128> = Vec::new();
        for length in 1..=15 {
            for place in 0..length {
                for letter in [0, 1, 0xFF] {
                    let mut text = vec![b'x'; length];
                    text[place] = letter;
                    keys.push(RightTexts::key(&text));
                }
            }
        }
        let count = keys.len();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), count, "each has a key of its own");
        assert!(!keys.contains(&0));
        assert_eq!(RightTexts::key(&[b'x'; 16]), 0);
        let mut right = RightTexts::new();
        assert!(!right.contains(RightTexts::key(b"true")) && !right.contains(0));
        right.insert(RightTexts::key(b"true"));
        assert!(right.contains(RightTexts::key(b"true")) && !right.contains(RightTexts::key(b"True")));
    }

    #[test]
    fn slots_are_remembered() {
        let mut slots = Slots::new(130);
        slots.insert(129);
        assert!(slots.contains(129) && !slots.contains(128) && !slots.contains(5000));
    }
}
