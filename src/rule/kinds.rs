//! How often each value was found, and each thing that the words of a fix depend on: exact, and in bounded memory.

use super::finding::{Arg, Args};

/// Different values of one total that are counted each; further ones are counted together.
const MOST: usize = 24;

/// Findings of one total whose arguments are made only to be counted here. Where there are more, the rule does not have
/// them ready, and none is told.
const MOST_MADE: u64 = 1_000_000;

/// The different arguments of the findings of one total.
#[derive(Clone, Debug, Default)]
pub struct Kinds {
    values: Vec<(Args, u64)>,
    others: u64,
    /// What came with the values: all of it, or nothing once there were too many.
    more: Vec<(Vec<Arg>, u64)>,
    has_all_more: bool,
    /// Places of the finding that was counted last.
    last: (usize, usize),
    is_begun: bool,
    is_lost: bool,
}

impl Kinds {
    /// Counts a finding with these arguments.
    pub(super) fn count(&mut self, args: &Args) {
        if self.is_lost {
            return;
        }
        if !self.is_begun {
            self.has_all_more = true;
            self.is_begun = true;
        }
        let value = if self.values.get(self.last.0).is_some_and(|(known, _)| known == args) {
            self.last.0
        } else {
            place(&mut self.values, |known| known == args, || args.clone())
        };
        let more = if self.has_all_more {
            let more = match self.more.get(self.last.1) {
                Some((known, _)) if *known == args.more => self.last.1,
                _ => place(&mut self.more, |known| *known == args.more, || args.more.clone()),
            };
            if more == MOST {
                self.has_all_more = false;
                self.more = Vec::new();
            }
            more
        } else {
            MOST
        };
        self.last = (value, more);
        self.again(1);
    }

    /// Counts what was counted last again.
    pub(super) fn again(&mut self, times: u64) {
        if self.is_lost {
            return;
        }
        match self.values.get_mut(self.last.0) {
            Some((_, count)) => *count += times,
            None => self.others += times,
        }
        if let Some((_, count)) = self.more.get_mut(self.last.1) {
            *count += times;
        }
    }

    /// Whether arguments are still made for this alone, after so many findings.
    pub(super) fn wants(&self, count: u64) -> bool {
        !self.is_lost && count <= MOST_MADE && (self.others == 0 || self.has_all_more)
    }

    /// A finding was not counted here.
    pub(super) fn lose(&mut self) {
        *self = Self { is_lost: true, ..Self::default() };
    }

    /// The values in the order in which they were met, with their counts.
    pub fn values(&self) -> impl Iterator<Item = (&Args, u64)> {
        self.values.iter().map(|(args, count)| (args, *count))
    }

    /// Findings with further values.
    pub fn others(&self) -> u64 {
        self.others
    }

    /// Whether every finding was counted with one of the values.
    pub fn has_all_values(&self) -> bool {
        self.is_begun && self.others == 0
    }

    /// What came with the values, and how often; none if there was too much.
    pub fn more(&self) -> Option<&[(Vec<Arg>, u64)]> {
        (self.is_begun && self.has_all_more).then_some(&self.more)
    }
}

/// The place of what is looked for, which is put there if there is room.
fn place<T>(list: &mut Vec<(T, u64)>, is: impl Fn(&T) -> bool, make: impl FnOnce() -> T) -> usize {
    if let Some(place) = list.iter().position(|(known, _)| is(known)) {
        return place;
    }
    if list.len() == MOST {
        return MOST;
    }
    list.push((make(), 0));
    list.len() - 1
}

#[cfg(test)]
mod tests {
    use super::super::finding::Kept;
    use super::*;

    fn counted(kinds: &Kinds) -> Vec<(String, u64)> {
        kinds.values().map(|(args, count)| (args.value.as_ref().map(Kept::shown).unwrap_or_default(), count)).collect()
    }

    #[test]
    fn values_are_counted_each_and_beyond_the_cap_together() {
        let mut kinds = Kinds::default();
        for value in ["F", "M", "F", "X", "F"] {
            kinds.count(&Args::value(value.as_bytes()).word("male, female"));
        }
        kinds.again(10);
        assert_eq!(counted(&kinds), [("F".into(), 13), ("M".into(), 1), ("X".into(), 1)]);
        assert!(kinds.has_all_values());
        for number in 0..1000 {
            kinds.count(&Args::value(format!("{number}").as_bytes()).word("male, female"));
        }
        kinds.again(5);
        kinds.count(&Args::value(b"M").word("male, female"));
        assert_eq!(counted(&kinds)[..3], [("F".into(), 13), ("M".into(), 2), ("X".into(), 1)]);
        assert_eq!(counted(&kinds).iter().map(|(_, count)| count).sum::<u64>() + kinds.others(), 15 + 1000 + 5 + 1);
        assert!(!kinds.has_all_values());
        // What the fix depends on is one and the same.
        assert_eq!(kinds.more().map(|all| (all.len(), all[0].1)), Some((1, 1021)));
    }

    #[test]
    fn too_many_things_that_come_with_the_values_are_none() {
        let mut kinds = Kinds::default();
        for line in 0..=MOST as u64 {
            assert!(kinds.wants(line));
            kinds.count(&Args::value(b"x").number(line));
        }
        assert_eq!(kinds.more(), None);
        assert!(!kinds.wants(100));
        let mut lost = Kinds::default();
        lost.count(&Args::value(b"x"));
        assert!(!lost.wants(MOST_MADE + 1));
        lost.lose();
        assert_eq!((lost.values().count(), lost.has_all_values(), lost.more()), (0, false, None));
    }
}
