//! How a file's bytes become UTF-8: byte order marks, UTF-16 and UTF-32 with and without a mark.

/// How a file is encoded, as far as its first bytes tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, or an 8-bit encoding that cannot be told from it yet.
    Utf8,
    /// UTF-8 with a byte order mark, which is skipped.
    Utf8WithMark,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// UTF-32, low byte first.
    Utf32Le,
    /// UTF-32, high byte first.
    Utf32Be,
}

impl Encoding {
    /// Recognises the encoding by the first bytes; gives also the length of the mark in bytes.
    ///
    /// Without a mark, text whose every second byte is zero is UTF-16: a header row is ASCII.
    pub fn sniff(start: &[u8]) -> (Self, usize) {
        match start {
            [0xEF, 0xBB, 0xBF, ..] => (Self::Utf8WithMark, 3),
            [0xFF, 0xFE, 0, 0, ..] => (Self::Utf32Le, 4),
            [0, 0, 0xFE, 0xFF, ..] => (Self::Utf32Be, 4),
            [0xFF, 0xFE, ..] => (Self::Utf16Le, 2),
            [0xFE, 0xFF, ..] => (Self::Utf16Be, 2),
            [a, 0, 0, 0, b, 0, 0, 0, ..] if *a != 0 && *b != 0 => (Self::Utf32Le, 0),
            [0, 0, 0, a, 0, 0, 0, b, ..] if *a != 0 && *b != 0 => (Self::Utf32Be, 0),
            [a, 0, b, 0, ..] if *a != 0 && *b != 0 => (Self::Utf16Le, 0),
            [0, a, 0, b, ..] if *a != 0 && *b != 0 => (Self::Utf16Be, 0),
            _ => (Self::Utf8, 0),
        }
    }

    /// Bytes of one code unit.
    pub(super) fn unit(self) -> usize {
        match self {
            Self::Utf8 | Self::Utf8WithMark => 1,
            Self::Utf16Le | Self::Utf16Be => 2,
            Self::Utf32Le | Self::Utf32Be => 4,
        }
    }

    /// Passes on UTF-8 text in this encoding, in pieces. It is whole: no character is cut.
    pub(crate) fn encode<E>(self, text: &[u8], mut pass: impl FnMut(&[u8]) -> Result<(), E>) -> Result<(), E> {
        if self.unit() == 1 {
            return pass(text);
        }
        let mut bytes = Vec::with_capacity(1 << 16);
        for letter in String::from_utf8_lossy(text).chars() {
            let mut units = [0; 2];
            match self {
                Self::Utf16Le => letter.encode_utf16(&mut units).iter().for_each(|it| bytes.extend(it.to_le_bytes())),
                Self::Utf16Be => letter.encode_utf16(&mut units).iter().for_each(|it| bytes.extend(it.to_be_bytes())),
                Self::Utf32Be => bytes.extend(u32::from(letter).to_be_bytes()),
                _ => bytes.extend(u32::from(letter).to_le_bytes()),
            }
            if bytes.len() >= 1 << 16 {
                pass(&bytes)?;
                bytes.clear();
            }
        }
        pass(&bytes)
    }

    /// Appends `bytes` to `text` as UTF-8 and gives how many bytes were used; the rest, less than one character,
    /// wants more input. At the `end` of the file nothing is left over. What is no character becomes U+FFFD.
    pub(super) fn decode(self, bytes: &[u8], end: bool, text: &mut Vec<u8>) -> usize {
        let unit = self.unit();
        let value = |chunk: &[u8]| {
            let fold = |sum: u32, byte: &u8| (sum << 8) | u32::from(*byte);
            if matches!(self, Self::Utf16Be | Self::Utf32Be) {
                chunk.iter().fold(0, fold)
            } else {
                chunk.iter().rev().fold(0, fold)
            }
        };
        let mut used = 0;
        let mut units = bytes.chunks_exact(unit).peekable();
        while let Some(chunk) = units.next() {
            let mut code = value(chunk);
            let mut taken = unit;
            if unit == 2 && (0xD800..0xDC00).contains(&code) {
                match units.peek().map(|next| value(next)) {
                    None if !end => return used,
                    Some(low @ 0xDC00..0xE000) => {
                        code = 0x1_0000 + ((code - 0xD800) << 10) + (low - 0xDC00);
                        taken += unit;
                        units.next();
                    }
                    _ => {}
                }
            }
            let character = char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
            text.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
            used += taken;
        }
        if end && used < bytes.len() {
            text.extend_from_slice("\u{FFFD}".as_bytes());
            used = bytes.len();
        }
        used
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(encoding: Encoding, bytes: &[u8]) -> String {
        let mut text = Vec::new();
        assert_eq!(encoding.decode(bytes, true, &mut text), bytes.len());
        String::from_utf8(text).unwrap()
    }

    #[test]
    fn marks_and_zeros_tell_the_encoding() {
        assert_eq!(Encoding::sniff(b"\xEF\xBB\xBFsourcedId"), (Encoding::Utf8WithMark, 3));
        assert_eq!(Encoding::sniff(b"\xFF\xFEs\0o\0"), (Encoding::Utf16Le, 2));
        assert_eq!(Encoding::sniff(b"\xFE\xFF\0s\0o"), (Encoding::Utf16Be, 2));
        assert_eq!(Encoding::sniff(b"s\0o\0"), (Encoding::Utf16Le, 0));
        assert_eq!(Encoding::sniff(b"\0s\0o"), (Encoding::Utf16Be, 0));
        assert_eq!(Encoding::sniff(b"s\0\0\0o\0\0\0"), (Encoding::Utf32Le, 0));
        assert_eq!(Encoding::sniff(b"sourcedId"), (Encoding::Utf8, 0));
        assert_eq!(Encoding::sniff(b""), (Encoding::Utf8, 0));
    }

    #[test]
    fn utf_16_and_32_become_utf_8() {
        let text = "Zoë 😀";
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let wide: Vec<u8> = text.chars().flat_map(|letter| u32::from(letter).to_le_bytes()).collect();
        assert_eq!(decoded(Encoding::Utf16Le, &little), text);
        assert_eq!(decoded(Encoding::Utf16Be, &big), text);
        assert_eq!(decoded(Encoding::Utf32Le, &wide), text);
    }

    #[test]
    fn half_characters_are_shown_and_lose_nothing_else() {
        assert_eq!(decoded(Encoding::Utf16Le, b"a\0\x3D\xD8b\0"), "a\u{FFFD}b");
        assert_eq!(decoded(Encoding::Utf16Le, b"a\0b"), "a\u{FFFD}");
        let mut text = Vec::new();
        assert_eq!(Encoding::Utf16Le.decode(b"a\0\x3D\xD8", false, &mut text), 2);
    }
}
