//! What is the same in the row before is not looked at again.

use std::ops::Range;

use crate::csv::{Block, RowBits};
use crate::rules::BatchFacts;

/// The rows of a block that mark their record as deleted.
pub(in crate::check) fn deleted_rows<B: Block>(block: &B, status: Option<usize>, batch: &BatchFacts) -> RowBits {
    let mut deleted = RowBits::NONE;
    let Some(place) = status else { return deleted };
    for rows in stretches(block, place, batch) {
        if block.cell(rows.start, place) == b"tobedeleted" {
            deleted.insert_all(rows);
        }
    }
    deleted
}

/// The stretches of rows that have the same in a cell.
pub(super) fn stretches<B: Block>(
    block: &B,
    place: usize,
    batch: &BatchFacts,
) -> impl Iterator<Item = Range<usize>> + use<B> {
    (RowBits::first(block.rows()) & !batch.repeats(place)).stretches(block.rows())
}

/// The rows in which one of these cells is not known to be the same as in the row before.
pub(super) fn changed(batch: &BatchFacts, places: &[usize], rows: usize) -> RowBits {
    let mut changed = RowBits::first(1);
    if rows == 1 {
        return changed;
    }
    let rows = RowBits::first(rows);
    for place in places {
        changed |= rows & !batch.repeats(*place);
    }
    changed
}
