use super::*;
use crate::oneroster::TableId;
use crate::profiles::Severity::{Error, Warning};
use crate::profiles::d2l_brightspace::code_columns;

page! {
    /// # A deleted record is still in use
    ///
    /// ## What it checks
    /// A row points to a record that the same package marks as `tobedeleted`: a class of a deleted school, an
    /// enrollment in a deleted class.
    ///
    /// For Brightspace the finding is an error if an org, academic session, course, or class is deleted while a row
    /// that stays points to it. If that row is also deleted in the same package, it's a warning.
    ///
    /// ## Why it matters
    /// Brightspace doesn't delete an org unit that still has children or enrollments. It reads parents before children,
    /// and enrollments last. If both are deleted in one zip, the parent comes first. Other receivers are left with a
    /// row that points to nothing.
    ///
    /// ## How to fix
    /// The finding appears where the record is deleted. It counts the rows that point to it, file by file.
    ///
    /// Delete from the leaves to the root: first the enrollments, then in a later zip the class, then the course, the
    /// school, and the session.
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
    /// The check can't see children that aren't in the package. A deleted user or resource is reported at the rows that
    /// point to it. Brightspace says in which order it processes the files. From this follows that it deletes parents
    /// before their children.
}

pub(crate) static RULE: Rule = Rule {
    name: "reference-to-deleted",
    page: PAGE,
    counted: Some("rows point to deleted records or delete records in use"),
    since: "0.1.0",
    scope: Scope::Relation,
    severities: Severities::nowhere().oneroster(Warning).d2l_brightspace(Error),
    sources: &[
        binding("Delta: a row is an insert or update (active) or a mark of deletion (tobedeleted)"),
        brightspace_article("Delete an Org Unit if the delta file is sent … and the Org Unit has no enrollments; will not delete an Org Unit if it has children linked to it"),
    ],
    detect: Detect::Reading,
    message: |said| match Deletion::of(said) {
        Deletion { record, at: At::RowThatStays, .. } => format!("This package deletes the {record} that this row points to: {}.", said.value()),
        Deletion { record, at: At::RowThatGoes, .. } => format!(
            "This package deletes the {record} {} together with this row. Brightspace wants this row deleted first.", said.value()
        ),
        Deletion { record, at: At::Record, stay, go, rows } if go.is_empty() => {
            format!("This row deletes the {record}, but {stay} still {} to it.", point(rows))
        }
        Deletion { record, at: At::Record, stay, go, rows } if !stay.is_empty() => format!(
            "This row deletes the {record}, but {stay} still {} to it. This package also deletes {go} that pointed to it.", point(rows)
        ),
        Deletion { record, go, rows, .. } => format!(
            "This row deletes the {record} together with {go} that {} to it. Brightspace wants {} deleted first.",
            point(rows), if rows == 1 { "that row" } else { "those rows" }
        ),
    },
    fix: |said| match Deletion::of(said) {
        Deletion { record, at: At::RowThatStays, .. } => format!("Mark this row as tobedeleted in an earlier package, or keep the {record} active."),
        Deletion { record, at: At::RowThatGoes, .. } => format!("Send the deletion of this row now, and the deletion of the {record} in a later package."),
        Deletion { record, stay, .. } if !stay.is_empty() => {
            format!("Mark the rows that point to it as tobedeleted in an earlier package, or keep the {record} active.")
        }
        Deletion { record, .. } => format!("Send the deletion of the rows that point to it now, and the deletion of the {record} in a later package."),
    },
};

told! {
    /// A record that is deleted while rows point to it.
    struct Deletion {
        /// What it is.
        record: Cow<'static, str>,
        at: At,
        /// Rows that stay, by their files; empty if there are none.
        stay: Cow<'static, str>,
        /// Rows that are deleted too.
        go: Cow<'static, str>,
        /// As many stay, or go if none stays.
        rows: u64,
    }
}

one_of! {
    /// Where it is told.
    enum At {
        RowThatStays = "row that stays",
        RowThatGoes = "row that goes",
        Record = "record",
    }
}

impl Deletion {
    fn at_row(target: TableId, at: At) -> Self {
        Self { record: target.record().into(), at, stay: "".into(), go: "".into(), rows: 0 }
    }
}

/// Rows of one file that refer to a record.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ReferringRows {
    /// The file.
    pub(crate) file: TableId,
    /// How many.
    pub(crate) count: u64,
}

/// Whether other records depend on those of a file, so that their deletion is told where they are deleted.
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
            let at = if is_row_deleted { At::RowThatGoes } else { At::RowThatStays };
            Args::value(id).told(Deletion::at_row(target, at))
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
    findings.report_as(&RULE, severities, place, || {
        let of_verb = if stay.is_empty() { go } else { stay };
        let rows = of_verb.iter().map(|rows| rows.count).sum();
        let (stay, go) = (told(stay).into(), told(go).into());
        Args::none().told(Deletion { record: table.record().into(), at: At::Record, stay, go, rows })
    });
}

fn point(rows: u64) -> &'static str {
    if rows == 1 { "points" } else { "point" }
}

/// Such as `1 row of classes.csv and 30 rows of enrollments.csv`.
fn told(rows: &[ReferringRows]) -> String {
    let of_file = |rows: &ReferringRows| {
        let word = if rows.count == 1 { "row" } else { "rows" };
        format!("{} {word} of {}", counted(rows.count), rows.file.file())
    };
    listed(&rows.iter().map(of_file).collect::<Vec<_>>(), "and")
}
