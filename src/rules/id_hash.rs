//! Hashes of ids, for what must be remembered of files with millions of rows.

use super::Place;

use std::hash::{BuildHasher, Hasher};

/// Hash of an id: the same on every machine and in every run; never 0.
pub fn id_hash(id: &[u8]) -> u64 {
    hash_from(0x0057_4e52_0571_2e11, id)
}

/// A row that a rule comes back to, in 16 bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Marked {
    /// Hash of its id.
    pub(super) id: u64,
    line: u32,
    record: u32,
}

impl Marked {
    /// Remembers the row with this id at this place.
    pub(super) fn new(id: &[u8], place: Place) -> Self {
        let short = |number: Option<u64>| number.and_then(|number| u32::try_from(number).ok()).unwrap_or(u32::MAX);
        Self { id: id_hash(id), line: short(place.line), record: short(place.record) }
    }

    /// Where it is, in this file and column.
    pub(super) fn place(self, column: Place) -> Place {
        Place { line: Some(self.line.into()), record: Some(self.record.into()), ..column }
    }
}

/// A record of 16 bytes that remembers an id, or several together, and where and as what it was met. Records that are
/// sorted stand next to each other when their ids are the same. Their hash has 88 bits: among a hundred million ids
/// the chance that any two share one is below 2^-32.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Met(u128);

impl Met {
    /// Remembers ids together, with the line where they were met and a small number that tells as what.
    pub(super) fn new(ids: [&[u8]; 2], line: Option<u64>, word: u8) -> Self {
        let [one, other] = ids;
        let (low, high) = (id_hash(one), hash_from(0x7c15_9e37_79b9_f4a7, one));
        let low = low.rotate_left(17) ^ hash_from(low, other);
        let high = high.rotate_left(23) ^ hash_from(high, other);
        let line = line.and_then(|line| u32::try_from(line).ok()).unwrap_or(u32::MAX);
        Self((u128::from(low) << 64 | u128::from(high)) >> 40 << 40 | u128::from(line) << 8 | u128::from(word))
    }

    /// Whether two records are of the same ids.
    pub(super) fn is_same(self, other: Self) -> bool {
        self.0 >> 40 == other.0 >> 40
    }

    /// The line, `u32::MAX` where it was beyond.
    #[allow(clippy::cast_possible_truncation, reason = "the rest is the hash")]
    pub(super) fn line(self) -> u64 {
        (self.0 >> 8) as u64 & u64::from(u32::MAX)
    }

    /// The small number.
    #[allow(clippy::cast_possible_truncation, reason = "the rest is the line and the hash")]
    pub(super) fn word(self) -> u8 {
        self.0 as u8
    }
}

/// Every record that is not the first of its ids, with that first one, in the order of their lines.
pub(super) fn repetitions(mut met: Vec<Met>) -> Vec<(Met, Met)> {
    met.sort_unstable();
    let mut pairs: Vec<(Met, Met)> = met
        .chunk_by(|one, other| one.is_same(*other))
        .filter_map(|same| same.split_first())
        .flat_map(|(first, rest)| rest.iter().map(|met| (*met, *first)))
        .collect();
    pairs.sort_unstable_by_key(|(met, first)| (met.line(), first.line()));
    pairs
}

fn hash_from(seed: u64, id: &[u8]) -> u64 {
    let mut hasher = foldhash::fast::FixedState::with_seed(seed).build_hasher();
    hasher.write(id);
    // 0 marks an empty slot.
    hasher.finish().max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_met_is_remembered() {
        let first = Met::new([b"user1", b"class1"], Some(7), 3);
        let second = Met::new([b"user1", b"class1"], Some(9), 4);
        assert!(first.is_same(second) && first < second);
        assert_eq!((first.line(), first.word()), (7, 3));
        assert_eq!((second.line(), second.word()), (9, 4));
        for other in
            [[b"user2".as_slice(), b"class1"], [b"user1", b"class2"], [b"class1", b"user1"], [b"user1class1", b""]]
        {
            assert!(!first.is_same(Met::new(other, Some(7), 3)));
        }
        assert_eq!(Met::new([b"", b""], Some(u64::MAX), 0).line(), u64::from(u32::MAX));
    }
}
