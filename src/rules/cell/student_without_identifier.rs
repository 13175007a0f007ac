use super::*;
use crate::oneroster::TableId;
use crate::profiles::Severity::Warning;

page! {
    /// # A student has no student number
    ///
    /// ## What it checks
    /// In users.csv, every row with the role `student` has an `identifier`, the student number that the school uses.
    ///
    /// ## Why it matters
    /// The DESSA System needs a student number for every student.
    ///
    /// ## How to fix
    /// Add the student number to the student's record, then export again.
    ///
    /// ## Example
    /// ```wrong
    /// users.csv
    /// sourcedId,identifier
    /// student1,
    /// ```
    /// ```right
    /// users.csv
    /// sourcedId,identifier
    /// student1,4711
    /// ```
    ///
    /// ## Known limits
    /// Aperture says that its flat file requires the number. It hasn't published which OneRoster column the number
    /// comes from. It may be the `sourcedId`, so this is a warning.
}

pub(crate) static RULE: Rule = Rule {
    name: "student-without-identifier",
    page: PAGE,
    counted: Some("students have no student number"),
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::nowhere().infinite_campus(Warning),
    sources: &[page_of(Authority::Aperture, "Flat file chart: Student ID is required", "https://selcompass.zendesk.com/hc/en-us/articles/16474103177229")],
    detect: Detect::Rows(make),
    message: |_| "This student has no student number. The DESSA System needs one.".into(),
    fix: |said| format!("Enter the student number in {}, then export again.", said.column()),
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
        rows.but_plain([self.identifier]).each(findings, |row, findings| self.row(row, findings));
    }

    fn row(&mut self, row: &RowFacts, findings: &mut Findings) {
        if row.row.cell(self.identifier).is_empty() && row.row.cell(self.role) == b"student" && !row.is_deleted() {
            findings.report(&RULE, row.place("identifier"), || Args::value(b""));
        }
    }
}
