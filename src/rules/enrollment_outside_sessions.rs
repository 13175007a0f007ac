use std::collections::HashMap;

use super::*;
use crate::oneroster::TableId;
use crate::oneroster::value::Day;
use crate::profiles::Severity::Info;

rule! {
    /// # An enrollment lies outside the sessions of its class
    ///
    /// ## What it checks
    /// `beginDate` and `endDate` of an enrollment lie within the academic sessions of its class.
    ///
    /// ## Why it matters
    /// The standard asks that they agree. A student who leaves after the end of the term is often one whose enrollment was
    /// never closed.
    ///
    /// ## How to fix
    /// Compare the dates of the enrollment with those of the term, and correct what is wrong.
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
    /// The standard names no tolerance, and many exports give the dates of the school year, so this is an information. From
    /// several sessions of a class the earliest start and the latest end count.
    pub static RULE = Rule {
        name: "enrollment-outside-sessions",
        since: "0.1.0",
        scope: Scope::Relation,
        severities: Severities::nowhere().oneroster(Info),
        sources: &[binding("enrollments.csv: beginDate and endDate must align with the academic sessions of the class")],
        detect: Detect::Across(make),
        message: |said| format!("{} holds {}, but the sessions of this class {} on {}.", said.column(), said.value(), said.word(0), said.word(1)),
        fix: |said| format!("Compare {} with the dates of the term, and correct what is wrong.", said.column()),
        campus_fix: None,
    };
}

fn make(_: &PackageFacts) -> Box<dyn AcrossCheck> {
    Box::new(Spans::default())
}

type Span = (Day, Day);
type ById = HashMap<Box<[u8]>, Span, foldhash::fast::FixedState>;

#[derive(Default)]
struct Spans {
    file: Option<TableId>,
    /// Places of the three cells that count in a row of the file.
    places: [usize; 3],
    sessions: ById,
    classes: ById,
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
        let places = columns.map(|column| table.place_of(column));
        self.places = places.map(Option::unwrap_or_default);
        places.iter().all(Option::is_some)
    }

    fn row(&mut self, row: &RowFacts, _: &dyn Seen, findings: &mut Findings) {
        let [id, start, end] = self.places.map(|place| row.row.cell(place));
        match self.file {
            Some(TableId::AcademicSessions) => {
                if let (Some(start), Some(end)) = (Day::parse(start), Day::parse(end)) {
                    self.sessions.insert(id.into(), (start, end));
                }
            }
            Some(TableId::Classes) => {
                // A session whose dates are not known may be any.
                let spans: Option<Vec<Span>> = start
                    .split(|byte| *byte == b',')
                    .map(|term| self.sessions.get(term.trim_ascii()).copied())
                    .collect();
                let span = spans
                    .and_then(|spans| spans.into_iter().reduce(|one, other| (one.0.min(other.0), one.1.max(other.1))));
                if let Some(span) = span {
                    self.classes.insert(id.into(), span);
                }
            }
            _ => {
                let Some((first, last)) = self.classes.get(id).filter(|_| !row.is_deleted()) else { return };
                if Day::parse(start).is_some_and(|day| day < *first) {
                    findings.report(&RULE, row.place("beginDate"), || {
                        Args::value(start).word("begin").word(first.to_string())
                    });
                }
                if Day::parse(end).is_some_and(|day| day > *last) {
                    findings
                        .report(&RULE, row.place("endDate"), || Args::value(end).word("end").word(last.to_string()));
                }
            }
        }
    }
}
