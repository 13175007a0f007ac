use super::*;
use crate::oneroster::{Column, Kind, Mode};
use crate::profiles::Severity::{Error, Warning};

page! {
    /// # A bulk file fills in status or dateLastModified
    ///
    /// ## What it checks
    /// A bulk file contains all records, so every row in it is current. It must have the columns `status` and
    /// `dateLastModified`, and their cells must be empty. Only a delta file fills them in.
    ///
    /// ## Why it matters
    /// Some receivers refuse the file. Others can't tell whether it's a delta. A delta that is read as bulk deletes
    /// everyone who isn't in it.
    ///
    /// ## How to fix
    /// If the file contains all records, leave both cells empty. If it contains only changes, write `delta` in
    /// manifest.csv.
    ///
    /// ## Example
    /// ```wrong
    /// orgs.csv
    /// sourcedId,status
    /// school1,active
    /// ```
    /// ```right
    /// orgs.csv
    /// sourcedId,status
    /// school1,
    /// ```
    ///
    /// ## Known limits
    /// The check trusts the manifest. It can't tell whether the file really contains all records. For the DESSA System it's
    /// a warning, unless a record is marked as `tobedeleted`.
}

pub(crate) static RULE: Rule = Rule {
    name: "filled-in-bulk",
    page: PAGE,
    counted: Some("cells for status or dateLastModified are filled in a bulk file"),
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::everywhere(Error).infinite_campus(Warning),
    sources: &[
        binding("status and dateLastModified: must be blank in bulk, filled in delta"),
        page_of(Authority::D2l, "OneRoster CSV data mappings: in bulk these two must be blank", "https://community.d2l.com/brightspace/kb/articles/23844"),
    ],
    detect: Detect::Cell { on, check, in_plain_text: true },
    message: |said| format!("{} contains {}, but it must be empty in a bulk file.", said.column(), said.value()),
    fix: |said| format!(
        "If {1} contains all records, leave {0} empty. If it contains only changes, declare it as delta in manifest.csv.",
        said.column(), said.file()
    ),
};

fn on(_: &TableFacts, column: &Column) -> bool {
    matches!(column.kind, Kind::Status | Kind::DateLastModified)
}

fn check(table: &TableFacts, column: &Column, cell: &[u8]) -> Option<Args> {
    if table.mode != Some(Mode::Bulk) {
        return None;
    }
    // Whether the record is to go or to stay, one of the two is not what was meant.
    let is_deleted = matches!(column.kind, Kind::Status) && cell == b"tobedeleted";
    let severities = if is_deleted { Severities::everywhere(Error) } else { RULE.severities };
    Some(Args::value(cell).severities(severities))
}
