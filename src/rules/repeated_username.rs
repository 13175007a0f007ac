use std::collections::HashMap;
use std::hash::BuildHasher;

use super::*;
use crate::oneroster::TableId;
use crate::profiles::Profile;
use crate::profiles::Severity::{Error, Warning};

rule! {
    /// # Two users have the same username
    ///
    /// ## What it checks
    /// Two rows of users.csv with different ids have the same `username`, letter case aside.
    ///
    /// ## Why it matters
    /// Brightspace finds its accounts by the username: the second row changes the account of the first person. Other
    /// receivers join the two people or refuse one of them.
    ///
    /// ## How to fix
    /// Give each person a username of their own. If both rows are one person with two roles, ask the receiver how it
    /// wants to have them.
    ///
    /// ## Example
    /// ```wrong
    /// users.csv
    /// sourcedId,username
    /// student1,sam.okafor
    /// teacher1,Sam.Okafor
    /// ```
    /// ```right
    /// users.csv
    /// sourcedId,username
    /// student1,sam.okafor
    /// teacher1,pat.okafor
    /// ```
    ///
    /// ## Known limits
    /// Whether two rows are one person cannot be known. When their ids say so, the rule `person-with-two-roles` speaks in
    /// place of this one for the DESSA System. Rows that delete their user are not counted.
    pub static RULE = Rule {
        name: "repeated-username",
        since: "0.1.0",
        scope: Scope::Relation,
        severities: Severities::nowhere().infinite_campus(Warning).d2l_brightspace(Error),
        sources: &[
            brightspace_article("Users: if a user exists with same ‘Username’ then it can be mapped to the existing user"),
            page_of(Authority::InfiniteCampus, "OneRoster, what is new in 1.2: 1.1 has one record for each role of a person", "https://kb.infinitecampus.com/help/oneroster---whats-new-in-12"),
        ],
        detect: Detect::Rows(make),
        message: |said| format!("{} holds {}, which line {} has for another user.", said.column(), said.value(), said.word(0)),
        fix: |_| "Give each person a username of their own. If both rows are one person with two roles, ask the receiver how it wants to have them.".into(),
        campus_fix: Some(|_| "Campus makes one row for each role of a person, so a teacher who also has another role is listed twice with one username. If these are two people, give each a user account: User Account Batch Wizard, or Student and Staff Account Automation.".into()),
    };
}

fn make(table: &TableFacts, _: &mut Findings) -> Option<Box<dyn RowCheck>> {
    let username = table.place_of("username").filter(|_| table.table.id == TableId::Users)?;
    Some(Box::new(Usernames { id: table.place_of("sourcedId")?, username, seen: HashMap::default() }))
}

struct Usernames {
    id: usize,
    username: usize,
    /// By the username in small letters. The text is kept, because a hash alone could report two usernames that only
    /// share it.
    seen: HashMap<Box<str>, First, foldhash::fast::FixedState>,
}

struct First {
    line: u32,
    /// Half a hash of the id; two ids that share one are at worst not reported.
    id: u32,
    /// The same of the number behind its first letter, where the id is made so.
    number: Option<u32>,
}

impl RowCheck for Usernames {
    #[allow(clippy::cast_possible_truncation, reason = "half the hash is kept")]
    fn row(&mut self, row: &RowFacts, findings: &mut Findings) {
        let cell = row.row.cell(self.username);
        let Ok(text) = std::str::from_utf8(cell) else { return };
        let name = text.trim();
        if name.is_empty() || row.is_deleted() {
            return;
        }
        let id = row.row.cell(self.id);
        let half = |text: &[u8]| self.seen.hasher().hash_one(text) as u32;
        let number = person_with_two_roles::number(id).map(half);
        let id = half(id);
        let name = name.to_lowercase();
        match self.seen.get(name.as_str()) {
            Some(first) if first.id == id => {}
            Some(first) => {
                let (place, line) = (row.place("username"), u64::from(first.line));
                let mut severities = RULE.severities;
                if number.is_some() && first.number == number {
                    person_with_two_roles::found(findings, place, cell, line);
                    severities = severities.without(Profile::InfiniteCampus);
                }
                findings.report_as(&RULE, severities, place, || Args::value(cell).number(line));
            }
            None => {
                let line = u32::try_from(row.row.line_of(self.username)).unwrap_or(u32::MAX);
                self.seen.insert(name.into(), First { line, id, number });
            }
        }
    }
}
