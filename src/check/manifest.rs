//! `manifest.csv`, read whole: it has a few dozen lines.

use super::reading;
use crate::csv::Rows;
use crate::oneroster::{TableId, Version};
use crate::package::{EntryFailure, Package};
use crate::rules::{FileFacts, Findings, ManifestFacts, Property, Roster};

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
    reading::encoding(&mut rows, file.file, findings)?;
    reading::delimiter(&mut rows, file.file, &crate::oneroster::MANIFEST_COLUMNS, findings)?;
    let text = |cell: &[u8]| String::from_utf8_lossy(cell.get(..MOST_BYTES).unwrap_or(cell)).into_owned();
    let (header, header_line) = loop {
        let Some(row) = rows.header()? else {
            crate::rules::empty_file::found(findings, file.place());
            return Ok((None, 0));
        };
        if !row.is_empty() {
            break ((0..row.len()).map(|place| text(row.cell(place))).collect::<Vec<_>>(), row.line);
        }
        crate::rules::blank_row::found(findings, file.place().line(row.line));
    };
    let columns = vec![findings.column("propertyName"), findings.column("value")];
    let width = header.len();
    rows.set_width(width);
    let mut marks = reading::Marks::default();
    let mut properties = Vec::new();
    let mut damaged = Vec::new();
    let mut count = 0;
    while let Some(row) = rows.next_row()? {
        if reading::row(&row, width, file.file, &columns, &mut marks, findings) == reading::Reading::Blank {
            continue;
        }
        count += 1;
        if !marks.damaged().is_empty() && damaged.len() < MOST_ROWS {
            damaged.push(row.record);
        }
        if row.len() >= 2 && properties.len() < MOST_ROWS {
            properties.push(Property {
                name: text(row.cell(0)),
                value: text(row.cell(1)),
                line: row.line,
                record: row.record,
            });
        }
    }
    marks.report(rows.line_ends(), file.file, findings);
    let [name_column, value_column] = [findings.column("propertyName"), findings.column("value")];
    let file = file.file;
    Ok((Some(ManifestFacts { file, value_column, name_column, header, header_line, properties, damaged }), count))
}

/// Whether the headers of a package without a manifest are those of 1.0: more of their names stand in its tables than
/// in those of 1.1.
pub(super) fn is_1_0(package: &Package, files: &[FileFacts]) -> bool {
    let mut old = 0usize;
    let mut new = 0usize;
    for file in files.iter().filter(|file| !file.is_second) {
        let Some(Roster::Table(id)) = file.roster else { continue };
        let header = header_names(package, file.entry);
        let known = |version: Version, id: TableId| {
            version.table(id).map_or(0, |table| header.iter().filter(|name| table.column_index(name).is_some()).count())
        };
        old += known(Version::V1_0, id);
        new += known(Version::V1_1, id);
    }
    old > new
}

/// The cells of a file's first row; none if it cannot be read, which is told when the file itself is read.
fn header_names(package: &Package, entry: usize) -> Vec<String> {
    let Ok(reader) = package.read(entry) else {
        return Vec::new();
    };
    match Rows::new(reader).header() {
        Ok(Some(row)) => (0..row.len()).map(|place| String::from_utf8_lossy(row.cell(place)).into_owned()).collect(),
        _ => Vec::new(),
    }
}
