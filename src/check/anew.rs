//! A file of a package, read once more for somebody who writes it anew: which cell is which column, and what each row is.

use std::ops::ControlFlow;

use super::header::{self, DELIMITERS, Header, Reading as First};
use super::input::at_once;
use super::package_pass::version;
use super::pass::HeaderAgain;
use super::reading::{self, Layout, Marks, Reading};
use super::table::{Run, Stopped};
use super::{begin::Begun, manifest, names};
use crate::csv::{Batch, Encoding, Row, RowBits, Rows};
use crate::oneroster::Mode;
use crate::oneroster::value::Day;
use crate::package::{EntryFailure, EntryReader, Package};
use crate::receivers::Receiver;
use crate::rules::{FileFacts, Findings, HeaderFacts, PackageFacts, Roster, TableFacts};

/// What the check knows of a package before it reads rows. The manifest is none where it cannot be read.
pub(crate) fn package_facts(package: &Package, receivers: &[Receiver], today: Day) -> PackageFacts {
    let mut unheard = Findings::new(&[], 0);
    let files = names::files(package, &mut unheard);
    let file = files.iter().find(|file| file.roster == Some(Roster::Manifest) && !file.is_second);
    let manifest = file.and_then(|file| manifest::read(package, file, &mut unheard).ok()?.0);
    let version = version(package, manifest.as_ref(), &files);
    let zip_name = package.is_zip().then(|| package.name().to_owned());
    let (bytes, receivers) = (package.bytes(), receivers.to_vec());
    PackageFacts { zip_name, bytes, receivers, files, version, manifest, today }
}

/// Whether the rows of a manifest are more than are kept of it.
pub(crate) fn is_cut(properties: usize) -> bool {
    properties >= manifest::MOST_ROWS
}

/// What a row of a data file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RowKind {
    /// A record whose cells stand under their columns.
    Record,
    /// A record whose cells may stand under other columns.
    SetAside,
    /// An empty line.
    Blank,
    /// The header once more.
    HeaderAgain,
    /// A remark of the program that wrote the file.
    Remark,
}

/// What is shown of a file at once.
#[derive(Clone, Copy)]
pub(crate) enum Shown<'a> {
    /// Records, one behind the other, that are plain and hold what was meant.
    Records(Batch<'a>),
    /// A row, what it is, and which of its cells do not hold what was meant.
    Row(Row<'a>, RowKind, &'a [usize]),
}

/// A row before the records, as it stands in the file.
#[derive(Clone, Debug)]
pub(crate) struct RowBefore {
    /// Physical line on which it begins.
    pub(crate) line: u64,
    /// Its cells.
    pub(crate) cells: Vec<Vec<u8>>,
    /// Its text, without the line end.
    pub(crate) text: Vec<u8>,
}

/// How a data file begins.
pub(crate) struct Start {
    /// Its encoding, as far as its first bytes tell.
    pub(crate) encoding: Encoding,
    /// What separates its cells.
    pub(crate) delimiter: u8,
    /// The rows before its records, the header among them.
    pub(crate) before: Vec<RowBefore>,
    /// Which of them is the header.
    pub(crate) header_row: Option<usize>,
    /// What its header is; none if it has none.
    pub(crate) header: Option<HeaderFacts>,
    /// Whether the header stands among the records.
    pub(crate) is_among_records: bool,
}

/// A data file whose rows can be read.
pub(crate) struct TableFile<'a> {
    /// Its columns.
    pub(crate) facts: TableFacts,
    /// How it begins.
    pub(crate) start: Start,
    layout: Layout,
    rows: Rows<EntryReader<'a>>,
}

impl<'a> TableFile<'a> {
    /// Opens a data file that is sent in this mode. None if its columns are not known.
    pub(crate) fn open(
        package: &'a Package,
        package_facts: &PackageFacts,
        file: &FileFacts,
        mode: Option<Mode>,
    ) -> Result<Option<Self>, EntryFailure> {
        let Some(Roster::Table(id)) = file.roster else { return Ok(None) };
        let Some(table) = package_facts.version.table(id) else { return Ok(None) };
        let (mut unheard, mut not_checked, mut today) = (Findings::new(&[], 0), Vec::new(), package_facts.today);
        let begun = {
            let mut run = Run::new(package, package_facts, &mut today, &mut unheard, &mut not_checked);
            at_once(run.begin(table, file, mode, &mut Marks::default())).map(|(begun, _)| begun)
        };
        let (facts, layout) = match begun {
            Ok(Begun::Rows(facts, layout)) => (facts, layout),
            Ok(Begun::Stop(_) | Begun::NoText(_)) | Err(Stopped::Cancelled) => return Ok(None),
            Err(Stopped::Failed(failure)) => return Err(failure),
        };
        let read = |delimiter| header::first_rows(package, file.entry, delimiter, table.columns.len());
        let (separator, mut first, reading) = header::choose(read, table, facts.version)?;
        let mut rows = Rows::new(package.read(file.entry)?);
        let (_, encoding) = rows.first_line()?;
        let mut before = Vec::new();
        layout.opening.pass(&mut rows, table.columns.len(), |row, _| before.push(RowBefore::of(row)))?;
        rows.set_width(facts.width);
        let (mut header_row, mut header) = (None, None);
        if let First::Header(read) = reading {
            let Header { row, headings, missing, above, decoration, other_width, .. } = *read;
            let (line, cells) = if row < first.len() {
                let row = first.swap_remove(row);
                (row.line, row.cells)
            } else {
                (1, Vec::new())
            };
            header_row = (row < before.len()).then_some(row);
            let facts = HeaderFacts::new(table, facts.version, file.file, cells, headings);
            header = Some(HeaderFacts { line, missing, above, decoration, other_width, ..facts });
        }
        let is_among_records = layout.header_line.is_some();
        let delimiter = DELIMITERS.get(separator).map_or(b',', |(byte, _)| *byte);
        let start = Start { encoding, delimiter, before, header_row, header, is_among_records };
        Ok(Some(Self { facts, start, layout, rows }))
    }

    /// Shows every row, what it is, and which of its cells do not hold what was meant. It stops when it is told to.
    pub(crate) fn each(
        &mut self,
        mut show: impl FnMut(&Row, RowKind, &[usize]) -> ControlFlow<()>,
    ) -> Result<(), EntryFailure> {
        self.all(&mut |shown| match shown {
            Shown::Records(batch) => batch.rows().try_for_each(|row| show(&row, RowKind::Record, &[])),
            Shown::Row(row, kind, damaged) => show(&row, kind, damaged),
        })
    }

    /// The same, with plain records together.
    pub(crate) fn all(&mut self, show: &mut dyn FnMut(Shown) -> ControlFlow<()>) -> Result<(), EntryFailure> {
        let Self { facts, layout, rows, .. } = self;
        let again = HeaderAgain::new(facts, layout);
        let (mut marks, mut unheard) = (Marks::default(), Findings::new(&[], 0));
        let mut others = Vec::new();
        loop {
            if let Some(batch) = rows.next_batch(RowBits::ROWS) {
                others.clear();
                for number in 0..batch.len() {
                    let row = batch.row(number);
                    if batch.may_be_no_record(number) || again.may_be(&row) {
                        let kind = kind_of(&row, layout, &mut marks, &mut unheard);
                        others.extend((kind != RowKind::Record).then_some((number, kind)));
                    }
                }
                let kind = |number| others.iter().find(|(other, _)| *other == number).map(|(_, kind)| *kind);
                let shown = if others.is_empty() {
                    show(Shown::Records(batch))
                } else {
                    (0..batch.len()).try_for_each(|number| {
                        show(Shown::Row(batch.row(number), kind(number).unwrap_or(RowKind::Record), &[]))
                    })
                };
                if shown.is_break() {
                    return Ok(());
                }
                continue;
            }
            let Some(row) = rows.next_row()? else { return Ok(()) };
            let kind = kind_of(&row, layout, &mut marks, &mut unheard);
            if show(Shown::Row(row, kind, marks.damaged())).is_break() {
                return Ok(());
            }
        }
    }
}

fn kind_of(row: &Row, layout: &Layout, marks: &mut Marks, unheard: &mut Findings) -> RowKind {
    match reading::row(row, layout, marks, unheard) {
        Reading::Whole => RowKind::Record,
        Reading::SetAside => RowKind::SetAside,
        Reading::Blank if row.is_empty() => RowKind::Blank,
        Reading::Blank if layout.is_header(row) => RowKind::HeaderAgain,
        Reading::Blank => RowKind::Remark,
    }
}

impl RowBefore {
    fn of(row: &Row) -> Self {
        let len = if row.is_empty() { 0 } else { row.len() };
        let cells = (0..len).map(|place| row.cell(place).to_vec()).collect();
        Self { line: row.line, cells, text: row.text().to_vec() }
    }
}
