//! Checks OneRoster CSV packages against the standard and the rules of their receivers.
//!
//! One core, three front doors: this library, the command `rostercheck`, and the page that runs it as WebAssembly.
//!
//! # Check a package
//!
//! A package is a zip or a folder of CSV files. The core reads it in slices, through [`package::Bytes`], and has no clock:
//! the day comes from outside.
//!
//! ```
//! use rostercheck::oneroster::value::Day;
//! use rostercheck::rules::Values;
//! use rostercheck::{Checker, report};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let today = Day::parse(b"2026-08-24").ok_or("not a day")?;
//! // A zip on disk would be `.check_zip("OneRoster.zip", OpenFile::open("OneRoster.zip")?)`.
//! let checked = Checker::new(today).check(&rostercheck::sample::package());
//!
//! // Contents of cells are masked unless they are asked for.
//! let report = report::Report::new(&checked, Values::Masked);
//! for finding in &report.findings {
//!     println!("{:?} {:?} line {:?}: {}", finding.severity, finding.file, finding.line, finding.message);
//! }
//! for verdict in &report.verdicts {
//!     println!("{}: {}", verdict.profile, if verdict.ready { "ready" } else { "not ready" });
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # Where to look
//!
//! | for | see |
//! |---|---|
//! | progress, cancelling, findings one by one, reading ahead | [`check`] and its [`Host`](check::Host) |
//! | what a package is and what is wrong with a zip | [`package`] |
//! | the report and its formats | [`report`] |
//! | every rule with its page and its sources | [`rules`] |
//! | who receives packages, and what they need | [`receivers`] |
//! | the standard as data | [`oneroster`] |
//! | what one package would delete, add and change against another | [`compare`] |
#![deny(missing_docs)]

pub mod check;
mod checker;
pub mod codes;
pub mod compare;
pub mod copy;
pub mod csv;
pub mod mask;
mod numbered;
pub mod oneroster;
mod order;
pub mod package;
pub mod profiles;
pub mod receivers;
pub mod repair;
pub mod report;
pub mod rule;
pub mod rules;
pub mod sample;
pub mod senders;

#[cfg(test)]
extern crate self as rostercheck;
#[cfg(test)]
mod worker_types;

pub use checker::Checker;
