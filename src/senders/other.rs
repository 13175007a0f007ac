//! Any other program: nothing is known of its screens.

use super::Declaration;

/// The sender.
pub(super) static DECLARATION: Declaration = Declaration {
    id: "other",
    title: "Another program",
    read_on: "2026-11-28",
    sources: &[],
    steps: &[],
    people: &[],
    remark: "Fixes name no screens.",
};
