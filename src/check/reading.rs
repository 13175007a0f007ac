//! How a file and its rows are written: the part that is the same for the manifest and for the data files.

use crate::csv::{DefectKind, Encoding, Guess, LineEnds, Row, Rows, Source};
use crate::rules::{
    ColumnId, FileId, Findings, Place, Rule, blank_row, byte_order_mark, cr_line_endings, line_break_in_cell,
    line_too_long, not_utf8, stray_quote, text_after_quote, too_few_cells, too_many_cells, unclosed_quote,
    utf_16_encoding, wrong_delimiter,
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

/// What is told once per file, when it has ended.
#[derive(Debug, Default)]
pub(super) struct Marks {
    not_utf8: Option<NotUtf8>,
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
    pub(super) fn report(self, ends: LineEnds, file: FileId, findings: &mut Findings) {
        if let Some(found) = self.not_utf8 {
            not_utf8::found(findings, found.place, &found.cell, found.rows, found.guess.name());
        }
        if ends.cr > 0 {
            cr_line_endings::found(findings, Place::file(file), ends.cr);
        }
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

/// Finds out what separates the cells: commas, unless only another separator gives columns that are known.
pub(super) fn delimiter<S: Source>(
    rows: &mut Rows<S>,
    file: FileId,
    columns: &[&str],
    findings: &mut Findings,
) -> Result<(), S::Failure> {
    let (line, number) = rows.first_filled_line()?;
    if line.contains(&b',') {
        return Ok(());
    }
    let line = String::from_utf8_lossy(line);
    let known = |separator: char| {
        line.split(separator)
            .filter(|cell| columns.iter().any(|column| column.eq_ignore_ascii_case(cell.trim_matches(['"', ' ']))))
            .count()
    };
    let found = [('\t', b'\t', "tab"), (';', b';', "semicolon"), ('|', b'|', "vertical bar")]
        .into_iter()
        .find(|(separator, _, _)| known(*separator) >= 2);
    if let Some((_, byte, name)) = found {
        rows.set_delimiter(byte);
        wrong_delimiter::found(findings, Place::file(file).line(number), name);
    }
    Ok(())
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

/// Reports how one row is written and says what can be done with it.
///
/// `columns` are the ids of the header's cells, in the order of the file.
pub(super) fn row(
    row: &Row,
    width: usize,
    file: FileId,
    columns: &[ColumnId],
    marks: &mut Marks,
    findings: &mut Findings,
) -> Reading {
    let whole = Place { file: Some(file), line: Some(row.line), record: Some(row.record), column: None };
    marks.damaged.clear();
    if row.is_empty() {
        blank_row::found(findings, Place { record: None, ..whole });
        return Reading::Blank;
    }
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
        if !is_readable || row.len() != width {
            return Reading::SetAside;
        }
        marks.damaged.push(defect.cell);
    }
    if row.is_blank() && row.len() == width.max(2) {
        blank_row::found(findings, whole);
        return Reading::Blank;
    }
    if let Some(cell) = row.first_cell_not_utf8() {
        marks.not_utf8(row, cell, at(cell));
        marks.damaged.extend((cell..row.len()).filter(|cell| std::str::from_utf8(row.cell(*cell)).is_err()));
    }
    let (cells, expected) = (row.len() as u64, width as u64);
    if cells != expected {
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
