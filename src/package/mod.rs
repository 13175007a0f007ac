//! Where bytes come from: a zip or a folder, its entries, and their bytes, inflated within bounds.
//!
//! The zip's directory is read here rather than by a library. A well-kept library beats our own code outside what the
//! project exists for, but diagnosis is what it exists for: a library forgives or refuses, and says neither what was
//! odd nor what another program would have made of it. With a library for reading and a survey of our own for
//! diagnosis there would be two readings of one directory, and where they part, a report that contradicts itself. The
//! part that is hard to get right and has nothing to explain, inflate and CRC-32, is a library's (`flate2` over
//! zlib-rs).
//!
//! ```text
//! bytes.rs          Bytes, what the host implements
//! end_record.rs     the end record(s), zip64, where the directory is
//! directory.rs      the directory: entries
//! local_headers.rs  the headers before the data: differences, overlaps, gaps
//! names.rs          letters, traversal, twins
//! entry_reader.rs   the data of one entry, checked and within Limits
//! words.rs          failures in words
//! ```
//!
//! Nothing is allocated by a number that the file states; everything is bounded by [`Limits`] and by the 16-bit lengths
//! of the format.

mod bytes;
mod defect;
mod directory;
mod end_record;
mod entry;
mod entry_reader;
mod failure;
mod fingerprint;
mod headers;
mod kind;
mod limits;
mod local_headers;
mod names;
#[cfg(any(unix, windows))]
mod open_file;
mod words;

#[cfg(test)]
mod archive_under_test;
#[cfg(test)]
mod tests;

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

pub use bytes::{Bytes, ReadFailure};
pub use defect::{Defect, LocalDifference, RefusedFlag};
pub use entry::{Entry, Method};
pub use entry_reader::{EntryReader, PackedEntry};
pub use failure::{EntryDamage, EntryFailure, ListDamage, Unopened, Unreadable};
pub use fingerprint::Fingerprint;
pub use kind::FileKind;
pub use limits::Limits;
pub use names::is_archive;
#[cfg(any(unix, windows))]
pub use open_file::OpenFile;

use entry_reader::Place;

/// A zip, or a folder of files, opened: what is in it is known, and each entry can be read.
pub struct Package {
    name: String,
    source: Source,
    entries: Vec<Entry>,
    defects: Vec<Defect>,
    limits: Limits,
    spent: Spent,
}

/// What a host found under a path in a folder: the bytes of a file, or why it was not opened.
pub type Content = Result<Box<dyn Bytes>, Unopened>;

enum Source {
    Zip { bytes: Box<dyn Bytes>, places: Vec<Place> },
    Files(Vec<Content>),
}

/// Bytes inflated so far, for the limits that concern the whole package. An entry counts once, as far as it was ever
/// read, however often that was.
struct Spent {
    total: Cell<u64>,
    by_entry: RefCell<Vec<u64>>,
    /// Entries behind which a limit stands.
    stopped: RefCell<BTreeSet<usize>>,
}

impl Spent {
    fn new(entries: usize) -> Self {
        Spent { total: Cell::new(0), by_entry: RefCell::new(vec![0; entries]), stopped: RefCell::default() }
    }

    /// Bytes of all entries but this one.
    fn by_others(&self, index: usize) -> u64 {
        let own = self.by_entry.borrow().get(index).copied().unwrap_or(0);
        self.total.get().saturating_sub(own)
    }

    fn record(&self, index: usize, inflated: u64) {
        if let Some(own) = self.by_entry.borrow_mut().get_mut(index) {
            let more = inflated.saturating_sub(*own);
            *own = own.saturating_add(more);
            self.total.set(self.total.get().saturating_add(more));
        }
    }
}

impl std::fmt::Debug for Package {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Package")
            .field("name", &self.name)
            .field("entries", &self.entries)
            .field("defects", &self.defects)
            .finish_non_exhaustive()
    }
}

impl Package {
    /// Opens a zip. `name` is what people call it; it is not looked at.
    ///
    /// Oddities do not stop it: they are in [`Package::defects`].
    pub fn open_zip(name: &str, bytes: Box<dyn Bytes>, limits: Limits) -> Result<Package, Unreadable> {
        let directory = directory::read(&*bytes, &limits)?;
        let mut defects = directory.defects;
        names::find_twins(&directory.entries, &mut defects);
        Ok(Package {
            name: name.to_owned(),
            spent: Spent::new(directory.entries.len()),
            source: Source::Zip { bytes, places: directory.places },
            entries: directory.entries,
            defects,
            limits,
        })
    }

    /// Takes a folder, or loose files, as a package. Paths are relative to the folder, with `/` between the steps.
    pub fn from_files(name: &str, files: Vec<(String, Box<dyn Bytes>)>, limits: Limits) -> Package {
        Self::from_folder(name, files.into_iter().map(|(path, bytes)| (path, Ok(bytes))).collect(), limits)
    }

    /// The same, with what the host found in the folder and did not open. A folder is named in `files` only if it could
    /// not be listed or is behind a link.
    pub fn from_folder(name: &str, files: Vec<(String, Content)>, limits: Limits) -> Package {
        let mut entries = Vec::with_capacity(files.len());
        let mut defects = Vec::new();
        let mut contents = Vec::with_capacity(files.len());
        for (path, bytes) in files {
            let length = bytes.as_ref().map_or(0, |bytes| bytes.len());
            let entry = Entry {
                path,
                is_directory: matches!(bytes, Err(Unopened::Folder(_) | Unopened::LinkToFolder)),
                bytes: length,
                packed_bytes: length,
                method: Method::Stored,
                encrypted: false,
            };
            names::judge(&entry, &mut defects);
            entries.push(entry);
            contents.push(bytes);
        }
        names::find_twins(&entries, &mut defects);
        Package {
            name: name.to_owned(),
            spent: Spent::new(entries.len()),
            source: Source::Files(contents),
            entries,
            defects,
            limits,
        }
    }

    /// What people call it: a file's or a folder's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Bytes of the zip, or of all files together.
    pub fn bytes(&self) -> u64 {
        match &self.source {
            Source::Zip { bytes, .. } => bytes.len(),
            Source::Files(_) => self.entries.iter().map(|entry| entry.bytes).fold(0, u64::saturating_add),
        }
    }

    /// Whether it is a zip rather than a folder or loose files.
    pub fn is_zip(&self) -> bool {
        matches!(self.source, Source::Zip { .. })
    }

    /// Files and folders in the order of the directory.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// What is odd about it: about the whole first, then about entries in their order, then about pairs of names.
    pub fn defects(&self) -> &[Defect] {
        &self.defects
    }

    /// What was found in a folder and not opened, with its index in [`Package::entries`].
    pub fn unopened(&self) -> impl Iterator<Item = (usize, &Unopened)> {
        let files = match &self.source {
            Source::Files(files) => files.as_slice(),
            Source::Zip { .. } => &[],
        };
        files.iter().enumerate().filter_map(|(index, file)| Some((index, file.as_ref().err()?)))
    }

    /// The kind of document that this zip is, if it is one rather than an archive: an Excel workbook that was renamed
    /// to `.zip`, for one.
    pub fn office_document(&self) -> Option<FileKind> {
        match self.source {
            Source::Zip { .. } => FileKind::of_names(&self.entries.iter().map(|entry| entry.path.as_str())),
            Source::Files(_) => None,
        }
    }

    /// What opening and reading it may cost.
    pub fn limits(&self) -> Limits {
        self.limits
    }

    /// Whether a limit has stopped the reading of the entry at `index`.
    pub fn is_stopped_by_limit(&self, index: usize) -> bool {
        self.spent.stopped.borrow().contains(&index)
    }

    /// Begins to read the entry at `index` of [`Package::entries`]. It may be read as often as one likes.
    pub fn read(&self, index: usize) -> Result<EntryReader<'_>, EntryFailure> {
        EntryReader::open(self, index)
    }

    /// The entry at `index` as it is packed, for a copy; none where it has to be read and packed anew.
    pub fn packed(&self, index: usize) -> Result<Option<PackedEntry<'_>>, EntryFailure> {
        PackedEntry::open(self, index)
    }
}
