use super::*;
use crate::oneroster::{Column, Kind, Version};
use crate::profiles::Severity::{Error, Warning};

page! {
    /// # The status is “inactive”, a value from OneRoster 1.0
    ///
    /// ## What it checks
    /// In OneRoster 1.1, the status of a record is `active` or `tobedeleted`. `inactive` comes from version 1.0 and is
    /// deprecated.
    ///
    /// ## Why it matters
    /// Most receivers read it as `tobedeleted`. Others refuse the row. Brightspace knows only these two values.
    ///
    /// ## How to fix
    /// Write `tobedeleted` to remove the record, or `active` to keep it.
    ///
    /// ## Example
    /// ```wrong
    /// delta
    /// orgs.csv
    /// sourcedId,status
    /// school1,inactive
    /// ```
    /// ```right
    /// delta
    /// orgs.csv
    /// sourcedId,status
    /// school1,active
    /// ```
    ///
    /// ## Known limits
    /// This value doesn't exist in OneRoster 1.2. There, the rule `unknown-token` reports it.
}

pub(crate) static RULE: Rule = Rule {
    name: "inactive-status",
    page: PAGE,
    counted: Some("records have the status “inactive”, a value from OneRoster 1.0"),
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::everywhere(Warning).d2l_brightspace(Error),
    sources: &[
        binding("Vocabulary of status: inactive is deprecated in 1.1, to be read as tobedeleted"),
        page_of(Authority::D2l, "OneRoster CSV data mappings: status is active or tobedeleted", "https://community.d2l.com/brightspace/kb/articles/23844"),
    ],
    detect: Detect::Cell { on, check, in_plain_text: true },
    message: |said| format!("{} comes from OneRoster 1.0 and is deprecated in 1.1.", said.subject("status")),
    fix: |_| "Write tobedeleted to remove the record, or active to keep it.".into(),
};

fn on(table: &TableFacts, column: &Column) -> bool {
    table.version == Version::V1_1 && matches!(column.kind, Kind::Status)
}

fn check(_: &TableFacts, _: &Column, cell: &[u8]) -> Option<Args> {
    (cell == b"inactive").then(|| Args::value(cell))
}
