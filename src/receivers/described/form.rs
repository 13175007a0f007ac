//! The form of a description, as its author writes it down: see the schema in `docs/receiver.schema.json`.

use serde::Serialize;

use crate::receivers::json::{Json, Wrong};
use crate::receivers::reading::{Read, nothing, one_of, read_fields, read_words};

/// A receiver as its author wrote it down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(serde::Deserialize, schemars::JsonSchema))]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Described {
    /// The form of this file: 1.
    pub schema: u8,
    /// The receiver's id: small letters, digits and hyphens, at most 40.
    pub id: String,
    /// Its name, in Latin letters, at most 80 characters.
    pub title: String,
    /// The day on which these rules were written down, as YYYY-MM-DD.
    pub written_on: String,
    /// The versions of OneRoster that it reads.
    pub versions: Vec<DescribedVersion>,
    /// How it takes files; leave out if both ways are fine.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, ts(as = "Option<Vec<DescribedMode>>", optional))]
    pub modes: Vec<DescribedMode>,
    /// The data files that it reads, such as users.csv; leave out if it reads all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub reads: Option<Vec<String>>,
    /// The data files that must be in the package.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, ts(as = "Option<Vec<String>>", optional))]
    pub needs: Vec<String>,
    /// Whether it reads manifest.csv.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    #[cfg_attr(test, ts(as = "Option<bool>", optional))]
    pub reads_manifest: bool,
    /// What the zip must be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub zip: Option<DescribedZip>,
    /// What it asks of single columns, beyond the standard.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, ts(as = "Option<Vec<DescribedColumn>>", optional))]
    pub columns: Vec<DescribedColumn>,
    /// How bad it is if an ID occurs in two files; leave out if that is fine.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub ids_unique_over_files: Option<DescribedSeverity>,
    /// What becomes of records that are missing from a bulk file.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, ts(as = "Option<Vec<DescribedMissing>>", optional))]
    pub missing_records: Vec<DescribedMissing>,
    /// Rules of the standard that are something else to this receiver.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, ts(as = "Option<Vec<DescribedRule>>", optional))]
    pub severities: Vec<DescribedRule>,
    /// The pages on which all of this is published.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, ts(as = "Option<Vec<DescribedPage>>", optional))]
    pub sources: Vec<DescribedPage>,
    /// What it asks for that cannot be said here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, ts(as = "Option<Vec<String>>", optional))]
    pub not_checked: Vec<String>,
}

/// A version of OneRoster.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize, schemars::JsonSchema))]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum DescribedVersion {
    /// OneRoster 1.1.
    #[serde(rename = "1.1")]
    V1_1,
    /// OneRoster 1.2.
    #[serde(rename = "1.2")]
    V1_2,
}

/// How a file is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(test, derive(serde::Deserialize, schemars::JsonSchema))]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum DescribedMode {
    /// As a whole.
    Bulk,
    /// As changes.
    Delta,
}

/// How bad something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(test, derive(serde::Deserialize, schemars::JsonSchema))]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "Grade"))]
pub enum DescribedSeverity {
    /// The receiver refuses or loses data.
    Error,
    /// It may.
    Warning,
    /// Worth knowing.
    Info,
}

/// What the zip must be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(serde::Deserialize, schemars::JsonSchema))]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct DescribedZip {
    /// Its name, such as `OneRoster.zip`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub name: Option<String>,
    /// Whether the letter case of the name matters.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    #[cfg_attr(test, ts(as = "Option<bool>", optional))]
    pub case_matters: bool,
    /// How many megabytes (of a million bytes) it may have at most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub most_megabytes: Option<u32>,
}

/// What is asked of a column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(serde::Deserialize, schemars::JsonSchema))]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct DescribedColumn {
    /// The file, such as users.csv.
    pub file: String,
    /// The column, as the standard calls it.
    pub column: String,
    /// What is asked.
    pub ask: DescribedAsk,
    /// How bad it is if it is not so.
    pub severity: DescribedSeverity,
}

/// What is asked of the cells of a column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(serde::Deserialize, schemars::JsonSchema))]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "Ask"))]
pub enum DescribedAsk {
    /// They must not be empty.
    Filled,
    /// They must not be empty in rows that have a word in another column of the file.
    FilledWhere(DescribedWhere),
    /// They have at most so many characters.
    Longest(u32),
    /// They have no other characters than these: single ones, or ranges such as `a-z`.
    Characters(Vec<String>),
    /// They hold one of these words, or a list of them.
    Words(Vec<String>),
    /// No two of them differ in nothing but letter case.
    UniqueWithoutCase,
}

/// Which rows are meant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(serde::Deserialize, schemars::JsonSchema))]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct DescribedWhere {
    /// The other column, such as role.
    pub column: String,
    /// Its word, such as student.
    pub word: String,
}

/// What becomes of records that are missing from a bulk file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(serde::Deserialize, schemars::JsonSchema))]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct DescribedMissing {
    /// The file, such as users.csv.
    pub file: String,
    /// What becomes of them.
    pub outcome: DescribedOutcome,
}

/// What becomes of a record that is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(test, derive(serde::Deserialize, schemars::JsonSchema))]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum DescribedOutcome {
    /// It stays.
    Kept,
    /// It is removed.
    Removed,
    /// The person loses the place in the class.
    Unenrolled,
}

/// A rule of the standard that is something else to the receiver.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(serde::Deserialize, schemars::JsonSchema))]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct DescribedRule {
    /// Its name, such as unknown-column: see docs/rule-book.md.
    pub rule: String,
    /// How bad it is; null if it doesn't matter.
    pub severity: Option<DescribedSeverity>,
}

/// A page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(serde::Deserialize, schemars::JsonSchema))]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct DescribedPage {
    /// What it is about.
    pub title: String,
    /// Its address, which begins with `https://`.
    pub link: String,
}

read_fields! {
    Described {
        schema,
        id,
        title,
        written_on,
        versions,
        modes = Vec::new(),
        reads,
        needs = Vec::new(),
        reads_manifest = yes(),
        zip,
        columns = Vec::new(),
        ids_unique_over_files,
        missing_records = Vec::new(),
        severities = Vec::new(),
        sources = Vec::new(),
        not_checked = Vec::new()
    }
    DescribedZip { name, case_matters = yes(), most_megabytes }
    DescribedColumn { file, column, ask, severity }
    DescribedWhere { column, word }
    DescribedMissing { file, outcome }
    DescribedRule { rule, severity }
    DescribedPage { title, link }
}

read_words! {
    DescribedVersion { "1.1" = V1_1, "1.2" = V1_2 }
    DescribedMode { "bulk" = Bulk, "delta" = Delta }
    DescribedSeverity { "error" = Error, "warning" = Warning, "info" = Info }
    DescribedOutcome { "kept" = Kept, "removed" = Removed, "unenrolled" = Unenrolled }
}

impl Read for DescribedAsk {
    fn read(json: Json) -> Result<Self, Wrong> {
        let names = ["filled", "unique_without_case", "filled_where", "longest", "characters", "words"];
        let (place, json) = one_of(json, &names)?;
        Ok(match place {
            0 => nothing(&json).map(|()| Self::Filled)?,
            1 => nothing(&json).map(|()| Self::UniqueWithoutCase)?,
            2 => Self::FilledWhere(Read::read(json)?),
            3 => Self::Longest(Read::read(json)?),
            4 => Self::Characters(Read::read(json)?),
            _ => Self::Words(Read::read(json)?),
        })
    }
}

fn yes() -> bool {
    true
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
fn is_yes(yes: &bool) -> bool {
    *yes
}
