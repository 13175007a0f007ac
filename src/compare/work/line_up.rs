//! Records of one file that wait for the other, whole.

use std::collections::HashMap;

use crate::csv::{KeptRow, Row};

/// Records that wait, found by the hashes of their ids.
#[derive(Debug, Default)]
pub(super) struct LineUp {
    places: HashMap<u64, usize, foldhash::fast::FixedState>,
    rows: Vec<KeptRow>,
    /// Places where nobody waits any more.
    free: Vec<usize>,
}

impl LineUp {
    /// Keeps a record, and says how many bytes that takes. None if one with this hash waits already.
    pub(super) fn keep(&mut self, hash: u64, row: &Row) -> Option<usize> {
        let place = self.free.last().copied().unwrap_or(self.rows.len());
        if self.places.contains_key(&hash) {
            return None;
        }
        self.places.insert(hash, place);
        let kept = KeptRow::of(row);
        let bytes = kept.bytes();
        match self.rows.get_mut(place) {
            Some(free) => {
                *free = kept;
                self.free.pop();
            }
            None => self.rows.push(kept),
        }
        Some(bytes)
    }

    /// Takes out the record with this hash, if it is the one.
    pub(super) fn take(&mut self, hash: u64, is_it: impl Fn(&Row) -> bool) -> Option<KeptRow> {
        let place = *self.places.get(&hash)?;
        let row = self.rows.get_mut(place).filter(|kept| is_it(&kept.row()))?;
        self.places.remove(&hash);
        self.free.push(place);
        Some(std::mem::take(row))
    }

    /// All that wait, in the order of the file.
    pub(super) fn in_order(self) -> Vec<KeptRow> {
        let Self { places, mut rows, .. } = self;
        let mut is_kept = vec![false; rows.len()];
        for place in places.into_values() {
            if let Some(is_kept) = is_kept.get_mut(place) {
                *is_kept = true;
            }
        }
        let mut is_kept = is_kept.into_iter();
        rows.retain(|_| is_kept.next() == Some(true));
        crate::order::sort_by_key(&mut rows, KeptRow::line);
        rows
    }
}
