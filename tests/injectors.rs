//! One defect in a clean district: its rule speaks, and no other one.
//!
//! The district is the base package with students, teachers, classes and schools added, in three sizes. The defect is
//! the wrong example of the rule's page, which then stands somewhere among clean rows; for rules about single rows it is
//! put into a random row of a long file.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use crate::support::grown::{Dice, District, NOT_GROWN, ON_A_ROW, injected};
use crate::support::{TestPackage, judges};
use rostercheck::check::Options;
use rostercheck::oneroster::{TableId, Version};
use rostercheck::report::{Report, SeverityName};
use rostercheck::rules::{RULES, Scope, Values};

/// Numbers of students.
const SIZES: [usize; 3] = [20, 400, 5000];

/// Rules that may speak together with another one, because the same fact breaks both.
const COMPANIONS: &[(&str, &[&str])] = &[
    // The page's example is the name of a school, which Brightspace cuts earlier.
    ("text-too-long", &["name-too-long"]),
];

/// What the two receivers say of every package that is delta or 1.2.
const RECEIVERS_LIMITS: [&str; 2] = ["version-not-accepted", "delta-for-dessa"];

/// The rules that speak: errors and warnings that are not folded, and the rule in question however loud it is.
fn heard<'a>(report: &Report, about: &'a str) -> Vec<&'a str>
where
    'static: 'a,
{
    let loud = report.totals.iter().filter(|total| total.caused_by.is_none());
    let loud = loud.filter(|total| total.severity != SeverityName::Info || total.rule == about);
    let mut names: Vec<&str> = loud.map(|total| total.rule).collect();
    names.sort_unstable();
    names.dedup();
    names
}

#[test]
fn the_grown_district_is_clean() {
    for students in SIZES {
        for mut package in [TestPackage::base(), TestPackage::base_1_2()] {
            District::new(students).grow(&mut package, None, &mut Dice(1));
            let rows = package.text("enrollments.csv").unwrap().lines().count();
            assert!(rows > students, "{rows} enrollments");
            let report = package.report();
            let loud: Vec<_> = report
                .findings
                .iter()
                .filter(|finding| finding.severity != SeverityName::Info && !RECEIVERS_LIMITS.contains(&finding.rule))
                .map(|finding| (finding.rule, &finding.message))
                .take(20)
                .collect();
            assert!(loud.is_empty(), "with {students} students: {loud:#?}");
        }
    }
}

fn every_rule_speaks_alone(students: usize) {
    let mut failures = Vec::new();
    let mut large = 0;
    // Those about what has changed need two packages: see tests/compare.rs.
    let alone = RULES.iter().filter(|rule| rule.scope != Scope::Change);
    for (number, rule) in alone.enumerate() {
        let mut dice = Dice((number * 31 + students) as u64);
        let packages = injected(rule, students, &mut dice);
        assert!(!packages.is_empty(), "{} has no injector: a wrong example on its page, or ON_A_ROW", rule.name);
        let companions = COMPANIONS.iter().find(|(name, _)| *name == rule.name).map_or(&[][..], |(_, names)| names);
        let lines = |content: &[u8]| content.split(|byte| *byte == b'\n').count();
        large += usize::from(packages[0].files.iter().any(|(_, content)| lines(content) > students));
        for package in packages {
            let judges = judges(rule);
            let is_by_default = judges.iter().all(|receiver| receiver.declaration().by_default);
            let options =
                if is_by_default { Options::default() } else { Options { profiles: judges, ..Options::default() } };
            let report = Report::new(&package.check_with(&options), Values::Shown);
            if is_by_default {
                package.assert_readiness_is_that_of_unfolded(&report);
            }
            let names = heard(&report, rule.name);
            let is_allowed =
                |name: &&str| *name == rule.name || companions.contains(name) || RECEIVERS_LIMITS.contains(name);
            if !names.contains(&rule.name) || !names.iter().all(is_allowed) {
                let told: Vec<_> = report.findings.iter().take(8).map(|it| (it.rule, it.message.as_str())).collect();
                failures.push(format!("{}: {names:?} {told:#?}", rule.name));
            }
        }
    }
    // The others are about packages that lack almost everything.
    assert!(large * 10 > RULES.len() * 9, "only {large} rules were tried in a large package");
    assert!(failures.is_empty(), "with {students} students: {}", failures.join("\n"));
}

#[test]
fn every_rule_speaks_alone_in_a_small_district() {
    every_rule_speaks_alone(SIZES[0]);
}

#[test]
fn every_rule_speaks_alone_in_a_district() {
    every_rule_speaks_alone(SIZES[1]);
}

#[test]
fn every_rule_speaks_alone_in_a_large_district() {
    every_rule_speaks_alone(SIZES[2]);
}

#[test]
fn lists_name_rules() {
    let companions = COMPANIONS.iter().flat_map(|(name, others)| std::iter::once(name).chain(*others));
    for name in companions
        .chain(ON_A_ROW.iter().map(|(name, _)| name))
        .chain(&RECEIVERS_LIMITS)
        .chain(NOT_GROWN.iter().map(|(name, _)| name))
    {
        assert!(RULES.iter().any(|rule| rule.name == *name), "{name} is no rule");
    }
    assert!(Version::V1_2.table(TableId::Roles).is_some(), "the district has roles");
}
