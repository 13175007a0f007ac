use super::*;
use crate::profiles::Severity::Warning;

page! {
    /// # The newer package seems to be the older one
    ///
    /// ## What it checks
    /// When two packages are compared, records that differ were changed later in the newer one, and its last school year is no
    /// earlier.
    ///
    /// ## Why it matters
    /// With the packages the wrong way around, everything is told the wrong way around too: who is new seems to be gone. And if
    /// last week's package is about to be sent again, the receiver takes back what has happened since.
    ///
    /// ## How to fix
    /// Look at the dates of the two files. Give the package that was sent before first and the new one second.
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
    /// Where `dateLastModified` is empty, as in many bulk exports, only the school year tells.
}

pub(crate) static RULE: Rule = Rule {
    name: "older-package-second",
    page: PAGE,
    since: "0.2.0",
    scope: Scope::Change,
    severities: Severities::everywhere(Warning),
    sources: &[
        field("Help desks: a package of last week was sent again, or two files were compared the wrong way around"),
    ],
    detect: Detect::Reading,
    message: |said| match said.number(0) {
        0 => "The newer package ends with an earlier school year than the older one.".into(),
        older => format!(
            "Of {} that differ and carry a date, {} have an earlier one in the newer package.",
            said.count_of(1, "record", "records"),
            counted(older),
        ),
    },
    fix: |_| "Look at the dates of the two files: the package that was sent before comes first, the new one second.".into(),
    campus_fix: None,
};
