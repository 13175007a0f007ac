use super::*;
use crate::oneroster::value::Stamp;
use crate::oneroster::{Column, Kind};
use crate::profiles::Severity::Warning;

page! {
    /// # A time stamp is in UTC but not in the form of the standard
    ///
    /// ## What it checks
    /// The standard writes time stamps with three digits behind the seconds and a `Z`: `2026-11-21T18:25:43.511Z`. The
    /// same moment can be written otherwise, for instance without the fraction or with `+00:00`.
    ///
    /// ## Why it matters
    /// Strict receivers accept only the one form.
    ///
    /// ## How to fix
    /// Write three digits behind the seconds, and `Z` for the zone.
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
    /// The W3C profile that the standard names allows the other forms too, so this is a warning, and only in the
    /// OneRoster rules.
}

pub(crate) static RULE: Rule = Rule {
    name: "date-time-form",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::nowhere().oneroster(Warning),
    sources: &[
        binding("Data types: DateTime, with the sample 2012-04-23T18:25:43.511Z"),
        field("The public validator of LongsightGroup/oneroster accepts this form only"),
    ],
    detect: Detect::Cell { on, check, in_plain_text: true },
    message: |said| format!("{} holds {}, which is in UTC but not written like 2026-11-21T18:25:43.511Z.", said.column(), said.value()),
    fix: |_| "Write three digits behind the seconds, and Z for the zone.".into(),
    campus_fix: None,
};

fn on(_: &TableFacts, column: &Column) -> bool {
    matches!(column.kind, Kind::DateLastModified)
}

fn check(_: &TableFacts, _: &Column, cell: &[u8]) -> Option<Args> {
    (Stamp::parse(cell) == Stamp::OtherUtc).then(|| Args::value(cell))
}
