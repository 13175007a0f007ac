use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;
use crate::package::{Bytes, Limits as PackageLimits};

const MANIFEST_DELTA: &str = "propertyName,value\nmanifest.version,1.0\noneroster.version,1.1\nfile.users,delta\n";

fn package(files: &[(&str, &str)]) -> Package {
    let files =
        files.iter().map(|(name, text)| ((*name).to_owned(), Box::new(text.as_bytes().to_vec()) as Box<dyn Bytes>));
    Package::from_files("x", files.collect(), PackageLimits::default())
}

fn of(old: &[(&str, &str)], new: &[(&str, &str)]) -> Comparison {
    compare(&package(old), &package(new), Limits::default())
}

const USERS: &str = "sourcedId,status,dateLastModified,orgSourcedIds,role,username,givenName\n\
    u1,,,\"s1,s2\",student,ann,Ann\nu2,,,s1,student,bo,Bo\nu3,,,s2,teacher,cy,Cy\n";

#[test]
fn a_package_compared_with_itself_gives_nothing() {
    let same = of(&[("users.csv", USERS)], &[("users.csv", USERS)]);
    assert_eq!((same.outcome, same.records.len()), ("complete", 0));
    let table = &same.tables[0];
    assert_eq!((table.old, table.new, table.unchanged, table.changed), (3, 3, 3, 0));
    assert!(same.receivers.iter().all(|receiver| receiver.effects.is_empty()));
}

#[test]
fn what_is_gone_new_and_changed_is_counted_by_column_role_and_school() {
    let new = "sourcedId,status,dateLastModified,orgSourcedIds,role,username,givenName\n\
        u4,,,s1,student,di,Di\nu2,,,s1,student,bob,Bob\nu3,,,s2,teacher,cy,Cy\n";
    let told = of(&[("users.csv", USERS)], &[("users.csv", new)]);
    let table = &told.tables[0];
    assert_eq!((table.gone, table.added, table.changed, table.unchanged), (1, 1, 1, 1));
    let columns: Vec<_> = table.columns.iter().map(|it| (it.column.as_str(), it.count)).collect();
    assert_eq!(columns, [("username", 1), ("givenName", 1)]);
    let group = |by, key| {
        let it = table.groups.iter().find(|group| group.by == by && group.key == key).unwrap();
        (it.old, it.new, it.gone, it.added, it.changed)
    };
    assert_eq!(group("role", "student"), (2, 2, 1, 1, 1));
    assert_eq!(group("role", "teacher"), (1, 1, 0, 0, 0));
    assert_eq!(group("school", "s1"), (2, 2, 1, 1, 1));
    assert_eq!(group("school", "s2"), (2, 1, 1, 0, 0));
    let records: Vec<_> = told.records.iter().map(|it| (it.change, it.id.as_str(), it.line)).collect();
    assert_eq!(records, [("gone", "u1", 2), ("added", "u4", 2), ("changed", "u2", 3)]);
    assert_eq!(told.receivers[0].effects[0].detail, "DESSA would remove 1 person");
    assert_eq!(told.most_removed().unwrap(), (50.0, "student in users.csv".to_owned()));
}

#[test]
fn how_a_file_is_written_is_no_change() {
    let other = "\u{FEFF}role;\"sourcedId\";username;orgSourcedIds;givenName;status;dateLastModified\r\n\
        teacher;u3;cy;s2;Cy;;\r\nstudent;u2;bo;s1;\"Bo\";active;2026-11-27T00:00:00.000Z\r\n\
        student;u1;ann;s1,s2;Ann;;\r\n";
    let told = of(&[("users.csv", USERS)], &[("export/Users.CSV", other)]);
    assert_eq!(told.tables[0].unchanged, 3, "{told:?}");
}

#[test]
fn a_column_of_one_side_is_told_once() {
    let new = "sourcedId,status,dateLastModified,orgSourcedIds,role,username,email\nu1,,,\"s1,s2\",student,ann,a@b.c\n";
    let table = &of(&[("users.csv", USERS)], &[("users.csv", new)]).tables[0];
    assert_eq!((table.unchanged, table.gone, table.changed), (1, 2, 0));
    assert_eq!((&table.columns_gone[..], &table.columns_added[..]), (&["givenName".into()][..], &["email".into()][..]));
}

#[test]
fn changes_only_leave_the_rest_as_it_was() {
    let delta = "sourcedId,status,dateLastModified,orgSourcedIds,role,username,givenName\n\
        u1,tobedeleted,2026-11-27,\"s1,s2\",student,ann,Ann\nu9,active,2026-11-27,s1,student,zed,Zed\n";
    let told = of(&[("users.csv", USERS)], &[("manifest.csv", MANIFEST_DELTA), ("users.csv", delta)]);
    let table = &told.tables[0];
    assert_eq!((table.old, table.new, table.gone, table.added, table.unchanged), (3, 3, 1, 1, 2));
}

#[test]
fn what_cannot_be_compared_is_told_and_counts_as_nothing() {
    let broken = "sourcedId,role,username\nu1,student,ann,too,many\n,student,bo\n";
    let told = of(&[("users.csv", USERS)], &[("users.csv", broken)]);
    assert_eq!(told.outcome, "partial");
    assert_eq!(told.not_compared[0].what, "2 rows of users.csv");
    let told = of(&[("users.csv", USERS)], &[("users.csv", "a,b\n1,2\n")]);
    assert_eq!((told.outcome, told.tables.len()), ("unreadable", 0));
    assert_eq!(of(&[], &[]).outcome, "unreadable");
    let told = of(&[("users.csv", USERS)], &[("users.csv", "")]);
    assert_eq!(told.tables[0].gone, 3);
}

#[test]
fn masked_comparisons_contain_no_cell() {
    let told = of(&[("users.csv", USERS)], &[("users.csv", "sourcedId,role,secret\nu1,student,x\n")]);
    let masked = serde_json::to_string(&told.with_values(Values::Masked)).unwrap();
    for secret in ["u2", "u3", "s1", "s2", "secret"] {
        assert!(!masked.contains(&format!("\"{secret}\"")), "{secret} in {masked}");
    }
    assert!(masked.contains("\"student\""));
}

/// What the records of a file say, whole and in hash maps.
fn naive(old: &[(u8, u8, u8)], new: &[(u8, u8, u8)]) -> ([u64; 4], [u64; 2], BTreeSet<(&'static str, String)>) {
    let first = |rows: &[(u8, u8, u8)]| {
        let mut map = BTreeMap::new();
        for (id, one, two) in rows {
            map.entry(*id).or_insert((*one, *two));
        }
        map
    };
    let (old, new) = (first(old), first(new));
    let (mut counts, mut columns, mut records) = ([0; 4], [0; 2], BTreeSet::new());
    for (id, (one, two)) in &old {
        let change = match new.get(id) {
            None => (0, "gone"),
            Some(same) if same == &(*one, *two) => (3, ""),
            Some((other_one, other_two)) => {
                columns[0] += u64::from(one != other_one);
                columns[1] += u64::from(two != other_two);
                (2, "changed")
            }
        };
        counts[change.0] += 1;
        records.insert((change.1, format!("i{id}")));
    }
    for id in new.keys().filter(|id| !old.contains_key(id)) {
        counts[1] += 1;
        records.insert(("added", format!("i{id}")));
    }
    records.retain(|(change, _)| !change.is_empty());
    (counts, columns, records)
}

fn file(rows: &[(u8, u8, u8)]) -> String {
    let head = "sourcedId,status,dateLastModified,title,courseCode\n".to_owned();
    rows.iter().fold(head, |text, (id, one, two)| text + &format!("i{id},,,t{one},c{two}\n"))
}

proptest! {
    #[test]
    fn a_naive_twin_agrees(
        old in prop::collection::vec((0u8..40, 0u8..3, 0u8..3), 0..60),
        new in prop::collection::vec((0u8..40, 0u8..3, 0u8..3), 0..60),
        most in 1usize..50,
    ) {
        let limits = Limits { records: most, listed: 1000 };
        let (before, after) = (file(&old), file(&new));
        let (before, after) = (package(&[("courses.csv", &before)]), package(&[("courses.csv", &after)]));
        let told = compare(&before, &after, limits);
        let (counts, columns, records) = naive(&old, &new);
        let table = &told.tables[0];
        prop_assert_eq!([table.gone, table.added, table.changed, table.unchanged], counts);
        let count = |name: &str| table.columns.iter().find(|it| it.column == name).map_or(0, |it| it.count);
        prop_assert_eq!([count("title"), count("courseCode")], columns);
        let listed: Vec<_> = told.records.iter().map(|it| (it.change, it.id.clone())).collect();
        prop_assert_eq!(listed.len(), records.len());
        prop_assert_eq!(listed.into_iter().collect::<BTreeSet<_>>(), records);
        let swapped = compare(&after, &before, limits);
        let back = &swapped.tables[0];
        prop_assert_eq!((back.gone, back.added, back.changed), (table.added, table.gone, table.changed));
    }
}
