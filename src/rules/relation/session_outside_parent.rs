use super::*;
use crate::oneroster::TableId;
use crate::oneroster::value::Day;
use crate::profiles::Severity::Warning;

page! {
    /// # A session is outside the dates of its parent
    ///
    /// ## What it checks
    /// A term, semester, or grading period begins no earlier and ends no later than the session in `parentSourcedId`.
    ///
    /// ## Why it matters
    /// A date with a wrong year makes classes seem to run long after their school year, or before it. Receivers that
    /// use the dates show such classes at the wrong time.
    ///
    /// ## How to fix
    /// Correct the date of the session, or of its parent.
    ///
    /// ## Example
    /// ```wrong
    /// academicSessions.csv
    /// sourcedId,title,type,startDate,endDate,parentSourcedId,schoolYear
    /// quarter1,Quarter 1,gradingPeriod,2026-08-15,2027-10-15,year1,2027
    /// ```
    /// ```right
    /// academicSessions.csv
    /// sourcedId,title,type,startDate,endDate,parentSourcedId,schoolYear
    /// quarter1,Quarter 1,gradingPeriod,2026-08-15,2026-10-15,year1,2027
    /// ```
    ///
    /// ## Known limits
    /// The standard doesn't ask for this. One more day is allowed, because some exports use the day after the last one.
}

pub(crate) static RULE: Rule = Rule {
    name: "session-outside-parent",
    page: PAGE,
    counted: Some("sessions are outside the dates of their parent"),
    since: "0.2.0",
    scope: Scope::Relation,
    severities: Severities::everywhere(Warning),
    sources: &[field("A session that ends a year late is a common slip; samples of vendors have it")],
    detect: Detect::Rows(make),
    message: |said| {
        let Parent { line, limit, is_end } = Parent::of(said);
        let (line, limit) = (counted(line), said.cell(&limit));
        if is_end {
            format!("This session ends on {}, after its parent on line {line} ends ({limit}).", said.value())
        } else {
            format!("This session begins on {}, before its parent on line {line} begins ({limit}).", said.value())
        }
    },
    fix: |said| format!("Correct {}, or the dates of the session on line {}.", said.column(), counted(Parent::of(said).line)),
};

told! {
    /// The parent of a session.
    struct Parent {
        line: u64,
        /// Its first or last day.
        limit: Kept,
        is_end: bool,
    }
}

fn make(table: &TableFacts, _: &mut Findings) -> Option<Box<dyn RowCheck>> {
    if table.table.id != TableId::AcademicSessions {
        return None;
    }
    Some(Box::new(Sessions {
        parent: table.place_of("parentSourcedId")?,
        start: table.place_of("startDate")?,
        end: table.place_of("endDate")?,
        kind: table.place_of("type"),
        all: Pieces::default(),
    }))
}

struct Sessions {
    parent: usize,
    start: usize,
    end: usize,
    kind: Option<usize>,
    all: Pieces<Session>,
}

/// A session whose dates can be compared.
#[derive(Clone, Copy)]
pub(super) struct Session {
    id: u64,
    /// Hash of the parent's id, 0 without one.
    pub(super) parent: u64,
    /// Hash of the type.
    pub(super) kind: u64,
    pub(super) start: Day,
    pub(super) end: Day,
    pub(super) line: u64,
    record: u64,
}

impl Session {
    /// Where one of its dates is.
    pub(super) fn place(&self, table: &TableFacts, column: &str) -> Place {
        let (line, record) = (Some(self.line), Some(self.record));
        Place { file: Some(table.file), line, record, column: table.column_id(column) }
    }
}

/// Sessions that are compared: districts have some hundreds.
const MOST: usize = 20_000;

impl RowCheck for Sessions {
    fn row(&mut self, row: &RowFacts, _: &mut Findings) {
        let day = |place: usize| Day::parse(row.row.cell(place));
        let (Some(start), Some(end)) = (day(self.start), day(self.end)) else { return };
        // One that ends before it begins has a finding of its own.
        if row.is_deleted() || end < start || row.id().is_empty() || self.all.len() >= MOST {
            return;
        }
        let parent = row.row.cell(self.parent).trim_ascii();
        let parent = if parent.is_empty() { 0 } else { id_hash(parent) };
        let kind = self.kind.map_or(0, |place| id_hash(row.row.cell(place)));
        let (line, record) = (row.row.line, row.row.record);
        self.all.push(Session { id: id_hash(row.id()), parent, kind, start, end, line, record });
    }

    fn end(&mut self, table: &TableFacts, findings: &mut Findings) {
        let mut by_id: Vec<Session> = self.all.iter().collect();
        crate::order::sort_by_key(&mut by_id, |session| (session.id, session.line));
        for session in self.all.iter().filter(|session| session.parent != 0 && session.parent != session.id) {
            let found = by_id.partition_point(|other| other.id < session.parent);
            let Some(parent) = by_id.get(found).filter(|parent| parent.id == session.parent) else { continue };
            let (column, own, limit, is_end) = if session.end > parent.end.next() {
                ("endDate", session.end, parent.end, true)
            } else if session.start < parent.start {
                ("startDate", session.start, parent.start, false)
            } else {
                continue;
            };
            findings.report(&RULE, session.place(table, column), || {
                let limit = Kept::new(limit.to_string().as_bytes());
                Args::value(own.to_string().as_bytes()).told(Parent { line: parent.line, limit, is_end })
            });
        }
        overlapping_sessions::find(by_id, table, findings);
    }
}
