use super::id_hash::{Met, repetitions};
use super::*;
use crate::oneroster::TableId;
use crate::profiles::Severity::Warning;

rule! {
    /// # A user has two roles in one class
    ///
    /// ## What it checks
    /// Two rows of enrollments.csv put the same user into the same class, with different roles.
    ///
    /// ## Why it matters
    /// In Brightspace a user has one role in a course. The second row changes the role that the first one gave, so that a
    /// teacher may end as a student.
    ///
    /// ## How to fix
    /// Keep the enrollment with the role that the person is to have.
    ///
    /// ## Example
    /// ```wrong
    /// enrollments.csv
    /// sourcedId,userSourcedId,role
    /// enrollment3,teacher1,student
    /// ```
    /// ```right
    /// enrollments.csv
    /// sourcedId,userSourcedId,role
    /// enrollment1,student1,student
    /// ```
    ///
    /// ## Known limits
    /// Rows that delete their enrollment are not counted. That Brightspace keeps one role is general knowledge; the article
    /// does not say it.
    pub static RULE = Rule {
        name: "two-roles-in-class",
        since: "0.1.0",
        scope: Scope::Relation,
        severities: Severities::nowhere().d2l_brightspace(Warning),
        sources: &[
            brightspace_article("Processing the enrollment type enrolls or unenrolls users in Brightspace at the course section level"),
            field("In Brightspace a user has one role in an org unit"),
        ],
        detect: Detect::Rows(make),
        message: |said| format!("The user of this row is in the same class on line {} too, with another {}.", said.word(0), said.column()),
        fix: |_| "Keep the one of the two rows whose role the person is to have.".into(),
        campus_fix: Some(|_| "Open the section in Campus under Scheduling & Courses > Courses > Section, and look at its roster and its staff history: one person stands in both.".into()),
    };
}

fn make(table: &TableFacts, _: &mut Findings) -> Option<Box<dyn RowCheck>> {
    if table.table.id != TableId::Enrollments {
        return None;
    }
    Some(Box::new(Roles {
        user: table.place_of("userSourcedId")?,
        class: table.place_of("classSourcedId")?,
        role: table.place_of("role")?,
        words: table.words("role"),
        met: Vec::new(),
    }))
}

struct Roles {
    user: usize,
    class: usize,
    role: usize,
    words: &'static [&'static str],
    /// One for each enrollment, with the role.
    met: Vec<Met>,
}

impl RowCheck for Roles {
    fn row(&mut self, row: &RowFacts, _: &mut Findings) {
        let cells = [row.row.cell(self.user), row.row.cell(self.class)];
        if cells.iter().any(|cell| cell.is_empty()) || row.is_deleted() {
            return;
        }
        let role = row.row.cell(self.role);
        if let Some(role) =
            self.words.iter().position(|word| word.as_bytes() == role).and_then(|role| u8::try_from(role).ok())
        {
            self.met.push(Met::new(cells, Some(row.row.line_of(self.role)), role));
        }
    }

    fn end(&mut self, table: &TableFacts, findings: &mut Findings) {
        let Some(column) = table.column_id("role") else { return };
        for (role, first) in repetitions(std::mem::take(&mut self.met)) {
            if role.word() != first.word() {
                let place = Place::file(table.file).line(role.line()).column(column);
                findings.report(&RULE, place, || Args::none().number(first.line()));
            }
        }
    }
}
