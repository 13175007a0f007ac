//! The report never goes where something is read, by whatever name and through whatever links.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use rostercheck::rules::visible;

use crate::files::is_standard_input;
use crate::folder::Listing;
use crate::identity::Identity;
use crate::output::{Place, behind_links, of_standard_output};
use crate::say;

/// Refuses a place for the report if it is one of the files that are to be checked, or in one of the folders: the next
/// check would take the report for a part of the package. `most` files of a folder are looked at, as in the check.
pub(crate) fn refuse_inputs(place: &Place, output: Option<&Path>, paths: &[PathBuf], most: usize) -> io::Result<()> {
    let target = match place {
        Place::Standard => of_standard_output().and_then(|open| of_file(&open)),
        _ => place.identity(),
    };
    for path in paths {
        let shown = say::path(path);
        if is_standard_input(path) {
            if target.is_some() && of_standard_input() == target {
                return Err(refused(output, "standard input, which is to be checked"));
            }
            continue;
        }
        let Ok(there) = fs::metadata(path) else {
            // It may be there a moment later. Why it cannot be looked at is told when it is opened.
            if place.file().is_some_and(|file| behind_links(path).is_ok_and(|path| path == file)) {
                return Err(refused(output, &format!("{shown}, which is to be checked")));
            }
            continue;
        };
        let Ok(identity) = Identity::of(path) else { continue };
        if !there.is_dir() {
            if target == Some(identity) {
                return Err(refused(output, &format!("{shown}, which is to be checked")));
            }
            continue;
        }
        let read = target.and_then(|target| Listing::of(path, most).ok()?.path_of(target));
        // A log in the folder harms nothing, unlike a roster to which the report is added.
        if let Some(read) = read.filter(|read| output.is_some() || read.to_ascii_lowercase().ends_with(".csv")) {
            return Err(refused(output, &format!("{} in {shown}, which is to be checked", visible(&read))));
        }
        let is_inside =
            |file: &Path| file.ancestors().skip(1).any(|it| Identity::of(it).is_ok_and(|it| it == identity));
        if place.file().is_some_and(is_inside) {
            let words =
                format!("a file in {shown}, which is to be checked: the next check would read the report as well");
            return Err(refused(output, &words));
        }
    }
    Ok(())
}

fn refused(output: Option<&Path>, what: &str) -> io::Error {
    let output = output.map_or_else(|| "standard output".to_owned(), |path| format!("--output {}", say::path(path)));
    io::Error::other(format!("{output} is {what}. Choose another place for the report. Nothing was written."))
}

/// The identity of what is open, if it is a file that has something in it or may get something.
fn of_file(open: &File) -> Option<Identity> {
    open.metadata().ok().filter(fs::Metadata::is_file)?;
    Identity::of_open(open).ok()
}

#[cfg(unix)]
fn of_standard_input() -> Option<Identity> {
    use std::os::fd::AsFd as _;
    of_file(&io::stdin().as_fd().try_clone_to_owned().ok().map(File::from)?)
}

#[cfg(windows)]
fn of_standard_input() -> Option<Identity> {
    use std::os::windows::io::AsHandle as _;
    of_file(&io::stdin().as_handle().try_clone_to_owned().ok().map(File::from)?)
}
