//! `ManageBac`+ (Faria): what its guide says of its dialect of OneRoster 1.2 CSV, as data.
//!
//! The guide prints `dateModified` and `agentSourceIds` on two pages where its first page has the names of the standard:
//! these are taken for slips.

use super::{Ask, ColumnRule, Confidence, Declaration, MissingRecord, Page, Severity};
use crate::oneroster::{Mode, TableId, Version};

/// The receiver.
pub(super) static DECLARATION: Declaration = Declaration {
    id: "managebac",
    profile: "managebac",
    title: "ManageBac",
    versions: &[Version::V1_2],
    // Delta is described in one page and refused as “not supported yet” in another: nothing is asked of it.
    modes: &[Mode::Bulk, Mode::Delta],
    columns: &[
        ColumnRule {
            file: TableId::Roles,
            column: "role",
            ask: Ask::Words(&["systemAdministrator", "teacher", "parent", "student"]),
            // The row is skipped.
            severity: Severity::Warning,
            page: 2,
            confidence: Confidence::High,
        },
        ColumnRule {
            file: TableId::Roles,
            column: "roleType",
            ask: Ask::Words(&["primary"]),
            severity: Severity::Warning,
            page: 2,
            confidence: Confidence::High,
        },
    ],
    ids_unique_over_files: Some(Severity::Error),
    missing_records: &[(TableId::Classes, MissingRecord::Removed), (TableId::Users, MissingRecord::Removed)],
    severities: &[
        // The error list of the guide refuses what is only advised in the standard.
        ("unknown-manifest-property", Some(Severity::Error)),
        ("wrong-manifest-version", Some(Severity::Error)),
        // Absent files are allowed, also those that others refer to.
        ("missing-file", Some(Severity::Warning)),
    ],
    read_on: "2026-11-28",
    sources: &[
        Page {
            title: "ManageBac: OneRoster custom specification",
            link: "https://guide.fariaedu.com/managebac-oneroster-custom-specification",
            confidence: Confidence::High,
        },
        Page {
            title: "ManageBac: users",
            link: "https://guide.fariaedu.com/managebac-oneroster-custom-specification/csv_files/users",
            confidence: Confidence::High,
        },
        Page {
            title: "ManageBac: roles",
            link: "https://guide.fariaedu.com/managebac-oneroster-custom-specification/csv_files/roles",
            confidence: Confidence::High,
        },
        Page {
            title: "ManageBac: manifest",
            link: "https://guide.fariaedu.com/managebac-oneroster-custom-specification/csv_files/manifest",
            confidence: Confidence::High,
        },
        Page {
            title: "ManageBac: errors",
            link: "https://guide.fariaedu.com/managebac-oneroster-custom-specification/messages/errors",
            confidence: Confidence::High,
        },
        Page {
            title: "ManageBac: Data Exchange user guide",
            link: "https://help.managebac.com/hc/en-us/articles/42614157701913-Data-Exchange-User-Guide",
            confidence: Confidence::High,
        },
    ],
    not_public: &[
        "The pages of classes, courses, orgs, academicSessions, and enrollments were not read",
        "Whether delta works: the guide describes it, and its list of errors says that it is not supported yet",
        "Which grades a school has",
    ],
    not_checked: &[
        "username is used as the email address",
        "A student may name parents only as agents, and a parent students only",
        "A role cannot be changed or removed later",
        "An existing class is matched by classCode",
        "email, sms, phone, password, preferred names and primaryOrgSourcedId are not used",
        "The archive of what is missing leaves out observers",
    ],
    complete: 60,
    ..Declaration::PLAIN
};
