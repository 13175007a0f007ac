//! A zip, written entry by entry.

use std::cell::Cell;
use std::io::{self, Seek, SeekFrom, Write};
use std::rc::Rc;

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

use super::failure::Failure;
use super::headed::Headed;
use super::words;
use crate::numbered::Numbered;
use crate::package::Package;

/// How hard it is packed: most of what a higher level saves, in much less time.
const LEVEL: i64 = 2;

/// Bytes of a file from which on it may get more than 4 GiB while it is written, so that it needs 64-bit numbers.
const MAY_GET_LARGE: u64 = 1 << 30;

/// What a file may be used for once it is unpacked on Unix.
const PERMISSIONS: u32 = 0o644;

/// A zip on its way. An entry is written through [`Write`] after [`Copy::begin`].
pub struct Copy<W: Write + Seek> {
    /// None once it has ended.
    zip: Option<ZipWriter<Gate<W>>>,
    is_given_up: Rc<Cell<bool>>,
    names: Numbered,
}

/// Swallows what is written once the copy is given up or could not be written: the library ends every zip, even one that
/// failed, and tells standard error if it cannot.
struct Gate<W> {
    to: W,
    /// Where it stands.
    at: u64,
    is_given_up: Rc<Cell<bool>>,
}

impl<W: Write + Seek> Copy<W> {
    /// Writes to `to`, from its start.
    pub fn new(to: W) -> Self {
        let is_given_up = Rc::new(Cell::new(false));
        let gate = Gate { to, at: 0, is_given_up: is_given_up.clone() };
        Self { zip: Some(ZipWriter::new(gate)), is_given_up, names: Numbered::default() }
    }

    /// Copies an entry as it is packed, under its own name or another one. Its packed bytes are not looked at, so that
    /// damage in them stays.
    pub fn keep(&mut self, package: &Package, entry: usize, name: Option<&str>) -> Result<(), Failure> {
        let Some(stored) = package.entries().get(entry) else { return Ok(()) };
        let name = name.unwrap_or(&stored.path);
        if stored.is_directory {
            self.take_name(name)?;
            return self.zip()?.add_directory(name, options(0)).map_err(failure);
        }
        let unread = |why| Failure::Unread { path: stored.path.clone(), why };
        let Some(packed) = package.packed(entry).map_err(unread)?.filter(Headed::fits) else {
            return self.pack_anew(package, entry, name);
        };
        self.take_name(name)?;
        let mut source = Headed::new(packed, stored.method, name);
        let result = match zip::read::read_zipfile_from_stream(&mut source) {
            Ok(Some(file)) => self.zip()?.raw_copy_file_touch(file, DateTime::DEFAULT, Some(PERMISSIONS)),
            Ok(None) => Err(ZipError::Io(io::Error::other(words::NO_HEADER))),
            Err(error) => Err(error),
        };
        match source.failed {
            Some(why) => Err(unread(why)),
            None => result.map_err(failure),
        }
    }

    fn pack_anew(&mut self, package: &Package, entry: usize, name: &str) -> Result<(), Failure> {
        let Some(stored) = package.entries().get(entry) else { return Ok(()) };
        let unread = |why| Failure::Unread { path: stored.path.clone(), why };
        let mut reader = package.read(entry).map_err(unread)?;
        self.begin(name, stored.bytes)?;
        let mut piece = vec![0; 1 << 18];
        loop {
            match reader.read(&mut piece).map_err(unread)? {
                0 => return Ok(()),
                count => self.write_all(piece.get(..count).unwrap_or_default())?,
            }
        }
    }

    /// Begins an entry that is written anew. `bytes` is about how many it will have; a few times as many are allowed.
    pub fn begin(&mut self, name: &str, bytes: u64) -> Result<(), Failure> {
        self.take_name(name)?;
        self.zip()?.start_file(name, options(bytes)).map_err(failure)
    }

    /// Writes an entry that is known whole.
    pub fn add(&mut self, name: &str, bytes: &[u8]) -> Result<(), Failure> {
        self.begin(name, bytes.len() as u64)?;
        Ok(self.write_all(bytes)?)
    }

    /// Writes the directory and gives back what was written to.
    pub fn end(mut self) -> Result<W, Failure> {
        let gate = self.zip.take().ok_or_else(ended)?.finish().map_err(failure)?;
        // Whatever the library made of an error, bytes are missing since.
        if self.is_given_up.get() { Err(Failure::Unwritten(ended())) } else { Ok(gate.to) }
    }

    fn take_name(&mut self, name: &str) -> Result<(), Failure> {
        if self.names.is_new(name) { Ok(()) } else { Err(Failure::SameName { path: name.to_owned() }) }
    }

    fn zip(&mut self) -> Result<&mut ZipWriter<Gate<W>>, Failure> {
        self.zip.as_mut().ok_or_else(|| Failure::Unwritten(ended()))
    }
}

impl<W: Write + Seek> Write for Copy<W> {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        self.zip.as_mut().ok_or_else(ended)?.write(buffer)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.zip.as_mut().ok_or_else(ended)?.flush()
    }
}

impl<W: Write + Seek> Drop for Copy<W> {
    fn drop(&mut self) {
        self.is_given_up.set(true);
    }
}

impl<W> Gate<W> {
    fn unless_given_up<T>(&self, result: io::Result<T>) -> io::Result<T> {
        if result.as_ref().is_err_and(|error| error.kind() != io::ErrorKind::Interrupted) {
            self.is_given_up.set(true);
        }
        result
    }
}

impl<W: Write> Write for Gate<W> {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        let count = if self.is_given_up.get() {
            buffer.len()
        } else {
            let result = self.to.write(buffer);
            self.unless_given_up(result)?
        };
        self.at = self.at.saturating_add(count as u64);
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.is_given_up.get() {
            return Ok(());
        }
        let result = self.to.flush();
        self.unless_given_up(result)
    }
}

impl<W: Seek> Seek for Gate<W> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.at = match to {
            // Asked for the place only.
            SeekFrom::Current(0) if self.is_given_up.get() => self.at,
            SeekFrom::Start(at) if self.is_given_up.get() => at,
            _ => {
                let result = self.to.seek(to);
                self.unless_given_up(result)?
            }
        };
        Ok(self.at)
    }
}

fn ended() -> io::Error {
    io::Error::other(words::ENDED)
}

/// The same for every entry and on every computer.
fn options(bytes: u64) -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(LEVEL))
        .last_modified_time(DateTime::DEFAULT)
        .unix_permissions(PERMISSIONS)
        .system(System::Unix)
        .large_file(bytes >= MAY_GET_LARGE)
}

fn failure(error: ZipError) -> Failure {
    Failure::Unwritten(match error {
        ZipError::Io(error) => error,
        other => io::Error::other(other.to_string()),
    })
}
