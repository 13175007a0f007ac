use super::missing_birth_date::BlankOfStudent;
use super::*;
use crate::profiles::Severity::Warning;

page! {
    /// # A student has no sex code
    ///
    /// ## What it checks
    /// In demographics.csv, each student's row has a `sex`.
    ///
    /// ## Why it matters
    /// The DESSA System compares ratings within groups, and asks for this one in its flat file.
    ///
    /// ## How to fix
    /// Add it to the student's record, then export again. If the record contains neither male nor female, ask Aperture
    /// how to send it.
    ///
    /// ## Example
    /// ```wrong
    /// demographics.csv
    /// sourcedId,sex
    /// student1,
    /// ```
    /// ```right
    /// demographics.csv
    /// sourcedId,sex
    /// student1,female
    /// ```
    ///
    /// ## Known limits
    /// OneRoster 1.1 has only the values male and female, while the DESSA System's flat file has more. Any other entry
    /// can only be sent as an empty cell, so this is a warning. Rows of people who aren't students aren't checked.
}

pub(crate) static RULE: Rule = Rule {
    name: "missing-sex",
    page: PAGE,
    counted: Some("students have no sex code"),
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::nowhere().infinite_campus(Warning),
    sources: &[page_of(Authority::Aperture, "Flat file chart: Gender is required", "https://selcompass.zendesk.com/hc/en-us/articles/16474103177229")],
    detect: Detect::Across(make),
    message: |_| "This student has no sex code. The DESSA System asks for one.".into(),
    fix: |_| "Add the sex code to this student's record. If the record contains neither male nor female, ask Aperture how to send it.".into(),
};

fn make(_: &PackageFacts) -> Box<dyn AcrossCheck> {
    Box::new(BlankOfStudent::new(&RULE, "sex"))
}
