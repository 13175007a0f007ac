//! The rows of a data file, read as the check reads them, for those who do not check: the one way in.

use super::header::{self, DELIMITERS, Header, Opening, Reading as First};
use super::reading::Layout;
pub(crate) use super::records::{Few, Records};
pub(crate) use super::table::Stopped;
use super::{manifest, names, package_pass};
use std::ops::ControlFlow;

use crate::csv::{Row, Rows};
use crate::oneroster::{Mode, Table, TableId, Version};
use crate::package::{EntryFailure, Package};
use crate::rules::{ColumnId, FileFacts, Findings, ManifestFacts, Roster};

/// What the files of a package are.
pub(crate) struct Tables<'a> {
    pub(super) package: &'a Package,
    files: Vec<FileFacts>,
    manifest: Option<ManifestFacts>,
    /// The version, told as for a check.
    pub(crate) version: Version,
}

impl<'a> Tables<'a> {
    /// Finds out what the files are.
    pub(crate) fn of(package: &'a Package) -> Self {
        let mut unheard = Findings::new(&[], 0);
        let files = names::files(package, &mut unheard);
        let own = files.iter().find(|file| file.roster == Some(Roster::Manifest) && !file.is_second);
        let manifest = own.and_then(|file| manifest::read(package, file, &mut unheard).ok()?.0);
        let version = package_pass::version(package, manifest.as_ref(), &files);
        Self { package, files, manifest, version }
    }

    /// The files, in the order of the package.
    pub(crate) fn files(&self) -> &[FileFacts] {
        &self.files
    }

    /// How a file is sent, if the manifest says so.
    pub(crate) fn mode(&self, id: TableId) -> Option<Mode> {
        self.manifest.as_ref().and_then(|manifest| manifest.mode(id))
    }

    /// Whether there is a file of records.
    pub(crate) fn has_any(&self) -> bool {
        self.files.iter().any(|file| matches!(file.roster, Some(Roster::Table(_))))
    }

    /// Whether the manifest says that there is no such file.
    pub(crate) fn is_said_absent(&self, id: TableId) -> bool {
        let property = self.manifest.as_ref().and_then(|manifest| manifest.file_property(id));
        property.is_some_and(|it| it.value == "absent")
    }

    /// The file that is read as this table, ready to be read as often as need be. None if there is none.
    pub(crate) fn table(&self, id: TableId) -> Option<Result<Sheet<'a>, Unread>> {
        let file = self.files.iter().find(|file| file.roster == Some(Roster::Table(id)) && !file.is_second)?;
        Some(self.sheet(id, file))
    }

    fn sheet(&self, id: TableId, file: &FileFacts) -> Result<Sheet<'a>, Unread> {
        let table = self.version.table(id).or_else(|| Version::V1_2.table(id)).ok_or(Unread::Unknown)?;
        let read = |delimiter| header::first_rows(self.package, file.entry, delimiter, table.columns.len());
        let (separator, mut rows, first) = header::choose(read, table, self.version)?;
        let delimiter = DELIMITERS[separator].0;
        let skip = first.skip();
        let mut ids = Findings::new(&[], 0);
        let header = match first {
            First::Header(header) => header,
            First::NoHeader { row, is_wide: true, is_foreign } => {
                let header: Vec<String> = table.columns.iter().map(|column| column.name.to_owned()).collect();
                let columns = header.iter().map(|name| ids.column(name)).collect();
                let opening = Opening { delimiter, skip: row + usize::from(is_foreign) };
                let mut layout = Layout::new(file.file, opening, columns, header);
                layout.has_header = is_foreign;
                let width = layout.columns.len();
                return Ok(Sheet {
                    package: self.package,
                    entry: file.entry,
                    table,
                    columns: table.columns.iter().map(|column| column.name.to_owned()).zip(0..).collect(),
                    width,
                    layout,
                });
            }
            First::Empty => return Err(Unread::Empty),
            _ => return Err(Unread::Header),
        };
        if header.other_width.as_ref().is_some_and(|width| !width.is_readable) {
            return Err(Unread::Header);
        }
        let places = header.places(table);
        let Header { row, above, other_width, .. } = *header;
        let (line, cells) =
            if row < rows.len() { (rows[row].line, rows.swap_remove(row).cells) } else { (1, Vec::new()) };
        let width = other_width.as_ref().map_or(cells.len(), |width| width.cells);
        let mut columns = Vec::with_capacity(width);
        let mut column_ids: Vec<ColumnId> = Vec::with_capacity(width);
        for cell in 0..width {
            let known = places.iter().position(|place| *place == Some(cell));
            let name = match known.and_then(|column| table.columns.get(column)) {
                Some(column) => column.name,
                None => cells.get(cell).map_or("", |name| name.trim()),
            };
            column_ids.push(ids.column(name));
            columns.push((name.to_owned(), cell));
        }
        let is_among_records = matches!(above, Some((crate::rules::Above::Records, ..)));
        let mut layout = Layout::new(file.file, Opening { delimiter, skip }, column_ids, cells);
        layout.header_line = is_among_records.then_some(line);
        layout.other_width = other_width.filter(|width| width.lacking.is_empty()).map(|_| layout.header.len());
        Ok(Sheet { package: self.package, entry: file.entry, table, columns, width, layout })
    }
}

/// Why a file cannot be read as a table.
#[derive(Debug)]
pub(crate) enum Unread {
    /// The version has no such file.
    Unknown,
    /// Nothing stands in it.
    Empty,
    /// Its header does not tell which column is which.
    Header,
    /// Its bytes cannot be had.
    Failed(EntryFailure),
}

impl From<EntryFailure> for Unread {
    fn from(failure: EntryFailure) -> Self {
        Self::Failed(failure)
    }
}

/// A file that can be read as a table.
pub(crate) struct Sheet<'a> {
    package: &'a Package,
    entry: usize,
    /// The table of the standard.
    pub(crate) table: &'static Table,
    /// The names of its columns, as the standard spells those it knows, and their places in a row.
    pub(crate) columns: Vec<(String, usize)>,
    width: usize,
    layout: Layout,
}

impl Sheet<'_> {
    /// The place of a column in a row.
    pub(crate) fn place(&self, name: &str) -> Option<usize> {
        self.columns.iter().find(|(own, _)| own == name).map(|(_, place)| *place)
    }

    /// Bytes of the file as they stand in the package.
    pub(crate) fn packed_bytes(&self) -> u64 {
        self.package.entries().get(self.entry).map_or(0, |entry| entry.packed_bytes)
    }

    /// What separates the cells of its rows.
    pub(crate) fn delimiter(&self) -> u8 {
        self.layout.opening.delimiter
    }

    /// Its records, from the first one on.
    pub(crate) fn records(&self) -> Result<Records<'_>, EntryFailure> {
        let mut rows = Rows::new(self.package.read(self.entry)?);
        self.layout.opening.pass(&mut rows, self.table.columns.len(), |_, _| {})?;
        rows.set_width(self.width);
        Ok(Records::new(rows, &self.layout))
    }

    /// Shows every record that could be divided into its columns, and gives the number of rows that could not. `watch` is
    /// told now and then how many packed bytes and rows were read, and may stop it. What was shown before remains true.
    pub(crate) fn read(
        &self,
        watch: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
        show: &mut dyn FnMut(&Row),
    ) -> Result<u64, Stopped> {
        let mut records = self.records()?;
        let mut before = 0;
        while let Some(few) = records.next()? {
            for row in (0..few.len()).filter_map(|number| few.row(number)) {
                show(&row);
            }
            let read = few.read;
            if before / WATCHED != read / WATCHED && watch(few.packed, read).is_break() {
                return Err(Stopped::Cancelled);
            }
            before = read;
        }
        Ok(records.set_aside())
    }
}

/// Rows between two looks at whether anybody still waits.
pub(crate) const WATCHED: u64 = 1 << 14;
