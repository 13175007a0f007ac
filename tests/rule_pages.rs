//! Every rule page keeps its form, and its own examples prove it.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod support;

use rostercheck::check::Options;
use rostercheck::profiles::{Profile, Severity};
use rostercheck::report::{Report, SeverityName};
use rostercheck::rules::{Authority, RULES, Rule, Values};
use support::{TestPackage, examples};

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
        if rule.severities.oneroster == Some(Severity::Error) {
            let cites = rule.sources.iter().any(|source| source.authority == Authority::OneRoster);
            assert!(cites, "{} is an error of the standard without a citation of the binding", rule.name);
        }
    }
}

/// What the DESSA System and Brightspace say of every package that is delta or 1.2.
const RECEIVERS_LIMITS: [&str; 2] = ["version-not-accepted", "delta-for-dessa"];

/// The report for the profiles that a rule is about.
fn judged_by_its_profiles(rule: &Rule, package: &TestPackage) -> Report {
    let cares = |profile: &Profile| *profile == Profile::OneRoster || rule.severities.get(*profile).is_some();
    let profiles = Profile::ALL.into_iter().filter(cares).collect();
    Report::new(&package.check_with(&Options { profiles, ..Options::default() }), Values::Shown)
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
            let report = judged_by_its_profiles(rule, &example.package());
            let heard = heard(rule, &report);
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

#[test]
fn masked_reports_hold_no_value_of_a_cell() {
    for rule in RULES {
        for example in examples(rule.page).into_iter().filter(|example| example.is_wrong) {
            let checked = example.package().check();
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
