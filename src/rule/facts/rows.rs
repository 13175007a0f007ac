//! What rules are shown of rows.

use std::cell::OnceCell;

use super::super::finding::Place;
use super::super::findings::Findings;
use super::table::TableFacts;
use crate::csv::{Block, Row, RowBits};
use crate::oneroster::Table;

/// What is known of rows that are looked at together.
#[derive(Debug, Default)]
pub struct BatchFacts {
    /// By the places of the first cells: the rows whose cell holds the same as in the row before.
    pub repeats: Vec<RowBits>,
    /// By the place of a cell whose column refers to one record of another file: the slot of that record for each row,
    /// [`BatchFacts::NO_SLOT`] where there is none.
    pub targets: Vec<Vec<u32>>,
    /// The rows that mark their record as deleted.
    pub deleted: RowBits,
    /// By the places of the first cells: the rows whose cell was found to be plain text, as [`Detect::Cell`](super::super::Detect)
    /// calls it. Known to the rules for rows only.
    pub plain: Vec<RowBits>,
}

impl BatchFacts {
    /// Stands for a record that is not there.
    pub const NO_SLOT: u32 = u32::MAX;

    /// The rows whose cell is known to hold the same as in the row before.
    #[inline]
    pub fn repeats(&self, place: usize) -> RowBits {
        self.repeats.get(place).copied().unwrap_or_default()
    }

    /// The rows whose cell is known to be plain text, and so neither empty nor longer than 50 bytes.
    #[inline]
    pub fn plain(&self, place: usize) -> RowBits {
        self.plain.get(place).copied().unwrap_or_default()
    }

    /// The slot of the record of another file that a cell refers to: see [`Seen::slot`](super::Seen::slot). None if there is no such record,
    /// or if the column is a list.
    #[inline]
    pub fn target(&self, place: usize, number: usize) -> Option<usize> {
        self.targets(place).get(number).copied().and_then(Self::slot)
    }

    /// The same for all rows, if the column refers to one record of another file. What stands for no record is too high
    /// for any list.
    #[inline]
    pub fn targets(&self, place: usize) -> &[u32] {
        self.targets.get(place).map_or(&[], Vec::as_slice)
    }

    /// What stands for a record in [`BatchFacts::targets`], as a place in a list.
    #[inline]
    pub fn slot(target: u32) -> Option<usize> {
        (target != Self::NO_SLOT).then_some(target as usize)
    }
}

/// One row that could be read.
#[derive(Clone, Copy, Debug)]
pub struct RowFacts<'a> {
    /// The file.
    pub table: &'a TableFacts,
    /// The row.
    pub row: &'a Row<'a>,
    /// Places of the cells whose content is not what was meant; whatever is found in them is kept quiet.
    pub damaged: &'a [usize],
    /// What is known of the rows among which it stands.
    pub batch: &'a BatchFacts,
    /// Its number among them.
    pub number: usize,
}

impl<'a> RowFacts<'a> {
    /// Content of the cell of a column, by the column's name; empty if the file lacks the column.
    pub fn cell(&self, column: &str) -> &'a [u8] {
        self.table.place_of(column).map_or(&[], |place| self.row.cell(place))
    }

    /// Where a finding about a cell of this row is, by the column's name.
    pub fn place(&self, column: &str) -> Place {
        let line = self.table.place_of(column).map_or(self.row.line, |place| self.row.line_of(place));
        Place {
            file: Some(self.table.file),
            line: Some(line),
            record: Some(self.row.record),
            column: self.table.column_id(column),
        }
    }

    /// The row's own `sourcedId`; empty if the file lacks it or the cell is damaged.
    pub fn id(&self) -> &'a [u8] {
        match self.table.places.get(Table::ID) {
            Some(Some(place)) if !self.is_damaged(*place) => self.row.cell(*place),
            _ => &[],
        }
    }

    /// Whether the content of a cell is not what was meant.
    pub fn is_damaged(&self, place: usize) -> bool {
        self.damaged.contains(&place)
    }

    /// Whether the row marks its record as deleted.
    #[inline]
    pub fn is_deleted(&self) -> bool {
        self.batch.deleted.contains(self.number)
    }
}

/// Rows of one file that are looked at together.
#[derive(Clone, Copy)]
#[allow(missing_debug_implementations, reason = "the rows are those of a block of either kind")]
pub struct RowsFacts<'a> {
    /// The file.
    pub table: &'a TableFacts,
    /// The rows.
    pub block: &'a dyn Block,
    /// The same, each by itself: filled when the first check asks for most of them.
    pub each_row: &'a OnceCell<Vec<Row<'a>>>,
    /// What is known of them.
    pub batch: &'a BatchFacts,
    /// Places of the cells whose content is not what was meant; whatever is found in them is kept quiet.
    pub damaged: &'a [usize],
    /// Those of the rows that are not blank.
    pub alive: RowBits,
    /// Those of them that do not repeat all the cells that the check watches.
    pub fresh: RowBits,
}

impl<'a> RowsFacts<'a> {
    /// Shows each fresh row. If something is found in it, the rows that repeat it are shown too.
    pub fn each(&self, findings: &mut Findings, mut look: impl FnMut(&RowFacts, &mut Findings)) {
        // One copy is enough for all rules: they are many, and the rows few.
        self.show_each(findings, &mut look);
    }

    fn show_each(&self, findings: &mut Findings, look: &mut dyn FnMut(&RowFacts, &mut Findings)) {
        let Self { table, block, batch, damaged, .. } = *self;
        let each_row = (self.fresh.count(0..block.rows()) > block.rows() as u64 / 2)
            .then(|| self.each_row.get_or_init(|| (0..block.rows()).map(|number| block.row(number)).collect()));
        let mut look_at = |number: usize| {
            let before = findings.reported();
            let row = each_row.and_then(|rows| rows.get(number)).copied().unwrap_or_else(|| block.row(number));
            look(&RowFacts { table, row: &row, damaged, batch, number }, findings);
            findings.reported() == before
        };
        for number in self.fresh.iter() {
            if !look_at(number) {
                self.alike(number).skip(1).find(|number| look_at(*number));
            }
        }
    }

    /// A fresh row, and those behind it that repeat it.
    pub fn alike(&self, fresh: usize) -> impl Iterator<Item = usize> + use<'_, 'a> {
        let is_alike = move |row: usize| row == fresh || self.alive.contains(row) && !self.fresh.contains(row);
        (fresh..RowBits::ROWS).take_while(move |row| is_alike(*row))
    }

    /// Only some of the rows.
    #[must_use]
    pub fn only(&self, rows: RowBits) -> Self {
        Self { alive: rows, fresh: rows, ..*self }
    }

    /// The fresh rows, but for those in which all these cells are known to be plain text.
    #[must_use]
    pub fn but_plain(&self, places: impl IntoIterator<Item = usize>) -> Self {
        let plain = places.into_iter().fold(self.fresh, |plain, place| plain & self.batch.plain(place));
        self.only(self.fresh & !plain)
    }

    /// The fresh rows whose cell is as it should be. Of a cell that is known to be repeated this is asked once.
    #[must_use]
    pub fn with(&self, place: usize, mut is_wanted: impl FnMut(&[u8]) -> bool) -> Self {
        self.rows_with(place, &mut is_wanted)
    }

    fn rows_with(&self, place: usize, is_wanted: &mut dyn FnMut(&[u8]) -> bool) -> Self {
        let mut wanted = RowBits::NONE;
        let changed = RowBits::first(1) | RowBits::first(self.block.rows()) & !self.batch.repeats(place);
        for rows in changed.stretches(self.block.rows()) {
            if is_wanted(self.cell(rows.start, place)) {
                wanted.insert_all(rows);
            }
        }
        self.only(self.fresh & wanted)
    }

    /// The stretches of rows that are known to hold the same in some cells, by the places of the cells: the number of the
    /// first row of each, and those of its rows that are fresh. Stretches without any are left out.
    pub fn stretches<P>(&self, places: P) -> impl Iterator<Item = (usize, RowBits)> + use<P>
    where
        P: IntoIterator<Item = usize>,
    {
        let (fresh, rows) = (self.fresh, self.block.rows());
        let all = RowBits::first(rows);
        let begins =
            places.into_iter().fold(RowBits::first(1), |begins, place| begins | all & !self.batch.repeats(place));
        let stretches = begins.stretches(rows).map(move |rows| (rows.start, fresh.within(&rows)));
        stretches.filter(|(_, fresh)| *fresh != RowBits::NONE)
    }

    /// Where a finding about a cell of a row is, by the column's name.
    pub fn place(&self, number: usize, column: &str) -> Place {
        let Self { table, block, batch, damaged, .. } = *self;
        RowFacts { table, row: &block.row(number), damaged, batch, number }.place(column)
    }

    /// Content of a cell, by the number of its row and its place in it.
    #[inline]
    pub fn cell(&self, number: usize, place: usize) -> &'a [u8] {
        self.block.cell(number, place)
    }

    /// The slots of the records of another file to which the cells of a column refer, row by row: see
    /// [`BatchFacts::targets`].
    #[inline]
    pub fn targets(&self, place: usize) -> &'a [u32] {
        self.batch.targets(place)
    }

    /// The slot of the record of another file that a cell refers to: see [`BatchFacts::target`].
    #[inline]
    pub fn target(&self, number: usize, place: usize) -> Option<usize> {
        self.batch.target(place, number)
    }

    /// Whether a row marks its record as deleted.
    #[inline]
    pub fn is_deleted(&self, number: usize) -> bool {
        self.batch.deleted.contains(number)
    }
}
