//! Pairs of records that stand together in a row, looked through for those that come again.

/// Tells in a file that is sorted by the first of two records which pairs may have been there before, in two bytes for
/// each record. In a file that is not sorted these are nearly all.
#[derive(Debug, Default)]
pub(crate) struct Pairs {
    /// The slot by which the rows are sorted, and the number of its stretch.
    outer: Option<usize>,
    stretch: u16,
    stretches: usize,
    /// The kinds met in this stretch, a bit for each.
    now: u16,
    /// By the slot by which the rows are sorted: the kinds met in earlier stretches.
    before: Vec<u16>,
    /// By the other slot: the last stretch in which it was met.
    last: Vec<u16>,
}

impl Pairs {
    /// In how many stretches the rows stood so far that have the same first record.
    pub(crate) fn stretches(&self) -> usize {
        self.stretches
    }

    /// Meets a pair, and says whether it may have been there before as the same kind.
    pub(crate) fn meet(&mut self, outer: usize, inner: usize, kind: u8) -> bool {
        if self.outer != Some(outer) {
            self.begin(outer);
        }
        let bit = 1u16 << kind.min(15);
        self.now |= bit;
        if inner >= self.last.len() {
            self.last.resize((inner + 1).next_power_of_two(), 0);
        }
        let Some(last) = self.last.get_mut(inner) else { return true };
        let is_here = *last == self.stretch;
        *last = self.stretch;
        is_here || self.before.get(outer).is_some_and(|before| before & bit != 0)
    }

    fn begin(&mut self, outer: usize) {
        let ended = self.outer.replace(outer).and_then(|outer| self.before.get_mut(outer));
        if let Some(before) = ended {
            *before |= self.now;
        }
        self.now = 0;
        self.stretches += 1;
        if outer >= self.before.len() {
            self.before.resize((outer + 1).next_power_of_two(), 0);
        }
        self.stretch = self.stretch.wrapping_add(1);
        if self.stretch == 0 {
            self.last.fill(0);
            self.stretch = 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Pairs;

    #[test]
    fn only_pairs_that_come_again_are_suspect_in_a_sorted_file() {
        let mut pairs = Pairs::default();
        // More stretches than can be numbered; then the teachers, class by class once more.
        for class in 0..70_000 {
            for student in 0..3 {
                assert!(!pairs.meet(class, (class * 7 + student) % 1000, 1), "{class} {student}");
            }
        }
        for class in 0..70_000 {
            assert!(!pairs.meet(class, 2000 + class % 10, 2), "the teacher of {class}");
        }
        assert!(pairs.meet(5, 35, 1), "a stretch that comes again");
        assert!(!pairs.meet(80_000, 1, 1));
        assert!(pairs.meet(80_000, 1, 2), "within a stretch, whatever the kind");
    }
}
