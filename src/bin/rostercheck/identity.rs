//! Which file a path leads to, whatever it is called there: links, other spellings and other names are seen through.

use std::fs::File;
use std::io;
use std::path::Path;

/// What tells a file, a folder or a pipe from all others of this computer: the device or volume, and a number on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Identity {
    volume: u64,
    number: u64,
}

#[cfg(unix)]
impl Identity {
    /// Of what a path leads to. It is not opened.
    pub(crate) fn of(path: &Path) -> io::Result<Self> {
        std::fs::metadata(path).map(|metadata| Self::from(&metadata))
    }

    /// Of a file that is open.
    pub(crate) fn of_open(file: &File) -> io::Result<Self> {
        file.metadata().map(|metadata| Self::from(&metadata))
    }
}

#[cfg(unix)]
impl From<&std::fs::Metadata> for Identity {
    fn from(metadata: &std::fs::Metadata) -> Self {
        use std::os::unix::fs::MetadataExt as _;
        Self { volume: metadata.dev(), number: metadata.ino() }
    }
}

#[cfg(windows)]
impl Identity {
    /// Of what a path leads to. Windows tells it only of what is open; it is opened for its attributes alone.
    pub(crate) fn of(path: &Path) -> io::Result<Self> {
        use std::os::windows::fs::OpenOptionsExt as _;
        /// Without it folders cannot be opened.
        const FILE_FLAG_BACKUP_SEMANTICS: u32 = 0x0200_0000;
        let open = std::fs::OpenOptions::new().access_mode(0).custom_flags(FILE_FLAG_BACKUP_SEMANTICS).open(path)?;
        Self::of_open(&open)
    }

    /// Of a file that is open.
    pub(crate) fn of_open(file: &File) -> io::Result<Self> {
        let facts = winapi_util::file::information(file)?;
        Ok(Self { volume: facts.volume_serial_number(), number: facts.file_index() })
    }
}
