//! From which cells Brightspace takes the code and the name of the org unit that a row becomes.

use super::{RowFacts, RowsFacts, TableFacts};
use crate::csv::Row;
use crate::oneroster::TableId;
use crate::profiles::d2l_brightspace::code_columns;

/// A column by its name, and the place of its cell in a row.
type Placed = (&'static str, usize);

/// The columns of one file that feed codes and names.
pub(crate) struct EffectiveCode {
    code: Option<Placed>,
    name: Option<Placed>,
}

impl EffectiveCode {
    /// The columns of this file, if its rows become org units.
    pub(crate) fn of(table: &TableFacts) -> Option<Self> {
        Self::at(table.table.id, |column| table.place_of(column))
    }

    /// The same, by what knows the places of columns.
    pub(crate) fn at(table: TableId, place_of: impl Fn(&'static str) -> Option<usize>) -> Option<Self> {
        let (code, name) = code_columns(table)?;
        let placed = |column: &'static str| place_of(column).map(|place| (column, place));
        Some(Self { code: code.and_then(placed), name: placed(name) })
    }

    /// The rows whose code or name is not plain text: in no other can there be anything wrong with them.
    pub(crate) fn doubtful<'a>(&self, rows: &RowsFacts<'a>) -> RowsFacts<'a> {
        rows.but_plain([self.code, self.name].into_iter().flatten().map(|(_, place)| place))
    }

    /// The column that the code is taken from, and the code. None for a row that deletes its org unit, and where the
    /// cell holds nothing that could be read: other rules speak of that.
    pub(crate) fn code<'a>(&self, row: &RowFacts<'a>) -> Option<(&'static str, &'a str)> {
        readable(self.chosen(row)?, row.row)
    }

    /// The same of a row that is known not to delete its org unit.
    pub(crate) fn code_in<'a>(&self, row: &Row<'a>) -> Option<(&'static str, &'a str)> {
        readable(self.filled(row)?, row)
    }

    /// The column of the name, and the name, where it is not used as the code too.
    pub(crate) fn plain_name<'a>(&self, row: &RowFacts<'a>) -> Option<(&'static str, &'a str)> {
        let name = self.name?;
        if self.chosen(row)? == name { None } else { readable(name, row.row) }
    }

    fn chosen(&self, row: &RowFacts) -> Option<Placed> {
        if row.is_deleted() { None } else { self.filled(row.row) }
    }

    fn filled(&self, row: &Row) -> Option<Placed> {
        let is_filled = |column: &Placed| !row.cell(column.1).is_empty();
        self.code.filter(is_filled).or(self.name)
    }
}

fn readable<'a>((column, place): Placed, row: &Row<'a>) -> Option<(&'static str, &'a str)> {
    let text = std::str::from_utf8(row.cell(place)).ok()?;
    if text.trim().is_empty() { None } else { Some((column, text)) }
}
