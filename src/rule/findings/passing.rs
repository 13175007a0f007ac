//! Findings are told the ids of their rows, and passed on where nobody keeps them.

use std::ops::Range;

use super::super::finding::{FileId, Hit, Kept, Place};
use super::{Findings, GroupTotal};

impl Findings {
    /// Those that are still to be passed on: each with its row, or at the end where it has none.
    pub(super) fn waiting(&mut self, place: Place) -> &mut Vec<(usize, Hit)> {
        if place.record.is_some() { &mut self.waiting } else { &mut self.held }
    }

    /// Tells the samples found in a row the row's `sourcedId`. Called when the row has been looked at.
    pub fn name_row(&mut self, file: FileId, record: u64, id: &[u8]) {
        let is_of_row = |finding: &Hit| finding.place.file == Some(file) && finding.place.record == Some(record);
        for (_, finding) in self.waiting.iter_mut().rev().take_while(|(_, finding)| is_of_row(finding)) {
            finding.id = (!id.is_empty()).then(|| Kept::new(id));
        }
        for (total, sample) in self.unnamed.drain(..) {
            let finding = self.totals.get_mut(total).and_then(|total| total.samples.get_mut(sample));
            if let Some(finding) = finding.filter(|it| it.place.file == Some(file) && it.place.record == Some(record)) {
                finding.id = (!id.is_empty()).then(|| Kept::new(id));
            }
        }
    }

    /// The same for rows that were looked at together. What waits to be passed on is put in the order of the rows.
    pub fn name_rows<'a>(&mut self, file: FileId, records: &Range<u64>, id: impl Fn(u64) -> &'a [u8]) {
        if self.waiting.is_empty() && self.unnamed.is_empty() {
            return;
        }
        let name = |finding: &mut Hit| {
            let record = finding.place.record.filter(|record| records.contains(record));
            if let Some(record) = record.filter(|_| finding.place.file == Some(file)) {
                finding.id = Some(id(record)).filter(|id| !id.is_empty()).map(Kept::new);
            }
        };
        self.waiting.iter_mut().for_each(|(_, finding)| name(finding));
        crate::order::sort_by_key(&mut self.waiting, |(_, finding)| finding.place.record);
        for (total, sample) in self.unnamed.drain(..) {
            if let Some(finding) = self.totals.get_mut(total).and_then(|total| total.samples.get_mut(sample)) {
                name(finding);
            }
        }
    }

    /// Keeps no findings, but passes each on: see [`Findings::pass_on`].
    pub fn set_passing_on(&mut self) {
        self.is_passing_on = true;
    }

    /// Whether findings wait to be passed on.
    pub fn is_waiting(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// Passes on what has been found since the last time, with its total so far.
    pub fn pass_on(&mut self, to: &mut dyn FnMut(&Self, &GroupTotal, &Hit)) {
        for (total, finding) in std::mem::take(&mut self.waiting) {
            if let Some(total) = self.totals.get(total) {
                to(self, total, &finding);
            }
        }
    }
}
