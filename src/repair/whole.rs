//! What must be known of a whole file before its rows are repaired: the order of day and month, rows that stand in it
//! twice, the encoding of its letters.

use std::collections::HashSet;
use std::hash::{BuildHasher as _, Hasher as _};
use std::ops::ControlFlow;
use std::rc::Rc;

use super::catalogue::Fix;
use super::cells::{ColumnWhole, is_decided_as_a_whole};
use super::job::Job;
use super::ledger::Ledger;
use crate::check::anew::{RowKind, TableFile};
use crate::csv::{CUT, Guess, Row};
use crate::oneroster::{Mode, Table};
use crate::package::EntryFailure;
use crate::rules::{Hashes, id_hash};

/// What is known of a file.
#[derive(Clone, Debug, Default)]
pub(super) struct Whole {
    /// By the columns of the table.
    pub(super) columns: Vec<ColumnWhole>,
    /// Whether records are marked as deleted, though the file is sent in bulk: then it may be a delta.
    pub(super) has_deleted: bool,
    /// The records that repeat an earlier one in every cell.
    pub(super) repeats: HashSet<u64>,
    /// The encoding that letters look like which are not UTF-8.
    pub(super) encoding: Option<&'static str>,
    /// Hashes of what stands in the columns that these repairs change: two cells must not become the same.
    used: Vec<(Fix, HashSet<u64>)>,
    /// What is still to be seen of the file, if only its front has been read.
    pub(super) open: Option<Open>,
}

/// What the rows behind the front of a file show, seen by whoever repairs them by what the front shows.
#[derive(Clone, Debug)]
pub(super) struct Open {
    /// By the columns of the table; none where nothing more is to be seen of dates.
    pub(super) columns: Option<Vec<ColumnWhole>>,
    /// Whether it is to be seen whether records are deleted, and whether one was.
    pub(super) has_deleted: Option<bool>,
}

/// Records after which the order of day and month shows in most files.
const FRONT: usize = 4096;

impl Whole {
    /// What stands already in the column that a repair changes.
    pub(super) fn used(&mut self, fix: Fix) -> &mut HashSet<u64> {
        let at = self.used.iter().position(|(of, _)| *of == fix).unwrap_or(self.used.len());
        if at == self.used.len() {
            self.used.push((fix, HashSet::new()));
        }
        &mut self.used[at].1
    }

    /// What the whole file shows, and whether a plan that was made by this one holds.
    pub(super) fn settled(&self, seen: Option<Open>) -> (Self, bool) {
        let mut whole = Self { open: None, ..self.clone() };
        let Some(Open { columns, has_deleted }) = seen else { return (whole, true) };
        whole.columns = columns.unwrap_or(whole.columns);
        whole.has_deleted = has_deleted.unwrap_or(whole.has_deleted);
        let holds = whole.has_deleted == self.has_deleted
            && whole.columns.iter().zip(&self.columns).all(|(one, other)| one.orders.says_the_same(other.orders));
        (whole, holds)
    }

    /// Reads the front of the file, and leaves the rest of it open: the plan reads it anyway. Where ids, letters or codes
    /// matter it is read whole, or twice where ids repeat; not at all where nothing of this matters.
    pub(super) fn of(job: &Job, file: &mut TableFile) -> Result<Self, EntryFailure> {
        let table = file.facts.table;
        let mut whole = Self { columns: vec![ColumnWhole::default(); table.columns.len()], ..Self::default() };
        let wants = |fixes: &[Fix], rule: &str| job.has(rule) && fixes.iter().any(|fix| job.chosen.has(*fix));
        let wants_dates = wants(&[Fix::Dates, Fix::MonthFirst, Fix::DayFirst], "bad-date");
        let wants_ids = wants(&[Fix::IdenticalRows], "duplicate-sourced-id");
        let wants_letters = wants(&[Fix::GuessedEncoding], "not-utf8");
        // Whether records are deleted matters only to repairs of these columns.
        let is_wanted = |name: &str| job.columns.is_none_or(|columns| columns.iter().any(|column| column == name));
        let is_bulk = file.facts.mode == Some(Mode::Bulk) && ["status", "dateLastModified"].into_iter().any(is_wanted);
        let is_date = |column: usize| {
            is_decided_as_a_whole(table, column) && table.columns.get(column).is_some_and(|it| is_wanted(it.name))
        };
        let used: Vec<(Fix, usize)> = job.marked_columns(file);
        if !wants_dates && !wants_ids && !wants_letters && !is_bulk && used.is_empty() {
            return Ok(whole);
        }
        let places = file.facts.places.clone();
        let dates: Vec<(usize, usize)> = places
            .iter()
            .enumerate()
            .filter(|(column, _)| wants_dates && is_date(*column))
            .filter_map(|(column, place)| Some((column, (*place)?)))
            .collect();
        let place = |column: usize| places.get(column).copied().flatten();
        let (id, status) = (place(Table::ID), place(Table::STATUS).filter(|_| is_bulk));
        let mut before = vec![Vec::new(); dates.len()];
        let (mut hashes, mut guess) = (Hashes::default(), Guess::default());
        let mut left = if wants_ids || wants_letters || !used.is_empty() { usize::MAX } else { FRONT };
        file.each(|row, kind, damaged| {
            if left == 0 {
                whole.open = Some(Open {
                    columns: wants_dates.then(|| vec![ColumnWhole::default(); table.columns.len()]),
                    has_deleted: is_bulk.then_some(false),
                });
                return ControlFlow::Break(());
            }
            left -= 1;
            if kind != RowKind::Record {
                return ControlFlow::Continue(());
            }
            for ((column, place), before) in dates.iter().zip(&mut before) {
                // What stood there in the row before shows nothing new.
                let Some(whole) = whole.columns.get_mut(*column).filter(|_| *before != row.cell(*place)) else {
                    continue;
                };
                before.clear();
                before.extend_from_slice(row.cell(*place));
                whole.orders.add(before);
            }
            if let Some(status) = status {
                whole.has_deleted |= is_deleted(row.cell(status));
            }
            if let Some(id) = id.filter(|_| wants_ids) {
                hashes.push(id_hash(row.cell(id)));
            }
            if wants_letters {
                let cells = damaged.iter().map(|place| row.cell(*place));
                cells.filter(|cell| std::str::from_utf8(cell).is_err()).for_each(|cell| guess.add(cell));
            }
            for (fix, place) in &used {
                whole.used(*fix).insert(id_hash(row.cell(*place)));
            }
            ControlFlow::Continue(())
        })?;
        whole.encoding = guess.name().filter(|name| *name != CUT);
        if let Some(id) = id.filter(|_| wants_ids) {
            whole.repeats = repeats(job, &whole, id, &hashes.repeated())?;
        }
        Ok(whole)
    }
}

/// Whether a status says that the record is deleted.
pub(super) fn is_deleted(status: &[u8]) -> bool {
    let status = status.trim_ascii();
    [&b"tobedeleted"[..], b"tobedelete"].iter().any(|word| status.eq_ignore_ascii_case(word))
}

/// The records that repeat an earlier one in every cell, as they stand or as they are repaired, among those whose ids stand
/// there more than once.
fn repeats(job: &Job, whole: &Whole, id: usize, ids: &[u64]) -> Result<HashSet<u64>, EntryFailure> {
    let (mut met, mut repeats) = (HashSet::new(), HashSet::new());
    let Some(mut file) = job.open()?.filter(|_| !ids.is_empty()) else { return Ok(repeats) };
    let (mut tried, mut unheard) = (whole.clone(), Ledger::new(0));
    let mut rows = job.rows_out(&file, &mut tried, None);
    file.each(|row, kind, damaged| {
        let is_one = kind == RowKind::Record && !row.cell(id).is_empty();
        if !is_one || ids.binary_search(&Hashes::kept(id_hash(row.cell(id)))).is_err() {
            return ControlFlow::Continue(());
        }
        let mut is_new = met.insert(hash_of(row, &[]));
        // A row whose cells are not certain is not repaired.
        if row.defect.is_none() {
            let changed = rows.changed(row, damaged, &mut unheard);
            is_new &= changed.is_empty() || met.insert(hash_of(row, &changed));
        }
        if !is_new {
            repeats.insert(row.record);
        }
        ControlFlow::Continue(())
    })?;
    Ok(repeats)
}

/// 128 bits of hash of all cells, some of them changed: no two rows of a file that differ will ever have the same.
fn hash_of(row: &Row, changed: &[(usize, Rc<[u8]>)]) -> (u64, u64) {
    let by = |seed| {
        let mut hasher = foldhash::quality::FixedState::with_seed(seed).build_hasher();
        for place in 0..row.len() {
            let own = changed.iter().find(|(at, _)| *at == place);
            let cell = own.map_or(row.cell(place), |(_, text)| text);
            hasher.write_usize(cell.len());
            hasher.write(cell);
        }
        hasher.finish()
    };
    (by(0x005e_ed01), by(0x7eed_0002))
}
