//! Opens every archive of the corpora, reads every entry to its end, and compares what is said about it with
//! `golden/archives.txt`. `cargo xtask bless` writes that file anew.
//!
//! The corpora are not part of the project: `ROSTERCHECK_CORPORA`, or `../shared/corpora` beside it.

// A test is run by people, who read what it prints.
#![allow(clippy::print_stderr, clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rostercheck::package::{EntryFailure, Limits, Package, Unreadable};

/// No archive of the corpora may take longer, in a debug build on a slow machine.
const LONGEST: Duration = Duration::from_secs(5);

fn archives_folder() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let corpora = std::env::var_os("ROSTERCHECK_CORPORA").map_or_else(|| root.join("../shared/corpora"), PathBuf::from);
    Some(corpora.join("zip")).filter(|folder| folder.is_dir())
}

fn files_below(folder: &Path, found: &mut Vec<PathBuf>) {
    for item in std::fs::read_dir(folder).unwrap() {
        let path = item.unwrap().path();
        if path.is_dir() {
            files_below(&path, found);
        } else {
            found.push(path);
        }
    }
}

/// A value's variant, without what it holds: names in the archives are not ours to copy.
fn variant(value: &impl std::fmt::Debug) -> String {
    let text = format!("{value:?}");
    let name = text.split([' ', '(', '{']).next().unwrap_or_default().to_owned();
    match text.split_once("what: ") {
        Some((_, what)) => format!("{name}:{}", what.split([' ', '}']).next().unwrap_or_default()),
        None => name,
    }
}

fn counted(variants: impl Iterator<Item = String>) -> String {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for one in variants {
        *counts.entry(one).or_default() += 1;
    }
    let listed: Vec<String> =
        counts.into_iter().map(|(name, count)| if count == 1 { name } else { format!("{name} x{count}") }).collect();
    if listed.is_empty() { "-".to_owned() } else { listed.join(", ") }
}

fn read_to_end(package: &Package, index: usize, buffer: &mut [u8]) -> Result<(), EntryFailure> {
    let mut reader = package.read(index)?;
    while reader.read(buffer)? > 0 {}
    Ok(())
}

fn describe_failure(failure: &EntryFailure) -> String {
    match failure {
        EntryFailure::UnsupportedMethod { name, .. } => format!("UnsupportedMethod({name})"),
        EntryFailure::Corrupt { reason } => format!("Corrupt({reason})"),
        other => variant(other),
    }
}

/// One line about one archive.
fn verdict(bytes: Vec<u8>, buffer: &mut [u8]) -> String {
    let package = match Package::open_zip("archive", Box::new(bytes), Limits::default()) {
        Ok(package) => package,
        Err(Unreadable::NotAZip { looks_like }) => return format!("NotAZip({looks_like:?}) | - | -"),
        Err(Unreadable::Corrupt { reason }) => return format!("Corrupt({reason}) | - | -"),
        Err(unreadable) => return format!("{} | - | -", variant(&unreadable)),
    };
    let results: Vec<_> = (0..package.entries().len()).map(|index| read_to_end(&package, index, buffer)).collect();
    let failed = counted(results.iter().filter_map(|result| result.as_ref().err()).map(describe_failure));
    let good = results.iter().filter(|result| result.is_ok()).count();
    let opened = package.office_document().map_or_else(|| "opened".to_owned(), |kind| format!("opened, {kind:?}"));
    format!("{opened} | {good} ok; {failed} | {}", counted(package.defects().iter().map(variant)))
}

#[test]
fn every_archive_of_the_corpora_gets_a_verdict() {
    let Some(folder) = archives_folder() else {
        eprintln!("\n*** not run: corpora not found (set ROSTERCHECK_CORPORA) ***\n");
        return;
    };
    let mut paths = Vec::new();
    files_below(&folder, &mut paths);
    let mut named: Vec<(String, PathBuf)> = paths
        .into_iter()
        .map(|path| (path.strip_prefix(&folder).unwrap().to_string_lossy().replace('\\', "/"), path))
        .collect();
    named.sort();

    let mut buffer = vec![0; 256 << 10];
    let mut table = String::from("archive | opened, or why not | entries read, entries failed | defects\n");
    for (name, path) in &named {
        let started = Instant::now();
        let verdict = verdict(std::fs::read(path).unwrap(), &mut buffer);
        assert!(started.elapsed() < LONGEST, "{name} took {:?}", started.elapsed());
        writeln!(table, "{name} | {verdict}").unwrap();
    }
    assert_memory_stayed_small();

    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/archives.txt");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&golden, &table).unwrap();
        return;
    }
    let expected = std::fs::read_to_string(&golden).unwrap_or_default().replace("\r\n", "\n");
    for (line, wanted) in table.lines().zip(expected.lines()) {
        assert_eq!(line, wanted, "differs from {}; `cargo xtask bless` writes it anew", golden.display());
    }
    assert_eq!(table.lines().count(), expected.lines().count());
}

/// The archives hold up to 1.3 MB, some of them declare gigabytes. Where the system tells, no more than 64 MiB may ever
/// have been held.
fn assert_memory_stayed_small() {
    let Ok(status) = std::fs::read_to_string("/proc/self/status") else { return };
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse().ok());
    let peak: u64 = peak.unwrap_or(0);
    assert!(peak < 64 << 10, "{peak} KiB were held at the peak");
}
