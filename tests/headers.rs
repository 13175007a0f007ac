//! A header that is not where or as expected: one finding for one cause, at its place, and the rows are read all the
//! same, where it is certain which cell is which column.

#![allow(clippy::format_collect, reason = "a test is read by people, and small")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use crate::support::{TODAY, Table, TestPackage};
use rostercheck::check::Outcome;
use rostercheck::check::excerpt::{Wanted, excerpt};
use rostercheck::package::{Limits, Package};
use rostercheck::report::{Report, SeverityName};
use rostercheck::rules::Values;

/// What is told beyond what is told of the clean package: rule, file, line and column.
fn told(package: &TestPackage) -> Vec<String> {
    let report = package.report();
    let known = TestPackage::base().report().findings;
    let new = report.findings.iter().filter(|finding| !known.iter().any(|known| known.rule == finding.rule));
    new.map(|finding| {
        let line = finding.line.map_or(String::new(), |line| format!(":{line}"));
        let column = finding.column.as_deref().map_or(String::new(), |column| format!(" {column}"));
        format!("{} {}{line}{column}", finding.rule, finding.file.as_deref().unwrap_or_default())
    })
    .collect()
}

fn changed(file: &str, change: impl Fn(&str) -> String) -> TestPackage {
    let mut package = TestPackage::base();
    let text = change(package.text(file).unwrap());
    package.set(file, text.into_bytes());
    package
}

/// Another first line.
fn head(text: &str, change: impl Fn(&str) -> String) -> String {
    let (first, rest) = text.split_once('\n').unwrap();
    format!("{}\n{rest}", change(first))
}

/// Other names of columns.
fn renamed(text: &str, names: &[(&str, &str)]) -> String {
    let name = |cell: &str| names.iter().find(|(right, _)| *right == cell).map_or(cell, |(_, other)| other).to_owned();
    head(text, |first| first.split(',').map(name).collect::<Vec<_>>().join(","))
}

/// Every name changed.
fn names(text: &str, change: impl Fn(&str) -> String) -> String {
    head(text, |first| first.split(',').map(&change).collect::<Vec<_>>().join(","))
}

/// Every row but the header changed.
fn rows(text: &str, change: impl Fn(&str) -> String) -> String {
    let (first, rest) = text.split_once('\n').unwrap();
    let rows: String = rest.lines().map(|row| change(row) + "\n").collect();
    format!("{first}\n{rows}")
}

fn quoted(text: &str) -> String {
    text.lines().map(|line| format!("\"{}\"\n", line.replace(',', "\",\""))).collect()
}

/// What a package with a change in one file says, and that every row of it was read.
#[track_caller]
fn says(file: &str, change: impl Fn(&str) -> String, expected: &[&str]) {
    let package = changed(file, change);
    assert_eq!(told(&package), expected);
    let checked = package.check();
    assert_eq!(checked.outcome, Outcome::Complete, "{:?}", checked.not_checked);
    let read = |name: &str| checked.files.iter().find(|file| file.name == name).unwrap().rows;
    for (name, content) in TestPackage::base().files.iter().filter(|(name, _)| name != "manifest.csv") {
        let rows = Table::parse(std::str::from_utf8(content).unwrap()).rows.len() as u64;
        assert_eq!(read(name), rows, "every record of {name} is read, and nothing else");
    }
}

#[test]
fn what_stands_above_the_header_is_one_finding() {
    let padded = |title: &str, width: usize| title.to_owned() + &",".repeat(width - 1) + "\n";
    for (lines, above) in [
        (2, "sep=,\n".to_owned()),
        (2, "#TYPE System.Management.Automation.PSCustomObject\n".into()),
        (2, "#TYPE Selected.System.Data.DataRow\n".into()),
        (2, "Users\n".into()),
        (2, padded("Users", 18)),
        (2, "Users,11/20/2026\n".into()),
        (2, "\"Users, all schools\"\n".into()),
        (2, "Report \"All users\" of 5\" width\n".into()),
        (2, "email,role\n".into()),
        (2, "Name:,Users,Date:,11/20/2026\n".into()),
        (3, padded("Riverbend - Users", 18) + &padded("Generated 11/20/2026 06:00", 18)),
        (4, "Riverbend School District\nUsers as of 11/20/2026\n\n".into()),
        (6, "District 12\nUsers\nSchool year 2026-2027\nRun by: jdoe\n\n".into()),
    ] {
        says("users.csv", |text| format!("{above}{text}"), &["lines-above-header users.csv:1"]);
        let report = changed("users.csv", |text| format!("{above}{text}")).report();
        let finding = report.findings.iter().find(|finding| finding.rule == "lines-above-header").unwrap();
        assert!(finding.message.contains(&format!("is on line {lines}.")), "{above:?}: {}", finding.message);
        assert!(finding.fix.starts_with("Delete line"), "{above:?}: {}", finding.fix);
        assert!(report.verdicts.iter().all(|verdict| !verdict.ready));
    }
    for mark in ["\u{feff}", ""] {
        let package = changed("users.csv", |text| format!("{mark}\"Users\"\n{text}"));
        assert!(told(&package).contains(&"lines-above-header users.csv:1".to_owned()));
    }
    // Where every cell is quoted, a quote that is left open in the title does not hide the header.
    says("users.csv", |text| format!("\"Users of all\n{}", quoted(text)), &["lines-above-header users.csv:1"]);
}

#[test]
fn blank_lines_above_the_header_are_an_error_for_brightspace_only() {
    for above in ["\n", "\r\n\r\n", ",,,,,,\n", " , \n"] {
        says("orgs.csv", |text| format!("{above}{text}"), &["lines-above-header orgs.csv:1"]);
        let report = changed("orgs.csv", |text| format!("{above}{text}")).report();
        let ready: Vec<bool> = report.verdicts.iter().map(|verdict| verdict.ready).collect();
        assert_eq!(ready, [true, true, false], "{above:?}");
    }
}

#[test]
fn another_separator_is_found_below_a_title() {
    for (title, separator) in [("sep=;\n", ";"), ("Riverbend, all schools\n", ";"), ("Riverbend\n\n", "\t"), ("", "|")]
    {
        let package = changed("orgs.csv", |text| title.to_owned() + &text.replace(',', separator));
        let line = title.lines().count() + 1;
        let mut expected = vec![format!("wrong-delimiter orgs.csv:{line}")];
        if line > 1 {
            expected.push("lines-above-header orgs.csv:1".into());
        }
        assert_eq!(told(&package), expected);
    }
    let package = changed("users.csv", |text| names(text, |name| format!("USERS.{name}")).replace(',', ";"));
    assert_eq!(told(&package), ["wrong-delimiter users.csv:1", "decorated-columns users.csv:1"]);
}

#[test]
fn a_header_among_its_records_is_told_and_they_are_read() {
    let moved = |text: &str| {
        let mut lines: Vec<&str> = text.lines().collect();
        lines.swap(0, 1);
        lines.join("\n") + "\n"
    };
    says("orgs.csv", moved, &["lines-above-header orgs.csv:1"]);
    let fix = |package: &TestPackage| {
        package.report().findings.into_iter().find(|it| it.rule != "file-not-processed").unwrap().fix
    };
    assert_eq!(fix(&changed("orgs.csv", moved)), "Move line 2 of orgs.csv to the top of the file.");
    // Behind the first twenty lines nobody looks for it; but there it is known again.
    let package = changed("orgs.csv", |text| {
        let (header, records) = text.split_once('\n').unwrap();
        let more: String =
            (0..30).map(|number| format!("more{number},,,More {number},school,{number},district1\n")).collect();
        format!("{records}{more}{header}\n")
    });
    let mut told = told(&package);
    // Nobody is in the schools that were added.
    told.retain(|it| !it.starts_with("unused-school "));
    assert!(told.contains(&"missing-header-row orgs.csv:1".to_owned()), "{told:?}");
    assert!(told.contains(&"repeated-header orgs.csv:33".to_owned()), "{told:?}");
    assert_eq!(told.len(), 2, "{told:?}");
}

#[test]
fn the_same_text_around_all_names_is_one_finding() {
    let ways: [fn(&str) -> String; 11] = [
        |name| format!("USERS.{name}"),
        |name| format!("users_{name}"),
        |name| format!("[Users].[{name}]"),
        |name| format!("OneRoster.Users.{name}"),
        |name| format!("[{name}]"),
        |name| format!("'{name}'"),
        |name| format!("`{name}`"),
        |name| format!("\"\"\"{name}\"\"\""),
        |name| format!("{name}__c"),
        |name| format!("{name} (text)"),
        |name| format!("{}.{name}", if name.len() > 5 { "u" } else { "people" }),
    ];
    for way in ways {
        says("users.csv", |text| names(text, way), &["decorated-columns users.csv:1"]);
    }
    says("users.csv", |text| head(text, |first| first.replace(',', ", ")), &["decorated-columns users.csv:1"]);
    // In every file, whatever its columns.
    for (file, _) in TestPackage::base().files.iter().filter(|(file, _)| file != "manifest.csv") {
        let expected = format!("decorated-columns {file}:1");
        says(file, |text| names(text, |name| format!("TABLE.{name}")), &[&expected]);
    }
    let title = |text: &str| format!("Users\n{}", names(text, |name| format!("USERS.{name}")));
    says("users.csv", title, &["lines-above-header users.csv:1", "decorated-columns users.csv:2"]);
    // What has the same text, and what has other names besides.
    let rest = |text: &str| names(&renamed(text, &[("orgSourcedIds", "orgs")]), |name| format!("user.{name}"));
    says("users.csv", rest, &["decorated-columns users.csv:1", "renamed-column users.csv:1 user.orgs"]);
}

#[test]
fn names_of_the_rest_interface_are_read() {
    for (file, right, other) in [
        ("users.csv", "orgSourcedIds", "orgs"),
        ("users.csv", "orgSourcedIds", "orgs.sourcedId"),
        ("users.csv", "orgSourcedIds", "orgs/0/sourcedId"),
        ("users.csv", "agentSourcedIds", "agents"),
        ("orgs.csv", "parentSourcedId", "parent"),
        ("academicSessions.csv", "parentSourcedId", "parent"),
        ("courses.csv", "schoolYearSourcedId", "schoolYear"),
        ("courses.csv", "orgSourcedId", "org"),
        ("classes.csv", "courseSourcedId", "course"),
        ("classes.csv", "schoolSourcedId", "school"),
        ("classes.csv", "termSourcedIds", "terms"),
        ("enrollments.csv", "userSourcedId", "user"),
        ("enrollments.csv", "classSourcedId", "class"),
        ("enrollments.csv", "schoolSourcedId", "school.sourcedId"),
    ] {
        let expected = format!("renamed-column {file}:1 {other}");
        says(file, |text| renamed(text, &[(right, other)]), &[&expected]);
        let report = changed(file, |text| renamed(text, &[(right, other)])).report();
        let finding = report.findings.iter().find(|finding| finding.rule == "renamed-column").unwrap();
        assert_eq!(finding.message, format!("“{other}” in the header of {file} must be called {right}."));
        assert!(finding.fix.ends_with("Keep its values."), "{}", finding.fix);
    }
}

#[test]
fn the_same_in_other_words_is_read() {
    let words = [
        ("givenName", "First Name"),
        ("familyName", "last_name"),
        ("email", "Email Address"),
        ("grades", "Grade Level"),
        ("phone", "Phone Number"),
        ("role", "user_role"),
    ];
    let expected: Vec<String> =
        ["user_role", "First Name", "last_name", "Email Address", "Phone Number", "Grade Level"]
            .map(|name| format!("renamed-column users.csv:1 {name}"))
            .to_vec();
    says("users.csv", |text| renamed(text, &words), &expected.iter().map(String::as_str).collect::<Vec<_>>());
    let styles = [("givenName", "Given Name"), ("familyName", "FAMILY-NAME"), ("sourcedId", "SourcedID")];
    let expected = ["SourcedID", "Given Name", "FAMILY-NAME"].map(|name| format!("miscased-column users.csv:1 {name}"));
    says("users.csv", |text| renamed(text, &styles), &expected.each_ref().map(String::as_str));
}

#[test]
fn what_a_name_may_mean_is_said_and_not_guessed() {
    let guess = |file: &str, right: &str, other: &str| {
        let package = changed(file, |text| renamed(text, &[(right, other)]));
        let report = package.report();
        let found: Vec<_> = report.findings.iter().filter(|it| it.column.as_deref() == Some(other)).collect();
        assert_eq!(found.len(), 1, "{found:#?}");
        assert_eq!(told(&package).len(), 1, "{:?}", told(&package));
        found[0].message.clone()
    };
    assert!(guess("users.csv", "sourcedId", "student_id").contains("It may be sourcedId, which is missing"));
    assert!(guess("users.csv", "identifier", "Student Number").contains("It may be identifier, which"));
    assert!(guess("enrollments.csv", "userSourcedId", "student_id").contains("It may be userSourcedId"));
    assert!(guess("classes.csv", "termSourcedIds", "Term ID").contains("It may be termSourcedIds"));
    assert!(guess("users.csv", "givenName", "STU.FN").contains("It may be givenName"));
    // Only its place says which column it may be.
    assert!(guess("orgs.csv", "name", "Bezeichnung").contains("It may be name"));
    let both = [("sourcedId", "student_id"), ("identifier", "Student Number")];
    let package = changed("users.csv", |text| renamed(text, &both));
    assert_eq!(
        told(&package),
        ["renamed-column users.csv:1 student_id", "renamed-column users.csv:1 Student Number"],
        "what refers to the users is counted under the column that is not read"
    );
    // The values are not ids: the name of the REST interface may be that of something else.
    let named = |text: &str| renamed(text, &[("schoolSourcedId", "school")]).replace("school1", "Maple School");
    assert_eq!(told(&changed("classes.csv", named)), ["renamed-column classes.csv:1 school"]);
}

#[test]
fn empty_names_are_told_with_the_names_that_belong_there() {
    let empty = |right: &'static str| move |text: &str| head(text, |first| first.replacen(right, "", 1));
    says("orgs.csv", empty("sourcedId"), &["unnamed-column orgs.csv:1"]);
    says("users.csv", empty("role"), &["unnamed-column users.csv:1"]);
    let last = |text: &str| head(text, |first| first.replace("primary,beginDate,endDate", ",,"));
    says("enrollments.csv", last, &["unnamed-column enrollments.csv:1"]);
    let more = |text: &str| text.lines().map(|line| format!("{line},,\n")).collect();
    says("users.csv", more, &["unnamed-column users.csv:1"]);
    for change in [empty("sourcedId"), empty("parentSourcedId")] {
        let report = changed("orgs.csv", change).report();
        let finding = report.findings.iter().find(|finding| finding.rule == "unnamed-column").unwrap();
        assert!(finding.fix.starts_with("Write "), "one fix: {}", finding.fix);
        assert!(report.verdicts.iter().all(|verdict| !verdict.ready), "the column is missing");
    }
}

#[test]
fn a_header_wider_or_narrower_than_all_rows_is_one_finding() {
    let shorter =
        |count: usize| move |text: &str| rows(text, |row| row.rsplitn(count + 1, ',').last().unwrap().to_owned());
    says("users.csv", shorter(1), &["header-width users.csv:1"]);
    says("enrollments.csv", shorter(3), &["header-width enrollments.csv:1"]);
    says("users.csv", |text| rows(text, |row| format!("{row},")), &["header-width users.csv:1"]);
    for lacking in ["userIds,", "sms,", ",password", "sourcedId,"] {
        let change = |text: &str| head(text, |first| first.replacen(lacking, "", 1));
        says("users.csv", change, &["header-width users.csv:1"]);
        let report = changed("users.csv", change).report();
        let finding = report.findings.iter().find(|finding| finding.rule == "header-width").unwrap();
        assert!(finding.message.ends_with(&format!("Missing in the header: {}.", lacking.trim_matches(','))));
    }
    for (from, to) in [("role,", "role,homeroom,"), ("password", "password,"), ("email,", "email,email,")] {
        let change = |text: &str| head(text, |first| first.replacen(from, to, 1));
        says("users.csv", change, &["header-width users.csv:1"]);
    }
    // Which column is left out cannot be seen: no row is read, and nothing else is said.
    let package = changed("users.csv", |text| {
        rows(text, |row| {
            let cells: Vec<&str> = row.split(',').collect();
            [&cells[..2], &cells[3..]].concat().join(",")
        })
    });
    assert_eq!(told(&package), ["header-width users.csv:1"]);
    assert_eq!(package.check().outcome, Outcome::Partial);
}

#[test]
fn lines_among_the_records_that_are_none_are_told_and_passed_over() {
    let columns = 18;
    let padded = |text: &str| text.to_owned() + &",".repeat(columns - 1);
    for line in [
        "(2 rows affected)".to_owned(),
        "\n(2 rows affected)".into(),
        padded("(2 rows affected)"),
        "2 rows selected.".into(),
        "Total rows: 2".into(),
        format!("Total users:,2{}", ",".repeat(columns - 2)),
        "*** End of Report ***".into(),
        padded("Riverbend Users - Page 2"),
        "Completion time: 2026-11-20T06:00:00.0000000-05:00".into(),
    ] {
        let at = 4 + line.matches('\n').count();
        says("users.csv", |text| format!("{text}{line}\n"), &[&format!("report-line users.csv:{at}")]);
        // As the program writes it that quotes every cell.
        let quotes = |text: &str| {
            format!("{}{}", quoted(text), if line.contains(",,") { quoted(&line) } else { line.clone() + "\n" })
        };
        says("users.csv", quotes, &[&format!("report-line users.csv:{at}")]);
    }
    let dashes = |text: &str| {
        let (first, rest) = text.split_once('\n').unwrap();
        let line: Vec<String> = first.split(',').map(|name| "-".repeat(name.len())).collect();
        format!("{first}\n{}\n{rest}", line.join(","))
    };
    says("users.csv", dashes, &["report-line users.csv:2"]);
    let twice = |text: &str| {
        let lines: Vec<&str> = text.lines().collect();
        format!("{}\n{}\n{}\n{}\n", lines[0], lines[1], lines[0], lines[2])
    };
    says("users.csv", twice, &["repeated-header users.csv:3"]);
}

#[test]
fn the_header_is_known_again_in_a_long_file() {
    // Ids that nobody refers to, names that are compared a second time, and more rows than are read at once.
    let package = changed("users.csv", |text| {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let header = lines[0].clone();
        for number in 0..3000 {
            if number % 1000 == 500 {
                lines.push(header.clone());
                lines.push(header.split(',').map(|name| "-".repeat(name.len())).collect::<Vec<_>>().join(","));
            }
            lines.push(format!("more{number},,,true,school1,guardian,more.{},,Ann,Lee{number},,,,,,,,", number % 2999));
        }
        lines.join("\n") + "\n"
    });
    let told = told(&package);
    let count = |rule: &str| told.iter().filter(|told| told.starts_with(rule)).count();
    assert_eq!((count("repeated-header"), count("report-line"), count("repeated-username")), (3, 3, 1), "{told:?}");
    assert_eq!(count("role-not-imported") + 7, told.len(), "{told:?}");
    assert_eq!(package.check().files.iter().find(|file| file.name == "users.csv").unwrap().rows, 3002);
}

#[test]
fn a_manifest_that_begins_otherwise_is_read() {
    let properties = |text: &str| -> Vec<(String, String)> {
        text.lines().skip(1).filter_map(|line| line.split_once(',')).map(|(a, b)| (a.into(), b.into())).collect()
    };
    let side_by_side = |text: &str, label: bool| {
        let (names, values): (Vec<_>, Vec<_>) = properties(text).into_iter().unzip();
        let (name, value) = if label { ("propertyName,", "value,") } else { ("", "") };
        format!("{name}{}\n{value}{}\n", names.join(","), values.join(","))
    };
    let in_one = |text: &str| {
        let all = properties(text).into_iter().map(|(name, value)| format!("{name},{value}"));
        all.collect::<Vec<_>>().join(",") + "\n"
    };
    let header = "manifest-header manifest.csv:1";
    says("manifest.csv", |text| text.split_once('\n').unwrap().1.into(), &[header]);
    says("manifest.csv", |text| head(text, |first| format!("{first},")), &[header]);
    says("manifest.csv", |text| head(text, |first| format!("{first},note")), &[header]);
    says("manifest.csv", |text| head(text, |_| "propertyName".into()), &[header]);
    says("manifest.csv", |text| head(text, |_| "Eigenschaft,Wert".into()), &[header]);
    says("manifest.csv", |text| names(text, |name| format!("MANIFEST.{name}")), &[header]);
    says("manifest.csv", |text| text.lines().map(|line| format!("{line},\n")).collect(), &[header]);
    says("manifest.csv", |text| rows(text, |row| format!("{row},")), &["header-width manifest.csv:1"]);
    says("manifest.csv", |text| side_by_side(text, false), &[header]);
    says("manifest.csv", |text| side_by_side(text, true), &[header]);
    says("manifest.csv", in_one, &[header]);
    says("manifest.csv", |text| format!("propertyName,value,{}", in_one(text)), &[header]);
    says("manifest.csv", |text| format!("propertyName,value\n{}", in_one(text)), &["manifest-header manifest.csv:2"]);
    says("manifest.csv", |text| format!("Manifest\n{text}"), &["lines-above-header manifest.csv:1"]);
    says(
        "manifest.csv",
        |text| format!("sep=;\n{}", text.replace(',', ";")),
        &["wrong-delimiter manifest.csv:2", "lines-above-header manifest.csv:1"],
    );
    let exchanged = |text: &str| {
        text.lines().filter_map(|line| line.split_once(',')).map(|(name, value)| format!("{value},{name}\n")).collect()
    };
    says("manifest.csv", exchanged, &[header]);
    let users = TestPackage::base().text("users.csv").unwrap().to_owned();
    assert_eq!(told(&changed("manifest.csv", |_| users.clone())), ["wrong-file-content manifest.csv:1"]);
    // What stands in the first row counts, and is checked.
    let first = |text: &str| text.split_once('\n').unwrap().1.replace("manifest.version,1.0", "manifest.version,1");
    assert_eq!(told(&changed("manifest.csv", first)), [header, "wrong-manifest-version manifest.csv:1 value"]);
    for change in [&in_one as &dyn Fn(&str) -> String, &|text| side_by_side(text, false)] {
        let wrong = |text: &str| change(&text.replace("file.users,bulk", "file.users,full"));
        assert_eq!(told(&changed("manifest.csv", wrong)), [header, "bad-file-mode manifest.csv:1 value"]);
    }
}

#[test]
fn a_word_that_is_the_name_of_a_column_makes_no_header() {
    // A session of the type `schoolYear`, and nothing else that is a name.
    let package = changed("academicSessions.csv", |text| text.split_once('\n').unwrap().1.into());
    assert_eq!(told(&package), ["missing-header-row academicSessions.csv:1"]);
    let package = changed("users.csv", |text| {
        text.split_once('\n').unwrap().1.replacen("Ada", "Cole", 1).replacen("Okafor", "Emil", 1)
    });
    assert_eq!(told(&package), ["missing-header-row users.csv:1"]);
    // Names, but none that the standard has.
    let foreign = |text: &str| head(text, |_| "Kennung,Zustand,Datum,Bezeichnung,Art,Nummer,Eltern".into());
    says("orgs.csv", foreign, &["missing-header-row orgs.csv:1"]);
}

#[test]
fn no_fix_works_against_what_the_file_needs() {
    let without = |file: &str, column: &str| {
        changed(file, |text| {
            let place = text.lines().next().unwrap().split(',').position(|name| name == column).unwrap();
            let row = |line: &str| {
                let mut cells: Vec<&str> = line.split(',').collect();
                cells.remove(place);
                cells.join(",")
            };
            text.lines().map(|line| row(line) + "\n").collect()
        })
    };
    let fix = |package: &TestPackage| {
        let report = package.report();
        report.findings.into_iter().find(|finding| finding.rule == "missing-column").unwrap().fix
    };
    assert_eq!(
        fix(&without("orgs.csv", "name")),
        "Add the column “name” to orgs.csv, after “dateLastModified”. Fill it in every row."
    );
    assert!(fix(&without("orgs.csv", "identifier")).ends_with("Its cells may be empty."));
    // What is unknown and may be what is missing is not simply to be removed.
    let package = changed("orgs.csv", |text| {
        head(text, |_| "sourcedId,status,color,dateLastModified,name,type,parentSourcedId".into())
    });
    let report = package.report();
    let unknown = report.findings.iter().find(|finding| finding.rule == "unknown-column").unwrap();
    assert!(unknown.fix.starts_with("If its values belong to identifier, which"), "{}", unknown.fix);
}

#[test]
fn a_title_is_masked_like_every_cell() {
    let package = changed("users.csv", |text| format!("Users of Imani Brandt\n{text}"));
    let checked = package.check();
    let text = |values| serde_json::to_string(&Report::new(&checked, values)).unwrap();
    assert!(text(Values::Shown).contains("Imani Brandt"));
    assert!(!text(Values::Masked).contains("Imani"), "{}", text(Values::Masked));
}

#[test]
fn rows_are_shown_as_they_were_read() {
    let shown = |change: &dyn Fn(&str) -> String| {
        let package = changed("users.csv", change);
        let opened = Package::open_zip("x.zip", Box::new(package.zip()), Limits::default()).unwrap();
        let checked =
            rostercheck::check::check(&opened, &rostercheck::check::Options::default(), &mut { TODAY }).unwrap();
        let role = Wanted::Holding(vec![("role".into(), "teacher".into())]);
        let found = excerpt(&opened, &checked, "users.csv", &role, 5).unwrap();
        let by_number = excerpt(&opened, &checked, "users.csv", &Wanted::Records(vec![2]), 5).unwrap();
        assert_eq!(found.rows, by_number.rows);
        (found.rows[0].line, found.rows[0].cells[8].clone(), found.columns[8].clone())
    };
    let lena = |line, column: &str| (line, "Lena".to_owned(), column.to_owned());
    assert_eq!(shown(&|text| format!("Users\n\n{text}")), lena(5, "givenName"));
    assert_eq!(shown(&|text| names(text, |name| format!("USERS.{name}"))), lena(3, "USERS.givenName"));
    assert_eq!(
        shown(&|text| names(text, |name| format!("USERS.{name}")).replace(',', ";")),
        lena(3, "USERS.givenName")
    );
    assert_eq!(shown(&|text| head(text, |first| first.replace("role", ""))), lena(3, "givenName"));
    assert_eq!(
        shown(&|text| renamed(text, &[("role", "User Role"), ("givenName", "First Name")])),
        lena(3, "First Name")
    );
    assert_eq!(shown(&|text| head(text, |first| first.replace("sms,", ""))), lena(3, "givenName"));
}

#[test]
fn a_file_of_another_kind_is_one_finding_that_says_what_it_is() {
    for (content, what) in [
        (&b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"[..], "a PDF document"),
        (b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0[Content_Types].xml\xFE\xDA\x82,\x81\x99", "a zip or an Excel workbook"),
        (b"\x1F\x8B\x08\0\x81\x83\x99\xAA,\0\0\x03", "a gzip file"),
        (b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\x81\x82\xFE\xFF,,,\n", "an image"),
        (b"<!DOCTYPE html>\n<html><body>Sign in, please</body></html>\n", "a web page"),
        (&[0; 4000], "a file of zero bytes only"),
        (b"[{\"sourcedId\":\"student1\",\"role\":\"student\"}]\n", "a JSON file"),
        (b"<?xml version=\"1.0\"?>\n<users/>\n", "an XML file"),
    ] {
        for name in ["users.csv", "manifest.csv"] {
            let mut package = TestPackage::base();
            package.set(name, content);
            let report = package.report();
            let own: Vec<_> = report.findings.iter().filter(|it| it.file.as_deref() == Some(name)).collect();
            assert_eq!(own.len(), 1, "{what}: {:?}", own.iter().map(|it| &it.message).collect::<Vec<_>>());
            assert_eq!(own[0].rule, "wrong-file-content");
            assert_eq!(own[0].message, format!("{name} isn't a CSV file. It is {what}."));
            assert!(package.readiness().iter().all(|(_, ready)| !ready));
            assert_eq!(report.not_checked.len(), usize::from(name == "users.csv"), "{:?}", report.not_checked);
            let others = report
                .findings
                .iter()
                .filter(|it| it.file.as_deref() != Some(name) && it.severity != SeverityName::Info);
            assert_eq!(others.count(), 0, "no echoes");
        }
    }
}
