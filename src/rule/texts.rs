//! Numbers, lists and the contents of cells as text: as they are, or their shape.

/// Whether the contents of cells appear.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename_all = "lowercase"))]
pub enum Values {
    /// As they are. For the screen of the person whose data it is.
    Shown,
    /// Their shape only, such as `9 digits`. For everything that leaves the screen.
    Masked,
}

/// `1 row`, `2,500 rows`.
pub(crate) fn count_of(number: u64, one: &str, many: &str) -> String {
    format!("{} {}", counted(number), if number == 1 { one } else { many })
}

/// The verb for so many.
pub(crate) fn are(number: u64) -> &'static str {
    if number == 1 { "is" } else { "are" }
}

/// A number with its thousands set apart: `12,345`.
pub fn counted(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Words in a row: `a and b`; `a, b, and c`.
pub fn listed<T: AsRef<str>>(words: &[T], and: &str) -> String {
    let mut text = String::new();
    for (place, word) in words.iter().enumerate() {
        if place > 0 {
            text.push_str(if words.len() > 2 { ", " } else { " " });
        }
        if place > 0 && place + 1 == words.len() {
            text.push_str(and);
            text.push(' ');
        }
        text.push_str(word.as_ref());
    }
    text
}

/// What stands for nothing.
pub(super) const EMPTY: &str = "(empty)";

/// `text` with every character made visible that a screen or terminal would hide or obey: control characters,
/// changes of writing direction, zero-width characters.
pub fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\t' => shown.push('⇥'),
            '\n' => shown.push('↵'),
            '\r' => shown.push('␍'),
            _ if is_hidden(letter) => shown.push_str(&format!("⟨U+{:04X}⟩", u32::from(letter))),
            _ => shown.push(letter),
        }
    }
    shown
}

/// A limit in the largest unit that says it without a fraction.
pub(crate) fn size(bytes: u64) -> String {
    [(30, "GB"), (20, "MB"), (10, "KB")]
        .into_iter()
        .find(|(shift, _)| bytes >> shift << shift == bytes && bytes >> shift > 0)
        .map_or_else(
            || format!("{} bytes", counted(bytes)),
            |(shift, unit)| format!("{} {unit}", counted(bytes >> shift)),
        )
}

/// Whether a character is invisible, or changes how its neighbours are shown.
pub fn is_hidden(letter: char) -> bool {
    letter.is_control()
        || matches!(letter,
            '\u{00A0}' | '\u{00AD}' | '\u{061C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202F}'
            | '\u{205F}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

/// Whether people see nothing in a cell: it is empty, or holds spaces and characters without width.
#[inline]
pub fn looks_empty(cell: &[u8]) -> bool {
    let is_unseen = |letter: char| letter.is_whitespace() || is_hidden(letter);
    // Nearly every cell begins with a letter or a digit.
    !cell.first().is_some_and(u8::is_ascii_graphic)
        && std::str::from_utf8(cell).is_ok_and(|text| text.chars().all(is_unseen))
}

/// Whether a cell says nothing to whoever needs a value: people see nothing in it, or it holds the word for no value that
/// databases write.
#[inline]
pub fn says_nothing(cell: &[u8]) -> bool {
    looks_empty(cell) || cell == b"NULL"
}

/// The shape of a value, which tells what kind of text it is and nothing about the person.
pub fn shape(cell: &str) -> String {
    let count = cell.chars().count();
    let plural = |unit: &str| if count == 1 { format!("1 {unit}") } else { format!("{count} {unit}s") };
    let separators = cell.chars().filter(|letter| matches!(letter, '/' | '-' | '.')).count();
    let digits = cell.chars().filter(char::is_ascii_digit).count();
    if cell.is_empty() {
        EMPTY.into()
    } else if cell.chars().all(|letter| letter == ' ') {
        plural("space")
    } else if digits == count {
        plural("digit")
    } else if separators == 2 && digits + separators == count && (6..=10).contains(&count) {
        let pattern: String = cell.chars().map(|letter| if letter.is_ascii_digit() { '9' } else { letter }).collect();
        format!("date-like {pattern}")
    } else if cell.chars().all(char::is_alphabetic) {
        plural("letter")
    } else if is_address(cell) {
        format!("email address of {count} characters")
    } else {
        plural("character")
    }
}

fn is_address(cell: &str) -> bool {
    cell.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !cell.contains(char::is_whitespace) && !host.contains('@')
    })
}

/// A number of so many decimals, without its point. What prints any other number is large on the page.
pub(crate) fn decimal(number: i64, decimals: usize) -> String {
    let sign = if number < 0 { "-" } else { "" };
    let digits = format!("{:0width$}", number.unsigned_abs(), width = decimals + 1);
    let (whole, rest) = digits.split_at(digits.len() - decimals);
    let point = if decimals > 0 { "." } else { "" };
    format!("{sign}{whole}{point}{rest}")
}

/// A number with as many decimals as it has, but no more than six; nothing if it has more digits than anybody reads.
pub(crate) fn short_number(of: f64) -> Option<String> {
    let mut scaled = of;
    for decimals in 0..=6 {
        let whole = scaled.round();
        if whole.abs() >= 1e15 {
            break;
        }
        if decimals == 6 || (scaled - whole).abs() < 1e-6 {
            #[allow(clippy::cast_possible_truncation, reason = "it is below 10^15")]
            return Some(decimal(whole as i64, decimals));
        }
        scaled *= 10.0;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decimal_is_written_as_the_library_writes_it() {
        for (number, decimals) in
            [(0, 0), (0, 2), (7, 0), (-7, 1), (5, 3), (-12_345, 2), (12_345, 4), (999, 3), (-100, 6)]
        {
            let scale = 10f64.powi(i32::try_from(decimals).unwrap());
            #[allow(clippy::cast_precision_loss)]
            let number_as_float = number as f64 / scale;
            assert_eq!(decimal(number, decimals), format!("{number_as_float:.decimals$}"));
        }
    }

    #[test]
    fn a_number_has_the_decimals_that_it_needs() {
        for (of, told) in [
            (0.0, "0"),
            (-0.0, "0"),
            (10.0, "10"),
            (-2.5, "-2.5"),
            (0.1, "0.1"),
            (87.25, "87.25"),
            (1.0 / 3.0, "0.333333"),
        ] {
            assert_eq!(short_number(of).as_deref(), Some(told));
        }
        assert_eq!(short_number(1e15), None);
        assert_eq!(short_number(-1e300), None);
    }

    #[test]
    fn shapes_tell_nothing_about_the_person() {
        assert_eq!(shape("123456789"), "9 digits");
        assert_eq!(shape("03/14/2015"), "date-like 99/99/9999");
        assert_eq!(shape("Zoë"), "3 letters");
        assert_eq!(shape("a"), "1 letter");
        assert_eq!(shape("zoe@example.org"), "email address of 15 characters");
        assert_eq!(shape("O'Brien, Z"), "10 characters");
        assert_eq!(shape("  "), "2 spaces");
    }

    #[test]
    fn hidden_characters_are_shown() {
        assert_eq!(visible("a\u{200B}b\u{202E}c\x1B[31m\td"), "a⟨U+200B⟩b⟨U+202E⟩c⟨U+001B⟩[31m⇥d");
    }

    #[test]
    fn words_stand_in_a_row() {
        assert_eq!(listed::<&str>(&[], "and"), "");
        assert_eq!(listed(&["a"], "and"), "a");
        assert_eq!(listed(&["a", "b"], "or"), "a or b");
        assert_eq!(listed(&["a", "b", "c"], "and"), "a, b, and c");
    }

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!(counted(0), "0");
        assert_eq!(counted(999), "999");
        assert_eq!(counted(1000), "1,000");
        assert_eq!(counted(1_234_567), "1,234,567");
    }

    #[test]
    fn a_limit_is_told_in_its_largest_unit() {
        for (bytes, told) in [
            (8 << 30, "8 GB"),
            (2048 << 30, "2,048 GB"),
            (1536 << 20, "1,536 MB"),
            (1 << 20, "1 MB"),
            (3 << 10, "3 KB"),
            (1000, "1,000 bytes"),
            (1025, "1,025 bytes"),
        ] {
            assert_eq!(size(bytes), told);
        }
    }
}
