use super::*;
use crate::oneroster::TableId;
use crate::oneroster::value::Day;
use crate::profiles::Severity::{Info, Warning};

page! {
    /// # The end date is before the start date
    ///
    /// ## What it checks
    /// An academic session ends after it starts. An enrollment or a role doesn't end before it begins, and an
    /// assignment isn't due before it's assigned.
    ///
    /// ## Why it matters
    /// A term or an enrollment without any days is never active. The receiver shows no classes, or no students in them.
    ///
    /// ## How to fix
    /// Correct the wrong date. If all dates look reversed, the two columns may be swapped.
    ///
    /// ## Example
    /// ```wrong
    /// academicSessions.csv
    /// sourcedId,startDate,endDate
    /// term1,2026-12-20,2026-08-01
    ///
    /// enrollments.csv
    /// sourcedId,beginDate,endDate
    /// enrollment1,,
    /// enrollment2,,
    /// ```
    /// ```right
    /// academicSessions.csv
    /// sourcedId,startDate,endDate
    /// term1,2026-08-01,2026-12-20
    /// ```
    ///
    /// ## Known limits
    /// The standard doesn't say this, so it's a warning. An end date is the first day that no longer belongs to a
    /// session, so a session that ends on the day it starts has no days. Brightspace doesn't keep dates, unless a site
    /// copies the dates of sessions to its courses. There, it's a warning for sessions and a note elsewhere.
}

pub(crate) static RULE: Rule = Rule {
    name: "end-before-start",
    page: PAGE,
    counted: Some("records end before they start"),
    since: "0.1.0",
    scope: Scope::Relation,
    severities: Severities::everywhere(Warning).d2l_brightspace(Info),
    sources: &[
        field("Wrong dates are the first cause of missing students (FastBridge help 1260802558010)"),
        brightspace_article("OneRoster CSV will not maintain start or end dates for any org unit type"),
        page_of(Authority::D2l, "Using OneRoster: dates of sessions can become those of course offerings", "https://community.d2l.com/brightspace/kb/articles/23842-using-oneroster"),
    ],
    detect: Detect::Rows(make),
    message: |said| {
        let Dates { start, what, is_empty } = Dates::of(said);
        if is_empty {
            format!("The {} ends on {}, the day it starts, so it has no days.", what.word(), said.value())
        } else {
            format!("The {} ends on {}, before it starts ({}).", what.word(), said.value(), said.cell(&start))
        }
    },
    fix: |_| "Correct the start or end date.".into(),
};

told! {
    /// The dates of one record.
    struct Dates {
        start: Kept,
        what: What,
        is_empty: bool,
    }
}

one_of! {
    /// What has dates.
    enum What {
        Session = "session",
        Enrollment = "enrollment",
        Role = "role",
        Assignment = "assignment",
    }
}

fn make(table: &TableFacts, _: &mut Findings) -> Option<Box<dyn RowCheck>> {
    let (start, end, what) = match table.table.id {
        TableId::AcademicSessions => ("startDate", "endDate", What::Session),
        TableId::Enrollments => ("beginDate", "endDate", What::Enrollment),
        TableId::Roles => ("beginDate", "endDate", What::Role),
        TableId::LineItems => ("assignDate", "dueDate", What::Assignment),
        _ => return None,
    };
    let end_place = table.place_of(end)?;
    Some(Box::new(DatesOfRecords { start: table.place_of(start)?, end: end_place, column: end, what }))
}

struct DatesOfRecords {
    start: usize,
    end: usize,
    column: &'static str,
    what: What,
}

impl RowCheck for DatesOfRecords {
    fn watches(&self) -> Vec<usize> {
        vec![self.start, self.end]
    }

    fn row(&mut self, row: &RowFacts, findings: &mut Findings) {
        let (start, end) = (row.row.cell(self.start), row.row.cell(self.end));
        let (Some(first), Some(last)) = (Day::parse(start), Day::parse(end)) else { return };
        let is_empty = first == last && row.table.table.id == TableId::AcademicSessions;
        if last < first || is_empty {
            // A site may copy the dates of sessions to its courses.
            let is_session = row.table.table.id == TableId::AcademicSessions;
            let severities = if is_session { RULE.severities.d2l_brightspace(Warning) } else { RULE.severities };
            findings.report_as(&RULE, severities, row.place(self.column), || {
                Args::value(end).told(Dates { start: Kept::new(start), what: self.what, is_empty })
            });
        }
    }
}
