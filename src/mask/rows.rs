//! The rows of one file, passed on with their cells replaced.

use super::cells::{Cells, Kept};
use super::scores::Scores;
use super::zeros::zeros;
use crate::check::shape::Shape;
use crate::check::tables::Tables;
use crate::copy::Failure;
use crate::copy::again::Again;
use crate::copy::memo::Memo;
use crate::copy::out::Out;
use crate::csv::{Batch, DefectKind, Encoding, Row, RowBits, Rows, Source};
use crate::oneroster::{MANIFEST_COLUMNS, TableId, Version};
use crate::package::{EntryFailure, Package};
use crate::rules::{FileFacts, Roster, is_report_text};

/// Bytes that are gathered before they are written.
const FLUSH: usize = 1 << 18;

/// What a row is masked by.
#[derive(Clone, Copy, PartialEq, Eq)]
enum As {
    /// The columns of its cells.
    Record,
    /// The same, with doubt in which column a cell stands.
    Doubtful,
    /// The names and words of a manifest.
    Manifest,
    /// Nothing but names of columns is known in it.
    Unknown,
}

/// One file on its way.
pub(super) struct Pass<'a> {
    shape: &'a Shape,
    cells_of: &'a mut Cells,
    kept: Vec<Kept>,
    doubtful: Vec<Kept>,
    usual: As,
    /// For each place of a cell what became of those that stood there.
    before: Vec<Memo<Vec<u8>>>,
    /// All places of cells.
    places: Vec<Option<usize>>,
    again: Again,
    out: Vec<u8>,
    /// Cells replaced.
    pub(super) cells: u64,
}

/// Reads the limits of scores.
pub(super) fn limits(
    package: &Package,
    tables: &Tables,
    file: &FileFacts,
    scores: &mut Scores,
) -> Result<(), EntryFailure> {
    let shape = tables.shape(file)?;
    let Some(table) = shape.table else { return Ok(()) };
    let place = |name| {
        let column = table.column_index(name)?;
        shape.columns.iter().position(|own| *own == Some(column))
    };
    let places: Vec<usize> = ["resultValueMin", "resultValueMax"].into_iter().filter_map(place).collect();
    let mut rows = shape.rows(package.read(file.entry)?);
    for _ in 0..shape.skip {
        rows.header()?;
    }
    shape.begin_records(&mut rows);
    while let Some(row) = rows.next_row()? {
        for place in &places {
            scores.add_limit(row.cell(*place));
        }
    }
    Ok(())
}

impl<'a> Pass<'a> {
    pub(super) fn new(shape: &'a Shape, file: &FileFacts, cells_of: &'a mut Cells, keeps_school_names: bool) -> Self {
        let kept: Vec<Kept> = shape
            .columns
            .iter()
            .map(|column| {
                match shape.table.zip(*column).and_then(|(table, column)| Some((table, table.columns.get(column)?))) {
                    Some((table, column)) => Kept::of(table, column, keeps_school_names),
                    None => Kept::of_missing(shape.table, &shape.columns),
                }
            })
            .collect();
        let usual = match file.roster {
            Some(Roster::Manifest) if !file.is_second => As::Manifest,
            _ if shape.table.is_some() => As::Record,
            _ => As::Unknown,
        };
        let doubtful = kept.iter().map(Kept::in_doubt).collect();
        let before = kept.iter().map(|_| Memo::default()).collect();
        let places = (0..kept.len()).map(Some).collect();
        let (again, out) = (Again::default(), Vec::new());
        Self { shape, cells_of, kept, doubtful, usual, before, places, again, out, cells: 0 }
    }

    /// Passes the file on.
    pub(super) fn run(
        &mut self,
        package: &Package,
        file: &FileFacts,
        to: &mut dyn Out,
        tell: &mut dyn FnMut(u64) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let unread = |why| Failure::Unread { path: file.path.clone(), why };
        let mut start = [0; 8];
        let count = package.read(file.entry).and_then(|mut reader| reader.read(&mut start)).map_err(unread)?;
        let start = start.get(..count).unwrap_or_default();
        let (encoding, mark) = Encoding::sniff(start);
        let mut rows = self.shape.rows(package.read(file.entry).map_err(unread)?);
        if file.roster.is_none() && encoding == Encoding::Utf8 && looks_binary(&mut rows).map_err(unread)? {
            return zeros(to, package, file.entry);
        }
        to.write(start.get(..mark).unwrap_or_default())?;
        let mut place = 0;
        let mut told = 0u64;
        let mut is_end = false;
        while !is_end {
            if place == self.shape.skip {
                self.shape.begin_records(&mut rows);
            }
            let batch =
                if place < self.shape.skip || self.usual != As::Record { None } else { rows.next_batch(RowBits::ROWS) };
            if let Some(batch) = batch {
                self.batch(&batch);
            } else if let Some(stretch) = rows.next_stretch(place >= self.shape.skip).map_err(unread)? {
                match stretch.row {
                    Some(row) if place < self.shape.skip => self.before_records(place, &row, stretch.bytes),
                    Some(row) => self.row(&row, stretch.bytes),
                    None => self.cells_of.texts.replace(stretch.bytes, &mut self.out),
                }
                place += usize::from(stretch.row.is_some());
            } else {
                is_end = true;
            }
            if self.out.len() >= FLUSH || is_end {
                told += self.out.len() as u64;
                encoding.encode(&self.out, |bytes| to.write(bytes))?;
                self.out.clear();
                tell(told)?;
            }
        }
        Ok(())
    }

    /// Rows that are plain.
    fn batch(&mut self, batch: &Batch) {
        let shape = self.shape;
        let may_be_none = |number: usize| batch.may_be_no_record(number) || shape.is_header(&batch.row(number));
        if !(0..batch.len()).any(may_be_none) && self.records(batch) {
            return;
        }
        for number in 0..batch.len() {
            let (row, line) = (batch.row(number), batch.line(number));
            if may_be_none(number) {
                self.record(&row, line, As::Record);
            } else {
                self.cells(&row, line, As::Record);
            }
        }
    }

    /// Records that are plain; false, and none is passed on, if they have too many cells or too few for this.
    fn records(&mut self, batch: &Batch) -> bool {
        let Some(separator) = batch.separator().filter(|_| self.places.len() == batch.width()) else { return false };
        let Self { places, again, kept, before, cells_of, out, .. } = self;
        let mut cell = |number: usize, place: usize, out: &mut Vec<u8>| {
            let Some((kept, before)) = kept.get(place).zip(before.get_mut(place)) else { return };
            let cell = batch.raw(number, place);
            if cell.is_empty() {
                return;
            }
            let masked = before.of(cell, |masked| {
                masked.clear();
                cells_of.replace(kept, cell, masked);
            });
            out.extend_from_slice(masked);
        };
        let end = |number: usize, out: &mut Vec<u8>| out.extend_from_slice(batch.line_end(number));
        let count = again.write(batch, places, separator, out, &mut cell, &end);
        self.cells += count.unwrap_or(0);
        count.is_some()
    }

    fn before_records(&mut self, place: usize, row: &Row, bytes: &[u8]) {
        let is_header = self.shape.header_row == Some(place)
            && (self.usual != As::Manifest || !(0..row.len()).any(|place| is_property(row.cell(place))));
        if is_header {
            self.out.extend_from_slice(bytes);
        } else {
            self.record(row, bytes, if self.usual == As::Manifest { As::Manifest } else { As::Unknown });
        }
    }

    fn row(&mut self, row: &Row, bytes: &[u8]) {
        let is_doubtful = row.len() != self.kept.len()
            || row.defect.is_some_and(|it| matches!(it.kind, DefectKind::UnclosedQuote { .. } | DefectKind::TooLong));
        let by = if self.usual == As::Record && is_doubtful { As::Doubtful } else { self.usual };
        self.record(row, bytes, by);
    }

    fn record(&mut self, row: &Row, bytes: &[u8], by: As) {
        if self.shape.is_header(row) {
            self.out.extend_from_slice(bytes);
            return;
        }
        if is_remark(row) {
            self.remark(bytes);
            return;
        }
        self.cells(row, bytes, by);
    }

    /// A row whose cells are no remark.
    fn cells(&mut self, row: &Row, bytes: &[u8], by: As) {
        let mut at = 0;
        let len = if row.is_empty() { 0 } else { row.len() };
        // Only the exact rows can begin with what is no cell.
        for place in 0..len {
            let cell = row.raw_cell(place);
            let name = if by == As::Manifest { is_manifest_word(row, place) } else { false };
            if name || by == As::Unknown && is_name(cell) {
                self.out.extend_from_slice(cell);
            } else if !cell.is_empty() {
                self.cells += 1;
                self.cell(place, cell, by);
            }
            at += cell.len();
            // The separator.
            if let Some(separator) = bytes.get(at).filter(|_| place + 1 < len) {
                self.out.push(*separator);
                at += 1;
            }
        }
        // The line end, and lines that stand in doubt.
        let rest = bytes.get(at..).unwrap_or_default();
        if rest.iter().all(|byte| matches!(byte, b'\r' | b'\n')) {
            self.out.extend_from_slice(rest);
        } else {
            self.cells_of.texts.replace(rest, &mut self.out);
        }
    }

    fn cell(&mut self, place: usize, cell: &[u8], by: As) {
        let Some((kept, before)) = self.kept.get(place).zip(self.before.get_mut(place)).filter(|_| by == As::Record)
        else {
            let kept = self.doubtful.get(place).filter(|_| by == As::Doubtful).unwrap_or(&Kept::Nothing);
            self.cells_of.replace(kept, cell, &mut self.out);
            return;
        };
        let masked = before.of(cell, |masked| {
            masked.clear();
            self.cells_of.replace(kept, cell, masked);
        });
        self.out.extend_from_slice(masked);
    }

    /// A line of a report, whose words are known.
    fn remark(&mut self, bytes: &[u8]) {
        let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || !byte.is_ascii();
        for word in bytes.chunk_by(|one, other| is_letter(*one) == is_letter(*other)) {
            let is_known = self.shape.names().iter().any(|name| contains(name, word))
                || REMARKS.iter().any(|known| known.as_bytes().eq_ignore_ascii_case(word));
            if is_known {
                self.out.extend_from_slice(word);
            } else {
                self.cells_of.texts.replace(word, &mut self.out);
            }
        }
    }
}

/// The words by which a line of a report is known.
const REMARKS: [&str; 22] = [
    "row",
    "rows",
    "record",
    "records",
    "affected",
    "selected",
    "total",
    "totals",
    "count",
    "trailer",
    "generated",
    "printed",
    "exported",
    "created",
    "page",
    "number",
    "of",
    "end",
    "report",
    "completion",
    "time",
    "s",
];

fn contains(name: &str, word: &[u8]) -> bool {
    name.split(|letter: char| !letter.is_alphanumeric()).any(|part| part.as_bytes().eq_ignore_ascii_case(word))
}

fn is_remark(row: &Row) -> bool {
    let text = |place| std::str::from_utf8(row.cell(place)).unwrap_or_default();
    let mut filled = (0..row.len()).filter(|place| !row.cell(*place).is_empty());
    match (filled.next(), filled.next(), filled.next()) {
        (Some(0), None, _) => is_report_text(text(0)),
        (Some(0), Some(second), None) => {
            is_report_text(text(0)) || is_report_text(&format!("{} {}", text(0), text(second)))
        }
        _ => false,
    }
}

/// Whether a cell is the name of a column of any file.
fn is_name(cell: &[u8]) -> bool {
    let cell = String::from_utf8_lossy(cell);
    let bare = crate::check::likeness::bare(cell.trim_start_matches('\u{FEFF}'));
    let is_it = |name: &str| bare.eq_ignore_ascii_case(name);
    MANIFEST_COLUMNS.into_iter().any(is_it)
        || Version::ALL
            .into_iter()
            .flat_map(Version::tables)
            .flat_map(|table| table.columns)
            .any(|column| is_it(column.name))
        || cell.to_ascii_lowercase().starts_with("sep=")
        || cell.to_ascii_lowercase().starts_with("#type ")
}

fn is_property(cell: &[u8]) -> bool {
    const PREFIXES: [&[u8]; 4] = [b"manifest.", b"oneroster.", b"file.", b"source."];
    let cell = cell.trim_ascii();
    PREFIXES.iter().any(|prefix| cell.get(..prefix.len()).is_some_and(|front| front.eq_ignore_ascii_case(prefix)))
}

/// Whether a cell of a manifest is a name or a word, and not what somebody calls a system.
fn is_manifest_word(row: &Row, place: usize) -> bool {
    let cell = row.cell(place).trim_ascii();
    let is_of = |sign: fn(u8) -> bool| cell.iter().all(|byte| sign(*byte));
    let is_source = |cell: &[u8]| cell.get(..7).is_some_and(|front| front.eq_ignore_ascii_case(b"source."));
    if is_property(cell) {
        return true;
    }
    let words = ["propertyName", "value", "bulk", "delta", "absent", "manifest", "true", "false", "yes", "no"];
    let is_word = words.iter().any(|word| word.as_bytes().eq_ignore_ascii_case(cell))
        || TableId::ALL.iter().any(|id| {
            id.stem().as_bytes().eq_ignore_ascii_case(cell) || id.file().as_bytes().eq_ignore_ascii_case(cell)
        });
    let is_of_version = |cell: &[u8]| {
        let cell = cell.trim_ascii().to_ascii_lowercase();
        cell.starts_with(b"oneroster.") || cell.starts_with(b"manifest.")
    };
    if cell.len() <= 20 && row.len() == 2 && (0..2).any(|other| other != place && is_of_version(row.cell(other))) {
        return true;
    }
    let is_version = cell.len() <= 8 && is_of(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'v' | b'V'));
    // A name that the standard does not have: it may be one that was mistyped.
    let is_like_name = place == 0
        && cell.len() <= 40
        && !is_of(|byte| byte.is_ascii_digit())
        && is_of(|byte| !matches!(byte, b' ' | b'@'))
        && !(0..row.len()).any(|other| other != place && is_property(row.cell(other)));
    !(0..row.len()).any(|other| is_source(row.cell(other).trim_ascii())) && (is_word || is_version || is_like_name)
}

/// Whether a file is no text.
fn looks_binary<S: Source>(rows: &mut Rows<S>) -> Result<bool, S::Failure> {
    Ok(rows.first_text(1 << 14)?.contains(&0))
}
