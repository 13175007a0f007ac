use super::*;
use crate::oneroster::TableId;
use crate::profiles::Severity::{Error, Warning};
use crate::profiles::d2l_brightspace::code_columns;

page! {
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
    /// The finding stands where the record is deleted and counts the rows that refer to it, file by file.
    ///
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
    /// Children that are not in the package cannot be seen. A deleted user or resource is told at the rows that refer to it. That parents are deleted before their children is inferred
    /// from the order in which Brightspace says it processes the files.
}

pub(crate) static RULE: Rule = Rule {
    name: "reference-to-deleted",
    page: PAGE,
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
        1 => format!(
            "{} holds {}, and this package deletes that {} together with this row; Brightspace wants this row deleted first.",
            said.column(), said.value(), said.word(0)
        ),
        STAY => format!("This row deletes the {}, but {} still {} to it.", said.word(0), said.word(2), refer(said.number(4))),
        STAY_AND_GO => format!(
            "This row deletes the {}, but {} still {} to it, besides {} deleted in this package too.",
            said.word(0), said.word(2), refer(said.number(4)), said.word(3)
        ),
        _ => format!(
            "This row deletes the {} together with {} that {} to it; Brightspace wants what refers to it deleted first.",
            said.word(0), said.word(3), refer(said.number(4))
        ),
    },
    fix: |said| match said.number(1) {
        0 => format!("Mark this row as tobedeleted in an earlier package, or keep the {} active.", said.word(0)),
        1 => format!("Send this row's deletion now, and the deletion of the {} in a later package.", said.word(0)),
        STAY | STAY_AND_GO => format!(
            "Mark the rows that refer to it as tobedeleted in an earlier package, or keep the {} active.",
            said.word(0)
        ),
        _ => format!("Send the deletion of what refers to it now, and the deletion of the {} in a later package.", said.word(0)),
    },
    campus_fix: None,
};

/// Told at the record: rows that stay refer to it, rows that stay and rows that are deleted too, and only the latter.
const STAY: u64 = 2;
const STAY_AND_GO: u64 = 3;
const GO: u64 = 4;

/// Rows of one file that refer to a record.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ReferringRows {
    /// The file.
    pub(crate) file: TableId,
    /// How many.
    pub(crate) count: u64,
}

/// Whether other records hang on those of a file, so that their deletion is told where they are deleted.
pub(crate) fn has_children(table: TableId) -> bool {
    code_columns(table).is_some()
}

/// How bad it is that a row of one file refers to a deleted record of another. None where all is well: `is_row_deleted`
/// tells whether the row is deleted too.
pub(crate) fn severities(from: TableId, target: TableId, is_row_deleted: bool) -> Option<Severities> {
    if is_row_deleted {
        let is_child = has_children(target) && has_children(from)
            || target == TableId::Classes && from == TableId::Enrollments;
        return is_child.then(|| Severities::nowhere().d2l_brightspace(Warning));
    }
    let of_others = Severities::nowhere().oneroster(Warning).d2l_brightspace(Warning);
    Some(if has_children(target) { RULE.severities } else { of_others })
}

/// Reports a row of one file that refers to a record of another which is marked as deleted.
pub(crate) fn found(
    findings: &mut Findings,
    place: Place,
    id: &[u8],
    from: TableId,
    target: TableId,
    is_row_deleted: bool,
) {
    if let Some(severities) = severities(from, target, is_row_deleted) {
        findings.report_as(&RULE, severities, place, || {
            Args::value(id).word(target.record()).number(u64::from(is_row_deleted))
        });
    }
}

/// Reports a deleted record to which rows refer, some of which may be deleted too.
pub(crate) fn found_at_record(
    findings: &mut Findings,
    place: Place,
    severities: Severities,
    table: TableId,
    stay: &[ReferringRows],
    go: &[ReferringRows],
) {
    let kind = match (stay.is_empty(), go.is_empty()) {
        (false, true) => STAY,
        (false, false) => STAY_AND_GO,
        _ => GO,
    };
    findings.report_as(&RULE, severities, place, || {
        let of_verb = if stay.is_empty() { go } else { stay };
        let count = of_verb.iter().map(|rows| rows.count).sum();
        Args::none().word(table.record()).number(kind).word(told(stay)).word(told(go)).number(count)
    });
}

fn refer(rows: u64) -> &'static str {
    if rows == 1 { "refers" } else { "refer" }
}

/// Such as `1 row of classes.csv and 30 rows of enrollments.csv`.
fn told(rows: &[ReferringRows]) -> String {
    let of_file = |rows: &ReferringRows| {
        let word = if rows.count == 1 { "row" } else { "rows" };
        format!("{} {word} of {}", counted(rows.count), rows.file.file())
    };
    listed(&rows.iter().map(of_file).collect::<Vec<_>>(), "and")
}
