use super::*;
use crate::profiles::Severity::Warning;

page! {
    /// # A row is blank
    ///
    /// ## What it checks
    /// Every line of a file is a record. A blank row is an empty line.
    ///
    /// ## Why it matters
    /// Some receivers skip blank rows. Others refuse the file because the row has no `sourcedId`, or stop reading there.
    ///
    /// ## How to fix
    /// Delete the row. Blank rows often come from a spreadsheet program, below or between the records.
    ///
    /// ## Example
    /// ```wrong raw
    /// orgs.csv
    /// sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId
    /// school1,,,Maple School,school,1001,district1
    ///
    /// district1,,,Riverbend District,district,1000,
    /// ```
    /// ```right raw
    /// orgs.csv
    /// sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId
    /// school1,,,Maple School,school,1001,district1
    /// district1,,,Riverbend District,district,1000,
    /// ```
    ///
    /// ## Known limits
    /// The standard asks for as many cells in every row as in the header, and doesn't mention blank rows. Most receivers skip
    /// them, so this is a warning. A line of commas only is a record whose cells are all empty: `required-value` reports which
    /// of them it needs.
}

pub(crate) static RULE: Rule = Rule {
    name: "blank-row",
    page: PAGE,
    counted: Some("rows are blank"),
    since: "0.1.0",
    scope: Scope::Row,
    severities: Severities::everywhere(Warning),
    sources: &[
        binding("RFC 4180: every row has as many cells as the header; section 3"),
        page_of(Authority::D2l, "D2L Standard CSV validation mode: empty rows", "https://documentation.brightspace.com/EN/integrations/ipsis/standard%20csv/Version%202.0/validation_mode.htm"),
    ],
    detect: Detect::Reading,
    message: |said| format!("Line {} of {} is blank.", counted(said.line()), said.file()),
    fix: |said| format!("Delete the blank row from {}, or export the file again without it.", said.file()),
};

/// Reports an empty line.
pub(crate) fn found(findings: &mut Findings, place: Place) {
    findings.report(&RULE, place, Args::none);
}
