//! From bytes to rows: encoding, line ends, quoting.
//!
//! [`Rows`] reads what the `csv` crate would forgive and says so, because a person who must mend an export needs to
//! know where a quote was opened, not that a parser coped. It is exact about places: the physical line counts as a
//! text editor counts, the record counts data rows from 1.

mod buffer;
mod encoding;
mod index;
mod legacy;
mod row_bits;
mod rows;
mod scan;
mod simd;

pub use encoding::Encoding;
pub use legacy::{CUT, Guess};
pub use row_bits::RowBits;
pub use rows::{Batch, Block, LineEnds, Row, Rows};
pub use scan::{Defect, DefectKind};

/// Where the bytes of one file come from, in order.
pub trait Source {
    /// What can go wrong while reading.
    type Failure;

    /// Fills the front of `buffer` and gives the number of bytes; 0 means the end.
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize, Self::Failure>;
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
