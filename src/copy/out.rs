//! Where a copy goes, entry by entry: into a zip, or to a thread that writes it.

use std::io::{self, Seek, Write};

use super::{Copy, Failure};
use crate::package::Package;

pub(crate) trait Out {
    /// Begins an entry; `bytes` is about how many it will have.
    fn begin(&mut self, name: &str, bytes: u64) -> Result<(), Failure>;
    /// Writes some bytes of it.
    fn write(&mut self, bytes: &[u8]) -> Result<(), Failure>;
    /// Copies an entry as it is packed, perhaps under another name.
    fn keep(&mut self, package: &Package, entry: usize, name: Option<&str>) -> Result<(), Failure>;
}

impl<W: Write + Seek> Out for Copy<W> {
    fn begin(&mut self, name: &str, bytes: u64) -> Result<(), Failure> {
        Self::begin(self, name, bytes)
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        Ok(self.write_all(bytes)?)
    }

    fn keep(&mut self, package: &Package, entry: usize, name: Option<&str>) -> Result<(), Failure> {
        Self::keep(self, package, entry, name)
    }
}

/// The entry at hand, for whoever knows nothing of entries.
pub(crate) struct Entry<'a>(pub(crate) &'a mut dyn Out);

impl Write for Entry<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.0.write(bytes) {
            Ok(()) => Ok(bytes.len()),
            Err(Failure::Unwritten(error)) => Err(error),
            Err(failure) => Err(io::Error::other(failure.to_string())),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
