//! The cells of a column: rules for cells, items of lists, references.

use super::super::ids::hash;
use super::super::known::Known;
use super::super::links::{Pendings, Referring};
use super::super::lookup::RightTexts;
use super::super::plain::is_plain;
use super::Ctx;
use super::planned::{CellCheck, Planned};
use crate::csv::{Block, RowBits};
use crate::rules::{
    Args, BatchFacts, Place, Rule, TableFacts, empty_list_item, ids_in_other_notation, other_list_separator,
    space_in_list, unknown_reference,
};

/// Whose cells are checked.
pub(super) struct ColumnOf<'a, B> {
    pub(super) block: &'a B,
    pub(super) facts: &'a TableFacts,
    pub(super) batch: &'a BatchFacts,
    pub(super) own: &'a Known,
    pub(super) key: Option<usize>,
}

impl<B: Block> ColumnOf<'_, B> {
    /// Where a finding in a row is.
    #[cold]
    fn place(&self, planned: &Planned, number: usize) -> Place {
        let row = self.block.row(number);
        Place {
            file: Some(self.facts.file),
            line: Some(row.line_of(planned.place)),
            record: Some(row.record),
            column: Some(planned.id),
        }
    }
}

impl Ctx<'_> {
    /// Checks the cells of one column, and tells which of them are known to be plain text. What was right is not looked at
    /// again in the rows that repeat it.
    pub(super) fn column<B: Block>(
        &mut self,
        planned: &mut Planned,
        column: &ColumnOf<B>,
        rows: RowBits,
        pending: &mut Pendings,
    ) -> RowBits {
        let mut plain = RowBits::NONE;
        let repeats = column.batch.repeats(planned.place);
        let slots = column.batch.targets(planned.place);
        for number in (rows & !repeats).iter() {
            let slot = slots.get(number).copied().and_then(BatchFacts::slot);
            if slot.is_some_and(|slot| planned.right_before.contains(slot)) {
                continue;
            }
            let cell = column.block.cell(number, planned.place);
            if planned.takes_plain_text(slot, self.files) && is_plain(cell, planned.is_id) {
                plain.insert(number);
                if let Some(slot) = slot {
                    planned.right_before.insert(slot);
                }
                continue;
            }
            let key = if planned.right_texts.is_some() { RightTexts::key(cell) } else { 0 };
            if planned.right_texts.as_ref().is_some_and(|texts| texts.contains(key)) {
                continue;
            }
            let before = (self.findings.reported() + 1, pending.len());
            let is_right = self.cell(planned, column, number, cell, pending);
            if is_right {
                if let Some(slot) = slot {
                    planned.right_before.insert(slot);
                } else if let Some(texts) = planned.right_texts.as_mut().filter(|_| key != 0) {
                    texts.insert(key);
                }
            } else {
                // Where one thing was found, the same is found where the text is repeated.
                let is_one = (self.findings.reported(), pending.len()) == before && !self.findings.was_folded();
                for again in (number + 1..RowBits::ROWS).take_while(|row| repeats.contains(*row)) {
                    let deleted = &column.batch.deleted;
                    if is_one && deleted.contains(again) == deleted.contains(number) {
                        self.findings.repeat(column.place(planned, again));
                    } else {
                        self.cell(planned, column, again, cell, pending);
                    }
                }
            }
        }
        plain
    }

    /// Checks a cell; false if something was found, or may be found in the same text another time.
    #[inline]
    fn cell<B: Block>(
        &mut self,
        planned: &Planned,
        column: &ColumnOf<B>,
        number: usize,
        cell: &[u8],
        pending: &mut Pendings,
    ) -> bool {
        if cell.is_empty() {
            if let Some((rule, severities)) = planned.blank_rule {
                self.findings.report_as(rule, severities, column.place(planned, number), || Args::value(cell));
                return false;
            }
            return true;
        }
        if !planned.column.list {
            return self.item(planned, column, number, cell, pending);
        }
        if let Some(args) = ids_in_other_notation::in_list(column.facts, planned.column, cell) {
            self.findings.report_cell(&ids_in_other_notation::RULE, column.place(planned, number), args);
            return false;
        }
        // An id with such a sign in it is told at its record.
        if let Some(args) =
            other_list_separator::in_list(planned.column, cell).filter(|_| !self.is_record(planned, cell))
        {
            self.findings.report_cell(&other_list_separator::RULE, column.place(planned, number), args);
            return false;
        }
        let mut is_right = true;
        if cell.split(|byte| *byte == b',').any(<[u8]>::is_empty) {
            empty_list_item::found(self.findings, column.place(planned, number), cell);
            is_right = false;
        }
        for item in cell.split(|byte| *byte == b',').filter(|item| !item.is_empty()) {
            let trimmed = item.trim_ascii();
            let is_spaced = trimmed.len() != item.len() && !trimmed.is_empty();
            if is_spaced {
                space_in_list::found(self.findings, column.place(planned, number), item);
            }
            is_right &= !is_spaced;
            is_right &= self.item(planned, column, number, if is_spaced { trimmed } else { item }, pending);
        }
        is_right
    }

    /// Whether a whole cell is the id of a record of another file.
    fn is_record(&self, planned: &Planned, cell: &[u8]) -> bool {
        planned.link.is_some_and(|link| self.files.record(link.reference.target, hash(cell)).is_some())
    }

    /// Checks a cell, or one item of a list: as [`Ctx::cell`].
    #[inline]
    fn item<B: Block>(
        &mut self,
        planned: &Planned,
        column: &ColumnOf<B>,
        number: usize,
        item: &[u8],
        pending: &mut Pendings,
    ) -> bool {
        let found = |rules: &[(&'static Rule, CellCheck)]| {
            rules.iter().find_map(|(rule, check)| Some((*rule, check(column.facts, planned.column, item)?)))
        };
        let is_plain = is_plain(item, planned.is_id);
        let args = found(if is_plain { &planned.plain_rules } else { &planned.cell_rules });
        debug_assert!(
            !is_plain || args.as_ref().map(|it| it.0.name) == found(&planned.cell_rules).map(|it| it.0.name),
            "a rule finds something in plain text, and says that it cannot"
        );
        if let Some((rule, args)) = args {
            let args = self.of_reference(planned, column, item, rule, args);
            self.findings.report_cell(rule, column.place(planned, number), args);
            return false;
        }
        let Some(link) = &planned.link else { return true };
        let (is_own, hash) = (link.is_own(), hash(item));
        let found = if is_own { column.own.ids.get(hash) } else { self.files.record(link.reference.target, hash) };
        if link.is_right(found) {
            return true;
        }
        let is_row_deleted = column.batch.deleted.contains(number);
        let referring = Referring { link, id: item, place: column.place(planned, number), is_row_deleted };
        if is_own {
            let id = column.key.map_or(&[][..], |key| column.block.cell(number, key));
            pending.push(&referring, id);
        } else {
            self.judge(&referring, found);
        }
        false
    }

    /// What is wrong with a cell is as bad as a reference that leads nowhere, where it is one.
    #[cold]
    fn of_reference<B: Block>(
        &self,
        planned: &Planned,
        column: &ColumnOf<B>,
        item: &[u8],
        rule: &'static Rule,
        args: Args,
    ) -> Args {
        let link = planned.link.as_ref().filter(|link| link.is_certain() && !link.is_own());
        match link.map(|link| link.reference.target) {
            Some(target) if self.files.record(target, hash(item)).is_none() => {
                let place = column.place(planned, 0);
                args.raised(rule, unknown_reference::severities(self.findings, place, target))
            }
            _ => args,
        }
    }
}
