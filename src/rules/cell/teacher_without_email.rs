use super::*;
use crate::oneroster::TableId;
use crate::profiles::Severity::Error;

page! {
    /// # A teacher has no email address
    ///
    /// ## What it checks
    /// In users.csv, every row with the role `teacher` has an `email`.
    ///
    /// ## Why it matters
    /// Educators sign in to the DESSA System with their email address. Without it they can't rate their students.
    ///
    /// ## How to fix
    /// Add the person's email address in the student information system, then export again.
    ///
    /// ## Example
    /// ```wrong
    /// users.csv
    /// sourcedId,email
    /// teacher1,
    /// ```
    /// ```right
    /// users.csv
    /// sourcedId,email
    /// teacher1,lena.brook@school.example
    /// ```
    ///
    /// ## Known limits
    /// The column is optional in the standard. Aperture says that the DESSA System needs it in its flat file, which
    /// contains the same people in another format. Other roles aren't checked. Neither is OneRoster 1.2, where
    /// roles.csv contains the role.
}

pub(crate) static RULE: Rule = Rule {
    name: "teacher-without-email",
    page: PAGE,
    counted: Some("teachers have no email address"),
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::nowhere().infinite_campus(Error),
    sources: &[page_of(Authority::Aperture, "Flat file chart: the email address of staff is required", "https://selcompass.zendesk.com/hc/en-us/articles/16474103177229")],
    detect: Detect::Rows(make),
    message: |_| "This teacher has no email address. Teachers need one to sign in to the DESSA System.".into(),
    fix: |_| "Add this teacher's email, then export again.".into(),
};

fn make(table: &TableFacts, _: &mut Findings) -> Option<Box<dyn RowCheck>> {
    let role = table.place_of("role").filter(|_| table.table.id == TableId::Users)?;
    Some(Box::new(Emails { role, email: table.place_of("email")? }))
}

struct Emails {
    role: usize,
    email: usize,
}

impl RowCheck for Emails {
    fn rows(&mut self, rows: &RowsFacts, findings: &mut Findings) {
        rows.but_plain([self.email]).each(findings, |row, findings| self.row(row, findings));
    }

    fn row(&mut self, row: &RowFacts, findings: &mut Findings) {
        if says_nothing(row.row.cell(self.email)) && row.row.cell(self.role) == b"teacher" && !row.is_deleted() {
            findings.report(&RULE, row.place("email"), || Args::value(row.row.cell(self.email)));
        }
    }
}
