//! The made-up district: which schools, grades, courses, classes and people it has.
//!
//! The proportions are those of a large district: about 600 students to a school, 16 to a teacher,
//! 25 to a class, and seven classes to a student.

use std::fmt;
use std::ops::Range;

use super::names::{FAMILY, GIVEN, PLACE_FIRST, PLACE_SECOND};
use super::{Faults, Ids};

const STUDENTS_PER_SCHOOL: u32 = 600;
const STUDENTS_PER_TEACHER: u32 = 16;
const STUDENTS_PER_CLASS: u32 = 27;

/// The school year 2026-27, which OneRoster names after the year of its end.
pub(super) const SCHOOL_YEAR: &str = "2027";
/// Its first day, the first day of the second half, and the day after its last.
pub(super) const YEAR_START: &str = "2026-08-10";
pub(super) const SECOND_HALF: &str = "2027-01-04";
pub(super) const YEAR_END: &str = "2027-05-29";

/// What is taught to every student. The last of them takes half a year.
pub(super) const SUBJECTS: [(&str, &str); 7] = [
    ("English Language Arts", "ELA"),
    ("Mathematics", "MAT"),
    ("Science", "SCI"),
    ("Social Studies", "SOC"),
    ("Physical Education", "PED"),
    ("World Languages", "LAN"),
    ("Art and Music", "ART"),
];

/// A district of a given size; the same values give the same district.
#[derive(Clone, Copy, Debug)]
pub(crate) struct District {
    pub(crate) students: u32,
    pub(crate) ids: Ids,
    pub(crate) faults: Faults,
    pub(crate) seed: u64,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Level {
    Elementary,
    Middle,
    High,
}

/// A school, and the numbers of all that belongs to it.
pub(super) struct School {
    /// Counted from 1.
    pub(super) number: u32,
    pub(super) name: String,
    pub(super) level: Level,
    /// Numbers of its students, counted from 0 over the district.
    pub(super) students: Range<u32>,
    /// Numbers of its teachers, counted from 0 over the district.
    pub(super) teachers: Range<u32>,
    /// The number of its first class, counted from 0 over the district.
    first_class: u32,
}

/// The students of one grade in one school.
pub(super) struct Cohort {
    /// Years of school before this one: 0 is kindergarten.
    pub(super) grade: u32,
    pub(super) students: Range<u32>,
    /// Parallel classes in each subject.
    pub(super) sections: u32,
    first_class: u32,
}

/// One section of one subject.
pub(super) struct Class {
    pub(super) number: u32,
    /// Index in `SUBJECTS`.
    pub(super) subject: usize,
    /// Counted from 0.
    pub(super) section: u32,
    pub(super) teacher: u32,
    pub(super) term: Term,
}

/// The academic sessions of a school.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Term {
    SchoolYear = 0,
    FullYear,
    Semester1,
    Semester2,
    Quarter1,
    Quarter2,
    Quarter3,
    Quarter4,
}

/// What a sourcedId is the id of. Numbers in different files may be equal, GUIDs may not.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    District = 1,
    School,
    Session,
    Course,
    Class,
    Student,
    Teacher,
    StudentEnrollment,
    TeacherEnrollment,
    Unknown,
}

/// A sourcedId, ready to be written.
pub(super) struct SourcedId {
    form: Ids,
    kind: Kind,
    number: u64,
    seed: u64,
}

/// How a person is called.
pub(super) struct Name {
    pub(super) given: &'static str,
    pub(super) family: &'static str,
    login: (&'static str, &'static str),
}

impl District {
    pub(super) fn schools(self) -> impl Iterator<Item = School> {
        let count = self.students.div_ceil(STUDENTS_PER_SCHOOL);
        let mut first_teacher = 0;
        let mut first_class = 0;
        (0..count).map(move |index| {
            let start = index * STUDENTS_PER_SCHOOL;
            let students = start..self.students.min(start + STUDENTS_PER_SCHOOL);
            let teacher_count = (students.end - students.start).div_ceil(STUDENTS_PER_TEACHER);
            let level = match index % 4 {
                0 | 1 => Level::Elementary,
                2 => Level::Middle,
                _ => Level::High,
            };
            let school = School {
                number: index + 1,
                name: school_name(index, level),
                level,
                students,
                teachers: first_teacher..first_teacher + teacher_count,
                first_class,
            };
            first_teacher += teacher_count;
            first_class =
                school.cohorts().last().map_or(first_class, |cohort| cohort.first_class + cohort.class_count());
            school
        })
    }

    pub(super) fn id(self, kind: Kind, number: impl Into<u64>) -> SourcedId {
        SourcedId { form: self.ids, kind, number: number.into(), seed: self.seed }
    }

    pub(super) fn session_id(self, school: &School, term: Term) -> SourcedId {
        // Campus' terms are rows of one table for all schools.
        self.id(Kind::Session, u64::from(school.number) * 10 + term as u64)
    }

    pub(super) fn course_id(self, school: &School, cohort: &Cohort, subject: usize) -> SourcedId {
        self.id(Kind::Course, u64::from(school.number) * 1000 + u64::from(cohort.grade) * 10 + subject as u64)
    }

    /// A number that depends on the seed, on what it is for and on whom it is for, and on nothing else.
    pub(super) fn draw(self, kind: Kind, number: u32, question: u64) -> u64 {
        mix(mix(self.seed ^ (kind as u64) << 56) ^ (u64::from(number) << 8) ^ question)
    }

    pub(super) fn name(self, kind: Kind, number: u32) -> Name {
        let drawn = self.draw(kind, number, 1);
        let given = pick(&GIVEN, drawn);
        let family = pick(&FAMILY, drawn >> 32);
        Name { given: given.0, family: family.0, login: (given.1, family.1) }
    }
}

impl School {
    /// Its grades with at least one student, the students shared out evenly.
    pub(super) fn cohorts(&self) -> impl Iterator<Item = Cohort> {
        let (lowest, grades) = match self.level {
            Level::Elementary => (0, 6),
            Level::Middle => (6, 3),
            Level::High => (9, 4),
        };
        let start = self.students.start;
        let count = self.students.end - start;
        let mut first_class = self.first_class;
        (0..grades).filter_map(move |index| {
            let students = start + count * index / grades..start + count * (index + 1) / grades;
            if students.is_empty() {
                return None;
            }
            let sections = (students.end - students.start).div_ceil(STUDENTS_PER_CLASS);
            let cohort = Cohort { grade: lowest + index, students, sections, first_class };
            first_class += cohort.class_count();
            Some(cohort)
        })
    }

    pub(super) fn classes<'a>(&'a self, cohort: &'a Cohort) -> impl Iterator<Item = Class> + 'a {
        (0..SUBJECTS.len())
            .flat_map(move |subject| (0..cohort.sections).map(move |section| self.class(cohort, subject, section)))
    }

    /// The classes of a student: one in each subject, in changing company.
    pub(super) fn classes_of<'a>(&'a self, cohort: &'a Cohort, student: u32) -> impl Iterator<Item = Class> + 'a {
        let place = student - cohort.students.start;
        let round = place / cohort.sections;
        (0..SUBJECTS.len())
            .zip(0_u32..)
            .map(move |(subject, shift)| self.class(cohort, subject, (place + shift * round) % cohort.sections))
    }

    fn class(&self, cohort: &Cohort, subject: usize, section: u32) -> Class {
        let in_cohort = u32::try_from(subject).unwrap_or_default() * cohort.sections + section;
        let number = cohort.first_class + in_cohort;
        let teacher_count = self.teachers.end - self.teachers.start;
        let term = match (self.level, subject, section % 2) {
            (Level::Middle | Level::High, 6, 0) => Term::Semester1,
            (Level::Middle | Level::High, 6, _) => Term::Semester2,
            _ => Term::FullYear,
        };
        let teacher = self.teachers.start + (number - self.first_class) % teacher_count;
        Class { number, subject, section, teacher, term }
    }
}

impl Cohort {
    fn class_count(&self) -> u32 {
        self.sections * u32::try_from(SUBJECTS.len()).unwrap_or_default()
    }

    /// The grade as CEDS codes it.
    pub(super) fn grade_code(&self) -> &'static str {
        const CODES: [&str; 13] = ["KG", "01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12"];
        CODES[self.grade as usize % CODES.len()]
    }
}

impl Term {
    pub(super) const ALL: [Self; 8] = [
        Self::SchoolYear,
        Self::FullYear,
        Self::Semester1,
        Self::Semester2,
        Self::Quarter1,
        Self::Quarter2,
        Self::Quarter3,
        Self::Quarter4,
    ];

    /// The part of the title that tells the terms of a school apart.
    pub(super) fn title(self) -> &'static str {
        match self {
            Self::SchoolYear => "2026-27",
            Self::FullYear => "Year",
            Self::Semester1 => "S1",
            Self::Semester2 => "S2",
            Self::Quarter1 => "Q1",
            Self::Quarter2 => "Q2",
            Self::Quarter3 => "Q3",
            Self::Quarter4 => "Q4",
        }
    }

    pub(super) fn kind(self) -> &'static str {
        match self {
            Self::SchoolYear => "schoolYear",
            Self::FullYear => "term",
            Self::Semester1 | Self::Semester2 => "semester",
            Self::Quarter1 | Self::Quarter2 | Self::Quarter3 | Self::Quarter4 => "gradingPeriod",
        }
    }

    pub(super) fn parent(self) -> Option<Self> {
        match self {
            Self::SchoolYear => None,
            Self::FullYear | Self::Semester1 | Self::Semester2 => Some(Self::SchoolYear),
            Self::Quarter1 | Self::Quarter2 => Some(Self::Semester1),
            Self::Quarter3 | Self::Quarter4 => Some(Self::Semester2),
        }
    }

    /// The first day, and the day after the last.
    pub(super) fn dates(self) -> (&'static str, &'static str) {
        match self {
            Self::SchoolYear | Self::FullYear => (YEAR_START, YEAR_END),
            Self::Semester1 => (YEAR_START, SECOND_HALF),
            Self::Semester2 => (SECOND_HALF, YEAR_END),
            Self::Quarter1 => (YEAR_START, "2026-10-19"),
            Self::Quarter2 => ("2026-10-19", SECOND_HALF),
            Self::Quarter3 => (SECOND_HALF, "2027-03-15"),
            Self::Quarter4 => ("2027-03-15", YEAR_END),
        }
    }
}

impl Name {
    /// A login name that nobody else in the district has.
    pub(super) fn username(&self, number: u32) -> String {
        format!("{}.{}{number}", self.login.0, self.login.1)
    }
}

impl fmt::Display for SourcedId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.form == Ids::Guid {
            return self.write_guid(formatter);
        }
        // Record numbers start somewhere, not at 0.
        let number = match self.kind {
            Kind::District | Kind::Session => self.number,
            Kind::School => self.number + 100,
            _ => self.number + 100_000,
        };
        let letter = match self.kind {
            Kind::Student | Kind::StudentEnrollment => "s",
            Kind::Teacher | Kind::TeacherEnrollment => "t",
            Kind::Unknown => "x",
            _ => "",
        };
        write!(formatter, "{letter}{number}")
    }
}

impl SourcedId {
    /// A GUID of version 4. The low half alone tells ids of a kind apart: `mix` gives no value twice.
    fn write_guid(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let own = mix(self.seed ^ (self.kind as u64) << 56 ^ self.number);
        let more = mix(own ^ self.seed.rotate_left(32));
        write!(
            formatter,
            "{:08X}-{:04X}-4{:03X}-{:04X}-{:012X}",
            more >> 32,
            own >> 48,
            more & 0xFFF,
            0x8000 | (more >> 12 & 0x3FFF),
            own & 0xFFFF_FFFF_FFFF,
        )
    }
}

fn school_name(index: u32, level: Level) -> String {
    let first = PLACE_FIRST[index as usize % PLACE_FIRST.len()];
    // Another second word each time the first words have been used up, and then each time all pairs have.
    let turn = index as usize / PLACE_FIRST.len();
    let second = PLACE_SECOND[(index as usize + turn) % PLACE_SECOND.len()];
    let level = match level {
        Level::Elementary => "Elementary",
        Level::Middle => "Middle",
        Level::High => "High",
    };
    match turn / PLACE_SECOND.len() {
        0 => format!("{first} {second} {level}"),
        again => format!("{first} {second} {level} {}", again + 1),
    }
}

fn pick<T>(list: &[T], drawn: u64) -> &T {
    &list[(drawn & 0xFFFF_FFFF) as usize % list.len()]
}

/// The last step of splitmix64: a permutation of all 64-bit numbers that looks random.
fn mix(number: u64) -> u64 {
    let mut mixed = number.wrapping_add(0x9E37_79B9_7F4A_7C15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}
