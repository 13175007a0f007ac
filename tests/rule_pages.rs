//! Every rule page keeps its form, and its own examples prove it.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use crate::support::grown::{Dice, injected};
use crate::support::{Example, TestPackage, examples, judges, kept};
use rostercheck::check::Options;
use rostercheck::profiles::{Receiver, Severity};
use rostercheck::report::{Report, SeverityName};
use rostercheck::rules::{Authority, RULES, Rule, Scope, Values};
use rostercheck::senders::Sender;
use std::collections::BTreeMap;

const HEADINGS: [&str; 5] = ["What it checks", "Why it matters", "How to fix", "Example", "Known limits"];

#[test]
fn the_base_package_is_clean() {
    for package in [TestPackage::base(), TestPackage::base_1_2()] {
        let report = package.report();
        let loud: Vec<_> = report
            .findings
            .iter()
            .filter(|finding| finding.severity != SeverityName::Info && !RECEIVERS_LIMITS.contains(&finding.rule))
            .map(|finding| (finding.rule, finding.message.clone()))
            .collect();
        assert!(loud.is_empty(), "{loud:#?}");
    }
}

#[test]
fn a_title_tells_how_often_where_that_helps() {
    for rule in RULES {
        assert_eq!(rule.heading(1), rule.title());
        let Some(rest) = rule.counted else {
            assert_eq!(rule.heading(1200), rule.title(), "{}", rule.name);
            continue;
        };
        assert_eq!(rule.heading(1200), format!("1,200 {rest}"));
        assert!(!rest.is_empty() && rest.trim() == rest && !rest.ends_with('.'), "{}: {rest}", rule.name);
        let first = rest.split(' ').next().unwrap_or_default();
        let is_a_name = first.chars().nth(1).is_some_and(char::is_uppercase);
        assert!(is_a_name || first.starts_with(char::is_lowercase), "{}: {rest}", rule.name);
    }
    let rule = Rule::from_name("student-without-grade").expect("a rule");
    assert_eq!(
        (rule.heading(1), rule.heading(2)),
        ("A student has no grade".into(), "2 students have no grade".into())
    );
}

#[test]
fn pages_have_their_headings() {
    for rule in RULES {
        let headings: Vec<&str> = rule.page.lines().filter_map(|line| line.trim_start().strip_prefix("## ")).collect();
        assert_eq!(headings, HEADINGS, "{}", rule.name);
        assert!(rule.page.trim_start().starts_with("# "), "{} has no title", rule.name);
        for heading in HEADINGS {
            assert!(!rule.section(heading).unwrap_or_default().is_empty(), "{}: {heading} is empty", rule.name);
        }
    }
}

/// What `cargo xtask new-rule` leaves to be said.
#[test]
fn no_rule_is_a_skeleton_any_more() {
    for rule in RULES {
        let citations = rule.sources.iter().map(|source| source.citation);
        for text in std::iter::once(rule.page).chain(citations) {
            assert!(!text.contains("SAY "), "{}: replace the lines in capitals: {text}", rule.name);
        }
    }
}

#[test]
fn names_are_unique_and_in_kebab_case() {
    for (place, rule) in RULES.iter().enumerate() {
        assert!(rule.name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'));
        assert!(!RULES[..place].iter().any(|other| other.name == rule.name), "{} twice", rule.name);
        assert!(RULES[..place].iter().all(|other| other.scope <= rule.scope), "{} stands after its scope", rule.name);
    }
}

#[test]
fn every_rule_has_a_source_and_the_standard_is_cited_where_it_is_enforced() {
    for rule in RULES {
        assert!(!rule.sources.is_empty(), "{} has no source", rule.name);
        if rule.severities.get(Receiver::ONEROSTER) == Some(Severity::Error) {
            let cites = rule.sources.iter().any(|source| source.authority == Authority::OneRoster);
            assert!(cites, "{} is an error of the standard without a citation of the binding", rule.name);
        }
    }
}

/// What the DESSA System and Brightspace say of every package that is delta or 1.2.
const RECEIVERS_LIMITS: [&str; 2] = ["version-not-accepted", "delta-for-dessa"];

/// The report for the profiles that a rule is about.
fn judged_by_its_profiles(rule: &Rule, example: &Example) -> Report {
    let profiles = judges(rule);
    Report::new(&example.check_with(&Options { profiles, ..Options::default() }), Values::Shown)
}

/// The rules that found something, without the infos, unless the rule itself is one.
fn heard(rule: &Rule, report: &Report) -> Vec<&'static str> {
    let mut names: Vec<&str> = report
        .totals
        .iter()
        .filter(|total| total.caused_by.is_none())
        .filter(|total| total.severity != SeverityName::Info || total.rule == rule.name)
        .map(|total| total.rule)
        .filter(|name| !RECEIVERS_LIMITS.contains(name) || RECEIVERS_LIMITS.contains(&rule.name))
        .collect();
    names.sort_unstable();
    names.dedup();
    names
}

#[test]
fn wrong_examples_give_exactly_their_rule_and_right_ones_nothing() {
    let mut failures = Vec::new();
    for rule in RULES {
        let examples = examples(rule.page);
        if !examples.iter().any(|example| example.is_wrong) || !examples.iter().any(|example| !example.is_wrong) {
            failures.push(format!("{}: a page has a wrong and a right example", rule.name));
        }
        for example in examples {
            let report = judged_by_its_profiles(rule, &example);
            let heard = heard(rule, &report);
            let own = report.findings.iter().filter(|it| it.rule == rule.name);
            for text in own.flat_map(|it| [&it.message, &it.fix]).filter(|text| text.contains("SAY")) {
                failures
                    .push(format!("{}: replace the words in capitals of the message and the fix: {text}", rule.name));
            }
            let expected: &[&str] = if example.is_wrong { &[rule.name] } else { &[] };
            if heard != expected {
                let kind = if example.is_wrong { "wrong" } else { "right" };
                let messages: Vec<_> = report.findings.iter().map(|it| (it.rule, it.message.as_str())).collect();
                failures.push(format!("{}: the {kind} example gives {heard:?}: {messages:#?}", rule.name));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// What the examples of all pages give that are wrong by their files, in a folder of the package or not.
fn reports_of_files(folder: &str, mut look: impl FnMut(&Rule, &TestPackage, &Report)) {
    for rule in RULES {
        for example in examples(rule.page).into_iter().filter(|example| example.is_wrong) {
            let mut package = example.package();
            let is_about_the_zip = package.instead.is_some() || !package.before.is_empty() || package.damaged.is_some();
            let has_folders = package.files.iter().any(|(name, _)| name.contains('/'));
            if is_about_the_zip || has_folders && !folder.is_empty() {
                continue;
            }
            for (name, _) in &mut package.files {
                name.insert_str(0, folder);
            }
            look(rule, &package, &Report::new(&package.check_unpacked(&Options::default()), Values::Shown));
        }
    }
}

#[test]
fn of_a_folder_nothing_speaks_of_a_zip() {
    for folder in ["", "Export/"] {
        reports_of_files(folder, |rule, _, report| {
            for finding in &report.findings {
                let title = Rule::from_name(finding.rule).expect("a rule").title();
                let texts =
                    [Some(title), Some(&finding.message), Some(&finding.fix), finding.in_sender.fix_campus.as_deref()];
                for text in texts.into_iter().flatten() {
                    let without_screen = text.replace("Zip Tool", "");
                    let mut words = without_screen.split(|letter: char| !letter.is_alphabetic());
                    assert!(!words.any(|word| word.eq_ignore_ascii_case("zip")), "{}: {text}", rule.name);
                }
            }
        });
    }
}

#[test]
fn a_folder_changes_neither_places_nor_what_is_to_be_done() {
    let folder = format!("{}/2026 – 2027/", "a long name ".repeat(20).trim());
    reports_of_files(&folder, |rule, package, report| {
        let bare = |name: &str| name.rsplit('/').next().unwrap_or_default().to_owned();
        let mut plain = package.clone();
        for (name, _) in &mut plain.files {
            *name = bare(name);
        }
        let expected = Report::new(&plain.check_unpacked(&Options::default()), Values::Shown);
        let places = |report: &Report| -> Vec<_> {
            let findings = report.findings.iter().filter(|it| it.rule != "file-in-folder");
            findings
                .map(|it| {
                    let without = |text: &str| text.replace(&folder, "");
                    let fixes = (without(&it.fix), it.in_sender.fix_campus.as_deref().map(without));
                    (it.rule, it.file.as_deref().map(bare), it.line, it.column.clone(), without(&it.message), fixes)
                })
                .collect()
        };
        assert_eq!(places(report), places(&expected), "{}", rule.name);
        for finding in &report.findings {
            let Some(file) = &finding.file else { continue };
            let is_there = report.files.iter().any(|known| known.name == *file);
            let is_missing = !package.files.iter().any(|(name, _)| bare(name) == *file);
            assert!(is_there || is_missing, "{}: {file} is none of the files", finding.rule);
        }
    });
}

#[test]
fn masked_reports_hold_no_value_of_a_cell() {
    for rule in RULES {
        for example in examples(rule.page).into_iter().filter(|example| example.is_wrong) {
            let checked = example.check_with(&Options::default());
            let shown = Report::new(&checked, Values::Shown);
            let masked = Report::new(&checked, Values::Masked);
            for (shown, masked) in shown.findings.iter().zip(&masked.findings) {
                // The words of the manifest are nobody's.
                if shown.file.as_deref() == Some("manifest.csv") {
                    continue;
                }
                let Some(value) = shown.value.as_deref().filter(|value| value.chars().count() >= 5) else { continue };
                for text in [&masked.message, &masked.fix, masked.value.as_ref().unwrap_or(&String::new())] {
                    assert!(!text.contains(value), "{}: {text}", rule.name);
                }
            }
        }
    }
}

/// A rule of these speaks of a zip: a folder has none of what it looks for.
const ABOUT_THE_ZIP: [&str; 3] = ["unreadable-package", "odd-archive", "zip-not-as-agreed"];

#[test]
fn in_a_folder_nothing_speaks_of_the_zip() {
    let mut wrong = Vec::new();
    for rule in RULES.iter().filter(|rule| !ABOUT_THE_ZIP.contains(&rule.name)) {
        for example in examples(rule.page).into_iter().filter(|example| example.is_wrong) {
            let options = Options { profiles: judges(rule), ..Options::default() };
            let checked = example.package().check_unpacked(&options);
            let report = Report::new(&checked, Values::Shown);
            let effects = report.effects.iter().map(|effect| effect.detail.clone());
            let not_checked = report.not_checked.iter().map(|it| format!("{} {}", it.what, it.why));
            let told = report.findings.iter().flat_map(|it| {
                [it.message.clone(), it.fix.clone(), it.in_sender.fix_campus.clone().unwrap_or_default()]
                    .map(|text| format!("{}: {text}", it.rule))
            });
            let all = told.chain(effects).chain(not_checked);
            wrong.extend(all.filter(|text| {
                text.to_lowercase().contains("the zip") && !text.contains("the zip of the OneRoster export")
            }));
        }
    }
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// What a sender says of the first finding of a rule in packages that have its defect.
fn steps_for(rule: &'static Rule, sender: Sender) -> Option<String> {
    let options = Options { profiles: judges(rule), sender: Some(sender), ..Options::default() };
    injected(rule, 20, &mut Dice(1)).iter().find_map(|package| {
        let report = Report::new(&package.check_with(&options), Values::Shown);
        let mut of_rule = report.findings.into_iter().filter(|finding| finding.rule == rule.name);
        of_rule.find_map(|finding| finding.in_sender.text().map(str::to_owned))
    })
}

#[test]
fn explain_shows_the_steps_of_each_sender_for_an_example() {
    let mut told: BTreeMap<&str, BTreeMap<&str, String>> = BTreeMap::new();
    for sender in Sender::all() {
        let of_sender = told.entry(sender.id()).or_default();
        // Those about what has changed need two packages, and are fixed like what they point at.
        for rule in RULES.iter().filter(|rule| rule.scope != Scope::Change && sender.has_steps(rule)) {
            if let Some(steps) = steps_for(rule, sender) {
                of_sender.insert(rule.name, steps);
            }
        }
    }
    assert!(told["infinite-campus"].len() > 60, "{}", told["infinite-campus"].len());
    assert!(!told["aeries"].is_empty(), "Aeries has steps");
    let text = serde_json::to_string_pretty(&told).expect("JSON") + "\n";
    kept("src/senders/examples.json", &text);
}
