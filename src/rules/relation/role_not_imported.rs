use super::*;
use crate::oneroster::TableId;
use crate::profiles::Severity::Info;

page! {
    /// # Users have a role that the DESSA System doesn't import
    ///
    /// ## What it checks
    /// This rule checks whether users.csv contains administrators, aides, guardians, parents, proctors, or relatives.
    /// It reports them once for the file, with the number of rows.
    ///
    /// ## Why it matters
    /// The DESSA System imports educators and students from the file. Site leaders and program administrators are set
    /// up there by hand.
    ///
    /// ## How to fix
    /// Nothing needs to change. Set up site leaders in the DESSA System itself.
    ///
    /// ## Example
    /// ```wrong
    /// users.csv
    /// sourcedId,role,username,email,identifier
    /// principal1,administrator,omar.haddad,omar.haddad@school.example,8802
    /// ```
    /// ```right
    /// users.csv
    /// sourcedId,role
    /// teacher1,teacher
    /// ```
    ///
    /// ## Known limits
    /// In OneRoster 1.2, another file contains the roles, and the DESSA System doesn't read it.
}

pub(crate) static RULE: Rule = Rule {
    name: "role-not-imported",
    page: PAGE,
    counted: None,
    since: "0.1.0",
    scope: Scope::Relation,
    severities: Severities::nowhere().infinite_campus(Info),
    sources: &[page_of(Authority::Aperture, "What is automatic: sites, classes, educators, students, and demographics", "https://selcompass.zendesk.com/hc/en-us/articles/7455718065933")],
    detect: Detect::Rows(make),
    message: |said| match Others::of(said).rows {
        1 => "This user is neither a student nor a teacher. The DESSA System doesn't import the person.".into(),
        rows => format!("{} users are neither students nor teachers. The DESSA System doesn't import them. This is the first.", counted(rows)),
    },
    fix: |_| "Nothing needs to change. Set up site leaders in the DESSA System itself.".into(),
};

told! {
    /// Rows of people who are not imported.
    struct Others {
        rows: u64,
    }
}

fn make(table: &TableFacts, _: &mut Findings) -> Option<Box<dyn RowCheck>> {
    let role = table.place_of("role").filter(|_| table.table.id == TableId::Users)?;
    Some(Box::new(Roles { role, first: None, rows: 0 }))
}

struct Roles {
    role: usize,
    first: Option<Place>,
    rows: u64,
}

impl RowCheck for Roles {
    fn rows(&mut self, rows: &RowsFacts, findings: &mut Findings) {
        let is_left_out =
            |role: &[u8]| matches!(role, b"administrator" | b"aide" | b"guardian" | b"parent" | b"proctor" | b"relative");
        rows.with(self.role, is_left_out).each(findings, |row, _| {
            self.rows += 1;
            self.first.get_or_insert_with(|| row.place("role"));
        });
    }

    fn end(&mut self, _: &TableFacts, findings: &mut Findings) {
        if let Some(place) = self.first {
            findings.report(&RULE, place, || Args::none().told(Others { rows: self.rows }));
        }
    }
}
