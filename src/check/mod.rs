//! The engine: plans the order, streams each file once, keeps the ids, folds what one cause produced.

pub mod affected;
mod again;
pub(crate) mod anew;
mod asked;
mod begin;
mod checked;
mod counts;
mod deletions;
pub mod effects;
pub mod excerpt;
mod header;
mod ids;
mod input;
mod known;
pub(crate) mod likeness;
mod lookup;
mod manifest;
mod names;
pub mod overview;
mod own;
mod pass;
mod plain;
mod reading;
mod references;
pub(crate) mod shape;
mod table;
pub(crate) mod tables;
#[cfg(not(target_arch = "wasm32"))]
mod thread;

use std::collections::BTreeMap;
use std::pin::Pin;

use input::at_once;

pub use asked::{Cancelled, Host, Options, Progress};
pub use checked::{Changed, Checked, CheckedFile, Extent, NotChecked, Outcome};
pub use input::ReadAhead;
#[cfg(not(target_arch = "wasm32"))]
pub use thread::read_ahead_in_thread;

use crate::oneroster::{Mode, TableId, Version};
use crate::package::{Bytes, Defect, Limits, Package, Unopened, Unreadable};
use crate::receivers::Receiver;
use crate::rules::{
    Cause, Detect, FileFacts, Findings, ManifestFacts, PackageFacts, Place, RULES, Roster, counted, missing_file,
    no_records, odd_archive, unreadable_file, unreadable_package,
};
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
        not_checked: vec![NotChecked { what: "everything".into(), why: "the package could not be opened".into() }],
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
    let mut findings = findings(options);
    if !package.is_zip() {
        findings.set_unpacked();
    }
    let files = names::files(package, &mut findings);
    let mut checked: Vec<CheckedFile> = files
        .iter()
        .map(|file| CheckedFile { name: file.path.clone(), rows: 0, bytes: file.bytes, extent: Extent::Not })
        .collect();
    let mut not_checked = Vec::new();

    if let Some(kind) = package.office_document() {
        let reason = Unreadable::NotAZip { looks_like: Some(kind) };
        return (unreadable(package.name(), package.bytes(), package.limits(), &reason, options, host), true);
    }
    for file in &files {
        if let Some(roster) = file.roster {
            findings.set_right_name(file.file, roster.file());
        }
        if let Some(Roster::Table(id)) = file.roster {
            for receiver in options.profiles.iter().filter(|receiver| !receiver.reads(id)) {
                findings.exempt(file.file, *receiver);
            }
        }
    }
    let parts: Vec<&FileFacts> = files.iter().filter(|file| file.roster.is_some() && !file.is_second).collect();
    for defect in package.defects() {
        let part = parts.iter().find(|file| defect.path() == Some(&file.path));
        odd_archive::found(&mut findings, part.map_or(Place::PACKAGE, |file| file.place()), defect);
    }
    let mut has_unread_folder = false;
    for (entry, why) in package.unopened() {
        let Some(path) = package.entries().get(entry).map(|entry| &entry.path) else { continue };
        if matches!(why, Unopened::Folder(_)) {
            has_unread_folder = true;
            not_checked.push(NotChecked {
                what: format!("the files in {path}"),
                why: "this folder could not be listed".into(),
            });
        }
        let file = files.binary_search_by_key(&entry, |file| file.entry).ok().and_then(|at| files.get(at));
        let is_part =
            matches!(why, Unopened::Folder(_)) || file.is_some_and(|file| file.roster.is_some() && !file.is_second);
        let place = Place::file(findings.file(path));
        unreadable_file::unopened(&mut findings, place, why, is_part);
    }
    let mut manifest = None;
    if let Some(index) = files.iter().position(|file| file.roster == Some(Roster::Manifest) && !file.is_second) {
        let file = &files[index];
        match manifest::read(package, file, &mut findings) {
            Ok((read, rows)) => {
                manifest = read;
                let is_whole = rows <= manifest::MOST_ROWS as u64;
                checked[index].rows = rows;
                checked[index].extent = if is_whole { Extent::Whole } else { Extent::Partly };
                if !is_whole {
                    not_checked.push(NotChecked {
                        what: format!("the rows of {} after row {}", file.path, counted(manifest::MOST_ROWS as u64)),
                        why: "a manifest has fewer than thirty rows".into(),
                    });
                }
            }
            Err(failure) => {
                unreadable_file::found(&mut findings, file.place(), &failure);
                not_checked.push(NotChecked {
                    what: "whether the files are those that the manifest lists".into(),
                    why: format!("{} could not be read", file.path),
                });
            }
        }
    }
    let version = version(package, manifest.as_ref(), &files);
    let facts = PackageFacts {
        zip_name: package.is_zip().then(|| package.name().to_owned()).filter(|name| name != "-"),
        bytes: package.bytes(),
        receivers: options.profiles.clone(),
        files,
        version,
        manifest,
        today: host.today(),
    };
    // Whatever a damaged row of the manifest seems to say, it follows from the damage.
    findings.mute_rows(facts.manifest.as_ref().map(|manifest| (manifest.file, manifest.damaged.clone())));
    for rule in RULES {
        match rule.detect {
            Detect::Package(check) => check(&facts, &mut findings),
            Detect::Manifest(check) => {
                if let Some(manifest) = &facts.manifest {
                    check(manifest, &facts, &mut findings);
                }
            }
            _ => {}
        }
    }

    let mut stopped = Vec::new();
    findings.mute_rows(None);
    let mut run = table::Run::new(package, &facts, host, &mut findings, &mut not_checked);
    for id in TableId::ALL {
        let Some(index) = facts.files.iter().position(|file| file.roster == Some(Roster::Table(id)) && !file.is_second)
        else {
            continue;
        };
        let before = run.rows();
        let path = &facts.files[index].path;
        if !stopped.is_empty() {
            stopped.push(path.clone());
        } else if let Ok((rows, extent)) = run.file(id, &facts.files[index]).await {
            checked[index].rows = rows;
            checked[index].extent = extent;
        } else {
            let rows = run.rows() - before;
            checked[index].rows = rows;
            checked[index].extent = if rows > 0 { Extent::Partly } else { Extent::Not };
            stopped.push(match rows {
                0 => path.clone(),
                rows => format!("the rows of {path} after row {}", counted(rows)),
            });
        }
    }
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

    for (file, seen) in facts.files.iter().zip(&checked) {
        if file.is_second {
            not_checked.push(NotChecked {
                what: file.path.clone(),
                why: "another file of the package is the same roster file and was checked instead".into(),
            });
        } else if let Some(roster) = file.claims {
            let why = match facts.roster(roster) {
                Some(_) => format!("the package has a file that is named {}", roster.file()),
                None => format!("several files look like {}", roster.file()),
            };
            not_checked.push(NotChecked { what: file.path.clone(), why });
        } else if file.roster.is_none() && !file.is_leftover && seen.extent == Extent::Not {
            not_checked.push(NotChecked { what: file.path.clone(), why: "it is not a OneRoster file".into() });
        }
    }
    if !version.is_public() && checked.iter().any(|file| file.rows > 0) {
        not_checked.push(NotChecked {
            what: "flags, numbers, time stamps and free texts of the files".into(),
            why: "of the tables of OneRoster 1.0 only names, ids, references, required values and words are public"
                .into(),
        });
    }
    let is_whole = facts
        .files
        .iter()
        .zip(&checked)
        .all(|(file, seen)| file.roster.is_none() || file.is_second || seen.extent == Extent::Whole)
        && facts.files.iter().all(|file| file.claims.is_none_or(|roster| facts.roster(roster).is_some()));
    let is_stopped = !stopped.is_empty();
    let why = "the check stopped before it got there";
    not_checked.extend(stopped.into_iter().map(|what| NotChecked { what, why: why.into() }));
    let is_damaged = package.defects().iter().any(|defect| matches!(defect, Defect::DirectoryDamaged { .. }));
    if is_damaged {
        not_checked.push(NotChecked {
            what: "other files that the zip may contain".into(),
            why: "the zip's list of files is damaged".into(),
        });
    }
    let has_tables = facts.files.iter().any(|file| file.roster.is_some());
    let mut modes: BTreeMap<bool, Mode> = BTreeMap::new();
    for id in TableId::ALL {
        if let Some(mode) = facts.mode(id) {
            modes.insert(mode == Mode::Delta, mode);
        }
    }
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
        outcome: if is_whole && !is_damaged && !has_unread_folder && !is_stopped {
            Outcome::Complete
        } else {
            Outcome::Partial
        },
        version: has_tables.then_some(version),
        modes: modes.into_values().collect(),
        files: checked,
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

/// Which version of the binding the files follow: what the manifest says; without a manifest, what the headers say.
fn version(package: &Package, manifest: Option<&ManifestFacts>, files: &[FileFacts]) -> Version {
    let holds = |id: TableId| files.iter().any(|file| file.roster == Some(Roster::Table(id)));
    let newer = [TableId::Roles, TableId::UserProfiles, TableId::ScoreScales, TableId::UserResources];
    let by_files = if newer.into_iter().any(holds) { Version::V1_2 } else { Version::V1_1 };
    if let Some(manifest) = manifest {
        let named = manifest.property("oneroster.version").map(|property| property.value.trim());
        return match named {
            Some(number) if number.starts_with("1.2") => Version::V1_2,
            Some(number) if number.starts_with("1.1") => Version::V1_1,
            _ => by_files,
        };
    }
    if files.iter().any(|file| file.roster == Some(Roster::Manifest)) {
        return by_files;
    }
    if manifest::is_1_0(package, files) { Version::V1_0 } else { by_files }
}
