//! One file or folder of a package.

/// A file or folder of a package, as the directory lists it. Nothing here was checked against the data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The name as stored, decoded lossily, with its backslashes.
    pub path: String,
    /// Whether it is a folder.
    pub is_directory: bool,
    /// Bytes that it is declared to have once unpacked.
    pub bytes: u64,
    /// Bytes that it is declared to take in the archive.
    pub packed_bytes: u64,
    /// How it is packed.
    pub method: Method,
    /// Whether a password is needed.
    pub encrypted: bool,
}

impl Entry {
    /// Whether an operating system left it behind, and no receiver wants it: `__MACOSX/`, `._users.csv`, `.DS_Store`,
    /// `Thumbs.db`, `desktop.ini`.
    pub fn is_system_leftover(&self) -> bool {
        let mut steps = self.path.split(['/', '\\']);
        let last = steps.clone().rfind(|step| !step.is_empty()).unwrap_or_default();
        steps.any(|step| step == "__MACOSX")
            || last.starts_with("._")
            || last == ".DS_Store"
            || last.eq_ignore_ascii_case("thumbs.db")
            || last.eq_ignore_ascii_case("desktop.ini")
    }
}

/// How an entry is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Not at all.
    Stored,
    /// Deflate, which every program writes unless told otherwise.
    Deflate,
    /// Something that is not read here, by its number in the format.
    Other(u16),
}

impl Method {
    pub(super) fn from_number(number: u16) -> Self {
        match number {
            0 => Method::Stored,
            8 => Method::Deflate,
            other => Method::Other(other),
        }
    }

    /// The number in the format.
    pub fn number(self) -> u16 {
        match self {
            Method::Stored => 0,
            Method::Deflate => 8,
            Method::Other(number) => number,
        }
    }

    /// The usual name.
    ///
    /// Source: PKWARE APPNOTE.TXT 6.3.10, section 4.4.5; 20 is an early number of zstd.
    pub fn name(self) -> &'static str {
        match self.number() {
            0 => "stored",
            1 => "Shrink",
            2..=5 => "Reduce",
            6 => "Implode",
            7 => "Tokenize",
            8 => "Deflate",
            9 => "Deflate64",
            10 => "PKWARE DCL Implode",
            12 => "bzip2",
            14 => "LZMA",
            16 => "IBM z/OS CMPSC",
            18 => "IBM TERSE",
            19 => "IBM LZ77",
            20 | 93 => "Zstandard",
            94 => "MP3",
            95 => "xz",
            96 => "JPEG",
            97 => "WavPack",
            98 => "PPMd",
            99 => "AES encryption",
            _ => "unknown",
        }
    }
}
