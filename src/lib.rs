//! Checks OneRoster CSV packages against the standard and the rules of their receivers.
//!
//! One core, three front doors: this library, the command `rostercheck`, and the page that runs it as WebAssembly.

pub mod check;
pub mod compare;
pub mod csv;
pub mod oneroster;
pub mod package;
pub mod profiles;
pub mod receivers;
pub mod report;
pub mod rules;
pub mod sample;
pub mod senders;
