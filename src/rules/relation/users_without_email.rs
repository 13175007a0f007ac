use super::*;
use crate::oneroster::TableId;
use crate::profiles::Severity::Info;

page! {
    /// # Users have no e-mail address
    ///
    /// ## What it checks
    /// Whether `email` is empty in rows of users.csv. It is told once for the file, with the number of rows.
    ///
    /// ## Why it matters
    /// Brightspace can take over the address of a user. Without one, nothing is lost, but Brightspace cannot write to the
    /// person.
    ///
    /// ## How to fix
    /// Nothing, if the people are not meant to have an address in Brightspace. Otherwise fill it in the student
    /// information system.
    ///
    /// ## Example
    /// ```wrong
    /// users.csv
    /// sourcedId,email
    /// student1,
    /// ```
    /// ```right
    /// users.csv
    /// sourcedId,email
    /// student1,ada.okafor@school.example
    /// ```
    ///
    /// ## Known limits
    /// D2L says that the address can be updated, and nowhere that it must be there.
}

pub(crate) static RULE: Rule = Rule {
    name: "users-without-email",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::Relation,
    severities: Severities::nowhere().d2l_brightspace(Info),
    sources: &[brightspace_article("Users: Update First Name, Last Name, Password and Email")],
    detect: Detect::Rows(make),
    message: |said| match said.number(0) {
        1 => format!("{} is (empty) in this row, and in no other.", said.column()),
        _ => format!("{} is (empty) in {} rows, from this one on.", said.column(), said.word(0)),
    },
    fix: |said| format!("If these people are to have an address in Brightspace, fill {} in their records.", said.column()),
    campus_fix: Some(|_| "Campus exports “Email” of Census > People > Demographics, and not “Secondary Email”.".into()),
};

fn make(table: &TableFacts, _: &mut Findings) -> Option<Box<dyn RowCheck>> {
    let email = table.place_of("email").filter(|_| table.table.id == TableId::Users)?;
    Some(Box::new(Emails { email, first: None, rows: 0 }))
}

struct Emails {
    email: usize,
    first: Option<Place>,
    rows: u64,
}

impl RowCheck for Emails {
    fn rows(&mut self, rows: &RowsFacts, findings: &mut Findings) {
        rows.but_plain([self.email]).each(findings, |row, findings| self.row(row, findings));
    }

    fn row(&mut self, row: &RowFacts, _: &mut Findings) {
        if row.row.cell(self.email).is_empty() && !row.is_deleted() {
            self.rows += 1;
            self.first.get_or_insert_with(|| row.place("email"));
        }
    }

    fn end(&mut self, _: &TableFacts, findings: &mut Findings) {
        if let Some(place) = self.first {
            findings.report(&RULE, place, || Args::none().number(self.rows));
        }
    }
}
