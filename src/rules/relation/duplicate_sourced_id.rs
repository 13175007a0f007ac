use super::*;
use crate::profiles::Severity::Error;

page! {
    /// # A sourcedId stands twice in one file
    ///
    /// ## What it checks
    /// Each row of a file has a `sourcedId` of its own.
    ///
    /// ## Why it matters
    /// The receiver takes the first row or the last, and the other record disappears.
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
    /// The same id in two different files is allowed.
}

pub(crate) static RULE: Rule = Rule {
    name: "duplicate-sourced-id",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::Relation,
    severities: Severities::everywhere(Error),
    sources: &[binding("sourcedId is the unique identifier of the record within its file")],
    detect: Detect::Reading,
    message: |said| format!("sourcedId holds {}, which line {} has already.", said.value(), said.word(0)),
    fix: |said| format!("Keep one of the two rows in {}, or give the second record an id of its own.", said.file()),
    campus_fix: None,
};

/// Reports a row whose id an earlier line has.
pub(crate) fn found(findings: &mut Findings, place: Place, id: &[u8], first_line: u64) {
    findings.report(&RULE, place, || Args::value(id).other_line(first_line));
}
