//! The engine: plans the order, streams each file once, keeps the ids, folds what one cause produced.

pub mod affected;
mod again;
pub(crate) mod anew;
mod asked;
mod begin;
mod checked;
mod checked_file;
mod counts;
mod deletions;
pub mod effects;
pub mod excerpt;
mod header;
mod ids;
mod input;
mod known;
pub(crate) mod likeness;
mod links;
mod lookup;
mod manifest;
mod names;
mod not_checked;
pub mod overview;
mod own;
mod package_pass;
mod pass;
mod plain;
mod reading;
mod records;
mod references;
pub(crate) mod shape;
mod table;
pub(crate) mod tables;
#[cfg(not(target_arch = "wasm32"))]
mod thread;
mod words;

use std::pin::Pin;

use input::at_once;

pub use asked::{Cancelled, Host, Options, Progress};
pub use checked::{Changed, Checked, Outcome};
pub use checked_file::{CheckedFile, Extent};
pub use input::ReadAhead;
pub use not_checked::Unchecked;
#[cfg(not(target_arch = "wasm32"))]
pub use thread::read_ahead_in_thread;

use self::package_pass::Survey;
use crate::oneroster::{Mode, TableId};
use crate::package::{Bytes, Defect, Limits, Package, Unreadable};
use crate::receivers::Receiver;
use crate::rules::{Cause, Findings, PackageFacts, missing_file, no_records, unreadable_file, unreadable_package};
use crate::senders::Sender;

/// Checks a zip.
pub fn check_zip(
    name: &str,
    bytes: Box<dyn Bytes>,
    limits: Limits,
    options: &Options,
    host: &mut dyn Host,
) -> Result<Checked, Cancelled> {
    to_the_end(check_zip_so_far(name, bytes, limits, options, host))
}

/// Checks a zip until the host stops it: see [`check_so_far`].
pub fn check_zip_so_far(
    name: &str,
    bytes: Box<dyn Bytes>,
    limits: Limits,
    options: &Options,
    host: &mut dyn Host,
) -> (Checked, bool) {
    at_once(checking_zip(name, bytes, limits, options, host))
}

/// The same as [`check_zip_so_far`], in steps: see [`checking`].
pub async fn checking_zip(
    name: &str,
    bytes: Box<dyn Bytes>,
    limits: Limits,
    options: &Options,
    host: &mut dyn Host,
) -> (Checked, bool) {
    let size = bytes.len();
    match Package::open_zip(name, bytes, limits) {
        Ok(package) => checking(&package, options, host).await,
        Err(reason) => (unreadable(name, size, limits, &reason, options, host), true),
    }
}

/// What is told of a package that could not be opened, or not by the host itself: nothing but the reason.
pub fn unopened(name: &str, reason: &Unreadable, limits: Limits, options: &Options, host: &mut dyn Host) -> Checked {
    unreadable(name, 0, limits, reason, options, host)
}

fn to_the_end((checked, is_the_end): (Checked, bool)) -> Result<Checked, Cancelled> {
    if is_the_end { Ok(checked) } else { Err(Cancelled) }
}

fn unreadable(
    name: &str,
    bytes: u64,
    limits: Limits,
    reason: &Unreadable,
    options: &Options,
    host: &mut dyn Host,
) -> Checked {
    let is_by_limit = reason.is_by_limit() && !limits.are_lifted();
    let mut findings = findings(options);
    unreadable_package::found(&mut findings, reason);
    findings.end(&mut |findings, total, finding| host.found(findings, total, finding));
    Checked {
        name: name.to_owned(),
        bytes,
        outcome: Outcome::Unreadable,
        version: None,
        modes: Vec::new(),
        files: Vec::new(),
        effects: Vec::new(),
        overview: None,
        not_checked: vec![Unchecked::Everything],
        limits_lifted: limits.are_lifted(),
        by_limits: is_by_limit
            .then_some(Cause { rule: unreadable_package::RULE.name, file: None })
            .into_iter()
            .collect(),
        findings,
        checked_at: None,
        sha256: None,
        changes: None,
    }
}

fn findings(options: &Options) -> Findings {
    let mut findings = Findings::new(&options.profiles, options.max_per_rule);
    let implied = if options.profiles.contains(&Receiver::DESSA) { Sender::INFINITE_CAMPUS } else { Sender::OTHER };
    findings.set_sender(options.sender.unwrap_or(implied));
    if options.passes_on {
        findings.set_passing_on();
    }
    if !options.folds {
        findings.set_unfolded();
    }
    findings
}

/// Checks a package that is open.
pub fn check(package: &Package, options: &Options, host: &mut dyn Host) -> Result<Checked, Cancelled> {
    to_the_end(check_so_far(package, options, host))
}

/// Checks a package that is open until the host stops it, and tells what was found up to there and whether that was the
/// end. What is told of a part is no less true of the whole, but what takes a look at the whole is left out.
pub fn check_so_far(package: &Package, options: &Options, host: &mut dyn Host) -> (Checked, bool) {
    at_once(checking(package, options, host))
}

/// The same as [`check_so_far`], in steps: it comes back where it would have to wait for somebody who reads ahead
/// ([`Host::read_ahead`]), and wants to be polled again when there is more to be taken. It wakes nobody.
pub fn checking<'a>(package: &'a Package, options: &'a Options, host: &'a mut dyn Host) -> Checking<'a> {
    Box::pin(check_in_steps(package, options, host))
}

/// A check that goes on when it is polled, and tells whether it came to the end.
pub type Checking<'a> = Pin<Box<dyn Future<Output = (Checked, bool)> + 'a>>;

async fn check_in_steps(package: &Package, options: &Options, host: &mut dyn Host) -> (Checked, bool) {
    if let Some(kind) = package.office_document() {
        let reason = Unreadable::NotAZip { looks_like: Some(kind) };
        return (unreadable(package.name(), package.bytes(), package.limits(), &reason, options, host), true);
    }
    let mut findings = findings(options);
    let Survey { facts, mut files, mut not_checked, has_unread_folder } =
        package_pass::survey(package, options, host, &mut findings);
    let mut run = table::Run::new(package, &facts, host, &mut findings, &mut not_checked);
    let stopped = run.all(&mut files).await;
    let (mut effects, mut overview) = (Vec::new(), None);
    if stopped.is_empty() {
        run.end();
        let records: u64 = run.rows();
        effects = effects::of(&facts, run.tallies(), &options.profiles);
        overview = run.overview();
        no_records::check(&facts, records, &mut findings);
        missing_file::end(&facts, &mut findings);
    }
    findings.end(&mut |findings, total, finding| host.found(findings, total, finding));

    let is_stopped = !stopped.is_empty();
    let is_damaged = package.defects().iter().any(|defect| matches!(defect, Defect::DirectoryDamaged { .. }));
    not_checked.extend(package_pass::not_read(&facts, &files));
    not_checked.extend(stopped);
    if is_damaged {
        not_checked.push(Unchecked::Unlisted);
    }
    let is_whole = package_pass::is_whole(&facts, &files) && !is_damaged && !has_unread_folder && !is_stopped;
    let has_tables = facts.files.iter().any(|file| file.roster.is_some());
    let by_limits = facts
        .files
        .iter()
        .filter(|file| package.is_stopped_by_limit(file.entry))
        .filter(|file| findings.has(&unreadable_file::RULE, Some(file.file)))
        .map(|file| Cause { rule: unreadable_file::RULE.name, file: Some(file.file) })
        .collect();
    let checked = Checked {
        name: package.name().to_owned(),
        bytes: package.bytes(),
        outcome: if is_whole { Outcome::Complete } else { Outcome::Partial },
        version: has_tables.then_some(facts.version),
        modes: modes(&facts),
        files,
        effects,
        overview,
        not_checked,
        limits_lifted: package.limits().are_lifted(),
        by_limits,
        findings,
        checked_at: None,
        sha256: None,
        changes: None,
    };
    (checked, !is_stopped)
}

/// How the files are sent, each way once: bulk first.
fn modes(facts: &PackageFacts) -> Vec<Mode> {
    let is_in_use = |mode: &Mode| TableId::ALL.into_iter().any(|id| facts.mode(id) == Some(*mode));
    [Mode::Bulk, Mode::Delta].into_iter().filter(is_in_use).collect()
}
