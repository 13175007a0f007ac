//! Hostile cells and names in every form of the report.
#![no_main]

#[path = "../src/invariants.rs"]
#[allow(dead_code)]
mod invariants;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| invariants::report_writers(bytes));
