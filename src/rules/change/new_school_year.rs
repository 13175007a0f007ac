use super::*;
use crate::profiles::Severity::Info;

page! {
    /// # The newer package is for a new school year
    ///
    /// ## What it checks
    /// When two packages are compared, the newer one names a later school year, and more than half of the classes are gone. If
    /// it still names the earlier year, others have come in their place.
    ///
    /// ## Why it matters
    /// Many changes are expected when a new year starts: classes, sessions, and enrollments are new, and the oldest students
    /// leave. The comparison takes that into account. It doesn't report missing classes, sessions, and enrollments, and twice as
    /// many people may leave before it reports them.
    ///
    /// ## How to fix
    /// There's nothing to do if a new school year has started. Ask the receiver before you send the first package of the year:
    /// some receivers stop it until somebody confirms it.
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
    counted: None,
    since: "0.2.0",
    scope: Scope::Change,
    severities: Severities::everywhere(Info),
    sources: &[
        field("Roster services stop a sync at the start of a school year, when many records would go"),
    ],
    detect: Detect::Reading,
    message: |said| {
        let Years { old, new } = Years::of(said);
        format!("The newer package is for school year {new}, and the older one for {old}. Many changes are expected.")
    },
    fix: |_| "There's nothing to do if a new school year has started. Ask the receiver whether somebody must confirm its first package.".into(),
};

told! {
    /// The last school year of each package.
    struct Years {
        old: u64,
        new: u64,
    }
}

/// The last school year of each package.
pub(crate) fn args(old: u64, new: u64) -> Args {
    Args::none().told(Years { old, new })
}
