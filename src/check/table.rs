//! One data file after the other, row by row.

use std::collections::{BTreeMap, HashMap};

use super::effects::Tally;
use super::header::headings;
use super::ids::{Hashes, IdFacts, Ids, Repeated, Unreferred, hash};
use super::lookup::{Lookup, Shown, Slots, is_plain};
use super::overview::{Counter, Overview};
use super::reading::{self, Marks, Reading};
use super::{Cancelled, Extent, Host, NotChecked, Progress};
use crate::csv::{DefectKind, Row, Rows};
use crate::oneroster::value::is_id;
use crate::oneroster::{Column, Kind, MANIFEST_COLUMNS, MANIFEST_FILE, Mode, Reference, Table, TableId, Version};
use crate::package::{EntryFailure, EntryReader, Package};
use crate::profiles::Severities;
use crate::rules::{
    AcrossCheck, Args, Cause, ColumnId, Detect, FileFacts, Findings, HeaderFacts, Heading, PackageFacts, Place, RULES,
    RowCheck, RowFacts, Rule, Seen, TableFacts, bad_sourced_id, blank_row, duplicate_sourced_id, empty_file,
    empty_list_item, line_too_long, listed_file_missing, missing_column, missing_file, missing_header_row,
    no_data_rows, not_utf8, reference_to_deleted, space_in_list, too_few_cells, unclosed_quote, unknown_reference,
    unreadable_file, unresolved_delta_reference, wrong_file_content, wrong_target_type,
};

/// Rows between two words to the host.
const STEP: u64 = 4096;

/// Rows whose references are looked up together.
const BATCH: usize = 1024;

/// The pass over the data files.
pub(super) struct Run<'a> {
    package: &'a Package,
    facts: &'a PackageFacts,
    host: &'a mut dyn Host,
    findings: &'a mut Findings,
    not_checked: &'a mut Vec<NotChecked>,
    known: HashMap<TableId, Known>,
    across: Vec<Box<dyn AcrossCheck>>,
    tallies: BTreeMap<TableId, Tally>,
    counter: Counter,
    packed_done: u64,
    packed_total: u64,
    rows: u64,
}

/// What is known of a file that was read.
#[derive(Default)]
struct Known {
    ids: Ids,
    mode: Option<Mode>,
    /// Why ids of this file may be unknown though they stand in it.
    blind: Option<Cause>,
    has_deleted: bool,
    /// Whether rows were set aside, or cells that tie records together could not be read.
    has_gaps: bool,
}

/// The files that have been read, as rules see them.
struct Files<'a> {
    known: &'a HashMap<TableId, Known>,
    version: Version,
}

impl Seen for Files<'_> {
    fn is_whole(&self, file: TableId) -> bool {
        self.known
            .get(&file)
            .is_some_and(|known| known.blind.is_none() && !known.has_gaps && known.mode != Some(Mode::Delta))
    }

    fn has(&self, file: TableId, id_hash: u64) -> bool {
        self.known.get(&file).is_some_and(|known| known.ids.get(id_hash).is_some())
    }

    fn slot(&self, file: TableId, id_hash: u64) -> Option<usize> {
        self.known.get(&file)?.ids.find(id_hash)
    }

    fn slots(&self, file: TableId) -> usize {
        self.known.get(&file).map_or(0, |known| known.ids.slots())
    }

    fn word(&self, file: TableId, id_hash: u64) -> &'static str {
        let place = self.known.get(&file).and_then(|known| known.ids.get(id_hash)).map_or(0, |facts| facts.word);
        usize::from(place).checked_sub(1).and_then(|place| words_of(self.version, file).get(place)).unwrap_or(&"")
    }
}

/// Where the targets of a reference are.
#[derive(Clone, Copy)]
enum Target {
    /// In the package; what is not there is nowhere.
    Here,
    /// In the package or with the receiver.
    HereOrElsewhere,
    /// They cannot be known, because of this.
    Unknowable(Cause),
    /// Their file is not in the package. The finding that says so is made when the first reference is met: an
    /// optional column that nobody fills needs no file.
    Absent(Cause),
}

/// A column of the file and what is to be done with its cells.
struct Planned {
    column: &'static Column,
    id: ColumnId,
    place: usize,
    cell_rules: Vec<(&'static Rule, CellCheck)>,
    /// Those of them that can find something in plain text.
    plain_rules: Vec<(&'static Rule, CellCheck)>,
    blank_rules: Vec<(&'static Rule, Severities)>,
    reference: Option<(Reference, Target)>,
    is_deleted_target_possible: bool,
    /// Its records by their slots, if the column refers to one record of another file: which were right here before.
    right_before: Slots,
}

impl Planned {
    /// Whether the column says which record a row is, what kind of record, or to which others it belongs.
    fn ties_records(&self) -> bool {
        self.reference.is_some() || matches!(self.column.kind, Kind::SourcedId | Kind::Token(_) | Kind::Status)
    }
}

/// The rows of one file: what is kept while they are read.
#[allow(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
struct Pass<'p> {
    facts: &'p TableFacts,
    columns: &'p [ColumnId],
    /// What is done with the first 64 cells of a row: a bit for each that is looked at, and where its plan is.
    planned: u64,
    plan_at: [u8; 64],
    plan: Vec<Planned>,
    /// The plans of cells behind them.
    far_plan: Vec<Planned>,
    checks: Vec<Shown<dyn RowCheck>>,
    across: Vec<Shown<dyn AcrossCheck>>,
    /// A bit for each of the first cells that was right in the last row: the same text then need not be looked at again.
    /// Exports repeat themselves.
    right: u64,
    lookups: Vec<Lookup>,
    /// By the place of a cell: the slot of the record that it refers to.
    targets: Vec<u32>,
    is_viewed: bool,
    key: Option<usize>,
    word: Option<(usize, &'static [&'static str])>,
    last_word: u8,
    status: Option<usize>,
    /// Whether the last row is marked as deleted.
    is_deleted: bool,
    own: Known,
    tally: Tally,
    suspects: Vec<u64>,
    is_referred_to: bool,
    unreferred: Unreferred,
    pending: Vec<Pending>,
    set_aside: u64,
    has_doubtful_cells: bool,
}

impl Pass<'_> {
    fn take_targets(&mut self, number: usize) {
        for lookup in &self.lookups {
            if let Some(target) = self.targets.get_mut(lookup.place()) {
                *target = lookup.slot(number);
            }
        }
    }
}

type CellCheck = fn(&TableFacts, &Column, &[u8]) -> Option<Args>;

/// A reference into the same file whose target has not been met yet.
struct Pending {
    hash: u64,
    /// The id that is referred to, then the id of the row itself.
    ids: Box<[u8]>,
    id_len: usize,
    place: Place,
    reference: Reference,
    target: Target,
    /// The file that refers.
    from: TableId,
    is_row_deleted: bool,
}

/// What came of a file's header.
enum Start {
    /// The rows can be read. If the first row is data itself: the number of empty lines before it.
    Rows(TableFacts, Vec<ColumnId>, Option<u64>),
    /// They cannot, because of this.
    Stop(Cause),
}

impl<'a> Run<'a> {
    pub(super) fn new(
        package: &'a Package,
        facts: &'a PackageFacts,
        host: &'a mut dyn Host,
        findings: &'a mut Findings,
        not_checked: &'a mut Vec<NotChecked>,
    ) -> Self {
        let packed = |file: &FileFacts| package.entries().get(file.entry).map_or(0, |entry| entry.packed_bytes);
        let packed_total = facts.files.iter().filter(|file| file.roster.is_some()).map(packed).sum();
        Self {
            package,
            facts,
            host,
            findings,
            not_checked,
            known: HashMap::new(),
            across: RULES
                .iter()
                .filter_map(|rule| if let Detect::Across(make) = rule.detect { Some(make(facts)) } else { None })
                .collect(),
            tallies: BTreeMap::new(),
            counter: Counter::new(facts.version),
            packed_done: 0,
            packed_total,
            rows: 0,
        }
    }

    /// Rows read in all files.
    pub(super) fn rows(&self) -> u64 {
        self.rows
    }

    /// Lets the rules look back that look at several files.
    pub(super) fn end(&mut self) {
        let files = Files { known: &self.known, version: self.facts.version };
        for check in &mut self.across {
            check.end(&files, self.findings);
        }
    }

    /// The records of the files, counted.
    pub(super) fn tallies(&self) -> &BTreeMap<TableId, Tally> {
        &self.tallies
    }

    /// What the package holds, for people who would rather look than read.
    pub(super) fn overview(self) -> Option<Overview> {
        self.counter.end(&Files { known: &self.known, version: self.facts.version })
    }

    /// Reads one file: its number of rows and how much of it was checked.
    pub(super) fn file(&mut self, id: TableId, file: &FileFacts) -> Result<(u64, Extent), Cancelled> {
        let packed = self.package.entries().get(file.entry).map_or(0, |entry| entry.packed_bytes);
        let before = self.rows;
        let result = self.read(id, file);
        self.pass_on();
        self.packed_done += packed;
        self.tell(file, 0)?;
        match result {
            Ok(extent) => Ok((self.rows - before, extent)),
            Err(Stopped::Cancelled) => Err(Cancelled),
            Err(Stopped::Failed(failure)) => {
                unreadable_file::found(self.findings, file.place(), &failure);
                let rows = self.rows - before;
                let known = self.known.entry(id).or_default();
                known.blind.get_or_insert(Cause { rule: unreadable_file::RULE.name, file: Some(file.file) });
                let what = if rows == 0 {
                    format!("the rows of {}", file.path)
                } else {
                    format!("the rows of {} behind row {rows}", file.path)
                };
                self.not_checked.push(NotChecked { what, why: "the file could not be read to its end".into() });
                Ok((rows, if rows == 0 { Extent::Not } else { Extent::Partly }))
            }
        }
    }

    fn tell(&mut self, file: &FileFacts, packed_in_file: u64) -> Result<(), Cancelled> {
        let progress = Progress {
            packed_done: self.packed_done + packed_in_file,
            packed_total: self.packed_total,
            file: &file.path,
            rows: self.rows,
        };
        if self.host.progress(&progress).is_break() { Err(Cancelled) } else { Ok(()) }
    }

    fn read(&mut self, id: TableId, file: &FileFacts) -> Result<Extent, Stopped> {
        let mode = self.facts.mode(id);
        self.known.insert(id, Known { mode, ..Known::default() });
        let version = self.facts.version;
        let Some(table) = version.table(id) else {
            self.not_checked.push(NotChecked {
                what: file.path.clone(),
                why: format!("OneRoster {} has no such file", version.number()),
            });
            return Ok(Extent::Not);
        };
        let mut rows = Rows::new(self.package.read(file.entry)?);
        reading::encoding(&mut rows, file.file, self.findings)?;
        if version == Version::V1_0 {
            return self.count_rows(id, file, &mut rows);
        }
        let names: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
        reading::delimiter(&mut rows, file.file, &names, self.findings)?;
        let mut marks = Marks::default();
        let (facts, columns) = match self.start(table, file, mode, &mut rows, &mut marks)? {
            Start::Rows(facts, columns, None) => (facts, columns),
            Start::Rows(facts, columns, Some(empty_lines)) => {
                // From the top again; what was said of the empty lines is not said twice.
                rows = Rows::new(self.package.read(file.entry)?);
                marks = Marks::default();
                for _ in 0..empty_lines {
                    rows.header()?;
                }
                (facts, columns)
            }
            Start::Stop(cause) => {
                if let Some(known) = self.known.get_mut(&id) {
                    known.blind = Some(cause);
                }
                if cause.rule != empty_file::RULE.name {
                    reading::pass_over(&mut rows, file.file, marks, self.findings)?;
                }
                self.not_checked.push(NotChecked {
                    what: format!("the rows of {}", file.path),
                    why: "its header row does not tell which column is which".into(),
                });
                return Ok(Extent::Not);
            }
        };
        rows.set_width(facts.width);
        self.data(file, &facts, &columns, &mut rows, marks)
    }

    /// Counts the rows of a file that is not checked.
    fn count_rows(&mut self, id: TableId, file: &FileFacts, rows: &mut Rows<EntryReader>) -> Result<Extent, Stopped> {
        rows.header()?;
        while let Some(row) = rows.next_row()? {
            self.rows += u64::from(!row.is_empty());
        }
        self.not_checked.push(NotChecked {
            what: format!("the rows of {}", file.path),
            why: "the rows of a OneRoster 1.0 package are not checked".into(),
        });
        if let Some(known) = self.known.get_mut(&id) {
            known.mode = Some(Mode::Bulk);
        }
        Ok(Extent::Not)
    }

    /// Reads the header and finds out which cell is which column.
    fn start(
        &mut self,
        table: &'static Table,
        file: &FileFacts,
        mode: Option<Mode>,
        rows: &mut Rows<EntryReader>,
        marks: &mut Marks,
    ) -> Result<Start, Stopped> {
        let mut empty_lines = 0;
        let (cells, line, is_cut) = loop {
            let Some(row) = rows.header()? else {
                empty_file::found(self.findings, file.place());
                return Ok(Start::Stop(Cause { rule: empty_file::RULE.name, file: Some(file.file) }));
            };
            if row.is_empty() {
                blank_row::found(self.findings, file.place().line(row.line));
                empty_lines += 1;
                continue;
            }
            if let Some(cell) = row.first_cell_not_utf8() {
                marks.not_utf8(&row, cell, file.place().line(row.line));
            }
            let cells: Vec<String> =
                (0..row.len()).map(|place| String::from_utf8_lossy(row.cell(place)).into_owned()).collect();
            let is_cut = row.defect.is_some_and(|defect| defect.kind == crate::csv::DefectKind::TooLong);
            break (cells, row.line, is_cut);
        };
        if is_cut {
            line_too_long::found(self.findings, file.place().line(line));
            return Ok(Start::Stop(Cause { rule: line_too_long::RULE.name, file: Some(file.file) }));
        }
        let version = self.facts.version;
        let (headings, missing) = headings(table, &cells);
        let recognised = |headings: &[Heading]| {
            headings
                .iter()
                .filter(|heading| matches!(heading, Heading::Exact(_) | Heading::Miscased(_) | Heading::Misspelled(_)))
                .count()
        };
        let ours = recognised(&headings);
        let column_ids: Vec<ColumnId> = table.columns.iter().map(|column| self.findings.column(column.name)).collect();
        if cells.iter().map(String::as_str).eq(MANIFEST_COLUMNS) {
            wrong_file_content::found(self.findings, file.place().line(line), MANIFEST_FILE);
            return Ok(Start::Stop(Cause { rule: wrong_file_content::RULE.name, file: Some(file.file) }));
        }
        if ours == 0 {
            let place = file.place().line(line);
            let first = cells.first().cloned().unwrap_or_default();
            let is_data = cells.len() == table.columns.len();
            missing_header_row::found(self.findings, place, first.as_bytes(), is_data);
            if !is_data {
                return Ok(Start::Stop(Cause { rule: missing_header_row::RULE.name, file: Some(file.file) }));
            }
            let facts = TableFacts {
                table,
                version,
                mode,
                file: file.file,
                width: cells.len(),
                places: (0..cells.len()).map(Some).collect(),
                column_ids: column_ids.clone(),
                today: self.facts.today,
            };
            return Ok(Start::Rows(facts, column_ids, Some(empty_lines)));
        }
        if ours < table.columns.len().div_ceil(2)
            && let Some(other) = other_table(version, table, &cells, ours)
        {
            wrong_file_content::found(self.findings, file.place().line(line), other.id.file());
            return Ok(Start::Stop(Cause { rule: wrong_file_content::RULE.name, file: Some(file.file) }));
        }
        let header = HeaderFacts { table, version, file: file.file, line, cells, headings, missing };
        for rule in RULES {
            if let Detect::Header(check) = rule.detect {
                check(&header, self.findings);
            }
        }
        let mut places = vec![None; table.columns.len()];
        let mut columns = Vec::with_capacity(header.cells.len());
        for cell in 0..header.cells.len() {
            match header.column_at(cell) {
                Some(column) => {
                    places[column] = Some(cell);
                    columns.push(column_ids[column]);
                }
                None => columns.push(self.findings.column(&header.cells[cell])),
            }
        }
        let width = header.cells.len();
        let today = self.facts.today;
        let facts = TableFacts { table, version, mode, file: file.file, width, places, column_ids, today };
        Ok(Start::Rows(facts, columns, None))
    }

    fn data(
        &mut self,
        file: &FileFacts,
        facts: &TableFacts,
        columns: &[ColumnId],
        rows: &mut Rows<EntryReader>,
        mut marks: Marks,
    ) -> Result<Extent, Stopped> {
        let id = facts.table.id;
        let (plan, far_plan): (Vec<Planned>, Vec<Planned>) =
            self.plan(facts).into_iter().partition(|planned| planned.place < 64);
        let mut plan_at = [0; 64];
        for (number, planned) in (0..).zip(&plan) {
            plan_at[planned.place] = number;
        }
        let mut checks: Vec<Shown<dyn RowCheck>> = Vec::new();
        for rule in RULES {
            if let Detect::Rows(make) = rule.detect {
                checks.extend(make(facts, self.findings).map(|check| {
                    let watched = check.watches();
                    Shown::new(check, &watched)
                }));
            }
        }
        let (concerned, unconcerned): (Vec<_>, Vec<_>) = std::mem::take(&mut self.across)
            .into_iter()
            .enumerate()
            .map(|(number, mut check)| (check.begin(facts), number, check))
            .partition(|(is_concerned, ..)| *is_concerned);
        let numbers: Vec<usize> = concerned.iter().map(|(_, number, _)| *number).collect();
        let shown = |(_, _, check): (bool, usize, Box<dyn AcrossCheck>)| {
            let watched = check.watches();
            Shown::new(check, &watched)
        };
        let across = concerned.into_iter().map(shown).collect();
        let is_viewed = self.counter.begin(facts, &Files { known: &self.known, version: self.facts.version });
        let key = facts.place_of("sourcedId");
        let mut own = self.known.remove(&id).unwrap_or_default();
        if key.is_none() {
            own.blind = Some(Cause { rule: missing_column::RULE.name, file: Some(facts.file) });
        }
        let lookup = |planned: &Planned| Some(Lookup::new(planned.place, planned.reference?.0.target));
        let mut pass = Pass {
            facts,
            columns,
            right: 0,
            planned: plan.iter().fold(0, |bits, planned| bits | 1 << planned.place),
            plan_at,
            lookups: plan
                .iter()
                .chain(&far_plan)
                .filter(|planned| !planned.right_before.is_empty())
                .filter_map(lookup)
                .collect(),
            targets: vec![Lookup::NONE; facts.width],
            plan,
            far_plan,
            checks,
            across,
            is_viewed,
            key,
            word: word_column(facts),
            last_word: 0,
            status: facts.place_of("status"),
            is_deleted: false,
            own,
            tally: Tally::new(facts),
            suspects: Vec::new(),
            is_referred_to: is_referred_to(facts.version, id),
            unreferred: Unreferred::new(),
            pending: Vec::new(),
            set_aside: 0,
            has_doubtful_cells: false,
        };
        let mut count = 0u64;
        let mut told = 0u64;
        let result = loop {
            if let Some(batch) = rows.next_batch(BATCH) {
                marks.clear_damaged();
                for lookup in &mut pass.lookups {
                    if let Some(known) = self.known.get(&lookup.target()) {
                        lookup.find(batch.column(lookup.place()), &known.ids);
                    }
                }
                // A blank row is passed over: what the next one repeats is then not known.
                let mut is_behind_blank = false;
                for (number, (row, repeated)) in batch.rows_with_repeated().enumerate() {
                    let is_blank = row.cell(0).is_empty() && row.is_blank();
                    let reading = if is_blank {
                        reading::row(&row, facts.width, facts.file, columns, &mut marks, self.findings)
                    } else {
                        Reading::Whole
                    };
                    if reading != Reading::Blank {
                        count += 1;
                        pass.take_targets(number);
                        let repeated = if is_behind_blank { 0 } else { repeated };
                        self.row(&mut pass, &row, reading, &marks, repeated);
                    }
                    is_behind_blank = reading == Reading::Blank;
                }
            } else {
                let row = match rows.next_row() {
                    Ok(Some(row)) => row,
                    Ok(None) => break Ok(()),
                    Err(failure) => break Err(Stopped::Failed(failure)),
                };
                let reading = reading::row(&row, facts.width, facts.file, columns, &mut marks, self.findings);
                if reading == Reading::Blank {
                    continue;
                }
                count += 1;
                for lookup in &mut pass.lookups {
                    if let Some(known) = self.known.get(&lookup.target()) {
                        lookup.find(std::iter::once(row.cell(lookup.place())), &known.ids);
                    }
                }
                pass.take_targets(0);
                self.row(&mut pass, &row, reading, &marks, 0);
            }
            if count - told >= STEP {
                self.rows += count - told;
                told = count;
                let packed = rows.source().packed_bytes_read();
                if self.tell(file, packed).is_err() {
                    return Err(Stopped::Cancelled);
                }
            }
        };
        self.rows += count - told;
        let Pass { mut checks, across, mut own, tally, mut suspects, is_referred_to, unreferred, pending, .. } = pass;
        let (set_aside, has_doubtful_cells) = (pass.set_aside, pass.has_doubtful_cells);
        marks.report(rows.line_ends(), facts.file, self.findings);
        checks.iter_mut().for_each(Shown::ask_again);
        if checks.iter().any(|shown| shown.is_again) {
            let second = self.look_again(file, facts, columns, &mut checks);
            // What stopped the first reading stops the second at the same place.
            if result.is_ok() {
                second?;
            }
        }
        for mut shown in checks {
            shown.check.end(facts, self.findings);
        }
        if result.is_err() {
            own.blind.get_or_insert(Cause { rule: unreadable_file::RULE.name, file: Some(facts.file) });
        } else if count == 0 && own.mode != Some(Mode::Delta) {
            own.blind.get_or_insert(Cause { rule: no_data_rows::RULE.name, file: Some(facts.file) });
        }
        let mut all: Vec<(usize, Box<dyn AcrossCheck>)> =
            unconcerned.into_iter().map(|(_, number, check)| (number, check)).collect();
        all.extend(numbers.into_iter().zip(across.into_iter().map(|shown| shown.check)));
        all.sort_by_key(|(number, _)| *number);
        self.across = all.into_iter().map(|(_, check)| check).collect();
        own.has_gaps = set_aside > 0 || has_doubtful_cells;
        self.known.insert(id, own);
        self.tallies.insert(id, tally);
        for reference in pending {
            self.settle(id, reference);
        }
        result?;
        if count == 0 {
            no_data_rows::found(self.findings, file.place(), id);
        }
        match unreferred.repeated() {
            Repeated::Among(hashes) => suspects.extend(hashes),
            Repeated::Perhaps => suspects.extend(self.repeated_hashes(file, facts, key)?),
        }
        if !suspects.is_empty() {
            self.duplicates(file, facts, key, suspects, !is_referred_to)?;
        }
        if set_aside > 0 {
            let rows =
                if set_aside == 1 { "1 row".into() } else { format!("{} rows", crate::rules::counted(set_aside)) };
            self.not_checked.push(NotChecked {
                what: format!("the cells of {rows} of {}", file.path),
                why: "the row could not be divided into its columns".into(),
            });
        }
        Ok(if set_aside == 0 { Extent::Whole } else { Extent::Partly })
    }

    /// Looks at one row. `repeated` has a bit for each of its first cells that holds the same as in the row before.
    #[inline]
    fn row(&mut self, pass: &mut Pass, row: &Row, reading: Reading, marks: &Marks, repeated: u64) {
        let facts = pass.facts;
        let is_whole = reading == Reading::Whole;
        if let Some(status) = pass.status
            && !repeats(repeated, status)
        {
            pass.is_deleted = row.cell(status) == b"tobedeleted";
        }
        let is_deleted = pass.is_deleted;
        // Also in a row without an id: the next row may repeat its word.
        if let Some((place, words)) = pass.word
            && !repeats(repeated, place)
        {
            let cell = row.cell(place);
            let word = words.iter().position(|word| word.as_bytes() == cell).map_or(0, |place| place + 1);
            pass.last_word = u8::try_from(word).unwrap_or(0);
        }
        let seen = RowFacts { table: facts, row, damaged: marks.damaged(), repeated, targets: &pass.targets };
        let id_text = pass.key.filter(|key| *key < row.len() && readable(row, *key)).map(|key| row.cell(key));
        match id_text {
            Some(text) if !text.is_empty() => {
                let is_deleted = is_deleted && is_whole;
                pass.own.has_deleted |= is_deleted;
                let is_new = if pass.is_referred_to {
                    let word = if is_whole { pass.last_word } else { 0 };
                    let hash = hash(text);
                    let is_new = pass.own.ids.insert(hash, IdFacts { word, is_deleted });
                    if !is_new {
                        pass.suspects.push(hash);
                    }
                    is_new
                } else {
                    pass.unreferred.push(text);
                    true
                };
                if is_new && is_whole {
                    pass.tally.count(row);
                    if pass.is_viewed && !is_deleted {
                        let files = Files { known: &self.known, version: self.facts.version };
                        self.counter.row(&seen, &files);
                    }
                }
            }
            None if pass.key.is_some() => {
                let rule = row.defect.map_or(&too_few_cells::RULE, |defect| reading::rule_of(defect.kind)).name;
                pass.own.blind.get_or_insert(Cause { rule, file: Some(facts.file) });
            }
            _ => {}
        }
        if let Some(DefectKind::UnclosedQuote { lines_in_doubt, .. }) = row.defect.map(|it| it.kind)
            && lines_in_doubt > 1
        {
            pass.own.blind.get_or_insert(Cause { rule: unclosed_quote::RULE.name, file: Some(facts.file) });
        }
        if reading == Reading::SetAside {
            pass.set_aside += 1;
        } else {
            // Whatever a damaged cell seems to hold, it follows from the damage.
            let damaged = marks.damaged();
            if !damaged.is_empty() {
                self.findings.mute(damaged.iter().filter_map(|cell| pass.columns.get(*cell)).copied().collect());
                pass.has_doubtful_cells |=
                    pass.plan.iter().chain(&pass.far_plan).any(|it| it.ties_records() && damaged.contains(&it.place));
                if row.defect.is_none() && pass.key.is_some_and(|key| damaged.contains(&key)) {
                    pass.own.blind.get_or_insert(Cause { rule: not_utf8::RULE.name, file: Some(facts.file) });
                }
            }
            let mut todo = pass.planned & !(repeated & pass.right);
            while todo != 0 {
                let place = todo.trailing_zeros() as usize;
                todo &= todo - 1;
                let Some(planned) = pass.plan_at.get(place).and_then(|at| pass.plan.get_mut(usize::from(*at))) else {
                    break;
                };
                if damaged.is_empty() || !damaged.contains(&place) {
                    let is_right = self.cell(planned, &seen, is_deleted, &pass.own, &mut pass.pending);
                    pass.right = pass.right & !(1 << place) | u64::from(is_right) << place;
                }
            }
            for planned in &mut pass.far_plan {
                if !damaged.contains(&planned.place) {
                    self.cell(planned, &seen, is_deleted, &pass.own, &mut pass.pending);
                }
            }
            for shown in &mut pass.checks {
                if shown.is_wanted(repeated) {
                    let before = self.findings.reported();
                    shown.check.row(&seen, self.findings);
                    shown.was_silent = self.findings.reported() == before;
                }
            }
            let files = Files { known: &self.known, version: self.facts.version };
            for shown in &mut pass.across {
                if shown.is_wanted(repeated) {
                    let before = self.findings.reported();
                    shown.check.row(&seen, &files, self.findings);
                    shown.was_silent = self.findings.reported() == before;
                }
            }
            if !damaged.is_empty() {
                self.findings.mute(Vec::new());
            }
        }
        self.findings.name_row(facts.file, row.record, id_text.unwrap_or_default());
        if self.findings.is_waiting() {
            self.pass_on();
        }
    }

    fn pass_on(&mut self) {
        self.findings.pass_on(&mut |findings, total, finding| self.host.found(findings, total, finding));
    }

    /// Decides once for the file what is to be done with the cells of each column.
    fn plan(&mut self, facts: &TableFacts) -> Vec<Planned> {
        let mut plan = Vec::new();
        for (index, column) in facts.table.columns.iter().enumerate() {
            let (Some(place), Some(id)) = (facts.places[index], facts.column_ids.get(index)) else { continue };
            let mut planned = Planned {
                column,
                id: *id,
                place,
                cell_rules: Vec::new(),
                plain_rules: Vec::new(),
                blank_rules: Vec::new(),
                reference: None,
                is_deleted_target_possible: false,
                right_before: Slots::default(),
            };
            for rule in RULES {
                match rule.detect {
                    Detect::Cell { on, check, in_plain_text } if on(facts, column) => {
                        planned.cell_rules.push((rule, check));
                        if in_plain_text {
                            planned.plain_rules.push((rule, check));
                        }
                    }
                    Detect::Blank { on, severities } if on(facts, column) => {
                        planned.blank_rules.push((rule, severities(facts, column)));
                    }
                    _ => {}
                }
            }
            let reference = match column.kind {
                Kind::Reference(reference) => Some(reference),
                Kind::SourcedIdOf(target) => {
                    Some(Reference { target, target_type: None, target_type_is_certain: false })
                }
                _ => None,
            };
            if let Some(reference) = reference {
                let target = self.target(facts, reference.target);
                planned.is_deleted_target_possible = reference.target == facts.table.id
                    || self.known.get(&reference.target).is_some_and(|known| known.has_deleted);
                planned.reference = Some((reference, target));
                if !column.list && reference.target != facts.table.id {
                    planned.right_before = Slots::new(self.known.get(&reference.target).map_or(0, |it| it.ids.slots()));
                }
            }
            plan.push(planned);
        }
        plan
    }

    /// Where the records of a file are to be looked for.
    fn target(&mut self, facts: &TableFacts, target: TableId) -> Target {
        let is_delta = facts.mode == Some(Mode::Delta);
        if target == facts.table.id {
            return if is_delta { Target::HereOrElsewhere } else { Target::Here };
        }
        if let Some(known) = self.known.get(&target) {
            return match known.blind {
                Some(cause) => Target::Unknowable(cause),
                None if is_delta || known.mode == Some(Mode::Delta) => Target::HereOrElsewhere,
                None => Target::Here,
            };
        }
        if is_delta {
            return Target::HereOrElsewhere;
        }
        let name = self.findings.file(target.file());
        let manifest = self.facts.manifest.as_ref().map(|manifest| manifest.file);
        if self.facts.mode(target).is_some() {
            return Target::Unknowable(Cause { rule: listed_file_missing::RULE.name, file: manifest });
        }
        Target::Absent(Cause { rule: missing_file::RULE.name, file: Some(name) })
    }

    /// Checks a cell; false if something was found, or may be found in the same text another time.
    fn cell(
        &mut self,
        planned: &mut Planned,
        row: &RowFacts,
        is_deleted: bool,
        own: &Known,
        pending: &mut Vec<Pending>,
    ) -> bool {
        let cell = row.row.cell(planned.place);
        if cell.is_empty() {
            if let Some((rule, severities)) = planned.blank_rules.first() {
                self.findings.report_as(rule, *severities, place_of(planned, row), || Args::value(cell));
                return false;
            }
            return true;
        }
        let slot = row.target(planned.place);
        if slot.is_some_and(|slot| planned.right_before.contains(slot)) {
            return true;
        }
        if planned.column.list {
            let mut is_right = true;
            if cell.split(|byte| *byte == b',').any(<[u8]>::is_empty) {
                empty_list_item::found(self.findings, place_of(planned, row), cell);
                is_right = false;
            }
            for item in cell.split(|byte| *byte == b',').filter(|item| !item.is_empty()) {
                is_right &= self.item(planned, row, item, is_deleted, own, pending);
            }
            return is_right;
        }
        let is_right = self.item(planned, row, cell, is_deleted, own, pending);
        if let Some(slot) = slot.filter(|_| is_right) {
            planned.right_before.insert(slot);
        }
        is_right
    }

    /// Checks one item of a cell; false if something was found, or may be found in the same text another time.
    fn item(
        &mut self,
        planned: &Planned,
        row: &RowFacts,
        item: &[u8],
        is_deleted: bool,
        own: &Known,
        pending: &mut Vec<Pending>,
    ) -> bool {
        let mut item = item;
        let mut is_right = true;
        if planned.column.list {
            let trimmed = item.trim_ascii();
            if trimmed.len() != item.len() && !trimmed.is_empty() {
                space_in_list::found(self.findings, place_of(planned, row), item);
                item = trimmed;
                is_right = false;
            }
        }
        let rules = if is_plain(item) { &planned.plain_rules } else { &planned.cell_rules };
        debug_assert!(
            rules.len() == planned.cell_rules.len()
                || planned
                    .cell_rules
                    .iter()
                    .find(|(_, check)| check(row.table, planned.column, item).is_some())
                    .map(|(rule, _)| rule.name)
                    == rules
                        .iter()
                        .find(|(_, check)| check(row.table, planned.column, item).is_some())
                        .map(|(rule, _)| rule.name),
            "a rule finds something in plain text, and says that it cannot"
        );
        for (rule, check) in rules {
            if let Some(args) = check(row.table, planned.column, item) {
                self.findings.report_cell(rule, place_of(planned, row), args);
                return false;
            }
        }
        let Some((reference, target)) = planned.reference else { return is_right };
        let hash = hash(item);
        let is_own = reference.target == row.table.table.id;
        let found = if is_own {
            own.ids.get(hash)
        } else {
            self.known.get(&reference.target).and_then(|known| known.ids.get(hash))
        };
        let waits = is_own && (found.is_none() || planned.is_deleted_target_possible);
        let reference = Pending {
            hash,
            ids: if waits { [item, row.cell("sourcedId")].concat().into() } else { Box::default() },
            id_len: item.len(),
            place: place_of(planned, row),
            reference,
            target,
            from: row.table.table.id,
            is_row_deleted: is_deleted,
        };
        if waits && (found.is_none() || row.table.mode == Some(Mode::Delta)) {
            pending.push(reference);
            return false;
        }
        self.judge(&reference, item, found) && is_right && !planned.is_deleted_target_possible
    }

    /// Judges a reference into its own file when the whole file has been read.
    fn settle(&mut self, id: TableId, reference: Pending) {
        let known = self.known.get(&id);
        let found = known.and_then(|known| known.ids.get(reference.hash));
        let blind = known.and_then(|known| known.blind);
        let target = blind.map_or(reference.target, Target::Unknowable);
        let ids = reference.ids.clone();
        let (wanted, own) = ids.split_at_checked(reference.id_len).unwrap_or_default();
        let place = reference.place;
        self.judge(&Pending { target, ..reference }, wanted, found);
        if let (Some(file), Some(record)) = (place.file, place.record) {
            self.findings.name_row(file, record, own);
        }
    }

    /// Judges a reference: false if there is something to say about it.
    fn judge(&mut self, reference: &Pending, id: &[u8], found: Option<IdFacts>) -> bool {
        let Reference { target, target_type, target_type_is_certain } = reference.reference;
        let place = reference.place;
        let Some(found) = found else {
            match reference.target {
                Target::Here => {
                    let other = self.other_file_with(target, reference.hash);
                    let with_zeros = if other.is_none() { self.with_other_zeros(target, id) } else { None };
                    unknown_reference::found(self.findings, place, id, target, other, with_zeros.as_deref());
                }
                // Nobody else looks at an id that leads out of the package.
                Target::HereOrElsewhere if !is_id(id) => bad_sourced_id::found(self.findings, place, id),
                Target::HereOrElsewhere => unresolved_delta_reference::found(self.findings, place, id, target),
                Target::Unknowable(cause) | Target::Absent(cause) => {
                    if matches!(reference.target, Target::Absent(_)) {
                        missing_file::found(self.findings, target, reference.from);
                    }
                    self.findings.fold(&unknown_reference::RULE, Place { line: None, record: None, ..place }, 1, cause);
                }
            }
            return false;
        };
        if found.is_deleted {
            reference_to_deleted::found(self.findings, place, id, reference.from, target, reference.is_row_deleted);
            return false;
        }
        if let Some(wanted) = target_type
            && found.word > 0
            && words_of(self.facts.version, target).get(usize::from(found.word) - 1) != Some(&wanted)
        {
            wrong_target_type::found(self.findings, place, id, target, wanted, target_type_is_certain);
            return false;
        }
        true
    }

    /// Another file of the package whose record has the id that was not found in the right one.
    fn other_file_with(&self, target: TableId, hash: u64) -> Option<TableId> {
        TableId::ALL
            .into_iter()
            .filter(|id| *id != target && *id != TableId::Demographics)
            .find(|id| self.known.get(id).is_some_and(|known| known.ids.get(hash).is_some()))
    }

    /// The id of a record that is the same number with other zeros before it.
    fn with_other_zeros(&self, target: TableId, id: &[u8]) -> Option<Vec<u8>> {
        let ids = &self.known.get(&target)?.ids;
        let digits = id.trim_ascii().iter().position(|digit| *digit != b'0').and_then(|start| id.get(start..))?;
        if id.len() > 20 || !id.iter().all(u8::is_ascii_digit) {
            return None;
        }
        (0..10).map(|zeros| [vec![b'0'; zeros], digits.to_vec()].concat()).find(|id| ids.get(hash(id)).is_some())
    }

    /// Reads the file again for the hashes of ids that stand in it more than once.
    fn repeated_hashes(
        &mut self,
        file: &FileFacts,
        facts: &TableFacts,
        key: Option<usize>,
    ) -> Result<Vec<u64>, Stopped> {
        let mut hashes = Hashes::default();
        let Some(key) = key else { return Ok(Vec::new()) };
        let mut rows = self.again(file, facts)?;
        loop {
            if let Some(batch) = rows.next_batch(BATCH) {
                for id in batch.column(key).filter(|id| !id.is_empty()) {
                    hashes.push(hash(id));
                }
                continue;
            }
            let Some(row) = rows.next_row()? else { return Ok(hashes.repeated()) };
            let id = row.cell(key);
            if !id.is_empty() && key < row.len() && readable(&row, key) {
                hashes.push(hash(id));
            }
        }
    }

    /// Shows the rows a second time to the checks that asked for it.
    fn look_again(
        &mut self,
        file: &FileFacts,
        facts: &TableFacts,
        columns: &[ColumnId],
        checks: &mut [Shown<dyn RowCheck>],
    ) -> Result<(), Stopped> {
        let key = facts.place_of("sourcedId");
        let mut rows = self.again(file, facts)?;
        let mut marks = Marks::default();
        let mut unheard = Findings::new(&[], 0);
        loop {
            let mut look = |row: &Row, findings: &mut Findings| {
                if reading::row(row, facts.width, facts.file, columns, &mut marks, &mut unheard) != Reading::Whole {
                    return;
                }
                let damaged = marks.damaged();
                findings.mute(damaged.iter().filter_map(|cell| columns.get(*cell)).copied().collect());
                let shown_row = RowFacts { table: facts, row, damaged, repeated: 0, targets: &[] };
                for shown in checks.iter_mut().filter(|shown| shown.is_again) {
                    shown.check.again(&shown_row, findings);
                }
                findings.mute(Vec::new());
                let id = key.filter(|key| readable(row, *key)).map_or(&[][..], |key| row.cell(key));
                findings.name_row(facts.file, row.record, id);
            };
            if let Some(batch) = rows.next_batch(BATCH) {
                batch.rows().for_each(|row| look(&row, self.findings));
            } else {
                match rows.next_row()? {
                    Some(row) => look(&row, self.findings),
                    None => return Ok(()),
                }
            }
        }
    }

    /// Begins to read a file again, behind its header.
    fn again(&mut self, file: &FileFacts, facts: &TableFacts) -> Result<Rows<EntryReader<'a>>, Stopped> {
        let mut rows = Rows::new(self.package.read(file.entry)?);
        let names: Vec<&str> = facts.table.columns.iter().map(|column| column.name).collect();
        let mut unheard = Findings::new(&[], 0);
        reading::delimiter(&mut rows, file.file, &names, &mut unheard)?;
        rows.set_width(facts.width);
        if !self.findings.has(&missing_header_row::RULE, Some(file.file)) {
            while rows.header()?.is_some_and(|row| row.is_empty()) {}
        }
        Ok(rows)
    }

    /// Reads the file again to compare the text of ids whose hashes were met twice. If the rows were counted before that
    /// was known (`are_counted`), what repeats an id is taken back.
    fn duplicates(
        &mut self,
        file: &FileFacts,
        facts: &TableFacts,
        key: Option<usize>,
        mut suspects: Vec<u64>,
        are_counted: bool,
    ) -> Result<(), Stopped> {
        let Some(key) = key else { return Ok(()) };
        suspects.sort_unstable();
        suspects.dedup();
        let mut first_lines: HashMap<Box<[u8]>, u64> = HashMap::new();
        let mut rows = self.again(file, facts)?;
        let mut unheard = Findings::new(&[], 0);
        while let Some(row) = rows.next_row()? {
            let id = row.cell(key);
            if id.is_empty() || key >= row.len() || !readable(&row, key) || suspects.binary_search(&hash(id)).is_err() {
                continue;
            }
            match first_lines.get(id) {
                Some(first) => {
                    let place = Place {
                        file: Some(facts.file),
                        line: Some(row.line_of(key)),
                        record: Some(row.record),
                        column: facts.column_id("sourcedId"),
                    };
                    duplicate_sourced_id::found(self.findings, place, id, *first);
                    self.findings.name_row(facts.file, row.record, id);
                    let reading = reading::row(&row, facts.width, facts.file, &[], &mut Marks::default(), &mut unheard);
                    if are_counted && reading == Reading::Whole {
                        self.tallies.entry(facts.table.id).and_modify(|tally| tally.uncount(&row));
                    }
                }
                None => {
                    first_lines.insert(id.into(), row.line_of(key));
                }
            }
        }
        Ok(())
    }
}

/// Why the reading of a file stopped.
enum Stopped {
    Failed(EntryFailure),
    Cancelled,
}

impl From<EntryFailure> for Stopped {
    fn from(failure: EntryFailure) -> Self {
        Self::Failed(failure)
    }
}

fn place_of(planned: &Planned, row: &RowFacts) -> Place {
    Place {
        file: Some(row.table.file),
        line: Some(row.row.line_of(planned.place)),
        record: Some(row.row.record),
        column: Some(planned.id),
    }
}

/// Whether a column of any file refers to the records of this one, or a rule asks for them.
fn is_referred_to(version: Version, id: TableId) -> bool {
    let is_asked_for = id == TableId::Demographics;
    is_asked_for
        || version.tables().iter().flat_map(|table| table.columns).any(|column| match column.kind {
            Kind::Reference(reference) => reference.target == id,
            Kind::SourcedIdOf(target) => target == id,
            _ => false,
        })
}

/// The other file whose header this is: it knows most of the cells, and clearly more than the file's own table does.
fn other_table(version: Version, table: &Table, cells: &[String], ours: usize) -> Option<&'static Table> {
    let known = |other: &Table| cells.iter().filter(|cell| other.column_index(cell).is_some()).count();
    let others = version.tables().iter().filter(|other| other.id != table.id);
    let (theirs, other) = others.map(|other| (known(other), other)).max_by_key(|(fits, _)| *fits)?;
    (theirs > ours + 1 && theirs > other.columns.len() / 2).then_some(other)
}

/// Whether a cell is among those that hold the same as in the row before.
#[inline]
fn repeats(repeated: u64, place: usize) -> bool {
    place < 64 && repeated >> place & 1 == 1
}

/// Whether a cell of a damaged row can still be taken for what it is: it stands before the damage.
fn readable(row: &Row, place: usize) -> bool {
    row.defect.is_none_or(|defect| place < defect.cell)
}

/// The column whose word says what kind of record a row is, with its place and its vocabulary.
fn word_column(facts: &TableFacts) -> Option<(usize, &'static [&'static str])> {
    let name = kind_column(facts.table.id)?;
    Some((facts.place_of(name)?, facts.words(name)))
}

fn kind_column(id: TableId) -> Option<&'static str> {
    match id {
        TableId::Orgs | TableId::AcademicSessions => Some("type"),
        TableId::Users => Some("role"),
        _ => None,
    }
}

/// The vocabulary by which [`IdFacts::word`] counts.
fn words_of(version: Version, id: TableId) -> &'static [&'static str] {
    let column = kind_column(id).and_then(|name| {
        let table = version.table(id)?;
        table.columns.get(table.column_index(name)?)
    });
    match column.map(|column| &column.kind) {
        Some(Kind::Token(tokens)) => tokens.words,
        _ => &[],
    }
}
