//! The records of a data file, a few at a time.

use super::reading::{self, Layout, Marks, Reading};
use crate::csv::{Batch, Row, RowBits, Rows};
use crate::package::{EntryFailure, EntryReader};
use crate::rules::Findings;

/// The records of a data file that could be divided into its columns, one after the other. Several files can be read side
/// by side.
pub(crate) struct Records<'s> {
    rows: Rows<EntryReader<'s>>,
    layout: &'s Layout,
    marks: Marks,
    unheard: Findings,
    set_aside: u64,
    read: u64,
    /// Whether the index knows nothing of the row that comes next.
    is_odd: bool,
}

/// Rows that stand one behind the other.
pub(crate) struct Few<'r> {
    rows: Stand<'r>,
    /// Packed bytes of the file and rows of it that have been read, these included.
    pub(crate) packed: u64,
    /// See `packed`.
    pub(crate) read: u64,
}

enum Stand<'r> {
    /// Without those that are no records.
    Batch(Batch<'r>, RowBits),
    Row(Row<'r>),
    /// None of what was read is a record.
    Nothing,
}

impl<'s> Records<'s> {
    pub(super) fn new(rows: Rows<EntryReader<'s>>, layout: &'s Layout) -> Self {
        Self {
            rows,
            layout,
            marks: Marks::default(),
            unheard: Findings::new(&[], 0),
            set_aside: 0,
            read: 0,
            is_odd: false,
        }
    }

    /// The next ones; none at the end of the file.
    pub(crate) fn next(&mut self) -> Result<Option<Few<'_>>, EntryFailure> {
        let Self { rows, layout, marks, unheard, set_aside, read, is_odd } = self;
        let packed = rows.source().packed_bytes_read();
        let stand = if std::mem::take(is_odd) {
            let Some(row) = rows.next_row()? else { return Ok(None) };
            *read += 1;
            match reading::row(&row, layout, marks, unheard) {
                Reading::Whole => Stand::Row(row),
                Reading::SetAside => {
                    *set_aside += 1;
                    Stand::Nothing
                }
                Reading::Blank => Stand::Nothing,
            }
        } else if let Some(batch) = rows.next_batch(RowBits::ROWS) {
            let mut others = RowBits::NONE;
            for number in 0..batch.len() {
                let row = batch.row(number);
                let is_doubtful = batch.may_be_no_record(number) && row.is_nearly_blank();
                if is_doubtful && reading::row(&row, layout, marks, unheard) == Reading::Blank {
                    others.insert(number);
                }
            }
            *read += batch.len() as u64;
            Stand::Batch(batch, others)
        } else {
            *is_odd = true;
            Stand::Nothing
        };
        Ok(Some(Few { rows: stand, packed, read: *read }))
    }

    /// How many rows could not be divided so far.
    pub(crate) fn set_aside(&self) -> u64 {
        self.set_aside
    }
}

impl<'r> Few<'r> {
    /// How many rows they are, with those that are no records.
    pub(crate) fn len(&self) -> usize {
        match &self.rows {
            Stand::Batch(batch, _) => batch.len(),
            Stand::Row(_) => 1,
            Stand::Nothing => 0,
        }
    }

    /// One of them, if it is a record.
    #[inline]
    pub(crate) fn row(&self, number: usize) -> Option<Row<'r>> {
        match &self.rows {
            Stand::Batch(batch, others) if number < batch.len() && !others.contains(number) => Some(batch.row(number)),
            Stand::Row(row) if number == 0 => Some(*row),
            _ => None,
        }
    }
}
