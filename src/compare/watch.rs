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
    pub(super) fn read(&mut self, sheet: &Sheet, show: &mut dyn FnMut(&Row)) -> Result<u64, Stopped> {
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

    /// Tells how far two files have come that are read side by side.
    pub(super) fn tell(&mut self, sheet: &Sheet, packed: u64, read: u64) -> Result<(), Stopped> {
        let packed_done = self.done.saturating_add(packed).min(self.total);
        let (packed_total, file) = (self.total, sheet.table.id.file());
        match self.host.progress(&Progress { packed_done, packed_total, file, rows: self.rows + read }) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(Stopped::Cancelled),
        }
    }

    /// Files that were read side by side have ended.
    pub(super) fn have_read(&mut self, sheets: [&Sheet; 2]) {
        let packed = sheets.map(Sheet::packed_bytes).into_iter().fold(0, u64::saturating_add);
        self.done = self.done.saturating_add(packed).min(self.total);
    }

    /// These files will be read once more.
    pub(super) fn read_again(&mut self, sheets: [&Sheet; 2]) {
        self.total = sheets.map(Sheet::packed_bytes).into_iter().fold(self.total, u64::saturating_add);
    }

    /// What was read for nothing will be read again, and one of the files a second time.
    pub(super) fn give_up(&mut self, packed: u64, sheet: &Sheet) {
        self.done = self.done.saturating_add(packed);
        self.total = self.total.saturating_add(packed).saturating_add(sheet.packed_bytes());
    }
}
