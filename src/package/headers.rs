//! What the headers of an entry have in common: that in the directory and that before its data.

use super::bytes::{u16_at, u64_at};
use super::{Entry, EntryDamage};

pub(super) const ENCRYPTED: u16 = 1;
pub(super) const HAS_DESCRIPTOR: u16 = 1 << 3;
const ZIP64_FIELD: u16 = 0x0001;

/// An entry as the directory lists it, with what its local header is compared with.
pub(super) struct Listed {
    pub(super) entry: Entry,
    /// Offset of the local header, or why it is not known.
    pub(super) header: Result<u64, EntryDamage>,
    pub(super) checksum: u32,
    pub(super) flags: u16,
    /// The name's bytes, at most [`Limits::name_bytes`](super::Limits::name_bytes) of them.
    pub(super) raw_name: Vec<u8>,
    /// How many bytes the whole name has.
    pub(super) name_bytes: usize,
}

/// The numbers of an entry that may be too large for their 32 bits.
pub(super) struct LongNumbers {
    pub(super) bytes: u64,
    pub(super) packed_bytes: u64,
    pub(super) offset: u64,
}

impl LongNumbers {
    /// Replaces those that say "see zip64" by what the zip64 field says, in its fixed order. False if the field is
    /// there but too short. Without a field they are taken literally.
    pub(super) fn complete(&mut self, extra: &ExtraFields<'_>) -> bool {
        let Some(field) = extra.all(ZIP64_FIELD).next() else { return true };
        let mut at = 0;
        for number in [&mut self.bytes, &mut self.packed_bytes, &mut self.offset] {
            if *number == u64::from(u32::MAX) {
                let Some(long) = u64_at(field, at) else { return false };
                *number = long;
                at += 8;
            }
        }
        true
    }
}

/// The extra fields of a header: a number, a length, and as many bytes, again and again.
pub(super) struct ExtraFields<'a> {
    bytes: &'a [u8],
}

impl<'a> ExtraFields<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        ExtraFields { bytes }
    }

    /// The fields of this number.
    pub(super) fn all(&self, number: u16) -> impl Iterator<Item = &'a [u8]> {
        self.walk().filter(move |(found, ..)| *found == number).map(|(_, field, _)| field)
    }

    /// Whether a field is longer than what is left. Up to three zero bytes at the end are padding.
    pub(super) fn is_malformed(&self) -> bool {
        let rest = self.walk().last().map_or(self.bytes, |(_, _, rest)| rest);
        rest.len() > 3 || rest.iter().any(|&byte| byte != 0)
    }

    /// Number, content, and what comes after, of each field that fits.
    fn walk(&self) -> impl Iterator<Item = (u16, &'a [u8], &'a [u8])> {
        let mut rest = self.bytes;
        std::iter::from_fn(move || {
            let number = u16_at(rest, 0)?;
            let end = 4 + usize::from(u16_at(rest, 2)?);
            let field = rest.get(4..end)?;
            rest = rest.get(end..)?;
            Some((number, field, rest))
        })
    }
}
