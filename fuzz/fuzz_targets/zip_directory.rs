//! A zip of a stranger: opened, every entry read, and checked as a package.
#![no_main]

use rostercheck_fuzz::invariants;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    invariants::zip_directory(bytes);
    invariants::zip_check(bytes);
});
