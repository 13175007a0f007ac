//! What rules are shown of a file whose rows are read, and of the files that were read before.

use super::super::finding::{Cause, ColumnId, FileId};
use crate::oneroster::value::Day;
use crate::oneroster::{Kind, Mode, Table, TableId, Version};

/// One data file whose rows are read.
#[derive(Clone, Debug)]
pub struct TableFacts {
    /// Its table.
    pub table: &'static Table,
    /// The version it is read by.
    pub version: Version,
    /// How it is sent, if the manifest says so.
    pub mode: Option<Mode>,
    /// Its id in findings.
    pub file: FileId,
    /// Number of cells in the header.
    pub width: usize,
    /// For every column of the table, the place of its cell in a row.
    pub places: Vec<Option<usize>>,
    /// For every column of the table, its id in findings.
    pub column_ids: Vec<ColumnId>,
    /// The day that date rules go by.
    pub today: Day,
}

impl TableFacts {
    /// Place in a row of the cell of a column, by the column's name.
    pub fn place_of(&self, column: &str) -> Option<usize> {
        self.places.get(self.table.column_index(column)?).copied().flatten()
    }

    /// Id in findings of a column of the table.
    pub fn column_id(&self, column: &str) -> Option<ColumnId> {
        self.column_ids.get(self.table.column_index(column)?).copied()
    }

    /// The words of a column's vocabulary.
    pub fn words(&self, column: &str) -> &'static [&'static str] {
        match self.table.column_index(column).and_then(|index| self.table.columns.get(index)) {
            Some(column) => match &column.kind {
                Kind::Token(tokens) => tokens.words,
                _ => &[],
            },
            None => &[],
        }
    }
}

/// What is known of the files that have been read.
pub trait Seen {
    /// Whether the file is in the package, is sent as bulk and every row of it could be read: what is not there is
    /// nowhere.
    fn is_whole(&self, file: TableId) -> bool;

    /// The finding that says so, if the file is in the package as bulk and has no record at all.
    fn has_no_records(&self, file: TableId) -> Option<Cause>;

    /// A number that the record whose id has this hash keeps from the end of its file on, below [`Seen::slots`]; none if
    /// the file does not hold it. What is remembered of each record can stand in a plain list under this number.
    fn slot(&self, file: TableId, id_hash: u64) -> Option<usize>;

    /// How many numbers [`Seen::slot`] may give for a file.
    fn slots(&self, file: TableId) -> usize;

    /// The `type` or `role` of the record whose id has this hash; empty if the file does not hold it, or its word is
    /// none of the standard's.
    fn word(&self, file: TableId, id_hash: u64) -> &'static str;
}
