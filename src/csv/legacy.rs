//! Which older encoding letters are in that are not UTF-8: a guess, so that a person can be told its name.
//!
//! Every encoding gives the bytes some reading; the wrong ones read a capital inside a word, a sign between two letters,
//! or letters that hardly any name has. The one that reads the least such oddities is named. The tables are those of the
//! Unicode consortium (`MAPPINGS/VENDORS` on unicode.org). Why there is no library for it: `docs/decisions.md`.

use super::words::CUT;

/// One reading of the bytes from 0x80 on.
struct Page {
    name: &'static str,
    letters: &'static str,
    /// What speaks against it before anything is read: the encodings that fewer people meet.
    handicap: u32,
    is_cyrillic: bool,
}

const PAGES: [Page; 6] = [
    Page {
        name: "Windows-1252",
        letters: "€�‚ƒ„…†‡ˆ‰Š‹Œ�Ž��‘’“”•–—˜™š›œ�žŸ\u{a0}¡¢£¤¥¦§¨©ª«¬\u{ad}®¯°±²³´µ¶·¸¹º»¼½¾¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ",
        handicap: 0,
        is_cyrillic: false,
    },
    Page {
        name: "Windows-1250",
        letters: "€�‚�„…†‡�‰Š‹ŚŤŽŹ�‘’“”•–—�™š›śťžź\u{a0}ˇ˘Ł¤Ą¦§¨©Ş«¬\u{ad}®Ż°±˛ł´µ¶·¸ąş»Ľ˝ľżŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎĐŃŇÓÔŐÖ×ŘŮÚŰÜÝŢßŕáâăäĺćçčéęëěíîďđńňóôőö÷řůúűüýţ˙",
        handicap: 0,
        is_cyrillic: false,
    },
    Page {
        name: "Mac Roman",
        letters: "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…\u{a0}ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\u{f8ff}ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ",
        handicap: 2,
        is_cyrillic: false,
    },
    Page {
        name: "code page 437 (DOS)",
        letters: "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}",
        handicap: 1,
        is_cyrillic: false,
    },
    Page {
        name: "code page 850 (DOS)",
        letters: "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}",
        handicap: 2,
        is_cyrillic: false,
    },
    Page {
        name: "Windows-1251",
        letters: "ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—�™љ›њќћџ\u{a0}ЎўЈ¤Ґ¦§Ё©Є«¬\u{ad}®Ї°±Ііґµ¶·ё№є»јЅѕїАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюя",
        handicap: 1,
        is_cyrillic: true,
    },
];

/// What UTF-8 may have been read as: the pages above, then encodings of two bytes.
pub(crate) const READINGS: usize = PAGES.len() + 3;

/// The first of them, and by far the most usual.
pub(crate) const WINDOWS_1252: usize = 0;

/// What the letters of Western Europe become, from U+00C0 on, when their UTF-8 is read as GBK; and as EUC-KR, from U+00E1
/// on.
const AS_GBK: &str = "脌脕脗脙脛脜脝脟脠脡脢脣脤脥脦脧脨脩脪脫脭脮脰脳脴脵脷脹脺脻脼脽脿谩芒茫盲氓忙莽猫茅锚毛矛铆卯茂冒帽貌贸么玫枚梅酶霉煤没眉媒镁每";
const AS_EUC_KR: &str = "찼창찾채책챈챌챔챕챗챘챙챠챤챦챨챰챵처척천철첨첩첫첬청체첵첸첼";

/// The bytes that a letter was if it was read in one of the [`READINGS`], and how many.
pub(crate) fn bytes_of(reading: usize, letter: char) -> Option<([u8; 2], usize)> {
    let from = |letters: &str, first: u8| {
        let place = letters.chars().position(|it| it == letter).and_then(|place| u8::try_from(place).ok())?;
        Some(([0xC3, first + place], 2))
    };
    if let Some(page) = PAGES.get(reading) {
        let known = page.letters.chars().position(|it| it == letter && it != char::REPLACEMENT_CHARACTER);
        let byte = match known.and_then(|place| u8::try_from(place + 0x80).ok()) {
            Some(byte) => byte,
            // Where the page has no letter, programs take the number for one.
            None if reading == WINDOWS_1252 => {
                u8::try_from(u32::from(letter)).ok().filter(|byte| matches!(byte, 0x80..=0x9F))?
            }
            None => return None,
        };
        return Some(([byte, 0], 1));
    }
    match reading - PAGES.len() {
        0 => {
            let place = u32::from(letter).checked_sub(0xFF61)?;
            u8::try_from(place + 0xA1).ok().filter(|byte| *byte <= 0xDF).map(|byte| ([byte, 0], 1))
        }
        1 => from(AS_GBK, 0x80),
        _ => from(AS_EUC_KR, 0xA1),
    }
}

/// Reads a text in the encoding with this name. None if a byte is none of its letters, or if it has more than one byte for
/// a letter.
pub(crate) fn read(encoding: &str, text: &[u8]) -> Option<String> {
    let page = PAGES.iter().find(|page| page.name == encoding)?;
    let letters = text.iter().map(|byte| Some(page.letter(*byte)).filter(|it| *it != char::REPLACEMENT_CHARACTER));
    letters.collect()
}

/// Letters that names in the schools of America have often; the others are rarer, in this order.
const USUAL: &str = "áéíóúñüöäçèÁÉÍÓÚÑÜÖÄÇ";
const RARER: &str = "àâêëîïôûåøæãõßœšžłćčśżęąńřěÀÂÊËÎÏÔÛÅØÆÃÕŒŠŽŁĆČŚŻĘĄŃŘĚ";

/// An encoding of two bytes for each letter.
struct Wide {
    name: &'static str,
    /// How odd a pair is; none if it is no pair at all.
    pair: fn(u8, u8) -> Option<u32>,
    /// Whether a byte is a letter by itself.
    single: fn(u8) -> bool,
}

const WIDE: [Wide; 3] = [
    Wide {
        name: "Shift_JIS",
        pair: |lead, trail| {
            let is_trail = matches!(trail, 0x40..=0x7E | 0x80..=0xFC);
            match lead {
                0x82 | 0x83 | 0x88..=0x9F | 0xE0..=0xEA if is_trail => Some(0),
                0x81 | 0x84..=0x87 | 0xEB..=0xFC if is_trail => Some(4),
                _ => None,
            }
        },
        single: |byte| matches!(byte, 0xA1..=0xDF),
    },
    Wide { name: "EUC-KR", pair: |lead, trail| pair_of_upper(lead, trail, 0xC8, 6), single: |_| false },
    Wide { name: "GBK", pair: |lead, trail| pair_of_upper(lead, trail, 0xD7, 3), single: |_| false },
];

/// A pair of bytes from 0xA1 on, whose first is usual from 0xB0 up to `last` and odd beyond.
fn pair_of_upper(lead: u8, trail: u8, last: u8, odd: u32) -> Option<u32> {
    match (lead, trail) {
        (0xB0..=0xFE, 0xA1..=0xFE) if lead <= last => Some(0),
        (0xA1..=0xFE, 0xA1..=0xFE) => Some(odd),
        _ => None,
    }
}

/// What no reading has so much of, for one cell.
const IMPOSSIBLE: u32 = 40;

/// Gathers cells that are not UTF-8, and names what they may be in.
#[derive(Clone, Copy, Debug, Default)]
pub struct Guess {
    pages: [u32; PAGES.len()],
    wide: [u32; WIDE.len()],
    cut: u32,
    /// Bytes that are not ASCII.
    odd_bytes: u32,
}

impl Guess {
    /// Looks at one more cell.
    pub fn add(&mut self, cell: &[u8]) {
        let cell = cell.get(..200).unwrap_or(cell);
        for (sum, page) in self.pages.iter_mut().zip(&PAGES) {
            *sum = sum.saturating_add(page.oddness(cell));
        }
        for (sum, wide) in self.wide.iter_mut().zip(&WIDE) {
            *sum = sum.saturating_add(wide.oddness(cell));
        }
        self.cut = self.cut.saturating_add(oddness_of_cut(cell));
        let odd_bytes = u32::try_from(cell.iter().filter(|byte| !byte.is_ascii()).count()).unwrap_or(u32::MAX);
        self.odd_bytes = self.odd_bytes.saturating_add(odd_bytes);
    }

    /// The encoding that reads the least oddities; none if even that reads too many.
    pub fn name(&self) -> Option<&'static str> {
        let pages = self.pages.iter().zip(&PAGES).map(|(sum, page)| (*sum, page.name));
        let wide = self.wide.iter().zip(&WIDE).map(|(sum, wide)| (*sum, wide.name));
        // Of equals the first.
        let best = pages.chain(wide).chain([(self.cut, CUT)]).min_by_key(|(sum, _)| *sum);
        best.filter(|(sum, _)| self.odd_bytes > 0 && *sum <= self.odd_bytes.saturating_mul(2).saturating_add(2))
            .map(|(_, name)| name)
    }
}

impl Page {
    fn oddness(&self, cell: &[u8]) -> u32 {
        let letters: Vec<char> = cell.iter().map(|byte| self.letter(*byte)).collect();
        let mut sum = self.handicap;
        let mut run = 0;
        for (place, byte) in cell.iter().enumerate() {
            if byte.is_ascii() {
                run = 0;
                continue;
            }
            run += 1;
            let around = |place: Option<usize>| place.and_then(|place| letters.get(place)).copied().unwrap_or(' ');
            let (before, after) = (around(place.checked_sub(1)), around(Some(place + 1)));
            sum += oddness(before, around(Some(place)), after);
            if self.is_cyrillic {
                sum += 12 * u32::from(before.is_ascii_alphabetic() || after.is_ascii_alphabetic());
            } else {
                sum += 3 * u32::from(run > 2);
            }
        }
        sum
    }

    fn letter(&self, byte: u8) -> char {
        match byte.checked_sub(0x80) {
            None => char::from(byte),
            Some(place) => self.letters.chars().nth(usize::from(place)).unwrap_or(char::REPLACEMENT_CHARACTER),
        }
    }
}

/// How odd a letter or sign is between two others.
fn oddness(before: char, letter: char, after: char) -> u32 {
    let is_inside = before.is_alphabetic() && after.is_alphabetic();
    let touches = before.is_alphabetic() || after.is_alphabetic();
    match letter {
        char::REPLACEMENT_CHARACTER | '\u{f8ff}' => IMPOSSIBLE,
        '’' | '‘' => 0,
        '\u{a0}' => 3,
        '–' | '—' if is_inside && after.is_lowercase() => 6,
        '“' | '”' | '–' | '—' | '…' => 1 + 5 * u32::from(is_inside),
        _ if letter.is_alphabetic() => {
            let of_capital = if letter.is_uppercase() && before.is_lowercase() { 5 } else { 0 };
            let of_small = if letter.is_lowercase() && before.is_alphabetic() && after.is_uppercase() { 4 } else { 0 };
            let of_rarity = match letter {
                'а'..='я' | 'А'..='Я' | 'ё' | 'Ё' | 'і' | 'ї' | 'є' => 0,
                _ if USUAL.contains(letter) => 0,
                _ if RARER.contains(letter) => 1,
                '\u{400}'..='\u{4ff}' => 6,
                _ => 2,
            };
            of_capital + of_small + of_rarity
        }
        _ if touches => 8,
        _ => 4,
    }
}

impl Wide {
    /// Nearly all of a cell is in pairs, or the encoding is another.
    fn oddness(&self, cell: &[u8]) -> u32 {
        let mut sum = 1;
        let (mut place, mut in_pairs) = (0, 0);
        while let Some(byte) = cell.get(place) {
            let pair = cell.get(place + 1).and_then(|trail| (self.pair)(*byte, *trail));
            if byte.is_ascii() {
                place += 1;
            } else if let Some(odd) = pair {
                sum += odd;
                in_pairs += 2;
                place += 2;
            } else if (self.single)(*byte) {
                sum += 1;
                in_pairs += 1;
                place += 1;
            } else {
                return IMPOSSIBLE;
            }
        }
        let letters = cell.iter().filter(|byte| **byte != b' ').count();
        if in_pairs * 3 >= letters * 2 { sum } else { IMPOSSIBLE }
    }
}

/// A program that cuts a value after so many bytes leaves half a letter at its end.
fn oddness_of_cut(cell: &[u8]) -> u32 {
    let Err(error) = std::str::from_utf8(cell) else { return 0 };
    let (whole, rest) = cell.split_at(error.valid_up_to());
    match rest {
        _ if error.error_len().is_some() => IMPOSSIBLE,
        [_, _, ..] => 0,
        _ if !whole.is_ascii() => 0,
        // The first half of most letters of western Europe; by itself it would be a capital.
        [0xC3] if whole.last().is_some_and(u8::is_ascii_lowercase) => 3,
        _ => IMPOSSIBLE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guess(cells: &[&[u8]]) -> Option<&'static str> {
        let mut guess = Guess::default();
        for cell in cells {
            guess.add(cell);
        }
        guess.name()
    }

    #[test]
    fn every_table_has_its_letters() {
        for page in &PAGES {
            assert_eq!(page.letters.chars().count(), 128, "{}", page.name);
        }
    }

    #[test]
    fn names_of_western_europe() {
        for cell in [
            &b"Zo\xEB"[..],
            b"Jos\xE9",
            b"Mu\xF1oz",
            b"Garc\xEDa",
            b"Fran\xE7ois",
            b"Ren\xE9e",
            b"O\x92Brien",
            b"Bj\xF8rn",
            b"\xC9mile",
            b"MU\xD1OZ",
            b"N\xFA\xF1ez",
            b"Caf\xE9 \x96 School",
            b"\x93Al\x94 Lee",
            b"Stra\xDFe",
            b"Andr\xE9, Zo\xEB",
            b"D\x92Angelo",
            b"Hawai\x92i",
            b"Lena\xA0Brook",
        ] {
            assert_eq!(guess(&[cell]), Some("Windows-1252"), "{}", cell.escape_ascii());
        }
    }

    #[test]
    fn names_of_central_europe() {
        for cell in [&b"Wa\xB3\xEAsa"[..], b"\xA3ukasz", b"\x8Cwi\xB9tek", b"Kr\xF3l \xB9\xEA\xB3"] {
            assert_eq!(guess(&[cell]), Some("Windows-1250"), "{}", cell.escape_ascii());
        }
    }

    #[test]
    fn old_macs_and_dos() {
        for cell in [&b"Jos\x8E"[..], b"Mu\x96oz", b"Ren\x8Ee", b"N\x9C\x96ez", b"Mar\x92a Jos\x8E"] {
            assert_eq!(guess(&[cell]), Some("Mac Roman"), "{}", cell.escape_ascii());
        }
        for cell in [&b"Jos\x82"[..], b"Mu\xA4oz", b"Garc\xA1a", b"Ren\x82e", b"N\xA3\xA4ez"] {
            assert_eq!(guess(&[cell]), Some("code page 437 (DOS)"), "{}", cell.escape_ascii());
        }
        assert_eq!(guess(&[b"Jo\xC6o", b"\xB5lvaro"]), Some("code page 850 (DOS)"));
    }

    #[test]
    fn other_scripts() {
        for cell in [
            &b"\xC8\xE2\xE0\xED\xEE\xE2"[..],
            b"\xCC\xE0\xF0\xE8\xFF",
            b"\xD8\xE5\xE2\xF7\xE5\xED\xEA\xEE \xCE\xEB\xE5\xED\xE0",
        ] {
            assert_eq!(guess(&[cell]), Some("Windows-1251"), "{}", cell.escape_ascii());
        }
        for cell in [&b"\x8ER\x93c"[..], b"\x97\xE9\x96\xD8 \x91\xBE\x98Y", b"\x82\xB3\x82\xAD\x82\xE7"] {
            assert_eq!(guess(&[cell]), Some("Shift_JIS"), "{}", cell.escape_ascii());
        }
        assert_eq!(guess(&[b"\xB1\xE8\xB9\xCE\xBC\xF6", b"\xC0\xCC\xBF\xB5\xC8\xF1"]), Some("EUC-KR"));
        assert_eq!(guess(&[b"\xCD\xF5\xCE\xB0", b"\xD5\xC5\xC0\xF6"]), Some("GBK"));
    }

    #[test]
    fn a_letter_that_was_cut() {
        for cell in [&b"Jos\xC3\xA9 Mu\xC3"[..], b"O\xE2\x80", b"Jos\xC3", b"\xF0\x9F\x98"] {
            assert_eq!(guess(&[cell]), Some(CUT), "{}", cell.escape_ascii());
        }
    }

    #[test]
    fn several_cells_are_read_together() {
        // By itself the first is as well in one as in the other.
        assert_eq!(guess(&[b"Zo\xEB", b"Wa\xB3\xEAsa", b"\xA3\xF3d\x9F"]), Some("Windows-1250"));
        assert_eq!(guess(&[b"Mar\x92a", b"Jos\x8E", b"N\x9C\x96ez"]), Some("Mac Roman"));
    }

    #[test]
    fn what_is_no_text_is_not_named() {
        assert_eq!(guess(&[b"\x81\x8D\x8F\x90\x9D\x81\xFF\xFE"]), None);
        assert_eq!(guess(&[b"a\xFF\xFF\xFF\xFF\xFF\xFFb"]), None);
        assert_eq!(guess(&[]), None);
    }
}
