use super::*;
use crate::profiles::Severity::Warning;

page! {
    /// # A list has an empty item
    ///
    /// ## What it checks
    /// Some cells contain a list, with a comma between items: the grades of a user, the terms of a class. Each item
    /// must contain something. No comma may appear at the start, at the end, or next to another one.
    ///
    /// ## Why it matters
    /// Receivers look for a record or a code with an empty name. Some drop the item. Others refuse the row.
    ///
    /// ## How to fix
    /// Remove the extra comma.
    ///
    /// ## Example
    /// ```wrong
    /// classes.csv
    /// sourcedId,termSourcedIds
    /// class1,"term1,"
    /// ```
    /// ```right
    /// classes.csv
    /// sourcedId,termSourcedIds
    /// class1,term1
    /// ```
    ///
    /// ## Known limits
    /// The standard doesn't mention empty items. Other validators refuse them. Here they are a warning.
}

pub(crate) static RULE: Rule = Rule {
    name: "empty-list-item",
    page: PAGE,
    counted: Some("lists have an empty item"),
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::everywhere(Warning),
    sources: &[
        binding("Lists: items are separated by commas, several items are quoted together"),
        field("The public validator of LongsightGroup/oneroster refuses empty items"),
    ],
    detect: Detect::Reading,
    message: |said| format!("The list in {} has an empty item: {}.", said.column(), said.value()),
    fix: |said| format!("Remove the extra comma from {}.", said.column()),
};

/// Reports a list cell with an empty item.
pub(crate) fn found(findings: &mut Findings, place: Place, cell: &[u8]) {
    findings.report(&RULE, place, || Args::value(cell));
}
