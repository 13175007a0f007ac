//! What is asked of a check, and who listens to it.

use std::ops::ControlFlow;

use super::input::ReadAhead;
use crate::oneroster::value::Day;
use crate::receivers::Receiver;
use crate::rules::{Findings, GroupTotal, Hit};
use crate::senders::Sender;

/// What is to be checked, and how much is told.
#[derive(Clone, Debug)]
pub struct Options {
    /// The chosen profiles; the OneRoster rules always run.
    pub profiles: Vec<Receiver>,
    /// Where the package comes from: the fixes name its screens. None: Infinite Campus if the DESSA System is chosen, whose
    /// profile describes its exports, else nothing is known of it.
    pub sender: Option<Sender>,
    /// How many findings of one rule, file and column are told with their place. The totals are exact all the same.
    pub max_per_rule: usize,
    /// Whether every finding is passed on to [`Host::found`] as soon as its row has been looked at, and none is kept:
    /// then even ten million of them need no memory. Totals are kept all the same.
    pub passes_on: bool,
    /// Whether findings that follow from another one are counted under it. Without, each counts by itself; no verdict may
    /// depend on it.
    pub folds: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            profiles: Receiver::by_default().collect(),
            sender: None,
            max_per_rule: 1000,
            passes_on: false,
            folds: true,
        }
    }
}

/// What the engine needs from outside: the date, and an ear for its progress.
pub trait Host {
    /// The day that date rules go by.
    fn today(&self) -> Day;

    /// Told now and then. `Break` stops the check.
    fn progress(&mut self, _progress: &Progress) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }

    /// Somebody who reads the entry at this index of the package ahead, if there is anybody. Who read for an earlier call
    /// is no longer needed.
    fn read_ahead(&mut self, _entry: usize) -> Option<Box<dyn ReadAhead>> {
        None
    }

    /// Told each finding, if [`Options::passes_on`] asks for it: in the order of the files, and of the rows in them.
    fn found(&mut self, _findings: &Findings, _total: &GroupTotal, _finding: &Hit) {}
}

/// A day alone is a host that wants neither progress nor findings one by one.
impl Host for Day {
    fn today(&self) -> Day {
        *self
    }
}

/// How far a check has come.
#[derive(Clone, Copy, Debug)]
pub struct Progress<'a> {
    /// Bytes of the package that are done, as they stand in the zip.
    pub packed_done: u64,
    /// Bytes of the package that are read in all.
    pub packed_total: u64,
    /// The file that is being read.
    pub file: &'a str,
    /// Rows read so far, in all files.
    pub rows: u64,
}

/// The host stopped the check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cancelled;

impl std::error::Error for Cancelled {}
