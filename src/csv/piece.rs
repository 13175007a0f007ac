//! A part of a file that was read ahead.

use std::borrow::Cow;

use super::buffer::Buffer;
use super::index::Index;
use super::repeats::PieceRepeats;

/// A part of a file, not decoded: as many rows as were read at once, most often.
#[derive(Debug, Default)]
pub struct Piece {
    pub(super) text: Buffer,
    pub(super) index: Index,
    /// Whether it is as the index has it: whole rows, of which the first begins outside quotes.
    pub(super) is_indexed: bool,
    pub(super) is_utf8: bool,
    pub(super) repeats: PieceRepeats,
    pub(super) packed_bytes_read: u64,
}

/// A piece taken apart, so that it can be handed from one memory to another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parts<'a> {
    /// Bytes of the file.
    pub text: Cow<'a, [u8]>,
    /// Offsets of the ends of all cells; empty if the piece has no index.
    pub ends: Cow<'a, [u32]>,
    /// For each row, the number of cells up to its end.
    pub rows: Cow<'a, [u32]>,
    /// Offsets of bytes because of which a row is not plain.
    pub odd: Cow<'a, [u32]>,
    /// Cells of a row as far as it is known what they repeat; 0 if it is not.
    pub width: u32,
    /// Which cells repeat the row before, as bits.
    pub repeats: Cow<'a, [u32]>,
    /// Whether the text is known to be UTF-8.
    pub is_utf8: bool,
    /// How much of the file as it is packed was used up to here.
    pub packed_bytes_read: u64,
}

impl Piece {
    /// What separates the cells in the index. A reader of a file with another separator makes an index of its own.
    pub(super) const DELIMITER: u8 = b',';

    /// What it consists of.
    #[allow(clippy::cast_possible_truncation, reason = "a piece is far smaller than 4 GiB")]
    pub fn parts(&self) -> Parts<'_> {
        let Self { text, index, is_utf8, packed_bytes_read, repeats, .. } = self;
        let (is_utf8, packed_bytes_read) = (*is_utf8, *packed_bytes_read);
        let text = Cow::Borrowed(&**text);
        if !self.is_indexed {
            return Parts { text, packed_bytes_read, ..Parts::default() };
        }
        Parts {
            text,
            ends: index.ends().into(),
            rows: index.rows().into(),
            odd: index.odd().into(),
            width: repeats.width() as u32,
            repeats: repeats.words().collect(),
            is_utf8,
            packed_bytes_read,
        }
    }

    /// Puts the parts together again.
    pub fn new(parts: Parts) -> Self {
        let Parts { text, ends, rows, odd, width, repeats, is_utf8, packed_bytes_read } = parts;
        Self {
            text: Buffer::of(text.into_owned()),
            is_indexed: !rows.is_empty(),
            index: Index::of(ends.into_owned(), rows.into_owned(), odd.into_owned()),
            repeats: PieceRepeats::of_words(width as usize, &repeats),
            is_utf8,
            packed_bytes_read,
        }
    }

    /// Number of bytes of the file.
    pub fn bytes(&self) -> u64 {
        self.text.len() as u64
    }

    /// How much of the file as it is packed was used up to here.
    pub fn packed_bytes_read(&self) -> u64 {
        self.packed_bytes_read
    }
}
