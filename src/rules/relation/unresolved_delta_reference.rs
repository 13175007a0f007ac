use super::*;
use crate::oneroster::TableId;
use crate::profiles::Severity::{Info, Warning};

page! {
    /// # A delta refers to a record that is not in the package
    ///
    /// ## What it checks
    /// A delta file holds changes only, so its rows may refer to records that were sent earlier. This rule lists the
    /// references whose record is not in the package.
    ///
    /// ## Why it matters
    /// The receiver must know the record already. If it was never sent, or is deleted there, the row is left out.
    ///
    /// ## How to fix
    /// Nothing, if the record was sent before. Otherwise send it in this package too.
    ///
    /// ## Example
    /// ```wrong
    /// delta
    /// enrollments.csv
    /// sourcedId,userSourcedId
    /// enrollment1,student404
    /// ```
    /// ```right
    /// delta
    /// enrollments.csv
    /// sourcedId,userSourcedId
    /// enrollment1,student1
    /// ```
    ///
    /// ## Known limits
    /// What the receiver knows cannot be seen in the package.
}

pub(crate) static RULE: Rule = Rule {
    name: "unresolved-delta-reference",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::Relation,
    severities: Severities::everywhere(Warning).d2l_brightspace(Info),
    sources: &[
        binding("Delta: the file holds changes to data that the receiver already has"),
        brightspace_article("Academic Sessions, Orgs, Schools, Courses, Classes: must be sent at least once"),
    ],
    detect: Detect::Reading,
    message: |said| format!(
        "{} holds {}, and no {} with that sourcedId is in this package; the receiver must know it already.",
        said.column(), said.value(), said.word(0)
    ),
    fix: |said| format!(
        "If the {} was never sent to the receiver, add it to {}.",
        said.word(0), said.word(1)
    ),
    campus_fix: None,
};

/// Reports a reference out of or into a delta file, without a target in the package.
pub(crate) fn found(findings: &mut Findings, place: Place, id: &[u8], target: TableId) {
    findings.report(&RULE, place, || Args::value(id).word(target.record()).word(target.file()));
}
