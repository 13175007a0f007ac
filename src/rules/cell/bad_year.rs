use super::*;
use crate::oneroster::value::is_year;
use crate::oneroster::{Column, Kind};
use crate::profiles::Severity::{Error, Warning};

page! {
    /// # A school year isn't a four-digit year
    ///
    /// ## What it checks
    /// `schoolYear` contains one four-digit year: the year in which the school year ends.
    ///
    /// ## Why it matters
    /// The receiver doesn't read `2026-2027` or `26/27` as one year. It leaves out the session and that session's
    /// classes.
    ///
    /// ## How to fix
    /// Write the year in which the school year ends: `2027` for 2026-2027.
    ///
    /// ## Example
    /// ```wrong
    /// academicSessions.csv
    /// sourcedId,schoolYear
    /// term1,26/27
    /// ```
    /// ```right
    /// academicSessions.csv
    /// sourcedId,schoolYear
    /// term1,2027
    /// ```
    ///
    /// ## Known limits
    /// The check can't tell whether it's the right year. For Brightspace it's a warning: D2L's pages on the sister
    /// integration say that the column isn't used.
}

pub(crate) static RULE: Rule = Rule {
    name: "bad-year",
    page: PAGE,
    counted: Some("school years aren't four-digit years"),
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::everywhere(Error).d2l_brightspace(Warning),
    sources: &[
        binding("academicSessions.csv: schoolYear is YYYY, the year in which the school year ends"),
        page_of(Authority::D2l, "OneRoster REST data mappings: schoolYear is not used", "https://community.d2l.com/brightspace/kb/articles/32189"),
    ],
    detect: Detect::Cell { on, check, in_plain_text: true },
    message: |said| format!("{} isn't a four-digit year.", said.this_value()),
    fix: |_| "Write the year in which the school year ends, such as 2027 for 2026-2027.".into(),
};

fn on(_: &TableFacts, column: &Column) -> bool {
    matches!(column.kind, Kind::Year)
}

fn check(_: &TableFacts, _: &Column, cell: &[u8]) -> Option<Args> {
    (!is_year(cell)).then(|| Args::value(cell))
}
