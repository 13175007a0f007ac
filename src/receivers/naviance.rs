//! `PowerSchool` Naviance: what its pages say of OneRoster 1.1 CSV files, as data.
//!
//! The pages print some names of columns and one of a file otherwise than the standard (`sourceID`, `org.csv`). These are
//! taken for slips: a package by the standard is not blamed for them.

use super::{Ask, ColumnRule, Confidence, Declaration, Page, Severity, Zip};
use crate::oneroster::{Mode, TableId, Version};

/// The receiver.
pub(super) static DECLARATION: Declaration = Declaration {
    id: "naviance",
    profile: "naviance",
    title: "PowerSchool Naviance",
    versions: &[Version::V1_1],
    modes: &[Mode::Bulk],
    needs: &[TableId::Orgs, TableId::Users, TableId::Demographics],
    zip: Zip { name: Some("NavianceOneRoster.zip"), case_matters: false, most_bytes: Some(1_000_000_000) },
    columns: &[
        ColumnRule {
            file: TableId::Users,
            column: "role",
            ask: Ask::Words(&["student", "administrator", "teacher"]),
            // That others are refused is not said, only that there are these three.
            severity: Severity::Warning,
            page: 1,
            confidence: Confidence::Medium,
        },
        ColumnRule {
            file: TableId::Orgs,
            column: "type",
            ask: Ask::Words(&["school", "district"]),
            severity: Severity::Error,
            page: 2,
            confidence: Confidence::High,
        },
    ],
    read_on: "2026-11-28",
    sources: &[
        Page {
            title: "Naviance: OneRoster manifest import fields",
            link: "https://ps.powerschool-docs.com/naviance/latest/oneroster-manifest-import-fields",
            confidence: Confidence::High,
        },
        Page {
            title: "Naviance: OneRoster users import fields",
            link: "https://ps.powerschool-docs.com/naviance/latest/oneroster-users-import-fields",
            confidence: Confidence::High,
        },
        Page {
            title: "Naviance: OneRoster org import fields",
            link: "https://ps.powerschool-docs.com/naviance/latest/oneroster-org-import-fields",
            confidence: Confidence::High,
        },
        Page {
            title: "Naviance: OneRoster demographics import fields",
            link: "https://ps.powerschool-docs.com/naviance/latest/oneroster-demogrphics-import-fields",
            confidence: Confidence::Medium,
        },
        Page {
            title: "Naviance: Prepare for the student integration with OneRoster",
            link: "https://ps.powerschool-docs.com/naviance/latest/prepare-for-the-student-integration-oneroster",
            confidence: Confidence::Medium,
        },
        Page {
            title: "Naviance: OneRoster users import fields (draft of a newer edition)",
            link: "https://user-help-sandbox.powerschool-docs.com/naviance/working-version/oneroster-users-import-fields",
            confidence: Confidence::Medium,
        },
    ],
    not_public: &[
        "The columns of users after agentSourcedIds, and those of demographics",
        "How errors come back",
        "Whether enrollments are used",
        "What becomes of a record that is missing from a bulk file",
        "What happens to users with another role",
    ],
    not_checked: &[
        "Staff may need a column metadata.title or metadata.positiontitle (draft of a newer edition)",
        "identifier of an org is the district's NCES number",
        "Each user needs a row in demographics.csv",
        "The orgs file is called org.csv on one page and orgs.csv, as in the standard, on another",
    ],
    complete: 80,
    ..Declaration::PLAIN
};
