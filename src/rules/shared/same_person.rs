//! Whether two rows of users.csv seem to be one person: a help page tells districts to list a teacher once for each school.

use super::{Args, RowFacts, Said, id_hash};

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

    /// As what the same person seems to be listed twice: a word for [`twice`], empty if it seems to be another.
    pub(crate) fn twice(self, other: Self) -> &'static str {
        match self.name.is_some() && self.name == other.name {
            true if self.role != other.role => "role",
            true if self.orgs != other.orgs => "school",
            true => "person",
            false => "",
        }
    }
}

/// What a message says of it, behind a sentence, by the argument at this place.
pub(crate) fn remark(said: &Said, place: usize) -> &'static str {
    match said.word(place).as_str() {
        "school" => " Both rows have the same name: this may be one person, listed once for each school.",
        "role" => " Both rows have the same name: this may be one person, listed once for each role.",
        "person" => " Both rows have the same name: this may be one person, listed twice.",
        _ => "",
    }
}

/// What to do, if it is one person.
pub(crate) fn fix(said: &Said, place: usize) -> Option<&'static str> {
    match said.word(place).as_str() {
        "school" => Some(
            "If it is one person, keep one row with all schools in orgSourcedIds, and use its ID in enrollments.csv.",
        ),
        "role" => Some("If it is one person, ask the receiver which role it wants, and keep that row."),
        "person" => Some("If it is one person, keep one of the rows, and use its ID in enrollments.csv."),
        _ => None,
    }
}

/// The arguments of a finding about a row that shares this cell with an earlier line.
pub(crate) fn args(cell: &[u8], line: u64, twice: &'static str) -> Args {
    Args::value(cell).other_line(line).word(twice)
}
