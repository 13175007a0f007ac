//! The words for why a copy was not made.

use std::fmt::{Display, Formatter, Result};

use super::Failure;
use crate::package::EntryFailure;

/// Told as failures of writing.
pub(super) const NO_HEADER: &str = "its header was not understood";
pub(super) const ENDED: &str = "the copy has ended";
pub(super) const UNREAD: &str = "the package could not be read";
#[cfg(not(target_arch = "wasm32"))]
pub(super) const NOT_OPENED_AGAIN: &str = "the package could not be opened once more";
pub(super) const PASSED_ON: &str = "what is to be changed has been passed on";

impl Display for Failure {
    fn fmt(&self, to: &mut Formatter<'_>) -> Result {
        match self {
            Self::Unread { path, why: EntryFailure::Host(failure) } => {
                write!(to, "{path} could not be read: {failure}")
            }
            Self::Unread { path, .. } => {
                write!(to, "{path} could not be read to its end; a check of the package tells why")
            }
            Self::SameName { path } => write!(to, "two files would be named {path}"),
            Self::Cancelled => to.write_str("the copy was stopped"),
            Self::Unwritten(error) => write!(to, "the copy could not be written: {error}"),
        }
    }
}
