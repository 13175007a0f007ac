//! The rows of one file, many at a time: column by column first, then the rules for whole rows.

use std::cell::OnceCell;
use std::ops::Range;

use super::counts::Tally;
use super::ids::{IdFacts, Suspects, Unreferred, hash};
use super::known::{Files, Known, word_column};
use super::lookup::{Lookup, RightTexts, Shown, Slots};
use super::plain::is_plain;
use super::reading::{self, Layout, Marks, Reading};
use super::references::{Link, Pendings, Referring};
use super::table::Run;
use crate::csv::{Block, DefectKind, Row, RowBits};
use crate::oneroster::{Column, Kind, TableId, Version};
use crate::profiles::Severities;
use crate::rules::{
    AcrossCheck, Args, BatchFacts, Cause, ColumnId, Detect, FileId, Findings, Place, RULES, RowCheck, RowsFacts, Rule,
    Seen, TableFacts, empty_list_item, ids_in_other_notation, not_utf8, oneroster_1_0, other_list_separator,
    space_in_list, too_few_cells, unclosed_quote,
};

/// Cells of a row that are compared with those of the row before.
const COMPARED: usize = 64;

/// The rows of a block that mark their record as deleted.
pub(super) fn deleted_rows<B: Block>(block: &B, status: Option<usize>, batch: &BatchFacts) -> RowBits {
    let mut deleted = RowBits::NONE;
    let Some(place) = status else { return deleted };
    for rows in stretches(block, place, batch) {
        if block.cell(rows.start, place) == b"tobedeleted" {
            deleted.insert_all(rows);
        }
    }
    deleted
}

/// Finds the rows that are the header once more. They are looked for where the cell that tells them is not the same as
/// in the row before.
#[derive(Debug)]
pub(super) struct HeaderAgain {
    /// The place of the cell, and what stands there in the header.
    cell: Option<(usize, Box<[u8]>)>,
}

impl HeaderAgain {
    pub(super) fn new(facts: &TableFacts, layout: &Layout) -> Self {
        // Columns that hold the same in many rows.
        let few = ["status", "dateLastModified", "role", "type", "classType", "sex", "roleType"];
        let place = few.iter().find_map(|column| facts.place_of(column)).unwrap_or(facts.width.saturating_sub(1));
        Self { cell: layout.header.get(place).map(|name| (place, name.as_bytes().into())) }
    }

    /// Whether a row may be the header or a line of dashes.
    pub(super) fn may_be(&self, row: &Row) -> bool {
        self.cell.as_ref().is_some_and(|(place, name)| {
            let cell = row.cell(*place);
            cell == &**name || cell.starts_with(b"--")
        })
    }

    /// The rows of a block that are the header, or a line of dashes below it; they are told.
    pub(super) fn rows<B: Block>(
        &self,
        block: &B,
        alive: RowBits,
        batch: &BatchFacts,
        layout: &Layout,
        findings: &mut Findings,
    ) -> RowBits {
        let mut found = RowBits::NONE;
        let Some((place, name)) = &self.cell else { return found };
        for rows in stretches(block, *place, batch) {
            let cell = block.cell(rows.start, *place);
            if cell == &**name || cell.starts_with(b"--") {
                for number in rows.filter(|number| alive.contains(*number)) {
                    if layout.is_no_record(&block.row(number), findings) {
                        found.insert_all(number..number + 1);
                    }
                }
            }
        }
        found
    }
}

/// The stretches of rows that have the same in a cell.
fn stretches<B: Block>(block: &B, place: usize, batch: &BatchFacts) -> impl Iterator<Item = Range<usize>> + use<B> {
    (RowBits::first(block.rows()) & !batch.repeats(place)).stretches(block.rows())
}

/// The rows in which one of these cells is not known to be the same as in the row before.
fn changed(batch: &BatchFacts, places: &[usize], rows: usize) -> RowBits {
    let mut changed = RowBits::first(1);
    if rows == 1 {
        return changed;
    }
    let rows = RowBits::first(rows);
    for place in places {
        changed |= rows & !batch.repeats(*place);
    }
    changed
}

/// A column of the file and what is to be done with its cells.
pub(super) struct Planned {
    column: &'static Column,
    id: ColumnId,
    place: usize,
    cell_rules: Vec<(&'static Rule, CellCheck)>,
    /// Those of them that can find something in plain text.
    plain_rules: Vec<(&'static Rule, CellCheck)>,
    blank_rule: Option<(&'static Rule, Severities)>,
    /// Whether its cells are ids.
    is_id: bool,
    link: Option<Link>,
    /// Its records by their slots, if the column refers to one record of another file: which were right here before.
    right_before: Slots,
    /// Texts that were right here before; none if no two cells should be the same.
    right_texts: Option<RightTexts>,
}

type CellCheck = fn(&TableFacts, &Column, &[u8]) -> Option<Args>;

impl Planned {
    /// Whether the column says which record a row is, what kind of record, or to which others it belongs.
    fn ties_records(&self) -> bool {
        self.link.is_some() || matches!(self.column.kind, Kind::SourcedId | Kind::Token(_) | Kind::Status)
    }

    /// Whether nothing can be wrong with plain text in the column.
    fn takes_all_plain_text(&self) -> bool {
        self.plain_rules.is_empty() && self.link.is_none()
    }

    /// Whether nothing can be wrong with plain text that refers to this record, if the column refers to any.
    fn takes_plain_text(&self, slot: Option<usize>, files: &Files) -> bool {
        let facts = |link: &Link| files.get(link.reference.target)?.ids.facts(slot?);
        self.plain_rules.is_empty() && self.link.as_ref().is_none_or(|link| link.is_right(facts(link)))
    }

    /// Where its cells are, and what they refer to, if that is records of the same file.
    pub(super) fn own_link(&self) -> Option<(usize, ColumnId, &Link)> {
        Some((self.place, self.id, self.link.as_ref().filter(|link| link.is_own())?))
    }

    /// Tells the ids that a cell refers to, and nothing else is wrong with: as [`Run::cell`] comes to them.
    pub(super) fn each_id(&self, facts: &TableFacts, cell: &[u8], mut tell: impl FnMut(&[u8])) {
        let mut item = |item: &[u8]| {
            if !self.cell_rules.iter().any(|(_, check)| check(facts, self.column, item).is_some()) {
                tell(item);
            }
        };
        if !self.column.list {
            if !cell.is_empty() {
                item(cell);
            }
        } else if ids_in_other_notation::in_list(facts, self.column, cell).is_none()
            && other_list_separator::in_list(self.column, cell).is_none()
        {
            for id in cell.split(|byte| *byte == b',').filter(|item| !item.is_empty()) {
                let trimmed = id.trim_ascii();
                item(if trimmed.is_empty() { id } else { trimmed });
            }
        }
    }

    /// How the records are looked up that the column refers to, if it refers to one of another file.
    fn lookup(&self) -> Option<Lookup> {
        let link = self.link.filter(|_| !self.right_before.is_empty())?;
        Some(Lookup::new(self.place, link.reference.target))
    }
}

/// The rows of one file: what is kept while they are read.
pub(super) struct Pass<'p> {
    facts: &'p TableFacts,
    layout: &'p Layout,
    header_again: HeaderAgain,
    pub(super) plan: Vec<Planned>,
    lookups: Vec<Lookup>,
    /// What is known of the rows at hand.
    batch: BatchFacts,
    /// [`IdFacts::word`] of each of them.
    words: Vec<u8>,
    /// Those whose id is known to be plain.
    plain_ids: RowBits,
    /// Those whose id was met before, in a file to which others refer: no rule over several files looks at them, so none
    /// remembers a record twice.
    repeated: RowBits,
    pub(super) checks: Vec<Shown<dyn RowCheck>>,
    pub(super) across: Vec<Shown<dyn AcrossCheck>>,
    /// Whether the overview looks at the file.
    is_viewed: bool,
    pub(super) key: Option<usize>,
    word: Option<(usize, &'static [&'static str])>,
    status: Option<usize>,
    pub(super) own: Known,
    pub(super) tally: Tally,
    pub(super) suspects: Suspects,
    pub(super) is_referred_to: bool,
    pub(super) unreferred: Unreferred,
    pub(super) pending: Pendings,
    pub(super) set_aside: u64,
    pub(super) has_doubtful_cells: bool,
}

impl<'p> Pass<'p> {
    pub(super) fn new(
        run: &mut Run,
        facts: &'p TableFacts,
        layout: &'p Layout,
        across: Vec<Shown<dyn AcrossCheck>>,
        own: Known,
    ) -> Self {
        let plan = run.plan(facts);
        let mut checks: Vec<Shown<dyn RowCheck>> = Vec::new();
        for rule in RULES.iter().filter(|rule| oneroster_1_0::is_judged_by(facts.version, rule)) {
            if let Detect::Rows(make) = rule.detect {
                checks.extend(make(facts, run.findings).map(|check| {
                    let watched = check.watches();
                    Shown::new(check, watched)
                }));
            }
        }
        let lookups: Vec<Lookup> = plan.iter().filter_map(Planned::lookup).collect();
        let targets = lookups.iter().map(|lookup| lookup.place() + 1).max().unwrap_or(0);
        Self {
            facts,
            layout,
            header_again: HeaderAgain::new(facts, layout),
            lookups,
            batch: BatchFacts {
                repeats: vec![RowBits::NONE; facts.width.min(COMPARED)],
                targets: vec![Vec::new(); targets],
                deleted: RowBits::NONE,
                plain: vec![RowBits::NONE; facts.width.min(COMPARED)],
            },
            words: Vec::new(),
            plain_ids: RowBits::NONE,
            plan,
            checks,
            across,
            is_viewed: facts.version.is_public() && run.counter.begin(facts, &run.files),
            key: facts.place_of("sourcedId"),
            word: word_column(facts),
            status: facts.place_of("status"),
            own,
            tally: Tally::new(facts),
            suspects: Suspects::default(),
            repeated: RowBits::NONE,
            is_referred_to: is_referred_to(facts.version, facts.table.id),
            unreferred: Unreferred::new(),
            pending: Pendings::default(),
            set_aside: 0,
            has_doubtful_cells: false,
        }
    }

    /// Finds out which cells repeat the row before, which rows are deleted, and to which records they refer. Gives the
    /// rows that are records.
    fn compare<B: Block>(&mut self, block: &B, alive: RowBits, run: &mut Run) -> RowBits {
        let batch = &mut self.batch;
        block.repeats(&mut batch.repeats, self.key == Some(0));
        let alive = alive & !self.header_again.rows(block, alive, batch, self.layout, run.findings);
        // A blank row is passed over: nothing is said of it, nor of what the next one repeats.
        for blank in (RowBits::first(block.rows()) & !alive).iter() {
            for rows in &mut batch.repeats {
                rows.remove(blank);
                rows.remove(blank + 1);
            }
        }
        batch.deleted = deleted_rows(block, self.status, batch);
        for lookup in &mut self.lookups {
            if let (Some(known), Some(slots)) = (run.files.get(lookup.target()), batch.targets.get_mut(lookup.place()))
            {
                let fresh =
                    RowBits::first(block.rows()) & !batch.repeats.get(lookup.place()).copied().unwrap_or_default();
                lookup.find(block, fresh, &known.ids, slots);
            }
        }
        alive
    }

    /// Remembers the ids of whole rows, or of one that could not be read to its end: the rows whose id is new.
    fn take_ids<B: Block>(&mut self, block: &B, alive: RowBits, is_whole: bool) -> RowBits {
        let mut new = RowBits::NONE;
        (self.plain_ids, self.repeated) = (RowBits::NONE, RowBits::NONE);
        let Some(key) = self.key else { return new };
        if !self.is_referred_to {
            (new, self.plain_ids) = (alive, alive);
            for number in alive.iter() {
                let id = block.cell(number, key);
                if id.is_empty() {
                    new.remove(number);
                }
                if id.is_empty() || !self.unreferred.push(id) {
                    self.plain_ids.remove(number);
                }
            }
            return new;
        }
        self.words.clear();
        self.words.resize(block.rows(), 0);
        if let Some((place, words)) = self.word.filter(|_| is_whole) {
            for rows in stretches(block, place, &self.batch) {
                let cell = block.cell(rows.start, place);
                let word = words.iter().position(|word| word.as_bytes() == cell).map_or(0, |place| place + 1);
                if let Some(words) = self.words.get_mut(rows) {
                    words.fill(u8::try_from(word).unwrap_or(0));
                }
            }
        }
        for number in alive.iter() {
            let id = block.cell(number, key);
            if id.is_empty() {
                continue;
            }
            let hash = hash(id);
            let word = self.words.get(number).copied().unwrap_or(0);
            let facts = IdFacts { word, is_deleted: is_whole && self.batch.deleted.contains(number) };
            if self.own.ids.insert(hash, facts) {
                new.insert(number);
            } else {
                self.suspects.push(hash);
                self.repeated.insert(number);
            }
        }
        new
    }
}

impl Run<'_> {
    /// Looks at the rows of a block that are not blank, and gives the number of those that are records. What cannot be
    /// read of them is in `marks`.
    pub(super) fn block<B: Block>(
        &mut self,
        pass: &mut Pass,
        block: &B,
        alive: RowBits,
        reading: Reading,
        marks: &Marks,
    ) -> u64 {
        let facts = pass.facts;
        let first = block.row(0);
        let alive = if reading == Reading::SetAside {
            // Of a row that is set aside only its id counts.
            pass.batch.deleted = RowBits::NONE;
            alive
        } else {
            pass.compare(block, alive, self)
        };
        match pass.key {
            Some(key) if !block.is_readable(key) => {
                let rule = first.defect.map_or(&too_few_cells::RULE, |defect| reading::rule_of(defect.kind)).name;
                pass.own.blind.get_or_insert(Cause { rule, file: Some(facts.file) });
            }
            _ => {
                let is_whole = reading == Reading::Whole;
                let new = pass.take_ids(block, alive, is_whole);
                if is_whole {
                    let deleted = new & pass.batch.deleted;
                    if !deleted.is_empty() {
                        self.deletions.add(facts, block, deleted);
                    }
                    self.count(pass, block, alive, new, marks);
                }
            }
        }
        if let Some(DefectKind::UnclosedQuote { lines_in_doubt, .. }) = first.defect.map(|it| it.kind)
            && lines_in_doubt > 1
        {
            pass.own.blind.get_or_insert(Cause { rule: unclosed_quote::RULE.name, file: Some(facts.file) });
        }
        if reading == Reading::SetAside {
            pass.set_aside += 1;
        } else {
            self.cells_and_rules(pass, block, alive, marks);
        }
        self.name_rows(block, pass.key, facts.file);
        self.pass_on();
        alive.count(0..block.rows())
    }

    /// Tells what was found in the rows of a block the ids of the rows.
    pub(super) fn name_rows<B: Block>(&mut self, block: &B, key: Option<usize>, file: FileId) {
        let first = block.row(0).record;
        let key = key.filter(|key| block.is_readable(*key));
        self.findings.name_rows(file, &(first..first + block.rows() as u64), |record| {
            let number = usize::try_from(record - first).unwrap_or(usize::MAX);
            key.map_or(&[], |key| block.cell(number, key))
        });
    }

    /// Counts the rows whose records are new.
    fn count<B: Block>(&mut self, pass: &mut Pass, block: &B, alive: RowBits, new: RowBits, marks: &Marks) {
        for rows in changed(&pass.batch, pass.tally.watches(), block.rows()).stretches(block.rows()) {
            let times = new.count(rows.clone());
            if times > 0 {
                pass.tally.count(&block.row(rows.start), times);
            }
        }
        if pass.is_viewed {
            let (table, batch, damaged) = (pass.facts, &pass.batch, marks.damaged());
            let fresh = new & !batch.deleted;
            let each_row = &OnceCell::new();
            self.counter.rows(&RowsFacts { table, block, each_row, batch, damaged, alive, fresh }, &self.files);
        }
    }

    fn cells_and_rules<B: Block>(&mut self, pass: &mut Pass, block: &B, alive: RowBits, marks: &Marks) {
        let facts = pass.facts;
        // Whatever a damaged cell seems to hold, it follows from the damage.
        let damaged = marks.damaged();
        if !damaged.is_empty() {
            self.findings.mute(damaged.iter().filter_map(|cell| pass.layout.columns.get(*cell)).copied().collect());
            pass.has_doubtful_cells |= pass.plan.iter().any(|it| it.ties_records() && damaged.contains(&it.place));
            if block.row(0).defect.is_none() && pass.key.is_some_and(|key| damaged.contains(&key)) {
                pass.own.blind.get_or_insert(Cause { rule: not_utf8::RULE.name, file: Some(facts.file) });
            }
        }
        let Pass { plan, batch, own, pending, key, plain_ids, .. } = &mut *pass;
        batch.plain.fill(RowBits::NONE);
        for planned in plan.iter_mut().filter(|planned| !damaged.contains(&planned.place)) {
            let column = ColumnOf { block, facts, batch, own, key: *key };
            let is_key = *key == Some(planned.place) && planned.takes_all_plain_text();
            let known = if is_key { *plain_ids } else { RowBits::NONE };
            let plain = self.column(planned, &column, alive & !known, pending);
            if let Some(rows) = batch.plain.get_mut(planned.place) {
                *rows = plain | known;
            }
        }

        let Pass { checks, across, batch, repeated, .. } = &mut *pass;
        let each_row = &OnceCell::new();
        let shown = |watched: &Option<Vec<usize>>| {
            let fresh = watched.as_ref().map_or(alive, |places| alive & changed(batch, places, block.rows()));
            RowsFacts { table: facts, block, each_row, batch, damaged, alive, fresh }
        };
        for check in checks {
            check.check.rows(&shown(&check.watched), self.findings);
        }
        for check in across {
            let mut rows = shown(&check.watched);
            if !repeated.is_empty() {
                rows.alive = alive & !*repeated;
                // What a row repeats may be what nobody was shown.
                rows.fresh = rows.alive;
            }
            check.check.rows(&rows, &self.files, self.findings);
        }
        if !damaged.is_empty() {
            self.findings.mute(Vec::new());
        }
    }

    /// Checks the cells of one column, and tells which of them are known to be plain text. What was right is not looked at
    /// again in the rows that repeat it.
    fn column<B: Block>(
        &mut self,
        planned: &mut Planned,
        column: &ColumnOf<B>,
        rows: RowBits,
        pending: &mut Pendings,
    ) -> RowBits {
        let mut plain = RowBits::NONE;
        let repeats = column.batch.repeats(planned.place);
        let slots = column.batch.targets(planned.place);
        for number in (rows & !repeats).iter() {
            let slot = slots.get(number).copied().and_then(BatchFacts::slot);
            if slot.is_some_and(|slot| planned.right_before.contains(slot)) {
                continue;
            }
            let cell = column.block.cell(number, planned.place);
            if planned.takes_plain_text(slot, &self.files) && is_plain(cell, planned.is_id) {
                plain.insert(number);
                if let Some(slot) = slot {
                    planned.right_before.insert(slot);
                }
                continue;
            }
            let key = if planned.right_texts.is_some() { RightTexts::key(cell) } else { 0 };
            if planned.right_texts.as_ref().is_some_and(|texts| texts.contains(key)) {
                continue;
            }
            let before = (self.findings.reported() + 1, pending.len());
            let is_right = self.cell(planned, column, number, cell, pending);
            if is_right {
                if let Some(slot) = slot {
                    planned.right_before.insert(slot);
                } else if let Some(texts) = planned.right_texts.as_mut().filter(|_| key != 0) {
                    texts.insert(key);
                }
            } else {
                // Where one thing was found, the same is found where the text is repeated.
                let is_one = (self.findings.reported(), pending.len()) == before && !self.findings.was_folded();
                for again in (number + 1..RowBits::ROWS).take_while(|row| repeats.contains(*row)) {
                    let deleted = &column.batch.deleted;
                    if is_one && deleted.contains(again) == deleted.contains(number) {
                        self.findings.repeat(column.place(planned, again));
                    } else {
                        self.cell(planned, column, again, cell, pending);
                    }
                }
            }
        }
        plain
    }

    /// Checks a cell; false if something was found, or may be found in the same text another time.
    #[inline]
    fn cell<B: Block>(
        &mut self,
        planned: &Planned,
        column: &ColumnOf<B>,
        number: usize,
        cell: &[u8],
        pending: &mut Pendings,
    ) -> bool {
        if cell.is_empty() {
            if let Some((rule, severities)) = planned.blank_rule {
                self.findings.report_as(rule, severities, column.place(planned, number), || Args::value(cell));
                return false;
            }
            return true;
        }
        if !planned.column.list {
            return self.item(planned, column, number, cell, pending);
        }
        if let Some(args) = ids_in_other_notation::in_list(column.facts, planned.column, cell) {
            self.findings.report_cell(&ids_in_other_notation::RULE, column.place(planned, number), args);
            return false;
        }
        // An id with such a sign in it is told at its record.
        if let Some(args) =
            other_list_separator::in_list(planned.column, cell).filter(|_| !self.is_record(planned, cell))
        {
            self.findings.report_cell(&other_list_separator::RULE, column.place(planned, number), args);
            return false;
        }
        let mut is_right = true;
        if cell.split(|byte| *byte == b',').any(<[u8]>::is_empty) {
            empty_list_item::found(self.findings, column.place(planned, number), cell);
            is_right = false;
        }
        for item in cell.split(|byte| *byte == b',').filter(|item| !item.is_empty()) {
            let trimmed = item.trim_ascii();
            let is_spaced = trimmed.len() != item.len() && !trimmed.is_empty();
            if is_spaced {
                space_in_list::found(self.findings, column.place(planned, number), item);
            }
            is_right &= !is_spaced;
            is_right &= self.item(planned, column, number, if is_spaced { trimmed } else { item }, pending);
        }
        is_right
    }

    /// Whether a whole cell is the id of a record of another file.
    fn is_record(&self, planned: &Planned, cell: &[u8]) -> bool {
        planned.link.is_some_and(|link| self.files.record(link.reference.target, hash(cell)).is_some())
    }

    /// Checks a cell, or one item of a list: as [`Run::cell`].
    #[inline]
    fn item<B: Block>(
        &mut self,
        planned: &Planned,
        column: &ColumnOf<B>,
        number: usize,
        item: &[u8],
        pending: &mut Pendings,
    ) -> bool {
        let found = |rules: &[(&'static Rule, CellCheck)]| {
            rules.iter().find_map(|(rule, check)| Some((*rule, check(column.facts, planned.column, item)?)))
        };
        let is_plain = is_plain(item, planned.is_id);
        let args = found(if is_plain { &planned.plain_rules } else { &planned.cell_rules });
        debug_assert!(
            !is_plain || args.as_ref().map(|it| it.0.name) == found(&planned.cell_rules).map(|it| it.0.name),
            "a rule finds something in plain text, and says that it cannot"
        );
        if let Some((rule, args)) = args {
            self.findings.report_cell(rule, column.place(planned, number), args);
            return false;
        }
        let Some(link) = &planned.link else { return true };
        let (is_own, hash) = (link.is_own(), hash(item));
        let found = if is_own { column.own.ids.get(hash) } else { self.files.record(link.reference.target, hash) };
        if link.is_right(found) {
            return true;
        }
        let is_row_deleted = column.batch.deleted.contains(number);
        let referring = Referring { link, id: item, place: column.place(planned, number), is_row_deleted };
        if is_own {
            let id = column.key.map_or(&[][..], |key| column.block.cell(number, key));
            pending.push(&referring, id);
        } else {
            self.judge(&referring, found);
        }
        false
    }

    /// Decides once for the file what is to be done with the cells of each column.
    fn plan(&mut self, facts: &TableFacts) -> Vec<Planned> {
        let mut plan = Vec::new();
        for ((column, place), id) in facts.table.columns.iter().zip(&facts.places).zip(&facts.column_ids) {
            let Some(place) = *place else { continue };
            let mut planned = Planned {
                column,
                id: *id,
                place,
                cell_rules: Vec::new(),
                plain_rules: Vec::new(),
                blank_rule: None,
                is_id: matches!(column.kind, Kind::SourcedId | Kind::SourcedIdOf(_) | Kind::Reference(_)),
                link: self.link(facts, &column.kind),
                right_before: Slots::default(),
                right_texts: (!matches!(column.kind, Kind::SourcedId | Kind::SourcedIdOf(_))).then(RightTexts::new),
            };
            for rule in RULES.iter().filter(|rule| oneroster_1_0::is_judged_by(facts.version, rule)) {
                match rule.detect {
                    Detect::Cell { on, check, in_plain_text } if on(facts, column) => {
                        planned.cell_rules.push((rule, check));
                        if in_plain_text {
                            planned.plain_rules.push((rule, check));
                        }
                    }
                    Detect::Blank { on, severities } if on(facts, column) => {
                        planned.blank_rule.get_or_insert((rule, severities(facts, column)));
                    }
                    _ => {}
                }
            }
            if let Some(link) = planned.link.filter(|link| !column.list && !link.is_own()) {
                planned.right_before = Slots::new(Seen::slots(&self.files, link.reference.target));
            }
            plan.push(planned);
        }
        plan
    }
}

/// Whose cells are checked.
struct ColumnOf<'a, B> {
    block: &'a B,
    facts: &'a TableFacts,
    batch: &'a BatchFacts,
    own: &'a Known,
    key: Option<usize>,
}

impl<B: Block> ColumnOf<'_, B> {
    /// Where a finding in a row is.
    #[cold]
    fn place(&self, planned: &Planned, number: usize) -> Place {
        let row = self.block.row(number);
        Place {
            file: Some(self.facts.file),
            line: Some(row.line_of(planned.place)),
            record: Some(row.record),
            column: Some(planned.id),
        }
    }
}

/// Whether a column of any file refers to the records of this one.
fn is_referred_to(version: Version, id: TableId) -> bool {
    version.tables().iter().flat_map(|table| table.columns).any(|column| match column.kind {
        Kind::Reference(reference) => reference.target == id,
        Kind::SourcedIdOf(target) => target == id,
        _ => false,
    })
}
