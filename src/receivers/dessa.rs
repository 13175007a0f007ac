//! The DESSA System of Aperture Education: what its pages say, as data.
//!
//! Sources: "Integrating with the Infinite Campus Student Information System" (the Infinite Campus article),
//! <https://selcompass.zendesk.com/hc/en-us/articles/7238443011725>, and the pages named below.

use super::{Confidence, Declaration, MissingRecord, Page};
use crate::oneroster::{Mode, TableId, Version};

/// The data files that the DESSA System needs, besides the manifest.
pub const FILES: [TableId; 7] = [
    TableId::AcademicSessions,
    TableId::Classes,
    TableId::Courses,
    TableId::Demographics,
    TableId::Enrollments,
    TableId::Orgs,
    TableId::Users,
];

/// The version of OneRoster that the DESSA System reads.
pub const VERSION: &str = "1.1";

/// The receiver.
pub(super) static DECLARATION: Declaration = Declaration {
    id: "dessa",
    profile: "infinite-campus",
    title: "DESSA System",
    by_default: true,
    versions: &[Version::V1_1],
    modes: &[Mode::Bulk],
    reads: Some(&FILES),
    needs: &FILES,
    // It has rules of its own for these: `campus-file-missing`, `delta-for-dessa`.
    severities: &[("needed-file-missing", None), ("mode-not-accepted", None)],
    missing_records: &[(TableId::Orgs, MissingRecord::Removed), (TableId::Users, MissingRecord::Removed)],
    read_on: "2026-11-28",
    sources: &[
        Page {
            title: "Aperture Education: Integrating with the Infinite Campus Student Information System",
            link: "https://selcompass.zendesk.com/hc/en-us/articles/7238443011725",
            confidence: Confidence::High,
        },
        Page {
            title: "Aperture Education: Integrating with the Aeries Student Information System",
            link: "https://info.apertureed.com/en/hc/integrating-with-the-aeries-student-information-system",
            confidence: Confidence::High,
        },
        Page {
            title: "Aperture Education: Roster integration using the OneRoster file format",
            link: "https://info.apertureed.com/en/hc/roster-integration-using-the-oneroster-file-format",
            confidence: Confidence::High,
        },
        Page {
            title: "Aperture Education: Accepted clean integration file",
            link: "https://info.apertureed.com/en/hc/accepted-clean-integration-file",
            confidence: Confidence::High,
        },
        Page {
            title: "Aperture Education: required data of the flat file",
            link: "https://selcompass.zendesk.com/hc/en-us/articles/7455718065933",
            confidence: Confidence::Medium,
        },
    ],
    not_public: &[
        "Which column the student number is taken from",
        "Whether the manifest and academicSessions.csv are required: three pages list six, seven, and eight files",
        "Column lengths and the characters that are allowed",
    ],
    not_checked: &[
        "The integration is part of the packages Select and Pro; Basic uses manual imports",
        "The file name and format must stay as they were set up; changes go to datateam@apertureed.com",
        "Site leaders, unrostered educators and training-only users are added by hand",
        "The current list of required fields names class name, class code and class period (flat file)",
    ],
    complete: 80,
    ..Declaration::PLAIN
};
