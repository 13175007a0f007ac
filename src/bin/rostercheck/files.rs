//! The bytes of a package on disk or on standard input.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rostercheck::package::{Bytes, Limits, Package, ReadFailure};

/// A file that is read in slices, by several readers if need be.
#[derive(Clone)]
pub(crate) struct OpenFile {
    file: Arc<File>,
    len: u64,
}

impl OpenFile {
    fn new(file: File) -> io::Result<Self> {
        let len = file.metadata()?.len();
        Ok(Self { file: Arc::new(file), len })
    }
}

impl Bytes for OpenFile {
    fn len(&self) -> u64 {
        self.len
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> Result<usize, ReadFailure> {
        read_at(&self.file, offset, buffer).map_err(|error| ReadFailure { reason: error.to_string() })
    }
}

#[cfg(unix)]
fn read_at(file: &File, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
    std::os::unix::fs::FileExt::read_at(file, buffer, offset)
}

#[cfg(windows)]
fn read_at(file: &File, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
    std::os::windows::fs::FileExt::seek_read(file, buffer, offset)
}

/// What a path on the command line is: its name and its files, opened once, however often they are read.
#[derive(Clone)]
pub(crate) enum Input {
    /// A zip.
    Zip(String, OpenFile),
    /// A folder: its files by their paths in it.
    Folder(String, Vec<(String, OpenFile)>),
}

impl Input {
    /// The package, once more. None if it cannot be opened.
    pub(crate) fn package(self, limits: Limits) -> Option<Package> {
        match self {
            Input::Zip(name, file) => Package::open_zip(&name, Box::new(file), limits).ok(),
            Input::Folder(name, files) => Some(folder(&name, files, limits)),
        }
    }
}

/// A folder as a package.
pub(crate) fn folder(name: &str, files: Vec<(String, OpenFile)>, limits: Limits) -> Package {
    let files = files.into_iter().map(|(path, file)| (path, Box::new(file) as Box<dyn Bytes>)).collect();
    Package::from_files(name, files, limits)
}

/// Opens what a path names: a zip, a folder, or standard input.
pub(crate) fn open(path: &Path) -> io::Result<Input> {
    if path == Path::new("-") {
        // Kept in a file without a name, not in memory: a zip's directory stands at its end.
        let mut file = tempfile::tempfile()?;
        io::copy(&mut io::stdin().lock(), &mut file)?;
        return Ok(Input::Zip("-".into(), OpenFile::new(file)?));
    }
    let name = path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned());
    if path.is_dir() {
        let mut files = Vec::new();
        collect(path, "", &mut files)?;
        files.sort_by(|one, other| one.0.cmp(&other.0));
        let mut opened = Vec::with_capacity(files.len());
        for (relative, path) in files {
            opened.push((relative, OpenFile::new(File::open(path)?)?));
        }
        return Ok(Input::Folder(name, opened));
    }
    let mut file = File::open(path)?;
    // A first byte tells early whether the file can be read at all.
    let _ = file.read(&mut [0])?;
    Ok(Input::Zip(name, OpenFile::new(file)?))
}

fn collect(folder: &Path, prefix: &str, files: &mut Vec<(String, PathBuf)>) -> io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let relative = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &format!("{relative}/"), files)?;
        } else {
            files.push((relative, entry.path()));
        }
    }
    Ok(())
}
