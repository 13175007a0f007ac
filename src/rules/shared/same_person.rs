//! Whether two rows of users.csv seem to be one person: a help page tells districts to list a teacher once for each school.

use super::{Args, RowFacts, Said, id_hash};
use crate::rule::{one_of, told};

/// What is remembered of a row to be compared with others, in hashes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Person {
    /// Of the names; none if one is blank.
    name: Option<u32>,
    orgs: u32,
    role: u32,
}

impl Person {
    /// Remembers a row.
    pub(crate) fn of(row: &RowFacts) -> Self {
        let cell = |name: &str| row.table.place_of(name).map_or(&[][..], |place| row.row.cell(place).trim_ascii());
        let half = |text: &[u8]| (id_hash(text) >> 32) as u32;
        let names = [cell("givenName"), cell("familyName")];
        let name = names.iter().all(|name| !name.is_empty()).then(|| {
            let both = String::from_utf8_lossy(&names.join(&b'\n')).to_lowercase();
            half(both.as_bytes())
        });
        Self { name, orgs: half(cell("orgSourcedIds")), role: half(cell("role")) }
    }

    /// As what the same person seems to be listed twice.
    fn twice(self, other: Self) -> Twice {
        match self.name.is_some() && self.name == other.name {
            true if self.role != other.role => Twice::ByRole,
            true if self.orgs != other.orgs => Twice::BySchool,
            true => Twice::OnePerson,
            false => Twice::OtherPerson,
        }
    }
}

one_of! {
    /// Who shares a cell with somebody before.
    enum Twice {
        /// Somebody else.
        OtherPerson = "",
        ByRole = "role",
        BySchool = "school",
        OnePerson = "person",
    }
}

told! {
    /// A row that shares a cell with an earlier one.
    struct Shares {
        twice: Twice,
    }
}

/// What a message says of it, behind a sentence.
pub(crate) fn remark(said: &Said) -> &'static str {
    match Shares::of(said).twice {
        Twice::BySchool => " Both rows have the same name: this may be one person, listed once for each school.",
        Twice::ByRole => " Both rows have the same name: this may be one person, listed once for each role.",
        Twice::OnePerson => " Both rows have the same name: this may be one person, listed twice.",
        Twice::OtherPerson => "",
    }
}

/// What to do, if it is one person.
pub(crate) fn fix(said: &Said) -> Option<&'static str> {
    match Shares::of(said).twice {
        Twice::BySchool => Some(
            "If it is one person, keep one row with all schools in orgSourcedIds, and use its ID in enrollments.csv.",
        ),
        Twice::ByRole => Some("If it is one person, ask the receiver which role it wants, and keep that row."),
        Twice::OnePerson => Some("If it is one person, keep one of the rows, and use its ID in enrollments.csv."),
        Twice::OtherPerson => None,
    }
}

/// The arguments of a finding about a row that shares this cell with an earlier line.
pub(crate) fn args(cell: &[u8], line: u64, [first, own]: [Person; 2]) -> Args {
    Args::value(cell).beside(line).told(Shares { twice: first.twice(own) })
}
