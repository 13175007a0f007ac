use super::*;
use crate::oneroster::value::{LONGEST_ID, is_id, is_id_byte};
use crate::oneroster::{Column, Kind};
use crate::profiles::Severity::{Error, Warning};

page! {
    /// # An ID contains a character that isn't allowed, or is too long
    ///
    /// ## What it checks
    /// A `sourcedId` contains the letters A to Z and a to z, digits, and the characters `. - _ / @`. It has at most 255
    /// characters. It doesn't have to be a UUID.
    ///
    /// ## Why it matters
    /// IDs are used in lists and addresses, where spaces, commas, and colons have another meaning. Strict receivers
    /// refuse the row. Others cut the ID, and two records become one.
    ///
    /// ## How to fix
    /// Change how the export makes IDs, in all files at once: every reference to the record must change with it. If the
    /// receiver already knows these IDs, ask it before you change them.
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
    /// References within the package aren't checked, because they would repeat the same finding. In a delta file, a
    /// reference to a record that isn't in the package is checked. Many exports break this rule and many receivers
    /// accept it, so for the receivers it's a warning.
}

pub(crate) static RULE: Rule = Rule {
    name: "bad-sourced-id",
    page: PAGE,
    counted: Some("IDs contain characters that aren't allowed, or are too long"),
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::everywhere(Warning).oneroster(Error),
    sources: &[
        binding("Data types: GUID has fewer than 256 characters out of digits, ASCII letters and . - _ / @"),
        field("HMH allows more characters, Great Minds fewer; no page of Aperture or D2L says anything"),
    ],
    detect: Detect::Cell { on, check, in_plain_text: false },
    message: |said| match Wrong::of(said) {
        Wrong { place: 0, length, .. } => format!("This ID has {}. At most 255 are allowed.", count_of(length, "character", "characters")),
        Wrong { place, character, .. } => format!("{} contains a character that isn't allowed: {character} at position {place}.", said.subject("ID")),
    },
    fix: |said| match Wrong::of(said).place {
        0 => format!("Shorten the ID to 255 characters, in {} and in every reference to it.", said.file()),
        _ => format!("Use only letters without accents, digits, and . - _ / @ in the ID. Change it in {} and in every reference to it.", said.file()),
    },
};

told! {
    /// What is wrong with an id.
    struct Wrong {
        /// The first character that is not allowed.
        character: Cow<'static, str>,
        /// Its place from 1; 0 if the id is only too long.
        place: u64,
        /// Characters of the id.
        length: u64,
    }
}

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
    let (character, place) = match wrong {
        Some((place, letter)) => (name_of(letter), place as u64 + 1),
        None if cell.len() > LONGEST_ID => (String::new(), 0),
        None => return None,
    };
    Some(Args::value(cell).told(Wrong { character: character.into(), place, length }))
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
