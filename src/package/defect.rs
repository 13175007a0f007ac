//! What is odd about an archive that could be opened all the same.

/// Something that two unzip programs would understand differently, or that no usual program writes. Data without
/// wording: the rules judge and explain it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Defect {
    /// Bytes stand before the first entry: a self-extracting archive, or two files joined.
    PrependedBytes {
        /// How many.
        count: u64,
    },
    /// Bytes are missing at the front: every offset in the directory is too large by the same number.
    MissingBytes {
        /// How many.
        count: u64,
    },
    /// Bytes stand after the end record and its comment.
    TrailingBytes {
        /// How many.
        count: u64,
    },
    /// The file ends within the archive's comment; the directory is whole.
    CommentCutShort {
        /// Bytes of the comment that are not there.
        missing: u64,
    },
    /// More than one end record leads to a directory; the last was taken, as most programs do.
    SeveralEndRecords,
    /// The end record leads to two directories: one where it says, one right before it. The latter was taken.
    SeveralDirectories,
    /// The directory is not where the end record says, although the entries are.
    DirectoryMisplaced {
        /// Offset in the end record.
        stated: u64,
        /// Offset where it is.
        found: u64,
    },
    /// The directory has another length than the end record says.
    DirectorySizeDiffers {
        /// Bytes in the end record.
        stated: u64,
        /// Bytes that the listed entries take.
        found: u64,
    },
    /// The directory is whole, but lists another number of entries than the end record says. All listed were taken.
    EntryCountDiffers {
        /// Entries in the end record.
        stated: u64,
        /// Entries in the directory.
        listed: u64,
    },
    /// The directory breaks off in nonsense: entries after this point are unknown, so files may be there unseen.
    DirectoryDamaged {
        /// Entries in the end record.
        stated: u64,
        /// Entries that could be read.
        listed: u64,
    },
    /// The zip64 end record and the ordinary one disagree, where the ordinary one is not "see zip64".
    Zip64EndRecordDiffers,
    /// An entry needs 64-bit numbers that its zip64 field does not hold.
    Zip64FieldIncomplete {
        /// The entry.
        path: String,
    },
    /// An entry's extra fields do not fit into their space.
    ExtraFieldsMalformed {
        /// The entry.
        path: String,
    },
    /// Two or more entries have this very name.
    DuplicateName {
        /// The name.
        path: String,
    },
    /// Two names differ only in the case of letters or the kind of slash.
    CaseTwin {
        /// The one listed first.
        first: String,
        /// The other.
        second: String,
    },
    /// The header before the data does not say the same as the directory. The directory was believed.
    LocalHeaderDiffers {
        /// The entry, by its name in the directory.
        path: String,
        /// What differs.
        what: LocalDifference,
    },
    /// There is no header where the directory says that the entry begins; it cannot be read.
    LocalHeaderMissing {
        /// The entry.
        path: String,
    },
    /// The bytes of two entries overlap: no usual program writes this, but a kind of bomb is made of it.
    OverlappingEntries {
        /// The one that begins first.
        first: String,
        /// The one that begins within it.
        second: String,
    },
    /// The bytes of an entry reach into the directory.
    OverlapsDirectory {
        /// The entry.
        path: String,
    },
    /// Bytes between entries, or between them and the directory, that no entry lays claim to.
    Gap {
        /// Where they begin.
        offset: u64,
        /// How many.
        count: u64,
        /// Whether they begin with an entry's header: a file that programs which read from the front would see.
        hidden_entry: bool,
    },
    /// A name that begins at a root: `/users.csv`, `C:\users.csv`.
    AbsolutePath {
        /// The entry.
        path: String,
    },
    /// A name with a `..` step.
    ParentPath {
        /// The entry.
        path: String,
    },
    /// A name with a backslash: some programs see a folder in it, others a letter.
    Backslash {
        /// The entry.
        path: String,
    },
    /// A name whose bytes are not UTF-8; it is shown as code page 437, which the format demands, or lossily.
    NameNotUtf8 {
        /// The entry.
        path: String,
    },
    /// A name beyond ASCII that is UTF-8 without saying so; some programs will read it as code page 437.
    NameUtf8Unmarked {
        /// The entry.
        path: String,
    },
    /// The name and its Unicode twin in the extra fields are different names. The twin was believed.
    UnicodeNameDiffers {
        /// The twin.
        path: String,
        /// The plain name.
        plain: String,
    },
    /// A name with a NUL or another control character; some programs end a name at NUL.
    ControlCharacter {
        /// The entry.
        path: String,
    },
    /// An entry without a name.
    EmptyName,
    /// A name longer than [`Limits::name_bytes`](super::Limits::name_bytes).
    NameTooLong {
        /// The entry, its name cut.
        path: String,
        /// Bytes of the whole name.
        bytes: u64,
    },
    /// A symbolic link; where it leads is not looked at.
    SymbolicLink {
        /// The entry.
        path: String,
    },
    /// A folder that has data.
    FolderWithData {
        /// The entry.
        path: String,
    },
    /// An entry says that it needs a newer program than many have: those refuse it, whatever is in it.
    NewerProgramNeeded {
        /// The entry.
        path: String,
        /// The version of the format, times ten.
        version: u8,
    },
    /// An entry is marked as something that most programs refuse.
    RefusedFlag {
        /// The entry.
        path: String,
        /// What it is marked as.
        flag: RefusedFlag,
    },
    /// An archive within the package, by its name. It is not opened.
    NestedArchive {
        /// The entry.
        path: String,
    },
}

impl Defect {
    /// The entry that it is about, where it is about one.
    pub fn path(&self) -> Option<&str> {
        match self {
            Self::Zip64FieldIncomplete { path }
            | Self::ExtraFieldsMalformed { path }
            | Self::DuplicateName { path }
            | Self::CaseTwin { first: path, .. }
            | Self::LocalHeaderDiffers { path, .. }
            | Self::LocalHeaderMissing { path }
            | Self::OverlappingEntries { first: path, .. }
            | Self::OverlapsDirectory { path }
            | Self::AbsolutePath { path }
            | Self::ParentPath { path }
            | Self::Backslash { path }
            | Self::NameNotUtf8 { path }
            | Self::NameUtf8Unmarked { path }
            | Self::UnicodeNameDiffers { path, .. }
            | Self::ControlCharacter { path }
            | Self::NameTooLong { path, .. }
            | Self::SymbolicLink { path }
            | Self::FolderWithData { path }
            | Self::NewerProgramNeeded { path, .. }
            | Self::RefusedFlag { path, .. }
            | Self::NestedArchive { path } => Some(path),
            _ => None,
        }
    }
}

/// A mark of an entry because of which most programs refuse it.
///
/// Source: PKWARE APPNOTE.TXT 6.3.10, section 4.4.4.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefusedFlag {
    /// Bit 5: a patch to another file.
    Patch,
    /// Bit 6: strong encryption.
    StrongEncryption,
    /// Bit 13: the headers are masked.
    MaskedHeaders,
}

impl RefusedFlag {
    pub(super) const ALL: [(u16, Self); 3] =
        [(1 << 5, Self::Patch), (1 << 6, Self::StrongEncryption), (1 << 13, Self::MaskedHeaders)];
}

/// In what an entry's local header differs from the directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LocalDifference {
    /// The name.
    Name {
        /// The name in the local header.
        local: String,
    },
    /// The method of packing.
    Method,
    /// Whether it is encrypted.
    Encryption,
    /// The CRC-32.
    Checksum,
    /// The packed size.
    PackedBytes,
    /// The size.
    Bytes,
    /// The descriptor after the data (checksum and sizes of entries that were written as a stream) is not there or says
    /// something else.
    Descriptor,
}
