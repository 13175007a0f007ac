use std::collections::HashMap;
use std::hash::BuildHasher;

use super::same_person::{self, Person};
use super::*;
use crate::oneroster::TableId;
use crate::profiles::Receiver;
use crate::profiles::Severity::{Error, Warning};

page! {
    /// # Two users have the same username
    ///
    /// ## What it checks
    /// Two rows of users.csv with different IDs have the same `username`, ignoring capitalization.
    ///
    /// ## Why it matters
    /// Brightspace finds its accounts by username: the second row changes the first person's account. Other receivers
    /// join the two people or refuse one of them.
    ///
    /// ## How to fix
    /// Give each person their own username. If both rows are one person with two roles, ask the receiver how to send
    /// them.
    ///
    /// ## Example
    /// ```wrong
    /// users.csv
    /// sourcedId,username
    /// student1,sam.okafor
    /// teacher1,Sam.Okafor
    /// ```
    /// ```right
    /// users.csv
    /// sourcedId,username
    /// student1,sam.okafor
    /// teacher1,pat.okafor
    /// ```
    ///
    /// ## Known limits
    /// The check can't tell whether two rows are one person. If their IDs say so, the rule `person-with-two-roles`
    /// replaces this one for the DESSA System. Rows that delete their user aren't counted.
}

pub(crate) static RULE: Rule = Rule {
    name: "repeated-username",
    page: PAGE,
    counted: Some("users have a username that is already used"),
    since: "0.1.0",
    scope: Scope::Relation,
    severities: Severities::nowhere().infinite_campus(Warning).d2l_brightspace(Error),
    sources: &[
        brightspace_article("Users: if a user exists with same ‘Username’ then it can be mapped to the existing user"),
        page_of(Authority::InfiniteCampus, "OneRoster, what is new in 1.2: 1.1 has one record for each role of a person", "https://kb.infinitecampus.com/help/oneroster---whats-new-in-12"),
    ],
    detect: Detect::Rows(make),
    message: |said| match same_person::remark(said) {
        "" => format!("{} is already used on line {} for another user.", said.subject("username"), said.other_line()),
        remark => format!("{} is also on line {}.{remark}", said.subject("username"), said.other_line()),
    },
    fix: |said| match same_person::fix(said) {
        Some(fix) => format!("{fix} Otherwise, give each of the two their own username."),
        None => "Give each person their own username.".into(),
    },
};

fn make(table: &TableFacts, _: &mut Findings) -> Option<Box<dyn RowCheck>> {
    let username = table.place_of("username").filter(|_| table.table.id == TableId::Users)?;
    let (shared, seen) = (Shared::default(), HashMap::default());
    Some(Box::new(Usernames { id: table.place_of("sourcedId")?, username, shared, lower: Vec::new(), seen }))
}

struct Usernames {
    id: usize,
    username: usize,
    /// The usernames that several rows have.
    shared: Shared,
    /// Room for a name in lower case.
    lower: Vec<u8>,
    seen: HashMap<Box<str>, First, foldhash::fast::FixedState>,
}

struct First {
    line: u32,
    person: Person,
    id: u32,
    number: Option<u32>,
}

impl Usernames {
    /// The username without spaces around it; none if nothing is to be said of the row.
    fn name<'a>(&self, row: &RowFacts<'a>) -> Option<&'a str> {
        let name = std::str::from_utf8(row.row.cell(self.username)).ok()?.trim();
        (!name.is_empty() && !row.is_deleted()).then_some(name)
    }

    /// A hash that does not depend on letter case.
    fn hash(&mut self, name: &str) -> u64 {
        if name.is_ascii() { self.ascii_hash(name.as_bytes()) } else { id_hash(name.to_lowercase().as_bytes()) }
    }

    fn ascii_hash(&mut self, name: &[u8]) -> u64 {
        self.lower.clear();
        self.lower.extend_from_slice(name);
        self.lower.make_ascii_lowercase();
        id_hash(&self.lower)
    }
}

impl RowCheck for Usernames {
    fn rows(&mut self, rows: &RowsFacts, findings: &mut Findings) {
        let plain = rows.fresh & rows.batch.plain(self.username);
        for number in (plain & !rows.batch.deleted).iter() {
            let hash = self.ascii_hash(rows.cell(number, self.username));
            self.shared.push(hash);
        }
        rows.only(rows.fresh & !plain).each(findings, |row, _| {
            if let Some(name) = self.name(row) {
                let hash = self.hash(name);
                self.shared.push(hash);
            }
        });
    }

    fn wants_again(&mut self) -> bool {
        self.shared.is_any()
    }

    #[allow(clippy::cast_possible_truncation, reason = "half the hash is kept")]
    fn again(&mut self, row: &RowFacts, findings: &mut Findings) {
        let Some(name) = self.name(row) else { return };
        let hash = self.hash(name);
        if !self.shared.contains(hash) {
            return;
        }
        let id = row.row.cell(self.id);
        let half = |text: &[u8]| self.seen.hasher().hash_one(text) as u32;
        let number = person_with_two_roles::number(id).map(half);
        let id = half(id);
        let name = name.to_lowercase();
        match self.seen.get(name.as_str()) {
            Some(first) if first.id == id => {}
            Some(first) => {
                let (place, line) = (row.place("username"), u64::from(first.line));
                let cell = row.row.cell(self.username);
                let mut severities = RULE.severities;
                if number.is_some() && first.number == number {
                    person_with_two_roles::found(findings, place, cell, line);
                    severities = severities.without(Receiver::DESSA);
                }
                let people = [first.person, Person::of(row)];
                findings.report_as(&RULE, severities, place, || same_person::args(cell, line, people));
            }
            None => {
                let line = u32::try_from(row.row.line_of(self.username)).unwrap_or(u32::MAX);
                self.seen.insert(name.into(), First { line, person: Person::of(row), id, number });
            }
        }
    }
}
