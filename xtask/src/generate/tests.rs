use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

use super::{District, Faults, Ids, files, write_package};

const SMALL: District = District { students: 1300, ids: Ids::Short, faults: Faults::None, seed: 1 };

/// One file, read back: rows of values by column name.
type Rows = Vec<BTreeMap<String, String>>;

fn zip_of(district: District) -> Vec<u8> {
    let mut zip = Cursor::new(Vec::new());
    write_package(&district, &mut zip).unwrap();
    zip.into_inner()
}

fn text_of(zip: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(zip)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// Reads what `CsvWriter` writes: every value quoted, no quote or line break inside.
fn rows_of(zip: &[u8], name: &str) -> Rows {
    let text = text_of(zip, name);
    let mut lines = text.split_terminator("\r\n").map(|line| {
        let inner = line.strip_prefix('"').and_then(|line| line.strip_suffix('"')).unwrap();
        inner.split("\",\"").map(str::to_owned).collect::<Vec<_>>()
    });
    let columns = lines.next().unwrap();
    lines
        .map(|values| {
            assert_eq!(values.len(), columns.len(), "{name}: {values:?}");
            columns.iter().cloned().zip(values).collect()
        })
        .collect()
}

fn column<'a>(rows: &'a Rows, name: &str) -> BTreeSet<&'a str> {
    rows.iter().map(|row| row[name].as_str()).collect()
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let district = District { students: 60, ..SMALL };
    assert_eq!(zip_of(district), zip_of(district));
    assert_ne!(zip_of(district), zip_of(District { seed: 2, ..district }));
}

#[test]
fn every_file_has_the_columns_of_the_standard() {
    let zip = zip_of(District { students: 1, ..SMALL });
    let counts: Vec<_> = files::FILES.iter().map(|file| (file.name, file.columns.len())).collect();
    assert_eq!(
        counts,
        [
            ("manifest.csv", 2),
            ("academicSessions.csv", 9),
            ("classes.csv", 14),
            ("courses.csv", 10),
            ("demographics.csv", 16),
            ("enrollments.csv", 10),
            ("orgs.csv", 7),
            ("users.csv", 18),
        ]
    );
    assert!(text_of(&zip, "orgs.csv").starts_with(
        "\"sourcedId\",\"status\",\"dateLastModified\",\"name\",\"type\",\"identifier\",\"parentSourcedId\"\r\n"
    ));
    for file in &files::FILES {
        assert!(!rows_of(&zip, file.name).is_empty(), "{}", file.name);
    }
}

#[test]
fn ids_and_codes_are_unique_and_references_resolve() {
    for ids in [Ids::Short, Ids::Guid] {
        let zip = zip_of(District { ids, ..SMALL });
        let files: BTreeMap<_, _> = files::FILES.iter().map(|file| (file.name, rows_of(&zip, file.name))).collect();
        for (file, unique) in [
            ("academicSessions.csv", "sourcedId"),
            ("academicSessions.csv", "title"),
            ("classes.csv", "sourcedId"),
            ("classes.csv", "classCode"),
            ("courses.csv", "sourcedId"),
            ("courses.csv", "courseCode"),
            ("demographics.csv", "sourcedId"),
            ("enrollments.csv", "sourcedId"),
            ("orgs.csv", "sourcedId"),
            ("orgs.csv", "name"),
            ("orgs.csv", "identifier"),
            ("users.csv", "sourcedId"),
            ("users.csv", "username"),
            ("users.csv", "identifier"),
            ("users.csv", "email"),
        ] {
            assert_eq!(column(&files[file], unique).len(), files[file].len(), "{file} {unique} {ids:?}");
        }
        for (file, reference, target) in [
            ("academicSessions.csv", "parentSourcedId", "academicSessions.csv"),
            ("classes.csv", "courseSourcedId", "courses.csv"),
            ("classes.csv", "schoolSourcedId", "orgs.csv"),
            ("classes.csv", "termSourcedIds", "academicSessions.csv"),
            ("courses.csv", "orgSourcedId", "orgs.csv"),
            ("courses.csv", "schoolYearSourcedId", "academicSessions.csv"),
            ("demographics.csv", "sourcedId", "users.csv"),
            ("enrollments.csv", "classSourcedId", "classes.csv"),
            ("enrollments.csv", "schoolSourcedId", "orgs.csv"),
            ("enrollments.csv", "userSourcedId", "users.csv"),
            ("orgs.csv", "parentSourcedId", "orgs.csv"),
            ("users.csv", "orgSourcedIds", "orgs.csv"),
        ] {
            let known = column(&files[target], "sourcedId");
            for id in column(&files[file], reference) {
                assert!(id.is_empty() || known.contains(id), "{file} {reference} {id}");
            }
        }
    }
}

#[test]
fn every_class_has_a_teacher_and_students_and_every_student_seven_classes() {
    let zip = zip_of(SMALL);
    let enrollments = rows_of(&zip, "enrollments.csv");
    let mut teachers = BTreeMap::<&str, u32>::new();
    let mut sizes = BTreeMap::<&str, u32>::new();
    let mut classes_of = BTreeMap::<&str, BTreeSet<&str>>::new();
    for row in &enrollments {
        let class = row["classSourcedId"].as_str();
        if row["role"] == "teacher" {
            *teachers.entry(class).or_default() += 1;
        } else {
            *sizes.entry(class).or_default() += 1;
            classes_of.entry(&row["userSourcedId"]).or_default().insert(class);
        }
    }
    for class in column(&rows_of(&zip, "classes.csv"), "sourcedId") {
        assert_eq!(teachers[class], 1);
        assert!((1..=40).contains(&sizes[class]), "{class} has {} students", sizes[class]);
    }
    assert_eq!(classes_of.len(), 1300);
    assert!(classes_of.values().all(|classes| classes.len() == 7));
}

#[test]
fn a_district_of_any_size_is_whole() {
    for students in [1, 2, 5, 17, 599, 600, 601, 2401] {
        let zip = zip_of(District { students, ..SMALL });
        let users = rows_of(&zip, "users.csv");
        let count = users.iter().filter(|user| user["role"] == "student").count();
        assert_eq!(count, students as usize);
        let teachers = column(&users, "sourcedId");
        let enrollments = rows_of(&zip, "enrollments.csv");
        assert!(enrollments.iter().all(|row| teachers.contains(row["userSourcedId"].as_str())));
        let enrolled = column(&enrollments, "userSourcedId");
        assert_eq!(enrolled.len(), users.len(), "everybody has a class");
    }
}

#[test]
fn faulty_enrollments_are_all_faulty() {
    let zip = zip_of(District { students: 100, faults: Faults::Enrollments, ..SMALL });
    let users = rows_of(&zip, "users.csv");
    let users = column(&users, "sourcedId");
    for row in rows_of(&zip, "enrollments.csv") {
        assert!(!users.contains(row["userSourcedId"].as_str()));
        assert_eq!(row["role"], "pupil");
    }
}

#[test]
fn other_forms_mean_the_same() {
    let plain = zip_of(District { students: 100, ..SMALL });
    let forms = zip_of(District { students: 100, faults: Faults::Forms, ..SMALL });
    for (row, other) in rows_of(&plain, "enrollments.csv").iter().zip(rows_of(&forms, "enrollments.csv")) {
        assert_eq!(row["role"], other["role"].to_lowercase());
        assert_ne!(row["role"], other["role"]);
        let parts: Vec<&str> = other["beginDate"].split('/').collect();
        assert_eq!(row["beginDate"], [parts[2], parts[0], parts[1]].join("-"));
    }
    for (row, other) in rows_of(&plain, "users.csv").iter().zip(rows_of(&forms, "users.csv")) {
        assert_eq!(row["grades"].trim_start_matches('0'), other["grades"]);
    }
}

#[test]
fn the_next_package_has_what_happened_since() {
    use super::after::{Change, next_zip};
    let before = zip_of(SMALL);
    let ids = |zip: &[u8], file: &str| -> BTreeSet<String> {
        column(&rows_of(zip, file), "sourcedId").into_iter().map(str::to_owned).collect()
    };
    let users = ids(&before, "users.csv");
    let gone = |change: Change, file: &str| {
        let after = next_zip(&before, change).unwrap();
        (ids(&before, file).difference(&ids(&after, file)).count(), after)
    };
    let (few, after) = gone(Change::Normal, "users.csv");
    assert!((1..users.len() / 50).contains(&few), "{few} leave");
    assert_eq!(ids(&after, "users.csv").len(), users.len());
    assert!((users.len() * 2 / 5..users.len() * 3 / 5).contains(&gone(Change::HalfGone, "users.csv").0));
    assert_eq!(gone(Change::NewIds, "users.csv").0, users.len());
    assert_eq!(gone(Change::SchoolGone, "orgs.csv").0, 1);
    let (all, after) = gone(Change::Rollover, "classes.csv");
    assert_eq!(all, ids(&before, "classes.csv").len());
    assert_eq!(column(&rows_of(&after, "academicSessions.csv"), "schoolYear"), BTreeSet::from(["2028"]));
}
