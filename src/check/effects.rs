//! What each receiver would do with the package, as far as no error stands in the way. How it is told stands in
//! `report/effects.rs`.

use super::counts::Tally;
use crate::oneroster::{Mode, TableId, Version};
use crate::profiles::d2l_brightspace;
use crate::receivers::Receiver;
use crate::rules::PackageFacts;

/// One thing that a receiver would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceiverDeed {
    /// Who does it.
    pub profile: Receiver,
    /// What it is.
    pub deed: Deed,
}

/// What a receiver can do with a package, and with how much of it. Words are those of the standard, no cells.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Deed {
    /// Schools become sites.
    Schools(u64),
    /// Users are teachers.
    Educators(u64),
    /// Users are students.
    Students {
        /// How many.
        count: u64,
        /// By the place of the grade in [`GRADES`](crate::oneroster::value::GRADES); then without a grade, with several,
        /// with another.
        by_grade: Vec<u64>,
    },
    /// Who is missing from the package is removed.
    PeopleRemoved,
    /// When the imports start.
    ImportTime,
    /// The zip keeps its name.
    ZipName,
    /// Records of a file are created, or updated.
    Made {
        /// The file.
        table: TableId,
        /// How many.
        count: u64,
    },
    /// Records of a file are deleted.
    Deleted {
        /// The file.
        table: TableId,
        /// How many.
        count: u64,
    },
    /// How users are told from each other.
    UsersMatched,
    /// Users are made inactive.
    UsersInactive(u64),
    /// Enrollments are made or updated.
    Enrollments(u64),
    /// Enrollments are removed.
    EnrollmentsRemoved(u64),
    /// Who is missing from a bulk enrollments file is unenrolled.
    MissingUnenrolled,
    /// What is missing from the other bulk files stays.
    MissingKept {
        /// Whether a file of org units is bulk.
        org_units: bool,
        /// Whether that of users is.
        users: bool,
    },
    /// Types of orgs or of academic sessions need a mapping.
    TypesToMap {
        /// The file.
        table: TableId,
        /// The types, and how many records are of each.
        types: Vec<(&'static str, u64)>,
    },
    /// Roles need a mapping.
    RolesToMap {
        /// Those that have one at first.
        mapped: &'static [&'static str],
        /// All that are in use, sorted.
        roles: Vec<&'static str>,
        /// Users whose role has none at first.
        users: u64,
    },
    /// Start and end dates are not carried over.
    DatesNotKept,
    /// Users whose enrollments by `orgSourcedIds` cannot be undone.
    OrgEnrollmentsStay(u64),
    /// Files that the receiver does not read.
    FilesNotProcessed(Vec<TableId>),
}

/// Roles that Brightspace maps by itself.
const MAPPED: &[&str] = &["student", "teacher"];

/// What the chosen receivers would do. Both read OneRoster 1.1 only; of a package of another version nothing is said.
pub(super) fn of(package: &PackageFacts, tallies: &[(TableId, Tally)], profiles: &[Receiver]) -> Vec<ReceiverDeed> {
    let mut effects = Vec::new();
    if package.version != Version::V1_1 || tallies.is_empty() {
        return effects;
    }
    for (profile, deeds) in [
        (Receiver::DESSA, dessa as fn(&PackageFacts, &[(TableId, Tally)]) -> Vec<Deed>),
        (Receiver::D2L_BRIGHTSPACE, brightspace),
    ] {
        if profiles.contains(&profile) {
            effects.extend(deeds(package, tallies).into_iter().map(|deed| ReceiverDeed { profile, deed }));
        }
    }
    effects
}

fn of_file(tallies: &[(TableId, Tally)], id: TableId) -> Option<&Tally> {
    tallies.iter().find(|(of, _)| *of == id).map(|(_, tally)| tally)
}

fn dessa(package: &PackageFacts, tallies: &[(TableId, Tally)]) -> Vec<Deed> {
    let mut deeds = Vec::new();
    let with_word = |id, word| of_file(tallies, id).map_or(0, |tally: &Tally| tally.with_word(word));
    let schools = with_word(TableId::Orgs, "school");
    if schools > 0 {
        deeds.push(Deed::Schools(schools));
    }
    let educators = with_word(TableId::Users, "teacher");
    if educators > 0 {
        deeds.push(Deed::Educators(educators));
    }
    if let Some(users) = of_file(tallies, TableId::Users) {
        let count = users.with_word("student");
        if count > 0 {
            deeds.push(Deed::Students { count, by_grade: users.students().to_vec() });
        }
        deeds.push(Deed::PeopleRemoved);
    }
    deeds.push(Deed::ImportTime);
    if package.zip_name.is_some() {
        deeds.push(Deed::ZipName);
    }
    deeds
}

fn brightspace(package: &PackageFacts, tallies: &[(TableId, Tally)]) -> Vec<Deed> {
    let mut deeds = Vec::new();
    // The manifest says which files are sent and how; without its word Brightspace cannot process a file.
    let sent = |id: TableId| of_file(tallies, id).filter(|tally| tally.mode.is_some());
    let is_delta = |tally: &Tally| tally.mode == Some(Mode::Delta);
    let of_units = [TableId::AcademicSessions, TableId::Orgs, TableId::Courses, TableId::Classes];
    for table in of_units.into_iter().chain([TableId::Users]) {
        let Some(tally) = sent(table) else { continue };
        if tally.all() > 0 {
            deeds.push(Deed::Made { table, count: tally.all() });
        }
        if is_delta(tally) && tally.deleted > 0 {
            deeds.push(Deed::Deleted { table, count: tally.deleted });
        }
    }
    if let Some(users) = sent(TableId::Users).filter(|users| users.all() > 0) {
        deeds.push(Deed::UsersMatched);
        if users.disabled > 0 {
            deeds.push(Deed::UsersInactive(users.disabled));
        }
    }
    if let Some(tally) = sent(TableId::Enrollments) {
        if tally.all() > 0 {
            deeds.push(Deed::Enrollments(tally.all()));
        }
        if !is_delta(tally) {
            deeds.push(Deed::MissingUnenrolled);
        } else if tally.deleted > 0 {
            deeds.push(Deed::EnrollmentsRemoved(tally.deleted));
        }
    }
    let has_bulk = |ids: &[TableId]| ids.iter().any(|id| sent(*id).is_some_and(|tally| !is_delta(tally)));
    let (org_units, users) = (has_bulk(&of_units), has_bulk(&[TableId::Users]));
    if org_units || users {
        deeds.push(Deed::MissingKept { org_units, users });
    }
    for table in [TableId::Orgs, TableId::AcademicSessions] {
        let types: Vec<_> = sent(table).into_iter().flat_map(Tally::words).collect();
        if !types.is_empty() {
            deeds.push(Deed::TypesToMap { table, types });
        }
    }
    let roles = [TableId::Users, TableId::Enrollments].into_iter().filter_map(sent).flat_map(Tally::words);
    let mut roles: Vec<&str> = roles.map(|(word, _)| word).collect();
    crate::order::sort(&mut roles);
    roles.dedup();
    if !roles.is_empty() {
        let words = sent(TableId::Users).into_iter().flat_map(Tally::words);
        let users = words.filter(|(word, _)| !MAPPED.contains(word)).map(|(_, count)| count).sum();
        deeds.push(Deed::RolesToMap { mapped: MAPPED, roles, users });
    }
    if sent(TableId::AcademicSessions).is_some_and(|tally| tally.all() > 0) {
        deeds.push(Deed::DatesNotKept);
    }
    if let Some(users) = sent(TableId::Users).filter(|users| users.with_orgs > 0) {
        deeds.push(Deed::OrgEnrollmentsStay(users.with_orgs));
    }
    let is_ignored = |id: &TableId| !d2l_brightspace::FILES.contains(id) && package.table(*id).is_some();
    let ignored: Vec<TableId> = TableId::ALL.into_iter().filter(is_ignored).collect();
    if !deeds.is_empty() && !ignored.is_empty() {
        deeds.push(Deed::FilesNotProcessed(ignored));
    }
    deeds
}
