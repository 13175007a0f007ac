//! The cause is told, not its echo; and what is true of a file as a whole is told however far the file can be read.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use crate::support::TestPackage;
use rostercheck::check::Options;
use rostercheck::receivers::Receiver;
use rostercheck::report::Report;
use rostercheck::report::What;
use rostercheck::rules::Values;

/// The rules that speak, with file, line and column, but for those that speak of the clean base package.
fn told(package: &TestPackage) -> Vec<String> {
    let report = package.report();
    let places = report.findings.iter().map(|finding| {
        let line = finding.line.map_or(String::new(), |line| format!(":{line}"));
        let column = finding.column.as_deref().map_or(String::new(), |column| format!(" {column}"));
        format!("{} {}{line}{column}", finding.rule, finding.file.as_deref().unwrap_or_default())
    });
    let known = TestPackage::base().report().findings;
    places.filter(|told| !known.iter().any(|known| told.starts_with(&format!("{} ", known.rule)))).collect()
}

fn with(name: &str, change: impl Fn(&str) -> Vec<u8>) -> TestPackage {
    let mut package = TestPackage::base();
    let content = change(package.text(name).unwrap());
    package.set(name, content);
    package
}

fn replaced(text: &str, from: &str, to: &[u8]) -> Vec<u8> {
    let (before, after) = text.split_once(from).unwrap();
    [before.as_bytes(), to, after.as_bytes()].concat()
}

/// For each receiver, whether the base package is ready without the records of a file, or without the file.
fn readiness_without(name: &str, change: impl Fn(&mut TestPackage)) -> Vec<(&'static str, bool)> {
    let mut package = TestPackage::base();
    assert!(package.readiness().iter().all(|(_, ready)| *ready), "the base package is ready");
    assert!(package.text(name).is_some());
    change(&mut package);
    package.readiness()
}

fn header_only(package: &mut TestPackage, name: &str) {
    let header = package.text(name).unwrap().lines().next().unwrap().to_owned();
    package.set(name, format!("{header}\r\n"));
}

#[test]
fn a_file_without_records_is_as_bad_as_the_references_into_it() {
    for name in ["users.csv", "orgs.csv", "classes.csv", "courses.csv", "academicSessions.csv"] {
        let readiness = readiness_without(name, |package| header_only(package, name));
        assert!(readiness.iter().all(|(_, ready)| !ready), "{name}: {readiness:?}");
    }
    // Brightspace does not read demographics.csv, and bulk enrollments may be none.
    let readiness = readiness_without("demographics.csv", |package| header_only(package, "demographics.csv"));
    assert_eq!(readiness, [("oneroster", false), ("infinite-campus", false), ("d2l-brightspace", true)]);
    let readiness = readiness_without("enrollments.csv", |package| header_only(package, "enrollments.csv"));
    assert_eq!(readiness, [("oneroster", false), ("infinite-campus", false), ("d2l-brightspace", true)]);
}

#[test]
fn a_cause_says_how_bad_it_is_for_whom() {
    let mut package = TestPackage::base();
    header_only(&mut package, "demographics.csv");
    header_only(&mut package, "courses.csv");
    let report = package.report();
    let of = |file: &str| {
        let total =
            report.totals.iter().find(|it| it.rule == "no-data-rows" && it.file.as_deref() == Some(file)).unwrap();
        serde_json::to_value(&total.profiles).unwrap()
    };
    let error = serde_json::json!("error");
    assert_eq!(of("demographics.csv")["infinite-campus"], error);
    assert_eq!(of("courses.csv")["infinite-campus"], error);
    assert_eq!(of("courses.csv")["d2l-brightspace"], error);
    let without = report.totals.iter().find(|it| it.rule == "student-without-demographics").unwrap();
    assert_eq!(without.caused_by.as_ref().unwrap().rule, "no-data-rows");
}

#[test]
fn whatever_happens_to_a_file_folding_changes_no_verdict() {
    type Change = fn(&mut TestPackage, &str);
    let changes: [(&str, Change); 7] = [
        ("removed", |package, name| package.files.retain(|(file, _)| file != name)),
        ("removed and called absent", |package, name| {
            package.remove(name);
            package.declare(name, "absent");
        }),
        ("emptied", |package, name| package.set(name, "")),
        ("header only", header_only),
        ("header only, as delta", |package, name| {
            header_only(package, name);
            package.declare(name, "delta");
        }),
        ("without ids", |package, name| {
            let text = package.text(name).unwrap().replace("sourcedId,", "nobody,");
            package.set(name, text);
        }),
        ("with a quote that never closes", |package, name| {
            let text = package.text(name).unwrap().replacen('\n', "\n\"", 1);
            package.set(name, text);
        }),
    ];
    for base in [TestPackage::base(), TestPackage::base_1_2()] {
        for name in base.files.iter().map(|(name, _)| name).filter(|name| *name != "manifest.csv") {
            for (what, change) in changes {
                let mut package = base.clone();
                change(&mut package, name);
                println!("{name} {what}: {:?}", package.readiness());
            }
        }
    }
}

#[test]
fn a_date_that_is_not_utf8_is_told_once() {
    let package = with("enrollments.csv", |text| replaced(text, "2026-08-01", b"2026\xE208-01"));
    assert_eq!(told(&package), ["not-utf8 enrollments.csv:2 beginDate"]);
}

#[test]
fn a_value_of_the_manifest_that_is_not_utf8_is_told_once() {
    let package = with("manifest.csv", |text| replaced(text, "manifest.version,1.0", b"manifest.version,1.0\xE9"));
    assert_eq!(told(&package), ["not-utf8 manifest.csv:2 value"]);
}

#[test]
fn the_encoding_is_named_with_what_to_do() {
    let said = |name: &[u8]| {
        let package = with("users.csv", |text| replaced(text, "Okafor", name));
        let report = package.report();
        let finding = report.findings.into_iter().find(|it| it.rule == "not-utf8").unwrap();
        (finding.message, finding.fix)
    };
    let (message, fix) = said(b"Mu\xF1oz");
    assert!(message.contains("They look like Windows-1252. The first is in familyName"), "{message}");
    assert!(fix.contains("in a text editor as Windows-1252, and save it as UTF-8"), "{fix}");
    let (message, fix) = said(b"Mu\xC3\xB1oz-Garc\xC3");
    assert!(message.contains("aren't in UTF-8. They end in half a letter. The first is"), "{message}");
    assert!(fix.starts_with("A program cut these values"), "{fix}");
    let (message, _) = said(b"\x81\x8D\x8F\x90\x9D\x81\xFF\xFE");
    assert!(message.contains("aren't in UTF-8. The first"), "{message}");
}

#[test]
fn a_reference_that_is_not_utf8_is_told_once() {
    let package = with("enrollments.csv", |text| replaced(text, "school1,student1", b"school1,stud\xE9nt1"));
    assert_eq!(told(&package), ["not-utf8 enrollments.csv:2 userSourcedId"]);
}

#[test]
fn references_to_an_id_that_is_not_utf8_are_put_down_to_it() {
    let package = with("users.csv", |text| replaced(text, "\nstudent1", b"\nstud\xE9nt1"));
    assert_eq!(told(&package), ["not-utf8 users.csv:2 sourcedId"]);
    let report = package.report();
    let folded: Vec<_> = report
        .totals
        .iter()
        .filter_map(|total| Some((total.rule, total.count, total.caused_by.as_ref()?.rule)))
        .collect();
    assert_eq!(folded, [("unknown-reference", 1, "not-utf8"), ("unknown-reference", 1, "not-utf8")]);
}

#[test]
fn whole_rows_keep_quiet_of_a_damaged_cell_and_speak_of_the_others() {
    // The address of a teacher is wrong because of the quote; that the student has no grade is another matter.
    let package = with("users.csv", |text| {
        let text = replaced(text, "lena.brook@school.example", b"lena\" at school");
        replaced(std::str::from_utf8(&text).unwrap(), ",09,", b",,")
    });
    assert_eq!(told(&package), ["stray-quote users.csv:3 email", "student-without-grade users.csv:2 grades"]);
}

#[test]
fn subjects_with_a_damaged_cell_are_not_counted() {
    let package = with("classes.csv", |text| {
        let header = text.lines().next().unwrap();
        let at = |name: &str| header.split(',').position(|column| column == name).unwrap();
        let mut lines = vec![header.to_owned()];
        for line in text.lines().skip(1) {
            let mut cells: Vec<String> = line.split(',').map(str::to_owned).collect();
            cells[at("subjects")] = "\"Math\",Physics\"".into();
            cells[at("subjectCodes")] = "\"1,2\"".into();
            lines.push(cells.join(","));
        }
        lines.join("\n").into_bytes()
    });
    assert!(told(&package).iter().all(|told| !told.starts_with("unpaired-subjects")), "{:?}", told(&package));
}

#[test]
fn nobody_is_missed_in_a_file_with_a_damaged_reference() {
    // Whose enrollment the second row is cannot be known: it may be the teacher's.
    for damage in [&b"tea\"cher1"[..], b"teach\xE9r1"] {
        let package =
            with("enrollments.csv", |text| replaced(text, "school1,teacher1", &[b"school1,", damage].concat()));
        let told = told(&package);
        assert_eq!(told.len(), 1, "{told:?}");
    }
}

#[test]
fn another_separator_is_seen_behind_blank_lines() {
    for lines in 1..3u64 {
        let package = with("orgs.csv", |text| {
            ["\r\n".repeat(usize::try_from(lines).unwrap()), text.replace(',', ";")].concat().into_bytes()
        });
        let told = told(&package);
        assert!(told.contains(&format!("wrong-delimiter orgs.csv:{}", lines + 1)), "{told:?}");
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told.contains(&"lines-above-header orgs.csv:1".to_owned()), "{told:?}");
    }
}

#[test]
fn a_file_that_stops_at_its_header_is_told_of_as_a_whole() {
    // Neither a header nor as many cells as columns: no row can be read.
    let package = with("users.csv", |_| b"ada,okafor\r\rlena,br\xF6\xF6k\r".to_vec());
    let told = told(&package);
    for expected in ["missing-header-row users.csv:1", "not-utf8 users.csv:3", "cr-line-endings users.csv"] {
        assert!(told.iter().any(|told| told == expected), "{expected}: {told:?}");
    }
    let report = package.report();
    let cr = report.findings.iter().find(|finding| finding.rule == "cr-line-endings").unwrap();
    assert!(cr.message.contains('3'), "{}", cr.message);
}

#[test]
fn an_enrollment_whose_id_is_repeated_is_counted_once() {
    let count = |package: &TestPackage| {
        let enrollments = package.report().effects.into_iter().find(|it| it.what == What::Enrollments);
        enrollments.and_then(|it| it.count)
    };
    let package = with("enrollments.csv", |text| {
        let last = text.lines().last().unwrap();
        [text, last, "\n", last, "\n"].concat().into_bytes()
    });
    assert_eq!(count(&TestPackage::base()), Some(2));
    assert_eq!(count(&package), Some(2));
    // A row that could not be divided into its columns was not counted, and is not taken back.
    let package = with("enrollments.csv", |text| [text, "enrollment2,,,class1\n"].concat().into_bytes());
    assert_eq!(count(&package), Some(2));
}

#[test]
fn a_manifest_of_endless_rows_is_said_to_be_checked_in_part() {
    let rows = |count: usize| {
        let package = with("manifest.csv", |text| {
            let known = text.lines().count() - 1;
            [text, &"file.x,bulk\n".repeat(count - known)].concat().into_bytes()
        });
        let report = package.report();
        report.not_checked.into_iter().any(|it| it.what == "the rows of manifest.csv after row 1,000")
    };
    assert!(!rows(1000));
    assert!(rows(1001));
}

#[test]
fn the_type_of_a_record_is_its_own_also_behind_a_row_without_an_id() {
    // The school repeats the type of the row before it, which has no id and so is no record.
    let package = with("orgs.csv", |text| {
        let mut lines: Vec<&str> = text.lines().collect();
        let at = lines.iter().position(|line| line.starts_with("school1,")).unwrap();
        let school = lines.remove(at);
        let nameless = school.strip_prefix("school1").unwrap();
        lines.extend([nameless, school]);
        (lines.join("\n") + "\n").into_bytes()
    });
    assert_eq!(told(&package), ["required-value orgs.csv:3 sourcedId", "repeated-code orgs.csv:4 identifier"]);
}

/// What is told of the base package when files have other names.
fn told_renamed(renames: &[(&str, &str)]) -> Vec<String> {
    let mut package = TestPackage::base();
    for (from, to) in renames {
        let (name, _) = package.files.iter_mut().find(|(name, _)| name == from).unwrap();
        (*to).clone_into(name);
    }
    package.readiness();
    told(&package)
}

#[test]
fn a_file_under_another_name_is_told_once_and_read() {
    for (from, to) in [
        ("orgs.csv", "Organizations.csv"),
        ("orgs.csv", "organisations.csv"),
        ("orgs.csv", "OR_orgs.csv"),
        ("orgs.csv", "oneroster_orgs.csv"),
        ("orgs.csv", "orgs_Cedar.csv"),
        ("orgs.csv", "Copy of orgs.csv"),
        ("orgs.csv", "orgs - Copy.csv"),
        ("orgs.csv", "orgs-final.csv"),
        ("orgs.csv", "export 1.csv"),
        ("enrollments.csv", "enrolments.csv"),
        ("enrollments.csv", "enrollment.csv"),
        ("academicSessions.csv", "academic_sessions.csv"),
        ("academicSessions.csv", "terms.csv"),
        ("users.csv", "Users_Export.csv"),
        ("users.csv", "students.csv"),
        ("demographics.csv", "demo.csv"),
        ("courses.csv", "course.csv"),
        ("classes.csv", "sections.csv"),
        ("manifest.csv", "oneroster_manifest.csv"),
    ] {
        assert_eq!(told_renamed(&[(from, to)]), [format!("misnamed-file {to}")], "{from}");
    }
}

#[test]
fn of_two_files_that_claim_one_name_neither_is_guessed() {
    let mut package = TestPackage::base();
    let users = package.text("users.csv").unwrap().to_owned();
    package.remove("users.csv");
    package.set("students.csv", users.clone());
    package.set("teachers.csv", users.clone());
    assert!(package.readiness().iter().all(|(_, ready)| !ready));
    assert_eq!(told(&package), ["misnamed-file students.csv"]);
    let report = package.report();
    let said = report.findings.iter().find(|it| it.rule == "misnamed-file").unwrap();
    assert_eq!(said.message, "students.csv and teachers.csv both look like users.csv, so we checked neither.");
    // Where the right name is there, it is read, and the other one is named for what it is.
    let mut package = TestPackage::base();
    package.set("Copy of users.csv", users);
    assert!(package.readiness().iter().all(|(_, ready)| *ready));
    assert_eq!(told(&package), ["unknown-file Copy of users.csv"]);
}

#[test]
fn a_file_that_is_not_of_the_standard_is_not_taken_for_one() {
    let mut package = TestPackage::base();
    package.set("students.csv", "Name,Email,Phone\nAnn,ann@example.org,1\n");
    package.set("notes.csv", "sourcedId,note\n1,x\n");
    package.set("data.bin", vec![0; 100]);
    let told = told(&package);
    assert_eq!(told, ["unknown-file students.csv", "unknown-file notes.csv", "unknown-file data.bin"]);
}

fn replaced_in(name: &str, header: &str, rows: &[&str]) -> TestPackage {
    let mut package = TestPackage::base();
    package.set(name, format!("{header}\n{}\n", rows.join("\n")));
    package
}

#[test]
fn an_empty_line_beside_a_remark_belongs_to_it_however_the_rows_come() {
    let text = TestPackage::base().text("orgs.csv").unwrap().to_owned();
    let (header, rows) = text.split_once('\n').unwrap();
    let more: Vec<String> =
        (0..300).map(|number| format!("d{number},,,Org {number},department,,district1\n")).collect();
    let more = more.concat();
    for (content, line) in [
        (format!("{header}\n{rows}{more}{header}\n\na,,,Annex,department,,district1\n"), 304),
        (format!("{header}\n{rows}{more}\n{header}\na,,,Annex,department,,district1\n"), 305),
        (format!("{header}\n{rows}{more}\n{header}\n\na,,,Annex,department,,district1\n"), 305),
    ] {
        let package = with("orgs.csv", |_| content.clone().into_bytes());
        assert_eq!(told(&package), [format!("repeated-header orgs.csv:{line}")]);
    }
}

#[test]
fn references_of_a_file_into_itself_are_judged_however_many_wait_for_its_end() {
    // Up to 65,536 are kept; where there are more, the file is read again.
    let of = |users: usize| {
        let row = |number: usize| match number % 4 {
            0 => format!("u{number},,,true,school1,student,u{number},,Ann,Lee,,9{number:06},,,,\"last,nobody\",09,"),
            1 => format!("u{number},,,true,school1,student,u{number},,Ann,Lee,,9{number:06},,,,last,09,"),
            2 => format!("u{number},,,true,school1,student,u{number},,Ann,Lee,,9{number:06},,,,a b;,09,"),
            _ => format!("u{number},,,true,school1,student,u{number},,Ann,Lee,,9{number:06},,,,x;y,09,"),
        };
        let rows: Vec<String> = (0..users).map(row).collect();
        let last = "last,,,true,school1,parent,last,,Ann,Lee,,,,,,,,";
        let package = with("users.csv", |text| format!("{text}{}\n{last}\n", rows.join("\n")).into_bytes());
        let report = Report::new(
            &package.check_with(&Options { max_per_rule: usize::MAX, ..Options::default() }),
            Values::Shown,
        );
        let told = |rule: &str| -> Vec<(u64, Option<String>)> {
            let findings =
                report.findings.iter().filter(|it| it.rule == rule && it.column.as_deref() == Some("agentSourcedIds"));
            findings.map(|it| (it.line.unwrap(), it.source_id.clone())).collect()
        };
        ["unknown-reference", "other-list-separator", "bad-sourced-id"].map(told)
    };
    let (few, many) = (of(400), of(100_000));
    for (few, many) in few.iter().zip(&many) {
        assert_eq!(many[..few.len()], few[..]);
        assert_eq!(many.len(), 250 * few.len());
    }
    assert_eq!(few[0].len(), 200, "the unknown one, and what is no id");
    assert_eq!(few[1].len(), 100);
}

const SESSIONS: &str = "sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear";

#[test]
fn sessions_lie_within_their_parents() {
    let text = TestPackage::base().text("academicSessions.csv").unwrap().to_owned();
    let first: Vec<&str> = text.lines().skip(1).collect();
    let with = |rows: &[&str]| {
        let rows: Vec<&str> = first.iter().chain(rows).copied().collect();
        told(&replaced_in("academicSessions.csv", SESSIONS, &rows))
    };
    let year = "y27,,,2026-2027,schoolYear,2026-08-01,2027-06-30,,2027";
    // Tracks of a year-round school, and a last day that is the day after.
    for right in [
        &[year, "a,,,Track A,term,2026-08-01,2027-03-01,y27,2027", "b,,,Track B,term,2026-09-01,2027-07-01,y27,2027"][..],
        &[year, "q1,,,Q1,gradingPeriod,2026-08-01,2026-10-15,y27,2027"],
    ] {
        assert_eq!(with(right), Vec::<String>::new());
    }
    let line = first.len() + 3;
    let late = with(&[year, "q1,,,Q1,gradingPeriod,2026-08-01,2027-10-15,y27,2027"]);
    assert_eq!(late, [format!("session-outside-parent academicSessions.csv:{line} endDate")]);
    let early = with(&[year, "q1,,,Q1,gradingPeriod,2025-08-01,2026-10-15,y27,2027"]);
    assert_eq!(early, [format!("session-outside-parent academicSessions.csv:{line} startDate")]);
}

/// What a rule says, with its line: of any severity.
fn lines_of(package: &TestPackage, rule: &str) -> Vec<u64> {
    package.report().findings.iter().filter(|it| it.rule == rule).map(|it| it.line.unwrap_or(0)).collect()
}

#[test]
fn sessions_that_overlap_by_one_wrong_date_are_told() {
    let with = |sessions: &[[&str; 4]]| {
        let mut rows = vec!["year1,,,Maple 2026-2027,schoolYear,2026-08-01,2027-07-01,,2027".to_owned()];
        rows.push("term1,,,Maple,semester,2026-08-01,2026-12-20,year1,2027".to_owned());
        rows.extend(sessions.iter().map(|[id, kind, from, to]| format!("{id},,,{id},{kind},{from},{to},year1,2027")));
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        lines_of(&replaced_in("academicSessions.csv", SESSIONS, &rows), "overlapping-sessions")
    };
    for (told, sessions) in [
        // A wrong month.
        (vec![5], [["q1", "term", "2026-08-10", "2026-10-16"], ["q2", "term", "2026-10-02", "2026-12-18"]].as_slice()),
        (vec![5], &[["q2", "term", "2026-10-19", "2027-01-30"], ["q3", "term", "2027-01-04", "2027-03-12"]]),
        // One session that is too long at both ends.
        (
            vec![5, 6],
            &[
                ["q1", "term", "2026-08-10", "2026-10-16"],
                ["q2", "term", "2026-10-02", "2027-01-20"],
                ["q3", "term", "2027-01-04", "2027-03-12"],
            ],
        ),
        // The day after the last one, and one behind the other.
        (vec![], &[["q1", "term", "2026-08-10", "2026-10-16"], ["q2", "term", "2026-10-16", "2026-12-18"]]),
        // Year-round tracks.
        (
            vec![],
            &[
                ["a1", "term", "2026-08-01", "2026-10-01"],
                ["b1", "term", "2026-09-01", "2026-11-01"],
                ["a2", "term", "2026-10-20", "2026-12-20"],
                ["b2", "term", "2026-11-20", "2027-01-20"],
            ],
        ),
        // Calendars of two schools below one school year.
        (
            vec![],
            &[
                ["e1", "term", "2026-08-10", "2026-12-20"],
                ["h1", "term", "2026-08-12", "2027-01-15"],
                ["e2", "term", "2027-01-05", "2027-05-25"],
                ["h2", "term", "2027-01-16", "2027-06-10"],
            ],
        ),
        // A full year beside its quarters, and sessions of other types.
        (vec![], &[["full", "term", "2026-08-10", "2027-06-10"], ["q1", "term", "2026-08-10", "2026-10-16"]]),
        (vec![], &[["q1", "gradingPeriod", "2026-08-10", "2026-10-16"], ["q2", "term", "2026-10-02", "2026-12-18"]]),
    ] {
        assert_eq!(with(sessions), told, "{sessions:?}");
    }
}

#[test]
fn an_enrollment_is_at_the_school_of_its_class() {
    let mut package = TestPackage::base();
    let orgs = package.text("orgs.csv").unwrap().to_owned();
    package.set("orgs.csv", format!("{orgs}school2,,,Oak School,school,1002,district1\nprogram1,,,Night,school,,school1\nroom1,,,Room,school,,program1\n"));
    let users =
        package.text("users.csv").unwrap().replacen(",school1,student", ",\"school1,school2,room1\",student", 1);
    package.set("users.csv", users);
    let enrollments = package.text("enrollments.csv").unwrap().to_owned();
    let at = |school: &str| {
        let mut package = package.clone();
        package.set("enrollments.csv", enrollments.replacen(",school1,student1", &format!(",{school},student1"), 1));
        told(&package)
    };
    assert_eq!(at("school1"), Vec::<String>::new());
    assert_eq!(at("school2"), ["enrollment-at-other-school enrollments.csv:2 schoolSourcedId"]);
    // One above the other, up or down.
    for related in ["program1", "room1"] {
        assert_eq!(at(related), Vec::<String>::new(), "{related}");
    }
    assert_eq!(at("district1"), ["wrong-target-type enrollments.csv:2 schoolSourcedId"]);
    // What leads nowhere has a finding of its own.
    assert_eq!(at("school9"), ["unknown-reference enrollments.csv:2 schoolSourcedId"]);
    let message = |values| {
        let mut package = package.clone();
        package.set("enrollments.csv", enrollments.replacen(",school1,student1", ",school2,student1", 1));
        let report = Report::new(&package.check_with(&Options::default()), values);
        report.findings.into_iter().find(|it| it.rule == "enrollment-at-other-school").unwrap().message
    };
    assert!(message(Values::Shown).contains("school2") && message(Values::Shown).contains("school1"));
    assert!(!message(Values::Masked).contains("school2") && !message(Values::Masked).contains("school1"));
}

#[test]
fn a_school_that_is_nobodys_is_told() {
    let with_school = |row: &str| {
        let mut package = TestPackage::base();
        let orgs = package.text("orgs.csv").unwrap().to_owned();
        package.set("orgs.csv", format!("{orgs}{row}\n"));
        package
    };
    let school = "school2,,,Oak School,school,1002,district1";
    let package = with_school(school);
    assert_eq!(lines_of(&package, "unused-school"), [4]);
    assert_eq!(lines_of(&with_school("office1,,,Office,department,,district1"), "unused-school"), Vec::<u64>::new());
    // A user, a class, a course, an org below it; or nobody can know.
    for (name, from, to) in [
        ("users.csv", ",school1,student", ",\"school1,school2\",student"),
        ("users.csv", ",school1,student", ",school1;school2,student"),
        ("classes.csv", ",school1,", ",school2,"),
        ("courses.csv", ",school1,", ",school2,"),
        (
            "orgs.csv",
            "Oak School,school,1002,district1",
            "Oak School,school,1002,district1\nnight,,,Night,department,,school2",
        ),
        ("users.csv", ",school1,student", ",school9,student"),
    ] {
        let mut package = package.clone();
        let text = package.text(name).unwrap().replacen(from, to, 1);
        package.set(name, text);
        assert_eq!(lines_of(&package, "unused-school"), Vec::<u64>::new(), "{name} {to}");
    }
    let mut package = package.clone();
    header_only(&mut package, "users.csv");
    assert_eq!(lines_of(&package, "unused-school"), Vec::<u64>::new(), "nobody at all is another finding");
}

#[test]
fn a_list_by_another_sign_is_named_for_what_it_is() {
    for (cell, sign) in [
        ("school1;district1", "semicolons"),
        ("school1|district1", "vertical bars"),
        ("school1; school9", "semicolons"),
    ] {
        let mut package = TestPackage::base();
        let users = package.text("users.csv").unwrap().replacen(",school1,student", &format!(",{cell},student"), 1);
        package.set("users.csv", users);
        assert_eq!(told(&package), ["other-list-separator users.csv:2 orgSourcedIds"], "{cell}");
        let report = package.report();
        let said = report.findings.iter().find(|it| it.rule == "other-list-separator").unwrap();
        assert!(said.message.contains(sign) && said.fix.contains("comma"), "{} {}", said.message, said.fix);
    }
    // An org whose own id has such a sign is told there, and who names it names what is there.
    let mut package = TestPackage::base();
    for name in ["orgs.csv", "users.csv", "courses.csv", "classes.csv", "enrollments.csv"] {
        let text = package.text(name).unwrap().replace("school1", "sch;1");
        package.set(name, text);
    }
    assert!(told(&package).iter().all(|told| told.starts_with("bad-sourced-id orgs.csv:2")), "{:?}", told(&package));
}

const ENROLLMENTS: &str =
    "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate";

#[test]
fn the_same_enrollment_twice_is_told_and_coming_back_is_not() {
    let text = TestPackage::base().text("enrollments.csv").unwrap().to_owned();
    let first: Vec<&str> = text.lines().skip(1).collect();
    let enrollment = |id: &str, dates: &str| format!("{id},,,class1,school1,student1,student,,{dates}");
    let with = |more: &[String]| {
        let others = first.iter().filter(|row| !row.contains(",student1,"));
        let rows: Vec<&str> = more.iter().map(String::as_str).chain(others.copied()).collect();
        told(&replaced_in("enrollments.csv", ENROLLMENTS, &rows))
    };
    let back = [enrollment("a", "2026-08-01,2026-10-01"), enrollment("b", "2026-10-01,2026-12-20")];
    assert_eq!(with(&back), Vec::<String>::new(), "who leaves and comes back");
    for dates in [["2026-08-01,2026-12-20", "2026-09-01,2026-12-20"], [",", ","], ["2026-08-01,2026-12-20"; 2]] {
        let twice = [enrollment("a", dates[0]), enrollment("b", dates[1])];
        assert_eq!(with(&twice), ["repeated-enrollment enrollments.csv:3 userSourcedId"], "{dates:?}");
    }
}

#[test]
fn one_person_once_for_each_school_is_said_to_be_one() {
    let package = TestPackage::base();
    let text = package.text("users.csv").unwrap();
    let teacher = text.lines().find(|line| line.starts_with("teacher1,")).unwrap();
    let again = teacher.replacen("teacher1", "teacher1b", 1);
    let mut package = package.clone();
    package.set("users.csv", format!("{text}{again}\n"));
    let report = package.report();
    for rule in ["repeated-username", "shared-email"] {
        let finding = report.findings.iter().find(|it| it.rule == rule).unwrap();
        assert!(finding.message.contains("may be one person"), "{}", finding.message);
        assert!(finding.fix.starts_with("If it is one person"), "{}", finding.fix);
    }
}

#[test]
fn a_bulk_export_that_is_called_a_delta_is_one_cause() {
    let mut package = TestPackage::base();
    let names: Vec<String> = package.files.iter().map(|(name, _)| name.clone()).collect();
    for name in names.iter().filter(|name| *name != "manifest.csv") {
        package.declare(name, "delta");
    }
    assert!(package.readiness().iter().all(|(_, ready)| !ready));
    let report = package.report();
    let of = |rule: &str| report.totals.iter().filter(|total| total.rule == rule).collect::<Vec<_>>();
    assert!(of("blank-in-delta").iter().all(|total| total.caused_by.as_ref().unwrap().rule == "delta-for-dessa"));
    assert!(of("blank-in-delta").iter().map(|total| total.count).sum::<u64>() > 20);
    assert_eq!(of("delta-for-dessa").len(), 1, "one card");
}

#[test]
fn no_fix_works_against_a_chosen_receiver() {
    let fixes = |package: &TestPackage, profiles: &[Receiver]| -> Vec<String> {
        let options = Options { profiles: profiles.to_vec(), ..Options::default() };
        let report = Report::new(&package.check_with(&options), Values::Shown);
        report.findings.into_iter().filter(|it| it.fix.contains("absent")).map(|it| it.rule.to_owned()).collect()
    };
    let mut changed: Vec<TestPackage> = Vec::new();
    for name in ["demographics.csv", "courses.csv", "users.csv"] {
        let mut package = TestPackage::base();
        header_only(&mut package, name);
        changed.push(package.clone());
        package.set(name, "");
        changed.push(package.clone());
        package.remove(name);
        package.declare(name, "bulk");
        changed.push(package);
    }
    for package in &changed {
        assert_eq!(fixes(package, &Receiver::by_default().collect::<Vec<_>>()), Vec::<String>::new());
    }
    // Brightspace alone does not read demographics.csv.
    assert_eq!(
        fixes(&changed[0], &[Receiver::ONEROSTER, Receiver::D2L_BRIGHTSPACE]),
        ["no-data-rows", "file-not-processed"]
    );
    // Nobody leaves out a file to which others refer.
    assert_eq!(fixes(&changed[3], &[Receiver::ONEROSTER]), Vec::<String>::new());
}

/// Class, user and role.
type Enrolled = (usize, usize, &'static str);
type Order = fn(&mut Vec<Enrolled>);

/// Enrollments of so many classes with ten students and a teacher each, in the given order, and one of them once more.
fn long_enrollments(classes: usize, order: Order, again: Option<&str>) -> TestPackage {
    let people = classes / 4;
    let mut package = TestPackage::base();
    let mut add = |name: &str, rows: &mut dyn Iterator<Item = String>| {
        let text = package.text(name).unwrap().to_owned();
        let rows: Vec<String> = rows.collect();
        package.set(name, format!("{text}{}\n", rows.join("\n")));
    };
    add("classes.csv", &mut (0..classes).map(|it| format!("c{it},,,C,,course1,C-{it},scheduled,,school1,term1,,,")));
    add(
        "users.csv",
        &mut (0..people).map(|it| format!("u{it},,,true,school1,student,u{it},,Ann,Lee,,9{it:06},,,,,09,")),
    );
    let mut all: Vec<Enrolled> = Vec::new();
    for class in 0..classes {
        all.extend((0..10).map(|number| (class, (class * 7 + number) % people, "student")));
        all.push((class, (class * 7 + 50) % people, "teacher"));
    }
    order(&mut all);
    let (class, user, role) = all[all.len() / 3];
    let dates = "2026-08-01,2026-12-20";
    let rows = all
        .iter()
        .enumerate()
        .map(|(number, (class, user, role))| format!("e{number},,,c{class},school1,u{user},{role},,{dates}"));
    let again = again.map(|dates| format!("again,,,c{class},school1,u{user},{role},,{dates}"));
    add("enrollments.csv", &mut rows.chain(again));
    package
}

#[test]
fn enrollments_of_long_files_are_compared_in_any_order() {
    let orders: [(&str, Order); 5] = [
        ("class", |_| ()),
        ("user", |all| all.sort_by_key(|(class, user, _)| (*user, *class))),
        ("role", |all| all.sort_by_key(|(class, user, role)| (*role, *class, *user))),
        ("chance", |all| all.sort_by_key(|(class, user, _)| (class * 2_654_435_761 + user * 40_503) % 65_521)),
        ("late", |all| all[17_000..].sort_by_key(|(class, user, _)| (class * 2_654_435_761 + user * 40_503) % 65_521)),
    ];
    for (by, order) in orders {
        for (dates, times) in [(None, 0), (Some("2026-09-01,2026-12-20"), 1), (Some("2026-12-20,2027-01-30"), 0)] {
            let package = long_enrollments(1800, order, dates);
            let lines = lines_of(&package, "repeated-enrollment");
            let last = package.text("enrollments.csv").unwrap().lines().count() as u64;
            assert_eq!(lines, vec![last; times], "by {by}, {dates:?}");
        }
    }
}
