//! The words of the reader of packages: what kept it from opening one, or from reading an entry to its end.

use std::fmt::{Display, Formatter, Result};

use super::{EntryDamage, EntryFailure, ListDamage, Unopened, Unreadable};

/// Told as a failure of the host's.
pub(super) const BECAME_SHORTER: &str = "the file became shorter while it was read";

impl Display for Unreadable {
    fn fmt(&self, to: &mut Formatter<'_>) -> Result {
        match self {
            Unreadable::Empty => to.write_str("the file is empty"),
            Unreadable::NotAZip { .. } => to.write_str("the file is not a zip"),
            Unreadable::Truncated => to.write_str("the zip is cut short"),
            Unreadable::Corrupt { reason } => write!(to, "the zip's list of files cannot be read: {reason}"),
            Unreadable::Split => to.write_str("the file is one part of a split zip"),
            Unreadable::TooManyEntries { limit, .. } => write!(to, "the zip lists more than {limit} files"),
            Unreadable::TooManyFiles { limit } => write!(to, "the folder has more than {limit} files"),
            Unreadable::Endless { limit } => write!(to, "the input goes on beyond {limit} bytes"),
            Unreadable::Host(failure) => failure.fmt(to),
        }
    }
}

impl Display for EntryFailure {
    fn fmt(&self, to: &mut Formatter<'_>) -> Result {
        match self {
            EntryFailure::Truncated => to.write_str("the packed bytes end too early"),
            EntryFailure::Corrupt { reason } => reason.fmt(to),
            EntryFailure::ChecksumMismatch => to.write_str("the checksum does not match"),
            EntryFailure::SizeMismatch { declared, found } => {
                write!(to, "the zip states {declared} bytes, and {found} were found")
            }
            EntryFailure::TooLarge { limit } => write!(to, "the file has more than {limit} bytes"),
            EntryFailure::PackageTooLarge { limit } => write!(to, "the files have more than {limit} bytes in all"),
            EntryFailure::TooCompressed { ratio_limit } => {
                write!(to, "the file inflates to more than {ratio_limit} times its packed size")
            }
            EntryFailure::Encrypted => to.write_str("the file is protected with a password"),
            EntryFailure::UnsupportedMethod { name, .. } => write!(to, "the file is packed with {name}"),
            EntryFailure::Host(failure) => failure.fmt(to),
            EntryFailure::Unopened(why) => why.fmt(to),
        }
    }
}

impl Display for Unopened {
    fn fmt(&self, to: &mut Formatter<'_>) -> Result {
        match self {
            Unopened::Pipe => to.write_str("it is a named pipe"),
            Unopened::Socket => to.write_str("it is a socket"),
            Unopened::Device => to.write_str("it is a device"),
            Unopened::DanglingLink => to.write_str("it is a link to what is not there"),
            Unopened::BrokenLink(failure) => write!(to, "it is a link that cannot be followed: {failure}"),
            Unopened::LinkToFolder => to.write_str("it is a link to a folder"),
            Unopened::Folder(failure) => write!(to, "the folder cannot be listed: {failure}"),
            Unopened::File(failure) => write!(to, "the file cannot be opened: {failure}"),
        }
    }
}

/// Half a sentence, to stand after "the zip's list of files cannot be read:".
impl Display for ListDamage {
    fn fmt(&self, to: &mut Formatter<'_>) -> Result {
        to.write_str(match self {
            ListDamage::Zip64RecordMisplaced => "the zip64 end record isn't where its locator points",
            ListDamage::LargerThanZip => "the end record describes a list of files that is larger than the zip",
            ListDamage::Missing => "the end record points to a list of files that isn't there",
            ListDamage::FirstEntry => "the first entry in its list of files is damaged",
        })
    }
}

/// Half a sentence.
impl Display for EntryDamage {
    fn fmt(&self, to: &mut Formatter<'_>) -> Result {
        to.write_str(match self {
            EntryDamage::NoSuchEntry => "there is no such entry",
            EntryDamage::BeforeStart => "the entry starts before the start of the zip",
            EntryDamage::Zip64Field => "the zip64 field of the entry is incomplete",
            EntryDamage::Misplaced => "the entry does not begin where the directory says",
            EntryDamage::BlockKind => "a block of its packed data is of no known kind",
            EntryDamage::BlockLength => "the length of a block of its packed data contradicts itself",
            EntryDamage::Distance => "its packed data refers to something before its beginning",
            EntryDamage::Code => "its packed data has a code without a meaning",
            EntryDamage::CodeTable => "the table of codes of a block of its packed data is damaged",
            EntryDamage::Packed => "its packed data is damaged",
        })
    }
}
