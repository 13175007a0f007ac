//! What a path on the command line leads to: a zip, a folder, or a stream that is kept until it has ended.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;
use std::sync::Arc;

use rostercheck::package::{Fingerprint, Limits, OpenFile, Package, Unreadable};

use crate::folder::Listing;
use crate::in_turn::in_turn;

/// Bytes that are kept of a stream, in a file without a name. A zip that is not zip64 is no larger; of a larger one a
/// file can be made. The option `--no-limits` changes nothing about it, or a stream without an end would fill the disk.
const MOST_OF_A_STREAM: u64 = 4 << 30;

/// What the engine calls what has no name by which a zip could be judged.
const NO_NAME: &str = "-";

/// What a path on the command line is, opened once, however often it is read.
#[derive(Clone)]
pub(crate) enum Input {
    /// A zip, with its name.
    Zip(String, OpenFile),
    /// A folder, with its name and what is in it.
    Folder(String, Arc<Listing>),
    /// What was opened and cannot be a package.
    Neither(String, Unreadable),
}

impl Input {
    /// Computes the SHA-256 of what is checked. None where it cannot be read, which the check says itself.
    pub(crate) fn fingerprint(self) -> Option<String> {
        let mut fingerprint = match self {
            Input::Zip(_, file) => Fingerprint::of_zip(Box::new(file)),
            Input::Folder(_, listing) => Fingerprint::of_files(listing.files()?),
            Input::Neither(..) => return None,
        };
        fingerprint.step(u64::MAX).ok().flatten()
    }

    /// The package, once more. None if it cannot be opened.
    pub(crate) fn package(self, limits: Limits) -> Option<Package> {
        match self {
            Input::Zip(name, file) => Package::open_zip(&name, Box::new(file), limits).ok(),
            Input::Folder(name, listing) => Some(listing.package(&name, limits)),
            Input::Neither(..) => None,
        }
    }
}

/// What people call a path.
pub(crate) fn name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.to_string_lossy(), |name| name.to_string_lossy()).into_owned()
}

/// Whether a path is standard input, by one of its names.
pub(crate) fn is_standard_input(path: &Path) -> bool {
    let names: &[&str] = if cfg!(unix) { &["-", "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"] } else { &["-"] };
    names.iter().any(|name| path.as_os_str() == *name)
}

/// Opens what a path leads to.
pub(crate) fn open(path: &Path, limits: &Limits) -> io::Result<Input> {
    if is_standard_input(path) {
        return kept(io::stdin().lock());
    }
    let there = std::fs::metadata(path)?;
    if there.is_dir() {
        let listing = Listing::of(path, limits.entries)?;
        return Ok(if listing.is_cut {
            Input::Neither(name(path), Unreadable::TooManyFiles { limit: limits.entries })
        } else {
            Input::Folder(name(path), Arc::new(listing))
        });
    }
    let mut file = in_turn(|| File::open(path))?;
    // What was a file a moment ago need not be one any more.
    if !file.metadata()?.is_file() {
        return kept(file);
    }
    // A first byte tells early whether the file can be read at all.
    let _ = file.read(&mut [0])?;
    Ok(Input::Zip(name(path), OpenFile::new(file)?))
}

/// Keeps a stream in a file without a name, not in memory: a zip's directory stands at its end.
fn kept(stream: impl io::Read) -> io::Result<Input> {
    let most = most_of_a_stream();
    let no_room = |error: io::Error| {
        let words = format!("it could not be kept in {}: {error}", crate::say::path(&std::env::temp_dir()));
        io::Error::new(error.kind(), words)
    };
    let mut file = in_turn(tempfile::tempfile).map_err(no_room)?;
    let mut stream = stream.take(most.saturating_add(1));
    let mut buffer = vec![0; 1 << 18];
    let mut len = 0;
    loop {
        let count = match stream.read(&mut buffer) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            result => result?,
        };
        len += count as u64;
        if count == 0 {
            break;
        }
        if len > most {
            return Ok(Input::Neither(NO_NAME.into(), Unreadable::Endless { limit: most }));
        }
        io::Write::write_all(&mut file, buffer.get(..count).unwrap_or_default()).map_err(no_room)?;
    }
    Ok(Input::Zip(NO_NAME.into(), OpenFile::new(file)?))
}

/// A test may set it in debug builds, rather than fill a disk.
fn most_of_a_stream() -> u64 {
    #[cfg(debug_assertions)]
    if let Some(most) = std::env::var("ROSTERCHECK_MOST_OF_A_STREAM").ok().and_then(|most| most.parse().ok()) {
        return most;
    }
    MOST_OF_A_STREAM
}
