//! What is found out of a package before a row of its tables is read, and which of its files were not.

use super::asked::{Host, Options};
use super::checked_file::{CheckedFile, Extent};
use super::not_checked::Unchecked;
use super::{manifest, names};
use crate::oneroster::{TableId, Version};
use crate::package::{Package, Unopened};
use crate::rules::{
    Detect, FileFacts, Findings, ManifestFacts, PackageFacts, Place, RULES, Roster, odd_archive, unreadable_file,
};

/// What is known before the rows.
pub(super) struct Survey {
    pub(super) facts: PackageFacts,
    /// The files, of which no row is read yet but the manifest's.
    pub(super) files: Vec<CheckedFile>,
    pub(super) not_checked: Vec<Unchecked>,
    /// Whether there is a folder of which nobody knows what lies in it.
    pub(super) has_unread_folder: bool,
}

/// Looks at the package, its archive and its manifest, and lets the rules for these look.
pub(super) fn survey(package: &Package, options: &Options, host: &dyn Host, findings: &mut Findings) -> Survey {
    if !package.is_zip() {
        findings.set_unpacked();
    }
    let files = names::files(package, findings);
    let mut checked: Vec<CheckedFile> = files
        .iter()
        .map(|file| CheckedFile { name: file.path.clone(), rows: 0, bytes: file.bytes, extent: Extent::Not })
        .collect();
    let mut not_checked = Vec::new();
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
    defects(package, &files, findings);
    let has_unread_folder = unopened(package, &files, &mut not_checked, findings);
    let manifest = read_manifest(package, &files, &mut checked, &mut not_checked, findings);
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
    rules(&facts, findings);
    Survey { facts, files: checked, not_checked, has_unread_folder }
}

/// Tells what is odd about the archive.
fn defects(package: &Package, files: &[FileFacts], findings: &mut Findings) {
    let parts: Vec<&FileFacts> = files.iter().filter(|file| is_read(file)).collect();
    for defect in package.defects() {
        let part = parts.iter().find(|file| defect.path() == Some(&file.path));
        odd_archive::found(findings, part.map_or(Place::PACKAGE, |file| file.place()), defect);
    }
}

/// Tells what could not be opened; whether a folder is among it.
fn unopened(package: &Package, files: &[FileFacts], not_checked: &mut Vec<Unchecked>, findings: &mut Findings) -> bool {
    let mut has_unread_folder = false;
    for (entry, why) in package.unopened() {
        let Some(path) = package.entries().get(entry).map(|entry| &entry.path) else { continue };
        let is_folder = matches!(why, Unopened::Folder(_));
        if is_folder {
            has_unread_folder = true;
            not_checked.push(Unchecked::Folder(path.clone()));
        }
        let file = files.binary_search_by_key(&entry, |file| file.entry).ok().and_then(|at| files.get(at));
        let place = Place::file(findings.file(path));
        unreadable_file::unopened(findings, place, why, is_folder || file.is_some_and(is_read));
    }
    has_unread_folder
}

/// The manifest, if there is one that can be read.
fn read_manifest(
    package: &Package,
    files: &[FileFacts],
    checked: &mut [CheckedFile],
    not_checked: &mut Vec<Unchecked>,
    findings: &mut Findings,
) -> Option<ManifestFacts> {
    let is_manifest =
        |(file, _): &(&FileFacts, &mut CheckedFile)| file.roster == Some(Roster::Manifest) && is_read(file);
    let (file, seen) = files.iter().zip(checked).find(is_manifest)?;
    match manifest::read(package, file, findings) {
        Ok((read, rows)) => {
            let is_whole = rows <= manifest::MOST_ROWS as u64;
            seen.rows = rows;
            seen.extent = if is_whole { Extent::Whole } else { Extent::Partly };
            if !is_whole {
                let after = manifest::MOST_ROWS as u64;
                not_checked.push(Unchecked::LongManifest { path: file.path.clone(), after });
            }
            read
        }
        Err(failure) => {
            unreadable_file::found(findings, file.place(), &failure);
            not_checked.push(Unchecked::Manifest(file.path.clone()));
            None
        }
    }
}

/// Lets the rules for packages and manifests look.
fn rules(facts: &PackageFacts, findings: &mut Findings) {
    // Whatever a damaged row of the manifest seems to say, it follows from the damage.
    findings.mute_rows(facts.manifest.as_ref().map(|manifest| (manifest.file, manifest.damaged.clone())));
    for rule in RULES {
        match rule.detect {
            Detect::Package(check) => check(facts, findings),
            Detect::Manifest(check) => {
                if let Some(manifest) = &facts.manifest {
                    check(manifest, facts, findings);
                }
            }
            _ => {}
        }
    }
    findings.mute_rows(None);
}

/// Whether a file is read as the roster file that it is.
fn is_read(file: &FileFacts) -> bool {
    file.roster.is_some() && !file.is_second
}

/// The files of which nothing was to be read, and what of a version is not known.
pub(super) fn not_read(facts: &PackageFacts, checked: &[CheckedFile]) -> Vec<Unchecked> {
    let mut not_checked = Vec::new();
    for (file, seen) in facts.files.iter().zip(checked) {
        let path = || file.path.clone();
        if file.is_second {
            not_checked.push(Unchecked::Second(path()));
        } else if let Some(roster) = file.claims {
            let is_there = facts.roster(roster).is_some();
            not_checked.push(Unchecked::Claims { path: path(), roster, is_there });
        } else if file.roster.is_none() && !file.is_leftover && seen.extent == Extent::Not {
            not_checked.push(Unchecked::Stranger(path()));
        }
    }
    if !facts.version.is_public() && checked.iter().any(|file| file.rows > 0) {
        not_checked.push(Unchecked::OldValues);
    }
    not_checked
}

/// Whether every roster file was read as a whole, and none waits for its name.
pub(super) fn is_whole(facts: &PackageFacts, checked: &[CheckedFile]) -> bool {
    let mut files = facts.files.iter().zip(checked);
    files.all(|(file, seen)| !is_read(file) || seen.extent == Extent::Whole)
        && facts.files.iter().all(|file| file.claims.is_none_or(|roster| facts.roster(roster).is_some()))
}

/// Which version of the binding the files follow: what the manifest says; without a manifest, what the headers say.
pub(super) fn version(package: &Package, manifest: Option<&ManifestFacts>, files: &[FileFacts]) -> Version {
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
