//! What day it is, and what time.

use std::time::{SystemTime, UNIX_EPOCH};

use rostercheck::oneroster::value::Day;

/// Beyond, a year has five digits.
const DAYS_TO_THE_YEAR_10000: u64 = 2_932_897;

/// Date and time, in UTC: what a computer takes for its own time needs a list of all places. As for other programs whose
/// output is to be the same again, `SOURCE_DATE_EPOCH` may say it.
pub(super) fn now() -> String {
    let said = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|seconds| seconds.parse().ok());
    let said = said.filter(|seconds| *seconds < DAYS_TO_THE_YEAR_10000 * 86_400);
    let clock = || SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let seconds: u64 = said.unwrap_or_else(clock);
    let Day { year, month, day } = Day::from_days_since_1970(seconds / 86_400);
    let (hour, minute, second) = (seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

/// Today's date in UTC.
pub(crate) fn today() -> Day {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    Day::from_days_since_1970(seconds / 86_400)
}
