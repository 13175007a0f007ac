use super::*;
use crate::oneroster::TableId;
use crate::profiles::Severity::Error;

page! {
    /// # There are no students, or no teachers
    ///
    /// ## What it checks
    /// A users.csv with all records contains at least one row with the role `student` and one with the role `teacher`.
    ///
    /// ## Why it matters
    /// Aperture compares the file with the DESSA System and removes everyone who is missing: all students, or all
    /// educators.
    ///
    /// ## How to fix
    /// Find out why the export leaves these people out before you send the file.
    ///
    /// ## Example
    /// ```wrong
    /// users.csv
    /// sourcedId,role,email
    /// student1,teacher,ada.okafor@school.example
    /// ```
    /// ```right
    /// users.csv
    /// sourcedId,role
    /// student1,student
    /// ```
    ///
    /// ## Known limits
    /// One package doesn't show a sharp drop since yesterday. In OneRoster 1.2, another file contains the roles, and
    /// the DESSA System doesn't read it.
}

pub(crate) static RULE: Rule = Rule {
    name: "no-students-or-teachers",
    page: PAGE,
    counted: None,
    since: "0.1.0",
    scope: Scope::Relation,
    severities: Severities::nowhere().infinite_campus(Error),
    sources: &[page_of(Authority::Aperture, "Accepted clean integration file: who is missing from the file is removed", "https://info.apertureed.com/en/hc/accepted-clean-integration-file")],
    detect: Detect::Across(make),
    message: |said| format!("No row of {} has the {} {}. The DESSA System removes everyone who is missing.", said.file(), said.column(), Missing::of(said).role.word()),
    fix: |said| format!("Find out why the export of {} contains no {}s, then export it again.", said.file(), Missing::of(said).role.word()),
};

told! {
    /// Who is missing.
    pub(crate) struct Missing {
        role: Role,
    }
}

one_of! {
    /// A role without which nothing can be rated.
    enum Role {
        Student = "student",
        Teacher = "teacher",
    }
}

fn make(_: &PackageFacts) -> Box<dyn AcrossCheck> {
    Box::new(Roles { role: 0, column: None, met: [false; 2] })
}

const ROLES: [Role; 2] = [Role::Student, Role::Teacher];

struct Roles {
    role: usize,
    column: Option<Place>,
    met: [bool; 2],
}

impl AcrossCheck for Roles {
    fn begin(&mut self, table: &TableFacts) -> bool {
        let Some(role) = table.place_of("role").filter(|_| table.table.id == TableId::Users) else { return false };
        self.role = role;
        self.column = table.column_id("role").map(|column| Place::file(table.file).column(column));
        true
    }

    fn watches(&self) -> Vec<usize> {
        vec![self.role]
    }

    fn row(&mut self, row: &RowFacts, _: &dyn Seen, _: &mut Findings) {
        let cell = row.row.cell(self.role).trim_ascii();
        for (role, met) in ROLES.iter().zip(&mut self.met) {
            *met |= cell.eq_ignore_ascii_case(role.word().as_bytes());
        }
    }

    fn end(&mut self, seen: &dyn Seen, findings: &mut Findings) {
        let Some(place) = self.column.filter(|_| seen.is_whole(TableId::Users)) else { return };
        for (role, _) in ROLES.iter().zip(self.met).filter(|(_, met)| !met) {
            findings.report(&RULE, place, || Args::none().told(Missing { role: *role }));
        }
    }
}
