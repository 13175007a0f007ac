use super::*;
use crate::oneroster::TableId;
use crate::profiles::Severity::{Info, Warning};

page! {
    /// # A delta points to a record that isn't in the package
    ///
    /// ## What it checks
    /// A delta file contains only changes, so its rows may point to records that were sent earlier. This rule lists the
    /// IDs whose record isn't in the package.
    ///
    /// ## Why it matters
    /// The receiver must already have the record. If it was never sent, or was deleted there, the receiver leaves out
    /// the row.
    ///
    /// ## How to fix
    /// Do nothing if the record was sent before. Otherwise, send it in this package too.
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
    /// The check can't see which records the receiver has.
}

pub(crate) static RULE: Rule = Rule {
    name: "unresolved-delta-reference",
    page: PAGE,
    counted: Some("IDs in a delta point to records that aren't in the package"),
    since: "0.1.0",
    scope: Scope::Relation,
    severities: Severities::everywhere(Warning).d2l_brightspace(Info),
    sources: &[
        binding("Delta: the file contains changes to data that the receiver already has"),
        brightspace_article("Academic Sessions, Orgs, Schools, Courses, Classes: must be sent at least once"),
    ],
    detect: Detect::Reading,
    message: |said| format!(
        "No {} in this package has {}. The receiver must already have it.",
        Missing::of(said).record, said.object("ID")
    ),
    fix: |said| {
        let Missing { record, file } = Missing::of(said);
        format!("If the {record} was never sent to the receiver, add it to {file}.")
    },
};

told! {
    /// The record that is not in the package.
    struct Missing {
        /// What it should be.
        record: Cow<'static, str>,
        /// Where it should be.
        file: Cow<'static, str>,
    }
}

/// Reports a reference out of or into a delta file, without a target in the package.
pub(crate) fn found(findings: &mut Findings, place: Place, id: &[u8], target: TableId) {
    findings.report(&RULE, place, || {
        Args::value(id).told(Missing { record: target.record().into(), file: target.file().into() })
    });
}
