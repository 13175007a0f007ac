//! What the cells of a header row are.

use crate::oneroster::{METADATA_PREFIX, Table};
use crate::rules::{Heading, distance};

/// Longest cell, in bytes, that may be a misspelled name.
const LONGEST_NAME: usize = 100;

/// Cells that are compared letter by letter with the names of the columns; a wider header is no misspelled one.
const MOST_TRIES: usize = 100;

/// Compares the cells of a header with the columns of a table. Gives what each cell is, and the columns that are
/// missing.
pub(super) fn headings(table: &Table, cells: &[String]) -> (Vec<Heading>, Vec<usize>) {
    let mut taken = vec![false; table.columns.len()];
    let mut headings: Vec<Option<Heading>> = vec![None; cells.len()];
    let mut claim = |column: usize, fits: fn(usize) -> Heading| {
        if std::mem::replace(&mut taken[column], true) { Heading::Repeated(column) } else { fits(column) }
    };
    for (cell, heading) in cells.iter().zip(&mut headings) {
        if let Some(column) = table.column_index(cell) {
            *heading = Some(claim(column, Heading::Exact));
        } else if cell.trim().is_empty() {
            *heading = Some(Heading::Empty);
        } else if cell.starts_with(METADATA_PREFIX) && cell.len() > METADATA_PREFIX.len() {
            *heading = Some(Heading::Metadata);
        }
    }
    for (cell, heading) in cells.iter().zip(&mut headings) {
        if heading.is_none() {
            let plain = plain(cell);
            if let Some(column) = table.columns.iter().position(|column| self::plain(column.name) == plain) {
                *heading = Some(claim(column, Heading::Miscased));
            }
        }
    }
    let mut tries = MOST_TRIES;
    for (cell, heading) in cells.iter().zip(&mut headings) {
        if heading.is_none() && cell.len() <= LONGEST_NAME && tries > 0 {
            tries -= 1;
            let near = |name: &str| distance(&plain(cell), &plain(name));
            let best = (0..table.columns.len())
                .filter(|column| !taken[*column])
                .map(|column| (near(table.columns[column].name), column))
                .min()
                .filter(|(distance, column)| *distance <= (table.columns[*column].name.len() / 5).max(1));
            *heading = Some(match best {
                Some((_, column)) => {
                    taken[column] = true;
                    Heading::Misspelled(column)
                }
                None => Heading::Unknown,
            });
        }
    }
    let missing = (0..table.columns.len()).filter(|column| !taken[*column]).collect();
    (headings.into_iter().map(|heading| heading.unwrap_or(Heading::Unknown)).collect(), missing)
}

/// A name without letter case, spaces and what cannot be seen.
fn plain(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphanumeric() || *letter == '.').flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oneroster::{TableId, Version};

    fn of(header: &str) -> (Vec<Heading>, Vec<usize>) {
        let cells: Vec<String> = header.split(',').map(str::to_owned).collect();
        headings(Version::V1_1.table(TableId::Orgs).unwrap(), &cells)
    }

    #[test]
    fn each_cell_is_named_for_what_it_is() {
        let (headings, missing) = of("SourcedId,status ,dateLastModifed,name,type,name,,metadata.x,color");
        assert_eq!(
            headings,
            [
                Heading::Miscased(0),
                Heading::Miscased(1),
                Heading::Misspelled(2),
                Heading::Exact(3),
                Heading::Exact(4),
                Heading::Repeated(3),
                Heading::Empty,
                Heading::Metadata,
                Heading::Unknown
            ]
        );
        assert_eq!(missing, [5, 6]);
    }
}
