use super::*;
use crate::oneroster::TableId;
use crate::profiles::Severity::Warning;

page! {
    /// # A user's value is too long for Brightspace
    ///
    /// ## What it checks
    /// In users.csv, `givenName` and `familyName` have at most 64 characters, `username` and `identifier` at most 256.
    ///
    /// ## Why it matters
    /// Brightspace allows no more. It cuts the name, or doesn't create the user.
    ///
    /// ## How to fix
    /// Shorten the value in the person's record. A very long name is often several names in one field.
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
    /// The limits come from the page of a D2L sister product, so this is a warning. Characters are counted, not bytes.
    /// A `sourcedId` that is too long belongs to the rule `bad-sourced-id`.
}

pub(crate) static RULE: Rule = Rule {
    name: "user-field-too-long",
    page: PAGE,
    counted: Some("user values are too long for Brightspace"),
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::nowhere().d2l_brightspace(Warning),
    sources: &[page_of(Authority::D2l, "D2L Standard CSV, users: lengths of the fields", "https://community.d2l.com/brightspace/kb/articles/23826")],
    detect: Detect::Rows(make),
    message: |said| {
        let Length { characters, most } = Length::of(said);
        format!("This {} has {}. Brightspace allows at most {}.", said.column(), count_of(characters, "character", "characters"), counted(most))
    },
    fix: |said| format!("Shorten {} to {}.", said.column(), count_of(Length::of(said).most, "character", "characters")),
};

told! {
    /// How long the value is.
    struct Length {
        characters: u64,
        /// As many are allowed.
        most: u64,
    }
}

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
                let (characters, most) = (length as u64, *limit as u64);
                findings.report(&RULE, row.place(column), || Args::value(cell).told(Length { characters, most }));
            }
        }
    }
}
