//! A description in the part of an address behind `#`: packed, then written in letters that need no quoting there.

use std::io::Read;

use flate2::Compression;
use flate2::read::{DeflateDecoder, DeflateEncoder};

use super::described::{Described, Refused};

/// Letters of the longest link that is read.
const LONGEST: usize = 8 * 1024;

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The receiver in a link: what stands behind `#receiver=`.
pub fn from_link(text: &str) -> Result<Described, Refused> {
    if text.len() > LONGEST {
        return Err(Refused::LongLink(LONGEST));
    }
    let packed = bytes_of(text).ok_or(Refused::BrokenLink)?;
    let mut json = Vec::new();
    // One byte more than is taken tells what is too long without unpacking it.
    let most = Described::LONGEST as u64 + 1;
    DeflateDecoder::new(packed.as_slice()).take(most).read_to_end(&mut json).map_err(|_| Refused::BrokenLink)?;
    Described::read(&json)
}

/// What a link to a receiver has behind `#receiver=`.
pub fn to_link(described: &Described) -> Result<String, Refused> {
    let json = described.to_json();
    let mut packed = Vec::new();
    let mut encoder = DeflateEncoder::new(json.as_bytes(), Compression::best());
    encoder.read_to_end(&mut packed).map_err(|_| Refused::BrokenLink)?;
    let text = letters_of(&packed);
    if text.len() > LONGEST { Err(Refused::LongLink(LONGEST)) } else { Ok(text) }
}

fn letters_of(bytes: &[u8]) -> String {
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let bits = (0..3).fold(0u32, |bits, place| bits << 8 | three.get(place).copied().map_or(0, u32::from));
        for place in 0..=three.len() {
            let six = bits >> (18 - 6 * place) & 63;
            text.extend(LETTERS.get(six as usize).copied().map(char::from));
        }
    }
    text
}

fn bytes_of(text: &str) -> Option<Vec<u8>> {
    let value =
        |letter: &u8| LETTERS.iter().position(|known| known == letter).and_then(|place| u32::try_from(place).ok());
    let mut bytes = Vec::new();
    for four in text.as_bytes().chunks(4) {
        let sixes: Vec<u32> = four.iter().map(value).collect::<Option<_>>()?;
        let bits = (0..4).fold(0u32, |bits, place| bits << 6 | sixes.get(place).copied().unwrap_or(0));
        let [_, all @ ..] = bits.to_be_bytes();
        // A single letter holds no whole byte, and what is cut off must be nothing.
        let whole = all.get(..sixes.len().checked_sub(1).filter(|whole| *whole > 0)?)?;
        if all.iter().skip(whole.len()).any(|rest| *rest != 0) {
            return None;
        }
        bytes.extend_from_slice(whole);
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_come_back_as_they_went() {
        for length in 0..40u8 {
            let bytes: Vec<u8> = (0..length).map(|byte| byte.wrapping_mul(37)).collect();
            assert_eq!(bytes_of(&letters_of(&bytes)), Some(bytes));
        }
        assert_eq!(letters_of(b"\xFB\xFF"), "-_8");
        for broken in ["A", "AAAAA", "AB", "A+==", "AAA=", "Aé", "A A"] {
            assert_eq!(bytes_of(broken), None, "{broken}");
        }
    }

    #[test]
    fn a_link_that_unpacks_without_end_is_refused() {
        let bomb = vec![b' '; 4_000_000];
        let mut packed = Vec::new();
        DeflateEncoder::new(bomb.as_slice(), Compression::best()).read_to_end(&mut packed).unwrap_or_default();
        let text = letters_of(&packed);
        assert!(text.len() < LONGEST, "{}", text.len());
        assert_eq!(from_link(&text), Err(Refused::TooLong(Described::LONGEST)));
        assert_eq!(from_link(&"A".repeat(LONGEST + 1)), Err(Refused::LongLink(LONGEST)));
        assert_eq!(from_link("AAAA"), Err(Refused::BrokenLink));
    }
}
