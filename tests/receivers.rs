//! Receivers as data: each has a clean package, each of its rules is found, and what every rule is to every receiver
//! stands in `tests/golden/receivers.txt`. Descriptions that come from strangers are bounded and cannot pass for others.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use std::fmt::Write;

use crate::support::{Table, TestPackage};
use proptest::prelude::*;
use rostercheck::check::Options;
use rostercheck::oneroster::Version;
use rostercheck::receivers::{Ask, Described, Receiver, Refused, Severity, from_link, to_link};
use rostercheck::report::{Format, Report, SeverityName, Style};
use rostercheck::rules::{RULES, Rule, Values};
use rostercheck::senders::Sender;

/// The receivers that are not chosen by default.
fn later() -> impl Iterator<Item = Receiver> {
    Receiver::all().filter(|receiver| !receiver.declaration().by_default)
}

fn named(id: &str) -> Receiver {
    Receiver::from_id(id).unwrap_or_else(|| panic!("no receiver {id}"))
}

/// A package with which a receiver is content.
fn clean(receiver: Receiver) -> TestPackage {
    let mut package =
        if receiver.declaration().versions == [Version::V1_2] { TestPackage::base_1_2() } else { TestPackage::base() };
    if let Some(name) = receiver.declaration().zip.name {
        name.clone_into(&mut package.zip_name);
    }
    package
}

fn report(package: &TestPackage, receiver: Receiver) -> Report {
    let options = Options { profiles: vec![receiver], ..Options::default() };
    Report::new(&package.check_with(&options), Values::Shown)
}

fn heard(report: &Report) -> Vec<(&'static str, SeverityName)> {
    let told = report.totals.iter().filter(|total| total.caused_by.is_none());
    told.map(|total| (total.rule, total.severity)).collect()
}

/// Puts a value into a cell; a row behind the last one is a copy of the first.
fn set(package: &mut TestPackage, file: &str, row: usize, column: &str, value: &str) {
    let mut table = Table::parse(package.text(file).unwrap());
    let place = table.header.iter().position(|name| name == column).unwrap();
    while table.rows.len() <= row {
        table.rows.push(table.rows[0].clone());
    }
    value.clone_into(&mut table.rows[row][place]);
    package.set(file, table.text());
}

#[test]
fn each_has_a_clean_package() {
    for receiver in later() {
        let report = report(&clean(receiver), receiver);
        assert_eq!(heard(&report), [], "{}: {:#?}", receiver.id(), report.findings.first().map(|it| &it.message));
        assert!(report.verdicts.iter().all(|verdict| verdict.ready && verdict.remark.is_none()));
    }
}

/// What is done to a clean package.
type Change<'a> = Box<dyn Fn(&mut TestPackage) + 'a>;

#[test]
fn what_each_asks_for_is_found() {
    let long = "a".repeat(300);
    let cases: Vec<(&str, &str, SeverityName, Change)> = vec![
        ("classlink", "missing-manifest", SeverityName::Error, Box::new(|it| it.remove("manifest.csv"))),
        (
            "classlink",
            "missing-column",
            SeverityName::Error,
            Box::new(|it| {
                let columns = ["sourcedId", "status", "dateLastModified", "name", "type", "parentSourcedId"];
                let orgs = Table::parse(it.text("orgs.csv").unwrap()).with_columns(&columns).text();
                it.set("orgs.csv", orgs);
            }),
        ),
        (
            "classlink",
            "needed-file-missing",
            SeverityName::Error,
            Box::new(|it| {
                it.remove("enrollments.csv");
                it.declare("enrollments.csv", "absent");
            }),
        ),
        ("classlink", "required-value", SeverityName::Error, Box::new(|it| set(it, "users.csv", 0, "givenName", ""))),
        ("classlink", "version-not-accepted", SeverityName::Error, Box::new(|it| *it = TestPackage::base_1_2())),
        ("great-minds", "needed-file-missing", SeverityName::Error, Box::new(|it| it.remove("enrollments.csv"))),
        ("great-minds", "mode-not-accepted", SeverityName::Error, Box::new(|it| it.declare("orgs.csv", "delta"))),
        (
            "great-minds",
            "too-long-for-receiver",
            SeverityName::Error,
            Box::new(|it| set(it, "classes.csv", 1, "sourcedId", &long)),
        ),
        (
            "great-minds",
            "character-not-accepted",
            SeverityName::Error,
            Box::new(|it| set(it, "users.csv", 2, "sourcedId", "a b")),
        ),
        (
            "great-minds",
            "misplaced-column",
            SeverityName::Error,
            Box::new(|it| {
                let columns =
                    ["sourcedId", "status", "dateLastModified", "type", "name", "identifier", "parentSourcedId"];
                let orgs = Table::parse(it.text("orgs.csv").unwrap()).with_columns(&columns).text();
                it.set("orgs.csv", orgs);
            }),
        ),
        (
            "great-minds",
            "no-data-rows",
            SeverityName::Error,
            Box::new(|it| {
                let header = it.text("enrollments.csv").unwrap().lines().next().unwrap().to_owned() + "\n";
                it.set("enrollments.csv", header);
            }),
        ),
        (
            "hmh",
            "needed-file-missing",
            SeverityName::Error,
            Box::new(|it| {
                it.remove("demographics.csv");
                it.declare("demographics.csv", "absent");
            }),
        ),
        ("hmh", "mode-not-accepted", SeverityName::Error, Box::new(|it| it.declare("orgs.csv", "delta"))),
        (
            "hmh",
            "too-long-for-receiver",
            SeverityName::Error,
            Box::new(|it| set(it, "classes.csv", 1, "sourcedId", &long)),
        ),
        (
            "hmh",
            "ids-alike-but-for-case",
            SeverityName::Error,
            Box::new(|it| set(it, "users.csv", 2, "sourcedId", "STUDENT1")),
        ),
        ("naviance", "zip-not-as-agreed", SeverityName::Error, Box::new(|it| it.zip_name = "OneRoster.zip".into())),
        ("naviance", "mode-not-accepted", SeverityName::Error, Box::new(|it| it.declare("orgs.csv", "delta"))),
        (
            "naviance",
            "value-not-accepted",
            SeverityName::Warning,
            Box::new(|it| set(it, "users.csv", 1, "role", "aide")),
        ),
        ("great-minds", "version-not-accepted", SeverityName::Error, Box::new(|it| *it = TestPackage::base_1_2())),
        ("hmh", "version-not-accepted", SeverityName::Error, Box::new(|it| *it = TestPackage::base_1_2())),
        ("naviance", "version-not-accepted", SeverityName::Error, Box::new(|it| *it = TestPackage::base_1_2())),
        (
            "naviance",
            "needed-file-missing",
            SeverityName::Error,
            Box::new(|it| {
                it.remove("demographics.csv");
                it.declare("demographics.csv", "absent");
            }),
        ),
        (
            "managebac",
            "missing-file",
            SeverityName::Warning,
            Box::new(|it| {
                it.remove("courses.csv");
                it.declare("courses.csv", "absent");
                // Where a row refers to what is missing, that is an error as ever.
                for file in ["classes.csv", "enrollments.csv"] {
                    let header = it.text(file).unwrap().lines().next().unwrap().to_owned() + "\n";
                    it.set(file, header);
                }
            }),
        ),
        (
            "managebac",
            "wrong-manifest-version",
            SeverityName::Error,
            Box::new(|it| {
                let manifest = it.text("manifest.csv").unwrap().replace("manifest.version,1.0", "manifest.version,1");
                it.set("manifest.csv", manifest);
            }),
        ),
        (
            "managebac",
            "unknown-manifest-property",
            SeverityName::Error,
            Box::new(|it| {
                let manifest = format!(
                    "{}file.attendance,absent\n",
                    it.text("manifest.csv").unwrap().trim_end_matches('\n').to_owned() + "\n"
                );
                it.set("manifest.csv", manifest);
            }),
        ),
        ("managebac", "version-not-accepted", SeverityName::Error, Box::new(|it| *it = TestPackage::base())),
        (
            "managebac",
            "value-not-accepted",
            SeverityName::Warning,
            Box::new(|it| set(it, "roles.csv", 0, "role", "guardian")),
        ),
        (
            "managebac",
            "id-in-two-files",
            SeverityName::Error,
            Box::new(|it| set(it, "courses.csv", 1, "sourcedId", "term1")),
        ),
    ];
    for (id, rule, severity, change) in &cases {
        let receiver = named(id);
        let mut package = clean(receiver);
        change(&mut package);
        let heard = heard(&report(&package, receiver));
        assert!(heard.contains(&(rule, *severity)), "{id} {rule}: {heard:?}");
        let of_others = ["infinite-campus", "d2l-brightspace"].map(named);
        let it = RULES.iter().find(|it| it.name == *rule).unwrap();
        let is_new = of_others.iter().all(|other| it.severity_for(*other).is_none());
        let others =
            of_others.iter().any(|other| self::heard(&report(&package, *other)).iter().any(|it| it.0 == *rule));
        assert!(!is_new || !others, "{rule} is no matter to the first receivers");
    }
    // Whatever is its own is tried above.
    for receiver in later() {
        let tried = |rule: &str| cases.iter().any(|(id, name, ..)| named(id) == receiver && *name == rule);
        let own = RULES.iter().filter(|rule| is_own(rule, receiver)).map(|rule| rule.name);
        let missing: Vec<_> = own.filter(|name| !tried(name)).collect();
        assert!(
            missing.is_empty(),
            "{}: add injectors for {missing:?} to the list above: something that the rule finds in a clean package",
            receiver.id()
        );
    }
}

/// Whether a rule is something to a receiver that it is not to everybody who follows the standard.
fn is_own(rule: &Rule, receiver: Receiver) -> bool {
    let declaration = receiver.declaration();
    let says = declaration.says(rule.name).flatten().is_some();
    says || declaration.asks(rule.name).is_some() || rule.severities.names(receiver)
}

/// A cell that is not as a column is asked to be, where there is one: candidates, of which one must be found.
fn against(ask: &Ask) -> Vec<String> {
    match ask {
        Ask::Filled(_) => vec![String::new()],
        Ask::Longest(most) => vec!["a".repeat(*most as usize + 1)],
        Ask::Characters(ranges) => [' ', '~', 'a', '7']
            .into_iter()
            .filter(|letter| !ranges.iter().any(|(first, last)| (first..=last).contains(&letter)))
            .map(|letter| format!("{letter}{letter}x"))
            .collect(),
        Ask::Words(words) => ["aide", "guardian", "proctor", "state", "department", "scheduled", "secondary", "nobody"]
            .into_iter()
            .filter(|word| !words.contains(word))
            .map(Into::into)
            .collect(),
        Ask::UniqueWithoutCase => vec!["STUDENT1".into(), "CLASS1".into(), "SCHOOL1".into(), "COURSE1".into()],
    }
}

#[test]
fn each_statement_about_a_column_is_found() {
    for receiver in Receiver::all() {
        for asked in receiver.declaration().columns {
            let name = match asked.ask {
                Ask::Filled(_) => "required-by-receiver",
                Ask::Longest(_) => "too-long-for-receiver",
                Ask::Characters(_) => "character-not-accepted",
                Ask::Words(_) => "value-not-accepted",
                Ask::UniqueWithoutCase => "ids-alike-but-for-case",
            };
            let is_found = |value: &String| {
                (0..4).any(|row| {
                    let mut package = clean(receiver);
                    set(&mut package, asked.file.file(), row, asked.column, value);
                    let told = report(&package, receiver);
                    let severity = SeverityName::from(asked.severity);
                    told.totals.iter().any(|total| {
                        let column = total.column.as_deref() == Some(asked.column);
                        (total.rule, total.severity) == (name, severity) && column
                    })
                })
            };
            assert!(against(&asked.ask).iter().any(is_found), "{}: {asked:?}", receiver.id());
        }
    }
}

#[test]
fn nothing_is_left_to_be_said() {
    for receiver in Receiver::all() {
        let declaration = receiver.declaration();
        let (title, id) = (declaration.title, declaration.id);
        let pages = declaration.sources.iter().flat_map(|page| [page.title, page.link]);
        let texts = pages
            .chain(declaration.not_public.iter().chain(declaration.not_checked).copied())
            .chain([title, declaration.read_on]);
        for text in texts {
            assert!(!text.contains("SAY "), "{id}: replace the lines in capitals: {text}");
        }
        let is_whole = receiver == Receiver::ONEROSTER || (1..=99).contains(&declaration.complete);
        assert!(is_whole, "{id}: say how much of what it asks for is known: `complete`, in percent");
        let is_said = receiver == Receiver::ONEROSTER || !declaration.not_public.is_empty();
        assert!(is_said, "{id}: say what is not public: `not_public`");
    }
}

/// What a report says is to be done in the sender, for everything that it found.
fn steps(package: &TestPackage, to: &[&str], from: Sender) -> Vec<String> {
    let profiles = to.iter().map(|id| named(id)).collect();
    let options = Options { profiles, sender: Some(from), ..Options::default() };
    let report = Report::new(&package.check_with(&options), Values::Shown);
    let own = |finding: &rostercheck::report::Finding| {
        let is_campus = finding.in_sender.fix_campus.is_some();
        assert!(!is_campus || from == Sender::INFINITE_CAMPUS, "the field of Campus is for Campus");
        finding.in_sender.text().map(str::to_owned)
    };
    report.findings.iter().filter_map(own).collect()
}

#[test]
fn steps_follow_the_sender_whoever_receives_the_package() {
    let mut package = TestPackage::base();
    package.remove("courses.csv");
    package.declare("courses.csv", "absent");
    for to in [&["d2l-brightspace"][..], &["dessa"], &["hmh"]] {
        let campus = steps(&package, to, Sender::INFINITE_CAMPUS);
        assert!(campus.iter().any(|it| it.contains("EXEC extract_V1P1OneRosterCourses")), "{to:?}: {campus:?}");
        let aeries = steps(&package, to, Sender::AERIES);
        assert!(aeries.iter().any(|it| it.contains("School Info > Imports and Exports")), "{to:?}: {aeries:?}");
        assert!(!aeries.iter().any(|it| it.contains("Campus") || it.contains("EXEC")), "{to:?}: {aeries:?}");
        assert_eq!(steps(&package, to, Sender::OTHER), Vec::<String>::new(), "nothing is known of its screens");
    }
}

#[test]
fn what_is_to_be_done_in_aeries_stands_in_every_form() {
    let mut package = TestPackage::base();
    package.remove("courses.csv");
    package.declare("courses.csv", "absent");
    let options = Options { sender: Some(Sender::AERIES), ..Options::default() };
    let report = Report::new(&package.check_with(&options), Values::Masked);
    for (format, label) in [
        (Format::Text, "In Aeries: "),
        (Format::Html, "<dt>In Aeries</dt>"),
        (Format::Json, "\"fix_sender\":"),
        (Format::Sarif, "\"fixInSender\":"),
    ] {
        let mut written = Vec::new();
        report.write(format, Style::Plain, &mut written).unwrap();
        let written = String::from_utf8(written).unwrap();
        assert!(written.contains(label), "{label} in {written}");
        // SARIF has the pages of rules, which speak of Campus too.
        assert!(format == Format::Sarif || !written.contains("In Infinite Campus"), "{label}");
    }
    let of_campus = Options { sender: Some(Sender::INFINITE_CAMPUS), ..Options::default() };
    let mut written = Vec::new();
    Report::new(&package.check_with(&of_campus), Values::Masked)
        .write(Format::Json, Style::Plain, &mut written)
        .unwrap();
    assert!(!String::from_utf8(written).unwrap().contains("fix_sender"), "what Campus has stands where it always did");
}

#[test]
fn what_great_minds_does_not_read_does_not_matter() {
    let mut package = clean(named("great-minds"));
    package.remove("manifest.csv");
    package.remove("courses.csv");
    package.remove("academicSessions.csv");
    package.set("demographics.csv", b"nothing,of,the,kind\n".to_vec());
    let heard = heard(&report(&package, named("great-minds")));
    assert!(heard.iter().all(|(_, severity)| *severity != SeverityName::Error), "{heard:?}");
}

#[test]
fn the_matrix_is_fresh() {
    let mut text = String::from("What each rule is to each receiver; - where it does not matter.\n\nrule");
    for receiver in Receiver::all() {
        let _ = write!(text, " | {}", receiver.declaration().id);
    }
    text.push('\n');
    for rule in RULES {
        text.push_str(rule.name);
        for receiver in Receiver::all() {
            let _ = write!(text, " | {}", rule.severity_for(receiver).map_or("-", Severity::word));
        }
        text.push('\n');
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/receivers.txt");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(path, &text).unwrap();
    }
    assert!(std::fs::read_to_string(path).unwrap_or_default() == text, "{path} is stale: run `cargo xtask bless`");
}

/// A description with everything in it.
const WHOLE: &str = r#"{
    "schema": 1, "id": "maple-math", "title": "Maple Math", "written_on": "2026-11-28", "versions": ["1.1"],
    "modes": ["bulk"], "reads": ["users.csv", "orgs.csv", "classes.csv"], "needs": ["users.csv"],
    "reads_manifest": false, "zip": {"name": "Maple.zip", "case_matters": false, "most_megabytes": 10},
    "columns": [
        {"file": "users.csv", "column": "email", "ask": "filled", "severity": "error"},
        {"file": "users.csv", "column": "grades", "ask": {"filled_where": {"column": "role", "word": "student"}}, "severity": "warning"},
        {"file": "users.csv", "column": "username", "ask": {"longest": 8}, "severity": "error"},
        {"file": "users.csv", "column": "identifier", "ask": {"characters": ["0-9"]}, "severity": "info"},
        {"file": "users.csv", "column": "role", "ask": {"words": ["student", "teacher"]}, "severity": "error"},
        {"file": "users.csv", "column": "sourcedId", "ask": "unique_without_case", "severity": "error"}
    ],
    "ids_unique_over_files": "warning",
    "missing_records": [{"file": "users.csv", "outcome": "removed"}],
    "severities": [{"rule": "unknown-column", "severity": null}, {"rule": "blank-row", "severity": "error"}],
    "sources": [{"title": "Maple Math help", "link": "https://help.maple.example/rosters"}],
    "not_checked": ["Names of schools must be those of the contract"]
}"#;

#[test]
fn a_described_receiver_judges_by_its_rules_and_the_report_says_whose_they_are() {
    let described = Described::read(WHOLE.as_bytes()).unwrap();
    let receiver = Receiver::described(&described).unwrap();
    assert_eq!(Receiver::described(&described), Ok(receiver), "the same again is the same");
    let mut package = TestPackage::base();
    for (row, column, value) in [(0, "grades", ""), (1, "identifier", "A-1"), (1, "role", "aide")] {
        set(&mut package, "users.csv", row, column, value);
    }
    let told = report(&package, receiver);
    let heard = heard(&told);
    for expected in [
        ("zip-not-as-agreed", SeverityName::Error),
        ("required-by-receiver", SeverityName::Error),
        ("required-by-receiver", SeverityName::Warning),
        ("too-long-for-receiver", SeverityName::Error),
        ("character-not-accepted", SeverityName::Info),
        ("value-not-accepted", SeverityName::Error),
    ] {
        assert!(heard.contains(&expected), "{expected:?} in {heard:?}");
    }
    let mut json = Vec::new();
    told.write(Format::Json, Style::Plain, &mut json).unwrap();
    let json = String::from_utf8(json).unwrap();
    assert!(json.contains("maple-math") && json.contains("not written by rostercheck"), "{json}");
    assert!(
        receiver
            .in_words()
            .iter()
            .any(|it| it == "username in users.csv has at most 8 characters; otherwise a problem.")
    );
    assert_eq!(from_link(&to_link(&described).unwrap()), Ok(described.clone()));
    let other = WHOLE.replace("Maple Math", "Maple Maths");
    assert_eq!(
        Receiver::described(&Described::read(other.as_bytes()).unwrap()),
        Err(Refused::Twice("maple-math".into()))
    );
}

#[test]
fn hostile_descriptions_are_refused_with_a_sentence() {
    let with = |from: &str, to: &str| {
        assert!(WHOLE.contains(from), "{from}");
        Described::read(WHOLE.replace(from, to).as_bytes()).map_err(|refused| refused.to_string())
    };
    for (from, to, why) in [
        ("maple-math", "hmh", "looks like “HMH”"),
        ("maple-math", "d21-brightspace", "looks like"),
        ("maple-math", "naviance-2", "looks like"),
        ("Maple Math", "НМН", "looks like “HMH”"),
        ("Maple Math", "ΗМH", "looks like “HMH”"),
        ("Maple Math", "Dеѕsa  sуstem", "looks like “DESSA System”"),
        ("Maple Math", "Official CIassLink Roster Server", "looks like “ClassLink Roster Server”"),
        ("Maple Math", "rostercheck rules", "looks like “rostercheck”"),
        ("Maple Math", "OneRoster standard", "looks like “OneRoster standard”"),
        ("Maple Math", "Школа", "Latin letters only"),
        ("Maple Math", "<b>Maple</b>", "markup"),
        ("Maple Math", "Maple\\u202EhtaM", "isn't visible"),
        ("Maple Math", "Maple\\u2066Math", "isn't visible"),
        ("Maple Math", "Maple\\u200BMath", "isn't visible"),
        ("Maple Math", "Maple\\nMath", "isn't visible"),
        ("Maple Math", "Maple\\u0007", "isn't visible"),
        ("Maple Math", "Z\\u0300\\u0301\\u0302\\u0303", "too many marks"),
        ("Maple Math", "", "title is empty"),
        ("\"schema\": 1", "\"schema\": 2", "reads schema 1"),
        ("\"schema\": 1", "\"schema\": 1, \"script\": \"x\"", "unknown field"),
        ("\"schema\": 1", "\"schema\": 1, \"schema\": 1", "duplicate field"),
        ("https://help.maple.example/rosters", "javascript:alert(1)", "begins with https://"),
        ("https://help.maple.example/rosters", "https://real.example@evil.example/", "begins with https://"),
        ("\"0-9\"", "\"9-0\"", "neither a character nor a range"),
        ("\"0-9\"", "\"(a+)+$\"", "neither a character nor a range"),
        ("\"unknown-column\"", "\"unreadable-package\"", "can't be changed"),
        ("\"unknown-column\"", "\"teacher-without-email\"", "can't be changed"),
        ("\"unknown-column\"", "\"no-such-rule\"", "doesn't exist"),
        ("\"column\": \"email\"", "\"column\": \"salary\"", "column that the file doesn't have"),
        ("\"needs\": [\"users.csv\"]", "\"needs\": [\"../../etc/passwd\"]", "isn't one of the standard's"),
        ("\"needs\": [\"users.csv\"]", "\"needs\": [\"courses.csv\"]", "isn't among those that are read"),
        ("Maple.zip", "../Maple.zip", "isn't the name of a zip"),
        ("2026-11-28", "soon", "isn't a date"),
        ("\"longest\": 8", "\"longest\": 0", "between 1 and 100,000"),
    ] {
        let refused = with(from, to).expect_err(to);
        assert!(refused.contains(why), "{to}: {refused}");
        assert!(!refused.contains(['<', '\u{202E}', '\n']), "{refused:?}");
    }
    let deep = format!("{}{}", "[".repeat(60_000), "]".repeat(4));
    assert!(matches!(Described::read(deep.as_bytes()), Err(Refused::NotBySchema(_))));
    let deep_inside = WHOLE.replace("\"filled\"", &format!("{{\"words\": {}", "[".repeat(30_000)));
    assert!(matches!(Described::read(deep_inside.as_bytes()), Err(Refused::NotBySchema(_))));
    assert_eq!(Described::read(&vec![b' '; Described::LONGEST + 1]), Err(Refused::TooLong(Described::LONGEST)));
    let many = format!("\"not_checked\": [{}\"x\"]", "\"x\",".repeat(100));
    let too_many = WHOLE.replace("\"not_checked\": [\"Names of schools must be those of the contract\"]", &many);
    assert!(matches!(Described::read(too_many.as_bytes()), Err(Refused::Field(..))));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever stands in a file or a link, it is taken or refused in one line of plain text, and never read otherwise
    /// when it is written again.
    #[test]
    fn anything_is_taken_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300), link in "[A-Za-z0-9_-]{0,200}") {
        for result in [Described::read(&bytes), from_link(&link), from_link(&String::from_utf8_lossy(&bytes))] {
            match result {
                Ok(described) => prop_assert_eq!(Described::read(described.to_json().as_bytes()), Ok(described)),
                Err(refused) => prop_assert!(!refused.to_string().chars().any(char::is_control)),
            }
        }
    }

    /// A description of which something was changed.
    #[test]
    fn changed_descriptions_are_taken_or_refused(at in 0..WHOLE.len(), with in any::<char>(), cut in 0usize..40) {
        let start = (0..=at).rev().find(|at| WHOLE.is_char_boundary(*at)).unwrap();
        let end = (start + cut).min(WHOLE.len());
        let text = format!("{}{with}{}", &WHOLE[..start], &WHOLE[end..]);
        match Described::read(text.as_bytes()) {
            Ok(described) => {
                prop_assert_eq!(Described::read(described.to_json().as_bytes()), Ok(described.clone()));
                prop_assert_eq!(from_link(&to_link(&described).unwrap()), Ok(described.clone()));
                let words = described.in_words().unwrap();
                prop_assert!(words.iter().all(|it| !it.contains(['<', '>']) && !it.chars().any(char::is_control)));
            }
            Err(refused) => prop_assert!(!refused.to_string().chars().any(char::is_control)),
        }
    }
}
