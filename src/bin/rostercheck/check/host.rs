//! The host of a check in the command.

use std::cell::Cell;
use std::io;
use std::ops::ControlFlow;
use std::path::Path;
use std::rc::Rc;

use rostercheck::check::{Host, Progress, ReadAhead, read_ahead_in_thread};
use rostercheck::oneroster::value::Day;
use rostercheck::package::Limits;
use rostercheck::report::CsvTable;
use rostercheck::rules::{Findings, GroupTotal, Hit, Values};

use super::status::fails;
use super::wanted::Wanted;
use crate::files::Input;
use crate::output::Output;
use crate::progress::Bar;
use crate::{FailOn, so_far};

/// Tells the check the day, and the person how far it is.
pub(super) struct CommandHost<'a> {
    pub(super) today: Day,
    pub(super) bar: Bar,
    /// What is read ahead, if a core is free for it, within which limits.
    ahead: Option<(Input, Limits)>,
    /// Where each finding goes as soon as it is found.
    pub(super) passing: Option<Passing<'a>>,
}

/// The way of findings that are written while a package is checked.
pub(super) struct Passing<'a> {
    pub(super) table: &'a mut CsvTable<Output>,
    pub(super) values: Values,
    pub(super) fail_on: FailOn,
    /// What became of the last one.
    pub(super) written: io::Result<()>,
    /// Whether nobody reads the table any more.
    pub(super) is_unread: Rc<Cell<bool>>,
    /// Whether nothing that may still be found changes the exit status.
    pub(super) is_decided: bool,
}

impl CommandHost<'_> {
    pub(super) fn new(path: &Path, input: &Input, wanted: &Wanted) -> Self {
        let ahead = wanted.reads_ahead.then(|| (input.clone(), wanted.limits));
        Self { today: wanted.today, bar: wanted.bars.bar(path), ahead, passing: None }
    }
}

impl Host for CommandHost<'_> {
    fn today(&self) -> Day {
        self.today
    }

    fn progress(&mut self, progress: &Progress) -> ControlFlow<()> {
        self.bar.tell(progress);
        so_far::tell(progress);
        #[cfg(debug_assertions)]
        crate::fail_at_row(progress.rows);
        match &self.passing {
            // Nobody takes the rest, and nobody needs it.
            Some(passing) if passing.written.is_err() || (passing.is_unread.get() && passing.is_decided) => {
                ControlFlow::Break(())
            }
            _ => ControlFlow::Continue(()),
        }
    }

    fn read_ahead(&mut self, entry: usize) -> Option<Box<dyn ReadAhead>> {
        let (input, limits) = self.ahead.clone()?;
        read_ahead_in_thread(move || input.package(limits), entry)
    }

    fn found(&mut self, findings: &Findings, total: &GroupTotal, finding: &Hit) {
        if let Some(passing) = &mut self.passing
            && passing.written.is_ok()
        {
            passing.written = passing.table.found(findings, total, finding, passing.values);
            let worst = total.group.severities.worst(findings.profiles());
            passing.is_decided |= worst.is_some_and(|worst| fails(worst, passing.fail_on));
        }
    }
}
