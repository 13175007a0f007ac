//! Two packages that the bytes choose, compared by the engine and by its naive twin.
#![no_main]

use rostercheck_fuzz::reference::changes;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| changes::agree_on(bytes));
