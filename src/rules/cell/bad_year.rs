use super::*;
use crate::oneroster::value::is_year;
use crate::oneroster::{Column, Kind};
use crate::profiles::Severity::{Error, Warning};

page! {
    /// # A school year is not four digits
    ///
    /// ## What it checks
    /// `schoolYear` holds one year with four digits: the year in which the school year ends.
    ///
    /// ## Why it matters
    /// `2026-2027` or `26/27` is not one year for the receiver, which then leaves the session out, and the classes of that
    /// session with it.
    ///
    /// ## How to fix
    /// Write the year in which the school year ends, for 2026-2027 therefore `2027`.
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
    /// Whether it is the right year cannot be known. For Brightspace it is a warning: the pages of D2L on the sister
    /// integration say that the column is not used.
}

pub(crate) static RULE: Rule = Rule {
    name: "bad-year",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::everywhere(Error).d2l_brightspace(Warning),
    sources: &[
        binding("academicSessions.csv: schoolYear is YYYY, the year in which the school year ends"),
        page_of(Authority::D2l, "OneRoster REST data mappings: schoolYear is not used", "https://community.d2l.com/brightspace/kb/articles/32189"),
    ],
    detect: Detect::Cell { on, check, in_plain_text: true },
    message: |said| format!("{} holds {}, which is not one year with four digits.", said.column(), said.value()),
    fix: |_| "Write the year in which the school year ends with four digits, such as 2027 for 2026-2027.".into(),
    campus_fix: None,
};

fn on(_: &TableFacts, column: &Column) -> bool {
    matches!(column.kind, Kind::Year)
}

fn check(_: &TableFacts, _: &Column, cell: &[u8]) -> Option<Args> {
    (!is_year(cell)).then(|| Args::value(cell))
}
