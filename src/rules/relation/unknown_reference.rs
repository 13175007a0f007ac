use super::*;
use crate::oneroster::TableId;
use crate::profiles::Severity::{Error, Warning};

page! {
    /// # A reference leads nowhere
    ///
    /// ## What it checks
    /// Columns such as `classSourcedId` hold the `sourcedId` of a record in another file. In a bulk package that record
    /// must be in the package.
    ///
    /// ## Why it matters
    /// The receiver cannot connect the row: a student without a school, an enrollment without a class. It leaves the
    /// row out.
    ///
    /// ## How to fix
    /// Send the record that is referred to, or correct the id. When many rows refer to the same record, it is that
    /// record which is missing.
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
    /// When a whole file is missing or could not be read, the references to it are counted under that finding and not
    /// told one by one. When a record has the same number as its id, but with more or fewer zeros before it, the finding
    /// says so. A guardian or parent who is missing behind `agentSourcedIds` is a warning for the receivers, as
    /// the user is created without that link.
}

pub(crate) static RULE: Rule = Rule {
    name: "unknown-reference",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::Relation,
    severities: Severities::everywhere(Error),
    sources: &[binding("Bulk: each referenced object must be defined in the same or another file of the package")],
    detect: Detect::Reading,
    message: |said| match said.word(2).as_str() {
        "" if !said.word(3).is_empty() => format!(
            "{} holds {}, but no {} in {} has that sourcedId; one has {}, the same number with other zeros before it.",
            said.column(), said.value(), said.word(0), said.word(1), said.word(3)
        ),
        "" => format!("{} holds {}, but no {} in {} has that sourcedId.", said.column(), said.value(), said.word(0), said.word(1)),
        other => format!("{} holds {}, which is the sourcedId of a record in {other}, but of none in {}.", said.column(), said.value(), said.word(1)),
    },
    fix: |said| match said.word(3).as_str() {
        "" => format!("Send the {} with this sourcedId in {}, or correct {}.", said.word(0), said.word(1), said.column()),
        _ => format!(
            "Export {} and {} again, and do not save them in a spreadsheet program: it takes zeros away at the front of a number.",
            said.file(), said.word(1)
        ),
    },
    campus_fix: None,
};

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
        let args = Args::value(id).word(target.record()).word(target.file()).word(other.map_or("", TableId::file));
        with_zeros.iter().fold(args, |args, id| args.cell(id))
    });
}
