use super::*;
use crate::profiles::Severity::Info;

page! {
    /// # Nothing has changed since the older package
    ///
    /// ## What it checks
    /// When two packages are compared, at least one record differs.
    ///
    /// ## Why it matters
    /// Over a weekend or a holiday nothing changes. On a school day it may be yesterday's file again: the export has not run, and
    /// the receiver learns nothing new.
    ///
    /// ## How to fix
    /// Look at the date of the file, and whether the export has run.
    ///
    /// ## Example
    /// ```earlier
    /// ```
    /// ```wrong
    /// ```
    /// ```right
    /// users.csv
    /// sourcedId,email
    /// teacher1,l.brook@school.example
    /// ```
    ///
    /// ## Known limits
    /// When a record was last changed, `dateLastModified`, does not count as a difference.
}

pub(crate) static RULE: Rule = Rule {
    name: "nothing-changed",
    page: PAGE,
    since: "0.2.0",
    scope: Scope::Change,
    severities: Severities::everywhere(Info),
    sources: &[
        field("Nightly jobs send yesterday's file again when the export has failed"),
    ],
    detect: Detect::Reading,
    message: |_| "Both packages hold the same records: nothing has changed.".into(),
    fix: |_| "Look at the date of the file, and whether the export has run. On a weekend or holiday nothing needs to be done.".into(),
    campus_fix: None,
};
