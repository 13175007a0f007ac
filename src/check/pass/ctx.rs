//! What the rooms of a pass share.

use super::super::counts::Counter;
use super::super::deletions::Deletions;
use super::super::known::Files;
use crate::rules::{Findings, PackageFacts};

/// What is known when the rows of a file are looked at, and where what is found goes.
pub(in crate::check) struct Ctx<'c> {
    pub(in crate::check) package: &'c PackageFacts,
    /// The files that were read before.
    pub(in crate::check) files: &'c Files,
    pub(in crate::check) findings: &'c mut Findings,
    pub(in crate::check) deletions: &'c mut Deletions,
    pub(in crate::check) counter: &'c mut Counter,
}
