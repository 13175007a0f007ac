//! A clean district around the base package, and the defects that are put into it.

use rostercheck::oneroster::TableId;
use rostercheck::rules::Rule;

use super::{Table, TestPackage, examples};

/// Rules about what a package lacks, with the file that stays as the example has it: more rows would mend it.
pub const NOT_GROWN: &[(&str, TableId)] = &[("no-school", TableId::Orgs), ("no-students-or-teachers", TableId::Users)];

/// Puts a defect into a row of `users.csv`, given as what stands before the cell of `givenName`, the cell, and the rest.
pub type OnARow = fn(&str, &str, &str) -> Vec<u8>;

/// Rules whose defect is put into a random row instead of the page's example, which is a file of two rows.
pub const ON_A_ROW: &[(&str, OnARow)] = &[
    ("blank-row", |before, name, after| format!("{before}{name}{after}\n").into_bytes()),
    ("line-break-in-cell", |before, name, after| format!("{before}\"{name}\nAnn\"{after}").into_bytes()),
    ("line-too-long", |before, name, after| format!("{before}{}{after}", name.repeat(500_000)).into_bytes()),
    ("not-utf8", |before, name, after| [before.as_bytes(), name.as_bytes(), b"\xE9", after.as_bytes()].concat()),
    ("stray-quote", |before, name, after| format!("{before}{name} \"Al\" Lee{after}").into_bytes()),
    ("text-after-quote", |before, name, after| format!("{before}\"{name}\" Lee{after}").into_bytes()),
    ("too-few-cells", |before, name, after| format!("{before}{name}{}", &after[1..]).into_bytes()),
    ("too-many-cells", |before, name, after| format!("{before}{name}, Ann{after}").into_bytes()),
    ("unclosed-quote", |before, name, after| format!("{before}\"{name}{after}").into_bytes()),
];

/// The same numbers in every run.
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }
}

/// A clean district around the base package.
pub struct District {
    students: usize,
    classes: usize,
    schools: usize,
}

impl District {
    pub fn new(students: usize) -> Self {
        Self { students, classes: students.div_ceil(20), schools: students.div_ceil(500) }
    }

    pub fn rows(&self, table: TableId) -> usize {
        match table {
            TableId::Orgs => self.schools,
            TableId::Courses => self.classes.div_ceil(3),
            TableId::Classes => self.classes,
            TableId::Demographics => self.students,
            TableId::Users | TableId::Roles | TableId::Enrollments => self.students + self.classes,
            _ => 0,
        }
    }

    /// One cell; students come before teachers, of whom each class has one.
    pub fn cell(&self, table: TableId, column: &str, row: usize, has_schools: bool, is_delta: bool) -> String {
        let is_student = row < self.students;
        let class = if is_student { row % self.classes } else { row - self.students };
        let class = if table == TableId::Classes { row } else { class };
        let school = if has_schools { format!("gschool{}", class % self.schools) } else { "school1".into() };
        let word = if is_student { "student" } else { "teacher" };
        let number = if is_student { row } else { class };
        match (table, column) {
            (_, "status") => if is_delta { "active" } else { "" }.into(),
            (_, "dateLastModified") => if is_delta { "2026-11-01T00:00:00.000Z" } else { "" }.into(),
            (TableId::Orgs, "sourcedId") => format!("gschool{row}"),
            (TableId::Orgs, "name") => format!("Grown School {row}"),
            (TableId::Orgs, "type") => "school".into(),
            (TableId::Orgs, "identifier") => format!("{}", 2000 + row),
            (TableId::Orgs, "parentSourcedId") => "district1".into(),
            (TableId::Courses, "sourcedId") => format!("gcourse{row}"),
            (TableId::Courses, "schoolYearSourcedId") => "year1".into(),
            (TableId::Courses, "title") => format!("Grown Course {row}"),
            (TableId::Courses, "courseCode") => format!("GC-{row}"),
            (TableId::Courses, "orgSourcedId") => "school1".into(),
            (TableId::Classes, "sourcedId") => format!("gclass{row}"),
            (TableId::Classes, "title") => format!("Grown Class {row}"),
            (TableId::Classes, "courseSourcedId") => format!("gcourse{}", row % self.rows(TableId::Courses)),
            (TableId::Classes, "classCode") => format!("GK-{row}"),
            (TableId::Classes, "classType") => "scheduled".into(),
            (TableId::Classes | TableId::Enrollments, "schoolSourcedId")
            | (TableId::Users, "orgSourcedIds" | "primaryOrgSourcedId")
            | (TableId::Roles, "orgSourcedId") => school,
            (TableId::Classes, "termSourcedIds") => "term1".into(),
            (TableId::Classes, "periods") => "1".into(),
            (TableId::Courses | TableId::Classes, "grades") => "09".into(),
            (TableId::Users, "grades") => if is_student { "09" } else { "" }.into(),
            (TableId::Users | TableId::Demographics, "sourcedId")
            | (TableId::Roles | TableId::Enrollments, "userSourcedId") => {
                format!("g{word}{number}")
            }
            (TableId::Users | TableId::Roles | TableId::Enrollments, "role") => word.into(),
            (TableId::Users, "username") => format!("{word}.{number}"),
            (TableId::Users, "givenName") => format!("Given{number}"),
            (TableId::Users, "familyName") => format!("Family{row}"),
            (TableId::Users, "identifier") => format!("{}", 100_000 + row),
            (TableId::Users, "email") => format!("{word}.{number}@school.example"),
            (TableId::Roles, "sourcedId") => format!("grole{row}"),
            (TableId::Roles, "roleType") => "primary".into(),
            (TableId::Demographics, "birthDate") => format!("2012-{:02}-{:02}", 1 + row % 12, 1 + row % 28),
            (TableId::Demographics, "sex") => ["female", "male"][row % 2].into(),
            (TableId::Users, "enabledUser") | (TableId::Demographics, "white") => "true".into(),
            (TableId::Demographics, "hispanicOrLatinoEthnicity") => "false".into(),
            (TableId::Enrollments, "sourcedId") => format!("genrollment{row}"),
            (TableId::Enrollments, "classSourcedId") => format!("gclass{class}"),
            (TableId::Enrollments, "primary") => if is_student { "" } else { "true" }.into(),
            (TableId::Enrollments, "beginDate") => "2026-08-01".into(),
            (TableId::Enrollments, "endDate") => "2026-12-20".into(),
            _ => String::new(),
        }
    }

    /// Adds the district's rows to a package, at random places among its own. A file that is damaged stays as it is.
    pub fn grow(&self, package: &mut TestPackage, except: Option<TableId>, dice: &mut Dice) {
        const GROWN: [TableId; 7] = [
            TableId::Orgs,
            TableId::Courses,
            TableId::Classes,
            TableId::Users,
            TableId::Roles,
            TableId::Demographics,
            TableId::Enrollments,
        ];
        let entry = |package: &TestPackage, id: TableId| {
            package.files.iter().position(|(name, _)| {
                let name = name.rsplit('/').next().unwrap_or_default();
                let stem = name.split(|letter: char| !letter.is_ascii_alphabetic()).next().unwrap_or_default();
                stem.eq_ignore_ascii_case(id.stem())
            })
        };
        let mut grown: Vec<TableId> = Vec::new();
        let mut missing: Vec<TableId> = Vec::new();
        for id in GROWN {
            let Some(place) = entry(package, id) else {
                missing.push(id);
                continue;
            };
            let Some(mut table) = growable(&package.files[place].1).filter(|_| except != Some(id)) else { continue };
            // What the new rows refer to is there too, or the whole file is missing.
            let needs: &[TableId] = match id {
                TableId::Classes => &[TableId::Courses],
                TableId::Roles | TableId::Demographics => &[TableId::Users],
                TableId::Enrollments => &[TableId::Users, TableId::Classes],
                _ => &[],
            };
            if !needs.iter().all(|needed| grown.contains(needed) || missing.contains(needed)) {
                continue;
            }
            let is_delta = package
                .text("manifest.csv")
                .is_some_and(|manifest| manifest.lines().any(|line| line == format!("file.{},delta", id.stem())));
            let has_schools = grown.contains(&TableId::Orgs);
            for row in 0..self.rows(id) {
                let cells = table.header.iter().map(|name| self.cell(id, name, row, has_schools, is_delta)).collect();
                table.rows.push(cells);
            }
            // The first rows are the package's own; each goes to a random place.
            for own in 0..table.rows.len() - self.rows(id) {
                let other = dice.below(table.rows.len());
                table.rows.swap(own, other);
            }
            package.files[place].1 = table.text();
            grown.push(id);
        }
    }
}

/// The table of a file that is written cleanly: its own names in the header, rows of the same width.
pub fn growable(content: &[u8]) -> Option<Table> {
    let text = std::str::from_utf8(content).ok()?;
    let quotes_stand_well = text.lines().all(|line| line.matches('"').count() % 2 == 0) && !text.contains("\\\"");
    let starts_well = text.starts_with("sourcedId,status,dateLastModified,");
    if !starts_well || !quotes_stand_well || text.contains('\r') || text.contains("\n\n") {
        return None;
    }
    let table = Table::parse(text);
    let is_even = table.rows.iter().all(|row| row.len() == table.header.len());
    (is_even && !table.rows.is_empty()).then_some(table)
}

/// Puts a defect into a random row of `users.csv`.
pub fn inject(package: &mut TestPackage, defect: OnARow, dice: &mut Dice) {
    let text = package.text("users.csv").unwrap().to_owned();
    let lines: Vec<&str> = text.lines().collect();
    let cell = lines[0].split(',').position(|name| name == "givenName").unwrap();
    let chosen = 1 + dice.below(lines.len() - 1);
    let mut content = Vec::new();
    for (place, line) in lines.iter().enumerate() {
        if place == chosen {
            let commas: Vec<usize> = line.match_indices(',').map(|(at, _)| at).collect();
            let (begins, ends) = (commas[cell - 1] + 1, commas[cell]);
            content.extend(defect(&line[..begins], &line[begins..ends], &line[ends..]));
        } else {
            content.extend_from_slice(line.as_bytes());
        }
        content.push(b'\n');
    }
    package.set("users.csv", content);
}

/// The packages with the defect of a rule, and how to call them.
pub fn injected(rule: &Rule, students: usize, dice: &mut Dice) -> Vec<TestPackage> {
    let district = District::new(students);
    if let Some((_, defect)) = ON_A_ROW.iter().find(|(name, _)| *name == rule.name) {
        let mut package = TestPackage::base();
        district.grow(&mut package, None, dice);
        inject(&mut package, *defect, dice);
        return vec![package];
    }
    let except = NOT_GROWN.iter().find(|(name, _)| *name == rule.name).map(|(_, id)| *id);
    let wrong = examples(rule.page).into_iter().filter(|example| example.is_wrong);
    let grown = wrong.map(|example| {
        let mut package = example.package();
        district.grow(&mut package, except, dice);
        package
    });
    grown.collect()
}
