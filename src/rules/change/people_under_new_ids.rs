use super::*;
use crate::profiles::Severity::Warning;

page! {
    /// # The same people have new ids
    ///
    /// ## What it checks
    /// When two packages are compared, people who are gone do not come back under another `sourcedId`. They are known again by
    /// their identifier, username, or e-mail address, or by name and birth date.
    ///
    /// ## Why it matters
    /// A receiver knows people by their `sourcedId`. Under a new one they are new people: their accounts are made once more, and
    /// the old ones, with all that belongs to them, are removed or left without an owner.
    ///
    /// ## How to fix
    /// Do not send the package. Look at what changed in the export: another version of OneRoster, another source of ids, or a new
    /// installation. Go back to the old ids, or ask the receiver to change them on its side first.
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
    /// Fewer than three people, or one in a hundred, are an information: now and then somebody's record is made again. What two
    /// people who are gone share tells nothing. Beyond a million people who are gone, further ones are not looked for.
}

pub(crate) static RULE: Rule = Rule {
    name: "people-under-new-ids",
    page: PAGE,
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
        let by = [
            (1, "identifier"),
            (2, "username"),
            (3, "e-mail address"),
            (4, "name and birth date"),
        ];
        let by: Vec<String> = by
            .into_iter()
            .filter(|(place, _)| said.number(*place) > 0)
            .map(|(place, what)| format!("{} by {what}", said.word(place)))
            .collect();
        let people = said.count_of(0, "person has another sourcedId", "people have other sourcedIds");
        format!("{people} than in the older package. They are known again as follows: {}.", listed(&by, "and"))
    },
    fix: |_| "Do not send the package before it is known why the ids changed. Go back to the old ids, or ask the receiver to change them on its side first.".into(),
    campus_fix: Some(|_| "Campus writes other ids in OneRoster 1.2 than in 1.1. Keep the version that the receiver knows.".into()),
};
