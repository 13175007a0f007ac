//! Where the bytes of a file come from.

use super::piece::Piece;

/// Where the bytes of one file come from, in order.
pub trait Source {
    /// What can go wrong while reading.
    type Failure;

    /// Fills the front of `buffer` and gives the number of bytes; 0 means the end.
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize, Self::Failure>;

    /// What was read ahead, if somebody does; otherwise, and from then on, [`Source::read`] goes on behind the last
    /// piece.
    fn ahead(&mut self) -> Ahead {
        Ahead::Nobody
    }
}

/// What somebody who reads ahead has next.
#[derive(Debug)]
pub enum Ahead {
    /// The next piece of the file.
    Piece(Piece),
    /// The file ended behind the last piece, and as it should.
    End,
    /// Nobody reads ahead, or no longer: then nothing is known of what comes.
    Nobody,
}

impl Source for crate::package::EntryReader<'_> {
    type Failure = crate::package::EntryFailure;

    fn read(&mut self, buffer: &mut [u8]) -> Result<usize, Self::Failure> {
        Self::read(self, buffer)
    }
}

impl Source for &[u8] {
    type Failure = std::convert::Infallible;

    fn read(&mut self, buffer: &mut [u8]) -> Result<usize, Self::Failure> {
        let count = self.len().min(buffer.len());
        let (now, later) = self.split_at(count);
        buffer[..count].copy_from_slice(now);
        *self = later;
        Ok(count)
    }
}
