//! Rows of a file, one after the other, in bounded memory.

use super::buffer::Buffer;
use super::index::Index;
use super::repeats::PieceRepeats;
use super::row_bits::RowBits;
use super::scan::{Cells, Defect, DefectKind, LineEnd, MOST_CELLS, Scanned, after_line_break, line_breaks};
use super::{Ahead, Encoding, Piece, Source, simd};

mod long;
use long::{End, Passing, is_row, line_end_of};

/// Bytes read at once; under Miri, which clears them one by one, no more than a test needs.
pub(super) const BLOCK: usize = if cfg!(miri) { 512 } else { 256 * 1024 };

/// Longest record in bytes. Real ones stay below 10 kB; what is longer is a quote that never closes or no CSV at all.
pub(super) const LONGEST_RECORD: usize = 1024 * 1024;

/// How the lines of a file end: the number of each kind, line breaks inside quoted cells left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LineEnds {
    /// Carriage return and line feed, as RFC 4180 has it.
    pub crlf: u64,
    /// Line feed alone.
    pub lf: u64,
    /// Carriage return alone.
    pub cr: u64,
}

/// Rows that the exact state machine reads before the index is tried again, once the two disagreed on where a row
/// begins: a quote in the wrong place turns inside out whatever the index holds behind it.
const EXACT_ROWS: u32 = 64;

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

/// What the index knows of the buffer.
#[derive(Debug, Default)]
struct Plain {
    index: Index,
    /// Where the indexed piece begins in the buffer; none when there is no index of what is in the buffer now.
    from: Option<usize>,
    /// Number of the next row in the index, of the cells before it, and of the odd bytes before it.
    row: usize,
    cells: usize,
    odd: usize,
    /// Offset of that row in the buffer.
    at: usize,
    /// Offsets in the piece of the rows that were given out last.
    starts: Vec<u32>,
    /// Whether the piece is UTF-8.
    is_utf8: bool,
    /// What its cells repeat, if that was found out ahead.
    repeats: PieceRepeats,
    /// Rows that are still to be read exactly.
    exact_rows: u32,
}

impl Plain {
    /// The index is that of a piece which begins here in the buffer, with a row.
    fn begin(&mut self, from: usize) {
        (self.from, self.row, self.cells, self.odd, self.at) = (Some(from), 0, 0, 0, from);
    }
}

/// Bytes of two rows that are compared at once.
#[allow(clippy::cast_possible_truncation, reason = "they are few")]
const BLOCK_OF_BYTES: u32 = simd::BLOCK as u32;

/// Bytes of a file as they stand in it, in UTF-8.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stretch<'a> {
    /// All of them, line ends included: they begin with those of the row.
    pub(crate) bytes: &'a [u8],
    /// The row that they are; none for the rest of a line that is too long.
    pub(crate) row: Option<Row<'a>>,
}

/// Rows of the right width, one behind the other, that are plain: see `Index`. At most [`RowBits::ROWS`].
#[derive(Clone, Copy, Debug)]
pub struct Batch<'a> {
    text: &'a [u8],
    /// Offsets in `text` of the ends of the cells, `width` for each row.
    ends: &'a [u32],
    width: usize,
    /// Offsets of the rows.
    starts: &'a [u32],
    line: u64,
    record: u64,
    /// What each cell but the first repeats, if that was found out ahead.
    repeats: Option<&'a [RowBits]>,
}

impl<'a> Batch<'a> {
    /// Rows of a piece, wherever in the file it stands.
    pub(super) fn of_piece(text: &'a [u8], ends: &'a [u32], width: usize, starts: &'a [u32]) -> Self {
        Self { text, ends, width, starts, line: 0, record: 0, repeats: None }
    }

    /// Number of rows.
    #[inline]
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Whether there are no rows; a batch has one at least.
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// The rows.
    pub fn rows(&self) -> impl Iterator<Item = Row<'a>> + use<'a> {
        let batch = *self;
        (0..batch.len()).map(move |number| batch.row(number))
    }

    /// One row, by its number in the batch.
    #[inline]
    pub fn row(&self, number: usize) -> Row<'a> {
        let ends = self.ends.get(number * self.width..(number + 1) * self.width).unwrap_or(&[]);
        let start = self.starts.get(number).copied().unwrap_or(0);
        let end = ends.last().copied().unwrap_or(start);
        Row {
            text: self.text.get(start as usize..end as usize).unwrap_or(&[]),
            cells: CellsOf::Plain { ends, start },
            line: self.line + number as u64,
            record: self.record + number as u64,
            defect: None,
            broken_cell: None,
            is_utf8: true,
        }
    }

    /// Content of one cell of a row, without its quotes.
    #[inline]
    pub fn cell(&self, number: usize, place: usize) -> &'a [u8] {
        unquoted(self.raw(number, place))
    }

    /// Whether all cells of a row but the first and another may be empty: they hold two bytes each, which may be quotes,
    /// and a few more.
    #[inline]
    pub fn may_be_no_record(&self, number: usize) -> bool {
        let (first, last) = (self.ends.get(number * self.width), self.ends.get((number + 1) * self.width - 1));
        first.zip(last).is_none_or(|(first, last)| (last - first) as usize <= 3 * (self.width - 1) + 8)
    }

    /// Tells the places of the cells in which two rows differ. Both are read side by side from the front of a cell on: as
    /// far as their bytes are the same, so are their cells. Behind cells that differ in their length they are brought
    /// side by side again.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "see Work")]
    fn compare(
        &self,
        (one_start, one): (u32, &[u32]),
        (start, ends): (u32, &[u32]),
        but_first: bool,
        mut differ: impl FnMut(usize),
    ) {
        let Some(&row_end) = ends.last() else { return };
        let (mut place, mut from, mut one_from) = (0, start, one_start);
        if but_first && let (Some(end), Some(one_end)) = (ends.first(), one.first()) {
            (place, from, one_from) = (1, end + 1, one_end + 1);
        }
        while from <= row_end {
            let mut differing = self.differing(one_from, from);
            let mut next = BLOCK_OF_BYTES;
            while differing != 0 {
                let here = from + differing.trailing_zeros();
                if here > row_end {
                    return;
                }
                while ends.get(place).is_some_and(|end| *end < here) {
                    place += 1;
                }
                let (Some(end), Some(one_end)) = (ends.get(place), one.get(place)) else { return };
                let (behind, one_behind) = (end + 1 - from, one_end + 1 - one_from);
                // What stands behind the last cells may be different line ends.
                if here == row_end && behind == one_behind {
                    return;
                }
                differ(place);
                place += 1;
                if behind != one_behind || behind >= BLOCK_OF_BYTES {
                    (from, one_from, next) = (end + 1, one_end + 1, 0);
                    break;
                }
                differing &= u64::MAX << behind;
            }
            from += next;
            one_from += next;
        }
    }

    /// Which of the bytes from two offsets on are not the same.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "see Work")]
    fn differing(&self, one: u32, other: u32) -> u64 {
        let block = |at: u32| self.text.get(at as usize..)?.first_chunk();
        if let (Some(one), Some(other)) = (block(one), block(other)) {
            return simd::differing(one, other);
        }
        // At the end of the text no block is left.
        let padded = |at: u32| {
            let mut block = [0; simd::BLOCK];
            let rest = self.text.get(at as usize..).unwrap_or(&[]);
            block.iter_mut().zip(rest).for_each(|(to, byte)| *to = *byte);
            block
        };
        simd::differing(&padded(one), &padded(other))
    }

    /// A row as it stands in the file, with its line end.
    pub(crate) fn line(&self, number: usize) -> &'a [u8] {
        let Some(start) = self.starts.get(number) else { return &[] };
        let end = self.ends.get((number + 1) * self.width - 1).map_or(*start, |end| after_line_end(self.text, *end));
        self.text.get(*start as usize..end as usize).unwrap_or(&[])
    }

    #[inline]
    fn raw(&self, number: usize, place: usize) -> &'a [u8] {
        let at = number * self.width + place;
        let from = if place == 0 { self.starts.get(number).copied() } else { self.ends.get(at - 1).map(|end| end + 1) };
        let (Some(from), Some(end)) = (from, self.ends.get(at)) else { return &[] };
        self.text.get(from as usize..*end as usize).unwrap_or(&[])
    }
}

/// Rows that are looked at together: a batch of plain rows, or one row that the exact state machine read.
pub trait Block {
    /// Number of rows.
    fn rows(&self) -> usize;

    /// One row, by its number in the block.
    fn row(&self, number: usize) -> Row<'_>;

    /// Content of one cell of a row, without its quotes.
    fn cell(&self, number: usize, place: usize) -> &[u8];

    /// For each of the first cells of a row: the rows of which it holds the same as in the row before, quotes included.
    /// The first row is none of them. If `but_first`, the first cell is never said to be the same: it is the id.
    fn repeats(&self, cells: &mut [RowBits], but_first: bool);

    /// Whether a cell of each row can be taken for what it is: it stands before the damage of a damaged row.
    fn is_readable(&self, place: usize) -> bool;
}

impl Block for Batch<'_> {
    fn rows(&self) -> usize {
        self.len()
    }

    #[inline]
    fn row(&self, number: usize) -> Row<'_> {
        Batch::row(self, number)
    }

    #[inline]
    fn cell(&self, number: usize, place: usize) -> &[u8] {
        Batch::cell(self, number, place)
    }

    // Asked once for a block, and large: one copy is enough.
    #[inline(never)]
    fn repeats(&self, cells: &mut [RowBits], but_first: bool) {
        if let Some(known) = self.repeats.filter(|_| but_first) {
            for (cell, known) in cells.iter_mut().zip(known) {
                *cell = *known;
            }
            return;
        }
        simd::at_best(Repeats { batch: self, cells, but_first });
    }

    fn is_readable(&self, _: usize) -> bool {
        true
    }
}

/// The work of finding the cells that hold the same as in the row before.
struct Repeats<'a> {
    batch: &'a Batch<'a>,
    cells: &'a mut [RowBits],
    but_first: bool,
}

impl simd::Work for Repeats<'_> {
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "see Work")]
    fn run(self) {
        let Self { batch, cells, but_first } = self;
        let mut others = RowBits::first(batch.len());
        others.remove(0);
        cells.fill(others);
        if but_first && let Some(first) = cells.first_mut() {
            *first = RowBits::NONE;
        }
        // Where each row starts, and where its cells end.
        let mut rows = batch.starts.iter().copied().zip(batch.ends.chunks_exact(batch.width));
        let Some(mut before) = rows.next() else { return };
        for (number, here) in (1..).zip(rows) {
            batch.compare(before, here, but_first, |place| {
                if let Some(rows) = cells.get_mut(place) {
                    rows.remove(number);
                }
            });
            before = here;
        }
    }
}

impl Block for Row<'_> {
    fn rows(&self) -> usize {
        1
    }

    fn row(&self, _: usize) -> Row<'_> {
        *self
    }

    fn cell(&self, _: usize, place: usize) -> &[u8] {
        Row::cell(self, place)
    }

    fn repeats(&self, cells: &mut [RowBits], _: bool) {
        cells.fill(RowBits::NONE);
    }

    fn is_readable(&self, place: usize) -> bool {
        place < self.len() && self.defect.is_none_or(|defect| place < defect.cell)
    }
}

/// Offset behind the line end at `end`.
pub(super) fn after_line_end(text: &[u8], end: u32) -> u32 {
    let at = end as usize;
    end + 1 + u32::from(text.get(at) == Some(&b'\r') && text.get(at + 1) == Some(&b'\n'))
}

/// A plain cell without its quotes.
#[inline]
fn unquoted(cell: &[u8]) -> &[u8] {
    match cell {
        [b'"', cell @ .., _] | cell => cell,
    }
}

/// Where the cells of a row are.
#[derive(Clone, Copy, Debug)]
enum CellsOf<'a> {
    /// As the exact state machine found them.
    Exact(&'a Cells),
    /// As the index has them: offsets of their ends, counted from where that of the row is `start`.
    Plain { ends: &'a [u32], start: u32 },
}

/// One row as it stands in the file.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    text: &'a [u8],
    cells: CellsOf<'a>,
    /// Physical line on which the row begins; the first line of the file is 1.
    pub line: u64,
    /// Number of the data row, from 1; blank lines do not count. 0 for the header.
    pub record: u64,
    /// What is wrong with its quotes or its size.
    pub defect: Option<Defect>,
    /// Place of the first cell that holds a line break.
    pub broken_cell: Option<usize>,
    /// Whether the row is known to be UTF-8.
    is_utf8: bool,
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
    defect: Option<Defect>,
    broken_cell: Option<usize>,
}

impl<'a> Row<'a> {
    /// Number of cells.
    pub fn len(&self) -> usize {
        match self.cells {
            CellsOf::Exact(cells) => cells.spans.len(),
            CellsOf::Plain { ends, .. } => ends.len(),
        }
    }

    /// Whether the line is empty: not even a delimiter stands on it.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Its text as it stands in the file, in UTF-8, without the line end.
    pub(crate) fn text(&self) -> &'a [u8] {
        self.text
    }

    /// A cell as it stands in the file, with its quotes and what is behind them; empty for a cell that the row does not
    /// have. Between two of them stands a separator.
    pub(crate) fn raw_cell(&self, place: usize) -> &'a [u8] {
        let (from, end) = match self.cells {
            CellsOf::Plain { ends, start } => {
                let Some(end) = ends.get(place) else { return &[] };
                let from = place.checked_sub(1).and_then(|before| ends.get(before)).map_or(0, |end| end + 1 - start);
                (from as usize, (end - start) as usize)
            }
            CellsOf::Exact(cells) => {
                let Some(span) = cells.spans.get(place) else { return &[] };
                let end = cells.spans.get(place + 1).map_or(self.text.len(), |next| next.begins.saturating_sub(1));
                (span.begins, end)
            }
        };
        self.text.get(from..end).unwrap_or(&[])
    }

    /// Whether every cell is empty.
    pub fn is_blank(&self) -> bool {
        (0..self.len()).all(|place| self.cell(place).is_empty())
    }

    /// Whether something stands in at most two of its cells.
    pub fn is_nearly_blank(&self) -> bool {
        (0..self.len()).filter(|place| !self.cell(*place).is_empty()).nth(2).is_none()
    }

    /// Content of a cell, without its quotes; empty for a cell that the row does not have.
    #[inline]
    pub fn cell(&self, place: usize) -> &'a [u8] {
        match self.cells {
            CellsOf::Plain { ends, start } => {
                let Some(end) = ends.get(place) else { return &[] };
                let from = place.checked_sub(1).and_then(|before| ends.get(before)).map_or(0, |end| end + 1 - start);
                unquoted(self.text.get(from as usize..(end - start) as usize).unwrap_or(&[]))
            }
            CellsOf::Exact(cells) => {
                let Some(span) = cells.spans.get(place) else { return &[] };
                let text = if span.unescaped { &cells.unescaped } else { self.text };
                text.get(span.range.clone()).unwrap_or(&[])
            }
        }
    }

    /// Physical line on which a cell begins.
    pub fn line_of(&self, place: usize) -> u64 {
        if self.broken_cell.is_none_or(|broken| broken >= place) {
            return self.line;
        }
        match self.cells {
            CellsOf::Exact(cells) => self.line + cells.spans.get(place).map_or(0, |span| span.breaks),
            CellsOf::Plain { .. } => self.line,
        }
    }

    /// Whether no byte of it is beyond ASCII.
    pub fn is_ascii(&self) -> bool {
        self.text.is_ascii()
    }

    /// Place of the first cell that is not UTF-8.
    pub fn first_cell_not_utf8(&self) -> Option<usize> {
        if self.is_utf8 || self.text.is_ascii() || std::str::from_utf8(self.text).is_ok() {
            return None;
        }
        (0..self.len()).find(|place| std::str::from_utf8(self.cell(*place)).is_err())
    }
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

    /// The next data rows, at most `most` and [`RowBits::ROWS`], if they are plain and have the width that was set. Where
    /// there are none, [`Rows::next_row`] tells what comes.
    #[allow(clippy::cast_possible_truncation, reason = "a piece is far smaller than 4 GiB")]
    pub fn next_batch(&mut self, most: usize) -> Option<Batch<'_>> {
        self.last = Last::NONE;
        let width = self.width.filter(|width| (1..=MOST_CELLS).contains(width))?;
        if self.passing.is_some() || self.start == self.buffer.len() || !self.catch_up() {
            return None;
        }
        let Self { plain, buffer, .. } = self;
        let from = plain.from?;
        let text = buffer.get(from..)?;
        let (ends, rows, odd) = (plain.index.ends(), plain.index.rows(), plain.index.odd());
        let next_odd = odd.get(plain.odd).map_or(u32::MAX, |odd| *odd);
        let start = (plain.at - from) as u32;
        let first = plain.cells;
        let mut at = start;
        plain.starts.clear();
        let first_row = plain.row;
        let most = most.min(RowBits::ROWS - first_row % RowBits::ROWS);
        // A row that is too long is not plain, however much was read ahead.
        let may_be_long = text.len() >= LONGEST_RECORD - 2;
        for row in rows.get(first_row..)?.iter().take(most) {
            let cells = first + plain.starts.len() * width;
            let Some(&end) = ends.get(*row as usize - 1) else { break };
            let is_cut = text.get(end as usize) == Some(&b'\r') && end as usize + 1 == text.len();
            if *row as usize - cells != width || end >= next_odd || end == at || is_cut {
                break;
            }
            if may_be_long && (end - at) as usize >= LONGEST_RECORD - 2 {
                break;
            }
            plain.starts.push(at);
            at = after_line_end(text, end);
            match (text.get(end as usize), at - end) {
                (Some(b'\n'), _) => self.line_ends.lf += 1,
                (_, 2) => self.line_ends.crlf += 1,
                _ => self.line_ends.cr += 1,
            }
        }
        let count = plain.starts.len();
        if count == 0 {
            return None;
        }
        let (line, record) = (self.line, self.record + 1);
        self.line += count as u64;
        self.record += count as u64;
        plain.row += count;
        plain.cells += count * width;
        plain.at = from + at as usize;
        self.start = plain.at;
        let ends = ends.get(first..first + count * width)?;
        let repeats = plain.repeats.of(&(first_row..plain.row), rows.len(), width);
        Some(Batch { text, ends, width, starts: &plain.starts, line, record, repeats })
    }

    /// Passes over rows, at most so many, that are to the byte the row which [`Rows::next_row`] gave last: how many they
    /// are, and how many lines each takes. One that is the same is left to be read, so that whatever stands behind a
    /// row is the same for all of them.
    pub fn pass_over_same(&mut self, most: u64) -> (u64, u64) {
        let Last { length, lines, records, line_end } = self.last;
        let text = self.start.checked_sub(length).filter(|_| length > 0).and_then(|from| self.buffer.get(from..));
        let Some(text) = text else { return (0, 0) };
        let wanted = usize::try_from(most).unwrap_or(usize::MAX).saturating_add(2).saturating_mul(length);
        let text = text.get(..wanted).unwrap_or(text);
        let same = same_at_front(text, text.get(length..).unwrap_or(&[])) / length;
        let times = (same as u64).saturating_sub(1).min(most);
        self.start += same.saturating_sub(1).min(usize::try_from(times).unwrap_or(usize::MAX)) * length;
        self.line += times * lines;
        self.record += times * records;
        match line_end {
            LineEnd::CrLf => self.line_ends.crlf += times,
            LineEnd::Lf => self.line_ends.lf += times,
            LineEnd::Cr => self.line_ends.cr += times,
            LineEnd::EndOfFile => {}
        }
        (times, lines)
    }

    /// Brings the index to the row at hand: whether it knows this row and can be trusted with it.
    fn catch_up(&mut self) -> bool {
        let plain = &mut self.plain;
        if plain.exact_rows > 0 {
            if plain.exact_rows < u32::MAX {
                plain.exact_rows -= 1;
            }
            return false;
        }
        let from = if let Some(from) = plain.from {
            from
        } else {
            let Some(text) = self.buffer.get(self.start..) else { return false };
            plain.index.fill(text, self.delimiter);
            plain.repeats.clear();
            let last = plain.index.rows().last().and_then(|row| plain.index.ends().get(*row as usize - 1));
            let whole_rows = text.get(..last.map_or(0, |last| *last as usize)).unwrap_or(&[]);
            plain.is_utf8 = plain.index.is_ascii() || std::str::from_utf8(whole_rows).is_ok();
            plain.begin(self.start);
            self.start
        };
        // The exact state machine may have read rows that the index knows too.
        while plain.at < self.start {
            let Some(row) = plain.index.rows().get(plain.row) else { break };
            let Some(end) = plain.index.ends().get(*row as usize - 1) else { break };
            let Some(text) = self.buffer.get(from..) else { break };
            plain.at = from + after_line_end(text, *end) as usize;
            plain.row += 1;
            plain.cells = *row as usize;
        }
        while plain.index.odd().get(plain.odd).is_some_and(|odd| from + (*odd as usize) < self.start) {
            plain.odd += 1;
        }
        if plain.at != self.start {
            plain.exact_rows = EXACT_ROWS;
            plain.from = None;
            return false;
        }
        plain.is_utf8
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

    /// The record at hand, if an earlier one has shown that it runs into the same open quotes, and if there is a
    /// plausible row before their end. The exact answer is then not worth following them once more.
    fn known_open(&mut self) -> Option<Scanned> {
        let known = self.open_until.checked_sub(self.start)?;
        let text = self.buffer.get(self.start..self.start + known)?;
        let first = after_line_break(text).filter(|first| *first < known)?;
        let line = self.cells.scan(text.get(..first)?, true, self.delimiter)?;
        if !line.open_at_end {
            return None;
        }
        let (_, cell) = line.first_break?;
        let scanned = Scanned {
            length: known,
            next: known,
            line_end: LineEnd::EndOfFile,
            first_break: Some((first, cell)),
            defect: line.defect,
            open_at_end: true,
        };
        let row = self.plausible_row(&scanned, first, true)?;
        let is_whole = after_line_break(self.buffer.get(self.start + row..self.start + known)?).is_some();
        is_whole.then_some(scanned)
    }

    /// Decides what a scanned record is and moves behind it: a record, or the line of a quote that never closes.
    fn settle(&mut self, scanned: &Scanned) -> (usize, Option<Defect>, Option<usize>) {
        if let Some((after, cell)) = scanned.first_break {
            let wrong_width = self.width.is_some_and(|width| self.cells.spans.len() != width);
            let is_doubtful = scanned.open_at_end || scanned.defect.is_some() || wrong_width;
            let resume = self.plausible_row(scanned, after, is_doubtful);
            if scanned.open_at_end || resume.is_some() {
                return self.set_aside_open_line(scanned, cell, resume);
            }
        } else if scanned.open_at_end {
            return self.set_aside_open_line(scanned, self.cells.spans.len().saturating_sub(1), None);
        }
        if scanned.first_break.is_some() {
            self.line += line_breaks(&self.buffer[self.start..self.start + scanned.length]);
        }
        self.end_line(scanned.line_end);
        self.start += scanned.next;
        (scanned.length, scanned.defect, scanned.first_break.map(|(_, cell)| cell))
    }

    /// Offset of the first plausible row among the lines that a record with line breaks in quotes spans.
    ///
    /// A row is plausible when it is well formed on one line and as wide as the header. When nothing else speaks
    /// against the record (`is_doubtful`), all inner lines together must be plausible rows of three cells or more:
    /// then the quotes of two damaged rows only seem to belong together.
    fn plausible_row(&mut self, scanned: &Scanned, first: usize, is_doubtful: bool) -> Option<usize> {
        let Some(width) = self.width else {
            return scanned.open_at_end.then_some(first);
        };
        let text = &self.buffer[self.start..];
        let mut at = first;
        let mut found = None;
        while at < scanned.length {
            // A row on one line: what is behind it need not be looked at.
            let rest = text.get(at..)?;
            let line = match after_line_break(rest) {
                Some(after) => rest.get(..after)?,
                None if self.ended => rest,
                None => return None,
            };
            let is_plausible = is_row(&mut self.ahead, line, self.delimiter, self.width);
            let is_inner = at + line.len() <= scanned.length;
            if is_doubtful && is_plausible {
                return Some(at);
            }
            if !is_doubtful {
                if !is_inner {
                    break;
                }
                if !is_plausible || width < 3 {
                    return None;
                }
                found.get_or_insert(at);
            }
            at += line.len();
        }
        found
    }

    fn set_aside_open_line(
        &mut self,
        scanned: &Scanned,
        cell: usize,
        resume: Option<usize>,
    ) -> (usize, Option<Defect>, Option<usize>) {
        let text = &self.buffer[self.start..self.start + scanned.next];
        let first_line_end = after_line_break(&text[text_of_cell(&self.cells, cell)..])
            .map_or(text.len(), |after| after + text_of_cell(&self.cells, cell));
        let line_text = text[..first_line_end].trim_ascii_end().len();
        self.cells.spans.truncate(cell + 1);
        if let Some(span) = self.cells.spans.last_mut() {
            span.range = (span.begins + 1).min(line_text)..line_text;
            span.unescaped = false;
        }
        let next = resume.unwrap_or(scanned.next);
        self.open_until = self.start + scanned.length;
        let passed = line_breaks(&text[..next]);
        let lines_in_doubt =
            if next == text.len() && !text.ends_with(b"\n") && !text.ends_with(b"\r") { passed + 1 } else { passed };
        let ends = line_end_of(text.get(..first_line_end).unwrap_or(&[]));
        self.end_line(ends);
        self.line += passed.saturating_sub(1);
        self.start += next;
        let resumes_at = resume.map(|_| self.line);
        let kind = DefectKind::UnclosedQuote { resumes_at, lines_in_doubt };
        (line_text, Some(Defect { kind, cell }), None)
    }

    /// The record at hand does not end within [`LONGEST_RECORD`]. If one of its lines looks like a whole row: its front, in
    /// which a quote was left open.
    fn too_long(&mut self) -> Option<Scanned> {
        let text = self.buffer.get(self.start..self.start + LONGEST_RECORD)?;
        // A line feed may follow, and the two are one line break.
        let text = text.strip_suffix(b"\r").unwrap_or(text);
        // The last line may go on: its front is no record.
        let whole_lines = text.iter().rposition(|byte| matches!(byte, b'\n' | b'\r')).map_or(0, |at| at + 1);
        let scanned = self.cells.scan(text, true, self.delimiter)?;
        let (after, _) = scanned.first_break?;
        let open_at_end = scanned.open_at_end || self.width.is_some();
        let front = Scanned { length: whole_lines, next: whole_lines, open_at_end, ..scanned };
        self.plausible_row(&front, after, true).is_some().then_some(front)
    }

    /// A record that is longer than [`LONGEST_RECORD`]: its front is shown, and all of it is passed over.
    fn long_record(&mut self, is_record: bool) -> Result<Row<'_>, S::Failure> {
        let line = self.line;
        let front = self.buffer.get(self.start..self.start + LONGEST_RECORD).unwrap_or(&[]);
        self.long = front.strip_suffix(b"\r").unwrap_or(front).to_vec();
        let scanned = self.cells.scan(&self.long, true, self.delimiter);
        let last = self.cells.spans.len().saturating_sub(1);
        let (breaks, end) = self.pass_over_record()?;
        let (cell, kind) = match end {
            End::Closed(line_end) => {
                self.line += breaks;
                self.end_line(line_end);
                (last, DefectKind::TooLong)
            }
            End::Open { is_followed, lines } => {
                let cell = scanned.and_then(|scanned| scanned.first_break).map_or(last, |(_, cell)| cell);
                let opened = text_of_cell(&self.cells, cell);
                let first_line = after_line_break(self.long.get(opened..).unwrap_or(&[]));
                self.long.truncate(first_line.map_or(self.long.len(), |after| opened + after));
                self.end_line(line_end_of(&self.long));
                let length = self.long.trim_ascii_end().len();
                self.long.truncate(length);
                self.cells.spans.truncate(cell + 1);
                if let Some(span) = self.cells.spans.last_mut() {
                    span.range = (span.begins + 1).min(length)..length;
                    span.unescaped = false;
                }
                self.line = line + breaks;
                let resumes_at = is_followed.then_some(self.line);
                (cell, DefectKind::UnclosedQuote { resumes_at, lines_in_doubt: lines })
            }
        };
        self.record += u64::from(is_record);
        self.last = Last::NONE;
        self.open_until = 0;
        Ok(Row {
            text: &self.long,
            cells: CellsOf::Exact(&self.cells),
            is_utf8: false,
            line,
            record: if is_record { self.record } else { 0 },
            defect: Some(Defect { kind, cell }),
            broken_cell: None,
        })
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

    /// Reads at least one more block, or the end, behind what is not used yet.
    fn fill(&mut self) -> Result<(), S::Failure> {
        if let Some(failure) = self.failure.take() {
            return Err(failure);
        }
        self.plain.from = None;
        self.buffer.discard(self.start);
        self.open_until = self.open_until.saturating_sub(self.start);
        self.start = 0;
        let target = self.buffer.len() + BLOCK;
        while self.buffer.len() < target && !self.ended && self.failure.is_none() {
            let ahead = self.source.ahead();
            let is_piece = matches!(ahead, Ahead::Piece(_));
            match ahead {
                Ahead::Piece(piece) => self.take(piece),
                Ahead::End => {
                    self.ended = true;
                    self.decode();
                }
                Ahead::Nobody => self.read_block(target),
            }
            let is_all = self.ended || self.failure.is_some();
            if self.encoding.is_none() && (self.buffer.len() >= 8 || is_all) {
                self.take_encoding();
            }
            // Another piece would spoil the index of this one.
            if is_piece && self.encoding.is_some() {
                break;
            }
        }
        Ok(())
    }

    fn read_block(&mut self, target: usize) {
        if self.encoding.is_none_or(|encoding| encoding.unit() == 1) {
            let room = self.buffer.room(target - self.buffer.len());
            let result = self.source.read(room);
            let count = self.count(result);
            self.buffer.grow(count);
        } else {
            let from = self.undecoded.len();
            self.undecoded.resize(from + BLOCK, 0);
            let result = self.source.read(&mut self.undecoded[from..]);
            let count = self.count(result);
            self.undecoded.truncate(from + count);
            self.decode();
        }
    }

    /// Goes on with a piece. Its index holds as long as nothing else is in the buffer.
    fn take(&mut self, piece: Piece) {
        if self.encoding.is_some_and(|encoding| encoding.unit() > 1) {
            self.undecoded.extend_from_slice(&piece.text);
            self.decode();
            return;
        }
        if !self.buffer.is_empty() {
            self.plain.from = None;
            self.buffer.push(&piece.text);
            return;
        }
        self.buffer = piece.text;
        if piece.is_indexed && self.delimiter == Piece::DELIMITER {
            self.plain.begin(0);
            (self.plain.index, self.plain.is_utf8, self.plain.repeats) = (piece.index, piece.is_utf8, piece.repeats);
        }
    }

    fn take_encoding(&mut self) {
        let (encoding, mark) = Encoding::sniff(&self.buffer);
        self.encoding = Some(encoding);
        self.buffer.discard(mark);
        if mark > 0 || encoding.unit() > 1 {
            self.plain.from = None;
        }
        if encoding.unit() > 1 {
            self.undecoded = std::mem::take(&mut self.buffer).to_vec();
            self.decode();
        }
    }

    fn count(&mut self, result: Result<usize, S::Failure>) -> usize {
        match result {
            Ok(count) => {
                self.ended = count == 0;
                count
            }
            Err(failure) => {
                self.failure = Some(failure);
                0
            }
        }
    }

    fn decode(&mut self) {
        if let Some(encoding) = self.encoding.filter(|encoding| encoding.unit() > 1) {
            let mut text = Vec::new();
            let used = encoding.decode(&self.undecoded, self.ended, &mut text);
            self.buffer.push(&text);
            self.undecoded.drain(..used);
        }
    }
}

/// How many bytes at the front of two texts are the same.
fn same_at_front(one: &[u8], other: &[u8]) -> usize {
    let blocks = one.chunks_exact(simd::BLOCK).zip(other.chunks_exact(simd::BLOCK));
    let same = blocks.take_while(|(one, other)| one == other).count() * simd::BLOCK;
    let rest = one.iter().zip(other).skip(same);
    same + rest.take_while(|(one, other)| one == other).count()
}

/// Where the text of a cell begins in the record.
fn text_of_cell(cells: &Cells, cell: usize) -> usize {
    cells.spans.get(cell).map_or(0, |span| span.begins)
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use super::super::Pieces;
    use super::*;

    struct Trickle<'a>(&'a [u8], usize);

    impl Source for Trickle<'_> {
        type Failure = Infallible;
        fn read(&mut self, buffer: &mut [u8]) -> Result<usize, Self::Failure> {
            let step = self.1.min(buffer.len());
            self.0.read(&mut buffer[..step])
        }
    }

    /// Reads ahead until it has given out some pieces.
    struct InPieces<'a> {
        pieces: Pieces<Trickle<'a>>,
        left: usize,
        rest: Trickle<'a>,
    }

    impl<'a> InPieces<'a> {
        fn new(text: &'a [u8], step: usize, left: usize) -> Self {
            let block = if step < 100 { step } else { BLOCK };
            Self { pieces: Pieces::new(Trickle(text, step)).of_bytes(block), left, rest: Trickle(text, step) }
        }
    }

    impl Source for InPieces<'_> {
        type Failure = Infallible;

        fn read(&mut self, buffer: &mut [u8]) -> Result<usize, Self::Failure> {
            self.rest.read(buffer)
        }

        fn ahead(&mut self) -> Ahead {
            if self.left == 0 {
                return Ahead::Nobody;
            }
            self.left -= 1;
            let mut piece = Piece::default();
            let Ok(is_there) = self.pieces.next(&mut piece, |_| 0);
            self.rest.0 = &self.rest.0[piece.text.len()..];
            if is_there { Ahead::Piece(piece) } else { Ahead::End }
        }
    }

    /// The rows in batches where there are some, and otherwise one by one.
    fn told_in_batches(
        source: impl Source<Failure = Infallible>,
        width: Option<usize>,
        most: usize,
    ) -> (Vec<Told>, LineEnds, usize) {
        let mut rows = Rows::new(source);
        if let Some(width) = width {
            rows.set_width(width);
        }
        let mut all = Vec::new();
        let mut batched = 0;
        loop {
            if let Some(batch) = rows.next_batch(most) {
                batched += batch.len();
                assert!(!batch.is_empty() && batch.len() <= most);
                let mut before: Option<Row> = None;
                let mut repeats = vec![RowBits::NONE; batch.row(0).len()];
                let but_first = most.is_multiple_of(2);
                batch.repeats(&mut repeats, but_first);
                for (number, row) in batch.rows().enumerate() {
                    for (cell, repeats) in repeats.iter().enumerate() {
                        let is_same = before.is_some_and(|before| raw(&before, cell) == raw(&row, cell));
                        let is_compared = cell > 0 || !but_first;
                        assert_eq!(repeats.contains(number), is_same && is_compared, "{}", row.text.escape_ascii());
                        assert_eq!(batch.cell(number, cell), row.cell(cell));
                    }
                    all.push(told_of(&row));
                    before = Some(row);
                }
                continue;
            }
            match rows.next_row().unwrap() {
                Some(row) => all.push(told_of(&row)),
                None => return (all, rows.line_ends(), batched),
            }
        }
    }

    /// A cell with its quotes.
    fn raw<'a>(row: &Row<'a>, place: usize) -> &'a [u8] {
        let CellsOf::Plain { ends, start } = row.cells else { panic!("a row of a batch") };
        let from = if place == 0 { start } else { ends[place - 1] + 1 };
        &row.text[(from - start) as usize..(ends[place] - start) as usize]
    }

    fn told_of(row: &Row) -> Told {
        let cells = (0..row.len()).map(|place| String::from_utf8_lossy(row.cell(place)).into_owned()).collect();
        (row.line, cells, row.defect)
    }

    type Told = (u64, Vec<String>, Option<Defect>);

    fn told(text: &[u8], step: usize, width: Option<usize>) -> Vec<Told> {
        let mut rows = Rows::new(Trickle(text, step));
        if let Some(width) = width {
            rows.set_width(width);
        }
        let mut all = Vec::new();
        while let Some(row) = rows.next_row().unwrap() {
            all.push(told_of(&row));
        }
        for most in [1, 2, 3, 1000] {
            let (batched, ends, _) = told_in_batches(Trickle(text, step), width, most);
            assert_eq!(all, batched, "in batches of {most}");
            assert_eq!(ends, rows.line_ends());
        }
        for pieces in [1, usize::MAX] {
            let (ahead, ends, _) = told_in_batches(InPieces::new(text, step, pieces), width, 1000);
            assert_eq!(all, ahead, "with {pieces} pieces read ahead");
            assert_eq!(ends, rows.line_ends());
        }
        all
    }

    fn read(text: &str, width: usize) -> Vec<Told> {
        let width = (width > 0).then_some(width);
        let once = told(text.as_bytes(), 65_536, width);
        for step in [1, 7] {
            assert_eq!(once, told(text.as_bytes(), step, width), "in pieces of {step}");
        }
        once
    }

    #[test]
    fn batches_are_the_rows_of_the_exact_reader() {
        // All texts of these pieces up to a length: well formed, damaged, and everything between.
        const PIECES: [&str; 8] = ["a", ",", "\"", "\n", "\r\n", "\r", "\"b\"", "é"];
        for length in 1..=4u32 {
            for number in 0..8usize.pow(length) {
                let text: String = (0..length).map(|place| PIECES[number / 8usize.pow(place) % 8]).collect();
                let text = format!("{text}\n1,2\n\"3\",4\n");
                told(text.as_bytes(), 65_536, Some(2));
            }
        }
    }

    #[test]
    fn nearly_every_row_is_read_in_batches() {
        let mut text = String::new();
        for row in 0..20_000 {
            text.push_str(match row {
                7_000 => "\"7000\",\"5\"\" ruler\",\"x\"\r\n",
                9_000 => "9000,O\"Brien,\"y\"\r\n",
                11_000 => "\"11000\",\"open,\"z\"\r\n",
                _ if row % 2 == 0 => "\"1\",\"Zoë, the first\",\"\"\r\n",
                _ => "2,plain,\r\n",
            });
        }
        let exact = told(text.as_bytes(), 65_536, Some(3));
        let (batched, ends, count) = told_in_batches(Trickle(text.as_bytes(), 65_536), Some(3), 500);
        assert!(exact == batched, "the same rows");
        assert_eq!(ends.crlf, 20_000);
        assert!(count > 19_800, "{count}");
    }

    #[test]
    fn rows_before_a_failure_are_given_out() {
        struct Broken<'a>(&'a [u8]);
        impl Source for Broken<'_> {
            type Failure = &'static str;
            fn read(&mut self, buffer: &mut [u8]) -> Result<usize, Self::Failure> {
                match self.0.read(buffer) {
                    Ok(0) => Err("broken off"),
                    Ok(count) => Ok(count),
                    Err(never) => match never {},
                }
            }
        }
        let mut rows = Rows::new(Broken(b"1,a\n2,b\n3,"));
        assert_eq!(rows.next_row().unwrap().unwrap().cell(1), b"a");
        assert_eq!(rows.next_row().unwrap().unwrap().cell(1), b"b");
        assert_eq!(rows.next_row().unwrap_err(), "broken off");
    }

    fn lines(rows: &[Told]) -> Vec<u64> {
        rows.iter().map(|row| row.0).collect()
    }

    #[test]
    fn plain_and_quoted_cells() {
        let rows = read("a,\"b, c\",\"d \"\"e\"\"\"\r\n,,\r\nlast,x,y", 3);
        assert_eq!(rows[0].1, ["a", "b, c", "d \"e\""]);
        assert_eq!(rows[1].1, ["", "", ""]);
        assert_eq!(rows[2].1, ["last", "x", "y"]);
        assert!(rows.iter().all(|row| row.2.is_none()));
        assert_eq!(lines(&rows), [1, 2, 3]);
    }

    #[test]
    fn line_breaks_in_quotes_count_as_lines() {
        let rows = read("a,\"b\r\nc\nd\re\",f\nnext,x,y\n", 3);
        assert_eq!(rows[0].1[1], "b\r\nc\nd\re");
        assert_eq!(lines(&rows), [1, 5]);
    }

    #[test]
    fn every_line_end_ends_a_row() {
        assert_eq!(lines(&read("a\r\nb\nc\rd", 1)), [1, 2, 3, 4]);
        let mut rows = Rows::new(&b"a\r\nb\nc\rd"[..]);
        while rows.next_row().unwrap().is_some() {}
        assert_eq!(rows.line_ends(), LineEnds { crlf: 1, lf: 1, cr: 1 });
    }

    #[test]
    fn blank_lines_are_no_records() {
        let mut rows = Rows::new(&b"a,b\n\nc,d\n"[..]);
        let mut seen = Vec::new();
        while let Some(row) = rows.next_row().unwrap() {
            seen.push((row.line, row.record, row.is_empty()));
        }
        assert_eq!(seen, [(1, 1, false), (2, 1, true), (3, 2, false)]);
    }

    #[test]
    fn a_stray_quote_keeps_the_cells() {
        let rows = read("1,O\"Brien,x\n2,ok,y\n", 3);
        assert_eq!(rows[0].1, ["1", "O\"Brien", "x"]);
        assert_eq!(rows[0].2, Some(Defect { kind: DefectKind::StrayQuote, cell: 1 }));
        assert_eq!(rows[1].2, None);
    }

    #[test]
    fn text_after_a_closing_quote() {
        let rows = read("1,\"5\" ruler\",x\n2,ok,y\n", 3);
        assert_eq!(rows[0].2, Some(Defect { kind: DefectKind::TextAfterQuote, cell: 1 }));
        assert_eq!(rows[0].1.len(), 3);
        assert_eq!(rows[1].1, ["2", "ok", "y"]);
    }

    #[allow(clippy::unnecessary_wraps, reason = "it stands beside the defects of rows")]
    fn unclosed(resumes_at: Option<u64>, lines_in_doubt: u64, cell: usize) -> Option<Defect> {
        Some(Defect { kind: DefectKind::UnclosedQuote { resumes_at, lines_in_doubt }, cell })
    }

    #[test]
    fn an_open_quote_among_unquoted_rows_is_one_defect_at_its_line() {
        let rows = read("1,a,b\n2,\"Smith,x\n3,c,d\n4,e,f\n", 3);
        assert_eq!(lines(&rows), [1, 2, 3, 4]);
        assert_eq!(rows[1].2, unclosed(Some(3), 1, 1));
        assert_eq!(rows[1].1, ["2", "Smith,x"]);
        assert_eq!(rows[2].1, ["3", "c", "d"]);
    }

    #[test]
    fn an_open_quote_among_quoted_rows() {
        let rows = read("\"1\",\"a\",\"b\"\r\n\"2\",\"Smith,\"x\"\r\n\"3\",\"c\",\"d\"\r\n\"4\",\"e\",\"f\"\r\n", 3);
        assert_eq!(lines(&rows), [1, 2, 3, 4]);
        assert!(rows[1].2.is_some());
        let rows = read("\"1\",\"a\",\"b\"\r\n\"2\",\"c\",\"d\r\n\"3\",\"e\",\"f\"\r\n\"4\",\"g\",\"h\"\r\n", 3);
        assert_eq!(lines(&rows), [1, 2, 3, 4]);
        assert_eq!(rows[1].2, unclosed(Some(3), 1, 2));
        assert_eq!(rows[3].1, ["4", "g", "h"]);
    }

    #[test]
    fn two_open_quotes_do_not_hide_the_rows_between_them() {
        let mut text = String::from("1,\"Smith,x\n");
        for row in 2..40 {
            text.push_str(&format!("{row},c,d\n"));
        }
        text.push_str("40,Brown\",y\n41,e,f\n");
        let rows = read(&text, 3);
        assert_eq!(rows.len(), 41);
        assert_eq!(rows[0].2, unclosed(Some(2), 1, 1));
        assert_eq!(rows[39].2, Some(Defect { kind: DefectKind::StrayQuote, cell: 1 }));
    }

    #[test]
    fn an_open_quote_in_the_last_row() {
        let rows = read("1,a,b\n2,c,\"d\n", 3);
        assert_eq!(rows[1].2, unclosed(None, 1, 2));
        let rows = read("1,a,b\n2,c,\"d", 3);
        assert_eq!(rows[1].2, unclosed(None, 1, 2));
    }

    #[test]
    fn an_endless_line_is_passed_over() {
        let mut text = vec![b'x'; 3 * LONGEST_RECORD];
        text.extend_from_slice(b"\r\n1,2,3\n");
        for step in [1000, 65_536] {
            let rows = told(&text, step, Some(3));
            assert_eq!(lines(&rows), [1, 2]);
            assert!(matches!(rows[0].2, Some(Defect { kind: DefectKind::TooLong, .. })));
            assert_eq!(rows[1].1, ["1", "2", "3"]);
        }
    }

    /// What is told of long texts: in blocks and ahead, but not in every way.
    fn told_fast(text: &[u8]) -> Vec<Told> {
        let (rows, ends, _) = told_in_batches(Trickle(text, 65_536), Some(3), 1000);
        let (ahead, ends_ahead, _) = told_in_batches(InPieces::new(text, 65_536, usize::MAX), Some(3), 1000);
        assert_eq!((&rows, ends), (&ahead, ends_ahead));
        rows
    }

    #[test]
    fn a_long_value_that_is_closed_has_no_echo() {
        let long = |text: &str| text.repeat(9 * LONGEST_RECORD / 8 / text.len());
        for (text, end) in [
            (long("a line of text\n"), ",z\n"),
            (long("a line of text, and \"\"more\"\"\r\n"), ",\"z\"\r\n"),
            ("x".repeat(LONGEST_RECORD + 5) + "\nand \"\" more\r\n", "\n"),
            (long("no end of line, "), ",z\r\n"),
        ] {
            let text = format!("0,a,b\n1,\"{text}\"{end}2,c,d\n");
            let rows = told_fast(text.as_bytes());
            assert_eq!(rows.len(), 3);
            assert!(matches!(rows[1].2, Some(Defect { kind: DefectKind::TooLong, .. })), "{:?}", rows[1].2);
            assert_eq!((rows[2].0, &rows[2].1[0][..]), (line_breaks(text.as_bytes()), "2"));
        }
    }

    #[test]
    fn a_quote_that_never_closes_in_a_long_file_is_one_defect() {
        let mut text = String::from("0,a,b\n1,\"open,z\n");
        while text.len() < 9 * LONGEST_RECORD / 8 {
            text.push_str("cells,of another width\n");
        }
        let lines = line_breaks(text.as_bytes());
        let rows = told_fast(text.as_bytes());
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[1].2, unclosed(None, lines - 1, 1));
        assert_eq!(rows[1].1, ["1", "open,z"]);
        text.push_str("2,c,d\n3,e,f\n");
        let rows = told_fast(text.as_bytes());
        assert_eq!(rows.len(), 4);
        assert_eq!(rows[1].2, unclosed(Some(lines + 1), lines - 1, 1));
        assert_eq!((rows[2].0, &rows[2].1[0][..]), (lines + 1, "2"));
    }

    #[test]
    fn a_record_of_too_many_cells_is_read_to_its_end() {
        let text = ",".repeat(2 * super::super::scan::MOST_CELLS) + "\n1,2,3\n";
        let rows = told(text.as_bytes(), 65_536, Some(3));
        assert_eq!(lines(&rows), [1, 2]);
        assert!(matches!(rows[0].2, Some(Defect { kind: DefectKind::TooLong, .. })));
        assert_eq!(rows[1].1, ["1", "2", "3"]);
    }

    #[test]
    fn quotes_that_open_on_every_line_are_followed_once() {
        // Seen from outside quotes each line opens some, and seen from inside it closes them and opens others: each
        // seems to go on for ever.
        for (open, rows_between) in [("x\",\"a,b\n", 0), ("x\",\"a,b\n", 1), ("x\",\"a,b\r\n", 3)] {
            let mut text = String::new();
            while text.len() < 2 * LONGEST_RECORD {
                text.push_str(open);
                for _ in 0..rows_between {
                    text.push_str("1,2,3\n");
                }
            }
            let lines_in_all = line_breaks(text.as_bytes());
            let rows = told(text.as_bytes(), 65_536, Some(3));
            assert!(rows.iter().all(|row| row.0 <= lines_in_all));
            assert_eq!(rows, told(text.as_bytes(), 99_991, Some(3)));
            if rows_between > 0 {
                assert_eq!(rows.len() as u64, lines_in_all);
                assert!(rows.iter().zip(1..).all(|(row, line)| row.0 == line));
            }
        }
    }

    #[test]
    fn a_record_that_is_cut_keeps_the_count_of_lines() {
        for end in ["\n", "\r\n", "\r"] {
            for before in 0..4 {
                let mut text = "y".repeat(before) + ",\"open" + end;
                while text.len() < LONGEST_RECORD + 100 {
                    text.push_str("abcdefg");
                    text.push_str(end);
                }
                let lines_in_all = line_breaks(text.as_bytes());
                text.push_str("1,2,3");
                let rows = told(text.as_bytes(), 65_536, Some(3));
                assert_eq!(rows.last().map(|row| row.0), Some(lines_in_all + 1), "{end:?} {before}");
            }
        }
    }

    #[test]
    fn utf_16_reads_like_utf_8() {
        let text = "id,name\r\n1,\"Zoë, 😀\"\r\n";
        let mut bytes = vec![0xFF, 0xFE];
        bytes.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
        for step in [1, 7, 65_536] {
            let rows = told(&bytes, step, Some(2));
            assert_eq!(rows[1].1, ["1", "Zoë, 😀"]);
        }
    }

    #[test]
    fn a_mark_is_skipped_and_named() {
        let mut rows = Rows::new(&b"\xEF\xBB\xBFid,name\n1,a\n"[..]);
        assert_eq!(rows.first_line().unwrap(), (&b"id,name"[..], Encoding::Utf8WithMark));
        assert_eq!(rows.header().unwrap().unwrap().cell(0), b"id");
    }

    #[test]
    fn the_line_of_a_cell_behind_a_line_break() {
        let mut rows = Rows::new(&b"a,\"b\nc\",d\n"[..]);
        let row = rows.next_row().unwrap().unwrap();
        assert_eq!([row.line_of(0), row.line_of(1), row.line_of(2)], [1, 1, 2]);
    }
}
