use super::*;
use crate::profiles::Severity::Warning;

page! {
    /// # The same people have new IDs
    ///
    /// ## What it checks
    /// When two packages are compared, people who are gone don't come back under another `sourcedId`. The rule recognizes them
    /// by their identifier, by their username, by their name with their email address, or by their name with their birth date.
    ///
    /// ## Why it matters
    /// A receiver knows people by their `sourcedId`. With a new one they are new people. The receiver creates their accounts once
    /// more. It removes the old accounts with everything in them, or leaves them without an owner.
    ///
    /// ## How to fix
    /// Don't send the package. Find out what changed in the export: another version of OneRoster, another source of IDs, or a new
    /// installation. Go back to the old IDs, or ask the receiver to change them on its side first.
    ///
    /// ## Example
    /// ```earlier
    /// users.csv
    /// sourcedId,role,username,identifier,email,givenName,familyName
    /// teacher2,teacher,omar.haddad,8802,omar.haddad@school.example,Omar,Haddad
    /// teacher3,teacher,ines.costa,8803,ines.costa@school.example,Ines,Costa
    /// teacher4,teacher,jun.mori,8804,jun.mori@school.example,Jun,Mori
    ///
    /// enrollments.csv
    /// sourcedId,userSourcedId,role
    /// enrollment3,teacher2,teacher
    /// enrollment4,teacher3,teacher
    /// enrollment5,teacher4,teacher
    /// ```
    /// ```wrong
    /// users.csv
    /// sourcedId,role,username,identifier,email,givenName,familyName
    /// person2,teacher,omar.haddad,8802,omar.haddad@school.example,Omar,Haddad
    /// person3,teacher,ines.costa,8803,ines.costa@school.example,Ines,Costa
    /// person4,teacher,jun.mori,8804,jun.mori@school.example,Jun,Mori
    ///
    /// enrollments.csv
    /// sourcedId,userSourcedId,role
    /// enrollment3,person2,teacher
    /// enrollment4,person3,teacher
    /// enrollment5,person4,teacher
    /// ```
    /// ```right
    /// users.csv
    /// sourcedId,role,username,identifier,email,givenName,familyName
    /// teacher2,teacher,omar.haddad,8802,omar.haddad@school.example,Omar,Haddad
    /// teacher3,teacher,ines.costa,8803,ines.costa@school.example,Ines,Costa-Lima
    /// teacher4,teacher,jun.mori,8804,jun.mori@school.example,Jun,Mori
    ///
    /// enrollments.csv
    /// sourcedId,userSourcedId,role
    /// enrollment3,teacher2,teacher
    /// enrollment4,teacher3,teacher
    /// enrollment5,teacher4,teacher
    /// ```
    ///
    /// ## Known limits
    /// Fewer than three people, or one in a hundred, are a note only: now and then a person's record is created again. The rule
    /// ignores details that two missing people share. It looks for at most a million missing people.
}

pub(crate) static RULE: Rule = Rule {
    name: "people-under-new-ids",
    page: PAGE,
    counted: None,
    since: "0.2.0",
    scope: Scope::Change,
    severities: Severities::everywhere(Warning),
    sources: &[
        page_of(
            Authority::InfiniteCampus,
            "OneRoster, what is new in 1.2: ids are not compatible between 1.1 and 1.2",
            "https://kb.infinitecampus.com/help/oneroster---whats-new-in-12",
        ),
        page_of(
            Authority::Aperture,
            "Accepted clean integration file: the newest file is compared with what is stored",
            "https://info.apertureed.com/en/hc/accepted-clean-integration-file",
        ),
    ],
    detect: Detect::Reading,
    message: |said| {
        let Known { all, by_identifier, by_username, by_email, by_name } = Known::of(said);
        let by = [
            (by_identifier, "identifier"),
            (by_username, "username"),
            (by_email, "email address"),
            (by_name, "name and birth date"),
        ];
        let by: Vec<String> =
            by.into_iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{} by {what}", counted(count))).collect();
        let people = count_of(all, "person has", "people have");
        format!("{people} a different sourcedId than in the older package. We recognized {}.", listed(&by, "and"))
    },
    fix: |_| "Don't send the package until you know why the IDs changed. Go back to the old IDs, or ask the receiver to change them on its side first.".into(),
};

told! {
    /// How many people have a new id, and by what they were recognized.
    struct Known {
        all: u64,
        by_identifier: u64,
        by_username: u64,
        by_email: u64,
        by_name: u64,
    }
}

/// How many people were recognized by their identifier, username, email address, or name and birth date.
pub(crate) fn args([by_identifier, by_username, by_email, by_name]: [u64; 4]) -> Args {
    let all = by_identifier + by_username + by_email + by_name;
    Args::none().told(Known { all, by_identifier, by_username, by_email, by_name })
}
