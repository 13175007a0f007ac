//! Scores, replaced by others on the same side of every limit that a line item sets.

use super::key::{Class, Key};
use crate::rule::decimal;

/// Different limits that are remembered. Real packages have a dozen.
const MOST: usize = 100_000;

/// Decimals that a score keeps.
const MOST_DECIMALS: usize = 6;

/// Replaces scores.
#[derive(Default)]
pub(super) struct Scores {
    limits: Vec<f64>,
}

impl Scores {
    /// Remembers a lowest or highest score of a line item.
    pub(super) fn add_limit(&mut self, cell: &[u8]) {
        if let Some(limit) = number(cell)
            && let Err(at) = self.limits.binary_search_by(|known| known.total_cmp(&limit))
            && self.limits.len() < MOST
        {
            self.limits.insert(at, limit);
        }
    }

    /// Writes a score behind `out`, replaced: lower or higher than the same limits. One that is a limit stays, and one
    /// that has no room between two. False if it is no number; then nothing is written.
    pub(super) fn replace(&self, key: &Key, text: &[u8], out: &mut Vec<u8>) -> bool {
        let Some(score) = number(text) else { return false };
        let at = self.limits.partition_point(|limit| *limit < score);
        let (low, high) = (at.checked_sub(1).and_then(|at| self.limits.get(at)).copied(), self.limits.get(at).copied());
        if high == Some(score) || score.abs() >= 1e9 {
            out.extend_from_slice(text);
            return true;
        }
        let decimals = text.iter().position(|byte| *byte == b'.').map_or(0, |point| {
            text.iter().skip(point + 1).take_while(|byte| byte.is_ascii_digit()).count().min(MOST_DECIMALS)
        });
        let scale = 10f64.powi(i32::try_from(decimals).unwrap_or(0));
        // Where there is no limit, about as far as the score goes.
        let low = low.unwrap_or(if score < 0.0 { score * 2.0 - 10.0 } else { -1.0 / scale }).max(-2e9);
        let high = high.unwrap_or(if score < 0.0 { 0.0 } else { score * 2.0 + 10.0 }).min(2e9);
        #[allow(clippy::cast_possible_truncation, reason = "both are below 10^17")]
        let (mut first, mut last) = ((low * scale).floor() as i64 + 1, (high * scale).ceil() as i64 - 1);
        // As many digits, if there are any between the limits.
        let digits = text.iter().filter(|byte| byte.is_ascii_digit()).count().min(17);
        let smallest =
            if digits > decimals + 1 { 10i64.saturating_pow(u32::try_from(digits - 1).unwrap_or(0)) } else { 0 };
        let largest = 10i64.saturating_pow(u32::try_from(digits).unwrap_or(0)) - 1;
        if score >= 0.0 && first.max(smallest) < last.min(largest) {
            (first, last) = (first.max(smallest), last.min(largest));
        }
        let mut random = key.hash(Class::Score, 0, text);
        for _ in 0..8 {
            let count = u64::try_from(last - first + 1).unwrap_or(0).max(1);
            let chosen = first.saturating_add(i64::try_from(random % count).unwrap_or(0));
            let other = decimal(chosen, decimals);
            let is_between = other.parse().is_ok_and(|other: f64| low < other && other < high);
            if is_between && other.as_bytes() != text && !other.starts_with("-0") {
                out.extend_from_slice(other.as_bytes());
                return true;
            }
            random = key.hash(Class::Score, 1, &random.to_le_bytes());
        }
        out.extend_from_slice(text);
        true
    }
}

/// A score as a number, as the rules read it.
fn number(cell: &[u8]) -> Option<f64> {
    std::str::from_utf8(cell).ok()?.parse().ok().filter(|number: &f64| number.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_stay_on_their_side() {
        let mut scores = Scores::default();
        for limit in ["0", "10", "100", "10", "x"] {
            scores.add_limit(limit.as_bytes());
        }
        assert_eq!(scores.limits, [0.0, 10.0, 100.0]);
        let key = Key::new([7; 16]);
        let replaced = |text: &str| {
            let mut out = Vec::new();
            scores.replace(&key, text.as_bytes(), &mut out).then(|| String::from_utf8(out).unwrap())
        };
        for text in ["8", "8.25", "87.5", "55", "120", "-3", "9", "1e1", "0", "100"] {
            let other = replaced(text).unwrap();
            let (one, other_number): (f64, f64) = (text.parse().unwrap(), other.parse().unwrap());
            for limit in [0.0, 10.0, 100.0] {
                assert_eq!(one.total_cmp(&limit), other_number.total_cmp(&limit), "{text}: {other}");
            }
            assert!(other != text || ["0", "100", "1e1"].contains(&text), "{text}: {other}");
            assert!(other.len() == text.len() || text == "-3", "{text}: {other}");
        }
        assert_eq!(replaced("A-"), None);
        let mut narrow = Scores::default();
        narrow.add_limit(b"1");
        narrow.add_limit(b"3");
        let mut out = Vec::new();
        assert!(narrow.replace(&key, b"2", &mut out));
        assert_eq!(out, b"2");
    }
}
