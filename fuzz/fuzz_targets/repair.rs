//! A corrected copy of a package with one file of a stranger. The first byte chooses which file it is.
#![no_main]

use rostercheck_fuzz::invariants;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((choice, text)) = bytes.split_first() else { return };
    let names = invariants::NAMES;
    invariants::repair(names[usize::from(*choice) % names.len()], text);
});
