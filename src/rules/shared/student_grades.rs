//! The grades of students, each looked at by itself.

use super::*;
use crate::oneroster::TableId;

/// What of the content of the cell is wrong, if anything.
type Look = for<'c> fn(&'c [u8]) -> Option<&'c [u8]>;

/// Looks at `grades` of every student in users.csv who is not deleted.
pub(crate) fn of_each(table: &TableFacts, rule: &'static Rule, look: Look) -> Option<Box<dyn RowCheck>> {
    let of_role = table.place_of("role").filter(|_| table.table.id == TableId::Users)?;
    let (grades, status) = (table.place_of("grades")?, table.place_of("status"));
    Some(Box::new(Students { role: of_role, grades, status, rule, look }))
}

struct Students {
    role: usize,
    grades: usize,
    status: Option<usize>,
    rule: &'static Rule,
    look: Look,
}

impl RowCheck for Students {
    fn watches(&self) -> Vec<usize> {
        [self.role, self.grades].into_iter().chain(self.status).collect()
    }

    fn row(&mut self, row: &RowFacts, findings: &mut Findings) {
        if row.row.cell(self.role) != b"student" || row.is_deleted() {
            return;
        }
        if let Some(wrong) = (self.look)(row.row.cell(self.grades)) {
            findings.report(self.rule, row.place("grades"), || Args::value(wrong));
        }
    }
}
