//! One data file that is written anew, row by row.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::rc::Rc;

use super::batches::Batches;
use super::catalogue::{Chosen, Fix};
use super::cells::CellRepairs;
use super::columns::{ColumnOut, columns};
use super::ledger::{Edit, Ledger, Text};
use super::whole::{Open, Whole, is_deleted};
use super::{Obstacle, words};
use crate::check::anew::{RowBefore, RowKind, Shown, Start, TableFile};
use crate::copy::memo::Memo;
use crate::csv::{DefectKind, Encoding, Row, legacy};
use crate::oneroster::{Kind, Mode, Table};
use crate::package::{EntryFailure, Package};
use crate::receivers::d2l_brightspace::{LONGEST_CODE, unsupported_in};
use crate::rules::{FileFacts, PackageFacts, TableFacts, id_hash};

/// Where the rows of the copy go.
pub(super) trait Lines {
    /// Whether they are wanted.
    fn are_wanted(&self) -> bool {
        true
    }
    /// Takes a row, cell by cell.
    fn cells(&mut self, cells: &[Cow<'_, [u8]>]) -> ControlFlow<()>;
    /// Takes a row as it stands in the input, without its line end.
    fn text(&mut self, text: &[u8]) -> ControlFlow<()>;
    /// Takes rows as they are to be written, each with its line end.
    fn rows(&mut self, text: &[u8]) -> ControlFlow<()>;
}

/// For those who only want to know what would change.
impl Lines for () {
    fn are_wanted(&self) -> bool {
        false
    }

    fn cells(&mut self, _: &[Cow<'_, [u8]>]) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }

    fn text(&mut self, _: &[u8]) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }

    fn rows(&mut self, _: &[u8]) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}

/// Records that a check found by looking at several of them, with the column: by repair.
pub(super) type Marked = Vec<(Fix, BTreeMap<u64, String>)>;

/// One file, and what is to be done with it.
pub(super) struct Job<'a> {
    pub(super) package: &'a Package,
    pub(super) package_facts: &'a PackageFacts,
    pub(super) file: &'a FileFacts,
    /// How the copy says that it is sent.
    pub(super) mode: Option<Mode>,
    pub(super) chosen: Chosen,
    /// Rules that found something in the file.
    pub(super) rules: &'a [&'static str],
    /// Columns in whose cells something was found; none if any may be wrong.
    pub(super) columns: Option<&'a [String]>,
    pub(super) marked: &'a [(Fix, BTreeMap<u64, String>)],
}

impl<'a> Job<'a> {
    /// Whether a rule found something in the file.
    pub(super) fn has(&self, rule: &str) -> bool {
        self.rules.contains(&rule)
    }

    /// Opens the file. None if its rows cannot be divided into columns.
    pub(super) fn open(&self) -> Result<Option<TableFile<'a>>, EntryFailure> {
        TableFile::open(self.package, self.package_facts, self.file, self.mode)
    }

    /// Why no row of the file may be written anew, if so: what stands in it is not known for certain.
    pub(super) fn obstacle(&self, start: &Start) -> Option<Obstacle> {
        if self.has("unclosed-quote") {
            return Some(Obstacle::UnclosedQuote);
        }
        if self.has("line-too-long") {
            return Some(Obstacle::LongRow);
        }
        if (self.has("text-after-quote") || self.has("stray-quote")) && start.delimiter != b',' {
            return Some(Obstacle::MisplacedQuote);
        }
        start.is_among_records.then_some(Obstacle::HeaderAmongRecords)
    }

    /// The places of the columns that repairs of marked records change.
    pub(super) fn marked_columns(&self, file: &TableFile) -> Vec<(Fix, usize)> {
        let changing = [Fix::UniqueCodes, Fix::CodeCharacters, Fix::LeadingZeros];
        let marked = self.marked.iter().filter(|(fix, _)| changing.contains(fix));
        marked.filter_map(|(fix, records)| Some((*fix, file.facts.place_of(records.values().next()?)?))).collect()
    }

    /// Writes the file, if it is wanted, or else tells what changes.
    pub(super) fn run(
        &self,
        file: &mut TableFile,
        whole: &mut Whole,
        lines: &mut dyn Lines,
        ledger: &mut Ledger,
    ) -> Result<(), EntryFailure> {
        let out = self.columns_out(file, ledger);
        self.tell_file(file, ledger);
        if self.write_start(&file.start, out.as_deref(), lines, ledger).is_break() {
            return Ok(());
        }
        let mut rows = self.rows_out(file, whole, out.as_deref());
        file.all(&mut |shown| match shown {
            Shown::Records(batch) => rows.write_batch(&batch, lines, ledger),
            Shown::Row(row, kind, damaged) => rows.write(&row, kind, damaged, lines, ledger),
        })
    }

    /// How the rows of the file are written.
    pub(super) fn rows_out<'b>(
        &'b self,
        file: &TableFile,
        whole: &'b mut Whole,
        out: Option<&'b [ColumnOut]>,
    ) -> RowsOut<'b, 'a> {
        let facts = &file.facts;
        let is_wanted = |column: usize| match self.columns {
            Some(names) => {
                facts.table.columns.get(column).is_some_and(|column| names.iter().any(|name| name == column.name))
            }
            None => true,
        };
        let keeps_bulk = whole.has_deleted && !self.chosen.has(Fix::DeletedRows);
        let repairs: Vec<CellRepairs> = (0..facts.table.columns.len())
            .filter(|column| is_wanted(*column))
            .filter_map(|column| {
                let of_column = whole.columns.get(column).copied().unwrap_or_default();
                CellRepairs::of(facts, column, of_column, self.chosen, keeps_bulk)
            })
            .collect();
        RowsOut {
            job: self,
            facts: facts.clone(),
            path: &self.file.path,
            delimiter: file.start.delimiter,
            header: file.start.header_row.and_then(|row| file.start.before.get(row)).cloned(),
            out,
            memos: repairs.iter().map(|_| Memo::default()).collect(),
            batches: Batches::new(self, file, whole, &repairs, out),
            repairs,
            whole,
            status: facts.places.get(Table::STATUS).copied().flatten(),
            id: facts.places.get(Table::ID).copied().flatten(),
        }
    }

    fn columns_out(&self, file: &TableFile, ledger: &mut Ledger) -> Option<Vec<ColumnOut>> {
        // A row that stays as it stands keeps its columns where they are.
        let rules = ["too-many-cells", "too-few-cells", "text-after-quote", "stray-quote"];
        let may_move = rules.iter().all(|rule| !self.has(rule));
        columns(&file.start, &file.facts, self.chosen, may_move, &self.file.path, ledger)
    }

    /// What changes in the whole file as soon as it is written anew.
    fn tell_file(&self, file: &TableFile, ledger: &mut Ledger) {
        let start = &file.start;
        let told = |fix, [before, after]: [&str; 2]| Edit {
            fix,
            file: self.file.path.clone(),
            line: None,
            column: None,
            before: Text::name(before),
            after: Text::name(after),
        };
        match start.encoding {
            Encoding::Utf8 => {}
            mark @ Encoding::Utf8WithMark => {
                ledger.add(Fix::ByteOrderMark, || told(Fix::ByteOrderMark, words::encoding(mark)));
            }
            other => ledger.add(Fix::Utf16, || told(Fix::Utf16, words::encoding(other))),
        }
        if start.delimiter != b',' {
            ledger.add(Fix::Separator, || told(Fix::Separator, words::delimiter(start.delimiter)));
        }
        if self.has("cr-line-endings") {
            ledger.add(Fix::LineEnds, || told(Fix::LineEnds, words::LINE_ENDS));
        }
    }

    /// Writes what stands before the records.
    fn write_start(
        &self,
        start: &Start,
        out: Option<&[ColumnOut]>,
        lines: &mut dyn Lines,
        ledger: &mut Ledger,
    ) -> ControlFlow<()> {
        let left_out = |fix, row: &RowBefore| Edit {
            fix,
            file: self.file.path.clone(),
            line: Some(row.line),
            column: None,
            before: Text::cell(&row.text),
            after: Text::name(""),
        };
        for (number, row) in start.before.iter().enumerate() {
            let fix = match start.header_row {
                Some(header) if number < header => Fix::TopLines,
                Some(header) if number > header => Fix::ReportLines,
                Some(_) => {
                    let own = || row.cells.iter().map(|cell| Cow::Borrowed(&**cell)).collect::<Vec<_>>();
                    let names = out.map(|out| out.iter().map(|one| Cow::Borrowed(&*one.name)).collect());
                    lines.cells(&names.unwrap_or_else(own))?;
                    continue;
                }
                None if row.cells.is_empty() => Fix::BlankRows,
                None => {
                    write_as_is(lines, start.delimiter, &row.text, || {
                        row.cells.iter().map(|cell| Cow::Borrowed(&**cell)).collect()
                    })?;
                    continue;
                }
            };
            if self.chosen.has(fix) && !(fix == Fix::TopLines && is_part_of_header(start, row)) {
                ledger.add(fix, || left_out(fix, row));
            } else {
                write_as_is(lines, start.delimiter, &row.text, || {
                    row.cells.iter().map(|cell| Cow::Borrowed(&**cell)).collect()
                })?;
            }
        }
        ControlFlow::Continue(())
    }
}

/// Whether a row above the header holds names that the header lacks: then a line end divides the header.
fn is_part_of_header(start: &Start, row: &RowBefore) -> bool {
    start.header.as_ref().is_some_and(|header| {
        let has = |column: usize| header.headings.iter().any(|heading| heading.column() == Some(column));
        let lacks = |cell: &[u8]| {
            let name = std::str::from_utf8(cell).unwrap_or_default();
            header.table.column_index(name).is_some_and(|column| !has(column))
        };
        row.cells.iter().any(|cell| lacks(cell))
    })
}

/// Writes a row as it stands in the input, but for what separates its cells.
fn write_as_is<'a>(
    lines: &mut dyn Lines,
    delimiter: u8,
    text: &[u8],
    cells: impl FnOnce() -> Vec<Cow<'a, [u8]>>,
) -> ControlFlow<()> {
    if delimiter == b',' { lines.text(text) } else { lines.cells(&cells()) }
}

/// What a cell becomes, and by which repair; none if it stays.
pub(super) type Repaired = Option<(Rc<[u8]>, Fix)>;

/// The rows below the header.
pub(super) struct RowsOut<'a, 'b> {
    job: &'a Job<'b>,
    pub(super) facts: TableFacts,
    path: &'a str,
    delimiter: u8,
    header: Option<RowBefore>,
    out: Option<&'a [ColumnOut]>,
    pub(super) repairs: Vec<CellRepairs>,
    /// For each of them what it made of cells.
    pub(super) memos: Vec<Memo<Repaired>>,
    pub(super) whole: &'a mut Whole,
    pub(super) status: Option<usize>,
    id: Option<usize>,
    pub(super) batches: Batches,
}

impl RowsOut<'_, '_> {
    pub(super) fn write(
        &mut self,
        row: &Row,
        kind: RowKind,
        damaged: &[usize],
        lines: &mut dyn Lines,
        ledger: &mut Ledger,
    ) -> ControlFlow<()> {
        let chosen = self.job.chosen;
        if let Some(status) = self.status.filter(|_| kind == RowKind::Record) {
            self.see_status(row.cell(status));
        }
        let left_out = match kind {
            RowKind::Blank => Some(Fix::BlankRows),
            RowKind::HeaderAgain if self.header.as_ref().is_some() => Some(Fix::HeaderRepeats),
            RowKind::Remark => Some(Fix::ReportLines),
            RowKind::Record => self.reason_to_leave_out(row),
            RowKind::SetAside | RowKind::HeaderAgain => None,
        };
        if let Some(fix) = left_out.filter(|fix| chosen.has(*fix)) {
            // An id tells more of a record than all of its cells.
            let told = self.id.filter(|_| kind == RowKind::Record).map_or(row.text(), |id| row.cell(id));
            ledger.add(fix, || self.edit(fix, row.line, None, told, b""));
            if kind == RowKind::Record {
                self.see_dates(row);
            }
            return ControlFlow::Continue(());
        }
        let as_it_is = |row: &Row| (0..row.len()).map(|place| Cow::Owned(row.cell(place).to_vec())).collect();
        let has_open_cell = row.defect.is_some_and(|defect| match defect.kind {
            DefectKind::StrayQuote => {
                !chosen.has(Fix::StrayQuotes) || !self.is_right(defect.cell, row.cell(defect.cell))
            }
            _ => true,
        });
        // A row whose cells are not certain stays as it stands.
        if kind != RowKind::Record || has_open_cell {
            if kind == RowKind::Record {
                self.see_dates(row);
            }
            return write_as_is(lines, self.delimiter, row.text(), || as_it_is(row));
        }
        if let Some(defect) = row.defect {
            let (line, cell) = (row.line_of(defect.cell), row.cell(defect.cell));
            let column = self.column_at(defect.cell);
            let quoted = [b"\"", cell.to_vec().as_slice(), b"\""].concat();
            ledger.add(Fix::StrayQuotes, || self.edit(Fix::StrayQuotes, line, column, cell, &quoted));
        }
        let changed = self.changed(row, damaged, ledger);
        if !lines.are_wanted() {
            return ControlFlow::Continue(());
        }
        let cell = |place: usize| match changed.iter().find(|(at, _)| *at == place) {
            Some((_, text)) => Cow::Borrowed(&**text),
            None => Cow::Borrowed(row.cell(place)),
        };
        let cells: Vec<Cow<[u8]>> = match self.out {
            Some(out) => out.iter().map(|one| one.from.map_or(Cow::Borrowed(&b""[..]), cell)).collect(),
            None => (0..row.len()).map(cell).collect(),
        };
        lines.cells(&cells)
    }

    /// Sees whether a record is deleted, as long as that is open.
    pub(super) fn see_status(&mut self, status: &[u8]) {
        if let Some(open) = &mut self.whole.open
            && let Some(has_deleted) = &mut open.has_deleted
        {
            *has_deleted |= is_deleted(status);
        }
    }

    /// Sees the dates of a record whose cells nobody repairs.
    fn see_dates(&mut self, row: &Row) {
        for repairs in &self.repairs {
            see_date(&mut self.whole.open, repairs, row.cell(repairs.place));
        }
    }

    /// Whether a cell with a quote in it may be what is meant: no rule for its column finds anything in it.
    fn is_right(&self, place: usize, cell: &[u8]) -> bool {
        let repairs = self.repairs.iter().find(|repairs| repairs.place == place);
        repairs.is_none_or(|repairs| repairs.is_right(&self.facts, cell))
    }

    /// Why a record is left out, if it may be.
    fn reason_to_leave_out(&self, row: &Row) -> Option<Fix> {
        // How many cells a header should have is told by the rows: they all stay.
        if self.job.has("header-width") {
            return None;
        }
        let is_marked =
            self.job.marked.iter().any(|(fix, records)| *fix == Fix::DanglingRows && records.contains_key(&row.record));
        let is_bulk = self.facts.mode == Some(Mode::Bulk);
        let is_deleted = is_bulk && self.status.is_some_and(|status| is_deleted(row.cell(status)));
        if self.whole.repeats.contains(&row.record) {
            Some(Fix::IdenticalRows)
        } else if is_deleted && self.job.chosen.has(Fix::DeletedRows) {
            Some(Fix::DeletedRows)
        } else {
            is_marked.then_some(Fix::DanglingRows)
        }
    }

    /// The cells of a record that change, by their places.
    pub(super) fn changed(&mut self, row: &Row, damaged: &[usize], ledger: &mut Ledger) -> Vec<(usize, Rc<[u8]>)> {
        let mut changed: Vec<(usize, Rc<[u8]>)> = Vec::new();
        let is_broken = |place: &usize| std::str::from_utf8(row.cell(*place)).is_err();
        let broken: Vec<usize> = damaged.iter().copied().filter(is_broken).collect();
        let mut memos = std::mem::take(&mut self.memos);
        for place in &broken {
            let read = self.whole.encoding.and_then(|encoding| legacy::read(encoding, row.cell(*place)));
            let Some(text) = read.filter(|_| self.job.chosen.has(Fix::GuessedEncoding)) else { continue };
            let column = self.column_at(*place);
            let line = row.line_of(*place);
            ledger.add(Fix::GuessedEncoding, || {
                self.edit(Fix::GuessedEncoding, line, column, row.cell(*place), text.as_bytes())
            });
            changed.push((*place, text.into_bytes().into()));
        }
        for (repairs, memo) in self.repairs.iter().zip(&mut memos) {
            let place = repairs.place;
            let decoded = changed.iter().position(|(at, _)| *at == place);
            if broken.contains(&place) && decoded.is_none() {
                continue;
            }
            let before = decoded.and_then(|at| changed.get(at)).map_or(row.cell(place), |(_, text)| &**text);
            let open = &mut self.whole.open;
            let repaired = memo.of(before, |made| {
                see_date(open, repairs, before);
                *made = repairs.repaired(&self.facts, before).map(|(after, fix)| (after.into(), fix));
            });
            let Some((after, fix)) = repaired.clone() else { continue };
            let line = row.line_of(place);
            ledger.add(fix, || self.edit(fix, line, Some(repairs.column.name.into()), before, &after));
            match decoded.and_then(|at| changed.get_mut(at)) {
                Some((_, text)) => *text = after,
                None => changed.push((place, after)),
            }
        }
        self.memos = memos;
        self.changed_by_choice(row, &mut changed, ledger);
        changed
    }

    /// Cells of marked records.
    fn changed_by_choice(&mut self, row: &Row, changed: &mut Vec<(usize, Rc<[u8]>)>, ledger: &mut Ledger) {
        for (fix, records) in self.job.marked {
            let Some(column) = records.get(&row.record).filter(|_| self.job.chosen.has(*fix)) else { continue };
            let Some(place) = self.facts.place_of(column) else { continue };
            let at = changed.iter().position(|(at, _)| *at == place);
            let before = at.and_then(|at| changed.get(at)).map_or(row.cell(place), |(_, text)| &**text).to_vec();
            let Some(after) = by_choice(*fix, column, &before, self.whole).filter(|after| *after != before) else {
                continue;
            };
            let line = row.line_of(place);
            ledger.add(*fix, || self.edit(*fix, line, Some(column.clone()), &before, &after));
            match at.and_then(|at| changed.get_mut(at)) {
                Some((_, text)) => *text = after.into(),
                None => changed.push((place, after.into())),
            }
        }
    }

    fn column_at(&self, place: usize) -> Option<String> {
        let column = self.facts.places.iter().position(|at| *at == Some(place))?;
        self.facts.table.columns.get(column).map(|column| column.name.to_owned())
    }

    fn edit(&self, fix: Fix, line: u64, column: Option<String>, before: &[u8], after: &[u8]) -> Edit {
        let (before, after) = (Text::cell(before), if after.is_empty() { Text::name("") } else { Text::cell(after) });
        Edit { fix, file: self.path.to_owned(), line: Some(line), column, before, after }
    }
}

/// Sees a date, as long as the order of day and month in its column is open.
pub(super) fn see_date(open: &mut Option<Open>, repairs: &CellRepairs, cell: &[u8]) {
    if let Some(columns) = open.as_mut().and_then(|open| open.columns.as_mut())
        && let Some(of_column) = columns.get_mut(repairs.index).filter(|_| matches!(repairs.column.kind, Kind::Date))
    {
        of_column.orders.add(cell);
    }
}

/// What a cell becomes by a repair that somebody chose. None where it would become the same as another one.
fn by_choice(fix: Fix, column: &str, cell: &[u8], whole: &mut Whole) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(cell).ok()?;
    let used = whole.used(fix);
    match fix {
        Fix::LeadingZeros => {
            let digits = text.trim_start_matches('0');
            (!digits.is_empty() && used.insert(id_hash(digits.as_bytes()))).then(|| digits.into())
        }
        Fix::OnePrimary => Some(b"false".to_vec()),
        Fix::UniqueCodes if column.ends_with("Code") => {
            let cut = |keep: usize| text.chars().take(keep).collect::<String>().trim_end().to_owned();
            let unique = std::iter::once(cut(LONGEST_CODE)).chain((2..10_000).map(|number| {
                let end = format!("-{number}");
                format!("{}{end}", cut(LONGEST_CODE - end.len()))
            }));
            unique.map(String::into_bytes).find(|code| used.insert(id_hash(code)))
        }
        Fix::CodeCharacters if column.ends_with("Code") => {
            let wrong: Vec<char> = unsupported_in(text).iter().map(|(it, _)| it.character).collect();
            let code = text.replace(wrong.as_slice(), "-");
            used.insert(id_hash(code.as_bytes())).then(|| code.into_bytes())
        }
        _ => None,
    }
}
