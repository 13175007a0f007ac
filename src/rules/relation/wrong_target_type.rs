use super::*;
use crate::oneroster::TableId;
use crate::profiles::Severity::{Error, Warning};

page! {
    /// # An ID points to a record of the wrong type
    ///
    /// ## What it checks
    /// Some IDs must point to a certain type of record: `schoolSourcedId` to an org of the type `school`,
    /// `schoolYearSourcedId` to an academic session of the type `schoolYear`.
    ///
    /// ## Why it matters
    /// A class or an enrollment that points to the district instead of a school belongs to no school. Receivers that
    /// build their schools from these columns leave it out.
    ///
    /// ## How to fix
    /// Enter the ID of the right record, or correct the type of the record that the ID points to.
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
    /// In OneRoster 1.2 a private type that starts with `ext:` is accepted. For `gradingPeriodSourcedId` and for the
    /// school of a line item the standard is less clear, and the finding is a warning.
}

pub(crate) static RULE: Rule = Rule {
    name: "wrong-target-type",
    page: PAGE,
    counted: Some("IDs point to records of the wrong type"),
    since: "0.1.0",
    scope: Scope::Relation,
    severities: Severities::everywhere(Error),
    sources: &[binding(
        "classes.csv, enrollments.csv: schoolSourcedId is an org of type school; courses.csv: schoolYearSourcedId is a session of type schoolYear",
    )],
    detect: Detect::Reading,
    message: |said| {
        let Target { record, kind, wanted, .. } = Target::of(said);
        format!("The {kind} of {} isn't {wanted}.", said.object(&record))
    },
    fix: |said| {
        let Target { record, kind, file, .. } = Target::of(said);
        format!("Enter the sourcedId of the right {record} in {}, or correct the {kind} of this one in {file}.", said.column())
    },
};

told! {
    /// The record that the id points to.
    struct Target {
        record: Cow<'static, str>,
        /// Which of its columns is wrong.
        kind: Cow<'static, str>,
        wanted: Cow<'static, str>,
        file: Cow<'static, str>,
    }
}

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
        let (record, file) = (target.record().into(), target.file().into());
        Args::value(id).told(Target { record, kind: kind.into(), wanted: wanted.into(), file })
    });
}
