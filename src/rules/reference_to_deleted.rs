use super::*;
use crate::oneroster::TableId;
use crate::profiles::Severity::{Error, Warning};
use crate::profiles::d2l_brightspace::code_columns;

rule! {
    /// # A record is deleted while others still refer to it
    ///
    /// ## What it checks
    /// A row refers to a record that the same package marks as `tobedeleted`: a class of a deleted school, an
    /// enrollment in a deleted class.
    ///
    /// For Brightspace the finding is an error when an org, academic session, course or class is deleted while a row
    /// that stays refers to it. When that row is deleted too, in the same package, it is a warning.
    ///
    /// ## Why it matters
    /// Brightspace does not delete an org unit that still has children or enrollments, and it reads parents before
    /// children and enrollments last: when both are deleted in one zip, the parent's turn comes first. Other receivers
    /// are left with a row that refers to nothing.
    ///
    /// ## How to fix
    /// Delete from the leaves to the root: first the enrollments, then in a later zip the class, then the course, the
    /// school, the session.
    ///
    /// ## Example
    /// ```wrong
    /// delta
    /// classes.csv
    /// sourcedId,status
    /// class1,tobedeleted
    /// ```
    /// ```right
    /// delta
    /// enrollments.csv
    /// sourcedId,status
    /// enrollment1,tobedeleted
    /// enrollment2,tobedeleted
    /// ```
    ///
    /// ## Known limits
    /// Children that are not in the package cannot be seen. That parents are deleted before their children is inferred
    /// from the order in which Brightspace says it processes the files.
    pub static RULE = Rule {
        name: "reference-to-deleted",
        since: "0.1.0",
        scope: Scope::Relation,
        severities: Severities::nowhere().oneroster(Warning).d2l_brightspace(Error),
        sources: &[
            binding("Delta: a row is an insert or update (active) or a mark of deletion (tobedeleted)"),
            brightspace_article("Delete an Org Unit if the delta file is sent … and the Org Unit has no enrollments; will not delete an Org Unit if it has children linked to it"),
        ],
        detect: Detect::Reading,
        message: |said| match said.number(1) {
            0 => format!(
                "{} holds {}, but this package deletes that {} while this row stays.",
                said.column(), said.value(), said.word(0)
            ),
            _ => format!(
                "{} holds {}, and this package deletes that {} together with this row; Brightspace wants this row deleted first.",
                said.column(), said.value(), said.word(0)
            ),
        },
        fix: |said| match said.number(1) {
            0 => format!("Mark this row as tobedeleted in an earlier package, or keep the {} active.", said.word(0)),
            _ => format!("Send this row's deletion now, and the deletion of the {} in a later package.", said.word(0)),
        },
        campus_fix: None,
    };
}

/// Reports a row of one file that refers to a record of another which is marked as deleted. `is_row_deleted` tells
/// whether the row is marked too.
pub(crate) fn found(
    findings: &mut Findings,
    place: Place,
    id: &[u8],
    from: TableId,
    target: TableId,
    is_row_deleted: bool,
) {
    let is_org_unit = |table: TableId| code_columns(table).is_some();
    let severities = if is_row_deleted {
        let is_child =
            is_org_unit(target) && is_org_unit(from) || target == TableId::Classes && from == TableId::Enrollments;
        if !is_child {
            return;
        }
        Severities::nowhere().d2l_brightspace(Warning)
    } else if is_org_unit(target) {
        RULE.severities
    } else {
        Severities::nowhere().oneroster(Warning).d2l_brightspace(Warning)
    };
    findings.report_as(&RULE, severities, place, || {
        Args::value(id).word(target.record()).number(u64::from(is_row_deleted))
    });
}
