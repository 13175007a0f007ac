//! The report: what a check found, in words, and its writers.
//!
//! The model is the contract's JSON. Every front door makes it with the same code, so that the command and the page
//! say the same, byte for byte.

mod block;
mod csv;
mod effects;
mod format;
mod html;
mod json;
mod kinds;
mod left;
mod model;
mod not_checked;
#[cfg(test)]
mod page_types;
mod sarif;
mod several;
pub mod steps;
mod summary;
mod text;
mod told;

pub use self::csv::Table as CsvTable;
pub(crate) use self::csv::harmless;
pub use crate::check::Outcome;
pub use effects::{Effect, What};
pub use format::Format;
pub(crate) use html::{Escaped, page, page_head};
pub(crate) use json::write_pretty;
pub use model::{
    CauseName, Finding, FixTotal, InSender, Input, LimitFacts, NotChecked, OtherRow, PackageMode, Report, ReportedFile,
    ReportedPackage, RuleFacts, SeverityName, Tool, Total, ValueTotal, Verdict,
};
pub use several::Several;
pub use steps::steps;
pub use summary::{Summary, SummaryVerdict};
pub use text::Style;
pub(crate) use told::listed;
