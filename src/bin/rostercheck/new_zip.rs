//! A zip that is written: beside its name, and put there when it is whole. What is read is never written over.

use std::fs::File;
use std::io::{self, Seek as _};
use std::path::{Path, PathBuf};

use rostercheck::package::{Bytes as _, Fingerprint, Limits, OpenFile, Package, ReadFailure};
use rostercheck::repair::Side;

use crate::files;
use crate::guard::refuse_inputs;
use crate::output::{Place, Replaced};
use crate::say::about;

/// The place of a new zip. Until it is put there, nothing of it has a name.
pub(crate) struct NewZip {
    path: PathBuf,
    replaced: Box<Replaced>,
}

impl NewZip {
    /// At this path, which can be none of the packages that are read.
    pub(crate) fn at(path: &Path, inputs: &[PathBuf], limits: &Limits) -> io::Result<Self> {
        let place = Place::of(path)?;
        refuse_inputs(&place, Some(path), inputs, limits.entries)?;
        match place {
            Place::File(replaced) => Ok(Self { path: path.to_owned(), replaced }),
            Place::Standard | Place::Through(_) => {
                Err(about(path, &io::Error::other("a copy is written to a file, and this is none")))
            }
        }
    }

    /// What the zip is written to.
    pub(crate) fn file(&self) -> io::Result<File> {
        let mut file = self.replaced.spool()?;
        file.rewind()?;
        Ok(file)
    }

    /// The zip that was written, as a package.
    pub(crate) fn package(&self, limits: Limits) -> io::Result<Package> {
        let file = OpenFile::new(self.replaced.spool()?)?;
        Package::open_zip(&files::name(&self.path), Box::new(file), limits)
            .map_err(|_| io::Error::other("the copy could not be opened again. Nothing was written."))
    }

    /// Puts the zip in its place.
    pub(crate) fn put(self) -> io::Result<Side> {
        let file = OpenFile::new(self.replaced.spool()?)?;
        let bytes = file.len();
        let unread = |failure: ReadFailure| io::Error::other(failure.reason);
        let sha256 = Fingerprint::of_zip(Box::new(file)).step(u64::MAX).map_err(unread)?;
        let side = Side { name: files::name(&self.path), bytes, sha256 };
        self.replaced.replace().map_err(|error| about(&self.path, &error))?;
        Ok(side)
    }
}
