//! The engine against the naive reference validator of the tests, on packages that the bytes choose.
#![no_main]

use rostercheck_fuzz::reference::compare;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    compare::agree_on(bytes);
});
