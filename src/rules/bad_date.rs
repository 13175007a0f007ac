use super::*;
use crate::oneroster::value::Day;
use crate::oneroster::{Column, Kind};
use crate::profiles::Severity::Error;
use crate::profiles::infinite_campus::{EXTRACT_SCREEN, procedure};

rule! {
    /// # A date is not written as YYYY-MM-DD
    ///
    /// ## What it checks
    /// Dates have four digits for the year, two for the month, two for the day, with hyphens between them, and must be
    /// a day that exists.
    ///
    /// ## Why it matters
    /// 03/04/2015 is March 4 in one country and April 3 in another. Receivers refuse the row or take the wrong day.
    ///
    /// ## How to fix
    /// Write the date as `2015-03-04`. Dates often change when a CSV file is opened and saved in a spreadsheet program:
    /// export the file again and do not open it there.
    ///
    /// ## Example
    /// ```wrong
    /// demographics.csv
    /// sourcedId,birthDate
    /// student1,03/14/2015
    /// ```
    /// ```right
    /// demographics.csv
    /// sourcedId,birthDate
    /// student1,2015-03-14
    /// ```
    ///
    /// ## Known limits
    /// Whether the day is the right one cannot be known.
    pub static RULE = Rule {
        name: "bad-date",
        since: "0.1.0",
        scope: Scope::Cell,
        severities: Severities::everywhere(Error),
        sources: &[binding("Data types: Date is ISO 8601 YYYY-MM-DD")],
        detect: Detect::Cell { on, check },
        message: |said| format!("{} holds {}, which is not a date written as YYYY-MM-DD.", said.column(), said.value()),
        fix: |_| "Write the year with four digits, then month and day with two, such as 2015-03-14. If the file was opened and saved in a spreadsheet program, export it again instead.".into(),
        campus_fix: Some(|said| format!(
            "Send {} as Campus exports it, without opening and saving it in a spreadsheet program. If it was not opened, \
             check in {EXTRACT_SCREEN} that the SQL/Prism field of its extract holds exactly: {}",
            said.file(),
            procedure(said.file().trim_end_matches(".csv"))
        )),
    };
}

fn on(_: &TableFacts, column: &Column) -> bool {
    matches!(column.kind, Kind::Date)
}

fn check(_: &TableFacts, _: &Column, cell: &[u8]) -> Option<Args> {
    Day::parse(cell).is_none().then(|| Args::value(cell))
}
