//! Reading ahead: a file cut into pieces of whole rows, and indexed, before the rows are asked for. So that work can be
//! done elsewhere: in another thread or, without shared memory, in another worker.

use super::limits::{BLOCK, LONGEST_RECORD};
use super::piece::Piece;
use super::source::Source;

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

    /// Reads so many bytes for a piece instead of a quarter of a MiB.
    #[must_use]
    pub fn of_bytes(self, block: usize) -> Self {
        Self { block: block.max(1), ..self }
    }

    /// Makes `piece`, whose memory is used again, the next one, and tells whether there is one. `packed` says how much of the
    /// packed file has been used.
    pub fn next(&mut self, piece: &mut Piece, packed: impl Fn(&S) -> u64) -> Result<bool, S::Failure> {
        let Piece { text, index, .. } = piece;
        text.discard(text.len());
        text.push(&self.rest);
        self.rest.clear();
        (piece.is_indexed, piece.is_utf8) = (false, false);
        while !self.ended && !piece.is_indexed && text.len() < LONGEST_RECORD {
            let target = text.len() + self.block;
            while !self.ended && text.len() < target {
                let count = self.source.read(text.room(target - text.len()))?;
                self.ended = count == 0;
                text.grow(count);
            }
            index.fill(text, Piece::DELIMITER);
            if let Some(cut) = index.cut(text, self.ended) {
                self.rest.extend_from_slice(&text[cut..]);
                text.cut(cut);
                piece.is_indexed = true;
                piece.repeats.fill(text, index);
                piece.is_utf8 = index.is_ascii() || std::str::from_utf8(text).is_ok();
            }
        }
        piece.packed_bytes_read = packed(&self.source);
        Ok(!text.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::super::piece::Parts;
    use super::{BLOCK, LONGEST_RECORD, Piece, Pieces};

    fn cut(text: &[u8]) -> Vec<Piece> {
        let mut pieces = Pieces::new(text);
        std::iter::from_fn(|| {
            let mut piece = Piece::default();
            let Ok(is_there) = pieces.next(&mut piece, |_| 7);
            is_there.then_some(piece)
        })
        .collect()
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
            let together: Vec<u8> = pieces.iter().flat_map(|piece| piece.text.to_vec()).collect();
            assert!(together == text.as_bytes());
            let (last, others) = pieces.split_last().unwrap();
            assert_eq!(&*last.text, b"the last,has no,end");
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
                assert_eq!(Piece::new(parts.clone()).parts(), parts);
                assert_eq!(parts.is_utf8, piece.is_indexed && text[0] != 0xFF);
                assert_eq!(parts.packed_bytes_read, 7);
                let Parts { ends, rows, .. } = parts;
                assert_eq!(ends.len(), rows.last().map_or(0, |last| *last as usize));
            }
        }
    }
}
