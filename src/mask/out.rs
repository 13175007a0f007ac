//! Where a masked copy goes, entry by entry: into a zip, or to a thread that writes it.

use std::io::{Seek, Write};

use crate::copy::{Copy, Failure};
use crate::package::Package;

pub(super) trait Out {
    /// Begins an entry; `bytes` is about how many it will have.
    fn begin(&mut self, name: &str, bytes: u64) -> Result<(), Failure>;
    /// Writes some bytes of it.
    fn write(&mut self, bytes: &[u8]) -> Result<(), Failure>;
    /// Copies an entry as it is packed.
    fn keep(&mut self, package: &Package, entry: usize) -> Result<(), Failure>;
}

impl<W: Write + Seek> Out for Copy<W> {
    fn begin(&mut self, name: &str, bytes: u64) -> Result<(), Failure> {
        Self::begin(self, name, bytes)
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        Ok(self.write_all(bytes)?)
    }

    fn keep(&mut self, package: &Package, entry: usize) -> Result<(), Failure> {
        Self::keep(self, package, entry, None)
    }
}
