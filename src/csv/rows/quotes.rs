//! What a record is whose quotes stay open: its line, and where the rows go on.

use super::super::limits::LONGEST_RECORD;
use super::super::scan::{DefectKind, LineEnd, RowDefect, Scanned, after_line_break, line_breaks};
use super::long::{is_row, line_end_of};
use super::{Rows, Source, text_of_cell};

impl<S: Source> Rows<S> {
    /// The record at hand, if an earlier one has shown that it runs into the same open quotes, and if there is a
    /// plausible row before their end. The exact answer is then not worth following them once more.
    pub(super) fn known_open(&mut self) -> Option<Scanned> {
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
    pub(super) fn settle(&mut self, scanned: &Scanned) -> (usize, Option<RowDefect>, Option<usize>) {
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
    ) -> (usize, Option<RowDefect>, Option<usize>) {
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
        (line_text, Some(RowDefect { kind, cell }), None)
    }

    /// The record at hand does not end within [`LONGEST_RECORD`]. If one of its lines looks like a whole row: its front, in
    /// which a quote was left open.
    pub(super) fn too_long(&mut self) -> Option<Scanned> {
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
}
