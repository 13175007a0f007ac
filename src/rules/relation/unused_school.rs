use std::collections::HashSet;

use super::*;
use crate::oneroster::TableId;
use crate::profiles::Severity::Info;

page! {
    /// # A school has no people, classes, or courses
    ///
    /// ## What it checks
    /// A school in orgs.csv has a user, a class, a course, or another org that belongs to it.
    ///
    /// ## Why it matters
    /// The receiver gets an empty school. Often the school isn't selected in the export of users and classes.
    ///
    /// ## How to fix
    /// Export the users and classes of the school too, or leave the school out. A school that hasn't opened yet can stay.
    ///
    /// ## Example
    /// ```wrong
    /// orgs.csv
    /// sourcedId,name,type,identifier,parentSourcedId
    /// school2,Oak School,school,1002,district1
    /// ```
    /// ```right
    /// orgs.csv
    /// sourcedId,name,type,identifier,parentSourcedId
    /// school2,Oak School,school,1002,district1
    ///
    /// users.csv
    /// sourcedId,orgSourcedIds
    /// student1,"school1,school2"
    /// ```
    ///
    /// ## Known limits
    /// The rule checks schools only: districts and departments often have nobody. Nothing is reported if a file of users,
    /// classes, or courses is missing, contains only changes, or couldn't be read to its end, or if users or classes point to
    /// orgs that aren't in the package.
}

pub(crate) static RULE: Rule = Rule {
    name: "unused-school",
    page: PAGE,
    counted: Some("schools have no people, classes, or courses"),
    since: "0.2.0",
    scope: Scope::Relation,
    severities: Severities::nowhere().oneroster(Info),
    sources: &[field("A school that was left out when the rest of the export was selected")],
    detect: Detect::Across(make),
    message: |_| "No user, class, course, or other org belongs to this school.".into(),
    fix: |_| "Export the users and classes of this school too, or remove the school from orgs.csv.".into(),
};

fn make(_: &PackageFacts) -> Box<dyn AcrossCheck> {
    Box::new(Schools::default())
}

/// Schools that are remembered. The largest districts have some thousands.
const MOST_SCHOOLS: usize = 16_384;

#[derive(Default)]
struct Schools {
    file: Option<TableId>,
    /// Places of the columns that name orgs; of orgs.csv those of the type and of the parent.
    places: Vec<usize>,
    column: Place,
    /// Those of which nothing is known yet.
    unused: Vec<Marked>,
    parents: HashSet<u64, foldhash::fast::FixedState>,
    /// Files whose references to orgs count.
    referring: Vec<FileId>,
    is_given_up: bool,
}

impl Schools {
    fn org(&mut self, row: &RowFacts) {
        let cell = |place: usize| row.row.cell(place).trim_ascii();
        if let Some(parent) = self.places.get(1).map(|place| cell(*place)).filter(|parent| !parent.is_empty()) {
            self.parents.insert(id_hash(parent));
        }
        if self.places.first().is_some_and(|place| cell(*place).eq_ignore_ascii_case(b"school")) {
            self.unused.extend(Marked::row(row));
        }
        self.is_given_up = self.unused.len() > MOST_SCHOOLS || self.parents.len() > MOST_SCHOOLS;
    }

    /// Takes away the schools that a cell names.
    fn use_of(&mut self, cell: &[u8]) {
        // A list by another sign names them too, and an id may have such a sign in it.
        let items = cell.split(|byte| *byte == b',').chain(cell.split(|byte| matches!(byte, b',' | b';' | b'|')));
        for id in items.map(<[u8]>::trim_ascii) {
            let hash = id_hash(id);
            self.unused.retain(|school| school.id != hash);
        }
    }
}

impl AcrossCheck for Schools {
    fn begin(&mut self, table: &TableFacts) -> bool {
        let columns: &[&str] = match table.table.id {
            TableId::Orgs => &["type", "parentSourcedId"],
            TableId::Courses | TableId::Roles => &["orgSourcedId"],
            TableId::Classes => &["schoolSourcedId"],
            TableId::Users => &["orgSourcedIds", "primaryOrgSourcedId"],
            _ => return false,
        };
        self.file = Some(table.table.id);
        self.places = columns.iter().filter_map(|column| table.place_of(column)).collect();
        if self.file == Some(TableId::Orgs) {
            self.column = Place { column: table.column_id("sourcedId"), ..Place::file(table.file) };
            self.is_given_up = table.place_of("type").is_none();
        } else {
            self.referring.push(table.file);
            self.is_given_up |= self.places.is_empty();
        }
        !self.is_given_up
    }

    fn watches(&self) -> Vec<usize> {
        if self.file == Some(TableId::Orgs) { Vec::new() } else { self.places.clone() }
    }

    fn rows(&mut self, rows: &RowsFacts, _: &dyn Seen, findings: &mut Findings) {
        if self.file == Some(TableId::Orgs) {
            return rows.each(findings, |row, _| self.org(row));
        }
        let places = std::mem::take(&mut self.places);
        for (first, _) in rows.stretches(places.iter().copied()) {
            // As soon as each school is somebody's, there is nothing to look for.
            if self.unused.is_empty() || self.is_given_up {
                break;
            }
            for place in &places {
                self.use_of(rows.cell(first, *place));
            }
        }
        self.places = places;
    }

    fn end(&mut self, seen: &dyn Seen, findings: &mut Findings) {
        let are_whole = [TableId::Orgs, TableId::Users, TableId::Classes].iter().all(|file| seen.is_whole(*file));
        let leads_nowhere = |file: &FileId| findings.has(&unknown_reference::RULE, Some(*file));
        if self.is_given_up || !are_whole || self.referring.iter().any(leads_nowhere) {
            return;
        }
        for school in self.unused.iter().filter(|school| !self.parents.contains(&school.id)) {
            findings.report(&RULE, school.place(self.column), Args::none);
        }
    }
}
