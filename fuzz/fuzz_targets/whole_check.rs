//! A whole check of one file. The first byte chooses which file it is.
#![no_main]

use rostercheck_fuzz::invariants;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((choice, text)) = bytes.split_first() else { return };
    let names = invariants::NAMES;
    invariants::whole_check(names[usize::from(*choice) % names.len()], text);
});
