use super::*;
use crate::oneroster::TableId;
use crate::profiles::Severity::{Info, Warning};

page! {
    /// # Passwords are in the package
    ///
    /// ## What it checks
    /// Whether the column `password` is filled in any row. It is told once for the file, with the number of rows.
    ///
    /// ## Why it matters
    /// Anyone who gets hold of the zip can read the passwords. Brightspace does not need them, and says so.
    ///
    /// ## How to fix
    /// Leave the column empty and send no passwords, unless the receiver has asked for them.
    ///
    /// ## Example
    /// ```wrong
    /// users.csv
    /// sourcedId,password
    /// student1,correct-horse
    /// ```
    /// ```right
    /// users.csv
    /// sourcedId,password
    /// student1,
    /// ```
    ///
    /// ## Known limits
    /// The standard has the column and allows to fill it, so in the OneRoster rules this is only an information. The
    /// passwords themselves are in no report.
}

pub(crate) static RULE: Rule = Rule {
    name: "password-in-file",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::Relation,
    severities: Severities::everywhere(Warning).oneroster(Info),
    sources: &[
        brightspace_article("Users: Password is not required"),
        field("A password that is sent in a file as plain text is known to everyone who handles the file"),
    ],
    detect: Detect::Rows(make),
    message: |said| match said.number(0) {
        1 => format!("{} is filled in this row, and in no other.", said.column()),
        _ => format!("{} is filled in {} rows, from this one on.", said.column(), said.word(0)),
    },
    fix: |said| format!("Leave {} empty in {}, unless the receiver has asked for passwords.", said.column(), said.file()),
    campus_fix: None,
};

fn make(table: &TableFacts, _: &mut Findings) -> Option<Box<dyn RowCheck>> {
    let place =
        table.place_of("password").filter(|_| matches!(table.table.id, TableId::Users | TableId::UserProfiles))?;
    Some(Box::new(Passwords { place, first: None, rows: 0 }))
}

struct Passwords {
    place: usize,
    first: Option<Place>,
    rows: u64,
}

impl RowCheck for Passwords {
    fn rows(&mut self, rows: &RowsFacts, findings: &mut Findings) {
        rows.with(self.place, |password| !password.trim_ascii().is_empty()).each(findings, |row, _| {
            self.rows += 1;
            self.first.get_or_insert_with(|| row.place("password"));
        });
    }

    fn end(&mut self, _: &TableFacts, findings: &mut Findings) {
        if let Some(place) = self.first {
            findings.report(&RULE, place, || Args::none().number(self.rows));
        }
    }
}
