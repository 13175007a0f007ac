//! Records that are longer than what is kept of a record: they are followed to their end, and nothing of them is taken
//! for another record.

use super::{Cells, LONGEST_RECORD, LineEnd, Rows, Source, after_line_break};

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
