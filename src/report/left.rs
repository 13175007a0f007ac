//! What is still to be fixed, for the receipt of a corrected copy.

use super::{Report, SeverityName};
use crate::repair::Left;

impl Report {
    /// What is an error or a warning, by rule; what only follows from something else is not counted.
    pub fn left(&self) -> Vec<Left> {
        let mut left: Vec<Left> = Vec::new();
        for total in &self.totals {
            if total.severity == SeverityName::Info || total.caused_by.is_some() {
                continue;
            }
            match left.iter_mut().find(|left| left.rule == total.rule) {
                Some(left) => left.count += total.count,
                None => left.push(Left { rule: total.rule, count: total.count }),
            }
        }
        left
    }
}
