//! The core as WebAssembly, where numbers have 32 bits: every rule finds its own example there too.

#![cfg(target_arch = "wasm32")]
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod support;

use rostercheck::check::Options;
use rostercheck::report::{Format, Report, Style};
use rostercheck::rules::{RULES, Values};
use support::{TestPackage, examples, judges};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn every_rule_finds_its_wrong_example_and_not_its_right_one() {
    for rule in RULES {
        for example in examples(rule.page) {
            let options = Options { profiles: judges(rule), ..Options::default() };
            let report = Report::new(&example.check_with(&options), Values::Shown);
            let found = report.totals.iter().any(|total| total.rule == rule.name && total.caused_by.is_none());
            assert_eq!(found, example.is_wrong, "{}", rule.name);
        }
    }
}

#[wasm_bindgen_test]
fn the_base_package_is_ready() {
    let report = TestPackage::base().report();
    assert!(report.verdicts.iter().all(|verdict| verdict.ready));
}

#[wasm_bindgen_test]
fn the_report_is_written_in_every_format() {
    let checked = TestPackage::base().check();
    for format in [Format::Text, Format::Json, Format::Csv] {
        let mut text = Vec::new();
        Report::new(&checked, Values::Masked).write(format, Style::Plain, &mut text).expect("memory takes it");
        assert!(String::from_utf8(text).is_ok_and(|text| !text.is_empty()));
    }
}
