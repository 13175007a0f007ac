use super::*;
use crate::oneroster::value::{LONGEST_ID, is_id, is_id_byte};
use crate::oneroster::{Column, Kind};
use crate::profiles::Severity::{Error, Warning};

page! {
    /// # A sourcedId holds a character it must not hold, or is too long
    ///
    /// ## What it checks
    /// A `sourcedId` is made of the letters A to Z and a to z, digits, and the signs `. - _ / @`. It has at most 255
    /// characters. It need not be a UUID.
    ///
    /// ## Why it matters
    /// The id stands in lists and in addresses, where spaces, commas and colons have another meaning. Strict receivers
    /// refuse the row; others cut the id, and two records become one.
    ///
    /// ## How to fix
    /// Change how the export makes the ids, in all files at once: every reference to the record must change with it.
    /// Ids that a receiver knows already should not change without asking it first.
    ///
    /// ## Example
    /// ```wrong
    /// courses.csv
    /// sourcedId,title,courseCode
    /// course:2,Biology,BIO-2
    /// ```
    /// ```right
    /// courses.csv
    /// sourcedId,title,courseCode
    /// course-2,Biology,BIO-2
    /// ```
    ///
    /// ## Known limits
    /// References within the package are not looked at: they would say the same again. In a delta file, a reference
    /// to a record that is not in the package is. Many exports break this rule and many receivers let it pass, so for
    /// the receivers it is a warning.
}

pub(crate) static RULE: Rule = Rule {
    name: "bad-sourced-id",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::everywhere(Warning).oneroster(Error),
    sources: &[
        binding("Data types: GUID has fewer than 256 characters out of digits, ASCII letters and . - _ / @"),
        field("HMH allows more characters, Great Minds fewer; no page of Aperture or D2L says anything"),
    ],
    detect: Detect::Cell { on, check, in_plain_text: false },
    message: |said| match said.number(1) {
        0 => format!("{} has {}, and at most 255 are allowed.", said.column(), said.count_of(2, "character", "characters")),
        place => format!(
            "{} holds {}, and the {} at place {place} is not allowed in an id.",
            said.column(), said.value(), said.word(0)
        ),
    },
    fix: |said| format!(
        "Make the id out of letters without accents, digits and the signs . - _ / @, and change it in {} and in every reference to it.",
        said.file()
    ),
    campus_fix: None,
};

fn on(_: &TableFacts, column: &Column) -> bool {
    matches!(column.kind, Kind::SourcedId | Kind::SourcedIdOf(_))
}

/// Reports a reference that cannot be an id.
pub(crate) fn found(findings: &mut Findings, place: Place, id: &[u8]) {
    if let Some(args) = wrong(id) {
        findings.report_cell(&RULE, place, args);
    }
}

fn check(_: &TableFacts, _: &Column, cell: &[u8]) -> Option<Args> {
    wrong(cell)
}

fn wrong(cell: &[u8]) -> Option<Args> {
    if is_id(cell) {
        return None;
    }
    let text = String::from_utf8_lossy(cell);
    let wrong = text.chars().enumerate().find(|(_, letter)| !u8::try_from(*letter).is_ok_and(is_id_byte));
    let length = text.chars().count() as u64;
    match wrong {
        Some((place, letter)) => Some(Args::value(cell).word(name_of(letter)).number(place as u64 + 1)),
        None if cell.len() > LONGEST_ID => Some(Args::value(cell).word("").number(0).number(length)),
        None => None,
    }
}

/// What people call a character. A letter or sign without a name here is shown itself.
fn name_of(letter: char) -> String {
    let name = match letter {
        ' ' => "space",
        '\u{A0}' => "non-breaking space",
        '\t' => "tab",
        ':' => "colon",
        ';' => "semicolon",
        ',' => "comma",
        '{' | '}' => "curly brace",
        '(' | ')' => "bracket",
        '[' | ']' => "square bracket",
        '+' => "plus sign",
        '#' => "number sign",
        '&' => "ampersand",
        '\'' => "apostrophe",
        '"' => "double quote",
        '|' => "vertical bar",
        '\\' => "backslash",
        '*' => "asterisk",
        '%' => "percent sign",
        '=' => "equals sign",
        '~' => "tilde",
        '$' => "dollar sign",
        '!' => "exclamation mark",
        '?' => "question mark",
        '<' => "less-than sign",
        '>' => "greater-than sign",
        '\u{FFFD}' => "character that is not UTF-8",
        _ if letter.is_alphabetic() => "letter other than A to Z",
        _ => return format!("character U+{:04X}", u32::from(letter)),
    };
    name.into()
}
