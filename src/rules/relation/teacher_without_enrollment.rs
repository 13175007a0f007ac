use super::*;
use crate::profiles::Severity::Info;

page! {
    /// # A teacher is in no class
    ///
    /// ## What it checks
    /// Every row of users.csv with the role `teacher` has a row in enrollments.csv.
    ///
    /// ## Why it matters
    /// The person becomes an educator in the DESSA System, but sees no students there.
    ///
    /// ## How to fix
    /// Do nothing if the person teaches no class. Otherwise, export the teacher's enrollments.
    ///
    /// ## Example
    /// ```wrong
    /// users.csv
    /// sourcedId,role,username,email,identifier
    /// teacher2,teacher,omar.haddad,omar.haddad@school.example,8802
    /// ```
    /// ```right
    /// users.csv
    /// sourcedId,role,username,email,identifier
    /// teacher2,teacher,omar.haddad,omar.haddad@school.example,8802
    ///
    /// enrollments.csv
    /// sourcedId,userSourcedId,role
    /// enrollment3,teacher2,teacher
    /// ```
    ///
    /// ## Known limits
    /// Nothing is reported if enrollments.csv is missing or some of its rows couldn't be read.
}

pub(crate) static RULE: Rule = Rule {
    name: "teacher-without-enrollment",
    page: PAGE,
    counted: Some("teachers are in no class"),
    since: "0.1.0",
    scope: Scope::Relation,
    severities: Severities::nowhere().infinite_campus(Info),
    sources: &[page_of(Authority::Aperture, "Roster integration: students are rated by the educators of their classes", "https://info.apertureed.com/en/hc/roster-integration-using-the-oneroster-file-format")],
    // Found together with the students, see `student_without_enrollment`.
    detect: Detect::Reading,
    message: |_| "This teacher has no row in enrollments.csv.".into(),
    fix: |_| "If this teacher teaches a class, export the enrollment too.".into(),
};
