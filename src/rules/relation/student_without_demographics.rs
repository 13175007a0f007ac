use super::*;
use crate::oneroster::TableId;
use crate::profiles::Severity::Error;

page! {
    /// # A student has no row in demographics.csv
    ///
    /// ## What it checks
    /// Every row of users.csv with the role `student` has a row with the same `sourcedId` in demographics.csv.
    ///
    /// ## Why it matters
    /// The DESSA System needs every student's birth date and sex, which it reads from that file.
    ///
    /// ## How to fix
    /// Export the demographics of the same people as the users.
    ///
    /// ## Example
    /// ```wrong
    /// users.csv
    /// sourcedId,username,identifier
    /// student2,ben.silva,4712
    ///
    /// enrollments.csv
    /// sourcedId,userSourcedId
    /// enrollment3,student2
    /// ```
    /// ```right
    /// users.csv
    /// sourcedId,username,identifier
    /// student2,ben.silva,4712
    ///
    /// enrollments.csv
    /// sourcedId,userSourcedId
    /// enrollment3,student2
    ///
    /// demographics.csv
    /// sourcedId,birthDate
    /// student2,2012-03-22
    /// ```
    ///
    /// ## Known limits
    /// Nothing is reported if demographics.csv is missing or some of its rows couldn't be read. Other rules cover that.
    /// If it has no records at all, the students are counted under the rule `no-data-rows`. If it has as many IDs that
    /// aren't in users.csv, the two may be the same people. Then they are counted under the rule `unknown-reference`.
}

pub(crate) static RULE: Rule = Rule {
    name: "student-without-demographics",
    page: PAGE,
    counted: Some("students have no row in demographics.csv"),
    since: "0.1.0",
    scope: Scope::Relation,
    severities: Severities::nowhere().infinite_campus(Error),
    sources: &[
        page_of(Authority::Aperture, "Roster integration: demographics.csv is one of the files", "https://info.apertureed.com/en/hc/roster-integration-using-the-oneroster-file-format"),
        page_of(Authority::Aperture, "Flat file chart: Gender and Date of Birth are required", "https://selcompass.zendesk.com/hc/en-us/articles/16474103177229"),
    ],
    detect: Detect::Across(make),
    message: |_| "This student has no row in demographics.csv.".into(),
    fix: |_| "Export this student's demographics too, with the same sourcedId.".into(),
};

fn make(_: &PackageFacts) -> Box<dyn AcrossCheck> {
    Box::new(Students {
        role: 0,
        users: Place::PACKAGE,
        met: Pieces::default(),
        id: None,
        described: Vec::new(),
        foreign: 0,
        demographics: None,
    })
}

struct Students {
    role: usize,
    /// The column of the ids in users.csv.
    users: Place,
    met: Pieces<Marked>,
    /// Place of the id in demographics.csv, once that file is read.
    id: Option<usize>,
    /// By the slot of a user: whether there are demographics.
    described: Vec<bool>,
    /// Rows of demographics.csv whose id is not in users.csv.
    foreign: usize,
    demographics: Option<FileId>,
}

impl AcrossCheck for Students {
    fn begin(&mut self, table: &TableFacts) -> bool {
        if table.table.id == TableId::Demographics {
            self.demographics = Some(table.file);
            self.id = table.place_of("sourcedId");
            return true;
        }
        match table.place_of("role") {
            Some(role) if table.table.id == TableId::Users => {
                self.role = role;
                self.users = Place { column: table.column_id("sourcedId"), ..Place::file(table.file) };
                true
            }
            _ => false,
        }
    }

    fn rows(&mut self, rows: &RowsFacts, seen: &dyn Seen, findings: &mut Findings) {
        if self.demographics.is_none() {
            let students = rows.with(self.role, |role| role == b"student");
            students.each(findings, |row, _| self.met.extend(Marked::row(row)));
            return;
        }
        if self.described.is_empty() {
            self.described = vec![false; seen.slots(TableId::Users)];
        }
        for number in rows.fresh.iter() {
            match self.id.and_then(|id| self.described.get_mut(rows.target(number, id)?)) {
                Some(described) => *described = true,
                None => self.foreign += 1,
            }
        }
    }

    fn end(&mut self, seen: &dyn Seen, findings: &mut Findings) {
        if let Some(cause) = seen.has_no_records(TableId::Demographics).filter(|_| !self.met.is_empty()) {
            findings.fold(&RULE, RULE.severities, self.users, self.met.len() as u64, cause);
        }
        if !seen.is_whole(TableId::Demographics) {
            return;
        }
        let is_described = |student: &Marked| {
            let slot = seen.slot(TableId::Users, student.id);
            slot.and_then(|slot| self.described.get(slot)).copied().unwrap_or(false)
        };
        let missing = || self.met.iter().filter(|student| !is_described(student));
        let count = missing().count();
        if (1..=self.foreign).contains(&count) && findings.has(&unknown_reference::RULE, self.demographics) {
            let cause = Cause { rule: unknown_reference::RULE.name, file: self.demographics };
            findings.fold(&RULE, RULE.severities, self.users, count as u64, cause);
            return;
        }
        for student in missing() {
            findings.report(&RULE, student.place(self.users), Args::none);
        }
    }
}
