//! `manifest.csv`, read whole: it has a few dozen lines.

use super::header::{self, DELIMITERS, FirstRow, MOST_ABOVE, MOST_BELOW, Opening};
use super::reading::{self, Layout, Marks};
use crate::csv::Rows;
use crate::oneroster::value::is_id_byte;
use crate::oneroster::{MANIFEST_COLUMNS, Table, TableId, Version};
use crate::package::{EntryFailure, Package};
use crate::rules::{
    FileFacts, Findings, ManifestFacts, ManifestHeader, Property, Roster, blank_row, empty_file, header_width,
    line_too_long, lines_above_header, wrong_delimiter, wrong_file_content,
};

/// Rows that are looked at; a real manifest has fewer than thirty.
pub(super) const MOST_ROWS: usize = 1000;

/// Bytes of a cell that are kept; the values of real manifests are words and file names.
const MOST_BYTES: usize = 4096;

/// Reads the manifest; reports how its rows are written, not what they say. None if it is empty.
pub(super) fn read(
    package: &Package,
    file: &FileFacts,
    findings: &mut Findings,
) -> Result<(Option<ManifestFacts>, u64), EntryFailure> {
    let mut rows = Rows::new(package.read(file.entry)?);
    if let Some(kind) = wrong_file_content::kind_of(rows.first_text(512)?) {
        wrong_file_content::found_kind(findings, file.place(), kind);
        return Ok((None, 0));
    }
    reading::encoding(&mut rows, file.file, findings)?;
    let (separator, first) = first_rows(package, file.entry)?;
    let start = Start::of(&first);
    let Some(at) = start.row() else {
        let blank = first.iter().filter(|row| row.cells.is_empty());
        blank.for_each(|row| blank_row::found(findings, file.place().line(row.line)));
        empty_file::found(findings, file.place());
        return Ok((None, 0));
    };
    let header_line = first.get(at).map_or(1, |row| row.line);
    let other = first.get(at).and_then(|row| other_table(&start, &row.cells));
    if first.get(at).is_some_and(|row| row.is_cut) {
        line_too_long::found(findings, file.place().line(header_line));
    }
    if separator > 0 {
        wrong_delimiter::found(findings, file.place().line(header_line), DELIMITERS[separator].1);
    }
    if let Some(other) = other {
        wrong_file_content::found(findings, file.place().line(header_line), other.file());
        reading::pass_over(&mut rows, file.file, Marks::default(), findings)?;
        return Ok((None, 0));
    }
    if matches!(start, Start::Missing(_)) {
        let blank = first.iter().take(at).filter(|row| row.cells.is_empty());
        blank.for_each(|row| blank_row::found(findings, file.place().line(row.line)));
    } else if let Some((kind, lines, text)) = header::what_is_above(&first, start.top(&first), |_| false) {
        lines_above_header::found(findings, file.place().line(1), kind, lines, header_line, &text);
    }
    let [name_column, value_column] = MANIFEST_COLUMNS.map(|name| findings.column(name));
    let header: Vec<String> = first.get(at).map(|row| row.cells.clone()).unwrap_or_default();
    let skip = at + usize::from(!matches!(start, Start::Missing(_)));
    let usual = usual_width(first.get(skip..).unwrap_or_default());
    let is_right = header == MANIFEST_COLUMNS;
    if is_right && let Some(width) = usual {
        header_width::found_in_manifest(findings, file.place().line(header_line), width);
    }
    let mut columns = vec![name_column, value_column];
    columns.resize(usual.unwrap_or(2), findings.column(""));
    columns.truncate(usual.unwrap_or(2));
    let kind = match &start {
        _ if is_right => ManifestHeader::Right,
        Start::Header(_) => ManifestHeader::Differs,
        Start::Missing(_) | Start::Nothing => ManifestHeader::Missing,
        Start::Wide(..) => ManifestHeader::Wide,
    };
    let names = if kind == ManifestHeader::Right { header.clone() } else { Vec::new() };
    let mut layout = Layout::new(file.file, Opening { delimiter: DELIMITERS[separator].0, skip }, columns, names);
    layout.passes_empty_cells = true;
    layout.opening.pass(&mut rows, 2, |_, _| {})?;
    rows.set_width(layout.columns.len());
    let mut facts = ManifestFacts {
        file: file.file,
        value_column,
        name_column,
        header,
        header_kind: kind,
        header_line,
        properties: Vec::new(),
        damaged: Vec::new(),
    };
    let text = |cell: &[u8]| String::from_utf8_lossy(cell.get(..MOST_BYTES).unwrap_or(cell)).into_owned();
    let mut marks = Marks::default();
    if let Start::Wide(_, pairs) = start {
        // What it says stands in one row or two; what is below is none of it.
        let property = |(name, value)| Property { name, value, line: header_line, record: 1 };
        facts.properties = pairs.into_iter().map(property).collect();
        reading::pass_over(&mut rows, file.file, marks, findings)?;
        return Ok((Some(facts), 1));
    }
    // Where the names are exchanged, so are the cells.
    let (name, value) = if is_exchanged(&facts.header) { (1, 0) } else { (0, 1) };
    let mut count = 0;
    while let Some(row) = rows.next_row()? {
        if reading::row(&row, &layout, &mut marks, findings) == reading::Reading::Blank {
            continue;
        }
        count += 1;
        if !marks.damaged().is_empty() && facts.damaged.len() < MOST_ROWS {
            facts.damaged.push(row.record);
        }
        if row.len() >= 2 && facts.properties.len() < MOST_ROWS {
            facts.properties.push(Property {
                name: text(row.cell(name)),
                value: text(row.cell(value)),
                line: row.line,
                record: row.record,
            });
        }
    }
    marks.report(rows.line_ends(), file.file, findings);
    Ok((Some(facts), count))
}

/// How the manifest is begun, and the cells of its header.
pub(super) fn begins(package: &Package, entry: usize) -> Result<(Opening, Vec<String>), EntryFailure> {
    let (separator, mut first) = first_rows(package, entry)?;
    let start = Start::of(&first);
    let at = start.row().unwrap_or(0);
    let delimiter = DELIMITERS[separator].0;
    if matches!(start, Start::Missing(_) | Start::Nothing) {
        let names = MANIFEST_COLUMNS.map(str::to_owned).to_vec();
        return Ok((Opening { delimiter, skip: at }, names));
    }
    Ok((Opening { delimiter, skip: at + 1 }, first.swap_remove(at).cells))
}

/// How a manifest begins. The numbers are those of the first rows.
enum Start {
    /// With names of columns, right or wrong.
    Header(usize),
    /// With a property.
    Missing(usize),
    /// With names of properties side by side, their values below or beside them.
    Wide(usize, Vec<(String, String)>),
    /// Nothing stands in it.
    Nothing,
}

impl Start {
    fn of(rows: &[FirstRow]) -> Self {
        let filled = |row: &usize| rows[*row].cells.iter().any(|cell| !cell.trim().is_empty());
        let mut all = (0..rows.len().min(MOST_ABOVE + 1)).filter(filled);
        let Some(first) = all.next() else { return Self::Nothing };
        let mut all = std::iter::once(first).chain(all);
        if let Some(row) = all.clone().find(|row| rows[*row].cells.iter().filter(|cell| is_property(cell)).count() > 2)
        {
            return Self::Wide(row, pairs(&rows[row], rows.get(row + 1)));
        }
        if let Some(row) = all.clone().find(|row| is_header(&rows[*row].cells)) {
            return Self::Header(row);
        }
        match all.find(|row| rows[*row].cells.first().is_some_and(|cell| is_property(cell))) {
            Some(row) if row == first => Self::Missing(row),
            // What stands right above the first property are the names, whatever they are.
            Some(row) if filled(&(row - 1)) => Self::Header(row - 1),
            Some(row) => Self::Missing(row),
            None => Self::Header(first),
        }
    }

    /// The first row that belongs to what the manifest says.
    fn top(&self, rows: &[FirstRow]) -> usize {
        match self {
            // The names of the columns may stand above what is side by side.
            Self::Wide(row, _) if *row > 0 && is_header(&rows[row - 1].cells) => row - 1,
            other => other.row().unwrap_or(0),
        }
    }

    /// The row that is the header, or stands in its place.
    fn row(&self) -> Option<usize> {
        match self {
            Self::Header(row) | Self::Missing(row) | Self::Wide(row, _) => Some(*row),
            Self::Nothing => None,
        }
    }
}

/// Whether the cells are the names of the manifest's columns, in some way of writing.
fn is_header(cells: &[String]) -> bool {
    is_name(cells, 0, "propertyname")
        || is_name(cells, 1, "propertyname")
        || is_name(cells, 0, "property") && is_name(cells, 1, "value")
}

/// Whether the names of the columns are exchanged.
fn is_exchanged(cells: &[String]) -> bool {
    is_name(cells, 1, "propertyname") && !is_name(cells, 0, "propertyname")
}

fn is_name(cells: &[String], place: usize, name: &str) -> bool {
    cells.get(place).is_some_and(|cell| {
        let plain: String = cell.chars().filter(char::is_ascii_alphanumeric).collect();
        plain.to_ascii_lowercase().ends_with(name)
    })
}

/// The data file whose header this is: most of its columns are there.
fn other_table(start: &Start, cells: &[String]) -> Option<TableId> {
    let Start::Header(_) = start else { return None };
    let tables = Version::ALL.into_iter().flat_map(Version::tables);
    let known = |table: &Table| cells.iter().filter(|cell| table.column_index(cell).is_some()).count();
    let (known, table) = tables.map(|table| (known(table), table)).max_by_key(|(known, _)| *known)?;
    (known > 2 && known > table.columns.len() / 2).then_some(table.id)
}

/// Whether a cell is the name of a property.
fn is_property(cell: &str) -> bool {
    let cell = cell.trim().to_ascii_lowercase();
    let begins = ["manifest.", "oneroster.", "file.", "source."];
    let is_rest = |rest: &str| !rest.is_empty() && rest.bytes().all(is_id_byte);
    begins.iter().any(|start| cell.strip_prefix(start).is_some_and(is_rest))
}

/// The properties of a row in which they stand side by side.
fn pairs(row: &FirstRow, below: Option<&FirstRow>) -> Vec<(String, String)> {
    let cells = &row.cells;
    let is_below = cells.windows(2).any(|pair| pair.iter().all(|cell| is_property(cell)));
    let names = cells.iter().enumerate().filter(|(_, cell)| is_property(cell));
    names
        .filter_map(|(place, name)| {
            let value = if is_below { below?.cells.get(place)? } else { cells.get(place + 1)? };
            Some((name.trim().to_owned(), value.clone()))
        })
        .collect()
}

/// The first rows, and what separates their cells, by its place in [`DELIMITERS`].
fn first_rows(package: &Package, entry: usize) -> Result<(usize, Vec<FirstRow>), EntryFailure> {
    let mut first = None;
    for (place, (delimiter, _)) in DELIMITERS.iter().enumerate() {
        let rows = header::first_rows(package, entry, *delimiter, 2)?;
        let is_divided = |row: &FirstRow| {
            row.cells.len() > 1 && (is_header(&row.cells) || row.cells.first().is_some_and(|cell| is_property(cell)))
        };
        if rows.iter().any(is_divided) {
            return Ok((place, rows));
        }
        first.get_or_insert((place, rows));
    }
    Ok(first.unwrap_or_default())
}

/// How many cells the rows have, if all that were looked at have the same wrong number.
fn usual_width(rows: &[FirstRow]) -> Option<usize> {
    let widths: Vec<usize> = rows.iter().map(|row| row.cells.len()).filter(|len| *len > 0).take(MOST_BELOW).collect();
    let width = *widths.first()?;
    (widths.len() > 1 && width != 2 && widths.iter().all(|other| *other == width)).then_some(width)
}

/// Whether the headers of a package without a manifest are those of 1.0: more of their names stand in its tables than
/// in those of 1.1.
pub(super) fn is_1_0(package: &Package, files: &[FileFacts]) -> bool {
    let mut old = 0usize;
    let mut new = 0usize;
    for file in files.iter().filter(|file| !file.is_second) {
        let Some(Roster::Table(id)) = file.roster else { continue };
        let [in_old, in_new] =
            names_of_versions(package, file.entry, [Version::V1_0, Version::V1_1].map(|it| it.table(id)));
        old += in_old;
        new += in_new;
    }
    old > new
}

/// How many names of each table stand in that of a file's first rows which has most of them, whatever separates its
/// cells. Why a file cannot be read is told when it is checked.
fn names_of_versions(package: &Package, entry: usize, tables: [Option<&Table>; 2]) -> [usize; 2] {
    let width = tables.iter().flatten().map(|table| table.columns.len()).max().unwrap_or(0);
    let known = |row: &FirstRow| {
        tables.map(|table| {
            let is_known = |name: &&String| table.is_some_and(|table| table.column_index(name).is_some());
            row.cells.iter().filter(is_known).count()
        })
    };
    let rows =
        DELIMITERS.iter().filter_map(|(delimiter, _)| header::first_rows(package, entry, *delimiter, width).ok());
    rows.flatten()
        .map(|row| known(&row))
        .fold([0; 2], |most, own| if own.iter().sum::<usize>() > most.iter().sum() { own } else { most })
}
