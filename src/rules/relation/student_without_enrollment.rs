use super::*;
use crate::oneroster::TableId;
use crate::profiles::Severity::Warning;

page! {
    /// # A student is in no class
    ///
    /// ## What it checks
    /// Every row of users.csv with the role `student` has a row in enrollments.csv.
    ///
    /// ## Why it matters
    /// In the DESSA System, the educators of a class rate its students. No one rates a student without a class.
    ///
    /// ## How to fix
    /// Export the student's enrollments, or leave out people who have left.
    ///
    /// ## Example
    /// ```wrong
    /// users.csv
    /// sourcedId,username,identifier
    /// student2,ben.silva,4712
    ///
    /// demographics.csv
    /// sourcedId,birthDate
    /// student2,2012-03-22
    /// ```
    /// ```right
    /// users.csv
    /// sourcedId,username,identifier
    /// student2,ben.silva,4712
    ///
    /// demographics.csv
    /// sourcedId,birthDate
    /// student2,2012-03-22
    ///
    /// enrollments.csv
    /// sourcedId,userSourcedId
    /// enrollment3,student2
    /// ```
    ///
    /// ## Known limits
    /// Nothing is reported if enrollments.csv is missing or some of its rows couldn't be read. If it has no records at
    /// all, the students are counted under the rule `no-data-rows`. If as many enrolled users aren't in users.csv, the
    /// two may be the same people. Then they are counted under the rule `unknown-reference`.
}

pub(crate) static RULE: Rule = Rule {
    name: "student-without-enrollment",
    page: PAGE,
    counted: Some("students are in no class"),
    since: "0.1.0",
    scope: Scope::Relation,
    severities: Severities::nowhere().infinite_campus(Warning),
    sources: &[page_of(Authority::Aperture, "Roster integration: students are rated by the educators of their classes", "https://info.apertureed.com/en/hc/roster-integration-using-the-oneroster-file-format")],
    detect: Detect::Across(make),
    message: |_| "This student has no row in enrollments.csv.".into(),
    fix: |_| "Export this student's enrollments too, or leave the student out.".into(),
};

fn make(_: &PackageFacts) -> Box<dyn AcrossCheck> {
    Box::new(Memory {
        is_user: false,
        column: 0,
        users: Place::PACKAGE,
        students: Pieces::default(),
        teachers: Pieces::default(),
        enrolled: Vec::new(),
        foreign: Distinct::default(),
        enrollments: None,
    })
}

struct Memory {
    /// Whether the rows are those of users.csv.
    is_user: bool,
    /// Place of the role of a user, or of the user of an enrollment.
    column: usize,
    /// The column of the ids in users.csv.
    users: Place,
    students: Pieces<Marked>,
    teachers: Pieces<Marked>,
    /// By the slot of a user: whether there is an enrollment.
    enrolled: Vec<bool>,
    /// Users who are enrolled and not in users.csv.
    foreign: Distinct,
    enrollments: Option<FileId>,
}

impl AcrossCheck for Memory {
    fn begin(&mut self, table: &TableFacts) -> bool {
        let column = match table.table.id {
            TableId::Users => "role",
            TableId::Enrollments => "userSourcedId",
            _ => return false,
        };
        self.is_user = table.table.id == TableId::Users;
        let place = table.place_of(column);
        if self.is_user {
            self.users = Place { column: table.column_id("sourcedId"), ..Place::file(table.file) };
        } else {
            // Without the column nobody can be said to be in no class.
            self.enrollments = place.map(|_| table.file);
        }
        self.column = place.unwrap_or(0);
        place.is_some()
    }

    fn watches(&self) -> Vec<usize> {
        if self.is_user { Vec::new() } else { vec![self.column] }
    }

    fn rows(&mut self, rows: &RowsFacts, seen: &dyn Seen, findings: &mut Findings) {
        if self.is_user {
            for (role, people) in [(b"student", &mut self.students), (b"teacher", &mut self.teachers)] {
                let with_role = rows.with(self.column, |cell| cell == role);
                with_role.each(findings, |row, _| people.extend(Marked::row(row)));
            }
            return;
        }
        if self.enrolled.is_empty() {
            self.enrolled = vec![false; seen.slots(TableId::Users)];
        }
        for number in rows.fresh.iter() {
            match rows.target(number, self.column).and_then(|slot| self.enrolled.get_mut(slot)) {
                Some(enrolled) => *enrolled = true,
                None => self.foreign.insert(id_hash(rows.cell(number, self.column))),
            }
        }
    }

    fn end(&mut self, seen: &dyn Seen, findings: &mut Findings) {
        if let Some(cause) = seen.has_no_records(TableId::Enrollments) {
            for (rule, people) in [(&RULE, &self.students), (&teacher_without_enrollment::RULE, &self.teachers)] {
                if !people.is_empty() {
                    findings.fold(rule, rule.severities, self.users, people.len() as u64, cause);
                }
            }
        }
        let Some(file) = self.enrollments.filter(|_| seen.is_whole(TableId::Enrollments)) else { return };
        let cause = Cause { rule: unknown_reference::RULE.name, file: Some(file) };
        let is_enrolled = |user: &Marked| {
            let slot = seen.slot(TableId::Users, user.id);
            slot.and_then(|slot| self.enrolled.get(slot)).copied().unwrap_or(false)
        };
        for (rule, people) in [(&RULE, &self.students), (&teacher_without_enrollment::RULE, &self.teachers)] {
            let missing = || people.iter().filter(|user| !is_enrolled(user));
            let count = missing().count();
            if (1..=self.foreign.len()).contains(&count) && findings.has(&unknown_reference::RULE, Some(file)) {
                findings.fold(rule, rule.severities, self.users, count as u64, cause);
                continue;
            }
            for user in missing() {
                findings.report(rule, user.place(self.users), Args::none);
            }
        }
    }
}
