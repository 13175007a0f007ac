use super::*;
use crate::oneroster::{Column, Kind, Mode};
use crate::profiles::Severity::Error;
use crate::receivers::Receiver;

page! {
    /// # A delta file has an empty status or dateLastModified
    ///
    /// ## What it checks
    /// Each row of a delta file says in `status` whether its record is changed or deleted, and in `dateLastModified`
    /// since when.
    ///
    /// ## Why it matters
    /// Without both cells, the receiver doesn't know what to do with the row and refuses it.
    ///
    /// ## How to fix
    /// Fill in both cells in every row. If the file contains all records, declare it as `bulk` in manifest.csv and
    /// leave both empty in every row.
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
    /// If DESSA is chosen, which accepts no delta, and a column is empty in every row, the cells are counted under the
    /// rule `delta-for-dessa`: the manifest contains the wrong value.
    ///
    /// Receivers that accept no delta files at all, such as the DESSA System, get no finding here.
}

pub(crate) static RULE: Rule = Rule {
    name: "blank-in-delta",
    page: PAGE,
    counted: Some("cells for status or dateLastModified are empty in a delta file"),
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::everywhere(Error).without(Receiver::DESSA),
    sources: &[
        binding("status and dateLastModified: must be filled in delta, blank in bulk"),
        page_of(Authority::D2l, "OneRoster CSV data mappings: in delta these two must be filled", "https://community.d2l.com/brightspace/kb/articles/23844"),
    ],
    detect: Detect::Blank { on, severities: |_, _| RULE.severities },
    message: |said| format!("{} is empty. Every row of a delta file needs it.", said.column()),
    fix: |said| format!(
        "Fill in {} in every row. If {} contains all records, declare it as bulk in manifest.csv and leave {0} empty in every row.",
        said.column(), said.file()
    ),
};

/// Whether a column must be filled because its file is sent as changes.
pub(super) fn on(table: &TableFacts, column: &Column) -> bool {
    table.mode == Some(Mode::Delta) && matches!(column.kind, Kind::Status | Kind::DateLastModified)
}
