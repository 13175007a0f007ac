use super::*;
use crate::profiles::Severity::{Info, Warning};

page! {
    /// # A list has an extra space around an item
    ///
    /// ## What it checks
    /// Only a comma separates the items of a list. A space next to the comma belongs to the item: `term1, term2` names
    /// the records “term1” and “ term2”.
    ///
    /// ## Why it matters
    /// A receiver that compares exactly doesn't find the record or the code. Others remove the space. According to its
    /// own sample, Brightspace is one of them.
    ///
    /// ## How to fix
    /// Write only a comma between items.
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
    /// The other rules check the item without its spaces. If it's still wrong, another finding says so.
}

pub(crate) static RULE: Rule = Rule {
    name: "space-in-list",
    page: PAGE,
    counted: Some("list items have an extra space around them"),
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::everywhere(Warning).d2l_brightspace(Info),
    sources: &[
        binding("Lists: items are separated by commas; nothing in the binding takes spaces away"),
        page_of(
            Authority::D2l,
            "Parent & Guardian: the sample of agentSourcedIds has spaces after its commas",
            "https://community.d2l.com/brightspace/kb/articles/17039",
        ),
    ],
    detect: Detect::Reading,
    message: |said| format!("An item of the list in {} starts or ends with a space: {}.", said.column(), said.value()),
    fix: |said| format!("In {}, write only a comma between items, without a space.", said.column()),
};

/// Reports an item of a list that is right but for the spaces around it.
pub(crate) fn found(findings: &mut Findings, place: Place, item: &[u8]) {
    findings.report(&RULE, place, || Args::value(item));
}
