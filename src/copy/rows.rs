//! Rows as the standard wants them: commas, quotes where they are needed, CRLF.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

use csv::{ByteRecord, Terminator, WriterBuilder};

/// Writes the rows of one file, in UTF-8.
pub struct RowWriter<W: Write> {
    csv: csv::Writer<Shared<W>>,
    to: Shared<W>,
    record: ByteRecord,
}

/// Appends a cell as [`RowWriter`] writes it; but not one that is all there is of a row.
pub(crate) fn append(text: &mut Vec<u8>, cell: &[u8]) {
    if !cell.iter().any(|byte| matches!(byte, b'"' | b',' | b'\r' | b'\n')) {
        text.extend_from_slice(cell);
        return;
    }
    text.push(b'"');
    for (number, part) in cell.split(|byte| *byte == b'"').enumerate() {
        text.extend_from_slice(if number > 0 { b"\"\"" } else { b"" });
        text.extend_from_slice(part);
    }
    text.push(b'"');
}

/// The same for a cell of a plain row whose cells are separated by commas, as it stands in the file: it has no quotes but
/// those around it, and no line break.
#[inline]
pub(crate) fn append_plain(text: &mut Vec<u8>, raw: &[u8]) {
    let cell = match raw {
        [b'"', cell @ .., b'"'] if !cell.contains(&b',') => cell,
        _ => raw,
    };
    text.extend_from_slice(cell);
}

/// What the rows and the bytes between them are written to.
struct Shared<W>(Rc<RefCell<W>>);

impl<W: Write> RowWriter<W> {
    /// Writes to `to`.
    pub fn new(to: W) -> Self {
        let to = Shared(Rc::new(RefCell::new(to)));
        let csv = WriterBuilder::new()
            .has_headers(false)
            // A row that was set aside may have another number of cells.
            .flexible(true)
            .terminator(Terminator::CRLF)
            .buffer_capacity(1 << 16)
            .from_writer(Shared(to.0.clone()));
        Self { csv, to, record: ByteRecord::new() }
    }

    /// Writes a row. One that is nothing but an empty cell is written as `""`, or it would be an empty line.
    pub fn row<'a>(&mut self, cells: impl IntoIterator<Item = &'a [u8]>) -> io::Result<()> {
        self.record.clear();
        cells.into_iter().for_each(|cell| self.record.push_field(cell));
        self.csv.write_byte_record(&self.record).map_err(io::Error::from)
    }

    /// Writes bytes as they stand, such as a row that was set aside, or an empty line. Their line end belongs to them.
    pub fn raw(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.csv.flush()?;
        self.to.write_all(bytes)
    }

    /// Ends the file: what was held back is written. Without it the last rows may be missing.
    pub fn end(mut self) -> io::Result<()> {
        self.csv.flush()
    }
}

impl<W: Write> Write for Shared<W> {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().write(buffer)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.borrow_mut().flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_appended_as_they_are_written() {
        let written = |cell: &[u8]| {
            let mut bytes = Vec::new();
            let mut rows = RowWriter::new(&mut bytes);
            rows.row([&b"x"[..], cell]).unwrap();
            rows.end().unwrap();
            bytes[2..bytes.len() - 2].to_vec()
        };
        for first in 0..=255u8 {
            for cell in [&[first][..], &[first, first], &[b'a', first], &[first, b' '], &[b'"', first, b','], &[]] {
                let mut text = Vec::new();
                append(&mut text, cell);
                assert_eq!(text, written(cell));
                if cell.iter().any(|byte| matches!(byte, b'"' | b'\r' | b'\n')) {
                    continue;
                }
                // As plain rows have it: with quotes, and without where no comma stands in it.
                let quoted = [b"\"", cell, b"\""].concat();
                for raw in [Some(&quoted[..]), (!cell.contains(&b',')).then_some(cell)].into_iter().flatten() {
                    text.clear();
                    append_plain(&mut text, raw);
                    assert_eq!(text, written(cell));
                }
            }
        }
    }
}
