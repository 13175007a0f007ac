//! Pairs of records that stand together in a row, looked through for those that come again.

use super::BatchFacts;

/// Tells which pairs may have been there before, while rows are read that are sorted by the first record of each: within
/// a stretch of rows that have the same first record, by the second; and if the first record had a stretch before, every
/// pair. No pair that comes again is missed, in whatever order; but in a file that is not sorted nearly all are suspect.
/// Memory grows with the longest stretch, and by a bit for each first record.
#[derive(Debug)]
pub(crate) struct Pairs {
    /// The slot of the first record of this stretch, the number of the stretch, and whether the record had one before.
    outer: u32,
    stretch: u32,
    had_one: bool,
    /// The second records of this stretch: open addressing, at most half full. An entry is the number of the stretch that
    /// made it and the slot of the record; what another stretch made is free.
    inner: Vec<u64>,
    len: usize,
    /// A bit for each first record that had a stretch.
    before: Vec<u64>,
}

impl Default for Pairs {
    fn default() -> Self {
        let (outer, inner) = (BatchFacts::NO_SLOT, vec![0; 64]);
        Self { outer, stretch: 0, had_one: false, inner, len: 0, before: Vec::new() }
    }
}

impl Pairs {
    /// Most second records of a stretch that are remembered; what comes behind them is suspect.
    const MOST: usize = 1 << 18;

    /// In how many stretches the rows stood so far.
    pub(crate) fn stretches(&self) -> usize {
        self.stretch as usize
    }

    /// Meets a pair of slots, and says whether it may have been there before.
    #[inline]
    pub(crate) fn meet(&mut self, outer: u32, inner: u32) -> bool {
        if self.outer != outer {
            self.begin(outer);
        }
        if self.had_one {
            return true;
        }
        let entry = u64::from(self.stretch) << 32 | u64::from(inner);
        let mask = self.inner.len() - 1;
        let mut place = inner as usize & mask;
        while let Some(here) = self.inner.get_mut(place) {
            if *here == entry {
                return true;
            }
            if (*here ^ entry) >> 32 != 0 {
                if self.len * 2 > mask {
                    return !self.grow() || self.meet(outer, inner);
                }
                *here = entry;
                self.len += 1;
                break;
            }
            place = (place + 1) & mask;
        }
        false
    }

    #[inline(never)]
    fn begin(&mut self, outer: u32) {
        let (word, bit) = (outer as usize / 64, 1u64 << (outer % 64));
        if word >= self.before.len() {
            self.before.resize((word + 1).next_power_of_two(), 0);
        }
        if let Some(before) = self.before.get_mut(word) {
            self.had_one = *before & bit != 0;
            *before |= bit;
        }
        (self.outer, self.len) = (outer, 0);
        self.stretch = self.stretch.wrapping_add(1);
        if self.stretch == 0 {
            self.inner.fill(0);
            self.stretch = 1;
        }
    }

    /// Makes room for more of this stretch; false if there are too many.
    #[cold]
    #[allow(clippy::cast_possible_truncation, reason = "the slot is the lower half of an entry")]
    fn grow(&mut self) -> bool {
        if self.len >= Self::MOST {
            return false;
        }
        let size = self.inner.len() * 2;
        for entry in std::mem::replace(&mut self.inner, vec![0; size]) {
            if entry >> 32 == u64::from(self.stretch) {
                let mut place = usize::try_from(entry & u64::from(u32::MAX)).unwrap_or(0) & (size - 1);
                while self.inner.get(place).is_some_and(|here| *here != 0) {
                    place = (place + 1) & (size - 1);
                }
                if let Some(here) = self.inner.get_mut(place) {
                    *here = entry;
                }
            }
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::Pairs;

    #[test]
    fn only_pairs_that_come_again_are_suspect_in_a_sorted_file() {
        let mut pairs = Pairs::default();
        for class in 0..70_000 {
            for student in 0..3 {
                assert!(!pairs.meet(class, (class * 7 + student) % 1000), "{class} {student}");
            }
        }
        assert!(pairs.meet(5, 35) && pairs.meet(5, 777), "a stretch that comes again");
        assert!(!pairs.meet(80_000, 1) && !pairs.meet(80_000, 65) && pairs.meet(80_000, 1), "within a stretch");
        assert_eq!(pairs.stretches(), 70_002);
    }

    #[test]
    fn no_pair_that_comes_again_is_missed() {
        let mut seen = std::collections::HashSet::new();
        let mut pairs = Pairs::default();
        for number in 0..100_000u32 {
            let mixed = number.wrapping_mul(0x9E37_79B1);
            let pair = (mixed >> 25, mixed >> 9 & 0xFF);
            let is_suspect = pairs.meet(pair.0, pair.1);
            assert!(seen.insert(pair) || is_suspect, "{pair:?}");
        }
    }

    #[test]
    fn a_stretch_may_be_long() {
        let mut pairs = Pairs::default();
        for student in 0..3000 {
            assert!(!pairs.meet(1, student * 256));
        }
        for student in 0..3000 {
            assert!(pairs.meet(1, student * 256), "{student}");
        }
        let most = u32::try_from(Pairs::MOST).unwrap();
        assert!((0..most).all(|student| !pairs.meet(2, student)));
        assert!((0..2 * most).all(|student| pairs.meet(2, student)), "what is too much is suspect");
    }
}
