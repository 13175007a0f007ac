//! What was changed: counted exactly, listed up to a cap.

use super::catalogue::Fix;
use crate::rules::{Kept, Values, visible};

/// A text before or after a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Text {
    /// Out of a cell; masked where values are masked.
    Cell(Kept),
    /// A name of the standard, of a file or of a column: never personal.
    Name(String),
}

impl Text {
    /// The content of a cell.
    pub fn cell(cell: &[u8]) -> Self {
        Self::Cell(Kept::new(cell))
    }

    /// A name.
    pub fn name(name: &str) -> Self {
        Self::Name(visible(name))
    }

    /// As it is told.
    pub fn told(&self, values: Values) -> String {
        match (self, values) {
            (Self::Cell(kept), Values::Masked) => kept.shape(),
            (Self::Cell(kept), Values::Shown) => kept.shown(),
            (Self::Name(name), _) => name.clone(),
        }
    }
}

/// One change. File and line are those of the input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// By which repair.
    pub fix: Fix,
    /// Path of the file in the package; that of a file that is made is its new one.
    pub file: String,
    /// Physical line; none for the whole file.
    pub line: Option<u64>,
    /// Name of the column as the standard or the file has it; none for a whole row or file.
    pub column: Option<String>,
    /// What stood there.
    pub before: Text,
    /// What stands there now; empty for what was left out.
    pub after: Text,
}

/// What was changed in a package.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    /// In the order of the catalogue: few, and asked for at every change.
    counts: Vec<Counted>,
    edits: Vec<Edit>,
    most: usize,
}

#[derive(Clone, Debug)]
struct Counted {
    fix: Fix,
    count: u64,
    listed: usize,
}

impl Ledger {
    /// Nothing yet. Of each repair, at most so many changes are listed.
    pub fn new(most: usize) -> Self {
        Self { most, ..Self::default() }
    }

    /// Nothing yet, with room for as much as this one has.
    pub(super) fn of_same_size(&self) -> Self {
        Self::new(self.most)
    }

    /// Adds a change. `edit` is made only if it is listed.
    pub(super) fn add(&mut self, fix: Fix, edit: impl FnOnce() -> Edit) {
        let most = self.most;
        let Some(counted) = self.counted(fix) else { return };
        counted.count += 1;
        if counted.listed < most {
            counted.listed += 1;
            self.edits.push(edit());
        }
    }

    /// Counts changes of which none would be listed; false, and nothing is counted, if some would.
    pub(super) fn count_unlisted(&mut self, changes: &[(Fix, u64)]) -> bool {
        if self.most > 0 && !changes.iter().all(|(fix, _)| self.listed(*fix) >= self.most) {
            return false;
        }
        for (fix, count) in changes {
            if let Some(counted) = self.counted(*fix) {
                counted.count += count;
            }
        }
        true
    }

    fn counted(&mut self, fix: Fix) -> Option<&mut Counted> {
        let place = self.counts.binary_search_by_key(&fix, |counted| counted.fix).unwrap_or_else(|place| {
            self.counts.insert(place, Counted { fix, count: 0, listed: 0 });
            place
        });
        self.counts.get_mut(place)
    }

    /// Adds what another one has.
    pub(super) fn append(&mut self, other: Self) {
        for Counted { fix, count, .. } in other.counts {
            if let Some(counted) = self.counted(fix) {
                counted.count += count;
            }
        }
        let most = self.most;
        for edit in other.edits {
            if let Some(counted) = self.counted(edit.fix).filter(|counted| counted.listed < most) {
                counted.listed += 1;
                self.edits.push(edit);
            }
        }
    }

    /// How many changes each repair made, in the order of the catalogue.
    pub fn counts(&self) -> impl Iterator<Item = (Fix, u64)> {
        self.counts.iter().map(|counted| (counted.fix, counted.count))
    }

    /// Changes in all.
    pub fn total(&self) -> u64 {
        self.counts.iter().map(|counted| counted.count).sum()
    }

    /// The changes that are listed.
    pub fn edits(&self) -> &[Edit] {
        &self.edits
    }

    /// How many of a repair's changes are listed.
    pub fn listed(&self, fix: Fix) -> usize {
        self.counts.iter().find(|counted| counted.fix == fix).map_or(0, |counted| counted.listed)
    }
}
