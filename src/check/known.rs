//! What is known of the files that have been read.

use super::ids::{IdFacts, Ids};
use crate::oneroster::{Kind, Mode, TableId, Version};
use crate::rules::{Cause, Seen, TableFacts, no_data_rows};

/// What is known of a file that was read.
#[derive(Default)]
pub(super) struct Known {
    pub(super) ids: Ids,
    pub(super) mode: Option<Mode>,
    /// Why ids of this file may be unknown though they stand in it.
    pub(super) blind: Option<Cause>,
    /// Whether rows were set aside, or cells that tie records together could not be read.
    pub(super) has_gaps: bool,
}

/// The files that have been read.
pub(super) struct Files {
    by_table: [Option<Known>; TableId::ALL.len()],
    version: Version,
}

impl Files {
    pub(super) fn new(version: Version) -> Self {
        Self { by_table: [const { None }; TableId::ALL.len()], version }
    }

    #[inline]
    pub(super) fn get(&self, id: TableId) -> Option<&Known> {
        self.by_table.get(id as usize)?.as_ref()
    }

    /// The place of what is known of a file.
    pub(super) fn of(&mut self, id: TableId) -> &mut Known {
        self.by_table[id as usize].get_or_insert_default()
    }

    pub(super) fn take(&mut self, id: TableId) -> Known {
        self.by_table[id as usize].take().unwrap_or_default()
    }

    /// The facts of a record, by the hash of its id.
    #[inline]
    pub(super) fn record(&self, file: TableId, id_hash: u64) -> Option<IdFacts> {
        self.get(file)?.ids.get(id_hash)
    }

    pub(super) fn version(&self) -> Version {
        self.version
    }
}

impl Seen for Files {
    fn is_whole(&self, file: TableId) -> bool {
        self.get(file).is_some_and(|known| known.blind.is_none() && !known.has_gaps && known.mode != Some(Mode::Delta))
    }

    fn has_no_records(&self, file: TableId) -> Option<Cause> {
        self.get(file)?.blind.filter(|cause| cause.rule == no_data_rows::RULE.name)
    }

    fn slot(&self, file: TableId, id_hash: u64) -> Option<usize> {
        self.get(file)?.ids.find(id_hash)
    }

    fn slots(&self, file: TableId) -> usize {
        self.get(file).map_or(0, |known| known.ids.slots())
    }

    fn word(&self, file: TableId, id_hash: u64) -> &'static str {
        let place = self.record(file, id_hash).map_or(0, |facts| facts.word);
        usize::from(place).checked_sub(1).and_then(|place| words_of(self.version, file).get(place)).unwrap_or(&"")
    }
}

/// The column whose word says what kind of record a row is, with its place and its vocabulary.
pub(super) fn word_column(facts: &TableFacts) -> Option<(usize, &'static [&'static str])> {
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
pub(super) fn words_of(version: Version, id: TableId) -> &'static [&'static str] {
    let column = kind_column(id).and_then(|name| {
        let table = version.table(id)?;
        table.columns.get(table.column_index(name)?)
    });
    match column.map(|column| &column.kind) {
        Some(Kind::Token(tokens)) => tokens.words,
        _ => &[],
    }
}
