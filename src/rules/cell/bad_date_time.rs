use super::*;
use crate::oneroster::value::Stamp;
use crate::oneroster::{Column, Kind};
use crate::profiles::Severity::{Error, Warning};

page! {
    /// # A time stamp is not a moment in UTC
    ///
    /// ## What it checks
    /// `dateLastModified` holds a day and a time of day in UTC, written as `2026-11-21T18:25:43.511Z`. A day alone, a
    /// local time or another order is wrong.
    ///
    /// ## Why it matters
    /// By the time stamp the receiver decides which change is the newer one. Without a clear zone it takes the wrong
    /// one, or refuses the row.
    ///
    /// ## How to fix
    /// Write the moment in UTC, with a `T` between day and time and a `Z` behind it.
    ///
    /// ## Example
    /// ```wrong
    /// delta
    /// orgs.csv
    /// sourcedId,dateLastModified
    /// school1,2026-10-05
    /// ```
    /// ```right
    /// delta
    /// orgs.csv
    /// sourcedId,dateLastModified
    /// school1,2026-10-05T00:00:00.000Z
    /// ```
    ///
    /// ## Known limits
    /// Whether the moment is the right one cannot be known. That a receiver refuses a time with another zone is said by
    /// the standard only, so it is a warning for the receivers.
}

pub(crate) static RULE: Rule = Rule {
    name: "bad-date-time",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::everywhere(Error),
    sources: &[binding("Data types: DateTime is the W3C profile of ISO 8601 in UTC, 2012-04-23T18:25:43.511Z")],
    detect: Detect::Cell { on, check, in_plain_text: true },
    message: |said| match said.number(0) {
        0 => format!("{} holds {}, which is not a day and time written like 2026-11-21T18:25:43.511Z.", said.column(), said.value()),
        _ => format!("{} holds {}, a time that is not marked as UTC by a Z at its end.", said.column(), said.value()),
    },
    fix: |_| "Write the moment in UTC, with a T between day and time and a Z behind it, such as 2026-11-21T18:25:43.511Z.".into(),
    campus_fix: None,
};

fn on(_: &TableFacts, column: &Column) -> bool {
    matches!(column.kind, Kind::DateLastModified)
}

fn check(_: &TableFacts, _: &Column, cell: &[u8]) -> Option<Args> {
    match Stamp::parse(cell) {
        Stamp::Exact | Stamp::OtherUtc => None,
        Stamp::NotUtc => Some(Args::value(cell).number(1).severities(Severities::everywhere(Warning).oneroster(Error))),
        Stamp::Malformed => Some(Args::value(cell).number(0)),
    }
}
