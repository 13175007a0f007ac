//! Bytes for the rows: from the source or from whoever reads ahead, in UTF-8.

use super::super::limits::BLOCK;
use super::super::{Ahead, Encoding, Piece};
use super::{Rows, Source};

impl<S: Source> Rows<S> {
    /// Reads at least one more block, or the end, behind what is not used yet.
    pub(super) fn fill(&mut self) -> Result<(), S::Failure> {
        if let Some(failure) = self.failure.take() {
            return Err(failure);
        }
        self.plain.from = None;
        self.buffer.discard(self.start);
        self.open_until = self.open_until.saturating_sub(self.start);
        self.start = 0;
        let target = self.buffer.len() + BLOCK;
        while self.buffer.len() < target && !self.ended && self.failure.is_none() {
            let ahead = self.source.ahead();
            let is_piece = matches!(ahead, Ahead::Piece(_));
            match ahead {
                Ahead::Piece(piece) => self.take(piece),
                Ahead::End => {
                    self.ended = true;
                    self.decode();
                }
                Ahead::Nobody => self.read_block(target),
            }
            let is_all = self.ended || self.failure.is_some();
            if self.encoding.is_none() && (self.buffer.len() >= 8 || is_all) {
                self.take_encoding();
            }
            // Another piece would spoil the index of this one.
            if is_piece && self.encoding.is_some() {
                break;
            }
        }
        Ok(())
    }

    fn read_block(&mut self, target: usize) {
        if self.encoding.is_none_or(|encoding| encoding.unit() == 1) {
            let room = self.buffer.room(target - self.buffer.len());
            let result = self.source.read(room);
            let count = self.count(result);
            self.buffer.grow(count);
        } else {
            let from = self.undecoded.len();
            self.undecoded.resize(from + BLOCK, 0);
            let result = self.source.read(&mut self.undecoded[from..]);
            let count = self.count(result);
            self.undecoded.truncate(from + count);
            self.decode();
        }
    }

    /// Goes on with a piece. Its index holds as long as nothing else is in the buffer.
    fn take(&mut self, piece: Piece) {
        if self.encoding.is_some_and(|encoding| encoding.unit() > 1) {
            self.undecoded.extend_from_slice(&piece.text);
            self.decode();
            return;
        }
        if !self.buffer.is_empty() {
            self.plain.from = None;
            self.buffer.push(&piece.text);
            return;
        }
        self.buffer = piece.text;
        if piece.is_indexed && self.delimiter == Piece::DELIMITER {
            self.plain.begin(0);
            (self.plain.index, self.plain.is_utf8, self.plain.repeats) = (piece.index, piece.is_utf8, piece.repeats);
        }
    }

    fn take_encoding(&mut self) {
        let (encoding, mark) = Encoding::sniff(&self.buffer);
        self.encoding = Some(encoding);
        self.buffer.discard(mark);
        if mark > 0 || encoding.unit() > 1 {
            self.plain.from = None;
        }
        if encoding.unit() > 1 {
            self.undecoded = std::mem::take(&mut self.buffer).to_vec();
            self.decode();
        }
    }

    fn count(&mut self, result: Result<usize, S::Failure>) -> usize {
        match result {
            Ok(count) => {
                self.ended = count == 0;
                count
            }
            Err(failure) => {
                self.failure = Some(failure);
                0
            }
        }
    }

    fn decode(&mut self) {
        if let Some(encoding) = self.encoding.filter(|encoding| encoding.unit() > 1) {
            let mut text = Vec::new();
            let used = encoding.decode(&self.undecoded, self.ended, &mut text);
            self.buffer.push(&text);
            self.undecoded.drain(..used);
        }
    }
}
