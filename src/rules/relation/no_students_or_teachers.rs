use super::*;
use crate::oneroster::TableId;
use crate::profiles::Severity::Error;

page! {
    /// # There are no students, or no teachers
    ///
    /// ## What it checks
    /// A users.csv that is sent as a whole holds at least one row with the role `student` and one with the role `teacher`.
    ///
    /// ## Why it matters
    /// Aperture compares the file with what the DESSA System has, and removes who is missing: all students, or all
    /// educators.
    ///
    /// ## How to fix
    /// Find out why the export leaves these people out, before the file is sent.
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
    /// A sharp drop against yesterday cannot be seen in one package. In OneRoster 1.2 the roles stand in another file, which
    /// the DESSA System does not read.
}

pub(crate) static RULE: Rule = Rule {
    name: "no-students-or-teachers",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::Relation,
    severities: Severities::nowhere().infinite_campus(Error),
    sources: &[page_of(Authority::Aperture, "Accepted clean integration file: who is missing from the file is removed", "https://info.apertureed.com/en/hc/accepted-clean-integration-file")],
    detect: Detect::Across(make),
    message: |said| format!("No row of {} has the {} {}; the DESSA System removes who is missing.", said.file(), said.column(), said.word(0)),
    fix: |said| format!("Find out why the export of {} holds no {}s, and export it again.", said.file(), said.word(0)),
    campus_fix: Some(|said| match said.word(0).as_str() {
        "teacher" => "Campus exports as teachers the people whose district assignment has the Teacher box ticked: Census > People > District Assignments.".into(),
        _ => "Campus exports the students who are enrolled in the active year: System Administration > Calendar > School Years.".into(),
    }),
};

fn make(_: &PackageFacts) -> Box<dyn AcrossCheck> {
    Box::new(Roles { role: 0, column: None, met: [false; 2] })
}

const ROLES: [&str; 2] = ["student", "teacher"];

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
            *met |= cell.eq_ignore_ascii_case(role.as_bytes());
        }
    }

    fn end(&mut self, seen: &dyn Seen, findings: &mut Findings) {
        let Some(place) = self.column.filter(|_| seen.is_whole(TableId::Users)) else { return };
        for (role, _) in ROLES.iter().zip(self.met).filter(|(_, met)| !met) {
            findings.report(&RULE, place, || Args::none().word(*role));
        }
    }
}
