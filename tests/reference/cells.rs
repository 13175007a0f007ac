//! What a single value must look like.

use rostercheck::oneroster::{Column, Kind, Mode, Version};

/// The rule that a filled cell, or an item of a list, breaks. One rule speaks for a cell.
pub fn broken_rule(version: Version, mode: Option<Mode>, column: &Column, cell: &[u8]) -> Option<&'static str> {
    let text = std::str::from_utf8(cell);
    if text.is_ok_and(|text| text.chars().all(|letter| letter.is_whitespace() || is_without_width(letter))) {
        return Some("spaces-only-cell");
    }
    // What is not UTF-8 is no word, no date and no number.
    let text = text.unwrap_or("\u{FFFD}");
    let lossy = String::from_utf8_lossy(cell);
    let wrong = |is_right: bool, rule: &'static str| if is_right { None } else { Some(rule) };
    match column.kind {
        Kind::Status | Kind::DateLastModified if mode == Some(Mode::Bulk) => Some("filled-in-bulk"),
        Kind::SourcedId | Kind::SourcedIdOf(_) => wrong(is_id(text), "bad-sourced-id"),
        _ if text == "NULL" && !matches!(column.name, "familyName" | "preferredFamilyName") => Some("null-text"),
        Kind::Status if version == Version::V1_1 && text == "inactive" => Some("inactive-status"),
        Kind::Status => token(&["active", "tobedeleted"], false, text),
        Kind::Boolean => token(&["true", "false"], false, text),
        Kind::Token(tokens) => token(tokens.words, tokens.open && version == Version::V1_2, text),
        Kind::DateLastModified => date_time(text),
        Kind::Date => wrong(is_date(text), "bad-date"),
        Kind::Year => wrong(text.len() == 4 && digits(text), "bad-year"),
        Kind::Integer => wrong(is_integer(text), "bad-number"),
        Kind::Float => wrong(is_float(text), "bad-number"),
        Kind::Pair => wrong(is_pair(&lossy), "bad-pair"),
        Kind::Grade => wrong(is_grade(text), "unknown-grade"),
        Kind::Text if version == Version::V1_0 => None,
        Kind::Text => wrong(lossy.chars().count() <= 255, "text-too-long"),
        Kind::Reference(_) => None,
    }
}

/// Controls, joiners, marks of direction, and what else shows nothing.
fn is_without_width(letter: char) -> bool {
    let code = u32::from(letter);
    letter.is_control()
        || [0xAD, 0x61C, 0x180E, 0xFEFF].contains(&code)
        || (0x200B..=0x200F).contains(&code)
        || (0x2028..=0x202E).contains(&code)
        || (0x2060..=0x206F).contains(&code)
        || (0xFFF9..=0xFFFB).contains(&code)
        || (0xE0000..=0xE007F).contains(&code)
}

/// Whether a cell of ids or grades has brackets and quotes that cannot belong to them.
pub fn is_other_notation(column: &Column, cell: &[u8]) -> bool {
    if !matches!(column.kind, Kind::SourcedId | Kind::SourcedIdOf(_) | Kind::Reference(_) | Kind::Grade) {
        return false;
    }
    let text = String::from_utf8_lossy(cell);
    // Space before it is told of an item of a list.
    let text = if column.list {
        text.trim_end_matches(|it: char| it.is_ascii_whitespace())
    } else {
        text.trim_matches(|it: char| it.is_ascii_whitespace())
    };
    if text.chars().count() < 2 {
        return false;
    }
    let ends = (text.chars().next(), text.chars().last());
    let inner: String = text.chars().skip(1).take(text.chars().count() - 2).collect();
    let has_quote = inner.contains('"');
    match ends {
        (Some('['), Some(']')) => has_quote || inner.chars().all(|it| it.is_ascii_digit() || it == ',' || it == ' '),
        (Some('{'), Some('}')) => has_quote || inner.trim_matches(|it: char| it.is_ascii_whitespace()).is_empty(),
        (Some('<'), Some('>')) | (Some('"'), Some('"')) => true,
        _ => false,
    }
}

/// Whether a list is divided by semicolons or bars: what stands between them would be right by itself.
pub fn is_other_list(column: &Column, cell: &[u8]) -> bool {
    let text = String::from_utf8_lossy(cell);
    let Some(separator) = text.chars().find(|it| matches!(it, ';' | '|')).filter(|_| column.list) else { return false };
    let is_right = |item: &str| match column.kind {
        Kind::Reference(_) | Kind::Grade => is_id(item),
        Kind::Pair => item.starts_with('{') && item.ends_with('}'),
        _ => false,
    };
    let items = text.split(separator).map(|item| item.trim_matches(|it: char| it.is_ascii_whitespace()));
    let filled: Vec<&str> = items.filter(|item| !item.is_empty()).collect();
    filled.iter().all(|item| is_right(item))
        && filled.iter().any(|item| item.contains(|it: char| it.is_ascii_alphanumeric()))
}

/// Processing rules 28 and 29.
fn token(words: &[&str], is_open: bool, text: &str) -> Option<&'static str> {
    if words.contains(&text) || is_open && text.len() > 4 && text.starts_with("ext:") {
        return None;
    }
    let trimmed = text.trim_matches(|letter: char| letter.is_ascii_whitespace());
    let is_miscased = words.iter().any(|word| word.eq_ignore_ascii_case(trimmed));
    Some(if is_miscased { "miscased-token" } else { "unknown-token" })
}

fn digits(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|letter| letter.is_ascii_digit())
}

/// Processing rule 31: `YYYY-MM-DD`, a day of the calendar.
pub fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else { return false };
    if year.len() != 4 || month.len() != 2 || day.len() != 2 || !parts.iter().all(|part| digits(part)) {
        return false;
    }
    let (year, month, day): (u32, u32, u32) =
        (year.parse().expect("digits"), month.parse().expect("digits"), day.parse().expect("digits"));
    let is_leap = year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
    let days = [31, if is_leap { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    (1..=12).contains(&month) && day >= 1 && day <= days[month as usize - 1]
}

/// Processing rule 32: the W3C profile of ISO 8601, in UTC; three decimals and `Z` are the form of the binding.
fn date_time(text: &str) -> Option<&'static str> {
    let Some((date, time)) = text.split_once('T') else { return Some("bad-date-time") };
    let (clock, zone) = match time.find(['Z', '+', '-']) {
        Some(at) => time.split_at(at),
        None => (time, ""),
    };
    let (clock, fraction) = match clock.split_once('.') {
        Some((clock, fraction)) => (clock, Some(fraction)),
        None => (clock, None),
    };
    let parts: Vec<&str> = clock.split(':').collect();
    let below =
        |part: &str, limit: u32| part.len() == 2 && digits(part) && part.parse::<u32>().expect("digits") < limit;
    let is_clock = match parts.as_slice() {
        [hour, minute] => below(hour, 24) && below(minute, 60) && fraction.is_none(),
        [hour, minute, second] => {
            below(hour, 24) && below(minute, 60) && below(second, 60) && fraction.is_none_or(digits)
        }
        _ => false,
    };
    if !is_date(date) || !is_clock {
        return Some("bad-date-time");
    }
    match zone {
        "Z" if fraction.is_some_and(|fraction| fraction.len() == 3) => None,
        "Z" | "+00:00" | "-00:00" => Some("date-time-form"),
        _ => Some("bad-date-time"),
    }
}

/// `-?(0|[1-9]\d*)`
fn is_integer(text: &str) -> bool {
    let number = text.strip_prefix('-').unwrap_or(text);
    digits(number) && (number == "0" || !number.starts_with('0'))
}

/// `-?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?`
fn is_float(text: &str) -> bool {
    let number = text.strip_prefix('-').unwrap_or(text).replace('E', "e");
    let (number, exponent) = match number.split_once('e') {
        Some((number, exponent)) => (number.to_owned(), Some(exponent.to_owned())),
        None => (number, None),
    };
    let is_number = match number.split_once('.') {
        Some(("", fraction)) => digits(fraction),
        Some((whole, "")) => digits(whole),
        Some((whole, fraction)) => digits(whole) && digits(fraction),
        None => digits(&number),
    };
    is_number && exponent.is_none_or(|exponent| digits(exponent.strip_prefix(['+', '-']).unwrap_or(&exponent)))
}

/// Processing rules 37 and 38: `{left:right}`; further colons are accepted.
fn is_pair(text: &str) -> bool {
    let Some(inner) = text.strip_prefix('{').and_then(|text| text.strip_suffix('}')) else { return false };
    let Some((left, right)) = inner.split_once(':') else { return false };
    !left.is_empty() && !right.is_empty() && !inner.contains(['{', '}'])
}

/// Processing rule 30.
pub fn is_id(text: &str) -> bool {
    text.len() < 256 && text.chars().all(|letter| letter.is_ascii_alphanumeric() || ".-_/@".contains(letter))
}

/// Processing rule 39.
fn is_grade(text: &str) -> bool {
    let is_number = text.len() == 2 && digits(text) && (1..=13).contains(&text.parse::<u32>().expect("digits"));
    is_number || ["IT", "PR", "PK", "TK", "KG", "PS", "UG", "Other"].contains(&text)
}
