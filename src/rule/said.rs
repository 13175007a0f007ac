//! How a finding's arguments are put into words: shown, or masked to their shape.

use std::cell::Cell;

use super::finding::{Arg, Finding, Kept};
use super::findings::{Findings, Total};
use crate::receivers::{Ask, Receiver};

/// Whether the contents of cells appear.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Values {
    /// As they are. For the screen of the person whose data it is.
    Shown,
    /// Their shape only, such as `9 digits`. For everything that leaves the screen.
    Masked,
}

/// What a text depends on, besides the rule, the file and the column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Needs {
    /// Nothing: it is the same for all findings of a total.
    #[default]
    Nothing,
    /// What comes with the value.
    More,
    /// The value, or the line.
    Value,
}

/// What a message can say about one finding.
#[derive(Clone, Copy, Debug)]
pub struct Said<'a> {
    findings: &'a Findings,
    finding: &'a Finding,
    values: Values,
    needs: Option<&'a Cell<Needs>>,
    /// Whether what is said is done in the sender, which knows no folder of a package.
    in_sender: bool,
}

impl<'a> Said<'a> {
    /// A finding and how its values are said.
    pub fn new(findings: &'a Findings, finding: &'a Finding, values: Values) -> Self {
        Self { findings, finding, values, needs: None, in_sender: false }
    }

    /// The same, and `needs` learns what was asked for.
    #[must_use]
    pub fn noting(mut self, needs: &'a Cell<Needs>) -> Self {
        self.needs = Some(needs);
        self
    }

    /// The same, for what is to be done in the sender: a file is called what its export is called there.
    #[must_use]
    pub fn in_sender(&self) -> Self {
        Self { in_sender: true, ..*self }
    }

    fn note(&self, what: Needs) {
        if let Some(needs) = self.needs {
            needs.set(needs.get().max(what));
        }
    }

    /// The content of the cell, to stand after "holds": `“Male”`, masked `4 letters`, empty `(empty)`.
    pub fn value(&self) -> String {
        self.note(Needs::Value);
        self.finding.args.value.as_ref().map_or_else(|| EMPTY.into(), |value| said_cell(value, self.values))
    }

    /// Whether the cell is empty.
    pub fn is_empty(&self) -> bool {
        self.note(Needs::Value);
        self.finding.args.value.as_ref().is_none_or(|value| value.text().is_empty())
    }

    /// The content of the cell behind its name: `contains “Male”`, masked `contains 4 letters`, or `is empty`.
    pub fn contains(&self) -> String {
        if self.is_empty() { "is empty".into() } else { format!("contains {}", self.value()) }
    }

    /// The content of the cell as the first words of a sentence: `“Male”`, masked `This value (4 letters)`.
    pub fn this_value(&self) -> String {
        let value = self.value();
        match self.values {
            _ if value == EMPTY => "An empty cell".into(),
            Values::Shown => value,
            Values::Masked => format!("This value ({value})"),
        }
    }

    /// The content of the cell, named, as the first words of a sentence: `The ID “a1”`, masked `This ID (2 characters)`.
    pub fn subject(&self, noun: &str) -> String {
        self.named("The", "This", noun)
    }

    /// The same within a sentence: `the ID “a1”`, masked `this ID (2 characters)`.
    pub fn object(&self, noun: &str) -> String {
        self.named("the", "this", noun)
    }

    fn named(&self, the: &str, this: &str, noun: &str) -> String {
        let value = self.value();
        match self.values {
            Values::Shown => format!("{the} {noun} {value}"),
            Values::Masked => format!("{this} {noun} ({value})"),
        }
    }

    /// The line of the other row that a finding about two is about.
    pub fn other_line(&self) -> String {
        self.note(Needs::More);
        counted(self.finding.args.other.map_or(0, |other| other.line))
    }

    /// The file of that row, where it is another one.
    pub fn other_file(&self) -> &'static str {
        self.note(Needs::More);
        self.finding.args.other.and_then(|other| other.file).unwrap_or("")
    }

    /// Whether values are masked, so that nothing that was worked out of them may be said either.
    pub fn is_masked(&self) -> bool {
        self.values == Values::Masked
    }

    /// The name of the file, or `the package`.
    pub fn file(&self) -> &'a str {
        // A path that needs to be made visible is so where the report is written, as every text is.
        let Some(file) = self.finding.place.file else { return "the package" };
        let name = self.findings.file_name(file);
        if self.in_sender { name.rsplit('/').next().unwrap_or(name) } else { name }
    }

    /// What the file should be called, whatever it is called and whatever folder it is in.
    pub fn right_name(&self) -> &'a str {
        self.finding.place.file.map_or("", |file| self.findings.right_name(file))
    }

    /// Whether the package is a zip: of a folder nothing can be said about one.
    pub fn is_zip(&self) -> bool {
        !self.findings.is_unpacked()
    }

    /// The name of the column, or `the row`.
    pub fn column(&self) -> String {
        self.finding.place.column.map_or_else(
            || "the row".into(),
            |column| visible(&self.findings.column_told(column, self.finding.place.file, self.values)),
        )
    }

    /// A chosen receiver that needs this data file, by its right name; as within a sentence.
    pub fn needed_by(&self, file: &str) -> Option<&'static str> {
        let needs = |receiver: &&Receiver| receiver.declaration().needs.iter().any(|id| id.file() == file);
        let name = |receiver: &Receiver| match *receiver {
            Receiver::DESSA => "the DESSA System",
            receiver => receiver.declaration().title,
        };
        self.findings.profiles().iter().find(needs).map(name)
    }

    /// Whether a chosen receiver asks for a value in this column: then nobody is told to leave it empty.
    pub fn is_asked_for(&self) -> bool {
        let (file, column) = (self.right_name(), self.column());
        self.receivers().iter().any(|receiver| {
            let mut asked = receiver.declaration().columns.iter().filter(|rule| matches!(rule.ask, Ask::Filled(_)));
            asked.any(|rule| rule.file.file() == file && rule.column == column)
        })
    }

    /// The chosen receivers.
    pub fn receivers(&self) -> &'a [Receiver] {
        self.findings.profiles()
    }

    /// Whether the file of the finding may be left out of the package: no chosen receiver needs it, and nothing that was
    /// found follows from its lack.
    pub fn may_be_left_out(&self) -> bool {
        let follows = |total: &Total| total.caused_by.is_some_and(|cause| cause.file == self.finding.place.file);
        self.needed_by(self.right_name()).is_none() && !self.findings.totals().iter().any(follows)
    }

    /// The line, 0 where the finding has none.
    pub fn line(&self) -> u64 {
        self.note(Needs::Value);
        self.finding.place.line.unwrap_or(0)
    }

    /// What was kept for the words: `told!` reads it.
    pub(crate) fn more(&self) -> &'a [Arg] {
        self.note(Needs::More);
        &self.finding.args.more
    }

    /// Text out of the package: quoted, or masked.
    pub(crate) fn cell(&self, cell: &Kept) -> String {
        said_cell(cell, self.values)
    }
}

/// `1 row`, `2,500 rows`.
pub(crate) fn count_of(number: u64, one: &str, many: &str) -> String {
    format!("{} {}", counted(number), if number == 1 { one } else { many })
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

/// Words in a row: `a, b and c`.
pub fn listed<T: AsRef<str>>(words: &[T], and: &str) -> String {
    let mut text = String::new();
    for (place, word) in words.iter().enumerate() {
        if place > 0 {
            text.push_str(&if place + 1 == words.len() { format!(" {and} ") } else { ", ".into() });
        }
        text.push_str(word.as_ref());
    }
    text
}

const EMPTY: &str = "(empty)";

fn said_cell(cell: &Kept, values: Values) -> String {
    match values {
        _ if cell.text().is_empty() => EMPTY.into(),
        Values::Shown => format!("“{}”", visible(&cell.shown())),
        Values::Masked => cell.shape(),
    }
}

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

#[cfg(test)]
mod tests {
    use super::*;

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
        assert_eq!(listed(&["a", "b", "c"], "and"), "a, b and c");
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
