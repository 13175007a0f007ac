//! Changed records of the newer file, until their cells are compared with those of the older.

use crate::order::sort;

/// A changed record of the newer file, whose cells wait for those of the older.
#[derive(Debug)]
pub(super) struct Waiting {
    /// Which of the older records it is.
    pub(super) at: usize,
    pub(super) other_hash: u64,
    pub(super) date: u64,
    pub(super) line: u64,
    /// Kept of those that may be listed.
    pub(super) id: Option<Box<str>>,
}

/// Changed records of the newer file, in its order, with the hashes of their shared cells.
#[derive(Debug, Default)]
pub(super) struct AllWaiting {
    pub(super) records: Vec<Waiting>,
    /// As many for each record as there are shared columns.
    pub(super) cells: Vec<u64>,
}

/// Numbers of records, each with its place in a list, met in ascending order.
pub(super) struct InTurn {
    pub(super) sorted: Vec<(usize, usize)>,
    pub(super) next: usize,
}

impl InTurn {
    pub(super) fn new(numbers: impl Iterator<Item = usize>) -> Self {
        let mut sorted: Vec<(usize, usize)> = numbers.zip(0..).collect();
        sort(&mut sorted);
        Self { sorted, next: 0 }
    }

    /// The place in the list, if it is this record's turn.
    pub(super) fn at(&mut self, number: usize) -> Option<usize> {
        let (_, place) = self.sorted.get(self.next).filter(|(own, _)| *own == number)?;
        self.next += 1;
        Some(*place)
    }
}
