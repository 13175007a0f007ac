//! A bit for each row of a batch.

use std::ops::{BitAnd, BitAndAssign, BitOr, BitOrAssign, Not, Range};

/// Bits of one word.
const BITS: usize = u64::BITS as usize;

/// A set of rows of one batch, by their numbers in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowBits([u64; RowBits::ROWS / BITS]);

impl Default for RowBits {
    fn default() -> Self {
        Self::NONE
    }
}

impl RowBits {
    /// Whether no row is in it.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|bits| *bits == 0)
    }

    /// Most rows of a batch.
    pub const ROWS: usize = 256;

    /// No rows.
    pub const NONE: Self = Self([0; Self::ROWS / BITS]);

    /// As [`RowBits::words`] told them.
    pub(super) fn of_words(words: [u32; Self::ROWS / 32]) -> Self {
        Self(std::array::from_fn(|place| u64::from(words[2 * place + 1]) << 32 | u64::from(words[2 * place])))
    }

    /// Its bits, thirty-two at a time.
    #[allow(clippy::cast_possible_truncation, reason = "the halves of a word")]
    pub(super) fn words(self) -> [u32; Self::ROWS / 32] {
        std::array::from_fn(|place| (self.0[place / 2] >> (place % 2 * 32)) as u32)
    }

    /// The first rows.
    pub fn first(count: usize) -> Self {
        let mut rows = Self::NONE;
        for (number, word) in rows.0.iter_mut().enumerate() {
            *word = low(count.saturating_sub(number * BITS));
        }
        rows
    }

    /// Whether a row is in the set.
    #[inline]
    pub fn contains(&self, row: usize) -> bool {
        self.0.get(row / BITS).is_some_and(|word| word >> (row % BITS) & 1 == 1)
    }

    /// Adds a row.
    #[inline]
    pub fn insert(&mut self, row: usize) {
        if let Some(word) = self.0.get_mut(row / BITS) {
            *word |= 1 << (row % BITS);
        }
    }

    /// Adds all these rows.
    pub fn insert_all(&mut self, rows: Range<usize>) {
        *self |= Self::first(rows.end) & !Self::first(rows.start);
    }

    /// Those of them that are in a range.
    #[inline]
    #[must_use]
    pub fn within(&self, rows: &Range<usize>) -> Self {
        let mut within = Self::NONE;
        for number in rows.start / BITS..rows.end.div_ceil(BITS) {
            let below = |row: usize| low(row.saturating_sub(number * BITS));
            if let (Some(to), Some(from)) = (within.0.get_mut(number), self.0.get(number)) {
                *to = from & below(rows.end) & !below(rows.start);
            }
        }
        within
    }

    /// Takes a row out.
    #[inline]
    pub fn remove(&mut self, row: usize) {
        if let Some(word) = self.0.get_mut(row / BITS) {
            *word &= !(1 << (row % BITS));
        }
    }

    /// How many of these rows are in it.
    #[inline]
    pub fn count(&self, rows: Range<usize>) -> u64 {
        if rows.start / BITS == rows.end / BITS {
            let word = self.0.get(rows.start / BITS).map_or(0, |word| *word & low(rows.end % BITS));
            return (word >> (rows.start % BITS)).count_ones().into();
        }
        let many = Self::first(rows.end) & !Self::first(rows.start) & *self;
        many.0.iter().map(|word| u64::from(word.count_ones())).sum()
    }

    /// The rows in it, in ascending order.
    #[inline]
    pub fn iter(&self) -> impl Iterator<Item = usize> + use<> {
        let words = self.0;
        let mut at = 0;
        let mut word = words[0];
        std::iter::from_fn(move || {
            while word == 0 {
                at += 1;
                word = *words.get(at)?;
            }
            let row = at * BITS + word.trailing_zeros() as usize;
            word &= word - 1;
            Some(row)
        })
    }

    /// The stretches of rows that each begin with one of this set and end before the next one; the last ends before `end`.
    pub fn stretches(&self, end: usize) -> impl Iterator<Item = Range<usize>> + use<> {
        let mut rows = self.iter();
        let mut next = rows.next();
        std::iter::from_fn(move || {
            let start = next?;
            next = rows.next();
            Some(start..next.unwrap_or(end))
        })
    }
}

/// The lowest bits of a word.
fn low(count: usize) -> u64 {
    if count >= BITS { u64::MAX } else { (1 << count) - 1 }
}

impl BitAnd for RowBits {
    type Output = Self;

    fn bitand(mut self, other: Self) -> Self {
        self &= other;
        self
    }
}

impl BitAndAssign for RowBits {
    fn bitand_assign(&mut self, other: Self) {
        self.0.iter_mut().zip(other.0).for_each(|(one, other)| *one &= other);
    }
}

impl BitOr for RowBits {
    type Output = Self;

    fn bitor(mut self, other: Self) -> Self {
        self |= other;
        self
    }
}

impl BitOrAssign for RowBits {
    fn bitor_assign(&mut self, other: Self) {
        self.0.iter_mut().zip(other.0).for_each(|(one, other)| *one |= other);
    }
}

impl Not for RowBits {
    type Output = Self;

    fn not(self) -> Self {
        Self(self.0.map(|word| !word))
    }
}

#[cfg(test)]
mod tests {
    use super::RowBits;

    fn set(rows: &[usize]) -> RowBits {
        let mut set = RowBits::NONE;
        for row in rows {
            set.insert(*row);
        }
        set
    }

    #[test]
    fn rows_are_kept_in_order() {
        let rows = [0, 63, 64, 200, 255];
        assert_eq!(set(&rows).iter().collect::<Vec<_>>(), rows);
        assert!(set(&rows).contains(200) && !set(&rows).contains(201) && !set(&rows).contains(5000));
        assert_eq!(RowBits::NONE.iter().next(), None);
        let mut fewer = set(&rows);
        fewer.remove(64);
        assert_eq!(fewer, set(&[0, 63, 200, 255]));
    }

    #[test]
    fn bits_are_handed_over_as_words() {
        let rows = set(&[0, 31, 32, 63, 64, 200, 255]);
        assert_eq!(RowBits::of_words(rows.words()), rows);
        assert_eq!(rows.words()[..3], [1 << 31 | 1, 1 << 31 | 1, 1]);
    }

    #[test]
    fn stretches_of_rows() {
        for (start, end) in [(0, 0), (0, 1), (3, 64), (63, 65), (5, 256), (64, 128), (250, 256), (256, 256)] {
            let mut rows = RowBits::NONE;
            rows.insert_all(start..end);
            assert_eq!(rows.iter().collect::<Vec<_>>(), (start..end).collect::<Vec<_>>());
            assert_eq!(RowBits::first(256).count(start..end), (end - start) as u64);
            assert_eq!(rows.count(0..256), (end - start) as u64);
            assert_eq!(RowBits::NONE.count(start..end), 0);
            assert_eq!(RowBits::first(256).within(&(start..end)), rows);
        }
        let stretches: Vec<_> = set(&[0, 5, 6]).stretches(9).collect();
        assert_eq!(stretches, [0..5, 5..6, 6..9]);
    }

    #[test]
    fn sets_are_put_together() {
        let (one, other) = (set(&[1, 2, 100]), set(&[2, 3, 100]));
        assert_eq!(one & other, set(&[2, 100]));
        assert_eq!(one | other, set(&[1, 2, 3, 100]));
        assert_eq!(one & !other, set(&[1]));
        assert_eq!(!RowBits::NONE, RowBits::first(256));
    }
}
