use std::collections::{HashMap, HashSet};

use super::*;
use crate::oneroster::TableId;
use crate::profiles::Severity::Warning;

page! {
    /// # A user has two roles in one class
    ///
    /// ## What it checks
    /// Two rows of enrollments.csv put the same user in the same class, with different roles.
    ///
    /// ## Why it matters
    /// In Brightspace a user has one role in a course. The second row changes the role from the first one, so a teacher
    /// may end up as a student.
    ///
    /// ## How to fix
    /// Keep the enrollment with the right role.
    ///
    /// ## Example
    /// ```wrong
    /// enrollments.csv
    /// sourcedId,userSourcedId,role
    /// enrollment3,teacher1,student
    /// ```
    /// ```right
    /// enrollments.csv
    /// sourcedId,userSourcedId,role
    /// enrollment1,student1,student
    /// ```
    ///
    /// ## Known limits
    /// Rows that delete their enrollment aren't counted. Of people with several roles, a million rows are compared. That
    /// Brightspace keeps one role is general knowledge. The article doesn't say so.
}

pub(crate) static RULE: Rule = Rule {
    name: "two-roles-in-class",
    page: PAGE,
    counted: Some("enrollments give a user another role in the same class"),
    since: "0.1.0",
    scope: Scope::Relation,
    severities: Severities::nowhere().d2l_brightspace(Warning),
    sources: &[
        brightspace_article("Processing the enrollment type enrolls or unenrolls users in Brightspace at the course section level"),
        field("In Brightspace a user has one role in an org unit"),
    ],
    detect: Detect::Rows(make),
    message: |said| format!("This user is also in the same class on line {}, with another {}.", said.other_line(), said.column()),
    fix: |_| "Keep the row with the right role.".into(),
};

fn make(table: &TableFacts, _: &mut Findings) -> Option<Box<dyn RowCheck>> {
    if table.table.id != TableId::Enrollments {
        return None;
    }
    Some(Box::new(Roles {
        user: table.place_of("userSourcedId")?,
        class: table.place_of("classSourcedId")?,
        role: table.place_of("role")?,
        status: table.place_of("status"),
        first: Vec::new(),
        others: HashMap::default(),
        several: HashSet::default(),
        met: Vec::new(),
        records: HashMap::default(),
    }))
}

/// Few people have several roles at all: only they are looked at a second time, class by class.
struct Roles {
    user: usize,
    class: usize,
    role: usize,
    status: Option<usize>,
    /// By the slot of a user: the first role, from 1.
    first: Vec<u8>,
    /// The same of those who are not in users.csv, by the hash of their id.
    others: HashMap<u64, u8, foldhash::fast::FixedState>,
    /// Those who have several, by the hash of their id.
    several: HashSet<u64, foldhash::fast::FixedState>,
    met: Vec<Met>,
    /// By the lines of those: their records.
    records: HashMap<u64, u64, foldhash::fast::FixedState>,
}

/// Users and rows that are remembered, of each kind: a few dozen bytes for each.
const MOST: usize = 1_048_576;

impl Roles {
    /// Tells the rows of users that count, each with its role, from 1.
    fn each(&mut self, rows: &RowsFacts, mut tell: impl FnMut(&mut Self, usize, u8)) {
        for (first, fresh) in rows.stretches([self.role]) {
            let role = rows.cell(first, self.role);
            let place = rows.table.words("role").iter().position(|word| word.as_bytes() == role);
            let Some(role) = place.and_then(|place| u8::try_from(place + 1).ok()) else { continue };
            for number in (fresh & !rows.batch.deleted).iter() {
                if rows.target(number, self.user).is_some() || !rows.cell(number, self.user).is_empty() {
                    tell(self, number, role);
                }
            }
        }
    }
}

impl RowCheck for Roles {
    fn watches(&self) -> Vec<usize> {
        [self.user, self.role].into_iter().chain(self.status).collect()
    }

    /// At the first look the class does not matter: who has one role has no two of them in any class.
    fn rows(&mut self, rows: &RowsFacts, _: &mut Findings) {
        self.each(rows, |roles, number, role| {
            let user = || id_hash(rows.cell(number, roles.user));
            let first = match rows.target(number, roles.user) {
                Some(slot) => {
                    if slot >= roles.first.len() {
                        roles.first.resize((slot + 1).next_power_of_two(), 0);
                    }
                    roles.first.get_mut(slot)
                }
                None if roles.others.len() >= MOST => roles.others.get_mut(&user()),
                None => Some(roles.others.entry(user()).or_default()),
            };
            let Some(first) = first else { return };
            if *first == 0 {
                *first = role;
            } else if *first != role && roles.several.len() < MOST {
                roles.several.insert(user());
            }
        });
    }

    fn wants_again(&mut self) -> bool {
        !self.several.is_empty()
    }

    fn rows_again(&mut self, rows: &RowsFacts, _: &mut Findings) {
        self.each(rows, |roles, number, role| {
            let cells = [roles.user, roles.class].map(|place| rows.cell(number, place));
            if !cells[1].is_empty() && roles.met.len() < MOST && roles.several.contains(&id_hash(cells[0])) {
                let row = rows.block.row(number);
                let line = row.line_of(roles.role);
                roles.met.push(Met::new(cells, Some(line), role));
                roles.records.insert(line, row.record);
            }
        });
    }

    fn end(&mut self, table: &TableFacts, findings: &mut Findings) {
        let Some(column) = table.column_id("role") else { return };
        for (role, first) in repetitions(std::mem::take(&mut self.met)) {
            if role.word() != first.word() {
                let record = self.records.get(&role.line()).copied();
                let place = Place { record, ..Place::file(table.file).line(role.line()).column(column) };
                findings.report(&RULE, place, || Args::none().beside(first.line()));
            }
        }
    }
}
