//! How much is kept, and what is told.

/// How much is kept.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Records that are kept at a time.
    pub records: usize,
    /// Bytes of records that wait, because they stand next in one of the files only.
    pub waiting: usize,
    /// Records that are listed for one file and kind of change.
    pub listed: usize,
    /// The bits of a hash that count: a test leaves few of them, so that ids share hashes.
    #[doc(hidden)]
    pub hash_mask: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { records: 3 << 20, waiting: 96 << 20, listed: 1000, hash_mask: u64::MAX }
    }
}

/// Records of a file that are compared at a time where all that differ are told: each of them may be kept for a moment.
const MOST_AT_A_TIME: usize = 1 << 19;

impl Limits {
    /// For somebody who wants every record that differs, and is told while they are found.
    pub(super) fn telling_all(self) -> Self {
        Self { listed: usize::MAX, records: self.records.min(MOST_AT_A_TIME), ..self }
    }

    /// Whether so many records are more than may be listed at a time by somebody who wants them all.
    pub(super) fn is_too_much(&self, records: usize) -> bool {
        self.listed > self.records && records > self.records
    }
}

/// Shares of the records of a file, in percent, whose lack is told.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shares {
    /// Beyond it, it is a warning.
    pub warning: f64,
    /// Beyond it, it is an error for receivers that remove what is missing.
    pub error: f64,
}

impl Default for Shares {
    fn default() -> Self {
        Self { warning: 10.0, error: 30.0 }
    }
}

/// What is to be told.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// How much is kept.
    pub limits: Limits,
    /// From which shares on it is told.
    pub shares: Shares,
}
