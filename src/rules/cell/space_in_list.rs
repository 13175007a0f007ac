use super::*;
use crate::profiles::Severity::{Info, Warning};

page! {
    /// # An item of a list has a space before or behind it
    ///
    /// ## What it checks
    /// The items of a list are separated by a comma alone. A space next to the comma belongs to the item: `term1, term2`
    /// names the records “term1” and “ term2”.
    ///
    /// ## Why it matters
    /// A receiver that compares exactly does not find the record or the code. Others, Brightspace among them by its own
    /// sample, take the space away.
    ///
    /// ## How to fix
    /// Write the items with a comma alone between them.
    ///
    /// ## Example
    /// ```wrong
    /// classes.csv
    /// sourcedId,grades
    /// class1,"09, 10"
    /// ```
    /// ```right
    /// classes.csv
    /// sourcedId,grades
    /// class1,"09,10"
    /// ```
    ///
    /// ## Known limits
    /// The other rules look at the item without its spaces. If it is wrong also then, another finding says so.
}

pub(crate) static RULE: Rule = Rule {
    name: "space-in-list",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::everywhere(Warning).d2l_brightspace(Info),
    sources: &[
        binding("Lists: items are separated by commas; nothing in the binding takes spaces away"),
        page_of(
            Authority::D2l,
            "Parent & Guardian: the sample of agentSourcedIds has spaces behind its commas",
            "https://community.d2l.com/brightspace/kb/articles/17039",
        ),
    ],
    detect: Detect::Reading,
    message: |said| format!("The list in {} has an item with a space before or behind it: {}.", said.column(), said.value()),
    fix: |said| format!("In {}, write a comma alone between the items, without a space.", said.column()),
    campus_fix: None,
};

/// Reports an item of a list that is right but for the spaces around it.
pub(crate) fn found(findings: &mut Findings, place: Place, item: &[u8]) {
    findings.report(&RULE, place, || Args::value(item));
}
