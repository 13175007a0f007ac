//! One data file after the other, row by row.

use super::begin::Begun;
use super::counts::{Counter, Tally};
use super::deletions::Deletions;
use super::ids::Repeated;
use super::input::Input;
use super::known::Files;
use super::lookup::Shown;
use super::overview::Overview;
use super::pass::{Ctx, Pass};
use super::reading::{self, Layout, Marks, Reading};
use super::{Cancelled, CheckedFile, Extent, Host, Progress, Unchecked};
use crate::csv::{Batch, Block, RowBits, Rows};
use crate::oneroster::{Mode, TableId};
use crate::package::{EntryFailure, Package};
use crate::rules::{
    AcrossCheck, Cause, Detect, FileFacts, FileId, Findings, PackageFacts, RULES, Roster, TableFacts, blank_in_delta,
    delta_for_dessa, empty_file, no_data_rows, oneroster_1_0, unreadable_file,
};

/// Rows between two words to the host.
pub(super) const STEP: u64 = 4096;

/// Bytes of a file from which on it is worth while that somebody else reads it ahead. A thread is soon
/// started; the page starts a whole worker, and only for packages of twice as much (`LONG` in `core-worker.ts`).
const LONG_FILE: u64 = 1 << 20;

/// The pass over the data files.
pub(super) struct Run<'a> {
    pub(super) package: &'a Package,
    pub(super) facts: &'a PackageFacts,
    host: &'a mut dyn Host,
    pub(super) findings: &'a mut Findings,
    not_checked: &'a mut Vec<Unchecked>,
    pub(super) files: Files,
    across: Vec<Box<dyn AcrossCheck>>,
    pub(super) tallies: Vec<(TableId, Tally)>,
    /// Files that are sent as changes, with the number of their rows.
    delta_rows: Vec<(FileId, u64)>,
    pub(super) deletions: Deletions,
    pub(super) counter: Counter,
    packed_done: u64,
    packed_total: u64,
    rows: u64,
}

impl<'a> Run<'a> {
    pub(super) fn new(
        package: &'a Package,
        facts: &'a PackageFacts,
        host: &'a mut dyn Host,
        findings: &'a mut Findings,
        not_checked: &'a mut Vec<Unchecked>,
    ) -> Self {
        let packed = |file: &FileFacts| package.entries().get(file.entry).map_or(0, |entry| entry.packed_bytes);
        let packed_total = facts.files.iter().filter(|file| file.roster.is_some()).map(packed).sum();
        Self {
            package,
            facts,
            host,
            findings,
            not_checked,
            files: Files::new(facts.version),
            across: RULES
                .iter()
                .filter(|rule| oneroster_1_0::is_judged_by(facts.version, rule))
                .filter_map(|rule| if let Detect::Across(make) = rule.detect { Some(make(facts)) } else { None })
                .collect(),
            tallies: Vec::new(),
            delta_rows: Vec::new(),
            deletions: Deletions::default(),
            counter: Counter::new(facts.version),
            packed_done: 0,
            packed_total,
            rows: 0,
        }
    }

    /// Rows read in all files.
    pub(super) fn rows(&self) -> u64 {
        self.rows
    }

    /// Lets the rules look back that look at several files.
    pub(super) fn end(&mut self) {
        // Bulk rows that are called a delta by mistake: to a receiver of bulk the word in the manifest is what is wrong.
        let manifest = self.facts.manifest.as_ref().map(|manifest| manifest.file);
        if self.findings.has(&delta_for_dessa::RULE, manifest) && self.delta_rows.iter().any(|(_, rows)| *rows > 1) {
            let cause = Cause { rule: delta_for_dessa::RULE.name, file: manifest };
            self.findings.fold_if_everywhere(&blank_in_delta::RULE, &self.delta_rows, cause);
        }
        std::mem::take(&mut self.deletions).end(self.findings);
        for check in &mut self.across {
            check.end(&self.files, self.findings);
        }
    }

    /// The records of the files, counted.
    pub(super) fn tallies(&self) -> &[(TableId, Tally)] {
        &self.tallies
    }

    /// What the package holds, for people who would rather look than read.
    pub(super) fn overview(self) -> Option<Overview> {
        self.counter.end(&self.files)
    }

    /// Reads every file; gives what is left if the host stops it.
    pub(super) async fn all(&mut self, checked: &mut [CheckedFile]) -> Vec<Unchecked> {
        let facts = self.facts;
        let mut stopped = Vec::new();
        for id in TableId::ALL {
            let is_it =
                |(file, _): &(&FileFacts, &mut CheckedFile)| file.roster == Some(Roster::Table(id)) && !file.is_second;
            let Some((file, seen)) = facts.files.iter().zip(&mut *checked).find(is_it) else { continue };
            let path = file.path.clone();
            if !stopped.is_empty() {
                stopped.push(Unchecked::Stopped { path, after: 0 });
                continue;
            }
            let before = self.rows;
            if let Ok((rows, extent)) = self.file(id, file).await {
                (seen.rows, seen.extent) = (rows, extent);
            } else {
                let after = self.rows - before;
                seen.rows = after;
                seen.extent = if after > 0 { Extent::Partly } else { Extent::Not };
                stopped.push(Unchecked::Stopped { path, after });
            }
        }
        stopped
    }

    /// Reads one file: its number of rows and how much of it was checked.
    pub(super) async fn file(&mut self, id: TableId, file: &FileFacts) -> Result<(u64, Extent), Cancelled> {
        let packed = self.package.entries().get(file.entry).map_or(0, |entry| entry.packed_bytes);
        let before = self.rows;
        let result = self.read(id, file).await;
        self.pass_on();
        self.packed_done += packed;
        self.tell(file, 0)?;
        match result {
            Ok(extent) => Ok((self.rows - before, extent)),
            Err(Stopped::Cancelled) => Err(Cancelled),
            Err(Stopped::Failed(failure)) => {
                unreadable_file::found(self.findings, file.place(), &failure);
                let rows = self.rows - before;
                let known = self.files.of(id);
                known.blind.get_or_insert(Cause { rule: unreadable_file::RULE.name, file: Some(file.file) });
                self.not_checked.push(Unchecked::Broken { path: file.path.clone(), after: rows });
                Ok((rows, if rows == 0 { Extent::Not } else { Extent::Partly }))
            }
        }
    }

    fn tell(&mut self, file: &FileFacts, packed_in_file: u64) -> Result<(), Cancelled> {
        let progress = Progress {
            packed_done: self.packed_done + packed_in_file,
            packed_total: self.packed_total,
            file: &file.path,
            rows: self.rows,
        };
        if self.host.progress(&progress).is_break() { Err(Cancelled) } else { Ok(()) }
    }

    async fn read(&mut self, id: TableId, file: &FileFacts) -> Result<Extent, Stopped> {
        let mode = self.facts.mode(id);
        self.files.of(id).mode = mode;
        let version = self.facts.version;
        let Some(table) = version.table(id) else {
            self.not_checked.push(Unchecked::NotInVersion { path: file.path.clone(), version });
            return Ok(Extent::Not);
        };
        let mut marks = Marks::default();
        let (begun, mut rows) = self.begin(table, file, mode, &mut marks).await?;
        let is_no_text = matches!(begun, Begun::NoText(_));
        match begun {
            Begun::Rows(facts, layout) => {
                rows.set_width(facts.width);
                self.data(file, &facts, &layout, &mut rows, marks).await
            }
            Begun::Stop(cause) | Begun::NoText(cause) => {
                self.files.of(id).blind = Some(cause);
                if !is_no_text && cause.rule != empty_file::RULE.name {
                    reading::pass_over(&mut rows, file.file, marks, self.findings)?;
                }
                let path = file.path.clone();
                self.not_checked.push(if is_no_text { Unchecked::NotText(path) } else { Unchecked::NoHeader(path) });
                Ok(Extent::Not)
            }
        }
    }

    /// Begins to read a file, with somebody who reads it ahead if that is worth it.
    pub(super) async fn open(&mut self, file: &FileFacts) -> Result<Rows<Input<'a>>, EntryFailure> {
        let reader = self.package.read(file.entry)?;
        let ahead = if file.bytes >= LONG_FILE { self.host.read_ahead(file.entry) } else { None };
        let input = Input::new(reader, ahead);
        input.wait().await;
        Ok(Rows::new(input))
    }

    async fn data(
        &mut self,
        file: &FileFacts,
        facts: &TableFacts,
        layout: &Layout,
        rows: &mut Rows<Input<'_>>,
        mut marks: Marks,
    ) -> Result<Extent, Stopped> {
        let id = facts.table.id;
        // Only those that look at this file are shown its rows; their order is kept, for it is that of what they report.
        let (concerned, unconcerned): (Vec<_>, Vec<_>) = std::mem::take(&mut self.across)
            .into_iter()
            .enumerate()
            .map(|(number, mut check)| (check.begin(facts), number, check))
            .partition(|(is_concerned, ..)| *is_concerned);
        let numbers: Vec<usize> = concerned.iter().map(|(_, number, _)| *number).collect();
        let across = concerned.into_iter().map(|(_, _, check)| {
            let watched = check.watches();
            Shown::new(check, watched)
        });
        let mut own = self.files.take(id);
        if let Some(rule) = layout.blind {
            own.blind = Some(Cause { rule, file: Some(facts.file) });
        }
        let mut pass = Pass::new(&mut self.ctx(), facts, layout, across.collect(), own);
        let mut count = 0u64;
        let mut told = 0u64;
        let result = loop {
            if let Some(batch) = rows.next_batch(RowBits::ROWS) {
                let is_remark = |number: usize| layout.looks_like_no_record(&batch.row(number));
                marks.begin_rows(is_remark(0), self.findings);
                let alive = alive(&batch, layout, &mut marks, self.findings);
                marks.clear_damaged();
                count += self.block(&mut pass, &batch, alive, Reading::Whole, &marks);
                marks.end_rows(is_remark(batch.len().saturating_sub(1)));
            } else {
                rows.source().wait().await;
                let row = match rows.next_row() {
                    Ok(Some(row)) => row,
                    Ok(None) => break Ok(()),
                    Err(failure) => break Err(Stopped::Failed(failure)),
                };
                let before = self.findings.reported();
                let reading = reading::row(&row, layout, &mut marks, self.findings);
                if reading != Reading::Blank {
                    count += self.block(&mut pass, &row, RowBits::first(1), reading, &marks);
                }
                // Millions of rows in which there is nothing but one and the same fault are only counted.
                let is_one = reading != Reading::Whole && self.findings.reported() == before + 1;
                if is_one && self.findings.only_counts() && row.is_ascii() {
                    let (times, _) = rows.pass_over_same((STEP - 1) - count % STEP);
                    self.findings.count_again(times);
                    if reading == Reading::SetAside {
                        count += times;
                        pass.set_aside += times;
                    }
                }
                if reading == Reading::Blank {
                    continue;
                }
            }
            // Told in the same places however the rows came into blocks: whoever reads again up to one gets there.
            let whole = count - count % STEP;
            if whole > told {
                self.rows += whole - told;
                told = whole;
                let packed = rows.source().packed_bytes_read();
                if self.tell(file, packed).is_err() {
                    self.rows += count - told;
                    return Err(Stopped::Cancelled);
                }
            }
        };
        self.rows += count - told;
        let Pass {
            mut checks, across, mut own, tally, suspects, is_referred_to, unreferred, pending, key, plan, ..
        } = pass;
        let (set_aside, has_doubtful_cells) = (pass.set_aside, pass.has_doubtful_cells);
        marks.report(rows.line_ends(), facts.file, self.findings);
        checks.iter_mut().for_each(Shown::ask_again);
        if checks.iter().any(|shown| shown.is_again) {
            let second = self.look_again(file, facts, layout, &mut checks);
            // What stopped the first reading stops the second at the same place.
            if result.is_ok() {
                second?;
            }
        }
        for mut shown in checks {
            shown.check.end(facts, self.findings);
        }
        if result.is_err() {
            own.blind.get_or_insert(Cause { rule: unreadable_file::RULE.name, file: Some(facts.file) });
        } else if count == 0 && own.mode != Some(Mode::Delta) {
            own.blind.get_or_insert(Cause { rule: no_data_rows::RULE.name, file: Some(facts.file) });
        }
        let mut all: Vec<Option<Box<dyn AcrossCheck>>> = Vec::new();
        all.resize_with(numbers.len() + unconcerned.len(), || None);
        let concerned = numbers.into_iter().zip(across.into_iter().map(|shown| shown.check));
        for (number, check) in concerned.chain(unconcerned.into_iter().map(|(_, number, check)| (number, check))) {
            all[number] = Some(check);
        }
        self.across = all.into_iter().flatten().collect();
        own.has_gaps = set_aside > 0 || has_doubtful_cells;
        *self.files.of(id) = own;
        let is_known = facts.version.is_public();
        if is_known {
            self.tallies.push((id, tally));
        }
        for reference in pending.list() {
            self.ctx().settle(id, reference);
        }
        if pending.are_too_many() {
            let second = self.look_again_at_own(file, facts, layout, &plan);
            // What stopped the first reading stops this one at the same place.
            if result.is_ok() {
                second?;
            }
        }
        let repeated = match unreferred.repeated() {
            Repeated::Among(hashes) => Ok(hashes),
            Repeated::Perhaps => self.repeated_hashes(file, facts, layout, key, result.is_err()),
        };
        let repeated = repeated.and_then(|hashes| {
            let suspects = suspects.kept(hashes);
            if suspects.is_empty() {
                Ok(())
            } else {
                self.duplicates(file, facts, layout, key, suspects, !is_referred_to)
            }
        });
        // What stopped the first reading stops the next at the same place.
        result?;
        repeated?;
        if count == 0 {
            no_data_rows::found(self.findings, file.place(), id, facts.mode);
        }
        if facts.mode == Some(Mode::Delta) {
            self.delta_rows.push((facts.file, count - set_aside));
        }
        if set_aside > 0 {
            self.not_checked.push(Unchecked::Cells { path: file.path.clone(), rows: set_aside });
        }
        Ok(if set_aside == 0 && is_known { Extent::Whole } else { Extent::Partly })
    }

    /// What the rooms of the pass need of it.
    pub(super) fn ctx(&mut self) -> Ctx<'_> {
        Ctx {
            package: self.facts,
            files: &self.files,
            findings: self.findings,
            deletions: &mut self.deletions,
            counter: &mut self.counter,
        }
    }

    /// Looks at the rows of a block: see [`Pass::block`].
    fn block<B: Block>(&mut self, pass: &mut Pass, block: &B, alive: RowBits, reading: Reading, marks: &Marks) -> u64 {
        let records = pass.block(&mut self.ctx(), block, alive, reading, marks);
        self.pass_on();
        records
    }

    pub(super) fn pass_on(&mut self) {
        if !self.findings.is_waiting() {
            return;
        }
        self.findings.pass_on(&mut |findings, total, finding| self.host.found(findings, total, finding));
    }
}

/// Why the reading of a file stopped.
#[derive(Debug)]
pub(crate) enum Stopped {
    Failed(EntryFailure),
    Cancelled,
}

impl From<EntryFailure> for Stopped {
    fn from(failure: EntryFailure) -> Self {
        Self::Failed(failure)
    }
}

/// The rows of a batch that are neither blank nor remarks; the others are told.
pub(super) fn alive(batch: &Batch, layout: &Layout, marks: &mut Marks, findings: &mut Findings) -> RowBits {
    let mut alive = RowBits::first(batch.len());
    for number in (0..batch.len()).filter(|number| batch.may_be_no_record(*number)) {
        let row = batch.row(number);
        if row.is_nearly_blank() && reading::row(&row, layout, marks, findings) == Reading::Blank {
            alive.remove(number);
        }
    }
    alive
}
