use super::*;
use crate::oneroster::TableId;
use crate::profiles::Severity::Warning;

page! {
    /// # A student has no student number
    ///
    /// ## What it checks
    /// In users.csv, every row with the role `student` has an `identifier`, the number by which the school knows the
    /// student.
    ///
    /// ## Why it matters
    /// The DESSA System needs a student number for everyone.
    ///
    /// ## How to fix
    /// Fill the student number in the record of the student, and export again.
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
    /// Aperture says of its flat file that the number is required, and does not publish from which column of OneRoster it
    /// is taken. It may be the `sourcedId`, so this is a warning.
}

pub(crate) static RULE: Rule = Rule {
    name: "student-without-identifier",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::nowhere().infinite_campus(Warning),
    sources: &[page_of(Authority::Aperture, "Flat file chart: Student ID is required", "https://selcompass.zendesk.com/hc/en-us/articles/16474103177229")],
    detect: Detect::Rows(make),
    message: |said| format!("{} is (empty) in the row of a student; the DESSA System needs a student number.", said.column()),
    fix: |said| format!("Fill {} with the student number, and export again.", said.column()),
    campus_fix: Some(|_| "Open the student in Campus and fill the student number.".into()),
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
