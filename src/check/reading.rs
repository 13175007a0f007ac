//! How a file and its rows are written: the part that is the same for the manifest and for the data files.

use super::header::{Opening, is_line};
use crate::csv::{DefectKind, Encoding, Guess, LineEnds, Row, Rows, Source};
use crate::oneroster::value::is_id;
use crate::rules::{
    ColumnId, FileId, Findings, Place, Rule, blank_row, byte_order_mark, cr_line_endings, is_report_text,
    line_break_in_cell, line_too_long, not_utf8, repeated_header, report_line, stray_quote, text_after_quote,
    too_few_cells, too_many_cells, unclosed_quote, utf_16_encoding,
};

/// What can be done with a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// Its cells can be checked.
    Whole,
    /// It is set aside: its cells may stand under the wrong columns. Its id counts if it could be read.
    SetAside,
    /// Nothing stands in it.
    Blank,
}

/// How the rows of a file are laid out.
#[derive(Debug)]
pub(super) struct Layout {
    /// The file.
    pub(super) file: FileId,
    /// How it is begun.
    pub(super) opening: Opening,
    /// The ids of the columns, for each cell of a row.
    pub(super) columns: Vec<ColumnId>,
    /// The names in the header, by which it is known again; none where it is not.
    pub(super) header: Vec<String>,
    /// Whether the file begins with a header.
    pub(super) has_header: bool,
    /// Its line, where it stands among the records.
    pub(super) header_line: Option<u64>,
    /// Another number of cells that a row may have.
    pub(super) other_width: Option<usize>,
    /// Whether a row of empty cells is no record: so it is in the manifest, where no cell is known to be required.
    pub(super) passes_empty_cells: bool,
    /// The rule that tells why the ids of the records cannot be read.
    pub(super) blind: Option<&'static str>,
}

impl Layout {
    pub(super) fn new(file: FileId, opening: Opening, columns: Vec<ColumnId>, header: Vec<String>) -> Self {
        Self {
            file,
            opening,
            columns,
            header,
            has_header: true,
            header_line: None,
            other_width: None,
            passes_empty_cells: false,
            blind: None,
        }
    }

    /// How many cells a row should have.
    fn expected(&self) -> usize {
        self.other_width.unwrap_or(self.columns.len())
    }

    /// Whether a row is the header once more.
    pub(super) fn is_header(&self, row: &Row) -> bool {
        let is_same = |(place, name): (usize, &String)| {
            std::str::from_utf8(row.cell(place)).is_ok_and(|cell| cell.trim().eq_ignore_ascii_case(name.trim()))
        };
        // Of a header of one name a record may consist too.
        self.header.len() > 1 && row.len() == self.header.len() && self.header.iter().enumerate().all(is_same)
    }

    /// Whether a row is no record, but the header once more, or a remark of the program that wrote the file; this is
    /// told.
    pub(super) fn is_no_record(&self, row: &Row, findings: &mut Findings) -> bool {
        let place = Place { file: Some(self.file), line: Some(row.line), record: Some(row.record), column: None };
        if self.is_header(row) {
            if self.header_line != Some(row.line) {
                repeated_header::found(findings, place, !self.has_header);
            }
            return true;
        }
        let is_remark = self.is_remark(row);
        if is_remark {
            report_line::found(findings, place, row.cell(0));
        }
        is_remark
    }

    fn is_remark(&self, row: &Row) -> bool {
        row.defect.is_none() && is_remark(row, self.columns.len())
    }

    /// The same, without telling it.
    pub(super) fn looks_like_no_record(&self, row: &Row) -> bool {
        self.is_header(row) || self.is_remark(row)
    }
}

/// What is told once per file, when it has ended.
#[derive(Debug, Default)]
pub(super) struct Marks {
    not_utf8: Option<NotUtf8>,
    /// An empty line that was met last; it is told when it is known that what follows is a record, or nothing.
    blank: Option<Place>,
    /// Whether the row before was a remark.
    is_behind_remark: bool,
    /// Cells of the row at hand whose content is not what was meant: those with a quote in the wrong place, and those
    /// that are not UTF-8.
    damaged: Vec<usize>,
}

#[derive(Debug)]
struct NotUtf8 {
    place: Place,
    cell: Vec<u8>,
    rows: u64,
    guess: Guess,
}

impl Marks {
    /// Reports what was gathered.
    pub(super) fn report(mut self, ends: LineEnds, file: FileId, findings: &mut Findings) {
        self.tell_blank(findings);
        if let Some(found) = self.not_utf8 {
            not_utf8::found(findings, found.place, &found.cell, found.rows, found.guess.name());
        }
        if ends.cr > 0 {
            cr_line_endings::found(findings, Place::file(file), ends.cr);
        }
    }

    /// Tells the empty line that was met last, if any.
    fn tell_blank(&mut self, findings: &mut Findings) {
        if let Some(place) = self.blank.take() {
            blank_row::found(findings, place);
        }
    }

    /// Several rows follow. An empty line above a remark belongs to it.
    pub(super) fn begin_rows(&mut self, is_first_a_remark: bool, findings: &mut Findings) {
        if is_first_a_remark {
            self.blank = None;
        }
        self.tell_blank(findings);
    }

    /// Several rows have been read. So does an empty line below a remark.
    pub(super) fn end_rows(&mut self, is_last_a_remark: bool) {
        self.is_behind_remark = is_last_a_remark;
    }

    /// The damaged cells of the row that was read last.
    pub(super) fn damaged(&self) -> &[usize] {
        &self.damaged
    }

    /// Rows follow that are known to have none.
    pub(super) fn clear_damaged(&mut self) {
        self.damaged.clear();
    }

    pub(super) fn not_utf8(&mut self, row: &Row, cell: usize, place: Place) {
        let bytes = row.cell(cell);
        let found = self.not_utf8.get_or_insert_with(|| NotUtf8 {
            place,
            cell: bytes.to_vec(),
            rows: 0,
            guess: Guess::default(),
        });
        found.rows += 1;
        // Of hundreds of cells the next ones tell nothing new.
        if found.rows <= 500 {
            found.guess.add(bytes);
        }
    }
}

/// Names the encoding where it is not plain UTF-8. The rows come out as UTF-8 all the same.
pub(super) fn encoding<S: Source>(rows: &mut Rows<S>, file: FileId, findings: &mut Findings) -> Result<(), S::Failure> {
    let (_, encoding) = rows.first_line()?;
    match encoding {
        Encoding::Utf8 => {}
        Encoding::Utf8WithMark => byte_order_mark::found(findings, Place::file(file)),
        other => utf_16_encoding::found(findings, Place::file(file), other.name()),
    }
    Ok(())
}

/// The rule that tells what is wrong with the quotes or the size of a row.
pub(super) fn rule_of(kind: DefectKind) -> &'static Rule {
    match kind {
        DefectKind::UnclosedQuote { .. } => &unclosed_quote::RULE,
        DefectKind::StrayQuote => &stray_quote::RULE,
        DefectKind::TextAfterQuote => &text_after_quote::RULE,
        DefectKind::TooLong => &line_too_long::RULE,
    }
}

/// Reads a file whose rows cannot be checked to its end, for what is told once per file.
pub(super) fn pass_over<S: Source>(
    rows: &mut Rows<S>,
    file: FileId,
    mut marks: Marks,
    findings: &mut Findings,
) -> Result<(), S::Failure> {
    let result = loop {
        match rows.next_row() {
            Ok(Some(row)) => {
                if let Some(cell) = row.first_cell_not_utf8() {
                    marks.not_utf8(&row, cell, Place::file(file).line(row.line_of(cell)));
                }
            }
            Ok(None) => break Ok(()),
            Err(failure) => break Err(failure),
        }
    };
    marks.report(rows.line_ends(), file, findings);
    result
}

/// Whether a row is no record, but a remark of the program that wrote the file.
fn is_remark(row: &Row, width: usize) -> bool {
    let is_text = |place: &usize| !row.cell(*place).is_empty();
    let mut filled = (0..row.len()).filter(is_text);
    let (Some(0), second) = (filled.next(), filled.next()) else { return false };
    let Ok(first) = std::str::from_utf8(row.cell(0)) else { return false };
    let Some(second) = second else {
        // Of a record that is nothing but its id it is told what it lacks.
        let id = first.trim();
        let is_no_id = width > 2 && row.len() == width && !id.is_empty() && !is_id(id.as_bytes());
        return is_no_id || is_line(first) || is_report_text(first);
    };
    let Ok(text) = std::str::from_utf8(row.cell(second)) else { return false };
    // A remark in two cells is short: `(1` and `234 rows affected)`. So a block is asked only for its short rows.
    let is_short = text.len() <= 2 * row.len() + 4 && !text.contains('"');
    if is_short && filled.next().is_none() && is_report_text(&format!("{first} {text}")) {
        return true;
    }
    let is_line = |cell: &[u8]| cell.is_empty() || std::str::from_utf8(cell).is_ok_and(is_line);
    is_line(row.cell(0)) && (0..row.len()).all(|place| is_line(row.cell(place)))
}

/// Reports how one row is written and says what can be done with it.
pub(super) fn row(row: &Row, layout: &Layout, marks: &mut Marks, findings: &mut Findings) -> Reading {
    let Layout { file, columns, .. } = layout;
    let (file, width) = (*file, layout.columns.len());
    let whole = Place { file: Some(file), line: Some(row.line), record: Some(row.record), column: None };
    marks.damaged.clear();
    if row.is_empty() {
        marks.tell_blank(findings);
        let is_known = std::mem::take(&mut marks.is_behind_remark);
        marks.blank = Some(Place { record: None, ..whole }).filter(|_| !is_known);
        return Reading::Blank;
    }
    if layout.is_no_record(row, findings) {
        // An empty line above a remark, or below it, belongs to it.
        marks.blank = None;
        marks.is_behind_remark = true;
        return Reading::Blank;
    }
    marks.is_behind_remark = false;
    marks.tell_blank(findings);
    let at = |cell: usize| Place { line: Some(row.line_of(cell)), column: columns.get(cell).copied(), ..whole };
    if let Some(defect) = row.defect {
        let (place, cell) = (at(defect.cell), row.cell(defect.cell));
        match defect.kind {
            DefectKind::UnclosedQuote { lines_in_doubt, .. } => {
                unclosed_quote::found(findings, place, cell, lines_in_doubt);
            }
            DefectKind::StrayQuote => stray_quote::found(findings, place, cell),
            DefectKind::TextAfterQuote => text_after_quote::found(findings, place, cell),
            DefectKind::TooLong => line_too_long::found(findings, whole),
        }
        let is_readable = matches!(defect.kind, DefectKind::StrayQuote | DefectKind::TextAfterQuote);
        if !is_readable || row.len() != width && Some(row.len()) != layout.other_width {
            return Reading::SetAside;
        }
        marks.damaged.push(defect.cell);
    }
    if layout.passes_empty_cells && row.is_blank() && row.len() == width {
        blank_row::found(findings, whole);
        return Reading::Blank;
    }
    if let Some(cell) = row.first_cell_not_utf8() {
        marks.not_utf8(row, cell, at(cell));
        marks.damaged.extend((cell..row.len()).filter(|cell| std::str::from_utf8(row.cell(*cell)).is_err()));
    }
    if row.len() != width && Some(row.len()) != layout.other_width {
        let (cells, expected) = (row.len() as u64, layout.expected() as u64);
        if cells > expected {
            let ends_empty = (width..row.len()).all(|place| row.cell(place).is_empty());
            too_many_cells::found(findings, whole, cells, expected, ends_empty);
        } else {
            too_few_cells::found(findings, whole, cells, expected);
        }
        return Reading::SetAside;
    }
    if let Some(cell) = row.broken_cell {
        let text = row.cell(cell);
        line_break_in_cell::found(findings, at(cell), text, text.contains(&b'\r'));
    }
    Reading::Whole
}
