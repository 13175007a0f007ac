use super::*;
use crate::oneroster::TableId;
use crate::profiles::Severity::Warning;

page! {
    /// # A class has students but no teacher
    ///
    /// ## What it checks
    /// Each class with enrolled students also has at least one enrollment with the role `teacher`.
    ///
    /// ## Why it matters
    /// In the DESSA System, the educators of a class rate its students. Without one, no one can.
    ///
    /// ## How to fix
    /// Export the teacher's enrollment, or add a teacher to the class in the student information system.
    ///
    /// ## Example
    /// ```wrong
    /// classes.csv
    /// sourcedId,title,classCode
    /// class2,Biology,BIO-1-01
    ///
    /// enrollments.csv
    /// sourcedId,classSourcedId
    /// enrollment3,class2
    /// ```
    /// ```right
    /// classes.csv
    /// sourcedId,title,classCode
    /// class2,Biology,BIO-1-01
    ///
    /// enrollments.csv
    /// sourcedId,classSourcedId,userSourcedId,role
    /// enrollment3,class2,student1,student
    /// enrollment4,class2,teacher1,teacher
    /// ```
    ///
    /// ## Known limits
    /// Here, a class without students needs no teacher. Nothing is reported if enrollments.csv is missing or some of
    /// its rows couldn't be read.
}

pub(crate) static RULE: Rule = Rule {
    name: "class-without-teacher",
    page: PAGE,
    counted: Some("classes have students but no teacher"),
    since: "0.1.0",
    scope: Scope::Relation,
    severities: Severities::nowhere().infinite_campus(Warning),
    sources: &[
        page_of(Authority::InfiniteCampus, "OneRoster troubleshooting: only the staff history roles Primary and Teacher become enrollments", "https://kb.infinitecampus.com/help/oneroster-troubleshooting-11"),
        field("Help desks of districts with Campus: a section needs a Primary Teacher"),
    ],
    detect: Detect::Across(make),
    message: |said| format!("{} has students in enrollments.csv but no teacher.", said.subject("class")),
    fix: |_| "Add a teacher to this class, then export the enrollment too.".into(),
};

fn make(_: &PackageFacts) -> Box<dyn AcrossCheck> {
    Box::new(Teaching::default())
}

const STUDENTS: u8 = 1;
const TEACHER: u8 = 2;
const TOLD: u8 = 4;

#[derive(Default)]
struct Teaching {
    /// Whether the rows are those of classes.csv.
    is_class: bool,
    /// Places of the class and the role in an enrollment.
    columns: [usize; 2],
    place: Option<Place>,
    classes: Pieces<Marked>,
    /// Their ids, one behind the other, and where each ends.
    ids: Vec<u8>,
    ends: Vec<usize>,
    /// By the slot of a class: who is enrolled.
    enrolled: Vec<u8>,
}

impl AcrossCheck for Teaching {
    fn begin(&mut self, table: &TableFacts) -> bool {
        self.is_class = table.table.id == TableId::Classes;
        if self.is_class {
            self.place = Some(Place { column: table.column_id("sourcedId"), ..Place::file(table.file) });
            return table.place_of("sourcedId").is_some();
        }
        if table.table.id == TableId::Enrollments
            && let (Some(class), Some(role)) = (table.place_of("classSourcedId"), table.place_of("role"))
        {
            self.columns = [class, role];
            return true;
        }
        // Without these columns no enrollment can be told from another.
        if table.table.id == TableId::Enrollments {
            self.classes.clear();
        }
        false
    }

    fn watches(&self) -> Vec<usize> {
        if self.is_class { Vec::new() } else { self.columns.into() }
    }

    fn rows(&mut self, rows: &RowsFacts, seen: &dyn Seen, findings: &mut Findings) {
        if self.is_class {
            rows.each(findings, |row, _| {
                let id = row.id();
                if !id.is_empty() && !row.is_deleted() {
                    self.classes.push(Marked::new(id, row.place("sourcedId")));
                    self.ids.extend_from_slice(id);
                    self.ends.push(self.ids.len());
                }
            });
            return;
        }
        if self.enrolled.is_empty() {
            self.enrolled = vec![0; seen.slots(TableId::Classes)];
        }
        let [class, role] = self.columns;
        let targets = rows.targets(class);
        for (first, fresh) in rows.stretches([role]) {
            let who = match rows.cell(first, role) {
                b"student" => STUDENTS,
                role if role.trim_ascii().eq_ignore_ascii_case(b"teacher") => TEACHER,
                _ => continue,
            };
            for number in fresh.iter() {
                if let Some(class) = targets.get(number).and_then(|slot| self.enrolled.get_mut(*slot as usize)) {
                    *class |= who;
                }
            }
        }
    }

    fn end(&mut self, seen: &dyn Seen, findings: &mut Findings) {
        let Some(place) = self.place.filter(|_| seen.is_whole(TableId::Enrollments)) else { return };
        let mut from = 0;
        for (class, end) in self.classes.iter().zip(&self.ends) {
            let id = self.ids.get(from..*end).unwrap_or_default();
            from = *end;
            let enrolled = seen.slot(TableId::Classes, class.id).and_then(|slot| self.enrolled.get_mut(slot));
            // An id that appears in several rows is told once.
            if let Some(enrolled) = enrolled.filter(|enrolled| **enrolled == STUDENTS) {
                *enrolled |= TOLD;
                findings.report(&RULE, class.place(place), || Args::value(id));
            }
        }
    }
}
