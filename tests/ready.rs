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
    package.assert_readiness_is_that_of_unfolded(&package.report());
    ids(&ready_for(package).into_iter().filter(|receiver| receiver.reads(id)).collect::<Vec<_>>())
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
        // Its pages do not list it among the files that must be there.
        "classlink" => name == "demographics.csv",
        // Files may be absent, also those that others refer to.
        "managebac" => true,
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

/// Every receiver that is told a package is ready.
fn ready_for(package: &TestPackage) -> Vec<Receiver> {
    let options = Options { profiles: Receiver::all().collect(), ..Options::default() };
    let report = Report::new(&package.check_with(&options), Values::Shown);
    let ready = report.verdicts.iter().filter(|verdict| verdict.ready);
    ready.filter_map(|verdict| Receiver::from_id(verdict.profile)).collect()
}

fn ids(receivers: &[Receiver]) -> Vec<&'static str> {
    receivers.iter().map(|receiver| receiver.id()).collect()
}

/// Packages that together are ready for every receiver.
fn bases_of_all() -> Vec<Base> {
    let mut of_naviance = TestPackage::base();
    of_naviance.zip_name = "NavianceOneRoster.zip".into();
    let all = vec![(of_naviance, Version::V1_1), (TestPackage::base_1_2(), Version::V1_2)];
    let ready: Vec<Receiver> = all.iter().flat_map(|(package, _)| ready_for(package)).collect();
    for receiver in Receiver::all() {
        assert!(ready.contains(&receiver), "no package is ready for {}", receiver.id());
    }
    all
}

/// What is wrong with a file, and how its text becomes so.
type Broken = (&'static str, fn(&str) -> Vec<u8>);

/// Damage to the text of a file, after which none of its rows is what it was.
const BROKEN: [Broken; 22] = [
    ("its header is last", |text| {
        let (header, rows) = text.split_once('\n').unwrap();
        format!("{rows}{header}\n").into_bytes()
    }),
    ("its header is missing", |text| text.split_once('\n').unwrap().1.into()),
    ("commas are its only row", |text| {
        let header = text.lines().next().unwrap();
        format!("{header}\n{}\n", ",".repeat(header.matches(',').count())).into_bytes()
    }),
    ("its names have moved by one", |text| {
        let mut table = Table::parse(text);
        table.header.rotate_left(1);
        table.text()
    }),
    ("its names are in reverse", |text| {
        let mut table = Table::parse(text);
        table.header.reverse();
        table.text()
    }),
    ("it is in UTF-16 without a mark", |text| text.encode_utf16().flat_map(u16::to_le_bytes).collect()),
    ("it is in UTF-32", |text| {
        let letters = text.chars().flat_map(|letter| u32::from(letter).to_le_bytes());
        [0xFF, 0xFE, 0, 0].into_iter().chain(letters).collect()
    }),
    ("zeros are in it", |text| text.replace(',', "\0,").into_bytes()),
    ("semicolons are in it", |text| text.replace(',', ";").into_bytes()),
    ("spaces separate its cells", |text| text.replace(',', " ").into_bytes()),
    ("it is one line", |text| text.replace('\n', ",").into_bytes()),
    ("its lines end in U+0085", |text| text.replace('\n', "\u{85}").into_bytes()),
    ("its ids are blank", |text| with_rows(text, |row| row[0].clear())),
    ("its rows lack a cell", |text| with_rows(text, |row| drop(row.pop()))),
    ("its rows begin with another cell", |text| with_rows(text, |row| row.insert(0, "x".into()))),
    ("its rows are one quote", |text| {
        let (header, rows) = text.split_once('\n').unwrap();
        format!("{header}\n\"{rows}").into_bytes()
    }),
    ("its cells have other quotes", |text| {
        let quoted =
            |line: &str| line.split(',').map(|cell| format!("\u{201C}{cell}\u{201D}")).collect::<Vec<_>>().join(",");
        text.lines().map(|line| quoted(line) + "\n").collect::<String>().into_bytes()
    }),
    ("its cells are formulas", |text| {
        with_rows(text, |row| {
            for cell in row.iter_mut().filter(|cell| !cell.is_empty()) {
                *cell = format!("=\"{cell}\"");
            }
        })
    }),
    ("it is a page of the login", |_| "<html><body>Please log in</body></html>".into()),
    ("it is an error of the database", |_| "Error: ORA-00942: table or view does not exist\n".into()),
    ("an error of the database is its only row", |text| {
        format!("{}\nError: ORA-00942: table or view does not exist\n", text.lines().next().unwrap()).into_bytes()
    }),
    ("its letters are other bytes", |text| text.bytes().map(|byte| byte.wrapping_add(0x80)).collect()),
];

fn with_rows(text: &str, change: impl Fn(&mut Vec<String>)) -> Vec<u8> {
    let mut table = Table::parse(text);
    table.rows.iter_mut().for_each(change);
    table.text()
}

#[test]
fn no_receiver_is_ready_for_a_file_that_it_reads_and_that_is_broken() {
    let mut all = Vec::new();
    for (base, version) in bases_of_all() {
        for (name, table) in tables(&base, version) {
            let text = base.text(&name).unwrap().to_owned();
            let others = base.files.iter().filter(|(other, _)| *other != name && other != "manifest.csv");
            let others = others.map(|(other, content)| (format!("it is {other}"), content.clone()));
            let broken = BROKEN.iter().map(|(what, change)| ((*what).to_owned(), change(&text)));
            for (what, content) in broken.chain(others) {
                let mut package = base.clone();
                package.set(&name, content);
                let mut wrong = ready_for(&package);
                wrong.retain(|receiver| receiver.reads(table.id));
                if !wrong.is_empty() {
                    all.push(format!("{name}: {what}: ready for {:?}", ids(&wrong)));
                }
            }
        }
    }
    assert!(all.is_empty(), "{all:#?}");
}

#[test]
fn who_needs_records_is_not_ready_for_a_header_alone() {
    for (base, version) in bases_of_all() {
        let before = ready_for(&base);
        for (name, table) in tables(&base, version) {
            let package = changed(&base, &name, |table| table.rows.clear());
            let ready = ready_for(&package);
            for receiver in &before {
                let declaration = receiver.declaration();
                let is_enough = declaration.may_be_empty.contains(&table.id);
                if declaration.needs.contains(&table.id) && !is_enough {
                    assert!(!ready.contains(receiver), "{name} has no record, and is ready for {}", receiver.id());
                }
                // What its own page says, where nothing refers to the file.
                if is_enough && table.id == TableId::Demographics {
                    assert!(ready.contains(receiver), "{name} may be a header for {}", receiver.id());
                }
            }
        }
    }
}

#[test]
fn nobody_is_ready_for_a_delta_whose_rows_do_not_say_what_they_are() {
    for (base, version) in bases_of_all() {
        let mut package = base.clone();
        for (name, table) in tables(&base, version) {
            package.declare(&name, "delta");
            let mut one = base.clone();
            one.declare(&name, "delta");
            let mut wrong = ready_for(&one);
            wrong.retain(|receiver| receiver.reads(table.id));
            assert_eq!(ids(&wrong), Vec::<&str>::new(), "{name}");
        }
        assert_eq!(ids(&ready_for(&package)), Vec::<&str>::new());
    }
}

/// Who takes rows for what they are without their status, by its own pages.
fn does_not_read_status(receiver: Receiver) -> bool {
    receiver.declaration().severities.contains(&("filled-in-bulk", None))
}

#[test]
fn nobody_is_ready_for_a_bulk_file_whose_records_are_marked_as_deleted() {
    for (base, version) in bases_of_all() {
        for (name, table) in tables(&base, version) {
            for rows in [1, usize::MAX] {
                let package = changed(&base, &name, |table| {
                    let status = table.header.iter().position(|name| name == "status").unwrap();
                    table.rows.iter_mut().take(rows).for_each(|row| row[status] = "tobedeleted".into());
                });
                let mut wrong = ready_for(&package);
                wrong.retain(|receiver| receiver.reads(table.id) && !does_not_read_status(*receiver));
                assert_eq!(ids(&wrong), Vec::<&str>::new(), "{name}");
            }
        }
    }
}

#[test]
fn nobody_is_ready_where_an_id_with_a_wrong_character_leads_nowhere() {
    for (base, version) in bases_of_all() {
        for (name, table) in tables(&base, version) {
            // Of an item of a list the space is taken off, and told.
            for column in table.columns.iter().filter(|column| column.required && !column.list) {
                let target = match column.kind {
                    Kind::SourcedIdOf(target) => target,
                    Kind::Reference(reference) => reference.target,
                    _ => continue,
                };
                let package = changed(&base, &name, |table| {
                    let place = table.header.iter().position(|name| name == column.name).unwrap();
                    table.rows.iter_mut().for_each(|row| row[place].push(' '));
                });
                let mut wrong = ready_for(&package);
                wrong.retain(|receiver| receiver.reads(table.id) && receiver.reads(target));
                wrong.retain(|receiver| !OPTIONAL.contains(&(receiver.id(), &name, column.name)));
                assert_eq!(ids(&wrong), Vec::<&str>::new(), "{name} {}", column.name);
            }
        }
    }
}

#[test]
fn a_required_value_that_nobody_sees_is_no_value() {
    for (base, version) in bases_of_all() {
        for (name, table) in tables(&base, version) {
            for column in table.columns.iter().filter(|column| column.required) {
                for blank in ["\u{200B}", "\u{FEFF}", "\u{A0}", "\u{AD}\u{2060}", "\t"] {
                    let package = changed(&base, &name, |table| {
                        let place = table.header.iter().position(|name| name == column.name).unwrap();
                        blank.clone_into(&mut table.rows[0][place]);
                    });
                    let mut wrong = ready_for(&package);
                    wrong.retain(|receiver| receiver.reads(table.id));
                    assert_eq!(ids(&wrong), Vec::<&str>::new(), "{name} {} {blank:?}", column.name);
                }
            }
        }
    }
}

#[test]
fn who_reads_another_version_is_not_ready_though_the_manifest_does_not_name_it() {
    let base = TestPackage::base_1_2();
    let manifest = base.text("manifest.csv").unwrap().to_owned();
    let row = "oneroster.version,1.2\n";
    assert!(manifest.contains(row));
    for named in ["", "version,1.2\n", "oneroster.version,\n", "oneroster.version,2.0\n", "oneroster.version,1.2x\n"] {
        let mut package = base.clone();
        package.set("manifest.csv", manifest.replace(row, named));
        let mut wrong = ready_for(&package);
        wrong.retain(|receiver| !receiver.declaration().versions.contains(&Version::V1_2));
        assert_eq!(ids(&wrong), Vec::<&str>::new(), "{named:?}");
    }
    let mut package = base;
    package.remove("manifest.csv");
    assert_eq!(ids(&ready_for(&package)), Vec::<&str>::new());
}

#[test]
fn what_the_dessa_system_needs_of_people_is_missing_where_nobody_sees_it() {
    let base = TestPackage::base();
    for (name, column) in [("demographics.csv", "birthDate"), ("users.csv", "grades"), ("users.csv", "email")] {
        for blank in ["", " ", "\u{A0}", "\u{3000}", "\u{200B}"] {
            let package = changed(&base, name, |table| {
                let place = table.header.iter().position(|name| name == column).unwrap();
                table.rows.iter_mut().for_each(|row| blank.clone_into(&mut row[place]));
            });
            assert!(!ready_for(&package).contains(&Receiver::DESSA), "{column} {blank:?}");
        }
    }
}
