use super::*;
use crate::profiles::Severity::Error;

page! {
    /// # Duplicate sourcedId
    ///
    /// ## What it checks
    /// Each row of a file has its own `sourcedId`.
    ///
    /// ## Why it matters
    /// The receiver imports the first row or the last, and the other record disappears.
    ///
    /// ## How to fix
    /// Find out why the record is exported twice, and keep the right row.
    ///
    /// ## Example
    /// ```wrong
    /// classes.csv
    /// sourcedId,title,classCode
    /// class1,Algebra,ALG-9
    /// class1,Biology,BIO-1
    /// ```
    /// ```right
    /// classes.csv
    /// sourcedId,title,classCode
    /// class1,Algebra,ALG-9
    /// class2,Biology,BIO-1
    /// ```
    ///
    /// ## Known limits
    /// The same ID may appear in two different files.
}

pub(crate) static RULE: Rule = Rule {
    name: "duplicate-sourced-id",
    page: PAGE,
    counted: Some("records have a duplicate sourcedId"),
    since: "0.1.0",
    scope: Scope::Relation,
    severities: Severities::everywhere(Error),
    sources: &[binding("sourcedId is the unique identifier of the record within its file")],
    detect: Detect::Reading,
    message: |said| format!("{} is already used on line {}.", said.this_value(), said.other_line()),
    fix: |said| format!("Keep one of the two rows in {}, or give the second record its own ID.", said.file()),
};

/// Reports a row whose id an earlier line has.
pub(crate) fn found(findings: &mut Findings, place: Place, id: &[u8], first_line: u64) {
    findings.report(&RULE, place, || Args::value(id).beside(first_line));
}
