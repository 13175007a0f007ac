//! The words for what receivers would do. Every sentence has its source in [`What::source`].

use serde::Serialize;
#[cfg(test)]
use ts_rs::TS;

use crate::check::effects::{self, Deed};
use crate::oneroster::TableId;
use crate::oneroster::value::GRADES;
use crate::rules::{Authority, Source, are, brightspace_article, campus_article, count_of, counted, listed, page_of};

/// Something that a receiver would do with the package.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Effect {
    /// Id of the receiver's profile.
    pub profile: &'static str,
    /// What it is.
    pub what: What,
    /// How often; null where that is not counted.
    #[cfg_attr(test, ts(type = "number | null"))]
    pub count: Option<u64>,
    /// The same as a sentence for people.
    pub detail: String,
    /// Who says so, and where.
    pub source: String,
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
                "Rostering: sites, educators, and students come from the roster",
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

impl Effect {
    /// What a receiver would do, in words.
    pub(super) fn new(of: &effects::ReceiverDeed) -> Self {
        let (what, count) = kind(&of.deed);
        let source = what.source();
        Self {
            profile: of.profile.id(),
            what,
            count,
            detail: sentence(&of.deed),
            source: format!("{}: {}", source.authority.name(), source.citation),
        }
    }
}

/// What kind of deed it is, and how often it is done.
fn kind(deed: &Deed) -> (What, Option<u64>) {
    match deed {
        Deed::Schools(count) => (What::Schools, Some(*count)),
        Deed::Educators(count) => (What::Educators, Some(*count)),
        Deed::Students { count, .. } => (What::Students, Some(*count)),
        Deed::PeopleRemoved => (What::PeopleRemoved, None),
        Deed::ImportTime => (What::ImportTime, None),
        Deed::ZipName => (What::ZipName, None),
        Deed::Made { table, count } => {
            let what = match table {
                TableId::Users => What::Users,
                TableId::Courses => What::CourseTemplates,
                TableId::Classes => What::CourseOfferings,
                _ => What::OrgUnits,
            };
            (what, Some(*count))
        }
        Deed::Deleted { table, count } => {
            let what = match table {
                TableId::Users => What::UsersDeleted,
                TableId::Courses => What::CourseTemplatesDeleted,
                TableId::Classes => What::CourseOfferingsDeleted,
                _ => What::OrgUnitsDeleted,
            };
            (what, Some(*count))
        }
        Deed::UsersMatched => (What::UsersMatched, None),
        Deed::UsersInactive(count) => (What::UsersInactive, Some(*count)),
        Deed::Enrollments(count) => (What::Enrollments, Some(*count)),
        Deed::EnrollmentsRemoved(count) => (What::EnrollmentsRemoved, Some(*count)),
        Deed::MissingUnenrolled => (What::MissingUnenrolled, None),
        Deed::MissingKept { .. } => (What::MissingKept, None),
        Deed::TypesToMap { table: TableId::Orgs, types } => (What::OrgTypesToMap, Some(types.len() as u64)),
        Deed::TypesToMap { types, .. } => (What::SessionTypesToMap, Some(types.len() as u64)),
        Deed::RolesToMap { roles, .. } => (What::RolesToMap, Some(roles.len() as u64)),
        Deed::DatesNotKept => (What::DatesNotKept, None),
        Deed::OrgEnrollmentsStay(count) => (What::OrgEnrollmentsStay, Some(*count)),
        Deed::FilesNotProcessed(files) => (What::FilesNotProcessed, Some(files.len() as u64)),
    }
}

/// The sentence for people. It holds no content of cells but words of the standard.
fn sentence(deed: &Deed) -> String {
    match deed {
        Deed::Schools(count) => format!("{} in the DESSA System.", becomes(*count, "school", "site")),
        Deed::Educators(count) => {
            format!("{} in the DESSA System: the users whose role is teacher.", becomes(*count, "user", "educator"))
        }
        Deed::Students { count, by_grade } => {
            format!("{}: {}.", count_of(*count, "student", "students"), grades(by_grade))
        }
        Deed::PeopleRemoved => {
            "The DESSA System removes students, teachers, and sites that are missing from the package.".into()
        }
        Deed::ImportTime => {
            "The DESSA System starts its imports each day at 2 AM EST. Send the package by 1:30 AM EST.".into()
        }
        Deed::ZipName => {
            "The zip must have the same name every day. To change it, write to datateam@apertureed.com first.".into()
        }
        Deed::Made { table, count } => {
            let (are, they_exist) =
                if *count == 1 { ("is", "it already exists") } else { ("are", "they already exist") };
            let overwrites =
                if *table == TableId::Users { " and your site lets the integration overwrite" } else { "" };
            format!(
                "{} from {} {are} created, or updated if {they_exist}{overwrites}.",
                units(*count, *table),
                table.file()
            )
        }
        Deed::Deleted { table, count } => {
            let unless = match (table, count) {
                (TableId::Users, _) => "",
                (_, 1) => ", unless it still has enrollments or children",
                _ => ", unless they still have enrollments or children",
            };
            format!("{} in {} {} deleted{unless}.", units(*count, *table), table.file(), are(*count))
        }
        Deed::UsersMatched => {
            "Brightspace matches users with existing ones by OrgDefinedId or username. Passwords aren't required, and \
             Brightspace updates each user's role at the org level."
                .into()
        }
        Deed::UsersInactive(count) => {
            format!("{} {} made inactive: enabledUser is false.", count_of(*count, "user", "users"), are(*count))
        }
        Deed::Enrollments(count) => {
            let enrollments = count_of(*count, "enrollment", "enrollments");
            format!("{enrollments} in course offerings and sections {} made or updated.", are(*count))
        }
        Deed::EnrollmentsRemoved(count) => format!(
            "{} {} removed. Send each removal only once. Sent again, it causes a warning in the IPSIS log.",
            count_of(*count, "enrollment", "enrollments"),
            are(*count)
        ),
        Deed::MissingUnenrolled => {
            "enrollments.csv is sent as bulk. If a person's enrollment is missing from it, Brightspace removes the \
             person from the course and its section."
                .into()
        }
        Deed::MissingKept { org_units, users } => {
            let kept = match (org_units, users) {
                (true, true) => "Org units and users that are",
                (true, false) => "Org units that are",
                (false, _) => "Users who are",
            };
            format!("{kept} missing from the package stay. Only a delta deletes them.")
        }
        Deed::TypesToMap { table, types } => {
            let kind = if *table == TableId::Orgs { "org" } else { "session" };
            format!(
                "Each type of {kind} needs a mapping in the IPSIS settings of Brightspace: {}.",
                all(types.iter().map(|(word, count)| format!("{word} ({})", counted(*count))))
            )
        }
        Deed::RolesToMap { mapped, roles, users } => roles_to_map(mapped, roles, *users),
        Deed::DatesNotKept => {
            "Brightspace doesn't keep the start and end dates in academicSessions.csv, unless your site copies them to \
             its course offerings (“use course offering dates”, which is off at first)."
                .into()
        }
        Deed::OrgEnrollmentsStay(count) => format!(
            "{} {} an org in orgSourcedIds. The integration can't remove an enrollment that comes from this column.",
            count_of(*count, "user", "users"),
            if *count == 1 { "names" } else { "name" }
        ),
        Deed::FilesNotProcessed(files) => {
            format!("Brightspace doesn't process {}.", all(files.iter().map(|file| file.file().into())))
        }
    }
}

fn roles_to_map(mapped: &[&str], roles: &[&str], users: u64) -> String {
    let needed = format!(
        "Each role needs a mapping in the IPSIS settings of Brightspace: {}. Only {} have one at first.",
        listed(roles, "and"),
        listed(mapped, "and")
    );
    if users == 0 {
        return format!("{needed} Brightspace doesn't create a user whose role has none.");
    }
    let others = all(roles.iter().filter(|role| !mapped.contains(role)).map(|role| (*role).to_owned()));
    let are = if users == 1 { "isn't" } else { "aren't" };
    format!("{needed} Unless you map {others}, {} {are} created.", count_of(users, "user", "users"))
}

fn grades(counts: &[u64]) -> String {
    let names = GRADES.iter().map(|grade| format!("in grade {grade}")).chain([
        "without a grade".into(),
        "with several grades".into(),
        "with another grade code".into(),
    ]);
    let counts: Vec<(String, u64)> = names.zip(counts.iter().copied()).filter(|(_, count)| *count > 0).collect();
    match counts.as_slice() {
        [(name, count)] if *count > 1 => format!("all {name}"),
        counts => all(counts.iter().map(|(name, count)| format!("{} {name}", counted(*count)))),
    }
}

/// `1 course template`, `20 org units`: what Brightspace makes of the records of a file.
fn units(count: u64, of: TableId) -> String {
    let (one, many) = match of {
        TableId::Users => ("user", "users"),
        TableId::Courses => ("course template", "course templates"),
        TableId::Classes => ("course offering with its section", "course offerings with their sections"),
        _ => ("org unit", "org units"),
    };
    count_of(count, one, many)
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
