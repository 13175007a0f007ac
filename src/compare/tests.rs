use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;
use crate::oneroster::value::Day;
use crate::package::{Bytes, Limits as PackageLimits};
use crate::receivers::Severity;
use crate::rules::Values;
use crate::senders::Sender;

mod effects;
mod losses;

const TODAY: Day = Day { year: 2026, month: 11, day: 28 };

const MANIFEST_DELTA: &str = "propertyName,value\nmanifest.version,1.0\noneroster.version,1.1\nfile.users,delta\n";

fn package(files: &[(&str, &str)]) -> Package {
    let files =
        files.iter().map(|(name, text)| ((*name).to_owned(), Box::new(text.as_bytes().to_vec()) as Box<dyn Bytes>));
    Package::from_files("x", files.collect(), PackageLimits::default())
}

fn with_limits(old: &Package, new: &Package, limits: Limits) -> Compared {
    let receivers: Vec<Receiver> = Receiver::all().collect();
    let options = Options { limits, ..Options::default() };
    compare(old, new, &receivers, &options, &mut { TODAY }).unwrap()
}

fn of(old: &[(&str, &str)], new: &[(&str, &str)]) -> Comparison {
    with_limits(&package(old), &package(new), Limits::default()).comparison
}

const USERS: &str = "sourcedId,status,dateLastModified,orgSourcedIds,role,username,givenName\n\
    u1,,,\"s1,s2\",student,ann,Ann\nu2,,,s1,student,bo,Bo\nu3,,,s2,teacher,cy,Cy\n";

#[test]
fn a_package_compared_with_itself_gives_nothing() {
    let same = of(&[("users.csv", USERS)], &[("users.csv", USERS)]);
    assert_eq!((same.outcome, same.records.len()), ("complete", 0));
    let table = &same.tables[0];
    assert_eq!((table.old, table.new, table.unchanged, table.changed), (3, 3, 3, 0));
    assert!(same.receivers.iter().all(|receiver| receiver.1.is_empty()));
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
    assert_eq!(ReceiverEffects::new(&told.receivers[0]).effects[0].detail, "The DESSA System would remove 1 student.");
    assert_eq!(
        told.most_removed().unwrap(),
        (50.0, "1 of the 2 records with the role student in the older users.csv".to_owned())
    );
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
    assert_eq!(NotCompared::new(&told.not_compared[0]).what, "2 rows of users.csv");
    let told = of(&[("users.csv", USERS)], &[("users.csv", "a,b\n1,2\n")]);
    assert_eq!((told.outcome, told.tables.len()), ("unreadable", 0));
    assert_eq!(of(&[], &[]).outcome, "unreadable");
    let told = of(&[("users.csv", USERS)], &[("users.csv", "")]);
    assert_eq!(told.tables[0].gone, 3);
}

#[test]
fn masked_comparisons_contain_no_cell() {
    let told = of(&[("users.csv", USERS)], &[("users.csv", "sourcedId,role,secret\nu1,student,x\n")]);
    let masked = format!("{:?}", told.with_values(Values::Masked));
    for secret in ["u2", "u3", "s1", "s2", "secret"] {
        assert!(!masked.contains(&format!("\"{secret}\"")), "{secret} in {masked}");
    }
    assert!(masked.contains("\"student\""));
}

/// Users of one school: ids and usernames by number.
fn users(numbers: impl IntoIterator<Item = u32>, id: &str) -> String {
    let head = "sourcedId,status,dateLastModified,orgSourcedIds,role,username,identifier,grades\n".to_owned();
    numbers.into_iter().fold(head, |text, number| {
        let role = if number % 20 == 0 { "teacher" } else { "student" };
        let grade = if role == "teacher" { String::new() } else { format!("{:02}", number % 4 + 1) };
        text + &format!("{id}{number},,,s{},{role},user{number},{},{grade}\n", number % 3, 1000 + number)
    })
}

/// The rules that found something, with how bad it is for DESSA, the standard and Brightspace.
fn heard(compared: &Compared) -> Vec<(&'static str, [Option<Severity>; 3])> {
    let receivers: Vec<Receiver> = Receiver::all().collect();
    let findings = compared.findings(&receivers, Sender::OTHER, 10);
    let told = findings.totals().iter().filter(|total| total.caused_by.is_none());
    told.map(|total| {
        let severity = |receiver| total.group.severities.get(receiver);
        let all = [Receiver::DESSA, Receiver::ONEROSTER, Receiver::D2L_BRIGHTSPACE].map(severity);
        (total.group.rule.name, all)
    })
    .collect()
}

fn stories(old: &[(&str, &str)], new: &[(&str, &str)]) -> Vec<(&'static str, [Option<Severity>; 3])> {
    heard(&with_limits(&package(old), &package(new), Limits::default()))
}

#[test]
fn nobody_cries_wolf_on_a_normal_day() {
    let (old, new) = (users(0..1000, "u"), users(10..1010, "u"));
    assert_eq!(stories(&[("users.csv", &old)], &[("users.csv", &new)]), []);
}

#[test]
fn the_same_people_under_new_ids_are_known_again() {
    let (old, new) = (users(0..100, "u"), users(0..100, "n"));
    let told = with_limits(&package(&[("users.csv", &old)]), &package(&[("users.csv", &new)]), Limits::default());
    assert_eq!(told.stories.known, people::Known { identifier: 100, ..people::Known::default() });
    let (error, warning) = (Some(Severity::Error), Some(Severity::Warning));
    assert_eq!(heard(&told), [("people-under-new-ids", [error, warning, warning])]);
    // Without identifiers they are known by their usernames, without these by name and birth date.
    let bare = |text: &str| text.replace(",identifier,", ",nickname,");
    let told = with_limits(
        &package(&[("users.csv", &bare(&old))]),
        &package(&[("users.csv", &bare(&new))]),
        Limits::default(),
    );
    assert_eq!(told.stories.known.username, 100);
    let person =
        |id: &str| format!("sourcedId,role,givenName,familyName\n{id}1,student,Ann,Lee\n{id}2,student,Bo,Lee\n");
    let born = |id: &str| format!("sourcedId,birthDate\n{id}1,2010-01-02\n{id}2,2011-01-02\n");
    let files = |id: &str| [person(id), born(id)];
    let [before, after] = [files("a"), files("b")]
        .map(|[users, born]| package(&[("users.csv", users.as_str()), ("demographics.csv", born.as_str())]));
    assert_eq!(with_limits(&before, &after, Limits::default()).stories.known.name_and_birth_date, 2);
}

#[test]
fn ids_of_another_form_are_told_and_the_lack_of_records_follows() {
    let courses =
        |id: &str| (0..20).fold("sourcedId,title\n".to_owned(), |text, it| text + &format!("{id}{it},T{it}\n"));
    let told = stories(&[("courses.csv", &courses("c"))], &[("courses.csv", &courses("course-"))]);
    let warning = Some(Severity::Warning);
    assert_eq!(told, [("ids-changed-form", [warning, warning, warning])]);
    assert_eq!(stories(&[("courses.csv", &courses("c"))], &[("courses.csv", &courses("c"))])[0].0, "nothing-changed");
}

#[test]
fn half_a_file_gone_is_an_error_for_who_removes_people() {
    let (error, warning) = (Some(Severity::Error), Some(Severity::Warning));
    let (old, new) = (users(0..1000, "u"), users(0..500, "u"));
    let told = stories(&[("users.csv", &old)], &[("users.csv", &new)]);
    assert_eq!(told, [("many-records-gone", [error, warning, warning])]);
    let new = users(0..850, "u");
    let told = stories(&[("users.csv", &old)], &[("users.csv", &new)]);
    assert_eq!(told, [("many-records-gone", [warning, warning, warning])]);
    // All teachers of a school year, in a file of which little is gone.
    let new = users((0..1000).filter(|it| it % 40 != 0), "u");
    let told = stories(&[("users.csv", &old)], &[("users.csv", &new)]);
    assert_eq!(told, [("many-records-gone", [error, warning, warning])]);
    let new = users((0..1000).filter(|it| it % 20 != 0), "u");
    let told = stories(&[("users.csv", &old)], &[("users.csv", &new)]);
    assert_eq!(told, [("whole-group-gone", [warning, warning, warning])]);
}

#[test]
fn what_differs_and_is_older_in_the_newer_package_is_noticed() {
    let courses = |day: &str, title: &str| {
        let head = "sourcedId,status,dateLastModified,title\n".to_owned();
        (0..5).fold(head, |text, it| text + &format!("c{it},active,2026-11-{day}T00:00:00Z,{title}{it}\n"))
    };
    let (old, new) = (courses("20", "A"), courses("21", "B"));
    assert_eq!(stories(&[("courses.csv", &new)], &[("courses.csv", &old)])[0].0, "older-package-second");
    assert_eq!(stories(&[("courses.csv", &old)], &[("courses.csv", &new)]), []);
}

#[test]
fn a_class_without_its_teacher_is_told_unless_it_is_gone_itself() {
    let classes = "sourcedId,title\nc1,Art\nc2,Music\n";
    let head = "sourcedId,classSourcedId,userSourcedId,role\n";
    let row = |id: u32, class: &str, role: &str| format!("e{id},{class},u{id},{role}\n");
    let full: String = (0..20).map(|it| row(it, if it < 10 { "c1" } else { "c2" }, "student")).collect();
    let old = format!("{head}{full}{}{}", row(20, "c1", "teacher"), row(21, "c2", "teacher"));
    let new = format!("{head}{full}{}", row(21, "c2", "teacher"));
    let told = stories(
        &[("classes.csv", classes), ("enrollments.csv", &old)],
        &[("classes.csv", classes), ("enrollments.csv", &new)],
    );
    let warning = Some(Severity::Warning);
    assert_eq!(told[0], ("class-lost-people", [warning; 3]));
    let without = "sourcedId,title\nc2,Music\n";
    let told = stories(
        &[("classes.csv", classes), ("enrollments.csv", &old)],
        &[("classes.csv", without), ("enrollments.csv", &new)],
    );
    assert!(told.iter().all(|(rule, _)| *rule != "class-lost-people"), "{told:?}");
    // A teacher who moves to the other class leaves one without.
    let moved = format!("{head}{full}{}{}", row(20, "c2", "teacher"), row(21, "c2", "teacher"));
    let told = with_limits(
        &package(&[("enrollments.csv", &old)]),
        &package(&[("enrollments.csv", &moved)]),
        Limits::default(),
    );
    let class = told.stories.traces[0].1.classes.all().iter().find(|moves| &*moves.id == "c1").unwrap();
    assert_eq!(class.totals(Edition::New), [[10, 1, 0], [10, 0, 0]]);
    assert_eq!(heard(&told)[0].0, "class-lost-people");
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
        waiting in prop::sample::select(vec![0, 600, 4000, usize::MAX]),
        mask in prop::sample::select(vec![u64::MAX, 0xFF, 7, 0]),
    ) {
        let limits = Limits { records: most, waiting, listed: 1000, hash_mask: mask };
        let (before, after) = (file(&old), file(&new));
        let (before, after) = (package(&[("courses.csv", &before)]), package(&[("courses.csv", &after)]));
        let told = with_limits(&before, &after, limits).comparison;
        let (counts, columns, records) = naive(&old, &new);
        let table = &told.tables[0];
        prop_assert_eq!([table.gone, table.added, table.changed, table.unchanged], counts);
        let count = |name: &str| table.columns.iter().find(|it| it.column == name).map_or(0, |it| it.count);
        prop_assert_eq!([count("title"), count("courseCode")], columns);
        let listed: Vec<_> = told.records.iter().map(|it| (it.change, it.id.clone())).collect();
        prop_assert_eq!(listed.len(), records.len());
        prop_assert_eq!(listed.into_iter().collect::<BTreeSet<_>>(), records);
        let swapped = with_limits(&after, &before, limits).comparison;
        let back = &swapped.tables[0];
        prop_assert_eq!((back.gone, back.added, back.changed), (table.added, table.gone, table.changed));
    }

    #[test]
    fn files_side_by_side_tell_what_their_hashes_tell(
        deeds in prop::collection::vec((0u8..12, any::<prop::sample::Index>()), 0..40),
        count in 0u32..120,
        listed in prop::sample::select(vec![1, 3, 1000]),
        mask in prop::sample::select(vec![u64::MAX, 0xFFFF]),
        is_alike in any::<bool>(),
    ) {
        let head = "sourcedId,status,dateLastModified,classSourcedId,role,schoolSourcedId,userSourcedId\n";
        let row = |id: u32, user: u32| {
            let role = if id.is_multiple_of(9) { "teacher" } else { "student" };
            format!("e{id},,,c{},{role},\"s{}\",\"u{user}\"\n", id / 4, id / 50)
        };
        let old: Vec<String> = (0..count).map(|id| row(id, id)).collect();
        let mut new = old.clone();
        for (at, (deed, place)) in (0u32..).zip(deeds) {
            let place = if new.is_empty() { 0 } else { place.index(new.len()) };
            let number = u32::try_from(place).unwrap();
            match deed {
                0..4 if !new.is_empty() => drop(new.remove(place)),
                4 => (0..12).for_each(|more| new.insert(place, row(1000 + 100 * at + more, at))),
                5 => new.insert(place, row(number, at)),
                6 if !new.is_empty() => {
                    let moved = new.remove(place);
                    new.push(moved);
                }
                7 if !new.is_empty() => {
                    let moved = new.remove(place);
                    new.insert(place.saturating_sub(5), moved);
                }
                8 if !new.is_empty() => new[place] = new[place].replace(",,,", ",tobedeleted,,"),
                9 if !new.is_empty() => new[place] = new[place].replace("student", "\"an \"\"aide\"\"\""),
                10 => new.insert(place, "too,few\n".to_owned()),
                _ if !new.is_empty() => new[place] = row(number, 7000 + at),
                _ => {}
            }
        }
        let other_head = if is_alike { head } else { "sourcedId,status,dateLastModified,classSourcedId,role,schoolSourcedId,beginDate\n" };
        let packages = [(head, old), (other_head, new)].map(|(head, rows)| {
            package(&[("enrollments.csv", format!("{head}{}", rows.concat()).as_str())])
        });
        let with = |old: &Package, new: &Package, waiting| {
            let compared = with_limits(old, new, Limits { waiting, listed, hash_mask: mask, ..Limits::default() });
            // Of a file whose header is not known again nothing is traced.
            let traces = compared.stories.traces.first();
            let mut classes = traces.map_or_else(Vec::new, |(_, traces)| traces.classes.all().to_vec());
            classes.sort_by(|one, other| one.id.cmp(&other.id));
            let totals: Vec<_> = classes.iter().map(|moves| (moves.id.clone(), moves.totals(Edition::New))).collect();
            (compared.comparison, totals)
        };
        let [old, new] = &packages;
        prop_assert_eq!(with(old, new, usize::MAX), with(old, new, 0));
        prop_assert_eq!(with(new, old, usize::MAX), with(new, old, 0));
    }
}
