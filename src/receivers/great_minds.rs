//! Great Minds (Eureka Math, Wit & Wisdom): what its support pages say of OneRoster 1.1 CSV files, as data.
//!
//! The tables of columns were cut in the copy that was read: what is missing is named below.

use super::{Ask, ColumnRule, Confidence, Declaration, Page, Severity};
use crate::oneroster::{Mode, TableId, Version};

/// The data files that it processes, and needs.
const FILES: &[TableId] = &[TableId::Orgs, TableId::Classes, TableId::Users, TableId::Enrollments];

/// The characters of an id.
const OF_IDS: &[(char, char)] = &[('a', 'z'), ('A', 'Z'), ('0', '9'), ('-', '-'), ('_', '_'), ('.', '.')];

const fn column(file: TableId, column: &'static str, ask: Ask, page: usize) -> ColumnRule {
    ColumnRule { file, column, ask, severity: Severity::Error, page, confidence: Confidence::High }
}

/// The receiver.
pub(super) static DECLARATION: Declaration = Declaration {
    id: "great-minds",
    profile: "great-minds",
    title: "Great Minds",
    versions: &[Version::V1_1],
    modes: &[Mode::Bulk],
    reads: Some(FILES),
    needs: FILES,
    reads_manifest: false,
    // The types of orgs that are taken are those of the standard.
    columns: &[
        column(TableId::Users, "sourcedId", Ask::Longest(100), 1),
        column(TableId::Users, "sourcedId", Ask::Characters(OF_IDS), 1),
        column(TableId::Classes, "sourcedId", Ask::Longest(100), 2),
        column(TableId::Classes, "sourcedId", Ask::Characters(OF_IDS), 2),
    ],
    severities: &[
        ("missing-manifest", None),
        // A file without rows counts as empty: the pages say that none of the four may be.
        ("no-data-rows", Some(Severity::Error)),
        // What is in these columns is not read.
        ("filled-in-bulk", None),
    ],
    read_on: "2026-11-28",
    sources: &[
        Page {
            title: "Great Minds: Getting started with OneRoster",
            link: "https://digitalsupport.greatminds.org/s/article/getting-started-with-oneroster",
            confidence: Confidence::High,
        },
        Page {
            title: "Great Minds: OneRoster file specifications, users.csv",
            link: "https://digitalsupport.greatminds.org/s/article/oneroster-file-specifications-users-csv",
            confidence: Confidence::High,
        },
        Page {
            title: "Great Minds: OneRoster file specifications, classes.csv",
            link: "https://digitalsupport.greatminds.org/s/article/oneroster-file-specifications-classes-csv",
            confidence: Confidence::High,
        },
        Page {
            title: "Great Minds: OneRoster file specifications, orgs.csv",
            link: "https://digitalsupport.greatminds.org/s/article/oneroster-file-specifications-orgs-csv",
            confidence: Confidence::High,
        },
        Page {
            title: "Great Minds: OneRoster file specifications, enrollments.csv",
            link: "https://digitalsupport.greatminds.org/s/article/oneroster-file-specifications-enrollments-csv",
            confidence: Confidence::High,
        },
        Page {
            title: "Great Minds: OneRoster sync reports",
            link: "https://digitalsupport.greatminds.org/s/article/oneroster-sync-reports",
            confidence: Confidence::High,
        },
    ],
    not_public: &[
        "The columns of users from role on, of classes from title on, of orgs from type on",
        "The longest names, and what an email address must look like",
        "Whether a class needs a teacher",
        "Whether a user who is missing from the package is removed",
        "Which roles enrollments.csv may have: the list is cut",
    ],
    not_checked: &[
        "metadata.gm.additionalroles gives a person more roles: district_admin, school_admin or teacher",
        "Because status is not read, a row marked tobedeleted is probably taken like any other",
    ],
    complete: 75,
    ..Declaration::PLAIN
};
