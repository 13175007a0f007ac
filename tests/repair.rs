//! Repairs: the copy has nothing wrong with it that a repair answers, and nothing has changed but what the receipt tells.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod expected;
mod front;

use std::collections::BTreeMap;
use std::io::Cursor;

use crate::support::grown::{Dice, District, injected};
use crate::support::{TODAY, TestPackage, examples};
use rostercheck::check::Options;
use rostercheck::copy::Copy;
use rostercheck::package::{Limits, Package};
use rostercheck::repair::{Chosen, Fix, Plan, REPAIRS, Repair, plan};
use rostercheck::rules::{RULES, Rule};

/// Numbers of students.
const SIZES: [usize; 3] = [20, 400, 2000];

/// Rules whose example has more than one right answer, so that nothing is repaired; [`MORE`] has another one for each.
const LEFT: [&str; 7] = [
    "bad-date-time",
    "duplicate-sourced-id",
    "repeated-manifest-property",
    "unknown-manifest-property",
    "unknown-oneroster-version",
    "unknown-token",
    "unnamed-column",
];

/// What is found in a copy only because a file is there that was missing.
const NEW: [(&str, &str); 1] = [("missing-manifest", "missing-source-name")];

/// A defect: the rule, and how it gets into a package.
type Defect = (&'static str, fn(&mut TestPackage));

/// Other defects than those on the pages of the rules.
const MORE: &[Defect] = &[
    ("bad-date-time", |package| {
        *package = delta("users.csv\nsourcedId,dateLastModified\nstudent1,2026-11-01T00:00:00+02:00");
    }),
    ("date-time-form", |package| {
        *package = delta("users.csv\nsourcedId,dateLastModified\nstudent1,2026-11-01T00:00Z");
    }),
    ("duplicate-sourced-id", |package| {
        let row = package.text("users.csv").unwrap().lines().nth(1).unwrap().to_owned();
        replace(package, "users.csv", &row, &format!("{row}\n{row}"));
    }),
    ("repeated-manifest-property", |package| {
        replace(package, "manifest.csv", "file.users,bulk", "file.users,bulk\nfile.users,bulk");
    }),
    ("unknown-manifest-property", |package| replace(package, "manifest.csv", "file.users", "file.Users.csv")),
    ("unknown-oneroster-version", |package| replace(package, "manifest.csv", "version,1.1", "version,1.1.1")),
    ("unknown-token", |package| replace(package, "users.csv", "student1,,,true", "student1,,,yes")),
    ("unnamed-column", |package| replace(package, "enrollments.csv", "primary,beginDate,endDate", ",,")),
    ("bad-date", |package| {
        replace(package, "enrollments.csv", "2026-08-01,2026-12-20", "8/1/2026,12/20/2026");
        replace(package, "enrollments.csv", "2026-08-01,2026-12-20", "8/14/2026 0:00,\"December 20, 2026\"");
    }),
    ("utf-16-encoding", |package| {
        let text = package.text("users.csv").unwrap().replace("Okafor", "Okâfor 😀");
        let units = text.encode_utf16().flat_map(u16::to_be_bytes);
        let content: Vec<u8> = [0xFE, 0xFF].into_iter().chain(units).collect();
        package.set("users.csv", content);
    }),
    ("wrong-delimiter", |package| {
        let text = package.text("demographics.csv").unwrap().replace(',', "\t");
        package.set("demographics.csv", text);
    }),
    ("misplaced-column", |package| {
        let table = crate::support::Table::parse(package.text("enrollments.csv").unwrap());
        let turned = |row: &Vec<String>| row.iter().rev().cloned().collect();
        let turned =
            crate::support::Table { header: turned(&table.header), rows: table.rows.iter().map(turned).collect() };
        package.set("enrollments.csv", turned.text());
    }),
    ("file-in-folder", |package| {
        for (name, _) in package.files.iter_mut().take(3) {
            *name = format!("a/{name}");
        }
    }),
    ("missing-column", |package| {
        let mut table = crate::support::Table::parse(package.text("courses.csv").unwrap());
        for name in ["subjects", "subjectCodes"] {
            let place = table.header.iter().position(|own| own == name).unwrap();
            table.header.remove(place);
            table.rows.iter_mut().for_each(|row| drop(row.remove(place)));
        }
        package.set("courses.csv", table.text());
    }),
];

fn delta(example: &str) -> TestPackage {
    let page = format!("```wrong\ndelta\n{example}\n```");
    examples(&page)[0].package()
}

fn replace(package: &mut TestPackage, file: &str, from: &str, to: &str) {
    let text = package.text(file).unwrap();
    assert!(text.contains(from), "{file} has no {from}");
    let text = text.replacen(from, to, 1);
    package.set(file, text);
}

fn open(package: &TestPackage) -> Option<Package> {
    Package::open_zip(&package.zip_name, Box::new(package.zip()), Limits::default()).ok()
}

/// Changes of each repair that are listed where few are.
const FEW: usize = 2;

fn planned(package: &Package, chosen: Chosen) -> Plan {
    plan_of(package, chosen, usize::MAX)
}

fn plan_of(package: &Package, chosen: Chosen, most: usize) -> Plan {
    plan(package, &Options::default(), chosen, most, &mut { TODAY }).expect("a plan")
}

/// The bytes of the copy.
fn written(package: &Package, plan: &Plan) -> Vec<u8> {
    let mut copy = Copy::new(Cursor::new(Vec::new()));
    plan.write(package, &mut copy).expect("memory takes it");
    copy.end().expect("memory takes it").into_inner()
}

/// The copy as a package, as the `zip` crate reads it.
fn copied(name: &str, bytes: Vec<u8>) -> TestPackage {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes.clone())).expect("a zip");
    let files = (0..zip.len()).map(|index| {
        let mut file = zip.by_index(index).expect("an entry");
        let mut content = Vec::new();
        std::io::Read::read_to_end(&mut file, &mut content).expect("whole entries");
        (file.name().expect("a name").into_owned(), content)
    });
    let files = files.collect();
    TestPackage { zip_name: name.into(), files, before: Vec::new(), damaged: None, instead: Some(bytes) }
}

/// How often each rule found something, folded or not.
fn counts(package: &TestPackage) -> BTreeMap<&'static str, u64> {
    let mut counts = BTreeMap::new();
    for total in package.check().findings.totals() {
        *counts.entry(total.group.rule.name).or_default() += total.count;
    }
    counts
}

/// The cells of the copy are those of the original, but for the changes that are told.
fn assert_told(original: &TestPackage, plan: &Plan, copy: &TestPackage, about: &str) {
    let edits = plan.ledger().edits();
    assert_eq!(plan.ledger().total(), edits.len() as u64, "{about}: all are listed");
    let expected = expected::files(original, edits);
    for (name, content) in &copy.files {
        let rows: Vec<Vec<Vec<u8>>> = expected::rows(content, b',').into_iter().map(|(_, cells)| cells).collect();
        let Some(promised) = expected.get(name) else {
            let is_made = edits.iter().any(|edit| edit.fix == Fix::Manifest && name == "manifest.csv");
            assert!(is_made, "{about}: {name} is new");
            continue;
        };
        let (mut rows, mut promised) = if edits.iter().any(|edit| edit.fix == Fix::MissingColumns) {
            (expected::in_any_order(&rows), expected::in_any_order(promised))
        } else {
            (rows, promised.clone())
        };
        if name == "manifest.csv" {
            rows.sort();
            promised.sort();
        }
        for (row, promised) in rows.iter().zip(&promised) {
            let text = |cells: &[Vec<u8>]| String::from_utf8_lossy(&cells.join(&b'|')).into_owned();
            assert_eq!(text(row), text(promised), "{about}: {name}");
        }
        assert_eq!(rows.len(), promised.len(), "{about}: rows of {name}");
    }
    let made = usize::from(edits.iter().any(|edit| edit.fix == Fix::Manifest));
    assert_eq!(copy.files.len(), expected.len() + made, "{about}: files");
}

/// Repairs a package once, and once more.
fn assert_repaired(rule: &str, original: &TestPackage, may_be_left: bool) {
    let Some(package) = open(original) else { return };
    let plan = planned(&package, Chosen::safe());
    let about = format!("{rule} {:?}", original.files.iter().map(|(name, _)| name).collect::<Vec<_>>());
    if may_be_left {
        assert_eq!(plan.ledger().total(), 0, "{about}: {:#?}", plan.ledger().edits());
        return;
    }
    assert!(plan.ledger().counts().any(|(fix, _)| fix.repair().rule == rule), "{about} is not repaired");
    // Where few are listed, most changes are counted many at a time.
    let few = plan_of(&package, Chosen::safe(), FEW);
    let counts_of = |plan: &Plan| plan.ledger().counts().collect::<Vec<_>>();
    assert_eq!(counts_of(&few), counts_of(&plan), "{about}");
    for (fix, _) in few.ledger().counts() {
        let of = |plan: &Plan| {
            let edits = plan.ledger().edits().iter().filter(|edit| edit.fix == fix);
            edits.take(FEW).cloned().collect::<Vec<_>>()
        };
        assert_eq!(of(&few), of(&plan), "{about}");
    }
    let bytes = written(&package, &plan);
    assert!(written(&package, &few) == bytes, "{about}: another plan makes another copy");
    let by_two = plan.write_by_two(&package, || open(original), Cursor::new(Vec::new())).expect("memory takes it");
    assert!(by_two.into_inner() == bytes, "{about}: two threads make another copy");
    let copy = copied(&original.zip_name, bytes);
    let (before, after) = (counts(original), counts(&copy));
    assert!(before.contains_key(rule), "{about} is not found in the original");
    assert_eq!(after.get(rule), None, "{about} is still found");
    for (found, count) in &after {
        let is_expected = NEW.contains(&(rule, found));
        assert!(is_expected || before.get(found).is_some_and(|before| before >= count), "{about}: {found} is new");
    }
    assert_told(original, &plan, &copy, &about);
    let again = open(&copy).expect("the copy");
    let again = planned(&again, Chosen::safe());
    assert_eq!(again.ledger().total(), 0, "{about}: {:#?}", again.ledger().edits());
}

fn answered() -> impl Iterator<Item = &'static Rule> {
    RULES.iter().copied().filter(|rule| Repair::of_rule(rule.name).any(|repair| repair.is_safe))
}

fn every_defect_is_repaired(students: usize) {
    for (number, rule) in answered().enumerate() {
        let packages = injected(rule, students, &mut Dice(number as u64 * 37 + students as u64));
        for package in packages {
            assert_repaired(rule.name, &package, LEFT.contains(&rule.name));
        }
    }
    for (rule, defect) in MORE {
        let mut package = TestPackage::base();
        District::new(students).grow(&mut package, None, &mut Dice(students as u64));
        defect(&mut package);
        assert_repaired(rule, &package, false);
    }
}

#[test]
fn every_defect_is_repaired_in_a_small_district() {
    every_defect_is_repaired(SIZES[0]);
}

#[test]
fn every_defect_is_repaired_in_a_district() {
    every_defect_is_repaired(SIZES[1]);
}

#[test]
fn every_defect_is_repaired_in_a_large_district() {
    every_defect_is_repaired(SIZES[2]);
}

#[test]
fn every_safe_repair_is_tried() {
    let mut tried: Vec<Fix> = Vec::new();
    let mut packages: Vec<TestPackage> = answered().flat_map(|rule| injected(rule, 20, &mut Dice(1))).collect();
    for (_, defect) in MORE {
        let mut package = TestPackage::base();
        defect(&mut package);
        packages.push(package);
    }
    for package in packages.iter().filter_map(open) {
        tried.extend(planned(&package, Chosen::safe()).ledger().counts().map(|(fix, _)| fix));
    }
    for repair in rostercheck::repair::REPAIRS.iter().filter(|repair| repair.is_safe) {
        assert!(tried.contains(&repair.fix), "{} is never made", repair.name);
    }
}

#[test]
fn in_a_clean_package_there_is_nothing_to_repair() {
    for package in [TestPackage::base(), TestPackage::base_1_2(), delta("users.csv\nsourcedId\nstudent1")] {
        let opened = open(&package).unwrap();
        let plan = planned(&opened, Chosen::safe());
        assert_eq!(plan.ledger().total(), 0, "{:#?}", plan.ledger().edits());
        let copy = copied(&package.zip_name, written(&opened, &plan));
        assert_eq!(copy.files, package.files);
        assert_eq!(counts(&copy), counts(&package));
    }
}

#[test]
fn a_file_that_is_only_written_anew_keeps_its_cells() {
    let mut package = TestPackage::base();
    for (_, content) in package.files.iter_mut().filter(|(name, _)| name != "manifest.csv") {
        content.splice(..0, *b"\xEF\xBB\xBF");
    }
    replace(&mut package, "users.csv", "Ada,Okafor", "\"Ada, \"\"A\"\"\",\"Oka\n\nfor\"");
    let opened = open(&package).unwrap();
    let plan = planned(&opened, Chosen::safe());
    let copy = copied(&package.zip_name, written(&opened, &plan));
    assert_told(&package, &plan, &copy, "byte order marks");
    assert!(copy.text("users.csv").unwrap().contains("\"Ada, \"\"A\"\"\",\"Oka\n\nfor\""));
}

/// Whether another program can be asked; if not, this is said, so that nobody takes silence for an answer.
#[allow(clippy::print_stdout, reason = "a test that could not ask says so")]
fn has(program: &str, argument: &str) -> bool {
    let is_there = std::process::Command::new(program).arg(argument).output().is_ok();
    if !is_there {
        println!("NOT TESTED: {program} is not installed, so it was not asked to read the copy");
    }
    is_there
}

/// Python and Info-ZIP read the zip, and Python finds the same bytes.
fn assert_others_read(bytes: &[u8], files: &[(String, Vec<u8>)]) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("copy.zip");
    std::fs::write(&path, bytes).unwrap();
    if has("unzip", "-v") {
        let tested = std::process::Command::new("unzip").arg("-t").arg(&path).output().unwrap();
        assert!(tested.status.success(), "{}", String::from_utf8_lossy(&tested.stdout));
    }
    if has("python3", "--version") {
        let script = "import sys,zipfile,zlib\nz=zipfile.ZipFile(sys.argv[1])\nassert z.testzip() is None\n\
                      for n in z.namelist(): print(n, zlib.crc32(z.read(n)))";
        let read = std::process::Command::new("python3").arg("-c").arg(script).arg(&path).output().unwrap();
        assert!(read.status.success(), "{}", String::from_utf8_lossy(&read.stderr));
        let line = |text: String, (name, content): &(String, Vec<u8>)| {
            text + &format!("{name} {}\n", crc32fast::hash(content))
        };
        let expected = files.iter().fold(String::new(), line);
        assert_eq!(String::from_utf8_lossy(&read.stdout).replace('\r', ""), expected);
    }
}

#[test]
fn other_programs_read_the_copies() {
    for (_, defect) in MORE {
        let mut package = TestPackage::base();
        defect(&mut package);
        let opened = open(&package).unwrap();
        let bytes = written(&opened, &planned(&opened, Chosen::safe()));
        assert_others_read(&bytes, &copied("x.zip", bytes.clone()).files);
    }
}

/// A repair that asks, and how something to do for it gets into a package.
type Asked = (Fix, fn(&mut TestPackage));

/// Packages in which a repair that asks has something to do, besides the examples of its rule.
const ASKED: &[Asked] = &[
    (Fix::MonthFirst, |package| replace(package, "demographics.csv", "2012-03-14", "3/4/2012")),
    (Fix::DayFirst, |package| replace(package, "demographics.csv", "2012-03-14", "3/4/2012")),
    (Fix::SexWords, |package| replace(package, "demographics.csv", ",female,", ",F,")),
    (Fix::DeletedRows, |package| {
        replace(package, "enrollments.csv", "enrollment1,,", "enrollment1,tobedeleted,");
    }),
];

#[test]
fn what_asks_is_repaired_where_it_is_chosen() {
    for repair in REPAIRS.iter().filter(|repair| !repair.is_safe) {
        let rule = Rule::from_name(repair.rule).unwrap();
        let mut packages = injected(rule, 20, &mut Dice(5));
        for (_, defect) in ASKED.iter().filter(|(fix, _)| *fix == repair.fix) {
            let mut package = TestPackage::base();
            defect(&mut package);
            packages.push(package);
        }
        let mut times = 0;
        for package in packages {
            let opened = open(&package).unwrap();
            let plan = planned(&opened, Chosen::NONE.with(repair.fix));
            let count = plan.ledger().counts().find(|(fix, _)| *fix == repair.fix).map_or(0, |(_, count)| count);
            if count == 0 {
                continue;
            }
            times += count;
            let copy = copied(&package.zip_name, written(&opened, &plan));
            assert_told(&package, &plan, &copy, repair.name);
            assert_eq!(counts(&copy).get(rule.name), None, "{}", repair.name);
            let safe = planned(&opened, Chosen::safe());
            assert!(
                safe.ledger().counts().all(|(fix, _)| fix != repair.fix),
                "{} is made without being asked",
                repair.name
            );
            let again = open(&copy).unwrap();
            let again = planned(&again, Chosen::NONE.with(repair.fix));
            assert_eq!(again.ledger().total(), 0, "{}: {:#?}", repair.name, again.ledger().edits());
        }
        assert!(times > 0, "{} is never made", repair.name);
    }
}

#[test]
fn codes_that_are_cut_stay_apart() {
    let mut package = TestPackage::base();
    let long = "A code that is the same in its first fifty characters, and";
    let row = package.text("classes.csv").unwrap().lines().nth(1).unwrap().to_owned();
    let rows: Vec<String> = (1..=3)
        .map(|number| {
            row.replace("ALG-1-01", &format!("\"{long} {number}\"")).replacen("class1", &format!("class{number}"), 1)
        })
        .collect();
    replace(&mut package, "classes.csv", &row, &rows.join("\n"));
    let opened = open(&package).unwrap();
    let plan = planned(&opened, Chosen::NONE.with(Fix::UniqueCodes));
    let copy = copied("x.zip", written(&opened, &plan));
    let table = crate::support::Table::parse(copy.text("classes.csv").unwrap());
    let place = table.header.iter().position(|name| name == "classCode").unwrap();
    let codes: Vec<&str> = table.rows.iter().map(|row| row[place].as_str()).collect();
    assert_eq!(codes, [&long[..50], &format!("{}-2", &long[..48]), &format!("{}-3", &long[..48])]);
}

mod random {
    use super::*;
    use proptest::prelude::*;

    /// What may stand in a cell.
    const CELLS: [&str; 40] = [
        "",
        " ",
        "NULL",
        "null",
        "TRUE",
        "yes",
        "0",
        "active",
        "tobedeleted",
        "Active ",
        "inactive",
        "9",
        "K",
        "12, 11",
        "school1, school1",
        ",",
        "3/4/2015",
        "13/4/2015",
        "4/13/2015",
        "2015/3/4",
        "20150304",
        "2015-03-04T00:00:00Z",
        "2026-11-01T00:00:00Z",
        "2026-11-01T00:00:00+05:00",
        "M",
        "x",
        "student",
        "Student",
        "é",
        "a \"b\" c",
        "\"",
        "a\nb",
        "a,b",
        "{a:b}",
        "[\"a\"]",
        "004711",
        "student1",
        "class1",
        "\u{feff}",
        "-",
    ];

    /// Something that is done to a package: which file, and three numbers that say what and where.
    type Step = (u8, u8, u8, u8);

    fn broken(steps: &[Step]) -> TestPackage {
        let mut package = TestPackage::base();
        for (kind, file, one, two) in
            steps.iter().map(|(a, b, c, d)| (a, usize::from(*b), usize::from(*c), usize::from(*d)))
        {
            let index = file % package.files.len();
            let (name, content) = &mut package.files[index];
            let text = String::from_utf8_lossy(content).into_owned();
            if name.starts_with("manifest") || kind % 12 > 4 {
                match kind % 12 {
                    5 => *content = [b"\xEF\xBB\xBF", content.as_slice()].concat(),
                    6 => *content = text.replace('\n', "\r").into_bytes(),
                    7 => *content = text.replacen('\n', "\n\n", 1 + one % 3).into_bytes(),
                    8 => *content = [b"A title\n", content.as_slice()].concat(),
                    9 => {
                        let at = one * 7 % (content.len() + 1);
                        content.insert(at, [b'"', b',', b'\n', 0xE9, b' ', b';'][two % 6]);
                    }
                    10 if one % 3 == 0 => *name = name.to_uppercase(),
                    10 if one % 3 == 1 => name.push_str(".csv"),
                    10 => name.insert_str(0, "f/"),
                    11 => content.truncate(one * 11 % (content.len() + 1)),
                    _ => *content = text.replace("bulk", ["Bulk", " bulk", "bulk "][one % 3]).into_bytes(),
                }
                continue;
            }
            let mut reader =
                csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(content.as_slice());
            let mut rows: Vec<Vec<Vec<u8>>> =
                reader.byte_records().map(|row| row.unwrap().iter().map(<[u8]>::to_vec).collect()).collect();
            if rows.is_empty() {
                continue;
            }
            let row = two % rows.len();
            let place = one % rows[row].len().max(1);
            match kind % 12 {
                0 | 1 => rows[row][place] = CELLS[(one + 3 * two) % CELLS.len()].into(),
                2 => rows.push(rows[row].clone()),
                3 => rows.iter_mut().for_each(|row| {
                    let len = row.len();
                    row.swap(place % len, two % len);
                }),
                _ => rows.iter_mut().skip(1).for_each(|row| {
                    let len = row.len();
                    row[place % len] = CELLS[two % CELLS.len()].into();
                }),
            }
            let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
            for row in &rows {
                writer.write_record(row).unwrap();
            }
            *content = writer.into_inner().unwrap();
        }
        package
    }

    /// Errors in a package, by rule.
    fn errors(package: &TestPackage) -> u64 {
        let report = package.report();
        let errors = report.totals.iter().filter(|it| it.severity == rostercheck::report::SeverityName::Error);
        errors.map(|total| total.count).sum()
    }

    fn errors_by_rule(package: &TestPackage) -> Vec<(&'static str, Option<String>, u64)> {
        let report = package.report();
        let errors = report.totals.iter().filter(|it| it.severity == rostercheck::report::SeverityName::Error);
        errors.map(|total| (total.rule, total.column.clone(), total.count)).collect()
    }

    fn records(package: &TestPackage) -> u64 {
        let checked = package.check();
        let is_manifest = |name: &str| name.to_ascii_lowercase().contains("manifest");
        checked.files.iter().filter(|file| !is_manifest(&file.name)).map(|file| file.rows).sum()
    }

    /// An empty line below names for people says nothing of the names for programs under it.
    #[test]
    fn a_header_under_an_empty_line_is_found_as_it_is_without_the_line() {
        let package = broken(&[(81, 145, 49, 8), (7, 241, 0, 0)]);
        let opened = open(&package).unwrap();
        let copy = copied(&package.zip_name, written(&opened, &planned(&opened, Chosen::safe())));
        for of in [&package, &copy] {
            assert!(
                errors_by_rule(of).iter().any(|(rule, ..)| *rule == "lines-above-header"),
                "{:?}",
                errors_by_rule(of)
            );
        }
        assert!(copy.text("orgs.csv").unwrap().starts_with("sourcedId,status,"), "it may be a part of the header");
        assert_eq!(planned(&open(&copy).unwrap(), Chosen::safe()).ledger().total(), 0);
    }

    /// DESSA needs the birth date: a word for none is none.
    #[test]
    fn a_word_for_no_value_is_no_value_before_the_repair_and_after_it() {
        let package = broken(&[(12, 46, 83, 53)]);
        let opened = open(&package).unwrap();
        let copy = copied(&package.zip_name, written(&opened, &planned(&opened, Chosen::safe())));
        for of in [&package, &copy] {
            let found = errors_by_rule(of);
            assert!(found.iter().any(|(rule, ..)| *rule == "missing-birth-date"), "{found:?}");
        }
        // What stands in the cell is shown as it stands there.
        let report = package.report();
        let found = report.findings.iter().find(|it| it.rule == "missing-birth-date");
        let value = found.and_then(|it| it.value.as_deref());
        assert!(["NULL", "4 letters"].map(Some).contains(&value), "{value:?}");
    }

    /// Two rows that only become the same by a repair are one too.
    #[test]
    fn rows_that_a_repair_makes_the_same_stand_once() {
        let package = broken(&[(254, 217, 0, 1), (12, 169, 212, 1)]);
        assert!(package.text("orgs.csv").unwrap().contains("school1,,\",\",Maple School"));
        let opened = open(&package).unwrap();
        let plan = planned(&opened, Chosen::safe());
        let copy = copied(&package.zip_name, written(&opened, &plan));
        assert_eq!(copy.text("orgs.csv").unwrap().matches("school1,,,Maple School").count(), 1);
        assert_eq!(planned(&open(&copy).unwrap(), Chosen::safe()).ledger().total(), 0);
    }

    /// Without the second row it would not be known any more that the header is too wide.
    #[test]
    fn rows_that_tell_the_width_of_a_header_stay() {
        let package = broken(&[(218, 148, 0, 253), (189, 252, 243, 7)]);
        let found = errors_by_rule(&package);
        for rule in ["header-width", "duplicate-sourced-id"] {
            assert!(found.iter().any(|(name, ..)| *name == rule), "{rule}: {found:?}");
        }
        let opened = open(&package).unwrap();
        assert_eq!(planned(&opened, Chosen::safe()).ledger().total(), 0);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_repair_makes_nothing_worse(steps in prop::collection::vec(any::<Step>(), 1..6)) {
            let package = broken(&steps);
            let opened = open(&package).unwrap();
            let Ok(plan) = plan(&opened, &Options::default(), Chosen::safe(), usize::MAX, &mut { TODAY }) else {
                return Ok(());
            };
            let bytes = written(&opened, &plan);
            let copy = copied(&package.zip_name, bytes.clone());
            let told: Vec<_> = plan.ledger().edits().iter().take(6).collect();
            let names = copy.files.iter().map(|(name, _)| name).collect::<Vec<_>>();
            prop_assert!(errors(&copy) <= errors(&package), "{:?} {:?} {:?} {names:?}", told, errors_by_rule(&package), errors_by_rule(&copy));
            let identical = plan.ledger().counts().find(|(fix, _)| *fix == Fix::IdenticalRows).map_or(0, |(_, it)| it);
            prop_assert_eq!(records(&copy) + identical, records(&package), "{:?}", told);
            // A header that is put right may bring to light what no check of the package saw; and columns are moved when
            // the cells of every row are certain, so after its quotes are put right. Then it takes one more round.
            let mut copy = copy;
            let of_header =
                |fix| matches!(fix, Fix::HeaderSpelling | Fix::HeaderNames | Fix::HeaderUnnamed | Fix::StrayQuotes);
            let rounds = if plan.ledger().counts().any(|(fix, _)| of_header(fix)) { 2 } else { 1 };
            for round in 1..=rounds {
                let again = open(&copy).unwrap();
                let plan = planned(&again, Chosen::safe());
                if plan.ledger().total() == 0 {
                    break;
                }
                prop_assert!(round < rounds, "{:?} {:?}", told, plan.ledger().edits());
                copy = copied(&package.zip_name, written(&again, &plan));
            }
        }
    }
}

#[test]
fn a_column_is_added_only_where_nothing_is_wrong_with_it_empty() {
    let mut added = 0;
    for base in [TestPackage::base(), TestPackage::base_1_2(), delta("users.csv\nsourcedId\nstudent1")] {
        for (name, _) in base.files.iter().filter(|(name, _)| name != "manifest.csv") {
            let header = crate::support::Table::parse(base.text(name).unwrap()).header;
            for column in &header {
                let mut package = base.clone();
                let mut table = crate::support::Table::parse(base.text(name).unwrap());
                let place = header.iter().position(|own| own == column).unwrap();
                table.header.remove(place);
                table.rows.iter_mut().for_each(|row| drop(row.remove(place)));
                package.set(name, table.text());
                let opened = open(&package).unwrap();
                let plan = planned(&opened, Chosen::safe());
                if plan.ledger().total() == 0 {
                    continue;
                }
                added += 1;
                let copy = copied("OneRoster.zip", written(&opened, &plan));
                assert_eq!(crate::support::Table::parse(copy.text(name).unwrap()).header, header);
                let (before, after) = (counts(&package), counts(&copy));
                for (found, count) in &after {
                    assert!(before.get(found).is_some_and(|before| before >= count), "{name}, {column}: {found}");
                }
            }
        }
    }
    assert!(added > 60, "{added} columns");
}
