//! Why a copy was not made. How it is told stands in `words.rs`.

use std::io;

use crate::package::EntryFailure;

/// Why a copy was not made. What was written up to there is no zip.
#[derive(Debug)]
pub enum Failure {
    /// A file of the package could not be read to its end.
    Unread {
        /// The file.
        path: String,
        /// Why not.
        why: EntryFailure,
    },
    /// Two files of the copy would have one name.
    SameName {
        /// The name.
        path: String,
    },
    /// The copy could not be written.
    Unwritten(io::Error),
    /// The host stopped it.
    Cancelled,
}

impl std::error::Error for Failure {}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Unwritten(error)
    }
}
