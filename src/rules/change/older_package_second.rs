use super::*;
use crate::profiles::Severity::Warning;

page! {
    /// # The packages may be in the wrong order
    ///
    /// ## What it checks
    /// When two packages are compared, the records that are different were changed later in the newer one, and its last school
    /// year isn't earlier.
    ///
    /// ## Why it matters
    /// With the packages in the wrong order, the whole comparison is the wrong way around: people who are new seem to be gone.
    /// And if you're about to send last week's package again, the receiver undoes everything that has happened since.
    ///
    /// ## How to fix
    /// Check the dates of the two files. Compare them the other way around if they were mixed up. On the page, check the new
    /// package, and choose the package that was sent before under *Since last time*.
    ///
    /// ## Example
    /// ```earlier
    /// ```
    /// ```wrong raw
    /// academicSessions.csv
    /// sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear
    /// year1,,,Maple 2025-2026,schoolYear,2025-08-01,2026-07-01,,2026
    /// term1,,,Maple Term 1,term,2025-08-01,2025-12-20,year1,2026
    /// ```
    /// ```right
    /// ```
    ///
    /// ## Known limits
    /// Where `dateLastModified` is empty, as in many bulk exports, the rule can only compare the school year.
}

pub(crate) static RULE: Rule = Rule {
    name: "older-package-second",
    page: PAGE,
    counted: None,
    since: "0.2.0",
    scope: Scope::Change,
    severities: Severities::everywhere(Warning),
    sources: &[
        field("Help desks: last week's package was sent again, or two files were compared the wrong way around"),
    ],
    detect: Detect::Reading,
    message: |said| {
        let Dates { older, all } = Dates::of(said);
        if older == 0 {
            return "The newer package ends with an earlier school year than the older one.".into();
        }
        let have = if older == 1 { "has" } else { "have" };
        format!(
            "{} of {} that changed {have} an earlier date in the newer package than in the older one.",
            counted(older),
            count_of(all, "dated record", "dated records"),
        )
    },
    fix: |_| "Check the dates of the two files. If they were mixed up, compare them the other way around.".into(),
};

told! {
    /// Records that differ and have a date of their last change.
    struct Dates {
        /// With an earlier one in the newer package.
        older: u64,
        all: u64,
    }
}

/// How many records that differ have an `older` date in the newer package, of `all` with a date.
pub(crate) fn args(older: u64, all: u64) -> Args {
    Args::none().told(Dates { older, all })
}
