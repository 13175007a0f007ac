//! The beginning of a data file: which of its first rows is the header, and which cell is which column.

use super::header::{self, DELIMITERS, FirstRow, Header, Opening, Reading as First};
use super::input::Input;
use super::reading::{self, Layout, Marks};
use super::table::{Run, Stopped};
use crate::csv::Rows;
use crate::oneroster::{Mode, Table};
use crate::rules::{
    Above, Cause, ColumnId, Detect, FileFacts, HeaderFacts, Heading, OtherWidth, RULES, Rule, TableFacts, blank_row,
    empty_file, header_width, line_too_long, missing_column, missing_header_row, renamed_column, report_line,
    unnamed_column, wrong_delimiter, wrong_file_content,
};

/// A file that was begun.
pub(super) enum Begun {
    /// Its rows can be read.
    Rows(TableFacts, Layout),
    /// They cannot, because of this.
    Stop(Cause),
    /// It is no text, and nothing else is to be said of it.
    NoText(Cause),
}

impl<'a> Run<'a> {
    /// Reads what stands before the records. The rows given back begin behind it.
    pub(super) async fn begin(
        &mut self,
        table: &'static Table,
        file: &FileFacts,
        mode: Option<Mode>,
        marks: &mut Marks,
    ) -> Result<(Begun, Rows<Input<'a>>), Stopped> {
        let mut rows = self.open(file).await?;
        if let Some(kind) = wrong_file_content::kind_of(rows.first_text(512)?) {
            wrong_file_content::found_kind(self.findings, file.place(), kind);
            let cause = Cause { rule: wrong_file_content::RULE.name, file: Some(file.file) };
            return Ok((Begun::NoText(cause), rows));
        }
        reading::encoding(&mut rows, file.file, self.findings)?;
        // Nearly every file begins with a header to which there is nothing to say, and goes on with a row as wide.
        let first: Vec<String> = match rows.header()? {
            Some(row) if row.defect.is_none() => {
                (0..row.len()).filter_map(|place| Some(std::str::from_utf8(row.cell(place)).ok()?.to_owned())).collect()
            }
            _ => Vec::new(),
        };
        if header::is_plain(table, &first) && rows.has_next_width(first.len()) {
            let row = FirstRow { line: 1, cells: first, is_cut: false };
            let begun = self.with_header(table, file, mode, &[row], Header::plain(table), 0);
            return Ok((begun, rows));
        }
        let read = |delimiter| header::first_rows(self.package, file.entry, delimiter, table.columns.len());
        let (separator, first, reading) = header::choose(read, table, self.facts.version)?;
        let skip = reading.skip();
        let begun = self.judge_first(table, file, mode, &first, reading, separator);
        // From the top again, whatever has been read.
        let mut rows = self.open(file).await?;
        let opening = Opening { delimiter: DELIMITERS[separator].0, skip };
        opening.pass(&mut rows, table.columns.len(), |row, is_last| {
            // What is not UTF-8 in the lines above the header is deleted with them.
            if let Some(cell) = row.first_cell_not_utf8().filter(|_| is_last) {
                marks.not_utf8(row, cell, file.place().line(row.line));
            }
        })?;
        Ok((begun, rows))
    }

    /// Says what the first rows are.
    fn judge_first(
        &mut self,
        table: &'static Table,
        file: &FileFacts,
        mode: Option<Mode>,
        rows: &[FirstRow],
        reading: First,
        separator: usize,
    ) -> Begun {
        let stop = |rule: &Rule| Begun::Stop(Cause { rule: rule.name, file: Some(file.file) });
        let place = |row: usize| file.place().line(rows.get(row).map_or(1, |row| row.line));
        let (delimiter, name) = DELIMITERS[separator];
        let header_at = match &reading {
            First::Header(header) => Some(header.row),
            First::OtherFile { row, .. } => Some(*row),
            _ => None,
        };
        if let Some(row) = header_at.filter(|_| delimiter != b',') {
            wrong_delimiter::found(self.findings, place(row), name);
        }
        if !matches!(reading, First::Header(_)) {
            // Nobody else tells of the blank lines at the top.
            let blank = rows.iter().take_while(|row| row.cells.is_empty());
            blank.for_each(|row| blank_row::found(self.findings, file.place().line(row.line)));
        }
        match reading {
            First::Empty => {
                empty_file::found(self.findings, file.place());
                stop(&empty_file::RULE)
            }
            First::Cut { row } => {
                line_too_long::found(self.findings, place(row));
                stop(&line_too_long::RULE)
            }
            First::OtherFile { row, looks_like } => {
                wrong_file_content::found(self.findings, place(row), looks_like);
                stop(&wrong_file_content::RULE)
            }
            First::NoHeader { row, is_wide, is_foreign } => {
                let first = rows.get(row).and_then(|row| row.cells.first()).map_or(&b""[..], |cell| cell.as_bytes());
                missing_header_row::found(self.findings, place(row), first, is_wide, is_foreign.then_some(table));
                if !is_wide {
                    return stop(&missing_header_row::RULE);
                }
                let columns: Vec<ColumnId> =
                    table.columns.iter().map(|column| self.findings.column(column.name)).collect();
                let facts = TableFacts {
                    table,
                    version: self.facts.version,
                    mode,
                    file: file.file,
                    width: columns.len(),
                    places: (0..columns.len()).map(Some).collect(),
                    column_ids: columns.clone(),
                    today: self.facts.today,
                };
                let opening = Opening { delimiter, skip: row + usize::from(is_foreign) };
                let names = table.columns.iter().map(|column| column.name.to_owned()).collect();
                let mut layout = Layout::new(file.file, opening, columns, names);
                layout.has_header = is_foreign;
                Begun::Rows(facts, layout)
            }
            First::Header(header) => self.with_header(table, file, mode, rows, *header, separator),
        }
    }

    /// Says what there is to say of the header, and lays out the rows below it.
    fn with_header(
        &mut self,
        table: &'static Table,
        file: &FileFacts,
        mode: Option<Mode>,
        rows: &[FirstRow],
        header: Header,
        separator: usize,
    ) -> Begun {
        let version = self.facts.version;
        let places = header.places(table);
        let skip = header.skip();
        let Header { row, headings, missing, above, decoration, other_width, has_dashes } = header;
        let (line, cells) = rows.get(row).map_or((1, Vec::new()), |row| (row.line, row.cells.clone()));
        let header = HeaderFacts {
            table,
            version,
            file: file.file,
            line,
            cells,
            headings,
            missing,
            above,
            decoration,
            other_width,
        };
        for rule in RULES {
            if let Detect::Header(check) = rule.detect {
                check(&header, self.findings);
            }
        }
        if let Some(dashes) = rows.get(row + 1).filter(|_| has_dashes) {
            let text = dashes.cells.first().map_or(&b""[..], |cell| cell.as_bytes());
            report_line::found(self.findings, file.place().line(dashes.line), text);
        }
        if header.other_width.as_ref().is_some_and(|width| !width.is_readable) {
            return Begun::Stop(Cause { rule: header_width::RULE.name, file: Some(file.file) });
        }
        let width = header.other_width.as_ref().map_or(header.cells.len(), |width| width.cells);
        let column_ids: Vec<ColumnId> = table.columns.iter().map(|column| self.findings.column(column.name)).collect();
        let mut columns: Vec<ColumnId> = Vec::with_capacity(width);
        let surplus = header.other_width.as_ref().map_or(&[][..], |width| &width.surplus);
        let mut names = header.cells.iter().enumerate().filter(|(cell, _)| !surplus.contains(cell));
        for cell in 0..width {
            let name = names.next().map_or("", |(_, name)| name.as_str());
            let column = places.iter().position(|place| *place == Some(cell));
            columns.push(match column.and_then(|column| column_ids.get(column)) {
                Some(id) => *id,
                None => self.findings.column(name),
            });
        }
        let blind = match places.get(Table::ID) {
            Some(None) => Some(why_missing(&header, Table::ID)),
            _ => None,
        };
        let is_among_records = matches!(header.above, Some((Above::Records, ..)));
        let delimiter = DELIMITERS[separator].0;
        let mut layout = Layout::new(file.file, Opening { delimiter, skip }, columns, header.cells);
        layout.header_line = is_among_records.then_some(line);
        layout.blind = blind;
        // Where the header only is too wide, a row as wide as the header is right.
        let is_at_the_end = |width: &OtherWidth| width.lacking.is_empty() && width.surplus.is_empty();
        layout.other_width = header.other_width.filter(is_at_the_end).map(|_| layout.header.len());
        let today = self.facts.today;
        Begun::Rows(TableFacts { table, version, mode, file: file.file, width, places, column_ids, today }, layout)
    }
}

/// The rule that tells why a column cannot be read.
fn why_missing(header: &HeaderFacts, column: usize) -> &'static str {
    let told_by = |heading: &Heading| match heading {
        Heading::Likely(columns) if columns.first() == Some(&column) => Some(renamed_column::RULE.name),
        Heading::Empty(columns) if columns.contains(&column) => Some(unnamed_column::RULE.name),
        _ => None,
    };
    let is_missing = header.missing.contains(&column);
    let otherwise = if is_missing { missing_column::RULE.name } else { header_width::RULE.name };
    header.headings.iter().find_map(told_by).unwrap_or(otherwise)
}
