//! Hashes of ids, for what must be remembered of files with millions of rows.

use std::collections::HashSet;
use std::hash::{BuildHasher, Hasher};

use super::{Place, RowFacts};
use crate::oneroster::Table;

/// Hash of an id: the same on every machine and in every run; never 0.
pub fn id_hash(id: &[u8]) -> u64 {
    hash_from(0x0057_4e52_0571_2e11, id)
}

/// Another hash of an id, which agrees by accident where the first does with nearly no chance.
pub(crate) fn other_id_hash(id: &[u8]) -> u64 {
    hash_from(0x7c15_9e37_79b9_f4a7, id)
}

/// A row that a rule comes back to, in 16 bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Marked {
    /// Hash of its id.
    pub(crate) id: u64,
    line: u32,
    record: u32,
}

impl Marked {
    /// Remembers the row with this id at this place.
    pub(crate) fn new(id: &[u8], place: Place) -> Self {
        let short = |number: Option<u64>| number.and_then(|number| u32::try_from(number).ok()).unwrap_or(u32::MAX);
        Self { id: id_hash(id), line: short(place.line), record: short(place.record) }
    }

    /// Remembers a row by its own id.
    pub(crate) fn row(row: &RowFacts) -> Option<Self> {
        let id = Some(row.id()).filter(|id| !id.is_empty() && !row.is_deleted())?;
        let line = row.table.places.get(Table::ID).copied().flatten().map(|place| row.row.line_of(place));
        Some(Self::new(id, Place { line, record: Some(row.row.record), ..Place::PACKAGE }))
    }

    /// Where it is, in this file and column.
    pub(crate) fn place(self, column: Place) -> Place {
        Place { line: Some(self.line.into()), record: Some(self.record.into()), ..column }
    }
}

/// A list that grows by pieces: nothing is moved to make room, and little room stays empty.
#[derive(Debug)]
pub(crate) struct Pieces<T>(Vec<Vec<T>>);

impl<T> Default for Pieces<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Copy> Pieces<T> {
    const LONGEST: usize = 4096;

    /// Adds one at the end.
    pub(crate) fn push(&mut self, item: T) {
        match self.0.last_mut() {
            Some(piece) if piece.len() < piece.capacity() => piece.push(item),
            last => {
                // The first piece of a small file should be small.
                let next = last.map_or(4, |piece| 4 * piece.len()).min(Self::LONGEST);
                let mut piece = Vec::with_capacity(next);
                piece.push(item);
                self.0.push(piece);
            }
        }
    }

    /// All of them, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = T> + '_ {
        self.0.iter().flatten().copied()
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.0.iter().map(Vec::len).sum()
    }

    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Forgets them.
    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }
}

impl<T: Copy> Extend<T> for Pieces<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, items: I) {
        items.into_iter().for_each(|item| self.push(item));
    }
}

/// A record of 16 bytes that remembers an id, or several together, and where and as what it was met. Records that are
/// sorted stand next to each other when their ids are the same. Their hash has 88 bits: among a hundred million ids
/// the chance that any two share one is below 2^-32.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Met(u128);

impl Met {
    /// Remembers ids together, with the line where they were met and a small number that tells as what.
    pub(crate) fn new(ids: [&[u8]; 2], line: Option<u64>, word: u8) -> Self {
        let [one, other] = ids;
        let (low, high) = (id_hash(one), other_id_hash(one));
        let low = low.rotate_left(17) ^ hash_from(low, other);
        let high = high.rotate_left(23) ^ hash_from(high, other);
        let line = line.and_then(|line| u32::try_from(line).ok()).unwrap_or(u32::MAX);
        Self((u128::from(low) << 64 | u128::from(high)) >> 40 << 40 | u128::from(line) << 8 | u128::from(word))
    }

    /// Whether two records are of the same ids.
    pub(crate) fn is_same(self, other: Self) -> bool {
        self.0 >> 40 == other.0 >> 40
    }

    /// The line, `u32::MAX` where it was beyond.
    #[allow(clippy::cast_possible_truncation, reason = "the rest is the hash")]
    pub(crate) fn line(self) -> u64 {
        (self.0 >> 8) as u64 & u64::from(u32::MAX)
    }

    /// The small number.
    #[allow(clippy::cast_possible_truncation, reason = "the rest is the line and the hash")]
    pub(crate) fn word(self) -> u8 {
        self.0 as u8
    }
}

/// Every record that is not the first of its ids, with that first one, in the order of their lines.
pub(crate) fn repetitions(mut met: Vec<Met>) -> Vec<(Met, Met)> {
    met.sort_unstable();
    let mut pairs: Vec<(Met, Met)> = met
        .chunk_by(|one, other| one.is_same(*other))
        .filter_map(|same| same.split_first())
        .flat_map(|(first, rest)| rest.iter().map(|met| (*met, *first)))
        .collect();
    pairs.sort_unstable_by_key(|(met, first)| (met.line(), first.line()));
    pairs
}

/// Hashes to be looked through for repetitions, six bytes each and no random access. What repeats often is kept twice: so
/// memory grows with the number of different hashes and not of rows. Of a hash 56 bits are kept: among ten
/// million the chance that any two agree by accident is below one in a thousand, and whoever asks compares texts.
#[derive(Debug, Default)]
pub(crate) struct Hashes {
    /// By the highest bits of the hash, so that each part is small enough to be sorted in the cache; in pieces, so that
    /// nothing is ever moved to make room.
    parts: Vec<Part>,
}

/// The hashes that begin alike.
#[derive(Clone, Debug, Default)]
struct Part {
    pieces: Vec<Vec<[u8; 6]>>,
    len: usize,
    /// At this length it is looked whether the part holds the same again and again.
    limit: usize,
}

impl Part {
    const PIECE: usize = 512;
    const FIRST_LIMIT: usize = 4096;
    /// How many are looked at to guess whether many are the same.
    const SAMPLE: usize = 512;

    fn push(&mut self, hash: [u8; 6]) {
        if self.len >= self.limit {
            if self.limit > 0 && self.is_repetitive() {
                self.thin_out();
            }
            self.limit = (2 * self.len).max(Self::FIRST_LIMIT);
        }
        self.len += 1;
        if let Some(piece) = self.pieces.last_mut().filter(|piece| piece.len() < Self::PIECE) {
            piece.push(hash);
        } else {
            // The first piece of a small file should be small.
            let mut piece = Vec::with_capacity(if self.pieces.is_empty() { 4 } else { Self::PIECE });
            piece.push(hash);
            self.pieces.push(piece);
        }
    }

    /// Whether so many of a sample agree that at least about half of all must be repetitions.
    fn is_repetitive(&self) -> bool {
        let step = (self.len / Self::SAMPLE).max(1);
        let mut sample: Vec<[u8; 6]> = self.pieces.iter().flatten().step_by(step).copied().collect();
        sample.sort_unstable();
        let same = sample.windows(2).filter(|pair| pair.first() == pair.last()).count();
        same * self.len >= Self::SAMPLE * Self::SAMPLE
    }

    /// Keeps at most two of each.
    fn thin_out(&mut self) {
        let mut all: Vec<[u8; 6]> = std::mem::take(&mut self.pieces).into_iter().flatten().collect();
        all.sort_unstable();
        let mut last = None;
        let mut times = 0;
        all.retain(|hash| {
            times = if last == Some(*hash) { times + 1 } else { 1 };
            last = Some(*hash);
            times <= 2
        });
        self.len = all.len();
        self.pieces = all.chunks(Self::PIECE).map(<[[u8; 6]]>::to_vec).collect();
    }
}

impl Hashes {
    const BITS: u32 = 8;

    /// What is kept of a hash.
    pub(crate) fn kept(hash: u64) -> u64 {
        hash >> 8 << 8
    }

    /// Adds one.
    pub(crate) fn push(&mut self, hash: u64) {
        if self.parts.is_empty() {
            self.parts.resize(1 << Self::BITS, Part::default());
        }
        let [part, hash @ .., _] = hash.to_be_bytes();
        if let Some(part) = self.parts.get_mut(usize::from(part)) {
            part.push(hash);
        }
    }

    /// Whether nothing was added.
    #[cfg(test)]
    pub(crate) fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// What is kept of the hashes that were added more than once, in ascending order.
    pub(crate) fn repeated(self) -> Vec<u64> {
        let mut repeated = Vec::new();
        let mut all = Vec::new();
        for (part, Part { pieces, .. }) in (0..=u8::MAX).zip(self.parts) {
            all.clear();
            let whole = |kept: [u8; 6]| {
                let mut hash = [part; 8];
                hash[1..7].copy_from_slice(&kept);
                Self::kept(u64::from_be_bytes(hash))
            };
            all.extend(pieces.into_iter().flatten().map(whole));
            all.sort_unstable();
            repeated.extend(all.windows(2).filter(|pair| pair.first() == pair.last()).filter_map(|pair| pair.first()));
        }
        repeated.dedup();
        repeated
    }
}

/// Finds the rows that share something with another row: first a hash of each is kept; then, if any is there twice,
/// the rows that have it are looked at again, and only those need to be remembered as they are.
#[derive(Debug, Default)]
pub(crate) struct Shared {
    hashes: Hashes,
    repeated: Vec<u64>,
}

impl Shared {
    /// Adds what a row has, at the first look.
    pub(crate) fn push(&mut self, hash: u64) {
        self.hashes.push(hash);
    }

    /// Whether a second look is worth while. To be asked once.
    pub(crate) fn is_any(&mut self) -> bool {
        self.repeated = std::mem::take(&mut self.hashes).repeated();
        !self.repeated.is_empty()
    }

    /// Whether another row has the same, at the second look.
    pub(crate) fn contains(&self, hash: u64) -> bool {
        self.repeated.binary_search(&Hashes::kept(hash)).is_ok()
    }
}

/// How many different hashes were met: exact up to a number; beyond, at most as many as there were.
#[derive(Debug, Default)]
pub(crate) struct Distinct {
    few: HashSet<u64, foldhash::fast::FixedState>,
    /// One bit for each of many.
    many: Vec<u64>,
    count: usize,
}

impl Distinct {
    const FEW: usize = 65_536;
    const BITS: u64 = 1 << 24;

    /// Adds one.
    pub(crate) fn insert(&mut self, hash: u64) {
        if self.many.is_empty() {
            self.few.insert(hash);
            self.count = self.few.len();
            if self.count > Self::FEW {
                self.many = vec![0; usize::try_from(Self::BITS / 64).unwrap_or(0)];
                self.count = 0;
                let mut few: Vec<u64> = std::mem::take(&mut self.few).into_iter().collect();
                few.sort_unstable();
                for hash in few {
                    self.mark(hash);
                }
            }
        } else {
            self.mark(hash);
        }
    }

    fn mark(&mut self, hash: u64) {
        let bit = hash % Self::BITS;
        let word = usize::try_from(bit / 64).ok().and_then(|word| self.many.get_mut(word));
        if let Some(word) = word.filter(|word| **word >> (bit % 64) & 1 == 0) {
            *word |= 1 << (bit % 64);
            self.count += 1;
        }
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.count
    }
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
    fn what_several_rows_share_is_found() {
        let mut shared = Shared::default();
        for number in (0..20_000u32).chain([5, 7, 5]) {
            shared.push(id_hash(&number.to_le_bytes()));
        }
        assert!(shared.is_any());
        let found: Vec<u32> = (0..20_000u32).filter(|number| shared.contains(id_hash(&number.to_le_bytes()))).collect();
        assert_eq!(found, [5, 7]);
        assert!(!Shared::default().is_any());
    }

    #[test]
    fn memory_grows_with_what_differs_and_not_with_what_is_repeated() {
        let kept = |hashes: &Hashes| hashes.parts.iter().map(|part| part.len).sum::<usize>();
        for different in [1u32, 1000, 100_000] {
            let mut hashes = Hashes::default();
            for number in 0..3_000_000u32 {
                hashes.push(id_hash(&(number % different).to_le_bytes()));
            }
            let different = different as usize;
            let most = Part::FIRST_LIMIT * different.min(256) + 4 * different;
            assert!(kept(&hashes) <= most, "{} of {different} are kept", kept(&hashes));
            assert_eq!(hashes.repeated().len(), different);
        }
        let mut hashes = Hashes::default();
        for number in (0..2_000_000u32).chain([7]) {
            hashes.push(id_hash(&number.to_le_bytes()));
        }
        assert_eq!(kept(&hashes), 2_000_001, "nothing is thinned out where nothing repeats");
        assert_eq!(hashes.repeated(), [Hashes::kept(id_hash(&7u32.to_le_bytes()))]);
    }

    #[test]
    fn a_list_in_pieces_keeps_its_order() {
        let mut list = Pieces::default();
        assert!(list.is_empty());
        list.extend(0..20_000u32);
        assert!(list.iter().eq(0..20_000) && list.len() == 20_000);
        list.clear();
        assert_eq!(list.len(), 0);
    }

    #[test]
    fn different_hashes_are_counted() {
        let mut distinct = Distinct::default();
        for number in (0..50_000u32).chain(0..50_000) {
            distinct.insert(id_hash(&number.to_le_bytes()));
        }
        assert_eq!(distinct.len(), 50_000);
        for number in 0..200_000u32 {
            distinct.insert(id_hash(&number.to_le_bytes()));
        }
        assert!((195_000..=200_000).contains(&distinct.len()), "{}", distinct.len());
        assert!(distinct.few.is_empty());
    }

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
