//! What rules say beyond the examples of their pages: severities by case, and the edges of what they accept. Where a
//! test has no source of its own, the rule's page names it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use rostercheck::profiles::{Profile, Severity};
use rostercheck::rules::book;
use support::{Table, TestPackage};

/// A change of one cell: file, row from 0, column, content.
type Change<'a> = (&'a str, usize, &'a str, &'a str);

fn changed(mut package: TestPackage, changes: &[Change]) -> TestPackage {
    for (file, row, column, content) in changes {
        let mut table = Table::parse(package.text(file).unwrap());
        let place = table.header.iter().position(|name| name == column).unwrap();
        while table.rows.len() <= *row {
            table.rows.push(table.rows[0].clone());
        }
        table.rows[*row][place] = (*content).to_owned();
        package.set(file, table.text());
    }
    package
}

fn with(changes: &[Change]) -> TestPackage {
    changed(TestPackage::base(), changes)
}

/// Every file is sent as changes.
fn delta() -> TestPackage {
    let mut package = TestPackage::base();
    let names: Vec<String> = package.files.iter().map(|(name, _)| name.clone()).collect();
    for name in names.iter().filter(|name| *name != "manifest.csv") {
        package.declare(name, "delta");
        let mut table = Table::parse(package.text(name).unwrap());
        for row in &mut table.rows {
            row[1] = "active".into();
            row[2] = "2026-11-01T00:00:00.000Z".into();
        }
        package.set(name, table.text());
    }
    package
}

/// What a rule says: file, column, and how bad it is in OneRoster, for the DESSA System and for Brightspace.
fn said(package: &TestPackage, rule: &str) -> Vec<String> {
    let checked = package.check();
    let word = |severity: Option<Severity>| severity.map_or("-", Severity::word);
    let totals = checked.findings.totals().iter().filter(|total| total.group.rule.name == rule);
    totals
        .filter(|total| total.caused_by.is_none())
        .map(|total| {
            let file = total.group.file.map_or("", |file| checked.findings.file_name(file));
            let column = total.group.column.map_or("", |column| checked.findings.column_name(column));
            let [one, two, three] = Profile::ALL.map(|profile| word(total.group.severities.get(profile)));
            format!("{file} {column} {one}/{two}/{three} x{}", total.count)
        })
        .collect()
}

/// The messages of a rule.
fn messages(package: &TestPackage, rule: &str) -> Vec<String> {
    package.report().findings.into_iter().filter(|it| it.rule == rule).map(|it| it.message).collect()
}

#[test]
fn a_deleted_child_of_a_deleted_parent_waits_for_a_later_package() {
    // Brightspace: "will not delete an Org Unit if it has children linked to it".
    let both = |package| {
        changed(package, &[("courses.csv", 0, "status", "tobedeleted"), ("classes.csv", 0, "status", "tobedeleted")])
    };
    let expected = |file: &str| vec![format!("{file} courseSourcedId -/-/warning x1")];
    let package = both(delta());
    assert_eq!(
        said(&package, "reference-to-deleted"),
        ["classes.csv courseSourcedId -/-/warning x1", "enrollments.csv classSourcedId warning/-/error x2"]
    );
    // The same in a folder: what a file is does not hang on its path.
    let mut package = both(delta());
    for (name, _) in &mut package.files {
        *name = format!("export/{name}");
    }
    assert_eq!(said(&package, "reference-to-deleted")[..1], expected("export/classes.csv")[..]);
    // A deleted user is no org unit: nothing hinders that both go at once.
    let package = changed(
        delta(),
        &[
            ("users.csv", 0, "status", "tobedeleted"),
            ("enrollments.csv", 0, "status", "tobedeleted"),
            ("demographics.csv", 0, "status", "tobedeleted"),
        ],
    );
    assert_eq!(said(&package, "reference-to-deleted"), Vec::<String>::new());
}

#[test]
fn the_rule_book_tells_the_severities() {
    let entry = book().into_iter().find(|entry| entry.name == "repeated-username").unwrap();
    assert_eq!(entry.severities, [("infinite-campus", "warning"), ("d2l-brightspace", "error")]);
    let entry = book().into_iter().find(|entry| entry.name == "not-utf8").unwrap();
    assert_eq!(entry.severities.len(), 3);
}

#[test]
fn columns_beyond_the_two_hundredth_are_counted_together() {
    let mut package = TestPackage::base();
    let mut orgs = Table::parse(package.text("orgs.csv").unwrap());
    for number in 0..250 {
        orgs.header.push(format!("column{number}"));
        for row in &mut orgs.rows {
            row.push(String::new());
        }
    }
    package.set("orgs.csv", orgs.text());
    let told = said(&package, "unknown-column");
    assert_eq!(told.len(), 201, "two hundred columns by name, and the rest");
    assert!(told.iter().any(|told| told.ends_with(" x50")), "{:?}", told.last());
}

#[test]
fn one_row_is_told_as_one() {
    let one = with(&[("users.csv", 0, "password", "secret")]);
    assert_eq!(messages(&one, "password-in-file"), ["password is filled in this row, and in no other."]);
    let two = changed(one, &[("users.csv", 1, "password", "secret")]);
    assert_eq!(messages(&two, "password-in-file"), ["password is filled in 2 rows, from this one on."]);
    assert_eq!(
        messages(&TestPackage::base(), "users-without-email"),
        ["email is (empty) in this row, and in no other."]
    );
    let two = with(&[("users.csv", 1, "email", "")]);
    assert_eq!(messages(&two, "users-without-email"), ["email is (empty) in 2 rows, from this one on."]);
    let one = changed(delta(), &[("users.csv", 0, "status", "tobedeleted")]);
    assert_eq!(messages(&one, "deleted-users"), ["This user, 1 of 2 in users.csv, will be deleted in Brightspace."]);
    let two = changed(one, &[("users.csv", 1, "status", "tobedeleted")]);
    assert_eq!(
        messages(&two, "deleted-users"),
        ["2 of 2 users in users.csv will be deleted in Brightspace, from this one on."]
    );
}

/// The base package with other rows in its manifest.
fn with_manifest(from: &str, to: &str) -> TestPackage {
    let mut package = TestPackage::base();
    let text = package.text("manifest.csv").unwrap().to_owned();
    assert!(text.contains(from), "{from}");
    package.set("manifest.csv", text.replace(from, to).into_bytes());
    package
}

#[test]
fn a_manifest_row_is_taken_for_the_one_it_is_nearly_called_like() {
    // Binding: the names of properties count with their letter case; a receiver does not find the file's mode.
    for name in ["file.Users", "users", "file.users.csv", "File.Users", "file. users", "file.usres"] {
        let package = with_manifest("file.users,", &format!("{name},"));
        let told = messages(&package, "unknown-manifest-property");
        assert_eq!(told.len(), 1, "{name}: {told:?}");
        assert!(told[0].contains("file.users"), "{told:?}");
        assert_eq!(
            messages(&package, "missing-manifest-property"),
            Vec::<String>::new(),
            "{name}: it is not told twice"
        );
    }
    // A wrong row for a file that is needed is as bad as a missing one; a source is optional.
    let needed = with_manifest("file.users,", "file.usres,");
    assert_eq!(said(&needed, "unknown-manifest-property"), ["manifest.csv propertyName error/error/error x1"]);
    let source = with_manifest("source.systemName,", "source.systemname,");
    assert_eq!(said(&source, "unknown-manifest-property"), ["manifest.csv propertyName warning/info/info x1"]);
    // What is like nothing is taken for nothing.
    let other = with_manifest("file.users,", "something.else,x\nfile.users,");
    assert_eq!(
        messages(&other, "unknown-manifest-property"),
        ["propertyName holds “something.else”, which OneRoster does not know."]
    );
}

#[test]
fn a_manifest_row_of_another_version_is_told_as_that() {
    let package = with_manifest("file.users,", "file.userProfiles,absent\nfile.users,");
    let told = messages(&package, "unknown-manifest-property");
    assert_eq!(told.len(), 1);
    assert!(told[0].contains("1.2") && told[0].contains("1.1"), "{told:?}");
}
