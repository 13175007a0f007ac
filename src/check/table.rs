//! One data file after the other; `table/` reads one.

mod data;
mod read;

use super::counts::{Counter, Tally};
use super::deletions::Deletions;
use super::input::Input;
use super::known::Files;
use super::overview::Overview;
use super::pass::Ctx;
use super::reading::{self, Layout, Marks, Reading};
use super::{Cancelled, CheckedFile, Extent, Host, Progress, Unchecked};
use crate::csv::{Batch, RowBits, Rows};
use crate::oneroster::TableId;
use crate::package::{EntryFailure, Package};
use crate::rules::{
    AcrossCheck, Cause, Detect, FileFacts, FileId, Findings, PackageFacts, RULES, Roster, blank_in_delta,
    delta_for_dessa, oneroster_1_0, unreadable_file,
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

    /// Begins to read a file, with somebody who reads it ahead if that is worth it.
    pub(super) async fn open(&mut self, file: &FileFacts) -> Result<Rows<Input<'a>>, EntryFailure> {
        let reader = self.package.read(file.entry)?;
        let ahead = if file.bytes >= LONG_FILE { self.host.read_ahead(file.entry) } else { None };
        let input = Input::new(reader, ahead);
        input.wait().await;
        Ok(Rows::new(input))
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
