//! Rows that are the same to the byte are passed over.

use super::super::scan::LineEnd;
use super::super::simd;
use super::{Last, Rows, Source};

impl<S: Source> Rows<S> {
    /// Passes over rows, at most so many, that are to the byte the row which [`Rows::next_row`] gave last: how many they
    /// are, and how many lines each takes. One that is the same is left to be read, so that whatever stands behind a
    /// row is the same for all of them.
    pub fn pass_over_same(&mut self, most: u64) -> (u64, u64) {
        let Last { length, lines, records, line_end } = self.last;
        let text = self.start.checked_sub(length).filter(|_| length > 0).and_then(|from| self.buffer.get(from..));
        let Some(text) = text else { return (0, 0) };
        let wanted = usize::try_from(most).unwrap_or(usize::MAX).saturating_add(2).saturating_mul(length);
        let text = text.get(..wanted).unwrap_or(text);
        let same = same_at_front(text, text.get(length..).unwrap_or(&[])) / length;
        let times = (same as u64).saturating_sub(1).min(most);
        self.start += same.saturating_sub(1).min(usize::try_from(times).unwrap_or(usize::MAX)) * length;
        self.line += times * lines;
        self.record += times * records;
        match line_end {
            LineEnd::CrLf => self.line_ends.crlf += times,
            LineEnd::Lf => self.line_ends.lf += times,
            LineEnd::Cr => self.line_ends.cr += times,
            LineEnd::EndOfFile => {}
        }
        (times, lines)
    }
}

/// How many bytes at the front of two texts are the same.
fn same_at_front(one: &[u8], other: &[u8]) -> usize {
    let blocks = one.chunks_exact(simd::BLOCK).zip(other.chunks_exact(simd::BLOCK));
    let same = blocks.take_while(|(one, other)| one == other).count() * simd::BLOCK;
    let rest = one.iter().zip(other).skip(same);
    same + rest.take_while(|(one, other)| one == other).count()
}
