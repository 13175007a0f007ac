//! Why a package cannot be opened, or an entry not read to its end. How it is told stands in `words.rs`.

use super::{FileKind, ReadFailure};

/// Why a file cannot be opened as a zip at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unreadable {
    /// The file has no bytes.
    Empty,
    /// Nothing in the file is a zip's.
    NotAZip {
        /// What it is instead, as far as its first bytes tell.
        looks_like: Option<FileKind>,
    },
    /// It begins like a zip, but its directory, which stands at the end, is not there: an upload or a download that
    /// was cut short, most often.
    Truncated,
    /// There is an end record, but it does not lead to a directory that can be read.
    Corrupt {
        /// What was wrong.
        reason: ListDamage,
    },
    /// A part of an archive that was split into several files.
    Split,
    /// The directory lists more entries than [`Limits::entries`](super::Limits::entries).
    TooManyEntries {
        /// The limit.
        limit: usize,
        /// How many the end record states; it may lie.
        stated: u64,
    },
    /// The folder holds more files than [`Limits::entries`](super::Limits::entries).
    TooManyFiles {
        /// The limit.
        limit: usize,
    },
    /// What comes out of a pipe or a device has not ended after as many bytes as are kept of it.
    Endless {
        /// How many.
        limit: u64,
    },
    /// The host could not read the file.
    Host(ReadFailure),
}

/// What is wrong with a zip's list of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ListDamage {
    /// The zip64 end record is not where its locator points.
    Zip64RecordMisplaced,
    /// The list would be larger than the zip.
    LargerThanZip,
    /// The end record points to where no list is.
    Missing,
    /// The first entry cannot be read.
    FirstEntry,
}

impl Unreadable {
    /// Whether a limit of ours is the reason, beyond which [`Limits::lifted`](super::Limits::lifted) gets.
    pub fn is_by_limit(&self) -> bool {
        matches!(self, Unreadable::TooManyEntries { .. } | Unreadable::TooManyFiles { .. })
    }
}

impl std::error::Error for Unreadable {}

impl From<ReadFailure> for Unreadable {
    fn from(failure: ReadFailure) -> Self {
        Unreadable::Host(failure)
    }
}

/// Why an entry could not be read to its end. What was read before is good as far as it goes, unless the checksum or
/// the size say otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EntryFailure {
    /// The packed bytes end too early.
    Truncated,
    /// The packed bytes are not what the entry's method makes, or the entry cannot be found.
    Corrupt {
        /// What was wrong.
        reason: EntryDamage,
    },
    /// All bytes were read, but their CRC-32 is not the one in the directory.
    ChecksumMismatch,
    /// All bytes were read, but there are more or fewer of them than the directory says.
    SizeMismatch {
        /// Bytes that the directory says.
        declared: u64,
        /// Bytes that were found.
        found: u64,
    },
    /// The entry holds more than [`Limits::entry_bytes`](super::Limits::entry_bytes).
    TooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// The entries read so far hold more than [`Limits::total_bytes`](super::Limits::total_bytes).
    PackageTooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// The entry, or the package as a whole, inflates to more than [`Limits::ratio`](super::Limits::ratio) times its
    /// packed size.
    TooCompressed {
        /// The limit: inflated bytes per packed byte.
        ratio_limit: u64,
    },
    /// The entry is protected with a password.
    Encrypted,
    /// The entry is packed with a method other than stored and deflate.
    UnsupportedMethod {
        /// The method's number in the directory.
        number: u16,
        /// The method's usual name.
        name: &'static str,
    },
    /// The host could not read the file.
    Host(ReadFailure),
    /// The host did not open it: see [`Package::unopened`](super::Package::unopened).
    Unopened(Unopened),
}

/// What is wrong with an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum EntryDamage {
    /// The package has no entry of this number.
    NoSuchEntry,
    /// By the directory it begins before the zip does.
    BeforeStart,
    /// The zip64 field that says where it begins is incomplete.
    Zip64Field,
    /// It does not begin where the directory says.
    Misplaced,
    /// A block of its packed data is of no known kind.
    BlockKind,
    /// The length of a block contradicts itself.
    BlockLength,
    /// Its packed data refers to what would stand before its beginning.
    Distance,
    /// Its packed data has a code without a meaning.
    Code,
    /// A block's table of codes is damaged.
    CodeTable,
    /// Its packed data is damaged in another way.
    Packed,
}

impl EntryFailure {
    /// Whether a limit of ours is the reason.
    pub fn is_by_limit(&self) -> bool {
        matches!(
            self,
            EntryFailure::TooLarge { .. } | EntryFailure::PackageTooLarge { .. } | EntryFailure::TooCompressed { .. }
        )
    }
}

impl std::error::Error for EntryFailure {}

impl From<ReadFailure> for EntryFailure {
    fn from(failure: ReadFailure) -> Self {
        EntryFailure::Host(failure)
    }
}

/// Why a host did not open something that it found in a folder. In a zip there is none of these.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unopened {
    /// A named pipe: whoever opens it may wait for ever.
    Pipe,
    /// A socket.
    Socket,
    /// A device.
    Device,
    /// A link to what is not there.
    DanglingLink,
    /// A link that cannot be followed, because it leads back to itself, for one.
    BrokenLink(ReadFailure),
    /// A link to a folder: it may lead anywhere, and back.
    LinkToFolder,
    /// A folder that cannot be listed, or not to its end.
    Folder(ReadFailure),
    /// A file that cannot be opened.
    File(ReadFailure),
}

impl std::error::Error for Unopened {}
