//! A description of a receiver, as JSON and as a link: taken or refused in one line of plain text, and the same again when
//! it is written and read.
#![no_main]

use rostercheck_fuzz::invariants;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| invariants::receiver(bytes));
