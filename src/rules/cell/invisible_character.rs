use super::*;
use crate::oneroster::{Column, Kind};
use crate::profiles::Severity::Warning;

page! {
    /// # A text contains an invisible character
    ///
    /// ## What it checks
    /// A name, a title, or another text contains a zero-width character, a non-breaking space, a tab, or another
    /// control character.
    ///
    /// ## Why it matters
    /// Two names that look the same are different to a computer: a search doesn't find the person, a username doesn't
    /// sign in, two codes that should match don't.
    ///
    /// ## How to fix
    /// Retype the text in the student information system. Such characters come along when text is copied from a web
    /// page or a document.
    ///
    /// ## Example
    /// ```wrong raw
    /// orgs.csv
    /// sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId
    /// school1,,,Maple\xC2\xA0School,school,1001,district1
    /// district1,,,Riverbend District,district,1000,
    /// ```
    /// ```right raw
    /// orgs.csv
    /// sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId
    /// school1,,,Maple School,school,1001,district1
    /// district1,,,Riverbend District,district,1000,
    /// ```
    ///
    /// ## Known limits
    /// Characters that control the direction or the joining of letters belong to some scripts, such as Arabic and
    /// Hindi. They are accepted in text that contains such letters. Line breaks have a rule of their own,
    /// `line-break-in-cell`.
}

pub(crate) static RULE: Rule = Rule {
    name: "invisible-character",
    page: PAGE,
    counted: Some("texts contain an invisible character"),
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::everywhere(Warning),
    sources: &[field("Invisible characters in exports: SchoolStatus help 24412887771540; javarosa #687")],
    detect: Detect::Cell { on, check, in_plain_text: false },
    message: |said| {
        let Hidden { character, place } = Hidden::of(said);
        format!("{} contains an invisible character at position {place}: {character}.", said.this_value())
    },
    fix: |said| format!("Retype {} in this record, without the {}.", said.column(), Hidden::of(said).character),
};

told! {
    /// A character that cannot be seen.
    struct Hidden {
        /// Its name.
        character: Cow<'static, str>,
        /// Its place from 1.
        place: u64,
    }
}

fn on(_: &TableFacts, column: &Column) -> bool {
    matches!(column.kind, Kind::Text)
}

fn check(_: &TableFacts, _: &Column, cell: &[u8]) -> Option<Args> {
    if cell.iter().all(|byte| (b' '..=b'~').contains(byte)) {
        return None;
    }
    let text = std::str::from_utf8(cell).ok()?;
    let has_joined_script = text.chars().any(|letter| letter >= '\u{590}' && letter.is_alphabetic());
    let is_wrong = |letter: char| match letter {
        '\n' | '\r' => false,
        '\u{200C}'..='\u{200F}' | '\u{061C}' => !has_joined_script,
        _ => is_hidden(letter),
    };
    let (place, letter) = text.chars().enumerate().find(|(_, letter)| is_wrong(*letter))?;
    Some(Args::value(cell).told(Hidden { character: name_of(letter).into(), place: place as u64 + 1 }))
}

fn name_of(letter: char) -> String {
    let name = match letter {
        '\t' => "tab",
        '\u{A0}' => "non-breaking space",
        '\u{AD}' => "soft hyphen",
        '\u{200B}' => "zero-width space",
        '\u{200C}' => "zero-width non-joiner",
        '\u{200D}' => "zero-width joiner",
        '\u{2060}' => "word joiner",
        '\u{FEFF}' => "byte order mark",
        '\u{202F}' => "narrow non-breaking space",
        '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {
            "mark of writing direction"
        }
        _ if letter.is_control() => "control character",
        _ => "invisible character",
    };
    format!("{name} (U+{:04X})", u32::from(letter))
}
