//! Letters that a program took for others: UTF-8 that was read in an older encoding, once or several times; what was
//! written for web pages or e-mail; question marks in place of letters.

use crate::csv::legacy;

/// A broken piece of a text, and what it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Broken {
    pub(crate) piece: String,
    pub(crate) meant: String,
}

/// Pieces of a text that are told.
const MOST_TOLD: usize = 5;

/// How often one text may have been broken.
const MOST_TIMES: usize = 4;

/// What is broken in a text, each thing once, in its order. `is_name`: whether it is a person's name, in which signs mean
/// nothing else.
pub(crate) fn in_text(text: &str, is_name: bool) -> Vec<Broken> {
    let mut found: Vec<Broken> = Vec::new();
    let mut add = |piece: &str, meant: String| {
        let broken = Broken { piece: piece.to_owned(), meant };
        // Whole words of other scripts would be the name itself.
        let is_new = !found.contains(&broken) && (found.is_empty() || broken.meant.chars().all(is_letter_of_names));
        if is_new && found.len() < MOST_TOLD {
            found.push(broken);
        }
    };
    let mut at = 0;
    let mut before = None;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let first = rest.chars().next().unwrap_or_default();
        let here = match first {
            '&' => entity(rest),
            '=' if is_name => escaped(rest, before, '=', 3),
            '%' if is_name => escaped(rest, before, '%', 3),
            _ if first.is_ascii() => None,
            _ => decoded_wrongly(before, rest),
        };
        let length = here.as_ref().map_or(first.len_utf8(), |(length, _)| *length);
        if let Some((length, meant)) = here {
            add(rest.get(..length).unwrap_or_default(), meant);
        }
        before = rest.get(..length).and_then(|passed| passed.chars().next_back());
        at += length;
    }
    found
}

/// Whether a question mark stands where a letter of a name was lost: `Mu?oz`, `Jos?`.
pub(crate) fn has_lost_letter(name: &str) -> bool {
    let letters: Vec<char> = name.chars().collect();
    letters.iter().enumerate().any(|(place, letter)| {
        let is_letter = |place: Option<usize>| {
            place.and_then(|place| letters.get(place)).is_some_and(|letter| letter.is_alphabetic())
        };
        *letter == '?' && (is_letter(place.checked_sub(1)) || is_letter(Some(place + 1)))
    })
}

/// `&#39;`, `&#x27;`, `&eacute;`, `&amp;`: its length, and what it means.
fn entity(text: &str) -> Option<(usize, String)> {
    let end = text.find(';').filter(|end| (3..=10).contains(end))?;
    let name = text.get(1..end)?;
    let letter = match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code).filter(|letter| !letter.is_control())?
        }
        None => named(name)?,
    };
    Some((end + 1, letter.to_string()))
}

fn named(name: &str) -> Option<char> {
    const NAMES: [(&str, char); 22] = [
        ("amp", '&'),
        ("lt", '<'),
        ("gt", '>'),
        ("quot", '"'),
        ("apos", '\''),
        ("nbsp", '\u{A0}'),
        ("szlig", 'ß'),
        ("aelig", 'æ'),
        ("AElig", 'Æ'),
        ("oelig", 'œ'),
        ("OElig", 'Œ'),
        ("oslash", 'ø'),
        ("Oslash", 'Ø'),
        ("aring", 'å'),
        ("Aring", 'Å'),
        ("lsquo", '‘'),
        ("rsquo", '’'),
        ("ldquo", '“'),
        ("rdquo", '”'),
        ("ndash", '–'),
        ("mdash", '—'),
        ("hellip", '…'),
    ];
    /// The letters with a mark, each behind the letter without.
    const MARKED: [(&str, &str); 6] = [
        ("acute", "aáeéiíoóuúyýAÁEÉIÍOÓUÚYÝ"),
        ("grave", "aàeèiìoòuùAÀEÈIÌOÒUÙ"),
        ("circ", "aâeêiîoôuûAÂEÊIÎOÔUÛ"),
        ("uml", "aäeëiïoöuüyÿAÄEËIÏOÖUÜ"),
        ("tilde", "aãnñoõAÃNÑOÕ"),
        ("cedil", "cçCÇ"),
    ];
    if let Some((_, letter)) = NAMES.iter().find(|(known, _)| *known == name) {
        return Some(*letter);
    }
    let base = name.chars().next()?;
    let (_, letters) = MARKED.iter().find(|(mark, _)| name.get(1..) == Some(*mark))?;
    let mut letters = letters.chars().skip_while(|letter| *letter != base);
    letters.nth(1)
}

/// Bytes written as numbers, as e-mail (`=F1`, `=C3=B1`) and addresses (`%C3%B1`) have them: the length, and the letters.
fn escaped(text: &str, before: Option<char>, sign: char, width: usize) -> Option<(usize, String)> {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some(digits) = rest.strip_prefix(sign).and_then(|rest| rest.get(..2)) {
        let Ok(byte) = u8::from_str_radix(digits, 16) else { break };
        if byte < 0x80 {
            break;
        }
        bytes.push(byte);
        rest = rest.get(width..).unwrap_or_default();
    }
    let after = rest.chars().next();
    let touches = before.is_some_and(char::is_alphabetic) || after.is_some_and(char::is_alphabetic);
    let length = text.len() - rest.len();
    match std::str::from_utf8(&bytes) {
        Ok(meant) if bytes.len() > 1 => Some((length, meant.to_owned())),
        // A single byte is a letter of Western Europe.
        _ if bytes.len() == 1 && touches => {
            let letter = bytes.first().copied().map(char::from).filter(|letter| letter.is_alphabetic())?;
            Some((length, letter.to_string()))
        }
        _ => None,
    }
}

/// What was UTF-8 and was read in an older encoding: the length of the broken piece, and what it stands for.
fn decoded_wrongly(before: Option<char>, text: &str) -> Option<(usize, String)> {
    let (reading, length, mut meant) = undone(before, text)?;
    let sequences = meant.chars().count();
    for _ in 1..MOST_TIMES {
        match undone(before.filter(char::is_ascii), &meant) {
            Some((_, taken, again)) if taken == meant.len() => meant = again,
            _ => break,
        }
    }
    // One letter after the other is told, unless several were one.
    if sequences > 1 && meant.chars().count() == sequences {
        return sequence(reading, text).map(|(taken, letter)| (taken, letter.to_string()));
    }
    Some((length, meant))
}

/// What a broken piece at the front of a text was before it was broken once: the encoding, its length, and what it was.
fn undone(before: Option<char>, text: &str) -> Option<(usize, usize, String)> {
    let mut best: Option<(usize, usize, String)> = None;
    for reading in 0..legacy::READINGS {
        let (length, meant) = run(reading, text);
        let (piece, rest) = text.split_at_checked(length).unwrap_or_default();
        let is_longer = best.as_ref().is_none_or(|(_, longest, _)| length > *longest);
        if length > 0 && is_longer && is_broken(reading, before, piece, &meant, rest.chars().next()) {
            best = Some((reading, length, meant));
        }
    }
    best
}

/// Letters that were broken one after the other belong together, as they may have been broken twice.
fn run(reading: usize, text: &str) -> (usize, String) {
    let (mut length, mut meant) = (0, String::new());
    for _ in 0..8 {
        let Some((taken, letter)) = sequence(reading, text.get(length..).unwrap_or_default()) else { break };
        meant.push(letter);
        length += taken;
    }
    (length, meant)
}

/// The letter that the first letters are when each is taken for bytes of UTF-8, and their length.
fn sequence(reading: usize, text: &str) -> Option<(usize, char)> {
    let mut bytes = [0; 4];
    let mut filled = 0;
    let mut length = 0;
    for letter in text.chars() {
        let (these, count) = legacy::bytes_of(reading, letter)?;
        if filled == 0 && !matches!(these[0], 0xC2..=0xF4) {
            return None;
        }
        for byte in these.iter().take(count) {
            *bytes.get_mut(filled)? = *byte;
            filled += 1;
        }
        length += letter.len_utf8();
        let wanted = match bytes[0] {
            0xC2..=0xDF => 2,
            0xE0..=0xEF => 3,
            _ => 4,
        };
        if filled >= wanted {
            let meant = std::str::from_utf8(bytes.get(..filled)?).ok()?;
            let mut letters = meant.chars();
            return letters.next().filter(|_| letters.next().is_none()).map(|letter| (length, letter));
        }
    }
    None
}

/// Whether a piece is broken, and not what somebody is called.
fn is_broken(reading: usize, before: Option<char>, piece: &str, meant: &str, after: Option<char>) -> bool {
    // Of the usual encoding all is believed that begins as Western letters do, and what is of other scripts.
    let is_usual = reading == legacy::WINDOWS_1252;
    let is_believed = is_usual && piece.starts_with(['Â', 'Ã', 'Ä', 'Å']);
    let is_likely = is_believed
        || meant
            .chars()
            .all(|letter| is_letter_of_names(letter) || is_sign_of_texts(letter) || is_usual && letter >= '\u{800}');
    if !is_likely || !is_usual && meant.chars().any(char::is_control) {
        return false;
    }
    let is_letter = |letter: char| letter.is_alphabetic() && !matches!(letter, 'ª' | 'º' | 'ƒ' | 'ˆ');
    if !piece.chars().all(is_letter) {
        return true;
    }
    // All of it could be letters of a name: they must be wrong where they stand, and right what they stand for.
    let (Some(first), Some(right)) = (piece.chars().next(), meant.chars().next()) else { return false };
    let latin = |letter: &char| letter.is_ascii_alphabetic();
    if matches!(right, '\u{400}'..='\u{4FF}') {
        // Two and more in a row: one alone is how many names begin.
        return meant.chars().filter(|letter| matches!(letter, '\u{400}'..='\u{4FF}')).count() > 1;
    }
    let (near_before, near_after) = (before.filter(latin), after.filter(latin));
    let mut neighbors = near_before.iter().chain(&near_after).peekable();
    if neighbors.peek().is_none() {
        return false;
    }
    let is_of_other_script = matches!(first, '\u{370}'..='\u{FFFF}');
    let is_odd_capital = first.is_uppercase() && near_before.is_some_and(|letter| letter.is_ascii_lowercase());
    let fits = !right.is_alphabetic() || neighbors.any(|letter| right.is_lowercase() == letter.is_ascii_lowercase());
    (is_of_other_script || is_odd_capital) && fits
}

/// Whether a letter is one of the names of people who write in Latin or Cyrillic letters.
fn is_letter_of_names(letter: char) -> bool {
    let is_latin = matches!(letter, 'À'..='ſ' | 'Ơ' | 'ơ' | 'Ư' | 'ư' | 'Ș'..='ț' | 'Ạ'..='ỹ')
        && !matches!(letter, '×' | '÷' | 'ĳ' | 'Ĳ');
    is_latin || matches!(letter, 'А'..='ё' | 'Є' | 'І' | 'Ї' | 'є' | 'і' | 'ї' | 'Ґ' | 'ґ')
}

/// Whether a sign is usual in texts.
fn is_sign_of_texts(letter: char) -> bool {
    matches!(
        letter,
        '‘' | '’'
            | '“'
            | '”'
            | '–'
            | '—'
            | '…'
            | '•'
            | '€'
            | '™'
            | '®'
            | '©'
            | '°'
            | '¿'
            | '¡'
            | 'ª'
            | 'º'
            | '«'
            | '»'
            | '\u{A0}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<(String, String)> {
        in_text(text, true).into_iter().map(|it| (it.piece, it.meant)).collect()
    }

    #[test]
    fn broken_letters_are_recognized() {
        let mut wrong = Vec::new();
        for (text, piece, meant) in [
            ("ZoÃ«", "Ã«", "ë"),
            ("Oâ€™Brien", "â€™", "’"),
            ("MuÃ±oz", "Ã±", "ñ"),
            ("PerÃº", "Ãº", "ú"),
            ("Ä‡", "Ä‡", "ć"),
            ("Å¡", "Å¡", "š"),
            ("Â\u{A0}", "Â\u{A0}", "\u{A0}"),
            ("M√ºller", "√º", "ü"),
            ("Garc√≠a", "√≠", "í"),
            ("M√∂ller", "√∂", "ö"),
            ("M├╝ller", "├╝", "ü"),
            ("Mu├▒oz", "├▒", "ñ"),
            ("MuĂ±oz", "Ă±", "ñ"),
            ("GarcĂ\u{AD}a", "Ă\u{AD}", "í"),
            ("PerĂş", "Ăş", "ú"),
            ("MuГ±oz", "Г±", "ñ"),
            ("MГјller", "Гј", "ü"),
            ("РњРѕСЃРєРІР°", "Рњ", "М"),
            ("Muﾃｱoz", "ﾃｱ", "ñ"),
            ("Mu帽oz", "帽", "ñ"),
            ("Mu챰oz", "챰", "ñ"),
            ("MÃƒÂ¼ller", "ÃƒÂ¼", "ü"),
            ("MuÃƒÂ±oz", "ÃƒÂ±", "ñ"),
            ("MÃƒÆ’Ã‚Â¼ller", "ÃƒÆ’Ã‚Â¼", "ü"),
            ("O&#39;Brien", "&#39;", "'"),
            ("O&#x27;Brien", "&#x27;", "'"),
            ("Jos&eacute;", "&eacute;", "é"),
            ("Mu&ntilde;oz", "&ntilde;", "ñ"),
            ("R&amp;D", "&amp;", "&"),
            ("Mu=F1oz", "=F1", "ñ"),
            ("Mu=C3=B1oz", "=C3=B1", "ñ"),
            ("Jos=E9", "=E9", "é"),
            ("Mu%C3%B1oz", "%C3%B1", "ñ"),
        ] {
            if told(text).first() != Some(&(piece.to_owned(), meant.to_owned())) {
                wrong.push((text, told(text)));
            }
        }
        assert!(wrong.is_empty(), "{wrong:?}");
    }

    #[test]
    fn each_broken_letter_is_named_once() {
        let told = told("√ºber Garc√≠a und M√ºller, Nu√±ez");
        let pairs: Vec<_> = told.iter().map(|(piece, meant)| (piece.as_str(), meant.as_str())).collect();
        assert_eq!(pairs, [("√º", "ü"), ("√≠", "í"), ("√±", "ñ")]);
    }

    #[test]
    fn names_are_left_alone() {
        let mut wrong = Vec::new();
        for text in [
            "Zoë",
            "Muñoz",
            "São Paulo",
            "«CAFÉ»",
            "Åse",
            "Äpfel",
            "naïve “quote”",
            "MAÇÃ",
            "ROMÃ",
            "Ærø",
            "Nestlé®",
            "한국어",
            "Nguyễn",
            "Đặng Thị Ngọc",
            "Ștefan Țepeș",
            "Tăşnad",
            "TĂŞNAD",
            "GĂEŞTI",
            "Łukasz Żółć",
            "Þórður",
            "Ægir",
            "Şükrü",
            "Ğ",
            "Öğretmen",
            "Čeněk Řehoř",
            "Гіннес",
            "Річка",
            "Діана Сім’я",
            "Вікторія",
            "Ёлкина",
            "Рёберг",
            "Москва",
            "山田 太郎",
            "ﾔﾏﾀﾞ",
            "محمد",
            "Παπαδόπουλος",
            "Cafe\u{301}",
            "√2 and π",
            "Algebra: x=A1",
            "x=F",
            "AT&T",
            "B&B; Co",
            "50% off",
            "100%25",
            "Jos\u{e9}",
            "ÂNGELA",
            "Ângela",
            "Ã",
            "É",
            "d’Été",
            "L’Île",
            "İstanbul",
            "IŞIK",
            "Ñandú",
            "Œuvre",
            "Antonín Dvořák",
            "Ľubica",
            "Ĺ",
            "Ă",
            "Őze Ágnes",
            "Ô Ç",
            "Úrsúla",
            "Kristján",
            "Bjørn Ødegård",
            "MÜLLER-LÜDENSCHEIDT",
            "Ýmir",
            "Ãdriano",
            "JoÃo",
            "Ọlá",
            "Ngũgĩ",
            "Tạ",
            "Ḥasan",
            "Māori",
            "Kāne‘ohe",
            "ʻOkina",
            "Peña–Ruiz",
            "Q&A; more",
        ] {
            if !told(text).is_empty() {
                wrong.push((text, told(text)));
            }
        }
        assert!(wrong.is_empty(), "{wrong:?}");
    }

    #[test]
    fn question_marks_in_place_of_letters() {
        for name in ["Mu?oz", "Jos?", "?lvarez", "Garc?a"] {
            assert!(has_lost_letter(name), "{name}");
        }
        for name in ["?", "", "Ann", "1?"] {
            assert!(!has_lost_letter(name), "{name}");
        }
    }
}
