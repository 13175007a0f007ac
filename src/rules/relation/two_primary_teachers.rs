use std::collections::HashMap;

use super::*;
use crate::oneroster::TableId;
use crate::profiles::Severity::Warning;

page! {
    /// # A class has two primary teachers
    ///
    /// ## What it checks
    /// In enrollments.csv, one teacher of a class has `primary` as `true`.
    ///
    /// ## Why it matters
    /// The column says who is the main teacher. With two of them, a receiver that shows one picks either.
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
    /// The standard says “should”, for each class and period. If one teacher of a class replaces another, both are
    /// found here, although their dates may not overlap. So this is a warning.
}

pub(crate) static RULE: Rule = Rule {
    name: "two-primary-teachers",
    page: PAGE,
    counted: Some("teachers are primary in a class that already has a primary teacher"),
    since: "0.1.0",
    scope: Scope::Relation,
    severities: Severities::nowhere().oneroster(Warning),
    sources: &[binding("enrollments.csv: primary should be true for one teacher of a class and period")],
    detect: Detect::Rows(make),
    message: |said| format!("Another teacher of the same class is already primary on line {}.", said.other_line()),
    fix: |said| format!("Write false in {} for one of the two teachers.", said.column()),
};

fn make(table: &TableFacts, _: &mut Findings) -> Option<Box<dyn RowCheck>> {
    if table.table.id != TableId::Enrollments {
        return None;
    }
    let place = |column| table.place_of(column);
    let (primary, role) = (place("primary")?, place("role")?);
    let (class, user) = (place("classSourcedId")?, place("userSourcedId")?);
    let watched = [primary, role, class, user].into_iter().chain(place("status")).collect();
    let (shared, first) = (Shared::default(), HashMap::default());
    Some(Box::new(Primaries { primary, role, class, user, watched, shared, first }))
}

struct Primaries {
    primary: usize,
    role: usize,
    class: usize,
    user: usize,
    watched: Vec<usize>,
    /// The classes with several rows of primary teachers.
    shared: Shared,
    first: HashMap<Box<[u8]>, (u64, u64), foldhash::fast::FixedState>,
}

impl Primaries {
    /// The class of which a row says who is the primary teacher.
    fn class<'a>(&self, row: &RowFacts<'a>) -> Option<&'a [u8]> {
        let is_primary = row.row.cell(self.primary) == b"true" && row.row.cell(self.role) == b"teacher";
        let class = row.row.cell(self.class);
        (is_primary && !class.is_empty() && !row.is_deleted()).then_some(class)
    }
}

impl RowCheck for Primaries {
    fn watches(&self) -> Vec<usize> {
        self.watched.clone()
    }

    fn rows(&mut self, rows: &RowsFacts, _: &mut Findings) {
        for (first, fresh) in rows.stretches([self.primary, self.role]) {
            if rows.cell(first, self.primary) != b"true" || rows.cell(first, self.role) != b"teacher" {
                continue;
            }
            for class in (fresh & !rows.batch.deleted).iter().map(|number| rows.cell(number, self.class)) {
                if !class.is_empty() {
                    self.shared.push(id_hash(class));
                }
            }
        }
    }

    fn wants_again(&mut self) -> bool {
        self.shared.is_any()
    }

    fn again(&mut self, row: &RowFacts, findings: &mut Findings) {
        let Some(class) = self.class(row).filter(|class| self.shared.contains(id_hash(class))) else { return };
        let user = id_hash(row.row.cell(self.user));
        match self.first.get(class) {
            Some((first, _)) if *first == user => {}
            Some((_, line)) => {
                let cell = row.row.cell(self.primary);
                findings.report(&RULE, row.place("primary"), || Args::value(cell).beside(*line));
            }
            None => {
                self.first.insert(class.into(), (user, row.row.line_of(self.primary)));
            }
        }
    }
}
