//! Hostile cells and names in every form of the report.
#![no_main]

use rostercheck_fuzz::invariants;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| invariants::report_writers(bytes));
