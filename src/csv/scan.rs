//! One record: where its cells are and what is wrong with its quotes.
//!
//! This is the exact state machine: it looks at every byte and names what it finds. RFC 4180 is the rule; where a
//! record breaks it, the reading is the one that keeps the other cells where they are.

use std::ops::Range;

/// Most cells of a record that are told apart. The widest file of the standard has fewer than forty columns.
pub(super) const MOST_CELLS: usize = 200_000;

/// What is wrong with the quotes or the size of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowDefect {
    /// What.
    pub kind: DefectKind,
    /// Place of the cell in the row, from 0.
    pub cell: usize,
}

/// The ways in which a record can be malformed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DefectKind {
    /// A quote opens and never closes.
    UnclosedQuote {
        /// Physical line at which reading goes on; none when nothing plausible follows.
        resumes_at: Option<u64>,
        /// Physical lines that could not be read because of it, the opening line included.
        lines_in_doubt: u64,
    },
    /// A quote inside a cell that does not begin with one.
    StrayQuote,
    /// Something follows the quote that should have closed the cell.
    TextAfterQuote,
    /// The record is longer than any real one, or has more cells; the rest of the line is passed over.
    TooLong,
}

/// Where one cell lies.
#[derive(Clone, Debug)]
pub(super) struct Span {
    /// In the record, or in the unescaped text when `unescaped`.
    pub(super) range: Range<usize>,
    pub(super) unescaped: bool,
    /// Where the cell begins in the record, its quote included.
    pub(super) begins: usize,
    /// Line breaks of the record before the cell.
    pub(super) breaks: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineEnd {
    CrLf,
    Lf,
    Cr,
    EndOfFile,
}

#[derive(Debug)]
pub(super) struct Scanned {
    /// Bytes of the record without its line end.
    pub(super) length: usize,
    /// Bytes up to the next record.
    pub(super) next: usize,
    pub(super) line_end: LineEnd,
    /// First line break inside a quoted cell: the offset after it, and the cell.
    pub(super) first_break: Option<(usize, usize)>,
    pub(super) defect: Option<RowDefect>,
    /// The record ran to the end of the file inside quotes.
    pub(super) open_at_end: bool,
}

/// What a scan needs besides the text: kept by the caller so that nothing is allocated per record.
#[derive(Debug, Default)]
pub(super) struct Cells {
    pub(super) spans: Vec<Span>,
    pub(super) unescaped: Vec<u8>,
    /// Line breaks met so far in the record.
    breaks: u64,
}

impl Cells {
    /// Reads the record at the front of `text`. `None` means that `text` ends too early to tell;
    /// with `ended` it is the end of the file and the answer is always there.
    pub(super) fn scan(&mut self, text: &[u8], ended: bool, delimiter: u8) -> Option<Scanned> {
        self.spans.clear();
        self.unescaped.clear();
        self.breaks = 0;
        let mut at = 0;
        let mut defect = None;
        let mut first_break = None;
        loop {
            let begins = at;
            let breaks = self.breaks;
            if text.get(at) == Some(&b'"') {
                match self.quoted(text, ended, delimiter, at, &mut first_break)? {
                    Quoted::Closed { after } => at = after,
                    Quoted::TextAfter { after } => {
                        defect.get_or_insert(RowDefect { kind: DefectKind::TextAfterQuote, cell: self.spans.len() });
                        at = plain_end(text, after, delimiter).0;
                        self.spans.push(Span { range: begins..at, unescaped: false, begins, breaks });
                    }
                    Quoted::Open => {
                        self.spans.push(Span { range: begins..text.len(), unescaped: false, begins, breaks });
                        return Some(Scanned {
                            length: text.len(),
                            next: text.len(),
                            line_end: LineEnd::EndOfFile,
                            first_break,
                            defect,
                            open_at_end: true,
                        });
                    }
                }
            } else {
                let (end, has_quote) = plain_end(text, at, delimiter);
                if has_quote {
                    defect.get_or_insert(RowDefect { kind: DefectKind::StrayQuote, cell: self.spans.len() });
                }
                self.spans.push(Span { range: at..end, unescaped: false, begins, breaks });
                at = end;
            }
            let (line_end, next) = match (text.get(at), text.get(at + 1)) {
                (None, _) if ended => (LineEnd::EndOfFile, at),
                (None, _) => return None,
                (Some(b'\n'), _) => (LineEnd::Lf, at + 1),
                (Some(b'\r'), Some(b'\n')) => (LineEnd::CrLf, at + 2),
                (Some(b'\r'), None) if !ended => return None,
                (Some(b'\r'), _) => (LineEnd::Cr, at + 1),
                (Some(_), _) => {
                    at += 1;
                    if self.spans.len() > MOST_CELLS {
                        self.spans.truncate(MOST_CELLS);
                        defect = Some(RowDefect { kind: DefectKind::TooLong, cell: MOST_CELLS - 1 });
                    }
                    continue;
                }
            };
            return Some(Scanned { length: at, next, line_end, first_break, defect, open_at_end: false });
        }
    }

    /// Reads a cell that begins with a quote at `begins`. `None`: more text is needed.
    fn quoted(
        &mut self,
        text: &[u8],
        ended: bool,
        delimiter: u8,
        begins: usize,
        first_break: &mut Option<(usize, usize)>,
    ) -> Option<Quoted> {
        let breaks = self.breaks;
        let mut at = begins + 1;
        let mut unescaped_from: Option<usize> = None;
        let mut copied = at;
        loop {
            match text.get(at) {
                None if ended => return Some(Quoted::Open),
                None => return None,
                Some(b'"') => match text.get(at + 1) {
                    None if !ended => return None,
                    Some(b'"') => {
                        unescaped_from.get_or_insert(self.unescaped.len());
                        self.unescaped.extend_from_slice(&text[copied..=at]);
                        at += 2;
                        copied = at;
                    }
                    next if next.is_none_or(|byte| *byte == delimiter || matches!(byte, b'\r' | b'\n')) => {
                        let span = match unescaped_from {
                            Some(from) => {
                                self.unescaped.extend_from_slice(&text[copied..at]);
                                Span { range: from..self.unescaped.len(), unescaped: true, begins, breaks }
                            }
                            None => Span { range: begins + 1..at, unescaped: false, begins, breaks },
                        };
                        self.spans.push(span);
                        return Some(Quoted::Closed { after: at + 1 });
                    }
                    _ => return Some(Quoted::TextAfter { after: at + 1 }),
                },
                Some(b'\n') => {
                    first_break.get_or_insert((at + 1, self.spans.len()));
                    self.breaks += 1;
                    at += 1;
                }
                Some(b'\r') => {
                    let next = text.get(at + 1);
                    if next.is_none() && !ended {
                        return None;
                    }
                    at += if next == Some(&b'\n') { 2 } else { 1 };
                    first_break.get_or_insert((at, self.spans.len()));
                    self.breaks += 1;
                }
                Some(_) => at += 1,
            }
        }
    }
}

enum Quoted {
    Closed { after: usize },
    TextAfter { after: usize },
    Open,
}

/// End of a cell that is not quoted, and whether a quote stands in it.
fn plain_end(text: &[u8], from: usize, delimiter: u8) -> (usize, bool) {
    let mut has_quote = false;
    let mut at = from;
    while let Some(&byte) = text.get(at) {
        if byte == delimiter || byte == b'\n' || byte == b'\r' {
            break;
        }
        has_quote |= byte == b'"';
        at += 1;
    }
    (at, has_quote)
}

/// Number of line breaks in `text`: CRLF, LF and a lone CR each count once.
pub(super) fn line_breaks(text: &[u8]) -> u64 {
    let mut count = 0;
    let mut bytes = text.iter().peekable();
    while let Some(byte) = bytes.next() {
        match byte {
            b'\n' => count += 1,
            b'\r' if bytes.peek() != Some(&&b'\n') => count += 1,
            _ => {}
        }
    }
    count
}

/// Offset after the first line break in `text`.
pub(super) fn after_line_break(text: &[u8]) -> Option<usize> {
    let at = text.iter().position(|byte| matches!(byte, b'\n' | b'\r'))?;
    let is_pair = text[at] == b'\r' && text.get(at + 1) == Some(&b'\n');
    Some(at + if is_pair { 2 } else { 1 })
}
