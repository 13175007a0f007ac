//! Records that are plain, repaired many at a time: almost all of a file.

use std::ops::ControlFlow;

use super::catalogue::Fix;
use super::cells::CellRepairs;
use super::columns::ColumnOut;
use super::job::{Job, Lines, RowsOut, see_date};
use super::ledger::Ledger;
use super::whole::Whole;
use crate::check::anew::{RowKind, TableFile};
use crate::copy::again::Again;
use crate::copy::rows::{append, append_plain};
use crate::csv::{Batch, RowBits};
use crate::oneroster::Mode;

/// What is known of the batches of a file, and room for what becomes of one.
pub(super) struct Batches {
    /// Whether every row is looked at by itself: some may be left out, or changed for what they are and not for their cells.
    is_by_row: bool,
    /// For each cell of the copy, the place of the cell in the input.
    from: Vec<Option<usize>>,
    /// For each cell of the input, which of the repairs is that of its column.
    repairs: Vec<Option<usize>>,
    again: Again,
    counts: Vec<(Fix, u64)>,
    text: Vec<u8>,
}

impl Batches {
    pub(super) fn new(
        job: &Job,
        file: &TableFile,
        whole: &Whole,
        repairs: &[CellRepairs],
        out: Option<&[ColumnOut]>,
    ) -> Self {
        let may_leave_out = job.chosen.has(Fix::DeletedRows) && file.facts.mode == Some(Mode::Bulk);
        let places = 0..file.facts.width;
        let from: Vec<_> = match out {
            Some(out) => out.iter().map(|one| one.from).collect(),
            None => places.clone().map(Some).collect(),
        };
        let is_by_row = may_leave_out
            || !job.marked.is_empty()
            || !whole.repeats.is_empty()
            || file.start.delimiter != b','
            // An empty cell that is all of its row is written with quotes.
            || from.len() < 2;
        let repairs = places.map(|place| repairs.iter().position(|it| it.place == place)).collect();
        Self { is_by_row, from, repairs, again: Again::default(), counts: Vec::new(), text: Vec::new() }
    }
}

impl RowsOut<'_, '_> {
    /// Writes records that are plain, or counts what changes in them.
    pub(super) fn write_batch(&mut self, batch: &Batch, lines: &mut dyn Lines, ledger: &mut Ledger) -> ControlFlow<()> {
        if !self.batches.is_by_row {
            if lines.are_wanted() {
                if self.make_text(batch) {
                    return lines.rows(&self.batches.text);
                }
            } else if self.count(batch, ledger) {
                return ControlFlow::Continue(());
            }
        }
        batch.rows().try_for_each(|row| self.write(&row, RowKind::Record, &[], lines, ledger))
    }

    /// Counts what changes in a batch. False, and nothing is counted, if some of it is to be listed too.
    fn count(&mut self, batch: &Batch, ledger: &mut Ledger) -> bool {
        if let Some(status) = self.status.filter(|_| self.whole.open.is_some()) {
            (0..batch.len()).for_each(|number| self.see_status(batch.cell(number, status)));
        }
        let Self { facts, repairs, memos, whole, batches, .. } = self;
        let Batches { again, counts, .. } = batches;
        counts.clear();
        let mut add = |fix, count: u64| match counts.iter_mut().find(|(known, _)| *known == fix) {
            Some((_, sum)) => *sum += count,
            None => counts.push((fix, count)),
        };
        let repeats = again.repeats(batch);
        for (repairs, memo) in repairs.iter().zip(memos) {
            let Some(repeats) = repeats.get(repairs.place) else { return false };
            for rows in (!*repeats & RowBits::first(batch.len())).stretches(batch.len()) {
                let cell = batch.cell(rows.start, repairs.place);
                let made = memo.of(cell, |made| {
                    see_date(&mut whole.open, repairs, cell);
                    *made = repairs.repaired(facts, cell).map(|(after, fix)| (after.into(), fix));
                });
                if let Some((_, fix)) = made {
                    add(*fix, rows.len() as u64);
                }
            }
        }
        ledger.count_unlisted(counts)
    }

    /// Makes the rows of a batch as they are written; false if they have too many cells for that.
    fn make_text(&mut self, batch: &Batch) -> bool {
        let Self { facts, repairs, memos, batches, .. } = self;
        let Batches { from, repairs: by_place, again, text, .. } = batches;
        let mut cell = |number: usize, place: usize, text: &mut Vec<u8>| {
            let at = by_place.get(place).copied().flatten();
            let repairs = at.and_then(|at| Some((repairs.get(at)?, memos.get_mut(at)?)));
            let made = repairs.and_then(|(repairs, memo)| {
                let cell = batch.cell(number, place);
                let make = |made: &mut _| {
                    *made = repairs.repaired(facts, cell).map(|(after, fix)| (after.into(), fix));
                };
                memo.of(cell, make).as_ref()
            });
            match made {
                Some((after, _)) => append(text, after),
                None => append_plain(text, batch.raw(number, place)),
            }
        };
        text.clear();
        let end = |_: usize, text: &mut Vec<u8>| text.extend_from_slice(b"\r\n");
        again.write(batch, from, b',', text, &mut cell, &end).is_some()
    }
}
