use super::*;
use crate::oneroster::TableId;
use crate::profiles::Severity::{Error, Warning};

page! {
    /// # A reference leads to a record of the wrong type
    ///
    /// ## What it checks
    /// Some references must lead to a certain type of record: `schoolSourcedId` to an org of the type `school`,
    /// `schoolYearSourcedId` to an academic session of the type `schoolYear`.
    ///
    /// ## Why it matters
    /// A class or an enrollment that hangs on the district instead of a school belongs to no school. Receivers that
    /// build their schools from these columns leave it out.
    ///
    /// ## How to fix
    /// Put in the id of the right record, or correct the type of the record that is referred to.
    ///
    /// ## Example
    /// ```wrong
    /// classes.csv
    /// sourcedId,schoolSourcedId
    /// class1,district1
    /// ```
    /// ```right
    /// classes.csv
    /// sourcedId,schoolSourcedId
    /// class1,school1
    /// ```
    ///
    /// ## Known limits
    /// In OneRoster 1.2 a private type that begins with `ext:` is accepted. For `gradingPeriodSourcedId` and for the
    /// school of a line item the standard is less plain, and the finding is a warning.
}

pub(crate) static RULE: Rule = Rule {
    name: "wrong-target-type",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::Relation,
    severities: Severities::everywhere(Error),
    sources: &[binding(
        "classes.csv, enrollments.csv: schoolSourcedId is an org of type school; courses.csv: schoolYearSourcedId is a session of type schoolYear",
    )],
    detect: Detect::Reading,
    message: |said| format!(
        "{} holds {}, but the {} of that {} is not {}.",
        said.column(), said.value(), said.word(1), said.word(0), said.word(2)
    ),
    fix: |said| format!(
        "Put the sourcedId of the right {} into {}, or correct the {} of this one in {}.",
        said.word(0), said.column(), said.word(1), said.word(3)
    ),
    campus_fix: None,
};

/// Reports a reference to a record whose type is not `wanted`. It `is_certain` where the binding itself asks for it.
pub(crate) fn found(
    findings: &mut Findings,
    place: Place,
    id: &[u8],
    target: TableId,
    wanted: &'static str,
    is_certain: bool,
) {
    let severities = if is_certain { RULE.severities } else { Severities::everywhere(Warning) };
    let kind = if target == TableId::Users { "role" } else { "type" };
    findings.report_as(&RULE, severities, place, || {
        Args::value(id).word(target.record()).word(kind).word(wanted).word(target.file())
    });
}
