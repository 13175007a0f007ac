//! Finds packages in folders, one after the other: however many there are, only the way to the next one is kept.

use std::fs::{self, ReadDir};
use std::io;
use std::path::{Path, PathBuf};
use std::vec;

/// What was found: the path of a package, or of what could not be looked at.
pub(crate) type Found = Result<PathBuf, (PathBuf, io::Error)>;

/// A walk through what was named on the command line. A folder with zips holds packages, one with CSV files and no zip is
/// a package itself, and in all others one looks further. Links to folders and names that begin with a dot are left out:
/// the former may lead in circles, the latter are what systems keep for themselves.
pub(crate) struct Walk {
    named: vec::IntoIter<PathBuf>,
    open: Vec<ReadDir>,
}

/// What lies in a folder.
#[derive(Default)]
struct Content {
    has_zips: bool,
    has_csv: bool,
}

impl Walk {
    pub(crate) fn new(paths: Vec<PathBuf>) -> Self {
        Self { named: paths.into_iter(), open: Vec::new() }
    }

    /// A folder that is a package, or nothing if it is to be searched.
    fn enter(&mut self, folder: PathBuf) -> Option<Found> {
        match content(&folder) {
            Ok(content) if content.has_csv && !content.has_zips => Some(Ok(folder)),
            Ok(_) => match fs::read_dir(&folder) {
                Ok(entries) => {
                    self.open.push(entries);
                    None
                }
                Err(error) => Some(Err((folder, error))),
            },
            Err(error) => Some(Err((folder, error))),
        }
    }
}

impl Iterator for Walk {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        loop {
            let Some(entries) = self.open.last_mut() else {
                let path = self.named.next()?;
                if path.is_dir() {
                    match self.enter(path) {
                        None => continue,
                        found => return found,
                    }
                }
                return Some(Ok(path));
            };
            let Some(Ok(entry)) = entries.next() else {
                // One that cannot be read further has told all that it can.
                self.open.pop();
                continue;
            };
            let name = entry.file_name();
            if name.to_string_lossy().starts_with('.') || name == "__MACOSX" {
                continue;
            }
            let path = entry.path();
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                match self.enter(path) {
                    None => continue,
                    found => return found,
                }
            }
            if ends_with(&path, "zip") {
                return Some(Ok(path));
            }
        }
    }
}

fn content(folder: &Path) -> io::Result<Content> {
    let mut content = Content::default();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        content.has_csv |= ends_with(&path, "csv");
        if ends_with(&path, "zip") {
            content.has_zips = true;
            break;
        }
    }
    Ok(content)
}

fn ends_with(path: &Path, ending: &str) -> bool {
    path.extension().is_some_and(|it| it.eq_ignore_ascii_case(ending))
}
