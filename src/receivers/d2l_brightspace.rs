//! D2L Brightspace: what the article says, as data.
//!
//! Source: "OneRoster CSV" (the D2L Brightspace article), <https://community.d2l.com/brightspace/kb/articles/5924>.

use super::{Confidence, Declaration, MissingRecord, Page, Severity};
use crate::oneroster::{TableId, Version};

/// The data files that Brightspace processes, in its order.
pub const FILES: [TableId; 6] = [
    TableId::AcademicSessions,
    TableId::Orgs,
    TableId::Courses,
    TableId::Classes,
    TableId::Users,
    TableId::Enrollments,
];

/// The version of OneRoster that Brightspace reads.
pub const VERSION: &str = "1.1";

/// The receiver.
pub(super) static DECLARATION: Declaration = Declaration {
    id: "d2l-brightspace",
    profile: "d2l-brightspace",
    title: "D2L Brightspace",
    by_default: true,
    versions: &[Version::V1_1],
    reads: Some(&FILES),
    needs: &[],
    missing_records: &[
        (TableId::AcademicSessions, MissingRecord::Kept),
        (TableId::Orgs, MissingRecord::Kept),
        (TableId::Courses, MissingRecord::Kept),
        (TableId::Classes, MissingRecord::Kept),
        (TableId::Users, MissingRecord::Kept),
        (TableId::Enrollments, MissingRecord::Unenrolled),
    ],
    read_on: "2026-11-28",
    sources: &[
        Page {
            title: "D2L: OneRoster CSV",
            link: "https://community.d2l.com/brightspace/kb/articles/5924",
            confidence: Confidence::High,
        },
        Page {
            title: "D2L: OneRoster CSV data mappings",
            link: "https://community.d2l.com/brightspace/kb/articles/23844",
            confidence: Confidence::High,
        },
        Page {
            title: "D2L: Using OneRoster",
            link: "https://community.d2l.com/brightspace/kb/articles/23842-using-oneroster",
            confidence: Confidence::High,
        },
        Page {
            title: "D2L: Configure a OneRoster integration",
            link: "https://community.d2l.com/brightspace/kb/articles/32187-configure-a-oneroster-integration",
            confidence: Confidence::High,
        },
        Page {
            title: "D2L: D2L Standard CSV, lengths and characters (the sister product)",
            link: "https://community.d2l.com/brightspace/kb/articles/23826",
            confidence: Confidence::Medium,
        },
    ],
    not_public: &[
        "The end of the list of characters that a code can't contain",
        "Which column OrgDefinedId is taken from",
        "Whether codes must be unique across types of org units",
    ],
    not_checked: &[
        "The SFTP site takes a password only, no SSH key",
        "A site can forbid the integration to overwrite some or all fields",
        "A site can copy session dates to course offerings, off at first, with an offset in days; the first session counts",
        "Only the roles student and teacher have a mapping at first",
    ],
    complete: 80,
    ..Declaration::PLAIN
};

/// Characters of an org unit code that Brightspace keeps.
pub const LONGEST_CODE: usize = 50;

/// Which columns feed the code and the name of the org unit that a row becomes: the code is taken from the first
/// column when it is filled, else from the second, which is the name.
pub fn code_columns(table: TableId) -> Option<(Option<&'static str>, &'static str)> {
    match table {
        TableId::AcademicSessions => Some((None, "title")),
        TableId::Courses => Some((Some("courseCode"), "title")),
        TableId::Classes => Some((Some("classCode"), "title")),
        TableId::Orgs => Some((Some("identifier"), "name")),
        _ => None,
    }
}

/// A character that Brightspace does not support in an org unit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unsupported {
    /// The character.
    pub character: char,
    /// What people call it.
    pub name: &'static str,
    /// How sure the sources are: an error is printed in the article or in two other lists of D2L.
    pub severity: Severity,
    /// The same for the title of an academic session, where the article's second list is shorter.
    pub severity_in_session: Severity,
}

const fn unsupported(character: char, name: &'static str) -> Unsupported {
    Unsupported { character, name, severity: Severity::Error, severity_in_session: Severity::Error }
}

/// The characters, with their names. A hyphen is not among them: see `docs/decisions.md`.
pub const UNSUPPORTED: [Unsupported; 16] = [
    Unsupported { severity_in_session: Severity::Warning, ..unsupported('\\', "backslash") },
    Unsupported { severity_in_session: Severity::Warning, ..unsupported(':', "colon") },
    unsupported('*', "asterisk"),
    unsupported('?', "question mark"),
    unsupported('"', "double quote"),
    unsupported('\u{201C}', "opening double quote"),
    unsupported('\u{201D}', "closing double quote"),
    unsupported('<', "less-than sign"),
    unsupported('>', "greater-than sign"),
    unsupported('|', "vertical bar"),
    unsupported('\'', "apostrophe"),
    unsupported('\u{2018}', "opening single quote"),
    unsupported('#', "number sign"),
    unsupported(',', "comma"),
    unsupported('%', "percent sign"),
    unsupported('&', "ampersand"),
];

/// What word processors write for an apostrophe; in none of D2L's lists, though its siblings are.
pub const DOUBTFUL: Unsupported = Unsupported {
    character: '\u{2019}',
    name: "closing single quote",
    severity: Severity::Warning,
    severity_in_session: Severity::Warning,
};

/// The characters of `code` that Brightspace does not support, each with its place from 1.
pub fn unsupported_in(code: &str) -> Vec<(Unsupported, usize)> {
    // Nearly all codes are of these, of which none is unsupported.
    if code.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b'-' | b'.' | b'_' | b'/')) {
        return Vec::new();
    }
    let known = |letter: char| UNSUPPORTED.iter().chain([&DOUBTFUL]).find(|entry| entry.character == letter);
    code.chars().enumerate().filter_map(|(at, letter)| Some((*known(letter)?, at + 1))).collect()
}
