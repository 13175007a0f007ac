//! The exit status: what a check says, and nothing else.

use rostercheck::receivers::Severity;
use rostercheck::report::{Outcome, Report};

use crate::{EXIT_CLEAN, EXIT_FINDINGS, EXIT_UNCHECKED, FailOn};

/// Whether something as bad as this makes the exit status 1.
pub(super) fn fails(severity: Severity, fail_on: FailOn) -> bool {
    match fail_on {
        FailOn::Error => severity == Severity::Error,
        FailOn::Warning => severity != Severity::Info,
        FailOn::Never => false,
    }
}

/// What the check says, and nothing else: not the format, nor who reads it. Not ready is never clean, also where it has
/// no error, because something could not be checked, or because there is nothing in it.
pub(super) fn exit_status(report: &Report, fail_on: FailOn) -> u8 {
    let is_ready = report.verdicts.iter().all(|verdict| verdict.ready);
    status_of(report.outcome == Outcome::Unreadable, is_ready, report.has(Severity::Warning), fail_on)
}

/// The same of what a summary says.
pub(crate) fn status_of(is_unreadable: bool, is_ready: bool, has_warnings: bool, fail_on: FailOn) -> u8 {
    match fail_on {
        _ if is_unreadable => EXIT_UNCHECKED,
        FailOn::Never => EXIT_CLEAN,
        FailOn::Warning if has_warnings => EXIT_FINDINGS,
        _ if is_ready => EXIT_CLEAN,
        _ => EXIT_FINDINGS,
    }
}
