//! Other names under which programs write the columns of the binding: those of the REST interface, and those in other
//! words.
//!
//! A name is compared word by word, without letter case, plurals and what stands between the words: `orgSourcedIds`,
//! `org_sourced_id` and `Org Sourced ID` are one. What the REST interface calls a column follows from the column's own
//! name: the reference `orgSourcedIds` is `orgs` there. The rest stands in [`words_of`].

use super::table::{Kind, Table, TableId};

/// Which columns of a table a name may stand for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OtherName {
    /// This one.
    Certain(usize),
    /// One of these, the likeliest first; or none, and only the name is the same.
    Likely(Vec<usize>),
}

impl Table {
    /// The columns for which a name may stand that is none of the table's own.
    pub fn other_name(&self, name: &str) -> Option<OtherName> {
        let said = Words::of(name);
        let meant = self.meant(&said);
        if meant.is_some() {
            return meant;
        }
        // `STU.FN`: whose name it is nobody says.
        let (_, last) = name.rsplit_once('.')?;
        match self.meant(&Words::of(last)).or_else(|| self.column_index(last).map(OtherName::Certain))? {
            OtherName::Certain(column) => Some(OtherName::Likely(vec![column])),
            likely @ OtherName::Likely(_) => Some(likely),
        }
    }

    fn meant(&self, said: &Words) -> Option<OtherName> {
        let own = said.without_record(self.id);
        // The lists know better than the rules for all names.
        let forms = || std::iter::once(said).chain(&own);
        forms().find_map(|words| self.listed(words)).or_else(|| forms().find_map(|words| self.derived(words)))
    }

    fn listed(&self, said: &Words) -> Option<OtherName> {
        let entries = [words_of(self.id), EVERYWHERE].into_iter().flat_map(|list| list.split(';'));
        for entry in entries {
            let Some((names, columns)) = entry.split_once(['=', '~']) else { continue };
            if !names.split('/').any(|name| said.is(name)) {
                continue;
            }
            let columns: Vec<usize> =
                columns.split('/').filter_map(|column| self.column_index(column.trim())).collect();
            match columns.first() {
                Some(column) if entry.contains('=') => return Some(OtherName::Certain(*column)),
                Some(_) => return Some(OtherName::Likely(columns)),
                None => {}
            }
        }
        None
    }

    fn derived(&self, said: &Words) -> Option<OtherName> {
        let columns = || self.columns.iter().enumerate();
        // `users.status`, or `org.sourcedId` where orgSourcedId is meant.
        let same = columns().find(|(_, column)| said.is(column.name));
        let referred = |words: &Words| {
            columns().find(|(_, column)| base(column.name, &column.kind).is_some_and(|base| words.is(base)))
        };
        if let Some((column, _)) = same.or_else(|| referred(said)) {
            return Some(OtherName::Certain(column));
        }
        let front = said.without_id()?;
        let column = if front.0.is_empty() { Self::ID } else { referred(&front)?.0 };
        Some(OtherName::Likely(vec![column]))
    }
}

/// What the REST interface calls a reference: `org` for `orgSourcedId`.
fn base<'a>(name: &'a str, kind: &Kind) -> Option<&'a str> {
    let name = name.strip_suffix('s').unwrap_or(name);
    name.strip_suffix("SourcedId").filter(|_| matches!(kind, Kind::Reference(_)))
}

/// The words of a name.
#[derive(Debug)]
struct Words(Vec<String>);

impl Words {
    fn of(name: &str) -> Self {
        let mut words: Vec<String> = Vec::new();
        let mut word = String::new();
        let letters: Vec<char> = name.chars().collect();
        for (place, letter) in letters.iter().enumerate() {
            let before = place.checked_sub(1).and_then(|before| letters.get(before)).copied().unwrap_or(' ');
            let is_next_low = letters.get(place + 1).is_some_and(|next| next.is_lowercase());
            // `sourcedId`, `SISId`.
            let begins = letter.is_uppercase() && (before.is_lowercase() || before.is_uppercase() && is_next_low);
            if begins || !letter.is_alphanumeric() {
                words.extend(singular(std::mem::take(&mut word)));
            }
            if letter.is_alphanumeric() {
                word.extend(letter.to_lowercase());
            }
        }
        words.extend(singular(word));
        Self(words)
    }

    /// Whether these are the words of `name`; where it has no spaces, its words may be written together.
    fn is(&self, name: &str) -> bool {
        self.0.concat() == Self::of(name).0.concat()
    }

    /// Without the words for a record of the table: `email` for `student_email` and `students.StudentEmail`.
    fn without_record(&self, id: TableId) -> Option<Self> {
        let records: Vec<Self> = records_of(id).split('/').map(Self::of).collect();
        let mut rest = self.0.as_slice();
        let stripped = |words| {
            let left = records.iter().filter_map(|record| <[String]>::strip_prefix(words, record.0.as_slice()));
            left.min_by_key(|left| left.len()).filter(|left| !left.is_empty())
        };
        while let Some(left) = stripped(rest) {
            rest = left;
        }
        (rest.len() < self.0.len()).then(|| Self(rest.to_vec()))
    }

    /// Without the word at its end that says that it is an id.
    fn without_id(&self) -> Option<Self> {
        let (last, front) = self.0.split_last()?;
        matches!(last.as_str(), "id" | "guid" | "uuid" | "key" | "dcid").then(|| Self(front.to_vec()))
    }
}

/// A word as one of one; none for a mere number, which counts the items of a list.
fn singular(mut word: String) -> Option<String> {
    if word.is_empty() || word.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    if word.len() > 2 && word.ends_with('s') {
        word.pop();
    }
    Some(word)
}

/// What a record of a table is called in names of columns.
fn records_of(id: TableId) -> &'static str {
    match id {
        TableId::Orgs => "org/organization/organisation/school/district/building",
        TableId::AcademicSessions => "academic session/session/term",
        TableId::Courses => "course",
        TableId::Classes => "class/section/course section",
        TableId::Users => "user/student/teacher/staff/person/employee",
        TableId::Demographics => "demographic/student/user/person",
        TableId::Enrollments => "enrollment/enrolment/roster",
        other => other.record(),
    }
}

/// Other names of the columns of a table. `=` is certain; behind `~` stand the columns that may be meant.
fn words_of(id: TableId) -> &'static str {
    match id {
        TableId::Orgs => {
            "title=name;number/code/nces id/state id~identifier/sourcedId;school id/building id/org id~sourcedId/identifier;\
             district id/district/parent id/parent org~parentSourcedId"
        }
        TableId::AcademicSessions => {
            "name=title;begin date/term start/start/first day/from date=startDate;\
             finish date/term end/end/last day/to date=endDate;year/academic year/school year name~schoolYear;\
             year id/school year id~parentSourcedId"
        }
        TableId::Courses => {
            "name=title;school year id=schoolYearId/schoolYearSourcedId;number/code~courseCode/sourcedId;\
             school id/school/district id~orgSourcedId;year id~schoolYearSourcedId;department/subject area~subjects"
        }
        TableId::Classes => {
            "name=title;course name~title;number/code/course section~classCode/sourcedId;course number/course code~courseSourcedId;\
             session/session id~termSourcedIds;room/room number~location;hour~periods"
        }
        TableId::Users => {
            "first name/given/forename=givenName;last name/surname/family/family names=familyName;middle=middleName;\
             email address/mail=email;phone number/telephone/telephone number=phone;grade level/current grade=grades;\
             id/guid~sourcedId/identifier/userIds;name/full name/display name~givenName/familyName;\
             fn~givenName;ln~familyName;mn~middleName;sc~orgSourcedIds;gr~grades;\
             number/local id/sis id/employee number/state id/other id~identifier/sourcedId/userIds;\
             login/login id/sam account name/user principal name~username;home phone~phone;\
             cell/cell phone/mobile/mobile phone~sms;active/enabled/is active/is enabled~enabledUser;type/role name~role;\
             school/school id/school number/building/building id/campus/site~orgSourcedIds/primaryOrgSourcedId;\
             guardian/guardian id/parent/parent id/contact id~agentSourcedIds"
        }
        TableId::Demographics => {
            "user sourced id=sourcedId;dob/date of birth/birthday=birthDate;gender/legal sex=sex;\
             american indian/native american=americanIndianOrAlaskaNative;black/african american=blackOrAfricanAmerican;\
             pacific islander/native hawaiian=nativeHawaiianOrOtherPacificIslander;\
             two or more races/multiracial/multi race=demographicRaceTwoOrMoreRaces;\
             hispanic/latino/hispanic or latino/hispanic latino=hispanicOrLatinoEthnicity;ethnicity~hispanicOrLatinoEthnicity;\
             country of birth/birth country~countryOfBirthCode;state of birth/birth state~stateOfBirthAbbreviation;\
             birth city=cityOfBirth;residence status~publicSchoolResidenceStatus;student id/user id/person id~sourcedId"
        }
        TableId::Enrollments => {
            "start date/start/entry date/enroll date/date enrolled=beginDate;\
             exit date/leave date/drop date/withdrawal date/end=endDate;primary teacher/is primary/primary flag=primary;\
             student id/student/teacher id/teacher/person id/member id/staff id/student number~userSourcedId;\
             section/section id/course section/course section id/section number~classSourcedId;\
             building id/school number~schoolSourcedId;user type/member role~role"
        }
        _ => "",
    }
}

/// Other names of columns that every table has.
const EVERYWHERE: &str =
    "last modified/modified/last updated/updated at/date modified/modified date/last modified date=dateLastModified";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oneroster::Version;

    /// The columns, with a question mark where that is a guess.
    fn meant(version: Version, id: TableId, name: &str) -> String {
        let table = version.table(id).unwrap();
        let name_of = |column: &usize| table.columns[*column].name;
        match table.other_name(name) {
            Some(OtherName::Certain(column)) => name_of(&column).into(),
            Some(OtherName::Likely(columns)) => columns.iter().map(name_of).collect::<Vec<_>>().join("/") + "?",
            None => String::new(),
        }
    }

    #[test]
    fn every_reference_is_known_by_the_name_that_the_rest_interface_gives_it() {
        let mut count = 0;
        for version in [Version::V1_1, Version::V1_2] {
            for table in version.tables() {
                for column in table.columns {
                    let Some(rest) = column.name.split_once("SourcedId").map(|(base, _)| base) else { continue };
                    let rest = if column.list { format!("{rest}s") } else { rest.to_owned() };
                    // A table that has a column of the very name means that one.
                    if table.column_index(&rest).is_none() {
                        assert_eq!(meant(version, table.id, &rest), column.name, "{rest} in {}", table.id.file());
                        count += 1;
                    }
                }
            }
        }
        assert!(count > 40, "{count}");
    }

    #[test]
    fn names_in_other_words_are_certain_or_a_guess() {
        let of = |id, name| meant(Version::V1_1, id, name);
        for (name, column) in [
            ("orgs", "orgSourcedIds"),
            ("org_sourced_ids", "orgSourcedIds"),
            ("orgs.sourcedId", "orgSourcedIds"),
            ("orgs/0/sourcedId", "orgSourcedIds"),
            ("agents", "agentSourcedIds"),
            ("First Name", "givenName"),
            ("FIRSTNAME", "givenName"),
            ("student_first_name", "givenName"),
            ("[Students].[Last_Name]", "familyName"),
            ("user_role", "role"),
            ("Email Address", "email"),
            ("Grade Level", "grades"),
            ("student_id", "sourcedId/identifier/userIds?"),
            ("Student Number", "identifier/sourcedId/userIds?"),
            ("School ID", "orgSourcedIds?"),
            ("userId", "sourcedId/identifier/userIds?"),
            ("students.StudentNumber", "identifier/sourcedId/userIds?"),
            ("STU.FN", "givenName?"),
            ("contact.email", "email?"),
            ("color", ""),
            ("", ""),
            ("12", ""),
        ] {
            assert_eq!(of(TableId::Users, name), column, "{name}");
        }
        assert_eq!(of(TableId::Enrollments, "student_id"), "userSourcedId?");
        assert_eq!(of(TableId::Enrollments, "class_id"), "classSourcedId?");
        assert_eq!(of(TableId::Enrollments, "start_date"), "beginDate");
        assert_eq!(of(TableId::Classes, "terms"), "termSourcedIds");
        assert_eq!(of(TableId::Classes, "Section ID"), "sourcedId?");
        assert_eq!(of(TableId::Courses, "schoolYear"), "schoolYearSourcedId");
        assert_eq!(of(TableId::Courses, "schoolYearId"), "schoolYearSourcedId");
        assert_eq!(of(TableId::AcademicSessions, "begin date"), "startDate");
        assert_eq!(of(TableId::Demographics, "userSourcedId"), "sourcedId");
        assert_eq!(of(TableId::Demographics, "DOB"), "birthDate");
        assert_eq!(of(TableId::Orgs, "School Name"), "name");
        assert_eq!(of(TableId::Results, "lineItem"), "lineItemSourcedId");
    }

    #[test]
    fn the_lists_name_columns_that_are_there() {
        for id in TableId::ALL {
            let known = |column: &str| {
                [Version::V1_0, Version::V1_1, Version::V1_2]
                    .into_iter()
                    .filter_map(|it| it.table(id))
                    .any(|table| table.column_index(column).is_some())
            };
            for entry in
                [words_of(id), EVERYWHERE].into_iter().flat_map(|list| list.split(';')).filter(|it| !it.is_empty())
            {
                let (_, columns) = entry.split_once(['=', '~']).unwrap();
                let strangers: Vec<_> = columns.split('/').filter(|column| !known(column.trim())).collect();
                assert!(strangers.is_empty(), "{entry}: {strangers:?}");
            }
        }
    }
}
