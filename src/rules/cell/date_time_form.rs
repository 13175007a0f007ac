use super::*;
use crate::oneroster::value::Stamp;
use crate::oneroster::{Column, Kind};
use crate::profiles::Severity::Warning;

page! {
    /// # A time stamp isn't in the standard's format
    ///
    /// ## What it checks
    /// The standard writes time stamps with three digits after the seconds and a `Z`: `2026-11-21T18:25:43.511Z`. The
    /// same time can be written in other ways, such as without the fraction or with `+00:00`.
    ///
    /// ## Why it matters
    /// Strict receivers accept only this one format.
    ///
    /// ## How to fix
    /// Write three digits after the seconds, and `Z` as the time zone.
    ///
    /// ## Example
    /// ```wrong
    /// delta
    /// orgs.csv
    /// sourcedId,dateLastModified
    /// school1,2026-10-05T07:30:00Z
    /// ```
    /// ```right
    /// delta
    /// orgs.csv
    /// sourcedId,dateLastModified
    /// school1,2026-10-05T07:30:00.000Z
    /// ```
    ///
    /// ## Known limits
    /// The W3C profile that the standard names allows the other formats too. This is a warning, and only in the
    /// OneRoster rules.
}

pub(crate) static RULE: Rule = Rule {
    name: "date-time-form",
    page: PAGE,
    counted: Some("time stamps aren't in the standard's format"),
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::nowhere().oneroster(Warning),
    sources: &[
        binding("Data types: DateTime, with the sample 2012-04-23T18:25:43.511Z"),
        field("The public validator of LongsightGroup/oneroster accepts this form only"),
    ],
    detect: Detect::Cell { on, check, in_plain_text: true },
    message: |said| format!("{} is in UTC but isn't written like 2026-11-21T18:25:43.511Z.", said.this_value()),
    fix: |_| "Write three digits after the seconds, and Z as the time zone.".into(),
};

fn on(_: &TableFacts, column: &Column) -> bool {
    matches!(column.kind, Kind::DateLastModified)
}

fn check(_: &TableFacts, _: &Column, cell: &[u8]) -> Option<Args> {
    (Stamp::parse(cell) == Stamp::OtherUtc).then(|| Args::value(cell))
}
