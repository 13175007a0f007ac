//! What a single value must look like, type by type.

/// Longest `sourcedId`, in characters: the binding says fewer than 256.
pub const LONGEST_ID: usize = 255;

/// Longest text that every receiver must keep whole, in characters.
pub const LONGEST_TEXT: usize = 255;

/// Whether `byte` may stand in a `sourcedId`: ASCII letters, digits and `. - _ / @`.
pub fn is_id_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b'/' | b'@')
}

/// Whether `text` is a well-formed `sourcedId`; it need not be a UUID.
pub fn is_id(text: &[u8]) -> bool {
    !text.is_empty() && text.len() <= LONGEST_ID && text.iter().copied().all(is_id_byte)
}

/// A day of the proleptic Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    /// 0 to 9999.
    pub year: u16,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

impl Day {
    /// Reads `YYYY-MM-DD`; nothing else, and only real days.
    pub fn parse(text: &[u8]) -> Option<Self> {
        let Some((front, &[d1, d2])) = text.split_first_chunk() else { return None };
        // All eight bytes of the front at once. What is left of a digit must be below 10, and of a hyphen nothing: otherwise
        // the sum reaches the highest bit of its byte.
        let left = u64::from_le_bytes(*front) ^ u64::from_le_bytes(*b"0000-00-");
        let sum = left.wrapping_add(u64::from_le_bytes([0x76, 0x76, 0x76, 0x76, 0x7F, 0x76, 0x76, 0x7F]));
        if (left | sum) & 0x8080_8080_8080_8080 != 0 || !d1.is_ascii_digit() || !d2.is_ascii_digit() {
            return None;
        }
        let [century, _, year, _, _, month, ..] = left.wrapping_mul(10).wrapping_add(left >> 8).to_le_bytes();
        let (year, day) = (u16::from(century) * 100 + u16::from(year), (d1 - b'0') * 10 + (d2 - b'0'));
        let last = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
            2 => 28,
            _ => return None,
        };
        (1..=last).contains(&day).then_some(Self { year, month, day })
    }

    /// The day that lies so many days after 1970-01-01, up to the year 9999.
    #[allow(clippy::cast_possible_truncation, reason = "the numbers are below 10,000")]
    pub fn from_days_since_1970(days: u64) -> Self {
        // Counted in eras of 400 years from 0000-03-01, so that the leap day ends a year.
        let days = days.min(2_932_896) + 719_468;
        let era = days / 146_097;
        let day_of_era = days % 146_097;
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        let year = era * 400 + year_of_era + u64::from(month <= 2);
        Self { year: year as u16, month: month as u8, day: day as u8 }
    }
}

impl Day {
    /// How many days after 1970-01-01 it lies.
    pub fn days_since_1970(self) -> i64 {
        // As in `from_days_since_1970`, in years that begin on March 1.
        let year = i64::from(self.year) - i64::from(self.month <= 2);
        let month = (i64::from(self.month) + 9) % 12;
        let day_of_year = (153 * month + 2) / 5 + i64::from(self.day) - 1;
        let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
        365 * year + leap_days + day_of_year - 719_468
    }

    /// The day after this one.
    #[must_use]
    pub fn next(self) -> Self {
        let later = [
            Self { day: self.day.saturating_add(1), ..self },
            Self { month: self.month.saturating_add(1), day: 1, ..self },
            Self { year: self.year.saturating_add(1), month: 1, day: 1 },
        ];
        later.into_iter().find(|day| Self::parse(day.to_string().as_bytes()).is_some()).unwrap_or(self)
    }

    /// Years of age on `today` of someone who was born on this day; negative before the birth.
    pub fn age_on(self, today: Self) -> i32 {
        let before_birthday = (today.month, today.day) < (self.month, self.day);
        i32::from(today.year) - i32::from(self.year) - i32::from(before_birthday)
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

fn number(digits: &[u8]) -> Option<u16> {
    digits.iter().try_fold(0u16, |sum, digit| digit.is_ascii_digit().then(|| sum * 10 + u16::from(digit - b'0')))
}

/// Whether `text` is four digits.
pub fn is_year(text: &[u8]) -> bool {
    text.len() == 4 && text.iter().all(u8::is_ascii_digit)
}

/// How well a time stamp follows the binding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stamp {
    /// `2012-04-23T18:25:43.511Z`, the form of the binding.
    Exact,
    /// Another way to write a moment in UTC that the W3C profile of ISO 8601 knows.
    OtherUtc,
    /// A moment, but not in UTC or without saying so.
    NotUtc,
    /// Not a time stamp.
    Malformed,
}

impl Stamp {
    /// Reads a time stamp.
    pub fn parse(text: &[u8]) -> Self {
        let Some((day, rest)) = text.split_at_checked(10) else {
            return Self::Malformed;
        };
        if Day::parse(day).is_none() {
            return Self::Malformed;
        }
        let Some((b'T', rest)) = rest.split_first() else {
            return Self::Malformed;
        };
        let zone = rest.iter().position(|byte| matches!(byte, b'Z' | b'+' | b'-')).unwrap_or(rest.len());
        let (clock, zone) = rest.split_at(zone);
        if !is_clock(clock) {
            return Self::Malformed;
        }
        match zone {
            b"Z" if clock.len() == 12 => Self::Exact,
            b"Z" | b"+00:00" | b"-00:00" => Self::OtherUtc,
            b"" => Self::NotUtc,
            [b'+' | b'-', h1, h2, b':', m1, m2]
                if number(&[*h1, *h2]).is_some_and(|hours| hours < 24)
                    && number(&[*m1, *m2]).is_some_and(|minutes| minutes < 60) =>
            {
                Self::NotUtc
            }
            _ => Self::Malformed,
        }
    }
}

/// `HH:MM`, `HH:MM:SS` or `HH:MM:SS.s…`.
fn is_clock(clock: &[u8]) -> bool {
    let Some((minutes, seconds)) = clock.split_at_checked(5) else {
        return false;
    };
    let &[h1, h2, b':', m1, m2] = minutes else {
        return false;
    };
    let in_range = |digits: [u8; 2], limit| number(&digits).is_some_and(|value| value < limit);
    if !in_range([h1, h2], 24) || !in_range([m1, m2], 60) {
        return false;
    }
    match seconds {
        [] => true,
        [b':', s1, s2] => in_range([*s1, *s2], 60),
        [b':', s1, s2, b'.', fraction @ ..] => {
            in_range([*s1, *s2], 60) && !fraction.is_empty() && fraction.iter().all(u8::is_ascii_digit)
        }
        _ => false,
    }
}

/// Whether `text` is a whole number, written without leading zeros.
pub fn is_integer(text: &[u8]) -> bool {
    let digits = text.strip_prefix(b"-").unwrap_or(text);
    match digits {
        [b'0'] => true,
        [b'1'..=b'9', rest @ ..] => rest.iter().all(u8::is_ascii_digit),
        _ => false,
    }
}

/// Whether `text` is a decimal number, with an optional exponent.
pub fn is_float(text: &[u8]) -> bool {
    let text = text.strip_prefix(b"-").unwrap_or(text);
    let (number, exponent) = match text.iter().position(|byte| matches!(byte, b'e' | b'E')) {
        Some(place) => (&text[..place], Some(&text[place + 1..])),
        None => (text, None),
    };
    let mut parts = number.splitn(2, |byte| *byte == b'.');
    let whole = parts.next().unwrap_or_default();
    let fraction = parts.next().unwrap_or_default();
    let digits = |part: &[u8]| part.iter().all(u8::is_ascii_digit);
    digits(whole)
        && digits(fraction)
        && !(whole.is_empty() && fraction.is_empty())
        && exponent.is_none_or(|exponent| {
            let exponent = match exponent {
                [b'+' | b'-', rest @ ..] => rest,
                all => all,
            };
            !exponent.is_empty() && digits(exponent)
        })
}

/// Whether `text` has the form `{left:right}`. Further colons may stand on the right.
pub fn is_pair(text: &[u8]) -> bool {
    let Some(inner) = text.strip_prefix(b"{").and_then(|text| text.strip_suffix(b"}")) else {
        return false;
    };
    if inner.contains(&b'{') || inner.contains(&b'}') {
        return false;
    }
    let colon = inner.iter().position(|byte| *byte == b':');
    colon.is_some_and(|colon| colon > 0 && colon + 1 < inner.len())
}

/// The CEDS Entry Grade Level codes that OneRoster 1.1 names.
pub const GRADES: [&str; 21] = [
    "IT", "PR", "PK", "TK", "KG", "01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12", "13", "PS",
    "UG", "Other",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_and_counted_back() {
        for days in (0..2_932_896).step_by(37).chain([59, 60, 365, 366, 11_016, 11_017, 2_932_895]) {
            assert_eq!(Day::from_days_since_1970(days).days_since_1970(), i64::try_from(days).unwrap());
        }
        assert_eq!(Day::parse(b"0000-03-01").unwrap().days_since_1970(), -719_468);
    }

    #[test]
    fn ids() {
        for id in ["1", "s123", "0f8a-22_x.y/z@w"] {
            assert!(is_id(id.as_bytes()), "{id}");
        }
        for id in ["", "a b", "a:b", "é", "a,b", " a"] {
            assert!(!is_id(id.as_bytes()), "{id}");
        }
        assert!(is_id(&[b'a'; 255]));
        assert!(!is_id(&[b'a'; 256]));
    }

    #[test]
    fn days() {
        for day in ["2026-11-22", "2024-02-29", "2000-02-29"] {
            assert_eq!(Day::parse(day.as_bytes()).map(|day| day.to_string()).as_deref(), Some(day));
        }
        for day in [
            "2025-02-29",
            "1900-02-29",
            "2026-13-01",
            "2026-00-01",
            "2026-01-00",
            "2026-04-31",
            "2026-1-1",
            "03/14/2015",
            "2026-11-22 ",
            "2026-11",
            "",
        ] {
            assert_eq!(Day::parse(day.as_bytes()), None, "{day}");
        }
    }

    #[test]
    fn days_are_counted_from_1970() {
        for (days, day) in [(0, "1970-01-01"), (59, "1970-03-01"), (11_016, "2000-02-29"), (20_779, "2026-11-22")] {
            assert_eq!(Day::from_days_since_1970(days).to_string(), day);
        }
        assert_eq!(Day::from_days_since_1970(u64::MAX).to_string(), "9999-12-31");
    }

    #[test]
    fn the_next_day() {
        for (day, next) in [
            ("2026-11-22", "2026-11-23"),
            ("2024-02-28", "2024-02-29"),
            ("2026-11-30", "2026-12-01"),
            ("2026-12-31", "2027-01-01"),
        ] {
            assert_eq!(Day::parse(day.as_bytes()).unwrap().next().to_string(), next);
        }
    }

    #[test]
    fn ages() {
        let today = Day { year: 2026, month: 11, day: 22 };
        for (born, age) in
            [("2026-11-22", 0), ("2026-11-23", -1), ("2012-11-22", 14), ("2012-11-23", 13), ("2012-02-29", 14)]
        {
            assert_eq!(Day::parse(born.as_bytes()).unwrap().age_on(today), age, "{born}");
        }
    }

    #[test]
    fn stamps() {
        for (text, stamp) in [
            ("2012-04-23T18:25:43.511Z", Stamp::Exact),
            ("2012-04-23T18:25:43Z", Stamp::OtherUtc),
            ("2012-04-23T18:25Z", Stamp::OtherUtc),
            ("2012-04-23T18:25:43.5Z", Stamp::OtherUtc),
            ("2012-04-23T18:25:43.511+00:00", Stamp::OtherUtc),
            ("2012-04-23T18:25:43.511-05:00", Stamp::NotUtc),
            ("2012-04-23T18:25:43.511", Stamp::NotUtc),
            ("2012-04-23", Stamp::Malformed),
            ("2012-04-23 18:25:43", Stamp::Malformed),
            ("2012-04-31T18:25:43.511Z", Stamp::Malformed),
            ("2012-04-23T24:25:43.511Z", Stamp::Malformed),
            ("2012-04-23T23:59:59Z", Stamp::OtherUtc),
            ("2012-04-23T23:59:60Z", Stamp::Malformed),
            ("2012-04-23T23:59:60.000Z", Stamp::Malformed),
            ("2012-04-23T23:59:61Z", Stamp::Malformed),
            ("2012-04-23T23:59:61.5Z", Stamp::Malformed),
            ("2012-04-23T23:60Z", Stamp::Malformed),
            ("2012-04-23T18:25:43.Z", Stamp::Malformed),
            ("2012-04-23T18:25:43.5x1Z", Stamp::Malformed),
            ("2012-04-23T18:25:43.511x", Stamp::Malformed),
            ("2012-04-23T18:25:4Z", Stamp::Malformed),
            ("2012-04-23T1x:25:43Z", Stamp::Malformed),
            ("2012-04-23T18-25-43Z", Stamp::Malformed),
            ("2012-04-23T18:25:43-00:00", Stamp::OtherUtc),
            ("2012-04-23T18:25:43+23:59", Stamp::NotUtc),
            ("2012-04-23T18:25:43+24:00", Stamp::Malformed),
            ("2012-04-23T18:25:43+05:60", Stamp::Malformed),
            ("2012-04-23T18:25:43+0x:30", Stamp::Malformed),
            ("2012-04-23T18:25:43-05:3x", Stamp::Malformed),
            ("2012-04-23T18:25:43*05:30", Stamp::Malformed),
            ("2012-04-23T18:25:43+0530", Stamp::Malformed),
            ("2012-04-23T18:25", Stamp::NotUtc),
            ("2012-04-23TZ", Stamp::Malformed),
            ("", Stamp::Malformed),
        ] {
            assert_eq!(Stamp::parse(text.as_bytes()), stamp, "{text}");
        }
    }

    #[test]
    fn numbers() {
        for text in ["0", "7", "-12", "100"] {
            assert!(is_integer(text.as_bytes()), "{text}");
        }
        for text in ["", "-", "007", "1.0", "80%", "+1"] {
            assert!(!is_integer(text.as_bytes()), "{text}");
        }
        for text in ["0", "1.", ".5", "-3.25", "1e3", "1.5E-7"] {
            assert!(is_float(text.as_bytes()), "{text}");
        }
        for text in ["", ".", "1,5", "abc", "1e", "1.2.3", "--1"] {
            assert!(!is_float(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn pairs() {
        for text in ["{LDAP:id}", "{A:7-10}", "{a:b:c}"] {
            assert!(is_pair(text.as_bytes()), "{text}");
        }
        for text in ["", "{}", "{a:}", "{:b}", "a:b", "{a}", "{{a:b}}"] {
            assert!(!is_pair(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn more_numbers() {
        for text in ["0", "7", "-3", "120"] {
            assert!(is_integer(text.as_bytes()), "{text}");
        }
        for text in ["", "-", "007", "1.0", "+1", "1e3", " 1", "-0x", "١"] {
            assert!(!is_integer(text.as_bytes()), "{text}");
        }
        for text in ["0", "87.5", "-.5", "5.", "1e3", "1E-3", "1.5e+10", "007"] {
            assert!(is_float(text.as_bytes()), "{text}");
        }
        for text in ["", ".", "-", "e3", ".e3", "1e", "1e+", "1.2.3", "1,5", "+1", "1e3.5", "1x", "x.1", "1.x"] {
            assert!(!is_float(text.as_bytes()), "{text}");
        }
        assert!(is_year(b"2027") && !is_year(b"202") && !is_year(b"20277") && !is_year(b"202x"));
    }

    #[test]
    fn more_pairs() {
        for text in ["{a:b}", "{LDAP:cn=x:y}", "{a::}"] {
            assert!(is_pair(text.as_bytes()), "{text}");
        }
        for text in ["a:b", "{a:b", "a:b}", "{a}", "{:b}", "{a:}", "{{a:b}", "{a:b}}", "{}", ""] {
            assert!(!is_pair(text.as_bytes()), "{text}");
        }
    }
}
