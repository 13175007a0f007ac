//! What rules are shown of a header.

use super::super::finding::{FileId, Place};
use super::super::findings::Findings;
use crate::oneroster::{METADATA_PREFIX, Table, Version};

/// What one cell of a header row is. Places are those of the table's columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heading {
    /// A column of the table.
    Exact(usize),
    /// A column of the table but for letter case or spaces.
    Miscased(usize),
    /// Another name of a column of the table: what the REST interface calls it, or the same in other words.
    Renamed(usize),
    /// A name that may stand for one of these columns, the likeliest first. The cells below are not read.
    Likely(Vec<usize>),
    /// Close to a column of the table that is otherwise missing.
    Misspelled(usize),
    /// A column of the table that an earlier cell already is.
    Repeated(usize),
    /// A vendor's own column, `metadata.…`.
    Metadata,
    /// Nothing, just where this column is missing.
    Unnamed(usize),
    /// Nothing, among the places of these columns, which are missing; or of none.
    Empty(Vec<usize>),
    /// No column that the binding knows.
    Unknown,
}

impl Heading {
    /// The table's column that the cell is, whether well written or not.
    pub fn column(&self) -> Option<usize> {
        match self {
            Self::Exact(column)
            | Self::Miscased(column)
            | Self::Renamed(column)
            | Self::Misspelled(column)
            | Self::Unnamed(column) => Some(*column),
            _ => None,
        }
    }
}

/// What stands around the names of columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decoration {
    /// Before each name.
    pub before: String,
    /// Behind each name.
    pub after: String,
    /// Whether it is the name of a table and a point, and not the same everywhere.
    pub is_a_table: bool,
    /// Number of the names that have it.
    pub names: usize,
}

impl Decoration {
    /// The name itself; none if nothing stands around it.
    pub fn without<'a>(&self, cell: &'a str) -> Option<&'a str> {
        if !self.is_a_table {
            return cell.strip_prefix(self.before.as_str())?.strip_suffix(self.after.as_str());
        }
        let at = match cell.find(&format!(".{METADATA_PREFIX}")) {
            Some(at) => at,
            None => cell.rfind('.').filter(|_| !cell.starts_with(METADATA_PREFIX))?,
        };
        Some(cell.get(at + 1..)?.trim_matches(['[', ']', '"', '\'', '`', ' ']))
    }
}

/// What stands above the header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Above {
    /// Blank lines.
    Blank,
    /// `sep=,`, by which a spreadsheet program is told the separator.
    Separator,
    /// `#TYPE …`, which `PowerShell` writes.
    PowerShell,
    /// Records: the header is not missing, but stands among them.
    Records,
    /// Something else: a title, a date.
    Text,
}

/// In what the rows differ from the header that they have more cells, or fewer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherWidth {
    /// Cells of each row.
    pub cells: usize,
    /// Columns whose names the header lacks, while the rows have their cells.
    pub lacking: Vec<usize>,
    /// Cells of the header below which the rows have none.
    pub surplus: Vec<usize>,
    /// Whether the cells can be matched with their columns.
    pub is_readable: bool,
}

/// The header row of one data file.
#[derive(Debug)]
pub struct HeaderFacts {
    /// Its table.
    pub table: &'static Table,
    /// The version it is read by.
    pub version: Version,
    /// Its id in findings.
    pub file: FileId,
    /// Physical line of the header.
    pub line: u64,
    /// Its cells as they stand in the file.
    pub cells: Vec<String>,
    /// What each cell is.
    pub headings: Vec<Heading>,
    /// Columns of the table that no cell is, by their places in the table.
    pub missing: Vec<usize>,
    /// What stands above it: what kind of lines, how many, and the first text in them.
    pub above: Option<(Above, u64, String)>,
    /// What stands around its names.
    pub decoration: Option<Decoration>,
    /// How the rows differ from it.
    pub other_width: Option<OtherWidth>,
}

impl HeaderFacts {
    /// A header in the first line, with rows as wide as itself.
    pub fn new(
        table: &'static Table,
        version: Version,
        file: FileId,
        cells: Vec<String>,
        headings: Vec<Heading>,
    ) -> Self {
        Self {
            table,
            version,
            file,
            line: 1,
            cells,
            headings,
            missing: Vec::new(),
            above: None,
            decoration: None,
            other_width: None,
        }
    }

    /// Where findings about the header are.
    pub fn place(&self) -> Place {
        Place::file(self.file).line(self.line)
    }

    /// Whether the rows have no cell below this one.
    pub fn is_surplus(&self, cell: usize) -> bool {
        self.other_width.as_ref().is_some_and(|width| width.surplus.contains(&cell))
    }

    /// The name in a cell, without what stands around all names.
    pub fn bare(&self, cell: usize) -> Option<&str> {
        let cell = self.cells.get(cell)?;
        Some(self.decoration.as_ref().and_then(|decoration| decoration.without(cell)).unwrap_or(cell))
    }

    /// The names of columns of the table.
    pub fn names(&self, columns: &[usize]) -> Vec<&'static str> {
        columns.iter().filter_map(|column| self.table.columns.get(*column)).map(|column| column.name).collect()
    }

    /// The table's column that a cell is, whether well written or not.
    pub fn column_at(&self, cell: usize) -> Option<usize> {
        self.headings.get(cell)?.column()
    }
}

impl Findings {
    /// Where a finding about a header cell is: its column's name is what stands in the file.
    pub fn header_place(&mut self, header: &HeaderFacts, cell: usize) -> Place {
        let name = header.cells.get(cell).map_or("", String::as_str);
        let column = self.column(name);
        header.place().column(column)
    }
}
