use super::missing_birth_date::BlankOfStudent;
use super::*;
use crate::profiles::Severity::Warning;

page! {
    /// # The sex of a student is empty
    ///
    /// ## What it checks
    /// In demographics.csv, the row of a student has a `sex`.
    ///
    /// ## Why it matters
    /// The DESSA System compares ratings within groups, and asks for this one in its flat file.
    ///
    /// ## How to fix
    /// Fill it in the record of the student, and export again. If the record has an entry that is neither male nor
    /// female, ask Aperture how to send it.
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
    /// OneRoster 1.1 has only the words male and female, while the flat file of the DESSA System has more. An entry outside
    /// the two can only be sent as an empty cell, so this is a warning. Rows of people who are no students are not looked
    /// at.
}

pub(crate) static RULE: Rule = Rule {
    name: "missing-sex",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::nowhere().infinite_campus(Warning),
    sources: &[page_of(Authority::Aperture, "Flat file chart: Gender is required", "https://selcompass.zendesk.com/hc/en-us/articles/16474103177229")],
    detect: Detect::Across(make),
    message: |said| format!("{} is (empty) for a student; the DESSA System asks for it.", said.column()),
    fix: |said| format!("Fill {} in the record of this student. If the entry there is neither male nor female, ask Aperture how to send it.", said.column()),
    campus_fix: Some(|_| "Open the student in Campus under Census > People > Demographics and look at the gender.".into()),
};

fn make(_: &PackageFacts) -> Box<dyn AcrossCheck> {
    Box::new(BlankOfStudent::new(&RULE, "sex"))
}
