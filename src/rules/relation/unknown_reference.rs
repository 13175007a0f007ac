use super::*;
use crate::oneroster::TableId;
use crate::profiles::Severity::{Error, Warning};

page! {
    /// # An ID points to a record that isn't in the package
    ///
    /// ## What it checks
    /// Columns such as `classSourcedId` contain the `sourcedId` of a record in another file. In a bulk package that
    /// record must be in the package.
    ///
    /// ## Why it matters
    /// The receiver can't connect the row: a student without a school, an enrollment without a class. It leaves out the
    /// row.
    ///
    /// ## How to fix
    /// Send the missing record, or correct the ID. If many rows point to the same record, that record is missing.
    ///
    /// ## Example
    /// ```wrong
    /// enrollments.csv
    /// sourcedId,userSourcedId
    /// enrollment1,student404
    /// ```
    /// ```right
    /// enrollments.csv
    /// sourcedId,userSourcedId
    /// enrollment1,student1
    /// ```
    ///
    /// ## Known limits
    /// If a whole file is missing or couldn't be read, the IDs that point to it are counted under that finding and not
    /// listed one by one. If the ID of a record is the same number with more or fewer leading zeros, the finding says
    /// so. A missing guardian or parent in `agentSourcedIds` is a warning for the receivers, because they create the
    /// user without that link.
}

pub(crate) static RULE: Rule = Rule {
    name: "unknown-reference",
    page: PAGE,
    counted: Some("IDs point to records that aren't in the package"),
    since: "0.1.0",
    scope: Scope::Relation,
    severities: Severities::everywhere(Error),
    sources: &[binding("Bulk: each referenced object must be defined in the same or another file of the package")],
    detect: Detect::Reading,
    message: |said| match Missing::of(said) {
        Missing { record, file, elsewhere, with_zeros: Some(id) } if elsewhere.is_empty() => format!(
            "No {record} in {file} has {}. One has {}, the same number with other leading zeros.", said.object("ID"), said.cell(&id)
        ),
        Missing { record, file, elsewhere, .. } if elsewhere.is_empty() => format!("No {record} in {file} has {}.", said.object("ID")),
        Missing { file, elsewhere, .. } => format!("{} belongs to a record in {elsewhere}, not in {file}.", said.subject("ID")),
    },
    fix: |said| match Missing::of(said) {
        Missing { record, file, with_zeros: None, .. } => format!("Add the {record} with this sourcedId to {file}, or correct {}.", said.column()),
        Missing { file, .. } => format!(
            "Export {} and {file} again, and don't save them in a spreadsheet program: it removes leading zeros.", said.file()
        ),
    },
};

told! {
    /// The record that is not there.
    struct Missing {
        /// What it should be.
        record: Cow<'static, str>,
        /// Where it should be.
        file: Cow<'static, str>,
        /// The file that has the id, though the column does not point there; empty if none has.
        elsewhere: Cow<'static, str>,
        /// The id of a record that differs from it by zeros at its front.
        with_zeros: Option<Kept>,
    }
}

/// How bad a reference without a target is in this column.
pub(crate) fn severities(findings: &Findings, place: Place, target: TableId) -> Severities {
    let is_agent = place.column.is_some_and(|column| findings.column_name(column) == "agentSourcedIds");
    let severities = if is_agent { Severities::everywhere(Warning).oneroster(Error) } else { RULE.severities };
    findings.of_readers(severities, target)
}

/// Reports a reference without a target. Only if the finding is kept, `look` is asked for a file that has the id, though
/// the column does not point there, and for the id of a record that differs from it by zeros at its front.
pub(crate) fn found(
    findings: &mut Findings,
    place: Place,
    id: &[u8],
    target: TableId,
    look: impl FnOnce() -> (Option<TableId>, Option<Vec<u8>>),
) {
    let severities = severities(findings, place, target);
    findings.report_as(&RULE, severities, place, || {
        let (other, with_zeros) = look();
        let told = Missing {
            record: target.record().into(),
            file: target.file().into(),
            elsewhere: other.map_or("", TableId::file).into(),
            with_zeros: with_zeros.map(|id| Kept::new(&id)),
        };
        Args::value(id).told(told)
    });
}
