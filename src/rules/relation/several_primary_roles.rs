use std::collections::HashMap;

use super::*;
use crate::oneroster::TableId;
use crate::profiles::Severity::Error;

page! {
    /// # A user has two primary roles in one org
    ///
    /// ## What it checks
    /// In roles.csv of OneRoster 1.2, a user has at most one role with the roleType `primary` in each org.
    ///
    /// ## Why it matters
    /// The primary role is the person's main role in that school. With two of them, the receiver picks either.
    ///
    /// ## How to fix
    /// Keep one role as `primary`, and write `secondary` for the others of the same user and org.
    ///
    /// ## Example
    /// ```wrong
    /// version 1.2
    /// roles.csv
    /// sourcedId,userSourcedId,role
    /// role3,student1,aide
    /// ```
    /// ```right
    /// version 1.2
    /// roles.csv
    /// sourcedId,userSourcedId,role,roleType
    /// role3,student1,aide,secondary
    /// ```
    ///
    /// ## Known limits
    /// Rows that delete their role aren't counted.
}

pub(crate) static RULE: Rule = Rule {
    name: "several-primary-roles",
    page: PAGE,
    counted: Some("primary roles repeat another of the same user and org"),
    since: "0.1.0",
    scope: Scope::Relation,
    severities: Severities::nowhere().oneroster(Error),
    sources: &[binding("1.2, roles.csv: a user has at most one primary role in an org")],
    detect: Detect::Rows(make),
    message: |said| format!("This user already has a primary role in the same org on line {}.", said.other_line()),
    fix: |_| "Write secondary for one of the two roles.".into(),
};

fn make(table: &TableFacts, _: &mut Findings) -> Option<Box<dyn RowCheck>> {
    if table.table.id != TableId::Roles {
        return None;
    }
    Some(Box::new(Primaries {
        user: table.place_of("userSourcedId")?,
        org: table.place_of("orgSourcedId")?,
        kind: table.place_of("roleType")?,
        shared: Shared::default(),
        met: Vec::new(),
        records: HashMap::new(),
    }))
}

struct Primaries {
    user: usize,
    org: usize,
    kind: usize,
    shared: Shared,
    met: Vec<Met>,
    /// By the line of a role that others may repeat: its record.
    records: HashMap<u64, u64>,
}

impl Primaries {
    /// User and org of a primary role.
    fn cells<'a>(&self, row: &RowFacts<'a>) -> Option<[&'a [u8]; 2]> {
        let cells = [row.row.cell(self.user), row.row.cell(self.org)];
        let counts = row.row.cell(self.kind) == b"primary" && !cells.iter().any(|cell| cell.is_empty());
        (counts && !row.is_deleted()).then_some(cells)
    }
}

/// Few users have two of them: what may be one is looked at again.
fn hash([user, org]: [&[u8]; 2]) -> u64 {
    id_hash(user).rotate_left(17) ^ id_hash(org)
}

impl RowCheck for Primaries {
    fn row(&mut self, row: &RowFacts, _: &mut Findings) {
        if let Some(cells) = self.cells(row) {
            self.shared.push(hash(cells));
        }
    }

    fn wants_again(&mut self) -> bool {
        self.shared.is_any()
    }

    fn again(&mut self, row: &RowFacts, _: &mut Findings) {
        if let Some(cells) = self.cells(row).filter(|cells| self.shared.contains(hash(*cells))) {
            let line = row.row.line_of(self.kind);
            self.met.push(Met::new(cells, Some(line), 0));
            self.records.insert(line, row.row.record);
        }
    }

    fn end(&mut self, table: &TableFacts, findings: &mut Findings) {
        let Some(column) = table.column_id("roleType") else { return };
        for (role, first) in repetitions(std::mem::take(&mut self.met)) {
            let record = self.records.get(&role.line()).copied();
            let place = Place { record, ..Place::file(table.file).line(role.line()).column(column) };
            findings.report(&RULE, place, || Args::none().beside(first.line()));
        }
    }
}
