use super::*;
use crate::oneroster::TableId;
use crate::profiles::Severity::Warning;

page! {
    /// # A student number begins with a zero
    ///
    /// ## What it checks
    /// In users.csv, the `identifier` of a student is made of digits, and the first is `0`.
    ///
    /// ## Why it matters
    /// Aperture asks to take zeros off the front of student numbers. With them, a student may not be found among those who
    /// are in the DESSA System already, and be made a second time.
    ///
    /// ## How to fix
    /// Ask Aperture which form your program has, before you change anything. Then export the numbers in that form, every
    /// day the same.
    ///
    /// ## Example
    /// ```wrong
    /// users.csv
    /// sourcedId,identifier
    /// student1,004711
    /// ```
    /// ```right
    /// users.csv
    /// sourcedId,identifier
    /// student1,4711
    /// ```
    ///
    /// ## Known limits
    /// The page of Aperture does not name the column. Most other receivers want the zeros to stay, so this concerns the
    /// DESSA System alone.
}

pub(crate) static RULE: Rule = Rule {
    name: "leading-zero-identifier",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::nowhere().infinite_campus(Warning),
    sources: &[page_of(Authority::Aperture, "Roster integration: leading zeroes are taken off student ID numbers", "https://info.apertureed.com/en/hc/roster-integration-using-the-oneroster-file-format")],
    detect: Detect::Rows(make),
    message: |said| format!("{} holds {}, a student number that begins with a zero; Aperture wants it without.", said.column(), said.value()),
    fix: |_| "Ask Aperture whether your program has its student numbers with or without the zeros, and export them in that form every day.".into(),
    campus_fix: None,
};

fn make(table: &TableFacts, _: &mut Findings) -> Option<Box<dyn RowCheck>> {
    let role = table.place_of("role").filter(|_| table.table.id == TableId::Users)?;
    Some(Box::new(Identifiers { role, identifier: table.place_of("identifier")? }))
}

struct Identifiers {
    role: usize,
    identifier: usize,
}

impl RowCheck for Identifiers {
    fn rows(&mut self, rows: &RowsFacts, findings: &mut Findings) {
        let is_zero_first = |cell: &[u8]| cell.starts_with(b"0") && cell.len() > 1 && cell.iter().all(u8::is_ascii_digit);
        rows.with(self.identifier, is_zero_first).each(findings, |row, findings| {
            if row.row.cell(self.role) == b"student" && !row.is_deleted() {
                findings.report(&RULE, row.place("identifier"), || Args::value(row.row.cell(self.identifier)));
            }
        });
    }
}
