//! What the page and the core hand each other beside the report. The page's types are made from these and from the
//! signatures of what is exported: `src/worker_types.rs` writes them.

use rostercheck::compare::Changes;
use rostercheck::receivers::Described;
use rostercheck::repair::Receipt;
use serde::Serialize;
#[cfg(test)]
use ts_rs::TS;

/// How the page wants a package to be checked.
#[cfg_attr(test, derive(TS))]
pub struct CheckOptions {
    /// Ids of receivers; null for those that are checked for by default.
    pub profiles: Option<Vec<String>>,
    /// The sender.
    pub from: Option<String>,
    /// A receiver that somebody described, as JSON.
    pub receiver: Option<String>,
    /// YYYY-MM-DD, the date that date rules use.
    pub today: String,
    /// How many findings of one rule, file and column are listed; null lists all.
    pub max_per_rule: Option<u64>,
    /// Whether the limits on sizes and counts are lifted, as a person asked.
    pub no_limits: bool,
    /// Where to stop: how far a check before had come that failed.
    #[cfg_attr(test, ts(optional = nullable))]
    pub until: Option<Reached>,
    /// Date and time, for the report.
    #[cfg_attr(test, ts(optional = nullable))]
    pub at: Option<String>,
}

/// A place in a check.
#[derive(Clone, Copy)]
#[cfg_attr(test, derive(TS))]
pub struct Reached {
    /// Bytes as they lie in the package, so compressed ones where it is a zip.
    pub packed_done: u64,
    /// Rows, in all files.
    pub rows: u64,
}

/// How far it is.
#[cfg_attr(test, derive(TS))]
pub struct Progress<'a> {
    /// Bytes as they lie in the package, so compressed ones where it is a zip.
    pub packed_done: u64,
    /// Those that are read in all.
    pub packed_total: u64,
    /// The file that is being read.
    pub file: &'a str,
    /// Rows so far, in all files.
    pub rows: u64,
}

/// A described receiver, and what it asks for in sentences.
#[derive(Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Told {
    pub described: Described,
    pub words: Vec<String>,
}

/// What differs between two packages.
#[derive(Serialize)]
#[cfg_attr(test, derive(TS), ts(rename = "Compared"))]
pub struct ComparedTold {
    pub changes: Changes,
    /// Who or what each record is, in the order of the records.
    pub names: Vec<String>,
}

/// What became of the files of a masked copy.
#[derive(Serialize)]
#[cfg_attr(test, derive(TS), ts(rename = "Masked"))]
pub struct MaskedTold {
    pub cells: u64,
    pub masked: Vec<String>,
    pub emptied: Vec<String>,
    pub left_out: Vec<String>,
}

/// A repair, as the page offers it.
#[derive(Serialize)]
#[cfg_attr(test, derive(TS), ts(rename = "Repair"))]
pub struct Offered {
    pub name: &'static str,
    pub rule: &'static str,
    pub does: &'static str,
    pub safe: bool,
    /// Changes in the plan.
    pub count: u64,
    /// Whether somebody chose it, or nobody had to.
    pub chosen: bool,
    /// The one that cannot be made together with it.
    pub rival: Option<&'static str>,
}

/// A repair that is planned and not made yet, as the page shows it.
#[derive(Serialize)]
#[cfg_attr(test, derive(TS), ts(rename = "RepairPlan"))]
pub struct PlanTold {
    pub repairs: Vec<Offered>,
    pub receipt: Receipt,
    /// What is not repaired, and why.
    pub held: Vec<(String, String)>,
}
