use super::session_outside_parent::Session;
use super::*;
use crate::oneroster::value::Day;
use crate::order::sort_by_key;
use crate::profiles::Severity::Info;

page! {
    /// # Two sessions of the same parent overlap
    ///
    /// ## What it checks
    /// Sessions of one type that have the same parent, such as the terms of a school year, follow one another. Here one of
    /// them starts before the one before it ends.
    ///
    /// ## Why it matters
    /// One wrong date is enough: on the days in both sessions, receivers that use dates show the classes of both.
    ///
    /// ## How to fix
    /// Compare the two dates with the school calendar. If they are right, you don't need to do anything.
    ///
    /// ## Example
    /// ```wrong
    /// academicSessions.csv
    /// sourcedId,title,type,startDate,endDate,parentSourcedId,schoolYear
    /// term2,Maple Term 2,term,2026-11-20,2027-06-12,year1,2027
    /// ```
    /// ```right
    /// academicSessions.csv
    /// sourcedId,title,type,startDate,endDate,parentSourcedId,schoolYear
    /// term2,Maple Term 2,term,2027-01-04,2027-06-12,year1,2027
    /// ```
    ///
    /// ## Known limits
    /// The rule reports only a session that is the exception. Nothing is reported if several series run side by side (year-round
    /// tracks, or calendars of several schools in one school year), if one session is inside another, or if they share more
    /// than half of their days. They may share one day.
}

pub(crate) static RULE: Rule = Rule {
    name: "overlapping-sessions",
    page: PAGE,
    counted: Some("sessions overlap another of the same parent"),
    since: "0.2.0",
    scope: Scope::Relation,
    severities: Severities::nowhere().oneroster(Info),
    sources: &[field("Terms of one school year follow one another; the standard doesn't require it")],
    // Found together with the dates of parents, see `session_outside_parent`.
    detect: Detect::Reading,
    message: |said| {
        let Earlier { end } = Earlier::of(said);
        format!(
            "This session starts on {}, before the session on line {} ends ({}). Both have the same parent and type.",
            said.value(),
            said.other_line(),
            said.cell(&end)
        )
    },
    fix: |said| format!("Compare this start date and the end date on line {} with the school calendar.", said.other_line()),
};

told! {
    /// The session before.
    struct Earlier {
        end: Kept,
    }
}

/// Tells the overlaps that one session of a family makes. `all` have their dates in the right order.
pub(super) fn find(mut all: Vec<Session>, table: &TableFacts, findings: &mut Findings) {
    all.retain(|session| session.parent != 0);
    sort_by_key(&mut all, |session| (session.parent, session.kind, session.start, session.line));
    for siblings in all.chunk_by(|one, other| (one.parent, one.kind) == (other.parent, other.kind)) {
        for (earlier, later) in odd_overlaps(siblings) {
            findings.report(&RULE, later.place(table, "startDate"), || {
                Args::value(later.start.to_string().as_bytes()).beside(earlier.line).told(Earlier { end: Kept::new(earlier.end.to_string().as_bytes()) })
            });
        }
    }
}

/// The overlaps of a family in the order of their first days, if one session has part in all of them: with a date
/// put right, the sessions would follow one another.
fn odd_overlaps(siblings: &[Session]) -> Vec<(&Session, &Session)> {
    let mut found: Vec<(&Session, &Session)> = Vec::new();
    for (number, earlier) in siblings.iter().enumerate() {
        let behind = siblings.get(number + 1..).unwrap_or_default();
        for later in behind.iter().take_while(|later| later.start < earlier.end) {
            // A session has two neighbors. Where there are more overlaps, several series run side by side.
            if found.len() == 2 || !is_slip(earlier, later) {
                return Vec::new();
            }
            found.push((earlier, later));
        }
    }
    let is_of_one = match found.as_slice() {
        [(a, b), (c, d)] => a.line == c.line || a.line == d.line || b.line == c.line || b.line == d.line,
        _ => true,
    };
    if is_of_one { found } else { Vec::new() }
}

/// Whether an overlap looks like a wrong date: of two sessions that run side by side one lies within the other, or they
/// share most of their days.
fn is_slip(earlier: &Session, later: &Session) -> bool {
    let [from, to, start, end] =
        [earlier.start, earlier.end, later.start, later.end].map(Day::days_since_1970);
    from < start && to < end && 2 * (to - start) <= (to - from).min(end - start)
}
