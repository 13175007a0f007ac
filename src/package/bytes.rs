//! The only way in which the core gets bytes: slices, asked for by offset.

use std::rc::Rc;

/// Bytes that can be read in slices, so that nobody ever holds a whole file.
///
/// The command implements it over a file, the page over a `Blob`, tests over a vector.
pub trait Bytes {
    /// How many bytes there are. It must not change while a package is open.
    fn len(&self) -> u64;

    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Copies bytes from `offset` on into `buffer` and returns how many. Fewer than `buffer.len()` are allowed at any
    /// time; none means that `offset` is at or after the end.
    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> Result<usize, ReadFailure>;
}

/// The host could not hand over bytes it had promised: an I/O error, or a file that changed or vanished while it was
/// read. Never the fault of the package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadFailure {
    /// What the host said, as it said it.
    pub reason: String,
}

impl std::fmt::Display for ReadFailure {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.reason)
    }
}

impl std::error::Error for ReadFailure {}

fn copy_from(all: &[u8], offset: u64, buffer: &mut [u8]) -> usize {
    let rest = usize::try_from(offset).ok().and_then(|offset| all.get(offset..)).unwrap_or_default();
    let count = rest.len().min(buffer.len());
    if let (Some(to), Some(from)) = (buffer.get_mut(..count), rest.get(..count)) {
        to.copy_from_slice(from);
    }
    count
}

impl Bytes for Vec<u8> {
    fn len(&self) -> u64 {
        self.as_slice().len() as u64
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> Result<usize, ReadFailure> {
        Ok(copy_from(self, offset, buffer))
    }
}

impl Bytes for &'static [u8] {
    fn len(&self) -> u64 {
        (**self).len() as u64
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> Result<usize, ReadFailure> {
        Ok(copy_from(self, offset, buffer))
    }
}

/// Lets a host keep its bytes, to open the same package again (with other [`Limits`](super::Limits), for one).
impl<T: Bytes + ?Sized> Bytes for Rc<T> {
    fn len(&self) -> u64 {
        (**self).len()
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> Result<usize, ReadFailure> {
        (**self).read_at(offset, buffer)
    }
}

/// Reads until `buffer` is full or the bytes end; returns how many were read.
pub(super) fn read_fully(bytes: &dyn Bytes, offset: u64, buffer: &mut [u8]) -> Result<usize, ReadFailure> {
    let mut filled = 0;
    while let Some(rest) = buffer.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        match bytes.read_at(offset.saturating_add(filled as u64), rest)? {
            0 => break,
            count => filled += count.min(rest.len()),
        }
    }
    Ok(filled)
}

/// How much is asked of the host at once when headers are surveyed: headers are small and often far apart.
const PEEK_BYTES: usize = 4096;

/// Looks at headers here and there through a small slice that is kept, so that neighbours cost no new request.
pub(super) struct Peek<'a> {
    bytes: &'a dyn Bytes,
    slice: Vec<u8>,
    start: u64,
}

impl<'a> Peek<'a> {
    pub(super) fn new(bytes: &'a dyn Bytes) -> Self {
        Peek { bytes, slice: Vec::new(), start: 0 }
    }

    pub(super) fn len(&self) -> u64 {
        self.bytes.len()
    }

    /// `count` bytes from `offset` on, fewer only where the bytes end. `count` is a header's or a 16-bit length,
    /// so what is kept stays small.
    pub(super) fn at(&mut self, offset: u64, count: usize) -> Result<&[u8], ReadFailure> {
        let held = offset
            .checked_sub(self.start)
            .and_then(|from| usize::try_from(from).ok())
            .filter(|from| from.saturating_add(count) <= self.slice.len());
        let from = if let Some(from) = held {
            from
        } else {
            let left = usize::try_from(self.len().saturating_sub(offset)).unwrap_or(usize::MAX);
            self.slice.resize(count.max(PEEK_BYTES).min(left), 0);
            self.start = offset;
            let filled = read_fully(self.bytes, offset, &mut self.slice)?;
            self.slice.truncate(filled);
            0
        };
        let rest = self.slice.get(from..).unwrap_or_default();
        Ok(rest.get(..count).unwrap_or(rest))
    }

    /// Whether the four bytes at `offset` are `signature`.
    pub(super) fn is_at(&mut self, offset: u64, signature: [u8; 4]) -> Result<bool, ReadFailure> {
        Ok(self.at(offset, 4)? == signature)
    }
}

/// A little-endian number of two bytes at `at`, or `None` past the end.
pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk().map(|chunk| u16::from_le_bytes(*chunk))
}

/// A little-endian number of four bytes at `at`, or `None` past the end.
pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|chunk| u32::from_le_bytes(*chunk))
}

/// A little-endian number of eight bytes at `at`, or `None` past the end.
pub(super) fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at..)?.first_chunk().map(|chunk| u64::from_le_bytes(*chunk))
}
