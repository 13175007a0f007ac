use super::*;
use crate::oneroster::{Column, TableId};
use crate::profiles::Severity::{Error, Warning};

page! {
    /// # A required value is missing
    ///
    /// ## What it checks
    /// Some columns must be filled in every row, such as `sourcedId`, the names of a user, or the class, school, and
    /// user of an enrollment.
    ///
    /// ## Why it matters
    /// The receiver leaves out the record and everything that belongs to it: a class without a title has no roster, a
    /// user without a name doesn't exist.
    ///
    /// ## How to fix
    /// Add the value to the record that the row came from, then export again.
    ///
    /// ## Example
    /// ```wrong
    /// users.csv
    /// sourcedId,familyName
    /// student1,
    /// ```
    /// ```right
    /// users.csv
    /// sourcedId,familyName
    /// student1,Okafor
    /// ```
    ///
    /// ## Known limits
    /// A cell that contains only spaces isn't empty. The rule `spaces-only-cell` reports it. If a course or a class
    /// doesn't name its org, course, or session, Brightspace makes the org unit without that parent. There the finding
    /// is a warning.
}

pub(crate) static RULE: Rule = Rule {
    name: "required-value",
    page: PAGE,
    counted: Some("required values are missing"),
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::everywhere(Error),
    sources: &[
        binding("Tables of the data files: columns marked as required"),
        brightspace_article("Course Template, Course Offering: assign and update parents based on their codes"),
    ],
    detect: Detect::Blank { on, severities },
    message: |said| format!("{} is empty. Every row of {} needs it.", said.column(), said.file()),
    fix: |said| format!("Fill in {} in the record that this row came from, then export again.", said.column()),
};

fn on(_: &TableFacts, column: &Column) -> bool {
    column.required
}

/// Without these, Brightspace makes the org unit but sets no parent.
fn severities(table: &TableFacts, column: &Column) -> Severities {
    let is_parent = matches!(table.table.id, TableId::Courses | TableId::Classes)
        && matches!(column.name, "orgSourcedId" | "schoolSourcedId" | "courseSourcedId" | "termSourcedIds");
    if is_parent { RULE.severities.d2l_brightspace(Warning) } else { RULE.severities }
}
