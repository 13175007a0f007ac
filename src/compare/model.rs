//! What a comparison tells: the JSON of the contract, field by field.

use serde::Serialize;
#[cfg(test)]
use ts_rs::TS;

/// What was found out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Comparison {
    /// `complete`, `partial` where something could not be compared, `unreadable` where nothing could.
    #[cfg_attr(test, ts(type = "\"complete\" | \"partial\" | \"unreadable\""))]
    pub outcome: &'static str,
    /// Each file that is in one of the packages.
    pub tables: Vec<Table>,
    /// What receivers would do.
    pub receivers: Vec<ReceiverEffects>,
    /// Records that differ, up to the cap.
    pub records: Vec<Record>,
    /// What could not be compared, and why.
    pub not_compared: Vec<NotCompared>,
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
    pub effects: Vec<Effect>,
}

/// Something that a receiver would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
#[cfg_attr(test, ts(rename = "ChangeEffect"))]
pub struct Effect {
    /// What kind of effect.
    pub kind: &'static str,
    /// How many records.
    #[cfg_attr(test, ts(type = "number"))]
    pub count: u64,
    /// The same in words.
    pub detail: String,
}
