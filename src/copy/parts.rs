//! A zip in parts: for a place that takes bytes by the part and holds none of them together, as a `Blob` does.

use std::collections::VecDeque;
use std::io::{self, Seek, SeekFrom, Write};

/// Bytes of a part.
const PART: usize = 1 << 20;

/// Bytes of a part up to which it may be changed later: it may be the header of an entry.
const HEAD: usize = 1 << 17;

/// Parts that may still be changed. Between the header of an entry and its end there is one, behind the last whole part.
const KEPT: usize = 4;

/// Takes the parts of a file, which are its bytes in their order.
pub trait Sink {
    /// Takes the next part.
    fn add(&mut self, part: &[u8]) -> io::Result<()>;

    /// Takes a part once more, by its number from 0, because some of its bytes have changed; not how many they are.
    fn replace(&mut self, number: usize, part: &[u8]) -> io::Result<()>;
}

/// What is written goes to a [`Sink`], part by part. Whoever asks for the place ends a part there; one may seek back to
/// what stands in the last small parts, and write over it: that is what becomes of the headers in a zip.
pub struct Parts<S> {
    sink: S,
    /// Bytes and number of the parts before the one at hand.
    done: u64,
    count: usize,
    part: Vec<u8>,
    kept: VecDeque<Kept>,
    /// Where the next byte goes, if not to the end.
    back: Option<u64>,
}

struct Kept {
    number: usize,
    start: u64,
    bytes: Vec<u8>,
    is_changed: bool,
}

impl<S: Sink> Parts<S> {
    /// Begins a file.
    pub fn new(sink: S) -> Self {
        Self { sink, done: 0, count: 0, part: Vec::new(), kept: VecDeque::new(), back: None }
    }

    /// Ends the file.
    pub fn end(mut self) -> io::Result<S> {
        self.close()?;
        self.pass_changes()?;
        Ok(self.sink)
    }

    fn close(&mut self) -> io::Result<()> {
        if self.part.is_empty() {
            return Ok(());
        }
        self.sink.add(&self.part)?;
        let (number, start) = (self.count, self.done);
        self.count += 1;
        self.done += self.part.len() as u64;
        if self.part.len() <= HEAD {
            let bytes = std::mem::take(&mut self.part);
            self.kept.push_back(Kept { number, start, bytes, is_changed: false });
            if self.kept.len() > KEPT {
                self.pass_changes()?;
                self.kept.pop_front();
            }
        } else {
            self.part.clear();
        }
        Ok(())
    }

    fn pass_changes(&mut self) -> io::Result<()> {
        for kept in self.kept.iter_mut().filter(|kept| kept.is_changed) {
            kept.is_changed = false;
            self.sink.replace(kept.number, &kept.bytes)?;
        }
        Ok(())
    }

    fn write_back(&mut self, at: u64, buffer: &[u8]) -> io::Result<usize> {
        for kept in &mut self.kept {
            let place = at.checked_sub(kept.start).and_then(|place| usize::try_from(place).ok());
            let Some(to) = place.and_then(|place| kept.bytes.get_mut(place..)).filter(|to| !to.is_empty()) else {
                continue;
            };
            let count = to.len().min(buffer.len());
            to.iter_mut().zip(buffer).for_each(|(to, byte)| *to = *byte);
            kept.is_changed = true;
            self.back = Some(at + count as u64);
            return Ok(count);
        }
        Err(io::Error::new(io::ErrorKind::Unsupported, super::words::PASSED_ON))
    }
}

impl<S: Sink> Write for Parts<S> {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        if let Some(at) = self.back {
            return self.write_back(at, buffer);
        }
        let count = buffer.len().min(PART - self.part.len());
        self.part.extend_from_slice(buffer.get(..count).unwrap_or_default());
        if self.part.len() >= PART {
            self.close()?;
        }
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<S: Sink> Seek for Parts<S> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.close()?;
        let from = |start: u64, by: i64| start.checked_add_signed(by);
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::Current(by) => from(self.back.unwrap_or(self.done), by),
            SeekFrom::End(by) => from(self.done, by),
        };
        let at = at.filter(|at| *at <= self.done).ok_or(io::ErrorKind::InvalidInput)?;
        self.back = (at < self.done).then_some(at);
        Ok(at)
    }
}
