//! A masked package is said the same of. The first byte chooses which file the others are.
#![no_main]

use rostercheck_fuzz::invariants;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((choice, text)) = bytes.split_first() else { return };
    let names = invariants::NAMES;
    invariants::mask(names[usize::from(*choice) % names.len()], text);
});
