//! "Ready" is never said of a package in which something is missing that the receiver reads, or was not checked.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use crate::support::{TODAY, Table, TestPackage};
use rostercheck::check::{Options, check_zip};
use rostercheck::oneroster::{Kind, TableId, Version};
use rostercheck::package::Limits;
use rostercheck::receivers::Receiver;
use rostercheck::report::Report;
use rostercheck::rules::Values;

/// The data files of a package that are read as tables, with their names.
fn tables(package: &TestPackage, version: Version) -> Vec<(String, &'static rostercheck::oneroster::Table)> {
    let table = |name: &str| version.tables().iter().find(|table| table.id.file() == name);
    package.files.iter().filter_map(|(name, _)| Some((name.clone(), table(name)?))).collect()
}

/// The base package with one file changed as a table.
fn changed(base: &TestPackage, name: &str, change: impl Fn(&mut Table)) -> TestPackage {
    let mut package = base.clone();
    let mut table = Table::parse(package.text(name).unwrap());
    change(&mut table);
    package.set(name, table.text());
    package
}

/// The receivers that are told a package is ready although they read the file.
fn wrongly_ready(package: &TestPackage, id: TableId) -> Vec<&'static str> {
    let reads = |profile: &str| Receiver::from_id(profile).is_none_or(|receiver| receiver.reads(id));
    let told = package.readiness().into_iter();
    told.filter(|(profile, is_ready)| *is_ready && reads(profile)).map(|(profile, _)| profile).collect()
}

type Base = (TestPackage, Version);

fn bases() -> [Base; 2] {
    [(TestPackage::base(), Version::V1_1), (TestPackage::base_1_2(), Version::V1_2)]
}

/// What the standard requires and a receiver does without: Brightspace then sets no parent.
const OPTIONAL: [(&str, &str, &str); 4] = [
    ("d2l-brightspace", "courses.csv", "orgSourcedId"),
    ("d2l-brightspace", "classes.csv", "courseSourcedId"),
    ("d2l-brightspace", "classes.csv", "schoolSourcedId"),
    ("d2l-brightspace", "classes.csv", "termSourcedIds"),
];

#[test]
fn nobody_is_ready_for_a_package_without_a_column_or_its_required_values() {
    type Change = (&'static str, fn(&mut Table, usize));
    let of_any: [Change; 2] = [
        ("is missing", |table, place| {
            table.header.remove(place);
            table.rows.iter_mut().for_each(|row| drop(row.remove(place)));
        }),
        ("has another name", |table, place| table.header[place] = "somethingElse".into()),
    ];
    let of_required: [Change; 4] = [
        ("is blank", |table, place| table.rows.iter_mut().for_each(|row| row[place].clear())),
        ("is blank in one row", |table, place| table.rows[0][place].clear()),
        ("holds spaces in one row", |table, place| table.rows[0][place] = "  ".into()),
        ("holds NULL in every row", |table, place| {
            table.rows.iter_mut().for_each(|row| "NULL".clone_into(&mut row[place]));
        }),
    ];
    let mut all = Vec::new();
    for (base, version) in bases() {
        for (name, table) in tables(&base, version) {
            let header = Table::parse(base.text(&name).unwrap()).header;
            let columns = table
                .columns
                .iter()
                .filter_map(|column| Some((header.iter().position(|name| name == column.name)?, column)));
            for (place, column) in columns {
                // A text may be the word NULL: there it is a warning.
                let is_text = matches!(column.kind, Kind::Text);
                let of_required = of_required.iter().take(if is_text { 3 } else { 4 });
                for (what, change) in of_any.iter().chain(of_required.filter(|_| column.required)) {
                    let package = changed(&base, &name, |table| change(table, place));
                    let mut wrong = wrongly_ready(&package, table.id);
                    if what.starts_with("is blank") {
                        wrong.retain(|profile| !OPTIONAL.contains(&(*profile, &name, column.name)));
                    }
                    if !wrong.is_empty() {
                        all.push(format!("{name} {} {what}: ready for {wrong:?}", column.name));
                    }
                }
            }
        }
    }
    assert!(all.is_empty(), "{all:#?}");
}

#[test]
fn nobody_is_ready_for_a_package_without_a_file() {
    type Change = (&'static str, fn(&mut TestPackage, &str));
    let changes: [Change; 9] = [
        ("is missing", |package, name| package.remove(name)),
        ("is missing and said to be absent", |package, name| {
            package.remove(name);
            package.declare(name, "absent");
        }),
        ("is said to be absent", |package, name| package.declare(name, "absent")),
        ("is empty", |package, name| package.set(name, "")),
        ("holds spaces", |package, name| package.set(name, "  \n \n")),
        ("is cut off in a row", |package, name| {
            let text = package.text(name).unwrap().trim_end().to_owned();
            package.set(name, &text[..text.rfind(',').unwrap()]);
        }),
        ("is there twice", |package, name| {
            let text = package.text(name).unwrap().to_owned();
            package.set(&format!("old/{name}"), text);
        }),
        ("is there twice, with other letters", |package, name| {
            let text = package.text(name).unwrap().to_owned();
            package.set(&name.to_uppercase(), text);
        }),
        ("is damaged", |package, name| package.damaged = Some(name.to_owned())),
    ];
    // Enrollments and demographics need not be sent; Brightspace keeps the org units and users that were sent once; and
    // that users.csv of 1.2 needs roles.csv is only in an appendix, so no error.
    let spared = |profile: &str, name: &str| match profile {
        "oneroster" => matches!(name, "enrollments.csv" | "demographics.csv" | "roles.csv"),
        _ => profile == "d2l-brightspace",
    };
    let mut all = Vec::new();
    for (base, version) in bases() {
        for (name, table) in tables(&base, version) {
            for (what, change) in changes {
                let mut package = base.clone();
                change(&mut package, &name);
                let mut wrong = wrongly_ready(&package, table.id);
                if what == "is missing and said to be absent" {
                    wrong.retain(|profile| !spared(profile, &name));
                }
                if !wrong.is_empty() {
                    all.push(format!("{name} {what}: ready for {wrong:?}"));
                }
            }
        }
    }
    assert!(all.is_empty(), "{all:#?}");
}

#[test]
fn nobody_is_ready_for_what_was_not_read_to_its_end() {
    let package = TestPackage::base();
    let sizes: Vec<usize> = package.files.iter().map(|(_, content)| content.len()).collect();
    let all: usize = sizes.iter().sum();
    let most = *sizes.iter().max().unwrap();
    for (what, limits, is_ready) in [
        (
            "no limit is reached",
            Limits { total_bytes: all as u64, entry_bytes: most as u64, ..Limits::default() },
            true,
        ),
        ("all files are too long", Limits { total_bytes: all as u64 - 1, ..Limits::default() }, false),
        ("the longest file is too long", Limits { entry_bytes: most as u64 - 1, ..Limits::default() }, false),
        ("there are too many files", Limits { entries: package.files.len() - 1, ..Limits::default() }, false),
    ] {
        let zip = Box::new(package.zip());
        let checked = check_zip("OneRoster.zip", zip, limits, &Options::default(), &mut { TODAY }).unwrap();
        let report = Report::new(&checked, Values::Shown);
        assert!(report.verdicts.iter().all(|verdict| verdict.ready == is_ready), "{what}: {:?}", report.verdicts);
    }
}
