//! Counts schools, roles, grades, classes and time while the files are read.
//!
//! The rows are counted in the one pass over the files. Nothing is kept of people but numbers; of schools and sessions
//! their names, within limits, and of classes 32 bytes each.

use std::collections::HashMap;

use super::by_word::{ByGrade, ByWord};
use super::calendar::{MONTHS, MonthNumber, UNKNOWN, last_month, month};
use super::kept::{Class, Last, NONE, Org, Term, Terms};
use crate::csv::RowBits;
use crate::oneroster::{Mode, TableId, Version};
use crate::rules::{RowsFacts, Seen, TableFacts, id_hash};

/// Orgs, sessions and combinations of sessions that are counted one by one; rosters have some hundred.
const MOST_COUNTED: usize = 20_000;

/// Bytes of a name that are kept.
pub(super) const LONGEST_NAME: usize = 255;

/// Bytes of a list of sessions that is looked at: some dozen ids.
const LONGEST_LIST: usize = 4096;

/// Counts while the files are read.
#[derive(Debug)]
pub(in crate::check) struct Counter {
    pub(super) version: Version,
    /// Places in a row of the columns that are looked at, as [`columns_of`] names them.
    places: [Option<usize>; 4],
    words: &'static [&'static str],
    pub(super) orgs: Vec<Org>,
    pub(super) more_orgs: usize,
    /// By the slot of an org: its place in `orgs`.
    org_at: Vec<u32>,
    pub(super) terms: Vec<Term>,
    pub(super) more_terms: usize,
    /// By the slot of a session: its place in `terms`.
    term_at: Vec<u32>,
    pub(super) lists: Vec<Terms>,
    list_at: HashMap<Box<[u8]>, u32, foldhash::fast::FixedState>,
    pub(super) classes: Vec<Class>,
    /// By the slot of a class: its place in `classes`.
    class_at: Vec<u32>,
    pub(super) roles: ByWord,
    pub(super) grades: ByGrade,
    /// Enrollments of students by their first month, and by their last.
    pub(super) begins: Vec<u64>,
    pub(super) ends: Vec<u64>,
    pub(super) undated: u64,
    last_org: Last<u32>,
    last_list: Last<u32>,
    pub(super) is_delta: bool,
    pub(super) has_read: [bool; TableId::ALL.len()],
}

/// As what somebody is enrolled.
#[derive(Clone, Copy, Debug)]
enum Enrolled {
    Student,
    Teacher,
}

/// The columns that are looked at, file by file.
fn columns_of(version: Version, id: TableId) -> Option<[&'static str; 4]> {
    Some(match id {
        TableId::Orgs => ["sourcedId", "name", "type", ""],
        TableId::AcademicSessions => ["sourcedId", "title", "startDate", "endDate"],
        TableId::Classes => ["sourcedId", "schoolSourcedId", "termSourcedIds", ""],
        TableId::Users if version.roles_table() != TableId::Users => ["", "", "grades", ""],
        TableId::Users => ["role", "orgSourcedIds", "grades", ""],
        TableId::Roles => ["role", "orgSourcedId", "", ""],
        TableId::Enrollments => ["classSourcedId", "role", "beginDate", "endDate"],
        _ => return None,
    })
}

impl Counter {
    pub(in crate::check) fn new(version: Version) -> Self {
        Self {
            version,
            places: [None; 4],
            words: &[],
            orgs: Vec::new(),
            more_orgs: 0,
            org_at: Vec::new(),
            terms: Vec::new(),
            more_terms: 0,
            term_at: Vec::new(),
            lists: Vec::new(),
            list_at: HashMap::default(),
            classes: Vec::new(),
            class_at: Vec::new(),
            roles: ByWord::default(),
            grades: ByGrade::default(),
            begins: Vec::new(),
            ends: Vec::new(),
            undated: 0,
            last_org: Last::new(NONE),
            last_list: Last::new(NONE),
            is_delta: false,
            has_read: [false; TableId::ALL.len()],
        }
    }

    /// Prepares for a file; false if its rows need not be shown.
    pub(in crate::check) fn begin(&mut self, facts: &TableFacts, seen: &dyn Seen) -> bool {
        let id = facts.table.id;
        let Some(columns) = columns_of(self.version, id) else { return false };
        self.is_delta |= facts.mode == Some(Mode::Delta);
        self.places = columns.map(|column| facts.place_of(column));
        self.words = facts.words(if matches!(id, TableId::Users | TableId::Roles) { "role" } else { "type" });
        if let Some(read) = self.has_read.get_mut(id as usize) {
            *read = true;
        }
        if id > TableId::Orgs && self.org_at.is_empty() {
            self.org_at = by_slot(seen, TableId::Orgs, self.orgs.iter().map(|org| org.hash));
        }
        if id == TableId::Classes {
            self.term_at = by_slot(seen, TableId::AcademicSessions, self.terms.iter().map(|term| term.hash));
        }
        if matches!(id, TableId::Users | TableId::Roles) && self.places[0].is_some() {
            self.roles = ByWord::new(self.words);
        }
        if id == TableId::Enrollments {
            self.class_at = by_slot(seen, TableId::Classes, self.classes.iter().map(|class| class.hash));
            self.begins = vec![0; usize::from(MONTHS)];
            self.ends = vec![0; usize::from(MONTHS)];
        }
        true
    }

    /// Counts the records of rows that are not deleted; each id is shown once.
    pub(in crate::check) fn rows(&mut self, rows: &RowsFacts, seen: &dyn Seen) {
        match rows.table.table.id {
            TableId::Enrollments => return self.enrollments(rows),
            TableId::Users | TableId::Roles => return self.users(rows, seen),
            _ => {}
        }
        for number in rows.fresh.iter() {
            let row = rows.block.row(number);
            let [first, second, third, fourth] =
                self.places.map(|place| place.map_or(&b""[..], |place| row.cell(place)));
            let record = u32::try_from(row.record).unwrap_or(u32::MAX);
            match rows.table.table.id {
                TableId::Orgs => self.org(first, second, third, record),
                TableId::AcademicSessions => self.term(first, second, [third, fourth], record),
                TableId::Classes => self.class(first, second, third, record, seen),
                _ => {}
            }
        }
    }

    fn word(&self, cell: &[u8]) -> Option<&'static str> {
        self.words.iter().copied().find(|word| word.as_bytes() == cell)
    }

    fn org(&mut self, id: &[u8], name: &[u8], kind: &[u8], record: u32) {
        if self.orgs.len() == MOST_COUNTED {
            self.more_orgs += 1;
            return;
        }
        let (hash, kind) = (id_hash(id), self.word(kind));
        let (id, name) = (cut(id), cut(name));
        let (students, teachers, others, classes) = (0, 0, 0, 0);
        self.orgs.push(Org { hash, id, name, kind, record, students, teachers, others, classes });
    }

    fn term(&mut self, id: &[u8], title: &[u8], [start, end]: [&[u8]; 2], record: u32) {
        if self.terms.len() == MOST_COUNTED {
            self.more_terms += 1;
            return;
        }
        let (hash, from, to) = (id_hash(id), month(start), last_month(end));
        let (id, title) = (cut(id), cut(title));
        self.terms.push(Term { hash, id, title, record, from, to, classes: 0, students: 0 });
    }

    fn class(&mut self, id: &[u8], school: &[u8], terms: &[u8], record: u32, seen: &dyn Seen) {
        let org_at = &self.org_at;
        let org = self.last_org.get(school, || place(seen, TableId::Orgs, school, org_at));
        if let Some(org) = self.orgs.get_mut(org as usize) {
            org.classes += 1;
        }
        let list = if self.last_list.text == terms { self.last_list.found } else { self.list(terms, seen) };
        if let Some(list) = self.lists.get(list as usize) {
            for session in &list.sessions {
                if let Some(term) = self.terms.get_mut(*session as usize) {
                    term.classes += 1;
                }
            }
        }
        self.classes.push(Class { hash: id_hash(id), terms: list, record, students: 0, teachers: 0 });
    }

    /// The number of a list of sessions, as a cell names them.
    fn list(&mut self, cell: &[u8], seen: &dyn Seen) -> u32 {
        let known = self.list_at.get(cell).copied();
        let list = known.unwrap_or_else(|| {
            if self.lists.len() == MOST_COUNTED || cell.len() > LONGEST_LIST {
                return NONE;
            }
            let mut list = Terms { sessions: Vec::new(), from: UNKNOWN, to: 0 };
            for id in cell.split(|byte| *byte == b',') {
                let session = place(seen, TableId::AcademicSessions, id.trim_ascii(), &self.term_at);
                let Some(term) = self.terms.get(session as usize) else { continue };
                if !list.sessions.contains(&session) {
                    list.sessions.push(session);
                }
                list.from = list.from.min(term.from);
                list.to = if term.to == UNKNOWN { list.to } else { list.to.max(term.to) };
            }
            let number = u32::try_from(self.lists.len()).unwrap_or(NONE);
            self.lists.push(list);
            self.list_at.insert(cell.into(), number);
            number
        });
        self.last_list.get(cell, || list)
    }

    fn users(&mut self, rows: &RowsFacts, seen: &dyn Seen) {
        let [role, orgs, grade, _] = self.places;
        for (first, fresh) in rows.stretches([role, orgs, grade].into_iter().flatten()) {
            let [role, orgs, grade] =
                [role, orgs, grade].map(|place| place.map_or(&b""[..], |place| rows.cell(first, place)));
            self.alike_users(fresh.count(0..RowBits::ROWS), role, orgs, grade, seen);
        }
    }

    /// Counts so many users who are alike.
    fn alike_users(&mut self, count: u64, role: &[u8], orgs: &[u8], grade: &[u8], seen: &dyn Seen) {
        let has_roles = self.places[0].is_some();
        if has_roles {
            self.roles.change(role, |users| *users += count);
        }
        for id in orgs.split(|byte| *byte == b',').filter(|id| !id.is_empty()) {
            let id = id.trim_ascii();
            let org_at = &self.org_at;
            let org = self.last_org.get(id, || place(seen, TableId::Orgs, id, org_at));
            let Some(org) = self.orgs.get_mut(org as usize) else { continue };
            match role {
                b"student" => org.students += count,
                b"teacher" => org.teachers += count,
                _ => org.others += count,
            }
        }
        // In 1.2 the role stands in another file: only a student has a grade.
        let is_counted = if has_roles { role == b"student" } else { !grade.is_empty() };
        if self.places[2].is_none() || !is_counted {
            return;
        }
        self.grades.change(grade, |students| *students += count);
    }

    fn enrollments(&mut self, rows: &RowsFacts) {
        let [class, role, begin, end] = self.places;
        let cell = |number, place: Option<usize>| place.map_or(&b""[..], |place| rows.cell(number, place));
        let targets = class.map_or(&[][..], |class| rows.targets(class));
        for (first, fresh) in rows.stretches([role, begin, end].into_iter().flatten()) {
            let enrolled = match cell(first, role) {
                b"student" => Enrolled::Student,
                b"teacher" => Enrolled::Teacher,
                _ => continue,
            };
            let (from, to) = (month(cell(first, begin)), last_month(cell(first, end)));
            let is_dated = from != UNKNOWN && to != UNKNOWN;
            let mut count = 0;
            for number in fresh.iter() {
                count += 1;
                let class = targets.get(number).and_then(|slot| self.class_at.get(*slot as usize));
                let class = class.and_then(|class| self.classes.get_mut(*class as usize));
                match (enrolled, class) {
                    (Enrolled::Student, class) => {
                        let terms = class.map_or(NONE, |class| {
                            class.students = class.students.saturating_add(1);
                            class.terms
                        });
                        if !is_dated {
                            self.students(1, terms, (from, to));
                        }
                    }
                    (Enrolled::Teacher, Some(class)) => class.teachers = class.teachers.saturating_add(1),
                    (Enrolled::Teacher, None) => {}
                }
            }
            if is_dated && matches!(enrolled, Enrolled::Student) {
                self.students(count, NONE, (from, to));
            }
        }
    }

    /// Counts so many enrollments of students in classes that have this list of sessions.
    fn students(&mut self, count: u64, terms: u32, (mut from, mut to): (MonthNumber, MonthNumber)) {
        if (from == UNKNOWN || to == UNKNOWN)
            && let Some(list) = self.lists.get(terms as usize).filter(|list| !list.sessions.is_empty())
        {
            from = if from == UNKNOWN { list.from } else { from };
            to = if to == UNKNOWN { list.to } else { to };
        }
        let to = to.max(from);
        if let (Some(begun), Some(ended)) = (self.begins.get_mut(usize::from(from)), self.ends.get_mut(usize::from(to)))
        {
            *begun += count;
            *ended += count;
        } else {
            self.undated += count;
        }
    }
}

/// Where the records of a file stand in our list, by their slots.
fn by_slot(seen: &dyn Seen, file: TableId, hashes: impl Iterator<Item = u64>) -> Vec<u32> {
    let mut places = vec![NONE; seen.slots(file)];
    for (place, hash) in (0u32..).zip(hashes) {
        if let Some(slot) = seen.slot(file, hash).and_then(|slot| places.get_mut(slot)) {
            *slot = place;
        }
    }
    places
}

fn place(seen: &dyn Seen, file: TableId, id: &[u8], places: &[u32]) -> u32 {
    // Without its file an id leads nowhere, and need not be hashed.
    if places.is_empty() {
        return NONE;
    }
    seen.slot(file, id_hash(id)).and_then(|slot| places.get(slot)).copied().unwrap_or(NONE)
}

fn cut(cell: &[u8]) -> Box<[u8]> {
    cell.get(..LONGEST_NAME).unwrap_or(cell).into()
}
