//! The rows of a file, a block at a time.

use std::cell::OnceCell;

use super::super::counts::Tally;
use super::super::ids::{IdFacts, Suspects, Unreferred, hash};
use super::super::known::{Known, word_column};
use super::super::links::Pendings;
use super::super::lookup::{Lookup, Shown};
use super::super::reading::{self, Layout, Marks, Reading};
use super::cells::ColumnOf;
use super::repeats::{changed, deleted_rows, stretches};
use super::{Ctx, HeaderAgain, Planned};
use crate::csv::{Block, DefectKind, RowBits};
use crate::oneroster::{Kind, TableId, Version};
use crate::rules::{
    AcrossCheck, BatchFacts, Cause, Detect, FileId, Findings, RULES, RowCheck, RowsFacts, TableFacts, not_utf8,
    oneroster_1_0, too_few_cells, unclosed_quote,
};

/// Cells of a row that are compared with those of the row before.
const COMPARED: usize = 64;

/// The rows of one file: what is kept while they are read.
pub(in crate::check) struct Pass<'p> {
    facts: &'p TableFacts,
    layout: &'p Layout,
    header_again: HeaderAgain,
    pub(in crate::check) plan: Vec<Planned>,
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
    pub(in crate::check) checks: Vec<Shown<dyn RowCheck>>,
    pub(in crate::check) across: Vec<Shown<dyn AcrossCheck>>,
    /// Whether the overview looks at the file.
    is_viewed: bool,
    pub(in crate::check) key: Option<usize>,
    word: Option<(usize, &'static [&'static str])>,
    status: Option<usize>,
    pub(in crate::check) own: Known,
    pub(in crate::check) tally: Tally,
    pub(in crate::check) suspects: Suspects,
    pub(in crate::check) is_referred_to: bool,
    pub(in crate::check) unreferred: Unreferred,
    pub(in crate::check) pending: Pendings,
    pub(in crate::check) set_aside: u64,
    pub(in crate::check) has_doubtful_cells: bool,
}

impl<'p> Pass<'p> {
    pub(in crate::check) fn new(
        ctx: &mut Ctx,
        facts: &'p TableFacts,
        layout: &'p Layout,
        across: Vec<Shown<dyn AcrossCheck>>,
        own: Known,
    ) -> Self {
        let plan = Planned::all(ctx, facts);
        let mut checks: Vec<Shown<dyn RowCheck>> = Vec::new();
        for rule in RULES.iter().filter(|rule| oneroster_1_0::is_judged_by(facts.version, rule)) {
            if let Detect::Rows(make) = rule.detect {
                checks.extend(make(facts, ctx.findings).map(|check| {
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
            is_viewed: facts.version.is_public() && ctx.counter.begin(facts, ctx.files),
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
    fn compare<B: Block>(&mut self, block: &B, alive: RowBits, ctx: &mut Ctx) -> RowBits {
        let batch = &mut self.batch;
        block.repeats(&mut batch.repeats, self.key == Some(0));
        let alive = alive & !self.header_again.rows(block, alive, batch, self.layout, ctx.findings);
        // A blank row is passed over: nothing is said of it, nor of what the next one repeats.
        for blank in (RowBits::first(block.rows()) & !alive).iter() {
            for rows in &mut batch.repeats {
                rows.remove(blank);
                rows.remove(blank + 1);
            }
        }
        batch.deleted = deleted_rows(block, self.status, batch);
        for lookup in &mut self.lookups {
            if let (Some(known), Some(slots)) = (ctx.files.get(lookup.target()), batch.targets.get_mut(lookup.place()))
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

    /// Looks at the rows of a block that are not blank, and gives the number of those that are records. What cannot be
    /// read of them is in `marks`.
    pub(in crate::check) fn block<B: Block>(
        &mut self,
        ctx: &mut Ctx,
        block: &B,
        alive: RowBits,
        reading: Reading,
        marks: &Marks,
    ) -> u64 {
        let facts = self.facts;
        let first = block.row(0);
        let alive = if reading == Reading::SetAside {
            // Of a row that is set aside only its id counts.
            self.batch.deleted = RowBits::NONE;
            alive
        } else {
            self.compare(block, alive, ctx)
        };
        match self.key {
            Some(key) if !block.is_readable(key) => {
                let rule = first.defect.map_or(&too_few_cells::RULE, |defect| reading::rule_of(defect.kind)).name;
                self.own.blind.get_or_insert(Cause { rule, file: Some(facts.file) });
            }
            _ => {
                let is_whole = reading == Reading::Whole;
                let new = self.take_ids(block, alive, is_whole);
                if is_whole {
                    let deleted = new & self.batch.deleted;
                    if !deleted.is_empty() {
                        ctx.deletions.add(facts, block, deleted);
                    }
                    self.count(ctx, block, alive, new, marks);
                }
            }
        }
        if let Some(DefectKind::UnclosedQuote { lines_in_doubt, .. }) = first.defect.map(|it| it.kind)
            && lines_in_doubt > 1
        {
            self.own.blind.get_or_insert(Cause { rule: unclosed_quote::RULE.name, file: Some(facts.file) });
        }
        if reading == Reading::SetAside {
            self.set_aside += 1;
        } else {
            self.cells_and_rules(ctx, block, alive, marks);
        }
        name_rows(ctx.findings, block, self.key, facts.file);
        alive.count(0..block.rows())
    }

    /// Counts the rows whose records are new.
    fn count<B: Block>(&mut self, ctx: &mut Ctx, block: &B, alive: RowBits, new: RowBits, marks: &Marks) {
        for rows in changed(&self.batch, self.tally.watches(), block.rows()).stretches(block.rows()) {
            let times = new.count(rows.clone());
            if times > 0 {
                self.tally.count(&block.row(rows.start), times);
            }
        }
        if self.is_viewed {
            let (table, batch, damaged) = (self.facts, &self.batch, marks.damaged());
            let fresh = new & !batch.deleted;
            let each_row = &OnceCell::new();
            ctx.counter.rows(&RowsFacts { table, block, each_row, batch, damaged, alive, fresh }, ctx.files);
        }
    }

    fn cells_and_rules<B: Block>(&mut self, ctx: &mut Ctx, block: &B, alive: RowBits, marks: &Marks) {
        let facts = self.facts;
        // Whatever a damaged cell seems to hold, it follows from the damage.
        let damaged = marks.damaged();
        if !damaged.is_empty() {
            ctx.findings.mute(damaged.iter().filter_map(|cell| self.layout.columns.get(*cell)).copied().collect());
            self.has_doubtful_cells |= self.plan.iter().any(|it| it.ties_records() && damaged.contains(&it.place));
            if block.row(0).defect.is_none() && self.key.is_some_and(|key| damaged.contains(&key)) {
                self.own.blind.get_or_insert(Cause { rule: not_utf8::RULE.name, file: Some(facts.file) });
            }
        }
        let Pass { plan, batch, own, pending, key, plain_ids, .. } = &mut *self;
        batch.plain.fill(RowBits::NONE);
        for planned in plan.iter_mut().filter(|planned| !damaged.contains(&planned.place)) {
            let column = ColumnOf { block, facts, batch, own, key: *key };
            let is_key = *key == Some(planned.place) && planned.takes_all_plain_text();
            let known = if is_key { *plain_ids } else { RowBits::NONE };
            let plain = ctx.column(planned, &column, alive & !known, pending);
            if let Some(rows) = batch.plain.get_mut(planned.place) {
                *rows = plain | known;
            }
        }

        let Pass { checks, across, batch, repeated, .. } = &mut *self;
        let each_row = &OnceCell::new();
        let shown = |watched: &Option<Vec<usize>>| {
            let fresh = watched.as_ref().map_or(alive, |places| alive & changed(batch, places, block.rows()));
            RowsFacts { table: facts, block, each_row, batch, damaged, alive, fresh }
        };
        for check in checks {
            check.check.rows(&shown(&check.watched), ctx.findings);
        }
        for check in across {
            let mut rows = shown(&check.watched);
            if !repeated.is_empty() {
                rows.alive = alive & !*repeated;
                // What a row repeats may be what nobody was shown.
                rows.fresh = rows.alive;
            }
            check.check.rows(&rows, ctx.files, ctx.findings);
        }
        if !damaged.is_empty() {
            ctx.findings.mute(Vec::new());
        }
    }
}

/// Tells what was found in the rows of a block the ids of the rows.
pub(in crate::check) fn name_rows<B: Block>(findings: &mut Findings, block: &B, key: Option<usize>, file: FileId) {
    let first = block.row(0).record;
    let key = key.filter(|key| block.is_readable(*key));
    findings.name_rows(file, &(first..first + block.rows() as u64), |record| {
        let number = usize::try_from(record - first).unwrap_or(usize::MAX);
        key.map_or(&[], |key| block.cell(number, key))
    });
}

/// Whether a column of any file refers to the records of this one.
fn is_referred_to(version: Version, id: TableId) -> bool {
    version.tables().iter().flat_map(|table| table.columns).any(|column| match column.kind {
        Kind::Reference(reference) => reference.target == id,
        Kind::SourcedIdOf(target) => target == id,
        _ => false,
    })
}
