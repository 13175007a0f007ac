//! Records that are longer than what is kept of a record: they are followed to their end, and nothing of them is taken
//! for another record.

use super::super::limits::LONGEST_RECORD;
use super::super::row::{CellsOf, Row};
use super::super::scan::{Cells, DefectKind, LineEnd, RowDefect, after_line_break, line_breaks};
use super::{Last, Rows, Source, Stretch, text_of_cell};

/// Where in a record a byte stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Inside {
    /// A cell begins.
    Start,
    /// In a cell without quotes.
    Plain,
    /// Between quotes.
    Quotes,
    /// Behind a quote that closes the cell, or is the first of two.
    Quote,
}

impl Inside {
    fn behind(self, byte: u8, delimiter: u8) -> Self {
        match (self, byte) {
            (Self::Quotes, b'"') => Self::Quote,
            (Self::Start | Self::Quote, b'"') | (Self::Quotes, _) => Self::Quotes,
            (_, byte) if byte == delimiter => Self::Start,
            _ => Self::Plain,
        }
    }
}

/// A long record of which a part has been passed over.
#[derive(Clone, Copy, Debug)]
pub(super) struct Passing {
    inside: Inside,
    /// Whether a line begins.
    is_line: bool,
}

/// How a long record ended.
pub(super) enum End {
    /// With its line: it is a record.
    Closed(LineEnd),
    /// In open quotes, at the end of the file or before a line that looks like a whole row.
    Open {
        /// Whether a row follows.
        is_followed: bool,
        /// Lines of the record.
        lines: u64,
    },
}

impl<S: Source> Rows<S> {
    /// A record that is longer than [`LONGEST_RECORD`]: its front is shown, and all of it is passed over.
    pub(super) fn long_record(&mut self, is_record: bool) -> Result<Row<'_>, S::Failure> {
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
            defect: Some(RowDefect { kind, cell }),
            broken_cell: None,
        })
    }

    /// Passes over the record at hand, and gives the number of line breaks inside it and how it ended. Its end is found
    /// however long it is, unless a line inside its quotes looks like a whole row.
    pub(super) fn pass_over_record(&mut self) -> Result<(u64, End), S::Failure> {
        let mut inside = Inside::Start;
        let mut breaks = 0;
        let mut is_line = false;
        loop {
            let (length, line_end) = self.next_line()?;
            let Some(line) = self.buffer.get(self.start..self.start + length).filter(|line| !line.is_empty()) else {
                let is_open = inside == Inside::Quotes;
                let lines = breaks + u64::from(!is_line);
                let end =
                    if is_open { End::Open { is_followed: false, lines } } else { End::Closed(LineEnd::EndOfFile) };
                return Ok((breaks, end));
            };
            if is_line && line_end.is_some() && is_row(&mut self.ahead, line, self.delimiter, self.width) {
                return Ok((breaks, End::Open { is_followed: true, lines: breaks }));
            }
            let text = line.iter().filter(|byte| !matches!(byte, b'\n' | b'\r'));
            inside = text.fold(inside, |inside, byte| inside.behind(*byte, self.delimiter));
            self.start += length;
            is_line = false;
            if let Some(line_end) = line_end.filter(|end| *end != LineEnd::EndOfFile) {
                if inside != Inside::Quotes {
                    return Ok((breaks, End::Closed(line_end)));
                }
                breaks += 1;
                is_line = true;
            }
        }
    }

    /// The front of the record at hand, as a row; what follows is passed over by [`Rows::pass_stretch`].
    pub(super) fn long_front(&mut self, is_record: bool) -> Stretch<'_> {
        let front = self.buffer.get(self.start..self.start + LONGEST_RECORD).unwrap_or(&[]);
        self.long = front.strip_suffix(b"\r").unwrap_or(front).to_vec();
        self.cells.scan(&self.long, true, self.delimiter);
        let defect = Some(RowDefect { kind: DefectKind::TooLong, cell: self.cells.spans.len().saturating_sub(1) });
        let text = self.long.iter().filter(|byte| !matches!(byte, b'\n' | b'\r'));
        let inside = text.fold(Inside::Start, |inside, byte| inside.behind(*byte, self.delimiter));
        let is_line = self.long.ends_with(b"\n");
        self.passing = Some(Passing { inside, is_line });
        self.start += self.long.len();
        self.record += u64::from(is_record);
        self.last = Last::NONE;
        self.open_until = 0;
        let line = self.line;
        self.line += line_breaks(&self.long);
        let row = Row {
            text: &self.long,
            cells: CellsOf::Exact(&self.cells),
            is_utf8: false,
            line,
            record: if is_record { self.record } else { 0 },
            defect,
            broken_cell: None,
        };
        Stretch { bytes: &self.long, row: Some(row) }
    }

    /// Passes over a further stretch of a long record, as [`Rows::pass_over_record`] does: from where to where it stands in
    /// the buffer. None where the record has ended.
    pub(super) fn pass_stretch(&mut self, passing: Passing) -> Result<Option<(usize, usize)>, S::Failure> {
        let Passing { inside, is_line } = passing;
        let (length, line_end) = self.next_line()?;
        let Some(line) = self.buffer.get(self.start..self.start + length).filter(|line| !line.is_empty()) else {
            return Ok(None);
        };
        if is_line && line_end.is_some() && is_row(&mut self.ahead, line, self.delimiter, self.width) {
            return Ok(None);
        }
        let text = line.iter().filter(|byte| !matches!(byte, b'\n' | b'\r'));
        let inside = text.fold(inside, |inside, byte| inside.behind(*byte, self.delimiter));
        let from = self.start;
        self.start += length;
        let is_end = line_end.is_some_and(|end| end != LineEnd::EndOfFile);
        self.line += u64::from(is_end);
        if !is_end || inside == Inside::Quotes {
            self.passing = Some(Passing { inside, is_line: is_end });
        }
        Ok(Some((from, self.start)))
    }

    /// Length of the rest of the line at hand, with its end, and what ends it; if it is too long to be held, a part of it
    /// and nothing. 0 at the end of the file.
    fn next_line(&mut self) -> Result<(usize, Option<LineEnd>), S::Failure> {
        loop {
            let text = self.buffer.get(self.start..).unwrap_or(&[]);
            let is_pair_cut = |after: usize| after == text.len() && text.ends_with(b"\r") && !self.ended;
            match after_line_break(text).filter(|after| !is_pair_cut(*after)) {
                Some(after) => return Ok((after, Some(line_end_of(text.get(..after).unwrap_or(&[]))))),
                None if self.ended => return Ok((text.len(), Some(LineEnd::EndOfFile))),
                None if text.len() > LONGEST_RECORD => return Ok((text.len() - 1, None)),
                None => self.fill()?,
            }
        }
    }
}

/// What a line ends with.
pub(super) fn line_end_of(line: &[u8]) -> LineEnd {
    match line {
        [.., b'\r', b'\n'] => LineEnd::CrLf,
        [.., b'\n'] => LineEnd::Lf,
        [.., b'\r'] => LineEnd::Cr,
        _ => LineEnd::EndOfFile,
    }
}

/// Whether a line is a well-formed row, as wide as the header.
pub(super) fn is_row(cells: &mut Cells, line: &[u8], delimiter: u8, width: Option<usize>) -> bool {
    cells
        .scan(line, true, delimiter)
        .is_some_and(|row| row.defect.is_none() && row.first_break.is_none() && !row.open_at_end && row.length > 0)
        && Some(cells.spans.len()) == width
}
