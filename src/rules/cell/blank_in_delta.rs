use super::*;
use crate::oneroster::{Column, Kind, Mode};
use crate::profiles::Severity::Error;

page! {
    /// # A delta file leaves status or dateLastModified empty
    ///
    /// ## What it checks
    /// Each row of a delta file says with `status` whether its record is to be changed or deleted, and with
    /// `dateLastModified` since when.
    ///
    /// ## Why it matters
    /// Without the two cells the receiver does not know what to do with the row, and refuses it.
    ///
    /// ## How to fix
    /// Fill both cells in every row. If the file holds the whole state, declare it as `bulk` in manifest.csv and leave
    /// both empty in every row.
    ///
    /// ## Example
    /// ```wrong
    /// delta
    /// orgs.csv
    /// sourcedId,status
    /// school1,
    /// ```
    /// ```right
    /// delta
    /// orgs.csv
    /// sourcedId,status
    /// school1,active
    /// ```
    ///
    /// ## Known limits
    /// When DESSA is chosen, which takes no delta, and a column is blank in every row, the cells are counted under the rule
    /// `delta-for-dessa`: the word in the manifest is what is wrong.
    ///
    /// For the DESSA System nothing is said here, because it takes no delta files at all.
}

pub(crate) static RULE: Rule = Rule {
    name: "blank-in-delta",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::nowhere().oneroster(Error).d2l_brightspace(Error),
    sources: &[
        binding("status and dateLastModified: must be filled in delta, blank in bulk"),
        page_of(Authority::D2l, "OneRoster CSV data mappings: in delta these two must be filled", "https://community.d2l.com/brightspace/kb/articles/23844"),
    ],
    detect: Detect::Blank { on, severities: |_, _| RULE.severities },
    message: |said| format!("{} is (empty), but every row of a delta file needs it.", said.column()),
    fix: |said| format!(
        "Fill {} in every row. If {} holds everything, declare it as bulk in manifest.csv and leave {0} empty in every row.",
        said.column(), said.file()
    ),
    campus_fix: None,
};

/// Whether a column must be filled because its file is sent as changes.
pub(super) fn on(table: &TableFacts, column: &Column) -> bool {
    table.mode == Some(Mode::Delta) && matches!(column.kind, Kind::Status | Kind::DateLastModified)
}
