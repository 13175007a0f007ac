use std::collections::HashMap;

use super::*;
use crate::oneroster::TableId;
use crate::profiles::Severity::Warning;

rule! {
    /// # A class has students and no teacher
    ///
    /// ## What it checks
    /// A class into which students are enrolled has at least one enrollment with the role `teacher` too.
    ///
    /// ## Why it matters
    /// In the DESSA System the educators of a class rate its students. Without one, nobody can.
    ///
    /// ## How to fix
    /// Export the enrollment of the teacher, or add one to the class in the student information system.
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
    /// A class without students needs no teacher here. Nothing is said when enrollments.csv is missing or some of its rows
    /// could not be read.
    pub static RULE = Rule {
        name: "class-without-teacher",
        since: "0.1.0",
        scope: Scope::Relation,
        severities: Severities::nowhere().infinite_campus(Warning),
        sources: &[
            page_of(Authority::InfiniteCampus, "OneRoster troubleshooting: only the staff history roles Primary and Teacher become enrollments", "https://kb.infinitecampus.com/help/oneroster-troubleshooting-11"),
            field("Help desks of districts with Campus: a section needs a Primary Teacher"),
        ],
        detect: Detect::Across(make),
        message: |said| format!("The class {} has students in enrollments.csv, but no teacher.", said.value()),
        fix: |_| "Add a teacher to this class, and export the enrollment too.".into(),
        campus_fix: Some(|_| "Open the section in Campus under Scheduling & Courses > Courses > Section > Staff History. Only people with the role Primary Teacher or Teacher there are exported.".into()),
    };
}

fn make(_: &PackageFacts) -> Box<dyn AcrossCheck> {
    Box::new(Teaching { is_class: false, columns: [0; 2], classes: Vec::new(), index: HashMap::default() })
}

struct Class {
    id: Box<[u8]>,
    place: Place,
    has_students: bool,
    has_teacher: bool,
}

struct Teaching {
    /// Whether the rows are those of classes.csv.
    is_class: bool,
    /// Places of the class and the role in an enrollment.
    columns: [usize; 2],
    classes: Vec<Class>,
    index: HashMap<Box<[u8]>, usize, foldhash::fast::FixedState>,
}

impl AcrossCheck for Teaching {
    fn begin(&mut self, table: &TableFacts) -> bool {
        self.is_class = table.table.id == TableId::Classes;
        if self.is_class {
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

    fn row(&mut self, row: &RowFacts, _: &dyn Seen, _: &mut Findings) {
        if self.is_class {
            let id = row.id();
            if !id.is_empty() && !row.is_deleted() && !self.index.contains_key(id) {
                self.index.insert(id.into(), self.classes.len());
                let place = row.place("sourcedId");
                self.classes.push(Class { id: id.into(), place, has_students: false, has_teacher: false });
            }
            return;
        }
        let [class, role] = self.columns;
        let Some(class) = self.index.get(row.row.cell(class)).and_then(|index| self.classes.get_mut(*index)) else {
            return;
        };
        let role = row.row.cell(role);
        class.has_students |= role == b"student";
        class.has_teacher |= role.trim_ascii().eq_ignore_ascii_case(b"teacher");
    }

    fn end(&mut self, seen: &dyn Seen, findings: &mut Findings) {
        if seen.is_whole(TableId::Enrollments) {
            for class in self.classes.iter().filter(|class| class.has_students && !class.has_teacher) {
                findings.report(&RULE, class.place, || Args::value(&class.id));
            }
        }
    }
}
