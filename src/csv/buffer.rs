//! Bytes that are read at the back and used up at the front.

use std::ops::Deref;

/// The bytes that are held. What was once cleared to make room is not cleared again.
#[derive(Debug, Default)]
pub(super) struct Buffer {
    bytes: Vec<u8>,
    end: usize,
}

impl Buffer {
    /// Holds these bytes.
    pub(super) fn of(bytes: Vec<u8>) -> Self {
        Self { end: bytes.len(), bytes }
    }

    /// Room for `count` more bytes behind those that are held; [`Buffer::grow`] then says how many it was filled with.
    pub(super) fn room(&mut self, count: usize) -> &mut [u8] {
        let wanted = self.end + count;
        if self.bytes.len() < wanted {
            self.bytes.resize(wanted, 0);
        }
        &mut self.bytes[self.end..wanted]
    }

    pub(super) fn grow(&mut self, count: usize) {
        self.end = (self.end + count).min(self.bytes.len());
    }

    pub(super) fn push(&mut self, bytes: &[u8]) {
        self.room(bytes.len()).copy_from_slice(bytes);
        self.grow(bytes.len());
    }

    /// Forgets the bytes from here on.
    pub(super) fn cut(&mut self, end: usize) {
        self.end = self.end.min(end);
    }

    /// Forgets the first bytes.
    pub(super) fn discard(&mut self, count: usize) {
        let count = count.min(self.end);
        self.bytes.copy_within(count..self.end, 0);
        self.end -= count;
    }
}

impl Deref for Buffer {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        self.bytes.get(..self.end).unwrap_or(&[])
    }
}

#[cfg(test)]
mod tests {
    use super::Buffer;

    #[test]
    fn holds_what_was_read_and_is_not_used_up() {
        let mut buffer = Buffer::default();
        buffer.push(b"abcdef");
        buffer.discard(4);
        assert_eq!(&*buffer, b"ef");
        buffer.room(10)[..2].copy_from_slice(b"gh");
        buffer.grow(2);
        assert_eq!(&*buffer, b"efgh");
        buffer.discard(99);
        assert!(buffer.is_empty());
    }
}
