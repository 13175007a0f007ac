//! How much of a file is held at once.

/// Bytes read at once; under Miri, which clears them one by one, no more than a test needs.
pub(super) const BLOCK: usize = if cfg!(miri) { 512 } else { 256 * 1024 };

/// Longest record in bytes. Real ones stay below 10 kB; what is longer is a quote that never closes or no CSV at all.
pub(super) const LONGEST_RECORD: usize = 1024 * 1024;
