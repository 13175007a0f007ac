//! Receivers as data: one file for each, with what it reads, needs and does, and who says so.
//!
//! The severities of a rule belong to receivers: see [`Severities`]. Adding a receiver means a file here, one line in
//! `DECLARED`, and its tests: rules that look for what declarations ask for name no receiver. `cargo xtask new-receiver`
//! writes a skeleton.

mod asks;
mod book;
mod classlink;
pub mod d2l_brightspace;
mod declaration;
pub(crate) mod described;
pub mod dessa;
mod great_minds;
mod hmh;
mod json;
mod likeness;
mod link;
mod managebac;
mod naviance;
mod reading;
mod registry;
mod severities;
mod words;

use crate::oneroster::{Mode, TableId};

pub use book::{Book, PageEntry, ReceiverEntry, SenderEntry, SenderPage, book};
pub use declaration::{Ask, ColumnRule, Confidence, Declaration, MissingRecord, Origin, Page, Zip};
pub use described::{Described, Refused};
pub use link::{from_link, to_link};
pub use severities::{Severities, Severity};

/// Every receiver that rostercheck knows, in the order of the report. The standard itself comes first: nobody receives it,
/// but packages are judged by it as by the others.
static DECLARED: &[&Declaration] = &[
    &STANDARD,
    &dessa::DECLARATION,
    &d2l_brightspace::DECLARATION,
    &classlink::DECLARATION,
    &great_minds::DECLARATION,
    &hmh::DECLARATION,
    &naviance::DECLARATION,
    &managebac::DECLARATION,
];

/// The OneRoster CSV binding.
static STANDARD: Declaration = Declaration {
    id: "oneroster",
    profile: "oneroster",
    title: "OneRoster standard",
    by_default: true,
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
    ..Declaration::PLAIN
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

    /// Every receiver that is built in, in the order of the report.
    pub fn all() -> impl Iterator<Item = Self> + Clone {
        (0u8..).zip(DECLARED).map(|(place, _)| Self(place))
    }

    /// The receiver that somebody described. The same description gives the same receiver; there is room for a few only.
    pub fn described(described: &Described) -> Result<Self, Refused> {
        registry::register(described)
    }

    /// What it asks for, in sentences.
    pub fn in_words(self) -> Vec<String> {
        words::of(self.declaration())
    }

    /// Who wrote down its rules, where rostercheck did not.
    pub fn remark(self) -> Option<&'static str> {
        let is_described = self.declaration().origin == Origin::Described;
        is_described.then_some("rules from the author of the file or link, not written by rostercheck")
    }

    /// Those that are chosen when nobody says who receives the package, in the order of the report.
    pub fn by_default() -> impl Iterator<Item = Self> + Clone {
        Self::all().filter(|receiver| receiver.declaration().by_default)
    }

    /// What is known of it.
    pub fn declaration(self) -> &'static Declaration {
        let place = usize::from(self.0);
        match DECLARED.get(place) {
            Some(declaration) => declaration,
            None => registry::declaration(place - DECLARED.len()).unwrap_or(&STANDARD),
        }
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

    /// Whether it takes files that are sent in this way.
    pub fn takes(self, mode: Mode) -> bool {
        self.declaration().takes(mode)
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
#[allow(clippy::panic, reason = "a test that cannot go on fails")]
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
        let first = ["oneroster", "infinite-campus", "d2l-brightspace"];
        assert_eq!(ids[..3], first, "links and reports rely on these");
        assert!(ids[3..].starts_with(&["classlink", "great-minds", "hmh", "naviance", "managebac"]), "{ids:?}");
        let by_default: Vec<&str> = Receiver::by_default().map(Receiver::id).collect();
        assert_eq!(by_default, first, "a receiver that came later is not chosen by default");
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
            let is_link = |page: &Page| page.link.starts_with("https://") || page.link.starts_with("http://");
            assert!(!declaration.sources.is_empty() && declaration.sources.iter().all(is_link));
            for rule in declaration.columns {
                assert!(declaration.sources.get(rule.page).is_some(), "{}: {rule:?}", declaration.id);
                let has_column = declaration.versions.iter().any(|version| {
                    version.table(rule.file).is_some_and(|table| table.column_index(rule.column).is_some())
                });
                assert!(has_column, "{}: {rule:?}", declaration.id);
            }
            for (name, _) in declaration.severities {
                let rule = crate::rules::Rule::from_name(name).unwrap_or_else(|| panic!("{name} is no rule"));
                let is_of_the_standard = rule.severities.get(Receiver::ONEROSTER).is_some();
                assert!(
                    is_of_the_standard || asks::GENERIC.contains(name),
                    "{}: {name} is a rule of other receivers",
                    declaration.id
                );
            }
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
