//! A piece of a file on its way from one worker to the other.

use js_sys::{ArrayBuffer, Uint8Array, Uint32Array};
use rostercheck::csv::{Parts, Piece};

/// Numbers that stand before a piece in what one worker hands to the other: how many ends, rows, odd places and words
/// of repetitions follow, how many bytes of text, how wide a row is, whether the text is UTF-8, and the packed bytes
/// read, the lower half first.
pub(crate) const HEAD: u32 = 9;

/// Packs a piece into a buffer: a spare one, if it is large enough.
#[allow(clippy::cast_possible_truncation, reason = "a piece is far smaller than 4 GiB; packed bytes are halved")]
pub(crate) fn packed(piece: &Piece, spare: Option<ArrayBuffer>) -> ArrayBuffer {
    let Parts { text, ends, rows, odd, width, repeats, is_utf8, packed_bytes_read: read } = piece.parts();
    let lists = [&*ends, &*rows, &*odd, &*repeats];
    let [ends_count, rows_count, odd_count, repeats_count] = lists.map(|list| list.len() as u32);
    let bytes = text.len() as u32;
    let (low, high) = (read as u32, (read >> 32) as u32);
    let head: [u32; HEAD as usize] =
        [ends_count, rows_count, odd_count, repeats_count, bytes, width, is_utf8.into(), low, high];
    let numbers = HEAD + ends_count + rows_count + odd_count + repeats_count;
    let size = numbers * 4 + bytes;
    // The next one may be somewhat longer.
    let buffer = spare.filter(|spare| spare.byte_length() >= size).unwrap_or_else(|| ArrayBuffer::new(size + size / 4));
    let mut at = 0;
    for list in std::iter::once(&head[..]).chain(lists) {
        let to = at + list.len() as u32;
        Uint32Array::new_with_byte_offset_and_length(&buffer, at * 4, to - at).copy_from(list);
        at = to;
    }
    Uint8Array::new_with_byte_offset_and_length(&buffer, at * 4, bytes).copy_from(&text);
    buffer
}

/// Takes a piece out of its buffer.
pub(crate) fn unpacked(buffer: &ArrayBuffer) -> Piece {
    let mut at = 0;
    let mut numbers = |count: u32| {
        let list = Uint32Array::new_with_byte_offset_and_length(buffer, at * 4, count).to_vec();
        at += count;
        list
    };
    let head = numbers(HEAD);
    let head: [u32; HEAD as usize] = std::array::from_fn(|place| head.get(place).copied().unwrap_or(0));
    let [ends, rows, odd, repeats, bytes, width, is_utf8, low, high] = head;
    let [ends, rows, odd, repeats] = [ends, rows, odd, repeats].map(|count| numbers(count).into());
    let text = Uint8Array::new_with_byte_offset_and_length(buffer, at * 4, bytes).to_vec().into();
    let packed_bytes_read = u64::from(high) << 32 | u64::from(low);
    Piece::new(Parts { text, ends, rows, odd, width, repeats, is_utf8: is_utf8 != 0, packed_bytes_read })
}
