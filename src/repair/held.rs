//! What is copied as it stands. How it is told stands in `words.rs`.

/// Something that is copied as it stands, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// What.
    pub what: String,
    /// Why.
    pub why: Obstacle,
}

/// Why a file is copied as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Obstacle {
    /// Not every row of the manifest is known for certain.
    Manifest,
    /// The header does not tell which column is which.
    Header,
    /// The file cannot be read.
    Unread,
    /// The file cannot be read to its end.
    Broken,
    /// A quote that never closes: nobody knows where the rows end.
    UnclosedQuote,
    /// A row is too long to be read.
    LongRow,
    /// A quote in the wrong place: nobody knows where the cells end.
    MisplacedQuote,
    /// The header is among the records.
    HeaderAmongRecords,
}
