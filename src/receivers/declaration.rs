//! What can be said of a receiver, as plain data. Generic rules read it; nothing here is code.

use super::Severity;
use crate::oneroster::{Mode, TableId, Version};

/// What is known of a receiver.
#[derive(Debug)]
pub struct Declaration {
    /// Its id: `--to`, `?to=`.
    pub id: &'static str,
    /// Its id in reports, with `--profile` and in `?profile=`, which stays what it was.
    pub profile: &'static str,
    /// Its name.
    pub title: &'static str,
    /// Who wrote down these rules.
    pub origin: Origin,
    /// Whether it is chosen when nobody says who receives the package.
    pub by_default: bool,
    /// The versions of OneRoster that it reads.
    pub versions: &'static [Version],
    /// How it takes files; none if nothing is said of it.
    pub modes: &'static [Mode],
    /// The data files that it reads; none if it reads all of them.
    pub reads: Option<&'static [TableId]>,
    /// The data files that must be there.
    pub needs: &'static [TableId],
    /// Those of them of which a header is enough.
    pub may_be_empty: &'static [TableId],
    /// Whether it reads the manifest.
    pub reads_manifest: bool,
    /// What the zip must be.
    pub zip: Zip,
    /// What it asks of single columns, beyond the standard.
    pub columns: &'static [ColumnRule],
    /// Whether an id may occur once only in all files together.
    pub ids_unique_over_files: Option<Severity>,
    /// What becomes of a record that is missing from a bulk file, as far as that is published.
    pub missing_records: &'static [(TableId, MissingRecord)],
    /// Rules of the standard that are something else to it, by name; none where it does not care.
    pub severities: &'static [(&'static str, Option<Severity>)],
    /// The day on which its pages were read last, as `YYYY-MM-DD`.
    pub read_on: &'static str,
    /// Who says so.
    pub sources: &'static [Page],
    /// What is not public.
    pub not_public: &'static [&'static str],
    /// What its pages ask for that no rule looks at.
    pub not_checked: &'static [&'static str],
    /// How much of what it asks for is known, in percent, as an estimate.
    pub complete: u8,
}

impl Declaration {
    /// A receiver of which nothing is known: it follows the standard.
    pub const PLAIN: Self = Self {
        id: "",
        profile: "",
        title: "",
        origin: Origin::BuiltIn,
        by_default: false,
        versions: &[Version::V1_1, Version::V1_2],
        modes: &[],
        reads: None,
        needs: &[],
        may_be_empty: &[],
        reads_manifest: true,
        zip: Zip::ANY,
        columns: &[],
        ids_unique_over_files: None,
        missing_records: &[],
        severities: &[],
        read_on: "",
        sources: &[],
        not_public: &[],
        not_checked: &[],
        complete: 100,
    };

    /// Whether it takes files that are sent in this way.
    pub fn takes(&self, mode: Mode) -> bool {
        self.modes.is_empty() || self.modes.contains(&mode)
    }
}

/// Who wrote down the rules of a receiver.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// They are part of rostercheck.
    BuiltIn,
    /// Whoever made the file or the link that they came in.
    Described,
}

/// What a zip must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zip {
    /// Its name; none if any will do.
    pub name: Option<&'static str>,
    /// Whether the letter case of the name matters.
    pub case_matters: bool,
    /// How many bytes it may have at most.
    pub most_bytes: Option<u64>,
}

impl Zip {
    /// Any zip.
    pub const ANY: Self = Self { name: None, case_matters: true, most_bytes: None };
}

/// What a receiver asks of one column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ColumnRule {
    /// The file.
    pub file: TableId,
    /// The column.
    pub column: &'static str,
    /// What is asked.
    pub ask: Ask,
    /// How bad it is if it is not so.
    pub severity: Severity,
    /// The page that says so, by its place among the sources.
    pub page: usize,
    /// How sure the statement is.
    pub confidence: Confidence,
}

/// What a receiver asks of the cells of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// That they are not empty; in the rows only that have a word in another column, if one is named.
    Filled(Option<(&'static str, &'static str)>),
    /// That they have at most so many characters.
    Longest(u32),
    /// That they have no other characters: ranges, both ends included.
    Characters(&'static [(char, char)]),
    /// That they hold one of these words, or a list of them.
    Words(&'static [&'static str]),
    /// That no two of them differ in nothing but letter case.
    UniqueWithoutCase,
}

/// What a receiver does with a record that is missing from a bulk file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MissingRecord {
    /// It stays.
    Kept,
    /// It is removed, or put away where nobody sees it.
    Removed,
    /// The person loses the place in the class.
    Unenrolled,
}

/// A page on which rules are published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// Whose page, and about what.
    pub title: &'static str,
    /// Its address.
    pub link: &'static str,
    /// How sure it is that it speaks of this receiver and of OneRoster CSV.
    pub confidence: Confidence,
}

/// How sure a statement is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confidence {
    /// Read on the page, about this receiver and OneRoster CSV.
    High,
    /// Of a sister product or another transport, cut in the copy that was read, or inferred.
    Medium,
}

impl Confidence {
    /// The word.
    pub fn word(self) -> &'static str {
        match self {
            Self::High => "high",
            Self::Medium => "medium",
        }
    }
}
