use super::*;
use crate::oneroster::value::Stamp;
use crate::oneroster::{Column, Kind};
use crate::profiles::Severity::{Error, Warning};

page! {
    /// # A time stamp isn't a date and time in UTC
    ///
    /// ## What it checks
    /// `dateLastModified` contains a date and a time of day in UTC, written as `2026-11-21T18:25:43.511Z`. A date
    /// alone, a local time, or another order is wrong.
    ///
    /// ## Why it matters
    /// The receiver uses the time stamp to decide which change is newer. Without a time zone, it picks the wrong one or
    /// refuses the row.
    ///
    /// ## How to fix
    /// Write the date and time in UTC, with a `T` between them and a `Z` at the end.
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
    /// The check can't tell whether the time is the right one. Only the standard says that a receiver refuses a time in
    /// another zone, so it's a warning for the receivers.
}

pub(crate) static RULE: Rule = Rule {
    name: "bad-date-time",
    page: PAGE,
    counted: Some("time stamps aren't dates and times in UTC"),
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::everywhere(Error),
    sources: &[binding("Data types: DateTime is the W3C profile of ISO 8601 in UTC, 2012-04-23T18:25:43.511Z")],
    detect: Detect::Cell { on, check, in_plain_text: true },
    message: |said| if Written::of(said).is_without_zone {
        format!("{} has no Z at the end to mark it as UTC.", said.this_value())
    } else {
        format!("{} isn't a date and time written like 2026-11-21T18:25:43.511Z.", said.this_value())
    },
    fix: |_| "Write the date and time in UTC, with a T between them and a Z at the end, such as 2026-11-21T18:25:43.511Z.".into(),
};

told! {
    /// How a time stamp is written.
    struct Written {
        /// It is a time stamp, but not marked as UTC.
        is_without_zone: bool,
    }
}

fn on(_: &TableFacts, column: &Column) -> bool {
    matches!(column.kind, Kind::DateLastModified)
}

fn check(_: &TableFacts, _: &Column, cell: &[u8]) -> Option<Args> {
    match Stamp::parse(cell) {
        Stamp::Exact | Stamp::OtherUtc => None,
        Stamp::NotUtc => {
            let args = Args::value(cell).told(Written { is_without_zone: true });
            Some(args.severities(Severities::everywhere(Warning).oneroster(Error)))
        }
        Stamp::Malformed => Some(Args::value(cell).told(Written { is_without_zone: false })),
    }
}
