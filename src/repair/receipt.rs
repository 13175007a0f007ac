//! The receipt: what was changed, and what is still to be fixed at the source.

use serde::Serialize;

use super::ledger::Ledger;
use crate::rules::Values;

/// One side of the copying.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Side {
    /// What people call the package.
    pub name: String,
    /// Its size.
    pub bytes: u64,
    /// Its SHA-256; of a folder, that of the list of its files. None where nothing was written.
    pub sha256: Option<String>,
}

/// What one repair did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ReceiptRepair {
    /// Its name.
    pub name: &'static str,
    /// The rule that it answers.
    pub rule: &'static str,
    /// Whether it has one right answer.
    pub safe: bool,
    /// How many changes it made: exact.
    pub count: u64,
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "Edit"))]
pub struct ReceiptEdit {
    /// Name of the repair.
    pub repair: &'static str,
    /// File of the input.
    pub file: String,
    /// Line of the input.
    pub line: Option<u64>,
    /// Column.
    pub column: Option<String>,
    /// What stood there.
    pub before: String,
    /// What stands there now.
    pub after: String,
}

/// What a rule still finds in the copy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Left {
    /// The rule.
    pub rule: &'static str,
    /// How often.
    pub count: u64,
}

/// The receipt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Receipt {
    schema: u32,
    #[cfg_attr(test, ts(inline))]
    tool: Tool,
    /// The package.
    pub input: Side,
    /// Its copy.
    pub output: Side,
    /// What each repair did.
    pub repairs: Vec<ReceiptRepair>,
    /// The changes, up to a cap.
    pub edits: Vec<ReceiptEdit>,
    /// What is still to be fixed at the source.
    pub left: Vec<Left>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
struct Tool {
    name: &'static str,
    version: &'static str,
}

impl Receipt {
    /// Of these changes.
    pub fn new(input: Side, output: Side, ledger: &Ledger, left: Vec<Left>, values: Values) -> Self {
        let repairs = ledger.counts().map(|(fix, count)| {
            let repair = fix.repair();
            ReceiptRepair { name: repair.name, rule: repair.rule, safe: repair.is_safe, count }
        });
        let edits = ledger.edits().iter().map(|edit| ReceiptEdit {
            repair: edit.fix.repair().name,
            file: edit.file.clone(),
            line: edit.line,
            column: edit.column.clone(),
            before: edit.before.told(values),
            after: edit.after.told(values),
        });
        let (repairs, edits) = (repairs.collect(), edits.collect());
        Self {
            schema: 1,
            tool: Tool { name: "rostercheck", version: env!("CARGO_PKG_VERSION") },
            input,
            output,
            repairs,
            edits,
            left,
        }
    }

    /// As JSON.
    pub fn json(&self) -> serde_json::Result<String> {
        serde_json::to_string_pretty(self).map(|text| text + "\n")
    }
}
