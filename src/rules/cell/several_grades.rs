use super::student_grades;
use super::*;
use crate::profiles::Severity::Warning;

page! {
    /// # A student has several grades
    ///
    /// ## What it checks
    /// In users.csv, a row with the role `student` has one grade in `grades`.
    ///
    /// ## Why it matters
    /// The DESSA System keeps one grade for each student. Aperture hasn't published which of several it uses.
    ///
    /// ## How to fix
    /// Keep the student's current grade.
    ///
    /// ## Example
    /// ```wrong
    /// users.csv
    /// sourcedId,grades
    /// student1,"08,09"
    /// ```
    /// ```right
    /// users.csv
    /// sourcedId,grades
    /// student1,09
    /// ```
    ///
    /// ## Known limits
    /// The standard allows several grades. The grades of classes and courses aren't checked.
}

pub(crate) static RULE: Rule = Rule {
    name: "several-grades",
    page: PAGE,
    counted: Some("students have several grades"),
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::nowhere().infinite_campus(Warning),
    sources: &[page_of(Authority::Aperture, "Flat file chart: one grade for a student", "https://selcompass.zendesk.com/hc/en-us/articles/16474103177229")],
    detect: Detect::Rows(make),
    message: |said| format!("This student has several grades: {}. The DESSA System keeps only one.", said.value()),
    fix: |_| "Keep the student's current grade.".into(),
};

fn make(table: &TableFacts, _: &mut Findings) -> Option<Box<dyn RowCheck>> {
    student_grades::of_each(table, &RULE, several)
}

/// Several grades, if there are.
fn several(cell: &[u8]) -> Option<&[u8]> {
    let items = cell.split(|byte| *byte == b',').filter(|item| !item.trim_ascii().is_empty());
    (cell.contains(&b',') && items.count() > 1).then_some(cell)
}
