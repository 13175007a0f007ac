use std::collections::HashMap;

use super::*;
use crate::oneroster::TableId;
use crate::oneroster::value::Day;
use crate::profiles::Severity::Info;

page! {
    /// # An enrollment is outside the sessions of its class
    ///
    /// ## What it checks
    /// `beginDate` and `endDate` of an enrollment are within the academic sessions of its class.
    ///
    /// ## Why it matters
    /// The standard asks that they agree. If a student leaves after the end of the term, the enrollment was often never
    /// closed.
    ///
    /// ## How to fix
    /// Compare the dates of the enrollment with the dates of the term, and correct the wrong ones.
    ///
    /// ## Example
    /// ```wrong
    /// enrollments.csv
    /// sourcedId,beginDate,endDate
    /// enrollment1,2026-08-01,2027-03-01
    /// ```
    /// ```right
    /// enrollments.csv
    /// sourcedId,beginDate,endDate
    /// enrollment1,2026-08-15,2026-12-20
    /// ```
    ///
    /// ## Known limits
    /// The standard gives no tolerance, and many exports use the dates of the school year, so this is a note. If a
    /// class has several sessions, the earliest start and the latest end count.
}

pub(crate) static RULE: Rule = Rule {
    name: "enrollment-outside-sessions",
    page: PAGE,
    counted: Some("enrollment dates are outside the sessions of their class"),
    since: "0.1.0",
    scope: Scope::Relation,
    severities: Severities::nowhere().oneroster(Info),
    sources: &[binding("enrollments.csv: beginDate and endDate must align with the academic sessions of the class")],
    detect: Detect::Across(make),
    message: |said| match Limit::of(said) {
        Limit { side: Side::Begin, day } => format!("This enrollment begins on {}. The sessions of its class begin on {day}.", said.value()),
        Limit { side: Side::End, day } => format!("This enrollment ends on {}. The sessions of its class end on {day}.", said.value()),
    },
    fix: |said| format!("Compare {} with the dates of the term, and correct the wrong ones.", said.column()),
};

told! {
    /// What the sessions span.
    struct Limit {
        side: Side,
        /// Their first or last day.
        day: Cow<'static, str>,
    }
}

one_of! {
    /// Which end of them.
    enum Side {
        Begin = "begin",
        End = "end",
    }
}

fn make(_: &PackageFacts) -> Box<dyn AcrossCheck> {
    Box::new(Spans::default())
}

type Span = (Day, Day);

/// Marks a class whose sessions are not known.
const UNKNOWN: u32 = u32::MAX;

#[derive(Default)]
struct Spans {
    file: Option<TableId>,
    /// Places of the three cells that count in a row of the file, and of its status.
    places: [usize; 3],
    status: Option<usize>,
    sessions: HashMap<Box<[u8]>, Span, foldhash::fast::FixedState>,
    /// What the different lists of sessions span, and by the list the place of its span.
    known: Vec<Span>,
    lists: HashMap<Box<[u8]>, u32, foldhash::fast::FixedState>,
    /// Classes by the hash of their id, with the place of their span; then the places by the slot of the class.
    classes: Vec<(u64, u32)>,
    by_slot: Vec<u32>,
}

impl Spans {
    /// The place of what a list of sessions spans. A session whose dates are not known may be any.
    fn span(&mut self, list: &[u8]) -> u32 {
        if let Some(span) = self.lists.get(list) {
            return *span;
        }
        let spans: Option<Vec<Span>> =
            list.split(|byte| *byte == b',').map(|term| self.sessions.get(term.trim_ascii()).copied()).collect();
        let span = spans.and_then(|spans| spans.into_iter().reduce(|one, other| (one.0.min(other.0), one.1.max(other.1))));
        let place = span.map_or(UNKNOWN, |span| {
            self.known.push(span);
            u32::try_from(self.known.len() - 1).unwrap_or(UNKNOWN)
        });
        self.lists.insert(list.into(), place);
        place
    }
}

impl Spans {
    fn enrollments(&mut self, rows: &RowsFacts, seen: &dyn Seen, findings: &mut Findings) {
        if self.by_slot.is_empty() {
            self.by_slot = vec![UNKNOWN; seen.slots(TableId::Classes)];
            for (class, span) in std::mem::take(&mut self.classes) {
                let slot = seen.slot(TableId::Classes, class).and_then(|slot| self.by_slot.get_mut(slot));
                if let Some(slot) = slot {
                    *slot = span;
                }
            }
        }
        let [class, begin, end] = self.places;
        let targets = rows.targets(class);
        for (first, fresh) in rows.stretches([begin, end]) {
            let days = [begin, end].map(|place| Day::parse(rows.cell(first, place)));
            // Most classes span the same.
            let mut right = UNKNOWN;
            for number in fresh.iter() {
                let span = targets.get(number).and_then(|slot| self.by_slot.get(*slot as usize)).copied();
                let Some(span) = span.filter(|span| *span != right) else { continue };
                let Some((first, last)) = self.known.get(span as usize) else { continue };
                let is_early = days[0].is_some_and(|day| day < *first);
                let is_late = days[1].is_some_and(|day| day > *last);
                if !is_early && !is_late {
                    right = span;
                } else if !rows.is_deleted(number) {
                    for number in rows.alike(number) {
                        let (row, place) = (rows.block.row(number), |name| rows.place(number, name));
                        if is_early {
                            let day = first.to_string().into();
                            let args = || Args::value(row.cell(begin)).told(Limit { side: Side::Begin, day });
                            findings.report(&RULE, place("beginDate"), args);
                        }
                        if is_late {
                            let day = last.to_string().into();
                            let args = || Args::value(row.cell(end)).told(Limit { side: Side::End, day });
                            findings.report(&RULE, place("endDate"), args);
                        }
                    }
                }
            }
        }
    }
}

impl AcrossCheck for Spans {
    fn begin(&mut self, table: &TableFacts) -> bool {
        let columns = match table.table.id {
            TableId::AcademicSessions => ["sourcedId", "startDate", "endDate"],
            TableId::Classes => ["sourcedId", "termSourcedIds", "termSourcedIds"],
            TableId::Enrollments => ["classSourcedId", "beginDate", "endDate"],
            _ => return false,
        };
        self.file = Some(table.table.id);
        self.status = table.place_of("status");
        let places = columns.map(|column| table.place_of(column));
        self.places = places.map(Option::unwrap_or_default);
        places.iter().all(Option::is_some)
    }

    fn watches(&self) -> Vec<usize> {
        match self.file {
            Some(TableId::Enrollments) => self.places.into_iter().chain(self.status).collect(),
            _ => Vec::new(),
        }
    }

    fn rows(&mut self, rows: &RowsFacts, seen: &dyn Seen, findings: &mut Findings) {
        match self.file {
            Some(TableId::AcademicSessions) => rows.each(findings, |row, _| {
                let [id, start, end] = self.places.map(|place| row.row.cell(place));
                if let (Some(start), Some(end)) = (Day::parse(start), Day::parse(end)) {
                    self.sessions.insert(id.into(), (start, end));
                }
            }),
            Some(TableId::Classes) => rows.each(findings, |row, _| {
                let [id, terms, _] = self.places.map(|place| row.row.cell(place));
                let span = self.span(terms);
                self.classes.push((id_hash(id), span));
            }),
            _ => self.enrollments(rows, seen, findings),
        }
    }
}
