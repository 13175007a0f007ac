//! Records that the package deletes while its rows still refer to them: each is told once, where it is deleted, and not at
//! every row.

use std::collections::BTreeMap;

use super::ids::hash;
use super::links::Referring;
use crate::csv::{Block, RowBits};
use crate::oneroster::TableId;
use crate::profiles::Severities;
use crate::rules::reference_to_deleted::{self, ReferringRows};
use crate::rules::{Findings, Place, TableFacts};

/// Deleted records that are remembered. What refers to more of them is told at its rows.
const MOST: usize = 50_000;

/// What is known of them.
#[derive(Default)]
pub(super) struct Deletions {
    records: BTreeMap<(TableId, u64), Deleted>,
}

struct Deleted {
    place: Place,
    id: Box<[u8]>,
    /// The rows that refer to it, file by file.
    rows: Vec<DeletedRows>,
}

struct DeletedRows {
    from: TableId,
    /// Whether they are deleted too.
    are_deleted: bool,
    severities: Severities,
    count: u64,
    /// The last of them: a row may refer to a record twice.
    last: Option<u64>,
}

impl Deletions {
    /// Remembers where the rows of a block delete records that others hang on.
    pub(super) fn add<B: Block>(&mut self, facts: &TableFacts, block: &B, deleted: RowBits) {
        let Some(key) = facts.place_of("sourcedId").filter(|_| reference_to_deleted::has_children(facts.table.id))
        else {
            return;
        };
        for number in deleted.iter() {
            if self.records.len() >= MOST {
                return;
            }
            let (row, id) = (block.row(number), block.cell(number, key));
            let place = Place {
                file: Some(facts.file),
                line: Some(facts.place_of("status").map_or(row.line, |place| row.line_of(place))),
                record: Some(row.record),
                column: facts.column_id("status"),
            };
            let deleted = Deleted { place, id: id.into(), rows: Vec::new() };
            self.records.entry((facts.table.id, hash(id))).or_insert(deleted);
        }
    }

    /// Counts a reference to a deleted record; false if the record is not known here.
    pub(super) fn count(&mut self, referring: &Referring, from: TableId, target: TableId) -> bool {
        let Some(deleted) = self.records.get_mut(&(target, hash(referring.id))) else { return false };
        let are_deleted = referring.is_row_deleted;
        let Some(severities) = reference_to_deleted::severities(from, target, are_deleted) else { return true };
        let is_of = |rows: &DeletedRows| rows.from == from && rows.are_deleted == are_deleted;
        let at = deleted.rows.iter().position(is_of).unwrap_or_else(|| {
            deleted.rows.push(DeletedRows { from, are_deleted, severities, count: 0, last: None });
            deleted.rows.len() - 1
        });
        if let Some(rows) = deleted.rows.get_mut(at).filter(|rows| rows.last != referring.place.record) {
            rows.last = referring.place.record;
            rows.count += 1;
        }
        true
    }

    /// Tells the records that rows refer to, in the order of the files.
    pub(super) fn end(self, findings: &mut Findings) {
        let mut told: Vec<(TableId, Deleted)> = self
            .records
            .into_iter()
            .filter(|(_, deleted)| !deleted.rows.is_empty())
            .map(|((table, _), deleted)| (table, deleted))
            .collect();
        crate::order::sort_by_key(&mut told, |(table, deleted)| (*table, deleted.place.record));
        for (table, deleted) in told {
            let severities = deleted.rows.iter().fold(Severities::nowhere(), |all, rows| all.raised(rows.severities));
            let rows = |are_deleted| {
                let rows = deleted.rows.iter().filter(move |rows| rows.are_deleted == are_deleted);
                rows.map(|rows| ReferringRows { file: rows.from, count: rows.count }).collect::<Vec<_>>()
            };
            reference_to_deleted::found_at_record(
                findings,
                deleted.place,
                severities,
                table,
                &rows(false),
                &rows(true),
            );
            if let (Some(file), Some(record)) = (deleted.place.file, deleted.place.record) {
                findings.name_row(file, record, &deleted.id);
            }
        }
    }
}
