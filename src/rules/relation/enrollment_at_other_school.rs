use super::*;
use crate::oneroster::TableId;
use crate::profiles::Severity::Warning;

page! {
    /// # An enrollment and its class are at different schools
    ///
    /// ## What it checks
    /// In a row of enrollments.csv, `schoolSourcedId` is the school of the class that `classSourcedId` names.
    ///
    /// ## Why it matters
    /// Receivers that use the school of the enrollment look for the class in the wrong school. Often one of the two rows is
    /// out of date: the class has moved, or the person was enrolled in another school's class by mistake.
    ///
    /// ## How to fix
    /// Enter the school of the class. If the class is wrong, correct `classSourcedId`.
    ///
    /// ## Example
    /// ```wrong
    /// orgs.csv
    /// sourcedId,name,type,identifier,parentSourcedId
    /// school2,Oak School,school,1002,district1
    ///
    /// classes.csv
    /// sourcedId,title,classCode,schoolSourcedId
    /// class2,Algebra - 2,ALG-1-02,school2
    ///
    /// enrollments.csv
    /// sourcedId,classSourcedId,schoolSourcedId,userSourcedId,role
    /// enrollment3,class2,school1,student1,student
    /// enrollment4,class2,school2,teacher1,teacher
    /// ```
    /// ```right
    /// orgs.csv
    /// sourcedId,name,type,identifier,parentSourcedId
    /// school2,Oak School,school,1002,district1
    ///
    /// classes.csv
    /// sourcedId,title,classCode,schoolSourcedId
    /// class2,Algebra - 2,ALG-1-02,school2
    ///
    /// enrollments.csv
    /// sourcedId,classSourcedId,schoolSourcedId,userSourcedId,role
    /// enrollment3,class2,school2,student1,student
    /// enrollment4,class2,school2,teacher1,teacher
    /// ```
    ///
    /// ## Known limits
    /// The standard doesn't require the two to be the same. Nothing is reported if one of the schools is the parent of the
    /// other, such as a school and its program, if one of the orgs isn't a school, or in packages with more than 65,536 orgs.
}

pub(crate) static RULE: Rule = Rule {
    name: "enrollment-at-other-school",
    page: PAGE,
    counted: Some("enrollments are at a different school than their class"),
    since: "0.2.0",
    scope: Scope::Relation,
    severities: Severities::nowhere().oneroster(Warning),
    sources: &[field("Stale rows of enrollments after a class has moved; the standard doesn't require the two to agree")],
    detect: Detect::Across(make),
    message: |said| {
        let Class { school } = Class::of(said);
        format!("This enrollment is at the school {}, but its class belongs to {}.", said.value(), said.cell(&school))
    },
    fix: |said| format!("Enter the school of the class in {}, or correct classSourcedId.", said.column()),
};

told! {
    /// The class of an enrollment.
    struct Class {
        /// The ID of its school.
        school: Kept,
    }
}

fn make(_: &PackageFacts) -> Box<dyn AcrossCheck> {
    Box::new(Schools::default())
}

/// Orgs that are remembered. The largest districts have some thousands.
const MOST_ORGS: usize = 65_536;

/// Levels of orgs that are looked up.
const MOST_LEVELS: usize = 8;

#[derive(Default)]
struct Schools {
    file: Option<TableId>,
    /// Places of the id, or of the class, and of the org that is its parent, its school, or the school of the row.
    places: [usize; 2],
    orgs: Vec<Org>,
    /// By the slot of an org: its place among them.
    org_by_slot: Vec<u32>,
    /// Classes by the hash of their id, with the slot of their school; then the slots by the slot of the class.
    classes: Pieces<(u64, u32)>,
    by_slot: Vec<u32>,
}

struct Org {
    /// Hash of its id.
    hash: u64,
    /// Hash of the parent's id.
    parent: u64,
    id: Box<[u8]>,
}

impl Schools {
    fn org(&self, slot: u32) -> Option<&Org> {
        let place = self.org_by_slot.get(BatchFacts::slot(slot)?)?;
        self.orgs.get(usize::try_from(*place).ok()?)
    }

    /// Whether one of two orgs is above the other.
    fn are_related(&self, one: &Org, other: &Org, seen: &dyn Seen) -> bool {
        let is_above = |above: &Org, below: &Org| {
            let mut at = below.parent;
            (0..MOST_LEVELS).any(|_| {
                let is_it = at == above.hash;
                let next = seen.slot(TableId::Orgs, at).and_then(|slot| self.org(u32::try_from(slot).ok()?));
                at = next.map_or(0, |org| org.parent);
                is_it
            })
        };
        is_above(one, other) || is_above(other, one)
    }

    fn enrollments(&mut self, rows: &RowsFacts, seen: &dyn Seen, findings: &mut Findings) {
        if self.by_slot.is_empty() {
            self.by_slot = vec![BatchFacts::NO_SLOT; seen.slots(TableId::Classes)];
            for (class, school) in std::mem::take(&mut self.classes).iter() {
                if let Some(slot) = seen.slot(TableId::Classes, class).and_then(|slot| self.by_slot.get_mut(slot)) {
                    *slot = school;
                }
            }
        }
        let [classes, schools] = self.places.map(|place| rows.targets(place));
        for number in rows.fresh.iter() {
            let (Some(class), Some(school)) = (classes.get(number), schools.get(number)) else { return };
            let Some(of_class) = self.by_slot.get(*class as usize) else { continue };
            if of_class == school || rows.is_deleted(number) {
                continue;
            }
            let (Some(own), Some(of_class)) = (self.org(*school), self.org(*of_class)) else { continue };
            // What is no school is told by its type.
            let are_schools = [own, of_class].iter().all(|org| seen.word(TableId::Orgs, org.hash) == "school");
            if are_schools && !self.are_related(own, of_class, seen) {
                for number in rows.alike(number) {
                    findings.report(&RULE, rows.place(number, "schoolSourcedId"), || {
                        Args::value(&own.id).told(Class { school: Kept::new(&of_class.id) })
                    });
                }
            }
        }
    }
}

impl AcrossCheck for Schools {
    fn begin(&mut self, table: &TableFacts) -> bool {
        let columns = match table.table.id {
            TableId::Orgs => ["sourcedId", "parentSourcedId"],
            TableId::Classes => ["sourcedId", "schoolSourcedId"],
            TableId::Enrollments => ["classSourcedId", "schoolSourcedId"],
            _ => return false,
        };
        self.file = Some(table.table.id);
        let [first, second] = columns.map(|column| table.place_of(column));
        // An org without a parent is known all the same.
        let second = second.or(first.filter(|_| self.file == Some(TableId::Orgs)));
        self.places = [first, second].map(Option::unwrap_or_default);
        first.is_some() && second.is_some()
    }

    fn watches(&self) -> Vec<usize> {
        if self.file == Some(TableId::Enrollments) { self.places.to_vec() } else { Vec::new() }
    }

    fn rows(&mut self, rows: &RowsFacts, seen: &dyn Seen, findings: &mut Findings) {
        match self.file {
            Some(TableId::Orgs) => {
                for number in rows.fresh.iter().take((MOST_ORGS + 1).saturating_sub(self.orgs.len())) {
                    let [id, parent] = self.places.map(|place| rows.cell(number, place));
                    self.orgs.push(Org { hash: id_hash(id), parent: id_hash(parent.trim_ascii()), id: id.into() });
                }
            }
            Some(TableId::Classes) => {
                if self.orgs.len() > MOST_ORGS {
                    return;
                }
                if self.org_by_slot.is_empty() {
                    self.org_by_slot = vec![u32::MAX; seen.slots(TableId::Orgs)];
                    for (place, org) in (0..).zip(&self.orgs) {
                        let slot = seen.slot(TableId::Orgs, org.hash).and_then(|slot| self.org_by_slot.get_mut(slot));
                        if let Some(slot) = slot {
                            *slot = place;
                        }
                    }
                }
                let [id, school] = self.places;
                let schools = rows.targets(school);
                let with_school = rows.fresh.iter().filter_map(|number| Some((number, *schools.get(number)?)));
                let known = with_school.filter(|(_, school)| *school != BatchFacts::NO_SLOT);
                self.classes.extend(known.map(|(number, school)| (id_hash(rows.cell(number, id)), school)));
            }
            _ => self.enrollments(rows, seen, findings),
        }
    }
}
