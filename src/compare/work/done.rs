//! What is known of a file so far.

use crate::compare::groups::Groups;
use crate::compare::model::{Record, Table};
use crate::compare::options::Limits;
use crate::compare::traces::Traces;

/// What is known of a file when a part is done; a part that is done again begins with it.
#[derive(Clone, Debug, Default)]
pub(super) struct Done {
    pub(super) table: Table,
    /// By shared column: in how many records it differs.
    pub(super) counts: Vec<u64>,
    pub(super) groups: Groups,
    /// Those that are gone, new and changed.
    pub(super) records: [Vec<Record>; 3],
    pub(super) traces: Traces,
}

impl Done {
    pub(super) fn note(&mut self, change: usize, limits: Limits, id: &[u8], line: u64, columns: Vec<String>) {
        let records = &mut self.records[change];
        if records.len() < limits.listed {
            let id = String::from_utf8_lossy(id).into_owned();
            let change = ["gone", "added", "changed"][change];
            records.push(Record { file: self.table.file, change, id, line, columns });
        }
    }
}
