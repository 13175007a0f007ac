use super::*;
use crate::oneroster::TableId;
use crate::profiles::Severity::Warning;

page! {
    /// # A student number starts with a zero
    ///
    /// ## What it checks
    /// In users.csv, a student's `identifier` contains only digits, and the first is `0`.
    ///
    /// ## Why it matters
    /// Aperture asks districts to remove leading zeros from student numbers. With them, the DESSA System may not find a
    /// student it already has and may create that student again.
    ///
    /// ## How to fix
    /// Ask Aperture which form your program uses before you change anything. Then export the numbers in that form every
    /// day.
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
    /// Aperture's page doesn't name the column. Most other receivers want the zeros to stay, so this concerns only the
    /// DESSA System.
}

pub(crate) static RULE: Rule = Rule {
    name: "leading-zero-identifier",
    page: PAGE,
    counted: Some("student numbers start with a zero"),
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::nowhere().infinite_campus(Warning),
    sources: &[page_of(Authority::Aperture, "Roster integration: leading zeroes are taken off student ID numbers", "https://info.apertureed.com/en/hc/roster-integration-using-the-oneroster-file-format")],
    detect: Detect::Rows(make),
    message: |said| format!("{} starts with a zero. Aperture wants it without leading zeros.", said.subject("student number")),
    fix: |_| "Ask Aperture whether your program's student numbers have leading zeros, then export them in that form every day.".into(),
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
