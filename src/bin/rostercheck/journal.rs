//! The lines that an earlier run has written, and where the next ones go: a run that was stopped goes on where it was.
//!
//! The summary is its own journal, so that the two cannot disagree.

use std::collections::HashMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead as _, BufReader, Read as _, Seek as _};
use std::path::Path;

use rostercheck::oneroster::value::Day;
use serde_json::Value;

use crate::FailOn;
use crate::check::status_of;

/// What an earlier run has done.
#[derive(Default)]
pub(crate) struct Journal {
    /// For each path the stamp and the exit status of its last line, both by their numbers: a path takes 24 bytes here.
    done: HashMap<u64, (u64, u8)>,
    /// The day of the earlier run.
    pub(crate) today: Option<Day>,
}

/// What a run wants; a summary is of one kind throughout.
pub(crate) struct JournalKind<'a> {
    pub(crate) profiles: Vec<&'a str>,
    pub(crate) today: Option<Day>,
    pub(crate) fail_on: FailOn,
}

impl Journal {
    /// Reads what is there, and opens the file for more. What is no summary is refused, and not touched.
    pub(crate) fn open(path: &Path, kind: &JournalKind) -> io::Result<(Self, File)> {
        let mut file = OpenOptions::new().read(true).append(true).create(true).open(path)?;
        let mut journal = Self::default();
        let mut whole = 0;
        let mut reader = BufReader::new(&file);
        let mut line = String::new();
        loop {
            line.clear();
            // A line without an end was being written when the run was stopped; no line is longer than this.
            reader.by_ref().take(1 << 20).read_line(&mut line)?;
            if !line.ends_with('\n') {
                break;
            }
            journal.add(&line, kind)?;
            whole += line.len() as u64;
        }
        if !line.is_empty() {
            if !line.starts_with("{\"schema\":1,") && !"{\"schema\":1,".starts_with(line.as_str()) {
                return Err(other("this is no summary. Name a new file, or one that --resume has written"));
            }
            file.set_len(whole)?;
        }
        file.seek(io::SeekFrom::End(0))?;
        Ok((journal, file))
    }

    fn add(&mut self, line: &str, kind: &JournalKind) -> io::Result<()> {
        let no_summary = || other("this is no summary. Name a new file, or one that --resume has written");
        let line: Value = serde_json::from_str(line).map_err(|_| no_summary())?;
        let path = line["path"].as_str().ok_or_else(no_summary)?;
        let version = line["version"].as_str().ok_or_else(no_summary)?;
        if version != env!("CARGO_PKG_VERSION") {
            return Err(other(&format!("rostercheck {version} began it; let the same version end it")));
        }
        let day = line["today"].as_str().and_then(|day| Day::parse(day.as_bytes())).ok_or_else(no_summary)?;
        if kind.today.or(self.today).is_some_and(|today| today != day) {
            return Err(other("it was begun with another --today"));
        }
        self.today = Some(day);
        let verdicts = line["verdicts"].as_array().ok_or_else(no_summary)?;
        let outcome = line["outcome"].as_str().ok_or_else(no_summary)?;
        let is_failed = outcome == "failed";
        let profiles: Vec<&str> = verdicts.iter().filter_map(|verdict| verdict["profile"].as_str()).collect();
        if !is_failed && profiles != kind.profiles {
            return Err(other("it was begun for other receivers"));
        }
        let is_ready = verdicts.iter().all(|verdict| verdict["ready"] == Value::Bool(true));
        let counts = |verdict: &Value, what: &str| verdict[what].as_u64().is_some_and(|count| count > 0);
        let has_warnings = verdicts.iter().any(|it| counts(it, "errors") || counts(it, "warnings"));
        let status = status_of(outcome == "unreadable", is_ready, has_warnings, kind.fail_on);
        match line["stamp"].as_str() {
            Some(stamp) => drop(self.done.insert(number(path.as_bytes()), (number(stamp.as_bytes()), status))),
            // It is to be checked again.
            None => drop(self.done.remove(&number(path.as_bytes()))),
        }
        Ok(())
    }

    /// The exit status of a package that was checked as it is now.
    pub(crate) fn status(&self, path: &str, stamp: &str) -> Option<u8> {
        let (of, status) = self.done.get(&number(path.as_bytes()))?;
        (*of == number(stamp.as_bytes())).then_some(*status)
    }
}

/// What tells whether a package is as it was: the size and time of change of the zip, or of all that is in the folder.
pub(crate) fn stamp(path: &Path) -> Option<String> {
    // Another path may look the same as text.
    path.to_str()?;
    let there = fs::metadata(path).ok()?;
    let mut parts = vec![part("", &there)];
    if there.is_dir() {
        for entry in fs::read_dir(path).ok()? {
            let entry = entry.ok()?;
            parts.push(part(&entry.file_name().to_string_lossy(), &entry.metadata().ok()?));
        }
        parts.sort();
    } else if !there.is_file() {
        return None;
    }
    Some(format!("{:016x}", number(parts.concat().as_bytes())))
}

fn part(name: &str, there: &fs::Metadata) -> String {
    let since = there.modified().ok().and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
    format!("{name}\0{}\0{}\n", there.len(), since.map_or(0, |since| since.as_nanos()))
}

/// FNV-1a: the same in every version and on every machine.
fn number(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |sum, byte| (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

fn other(words: &str) -> io::Error {
    io::Error::other(words)
}
