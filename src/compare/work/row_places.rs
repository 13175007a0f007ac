//! Where in the rows of one side is what must be looked at.

use crate::compare::groups;
use crate::compare::traces::{self, date_number};
use crate::csv::Row;
use crate::rules::{id_hash, other_id_hash};

/// Where in the rows of one side is what must be looked at.
#[derive(Clone, Debug, Default)]
pub(super) struct RowPlaces {
    pub(super) id: Option<usize>,
    pub(super) status: Option<usize>,
    pub(super) date: Option<usize>,
    /// The shared columns.
    pub(super) shared: Vec<usize>,
    pub(super) groups: groups::Places,
    pub(super) traces: traces::Places,
}

impl RowPlaces {
    pub(super) fn is_deleted(&self, row: &Row) -> bool {
        self.status.is_some_and(|place| row.cell(place).trim_ascii().eq_ignore_ascii_case(b"tobedeleted"))
    }

    /// The id, if the row has one that can be read.
    pub(super) fn id<'r>(&self, row: &Row<'r>) -> Option<&'r [u8]> {
        let place = self.id?;
        let is_readable = row.defect.is_none_or(|defect| place < defect.cell);
        Some(row.cell(place)).filter(|id| !id.is_empty() && is_readable)
    }

    pub(super) fn date(&self, row: &Row) -> u64 {
        self.date.map_or(0, |place| date_number(row.cell(place)))
    }

    /// A hash of the id and of the cells that are compared.
    pub(super) fn cells(&self, id: &[u8], row: &Row) -> u64 {
        let mix = |hash: u64, cell: u64| (hash.rotate_left(23) ^ cell).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.shared.iter().fold(other_id_hash(id), |hash, place| mix(hash, id_hash(row.cell(*place))))
    }
}
