//! Where the header of a file is and what its cells are, judged by the first rows of the file.
//!
//! [`read`] is the one place where this is decided. It looks at rows as they stand in the file and knows nothing of
//! where they come from; whoever reads the file, once more or for somebody who wants to look at it, begins behind the
//! header by the same [`Opening`].

mod first_rows;
mod fits;
mod names;

use crate::csv::{Row, Rows, Source};
use crate::oneroster::{MANIFEST_COLUMNS, MANIFEST_FILE, Table, Version};
use crate::rules::{Above, Decoration, Heading, OtherWidth};

pub(super) use first_rows::{FirstRow, MOST_ABOVE, MOST_BELOW, first_rows, is_line};
use fits::{fits, row_fits};
use names::Names;

/// What separates the cells of a row, by its name.
pub(super) const DELIMITERS: [(u8, &str); 4] =
    [(b',', "comma"), (b'\t', "tab"), (b';', "semicolon"), (b'|', "vertical bar")];

/// How a file is begun, so that its rows follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Opening {
    /// What separates its cells.
    pub(super) delimiter: u8,
    /// Rows before its records, blank lines and the header among them.
    pub(super) skip: usize,
}

/// The header of a file.
#[derive(Debug)]
pub(super) struct Header {
    /// Which of the first rows it is.
    pub(super) row: usize,
    /// What each of its cells is.
    pub(super) headings: Vec<Heading>,
    /// Columns of the table that no cell is.
    pub(super) missing: Vec<usize>,
    /// What stands above it: what kind of lines, how many, and the first text in them.
    pub(super) above: Option<(Above, u64, String)>,
    /// What stands around its names.
    pub(super) decoration: Option<Decoration>,
    /// How the rows differ from it.
    pub(super) other_width: Option<OtherWidth>,
    /// Whether a row of dashes is right below it.
    pub(super) has_dashes: bool,
}

/// What the first rows of a file are.
#[derive(Debug)]
pub(super) enum Reading {
    /// One of them is the header.
    Header(Box<Header>),
    /// None is. The first on which something stands, by its number.
    NoHeader {
        row: usize,
        /// Whether the rows have as many cells as the standard has columns.
        is_wide: bool,
        /// Whether the row holds names, of which the standard knows none.
        is_foreign: bool,
    },
    /// The header is that of another file.
    OtherFile { row: usize, looks_like: &'static str },
    /// The first row is too long to be read.
    Cut { row: usize },
    /// Nothing stands in the file.
    Empty,
}

impl Reading {
    /// Whether a header is there beyond doubt, so that the cells are divided in the right places.
    fn is_certain(&self, rows: &[FirstRow]) -> bool {
        match self {
            Self::Header(header) => rows.get(header.row).is_some_and(|row| is_header(row, &header.headings)),
            Self::OtherFile { .. } => true,
            _ => false,
        }
    }

    /// Rows before the records.
    pub(super) fn skip(&self) -> usize {
        match self {
            Self::Header(header) => header.skip(),
            Self::NoHeader { row, is_foreign, .. } => row + usize::from(*is_foreign),
            Self::OtherFile { row, .. } | Self::Cut { row } => row + 1,
            Self::Empty => 0,
        }
    }
}

/// Whether a row is a header because at least two of its cells, and half of them, certainly are columns.
fn is_header(row: &FirstRow, headings: &[Heading]) -> bool {
    let certain = names::certain(headings);
    certain >= 2 && certain * 2 >= row.filled().count()
}

/// Judges the first rows of a file, for each separator that its cells may have. Gives the separator by its place in
/// [`DELIMITERS`], and what the rows are.
pub(super) fn choose<E>(
    mut rows_by: impl FnMut(u8) -> Result<Vec<FirstRow>, E>,
    table: &Table,
    version: Version,
) -> Result<(usize, Vec<FirstRow>, Reading), E> {
    let mut first = None;
    for (place, (delimiter, _)) in DELIMITERS.iter().enumerate() {
        let rows = rows_by(*delimiter)?;
        let reading = read(table, version, &rows);
        if reading.is_certain(&rows) {
            return Ok((place, rows, reading));
        }
        first.get_or_insert((place, rows, reading));
    }
    Ok(first.unwrap_or_else(|| (0, Vec::new(), Reading::Empty)))
}

/// Judges the first rows of a file.
pub(super) fn read(table: &Table, version: Version, rows: &[FirstRow]) -> Reading {
    let Some(first) = rows.iter().position(|row| !row.is_blank()) else { return Reading::Empty };
    if rows[first].is_cut {
        return Reading::Cut { row: first };
    }
    let sure_at = |row: usize| {
        let names = names_of(table, rows, row);
        is_header(&rows[row], &names.headings).then_some((row, names))
    };
    let mut sure = (first..rows.len().min(MOST_ABOVE + 1)).find_map(sure_at);
    // Some programs write a row of names for people above the names for programs.
    if let Some((row, names)) = &sure
        && let Some((next, better)) = (row + 1..rows.len()).find(|next| !rows[*next].is_blank()).and_then(sure_at)
        && names::exact(&better.headings) > names::exact(&names.headings)
    {
        sure = Some((next, better));
    }
    let cells = &rows[first].cells;
    let header =
        sure.or_else(|| Some((first, names_of(table, rows, first))).filter(|(_, it)| may_be_header(table, cells, it)));
    if cells.iter().map(String::as_str).eq(MANIFEST_COLUMNS) {
        return Reading::OtherFile { row: first, looks_like: MANIFEST_FILE };
    }
    let Some((row, names)) = header else {
        if let Some(other) = other_table(version, table, cells, 0) {
            return Reading::OtherFile { row: first, looks_like: other.id.file() };
        }
        let is_wide = cells.len() == table.columns.len();
        return Reading::NoHeader { row: first, is_wide, is_foreign: is_wide && is_foreign(table, rows, first) };
    };
    let ours = names::own(&names.headings);
    if ours < table.columns.len().div_ceil(2)
        && let Some(other) = other_table(version, table, &rows[row].cells, ours)
    {
        return Reading::OtherFile { row, looks_like: other.id.file() };
    }
    let Names { headings, mut missing, decoration } = names;
    let above = above(table, rows, row, &headings);
    let below = &rows[row + 1..];
    let has_dashes = below.first().is_some_and(FirstRow::is_dashes);
    let records = below[usize::from(has_dashes)..].iter().filter(|below| below.cells != rows[row].cells);
    let other_width = other_width(table, &headings, &missing, records);
    if let Some(width) = &other_width {
        missing.retain(|column| !width.lacking.contains(column));
    }
    Reading::Header(Box::new(Header { row, headings, missing, above, decoration, other_width, has_dashes }))
}

fn names_of(table: &Table, rows: &[FirstRow], row: usize) -> Names {
    let cells = &rows[row].cells;
    let is_record = |below: &&FirstRow| below.cells.len() == cells.len() && below.cells != *cells;
    let below = || rows[row + 1..].iter().filter(is_record).take(MOST_BELOW);
    Names::of(table, cells, &|place, column| {
        let filled = || below().filter_map(|row| row.cells.get(place)).filter(|cell| !cell.is_empty());
        is_mostly(filled(), |cell| fits(&table.columns[column], cell))
    })
}

/// Whether most are so, or there are none: a few wrong values do not hide what a column is.
fn is_mostly<T>(all: impl Iterator<Item = T>, is_so: impl Fn(T) -> bool) -> bool {
    let (mut so, mut others) = (0, 0);
    all.for_each(|it| *(if is_so(it) { &mut so } else { &mut others }) += 1);
    so > others || others == 0
}

/// Whether a row may be a header of which most is not known. One word that is the name of a column, as `schoolYear` may
/// stand in a record, is not enough.
fn may_be_header(table: &Table, cells: &[String], names: &Names) -> bool {
    let (certain, near) = (names::certain(&names.headings), names::near(&names.headings));
    let is_telling = |cell: &String| {
        let is_word = table.columns.iter().any(|column| match &column.kind {
            crate::oneroster::Kind::Token(tokens) => tokens.words.contains(&cell.as_str()),
            _ => false,
        });
        cell.bytes().any(|byte| byte.is_ascii_uppercase()) && table.column_index(cell).is_some() && !is_word
    };
    certain >= 2 || certain + near >= 3 || certain == 1 && cells.iter().any(is_telling)
}

/// Whether a row holds names that the standard does not know: something in each cell, no two the same, no numbers, and
/// not what the columns hold, while the rows below hold it.
fn is_foreign(table: &Table, rows: &[FirstRow], row: usize) -> bool {
    let cells = &rows[row].cells;
    let is_name = |cell: &String| cell.chars().next().is_some_and(char::is_alphabetic) && cell.len() <= 60;
    let is_once = |(place, cell): (usize, &String)| !cells[..place].contains(cell);
    let places: Vec<Option<usize>> = (0..cells.len()).map(Some).collect();
    let mut below = rows[row + 1..].iter().filter(|below| !below.cells.is_empty()).take(MOST_BELOW).peekable();
    cells.iter().all(is_name)
        && cells.iter().enumerate().all(is_once)
        && !row_fits(table, &places, cells)
        && below.peek().is_some()
        && below.all(|below| below.cells.len() == cells.len() && row_fits(table, &places, &below.cells))
}

/// What stands above the header.
fn above(table: &Table, rows: &[FirstRow], header: usize, headings: &[Heading]) -> Option<(Above, u64, String)> {
    let places = places_of(table, headings, headings.len());
    what_is_above(rows, header, |row| {
        let has_digits = row.filled().any(|cell| cell.bytes().any(|byte| byte.is_ascii_digit()));
        row.cells.len() == headings.len()
            && (row_fits(table, &places, &row.cells) || has_digits && row.filled().count() * 2 >= headings.len())
    })
}

/// What kind of lines stand above the header, how many, and the first text in them.
pub(super) fn what_is_above(
    rows: &[FirstRow],
    header: usize,
    is_record: impl Fn(&FirstRow) -> bool,
) -> Option<(Above, u64, String)> {
    let above = rows.get(..header).filter(|above| !above.is_empty())?;
    let lines = rows.get(header)?.line.saturating_sub(rows.first()?.line);
    let text = above.iter().flat_map(FirstRow::filled).next().cloned().unwrap_or_default();
    let low = text.trim().to_ascii_lowercase();
    let kind = if text.is_empty() {
        Above::Blank
    } else if low.starts_with("sep=") {
        Above::Separator
    } else if low.starts_with("#type ") {
        Above::PowerShell
    } else if above.iter().any(is_record) {
        Above::Records
    } else {
        Above::Text
    };
    Some((kind, lines, text))
}

/// How the rows differ from the header, if all that were looked at do so by the same number of cells.
fn other_width<'a>(
    table: &Table,
    headings: &[Heading],
    missing: &[usize],
    below: impl Iterator<Item = &'a FirstRow>,
) -> Option<OtherWidth> {
    let width = headings.len();
    let is_row = |row: &&FirstRow| !row.cells.is_empty() && !row.is_report_line();
    let rows: Vec<&FirstRow> = below.filter(is_row).take(MOST_BELOW).collect();
    let cells = rows.first()?.cells.len();
    if rows.len() < 2 || cells < 2 || cells == width || rows.iter().any(|row| row.cells.len() != cells) {
        return None;
    }
    let fit = |places: &[Option<usize>]| is_mostly(rows.iter(), |row| row_fits(table, places, &row.cells));
    let mut found = OtherWidth { cells, lacking: Vec::new(), surplus: Vec::new(), is_readable: true };
    // The header lacks the names of just these columns.
    let columns: Vec<usize> = headings.iter().filter_map(Heading::column).collect();
    let is_in_order = columns.len() == width && columns.is_sorted();
    if cells == width + missing.len() && is_in_order {
        found.lacking = missing.to_vec();
        if fit(&found.places(table, headings)) {
            return Some(found);
        }
    }
    // It has names that are no columns, and the rows have no cells for them.
    let is_stranger = |heading: &Heading| match heading {
        Heading::Unknown | Heading::Repeated(_) => true,
        Heading::Empty(missing) => missing.is_empty(),
        _ => false,
    };
    let strangers: Vec<usize> = (0..width).filter(|place| is_stranger(&headings[*place])).collect();
    if width == cells + strangers.len() {
        found = OtherWidth { lacking: Vec::new(), surplus: strangers, ..found };
        if fit(&found.places(table, headings)) {
            return Some(found);
        }
    }
    found = OtherWidth { lacking: Vec::new(), surplus: Vec::new(), ..found };
    let is_rest_empty = |row: &&FirstRow| row.cells.iter().skip(width).all(String::is_empty);
    found.is_readable = fit(&found.places(table, headings)) && rows.iter().all(is_rest_empty);
    Some(found)
}

/// For every column of the table the place of its cell in a row of so many cells.
fn places_of(table: &Table, headings: &[Heading], cells: usize) -> Vec<Option<usize>> {
    let mut places = vec![None; table.columns.len()];
    for (place, heading) in headings.iter().enumerate().take(cells) {
        if let Some(column) = heading.column() {
            places[column] = Some(place);
        }
    }
    places
}

/// Whether there is nothing to say about a header.
pub(super) fn is_plain(table: &Table, cells: &[String]) -> bool {
    let mut rest = cells.iter();
    let is_own = table.columns.iter().all(|column| rest.next().is_some_and(|cell| cell == column.name));
    is_own && rest.next().is_none()
}

impl Opening {
    /// Reads what stands before the records. Shows each row, and whether it is the last of them.
    pub(super) fn pass<S: Source>(
        &self,
        rows: &mut Rows<S>,
        width: usize,
        mut show: impl FnMut(&Row, bool),
    ) -> Result<(), S::Failure> {
        rows.set_delimiter(self.delimiter);
        // As the first rows were read when it was decided how many there are.
        rows.set_width(width);
        for left in (0..self.skip).rev() {
            match rows.header()? {
                Some(row) => show(&row, left == 0),
                None => break,
            }
        }
        Ok(())
    }
}

impl Header {
    /// A header to which there is nothing to say.
    pub(super) fn plain(table: &Table) -> Self {
        Self {
            row: 0,
            headings: (0..table.columns.len()).map(Heading::Exact).collect(),
            missing: Vec::new(),
            above: None,
            decoration: None,
            other_width: None,
            has_dashes: false,
        }
    }

    /// Rows before the records.
    pub(super) fn skip(&self) -> usize {
        match self.above {
            Some((Above::Records, ..)) => 0,
            _ => self.row + 1 + usize::from(self.has_dashes),
        }
    }

    /// For every column of the table the place of its cell in a row.
    pub(super) fn places(&self, table: &Table) -> Vec<Option<usize>> {
        match &self.other_width {
            None => places_of(table, &self.headings, self.headings.len()),
            Some(width) => width.places(table, &self.headings),
        }
    }
}

impl OtherWidth {
    /// For every column of the table the place of its cell in a row.
    fn places(&self, table: &Table, headings: &[Heading]) -> Vec<Option<usize>> {
        if !self.lacking.is_empty() {
            let mut columns: Vec<usize> = headings.iter().filter_map(Heading::column).collect();
            columns.extend(&self.lacking);
            crate::order::sort(&mut columns);
            return (0..table.columns.len()).map(|column| columns.iter().position(|own| *own == column)).collect();
        }
        let there = headings.iter().enumerate().filter(|(place, _)| !self.surplus.contains(place));
        let there: Vec<Heading> = there.map(|(_, heading)| heading.clone()).collect();
        places_of(table, &there, self.cells)
    }
}

/// The other file whose header this is: it knows most of the cells, and clearly more than the file's own table does.
fn other_table(version: Version, table: &Table, cells: &[String], ours: usize) -> Option<&'static Table> {
    let known = |other: &Table| cells.iter().filter(|cell| other.column_index(cell).is_some()).count();
    let others = version.tables().iter().filter(|other| other.id != table.id);
    let (theirs, other) = others.map(|other| (known(other), other)).max_by_key(|(fits, _)| *fits)?;
    (theirs > ours + 1 && theirs > other.columns.len() / 2).then_some(other)
}
