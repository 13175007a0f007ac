//! `ClassLink` Roster Server: what its support pages say of OneRoster 1.1 CSV files, as data.
//!
//! Most of the pages date from 2018 and 2019, and were read in a stored copy.

use super::{Confidence, Declaration, Page};
use crate::oneroster::{TableId, Version};

/// The receiver.
pub(super) static DECLARATION: Declaration = Declaration {
    id: "classlink",
    profile: "classlink",
    title: "ClassLink Roster Server",
    versions: &[Version::V1_1],
    needs: &[
        TableId::AcademicSessions,
        TableId::Orgs,
        TableId::Courses,
        TableId::Classes,
        TableId::Users,
        TableId::Enrollments,
    ],
    read_on: "2026-11-28",
    sources: &[
        Page {
            title: "ClassLink: OneRoster 1.1 CSVs",
            link: "https://support.classlink.com/hc/en-us/articles/115002517753-OneRoster-1-1-CSVs",
            confidence: Confidence::High,
        },
        Page {
            title: "ClassLink: Import Rosters",
            link: "https://support.classlink.com/hc/en-us/articles/115002523614-Import-Rosters",
            confidence: Confidence::High,
        },
        Page {
            title: "ClassLink: Creating your 1.1 enrollments CSV file",
            link: "https://support.classlink.com/hc/en-us/articles/115002526194-Creating-your-1-1-enrollments-csv-file",
            confidence: Confidence::High,
        },
        Page {
            title: "ClassLink: CSV Validator",
            link: "http://docs.classlink.com/docs/csv-validator",
            confidence: Confidence::High,
        },
    ],
    not_public: &[
        "How large a change may be before an import stops",
        "What becomes of a record that is missing from a bulk file",
        "Whether CSV files of OneRoster 1.2 are taken",
        "The rules for single columns of orgs, courses, classes, and academicSessions",
    ],
    not_checked: &[
        "The files go into the folder DailyImport of the SFTP site, not in a zip",
        "username must be the login name in the district's directory",
        "demographics.csv is strongly advised",
        "Two lists of files differ: the page of the CSV Validator names demographics.csv and leaves out courses.csv",
    ],
    complete: 55,
    ..Declaration::PLAIN
};
