use super::*;
use crate::oneroster::value::{Day, Stamp};
use crate::oneroster::{Column, Kind};
use crate::profiles::Severity::Warning;

page! {
    /// # A record was changed in the future
    ///
    /// ## What it checks
    /// `dateLastModified` is not later than today.
    ///
    /// ## Why it matters
    /// A receiver that takes only what changed since the last time may take this row again and again, or pass over the real
    /// changes that follow.
    ///
    /// ## How to fix
    /// Set the clock of the program that writes the file, or let it write the moment of the last change.
    ///
    /// ## Example
    /// ```wrong
    /// delta
    /// orgs.csv
    /// sourcedId,dateLastModified
    /// school1,2036-11-01T00:00:00.000Z
    /// ```
    /// ```right
    /// delta
    /// orgs.csv
    /// sourcedId,dateLastModified
    /// school1,2026-11-01T00:00:00.000Z
    /// ```
    ///
    /// ## Known limits
    /// The standard does not say it, so it is a warning. Time stamps are in UTC, where the day may be the next one already:
    /// tomorrow is accepted.
}

pub(crate) static RULE: Rule = Rule {
    name: "date-last-modified-in-future",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::nowhere().oneroster(Warning),
    sources: &[field("A change in the future is a wrong clock, or a date of another kind in the wrong column")],
    detect: Detect::Cell { on, check, in_plain_text: true },
    message: |said| format!("{} holds {}, a moment that has not come yet.", said.column(), said.value()),
    fix: |said| format!("Let the export write into {} when the record was last changed.", said.column()),
    campus_fix: None,
};

fn on(_: &TableFacts, column: &Column) -> bool {
    matches!(column.kind, Kind::DateLastModified)
}

fn check(table: &TableFacts, _: &Column, cell: &[u8]) -> Option<Args> {
    if Stamp::parse(cell) == Stamp::Malformed {
        return None;
    }
    let day = Day::parse(cell.get(..10)?)?;
    (day > table.today.next()).then(|| Args::value(cell))
}
