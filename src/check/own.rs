//! A second look at a file that refers to its own records, where too many references wait for its end.

use super::links::Referring;
use super::pass::{HeaderAgain, Planned, deleted_rows, name_rows};
use super::reading::{self, Layout, Marks, Reading};
use super::table::{Run, Stopped, alive};
use crate::csv::{Block, RowBits};
use crate::rules::{BatchFacts, FileFacts, Findings, Place, TableFacts};

impl Run<'_> {
    /// Reads the file again and judges the references into itself of the columns of this `plan`.
    pub(super) fn look_again_at_own(
        &mut self,
        file: &FileFacts,
        facts: &TableFacts,
        layout: &Layout,
        plan: &[Planned],
    ) -> Result<(), Stopped> {
        let again = Again { facts, layout, plan };
        let mut rows = self.again(file, facts, layout)?;
        let mut marks = Marks::default();
        let mut unheard = Findings::new(&[], 0);
        loop {
            if let Some(batch) = rows.next_batch(RowBits::ROWS) {
                let alive = alive(&batch, layout, &mut marks, &mut unheard);
                marks.clear_damaged();
                self.own_block(&again, &batch, alive, &marks);
            } else {
                let Some(row) = rows.next_row()? else { return Ok(()) };
                if reading::row(&row, layout, &mut marks, &mut unheard) == Reading::Whole {
                    self.own_block(&again, &row, RowBits::first(1), &marks);
                }
            }
        }
    }

    fn own_block<B: Block>(&mut self, again: &Again, block: &B, alive: RowBits, marks: &Marks) {
        let Again { facts, layout, plan } = *again;
        let mut batch = BatchFacts::default();
        let header = HeaderAgain::new(facts, layout).rows(block, alive, &batch, layout, &mut Findings::new(&[], 0));
        let alive = alive & !header;
        batch.deleted = deleted_rows(block, facts.place_of("status"), &batch);
        let damaged = marks.damaged();
        self.findings.mute(damaged.iter().filter_map(|cell| layout.columns.get(*cell)).copied().collect());
        let mut ctx = self.ctx();
        for planned in plan {
            let Some((place, column, link)) = planned.own_link() else { continue };
            if damaged.contains(&place) {
                continue;
            }
            for number in alive.iter() {
                let row = block.row(number);
                planned.each_id(facts, row.cell(place), |id| {
                    let place = Place {
                        file: Some(facts.file),
                        line: Some(row.line_of(place)),
                        record: Some(row.record),
                        column: Some(column),
                    };
                    let is_row_deleted = batch.deleted.contains(number);
                    ctx.judge_own(facts.table.id, &Referring { link, id, place, is_row_deleted });
                });
            }
        }
        self.findings.mute(Vec::new());
        name_rows(self.findings, block, facts.place_of("sourcedId"), facts.file);
        self.pass_on();
    }
}

/// What is looked at again.
struct Again<'a> {
    facts: &'a TableFacts,
    layout: &'a Layout,
    plan: &'a [Planned],
}
