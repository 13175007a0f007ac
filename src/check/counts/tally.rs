//! The records of one file, counted for what a receiver would do with them.

use super::by_word::{ByGrade, ByWord};
use crate::csv::Row;
use crate::oneroster::{Mode, TableId};
use crate::rules::TableFacts;

/// The records of one file, counted.
#[derive(Debug, Default)]
pub(in crate::check) struct Tally {
    /// How the file is sent.
    pub(in crate::check) mode: Option<Mode>,
    status: Option<usize>,
    kind: Option<usize>,
    grades: Option<usize>,
    orgs: Option<usize>,
    watched: Vec<usize>,
    /// Records that are kept, made or changed.
    kept: ByWord,
    /// Records that are deleted.
    pub(in crate::check) deleted: u64,
    /// Users who belong to orgs.
    pub(in crate::check) with_orgs: u64,
    enabled: Option<usize>,
    /// Users whose account is off.
    pub(in crate::check) disabled: u64,
    students: ByGrade,
}

impl Tally {
    pub(in crate::check) fn new(facts: &TableFacts) -> Self {
        let kind = match facts.table.id {
            TableId::Orgs | TableId::AcademicSessions => "type",
            TableId::Users | TableId::Enrollments => "role",
            _ => "",
        };
        let words = facts.words(kind);
        let of_users = |column| facts.place_of(column).filter(|_| facts.table.id == TableId::Users);
        let (status, kind) = (facts.place_of("status"), facts.place_of(kind));
        let (grades, orgs) = (of_users("grades"), of_users("orgSourcedIds"));
        let enabled = of_users("enabledUser");
        Self {
            mode: facts.mode,
            watched: [status, kind, grades, orgs, enabled].into_iter().flatten().collect(),
            status,
            kind,
            grades,
            orgs,
            enabled,
            kept: ByWord::new(words),
            ..Self::default()
        }
    }

    /// Places of the cells on which it depends how a record is counted.
    pub(in crate::check) fn watches(&self) -> &[usize] {
        &self.watched
    }

    /// Counts so many records that are alike in the cells that are watched. Each id is counted once.
    pub(in crate::check) fn count(&mut self, row: &Row, times: u64) {
        self.change(row, |count| *count += times);
    }

    /// Takes back a record that was counted before it was known to repeat an id.
    pub(in crate::check) fn uncount(&mut self, row: &Row) {
        self.change(row, |count| *count = count.saturating_sub(1));
    }

    fn change(&mut self, row: &Row, change: impl Fn(&mut u64)) {
        let status = self.status.map_or(&b""[..], |place| row.cell(place));
        if status == b"tobedeleted" {
            change(&mut self.deleted);
            return;
        }
        if self.mode == Some(Mode::Delta) && status != b"active" {
            return;
        }
        let kind = self.kind.map_or(&b""[..], |place| row.cell(place));
        self.kept.change(kind, &change);
        if self.orgs.is_some_and(|place| !row.cell(place).is_empty()) {
            change(&mut self.with_orgs);
        }
        if self.enabled.is_some_and(|place| row.cell(place) == b"false") {
            change(&mut self.disabled);
        }
        let Some(grades) = self.grades.filter(|_| kind == b"student") else { return };
        self.students.change(row.cell(grades), change);
    }

    /// Records that are kept, made or changed.
    pub(in crate::check) fn all(&self) -> u64 {
        self.kept.counts().iter().sum()
    }

    /// Those of them that hold this word.
    pub(in crate::check) fn with_word(&self, word: &str) -> u64 {
        self.words().find(|(own, _)| *own == word).map_or(0, |(_, count)| count)
    }

    /// The words in use, with their counts, in the order of the vocabulary.
    pub(in crate::check) fn words(&self) -> impl Iterator<Item = (&'static str, u64)> + '_ {
        self.kept.words().iter().copied().zip(self.kept.counts().iter().copied()).filter(|(_, count)| *count > 0)
    }

    /// Students by their grade: see [`ByGrade::counts`].
    pub(in crate::check) fn students(&self) -> &[u64] {
        self.students.counts()
    }
}
