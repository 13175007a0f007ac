use super::*;
use crate::profiles::Severity::Info;

page! {
    /// # A new school year
    ///
    /// ## What it checks
    /// When two packages are compared, the newer one names a later school year, and more than half of the classes are others.
    ///
    /// ## Why it matters
    /// When the year turns, much change is right: classes, sessions and enrollments are new, and the oldest students leave. The
    /// comparison is then judged by that: nothing is said about classes, sessions and enrollments that are gone, and of people
    /// twice as many may leave before it is told.
    ///
    /// ## How to fix
    /// Nothing needs to be done if the school year has turned. Ask the receiver before the first package of a new year: some hold
    /// it back until somebody confirms it.
    ///
    /// ## Example
    /// ```earlier
    /// classes.csv
    /// sourcedId,title,classCode
    /// class2,Biology,BIO-1-01
    /// class3,Chemistry,CHE-1-01
    /// ```
    /// ```wrong raw
    /// academicSessions.csv
    /// sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear
    /// year1,,,Maple 2027-2028,schoolYear,2027-08-01,2028-07-01,,2028
    /// term1,,,Maple Term 1,term,2027-08-01,2027-12-20,year1,2028
    /// ```
    /// ```right
    /// ```
    ///
    /// ## Known limits
    /// The school year is that of `schoolYear` in academicSessions.csv.
}

pub(crate) static RULE: Rule = Rule {
    name: "new-school-year",
    page: PAGE,
    since: "0.2.0",
    scope: Scope::Change,
    severities: Severities::everywhere(Info),
    sources: &[
        field("Roster services hold a sync back at the turn of the year, when many records would go"),
    ],
    detect: Detect::Reading,
    message: |said| format!("The newer package is of a new school year, {} after {}: much change is right.", said.word(1), said.word(0)),
    fix: |_| "Nothing needs to be done if the school year has turned. Ask the receiver whether its first package must be confirmed.".into(),
    campus_fix: None,
};
