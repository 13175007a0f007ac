use std::collections::HashMap;

use super::*;
use crate::oneroster::TableId;
use crate::profiles::Severity::Warning;

rule! {
    /// # A class has two primary teachers
    ///
    /// ## What it checks
    /// In enrollments.csv, one teacher of a class has `primary` as `true`.
    ///
    /// ## Why it matters
    /// The column says who is the main teacher. With two of them, a receiver that shows one takes either.
    ///
    /// ## How to fix
    /// Keep `true` for one teacher of the class, and write `false` for the others.
    ///
    /// ## Example
    /// ```wrong
    /// users.csv
    /// sourcedId,role,username,email,identifier
    /// teacher2,teacher,omar.haddad,omar.haddad@school.example,8802
    ///
    /// enrollments.csv
    /// sourcedId,userSourcedId,role,primary
    /// enrollment3,teacher2,teacher,true
    /// ```
    /// ```right
    /// users.csv
    /// sourcedId,role,username,email,identifier
    /// teacher2,teacher,omar.haddad,omar.haddad@school.example,8802
    ///
    /// enrollments.csv
    /// sourcedId,userSourcedId,role,primary
    /// enrollment3,teacher2,teacher,false
    /// ```
    ///
    /// ## Known limits
    /// The standard says that it should be so, for each class and period. Two teachers who follow each other in a class
    /// are both found here, though their dates may not overlap. So this is a warning.
    pub static RULE = Rule {
        name: "two-primary-teachers",
        since: "0.1.0",
        scope: Scope::Relation,
        severities: Severities::nowhere().oneroster(Warning),
        sources: &[binding("enrollments.csv: primary should be true for one teacher of a class and period")],
        detect: Detect::Rows(make),
        message: |said| format!("{} holds true, but on line {} another teacher of the same class is primary already.", said.column(), said.word(0)),
        fix: |said| format!("Write false into {} for one of the two teachers.", said.column()),
        campus_fix: Some(|_| "Open the section in Campus under Scheduling & Courses > Courses > Section > Staff History: two people are Primary Teacher there.".into()),
    };
}

fn make(table: &TableFacts, _: &mut Findings) -> Option<Box<dyn RowCheck>> {
    if table.table.id != TableId::Enrollments {
        return None;
    }
    let place = |column| table.place_of(column);
    let (primary, role) = (place("primary")?, place("role")?);
    let (class, user) = (place("classSourcedId")?, place("userSourcedId")?);
    Some(Box::new(Primaries { primary, role, class, user, first: HashMap::default() }))
}

struct Primaries {
    primary: usize,
    role: usize,
    class: usize,
    user: usize,
    /// The user and the line of the first primary teacher, by the class.
    first: HashMap<Box<[u8]>, (u64, u64), foldhash::fast::FixedState>,
}

impl RowCheck for Primaries {
    fn row(&mut self, row: &RowFacts, findings: &mut Findings) {
        let cell = row.row.cell(self.primary);
        if cell != b"true" || row.row.cell(self.role) != b"teacher" || row.is_deleted() {
            return;
        }
        let class = row.row.cell(self.class);
        let user = id_hash(row.row.cell(self.user));
        match self.first.get(class) {
            Some((first, _)) if *first == user => {}
            Some((_, line)) => findings.report(&RULE, row.place("primary"), || Args::value(cell).number(*line)),
            None if class.is_empty() => {}
            None => {
                self.first.insert(class.into(), (user, row.row.line_of(self.primary)));
            }
        }
    }
}
