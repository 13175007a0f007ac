//! What a package holds, counted for people who would rather look than read: schools, roles, grades, class sizes, time.

use serde::Serialize;

/// Rows that are named for a mark.
const MOST_RECORDS: usize = 50;

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
    pub classes_without_teacher: NamedRows,
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
#[cfg_attr(test, ts(rename = "Rows"))]
pub struct NamedRows {
    /// How many.
    #[cfg_attr(test, ts(type = "number"))]
    pub count: u64,
    /// The first of them: data rows, from 1.
    pub records: Vec<u32>,
}

impl NamedRows {
    pub(super) fn add(&mut self, record: u32) {
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
    pub classes: NamedRows,
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
