//! What a check did not look at, and why. How it is told stands in `report/not_checked.rs`.

use crate::oneroster::Version;
use crate::rules::Roster;

/// Something that was not checked.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unchecked {
    /// Everything: the package could not be opened.
    Everything,
    /// What lies in a folder that could not be listed.
    Folder(String),
    /// The files that the manifest lists: it could not be read.
    Manifest(String),
    /// What a manifest says after so many rows.
    LongManifest {
        /// Its path.
        path: String,
        /// The last row that was read.
        after: u64,
    },
    /// A file, or the rest of it: the host stopped the check before.
    Stopped {
        /// Its path.
        path: String,
        /// The last row that was read; 0 if none was.
        after: u64,
    },
    /// The same of a file that could not be read to its end.
    Broken {
        /// Its path.
        path: String,
        /// The last row that was read; 0 if none was.
        after: u64,
    },
    /// A file that the version of OneRoster does not have.
    NotInVersion {
        /// Its path.
        path: String,
        /// The version.
        version: Version,
    },
    /// A file that is not text.
    NotText(String),
    /// A file whose header does not tell which column is which.
    NoHeader(String),
    /// The cells of rows that could not be divided into columns.
    Cells {
        /// Path of their file.
        path: String,
        /// How many rows.
        rows: u64,
    },
    /// A file that is the same roster file as another one, which was checked.
    Second(String),
    /// A file that seems to be a roster file by its header, but not by its name.
    Claims {
        /// Its path.
        path: String,
        /// What it seems to be.
        roster: Roster,
        /// Whether the package has a file of that name; else several seem to be it.
        is_there: bool,
    },
    /// A file that is not of OneRoster.
    Stranger(String),
    /// Values of OneRoster 1.0 of which nothing is public.
    OldValues,
    /// Files that a damaged list of files may not name.
    Unlisted,
}
