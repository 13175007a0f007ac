//! Rows that are read again. The first reading keeps numbers, not texts, so that memory stays bounded; what needs the texts
//! takes another look, and only where the first one left a doubt:
//!
//! * [`Run::look_again`], for rules that know only at the end of the file which rows they mean, and asked for it;
//! * [`Run::repeated_hashes`], in a file to which nobody refers, if so many ids came twice that their hashes were let go:
//!   it tells which hashes those are;
//! * [`Run::duplicates`], if hashes of ids came twice: only the texts tell whether the ids are the same;
//! * [`Run::look_again_at_own`], if more references into the file itself wait than are kept.
//!
//! In nearly every package there is none of these readings. One for all would hold them in memory together, and the third
//! needs what the second found.

use std::cell::OnceCell;

use super::ids::{Hashes, hash};
use super::lookup::Shown;
use super::pass::{HeaderAgain, deleted_rows, name_rows};
use super::reading::{self, Layout, Marks, Reading};
use super::table::{Run, STEP, Stopped, alive};
use crate::csv::{Block, Row, RowBits, Rows};
use crate::package::EntryReader;
use crate::rules::{
    BatchFacts, FileFacts, Findings, Firsts, Place, RowCheck, RowsFacts, TableFacts, duplicate_sourced_id,
};

impl<'a> Run<'a> {
    /// Begins to read a file again, behind its header.
    pub(super) fn again(
        &mut self,
        file: &FileFacts,
        facts: &TableFacts,
        layout: &Layout,
    ) -> Result<Rows<EntryReader<'a>>, Stopped> {
        let mut rows = Rows::new(self.package.read(file.entry)?);
        layout.opening.pass(&mut rows, facts.table.columns.len(), |_, _| {})?;
        rows.set_width(facts.width);
        Ok(rows)
    }

    /// Shows the rows a second time to the checks that asked for it.
    pub(super) fn look_again(
        &mut self,
        file: &FileFacts,
        facts: &TableFacts,
        layout: &Layout,
        checks: &mut [Shown<dyn RowCheck>],
    ) -> Result<(), Stopped> {
        let mut rows = self.again(file, facts, layout)?;
        let mut marks = Marks::default();
        let mut unheard = Findings::new(&[], 0);
        loop {
            if let Some(batch) = rows.next_batch(RowBits::ROWS) {
                let alive = alive(&batch, layout, &mut marks, &mut unheard);
                marks.clear_damaged();
                self.block_again(&batch, alive, facts, layout, checks, &marks);
            } else {
                let Some(row) = rows.next_row()? else { return Ok(()) };
                if reading::row(&row, layout, &mut marks, &mut unheard) == Reading::Whole {
                    self.block_again(&row, RowBits::first(1), facts, layout, checks, &marks);
                }
            }
        }
    }

    fn block_again<B: Block>(
        &mut self,
        block: &B,
        mut alive: RowBits,
        facts: &TableFacts,
        layout: &Layout,
        checks: &mut [Shown<dyn RowCheck>],
        marks: &Marks,
    ) {
        let mut batch = BatchFacts::default();
        let again = HeaderAgain::new(facts, layout);
        alive = alive & !again.rows(block, alive, &batch, layout, &mut Findings::new(&[], 0));
        batch.deleted = deleted_rows(block, facts.place_of("status"), &batch);
        let damaged = marks.damaged();
        self.findings.mute(damaged.iter().filter_map(|cell| layout.columns.get(*cell)).copied().collect());
        for shown in checks.iter_mut().filter(|shown| shown.is_again) {
            let each_row = &OnceCell::new();
            let rows = RowsFacts { table: facts, block, each_row, batch: &batch, damaged, alive, fresh: alive };
            shown.check.rows_again(&rows, self.findings);
        }
        self.findings.mute(Vec::new());
        name_rows(self.findings, block, facts.place_of("sourcedId"), facts.file);
        self.pass_on();
    }

    /// Reads the file again for the hashes of ids that stand in it more than once; if the first reading was broken off, as
    /// far as that one came.
    pub(super) fn repeated_hashes(
        &mut self,
        file: &FileFacts,
        facts: &TableFacts,
        layout: &Layout,
        key: Option<usize>,
        is_broken_off: bool,
    ) -> Result<Vec<u64>, Stopped> {
        let mut hashes = Hashes::default();
        let Some(key) = key else { return Ok(Vec::new()) };
        let mut rows = self.again(file, facts, layout)?;
        loop {
            if let Some(batch) = rows.next_batch(RowBits::ROWS) {
                for id in (0..batch.len()).map(|number| batch.cell(number, key)).filter(|id| !id.is_empty()) {
                    hashes.push(hash(id));
                }
                continue;
            }
            let row = match rows.next_row() {
                Ok(Some(row)) => row,
                Err(failure) if !is_broken_off => return Err(failure.into()),
                Ok(None) | Err(_) => return Ok(hashes.repeated()),
            };
            let id = row.cell(key);
            if !id.is_empty() && row.is_readable(key) {
                hashes.push(hash(id));
            }
        }
    }

    /// Reads the file again to compare the text of ids whose hashes were met twice. If the rows were counted before that
    /// was known (`are_counted`), what repeats an id is taken back.
    pub(super) fn duplicates(
        &mut self,
        file: &FileFacts,
        facts: &TableFacts,
        layout: &Layout,
        key: Option<usize>,
        suspects: Vec<u64>,
        are_counted: bool,
    ) -> Result<(), Stopped> {
        let Some(key) = key else { return Ok(()) };
        let mut repetitions = Repetitions {
            facts,
            layout,
            key,
            firsts: Firsts::of(suspects),
            are_counted,
            unheard: Findings::new(&[], 0),
        };
        let mut rows = self.again(file, facts, layout)?;
        loop {
            if let Some(batch) = rows.next_batch(RowBits::ROWS) {
                for row in batch.rows() {
                    self.repetition(&mut repetitions, &row);
                }
                continue;
            }
            let Some(row) = rows.next_row()? else { return Ok(()) };
            if self.repetition(&mut repetitions, &row) && self.findings.only_counts() && row.is_ascii() {
                let (times, _) = rows.pass_over_same(STEP);
                self.findings.count_again(times);
            }
        }
    }

    /// Tells that a row repeats an id, if it does; true if that is all there is to do about it.
    fn repetition(&mut self, of: &mut Repetitions, row: &Row) -> bool {
        let id = row.cell(of.key);
        if id.is_empty() || !row.is_readable(of.key) || !of.firsts.contains(id) {
            return false;
        }
        if of.layout.is_no_record(row, &mut of.unheard) {
            return false;
        }
        let line = || u32::try_from(row.line_of(of.key)).unwrap_or(u32::MAX);
        let Some(first) = of.firsts.met(id, line).copied() else { return false };
        let file = of.facts.file;
        let place = Place {
            file: Some(file),
            line: Some(row.line_of(of.key)),
            record: Some(row.record),
            column: of.facts.column_id("sourcedId"),
        };
        duplicate_sourced_id::found(self.findings, place, id, u64::from(first));
        self.findings.name_row(file, row.record, id);
        self.pass_on();
        let is_counted =
            of.are_counted && reading::row(row, of.layout, &mut Marks::default(), &mut of.unheard) == Reading::Whole;
        if is_counted {
            let tally = self.tallies.iter_mut().find(|(id, _)| *id == of.facts.table.id);
            if let Some((_, tally)) = tally {
                tally.uncount(row);
            }
        }
        !is_counted
    }
}

/// What is needed to find the ids that are repeated in a file.
struct Repetitions<'a> {
    facts: &'a TableFacts,
    layout: &'a Layout,
    key: usize,
    /// The ids that may be repeated, each with its line once it was met.
    firsts: Firsts<u32>,
    /// Whether the rows were counted before it was known that they repeat an id.
    are_counted: bool,
    unheard: Findings,
}
