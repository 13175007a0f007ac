//! Receivers as data: one file for each, with what it reads, needs and does, and who says so.
//!
//! The severities of a rule belong to receivers: see [`Severities`]. Adding a receiver means a file here, one line in
//! `DECLARED`, and its tests.

mod book;
pub mod d2l_brightspace;
pub mod dessa;
mod severities;

use crate::oneroster::{TableId, Version};

pub use book::{Book, PageEntry, ReceiverEntry, SenderEntry, SenderPage, book};
pub use severities::{Severities, Severity};

/// Every receiver that rostercheck knows, in the order of the report. The standard itself comes first: nobody receives it,
/// but packages are judged by it as by the others.
static DECLARED: &[&Declaration] = &[&STANDARD, &dessa::DECLARATION, &d2l_brightspace::DECLARATION];

/// What is known of a receiver.
#[derive(Debug)]
pub struct Declaration {
    /// Its id: `--to`, `?to=`.
    pub id: &'static str,
    /// Its id in reports, with `--profile` and in `?profile=`, which stays what it was.
    pub profile: &'static str,
    /// Its name.
    pub title: &'static str,
    /// The versions of OneRoster that it reads.
    pub versions: &'static [Version],
    /// The data files that it reads; none if it reads all of them.
    pub reads: Option<&'static [TableId]>,
    /// The data files that must be there.
    pub needs: &'static [TableId],
    /// What becomes of a record that is missing from a bulk file, as far as that is published.
    pub missing_records: &'static [(TableId, MissingRecord)],
    /// The day on which its pages were read last, as `YYYY-MM-DD`.
    pub read_on: &'static str,
    /// Who says so.
    pub sources: &'static [Page],
    /// What is not public.
    pub not_public: &'static [&'static str],
}

/// What a receiver does with a record that is missing from a bulk file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MissingRecord {
    /// It stays.
    Kept,
    /// It is removed.
    Removed,
    /// The person loses the place in the class.
    Unenrolled,
}

/// A page on which rules are published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// Whose page, and about what.
    pub title: &'static str,
    /// Its address.
    pub link: &'static str,
    /// How sure it is that it speaks of this receiver and of OneRoster CSV.
    pub confidence: Confidence,
}

/// How sure a statement is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confidence {
    /// Read on the page, about this receiver and OneRoster CSV.
    High,
    /// Of a sister product or another transport, or inferred.
    Medium,
}

impl Confidence {
    /// The word.
    pub fn word(self) -> &'static str {
        match self {
            Self::High => "high",
            Self::Medium => "medium",
        }
    }
}

/// The OneRoster CSV binding.
static STANDARD: Declaration = Declaration {
    id: "oneroster",
    profile: "oneroster",
    title: "OneRoster standard",
    versions: &[Version::V1_1, Version::V1_2],
    reads: None,
    needs: &[],
    missing_records: &[],
    read_on: "2026-11-22",
    sources: &[
        Page {
            title: "1EdTech: OneRoster CSV tables 1.1",
            link: "https://www.imsglobal.org/oneroster-v11-final-csv-tables",
            confidence: Confidence::High,
        },
        Page {
            title: "1EdTech: OneRoster 1.2 CSV binding",
            link: "https://www.imsglobal.org/spec/oneroster/v1p2/bind/csv",
            confidence: Confidence::High,
        },
    ],
    not_public: &[],
};

/// A receiver, by its place in the list of those that are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Receiver(u8);

impl Receiver {
    /// The OneRoster CSV binding itself.
    pub const ONEROSTER: Self = Self(0);
    /// The DESSA System of Aperture Education.
    pub const DESSA: Self = Self(1);
    /// D2L Brightspace.
    pub const D2L_BRIGHTSPACE: Self = Self(2);

    /// Every receiver, in the order of the report.
    pub fn all() -> impl Iterator<Item = Self> + Clone {
        (0u8..).zip(DECLARED).map(|(place, _)| Self(place))
    }

    /// What is known of it.
    pub fn declaration(self) -> &'static Declaration {
        DECLARED.get(usize::from(self.0)).copied().unwrap_or(&STANDARD)
    }

    /// Its name in reports, with `--profile` and in links.
    pub fn id(self) -> &'static str {
        let Declaration { profile, .. } = self.declaration();
        profile
    }

    /// Its name for people.
    pub fn title(self) -> &'static str {
        self.declaration().title
    }

    /// The receiver with this id, or with this id of a profile.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::all().find(|receiver| receiver.declaration().id == id || receiver.id() == id)
    }

    /// Whether it reads a data file.
    pub fn reads(self, file: TableId) -> bool {
        self.declaration().reads.is_none_or(|files| files.contains(&file))
    }

    /// What it does with a record that is missing from a bulk file; none if that is not published.
    pub fn missing_record(self, file: TableId) -> Option<MissingRecord> {
        self.declaration().missing_records.iter().find(|(table, _)| *table == file).map(|(_, what)| *what)
    }

    /// Its place among those that are known.
    const fn place(self) -> u32 {
        self.0 as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_receiver_is_found_by_its_ids() {
        let mut ids: Vec<&str> = Vec::new();
        for receiver in Receiver::all() {
            let declaration = receiver.declaration();
            assert_eq!(Receiver::from_id(declaration.id), Some(receiver));
            assert_eq!(Receiver::from_id(declaration.profile), Some(receiver));
            ids.push(declaration.profile);
        }
        assert_eq!(ids, ["oneroster", "infinite-campus", "d2l-brightspace"], "links and reports rely on these");
        assert_eq!(Receiver::from_id("dessa"), Some(Receiver::DESSA));
        assert_eq!(Receiver::from_id("nobody"), None);
        for (receiver, id) in [
            (Receiver::ONEROSTER, "oneroster"),
            (Receiver::DESSA, "dessa"),
            (Receiver::D2L_BRIGHTSPACE, "d2l-brightspace"),
        ] {
            assert_eq!(receiver.declaration().id, id);
        }
    }

    #[test]
    fn declarations_agree_with_themselves() {
        for declaration in DECLARED {
            assert!(crate::oneroster::value::Day::parse(declaration.read_on.as_bytes()).is_some());
            assert!(
                !declaration.sources.is_empty() && declaration.sources.iter().all(|it| it.link.starts_with("https:"))
            );
            let reads = |file: &TableId| declaration.reads.is_none_or(|files| files.contains(file));
            assert!(declaration.needs.iter().all(reads), "{} needs what it does not read", declaration.id);
            assert!(declaration.missing_records.iter().all(|(file, _)| reads(file)), "{}", declaration.id);
        }
    }

    #[test]
    fn what_becomes_of_a_missing_record_is_known_by_file() {
        let of = |receiver: Receiver, file| receiver.missing_record(file);
        assert_eq!(of(Receiver::DESSA, TableId::Users), Some(MissingRecord::Removed));
        assert_eq!(of(Receiver::DESSA, TableId::Orgs), Some(MissingRecord::Removed));
        assert_eq!(of(Receiver::DESSA, TableId::Courses), None);
        assert_eq!(of(Receiver::D2L_BRIGHTSPACE, TableId::Enrollments), Some(MissingRecord::Unenrolled));
        assert_eq!(of(Receiver::D2L_BRIGHTSPACE, TableId::Users), Some(MissingRecord::Kept));
        assert_eq!(of(Receiver::ONEROSTER, TableId::Users), None);
    }
}
