use super::*;
use crate::oneroster::TableId;
use crate::profiles::Severity::Warning;

page! {
    /// # A value of a user is too long for Brightspace
    ///
    /// ## What it checks
    /// In users.csv, `givenName` and `familyName` have at most 64 characters, `username` and `identifier` at most 256.
    ///
    /// ## Why it matters
    /// Brightspace has no room for more: it cuts the name, or does not make the user.
    ///
    /// ## How to fix
    /// Shorten the value in the record of the person. A very long name is often several names in one field.
    ///
    /// ## Example
    /// ```wrong
    /// users.csv
    /// sourcedId,givenName
    /// student1,Ada Maria Josefina Carolina Wilhelmina Alexandra Theodora Antonia
    /// ```
    /// ```right
    /// users.csv
    /// sourcedId,givenName
    /// student1,Ada Maria Josefina
    /// ```
    ///
    /// ## Known limits
    /// The limits stand on the page of a sister product of D2L, so this is a warning. Characters are counted, not bytes. A
    /// `sourcedId` that is too long belongs to the rule `bad-sourced-id`.
}

pub(crate) static RULE: Rule = Rule {
    name: "user-field-too-long",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::nowhere().d2l_brightspace(Warning),
    sources: &[page_of(Authority::D2l, "D2L Standard CSV, users: lengths of the fields", "https://community.d2l.com/brightspace/kb/articles/23826")],
    detect: Detect::Rows(make),
    message: |said| format!("{} has {}, and Brightspace has room for {}.", said.column(), said.count_of(0, "character", "characters"), said.word(1)),
    fix: |said| format!("Shorten {} to {} characters.", said.column(), said.word(1)),
    campus_fix: None,
};

/// Columns and the characters for which there is room.
const LIMITS: [(&str, usize); 4] = [("givenName", 64), ("familyName", 64), ("username", 256), ("identifier", 256)];

fn make(table: &TableFacts, _: &mut Findings) -> Option<Box<dyn RowCheck>> {
    if table.table.id != TableId::Users {
        return None;
    }
    Some(Box::new(Lengths(LIMITS.map(|(column, limit)| table.place_of(column).map(|place| (column, place, limit))))))
}

struct Lengths([Option<(&'static str, usize, usize)>; 4]);

impl RowCheck for Lengths {
    fn rows(&mut self, rows: &RowsFacts, findings: &mut Findings) {
        rows.but_plain(self.0.iter().flatten().map(|(_, place, _)| *place)).each(findings, |row, findings| self.row(row, findings));
    }

    fn row(&mut self, row: &RowFacts, findings: &mut Findings) {
        for (column, place, limit) in self.0.iter().flatten() {
            let cell = row.row.cell(*place);
            if cell.len() <= *limit || row.is_deleted() {
                continue;
            }
            let length = String::from_utf8_lossy(cell).chars().count();
            if length > *limit {
                findings
                    .report(&RULE, row.place(column), || Args::value(cell).number(length as u64).number(*limit as u64));
            }
        }
    }
}
