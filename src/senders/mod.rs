//! Senders as data: the student information systems that packages come from, with their screens and lines to paste.
//!
//! A finding matters to a receiver, but it is fixed in a sender. Adding a sender means a file here and one line in
//! `DECLARED`: no rule names one.

mod aeries;
mod infinite_campus;
mod other;

use crate::rule::{Rule, Said};

/// Every sender that rostercheck knows; the last stands for all others.
static DECLARED: &[&Declaration] = &[&infinite_campus::DECLARATION, &aeries::DECLARATION, &other::DECLARATION];

/// What is known of a sender.
#[derive(Debug)]
pub struct Declaration {
    /// Its id: `--from`, `?from=`.
    pub id: &'static str,
    /// Its name.
    pub title: &'static str,
    /// The day on which its pages were read last, as `YYYY-MM-DD`.
    pub read_on: &'static str,
    /// Who says so.
    pub sources: &'static [Source],
    /// What else there is to know.
    pub remark: &'static str,
    /// What to do in it about what a rule found.
    pub steps: &'static [Steps],
    /// Why people may be missing from its export, or be there unexpectedly.
    pub people: &'static [&'static str],
}

/// The name of a rule, and what to do about what it found: menu paths as `Here > There`, lines to paste as they are. No
/// words where there is nothing to be done.
pub type Steps = (&'static str, fn(&Said) -> String);

/// A page about a sender.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Source {
    /// Whose page, and about what.
    pub title: &'static str,
    /// Its address.
    pub link: &'static str,
}

/// A sender, by its place in the list of those that are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sender(u8);

impl Sender {
    /// Infinite Campus.
    pub const INFINITE_CAMPUS: Self = Self(0);
    /// Aeries.
    pub const AERIES: Self = Self(1);
    /// Any other.
    pub const OTHER: Self = Self(2);

    /// Every sender.
    pub fn all() -> impl Iterator<Item = Self> + Clone {
        (0u8..).zip(DECLARED).map(|(place, _)| Self(place))
    }

    /// What is known of it.
    pub fn declaration(self) -> &'static Declaration {
        DECLARED.get(usize::from(self.0)).copied().unwrap_or(&other::DECLARATION)
    }

    /// Its id on the command line, in links and in reports.
    pub fn id(self) -> &'static str {
        self.declaration().id
    }

    /// What to do in it about what a rule found, if it has an answer of its own.
    pub fn steps(self, rule: &Rule, said: &Said) -> Option<String> {
        self.words_for(rule).map(|steps| steps(&said.in_sender())).filter(|steps| !steps.is_empty())
    }

    /// Whether it has an answer of its own to what a rule finds.
    pub fn has_steps(self, rule: &Rule) -> bool {
        self.words_for(rule).is_some()
    }

    fn words_for(self, rule: &Rule) -> Option<fn(&Said) -> String> {
        self.declaration().steps.iter().find(|(name, _)| *name == rule.name).map(|(_, steps)| *steps)
    }

    /// The sender with this id.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::all().find(|sender| sender.id() == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_those_of_rules() {
        for declaration in DECLARED {
            for (place, (name, _)) in declaration.steps.iter().enumerate() {
                assert!(Rule::from_name(name).is_some(), "{}: {name} is no rule", declaration.id);
                let is_second = declaration.steps[..place].iter().any(|(other, _)| other == name);
                assert!(!is_second, "{}: {name} is there twice", declaration.id);
            }
        }
    }

    #[test]
    fn each_sender_is_found_by_its_id() {
        for (sender, id) in
            [(Sender::INFINITE_CAMPUS, "infinite-campus"), (Sender::AERIES, "aeries"), (Sender::OTHER, "other")]
        {
            assert_eq!((sender.id(), Sender::from_id(id)), (id, Some(sender)));
        }
        assert_eq!(Sender::all().count(), 3);
        assert_eq!(Sender::from_id("dessa"), None, "that is a receiver");
    }
}
