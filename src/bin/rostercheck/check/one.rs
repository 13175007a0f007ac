//! One package is checked.

use std::path::Path;

use rostercheck::check::{Cancelled, Checked, Options, check, check_zip, unopened};
use rostercheck::package::{ReadFailure, Unreadable};
use rostercheck::report::Report;

use super::clock::now;
use super::host::CommandHost;
use super::wanted::{Answer, Wanted};
use crate::compare;
use crate::files::{self, Input};
use crate::in_turn::AtWork;
use crate::so_far;

/// Checks a package that may have to be opened first.
pub(crate) fn answer(path: &Path, label: &str, wanted: &Wanted) -> Answer {
    let _at_work = AtWork::begin();
    match files::open(path, &wanted.limits) {
        Ok(input) => {
            let mut host = CommandHost::new(path, &input, wanted);
            // Nobody stops a check whose findings are kept.
            let report = match checked(input.clone(), wanted, &mut host)
                .and_then(|checked| with_changes(checked, input, path, label, wanted))
            {
                Ok(checked) => named(Report::new(&checked, wanted.values), label),
                Err(Cancelled) => of_unopened(label, "the check was stopped", wanted),
            };
            Answer { report, unopened: None }
        }
        Err(error) => Answer { report: of_unopened(label, &error.to_string(), wanted), unopened: Some(error) },
    }
}

/// Adds what the package changes against the one that was sent before, if there is one and both can be opened.
fn with_changes(
    mut checked: Checked,
    input: Input,
    path: &Path,
    label: &str,
    wanted: &Wanted,
) -> Result<Checked, Cancelled> {
    let Some((previous, name, options)) = &wanted.previous else { return Ok(checked) };
    let opened = |input: Input, name: &str| compare::opened(input, name.to_owned(), wanted.limits);
    let Some((old, new)) = opened(previous.clone(), name).zip(opened(input, label)) else { return Ok(checked) };
    let compared = compare::compared(&old, &new, checked.findings.profiles(), options, wanted.bars.bar(path))?;
    checked.compare(compared, old.told, new.told);
    Ok(checked)
}

/// The report of a package that could not be opened.
pub(crate) fn of_unopened(label: &str, why: &str, wanted: &Wanted) -> Report {
    let reason = Unreadable::Host(ReadFailure { reason: why.to_owned() });
    let options = Options { passes_on: false, ..wanted.options.clone() };
    let checked = unopened(label, &reason, wanted.limits, &options, &mut { wanted.today });
    Report::new(&checked, wanted.values)
}

/// A report under the name that the person who asked for it knows.
fn named(mut report: Report, label: &str) -> Report {
    label.clone_into(&mut report.input.name);
    report
}

pub(super) fn checked(input: Input, wanted: &Wanted, host: &mut CommandHost) -> Result<Checked, Cancelled> {
    so_far::begin(input.clone(), &wanted.options, wanted.limits, wanted.today);
    let (limits, options) = (wanted.limits, &wanted.options);
    // A second core reads the file for its fingerprint meanwhile.
    let of = input.clone();
    let fingerprint =
        wanted.fingerprints_aside.then(|| std::thread::Builder::new().spawn(move || of.fingerprint()).ok()).flatten();
    let again = (!wanted.fingerprints_aside).then(|| input.clone());
    let mut checked = match input {
        Input::Zip(name, file) => check_zip(&name, Box::new(file), limits, options, host),
        Input::Folder(name, listing) => check(&listing.package(&name, limits), options, host),
        Input::Neither(name, reason) => Ok(unopened(&name, &reason, limits, options, host)),
    };
    host.bar.end();
    so_far::end();
    if let Ok(checked) = &mut checked {
        checked.checked_at = Some(now());
        checked.sha256 = match again {
            Some(input) => input.fingerprint(),
            None => fingerprint.and_then(|thread| thread.join().ok()).flatten(),
        };
    }
    checked
}
