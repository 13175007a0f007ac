use std::collections::HashMap;

use super::*;
use crate::oneroster::{Mode, TableId};
use crate::profiles::Severity::Warning;

page! {
    /// # The same unenrollment is sent twice
    ///
    /// ## What it checks
    /// Two rows of a delta `enrollments.csv` remove the same user from the same class.
    ///
    /// ## Why it matters
    /// Brightspace asks districts to send an unenrollment once. The second one causes a warning in its log.
    ///
    /// ## How to fix
    /// Keep one of the rows.
    ///
    /// ## Example
    /// ```wrong
    /// delta
    /// enrollments.csv
    /// sourcedId,status,userSourcedId
    /// enrollment1,tobedeleted,student1
    /// enrollment3,tobedeleted,student1
    /// ```
    /// ```right
    /// delta
    /// enrollments.csv
    /// sourcedId,status,userSourcedId
    /// enrollment1,tobedeleted,student1
    /// ```
    ///
    /// ## Known limits
    /// The check can't see an unenrollment that was sent in an earlier package.
}

pub(crate) static RULE: Rule = Rule {
    name: "repeated-unenrollment",
    page: PAGE,
    counted: Some("unenrollments are sent again"),
    since: "0.1.0",
    scope: Scope::Relation,
    severities: Severities::nowhere().d2l_brightspace(Warning),
    sources: &[brightspace_article("Enrollments: an unenrollment should only be sent once")],
    detect: Detect::Rows(make),
    message: |said| format!("Line {} already removes this user from the same class.", said.other_line()),
    fix: |_| "Keep one of the two rows.".into(),
};

fn make(table: &TableFacts, _: &mut Findings) -> Option<Box<dyn RowCheck>> {
    let is_delta = table.table.id == TableId::Enrollments && table.mode == Some(Mode::Delta);
    if !is_delta {
        return None;
    }
    let (user, class) = (table.place_of("userSourcedId")?, table.place_of("classSourcedId")?);
    Some(Box::new(Unenrollments { user, class, seen: HashMap::new() }))
}

struct Unenrollments {
    user: usize,
    class: usize,
    /// By user and class.
    seen: HashMap<[Box<[u8]>; 2], First>,
}

struct First {
    line: u64,
    id: Box<[u8]>,
}

impl RowCheck for Unenrollments {
    fn row(&mut self, row: &RowFacts, findings: &mut Findings) {
        let (user, class) = (row.row.cell(self.user), row.row.cell(self.class));
        if !row.is_deleted() || user.is_empty() || class.is_empty() {
            return;
        }
        let id = row.id();
        let place = row.place("userSourcedId");
        match self.seen.get(&[user.into(), class.into()]) {
            Some(first) if *first.id == *id => {}
            Some(first) => findings.report(&RULE, place, || Args::value(user).beside(first.line)),
            None => {
                let first = First { line: place.line.unwrap_or(0), id: id.into() };
                self.seen.insert([user.into(), class.into()], first);
            }
        }
    }
}
