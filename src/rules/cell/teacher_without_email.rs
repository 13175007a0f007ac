use super::*;
use crate::oneroster::TableId;
use crate::profiles::Severity::Error;

page! {
    /// # A teacher has no e-mail address
    ///
    /// ## What it checks
    /// In users.csv, every row with the role `teacher` has an `email`.
    ///
    /// ## Why it matters
    /// Educators sign in to the DESSA System with their e-mail address. Without it they cannot rate their students.
    ///
    /// ## How to fix
    /// Fill the e-mail address of the person in the student information system, and export again.
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
    /// The standard leaves the column optional. That the DESSA System needs it is said of its flat file, which holds the
    /// same people in another format. Other roles, and OneRoster 1.2 where the role stands in roles.csv, are not looked
    /// at.
}

pub(crate) static RULE: Rule = Rule {
    name: "teacher-without-email",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::nowhere().infinite_campus(Error),
    sources: &[page_of(Authority::Aperture, "Flat file chart: the e-mail address of staff is required", "https://selcompass.zendesk.com/hc/en-us/articles/16474103177229")],
    detect: Detect::Rows(make),
    message: |said| format!("{} is (empty) in the row of a teacher; teachers sign in to the DESSA System with it.", said.column()),
    fix: |said| format!("Fill {} in the record of this teacher, and export again.", said.column()),
    campus_fix: Some(|_| "Open the teacher in Campus under Census > People > Demographics and fill “Email”. Campus does not export “Secondary Email”.".into()),
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
        if row.row.cell(self.email).is_empty() && row.row.cell(self.role) == b"teacher" && !row.is_deleted() {
            findings.report(&RULE, row.place("email"), || Args::value(b""));
        }
    }
}
