//! What was counted, as it is told.

use super::calendar::{MonthNumber, UNKNOWN, name_of};
use super::counter::Counter;
use super::kept::{Class, Org, Term};
use crate::check::overview::{ClassSize, Counted, Month, NamedRows, Oddity, Overview, School, Session};
use crate::oneroster::TableId;
use crate::oneroster::value::GRADES;
use crate::rules::Seen;

/// Orgs and sessions that are told one by one.
const MOST_LISTED: usize = 2000;

/// Months that are told: three school years.
pub(super) const MOST_MONTHS: usize = 36;

/// Classes are counted by their number of students, up to these.
const SIZES: [u64; 11] = [0, 5, 10, 15, 20, 25, 30, 35, 40, 60, 100];

/// A class with more students than this is told as odd.
const LARGE: u64 = 60;

impl Counter {
    /// What was counted; nothing for a package that holds changes only, or of which no row was read.
    pub(in crate::check) fn end(mut self, seen: &dyn Seen) -> Option<Overview> {
        if self.is_delta || !self.has_read.contains(&true) {
            return None;
        }
        let has_read = self.has_read;
        let has = |id: TableId| has_read.get(id as usize) == Some(&true);
        // Of a file of which something is missing nobody can say what is not there.
        let is_whole = |id: TableId| has(id) && seen.is_whole(id);
        let has_sizes = has(TableId::Classes) && has(TableId::Enrollments);
        let people = self.version.roles_table();
        let (sessions, sessions_cut) = self.sessions(is_whole(TableId::Classes), is_whole(TableId::Enrollments));
        let (schools, schools_cut) = self.schools(is_whole(people), is_whole(TableId::Classes));
        let mut without_teacher = NamedRows::default();
        for class in self.classes.iter().filter(|class| class.students > 0 && class.teachers == 0) {
            without_teacher.add(class.record);
        }
        let window = self.window();
        Some(Overview {
            roles: counted(self.roles.words(), self.roles.counts(), &[Oddity::Unknown]),
            grades: counted(&GRADES, self.grades.counts(), &[Oddity::Missing, Oddity::Several, Oddity::Unknown]),
            schools,
            more_schools: self.more_orgs + schools_cut,
            class_sizes: if has_sizes { sizes(&self.classes) } else { Vec::new() },
            classes_without_teacher: if is_whole(TableId::Enrollments) {
                without_teacher
            } else {
                NamedRows::default()
            },
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
        sizes.push(ClassSize { from, to, classes: NamedRows::default(), odd });
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

fn text(cell: &[u8]) -> String {
    String::from_utf8_lossy(cell).into_owned()
}
