//! Whether a cell can be what a column holds: not whether it is right, but whether it was meant for that column.

use crate::oneroster::value::is_id;
use crate::oneroster::{Column, Kind, Table};

/// Whether what stands in a cell may have been meant for a column. An empty cell may.
pub(super) fn fits(column: &Column, cell: &str) -> bool {
    let cell = cell.trim();
    if column.list {
        return cell.split(',').map(str::trim).filter(|item| !item.is_empty()).all(|item| item_fits(column, item));
    }
    cell.is_empty() || item_fits(column, cell)
}

fn item_fits(column: &Column, item: &str) -> bool {
    let is_word = |words: &[&str]| words.iter().any(|word| word.eq_ignore_ascii_case(item));
    let has_digits = item.bytes().any(|byte| byte.is_ascii_digit());
    match &column.kind {
        Kind::SourcedId | Kind::SourcedIdOf(_) | Kind::Reference(_) => is_id(item.as_bytes()),
        Kind::Status => is_word(&["active", "tobedeleted", "inactive"]),
        Kind::Token(tokens) => is_word(tokens.words) || item.starts_with("ext:"),
        Kind::Boolean => is_word(&["true", "false", "yes", "no", "y", "n", "t", "f", "1", "0"]),
        Kind::Date | Kind::DateLastModified => has_digits && item.contains(['-', '/', '.']),
        Kind::Year => has_digits && item.len() <= 9,
        Kind::Integer | Kind::Float => has_digits && item.len() <= 20,
        Kind::Pair => item.starts_with('{'),
        Kind::Text | Kind::Grade => true,
    }
}

/// Whether the cells of a row may stand for the columns in these places, and none is empty that must not be. The places
/// are those of the table's columns.
pub(super) fn row_fits(table: &Table, places: &[Option<usize>], cells: &[String]) -> bool {
    table.columns.iter().zip(places).all(|(column, place)| {
        let Some(cell) = place.and_then(|place| cells.get(place)) else { return true };
        fits(column, cell) && !(column.required && cell.is_empty())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oneroster::{TableId, Version};

    #[test]
    fn a_cell_fits_what_it_may_have_been_meant_for() {
        let table = Version::V1_1.table(TableId::Users).unwrap();
        let of = |column: &str, cell: &str| fits(&table.columns[table.column_index(column).unwrap()], cell);
        for (column, right, wrong) in [
            ("sourcedId", "u-1", "Ann Lee"),
            ("status", "Active", "student"),
            ("dateLastModified", "11/01/2026", "Lee"),
            ("enabledUser", "TRUE", "student"),
            ("orgSourcedIds", "s1, s2", "Maple School"),
            ("role", "Student", "true"),
            ("userIds", "{a:b},{c:d}", "1234"),
            ("givenName", "Ann", "\0"),
        ] {
            assert!(of(column, right) && of(column, ""), "{column}");
            assert!(!of(column, wrong) || column == "givenName", "{column}");
        }
    }
}
