//! Plain text, in which most rules can find nothing.

/// Whether a cell is plain text, as nearly all are: short, of ASCII letters, digits and usual signs, the first a letter or
/// digit, the last no space; in a column of ids without spaces; not the word `NULL`. Most rules can find nothing in such a cell; see
/// [`Detect::Cell`](crate::rules::Detect).
#[allow(clippy::needless_bitwise_bool, reason = "without branches many bytes are looked at at once")]
#[inline]
pub(super) fn is_plain(cell: &[u8], is_id: bool) -> bool {
    if cell.len() > LONGEST_PLAIN || !cell.first().is_some_and(u8::is_ascii_alphanumeric) || cell.ends_with(b" ") {
        return false;
    }
    let space = if is_id { b'-' } else { b' ' };
    // The last bytes may be looked at together with some that were looked at before.
    match (cell.first_chunk::<8>(), cell.last_chunk::<8>(), cell.last_chunk::<16>()) {
        (.., Some(last)) => {
            cell.as_chunks::<16>().0.iter().all(|piece| are_plain(piece, space)) && are_plain(last, space)
        }
        (Some(first), Some(last), _) => are_plain([*first, *last].as_flattened(), space),
        _ => {
            let wanted = if is_id { IN_IDS } else { IN_TEXT };
            cell.iter().fold(wanted, |all, byte| all & PLAIN[usize::from(*byte)]) != 0 && cell != b"NULL"
        }
    }
}

/// Longest text that is plain.
const LONGEST_PLAIN: usize = 50;

/// Whether all bytes are plain. None is looked up, so that many are looked at at once.
#[allow(clippy::needless_bitwise_bool, reason = "without branches many bytes are looked at at once")]
#[inline]
fn are_plain(bytes: &[u8], space: u8) -> bool {
    bytes.iter().fold(true, |all, byte| all & (is_plain_byte(*byte) | (*byte == space)))
}

/// Whether a byte is a letter, a digit or a sign of plain text.
#[allow(clippy::needless_bitwise_bool, reason = "without branches many bytes are looked at at once")]
const fn is_plain_byte(byte: u8) -> bool {
    let is_sign_or_digit = byte.wrapping_sub(b'-') <= b'9' - b'-';
    let is_capital = byte.wrapping_sub(b'@') <= b'Z' - b'@';
    let is_small = byte.wrapping_sub(b'a') <= b'z' - b'a';
    is_sign_or_digit | is_capital | is_small | (byte == b'_')
}

/// Where a byte is plain.
const PLAIN: [u8; 256] = {
    let mut plain = [0; 256];
    let mut byte = 0u8;
    while byte < 0x80 {
        if is_plain_byte(byte) {
            plain[byte as usize] = IN_IDS | IN_TEXT;
        }
        byte += 1;
    }
    plain[b' ' as usize] = IN_TEXT;
    plain
};

const IN_IDS: u8 = 1;
const IN_TEXT: u8 = 2;

#[cfg(test)]
mod tests {
    use super::is_plain;

    #[test]
    fn plain_text_is_told_from_other_text() {
        for byte in 0..=u8::MAX {
            let is_plain_byte = byte.is_ascii_alphanumeric() || b"-.@_/".contains(&byte);
            for length in [1, 5, 7, 8, 9, 15, 16, 17, 32, 45, 50] {
                for place in 0..length {
                    let mut text = vec![b'x'; length];
                    text[place] = byte;
                    let (in_ids, in_text) = if place == 0 {
                        (byte.is_ascii_alphanumeric(), byte.is_ascii_alphanumeric())
                    } else {
                        (is_plain_byte, is_plain_byte || byte == b' ' && place + 1 < length)
                    };
                    assert_eq!((is_plain(&text, true), is_plain(&text, false)), (in_ids, in_text), "{byte} at {place}");
                }
            }
        }
        assert!(!is_plain(b"", false) && !is_plain(&[b'x'; 51], false));
        assert!(!is_plain(b"NULL", false) && is_plain(b"NULLS", false) && is_plain(b"null", false));
    }
}
