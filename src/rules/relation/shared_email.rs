use std::collections::HashMap;
use std::hash::BuildHasher;

use super::person_with_two_roles::{self, number};
use super::same_person::{self, Person};
use super::*;
use crate::oneroster::TableId;
use crate::profiles::Severity::{Error, Info};

page! {
    /// # Two staff members have the same email address
    ///
    /// ## What it checks
    /// Two rows of users.csv with the role `teacher`, `administrator`, `aide`, or `proctor` have the same `email`,
    /// ignoring capitalization.
    ///
    /// ## Why it matters
    /// Educators sign in to the DESSA System with their address, and it belongs to one person there. The DESSA System
    /// can't create the second one.
    ///
    /// ## How to fix
    /// Give each person their own address. Don't use an office address.
    ///
    /// ## Example
    /// ```wrong
    /// users.csv
    /// sourcedId,role,username,email,identifier
    /// teacher2,teacher,omar.haddad,lena.brook@school.example,8802
    ///
    /// enrollments.csv
    /// sourcedId,userSourcedId,role
    /// enrollment3,teacher2,teacher
    /// ```
    /// ```right
    /// users.csv
    /// sourcedId,role,username,email,identifier
    /// teacher2,teacher,omar.haddad,omar.haddad@school.example,8802
    ///
    /// enrollments.csv
    /// sourcedId,userSourcedId,role
    /// enrollment3,teacher2,teacher
    /// ```
    ///
    /// ## Known limits
    /// Families share addresses, so students, parents, and guardians aren't checked. Two rows that seem to be one
    /// person belong to the rule `person-with-two-roles`. D2L doesn't say that each person needs their own address, so
    /// there it's a note.
}

pub(crate) static RULE: Rule = Rule {
    name: "shared-email",
    page: PAGE,
    counted: Some("staff members have an email address that is already used"),
    since: "0.1.0",
    scope: Scope::Relation,
    severities: Severities::nowhere().infinite_campus(Error).d2l_brightspace(Info),
    sources: &[
        page_of(Authority::Aperture, "Staff: the email address is unique in the organization", "https://selcompass.zendesk.com/hc/en-us/articles/7455718065933"),
        brightspace_article("Users: Update First Name, Last Name, Password and Email"),
    ],
    detect: Detect::Rows(make),
    message: |said| match same_person::remark(said) {
        "" => format!("{} is already used on line {} for another staff member.", said.subject("email address"), said.other_line()),
        remark => format!("{} is also on line {}.{remark}", said.subject("email address"), said.other_line()),
    },
    fix: |said| match same_person::fix(said) {
        Some(fix) => format!("{fix} Otherwise, give each of the two their own address."),
        None => "Give each of the two people their own address.".into(),
    },
};

fn make(table: &TableFacts, _: &mut Findings) -> Option<Box<dyn RowCheck>> {
    let email = table.place_of("email").filter(|_| table.table.id == TableId::Users)?;
    let (id, role) = (table.place_of("sourcedId")?, table.place_of("role")?);
    Some(Box::new(Emails { id, role, email, username: table.place_of("username"), shared: Shared::default(), lower: Vec::new(), seen: HashMap::default() }))
}

struct Emails {
    id: usize,
    role: usize,
    email: usize,
    username: Option<usize>,
    /// The addresses that several rows have.
    shared: Shared,
    /// Room for an address in lower case.
    lower: Vec<u8>,
    seen: HashMap<Box<[u8]>, First, foldhash::fast::FixedState>,
}

struct First {
    line: u64,
    id: Box<[u8]>,
    username: u64,
    person: Person,
}

impl Emails {
    /// A hash of the address, whatever its letter case; none if nothing is to be said of the row.
    fn hash(&mut self, row: &RowFacts) -> Option<u64> {
        let email = row.row.cell(self.email).trim_ascii();
        if email.is_empty() || !is_staff(row.row.cell(self.role)) || row.is_deleted() {
            return None;
        }
        self.lower.clear();
        self.lower.extend_from_slice(email);
        self.lower.make_ascii_lowercase();
        Some(id_hash(&self.lower))
    }
}

fn is_staff(role: &[u8]) -> bool {
    matches!(role, b"teacher" | b"administrator" | b"aide" | b"proctor")
}

impl RowCheck for Emails {
    fn rows(&mut self, rows: &RowsFacts, findings: &mut Findings) {
        rows.with(self.role, is_staff).each(findings, |row, findings| self.row(row, findings));
    }

    fn row(&mut self, row: &RowFacts, _: &mut Findings) {
        if let Some(hash) = self.hash(row) {
            self.shared.push(hash);
        }
    }

    fn wants_again(&mut self) -> bool {
        self.shared.is_any()
    }

    fn again(&mut self, row: &RowFacts, findings: &mut Findings) {
        let Some(hash) = self.hash(row) else { return };
        if !self.shared.contains(hash) {
            return;
        }
        let cell = row.row.cell(self.email);
        let email = cell.trim_ascii().to_ascii_lowercase();
        let id = row.row.cell(self.id);
        let username = self.username.map_or(&[][..], |place| row.row.cell(place).trim_ascii()).to_ascii_lowercase();
        let username = self.seen.hasher().hash_one(username);
        match self.seen.get(email.as_slice()) {
            Some(first) if *first.id == *id => {}
            Some(first) if number(id).is_some() && number(&first.id) == number(id) => {
                // The same username tells it already.
                if first.username != username {
                    person_with_two_roles::found(findings, row.place("email"), cell, first.line);
                }
            }
            Some(first) => {
                let people = [first.person, Person::of(row)];
                findings.report(&RULE, row.place("email"), || same_person::args(cell, first.line, people));
            }
            None => {
                let person = Person::of(row);
                let first = First { line: row.row.line_of(self.email), id: id.into(), username, person };
                self.seen.insert(email.into(), first);
            }
        }
    }
}
