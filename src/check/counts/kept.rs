//! What is kept of orgs, sessions and classes while they are counted.

use super::calendar::MonthNumber;

/// Stands for an org, a class or a list of sessions that is not known.
pub(super) const NONE: u32 = u32::MAX;

#[derive(Debug)]
pub(super) struct Org {
    pub(super) hash: u64,
    pub(super) id: Box<[u8]>,
    pub(super) name: Box<[u8]>,
    pub(super) kind: Option<&'static str>,
    pub(super) record: u32,
    pub(super) students: u64,
    pub(super) teachers: u64,
    pub(super) others: u64,
    pub(super) classes: u64,
}

#[derive(Debug)]
pub(super) struct Term {
    pub(super) hash: u64,
    pub(super) id: Box<[u8]>,
    pub(super) title: Box<[u8]>,
    pub(super) record: u32,
    pub(super) from: MonthNumber,
    pub(super) to: MonthNumber,
    pub(super) classes: u64,
    pub(super) students: u64,
}

#[derive(Debug)]
pub(super) struct Class {
    pub(super) hash: u64,
    /// Which list of sessions.
    pub(super) terms: u32,
    pub(super) record: u32,
    pub(super) students: u32,
    pub(super) teachers: u32,
}

/// What a list of sessions comes to.
#[derive(Debug)]
pub(super) struct Terms {
    pub(super) sessions: Vec<u32>,
    pub(super) from: MonthNumber,
    pub(super) to: MonthNumber,
}

/// The last content of a column and what it came to: exports repeat themselves.
#[derive(Debug)]
pub(super) struct Last<T> {
    pub(super) text: Vec<u8>,
    pub(super) found: T,
}

impl<T: Copy> Last<T> {
    /// `empty` is what the empty cell comes to.
    pub(super) fn new(empty: T) -> Self {
        Self { text: Vec::new(), found: empty }
    }

    pub(super) fn get(&mut self, text: &[u8], find: impl FnOnce() -> T) -> T {
        if self.text != text {
            self.found = find();
            self.text.clear();
            self.text.extend_from_slice(text);
        }
        self.found
    }
}
