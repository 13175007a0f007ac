//! A file on disk, read in slices.

use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::Arc;

use super::{Bytes, ReadFailure};

/// An open file, read in slices, by several readers if need be.
#[derive(Clone, Debug)]
pub struct OpenFile {
    file: Arc<File>,
    len: u64,
}

impl OpenFile {
    /// A file that is open. Fails where its length cannot be told.
    pub fn new(file: File) -> io::Result<Self> {
        let len = file.metadata()?.len();
        Ok(Self { file: Arc::new(file), len })
    }

    /// Opens the file at a path.
    pub fn open(path: impl AsRef<Path>) -> io::Result<Self> {
        Self::new(File::open(path)?)
    }

    /// Copies bytes from `offset` on into `buffer`, without moving the place at which others read.
    pub fn read_slice(file: &File, offset: u64, buffer: &mut [u8]) -> Result<usize, ReadFailure> {
        #[cfg(unix)]
        let read = std::os::unix::fs::FileExt::read_at(file, buffer, offset);
        #[cfg(windows)]
        let read = std::os::windows::fs::FileExt::seek_read(file, buffer, offset);
        read.map_err(|error| ReadFailure { reason: error.to_string() })
    }
}

impl Bytes for OpenFile {
    fn len(&self) -> u64 {
        self.len
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> Result<usize, ReadFailure> {
        Self::read_slice(&self.file, offset, buffer)
    }
}
