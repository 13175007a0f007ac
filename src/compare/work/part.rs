//! Which records are looked at at a time, and by what an id is known among them.

use crate::compare::kept::OTHER_HASH;
use crate::compare::options::Limits;
use crate::rules::{id_hash, other_id_hash};

/// The hashes that end with these bits. Where a part is too large, it is halved.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    pub(super) bits: u32,
    pub(super) ending: u64,
}

impl Part {
    /// Parts are not halved further: ids that agree in so many bits are the same, or made to be.
    pub(super) const MOST_BITS: u32 = 40;

    pub(super) fn has(self, hash: u64) -> bool {
        hash & ((1 << self.bits) - 1) == self.ending
    }

    /// Keeps one half of it and gives the other.
    pub(super) fn halve(&mut self) -> Self {
        let other = Self { bits: self.bits + 1, ending: self.ending | 1 << self.bits };
        self.bits += 1;
        other
    }
}

/// What an id is known by, if it belongs to this part.
pub(super) fn key(suspects: &[u64], limits: Limits, part: Part, id: &[u8]) -> Option<u64> {
    let hash = id_hash(id) & limits.hash_mask & !OTHER_HASH;
    if !part.has(hash) {
        return None;
    }
    if suspects.is_empty() || suspects.binary_search(&hash).is_err() {
        return Some(hash);
    }
    // The last bits stay, so that the id stays in its part.
    let last = (1 << Part::MOST_BITS) - 1;
    Some(OTHER_HASH | (other_id_hash(id) << Part::MOST_BITS & !OTHER_HASH) | hash & last)
}
