//! The report in every form: golden reports of the sample, the words of every rule, and hostile packages.
//!
//! `cargo xtask bless` writes the golden files and the generated documents anew.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use std::fmt::Write as _;
use std::path::Path;

use crate::support::{TODAY, Table, TestPackage, examples, judges};
use rostercheck::check::{Checked, Options, check};
use rostercheck::profiles::Receiver;
use rostercheck::report::{Format, Report, Style, What};
use rostercheck::rules::{Detect, RULES, Rule, Scope, Values, book};
use rostercheck::senders::Sender;

/// Compares a text with a file of the repository, or writes the file if `UPDATE_GOLDEN` is set.
fn is_fresh(path: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
    }
    let stored = std::fs::read_to_string(&path).unwrap_or_default();
    let name = path.display();
    assert!(stored == text, "{name} is stale; `cargo xtask bless` writes it anew. Now it would be:\n{text}");
}

fn sample() -> Checked {
    check(&rostercheck::sample::package(), &Options::default(), &mut { TODAY }).expect("nobody cancels")
}

fn written(checked: &Checked, format: Format, values: Values) -> String {
    let mut report = Report::new(checked, values);
    report.tool.version = "0.0.0";
    let mut bytes = Vec::new();
    report.write(format, Style::Plain, &mut bytes).expect("memory takes it");
    String::from_utf8(bytes).expect("reports are UTF-8")
}

/// How the golden report of a format is made, and how its name ends.
fn golden(format: Format) -> Option<(Values, &'static str)> {
    match format {
        Format::Text => Some((Values::Shown, "txt")),
        Format::Json => Some((Values::Masked, "json")),
        // JSON on one line: see below.
        Format::JsonLines => None,
        Format::Csv => Some((Values::Shown, "csv")),
        Format::Html => Some((Values::Shown, "html")),
        Format::Sarif => Some((Values::Masked, "sarif")),
    }
}

#[test]
fn the_reports_of_the_sample_are_golden() {
    for format in Format::ALL {
        let Some((values, ending)) = golden(format) else { continue };
        is_fresh(&format!("tests/golden/report.{ending}"), &written(&sample(), format, values));
    }
}

#[test]
fn a_line_of_json_is_the_same_json() {
    let line = written(&sample(), Format::JsonLines, Values::Masked);
    assert_eq!(line.trim_end_matches('\n').lines().count(), 1);
    let [line, json] = [line, written(&sample(), Format::Json, Values::Masked)]
        .map(|text| serde_json::from_str::<serde_json::Value>(&text).unwrap());
    assert_eq!(line, json);
}

#[test]
fn every_format_has_its_name_and_its_place_in_the_documents() {
    for format in Format::ALL {
        assert_eq!(Format::from_name(format.name()), Some(format));
        for document in ["README.md", "npm/README.md", "npm/client.js"] {
            let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(document)).unwrap();
            let is_told = ["`", "\""].iter().any(|quote| text.contains(&format!("{quote}{}{quote}", format.name())));
            assert!(is_told, "{document} does not tell of the format {}", format.name());
        }
    }
    assert_eq!(Format::from_name("yaml"), None);
}

#[test]
fn the_json_holds_what_the_report_holds() {
    let json: serde_json::Value = serde_json::from_str(&written(&sample(), Format::Json, Values::Masked)).unwrap();
    let report = Report::new(&sample(), Values::Masked);
    assert_eq!(json["findings"].as_array().unwrap().len(), report.findings.len());
    assert_eq!(json["values"], "masked");
    let listed: usize = report.totals.iter().map(|total| total.listed).sum();
    assert_eq!(listed, report.findings.len());
}

#[test]
fn the_findings_of_a_total_are_those_of_the_report() {
    for values in [Values::Masked, Values::Shown] {
        let checked = sample();
        let report = Report::new(&checked, values);
        let mut all = Vec::new();
        for (index, total) in report.totals.iter().enumerate() {
            all.extend(Report::findings_of(&checked, values, index, 0, 1));
            all.extend(Report::findings_of(&checked, values, index, 1, total.listed));
            assert!(Report::findings_of(&checked, values, index, total.listed + 1, 5).is_empty());
        }
        assert_eq!(serde_json::to_string(&all).unwrap(), serde_json::to_string(&report.findings).unwrap());
        assert!(Report::findings_of(&checked, values, report.totals.len(), 0, 5).is_empty());
    }
}

#[test]
fn the_csv_can_be_read_and_begins_with_the_columns_roster_staff_know() {
    let text = written(&sample(), Format::Csv, Values::Shown);
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{FEFF}').as_bytes());
    let header: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    assert_eq!(header[..5], ["rowNumber", "sourceId", "field", "status", "message"]);
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("as wide as the header")).collect();
    let report = Report::new(&sample(), Values::Shown);
    assert_eq!(rows.len(), report.findings.len());
    let named = rows.iter().find(|row| &row[2] == "birthDate").expect("a wrong date in the sample");
    assert_eq!((&named[0], &named[1], &named[3]), ("3", "s1002", "error"));
}

#[test]
fn a_finding_in_a_row_knows_the_row() {
    for finding in Report::new(&sample(), Values::Shown).findings {
        let rule = Rule::from_name(finding.rule).unwrap();
        // Other rules sum up rows, or look back at them when the file has ended.
        let is_of_one_row = rule.scope >= Scope::Row
            && matches!(rule.detect, Detect::Cell { .. } | Detect::Blank { .. } | Detect::Reading)
            && finding.file.as_deref() != Some("manifest.csv");
        if is_of_one_row {
            assert!(finding.source_id.is_some(), "{finding:?}");
        }
    }
}

#[test]
fn a_reference_into_its_own_file_knows_its_row() {
    let mut package = TestPackage::base();
    let orgs = "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId\n\
                district1,,,District,district,1,\nschool1,,,School,school,2,nowhere\n";
    package.set("orgs.csv", orgs.as_bytes().to_vec());
    let report = package.report();
    let finding = report.findings.iter().find(|it| it.rule == "unknown-reference").expect("a dangling parent");
    assert_eq!(finding.source_id.as_deref(), Some("school1"));
    let masked = Report::new(&package.check(), Values::Masked);
    assert!(masked.findings.iter().all(|it| it.source_id.as_deref() != Some("school1")));
}

#[test]
fn the_sarif_has_what_its_standard_requires() {
    let log: serde_json::Value = serde_json::from_str(&written(&sample(), Format::Sarif, Values::Masked)).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), Report::new(&sample(), Values::Masked).findings.len());
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(["error", "warning", "note"].contains(&result["level"].as_str().unwrap()));
        assert!(!result["message"]["text"].as_str().unwrap().is_empty());
        let place = &result["locations"][0]["physicalLocation"];
        let uri = place["artifactLocation"]["uri"].as_str().unwrap();
        assert!(!uri.is_empty() && uri.bytes().all(|byte| byte.is_ascii_graphic()), "{uri}");
        assert!(place["region"].is_null() || place["region"]["startLine"].as_u64() > Some(0));
    }
    for rule in rules {
        assert!(rule["helpUri"].is_null() || rule["helpUri"].as_str().unwrap().starts_with("https://"));
        assert!(!rule["help"]["text"].as_str().unwrap().is_empty());
    }
    assert_eq!(run["properties"]["totals"].as_array().unwrap().len(), rules_and_places());
}

fn rules_and_places() -> usize {
    Report::new(&sample(), Values::Masked).totals.len()
}

/// A package whose cells, header and file names want to be markup, formulas and links.
fn hostile() -> TestPackage {
    let mut package = TestPackage::base();
    let mut users = Table::parse(package.text("users.csv").unwrap());
    let role = users.header.iter().position(|name| name == "role").unwrap();
    let id = users.header.iter().position(|name| name == "sourcedId").unwrap();
    users.rows[0][role] = "<script>alert(1)</script>".into();
    users.rows[0][id] = "\"><img src=x onerror=alert(1)>".into();
    users.rows[1][role] = "=HYPERLINK(\"http://example.org\")".into();
    users.header.push("<svg/onload=alert(1)>".into());
    for row in &mut users.rows {
        row.push("+1' onmouseover='alert(1)".into());
    }
    package.set("users.csv", users.text());
    package.set("<img src=x>&'\".csv", b"something\n".to_vec());
    package.set("=cmd.csv", b"something\n".to_vec());
    package.set("[x](http://example.org).csv", b"something\n".to_vec());
    package.zip_name = "<b>\"OneRoster'.zip".into();
    package
}

/// Everything that the page is made of.
const TAGS: [&str; 38] = [
    "!doctype", "html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "h3", "h4", "p", "strong", "a",
    "ul", "ol", "li", "span", "table", "thead", "tbody", "tr", "th", "td", "section", "code", "dl", "dt", "dd",
    "/html", "/head", "/body", "/main", "/section", "/table", "/thead", "/tbody",
];

#[test]
fn no_text_of_a_package_becomes_markup() {
    let page = written(&hostile().check(), Format::Html, Values::Shown);
    let plain = page.split("</style>").nth(1).expect("a style");
    for part in plain.split('<').skip(1) {
        let tag = part.split(['>', ' ']).next().unwrap();
        assert!(TAGS.contains(&tag) || TAGS.contains(&tag.trim_start_matches('/')), "<{part}");
        let attributes = part.split('>').next().unwrap();
        assert!(!attributes.contains("onerror") && !attributes.contains("onmouseover"), "<{part}");
    }
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    assert!(page.contains("default-src 'none'"));
    let links = plain.split("href=\"").skip(1);
    assert!(links.into_iter().all(|link| link.starts_with('#')), "the page leads nowhere");
}

#[test]
fn no_cell_of_the_csv_starts_a_formula() {
    for values in [Values::Shown, Values::Masked] {
        let text = written(&hostile().check(), Format::Csv, values);
        let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{FEFF}').as_bytes());
        for row in reader.records() {
            for cell in &row.unwrap() {
                assert!(!cell.starts_with(['=', '+', '@', '\t', '\r', '\n']), "{cell}");
            }
        }
    }
}

#[test]
fn no_path_of_a_package_leads_out_of_the_sarif() {
    let log: serde_json::Value =
        serde_json::from_str(&written(&hostile().check(), Format::Sarif, Values::Shown)).unwrap();
    for result in log["runs"][0]["results"].as_array().unwrap() {
        let uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].as_str().unwrap();
        assert!(!uri.contains([':', '<', '"', ' ', '[']), "{uri}");
        assert!(!result["message"]["text"].as_str().unwrap().contains("]("));
    }
}

#[test]
fn masked_reports_of_every_form_hold_no_cell() {
    for format in Format::ALL {
        let masked = written(&hostile().check(), format, Values::Masked);
        assert!(!masked.contains("alert(1)</script"), "{format:?}");
        assert!(!masked.contains("HYPERLINK"), "{format:?}");
        assert!(!masked.contains("onerror"), "{format:?}");
    }
}

fn effects(package: &TestPackage) -> Vec<(&'static str, What, Option<u64>, String)> {
    let report = package.report();
    report.effects.into_iter().map(|it| (it.profile, it.what, it.count, it.detail)).collect()
}

#[test]
fn effects_count_the_records_of_a_bulk_package() {
    let effects = effects(&TestPackage::base());
    let count = |what| effects.iter().filter(|it| it.1 == what).filter_map(|it| it.2).sum::<u64>();
    assert_eq!(count(What::Students), 1);
    assert_eq!(count(What::Educators), 1);
    assert_eq!(count(What::Users), 2);
    assert!(effects.iter().any(|it| it.1 == What::MissingUnenrolled));
    assert!(effects.iter().any(|it| it.1 == What::PeopleRemoved));
    assert!(!effects.iter().any(|it| it.1 == What::UsersDeleted));
    assert!(effects.iter().any(|it| it.3 == "Brightspace doesn't process demographics.csv."));
}

#[test]
fn effects_of_a_delta_tell_what_is_deleted() {
    let example =
        crate::support::Example { is_wrong: false, is_raw: false, lines: vec!["delta".into()], earlier: None };
    let mut package = example.package();
    let users = package.text("users.csv").unwrap().replacen(",active,", ",tobedeleted,", 1);
    package.set("users.csv", users.into_bytes());
    let effects = effects(&package);
    assert!(effects.iter().any(|it| it.1 == What::UsersDeleted && it.3 == "1 user in users.csv is deleted."));
    assert!(!effects.iter().any(|it| it.1 == What::MissingUnenrolled || it.1 == What::MissingKept));
}

#[test]
fn effects_of_what_no_receiver_reads_are_none() {
    assert!(effects(&TestPackage::base_1_2()).is_empty());
    let mut letter = TestPackage::base();
    letter.instead = Some(b"Dear colleague".to_vec());
    assert!(effects(&letter).is_empty());
}

#[test]
fn an_effect_names_no_word_that_the_standard_does_not_know() {
    let mut package = TestPackage::base();
    let mut users = Table::parse(package.text("users.csv").unwrap());
    let (role, grades) = (position(&users, "role"), position(&users, "grades"));
    users.rows[0][role] = "student".into();
    users.rows[0][grades] = "Zebra".into();
    users.rows[1][role] = "Zebra".into();
    package.set("users.csv", users.text());
    assert!(effects(&package).iter().all(|it| !it.3.contains("Zebra")));
    assert!(effects(&package).iter().any(|it| it.3 == "1 student: 1 with another grade code."));
}

fn position(table: &Table, column: &str) -> usize {
    table.header.iter().position(|name| name == column).unwrap()
}

/// The findings of a rule on its own wrong examples, for the profiles that it is about.
fn on_its_examples(rule: &Rule) -> Vec<rostercheck::report::Finding> {
    let mut profiles = judges(rule);
    if !profiles.contains(&Receiver::DESSA) && Sender::INFINITE_CAMPUS.has_steps(rule) {
        profiles.insert(1, Receiver::DESSA);
    }
    let options = Options { profiles, ..Options::default() };
    let wrong = examples(rule.page).into_iter().filter(|example| example.is_wrong);
    let reports = wrong.map(|example| Report::new(&example.check_with(&options), Values::Shown));
    reports.flat_map(|report| report.findings).filter(|finding| finding.rule == rule.name).collect()
}

#[test]
fn the_messages_are_fresh() {
    let mut text = String::from(
        "# What the rules say\n\nEvery rule's words on the wrong example of its own page, contents of cells shown. \
         Made by `cargo xtask bless`.\n",
    );
    for rule in RULES {
        let _ = writeln!(text, "\n## {} (`{}`)", rule.title(), rule.name);
        for finding in on_its_examples(rule) {
            let place = match (&finding.file, finding.line) {
                (Some(file), Some(line)) => format!("{file}, line {line}"),
                (Some(file), None) => file.clone(),
                _ => "the package".to_owned(),
            };
            let message = finding.message.replace('|', "\\|");
            let _ = write!(text, "\n- {place}: {message}\n  - Fix: {}\n", finding.fix);
            if let Some(campus) = finding.in_sender.fix_campus {
                let _ = writeln!(text, "  - In Infinite Campus: {campus}");
            }
        }
    }
    is_fresh("docs/messages.md", &text);
}

#[test]
fn every_rule_has_words_for_its_own_example() {
    for rule in RULES {
        let findings = on_its_examples(rule);
        assert!(!findings.is_empty(), "{} finds nothing in its own example", rule.name);
        for finding in findings {
            for text in [Some(&finding.message), Some(&finding.fix), finding.in_sender.fix_campus.as_ref()]
                .into_iter()
                .flatten()
            {
                assert!(!text.is_empty() && !text.contains("  ") && !text.contains('\n'), "{}: {text:?}", rule.name);
                assert!(!text.contains("“”") && !text.contains("``"), "{}: {text:?}", rule.name);
            }
            assert!(finding.message.ends_with('.'), "{}: {}", rule.name, finding.message);
        }
    }
}

#[test]
fn the_rule_book_is_fresh() {
    let mut text = String::from(
        "# The rules\n\nEvery rule with its severity for each profile. `rostercheck explain RULE` prints its page. Made \
         by `cargo xtask bless`.\n",
    );
    let mut scope = None;
    for (rule, entry) in RULES.iter().zip(book()) {
        if scope != Some(rule.scope) {
            scope = Some(rule.scope);
            let title = match rule.scope {
                Scope::Package => "The package",
                Scope::Manifest => "The manifest",
                Scope::File => "Files and headers",
                Scope::Row => "How rows are written",
                Scope::Cell => "Single cells",
                Scope::Relation => "What rows say about each other",
                Scope::Change => "What is different from the package sent before",
            };
            let _ = write!(
                text,
                "\n## {title}\n\n| rule | title | OneRoster | DESSA System | Brightspace | source |\n|---|---|---|---|---|---|\n"
            );
        }
        let severity = |profile| rule.severity_for(profile).map_or("", rostercheck::profiles::Severity::word);
        let mut authorities: Vec<&str> = entry.sources.iter().map(|source| source.authority).collect();
        authorities.dedup();
        let _ = writeln!(
            text,
            "| `{}` | {} | {} | {} | {} | {} |",
            rule.name,
            rule.title(),
            severity(Receiver::ONEROSTER),
            severity(Receiver::DESSA),
            severity(Receiver::D2L_BRIGHTSPACE),
            authorities.join(", ")
        );
    }
    is_fresh("docs/rule-book.md", &text);
}

/// Cells that tell who somebody is.
const PERSONAL: [&str; 9] = [
    "Zebulon",
    "Masters",
    "Okafor",
    "zebulon.okafor@example.org",
    "zokafor",
    "2011-05-17",
    "7190442",
    "Zo\u{eb} Okafor",
    "O'Brien-Okafor",
];

/// Every form of the masked report, in one text.
fn masked(package: &TestPackage) -> String {
    let report = Report::new(&package.check(), Values::Masked);
    let mut all = String::new();
    for format in Format::ALL {
        let mut bytes = Vec::new();
        report.write(format, Style::Plain, &mut bytes).unwrap();
        all.push_str(&String::from_utf8(bytes).unwrap());
    }
    all
}

#[test]
fn a_masked_report_prints_no_cell_as_the_name_of_a_column() {
    let base = TestPackage::base();
    let leaks = |package: &TestPackage, what: &str| {
        let told = masked(package);
        for canary in PERSONAL {
            let as_html = canary.replace('\'', "&#39;");
            assert!(!told.contains(canary) && !told.contains(&as_html), "{what}: {canary} is told");
        }
    };
    for (name, content) in base.files.iter().filter(|(name, _)| name != "manifest.csv") {
        let text = std::str::from_utf8(content).unwrap();
        let (header, rows) = text.split_once('\n').unwrap();
        let cells: Vec<&str> = header.trim_end().split(',').collect();
        let changed = |cells: &[&str], what: String| {
            let mut package = base.clone();
            package.set(name, format!("{}\n{rows}", cells.join(",")));
            leaks(&package, &what);
        };
        for place in 0..cells.len() {
            let canary = PERSONAL[place % PERSONAL.len()];
            let mut one = cells.clone();
            one[place] = canary;
            changed(&one, format!("{name}: in place of {}", cells[place]));
            let mut more = cells.clone();
            more.insert(place, canary);
            changed(&more, format!("{name}: before {}", cells[place]));
        }
        // Header and first record on one line; twice the same; a record in place of the header, with one name in it.
        let record: Vec<&str> = (0..cells.len()).map(|place| PERSONAL[place % PERSONAL.len()]).collect();
        changed(&[cells.clone(), record.clone()].concat(), format!("{name}: a record behind the header"));
        changed(&[record.clone(), cells.clone()].concat(), format!("{name}: a record before the header"));
        changed(&[&record[..], &record[..], &cells[..]].concat(), format!("{name}: twice"));
        for place in 0..cells.len() {
            let mut with_a_name = record.clone();
            with_a_name[place] = cells[place];
            changed(&with_a_name, format!("{name}: a record with {} in it", cells[place]));
        }
        changed(&record, format!("{name}: a record"));
        for separator in [";", "\t"] {
            let mut package = base.clone();
            package.set(name, format!("{}\n{rows}", [cells.clone(), record.clone()].concat().join(separator)));
            leaks(&package, &format!("{name}: separated by {separator:?}"));
        }
    }
}

/// How often a word stands in a text by itself.
fn times(text: &str, word: &str) -> usize {
    text.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|part| *part == word).count()
}

#[test]
fn a_name_in_small_letters_is_masked_though_columns_are_named_so() {
    let base = TestPackage::base();
    for (name, content) in base.files.iter().filter(|(name, _)| name != "manifest.csv") {
        let text = std::str::from_utf8(content).unwrap();
        let (header, rows) = text.split_once('\n').unwrap();
        let cells: Vec<&str> = header.trim_end().split(',').collect();
        let report = |cells: &[&str], rows: &str| {
            let mut package = base.clone();
            package.set(name, format!("{}\n{rows}", cells.join(",")));
            masked(&package)
        };
        let width = cells.len();
        for word in ["white", "street"].into_iter().filter(|word| !cells.contains(word)) {
            // Whoever is named so is told no more often than somebody whose name is no word of a column.
            let compare = |with: &dyn Fn(&str) -> String, what: String| {
                let (told, other) = (with(word), with("okafor"));
                assert!(times(&told, word) <= times(&other, word), "{name}: {word} {what}");
            };
            for place in [0, width - 1] {
                let placed = |word: &str, insert: bool| {
                    let mut cells: Vec<&str> = cells.clone();
                    if insert {
                        cells.insert(place, word);
                    } else {
                        cells[place] = word;
                    }
                    report(&cells, rows)
                };
                compare(&|word| placed(word, false), format!("in place of {}", cells[place]));
                compare(&|word| placed(word, true), format!("before {}", cells[place]));
            }
            compare(&|word| report(&[cells.clone(), vec![word; width]].concat(), rows), "behind the header".into());
            compare(&|word| report(&vec![word; width], rows), "everywhere".into());
            // The first record, no header above it.
            let first: Vec<&str> = rows.lines().next().unwrap().split(',').collect();
            compare(
                &|word| {
                    let mut record = first.clone();
                    record[width / 2] = word;
                    report(&record, rows)
                },
                "in the first record".into(),
            );
        }
    }
}

#[test]
fn the_length_of_a_long_value_is_the_true_one() {
    let mut package = TestPackage::base();
    let text = package.text("users.csv").unwrap().replacen("Okafor", &"O".repeat(13_006), 1);
    package.set("users.csv", text);
    let told = masked(&package);
    assert!(told.contains("13006 characters") && !told.contains("1000 characters"));
}

#[test]
fn what_a_terminal_would_obey_is_a_number_in_json_and_csv() {
    let mut package = TestPackage::base();
    let evil = "\u{9b}31m\u{202e}\u{1b}[31m";
    package.set(&format!("us{evil}ers.txt"), "x");
    let text = package.text("users.csv").unwrap().replacen("student,", &format!("stud{evil}ent,"), 1);
    package.set("users.csv", text.replacen("phone", &format!("ph{evil}one"), 1));
    let report = Report::new(&package.check(), Values::Shown);
    for format in Format::ALL {
        let mut bytes = Vec::new();
        report.write(format, Style::Plain, &mut bytes).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        assert!(!text.contains(['\u{9b}', '\u{202e}', '\u{1b}']), "{format:?}");
    }
}
