use super::*;
use crate::profiles::Severity::Warning;

page! {
    /// # One person is listed twice, once for each role
    ///
    /// ## What it checks
    /// Two rows of users.csv have the same username, or two staff members have the same email address, and their IDs
    /// differ only in the first letter: `t2001` and `a2001`.
    ///
    /// ## Why it matters
    /// OneRoster 1.1 has one role for each user, so Campus writes a row for each role of a person. A receiver that
    /// identifies people by username or address joins the two rows or refuses one.
    ///
    /// ## How to fix
    /// Ask the receiver how to send people with two roles. If one of the roles is over, end it in the student
    /// information system.
    ///
    /// ## Example
    /// ```wrong
    /// users.csv
    /// sourcedId,role,username,email,identifier
    /// t2001,teacher,omar.haddad,omar.haddad@school.example,8802
    /// a2001,administrator,omar.haddad.office,omar.haddad@school.example,8803
    ///
    /// enrollments.csv
    /// sourcedId,userSourcedId,role
    /// enrollment3,t2001,teacher
    /// ```
    /// ```right
    /// users.csv
    /// sourcedId,role,username,email,identifier
    /// t2001,teacher,omar.haddad,omar.haddad@school.example,8802
    ///
    /// enrollments.csv
    /// sourcedId,userSourcedId,role
    /// enrollment3,t2001,teacher
    /// ```
    ///
    /// ## Known limits
    /// Campus makes IDs from a letter for the role and a number for the person. In other exports, two people may have
    /// such IDs. The rule `repeated-username` says how Brightspace treats two rows with one username.
}

pub(crate) static RULE: Rule = Rule {
    name: "person-with-two-roles",
    page: PAGE,
    counted: Some("rows list a person again with another role"),
    since: "0.1.0",
    scope: Scope::Relation,
    severities: Severities::nowhere().infinite_campus(Warning),
    sources: &[page_of(Authority::InfiniteCampus, "OneRoster, what is new in 1.2: 1.1 has one record for each role of a person", "https://kb.infinitecampus.com/help/oneroster---whats-new-in-12")],
    // Found together with shared usernames and addresses.
    detect: Detect::Reading,
    message: |said| format!("{} is also on line {}. By their IDs, both rows are one person with two roles.", said.this_value(), said.other_line()),
    fix: |_| "Ask the receiver how to send people with two roles. If one of the roles is over, end it.".into(),
};

/// The number of the person in an id that is a letter and a number.
pub(super) fn number(id: &[u8]) -> Option<&[u8]> {
    let (letter, number) = id.split_first()?;
    let is_number = !number.is_empty() && number.iter().all(u8::is_ascii_digit);
    (letter.is_ascii_alphabetic() && is_number).then_some(number)
}

/// Reports a row of a person who has another on an earlier line.
pub(super) fn found(findings: &mut Findings, place: Place, shared: &[u8], first_line: u64) {
    findings.report(&RULE, place, || Args::value(shared).beside(first_line));
}
