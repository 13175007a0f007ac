//! A folder on disk: what is in it, and its files, which are opened in turn.
//!
//! Only what is a file is opened. Links to files are followed, wherever they lead, as programs that make zips do; links
//! to folders are not, because they may lead anywhere and back. Whatever else is there is named, and not touched.

use std::fs::{self, File, FileType, OpenOptions};
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use rostercheck::package::{Bytes, Content, Limits, OpenFile, Package, ReadFailure, Unopened};

use crate::identity::Identity;
use crate::in_turn::in_turn;

/// Files of one folder that are open at a time: the one that is read, and one more for who reads ahead.
const MOST_OPEN: usize = 2;

/// What was found in a folder, by paths in it with `/` between the steps.
pub(crate) struct Listing {
    pub(crate) found: Vec<(String, Result<FolderFile, Unopened>)>,
    /// Whether the limit on the number of files ended it.
    pub(crate) is_cut: bool,
}

/// A file in a folder. It is open only while it is read.
#[derive(Clone)]
pub(crate) struct FolderFile {
    path: Arc<Path>,
    identity: Identity,
    stamp: Stamp,
    shelf: Arc<Shelf>,
}

/// What tells whether a file is still as it was found. Its identity does not: some network drives give a file another
/// one whenever it is opened.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Stamp {
    len: u64,
    modified: Option<SystemTime>,
}

/// The open files of a folder, the last used first.
#[derive(Default)]
struct Shelf(Mutex<Vec<(Arc<Path>, Arc<File>)>>);

impl Listing {
    /// Looks through a folder. Fails if the folder itself cannot be listed.
    pub(crate) fn of(folder: &Path, most: usize) -> io::Result<Self> {
        let mut listing = Self { found: Vec::new(), is_cut: false };
        let open_files = Arc::default();
        let mut folders = vec![(folder.to_owned(), String::new())];
        let mut seen = 0;
        while let Some((folder, prefix)) = folders.pop() {
            // The folder is closed again before its files are opened; an entry would keep it open.
            let mut inside = Vec::new();
            let listed = in_turn(|| fs::read_dir(&folder)).and_then(|entries| {
                for entry in entries {
                    seen += 1;
                    if seen > most {
                        listing.is_cut = true;
                        break;
                    }
                    let entry = entry?;
                    inside.push((entry.path(), entry.file_name(), entry.file_type()));
                }
                Ok(())
            });
            match listed {
                Err(error) if prefix.is_empty() => return Err(error),
                Err(error) => listing.found.push((prefix.clone(), Err(Unopened::Folder(failure(&error))))),
                Ok(()) => {}
            }
            if listing.is_cut {
                break;
            }
            for (path, name, kind) in inside {
                let name = format!("{prefix}{}", name.to_string_lossy());
                match kind {
                    Ok(kind) if kind.is_dir() => folders.push((path, format!("{name}/"))),
                    Ok(kind) => listing.add(name, &path, kind, &open_files),
                    Err(error) => listing.found.push((name, Err(Unopened::File(failure(&error))))),
                }
            }
        }
        listing.found.sort_by(|one, other| one.0.cmp(&other.0));
        Ok(listing)
    }

    fn add(&mut self, name: String, path: &Path, kind: FileType, open_files: &Arc<Shelf>) {
        let led_to = if kind.is_symlink() { behind_link(path) } else { Ok(kind) };
        let found = led_to.and_then(|kind| if kind.is_file() { Ok(()) } else { Err(special(kind)) });
        // That it can be opened is seen now, for files too that the check has no need to read.
        let opened = || in_turn(|| open(path)).unwrap_or_else(|error| Err(Unopened::File(failure(&error))));
        let found = found.and_then(|()| opened()).and_then(|(file, stamp)| {
            let identity = Identity::of_open(&file).map_err(|error| Unopened::File(failure(&error)))?;
            Ok(FolderFile { path: path.into(), identity, stamp, shelf: open_files.clone() })
        });
        let name = if matches!(found, Err(Unopened::LinkToFolder)) { name + "/" } else { name };
        self.found.push((name, found));
    }

    /// The folder as a package.
    pub(crate) fn package(&self, name: &str, limits: Limits) -> Package {
        let file = |file: &Result<FolderFile, Unopened>| -> Content {
            let file = file.as_ref().map_err(Clone::clone)?;
            Ok(Box::new(file.clone()))
        };
        Package::from_folder(name, self.found.iter().map(|(path, found)| (path.clone(), file(found))).collect(), limits)
    }

    /// The files with their paths. None where one cannot be opened.
    pub(crate) fn files(&self) -> Option<Vec<(String, Box<dyn Bytes>)>> {
        let file = |(path, found): &(String, Result<FolderFile, Unopened>)| {
            Some((path.clone(), Box::new(found.as_ref().ok()?.clone()) as Box<dyn Bytes>))
        };
        self.found.iter().map(file).collect()
    }

    /// The path of the file that is this one.
    pub(crate) fn path_of(self, identity: Identity) -> Option<String> {
        let mut found = self.found.into_iter();
        let is_it = |found: &Result<FolderFile, Unopened>| found.as_ref().is_ok_and(|it| it.identity == identity);
        found.find(|(_, found)| is_it(found)).map(|(path, _)| path)
    }
}

fn failure(error: &io::Error) -> ReadFailure {
    ReadFailure { reason: error.to_string() }
}

fn behind_link(path: &Path) -> Result<FileType, Unopened> {
    match fs::metadata(path) {
        Ok(there) if there.is_dir() => Err(Unopened::LinkToFolder),
        Ok(there) => Ok(there.file_type()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(Unopened::DanglingLink),
        Err(error) => Err(Unopened::BrokenLink(failure(&error))),
    }
}

/// What is no file, and neither a folder.
#[cfg(unix)]
fn special(kind: FileType) -> Unopened {
    use std::os::unix::fs::FileTypeExt as _;
    if kind.is_fifo() {
        Unopened::Pipe
    } else if kind.is_socket() {
        Unopened::Socket
    } else {
        Unopened::Device
    }
}

#[cfg(not(unix))]
fn special(_: FileType) -> Unopened {
    Unopened::Device
}

/// Opens a file, and nothing else: not even what has taken its place a moment ago can make it wait.
fn open(path: &Path) -> io::Result<Result<(File, Stamp), Unopened>> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, libc::O_NONBLOCK | libc::O_NOCTTY);
    let file = options.open(path)?;
    let there = file.metadata()?;
    if !there.is_file() {
        return Ok(Err(special(there.file_type())));
    }
    Ok(Ok((file, Stamp { len: there.len(), modified: there.modified().ok() })))
}

impl FolderFile {
    /// The open file, which is opened now if need be. Another one may be closed for it.
    fn file(&self) -> Result<Arc<File>, ReadFailure> {
        let mut open_files = self.shelf.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(at) = open_files.iter().position(|(path, _)| *path == self.path) {
            if at > 0 {
                open_files.swap(0, at);
            }
            return open_files.first().map(|(_, file)| file.clone()).ok_or_else(replaced);
        }
        open_files.truncate(MOST_OPEN - 1);
        let opened = open(&self.path).or_else(|_| {
            // Perhaps too much is open: first that which nobody reads any more is closed.
            open_files.clear();
            in_turn(|| open(&self.path))
        });
        match opened {
            Ok(Ok((file, stamp))) if stamp == self.stamp => {
                let file = Arc::new(file);
                open_files.insert(0, (self.path.clone(), file.clone()));
                Ok(file)
            }
            Ok(_) => Err(replaced()),
            Err(error) => Err(failure(&error)),
        }
    }
}

fn replaced() -> ReadFailure {
    ReadFailure { reason: "it changed while the folder was read".into() }
}

impl Bytes for FolderFile {
    fn len(&self) -> u64 {
        self.stamp.len
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> Result<usize, ReadFailure> {
        OpenFile::read_slice(&*self.file()?, offset, buffer)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]
mod tests {
    use std::path::Path;

    use rostercheck::package::Bytes as _;

    use super::{FolderFile, Listing};

    fn files(folder: &Path) -> Vec<FolderFile> {
        Listing::of(folder, 100).unwrap().found.into_iter().map(|(_, found)| found.ok().unwrap()).collect()
    }

    fn content(file: &FolderFile) -> Result<Vec<u8>, String> {
        let mut buffer = [0; 100];
        let count = file.read_at(0, &mut buffer).map_err(|failure| failure.reason)?;
        Ok(buffer[..count].to_vec())
    }

    #[test]
    fn files_are_read_in_whatever_order_and_few_are_open() {
        let folder = tempfile::tempdir().unwrap();
        for name in 10..30 {
            std::fs::write(folder.path().join(name.to_string()), name.to_string()).unwrap();
        }
        let files = files(folder.path());
        for place in [0, 1, 0, 2, 1, 0, 19, 0, 19, 5] {
            assert_eq!(content(&files[place]).unwrap(), (10 + place).to_string().into_bytes());
            assert!(files[0].shelf.0.lock().unwrap().len() <= super::MOST_OPEN);
        }
    }

    #[test]
    fn a_file_that_is_replaced_meanwhile_is_not_taken_for_the_one_that_was_found() {
        let replaced = Err("it changed while the folder was read".to_owned());
        for change in [
            |path: &Path| std::fs::write(path, "something longer").unwrap(),
            |path: &Path| {
                std::fs::write(path.with_extension("new"), "other text").unwrap();
                std::fs::rename(path.with_extension("new"), path).unwrap();
            },
            #[cfg(unix)]
            |path: &Path| {
                std::fs::remove_file(path).unwrap();
                assert!(std::process::Command::new("mkfifo").arg(path).status().unwrap().success());
            },
        ] {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("users.csv");
            std::fs::write(&path, "text").unwrap();
            let files = files(folder.path());
            change(&path);
            assert_eq!(content(&files[0]), replaced);
        }
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("users.csv"), "text").unwrap();
        let files = files(folder.path());
        std::fs::remove_file(folder.path().join("users.csv")).unwrap();
        assert!(content(&files[0]).is_err());
    }

    #[test]
    fn the_limit_counts_folders_and_files() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(folder.path().join("a/b/c")).unwrap();
        std::fs::write(folder.path().join("a/b/c/users.csv"), "").unwrap();
        let listing = |most| Listing::of(folder.path(), most).unwrap();
        assert!(!listing(4).is_cut && listing(3).is_cut);
        assert_eq!(listing(4).found[0].0, "a/b/c/users.csv");
    }
}
