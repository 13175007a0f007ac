//! Dates and time stamps in other forms than the standard's.

use std::fmt::Write as _;

use crate::oneroster::value::{Day, Stamp};

/// Which of two numbers is the month, in dates whose year comes last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// As in 03/14/2015.
    MonthFirst,
    /// As in 14/03/2015.
    DayFirst,
}

/// What the dates of a column show about their order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Orders {
    /// Dates that can only be read with the month first.
    month_first: u64,
    /// Dates that can only be read with the day first.
    day_first: u64,
}

impl Orders {
    /// Looks at one more cell.
    pub(super) fn add(&mut self, cell: &[u8]) {
        let Some(text) = text_of(cell) else { return };
        let Some((one, two, year)) = turned(text) else { return };
        let is_day = |month, day| Day::parse(written(year, month, day).as_bytes()).is_some();
        match (is_day(one, two), is_day(two, one)) {
            (true, false) => self.month_first += 1,
            (false, true) => self.day_first += 1,
            _ => {}
        }
    }

    /// The order in which all dates of the column can be read, if at least one can be read in no other.
    pub(super) fn order(self) -> Option<Order> {
        match (self.month_first, self.day_first) {
            (1.., 0) => Some(Order::MonthFirst),
            (0, 1..) => Some(Order::DayFirst),
            _ => None,
        }
    }

    /// Whether both show the same.
    pub(super) fn says_the_same(self, other: Self) -> bool {
        self.order() == other.order() && self.is_mixed() == other.is_mixed()
    }

    /// Whether dates contradict each other, so that no order is right.
    pub(super) fn is_mixed(self) -> bool {
        self.month_first > 0 && self.day_first > 0
    }
}

/// A date in the form of the standard, if only one day can be meant.
pub(super) fn date(cell: &[u8], order: Option<Order>) -> Option<String> {
    let text = text_of(cell)?;
    let found = year_first(text).or_else(|| with_month_name(text)).or_else(|| {
        let (one, two, year) = turned(text)?;
        match order {
            Some(Order::MonthFirst) => Some(written(year, one, two)),
            Some(Order::DayFirst) => Some(written(year, two, one)),
            None if one == two => Some(written(year, one, two)),
            None => None,
        }
    })?;
    Day::parse(found.as_bytes()).map(|_| found)
}

/// The text of a date, without spaces around it and without a midnight behind it.
fn text_of(cell: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(cell).ok()?.trim();
    let Some(at) = text.find(['T', ' ']).filter(|at| {
        // The space in `14 March 2015` is none before a time of day.
        text.get(at + 1..).is_some_and(|rest| rest.contains(':'))
    }) else {
        return Some(text);
    };
    let (day, clock) = text.split_at_checked(at)?;
    is_midnight(clock.get(1..)?).then_some(day)
}

fn is_midnight(clock: &str) -> bool {
    let clock = clock.trim();
    let (clock, is_twelve) = match clock.to_ascii_uppercase().strip_suffix("AM") {
        Some(before) => (before.trim().to_owned(), true),
        None => (clock.strip_suffix('Z').unwrap_or(clock).to_owned(), false),
    };
    let rest = if is_twelve { clock.strip_prefix("12") } else { Some(clock.as_str()) };
    rest.is_some_and(|rest| rest.bytes().all(|byte| matches!(byte, b'0' | b':' | b'.')) && rest.contains(':'))
}

fn written(year: u32, month: u32, day: u32) -> String {
    format!("{year:04}-{month:02}-{day:02}")
}

/// The three numbers of a date, if the same sign stands between them.
fn numbers(text: &str) -> Option<[&str; 3]> {
    let sign = text.bytes().find(|byte| !byte.is_ascii_digit()).filter(|sign| matches!(sign, b'/' | b'-' | b'.'))?;
    let mut parts = text.split(char::from(sign));
    let all = [parts.next()?, parts.next()?, parts.next()?];
    let are_numbers =
        all.iter().all(|part| (1..=4).contains(&part.len()) && part.bytes().all(|it| it.is_ascii_digit()));
    (are_numbers && parts.next().is_none()).then_some(all)
}

/// Day and month in their order, and the year, of a date whose year comes last.
fn turned(text: &str) -> Option<(u32, u32, u32)> {
    let [one, two, year] = numbers(text)?;
    let are_so = one.len() <= 2 && two.len() <= 2 && year.len() == 4;
    are_so.then_some((one.parse().ok()?, two.parse().ok()?, year.parse().ok()?))
}

/// `2015/3/14` and `20150314`.
fn year_first(text: &str) -> Option<String> {
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(format!("{}-{}-{}", text.get(..4)?, text.get(4..6)?, text.get(6..)?));
    }
    let [year, month, day] = numbers(text)?;
    let are_so = year.len() == 4 && month.len() <= 2 && day.len() <= 2;
    are_so.then_some(written(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?))
}

/// `14-Mar-2015`, `March 14, 2015`.
fn with_month_name(text: &str) -> Option<String> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let mut parts = text.split([' ', '-', ',', '/', '.']).filter(|part| !part.is_empty());
    let [one, two, year] = [parts.next()?, parts.next()?, parts.next()?];
    let month_of = |name: &str| {
        let name = name.to_ascii_lowercase();
        let is_it = |month: &str| month == name || name.len() >= 3 && name.len() <= 4 && month.starts_with(&name);
        let place = MONTHS.iter().position(|month| is_it(month))?;
        u32::try_from(place + 1).ok()
    };
    let (month, day) = month_of(one).map(|month| (month, two)).or_else(|| Some((month_of(two)?, one)))?;
    let is_number = |part: &str, longest: usize| part.len() <= longest && part.bytes().all(|it| it.is_ascii_digit());
    let are_so = parts.next().is_none() && year.len() == 4 && is_number(year, 4) && is_number(day, 2);
    are_so.then_some(written(year.parse().ok()?, month, day.parse().ok()?))
}

/// A time stamp in the form of the standard, if it names its zone.
pub(super) fn time_stamp(cell: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(cell).ok()?.trim().to_ascii_uppercase();
    let text = match text.strip_suffix("UTC").or_else(|| text.strip_suffix("GMT")) {
        Some(before) => format!("{}Z", before.trim_end()),
        None => text,
    };
    let (day, rest) = text.split_at_checked(10)?;
    let day = Day::parse(day.as_bytes())?;
    let rest = rest.strip_prefix(['T', ' '])?;
    let at = rest.find(['Z', '+', '-'])?;
    let (clock, zone) = rest.split_at_checked(at)?;
    let clock = clock.trim_end();
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, ""));
    let two = |text: &str, limit: u32| {
        let number: u32 = text.parse().ok().filter(|number| *number < limit)?;
        (text.len() == 2 && text.bytes().all(|it| it.is_ascii_digit())).then_some(i64::from(number))
    };
    let mut parts = clock.split(':');
    let (hour, minute) = (two(parts.next()?, 24)?, two(parts.next()?, 60)?);
    let second = parts.next().map_or(Some(0), |second| two(second, 60))?;
    if parts.next().is_some() || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let away = match zone.as_bytes() {
        b"Z" => 0,
        [sign @ (b'+' | b'-'), ..] => {
            let digits: String = zone.get(1..)?.chars().filter(|letter| *letter != ':').collect();
            let is_known = matches!(zone.len(), 3 | 5) || zone.len() == 6 && zone.as_bytes().get(3) == Some(&b':');
            let (hours, minutes) = digits.split_at_checked(2).filter(|_| is_known)?;
            let minutes = if minutes.is_empty() { 0 } else { two(minutes, 60)? };
            let away = two(hours, 24)? * 60 + minutes;
            if *sign == b'-' { -away } else { away }
        }
        _ => return None,
    };
    let minutes = days_since_1970(day) * 1440 + hour * 60 + minute - away;
    let day = Day::from_days_since_1970(u64::try_from(minutes.div_euclid(1440)).ok()?);
    let of_day = minutes.rem_euclid(1440);
    let mut found = written(u32::from(day.year), u32::from(day.month), u32::from(day.day));
    let fraction: String = fraction.chars().chain("000".chars()).take(3).collect();
    let _ = write!(found, "T{:02}:{:02}:{second:02}.{fraction}Z", of_day / 60, of_day % 60);
    (Stamp::parse(found.as_bytes()) == Stamp::Exact).then_some(found)
}

/// Days from the first day of 1970, by the calendar of today.
fn days_since_1970(day: Day) -> i64 {
    let (year, month) = (i64::from(day.year), i64::from(day.month));
    // The year begins in March, so that the day of a leap year is its last.
    let year = if month <= 2 { year - 1 } else { year };
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + i64::from(day.day) - 1;
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(cell: &str, order: Option<Order>) -> Option<String> {
        date(cell.as_bytes(), order)
    }

    #[test]
    fn dates_that_mean_one_day_are_written_anew() {
        for (cell, expected) in [
            ("2015/3/14", "2015-03-14"),
            ("2015.03.14", "2015-03-14"),
            ("2015-3-4", "2015-03-04"),
            ("20150314", "2015-03-14"),
            ("2015-03-14 00:00:00.000", "2015-03-14"),
            ("2015-03-14T00:00:00Z", "2015-03-14"),
            ("14-Mar-2015", "2015-03-14"),
            ("March 14, 2015", "2015-03-14"),
            ("14 Sept 2015", "2015-09-14"),
            ("05/05/2015", "2015-05-05"),
            (" 2015-03-14", "2015-03-14"),
        ] {
            assert_eq!(read(cell, None).as_deref(), Some(expected), "{cell}");
        }
    }

    #[test]
    fn dates_that_may_mean_two_days_are_left() {
        for cell in [
            "03/04/2015",
            "14/03/15",
            "2015-13-40",
            "2015-02-30",
            "2015-03-14 08:30",
            "2015-03-14T00:00:00+02:00",
            "Ma 14, 2015",
            "2015",
            "",
            "31/31/2015",
            "1/2/3/2015",
            "3-4/2015",
        ] {
            assert_eq!(read(cell, None), None, "{cell}");
        }
    }

    #[test]
    fn the_column_decides_whether_day_or_month_comes_first() {
        let orders = |cells: &[&str]| {
            let mut orders = Orders::default();
            for cell in cells {
                orders.add(cell.as_bytes());
            }
            orders
        };
        assert_eq!(orders(&["03/04/2015", "3/14/2015 0:00"]).order(), Some(Order::MonthFirst));
        assert_eq!(orders(&["03.04.2015", "14.03.2015"]).order(), Some(Order::DayFirst));
        assert_eq!(orders(&["03/04/2015", "05/05/2015", "2015-03-14", "40/50/2015"]).order(), None);
        let mixed = orders(&["14/03/2015", "03/14/2015"]);
        assert!(mixed.is_mixed() && mixed.order().is_none());
        assert_eq!(read("3/4/2015", Some(Order::MonthFirst)).as_deref(), Some("2015-03-04"));
        assert_eq!(read("3/4/2015", Some(Order::DayFirst)).as_deref(), Some("2015-04-03"));
        assert_eq!(read("3/4/2015 12:00:00 AM", Some(Order::DayFirst)).as_deref(), Some("2015-04-03"));
        assert_eq!(read("14/14/2015", Some(Order::DayFirst)), None);
    }

    #[test]
    fn time_stamps_that_name_their_zone_become_utc() {
        for (cell, expected) in [
            ("2026-11-01T12:30:00Z", "2026-11-01T12:30:00.000Z"),
            ("2026-11-01T12:30Z", "2026-11-01T12:30:00.000Z"),
            ("2026-11-01 12:30:00.5+00:00", "2026-11-01T12:30:00.500Z"),
            ("2026-11-01T00:30:00+02:00", "2026-10-31T22:30:00.000Z"),
            ("2026-12-31T20:00:00.1234567-0600", "2027-01-01T02:00:00.123Z"),
            ("2024-02-28T20:00:00-06", "2024-02-29T02:00:00.000Z"),
            ("2026-11-01 12:30:00 UTC", "2026-11-01T12:30:00.000Z"),
        ] {
            assert_eq!(time_stamp(cell.as_bytes()).as_deref(), Some(expected), "{cell}");
        }
        for cell in
            ["2026-11-01", "2026-11-01T12:30:00", "2026-11-01T25:00:00Z", "11/01/2026 12:30Z", "2026-11-01T12:30+2", ""]
        {
            assert_eq!(time_stamp(cell.as_bytes()), None, "{cell}");
        }
    }

    #[test]
    fn days_are_counted_as_the_core_counts_them() {
        for days in [0, 1, 59, 60, 365, 11_016, 20_000, 20_779, 47_541] {
            assert_eq!(days_since_1970(Day::from_days_since_1970(days)), i64::try_from(days).unwrap());
        }
    }
}
