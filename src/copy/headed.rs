//! A packed entry behind a header of our own: what the `zip` crate takes for a file that it may copy as it is.

use std::io::{self, Read};

use crate::package::{EntryFailure, Method, PackedEntry};

/// Version 2.0 of the format, which knows deflate, by a program on Unix.
const VERSION: u16 = 0x0314;

/// The name is UTF-8.
const NAME_IS_UTF8: u16 = 1 << 11;

/// The entry as a stream: a local header, and the packed bytes.
pub(super) struct Headed<'a> {
    header: Vec<u8>,
    used: usize,
    packed: PackedEntry<'a>,
    /// Why the packed bytes could not be read.
    pub(super) failed: Option<EntryFailure>,
}

impl<'a> Headed<'a> {
    /// Whether the header has room for the sizes. Larger entries are rare enough to be packed anew.
    pub(super) fn fits(packed: &PackedEntry) -> bool {
        let (_, packed_bytes, bytes) = packed.stated();
        packed_bytes.max(bytes) < u64::from(u32::MAX)
    }

    /// Source: PKWARE APPNOTE.TXT 6.3.10, section 4.3.7.
    pub(super) fn new(packed: PackedEntry<'a>, method: Method, name: &str) -> Self {
        let (checksum, packed_bytes, bytes) = packed.stated();
        let size = |bytes: u64| u32::try_from(bytes).unwrap_or(u32::MAX).to_le_bytes();
        let flags = if name.is_ascii() { 0 } else { NAME_IS_UTF8 };
        let name = name.as_bytes().get(..usize::from(u16::MAX)).unwrap_or(name.as_bytes());
        let mut header = b"PK\x03\x04".to_vec();
        for field in [VERSION, flags, method.number(), 0, 0x21] {
            header.extend_from_slice(&field.to_le_bytes());
        }
        for field in [checksum.to_le_bytes(), size(packed_bytes), size(bytes)] {
            header.extend_from_slice(&field);
        }
        header.extend_from_slice(&u16::try_from(name.len()).unwrap_or(u16::MAX).to_le_bytes());
        header.extend_from_slice(&[0, 0]);
        header.extend_from_slice(name);
        Self { header, used: 0, packed, failed: None }
    }
}

impl Read for Headed<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut rest = self.header.get(self.used..).unwrap_or_default();
        if !rest.is_empty() {
            let count = rest.read(buffer)?;
            self.used += count;
            return Ok(count);
        }
        self.packed.read(buffer).map_err(|why| {
            self.failed = Some(why);
            io::Error::other(super::words::UNREAD)
        })
    }
}
