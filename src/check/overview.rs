//! What a package holds, counted for people who would rather look than read: schools, roles, grades, class sizes, time.
//!
//! The rows are counted in the one pass over the files. Nothing is kept of people but numbers; of schools and sessions
//! their names, within limits, and of classes 32 bytes each.

use std::collections::HashMap;

use serde::Serialize;

use crate::csv::RowBits;
use crate::oneroster::value::{Day, GRADES};
use crate::oneroster::{Mode, TableId, Version};
use crate::rules::{RowsFacts, Seen, TableFacts, id_hash};

/// Orgs and sessions that are told one by one.
const MOST_LISTED: usize = 2000;

/// Orgs, sessions and combinations of sessions that are counted one by one; rosters have some hundred.
const MOST_COUNTED: usize = 20_000;

/// Rows that are named for a mark.
const MOST_RECORDS: usize = 50;

/// Bytes of a name that are kept.
const LONGEST_NAME: usize = 255;

/// Bytes of a list of sessions that is looked at: some dozen ids.
const LONGEST_LIST: usize = 4096;

/// Months that are told: three school years.
const MOST_MONTHS: usize = 36;

/// Classes are counted by their number of students, up to these.
const SIZES: [u64; 11] = [0, 5, 10, 15, 20, 25, 30, 35, 40, 60, 100];

/// A class with more students than this is told as odd.
const LARGE: u64 = 60;

/// Why a mark stands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Oddity {
    /// A school to which no student belongs.
    NoStudents,
    /// A school without a class.
    NoClasses,
    /// A school without a teacher.
    NoTeachers,
    /// Classes without a student.
    Empty,
    /// Classes that are larger than a room.
    Large,
    /// A session that ends before it begins.
    Reversed,
    /// A session in whose classes nobody is enrolled.
    NobodyEnrolled,
    /// A grade or role that is no word of the standard.
    Unknown,
    /// No grade where one belongs.
    Missing,
    /// Several grades of one student.
    Several,
}

/// What the package holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Overview {
    /// Users by role, in the order of the vocabulary; in OneRoster 1.2 the rows of roles.csv.
    pub roles: Vec<Counted>,
    /// Students by grade, in the order of the grades; in OneRoster 1.2 users with a grade.
    pub grades: Vec<Counted>,
    /// Schools, and other orgs to which somebody or some class belongs, in the order of orgs.csv.
    pub schools: Vec<School>,
    /// Further ones that are not listed.
    pub more_schools: usize,
    /// Classes by their number of students; empty where classes.csv or enrollments.csv was not read.
    pub class_sizes: Vec<ClassSize>,
    /// Classes into which students are enrolled, but no teacher.
    pub classes_without_teacher: Rows,
    /// Academic sessions, in the order of academicSessions.csv.
    pub sessions: Vec<Session>,
    /// Further ones that are not listed.
    pub more_sessions: usize,
    /// Enrollments of students in each month of the sessions.
    pub months: Vec<Month>,
    /// Enrollments of students that lie wholly outside these months.
    #[cfg_attr(test, ts(type = "number"))]
    pub outside_months: u64,
    /// Enrollments of students of which neither their dates nor their sessions tell when.
    #[cfg_attr(test, ts(type = "number"))]
    pub undated: u64,
}

/// How many there are of one kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Counted {
    /// The word of the standard; null where the cells hold another or none.
    pub word: Option<&'static str>,
    /// How many.
    #[cfg_attr(test, ts(type = "number"))]
    pub count: u64,
    /// Why it stands out.
    pub odd: Option<Oddity>,
}

/// A school, or another org.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct School {
    /// Its `sourcedId`, or the shape of it where values are masked.
    pub id: String,
    /// Its name, or the shape of it where values are masked.
    pub name: String,
    /// Its type; null where the cell holds no word of the standard.
    #[serde(rename = "type")]
    #[cfg_attr(test, ts(rename = "type"))]
    pub kind: Option<&'static str>,
    /// Its data row in orgs.csv.
    pub record: u32,
    /// Students who belong to it.
    #[cfg_attr(test, ts(type = "number"))]
    pub students: u64,
    /// Teachers who belong to it.
    #[cfg_attr(test, ts(type = "number"))]
    pub teachers: u64,
    /// Other users who belong to it.
    #[cfg_attr(test, ts(type = "number"))]
    pub others: u64,
    /// Its classes.
    #[cfg_attr(test, ts(type = "number"))]
    pub classes: u64,
    /// Why it stands out.
    pub odd: Vec<Oddity>,
}

/// Rows of a file, some of them by their number.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Rows {
    /// How many.
    #[cfg_attr(test, ts(type = "number"))]
    pub count: u64,
    /// The first of them: data rows, from 1.
    pub records: Vec<u32>,
}

impl Rows {
    fn add(&mut self, record: u32) {
        self.count += 1;
        if self.records.len() < MOST_RECORDS {
            self.records.push(record);
        }
    }
}

/// Classes of about one size.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ClassSize {
    /// Fewest students.
    #[cfg_attr(test, ts(type = "number"))]
    pub from: u64,
    /// Most students; null for the largest.
    #[cfg_attr(test, ts(type = "number | null"))]
    pub to: Option<u64>,
    /// The classes, in classes.csv.
    pub classes: Rows,
    /// Why they stand out.
    pub odd: Option<Oddity>,
}

/// An academic session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Session {
    /// Its `sourcedId`, or the shape of it where values are masked.
    pub id: String,
    /// Its title, or the shape of it where values are masked.
    pub title: String,
    /// Its data row in academicSessions.csv.
    pub record: u32,
    /// First month, as `2026-08`; null where the date cannot be read.
    pub from: Option<String>,
    /// Last month.
    pub to: Option<String>,
    /// Its classes.
    #[cfg_attr(test, ts(type = "number"))]
    pub classes: u64,
    /// Enrollments of students in its classes.
    #[cfg_attr(test, ts(type = "number"))]
    pub students: u64,
    /// Why it stands out.
    pub odd: Option<Oddity>,
}

/// The enrollments of students that run in one month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Month {
    /// As `2026-08`.
    pub month: String,
    /// How many.
    #[cfg_attr(test, ts(type = "number"))]
    pub students: u64,
}

impl Overview {
    /// The same with every text that comes out of a cell put through `change`.
    #[must_use]
    pub fn with_cells(&self, change: impl Fn(&str) -> String) -> Self {
        let mut other = self.clone();
        for school in &mut other.schools {
            (school.id, school.name) = (change(&school.id), change(&school.name));
        }
        for session in &mut other.sessions {
            (session.id, session.title) = (change(&session.id), change(&session.title));
        }
        other
    }
}

/// Stands for an org, a class or a list of sessions that is not known.
const NONE: u32 = u32::MAX;

/// A month of the time that is counted, from 0; others are not known.
type MonthNumber = u16;
const UNKNOWN: MonthNumber = MonthNumber::MAX;
const FIRST_YEAR: u16 = 1950;
const MONTHS: u16 = 200 * 12;

#[derive(Debug)]
struct Org {
    hash: u64,
    id: Box<[u8]>,
    name: Box<[u8]>,
    kind: Option<&'static str>,
    record: u32,
    students: u64,
    teachers: u64,
    others: u64,
    classes: u64,
}

#[derive(Debug)]
struct Term {
    hash: u64,
    id: Box<[u8]>,
    title: Box<[u8]>,
    record: u32,
    from: MonthNumber,
    to: MonthNumber,
    classes: u64,
    students: u64,
}

#[derive(Debug)]
struct Class {
    hash: u64,
    /// Which list of sessions.
    terms: u32,
    record: u32,
    students: u32,
    teachers: u32,
}

/// What a list of sessions comes to.
#[derive(Debug)]
struct Terms {
    sessions: Vec<u32>,
    from: MonthNumber,
    to: MonthNumber,
}

/// The last content of a column and what it came to: exports repeat themselves.
#[derive(Debug)]
struct Last<T> {
    text: Vec<u8>,
    found: T,
}

impl<T: Copy> Last<T> {
    /// `empty` is what the empty cell comes to.
    fn new(empty: T) -> Self {
        Self { text: Vec::new(), found: empty }
    }

    fn get(&mut self, text: &[u8], find: impl FnOnce() -> T) -> T {
        if self.text != text {
            self.found = find();
            self.text.clear();
            self.text.extend_from_slice(text);
        }
        self.found
    }
}

/// Counts while the files are read.
#[derive(Debug)]
pub(super) struct Counter {
    version: Version,
    /// Places in a row of the columns that are looked at, as [`columns_of`] names them.
    places: [Option<usize>; 4],
    words: &'static [&'static str],
    orgs: Vec<Org>,
    more_orgs: usize,
    /// By the slot of an org: its place in `orgs`.
    org_at: Vec<u32>,
    terms: Vec<Term>,
    more_terms: usize,
    /// By the slot of a session: its place in `terms`.
    term_at: Vec<u32>,
    lists: Vec<Terms>,
    list_at: HashMap<Box<[u8]>, u32, foldhash::fast::FixedState>,
    classes: Vec<Class>,
    /// By the slot of a class: its place in `classes`.
    class_at: Vec<u32>,
    /// By the place of the word; the last are words of no vocabulary.
    roles: Vec<u64>,
    role_words: &'static [&'static str],
    /// By the place of the grade; then without a grade, with several, with another.
    grades: [u64; GRADES.len() + 3],
    /// Enrollments of students by their first month, and by their last.
    begins: Vec<u64>,
    ends: Vec<u64>,
    undated: u64,
    last_org: Last<u32>,
    last_list: Last<u32>,
    last_role: usize,
    last_grade: usize,
    is_delta: bool,
    has_read: [bool; TableId::ALL.len()],
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
        TableId::Users if version == Version::V1_2 => ["", "", "grades", ""],
        TableId::Users => ["role", "orgSourcedIds", "grades", ""],
        TableId::Roles => ["role", "orgSourcedId", "", ""],
        TableId::Enrollments => ["classSourcedId", "role", "beginDate", "endDate"],
        _ => return None,
    })
}

const WITHOUT_GRADE: usize = GRADES.len();
const SEVERAL_GRADES: usize = GRADES.len() + 1;
const OTHER_GRADE: usize = GRADES.len() + 2;

impl Counter {
    pub(super) fn new(version: Version) -> Self {
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
            roles: Vec::new(),
            role_words: &[],
            grades: [0; GRADES.len() + 3],
            begins: Vec::new(),
            ends: Vec::new(),
            undated: 0,
            last_org: Last::new(NONE),
            last_list: Last::new(NONE),
            last_role: 0,
            last_grade: 0,
            is_delta: false,
            has_read: [false; TableId::ALL.len()],
        }
    }

    /// Prepares for a file; false if its rows need not be shown.
    pub(super) fn begin(&mut self, facts: &TableFacts, seen: &dyn Seen) -> bool {
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
            self.role_words = self.words;
            self.roles = vec![0; self.words.len() + 1];
        }
        if id == TableId::Enrollments {
            self.class_at = by_slot(seen, TableId::Classes, self.classes.iter().map(|class| class.hash));
            self.begins = vec![0; usize::from(MONTHS)];
            self.ends = vec![0; usize::from(MONTHS)];
        }
        true
    }

    /// Counts the records of rows that are not deleted; each id is shown once.
    pub(super) fn rows(&mut self, rows: &RowsFacts, seen: &dyn Seen) {
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
        let is = |words: &[&str], place: usize, cell: &[u8]| words.get(place).is_some_and(|it| it.as_bytes() == cell);
        let has_roles = self.places[0].is_some();
        if has_roles {
            if !is(self.role_words, self.last_role, role) {
                let place = self.role_words.iter().position(|word| word.as_bytes() == role);
                self.last_role = place.unwrap_or(self.role_words.len());
            }
            if let Some(users) = self.roles.get_mut(self.last_role) {
                *users += count;
            }
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
        if !is(&GRADES, self.last_grade, grade) {
            self.last_grade = match GRADES.iter().position(|it| it.as_bytes() == grade) {
                Some(place) => place,
                None if grade.trim_ascii().is_empty() => WITHOUT_GRADE,
                None if grade.contains(&b',') => SEVERAL_GRADES,
                None => OTHER_GRADE,
            };
        }
        if let Some(students) = self.grades.get_mut(self.last_grade) {
            *students += count;
        }
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

    /// What was counted; nothing for a package that holds changes only, or of which no row was read.
    pub(super) fn end(mut self, seen: &dyn Seen) -> Option<Overview> {
        if self.is_delta || !self.has_read.contains(&true) {
            return None;
        }
        let has_read = self.has_read;
        let has = |id: TableId| has_read.get(id as usize) == Some(&true);
        // Of a file of which something is missing nobody can say what is not there.
        let is_whole = |id: TableId| has(id) && seen.is_whole(id);
        let has_sizes = has(TableId::Classes) && has(TableId::Enrollments);
        let people = if self.version == Version::V1_2 { TableId::Roles } else { TableId::Users };
        let (sessions, sessions_cut) = self.sessions(is_whole(TableId::Classes), is_whole(TableId::Enrollments));
        let (schools, schools_cut) = self.schools(is_whole(people), is_whole(TableId::Classes));
        let mut without_teacher = Rows::default();
        for class in self.classes.iter().filter(|class| class.students > 0 && class.teachers == 0) {
            without_teacher.add(class.record);
        }
        let window = self.window();
        Some(Overview {
            roles: counted(self.role_words, &self.roles, &[Oddity::Unknown]),
            grades: counted(&GRADES, &self.grades, &[Oddity::Missing, Oddity::Several, Oddity::Unknown]),
            schools,
            more_schools: self.more_orgs + schools_cut,
            class_sizes: if has_sizes { sizes(&self.classes) } else { Vec::new() },
            classes_without_teacher: if is_whole(TableId::Enrollments) { without_teacher } else { Rows::default() },
            sessions,
            more_sessions: self.more_terms + sessions_cut,
            outside_months: window.map_or(0, |(from, to)| {
                let before: u64 = self.ends.iter().take(usize::from(from)).sum();
                let after: u64 = self.begins.iter().skip(usize::from(to) + 1).sum();
                before + after
            }),
            months: window.map_or_else(Vec::new, |(from, to)| self.months(from, to)),
            undated: self.undated,
        })
    }

    fn sessions(&mut self, is_every_class_known: bool, is_every_enrollment_known: bool) -> (Vec<Session>, usize) {
        for class in &self.classes {
            let Some(list) = self.lists.get(class.terms as usize) else { continue };
            for session in &list.sessions {
                if let Some(term) = self.terms.get_mut(*session as usize) {
                    term.students += u64::from(class.students);
                }
            }
        }
        let odd = |term: &Term| {
            if term.from != UNKNOWN && term.to != UNKNOWN && term.to < term.from {
                Some(Oddity::Reversed)
            } else if is_every_class_known && is_every_enrollment_known && term.classes > 0 && term.students == 0 {
                Some(Oddity::NobodyEnrolled)
            } else {
                None
            }
        };
        let told = self.terms.iter().take(MOST_LISTED).map(|term| Session {
            id: text(&term.id),
            title: text(&term.title),
            record: term.record,
            from: name_of(term.from),
            to: name_of(term.to),
            classes: term.classes,
            students: term.students,
            odd: odd(term),
        });
        (told.collect(), self.terms.len().saturating_sub(MOST_LISTED))
    }

    fn schools(&self, is_everybody_known: bool, is_every_class_known: bool) -> (Vec<School>, usize) {
        let is_told =
            |org: &&Org| org.kind == Some("school") || org.students + org.teachers + org.others + org.classes > 0;
        let odd = |org: &Org| {
            let mut odd = Vec::new();
            if org.kind == Some("school") {
                for (is_odd, oddity) in [
                    (is_everybody_known && org.students == 0, Oddity::NoStudents),
                    (is_everybody_known && org.teachers == 0, Oddity::NoTeachers),
                    (is_every_class_known && org.classes == 0, Oddity::NoClasses),
                ] {
                    odd.extend(is_odd.then_some(oddity));
                }
            }
            odd
        };
        let told = self.orgs.iter().filter(is_told).take(MOST_LISTED).map(|org| School {
            id: text(&org.id),
            name: text(&org.name),
            kind: org.kind,
            record: org.record,
            students: org.students,
            teachers: org.teachers,
            others: org.others,
            classes: org.classes,
            odd: odd(org),
        });
        (told.collect(), self.orgs.iter().filter(is_told).count().saturating_sub(MOST_LISTED))
    }

    /// The months of the sessions in which classes are; without any, those of the enrollments.
    fn window(&self) -> Option<(MonthNumber, MonthNumber)> {
        let known = |month: &MonthNumber| *month != UNKNOWN;
        let used = || self.terms.iter().filter(|term| term.classes > 0);
        let from = used().map(|term| term.from).filter(known).min();
        let to = used().map(|term| term.to).filter(known).max();
        let place = |found: Option<usize>| found.and_then(|place| MonthNumber::try_from(place).ok());
        let from = from.or_else(|| place(self.begins.iter().position(|count| *count > 0)))?;
        let to = to.or_else(|| place(self.ends.iter().rposition(|count| *count > 0)))?;
        let is_used = self.begins.iter().any(|count| *count > 0);
        let last = from.saturating_add(MonthNumber::try_from(MOST_MONTHS).unwrap_or(UNKNOWN) - 1);
        (from <= to && is_used).then_some((from, to.min(last)))
    }

    fn months(&self, from: MonthNumber, to: MonthNumber) -> Vec<Month> {
        let mut months = Vec::new();
        let mut running = 0u64;
        for (number, (begun, ended)) in (0u16..).zip(self.begins.iter().zip(&self.ends)).take(usize::from(to) + 1) {
            running += begun;
            if number >= from
                && let Some(month) = name_of(number)
            {
                months.push(Month { month, students: running });
            }
            running = running.saturating_sub(*ended);
        }
        months
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

fn counted(words: &[&'static str], counts: &[u64], others: &[Oddity]) -> Vec<Counted> {
    let named = words.iter().map(|word| (Some(*word), None));
    let others = others.iter().map(|oddity| (None, Some(*oddity)));
    let told = named.chain(others).zip(counts).filter(|(_, count)| **count > 0);
    told.map(|((word, odd), count)| Counted { word, count: *count, odd }).collect()
}

fn sizes(classes: &[Class]) -> Vec<ClassSize> {
    let mut sizes: Vec<ClassSize> = Vec::new();
    let mut from = 0;
    for to in SIZES.into_iter().map(Some).chain([None]) {
        let odd = match from {
            0 => Some(Oddity::Empty),
            from if from > LARGE => Some(Oddity::Large),
            _ => None,
        };
        sizes.push(ClassSize { from, to, classes: Rows::default(), odd });
        from = to.map_or(0, |to| to + 1);
    }
    for class in classes {
        let students = u64::from(class.students);
        let place = SIZES.partition_point(|most| *most < students);
        if let Some(size) = sizes.get_mut(place) {
            size.classes.add(class.record);
        }
    }
    sizes
}

fn month(cell: &[u8]) -> MonthNumber {
    Day::parse(cell).map_or(UNKNOWN, |day| number_of(day.year, day.month))
}

/// An end date is the first day that does not count.
fn last_month(cell: &[u8]) -> MonthNumber {
    let Some(day) = Day::parse(cell) else { return UNKNOWN };
    let number = number_of(day.year, day.month);
    if day.day == 1 && number != UNKNOWN { number.saturating_sub(1) } else { number }
}

fn number_of(year: u16, month: u8) -> MonthNumber {
    let years = year.checked_sub(FIRST_YEAR).filter(|years| *years < MONTHS / 12);
    years.map_or(UNKNOWN, |years| years * 12 + u16::from(month).saturating_sub(1))
}

fn name_of(number: MonthNumber) -> Option<String> {
    (number != UNKNOWN).then(|| format!("{:04}-{:02}", FIRST_YEAR + number / 12, number % 12 + 1))
}

fn cut(cell: &[u8]) -> Box<[u8]> {
    cell.get(..LONGEST_NAME).unwrap_or(cell).into()
}

fn text(cell: &[u8]) -> String {
    String::from_utf8_lossy(cell).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Options, check};
    use crate::oneroster::value::Day;
    use crate::package::{Bytes, Limits, Package};

    const TODAY: Day = Day { year: 2026, month: 11, day: 22 };

    fn overview(files: &[(&str, &str)]) -> Option<Overview> {
        let files = files
            .iter()
            .map(|(name, text)| ((*name).to_owned(), Box::new(text.as_bytes().to_vec()) as Box<dyn Bytes>))
            .collect();
        check(&Package::from_files("x", files, Limits::default()), &Options::default(), &mut { TODAY })
            .unwrap()
            .overview
    }

    const ORGS: (&str, &str) = (
        "orgs.csv",
        "sourcedId,name,type\nd,District,district\ns1,North,school\ns2,South,school\ns3,Empty,school\nx,Unused,local\n",
    );
    const SESSIONS: (&str, &str) = (
        "academicSessions.csv",
        "sourcedId,title,startDate,endDate\ny,Year,2026-08-15,2027-06-01\nt1,Term 1,2026-08-15,2026-12-20\n\
         t2,Term 2,2027-03-01,2027-01-02\n",
    );
    const CLASSES: (&str, &str) = (
        "classes.csv",
        "sourcedId,schoolSourcedId,termSourcedIds\nc1,s1,y\nc2,s1,\"t1,y\"\nc3,s2,t1\nc4,nowhere,nowhere\n",
    );
    const USERS: (&str, &str) = (
        "users.csv",
        "sourcedId,status,orgSourcedIds,role,grades\nu1,,\"s1,s2\",student,09\nu2,,s1,student,9\nu3,,s1,student,\n\
         u4,tobedeleted,s1,student,09\nu5,,s1,teacher,\nu6,,d,janitor,\nu7,,s1,student,\"09,10\"\nu1,,s3,student,09\n",
    );
    const ENROLLMENTS: (&str, &str) = (
        "enrollments.csv",
        "sourcedId,classSourcedId,role,beginDate,endDate\ne1,c1,student,2026-09-01,2026-11-01\ne2,c1,student,,\n\
         e3,c1,teacher,,\ne4,c2,student,2031-01-01,2031-02-02\ne5,c4,student,,\ne6,c2,proctor,,\n",
    );

    #[test]
    fn what_is_there_is_counted_once_and_what_is_deleted_is_not() {
        let seen = overview(&[ORGS, SESSIONS, CLASSES, USERS, ENROLLMENTS]).unwrap();
        let counts = |list: &[Counted]| list.iter().map(|it| (it.word, it.count, it.odd)).collect::<Vec<_>>();
        assert_eq!(
            counts(&seen.roles),
            [(Some("student"), 4, None), (Some("teacher"), 1, None), (None, 1, Some(Oddity::Unknown))]
        );
        assert_eq!(
            counts(&seen.grades),
            [
                (Some("09"), 1, None),
                (None, 1, Some(Oddity::Missing)),
                (None, 1, Some(Oddity::Several)),
                (None, 1, Some(Oddity::Unknown))
            ]
        );
        let schools: Vec<_> = seen
            .schools
            .iter()
            .map(|it| (it.id.as_str(), it.record, it.students, it.teachers, it.others, it.classes))
            .collect();
        assert_eq!(
            schools,
            [("d", 1, 0, 0, 1, 0), ("s1", 2, 4, 1, 0, 2), ("s2", 3, 1, 0, 0, 1), ("s3", 4, 0, 0, 0, 0)]
        );
        assert_eq!(seen.schools[3].odd, [Oddity::NoStudents, Oddity::NoTeachers, Oddity::NoClasses]);
        assert_eq!(seen.schools[0].odd, []);
    }

    #[test]
    fn classes_are_sorted_by_size_and_name_their_rows() {
        let seen = overview(&[ORGS, SESSIONS, CLASSES, USERS, ENROLLMENTS]).unwrap();
        let sizes: Vec<_> = seen.class_sizes.iter().filter(|size| size.classes.count > 0).collect();
        assert_eq!((sizes[0].from, sizes[0].to, sizes[0].odd), (0, Some(0), Some(Oddity::Empty)));
        assert_eq!(sizes[0].classes.records, [3]);
        assert_eq!((sizes[1].from, sizes[1].to, sizes[1].odd), (1, Some(5), None));
        assert_eq!(sizes[1].classes.records, [1, 2, 4]);
        assert_eq!(seen.classes_without_teacher, Rows { count: 2, records: vec![2, 4] });
        let last = seen.class_sizes.last().unwrap();
        assert_eq!((last.from, last.to, last.odd), (101, None, Some(Oddity::Large)));
    }

    #[test]
    fn time_is_that_of_the_sessions_and_an_end_does_not_count_itself() {
        let seen = overview(&[ORGS, SESSIONS, CLASSES, USERS, ENROLLMENTS]).unwrap();
        let months: Vec<_> = seen.months.iter().map(|it| (it.month.as_str(), it.students)).collect();
        assert_eq!(months.first(), Some(&("2026-08", 1)));
        assert_eq!(months[1..4], [("2026-09", 2), ("2026-10", 2), ("2026-11", 1)]);
        assert_eq!(months.last(), Some(&("2027-05", 1)));
        assert_eq!((seen.outside_months, seen.undated), (1, 1));
        let sessions: Vec<_> =
            seen.sessions.iter().map(|it| (it.title.as_str(), it.classes, it.students, it.odd)).collect();
        assert_eq!(sessions, [("Year", 2, 3, None), ("Term 1", 2, 1, None), ("Term 2", 0, 0, Some(Oddity::Reversed))]);
    }

    #[test]
    fn nothing_is_called_missing_that_was_not_looked_for() {
        let seen = overview(&[ORGS, CLASSES]).unwrap();
        assert_eq!(seen.class_sizes, []);
        assert_eq!(seen.months, []);
        assert_eq!(seen.schools[2].odd, [Oddity::NoClasses]);
        let seen = overview(&[ORGS, USERS, ("enrollments.csv", "sourcedId,classSourcedId\nbroken\n")]).unwrap();
        assert_eq!(seen.classes_without_teacher, Rows::default());
        assert_eq!(overview(&[("letter.txt", "x")]), None);
    }

    #[test]
    fn of_changes_alone_there_is_no_overview() {
        let manifest =
            ("manifest.csv", "propertyName,value\nmanifest.version,1.0\noneroster.version,1.1\nfile.orgs,delta\n");
        assert_eq!(overview(&[manifest, ORGS]), None);
    }

    #[test]
    fn dates_beyond_all_calendars_and_long_names_do_no_harm() {
        let name = "n".repeat(1000);
        let orgs = format!("sourcedId,name,type\n{name},{name},school\n");
        let classes = format!("sourcedId,schoolSourcedId,termSourcedIds\nc1,{name},t\n");
        let seen = overview(&[
            ("orgs.csv", &orgs),
            ("academicSessions.csv", "sourcedId,title,startDate,endDate\nt,T,0000-01-01,9999-12-31\n"),
            ("classes.csv", &classes),
            (
                "enrollments.csv",
                "sourcedId,classSourcedId,role,beginDate,endDate\ne,c1,student,1950-01-01,2149-12-31\n",
            ),
        ])
        .unwrap();
        assert_eq!((seen.schools[0].name.len(), seen.schools[0].classes), (LONGEST_NAME, 1));
        assert_eq!(seen.sessions[0].from, None);
        assert_eq!(seen.months.len(), MOST_MONTHS);
        assert!(seen.months.iter().all(|month| month.students == 1));
    }

    #[test]
    fn masked_texts_are_all_texts_of_cells() {
        let seen = overview(&[ORGS, SESSIONS, CLASSES, USERS, ENROLLMENTS]).unwrap().with_cells(|_| "-".into());
        let json = serde_json::to_string(&seen).unwrap();
        for cell in ["North", "South", "Year", "Term", "\"s1\"", "\"t1\""] {
            assert!(!json.contains(cell), "{cell}");
        }
    }
}
