//! Where the report goes. What is read is never written to, and what was there before stays until the report is whole.

use std::cell::Cell;
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, BufWriter, Seek as _, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use crate::identity::Identity;
use crate::say::about;

/// A place for the report. It is found, and refused, before anything is read.
pub(crate) enum Place {
    /// Standard output.
    Standard,
    /// A pipe, a device, or what is open already: written straight through.
    Through(File),
    /// A file, which is replaced when the report is whole.
    File(Box<Replaced>),
}

/// A file that the report will replace.
pub(crate) struct Replaced {
    /// Its path, links resolved: a link stays, and what it leads to is replaced.
    path: PathBuf,
    /// What is there now.
    old: Option<Metadata>,
    /// What is written meanwhile. It has no name, so that nothing is left of it however the program ends.
    spool: File,
    /// Whether the folder takes new files. If not, the report is written over the old one.
    is_beside: bool,
}

impl Place {
    /// Where `--output` leads.
    pub(crate) fn of(path: &Path) -> io::Result<Self> {
        Self::find(path).map_err(|error| about(path, &error))
    }

    fn find(path: &Path) -> io::Result<Self> {
        if is_device_name(path) {
            return Ok(Self::Through(OpenOptions::new().write(true).open(path)?));
        }
        match fs::metadata(path) {
            Ok(there) if there.is_dir() => Err(io::Error::other("this is a folder; name a file in it")),
            Ok(there) => {
                if let Some(open) = is_open_already(path) {
                    return Ok(Self::Through(open));
                }
                if !there.is_file() {
                    return Ok(Self::Through(OpenOptions::new().write(true).open(path)?));
                }
                if is_descriptor(path) {
                    // Whoever opened it decided what becomes of its content.
                    return Ok(Self::Through(OpenOptions::new().append(true).open(path)?));
                }
                // Renaming would get past a write protection, which somebody has put there for a reason.
                drop(OpenOptions::new().write(true).open(path)?);
                Replaced::new(behind_links(path)?, Some(there)).map(|it| Self::File(Box::new(it)))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Replaced::new(behind_links(path)?, None).map(|it| Self::File(Box::new(it)))
            }
            Err(error) => Err(error),
        }
    }

    /// The file that will be written to, and its folder, links resolved; none if no file will be.
    pub(crate) fn file(&self) -> Option<&Path> {
        match self {
            Self::File(replaced) => Some(&replaced.path),
            Self::Standard | Self::Through(_) => None,
        }
    }

    /// What is there now, if it is something that could be read as well: a file or a pipe. What is read from and
    /// written to a terminal or the null device is not the same.
    pub(crate) fn identity(&self) -> Option<Identity> {
        match self {
            Self::File(replaced) if replaced.old.is_some() => Identity::of(&replaced.path).ok(),
            Self::Through(open) if !is_character_device(open) => Identity::of_open(open).ok(),
            _ => None,
        }
    }
}

impl Replaced {
    fn new(path: PathBuf, old: Option<Metadata>) -> io::Result<Self> {
        let folder = path.parent().unwrap_or(Path::new(""));
        let (spool, is_beside) = match tempfile::tempfile_in(folder) {
            Ok(spool) => (spool, true),
            // The file itself may be writable all the same.
            Err(_) if old.is_some() => (tempfile::tempfile()?, false),
            Err(error) => return Err(plain(&error)),
        };
        Ok(Self { path, old, spool, is_beside })
    }

    /// What is written meanwhile.
    pub(crate) fn spool(&self) -> io::Result<File> {
        self.spool.try_clone()
    }

    /// Puts the whole report in the place of what was there.
    pub(crate) fn replace(mut self) -> io::Result<()> {
        if self.is_beside {
            match self.rename() {
                Err(error) if self.old.is_none() => return Err(error),
                // Some files cannot be renamed to, such as one that is mounted by itself.
                Err(_) => {}
                Ok(()) => return Ok(()),
            }
        }
        self.write_over()
    }

    fn rename(&mut self) -> io::Result<()> {
        let folder = self.path.parent().unwrap_or(Path::new(""));
        let mut builder = tempfile::Builder::new();
        builder.prefix(".rostercheck-").suffix(".part");
        #[cfg(unix)]
        if self.old.is_none() {
            // As any new file: the mask of the process decides.
            builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        }
        let mut beside = builder.tempfile_in(folder).map_err(|error| plain(&error))?;
        self.spool.rewind()?;
        io::copy(&mut self.spool, beside.as_file_mut())?;
        if let Some(old) = &self.old {
            keep_owner_and_permissions(beside.as_file(), old)?;
        }
        beside.as_file().sync_all()?;
        beside.persist(&self.path)?;
        Ok(())
    }

    /// Writes over the old report: first makes room, which may fail without harm, and then begins.
    fn write_over(&mut self) -> io::Result<()> {
        let mut target = OpenOptions::new().write(true).open(&self.path)?;
        let (old, new) = (target.metadata()?.len(), self.spool.metadata()?.len());
        if new > old {
            target.seek(SeekFrom::Start(old))?;
            let room = io::copy(&mut io::Read::take(io::repeat(b' '), new - old), &mut target);
            if let Err(error) = room.and_then(|_| target.sync_data()) {
                target.set_len(old)?;
                return Err(error);
            }
        }
        target.rewind()?;
        self.spool.rewind()?;
        io::copy(&mut self.spool, &mut target)?;
        target.set_len(new)?;
        target.sync_all()
    }
}

/// Gives the new file what the old one had: its owner, its group and its permissions, as far as this user may. What the
/// old group was allowed to do is not given to another one.
#[cfg(unix)]
fn keep_owner_and_permissions(file: &File, old: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, fchown};
    if fchown(file, Some(old.uid()), Some(old.gid())).is_err() {
        drop(fchown(file, None, Some(old.gid())));
    }
    let group = if file.metadata()?.gid() == old.gid() { 0o070 } else { 0 };
    file.set_permissions(fs::Permissions::from_mode(old.mode() & (0o707 | group)))
}

/// The old file can be written, and there is nothing else that a new one would not have; what it inherits from its
/// folder is as good as what the old one inherited.
#[cfg(not(unix))]
#[allow(clippy::unnecessary_wraps, reason = "elsewhere it may fail")]
fn keep_owner_and_permissions(_: &File, _: &Metadata) -> io::Result<()> {
    Ok(())
}

/// What `tempfile` says, without the path of a file that nobody asked for.
fn plain(error: &io::Error) -> io::Error {
    let words = error.to_string();
    io::Error::new(error.kind(), words.split_once(" at path ").map_or(&*words, |(words, _)| words))
}

/// The path that links lead to, with its folder as the system names it. The file need not be there.
pub(crate) fn behind_links(path: &Path) -> io::Result<PathBuf> {
    /// As many as the usual systems follow.
    const MOST_LINKS: usize = 40;
    let mut path = path.to_owned();
    for _ in 0..MOST_LINKS {
        let folder = path.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
        if fs::symlink_metadata(&path).is_ok_and(|there| there.is_symlink()) {
            path = folder.join(fs::read_link(&path)?);
            continue;
        }
        let is_folder = path.to_string_lossy().ends_with(std::path::is_separator);
        let name = path.file_name().filter(|_| !is_folder);
        let name = name.ok_or_else(|| io::Error::other("this is not the name of a file"))?;
        return Ok(fs::canonicalize(folder)?.join(name));
    }
    Err(io::Error::other("its links lead in a circle"))
}

/// Standard output or standard error, if that is where a path leads: by whatever name, it is written to as it is open.
fn is_open_already(path: &Path) -> Option<File> {
    // Not every system tells by its identity what one of these names leads to.
    let named = |names: [&str; 3]| cfg!(unix) && names.iter().any(|name| path.as_os_str() == *name);
    if named(["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"]) {
        return of_standard_output();
    }
    if named(["/dev/stderr", "/dev/fd/2", "/proc/self/fd/2"]) {
        return of_standard_error();
    }
    let identity = Identity::of(path).ok()?;
    let is_it = |open: &File| Identity::of_open(open).is_ok_and(|open| open == identity);
    [of_standard_output(), of_standard_error()].into_iter().flatten().find(is_it)
}

#[cfg(unix)]
pub(crate) fn of_standard_output() -> Option<File> {
    use std::os::fd::AsFd as _;
    io::stdout().as_fd().try_clone_to_owned().ok().map(File::from)
}

#[cfg(unix)]
fn of_standard_error() -> Option<File> {
    use std::os::fd::AsFd as _;
    io::stderr().as_fd().try_clone_to_owned().ok().map(File::from)
}

#[cfg(windows)]
pub(crate) fn of_standard_output() -> Option<File> {
    use std::os::windows::io::AsHandle as _;
    io::stdout().as_handle().try_clone_to_owned().ok().map(File::from)
}

#[cfg(windows)]
fn of_standard_error() -> Option<File> {
    use std::os::windows::io::AsHandle as _;
    io::stderr().as_handle().try_clone_to_owned().ok().map(File::from)
}

/// Whether a path names what this process has open under a number: `/dev/fd/3`.
fn is_descriptor(path: &Path) -> bool {
    let folder = path.parent().and_then(|folder| fs::canonicalize(folder).ok());
    folder.is_some_and(|folder| {
        folder == Path::new("/dev/fd") || (folder.starts_with("/proc") && folder.file_name() == Some("fd".as_ref()))
    })
}

#[cfg(unix)]
fn is_character_device(file: &File) -> bool {
    use std::os::unix::fs::FileTypeExt as _;
    file.metadata().is_ok_and(|it| it.file_type().is_char_device())
}

#[cfg(windows)]
fn is_character_device(file: &File) -> bool {
    winapi_util::file::typ(file).is_ok_and(|it| it.is_char())
}

/// Whether a name is one of a device wherever it stands. Elsewhere than on Windows devices are found by what they are.
fn is_device_name(path: &Path) -> bool {
    let path = path.to_string_lossy().to_ascii_uppercase();
    let name = path.rsplit(std::path::is_separator).next().unwrap_or_default();
    let stem = name.split(['.', ':']).next().unwrap_or_default().trim_end();
    let is_numbered = || stem.len() == 4 && (stem.starts_with("COM") || stem.starts_with("LPT"));
    cfg!(windows)
        && (path.starts_with(r"\\.\")
            || matches!(stem, "NUL" | "CON" | "CONOUT$" | "PRN" | "AUX")
            || (is_numbered() && stem.ends_with(|it: char| it.is_ascii_digit())))
}

/// The report on its way. Whether anybody takes it does not matter to the check: when a reader has gone, the rest is
/// dropped.
pub(crate) struct Output {
    writer: BufWriter<Way>,
    is_unread: Rc<Cell<bool>>,
    replaced: Option<Box<Replaced>>,
}

struct Way {
    to: Box<dyn Write>,
    is_unread: Rc<Cell<bool>>,
}

impl Output {
    /// The way to a place. `standard` is standard output.
    pub(crate) fn new(place: Place, standard: impl FnOnce() -> Box<dyn Write>) -> io::Result<Self> {
        let (to, replaced): (Box<dyn Write>, _) = match place {
            Place::Standard => (standard(), None),
            Place::Through(open) => (Box::new(open), None),
            Place::File(replaced) => (Box::new(replaced.spool.try_clone()?), Some(replaced)),
        };
        let is_unread = Rc::new(Cell::new(false));
        let way = Way { to, is_unread: is_unread.clone() };
        Ok(Self { writer: BufWriter::new(way), is_unread, replaced })
    }

    /// Whether the reader has gone, as `head` does when it has seen enough.
    pub(crate) fn is_unread(&self) -> Rc<Cell<bool>> {
        self.is_unread.clone()
    }

    /// Ends the report: what was there before is replaced now.
    pub(crate) fn end(mut self) -> io::Result<()> {
        self.writer.flush()?;
        self.replaced.take().map_or(Ok(()), |replaced| replaced.replace())
    }
}

impl Write for Output {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        self.writer.write(buffer)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

impl Way {
    fn unless_unread<T>(&mut self, result: io::Result<T>, otherwise: T) -> io::Result<T> {
        match result {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.is_unread.set(true);
                Ok(otherwise)
            }
            result => result,
        }
    }
}

impl Write for Way {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        if self.is_unread.get() {
            return Ok(buffer.len());
        }
        let result = self.to.write(buffer);
        self.unless_unread(result, buffer.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.is_unread.get() {
            return Ok(());
        }
        let result = self.to.flush();
        self.unless_unread(result, ())
    }
}

/// The width of the terminal, where it says one.
pub(crate) fn columns() -> usize {
    terminal_size::terminal_size().map_or(usize::MAX, |(terminal_size::Width(columns), _)| columns.into())
}
