//! Rows of a file, one after the other, in bounded memory.

use super::buffer::Buffer;
use super::limits::LONGEST_RECORD;
use super::line_end::LineEnds;
use super::row::{CellsOf, Row};
use super::scan::{Cells, DefectKind, LineEnd, RowDefect};
use super::{Encoding, Source};

mod fill;
mod long;
mod plain;
mod quotes;
mod same;

use long::Passing;
use plain::Plain;

/// Reads a file row by row.
pub struct Rows<S: Source> {
    source: S,
    /// Why nothing more can be read; told once the rows before it have been given out.
    failure: Option<S::Failure>,
    encoding: Option<Encoding>,
    /// Bytes of a UTF-16 or UTF-32 file that are not decoded yet.
    undecoded: Vec<u8>,
    buffer: Buffer,
    /// The next record begins here in `buffer`.
    start: usize,
    ended: bool,
    /// Up to here in `buffer`, whoever is inside quotes at the front of a line stays inside them: an earlier record was
    /// followed so far and then set aside. Without this memory each of its lines would be followed as far again.
    open_until: usize,
    delimiter: u8,
    width: Option<usize>,
    line: u64,
    record: u64,
    /// The front of a record that is longer than what is held of it.
    long: Vec<u8>,
    /// Such a record is being passed over, stretch by stretch.
    passing: Option<Passing>,
    cells: Cells,
    /// Cells of a row that is looked at ahead.
    ahead: Cells,
    line_ends: LineEnds,
    plain: Plain,
    /// The row that was read last stands right before `start`.
    last: Last,
}

/// What is known of the row that was read last, if others that are the same would be read alike.
#[derive(Clone, Copy, Debug)]
struct Last {
    /// Its bytes, line end included; none if more than they decided how it was read.
    length: usize,
    lines: u64,
    records: u64,
    line_end: LineEnd,
}

impl Last {
    const NONE: Self = Self { length: 0, lines: 0, records: 0, line_end: LineEnd::EndOfFile };
}

/// Bytes of a file as they stand in it, in UTF-8.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stretch<'a> {
    /// All of them, line ends included: they begin with those of the row.
    pub(crate) bytes: &'a [u8],
    /// The row that they are; none for the rest of a line that is too long.
    pub(crate) row: Option<Row<'a>>,
}

/// What stands next.
enum Next {
    Row(Found),
    /// A record that does not end within [`LONGEST_RECORD`]; it has not been passed over.
    TooLong,
}

/// A row that the exact state machine has read.
struct Found {
    start: usize,
    length: usize,
    line: u64,
    defect: Option<RowDefect>,
    broken_cell: Option<usize>,
}

impl<S: Source> Rows<S> {
    /// Starts at the first byte of a file whose cells are separated by commas.
    pub fn new(source: S) -> Self {
        Self {
            source,
            failure: None,
            encoding: None,
            undecoded: Vec::new(),
            buffer: Buffer::default(),
            start: 0,
            ended: false,
            open_until: 0,
            delimiter: b',',
            width: None,
            line: 1,
            record: 0,
            long: Vec::new(),
            passing: None,
            cells: Cells::default(),
            ahead: Cells::default(),
            line_ends: LineEnds::default(),
            plain: Plain::default(),
            last: Last::NONE,
        }
    }

    /// Where the bytes come from.
    pub fn source(&self) -> &S {
        &self.source
    }

    /// The first line of the file, without its line end, and how the file is encoded. Reads nothing away.
    pub fn first_line(&mut self) -> Result<(&[u8], Encoding), S::Failure> {
        if self.buffer.is_empty() {
            self.fill()?;
        }
        let text = &self.buffer[self.start..];
        let end = text.iter().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(text.len());
        Ok((&text[..end], self.encoding.unwrap_or(Encoding::Utf8)))
    }

    /// The text at the front of the file, at most so many bytes, as far as it is in the first block. Reads nothing away.
    pub fn first_text(&mut self, most: usize) -> Result<&[u8], S::Failure> {
        self.first_line()?;
        let text = &self.buffer[self.start..];
        Ok(text.get(..most).unwrap_or(text))
    }

    /// Whether the next row has so many cells, or there is none. False if it does not end in what has been read of the
    /// file. Reads nothing away.
    pub fn has_next_width(&mut self, width: usize) -> bool {
        let text = self.buffer.get(self.start..).unwrap_or(&[]);
        if text.is_empty() {
            return self.ended;
        }
        let row = self.ahead.scan(text.get(..LONGEST_RECORD).unwrap_or(text), self.ended, self.delimiter);
        row.is_some_and(|row| row.length > 0 && !row.open_at_end) && self.ahead.spans.len() == width
    }

    /// Sets what separates cells.
    pub fn set_delimiter(&mut self, delimiter: u8) {
        self.delimiter = delimiter;
        self.plain.from = None;
    }

    /// Sets how many cells a row should have; it helps to find the next plausible row after a quote left open.
    pub fn set_width(&mut self, width: usize) {
        self.width = Some(width);
    }

    /// Leaves every row to the exact state machine: slower, and the same rows.
    pub fn set_exact(&mut self) {
        self.plain.exact_rows = u32::MAX;
    }

    /// How the lines read so far ended.
    pub fn line_ends(&self) -> LineEnds {
        self.line_ends
    }

    /// The header: the first row, which is not counted as a record.
    pub fn header(&mut self) -> Result<Option<Row<'_>>, S::Failure> {
        self.read(false)
    }

    /// The next data row.
    pub fn next_row(&mut self) -> Result<Option<Row<'_>>, S::Failure> {
        self.read(true)
    }

    /// What comes next in the file, for somebody who passes on all of its bytes: they are those of all stretches, one
    /// behind the other. Batches are asked for before it, as with [`Rows::next_row`].
    pub(crate) fn next_stretch(&mut self, is_record: bool) -> Result<Option<Stretch<'_>>, S::Failure> {
        if let Some(passing) = self.passing.take()
            && let Some((from, to)) = self.pass_stretch(passing)?
        {
            return Ok(Some(Stretch { bytes: self.buffer.get(from..to).unwrap_or(&[]), row: None }));
        }
        match self.find(is_record)? {
            None => Ok(None),
            Some(Next::Row(found)) => {
                let bytes = self.buffer.get(found.start..self.start).unwrap_or(&[]);
                Ok(Some(Stretch { bytes, row: Some(self.row(&found, is_record)) }))
            }
            Some(Next::TooLong) => Ok(Some(self.long_front(is_record))),
        }
    }

    fn read(&mut self, is_record: bool) -> Result<Option<Row<'_>>, S::Failure> {
        match self.find(is_record)? {
            None => Ok(None),
            Some(Next::Row(found)) => Ok(Some(self.row(&found, is_record))),
            Some(Next::TooLong) => self.long_record(is_record).map(Some),
        }
    }

    /// The row that was found last.
    fn row(&self, found: &Found, is_record: bool) -> Row<'_> {
        Row {
            text: &self.buffer[found.start..found.start + found.length],
            cells: CellsOf::Exact(&self.cells),
            is_utf8: false,
            line: found.line,
            record: if is_record { self.record } else { 0 },
            defect: found.defect,
            broken_cell: found.broken_cell,
        }
    }

    fn find(&mut self, is_record: bool) -> Result<Option<Next>, S::Failure> {
        let scanned = loop {
            if self.start == self.buffer.len() && !self.ended {
                self.fill()?;
                continue;
            }
            if self.start == self.buffer.len() {
                return Ok(None);
            }
            if let Some(scanned) = self.known_open() {
                break scanned;
            }
            let rest = &self.buffer[self.start..];
            let text = rest.get(..LONGEST_RECORD).unwrap_or(rest);
            let ended = self.ended && text.len() == rest.len();
            match self.cells.scan(text, ended, self.delimiter) {
                Some(scanned) => break scanned,
                None if text.len() < LONGEST_RECORD => self.fill()?,
                None => match self.too_long() {
                    Some(scanned) => break scanned,
                    None => return Ok(Some(Next::TooLong)),
                },
            }
        };
        let start = self.start;
        let line = self.line;
        let (length, defect, broken_cell) = self.settle(&scanned);
        let is_empty = length == 0;
        let records = u64::from(is_record && !is_empty);
        self.record += records;
        let is_by_itself = scanned.line_end != LineEnd::EndOfFile
            && defect.is_none_or(|it| matches!(it.kind, DefectKind::StrayQuote | DefectKind::TextAfterQuote));
        self.last = Last {
            length: if is_by_itself { self.start - start } else { 0 },
            lines: self.line - line,
            records,
            line_end: scanned.line_end,
        };
        Ok(Some(Next::Row(Found { start, length, line, defect, broken_cell })))
    }

    fn end_line(&mut self, line_end: LineEnd) {
        match line_end {
            LineEnd::CrLf => self.line_ends.crlf += 1,
            LineEnd::Lf => self.line_ends.lf += 1,
            LineEnd::Cr => self.line_ends.cr += 1,
            LineEnd::EndOfFile => return,
        }
        self.line += 1;
    }
}

/// Where the text of a cell begins in the record.
fn text_of_cell(cells: &Cells, cell: usize) -> usize {
    cells.spans.get(cell).map_or(0, |span| span.begins)
}

#[cfg(test)]
mod tests;
