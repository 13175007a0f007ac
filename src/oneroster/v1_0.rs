//! The seven data files of OneRoster CSV 1.0 (2015), as far as they are public.
//!
//! Names of columns, ids, references, required values and vocabularies are known from published samples and importers;
//! how flags, numbers and time stamps are written is not, so such columns are texts here.

use super::table::{Column, Kind, Set, Table, TableId, closed, optional, required, to};

const fn column(name: &'static str) -> Column {
    optional(name, Kind::Text)
}

/// Without a manifest nothing says how the files are sent, so a record may be marked whatever the others are.
const STATUS: Column = optional("status", Kind::Token(closed(&["active", "inactive", "tobedeleted"])));

const SOURCED_ID: Column = required("sourcedId", Kind::SourcedId);

const fn table(id: TableId, needs: &'static [TableId], columns: &'static [Column]) -> Table {
    Table { id, set: Set::Rostering, core: true, needs, may_need: &[], columns }
}

/// What a user is, and what somebody is in a class.
const ROLES: &[&str] = &["administrator", "aide", "guardian", "parent", "proctor", "relative", "student", "teacher"];

pub(super) const TABLES: &[Table] = &[
    table(
        TableId::AcademicSessions,
        &[],
        &[
            SOURCED_ID,
            STATUS,
            column("dateLastModified"),
            required("title", Kind::Text),
            required("type", Kind::Token(closed(&["gradingPeriod", "semester", "schoolYear", "term"]))),
            required("startDate", Kind::Date),
            required("endDate", Kind::Date),
            optional("parentSourcedId", Kind::Reference(to(TableId::AcademicSessions))),
        ],
    ),
    table(
        TableId::Classes,
        &[TableId::AcademicSessions, TableId::Courses, TableId::Orgs],
        &[
            SOURCED_ID,
            STATUS,
            column("dateLastModified"),
            required("title", Kind::Text),
            column("grade"),
            required("courseSourcedId", Kind::Reference(to(TableId::Courses))),
            column("classCode"),
            required("classType", Kind::Token(closed(&["homeroom", "scheduled"]))),
            column("location"),
            required("schoolSourcedId", Kind::Reference(to(TableId::Orgs))),
            required("termSourcedId", Kind::Reference(to(TableId::AcademicSessions))).list(),
            column("subjects"),
        ],
    ),
    table(
        TableId::Courses,
        &[TableId::Orgs],
        &[
            SOURCED_ID,
            STATUS,
            column("dateLastModified"),
            optional("schoolYearId", Kind::Reference(to(TableId::AcademicSessions))),
            column("metadata.duration"),
            required("title", Kind::Text),
            column("courseCode"),
            column("grade"),
            required("orgSourcedId", Kind::Reference(to(TableId::Orgs))),
            column("subjects"),
        ],
    ),
    table(
        TableId::Demographics,
        &[TableId::Users],
        &[
            required("userSourcedId", Kind::SourcedIdOf(TableId::Users)),
            STATUS,
            column("dateLastModified"),
            optional("birthdate", Kind::Date),
            optional("sex", Kind::Token(closed(&["Female", "Male", "female", "male"]))),
            column("americanIndianOrAlaskaNative"),
            column("asian"),
            column("blackOrAfricanAmerican"),
            column("nativeHawaiianOrOtherPacificIslander"),
            column("white"),
            column("demographicRaceTwoOrMoreRaces"),
            column("hispanicOrLatinoEthnicity"),
            column("countryOfBirthCode"),
            column("stateOfBirthAbbreviation"),
            column("cityOfBirth"),
            column("publicSchoolResidenceStatus"),
        ],
    ),
    table(
        TableId::Enrollments,
        &[TableId::Classes, TableId::Orgs, TableId::Users],
        &[
            SOURCED_ID,
            required("classSourcedId", Kind::Reference(to(TableId::Classes))),
            required("schoolSourcedId", Kind::Reference(to(TableId::Orgs))),
            required("userSourcedId", Kind::Reference(to(TableId::Users))),
            required("role", Kind::Token(closed(ROLES))),
            STATUS,
            column("dateLastModified"),
            column("primary"),
        ],
    ),
    table(
        TableId::Orgs,
        &[],
        &[
            SOURCED_ID,
            STATUS,
            column("dateLastModified"),
            required("name", Kind::Text),
            required("type", Kind::Token(closed(&["department", "school", "district", "local", "state", "national"]))),
            column("identifier"),
            column("metadata.classification"),
            column("metadata.gender"),
            column("metadata.boarding"),
            optional("parentSourcedId", Kind::Reference(to(TableId::Orgs))),
        ],
    ),
    table(
        TableId::Users,
        &[TableId::Orgs],
        &[
            SOURCED_ID,
            STATUS,
            column("dateLastModified"),
            required("orgSourcedIds", Kind::Reference(to(TableId::Orgs))).list(),
            required("role", Kind::Token(closed(ROLES))),
            required("username", Kind::Text),
            column("userId"),
            required("givenName", Kind::Text),
            required("familyName", Kind::Text),
            column("identifier"),
            column("email"),
            column("sms"),
            column("phone"),
            column("agents"),
        ],
    ),
];
