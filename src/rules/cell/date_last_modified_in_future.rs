use super::*;
use crate::oneroster::value::{Day, Stamp};
use crate::oneroster::{Column, Kind};
use crate::profiles::Severity::Warning;

page! {
    /// # A record was last changed in the future
    ///
    /// ## What it checks
    /// `dateLastModified` isn't later than today.
    ///
    /// ## Why it matters
    /// A receiver that imports only changes since the last time may import this row again and again, or skip the real
    /// changes that follow.
    ///
    /// ## How to fix
    /// Correct the clock of the computer that writes the file, or change the export to write the time of the last
    /// change.
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
    /// The standard doesn't say this, so it's a warning. Time stamps are in UTC, where it may already be the next day.
    /// For that reason, tomorrow is accepted.
}

pub(crate) static RULE: Rule = Rule {
    name: "date-last-modified-in-future",
    page: PAGE,
    counted: Some("records were last changed in the future"),
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::nowhere().oneroster(Warning),
    sources: &[field("A change in the future is a wrong clock, or a date of another kind in the wrong column")],
    detect: Detect::Cell { on, check, in_plain_text: true },
    message: |said| format!("{} is a date in the future.", said.this_value()),
    fix: |said| format!("Change the export so that {} contains the time when the record was last changed.", said.column()),
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
