use super::*;
use crate::profiles::Severity::Info;

page! {
    /// # Nothing changed since the older package
    ///
    /// ## What it checks
    /// When two packages are compared, at least one record is different.
    ///
    /// ## Why it matters
    /// Over a weekend or a holiday, nothing changes. On a school day, it may be yesterday's file again: the export didn't run,
    /// and the receiver learns nothing new.
    ///
    /// ## How to fix
    /// Check the date of the file, and whether the export ran.
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
    /// The date of a record's last change, `dateLastModified`, doesn't count as a difference. Of `status`, only `tobedeleted` does.
}

pub(crate) static RULE: Rule = Rule {
    name: "nothing-changed",
    page: PAGE,
    counted: None,
    since: "0.2.0",
    scope: Scope::Change,
    severities: Severities::everywhere(Info),
    sources: &[
        field("Nightly jobs send yesterday's file again when the export has failed"),
    ],
    detect: Detect::Reading,
    message: |_| "Both packages contain the same records.".into(),
    fix: |_| "Check the date of the file, and whether the export ran. On a weekend or holiday, there's nothing to do.".into(),
};
