use super::*;
use crate::oneroster::{Column, Kind, Version};
use crate::profiles::Severity::{Error, Warning};

page! {
    /// # The status is “inactive”, a word of OneRoster 1.0
    ///
    /// ## What it checks
    /// In OneRoster 1.1 the status of a record is `active` or `tobedeleted`. `inactive` is left over from version 1.0 and
    /// deprecated.
    ///
    /// ## Why it matters
    /// Most receivers read it as `tobedeleted`, others refuse the row. Brightspace knows only the two words.
    ///
    /// ## How to fix
    /// Write `tobedeleted` if the record is to be removed, `active` if it stays.
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
    /// In OneRoster 1.2 the word does not exist; there the rule `unknown-token` speaks.
}

pub(crate) static RULE: Rule = Rule {
    name: "inactive-status",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::everywhere(Warning).d2l_brightspace(Error),
    sources: &[
        binding("Vocabulary of status: inactive is deprecated in 1.1, to be read as tobedeleted"),
        page_of(Authority::D2l, "OneRoster CSV data mappings: status is active or tobedeleted", "https://community.d2l.com/brightspace/kb/articles/23844"),
    ],
    detect: Detect::Cell { on, check, in_plain_text: true },
    message: |said| format!("{} holds {}, a word that OneRoster 1.1 keeps only for old files.", said.column(), said.value()),
    fix: |_| "Write tobedeleted if the record is to be removed, active if it stays.".into(),
    campus_fix: None,
};

fn on(table: &TableFacts, column: &Column) -> bool {
    table.version == Version::V1_1 && matches!(column.kind, Kind::Status)
}

fn check(_: &TableFacts, _: &Column, cell: &[u8]) -> Option<Args> {
    (cell == b"inactive").then(|| Args::value(cell))
}
