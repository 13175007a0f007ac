//! Single rows of a file, read once more for somebody who wants to look at them: a report keeps none.

use serde::Serialize;

use super::header::{self, DELIMITERS, Opening, Reading};
use super::{Checked, manifest, names};
use crate::csv::{Row, Rows};
use crate::oneroster::{MANIFEST_COLUMNS, TableId, Version};
use crate::package::{EntryFailure, EntryReader, Package};
use crate::rules::{FileFacts, Findings, Roster};

/// Characters of a cell that are shown.
const LONGEST_CELL: usize = 400;

/// Cells of a row that are shown.
const MOST_CELLS: usize = 200;

/// Which rows are looked for.
#[derive(Clone, Debug)]
pub enum Wanted {
    /// Data rows by their numbers, from 1.
    Records(Vec<u64>),
    /// Rows that hold these words in these columns; in a list, as one of its items.
    Holding(Vec<(String, String)>),
}

/// Rows as they stand in the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Excerpt {
    /// Names of the columns: the header of the file, or those of the binding where it has none.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<ExcerptRow>,
}

/// A row as it stands in the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ExcerptRow {
    /// Physical line on which it begins.
    #[cfg_attr(test, ts(type = "number"))]
    pub line: u64,
    /// Data row, from 1.
    #[cfg_attr(test, ts(type = "number"))]
    pub record: u64,
    /// Its cells; a very long one is cut and ends in an ellipsis.
    pub cells: Vec<String>,
}

/// Reads up to `most` rows of a file of a checked package. The file is named by its path, or as the binding names it.
/// Without such a file there are none.
pub fn excerpt(
    package: &Package,
    checked: &Checked,
    file: &str,
    wanted: &Wanted,
    most: usize,
) -> Result<Excerpt, EntryFailure> {
    let Some(mut opened) = Opened::new(package, checked, file)? else { return Ok(Excerpt::default()) };
    let mut records = match wanted {
        Wanted::Records(records) => records.clone(),
        Wanted::Holding(_) => Vec::new(),
    };
    records.sort_unstable();
    let holding: Vec<(Option<usize>, &[u8])> = match wanted {
        Wanted::Records(_) => Vec::new(),
        Wanted::Holding(words) => {
            words.iter().map(|(column, word)| (opened.place_of(column), word.as_bytes())).collect()
        }
    };
    let mut found = Excerpt { columns: opened.header, ..Excerpt::default() };
    while found.rows.len() < most
        && let Some(row) = opened.rows.next_row()?
    {
        let is_wanted = match wanted {
            Wanted::Records(_) => {
                if records.last().is_none_or(|last| *last < row.record) {
                    break;
                }
                records.binary_search(&row.record).is_ok()
            }
            Wanted::Holding(_) => {
                holding.iter().all(|(place, word)| place.is_some_and(|place| holds(row.cell(place), word)))
            }
        };
        if is_wanted && !row.is_empty() {
            found.rows.push(ExcerptRow { line: row.line, record: row.record, cells: cells(&row) });
        }
    }
    Ok(found)
}

/// Writes the header of a file and these rows of it as CSV, whole and as they stand there: rows by their number, and by the
/// line on which they begin. `None` without such a file.
pub fn copy_rows(
    package: &Package,
    checked: &Checked,
    file: &str,
    records: &[u64],
    lines: &[u64],
) -> Result<Option<Vec<u8>>, EntryFailure> {
    let Some(mut opened) = Opened::new(package, checked, file)? else { return Ok(None) };
    let sorted = |numbers: &[u64]| {
        let mut numbers = numbers.to_vec();
        numbers.sort_unstable();
        numbers
    };
    let (records, lines) = (sorted(records), sorted(lines));
    let mut copy = Vec::new();
    let header: Vec<&[u8]> = opened.header.iter().map(String::as_bytes).collect();
    write_row(&mut copy, &header);
    while let Some(row) = opened.rows.next_row()? {
        let is_after = |numbers: &[u64], number| numbers.last().is_none_or(|last| *last < number);
        if is_after(&records, row.record) && is_after(&lines, row.line) {
            break;
        }
        if records.binary_search(&row.record).is_ok() || lines.binary_search(&row.line).is_ok() {
            let cells: Vec<&[u8]> = (0..row.len()).map(|place| row.cell(place)).collect();
            write_row(&mut copy, &cells);
        }
    }
    Ok(Some(copy))
}

fn write_row(copy: &mut Vec<u8>, cells: &[&[u8]]) {
    for (place, cell) in cells.iter().enumerate() {
        if place > 0 {
            copy.push(b',');
        }
        if cell.iter().any(|byte| matches!(byte, b',' | b'"' | b'\r' | b'\n')) {
            copy.push(b'"');
            for byte in *cell {
                copy.extend(std::iter::repeat_n(*byte, 1 + usize::from(*byte == b'"')));
            }
            copy.push(b'"');
        } else {
            copy.extend_from_slice(cell);
        }
    }
    copy.extend_from_slice(b"\r\n");
}

/// A file of a checked package that is read once more, from its first data row on.
pub(super) struct Opened<'a> {
    /// The file, if it is a table.
    pub(super) table: Option<TableId>,
    /// The rows.
    pub(super) rows: Rows<EntryReader<'a>>,
    /// The names of the columns as they are shown.
    pub(super) header: Vec<String>,
    /// The columns of the binding, and the place of each in a row.
    names: Vec<&'static str>,
    places: Vec<Option<usize>>,
}

impl<'a> Opened<'a> {
    /// Opens a file, which is named by its path, or as the binding names it.
    pub(super) fn new(package: &'a Package, checked: &Checked, file: &str) -> Result<Option<Self>, EntryFailure> {
        let files = names::files(package, &mut Findings::new(&[], 0));
        let by_path = files.iter().find(|it| it.path == file);
        let by_name = || files.iter().find(|it| !it.is_second && it.roster.is_some_and(|roster| roster.file() == file));
        let Some(facts) = by_path.or_else(by_name) else { return Ok(None) };
        let mut rows = Rows::new(package.read(facts.entry)?);
        let Begins { opening, header, width, names, places } =
            begins(package, facts, checked.version.unwrap_or(Version::V1_1))?;
        opening.pass(&mut rows, names.len(), |_, _| {})?;
        rows.set_width(width);
        let table = facts.roster.and_then(|roster| match roster {
            Roster::Table(id) => Some(id),
            Roster::Manifest => None,
        });
        Ok(Some(Self { table, rows, header, names, places }))
    }

    /// The place of a column of the binding in a row.
    pub(super) fn place_of(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|column| *column == name).and_then(|at| self.places.get(at).copied().flatten())
    }
}

/// How a file begins.
struct Begins {
    opening: Opening,
    /// The names of the columns as they are shown.
    header: Vec<String>,
    /// Cells of a row.
    width: usize,
    /// The columns of the binding, and the place of each in a row.
    names: Vec<&'static str>,
    places: Vec<Option<usize>>,
}

fn begins(package: &Package, file: &FileFacts, version: Version) -> Result<Begins, EntryFailure> {
    let table = match file.roster {
        Some(Roster::Table(id)) => version.table(id).or_else(|| Version::V1_2.table(id)),
        _ => None,
    };
    let Some(table) = table else {
        let (opening, header) = manifest::begins(package, file.entry)?;
        let places = vec![Some(0), Some(1)];
        return Ok(Begins { opening, width: header.len(), header, names: MANIFEST_COLUMNS.to_vec(), places });
    };
    let read = |delimiter| header::first_rows(package, file.entry, delimiter, table.columns.len());
    let (separator, mut rows, reading) = header::choose(read, table, version)?;
    let names: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
    let opening = Opening { delimiter: DELIMITERS[separator].0, skip: reading.skip() };
    let Reading::Header(header) = reading else {
        let places = (0..names.len()).map(Some).collect();
        let header: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        return Ok(Begins { opening, width: header.len(), header, names, places });
    };
    let cells = if header.row < rows.len() { rows.swap_remove(header.row).cells } else { Vec::new() };
    let width = header.other_width.as_ref().map_or(cells.len(), |width| width.cells);
    Ok(Begins { opening, width, header: cells, names, places: header.places(table) })
}

fn holds(cell: &[u8], word: &[u8]) -> bool {
    cell == word || !word.is_empty() && cell.split(|byte| *byte == b',').any(|item| item.trim_ascii() == word)
}

pub(super) fn cells(row: &Row) -> Vec<String> {
    (0..row.len().min(MOST_CELLS)).map(|place| shown(row.cell(place))).collect()
}

pub(super) fn shown(cell: &[u8]) -> String {
    // A character has at most four bytes.
    let text = String::from_utf8_lossy(cell.get(..LONGEST_CELL * 4).unwrap_or(cell));
    let mut letters = text.chars();
    let mut shown: String = letters.by_ref().take(LONGEST_CELL).collect();
    if letters.next().is_some() || cell.len() > LONGEST_CELL * 4 {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Options, check};
    use crate::oneroster::value::Day;
    use crate::package::{Bytes, Limits};

    const TODAY: Day = Day { year: 2026, month: 11, day: 22 };

    fn read(name: &str, text: &str, file: &str, wanted: &Wanted, most: usize) -> Excerpt {
        let files = vec![(name.to_owned(), Box::new(text.as_bytes().to_vec()) as Box<dyn Bytes>)];
        let package = Package::from_files("x", files, Limits::default());
        let checked = check(&package, &Options::default(), &mut { TODAY }).unwrap();
        excerpt(&package, &checked, file, wanted, most).unwrap()
    }

    fn records(of: &Excerpt) -> Vec<(u64, u64)> {
        of.rows.iter().map(|row| (row.record, row.line)).collect()
    }

    const ORGS: &str = "sourcedId,name,type\n\nd,\"North\nand South\",district\ns1,A,school\n\ns2,B,school\n";

    #[test]
    fn rows_are_found_by_their_numbers_as_findings_give_them() {
        let found = read("orgs.csv", ORGS, "orgs.csv", &Wanted::Records(vec![3, 1]), 10);
        assert_eq!(found.columns, ["sourcedId", "name", "type"]);
        assert_eq!(records(&found), [(1, 3), (3, 7)]);
        assert_eq!(found.rows[0].cells, ["d", "North\nand South", "district"]);
        assert_eq!(records(&read("a/ORGS.CSV", ORGS, "orgs.csv", &Wanted::Records(vec![2]), 10)), [(2, 5)]);
        assert_eq!(read("orgs.csv", ORGS, "users.csv", &Wanted::Records(vec![1]), 10), Excerpt::default());
    }

    #[test]
    fn rows_are_found_by_what_they_hold() {
        let users = "sourcedId;orgSourcedIds;role\nu1;s1,s2;student\nu2;s2;teacher\nu3; s2;student\nu4;;student\n";
        let holding = |words: &[(&str, &str)], most| {
            let words = words.iter().map(|(column, word)| ((*column).to_owned(), (*word).to_owned())).collect();
            records(&read("users.csv", users, "users.csv", &Wanted::Holding(words), most))
        };
        // A line with a comma in it is not taken to be separated by anything else.
        assert_eq!(holding(&[("nothing", "x")], 9), []);
        let users = users.replace(',', " ");
        let by_role = Wanted::Holding(vec![("role".into(), "student".into()), ("orgSourcedIds".into(), "s2".into())]);
        assert_eq!(records(&read("users.csv", &users, "users.csv", &by_role, 9)), [(3, 4)]);
        let blank = Wanted::Holding(vec![("orgSourcedIds".into(), String::new())]);
        assert_eq!(records(&read("users.csv", &users, "users.csv", &blank, 9)), [(4, 5)]);
        let students = Wanted::Holding(vec![("role".into(), "student".into())]);
        assert_eq!(records(&read("users.csv", &users, "users.csv", &students, 2)), [(1, 2), (3, 4)]);
    }

    #[test]
    fn a_file_without_a_header_has_the_columns_of_the_binding() {
        let found =
            read("orgs.csv", "s1,,,North,school,1,\ns2,,,South,school,2,\n", "orgs.csv", &Wanted::Records(vec![2]), 5);
        assert_eq!(found.columns[3], "name");
        assert_eq!(found.rows[0].cells[3], "South");
    }

    #[test]
    fn a_long_cell_is_cut_between_characters() {
        assert_eq!(shown("é".repeat(LONGEST_CELL).as_bytes()), "é".repeat(LONGEST_CELL));
        let cut = shown("é".repeat(5000).as_bytes());
        assert_eq!(cut, format!("{}…", "é".repeat(LONGEST_CELL)));
        assert_eq!(shown(b"\xff"), "\u{FFFD}");
    }
}
