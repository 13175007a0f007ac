use super::student_grades;
use super::*;
use crate::oneroster::value::GRADES;
use crate::profiles::Severity::Warning;

page! {
    /// # A student is in a grade that the DESSA System may not rate
    ///
    /// ## What it checks
    /// The DESSA System lists kindergarten and grades 1 to 12, in OneRoster `KG` and `01` to `12`. This student has
    /// another grade, such as `PK` or `PS`.
    ///
    /// ## Why it matters
    /// Aperture asks districts to send only students who are rated. Any others count as people in the program too.
    ///
    /// ## How to fix
    /// If these students aren't rated, leave them out of the export.
    ///
    /// ## Example
    /// ```wrong
    /// users.csv
    /// sourcedId,grades
    /// student1,PK
    /// ```
    /// ```right
    /// users.csv
    /// sourcedId,grades
    /// student1,KG
    /// ```
    ///
    /// ## Known limits
    /// The check can't tell which grades a district has agreed on with Aperture. Codes that the standard doesn't have
    /// belong to the rule `unknown-grade`.
}

pub(crate) static RULE: Rule = Rule {
    name: "unrated-grade",
    page: PAGE,
    counted: Some("students are in a grade that the DESSA System may not rate"),
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::nowhere().infinite_campus(Warning),
    sources: &[
        page_of(Authority::Aperture, "Roster integration: send only the population that is rated", "https://info.apertureed.com/en/hc/roster-integration-using-the-oneroster-file-format"),
        page_of(Authority::Aperture, "Flat file chart: grades K, 1 to 12", "https://selcompass.zendesk.com/hc/en-us/articles/16474103177229"),
    ],
    detect: Detect::Rows(make),
    message: |said| format!("This student is in grade {}. The DESSA System lists only KG and 01 to 12.", said.value()),
    fix: |_| "If this student isn't rated, leave the row out of the export.".into(),
};

fn make(table: &TableFacts, _: &mut Findings) -> Option<Box<dyn RowCheck>> {
    student_grades::of_each(table, &RULE, unrated)
}

/// The first grade that may not be rated.
fn unrated(cell: &[u8]) -> Option<&[u8]> {
    let mut grades = cell.split(|byte| *byte == b',').map(<[u8]>::trim_ascii);
    grades.find(|grade| is_unrated(grade))
}

fn is_unrated(grade: &[u8]) -> bool {
    let is_rated = matches!(grade, b"KG" | [b'0', b'1'..=b'9'] | [b'1', b'0'..=b'2']);
    !is_rated && GRADES.iter().any(|known| known.as_bytes() == grade)
}
