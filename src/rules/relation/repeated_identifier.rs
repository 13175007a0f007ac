use std::collections::HashMap;
use std::hash::BuildHasher;

use super::*;
use crate::oneroster::TableId;
use crate::profiles::Receiver;
use crate::profiles::Severity::Warning;

page! {
    /// # Two users have the same identifier
    ///
    /// ## What it checks
    /// Two rows of users.csv with different IDs have the same `identifier`.
    ///
    /// ## Why it matters
    /// The identifier is the number that identifies a person. Two students with one number are one student to the DESSA
    /// System, and Brightspace finds existing accounts by such a number.
    ///
    /// ## How to fix
    /// Correct the number of one of the two. If both rows are one person with two roles, ask the receiver how to send
    /// them.
    ///
    /// ## Example
    /// ```wrong
    /// users.csv
    /// sourcedId,username,identifier
    /// student2,ben.silva,4711
    ///
    /// demographics.csv
    /// sourcedId,birthDate
    /// student2,2012-03-22
    ///
    /// enrollments.csv
    /// sourcedId,userSourcedId
    /// enrollment3,student2
    /// ```
    /// ```right
    /// users.csv
    /// sourcedId,identifier
    /// student1,4711
    /// ```
    ///
    /// ## Known limits
    /// For the DESSA System, only students are compared with each other. Neither receiver has published whether its
    /// number comes from this column or from the `sourcedId`, so this is a warning. If two rows also have the same
    /// username, only the rule `repeated-username` reports them.
}

pub(crate) static RULE: Rule = Rule {
    name: "repeated-identifier",
    page: PAGE,
    counted: Some("users have an identifier that is already used"),
    since: "0.1.0",
    scope: Scope::Relation,
    severities: Severities::nowhere().infinite_campus(Warning).d2l_brightspace(Warning),
    sources: &[
        page_of(Authority::Aperture, "Flat file chart: Student ID is unique within the program", "https://selcompass.zendesk.com/hc/en-us/articles/16474103177229"),
        brightspace_article("Users: if a user exists with same ‘OrgDefinedID’ then it can be mapped to the existing user"),
    ],
    detect: Detect::Rows(make),
    message: |said| format!("{} is already used on line {} for another user.", said.subject("identifier"), said.other_line()),
    fix: |_| "Give each person their own number. If both rows are one person with two roles, ask the receiver how to send them.".into(),
};

fn make(table: &TableFacts, _: &mut Findings) -> Option<Box<dyn RowCheck>> {
    let identifier = table.place_of("identifier").filter(|_| table.table.id == TableId::Users)?;
    Some(Box::new(Identifiers {
        id: table.place_of("sourcedId")?,
        identifier,
        username: table.place_of("username"),
        role: table.place_of("role"),
        shared: Shared::default(),
        seen: HashMap::default(),
    }))
}

struct Identifiers {
    id: usize,
    identifier: usize,
    username: Option<usize>,
    role: Option<usize>,
    /// By the identifier itself: a hash alone could report two that only share it.
    /// The identifiers that several rows have.
    shared: Shared,
    seen: HashMap<Box<[u8]>, First, foldhash::fast::FixedState>,
}

struct First {
    line: u32,
    /// Half a hash of the row's id and of its username; two that share it are at worst not reported.
    id: u32,
    username: u32,
    is_student: bool,
}

impl RowCheck for Identifiers {
    fn rows(&mut self, rows: &RowsFacts, _: &mut Findings) {
        for cell in (rows.fresh & !rows.batch.deleted).iter().map(|number| rows.cell(number, self.identifier)) {
            if !cell.trim_ascii().is_empty() {
                self.shared.push(id_hash(cell));
            }
        }
    }

    fn wants_again(&mut self) -> bool {
        self.shared.is_any()
    }

    #[allow(clippy::cast_possible_truncation, reason = "half the hash is kept")]
    fn again(&mut self, row: &RowFacts, findings: &mut Findings) {
        let cell = row.row.cell(self.identifier);
        if cell.trim_ascii().is_empty() || row.is_deleted() || !self.shared.contains(id_hash(cell)) {
            return;
        }
        let half = |text: &[u8]| self.seen.hasher().hash_one(text) as u32;
        let id = half(row.row.cell(self.id));
        let username = self.username.map_or(0, |place| half(&row.row.cell(place).trim_ascii().to_ascii_lowercase()));
        let is_student = self.role.is_some_and(|place| row.row.cell(place) == b"student");
        match self.seen.get(cell) {
            Some(first) if first.id == id || first.username == username => {}
            Some(first) => {
                let both = first.is_student && is_student;
                let severities = if both { RULE.severities } else { RULE.severities.without(Receiver::DESSA) };
                findings.report_as(&RULE, severities, row.place("identifier"), || {
                    Args::value(cell).beside(u64::from(first.line))
                });
            }
            None => {
                let line = u32::try_from(row.row.line_of(self.identifier)).unwrap_or(u32::MAX);
                self.seen.insert(cell.into(), First { line, id, username, is_student });
            }
        }
    }
}
