use super::*;
use crate::oneroster::{Column, Kind};
use crate::profiles::Severity::Warning;

rule! {
    /// # Letters with accents are broken
    ///
    /// ## What it checks
    /// A text holds `Ã©` where `é` was meant, `â€™` for an apostrophe, or the sign `�`. Such letters stand in a file that was
    /// read in one encoding and written in another.
    ///
    /// ## Why it matters
    /// The receiver takes the text as it stands: names appear as `ZoÃ«` on every screen and in every report.
    ///
    /// ## How to fix
    /// Export the file again in UTF-8. If the file was opened and saved in another program on its way, leave that step out.
    /// If the text is broken in the student information system too, correct it there.
    ///
    /// ## Example
    /// ```wrong
    /// users.csv
    /// sourcedId,givenName
    /// student1,ZoÃ«
    /// ```
    /// ```right
    /// users.csv
    /// sourcedId,givenName
    /// student1,Zoë
    /// ```
    ///
    /// ## Known limits
    /// Letters that were replaced by a question mark cannot be told from real ones. A file that is not UTF-8 at all belongs
    /// to the rule `not-utf8`.
    pub static RULE = Rule {
        name: "garbled-text",
        since: "0.1.0",
        scope: Scope::Cell,
        severities: Severities::everywhere(Warning),
        sources: &[
            campus_article("Character Set: UTF-8"),
            field("Accents that were encoded twice are a common damage of exported files"),
        ],
        detect: Detect::Cell { on, check, in_plain_text: false },
        message: |said| match said.word(0).as_str() {
            "" => format!("{} holds {}, with the sign � in place of a letter that was lost.", said.column(), said.value()),
            _ => format!("{} holds {}, in which letters are broken: {} stands for {}.", said.column(), said.value(), said.word(0), said.word(1)),
        },
        fix: |said| format!("Export {} again in UTF-8, and do not save it in another program. If the text is broken where it comes from, correct it there.", said.file()),
        campus_fix: Some(|said| format!(
            "Open {}, choose the extract of {}, and set Character Set to UTF-8. If it is, look at the record in Campus: the text may be broken there.",
            crate::profiles::infinite_campus::EXTRACT_SCREEN, said.file()
        )),
    };
}

fn on(_: &TableFacts, column: &Column) -> bool {
    matches!(column.kind, Kind::Text)
}

fn check(_: &TableFacts, _: &Column, cell: &[u8]) -> Option<Args> {
    if cell.is_ascii() {
        return None;
    }
    let text = std::str::from_utf8(cell).ok()?;
    if text.contains('\u{FFFD}') {
        return Some(Args::value(cell).word(""));
    }
    text.char_indices().find_map(|(start, _)| {
        let rest = text.get(start..)?;
        let (length, meant) = encoded_twice(rest)?;
        let broken: String = rest.chars().take(length).collect();
        Some(Args::value(cell).word(broken).word(meant.to_string()))
    })
}

/// The character that the first letters are when each is taken for a byte of UTF-8, and their number.
fn encoded_twice(text: &str) -> Option<(usize, char)> {
    let length = match text.chars().next()? {
        // Wider ranges hold letters that stand before a sign in ordinary words.
        '\u{C2}'..='\u{C5}' => 2,
        '\u{E0}'..='\u{EF}' => 3,
        '\u{F0}'..='\u{F4}' => 4,
        _ => return None,
    };
    let mut bytes = [0; 4];
    let mut letters = text.chars();
    for byte in bytes.iter_mut().take(length) {
        *byte = byte_of(letters.next()?)?;
    }
    let mut meant = std::str::from_utf8(bytes.get(..length)?).ok()?.chars();
    Some((length, meant.next()?))
}

/// The byte that a character is in Windows-1252, or in Latin-1 where that has none.
fn byte_of(letter: char) -> Option<u8> {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}', '\u{90}', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
    ];
    let high = HIGH.iter().position(|high| *high == letter).and_then(|place| u8::try_from(place + 0x80).ok());
    high.or_else(|| u8::try_from(u32::from(letter)).ok())
}

#[cfg(test)]
mod tests {
    use super::encoded_twice;

    fn meant(text: &str) -> Option<char> {
        text.char_indices().find_map(|(start, _)| encoded_twice(&text[start..])).map(|(_, meant)| meant)
    }

    #[test]
    fn broken_letters_are_recognised() {
        for (text, letter) in
            [("ZoÃ«", 'ë'), ("Oâ€™Brien", '’'), ("MuÃ±oz", 'ñ'), ("Ä‡", 'ć'), ("Å¡", 'š'), ("Â\u{A0}", '\u{A0}')]
        {
            assert_eq!(meant(text), Some(letter), "{text}");
        }
    }

    #[test]
    fn ordinary_words_are_left_alone() {
        for text in
            ["Zoë", "Muñoz", "São Paulo", "«CAFÉ»", "Åse", "Äpfel", "naïve “quote”", "MAÇÃ", "Ærø", "Nestlé®", "한국어"]
        {
            assert_eq!(meant(text), None, "{text}");
        }
    }
}
