//! One file, as a check saw it.

/// How much of one file was checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// All of it.
    Whole,
    /// Some rows or cells could not be checked.
    Partly,
    /// Nothing.
    Not,
}

/// One file of the package, as the check saw it.
#[derive(Clone, Debug)]
pub struct CheckedFile {
    /// Its path in the package.
    pub name: String,
    /// Data rows read; blank lines do not count.
    pub rows: u64,
    /// Size in bytes.
    pub bytes: u64,
    /// How much of it was checked.
    pub extent: Extent,
}
