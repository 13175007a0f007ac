//! Dates, all moved back by the same number of days.

use super::key::{Class, Key};
use crate::oneroster::value::Day;

/// Days by which dates are moved at least, and how many numbers of days there are. Back, so that nothing that was is in
/// the future; by little more than a year at most, so that children stay of school age.
const LEAST: i64 = 30;
const NUMBERS: u64 = 365;

/// Moves dates.
pub(super) struct Dates {
    back: i64,
}

impl Dates {
    pub(super) fn new(key: &Key) -> Self {
        let back = i64::try_from(key.hash(Class::Days, 0, b"") % NUMBERS).unwrap_or(0);
        Self { back: LEAST + back }
    }

    /// Writes a date or a time stamp behind `out`, moved. False if it is none; then nothing is written. A number of eight
    /// digits is one only in a column of dates: elsewhere it may be the id of somebody, which is not to be counted back.
    pub(super) fn replace(&self, text: &[u8], is_of_dates: bool, out: &mut Vec<u8>) -> bool {
        if let Some(moved) =
            Some(text).filter(|text| is_of_dates && text.len() == 8).and_then(|text| self.of_digits(text))
        {
            out.extend_from_slice(moved.as_bytes());
            return true;
        }
        let Some((day, rest)) = text.split_at_checked(10) else { return self.otherwise(text, out) };
        let is_clock =
            |byte: &u8| byte.is_ascii_digit() || matches!(byte, b'T' | b'Z' | b':' | b'.' | b'+' | b'-' | b' ');
        let Some(day) = Day::parse(day).filter(|_| rest.len() <= 24 && rest.iter().all(is_clock)) else {
            return self.otherwise(text, out);
        };
        let moved = self.moved([i64::from(day.year), i64::from(day.month), i64::from(day.day)]);
        let Some([year, month, day]) = moved else { return false };
        out.extend_from_slice(format!("{year:04}-{month:02}-{day:02}").as_bytes());
        out.extend_from_slice(rest);
        true
    }

    /// `20150314`.
    fn of_digits(&self, text: &[u8]) -> Option<String> {
        let part = |from: usize, to: usize| number(std::str::from_utf8(text.get(from..to)?).ok()?);
        let parts = [part(0, 4)?, part(4, 6)?, part(6, 8)?];
        let [year, month, day] = self.moved(parts).filter(|_| (1900..2100).contains(&parts[0]))?;
        Some(format!("{year:04}{month:02}{day:02}"))
    }

    /// Days as people write them: `3/14/2015`, `14.03.2015`. The first number is the month if it can be.
    fn otherwise(&self, text: &[u8], out: &mut Vec<u8>) -> bool {
        let Ok(text) = std::str::from_utf8(text) else { return false };
        let Some(sign) = text.chars().find(|sign| matches!(sign, '/' | '.' | '-')) else { return false };
        let mut parts = text.split(sign);
        let (Some(one), Some(two), Some(three), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
            return false;
        };
        let (Some(first), Some(second), Some(third)) = (number(one), number(two), number(three)) else { return false };
        let parts = [one, two, three];
        // Which of the three is the year, the month and the day.
        let order = match (one.len(), three.len()) {
            (4, 1 | 2) => [0, 1, 2],
            (1 | 2, 4) if first > 12 => [2, 1, 0],
            (1 | 2, 4) => [2, 0, 1],
            _ => return false,
        };
        let numbers = [first, second, third];
        let Some(moved) = self.moved(order.map(|place| numbers[place])) else { return false };
        let mut written = [String::new(), String::new(), String::new()];
        for (place, number) in order.into_iter().zip(moved) {
            let width = parts[place].len();
            written[place] = format!("{number:0width$}");
        }
        out.extend_from_slice(written.join(&sign.to_string()).as_bytes());
        true
    }

    /// Year, month and day, moved; none if there is no such day, or none so far back.
    fn moved(&self, [year, month, day]: [i64; 3]) -> Option<[i64; 3]> {
        let days = days(year, month, day);
        if !(1..=9999).contains(&year) || date(days) != [year, month, day] {
            return None;
        }
        Some(date(days - self.back)).filter(|moved| moved[0] >= 0)
    }
}

fn number(text: &str) -> Option<i64> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse().ok() } else { None }
}

/// Days from 0000-03-01 to a day, in eras of 400 years; a year begins in March, so that the leap day ends it.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month > 2 { year } else { year - 1 };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year
}

/// The other way round.
fn date(days: i64) -> [i64; 3] {
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    [era * 400 + year + i64::from(month <= 2), month, day]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn by(back: i64, text: &str) -> Option<String> {
        let mut out = Vec::new();
        Dates { back }.replace(text.as_bytes(), true, &mut out).then(|| String::from_utf8(out).unwrap())
    }

    #[test]
    fn days_are_counted_both_ways() {
        for number in 0..=days(9999, 12, 31) {
            let [year, month, day] = date(number);
            assert_eq!(days(year, month, day), number);
            if number % 97 == 0 && number >= days(1970, 1, 1) {
                let since = u64::try_from(number - days(1970, 1, 1)).unwrap();
                assert_eq!(Day::from_days_since_1970(since).to_string(), format!("{year:04}-{month:02}-{day:02}"));
            }
        }
    }

    #[test]
    fn dates_are_moved_in_their_form() {
        for (text, moved) in [
            ("2026-03-01", "2026-01-30"),
            ("2026-01-15", "2025-12-16"),
            ("2012-04-23T18:25:43.511Z", "2012-03-24T18:25:43.511Z"),
            ("2012-04-23 18:25", "2012-03-24 18:25"),
            ("3/14/2015", "2/12/2015"),
            ("03/14/2015", "02/12/2015"),
            ("14.03.2015", "12.02.2015"),
            ("2015/3/14", "2015/2/12"),
            ("20150314", "20150212"),
            ("9999-12-31", "9999-12-01"),
        ] {
            assert_eq!(by(30, text).as_deref(), Some(moved), "{text}");
        }
        for none in [
            "",
            "2026-13-01",
            "2026-02-30",
            "13/13/2015",
            "40150314",
            "March 14, 2015",
            "1-2",
            "0000-01-01",
            "2026-03-01 Ann",
        ] {
            assert_eq!(by(30, none), None, "{none}");
        }
    }

    #[test]
    fn an_id_is_no_date() {
        assert!(!Dates { back: 30 }.replace(b"20150314", false, &mut Vec::new()));
    }

    #[test]
    fn the_offset_is_one_of_a_year() {
        for number in 0..200u8 {
            let back = Dates::new(&Key::new([number; 16])).back;
            assert!((30..395).contains(&back));
        }
    }
}
