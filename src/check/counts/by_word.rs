//! Records counted by a word of the standard, or by their grade.

use crate::oneroster::value::GRADES;

/// Whether the word at this place is the one of a cell: exports repeat themselves, so the last one is tried first.
fn is(words: &[&str], place: usize, cell: &[u8]) -> bool {
    words.get(place).is_some_and(|word| word.as_bytes() == cell)
}

fn place_of(words: &[&str], cell: &[u8]) -> Option<usize> {
    words.iter().position(|word| word.as_bytes() == cell)
}

/// Counted by the words of a vocabulary.
#[derive(Debug, Default)]
pub(super) struct ByWord {
    words: &'static [&'static str],
    counts: Vec<u64>,
    last: usize,
}

impl ByWord {
    pub(super) fn new(words: &'static [&'static str]) -> Self {
        Self { words, counts: vec![0; words.len() + 1], last: 0 }
    }

    /// Changes the count of what a cell holds.
    pub(super) fn change(&mut self, cell: &[u8], change: impl FnOnce(&mut u64)) {
        if !is(self.words, self.last, cell) {
            self.last = place_of(self.words, cell).unwrap_or(self.words.len());
        }
        if let Some(count) = self.counts.get_mut(self.last) {
            change(count);
        }
    }

    pub(super) fn words(&self) -> &'static [&'static str] {
        self.words
    }

    /// By the place of the word; the last is the count of cells that hold none of them.
    pub(super) fn counts(&self) -> &[u64] {
        &self.counts
    }
}

const WITHOUT: usize = GRADES.len();
const SEVERAL: usize = GRADES.len() + 1;
const OTHER: usize = GRADES.len() + 2;

/// Counted by grade.
#[derive(Debug, Default)]
pub(super) struct ByGrade {
    counts: [u64; GRADES.len() + 3],
    last: usize,
}

impl ByGrade {
    /// Changes the count of what a cell holds.
    pub(super) fn change(&mut self, cell: &[u8], change: impl FnOnce(&mut u64)) {
        if !is(&GRADES, self.last, cell) {
            self.last = match place_of(&GRADES, cell) {
                Some(place) => place,
                None if cell.trim_ascii().is_empty() => WITHOUT,
                None if cell.contains(&b',') => SEVERAL,
                None => OTHER,
            };
        }
        if let Some(count) = self.counts.get_mut(self.last) {
            change(count);
        }
    }

    /// By the place of the grade; then without a grade, with several, with another.
    pub(super) fn counts(&self) -> &[u64] {
        &self.counts
    }
}
