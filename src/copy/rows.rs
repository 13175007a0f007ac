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
