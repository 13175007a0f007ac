//! Rows as Campus writes them: every value in quotes, CRLF at the end.

use std::fmt::Display;
use std::io::{self, Write};

/// Rows are handed on in pieces of about this size, in bytes.
const PIECE: usize = 1 << 18;

pub(super) struct CsvWriter<'a> {
    output: &'a mut dyn Write,
    piece: Vec<u8>,
    in_row: bool,
    rows: u64,
}

impl<'a> CsvWriter<'a> {
    pub(super) fn new(output: &'a mut dyn Write) -> Self {
        Self { output, piece: Vec::with_capacity(PIECE + 1024), in_row: false, rows: 0 }
    }

    /// A value that holds no quote, as all of ours do.
    pub(super) fn text(&mut self, value: &str) -> &mut Self {
        debug_assert!(!value.contains('"'), "{value} would need its quotes doubled");
        self.open();
        self.piece.extend_from_slice(value.as_bytes());
        self.piece.push(b'"');
        self
    }

    pub(super) fn value(&mut self, value: impl Display) -> &mut Self {
        self.open();
        // A vector takes every byte, so this cannot fail.
        let _ = write!(self.piece, "{value}");
        self.piece.push(b'"');
        self
    }

    /// Columns without a value.
    pub(super) fn blank(&mut self, columns: usize) -> &mut Self {
        for _ in 0..columns {
            self.text("");
        }
        self
    }

    pub(super) fn end_row(&mut self) -> io::Result<()> {
        self.piece.extend_from_slice(b"\r\n");
        self.in_row = false;
        self.rows += 1;
        if self.piece.len() >= PIECE {
            self.output.write_all(&self.piece)?;
            self.piece.clear();
        }
        Ok(())
    }

    /// Writes what is left, and gives the count of rows.
    pub(super) fn finish(self) -> io::Result<u64> {
        self.output.write_all(&self.piece)?;
        Ok(self.rows)
    }

    fn open(&mut self) {
        if self.in_row {
            self.piece.push(b',');
        }
        self.in_row = true;
        self.piece.push(b'"');
    }
}
