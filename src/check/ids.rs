//! Which ids a file holds, in little memory: 64 bits of a hash and a few facts for each.
//!
//! Two ids with the same hash are only a suspicion; the engine compares their text before it reports a duplicate, so
//! a collision is never told as a finding. An id that is not in the set is certainly not in the file.

pub(super) use crate::rules::id_hash as hash;

/// What a reference needs to know of its target.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct IdFacts {
    /// Place of the record's `type` or `role` in its vocabulary, from 1; 0 when it is not in it.
    pub(super) word: u8,
    /// Whether the row marks the record as deleted.
    pub(super) is_deleted: bool,
}

/// A set of ids with their facts: open addressing, at most half full.
#[derive(Debug, Default)]
pub(super) struct Ids {
    hashes: Vec<u64>,
    facts: Vec<IdFacts>,
    len: usize,
}

impl Ids {
    /// Adds an id; false if one with the same hash is there, whose facts are then kept.
    pub(super) fn insert(&mut self, hash: u64, facts: IdFacts) -> bool {
        if self.len * 2 >= self.hashes.len() {
            self.grow();
        }
        let slot = self.slot(hash);
        match (self.hashes.get_mut(slot), self.facts.get_mut(slot)) {
            (Some(here), Some(kept)) if *here == 0 => {
                *here = hash;
                *kept = facts;
                self.len += 1;
                true
            }
            _ => false,
        }
    }

    /// The facts of an id, if the file holds it.
    pub(super) fn get(&self, hash: u64) -> Option<IdFacts> {
        self.find(hash).and_then(|slot| self.facts.get(slot).copied())
    }

    /// Where an id is, until the next one is added.
    pub(super) fn find(&self, hash: u64) -> Option<usize> {
        let slot = (!self.hashes.is_empty()).then(|| self.slot(hash))?;
        (self.hashes.get(slot) == Some(&hash)).then_some(slot)
    }

    /// Every place that [`Ids::find`] gives is below this.
    pub(super) fn slots(&self) -> usize {
        self.hashes.len()
    }

    /// The slot that holds `hash`, or the empty one where it belongs.
    #[allow(clippy::cast_possible_truncation, reason = "the mask keeps what fits")]
    fn slot(&self, hash: u64) -> usize {
        let mask = self.hashes.len() - 1;
        let mut slot = hash as usize & mask;
        while self.hashes.get(slot).is_some_and(|here| *here != 0 && *here != hash) {
            slot = (slot + 1) & mask;
        }
        slot
    }

    fn grow(&mut self) {
        let size = (self.hashes.len() * 2).max(64);
        let hashes = std::mem::replace(&mut self.hashes, vec![0; size]);
        let facts = std::mem::replace(&mut self.facts, vec![IdFacts::default(); size]);
        self.len = 0;
        for (hash, facts) in hashes.into_iter().zip(facts) {
            if hash != 0 {
                self.insert(hash, facts);
            }
        }
    }
}

/// The ids of a file that no column refers to: they are only looked through for repetitions, once the file has ended.
/// Half the memory of [`Ids`], and no random access while rows are read.
#[derive(Debug, Default)]
pub(super) struct Unreferred {
    /// By the highest bits of the hash, so that each part is small enough to be sorted in the cache.
    parts: Vec<Vec<u64>>,
}

impl Unreferred {
    const BITS: u32 = 8;

    /// Adds an id.
    pub(super) fn push(&mut self, hash: u64) {
        if self.parts.is_empty() {
            self.parts.resize_with(1 << Self::BITS, Vec::new);
        }
        let part = usize::try_from(hash >> (u64::BITS - Self::BITS)).unwrap_or(0);
        if let Some(part) = self.parts.get_mut(part) {
            part.push(hash);
        }
    }

    /// The hashes that were added more than once.
    pub(super) fn repeated(self) -> Vec<u64> {
        let mut repeated = Vec::new();
        for mut part in self.parts {
            part.sort_unstable();
            repeated.extend(part.windows(2).filter(|pair| pair.first() == pair.last()).filter_map(|pair| pair.first()));
        }
        repeated
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repetitions_are_found_once_the_file_has_ended() {
        let mut ids = Unreferred::default();
        for number in 0..10_000u32 {
            ids.push(hash(&number.to_le_bytes()));
        }
        ids.push(hash(&77u32.to_le_bytes()));
        assert_eq!(ids.repeated(), [hash(&77u32.to_le_bytes())]);
        assert!(Unreferred::default().repeated().is_empty());
    }

    #[test]
    fn holds_what_was_added_and_nothing_else() {
        let mut ids = Ids::default();
        assert_eq!(ids.get(hash(b"a")), None);
        for number in 0..10_000u32 {
            let facts = IdFacts { word: (number % 7) as u8, is_deleted: number % 2 == 0 };
            assert!(ids.insert(hash(&number.to_le_bytes()), facts));
        }
        assert!(!ids.insert(hash(&5u32.to_le_bytes()), IdFacts::default()));
        assert_eq!(ids.get(hash(&5u32.to_le_bytes())), Some(IdFacts { word: 5, is_deleted: false }));
        assert_eq!(ids.get(hash(&10_000u32.to_le_bytes())), None);
    }
}
