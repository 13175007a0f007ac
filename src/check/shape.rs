//! How the bytes of one file are laid out, for somebody who passes on all of them and changes some.

use super::header::{self, DELIMITERS, Reading as First};
use super::manifest;
use super::tables::Tables;
use crate::csv::{Row, Rows};
use crate::oneroster::{MANIFEST_COLUMNS, Table, Version};
use crate::package::{EntryFailure, EntryReader};
use crate::rules::{FileFacts, Roster};

/// The layout of one file.
pub(crate) struct Shape {
    delimiter: u8,
    /// Rows before the records.
    pub(crate) skip: usize,
    /// Which of the rows before the records is the header.
    pub(crate) header_row: Option<usize>,
    /// The width by which the rows before the records are read, and that of the records.
    widths: [usize; 2],
    /// The cells of the header, by which it is known again.
    header: Vec<String>,
    /// What the rows are rows of; none for the manifest, and where the columns are not known.
    pub(crate) table: Option<&'static Table>,
    /// The column of the table that a cell of a record is, by the place of the cell.
    pub(crate) columns: Vec<Option<usize>>,
}

impl Tables<'_> {
    /// The layout of a file. One that is read as nothing has no columns.
    pub(crate) fn shape(&self, file: &FileFacts) -> Result<Shape, EntryFailure> {
        match file.roster.filter(|_| !file.is_second) {
            Some(Roster::Table(id)) => match self.version.table(id).or_else(|| Version::V1_2.table(id)) {
                Some(table) => self.of_table(file, table),
                None => Ok(Shape::unknown()),
            },
            Some(Roster::Manifest) => {
                let (opening, header) = manifest::begins(self.package, file.entry)?;
                Ok(Shape {
                    delimiter: opening.delimiter,
                    skip: opening.skip,
                    header_row: opening.skip.checked_sub(1),
                    widths: [MANIFEST_COLUMNS.len(); 2],
                    header,
                    ..Shape::unknown()
                })
            }
            None => Ok(Shape::unknown()),
        }
    }

    fn of_table(&self, file: &FileFacts, table: &'static Table) -> Result<Shape, EntryFailure> {
        let read = |delimiter| header::first_rows(self.package, file.entry, delimiter, table.columns.len());
        let (separator, mut rows, first) = header::choose(read, table, self.version)?;
        let mut shape = Shape {
            delimiter: DELIMITERS.get(separator).map_or(b',', |(delimiter, _)| *delimiter),
            skip: first.skip(),
            widths: [table.columns.len(); 2],
            ..Shape::unknown()
        };
        match first {
            First::Header(header) => {
                let places = header.places(table);
                let cells = if header.row < rows.len() { rows.swap_remove(header.row).cells } else { Vec::new() };
                let width = header.other_width.as_ref().map_or(cells.len(), |width| width.cells);
                shape.header_row = (header.row < shape.skip).then_some(header.row);
                shape.widths[1] = width;
                shape.table = Some(table);
                shape.columns = (0..width).map(|cell| places.iter().position(|place| *place == Some(cell))).collect();
                shape.header = cells;
            }
            First::NoHeader { row, is_wide: true, is_foreign } => {
                shape.header_row = is_foreign.then_some(row);
                shape.table = Some(table);
                shape.columns = (0..table.columns.len()).map(Some).collect();
                shape.header = table.columns.iter().map(|column| column.name.to_owned()).collect();
            }
            First::OtherFile { row, .. } => shape.header_row = Some(row),
            First::NoHeader { .. } | First::Cut { .. } | First::Empty => {}
        }
        Ok(shape)
    }
}

impl Shape {
    fn unknown() -> Self {
        let (widths, header, columns) = ([0; 2], Vec::new(), Vec::new());
        Self { delimiter: b',', skip: 0, header_row: None, widths, header, table: None, columns }
    }

    /// The rows of the file from its first byte on, those before the records first.
    pub(crate) fn rows<'a>(&self, reader: EntryReader<'a>) -> Rows<EntryReader<'a>> {
        let mut rows = Rows::new(reader);
        rows.set_delimiter(self.delimiter);
        if self.widths[0] > 0 {
            rows.set_width(self.widths[0]);
        }
        rows
    }

    /// To be called when the rows before the records have been read.
    pub(crate) fn begin_records(&self, rows: &mut Rows<EntryReader<'_>>) {
        if self.widths[1] > 0 {
            rows.set_width(self.widths[1]);
        }
    }

    /// The names in the header.
    pub(crate) fn names(&self) -> &[String] {
        &self.header
    }

    /// Whether a row is the header once more.
    pub(crate) fn is_header(&self, row: &Row) -> bool {
        let is_same = |(place, name): (usize, &String)| {
            // Quickly told of most cells.
            row.cell(place).len() >= name.trim().len()
                && std::str::from_utf8(row.cell(place)).is_ok_and(|cell| cell.trim().eq_ignore_ascii_case(name.trim()))
        };
        // Of a header of one name a record may consist too.
        self.header.len() > 1 && row.len() == self.header.len() && self.header.iter().enumerate().all(is_same)
    }
}
