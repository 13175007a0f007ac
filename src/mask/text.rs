//! Texts, replaced run by run: letters by letters, digits by digits, each at its place. All else stays.

use std::collections::HashMap;

use super::key::{Class, Key};

/// Replaces texts. Equal runs of letters or digits become equal runs, others others, wherever they stand: in an id, in a
/// list of ids, in an address. Upper and lower case are taken for the same and kept, zeros at the front of a number too.
pub(super) struct Texts {
    key: Key,
    /// For the letters beyond ASCII: those among which a letter is replaced, and its place.
    letters: HashMap<char, Option<Place>>,
    digits: Vec<u8>,
    bases: Vec<u8>,
    /// What the digits are made into again.
    shapes: Vec<Shape>,
}

#[derive(Clone)]
struct Place {
    digit: u8,
    among: std::rc::Rc<[char]>,
}

enum Shape {
    Ascii { is_upper: bool },
    Letter { among: std::rc::Rc<[char]>, is_upper: bool },
    Same(char),
}

/// Digits of an id that are replaced together, though letters stand between them, if they are as many.
const LONG_HEX: usize = 16;

/// Bytes of a UUID.
const UUID: usize = 36;

impl Texts {
    pub(super) fn new(key: Key) -> Self {
        Self { key, letters: HashMap::new(), digits: Vec::new(), bases: Vec::new(), shapes: Vec::new() }
    }

    pub(super) fn key(&self) -> &Key {
        &self.key
    }

    /// Writes a text behind `out`, replaced. It has as many bytes, and the same ones are not UTF-8.
    pub(super) fn replace(&mut self, text: &[u8], out: &mut Vec<u8>) {
        // Most packages with UUIDs consist of them.
        if is_uuid(text) {
            self.hex(text, out);
            return;
        }
        if let Ok(text) = std::str::from_utf8(text) {
            self.valid(text, out);
            return;
        }
        for chunk in text.utf8_chunks() {
            self.valid(chunk.valid(), out);
            for byte in chunk.invalid() {
                out.push(self.byte(*byte));
            }
        }
    }

    fn valid(&mut self, text: &str, out: &mut Vec<u8>) {
        let mut at = 0;
        let mut is_inside = false;
        while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
            let bytes = rest.as_bytes();
            let first = bytes.first().copied().unwrap_or_default();
            let length = if first.is_ascii() && !first.is_ascii_alphanumeric() {
                is_inside = false;
                let length = bytes.iter().take_while(|byte| byte.is_ascii() && !byte.is_ascii_alphanumeric()).count();
                out.extend_from_slice(bytes.get(..length).unwrap_or_default());
                length
            } else if let Some(length) = if is_inside { None } else { hex_at_front(bytes) } {
                is_inside = true;
                self.hex(bytes.get(..length).unwrap_or_default(), out);
                length
            } else if !is_inside && bytes.get(..9).is_some_and(|front| front.eq_ignore_ascii_case(b"urn:uuid:")) {
                // What is behind it is looked at by itself.
                out.extend_from_slice(bytes.get(..9).unwrap_or_default());
                9
            } else if first.is_ascii_digit() {
                is_inside = true;
                let length = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
                self.number(bytes.get(..length).unwrap_or_default(), out);
                length
            } else {
                let length = letters_at_front(rest);
                if length == 0 {
                    let sign = rest.chars().next().unwrap_or_default();
                    out.extend_from_slice(sign.encode_utf8(&mut [0; 4]).as_bytes());
                    sign.len_utf8()
                } else {
                    is_inside = true;
                    self.word(rest.get(..length).unwrap_or_default(), out);
                    length
                }
            };
            at += length;
        }
    }

    /// A byte that is no UTF-8. What it is to the bytes around it stays: it begins as many of them, and is as good at it.
    fn byte(&self, byte: u8) -> u8 {
        let (first, count) = match byte {
            0xA0..=0xBF => (0xA0, 32),
            0xC2..=0xDF => (0xC2, 30),
            0xE1..=0xEC => (0xE1, 12),
            0xF1..=0xF3 => (0xF1, 3),
            _ => return byte,
        };
        let mut digits = [byte - first];
        self.key.permute(Class::Bytes, &mut digits, &[count]);
        first + digits[0]
    }

    fn number(&mut self, text: &[u8], out: &mut Vec<u8>) {
        let zeros = text.iter().take_while(|digit| **digit == b'0').count();
        let (zeros, number) = text.split_at(zeros);
        out.extend_from_slice(zeros);
        let Some((first, rest)) = number.split_first() else { return };
        self.digits.clear();
        self.digits.push(first - b'1');
        self.digits.extend(rest.iter().map(|digit| digit - b'0'));
        self.bases.clear();
        self.bases.resize(number.len(), 10);
        self.bases[0] = 9;
        self.key.permute(Class::Digits, &mut self.digits, &self.bases);
        self.digits[0] += 1;
        out.extend(self.digits.iter().map(|digit| b'0' + digit));
    }

    /// Digits and letters from a to f; the others stay among themselves.
    fn hex(&mut self, text: &[u8], out: &mut Vec<u8>) {
        self.digits.clear();
        self.digits.resize(text.len(), 0);
        self.bases.clear();
        self.bases.resize(text.len(), 0);
        let mut count = 0;
        for byte in text {
            let (first, base) = HEX[usize::from(*byte)];
            if let Some((digit, of_digit)) = self.digits.get_mut(count).zip(self.bases.get_mut(count)) {
                (*digit, *of_digit) = (lower_case(*byte).wrapping_sub(first), base);
            }
            count += usize::from(base > 0);
        }
        self.digits.truncate(count);
        self.bases.truncate(count);
        self.key.permute(Class::Hex, &mut self.digits, &self.bases);
        let mut digits = self.digits.iter();
        out.extend(text.iter().map(|byte| {
            let (first, base) = HEX[usize::from(*byte)];
            let digit = if base > 0 { digits.next() } else { None };
            digit.map_or(*byte, |digit| in_case_of(*byte, first + digit))
        }));
    }

    fn word(&mut self, word: &str, out: &mut Vec<u8>) {
        self.digits.clear();
        self.bases.clear();
        if word.is_ascii() {
            self.digits.extend(word.bytes().map(|byte| lower_case(byte).wrapping_sub(b'a')));
            self.bases.resize(word.len(), 26);
            self.key.permute(Class::Letters, &mut self.digits, &self.bases);
            out.extend(word.bytes().zip(&self.digits).map(|(byte, digit)| in_case_of(byte, b'a' + digit)));
            return;
        }
        self.shapes.clear();
        for letter in word.chars() {
            let (digit, base, shape) = if letter.is_ascii() {
                let byte = u8::try_from(letter).unwrap_or_default();
                (byte.to_ascii_lowercase() - b'a', 26, Shape::Ascii { is_upper: byte.is_ascii_uppercase() })
            } else if let Some(Place { digit, among }) = self.place(letter) {
                let base = u8::try_from(among.len()).unwrap_or(1);
                let is_upper = among.get(usize::from(digit)) != Some(&letter);
                (digit, base, Shape::Letter { among, is_upper })
            } else {
                (0, 1, Shape::Same(letter))
            };
            self.digits.push(digit);
            self.bases.push(base);
            self.shapes.push(shape);
        }
        self.key.permute(Class::Letters, &mut self.digits, &self.bases);
        for (shape, digit) in self.shapes.iter().zip(&self.digits) {
            let letter = match shape {
                Shape::Ascii { is_upper } => {
                    out.push(if *is_upper { b'A' } else { b'a' } + digit);
                    continue;
                }
                Shape::Letter { among, is_upper } => {
                    let letter = among.get(usize::from(*digit)).copied().unwrap_or_default();
                    if *is_upper { upper(letter).unwrap_or(letter) } else { letter }
                }
                Shape::Same(letter) => *letter,
            };
            out.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
        }
    }

    /// Among which letters one is replaced: those of its kind that have the same first bytes in UTF-8.
    fn place(&mut self, letter: char) -> Option<Place> {
        if let Some(known) = self.letters.get(&letter) {
            return known.clone();
        }
        let place = place_of(letter);
        self.letters.insert(letter, place.clone());
        place
    }
}

fn place_of(letter: char) -> Option<Place> {
    // Signs that count as letters, such as º, stay.
    if letter < '\u{C0}' {
        return None;
    }
    let small = lower(letter).filter(|small| is_pair(*small)).unwrap_or(letter);
    let has_pair = is_pair(small);
    let block = u32::from(small) & !0x3F;
    let is_like = |other: &char| {
        other.is_alphabetic()
            && is_pair(*other) == has_pair
            && (has_pair
                || other.is_uppercase() == small.is_uppercase() && other.is_lowercase() == small.is_lowercase())
            && other.len_utf8() == small.len_utf8()
    };
    let among: std::rc::Rc<[char]> = (block..block + 64).filter_map(char::from_u32).filter(is_like).collect();
    let digit = among.iter().position(|other| *other == small).and_then(|digit| u8::try_from(digit).ok())?;
    Some(Place { digit, among })
}

/// Whether a letter is the lower case of one letter that takes as many bytes, and the upper case of none.
fn is_pair(small: char) -> bool {
    upper(small).is_some_and(|large| {
        large != small && lower(large) == Some(small) && large.len_utf8() == small.len_utf8() && large.is_alphabetic()
    })
}

fn upper(letter: char) -> Option<char> {
    let mut letters = letter.to_uppercase();
    letters.next().filter(|_| letters.next().is_none())
}

fn lower(letter: char) -> Option<char> {
    let mut letters = letter.to_lowercase();
    letters.next().filter(|_| letters.next().is_none())
}

/// The bit by which a small letter differs from the large one; digits have it too.
const IS_SMALL: u8 = 0x20;

fn lower_case(byte: u8) -> u8 {
    byte | IS_SMALL
}

/// A small letter or a digit, in the case of another one.
fn in_case_of(byte: u8, other: u8) -> u8 {
    other & (byte | !IS_SMALL)
}

/// For each byte of a UUID the first of the digits or letters among which it is replaced, and their number; 0 for what
/// stays.
static HEX: [(u8, u8); 256] = {
    let mut classes = [(0, 0); 256];
    let mut byte = 0;
    while byte < 128u8 {
        classes[byte as usize] = match byte.to_ascii_lowercase() {
            b'0'..=b'9' => (b'0', 10),
            b'a'..=b'f' => (b'a', 6),
            b'g'..=b'z' => (b'g', 20),
            _ => (0, 0),
        };
        byte += 1;
    }
    classes
};

/// The length of the letters at the front.
fn letters_at_front(text: &str) -> usize {
    let plain = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let Some(rest) = text.get(plain..).filter(|rest| !rest.bytes().next().is_none_or(|byte| byte.is_ascii())) else {
        return plain;
    };
    plain + rest.chars().take_while(|it| it.is_alphabetic()).map(char::len_utf8).sum::<usize>()
}

/// Whether a text is a UUID, or would be one if all of its letters were digits.
fn is_uuid(text: &[u8]) -> bool {
    let is_right = |(place, byte): (usize, &u8)| match place {
        8 | 13 | 18 | 23 => *byte == b'-',
        _ => byte.is_ascii_alphanumeric(),
    };
    text.len() == UUID && text.iter().enumerate().all(is_right)
}

/// The length of such a UUID, or of a long hexadecimal number.
fn hex_at_front(text: &[u8]) -> Option<usize> {
    let first = text.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    if first == 8 {
        let ends = !text.get(UUID).is_some_and(u8::is_ascii_alphanumeric);
        return (ends && text.get(..UUID).is_some_and(is_uuid)).then_some(UUID);
    }
    let digits = text.get(..first).filter(|digits| digits.len() >= LONG_HEX)?;
    let is_hex = digits.iter().all(u8::is_ascii_hexdigit)
        && digits.iter().any(u8::is_ascii_digit)
        && digits.iter().any(u8::is_ascii_alphabetic);
    is_hex.then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(text: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        Texts::new(Key::new(*b"0123456789abcdef")).replace(text, &mut out);
        out
    }

    fn text(text: &str) -> String {
        String::from_utf8(masked(text.as_bytes())).unwrap()
    }

    fn shape(text: &str) -> String {
        let sign = |letter: char| match letter {
            '0'..='9' => '9',
            'a'..='z' => 'a',
            'A'..='Z' => 'A',
            _ if letter.is_uppercase() => 'É',
            _ if letter.is_lowercase() => 'é',
            _ if letter.is_alphabetic() => '字',
            other => other,
        };
        text.chars().map(sign).collect()
    }

    #[test]
    fn shapes_stay_and_contents_do_not() {
        for plain in [
            "Whitcomb-Okafor",
            "  Zoë  d'Ångström, Jr. ",
            "lena.brook+x@mail.school.example",
            "(555) 014-4242",
            "ИВАНОВА Мария",
            "Ευγενία",
            "山田太郎",
            "김민수",
            "محمد",
            "{LDAP:12345}",
            "Łukasz Świątek",
            "STRAẞE",
        ] {
            let other = text(plain);
            assert_eq!(shape(&other), shape(plain), "{plain}: {other}");
            assert_eq!(other.len(), plain.len(), "{plain}: {other}");
            assert_ne!(other, plain);
        }
        for same in ["", " - ", "000", "\u{A0}\u{200B}", "!?;\"\"", "º"] {
            assert_eq!(text(same), same);
        }
    }

    #[test]
    fn equal_runs_stay_equal() {
        assert_eq!(text("s1001,s1002,s1001"), format!("{},{},{}", text("s1001"), text("s1002"), text("s1001")));
        assert_eq!(text("OKAFOR").to_lowercase(), text("okafor"));
        assert_eq!(text("ÉCOLE").to_lowercase(), text("école"));
        assert_eq!(text("МАРИЯ").to_lowercase(), text("мария"));
        assert_eq!(text("007"), format!("00{}", text("7")));
        // Whoever has two rows is known by the number behind the letter.
        assert_eq!(text("s4711")[1..], text("t4711")[1..]);
        assert_ne!(text("1234"), text("1235"));
        assert!(!text("1234").starts_with('0'));
    }

    #[test]
    fn a_uuid_stays_one() {
        let uuid = "9b2ad8f2-7c1f-4f3b-9a53-0C8E7A1D2F34";
        let other = text(uuid);
        assert_ne!(other, uuid);
        assert!(
            other.bytes().zip(uuid.bytes()).all(|(other, one)| other.is_ascii_hexdigit() == one.is_ascii_hexdigit())
        );
        // Alone it is replaced by a shorter way than among others.
        assert_eq!(text(&format!("{uuid},{uuid}")), format!("{other},{other}"));
        let urn = text(&format!("urn:uuid:{uuid}"));
        assert_eq!(urn, format!("urn:uuid:{other}"));
        // What is none does not become one.
        let none = text("9b2ad8g2-7c1f-4f3b-9a53-0C8E7A1D2F34");
        assert!(!none.as_bytes()[6].is_ascii_hexdigit());
        for none in ["9b2ad8f2-7c1f-4f3b-9a53_0c8e7a1d2f34", "9b2ad8f2-7c1f-4f3b-9a53-0c8e7a1d2fé"] {
            assert_eq!(text(&format!("{none},{none}")), format!("{0},{0}", text(none)));
        }
        let long = text("0c8e7a1d2f349b2ad8f2");
        assert!(long.bytes().all(|byte| byte.is_ascii_hexdigit()) && long != "0c8e7a1d2f349b2ad8f2");
    }

    #[test]
    fn what_is_not_utf8_stays_so() {
        for bytes in [
            &b"Zo\xEB"[..],
            b"Jos\xE9 Mu\xF1oz",
            b"\xC8\xE2\xE0\xED\xEE\xE2",
            b"a\xE2\x80",
            b"\xFF\xFE",
            b"\xF4\x90\x85\x85",
            b"\xED\xA0\x80",
        ] {
            let other = masked(bytes);
            let valid =
                |bytes: &[u8]| bytes.utf8_chunks().map(|it| (it.valid().len(), it.invalid().len())).collect::<Vec<_>>();
            assert_eq!(valid(&other), valid(bytes), "{}", other.escape_ascii());
        }
        // Of every two bytes beyond ASCII.
        for first in 0x80..=0xFFu8 {
            for second in 0x80..=0xFFu8 {
                let bytes = [b'x', first, second, b'y'];
                if std::str::from_utf8(&bytes).is_err() {
                    assert!(std::str::from_utf8(&masked(&bytes)).is_err(), "{first:x} {second:x}");
                }
            }
        }
        let distinct: std::collections::BTreeSet<Vec<u8>> = (0x80..=0xFFu8).map(|byte| masked(&[byte])).collect();
        assert_eq!(distinct.len(), 128);
    }
}
