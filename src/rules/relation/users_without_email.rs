use super::*;
use crate::oneroster::TableId;
use crate::profiles::Severity::Info;

page! {
    /// # Users have no email address
    ///
    /// ## What it checks
    /// This rule checks whether `email` is empty in rows of users.csv. It reports this once for the file, with the
    /// number of rows.
    ///
    /// ## Why it matters
    /// Brightspace can import a user's address. Without one, nothing is lost, but Brightspace can't send the person
    /// email.
    ///
    /// ## How to fix
    /// Do nothing if these people don't need an address in Brightspace. Otherwise, add it in the student information
    /// system.
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
    /// D2L says that the address can be updated. It doesn't say that it's required.
}

pub(crate) static RULE: Rule = Rule {
    name: "users-without-email",
    page: PAGE,
    counted: None,
    since: "0.1.0",
    scope: Scope::Relation,
    severities: Severities::nowhere().d2l_brightspace(Info),
    sources: &[brightspace_article("Users: Update First Name, Last Name, Password and Email")],
    detect: Detect::Rows(make),
    message: |said| match Without::of(said).rows {
        1 => "Only this user has no email address.".into(),
        rows => format!("{} users have no email address. This is the first.", counted(rows)),
    },
    fix: |said| format!("If these people need an address in Brightspace, fill in {} in their records.", said.column()),
};

told! {
    /// Rows without an address.
    struct Without {
        rows: u64,
    }
}

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
            findings.report(&RULE, place, || Args::none().told(Without { rows: self.rows }));
        }
    }
}
