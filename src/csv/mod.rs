//! From bytes to rows: encoding, line ends, quoting.
//!
//! [`Rows`] reads what the `csv` crate would forgive and says so, because a person who must mend an export needs to
//! know where a quote was opened, not that a parser coped. It is exact about places: the physical line counts as a
//! text editor counts, the record counts data rows from 1.

mod batch;
mod buffer;
mod comparing;
mod encoding;
mod index;
mod kept_row;
pub(crate) mod legacy;
mod limits;
mod line_end;
mod piece;
mod pieces;
mod repeats;
mod row;
mod row_bits;
mod rows;
mod scan;
mod simd;
mod source;
mod words;

pub use batch::Batch;
pub use encoding::Encoding;
pub(crate) use kept_row::KeptRow;
pub use legacy::Guess;
pub use line_end::LineEnds;
pub use piece::{Parts, Piece};
pub use pieces::Pieces;
pub use row::{Block, Row};
pub use row_bits::RowBits;
pub use rows::Rows;
pub use scan::{DefectKind, RowDefect};
pub use source::{Ahead, Source};
pub use words::CUT;
