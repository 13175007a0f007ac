//! Rows that are no records: the header once more, or a line below it.

use super::super::reading::Layout;
use super::repeats::stretches;
use crate::csv::{Block, Row, RowBits};
use crate::rules::{BatchFacts, Findings, TableFacts};

/// Finds the rows that are the header once more. They are looked for where the cell that tells them is not the same as
/// in the row before.
#[derive(Debug)]
pub(in crate::check) struct HeaderAgain {
    /// The place of the cell, and what stands there in the header.
    cell: Option<(usize, Box<[u8]>)>,
}

impl HeaderAgain {
    pub(in crate::check) fn new(facts: &TableFacts, layout: &Layout) -> Self {
        // Columns that hold the same in many rows.
        let few = ["status", "dateLastModified", "role", "type", "classType", "sex", "roleType"];
        let place = few.iter().find_map(|column| facts.place_of(column)).unwrap_or(facts.width.saturating_sub(1));
        Self { cell: layout.header.get(place).map(|name| (place, name.as_bytes().into())) }
    }

    /// Whether a row may be the header or a line of dashes.
    pub(in crate::check) fn may_be(&self, row: &Row) -> bool {
        self.cell.as_ref().is_some_and(|(place, name)| {
            let cell = row.cell(*place);
            cell == &**name || cell.starts_with(b"--")
        })
    }

    /// The rows of a block that are the header, or a line of dashes below it; they are told.
    pub(in crate::check) fn rows<B: Block>(
        &self,
        block: &B,
        alive: RowBits,
        batch: &BatchFacts,
        layout: &Layout,
        findings: &mut Findings,
    ) -> RowBits {
        let mut found = RowBits::NONE;
        let Some((place, name)) = &self.cell else { return found };
        for rows in stretches(block, *place, batch) {
            let cell = block.cell(rows.start, *place);
            if cell == &**name || cell.starts_with(b"--") {
                for number in rows.filter(|number| alive.contains(*number)) {
                    if layout.is_no_record(&block.row(number), findings) {
                        found.insert_all(number..number + 1);
                    }
                }
            }
        }
        found
    }
}
