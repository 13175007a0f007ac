//! What rules are shown: the package, the manifest, a header, a table, a row. Filled by `src/check`.

use std::cell::OnceCell;

use super::finding::{Cause, ColumnId, FileId, Findings, Place};
use crate::csv::{Block, Row, RowBits};
use crate::oneroster::value::Day;
use crate::oneroster::{Kind, METADATA_PREFIX, Mode, Table, TableId, Version};
use crate::receivers::Receiver;

/// What a file in the package is, judged by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Roster {
    /// `manifest.csv`.
    Manifest,
    /// A data file.
    Table(TableId),
}

impl Roster {
    /// The right file name.
    pub fn file(self) -> &'static str {
        match self {
            Self::Manifest => crate::oneroster::MANIFEST_FILE,
            Self::Table(id) => id.file(),
        }
    }
}

/// How well a file's name fits the one that the binding gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NameFit {
    /// Exactly.
    Exact,
    /// But for letter case.
    Case,
    /// But for its ending: `users.csv.csv`, `users.txt`, `users`.
    Ending,
    /// But for a date or number behind it: `users_20261121.csv`.
    Date,
    /// It is another name; the header tells what the file is: `Organizations.csv`.
    Other,
}

/// One entry of the package.
#[derive(Clone, Debug)]
pub struct FileFacts {
    /// Its place among the entries of the package.
    pub entry: usize,
    /// Its path as stored.
    pub path: String,
    /// Its id in findings.
    pub file: FileId,
    /// Size in bytes, as declared.
    pub bytes: u64,
    /// What it is, if its name tells.
    pub roster: Option<Roster>,
    /// How well its name fits.
    pub name: NameFit,
    /// The folder it lies in, if it does not lie at the root.
    pub folder: Option<String>,
    /// Whether it is a leftover of an operating system, such as `.DS_Store`.
    pub is_leftover: bool,
    /// Whether another entry is the same roster file and is read instead.
    pub is_second: bool,
    /// What its header says it is, where it is not read as that: another file has the right name, or several without it
    /// claim to be the same.
    pub claims: Option<Roster>,
}

impl FileFacts {
    /// Where findings about the whole file are.
    pub fn place(&self) -> Place {
        Place::file(self.file)
    }
}

/// The package as a whole.
#[derive(Debug)]
pub struct PackageFacts {
    /// Name of the zip; none for a folder, loose files or standard input.
    pub zip_name: Option<String>,
    /// Its size in bytes.
    pub bytes: u64,
    /// The chosen receivers.
    pub receivers: Vec<Receiver>,
    /// Every entry that is not a directory, in the order of the package.
    pub files: Vec<FileFacts>,
    /// Version of the binding that the files are read by.
    pub version: Version,
    /// The manifest, if there is one that could be read.
    pub manifest: Option<ManifestFacts>,
    /// The day that date rules go by.
    pub today: Day,
}

impl PackageFacts {
    /// The entry that is read as this file.
    pub fn roster(&self, roster: Roster) -> Option<&FileFacts> {
        self.files.iter().find(|file| file.roster == Some(roster) && !file.is_second)
    }

    /// The first of several entries that claim to be this file, of which none is read.
    pub fn claimant(&self, roster: Roster) -> Option<&FileFacts> {
        self.files.iter().find(|file| file.claims == Some(roster)).filter(|_| self.roster(roster).is_none())
    }

    /// The entry that is read as this data file.
    pub fn table(&self, id: TableId) -> Option<&FileFacts> {
        self.roster(Roster::Table(id))
    }

    /// How the manifest says that a file is sent; none if it does not say so in words that the binding knows.
    pub fn mode(&self, id: TableId) -> Option<Mode> {
        self.manifest.as_ref().and_then(|manifest| manifest.mode(id))
    }
}

/// One row of the manifest.
#[derive(Clone, Debug)]
pub struct Property {
    /// First cell.
    pub name: String,
    /// Second cell.
    pub value: String,
    /// Physical line.
    pub line: u64,
    /// Data row, from 1.
    pub record: u64,
}

/// What stands where the manifest has its header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ManifestHeader {
    /// `propertyName,value`.
    Right,
    /// Other names.
    Differs,
    /// The first property.
    Missing,
    /// The properties side by side, in one row or two.
    Wide,
}

/// `manifest.csv`.
#[derive(Debug)]
pub struct ManifestFacts {
    /// Its id in findings.
    pub file: FileId,
    /// Id of its column `value`.
    pub value_column: ColumnId,
    /// Id of its column `propertyName`.
    pub name_column: ColumnId,
    /// Cells of the row that is its header, or stands in its place.
    pub header: Vec<String>,
    /// What that row is.
    pub header_kind: ManifestHeader,
    /// Physical line of that row.
    pub header_line: u64,
    /// Its rows, in their order.
    pub properties: Vec<Property>,
    /// The numbers of those whose cells are not what was meant: they are not UTF-8, or have a quote in the wrong place.
    pub damaged: Vec<u64>,
}

impl ManifestFacts {
    /// The first row of a property.
    pub fn property(&self, name: &str) -> Option<&Property> {
        self.properties.iter().find(|property| property.name == name)
    }

    /// The row that says how a file is sent.
    pub fn file_property(&self, id: TableId) -> Option<&Property> {
        self.properties.iter().find(|property| property.name.strip_prefix("file.") == Some(id.stem()))
    }

    /// How a file is sent.
    pub fn mode(&self, id: TableId) -> Option<Mode> {
        match self.file_property(id)?.value.as_str() {
            "bulk" => Some(Mode::Bulk),
            "delta" => Some(Mode::Delta),
            _ => None,
        }
    }

    /// Where a finding about a property's value is.
    pub fn place(&self, property: &Property) -> Place {
        Place {
            file: Some(self.file),
            line: Some(property.line),
            record: Some(property.record),
            column: Some(self.value_column),
        }
    }
}

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

/// One data file whose rows are read.
#[derive(Clone, Debug)]
pub struct TableFacts {
    /// Its table.
    pub table: &'static Table,
    /// The version it is read by.
    pub version: Version,
    /// How it is sent, if the manifest says so.
    pub mode: Option<Mode>,
    /// Its id in findings.
    pub file: FileId,
    /// Number of cells in the header.
    pub width: usize,
    /// For every column of the table, the place of its cell in a row.
    pub places: Vec<Option<usize>>,
    /// For every column of the table, its id in findings.
    pub column_ids: Vec<ColumnId>,
    /// The day that date rules go by.
    pub today: Day,
}

impl TableFacts {
    /// Place in a row of the cell of a column, by the column's name.
    pub fn place_of(&self, column: &str) -> Option<usize> {
        self.places.get(self.table.column_index(column)?).copied().flatten()
    }

    /// Id in findings of a column of the table.
    pub fn column_id(&self, column: &str) -> Option<ColumnId> {
        self.column_ids.get(self.table.column_index(column)?).copied()
    }

    /// The words of a column's vocabulary.
    pub fn words(&self, column: &str) -> &'static [&'static str] {
        match self.table.column_index(column).and_then(|index| self.table.columns.get(index)) {
            Some(column) => match &column.kind {
                Kind::Token(tokens) => tokens.words,
                _ => &[],
            },
            None => &[],
        }
    }
}

/// What is known of rows that are looked at together.
#[derive(Debug, Default)]
pub struct BatchFacts {
    /// By the places of the first cells: the rows whose cell holds the same as in the row before.
    pub repeats: Vec<RowBits>,
    /// By the place of a cell whose column refers to one record of another file: the slot of that record for each row,
    /// [`BatchFacts::NO_SLOT`] where there is none.
    pub targets: Vec<Vec<u32>>,
    /// The rows that mark their record as deleted.
    pub deleted: RowBits,
    /// By the places of the first cells: the rows whose cell was found to be plain text, as [`Detect::Cell`](super::Detect)
    /// calls it. Known to the rules for rows only.
    pub plain: Vec<RowBits>,
}

impl BatchFacts {
    /// Stands for a record that is not there.
    pub const NO_SLOT: u32 = u32::MAX;

    /// The rows whose cell is known to hold the same as in the row before.
    #[inline]
    pub fn repeats(&self, place: usize) -> RowBits {
        self.repeats.get(place).copied().unwrap_or_default()
    }

    /// The rows whose cell is known to be plain text, and so neither empty nor longer than 50 bytes.
    #[inline]
    pub fn plain(&self, place: usize) -> RowBits {
        self.plain.get(place).copied().unwrap_or_default()
    }

    /// The slot of the record of another file that a cell refers to: see [`Seen::slot`]. None if there is no such record,
    /// or if the column is a list.
    #[inline]
    pub fn target(&self, place: usize, number: usize) -> Option<usize> {
        self.targets(place).get(number).copied().and_then(Self::slot)
    }

    /// The same for all rows, if the column refers to one record of another file. What stands for no record is too high
    /// for any list.
    #[inline]
    pub fn targets(&self, place: usize) -> &[u32] {
        self.targets.get(place).map_or(&[], Vec::as_slice)
    }

    /// What stands for a record in [`BatchFacts::targets`], as a place in a list.
    #[inline]
    pub fn slot(target: u32) -> Option<usize> {
        (target != Self::NO_SLOT).then_some(target as usize)
    }
}

/// One row that could be read.
#[derive(Clone, Copy, Debug)]
pub struct RowFacts<'a> {
    /// The file.
    pub table: &'a TableFacts,
    /// The row.
    pub row: &'a Row<'a>,
    /// Places of the cells whose content is not what was meant; whatever is found in them is kept quiet.
    pub damaged: &'a [usize],
    /// What is known of the rows among which it stands.
    pub batch: &'a BatchFacts,
    /// Its number among them.
    pub number: usize,
}

impl<'a> RowFacts<'a> {
    /// Content of the cell of a column, by the column's name; empty if the file lacks the column.
    pub fn cell(&self, column: &str) -> &'a [u8] {
        self.table.place_of(column).map_or(&[], |place| self.row.cell(place))
    }

    /// Where a finding about a cell of this row is, by the column's name.
    pub fn place(&self, column: &str) -> Place {
        let line = self.table.place_of(column).map_or(self.row.line, |place| self.row.line_of(place));
        Place {
            file: Some(self.table.file),
            line: Some(line),
            record: Some(self.row.record),
            column: self.table.column_id(column),
        }
    }

    /// The row's own `sourcedId`; empty if the file lacks it or the cell is damaged.
    pub fn id(&self) -> &'a [u8] {
        match self.table.places.get(Table::ID) {
            Some(Some(place)) if !self.is_damaged(*place) => self.row.cell(*place),
            _ => &[],
        }
    }

    /// Whether the content of a cell is not what was meant.
    pub fn is_damaged(&self, place: usize) -> bool {
        self.damaged.contains(&place)
    }

    /// Whether the row marks its record as deleted.
    #[inline]
    pub fn is_deleted(&self) -> bool {
        self.batch.deleted.contains(self.number)
    }
}

/// Rows of one file that are looked at together.
#[derive(Clone, Copy)]
#[allow(missing_debug_implementations, reason = "the rows are those of a block of either kind")]
pub struct RowsFacts<'a> {
    /// The file.
    pub table: &'a TableFacts,
    /// The rows.
    pub block: &'a dyn Block,
    /// The same, each by itself: filled when the first check asks for most of them.
    pub each_row: &'a OnceCell<Vec<Row<'a>>>,
    /// What is known of them.
    pub batch: &'a BatchFacts,
    /// Places of the cells whose content is not what was meant; whatever is found in them is kept quiet.
    pub damaged: &'a [usize],
    /// Those of the rows that are not blank.
    pub alive: RowBits,
    /// Those of them that do not repeat all the cells that the check watches.
    pub fresh: RowBits,
}

impl<'a> RowsFacts<'a> {
    /// Shows each fresh row. If something is found in it, the rows that repeat it are shown too.
    pub fn each(&self, findings: &mut Findings, mut look: impl FnMut(&RowFacts, &mut Findings)) {
        // One copy is enough for all rules: they are many, and the rows few.
        self.show_each(findings, &mut look);
    }

    fn show_each(&self, findings: &mut Findings, look: &mut dyn FnMut(&RowFacts, &mut Findings)) {
        let Self { table, block, batch, damaged, .. } = *self;
        let each_row = (self.fresh.count(0..block.rows()) > block.rows() as u64 / 2)
            .then(|| self.each_row.get_or_init(|| (0..block.rows()).map(|number| block.row(number)).collect()));
        let mut look_at = |number: usize| {
            let before = findings.reported();
            let row = each_row.and_then(|rows| rows.get(number)).copied().unwrap_or_else(|| block.row(number));
            look(&RowFacts { table, row: &row, damaged, batch, number }, findings);
            findings.reported() == before
        };
        for number in self.fresh.iter() {
            if !look_at(number) {
                self.alike(number).skip(1).find(|number| look_at(*number));
            }
        }
    }

    /// A fresh row, and those behind it that repeat it.
    pub fn alike(&self, fresh: usize) -> impl Iterator<Item = usize> + use<'_, 'a> {
        let is_alike = move |row: usize| row == fresh || self.alive.contains(row) && !self.fresh.contains(row);
        (fresh..RowBits::ROWS).take_while(move |row| is_alike(*row))
    }

    /// Only some of the rows.
    #[must_use]
    pub fn only(&self, rows: RowBits) -> Self {
        Self { alive: rows, fresh: rows, ..*self }
    }

    /// The fresh rows, but for those in which all these cells are known to be plain text.
    #[must_use]
    pub fn but_plain(&self, places: impl IntoIterator<Item = usize>) -> Self {
        let plain = places.into_iter().fold(self.fresh, |plain, place| plain & self.batch.plain(place));
        self.only(self.fresh & !plain)
    }

    /// The fresh rows whose cell is as it should be. Of a cell that is known to be repeated this is asked once.
    #[must_use]
    pub fn with(&self, place: usize, mut is_wanted: impl FnMut(&[u8]) -> bool) -> Self {
        self.rows_with(place, &mut is_wanted)
    }

    fn rows_with(&self, place: usize, is_wanted: &mut dyn FnMut(&[u8]) -> bool) -> Self {
        let mut wanted = RowBits::NONE;
        let changed = RowBits::first(1) | RowBits::first(self.block.rows()) & !self.batch.repeats(place);
        for rows in changed.stretches(self.block.rows()) {
            if is_wanted(self.cell(rows.start, place)) {
                wanted.insert_all(rows);
            }
        }
        self.only(self.fresh & wanted)
    }

    /// The stretches of rows that are known to hold the same in some cells, by the places of the cells: the number of the
    /// first row of each, and those of its rows that are fresh. Stretches without any are left out.
    pub fn stretches<P>(&self, places: P) -> impl Iterator<Item = (usize, RowBits)> + use<P>
    where
        P: IntoIterator<Item = usize>,
    {
        let (fresh, rows) = (self.fresh, self.block.rows());
        let all = RowBits::first(rows);
        let begins =
            places.into_iter().fold(RowBits::first(1), |begins, place| begins | all & !self.batch.repeats(place));
        let stretches = begins.stretches(rows).map(move |rows| (rows.start, fresh.within(&rows)));
        stretches.filter(|(_, fresh)| *fresh != RowBits::NONE)
    }

    /// Where a finding about a cell of a row is, by the column's name.
    pub fn place(&self, number: usize, column: &str) -> Place {
        let Self { table, block, batch, damaged, .. } = *self;
        RowFacts { table, row: &block.row(number), damaged, batch, number }.place(column)
    }

    /// Content of a cell, by the number of its row and its place in it.
    #[inline]
    pub fn cell(&self, number: usize, place: usize) -> &'a [u8] {
        self.block.cell(number, place)
    }

    /// The slots of the records of another file to which the cells of a column refer, row by row: see
    /// [`BatchFacts::targets`].
    #[inline]
    pub fn targets(&self, place: usize) -> &'a [u32] {
        self.batch.targets(place)
    }

    /// The slot of the record of another file that a cell refers to: see [`BatchFacts::target`].
    #[inline]
    pub fn target(&self, number: usize, place: usize) -> Option<usize> {
        self.batch.target(place, number)
    }

    /// Whether a row marks its record as deleted.
    #[inline]
    pub fn is_deleted(&self, number: usize) -> bool {
        self.batch.deleted.contains(number)
    }
}

/// What is known of the files that have been read.
pub trait Seen {
    /// Whether the file is in the package, is sent as bulk and every row of it could be read: what is not there is
    /// nowhere.
    fn is_whole(&self, file: TableId) -> bool;

    /// The finding that says so, if the file is in the package as bulk and has no record at all.
    fn has_no_records(&self, file: TableId) -> Option<Cause>;

    /// A number that the record whose id has this hash keeps from the end of its file on, below [`Seen::slots`]; none if
    /// the file does not hold it. What is remembered of each record can stand in a plain list under this number.
    fn slot(&self, file: TableId, id_hash: u64) -> Option<usize>;

    /// How many numbers [`Seen::slot`] may give for a file.
    fn slots(&self, file: TableId) -> usize;

    /// The `type` or `role` of the record whose id has this hash; empty if the file does not hold it, or its word is
    /// none of the standard's.
    fn word(&self, file: TableId, id_hash: u64) -> &'static str;
}

impl Findings {
    /// Where a finding about a header cell is: its column's name is what stands in the file.
    pub fn header_place(&mut self, header: &HeaderFacts, cell: usize) -> Place {
        let name = header.cells.get(cell).map_or("", String::as_str);
        let column = self.column(name);
        header.place().column(column)
    }
}
