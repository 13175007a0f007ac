//! What each receiver would do with the package, as far as no error stands in the way.
//!
//! Every sentence has its source in [`What::source`].

use serde::Serialize;

use super::counts::Tally;
use crate::oneroster::value::GRADES;
use crate::oneroster::{Mode, TableId, Version};
use crate::profiles::d2l_brightspace;
use crate::receivers::Receiver;
use crate::rules::{
    Authority, PackageFacts, Source, brightspace_article, campus_article, count_of, counted, listed, page_of,
};

/// One thing that a receiver would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effect {
    /// Who does it.
    pub profile: Receiver,
    /// What it is.
    pub what: What,
    /// How often, where that can be counted.
    pub count: Option<u64>,
    /// The same as a sentence for people. It holds no content of cells but words of the standard.
    pub detail: String,
}

/// What a receiver can do with a package. The order is that of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(test, ts(rename = "EffectKind"))]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// Schools that become sites.
    Schools,
    /// Users who are teachers.
    Educators,
    /// Users who are students, by grade.
    Students,
    /// Who is missing from the package is removed.
    PeopleRemoved,
    /// When the imports start.
    ImportTime,
    /// The zip keeps its name.
    ZipName,
    /// Org units made from orgs or academic sessions.
    OrgUnits,
    /// Org units deleted.
    OrgUnitsDeleted,
    /// Course templates made from courses.
    CourseTemplates,
    /// Course templates deleted.
    CourseTemplatesDeleted,
    /// Course offerings and sections made from classes.
    CourseOfferings,
    /// Course offerings and sections deleted.
    CourseOfferingsDeleted,
    /// Users created or updated.
    Users,
    /// Users made inactive.
    UsersInactive,
    /// How users are told from each other.
    UsersMatched,
    /// Users deleted.
    UsersDeleted,
    /// Enrollments made or updated.
    Enrollments,
    /// Enrollments removed.
    EnrollmentsRemoved,
    /// Who is missing from a bulk enrollments file is unenrolled.
    MissingUnenrolled,
    /// What is missing from the other bulk files stays.
    MissingKept,
    /// Types of orgs that need a mapping.
    OrgTypesToMap,
    /// Types of academic sessions that need a mapping.
    SessionTypesToMap,
    /// Roles that need a mapping.
    RolesToMap,
    /// Start and end dates are not carried over.
    DatesNotKept,
    /// Users whose enrollments by `orgSourcedIds` cannot be undone.
    OrgEnrollmentsStay,
    /// Files that the receiver does not read.
    FilesNotProcessed,
}

impl What {
    /// Who says so.
    pub fn source(self) -> Source {
        const USING: &str = "https://community.d2l.com/brightspace/kb/articles/23842-using-oneroster";
        const MAPPINGS: &str = "https://community.d2l.com/brightspace/kb/articles/23844";
        match self {
            // Lines of the articles as stored in the project's notes: B:L15-22, A:L82-83, A:L92.
            Self::Schools | Self::Educators | Self::Students => page_of(
                Authority::Aperture,
                "Rostering: sites, educators and students come from the roster",
                "https://selcompass.zendesk.com/hc/en-us/articles/7455718065933",
            ),
            Self::PeopleRemoved => page_of(
                Authority::Aperture,
                "Accepted clean integration file: the newest file is compared with what is stored",
                "https://info.apertureed.com/en/hc/accepted-clean-integration-file",
            ),
            Self::ImportTime => campus_article("The Imports to the DESSA System start each day at 2 AM EST"),
            Self::ZipName => campus_article("File Name: can be anything but has to stay the same every day"),
            Self::OrgUnits | Self::CourseTemplates | Self::CourseOfferings => brightspace_article("Mapping Values"),
            Self::SessionTypesToMap => brightspace_article(
                "The org unit type is dependent on the mapping section of the IPSIS Administration UI",
            ),
            Self::OrgUnitsDeleted | Self::CourseTemplatesDeleted | Self::CourseOfferingsDeleted => brightspace_article(
                "Delete an Org Unit if … the Org Unit has no enrollments; children must be deleted first",
            ),
            Self::Users => brightspace_article("Users: create new user if it doesn't already exist"),
            Self::UsersInactive => brightspace_article("Users: activate, or inactivate a user"),
            Self::UsersMatched => brightspace_article(
                "Users: an existing user with the same OrgDefinedId or Username; a password is not required; the role at the org level is updated",
            ),
            Self::UsersDeleted => brightspace_article("Users: delete users"),
            Self::Enrollments => brightspace_article("Enroll users in Course Offerings and sections"),
            Self::EnrollmentsRemoved => brightspace_article("An unenrollment should only be sent once"),
            Self::MissingUnenrolled | Self::MissingKept => {
                page_of(Authority::D2l, "OneRoster CSV data mappings: a bulk file deletes enrollments only", MAPPINGS)
            }
            Self::OrgTypesToMap => page_of(
                Authority::D2l,
                "Troubleshooting OneRoster integrations: No Mapping found for Type",
                "https://community.d2l.com/brightspace/kb/articles/32482-troubleshooting-oneroster-integrations",
            ),
            Self::RolesToMap => page_of(
                Authority::D2l,
                "Using OneRoster: teacher and student are mapped at first; each other role must be",
                USING,
            ),
            Self::DatesNotKept => page_of(
                Authority::D2l,
                "Using OneRoster: “use course offering dates” copies session dates, off at first; else no dates are kept",
                USING,
            ),
            Self::OrgEnrollmentsStay => brightspace_article(
                "Enrollments via the User's Org property cannot be unenrolled via the OneRoster integration",
            ),
            Self::FilesNotProcessed => brightspace_article("The file formats that are processed"),
        }
    }
}

/// What the chosen receivers would do. Both read OneRoster 1.1 only; of a package of another version nothing is said.
pub(super) fn of(package: &PackageFacts, tallies: &[(TableId, Tally)], profiles: &[Receiver]) -> Vec<Effect> {
    let mut effects = Vec::new();
    if package.version != Version::V1_1 || tallies.is_empty() {
        return effects;
    }
    if profiles.contains(&Receiver::DESSA) {
        dessa(package, tallies, &mut effects);
    }
    if profiles.contains(&Receiver::D2L_BRIGHTSPACE) {
        brightspace(package, tallies, &mut effects);
    }
    effects
}

fn of_file(tallies: &[(TableId, Tally)], id: TableId) -> Option<&Tally> {
    tallies.iter().find(|(of, _)| *of == id).map(|(_, tally)| tally)
}

fn dessa(package: &PackageFacts, tallies: &[(TableId, Tally)], effects: &mut Vec<Effect>) {
    let mut add = |what, count: Option<u64>, detail: String| {
        effects.push(Effect { profile: Receiver::DESSA, what, count, detail });
    };
    let with_word = |id, word| of_file(tallies, id).map_or(0, |tally: &Tally| tally.with_word(word));
    let schools = with_word(TableId::Orgs, "school");
    if schools > 0 {
        add(What::Schools, Some(schools), format!("{} in the DESSA System.", becomes(schools, "school", "site")));
    }
    let educators = with_word(TableId::Users, "teacher");
    if educators > 0 {
        let detail =
            format!("{} in the DESSA System: the users whose role is teacher.", becomes(educators, "user", "educator"));
        add(What::Educators, Some(educators), detail);
    }
    if let Some(users) = of_file(tallies, TableId::Users) {
        let students = users.with_word("student");
        if students > 0 {
            add(
                What::Students,
                Some(students),
                format!("{}: {}.", count_of(students, "student", "students"), grades(users)),
            );
        }
        add(
            What::PeopleRemoved,
            None,
            "The DESSA System removes students, teachers, and sites that are missing from the package.".into(),
        );
    }
    add(
        What::ImportTime,
        None,
        "The DESSA System starts its imports each day at 2 AM EST. Send the package by 1:30 AM EST.".into(),
    );
    if package.zip_name.is_some() {
        add(
            What::ZipName,
            None,
            "The zip must have the same name every day. To change it, write to datateam@apertureed.com first.".into(),
        );
    }
}

fn grades(users: &Tally) -> String {
    let names = GRADES.iter().map(|grade| format!("in grade {grade}")).chain([
        "without a grade".into(),
        "with several grades".into(),
        "with another grade code".into(),
    ]);
    let counts: Vec<(String, u64)> =
        names.zip(users.students().iter().copied()).filter(|(_, count)| *count > 0).collect();
    match counts.as_slice() {
        [(name, count)] if *count > 1 => format!("all {name}"),
        counts => all(counts.iter().map(|(name, count)| format!("{} {name}", counted(*count)))),
    }
}

fn brightspace(package: &PackageFacts, tallies: &[(TableId, Tally)], effects: &mut Vec<Effect>) {
    let mut found = Vec::new();
    let mut add = |what, count: Option<u64>, detail: String| {
        found.push(Effect { profile: Receiver::D2L_BRIGHTSPACE, what, count, detail });
    };
    // The manifest says which files are sent and how; without its word Brightspace cannot process a file.
    let sent = |id: TableId| of_file(tallies, id).filter(|tally| tally.mode.is_some());
    let is_delta = |tally: &Tally| tally.mode == Some(Mode::Delta);
    for (id, made, deleted, one, many) in [
        (TableId::AcademicSessions, What::OrgUnits, What::OrgUnitsDeleted, "org unit", "org units"),
        (TableId::Orgs, What::OrgUnits, What::OrgUnitsDeleted, "org unit", "org units"),
        (TableId::Courses, What::CourseTemplates, What::CourseTemplatesDeleted, "course template", "course templates"),
        (
            TableId::Classes,
            What::CourseOfferings,
            What::CourseOfferingsDeleted,
            "course offering with its section",
            "course offerings with their sections",
        ),
        (TableId::Users, What::Users, What::UsersDeleted, "user", "users"),
    ] {
        let Some(tally) = sent(id) else { continue };
        let count = tally.all();
        if count > 0 {
            let (are, they_exist) =
                if count == 1 { ("is", "it already exists") } else { ("are", "they already exist") };
            let detail = format!(
                "{} from {} {are} created, or updated if {they_exist}{}.",
                count_of(count, one, many),
                id.file(),
                if id == TableId::Users { " and your site lets the integration overwrite" } else { "" }
            );
            add(made, Some(count), detail);
        }
        if is_delta(tally) && tally.deleted > 0 {
            let count = tally.deleted;
            let are = if count == 1 { "is" } else { "are" };
            let unless = if deleted == What::UsersDeleted {
                ""
            } else if count == 1 {
                ", unless it still has enrollments or children"
            } else {
                ", unless they still have enrollments or children"
            };
            let detail = format!("{} in {} {are} deleted{unless}.", count_of(count, one, many), id.file());
            add(deleted, Some(count), detail);
        }
    }
    if let Some(users) = sent(TableId::Users).filter(|users| users.all() > 0) {
        let detail = "Brightspace matches users with existing ones by OrgDefinedId or username. Passwords aren't required, and \
                      Brightspace updates each user's role at the org level.";
        add(What::UsersMatched, None, detail.into());
        if users.disabled > 0 {
            let disabled = users.disabled;
            let is = if disabled == 1 { "is" } else { "are" };
            let users = count_of(users.disabled, "user", "users");
            add(What::UsersInactive, Some(disabled), format!("{users} {is} made inactive: enabledUser is false."));
        }
    }
    if let Some(tally) = sent(TableId::Enrollments) {
        let count = tally.all();
        if count > 0 {
            let are = if count == 1 { "is" } else { "are" };
            let enrollments = count_of(count, "enrollment", "enrollments");
            let detail = format!("{enrollments} in course offerings and sections {are} made or updated.");
            add(What::Enrollments, Some(count), detail);
        }
        if !is_delta(tally) {
            let detail = "enrollments.csv is sent as bulk. If a person's enrollment is missing from it, Brightspace removes the \
                          person from the course and its section.";
            add(What::MissingUnenrolled, None, detail.into());
        } else if tally.deleted > 0 {
            let are = if tally.deleted == 1 { "is" } else { "are" };
            let detail = format!(
                "{} {are} removed. Send each removal only once. Sent again, it causes a warning in the IPSIS log.",
                count_of(tally.deleted, "enrollment", "enrollments")
            );
            add(What::EnrollmentsRemoved, Some(tally.deleted), detail);
        }
    }
    let of_units = [TableId::AcademicSessions, TableId::Orgs, TableId::Courses, TableId::Classes];
    let has_bulk = |ids: &[TableId]| ids.iter().any(|id| sent(*id).is_some_and(|tally| !is_delta(tally)));
    let kept = match (has_bulk(&of_units), has_bulk(&[TableId::Users])) {
        (true, true) => "Org units and users that are",
        (true, false) => "Org units that are",
        (false, true) => "Users who are",
        (false, false) => "",
    };
    if !kept.is_empty() {
        add(What::MissingKept, None, format!("{kept} missing from the package stay. Only a delta deletes them."));
    }
    for (id, what, kind) in
        [(TableId::Orgs, What::OrgTypesToMap, "org"), (TableId::AcademicSessions, What::SessionTypesToMap, "session")]
    {
        let words: Vec<(&str, u64)> = sent(id).into_iter().flat_map(Tally::words).collect();
        if !words.is_empty() {
            let detail = format!(
                "Each type of {kind} needs a mapping in the IPSIS settings of Brightspace: {}.",
                all(words.iter().map(|(word, count)| format!("{word} ({})", counted(*count))))
            );
            add(what, Some(words.len() as u64), detail);
        }
    }
    let mut roles: Vec<&str> = [TableId::Users, TableId::Enrollments]
        .into_iter()
        .filter_map(sent)
        .flat_map(|tally| tally.words().map(|(word, _)| word))
        .collect();
    crate::order::sort(&mut roles);
    roles.dedup();
    if !roles.is_empty() {
        let at_first = ["student", "teacher"];
        let others: Vec<String> = roles.iter().filter(|it| !at_first.contains(it)).map(|it| (*it).to_owned()).collect();
        let refused: u64 = sent(TableId::Users).map_or(0, |users| {
            users.words().filter(|(word, _)| !at_first.contains(word)).map(|(_, count)| count).sum()
        });
        let mut detail = format!(
            "Each role needs a mapping in the IPSIS settings of Brightspace: {}. Only student and teacher have one at first.",
            listed(&roles, "and")
        );
        if refused > 0 {
            let (users, are) = (count_of(refused, "user", "users"), if refused == 1 { "isn't" } else { "aren't" });
            detail.push_str(&format!(" Unless you map {}, {users} {are} created.", listed(&others, "and")));
        } else {
            detail.push_str(" Brightspace doesn't create a user whose role has none.");
        }
        add(What::RolesToMap, Some(roles.len() as u64), detail);
    }
    if sent(TableId::AcademicSessions).is_some_and(|tally| tally.all() > 0) {
        let detail = "Brightspace doesn't keep the start and end dates in academicSessions.csv, unless your site copies them to \
                      its course offerings (“use course offering dates”, which is off at first).";
        add(What::DatesNotKept, None, detail.into());
    }
    if let Some(users) = sent(TableId::Users).filter(|users| users.with_orgs > 0) {
        let name = if users.with_orgs == 1 { "names" } else { "name" };
        let detail = format!(
            "{} {name} an org in orgSourcedIds. The integration can't remove an enrollment that comes from this \
             column.",
            count_of(users.with_orgs, "user", "users")
        );
        add(What::OrgEnrollmentsStay, Some(users.with_orgs), detail);
    }
    if found.is_empty() {
        return;
    }
    let ignored: Vec<&str> = TableId::ALL
        .into_iter()
        .filter(|id| !d2l_brightspace::FILES.contains(id) && package.table(*id).is_some())
        .map(TableId::file)
        .collect();
    if !ignored.is_empty() {
        found.push(Effect {
            profile: Receiver::D2L_BRIGHTSPACE,
            what: What::FilesNotProcessed,
            count: Some(ignored.len() as u64),
            detail: format!("Brightspace doesn't process {}.", listed(&ignored, "and")),
        });
    }
    effects.append(&mut found);
}

/// `1 school becomes a site`, `2,500 schools become sites`.
fn becomes(count: u64, one: &str, what: &str) -> String {
    if count == 1 {
        let article = if what.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
        format!("1 {one} becomes {article} {what}")
    } else {
        format!("{} {one}s become {what}s", counted(count))
    }
}

/// `a`, `a and b`, `a, b and c`.
fn all(items: impl Iterator<Item = String>) -> String {
    listed(&items.collect::<Vec<_>>(), "and")
}
