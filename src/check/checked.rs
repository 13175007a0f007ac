//! What a check found out.

use serde::Serialize;

use super::checked_file::CheckedFile;
use super::effects::ReceiverDeed;
use super::not_checked::Unchecked;
use super::overview::Overview;
use crate::compare::{Compared, Input};
use crate::oneroster::{Mode, Version};
use crate::rules::{Cause, Findings};

/// How much of a package was checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// Everything.
    Complete,
    /// Not everything: see `not_checked`.
    Partial,
    /// It could not be opened.
    Unreadable,
}

/// Everything that a check found out.
#[derive(Debug)]
pub struct Checked {
    /// What people call the package.
    pub name: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// How much of it was checked.
    pub outcome: Outcome,
    /// The version of OneRoster, if anything told it.
    pub version: Option<Version>,
    /// How the files are sent; an empty list when nothing told it.
    pub modes: Vec<Mode>,
    /// The files, in the order of the package.
    pub files: Vec<CheckedFile>,
    /// What the chosen receivers would do with the package.
    pub effects: Vec<ReceiverDeed>,
    /// What the package holds, counted; none where only changes are sent or no row could be read.
    pub overview: Option<Overview>,
    /// What was not checked, and why.
    pub not_checked: Vec<Unchecked>,
    /// Whether it was opened without limits.
    pub limits_lifted: bool,
    /// Findings made by a limit beyond which the check can go on: [`Limits::lifted`](crate::package::Limits::lifted).
    pub by_limits: Vec<Cause>,
    /// The findings.
    pub findings: Findings,
    /// When it was checked, as whoever asked for it says it: `2026-11-28T08:41:05-06:00`.
    pub checked_at: Option<String>,
    /// SHA-256 of what was checked: see [`crate::package::Fingerprint`].
    pub sha256: Option<String>,
    /// What it changes against the package that was sent before, if it was compared with one: see [`crate::compare`].
    pub changes: Option<Box<Changed>>,
}

/// A package compared with the one that was sent before.
#[derive(Debug)]
pub struct Changed {
    /// What differs.
    pub compared: Compared,
    /// The package that was sent before, and the one that was checked.
    pub inputs: [Input; 2],
}

impl Checked {
    /// Adds what the package changes against the one that was sent before: to the findings, too.
    pub fn compare(&mut self, compared: Compared, old: Input, new: Input) {
        compared.report(&mut self.findings);
        self.changes = Some(Box::new(Changed { compared, inputs: [old, new] }));
    }
}
