//! Rows of a stranger's file, whole and in pieces. The first eight bytes choose the pieces.
#![no_main]

use rostercheck_fuzz::invariants;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let (seed, text) = bytes.split_first_chunk().map_or((0, bytes), |(seed, text)| (u64::from_le_bytes(*seed), text));
    invariants::csv_rows(text, seed);
});
