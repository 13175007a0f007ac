//! HMH (Ed, `ThinkCentral`, Holt `McDougal` Online): what its help pages say of OneRoster 1.1 CSV files, as data.
//!
//! The pages are older than OneRoster 1.2: their limits may have changed.

use super::{Ask, ColumnRule, Confidence, Declaration, Page, Severity};
use crate::oneroster::{Mode, TableId, Version};

/// The data files that must be in the zip; of the others nothing is said.
const NEEDED: &[TableId] = &[
    TableId::AcademicSessions,
    TableId::Orgs,
    TableId::Courses,
    TableId::Classes,
    TableId::Users,
    TableId::Enrollments,
    TableId::Demographics,
];

/// The receiver.
pub(super) static DECLARATION: Declaration = Declaration {
    id: "hmh",
    profile: "hmh",
    title: "HMH",
    versions: &[Version::V1_1],
    modes: &[Mode::Bulk],
    reads: Some(NEEDED),
    needs: NEEDED,
    // Their contents are not stored: a header alone will do.
    may_be_empty: &[TableId::AcademicSessions, TableId::Courses, TableId::Demographics],
    columns: &[
        ColumnRule {
            file: TableId::Classes,
            column: "sourcedId",
            ask: Ask::Longest(255),
            severity: Severity::Error,
            page: 2,
            confidence: Confidence::High,
        },
        ColumnRule {
            file: TableId::Users,
            column: "sourcedId",
            ask: Ask::UniqueWithoutCase,
            severity: Severity::Error,
            page: 1,
            confidence: Confidence::Medium,
        },
    ],
    read_on: "2026-11-28",
    sources: &[
        Page {
            title: "HMH: About OneRoster template files",
            link: "http://downloads.hmlt.hmco.com/Help/ImportMngmt/Administrator/OneRoster_Template_Files/About_OneRoster_Template_Files.htm",
            confidence: Confidence::High,
        },
        Page {
            title: "HMH: OneRoster 1.1 users file",
            link: "http://downloads.hmlt.hmco.com/Help/ImportMngmt/Administrator/OneRoster_Template_Files/OneRoster_v1-1/OneRoster_1-1_users_File.htm",
            confidence: Confidence::High,
        },
        Page {
            title: "HMH: OneRoster 1.1 classes file",
            link: "http://downloads.hmlt.hmco.com/Help/ImportMngmt/Administrator/OneRoster_Template_Files/OneRoster_v1-1/OneRoster_1-1_classes.htm",
            confidence: Confidence::High,
        },
        Page {
            title: "HMH: OneRoster 1.1 enrollments file",
            link: "http://downloads.hmlt.hmco.com/Help/ImportMngmt/Administrator/OneRoster_Template_Files/OneRoster_v1-1/OneRoster_1.1_enrollments_File.htm",
            confidence: Confidence::High,
        },
        Page {
            title: "HMH: Rostering with OneRoster CSV",
            link: "http://downloads.hmlt.hmco.com/Help/ImportMngmt/Administrator/Rostering/Steps_OR_CSV/Rostering_with_OneRoster_CSV.htm",
            confidence: Confidence::High,
        },
        Page {
            title: "HMH: Rostering with the OneRoster API (another transport)",
            link: "http://downloads.hmlt.hmco.com/Help/ImportMngmt/Administrator/Rostering/Steps_OR_API/Rostering_with_OneRoster_API.htm",
            confidence: Confidence::Medium,
        },
        Page {
            title: "HMH: Troubleshooting errors",
            link: "http://downloads.hmlt.hmco.com/Help/ImportMngmt/Administrator/Data_Import/Troubleshooting_Errors.htm",
            confidence: Confidence::High,
        },
    ],
    not_public: &[
        "How much may change before HMH stops an import for review",
        "What becomes of a record that is missing from a bulk file",
        "The columns after the first of each file: the longest names, the grades, the roles",
        "What the zip must be called",
        "The length that is recommended for ids of classes",
    ],
    not_checked: &[
        "A class of 50 students or more may be refused: leave out lunch and study hall",
        "More than 50 classes for one teacher give a warning",
        "Staff rows with one username are merged into one account with all roles and schools",
        "Every value should be quoted",
        "The contents of courses, academicSessions, and demographics are not stored: a header alone will do",
    ],
    complete: 70,
    ..Declaration::PLAIN
};
