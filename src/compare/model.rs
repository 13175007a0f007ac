//! What a comparison finds, and what is told of it: the JSON of the contract, field by field.

use serde::Serialize;
#[cfg(test)]
use ts_rs::TS;

use crate::oneroster::TableId;
use crate::package::EntryFailure;
use crate::receivers::Receiver;

/// What was found out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// `complete`, `partial` where something could not be compared, `unreadable` where nothing could.
    pub outcome: &'static str,
    /// Each file that is in one of the packages.
    pub tables: Vec<Table>,
    /// What receivers would do with missing records.
    pub receivers: Vec<(Receiver, Vec<Missing>)>,
    /// Records that differ, up to the cap.
    pub records: Vec<Record>,
    /// What could not be compared, and why.
    pub not_compared: Vec<Uncompared>,
}

/// One of the two packages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edition {
    /// The package that was sent before.
    Old,
    /// The package to be sent.
    New,
}

impl Edition {
    /// `old` or `new`.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Old => "old",
            Self::New => "new",
        }
    }
}

/// Records of a file that could not be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Uncompared {
    /// In which package.
    pub package: Edition,
    /// The file.
    pub file: TableId,
    /// Which of its records, and why.
    pub why: Uncomparable,
}

/// Why records cannot be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Uncomparable {
    /// All: the version has no such file.
    Unknown,
    /// All: the header does not tell which column is which.
    Header,
    /// All: there is no column for the ids.
    NoId,
    /// All: the file cannot be read.
    Unread(EntryFailure),
    /// All: the file cannot be read to its end.
    Broken(EntryFailure),
    /// So many: they are damaged, or have no id.
    Rows(u64),
    /// So many are named for deletion, and the older package does not have them.
    Unheld(u64),
    /// The older file holds changes only: nobody knows what it leaves out.
    ChangesOnly,
    /// The manifest says that it is not there.
    SaidAbsent,
}

/// What a receiver would do with records that the newer package lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Missing {
    /// People are removed.
    PeopleRemoved {
        /// How many.
        count: u64,
        /// Students among them, as far as users.csv tells roles.
        students: u64,
        /// Teachers among them.
        educators: u64,
    },
    /// Schools are removed.
    SitesRemoved(u64),
    /// Records of another file are removed.
    RecordsRemoved {
        /// The file.
        file: TableId,
        /// How many.
        count: u64,
    },
    /// People lose their places in classes.
    Unenrolled(u64),
    /// Records stay, by file.
    Kept(Vec<(TableId, u64)>),
    /// What becomes of the records is not published, by file.
    NotPublished(Vec<(TableId, u64)>),
    /// The records are not just missing: the newer package, of changes only, names them for deletion. By file.
    NamedForDeletion(Vec<(TableId, u64)>),
    /// The file holds changes only, which the receiver does not take: what they leave out, by file.
    ChangesNotTaken(Vec<(TableId, u64)>),
}

/// One of the packages.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(TS))]
#[cfg_attr(test, ts(rename = "ComparedInput"))]
pub struct Input {
    /// Name of the file or folder.
    pub name: String,
    /// Its size in bytes.
    #[cfg_attr(test, ts(type = "number"))]
    pub bytes: u64,
    /// SHA-256 of a zip; null where it was not computed.
    pub sha256: Option<String>,
}

/// One file in both packages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
#[cfg_attr(test, ts(rename = "ComparedTable"))]
pub struct Table {
    /// As the standard names it.
    pub file: &'static str,
    /// Records in the older package.
    #[cfg_attr(test, ts(type = "number"))]
    pub old: u64,
    /// Records in the newer one, with those that it leaves as they were if it holds changes only.
    #[cfg_attr(test, ts(type = "number"))]
    pub new: u64,
    /// Records of the older package that the newer one does not have.
    #[cfg_attr(test, ts(type = "number"))]
    pub gone: u64,
    /// Records that only the newer one has.
    #[cfg_attr(test, ts(type = "number"))]
    pub added: u64,
    /// Records in both that differ.
    #[cfg_attr(test, ts(type = "number"))]
    pub changed: u64,
    /// Records in both that are the same.
    #[cfg_attr(test, ts(type = "number"))]
    pub unchanged: u64,
    /// Whether the newer one holds changes only.
    pub is_delta: bool,
    /// Records that the newer one, of changes only, names for deletion and the older one does not have.
    #[serde(skip)]
    pub unheld: u64,
    /// In how many changed records each column differs.
    pub columns: Vec<Column>,
    /// Columns that only the older file has. Their cells count as no change.
    pub columns_gone: Vec<String>,
    /// Columns that only the newer file has.
    pub columns_added: Vec<String>,
    /// Records by what they are and where they belong. Classes are listed where records of theirs are gone or new.
    pub groups: Vec<Group>,
}

/// A column that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
#[cfg_attr(test, ts(rename = "ChangedColumn"))]
pub struct Column {
    /// Its name.
    pub column: String,
    /// In how many records.
    #[cfg_attr(test, ts(type = "number"))]
    pub count: u64,
}

/// Records that have something in common.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
#[cfg_attr(test, ts(rename = "ComparedGroup"))]
pub struct Group {
    /// What: `role`, `type`, `school`, `grade` or `class`.
    pub by: &'static str,
    /// Which.
    pub key: String,
    /// As in [`Table`].
    #[cfg_attr(test, ts(type = "number"))]
    pub old: u64,
    /// As in [`Table`].
    #[cfg_attr(test, ts(type = "number"))]
    pub new: u64,
    /// As in [`Table`].
    #[cfg_attr(test, ts(type = "number"))]
    pub gone: u64,
    /// As in [`Table`].
    #[cfg_attr(test, ts(type = "number"))]
    pub added: u64,
    /// As in [`Table`], by what the newer record says.
    #[cfg_attr(test, ts(type = "number"))]
    pub changed: u64,
}

impl Group {
    /// How many fewer it has: those that are gone, or that are in another group now.
    pub(super) fn lost(&self) -> u64 {
        self.gone.max(self.old.saturating_sub(self.new))
    }
}

/// A record that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
#[cfg_attr(test, ts(rename = "ChangedRecord"))]
pub struct Record {
    /// As the standard names it.
    pub file: &'static str,
    /// `gone`, `added` or `changed`.
    #[cfg_attr(test, ts(type = "\"gone\" | \"added\" | \"changed\""))]
    pub change: &'static str,
    /// Its id.
    pub id: String,
    /// Its physical line: in the older file where it is gone, in the newer one otherwise.
    #[cfg_attr(test, ts(type = "number"))]
    pub line: u64,
    /// The columns that differ.
    pub columns: Vec<String>,
}

/// Something that could not be compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct NotCompared {
    /// `old` or `new`.
    #[cfg_attr(test, ts(type = "\"old\" | \"new\""))]
    pub package: &'static str,
    /// What.
    pub what: String,
    /// Why.
    pub why: String,
}

/// A receiver and what it would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct ReceiverEffects {
    /// Its id.
    pub id: &'static str,
    /// What it would do; nothing where nothing is missing.
    pub effects: Vec<ChangeEffect>,
}

/// Something that a receiver would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct ChangeEffect {
    /// What kind of effect.
    pub kind: &'static str,
    /// How many records.
    #[cfg_attr(test, ts(type = "number"))]
    pub count: u64,
    /// The same in words.
    pub detail: String,
}
