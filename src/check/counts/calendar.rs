//! Months of the time that is counted.

use crate::oneroster::value::Day;

/// A month of the time that is counted, from 0; others are not known.
pub(super) type MonthNumber = u16;
/// The month of a date that cannot be read, or lies beyond the time that is counted.
pub(super) const UNKNOWN: MonthNumber = MonthNumber::MAX;
const FIRST_YEAR: u16 = 1950;
/// How many months are counted.
pub(super) const MONTHS: u16 = 200 * 12;

/// The month of a date.
pub(super) fn month(cell: &[u8]) -> MonthNumber {
    Day::parse(cell).map_or(UNKNOWN, |day| number_of(day.year, day.month))
}

/// The last month before a date: an end date is the first day that does not count.
pub(super) fn last_month(cell: &[u8]) -> MonthNumber {
    let Some(day) = Day::parse(cell) else { return UNKNOWN };
    let number = number_of(day.year, day.month);
    if day.day == 1 && number != UNKNOWN { number.saturating_sub(1) } else { number }
}

fn number_of(year: u16, month: u8) -> MonthNumber {
    let years = year.checked_sub(FIRST_YEAR).filter(|years| *years < MONTHS / 12);
    years.map_or(UNKNOWN, |years| years * 12 + u16::from(month).saturating_sub(1))
}

/// A month as `2026-08`.
pub(super) fn name_of(number: MonthNumber) -> Option<String> {
    (number != UNKNOWN).then(|| format!("{:04}-{:02}", FIRST_YEAR + number / 12, number % 12 + 1))
}
