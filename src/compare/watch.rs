//! Reading of whole files, over and again, with an eye on who waits for it.

use std::ops::ControlFlow;

use crate::check::tables::{Sheet, Stopped};
use crate::check::{Host, Progress};
use crate::csv::Row;

/// Somebody who waits, and how far the work has come.
pub(super) struct Watch<'h> {
    host: &'h mut dyn Host,
    done: u64,
    total: u64,
    rows: u64,
}

impl<'h> Watch<'h> {
    /// `total` is the number of packed bytes that will be read, as far as that is known before.
    pub(super) fn new(host: &'h mut dyn Host, total: u64) -> Self {
        Self { host, done: 0, total, rows: 0 }
    }

    /// Reads a file: see [`Sheet::read`].
    pub(super) fn read(&mut self, sheet: &Sheet, show: impl FnMut(&Row)) -> Result<u64, Stopped> {
        let Self { host, done, total, rows } = self;
        let (before, rows_before) = (*done, *rows);
        let mut tell = |packed: u64, read: u64| -> ControlFlow<()> {
            *rows = rows_before + read;
            let packed_done = before.saturating_add(packed).min(*total);
            host.progress(&Progress { packed_done, packed_total: *total, file: sheet.table.id.file(), rows: *rows })
        };
        let set_aside = sheet.read(&mut tell, show)?;
        *done = before.saturating_add(sheet.packed_bytes()).min(*total);
        Ok(set_aside)
    }
}
