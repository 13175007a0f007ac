//! The rows of one data file: shown to the checks block by block, and looked back on in the end.

use super::{Run, STEP, Stopped, alive};
use crate::check::ids::{Repeated, Suspects, Unreferred};
use crate::check::input::Input;
use crate::check::links::Pendings;
use crate::check::lookup::Shown;
use crate::check::pass::{Pass, Planned};
use crate::check::reading::{self, Layout, Marks, Reading};
use crate::check::{Cancelled, Extent, Unchecked};
use crate::csv::{Block, RowBits, Rows};
use crate::oneroster::Mode;
use crate::package::EntryFailure;
use crate::rules::{AcrossCheck, Cause, FileFacts, RowCheck, TableFacts, no_data_rows, unreadable_file};

/// A file whose rows are read.
#[derive(Clone, Copy)]
struct Data<'d> {
    file: &'d FileFacts,
    facts: &'d TableFacts,
    layout: &'d Layout,
    /// Whether the first reading came to the end. What stopped that one stops each further one at the same place.
    is_whole: bool,
}

impl Data<'_> {
    /// What a further reading tells, if the first one did not tell it.
    fn unless_stopped(self, again: Result<(), Stopped>) -> Result<(), Stopped> {
        if self.is_whole { again } else { Ok(()) }
    }
}

/// Checks over several files that are not shown the rows of this one, and the numbers of those that are: their order
/// is that of what they report.
struct Unconcerned {
    concerned: Vec<usize>,
    others: Vec<(usize, Box<dyn AcrossCheck>)>,
}

impl Run<'_> {
    /// Reads the rows of a file that was begun.
    pub(super) async fn data(
        &mut self,
        file: &FileFacts,
        facts: &TableFacts,
        layout: &Layout,
        rows: &mut Rows<Input<'_>>,
        mut marks: Marks,
    ) -> Result<Extent, Stopped> {
        let id = facts.table.id;
        let (across, unconcerned) = self.concerned(facts);
        let mut own = self.files.take(id);
        if let Some(rule) = layout.blind {
            own.blind = Some(Cause { rule, file: Some(facts.file) });
        }
        let mut pass = Pass::new(&mut self.ctx(), facts, layout, across, own);
        let shown = self.show(file, layout, rows, &mut pass, &mut marks).await;
        let (count, end) = shown.map_err(|Cancelled| Stopped::Cancelled)?;
        let data = Data { file, facts, layout, is_whole: end.is_ok() };
        let Pass {
            checks,
            across,
            mut own,
            tally,
            suspects,
            is_referred_to,
            unreferred,
            pending,
            key,
            plan,
            set_aside,
            has_doubtful_cells,
            ..
        } = pass;
        marks.report(rows.line_ends(), facts.file, self.findings);
        self.end_checks(data, checks)?;
        if end.is_err() {
            own.blind.get_or_insert(Cause { rule: unreadable_file::RULE.name, file: Some(facts.file) });
        } else if count == 0 && own.mode != Some(Mode::Delta) {
            own.blind.get_or_insert(Cause { rule: no_data_rows::RULE.name, file: Some(facts.file) });
        }
        self.put_back(across, unconcerned);
        own.has_gaps = set_aside > 0 || has_doubtful_cells;
        *self.files.of(id) = own;
        let is_known = facts.version.is_public();
        if is_known {
            self.tallies.push((id, tally));
        }
        self.settle_pending(data, &pending, &plan)?;
        let repeated = self.repeated_ids(data, key, unreferred, suspects, !is_referred_to);
        end?;
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

    /// Takes out the checks over several files that look at this one; only they are shown its rows.
    fn concerned(&mut self, facts: &TableFacts) -> (Vec<Shown<dyn AcrossCheck>>, Unconcerned) {
        let mut across = Vec::new();
        let mut unconcerned = Unconcerned { concerned: Vec::new(), others: Vec::new() };
        for (number, mut check) in std::mem::take(&mut self.across).into_iter().enumerate() {
            if check.begin(facts) {
                let watched = check.watches();
                across.push(Shown::new(check, watched));
                unconcerned.concerned.push(number);
            } else {
                unconcerned.others.push((number, check));
            }
        }
        (across, unconcerned)
    }

    /// Puts all of them back, in their order.
    fn put_back(&mut self, across: Vec<Shown<dyn AcrossCheck>>, Unconcerned { concerned, others }: Unconcerned) {
        let mut all: Vec<Option<Box<dyn AcrossCheck>>> = Vec::new();
        all.resize_with(concerned.len() + others.len(), || None);
        let concerned = concerned.into_iter().zip(across.into_iter().map(|shown| shown.check));
        for (number, check) in concerned.chain(others) {
            all[number] = Some(check);
        }
        self.across = all.into_iter().flatten().collect();
    }

    /// Shows the rows to the pass: how many there were, and what kept it from the others.
    async fn show(
        &mut self,
        file: &FileFacts,
        layout: &Layout,
        rows: &mut Rows<Input<'_>>,
        pass: &mut Pass<'_>,
        marks: &mut Marks,
    ) -> Result<(u64, Result<(), EntryFailure>), Cancelled> {
        let mut count = 0u64;
        let mut told = 0u64;
        let end = loop {
            if let Some(batch) = rows.next_batch(RowBits::ROWS) {
                let is_remark = |number: usize| layout.looks_like_no_record(&batch.row(number));
                marks.begin_rows(is_remark(0), self.findings);
                let alive = alive(&batch, layout, marks, self.findings);
                marks.clear_damaged();
                count += self.block(pass, &batch, alive, Reading::Whole, marks);
                marks.end_rows(is_remark(batch.len().saturating_sub(1)));
            } else {
                rows.source().wait().await;
                let row = match rows.next_row() {
                    Ok(Some(row)) => row,
                    Ok(None) => break Ok(()),
                    Err(failure) => break Err(failure),
                };
                let before = self.findings.reported();
                let reading = reading::row(&row, layout, marks, self.findings);
                if reading != Reading::Blank {
                    count += self.block(pass, &row, RowBits::first(1), reading, marks);
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
                    return Err(Cancelled);
                }
            }
        };
        self.rows += count - told;
        Ok((count, end))
    }

    /// Looks at the rows of a block: see [`Pass::block`].
    fn block<B: Block>(&mut self, pass: &mut Pass, block: &B, alive: RowBits, reading: Reading, marks: &Marks) -> u64 {
        let records = pass.block(&mut self.ctx(), block, alive, reading, marks);
        self.pass_on();
        records
    }

    /// Lets the rules for rows look back, and once more at the rows for which they ask.
    fn end_checks(&mut self, data: Data, mut checks: Vec<Shown<dyn RowCheck>>) -> Result<(), Stopped> {
        checks.iter_mut().for_each(Shown::ask_again);
        if checks.iter().any(|shown| shown.is_again) {
            let again = self.look_again(data.file, data.facts, data.layout, &mut checks);
            data.unless_stopped(again)?;
        }
        for mut shown in checks {
            shown.check.end(data.facts, self.findings);
        }
        Ok(())
    }

    /// Judges the references into the file itself, all of whose ids are known now.
    fn settle_pending(&mut self, data: Data, pending: &Pendings, plan: &[Planned]) -> Result<(), Stopped> {
        for reference in pending.list() {
            self.ctx().settle(data.facts.table.id, reference);
        }
        if !pending.are_too_many() {
            return Ok(());
        }
        let again = self.look_again_at_own(data.file, data.facts, data.layout, plan);
        data.unless_stopped(again)
    }

    /// Tells the ids that stand in the file more than once.
    fn repeated_ids(
        &mut self,
        data: Data,
        key: Option<usize>,
        unreferred: Unreferred,
        suspects: Suspects,
        are_counted: bool,
    ) -> Result<(), Stopped> {
        let Data { file, facts, layout, is_whole } = data;
        let hashes = match unreferred.repeated() {
            Repeated::Among(hashes) => hashes,
            Repeated::Perhaps => self.repeated_hashes(file, facts, layout, key, !is_whole)?,
        };
        let suspects = suspects.kept(hashes);
        if suspects.is_empty() { Ok(()) } else { self.duplicates(file, facts, layout, key, suspects, are_counted) }
    }
}
