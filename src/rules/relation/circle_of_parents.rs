use std::collections::HashMap;

use super::*;
use crate::oneroster::TableId;
use crate::profiles::Severity::Error;

page! {
    /// # An org or session is its own parent
    ///
    /// ## What it checks
    /// In orgs.csv and academicSessions.csv, the parents in `parentSourcedId` come to an end: no record is its own
    /// parent, or the parent of one of its parents.
    ///
    /// ## Why it matters
    /// A receiver builds a tree from this column. A record that is above itself has no place in it. The receiver
    /// refuses it with everything below it, or never finishes.
    ///
    /// ## How to fix
    /// Leave `parentSourcedId` empty in the topmost record, such as the district. In the other records, enter the
    /// record directly above.
    ///
    /// ## Example
    /// ```wrong
    /// orgs.csv
    /// sourcedId,parentSourcedId
    /// school1,school1
    /// ```
    /// ```right
    /// orgs.csv
    /// sourcedId,parentSourcedId
    /// school1,district1
    /// ```
    ///
    /// ## Known limits
    /// Each circle is reported once, at the first of its records. The standard calls the column the parent and gives
    /// the order of the orgs, from national to school. It doesn't mention circles. Rows that delete their record aren't
    /// checked.
}

pub(crate) static RULE: Rule = Rule {
    name: "circle-of-parents",
    page: PAGE,
    counted: Some("orgs or sessions are their own parents"),
    since: "0.2.0",
    scope: Scope::Relation,
    severities: Severities::everywhere(Error),
    sources: &[
        binding("orgs.csv, academicSessions.csv: parentSourcedId is the parent; the hierarchy of orgs has an order"),
        brightspace_article("Course Template, Course Offering: assign and update parents based on their codes"),
    ],
    detect: Detect::Rows(make),
    message: |said| match Circle::of(said) {
        Circle { records: 1, .. } => format!("This record is its own parent. {} contains {}, the sourcedId of the same row.", said.column(), said.value()),
        Circle { records, lines } => format!("The parents of {} records form a circle: lines {lines}.", counted(records)),
    },
    fix: |said| match Circle::of(said).records {
        1 => format!("Enter the record above this one in {}, or leave it empty if there is none.", said.column()),
        _ => format!("Leave {} empty in the topmost of these records.", said.column()),
    },
};

told! {
    /// Records that are above themselves.
    struct Circle {
        records: u64,
        lines: Cow<'static, str>,
    }
}

fn make(table: &TableFacts, _: &mut Findings) -> Option<Box<dyn RowCheck>> {
    if !matches!(table.table.id, TableId::Orgs | TableId::AcademicSessions) {
        return None;
    }
    Some(Box::new(Parents { parent: table.place_of("parentSourcedId")?, known: HashMap::default() }))
}

/// A record with a parent.
struct Child {
    parent: u64,
    parent_id: Kept,
    line: u64,
    record: u64,
    /// The walk on which it was passed first, from 1.
    walk: u64,
}

struct Parents {
    parent: usize,
    /// By the hash of their ids.
    known: HashMap<u64, Child, foldhash::fast::FixedState>,
}

/// Lines of a circle that are told.
const MOST_LINES: usize = 10;

impl RowCheck for Parents {
    fn row(&mut self, row: &RowFacts, _: &mut Findings) {
        let (id, parent) = (row.id(), row.row.cell(self.parent));
        if id.is_empty() || parent.is_empty() || row.is_deleted() || row.damaged.contains(&self.parent) {
            return;
        }
        let line = row.row.line_of(self.parent);
        let child = Child { parent: id_hash(parent), parent_id: Kept::new(parent), line, record: row.row.record, walk: 0 };
        self.known.entry(id_hash(id)).or_insert(child);
    }

    fn end(&mut self, table: &TableFacts, findings: &mut Findings) {
        let Some(column) = table.column_id("parentSourcedId") else { return };
        let mut order: Vec<(u64, u64)> = self.known.iter().map(|(id, child)| (child.line, *id)).collect();
        crate::order::sort(&mut order);
        for ((_, start), walk) in order.into_iter().zip(1..) {
            let mut at = start;
            while let Some(child) = self.known.get_mut(&at).filter(|child| child.walk == 0) {
                child.walk = walk;
                at = child.parent;
            }
            // Only who comes back to its own steps has found a circle.
            if self.known.get(&at).is_none_or(|child| child.walk != walk) {
                continue;
            }
            let mut circle = vec![at];
            while let Some(child) = self.known.get(circle.last().unwrap_or(&at)).filter(|child| child.parent != at) {
                circle.push(child.parent);
            }
            let mut records: Vec<&Child> = circle.iter().filter_map(|id| self.known.get(id)).collect();
            crate::order::sort_by_key(&mut records, |child| child.line);
            let Some(first) = records.first() else { continue };
            let place = Place {
                record: Some(first.record),
                ..Place::file(table.file).line(first.line).column(column)
            };
            findings.report(&RULE, place, || {
                let mut lines: Vec<String> =
                    records.iter().take(MOST_LINES).map(|child| counted(child.line)).collect();
                if records.len() > MOST_LINES {
                    lines.push(format!("{} more", counted((records.len() - MOST_LINES) as u64)));
                }
                let circle = Circle { records: records.len() as u64, lines: listed(&lines, "and").into() };
                let mut args = Args::none().told(circle);
                args.value = Some(first.parent_id.clone());
                args
            });
        }
    }
}
