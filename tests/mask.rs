//! A masked package: the same findings at the same places, and nobody's name.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr, reason = "tests")]

use std::collections::BTreeSet;
use std::io::{Cursor, Seek, SeekFrom, Write};
use std::ops::ControlFlow;

use crate::reference::{GivenFile, district};
use crate::support::grown::{Dice, injected};
use crate::support::{TODAY, TestPackage};
use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};
use rostercheck::check::{Options as CheckOptions, check_zip};
use rostercheck::copy::Failure;
use rostercheck::mask::{Key, Masked, Options, mask, mask_by_two};
use rostercheck::oneroster::Version;
use rostercheck::package::{Limits, Package};
use rostercheck::report::Report;
use rostercheck::rules::{RULES, Values};
use serde_json::Value;

/// Rules that look into meaning, of which a masked package may say less or something else, and why.
const OF_MEANING: &[(&str, &str)] = &[
    ("odd-archive", "the zip is written anew, and nothing is odd about it"),
    ("unreadable-package", "there is nothing to be masked"),
    ("unreadable-file", "a file that cannot be read is not masked, and the copy is not made"),
    ("implausible-birth-date", "dates are moved back by up to 394 days"),
    ("date-last-modified-in-future", "dates are moved back by up to 394 days"),
];

fn options(key: u8) -> Options {
    Options { key: Key::new([key; 16]), keeps_school_names: false }
}

fn masked_with(name: &str, zip: &[u8], options: Options) -> Result<(Vec<u8>, Masked), Failure> {
    let package = Package::open_zip(name, Box::new(zip.to_vec()), Limits::default()).expect("a zip");
    let to = Cursor::new(Vec::new());
    mask(&package, options, to, &mut |_| ControlFlow::Continue(())).map(|(to, masked)| (to.into_inner(), masked))
}

fn masked(name: &str, zip: &[u8], key: u8) -> Vec<u8> {
    masked_with(name, zip, options(key)).expect("it can be masked").0
}

/// Everything that a report says but the contents of cells and the size of the zip.
fn said(name: &str, zip: &[u8]) -> Value {
    let options = CheckOptions { max_per_rule: 20_000, ..CheckOptions::default() };
    let checked = check_zip(name, Box::new(zip.to_vec()), Limits::default(), &options, &mut { TODAY }).unwrap();
    let mut report = serde_json::to_value(Report::new(&checked, Values::Masked)).unwrap();
    let strip = |rows: &mut Value, keep: &[&str]| {
        for row in rows.as_array_mut().into_iter().flatten() {
            row.as_object_mut().unwrap().retain(|name, _| keep.contains(&name.as_str()));
        }
    };
    strip(&mut report["findings"], &["rule", "severity", "profiles", "file", "line", "record", "column"]);
    strip(&mut report["totals"], &["rule", "severity", "file", "column", "count", "listed", "caused_by"]);
    // A date that is written without zeros may take a byte more.
    strip(&mut report["files"], &["name", "rows", "checked"]);
    let keep = ["outcome", "package", "verdicts", "files", "totals", "findings", "not_checked"];
    report.as_object_mut().unwrap().retain(|name, _| keep.contains(&name.as_str()));
    report
}

fn without(mut said: Value, rules: &[&str]) -> Value {
    for list in ["findings", "totals"] {
        said[list].as_array_mut().unwrap().retain(|row| !rules.contains(&row["rule"].as_str().unwrap()));
    }
    if !rules.is_empty() {
        said.as_object_mut().unwrap().remove("verdicts");
    }
    said
}

/// The first difference between what is said of a package and of its masked copy.
fn difference(name: &str, zip: &[u8], key: u8, but: &[&str]) -> Option<String> {
    let copy = masked(name, zip, key);
    let (one, other) = (without(said(name, zip), but), without(said(name, &copy), but));
    if one == other {
        return None;
    }
    for part in ["outcome", "package", "files", "not_checked", "totals", "findings", "verdicts"] {
        if one[part] != other[part] {
            let rows = |said: &Value| said[part].as_array().cloned().unwrap_or_else(|| vec![said[part].clone()]);
            let (one, other) = (rows(&one), rows(&other));
            let gone: Vec<_> = one.iter().filter(|row| !other.contains(row)).take(3).map(Value::to_string).collect();
            let new: Vec<_> = other.iter().filter(|row| !one.contains(row)).take(3).map(Value::to_string).collect();
            return Some(format!("{part}: gone {gone:#?}, new {new:#?}"));
        }
    }
    Some("the order".into())
}

#[test]
fn the_base_packages_are_said_the_same_of() {
    for package in [TestPackage::base(), TestPackage::base_1_2()] {
        for key in 0..5 {
            assert_eq!(difference("OneRoster.zip", &package.zip(), key, &[]), None);
        }
    }
}

fn every_injector(students: usize, step: usize, from: usize) {
    let mut failures = Vec::new();
    for (number, rule) in RULES.iter().enumerate().skip(from).step_by(step) {
        let mut dice = Dice((number * 31 + students) as u64);
        for package in injected(rule, students, &mut dice) {
            let but: Vec<&str> = OF_MEANING.iter().map(|(name, _)| *name).filter(|name| *name == rule.name).collect();
            if package.damaged.is_some() || package.instead.is_some() {
                continue;
            }
            if let Some(found) = difference(&package.zip_name, &package.zip(), 1, &but) {
                failures.push(format!("{}: {found}", rule.name));
            }
        }
    }
    assert!(failures.is_empty(), "{} differ\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn every_injector_is_said_the_same_of_in_a_small_district() {
    every_injector(20, 1, 0);
}

#[test]
fn every_injector_is_said_the_same_of_in_a_larger_district() {
    every_injector(400, 1, 0);
}

#[test]
fn every_sixth_injector_is_said_the_same_of_in_a_large_district() {
    every_injector(5000, 6, 1);
}

/// Random packages with every defect that the reference knows.
#[test]
fn random_packages_are_said_the_same_of() {
    let cases = std::env::var("ROSTERCHECK_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(100);
    let config =
        ProptestConfig { cases, failure_persistence: None, max_shrink_iters: 500, ..ProptestConfig::default() };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[9; 32]);
    let mut runner = TestRunner::new_with_rng(config, rng);
    let result = runner.run(&(district::package(), any::<u8>()), |(drafts, key)| {
        let mut package = TestPackage::base();
        package.files = drafts
            .iter()
            .map(district::Draft::write)
            // What cannot be read is not masked: see the test about it.
            .map(|GivenFile { name, content, .. }| (name, content))
            .collect();
        let but = ["implausible-birth-date", "date-last-modified-in-future"];
        let found = difference("OneRoster.zip", &package.zip(), key, &but);
        prop_assert!(found.is_none(), "{}\n{}", found.unwrap_or_default(), shown(&package));
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
}

fn shown(package: &TestPackage) -> String {
    let texts = package.files.iter().map(|(name, content)| [name, &*String::from_utf8_lossy(content)].join("\n"));
    texts.collect::<Vec<_>>().join("\n")
}

/// Packages of other people, where they are at hand.
#[test]
fn the_corpora_are_said_the_same_of() {
    let Some(folder) = std::env::var_os("ROSTERCHECK_CORPORA").map(std::path::PathBuf::from) else {
        eprintln!("SKIPPED: ROSTERCHECK_CORPORA names no folder with packages");
        return;
    };
    let mut failures = Vec::new();
    let mut looked_at = 0;
    // Those of the folder `zip` are about archives: all that is odd about them is gone.
    let mut folders: Vec<_> = ["roster", "csv", "utf8", "longsight"].iter().map(|name| folder.join(name)).collect();
    folders.retain(|folder| folder.is_dir());
    while let Some(folder) = folders.pop() {
        let mut there: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        there.sort();
        let is_package = there.iter().any(|path| path.extension().is_some_and(|it| it.eq_ignore_ascii_case("csv")));
        if is_package {
            let mut package = TestPackage::base();
            package.files = there
                .iter()
                .filter(|path| path.is_file())
                .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(path).unwrap()))
                .collect();
            failures.extend(failure(&folder, "OneRoster.zip", &package.zip(), &mut looked_at));
        }
        for path in there {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it.eq_ignore_ascii_case("zip")) {
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                failures.extend(failure(&path, &name, &std::fs::read(&path).unwrap(), &mut looked_at));
            }
        }
    }
    eprintln!("{looked_at} packages of the corpora were masked");
    assert!(failures.is_empty(), "{} of {looked_at} differ\n{}", failures.len(), failures.join("\n"));
}

fn failure(path: &std::path::Path, name: &str, zip: &[u8], looked_at: &mut usize) -> Option<String> {
    let package = Package::open_zip(name, Box::new(zip.to_vec()), Limits::default()).ok()?;
    let to = Cursor::new(Vec::new());
    if mask(&package, options(3), to, &mut |_| ControlFlow::Continue(())).is_err() {
        return None;
    }
    *looked_at += 1;
    let but: Vec<&str> = OF_MEANING.iter().map(|(name, _)| *name).collect();
    difference(name, zip, 3, &but).map(|found| format!("{}: {found}", path.display()))
}

/// A value for a cell that stands nowhere else, in the form of its column; none where the words of the standard stay.
fn canary(column: &rostercheck::oneroster::Column, number: usize) -> Option<String> {
    use rostercheck::oneroster::Kind;
    let letters: String = (0..9)
        .map(|place| char::from(b'a' + u8::try_from((number * 7 + place * 11 + number / 26) % 26).unwrap()))
        .collect();
    let digits = 7_000_000_019 + 13_577 * number;
    Some(match column.kind {
        Kind::SourcedId | Kind::SourcedIdOf(_) | Kind::Reference(_) => format!("{letters}{digits}"),
        Kind::Text if column.name == "email" => format!("{letters}@{letters}z.example{letters}"),
        Kind::Text if column.name == "grades" => return None,
        Kind::Text => format!("Q{letters} {digits}-\u{d6}{letters}\u{e9}\u{e8}"),
        Kind::Pair => format!("{{{letters}x:{digits}}}"),
        Kind::Date => format!("{:04}-0{}-1{}", 1950 + number % 40, 1 + number % 9, number % 10),
        Kind::DateLastModified => {
            format!("{:04}-0{}-1{}T01:02:03.004Z", 1950 + number % 40, 1 + number % 9, number % 10)
        }
        Kind::Float if column.name == "score" => format!("{}.125", 4000 + number),
        Kind::Token(_) | Kind::Boolean | Kind::Status => format!("w{letters}"),
        Kind::Grade | Kind::Year | Kind::Integer | Kind::Float => return None,
    })
}

/// All text of the copy, unpacked.
fn unpacked(zip: &[u8]) -> Vec<(String, String)> {
    let package = Package::open_zip("a.zip", Box::new(zip.to_vec()), Limits::default()).unwrap();
    assert_eq!(package.defects(), []);
    let read = |index: usize| {
        let mut reader = package.read(index).unwrap();
        let mut bytes = vec![0; 1 << 20];
        let count = reader.read(&mut bytes).unwrap();
        bytes.truncate(count);
        String::from_utf8_lossy(&bytes).into_owned()
    };
    package.entries().iter().enumerate().map(|(index, entry)| (entry.path.clone(), read(index))).collect()
}

#[test]
fn nothing_of_a_masked_column_is_in_the_copy() {
    for version in [Version::V1_1, Version::V1_2] {
        let mut package = if version == Version::V1_1 { TestPackage::base() } else { TestPackage::base_1_2() };
        let mut canaries: Vec<(String, String)> = Vec::new();
        for table in version.tables() {
            let mut text: Vec<String> = vec![String::new(); 3];
            for (place, column) in table.columns.iter().enumerate() {
                for (row, line) in text.iter_mut().enumerate() {
                    let comma = if place > 0 { "," } else { "" };
                    let value = match row {
                        0 => column.name.to_owned(),
                        _ => canary(column, canaries.len() + 1).unwrap_or_default(),
                    };
                    if row > 0 && !value.is_empty() {
                        canaries.push((format!("{} {}", table.id.file(), column.name), value.clone()));
                    }
                    line.push_str(&format!("{comma}{value}"));
                }
            }
            for line in text.iter_mut().skip(1) {
                line.push_str(",metadata Vondrackova 70000009991");
                canaries.push(("metadata".into(), "Vondrackova".into()));
            }
            text[0].push_str(",metadata.local");
            package.set(table.id.file(), text.join("\n") + "\n");
            package.declare(table.id.file(), "bulk");
        }
        package.declare("x", "Hradec");
        let manifest = package
            .text("manifest.csv")
            .unwrap()
            .replace("Made up", "Kutna Hora System")
            .replace("made-up", "kutnahora");
        package.set("manifest.csv", manifest);
        canaries.push(("system".into(), "Kutna Hora".into()));
        canaries.push(("code".into(), "kutnahora".into()));
        package
            .set("students_notes.csv", "Name,Email,sourcedId\nZdenka Vondrackova,zdenka@praha.example,70000009991\n");
        package.set("list.txt", "Zdenka Vondrackova\n");
        package.set("photo.jpg", "\u{0}Zdenka Vondrackova");
        package.set("__MACOSX/._users.csv", "Zdenka Vondrackova");
        let zip = package.zip();
        let (copy, masked) = masked_with("OneRoster.zip", &zip, options(5)).unwrap();
        let files = unpacked(&copy);
        assert_eq!(files.len(), package.files.len());
        let mut found: BTreeSet<String> = BTreeSet::new();
        canaries.push(("other files".into(), "Zdenka".into()));
        canaries.push(("mode".into(), "Hradec".into()));
        let plain = unpacked(&zip);
        let is_in_original = |value: &str| plain.iter().any(|(_, text)| text.contains(value));
        assert!(canaries.iter().all(|(_, value)| is_in_original(value)), "the search would find them");
        for (place, value) in &canaries {
            for part in value.split(|letter: char| !letter.is_alphanumeric()).chain([value.as_str()]) {
                // A part of a time, or of another date of that year, is nobody's.
                let is_telling = part.chars().count() >= 4 && (part == value || part.len() > 4) && !part.ends_with('Z');
                let is_there = |text: &str| text.to_lowercase().contains(&part.to_lowercase());
                if is_telling && (files.iter().any(|(_, text)| is_there(text)) || is_there(&format!("{masked:?}"))) {
                    found.insert(format!("{place}: {part}"));
                }
            }
        }
        assert!(found.is_empty(), "{found:#?}");
        assert!(canaries.len() > 150);
        assert!(masked.cells > 150 && masked.left_out.is_empty());
        assert_eq!(masked.emptied, ["photo.jpg", "__MACOSX/._users.csv"]);
        assert_eq!(difference("OneRoster.zip", &zip, 5, &["implausible-birth-date"]), None);
    }
}

#[test]
fn two_copies_differ_and_one_key_gives_one_copy() {
    let zip = TestPackage::base().zip();
    let (one, other) = (masked("a.zip", &zip, 1), masked("a.zip", &zip, 2));
    assert_ne!(one, other);
    assert_eq!(one, masked("a.zip", &zip, 1));
    for ((name, one), (_, other)) in unpacked(&one).into_iter().zip(unpacked(&other)) {
        let same = one.lines().skip(1).filter(|line| other.lines().any(|it| it == *line)).count();
        assert!(name == "manifest.csv" || same == 0, "{name}: {one}\n{other}");
    }
}

#[test]
fn names_of_schools_stay_if_that_is_wanted() {
    let zip = TestPackage::base().zip();
    let keeps = Options { keeps_school_names: true, ..options(1) };
    let of_orgs = |zip: &[u8]| unpacked(zip).into_iter().find(|(name, _)| name == "orgs.csv").unwrap().1;
    let (kept, masked) = (of_orgs(&masked_with("a.zip", &zip, keeps).unwrap().0), of_orgs(&masked("a.zip", &zip, 1)));
    let plain = TestPackage::base();
    let name = plain.text("orgs.csv").unwrap().lines().nth(1).unwrap().split(',').nth(3).unwrap();
    assert!(kept.contains(name) && !masked.contains(name), "{kept}");
    assert!(!kept.contains("district1"));
}

#[test]
fn encodings_stay() {
    let users = TestPackage::base().text("users.csv").unwrap().replace("Ada", "Ad\u{e9}l\u{1F600}");
    let utf16 = |mark: bool, unit: fn(u16) -> [u8; 2]| -> Vec<u8> {
        let text = if mark { format!("\u{FEFF}{users}") } else { users.clone() };
        text.encode_utf16().flat_map(unit).collect()
    };
    let all = [
        utf16(true, u16::to_le_bytes),
        utf16(true, u16::to_be_bytes),
        utf16(false, u16::to_le_bytes),
        format!("\u{FEFF}{users}").into_bytes(),
        users.replace('\n', "\r\n").into_bytes(),
        users.replace('\n', "\r").into_bytes(),
        users
            .chars()
            .flat_map(|letter| if letter == '\u{e9}' { vec![0xE9] } else { letter.to_string().into_bytes() })
            .collect(),
    ];
    for users in all {
        let mut package = TestPackage::base();
        package.set("users.csv", users);
        assert_eq!(difference("OneRoster.zip", &package.zip(), 3, &[]), None);
    }
}

#[test]
fn what_cannot_be_read_is_not_masked() {
    let mut package = TestPackage::base();
    package.damaged = Some("users.csv".into());
    let result = masked_with("OneRoster.zip", &package.zip(), options(1));
    assert!(matches!(&result, Err(Failure::Unread { path, .. }) if path == "users.csv"), "{result:?}");
}

#[test]
fn it_can_be_stopped() {
    let zip = TestPackage::base().zip();
    let package = Package::open_zip("a.zip", Box::new(zip), Limits::default()).unwrap();
    let stopped = mask(&package, options(1), Cursor::new(Vec::new()), &mut |_| ControlFlow::Break(()));
    assert!(matches!(stopped, Err(Failure::Cancelled)));
}

/// Takes so many bytes and then no more.
struct Full(Cursor<Vec<u8>>, usize);

impl Write for Full {
    fn write(&mut self, buffer: &[u8]) -> std::io::Result<usize> {
        self.1 = self.1.checked_sub(buffer.len()).ok_or(std::io::ErrorKind::StorageFull)?;
        self.0.write(buffer)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Seek for Full {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.0.seek(to)
    }
}

#[test]
fn two_threads_make_the_same_copy_and_fail_for_the_same_reason() {
    let mut package = TestPackage::base();
    package.set("notes/readme.bin", "\0 not a table \0".repeat(100));
    package.set("many.csv", "a,b\r\n".to_owned() + &"4711,Whitcomb\r\n".repeat(60_000));
    let zip = package.zip();
    let open = |zip: &[u8]| Package::open_zip("a.zip", Box::new(zip.to_vec()), Limits::default()).ok();
    let by_two = |zip: &[u8], room: usize, stop: bool| {
        let package = open(zip).unwrap();
        let to = Full(Cursor::new(Vec::new()), room);
        let step = || if stop { ControlFlow::Break(()) } else { ControlFlow::Continue(()) };
        mask_by_two(&package, || open(zip), options(1), to, &mut |_| step())
    };
    let (copy, told) = by_two(&zip, usize::MAX, false).unwrap_or_else(|why| panic!("{why}"));
    let (expected, told_by_one) = masked_with("a.zip", &zip, options(1)).unwrap();
    assert!(copy.0.into_inner() == expected, "the same bytes");
    assert_eq!(told, told_by_one);

    let why = by_two(&zip, 3000, false).err();
    assert!(
        matches!(&why, Some(Failure::Unwritten(error)) if error.kind() == std::io::ErrorKind::StorageFull),
        "{why:?}"
    );
    assert!(matches!(by_two(&zip, usize::MAX, true).err(), Some(Failure::Cancelled)));
}

/// Dates are moved: what a rule says of them depends on the day on which it is asked.
#[test]
fn dates_that_a_rule_finds_odd_may_become_usual() {
    let mut package = TestPackage::base();
    let text = package.text("demographics.csv").unwrap().to_owned();
    let born: Vec<&str> = text.lines().nth(1).unwrap().split(',').collect();
    package.set("demographics.csv", text.replace(born[3], "2026-11-01"));
    let names = |zip: &[u8]| {
        let said = said("OneRoster.zip", zip);
        said["totals"]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| it["rule"].as_str().unwrap().to_owned())
            .collect::<BTreeSet<_>>()
    };
    let zip = package.zip();
    let before = names(&zip);
    assert!(before.contains("implausible-birth-date"));
    for key in 0..8 {
        // It is still implausible at one year of age, and nothing else is said.
        assert_eq!(names(&masked("OneRoster.zip", &zip, key)), before);
    }
}
