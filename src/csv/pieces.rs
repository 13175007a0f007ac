//! Reading ahead: a file cut into pieces of whole rows, and indexed, before the rows are asked for. So that work can be
//! done elsewhere: in another thread or, without shared memory, in another worker.

use super::Source;
use super::index::Index;
use super::rows::{BLOCK, LONGEST_RECORD};

/// A part of a file, not decoded: as many rows as were read at once, most often.
#[derive(Debug, Default)]
pub struct Piece {
    pub(super) text: Vec<u8>,
    pub(super) index: Index,
    /// Whether it is as the index has it: whole rows, of which the first begins outside quotes.
    pub(super) is_indexed: bool,
    pub(super) is_utf8: bool,
    packed_bytes_read: u64,
}

/// A piece taken apart, so that it can be handed from one memory to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts<'a> {
    /// Bytes of the file.
    pub text: &'a [u8],
    /// Offsets of the ends of all cells; empty if the piece has no index.
    pub ends: &'a [u32],
    /// For each row, the number of cells up to its end.
    pub rows: &'a [u32],
    /// Offsets of bytes because of which a row is not plain.
    pub odd: &'a [u32],
    /// Whether the text is known to be UTF-8.
    pub is_utf8: bool,
    /// How much of the file as it is packed was used up to here.
    pub packed_bytes_read: u64,
}

impl Piece {
    /// What separates the cells in the index. A reader of a file with another separator makes an index of its own.
    pub(super) const DELIMITER: u8 = b',';

    /// What it consists of.
    pub fn parts(&self) -> Parts<'_> {
        let Self { text, index, is_utf8, packed_bytes_read, .. } = self;
        let (ends, rows, odd) =
            if self.is_indexed { (index.ends(), index.rows(), index.odd()) } else { Default::default() };
        Parts { text, ends, rows, odd, is_utf8: *is_utf8, packed_bytes_read: *packed_bytes_read }
    }

    /// Puts the parts together again.
    pub fn new(parts: &Parts) -> Self {
        Self {
            text: parts.text.to_vec(),
            index: Index::of(parts.ends, parts.rows, parts.odd),
            is_indexed: !parts.rows.is_empty(),
            is_utf8: parts.is_utf8,
            packed_bytes_read: parts.packed_bytes_read,
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

/// Cuts a file into pieces.
#[derive(Debug)]
pub struct Pieces<S> {
    source: S,
    /// What was read behind the last whole row.
    rest: Vec<u8>,
    ended: bool,
    /// Bytes read for a piece.
    block: usize,
}

impl<S: Source> Pieces<S> {
    /// Starts at the first byte of a file.
    pub fn new(source: S) -> Self {
        Self { source, rest: Vec::new(), ended: false, block: BLOCK }
    }

    #[cfg(test)]
    pub(super) fn small(source: S, block: usize) -> Self {
        Self { block, ..Self::new(source) }
    }

    /// The next piece; none at the end. `packed` says how much of the packed file has been used.
    pub fn next(&mut self, packed: impl Fn(&S) -> u64) -> Result<Option<Piece>, S::Failure> {
        let mut piece = Piece { text: std::mem::take(&mut self.rest), ..Piece::default() };
        let text = &mut piece.text;
        while !self.ended && !piece.is_indexed && text.len() < LONGEST_RECORD {
            let mut filled = text.len();
            text.resize(filled + self.block, 0);
            while !self.ended && filled < text.len() {
                let count = self.source.read(&mut text[filled..])?;
                self.ended = count == 0;
                filled += count;
            }
            text.truncate(filled);
            piece.index.fill(text, Piece::DELIMITER);
            if let Some(cut) = piece.index.cut(text, self.ended) {
                self.rest.extend_from_slice(&text[cut..]);
                text.truncate(cut);
                piece.is_indexed = true;
                piece.is_utf8 = piece.index.is_ascii() || std::str::from_utf8(text).is_ok();
            }
        }
        piece.packed_bytes_read = packed(&self.source);
        Ok((!text.is_empty()).then_some(piece))
    }
}

#[cfg(test)]
mod tests {
    use super::{BLOCK, LONGEST_RECORD, Parts, Piece, Pieces};

    fn cut(text: &[u8]) -> Vec<Piece> {
        let mut pieces = Pieces::new(text);
        std::iter::from_fn(|| pieces.next(|_| 7).unwrap_or_else(|never| match never {})).collect()
    }

    #[test]
    fn pieces_are_whole_rows_and_together_the_file() {
        for end in ["\n", "\r\n", "\r"] {
            let mut text = String::new();
            while text.len() < 3 * BLOCK {
                text.push_str("1,\"a, b\",Zoë");
                text.push_str(end);
            }
            text.push_str("the last,has no,end");
            let pieces = cut(text.as_bytes());
            assert!(pieces.len() > 3);
            let together: Vec<u8> = pieces.iter().flat_map(|piece| piece.text.clone()).collect();
            assert!(together == text.as_bytes());
            let (last, others) = pieces.split_last().unwrap();
            assert_eq!(last.text, b"the last,has no,end");
            assert!(!last.is_indexed);
            for piece in others {
                assert!(piece.is_indexed && piece.is_utf8 && piece.text.ends_with(end.as_bytes()), "{end:?}");
                assert_eq!(piece.index.ends().len(), piece.index.rows().len() * 3);
            }
        }
    }

    #[test]
    fn what_has_no_rows_comes_in_bounded_pieces() {
        let text = vec![b'x'; 3 * LONGEST_RECORD];
        let pieces = cut(&text);
        assert_eq!(pieces.len(), 3);
        assert!(pieces.iter().all(|piece| !piece.is_indexed && piece.text.len() == LONGEST_RECORD));
        assert!(cut(b"").is_empty());
    }

    #[test]
    fn a_piece_can_be_taken_apart_and_put_together() {
        for text in [&b"1,a\n2,\"b\"c\"\n3,d"[..], b"\xFF,x\n", b"no row"] {
            for piece in cut(text) {
                let parts = piece.parts();
                assert_eq!(Piece::new(&parts).parts(), parts);
                assert_eq!(parts.is_utf8, piece.is_indexed && text[0] != 0xFF);
                assert_eq!(parts.packed_bytes_read, 7);
                let Parts { ends, rows, .. } = parts;
                assert_eq!(ends.len(), rows.last().map_or(0, |last| *last as usize));
            }
        }
    }
}
