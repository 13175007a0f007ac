use super::*;
use crate::oneroster::TableId;
use crate::profiles::Severity::{Info, Warning};

page! {
    /// # Passwords are in the package
    ///
    /// ## What it checks
    /// This rule checks whether the column `password` is filled in any row. It reports this once for the file, with the
    /// number of rows.
    ///
    /// ## Why it matters
    /// Anyone who gets the zip can read the passwords. Brightspace says that it doesn't need them.
    ///
    /// ## How to fix
    /// Leave the column empty and send no passwords, unless the receiver asked for them.
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
    /// The standard has the column and allows passwords in it, so in the OneRoster rules this is only a note. No report
    /// contains the passwords.
}

pub(crate) static RULE: Rule = Rule {
    name: "password-in-file",
    page: PAGE,
    counted: None,
    since: "0.1.0",
    scope: Scope::Relation,
    severities: Severities::everywhere(Warning).oneroster(Info),
    sources: &[
        brightspace_article("Users: Password is not required"),
        field("A password that is sent in a file as plain text is known to everyone who handles the file"),
    ],
    detect: Detect::Rows(make),
    message: |said| match Passwords::of(said).rows {
        1 => format!("{} is filled only in this row.", said.column()),
        rows => format!("{} is filled in {} rows. This is the first.", said.column(), counted(rows)),
    },
    fix: |said| format!("Leave {} empty in {}, unless the receiver asked for passwords.", said.column(), said.file()),
};

told! {
    /// Rows with a password.
    struct Passwords {
        rows: u64,
    }
}

fn make(table: &TableFacts, _: &mut Findings) -> Option<Box<dyn RowCheck>> {
    let place =
        table.place_of("password").filter(|_| matches!(table.table.id, TableId::Users | TableId::UserProfiles))?;
    Some(Box::new(Column { place, first: None, rows: 0 }))
}

struct Column {
    place: usize,
    first: Option<Place>,
    rows: u64,
}

impl RowCheck for Column {
    fn rows(&mut self, rows: &RowsFacts, findings: &mut Findings) {
        rows.with(self.place, |password| !password.trim_ascii().is_empty()).each(findings, |row, _| {
            self.rows += 1;
            self.first.get_or_insert_with(|| row.place("password"));
        });
    }

    fn end(&mut self, _: &TableFacts, findings: &mut Findings) {
        if let Some(place) = self.first {
            findings.report(&RULE, place, || Args::none().told(Passwords { rows: self.rows }));
        }
    }
}
