use super::student_grades;
use super::*;
use crate::profiles::Severity::Error;

page! {
    /// # A student has no grade
    ///
    /// ## What it checks
    /// In users.csv, every row with the role `student` has a grade in `grades`.
    ///
    /// ## Why it matters
    /// The DESSA System needs every student's grade. It decides which form is used to rate the student.
    ///
    /// ## How to fix
    /// Add the grade to the student's record, then export again.
    ///
    /// ## Example
    /// ```wrong
    /// users.csv
    /// sourcedId,grades
    /// student1,
    /// ```
    /// ```right
    /// users.csv
    /// sourcedId,grades
    /// student1,09
    /// ```
    ///
    /// ## Known limits
    /// The column is optional in the standard. Aperture says that the DESSA System needs it in its flat file, which
    /// contains the same people in another format.
}

pub(crate) static RULE: Rule = Rule {
    name: "student-without-grade",
    page: PAGE,
    counted: Some("students have no grade"),
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::nowhere().infinite_campus(Error),
    sources: &[page_of(Authority::Aperture, "Flat file chart: Grade is required", "https://selcompass.zendesk.com/hc/en-us/articles/16474103177229")],
    detect: Detect::Rows(make),
    message: |_| "This student has no grade. The DESSA System needs one for every student.".into(),
    fix: |_| "Add this student's grade, then export again.".into(),
};

fn make(table: &TableFacts, _: &mut Findings) -> Option<Box<dyn RowCheck>> {
    student_grades::of_each(table, &RULE, none)
}

/// No grade.
fn none(cell: &[u8]) -> Option<&[u8]> {
    says_nothing(cell).then_some(cell)
}
