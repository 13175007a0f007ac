use super::*;
use crate::profiles::Severity::Error;
use crate::profiles::infinite_campus::EXTRACT_SCREEN;

page! {
    /// # A row has fewer cells than the header
    ///
    /// ## What it checks
    /// Every row has as many cells as the header row, also where the last ones are empty.
    ///
    /// ## Why it matters
    /// The receiver cannot tell which values are missing. It refuses the row, or reads a wrong record.
    ///
    /// ## How to fix
    /// Look at the row and its neighbours. Where a value holds a line break and is not in double quotes, one record is
    /// torn into two short rows; remove the line break from the value. Where a program leaves out empty cells at the
    /// end, let it write them.
    ///
    /// ## Example
    /// ```wrong raw
    /// orgs.csv
    /// sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId
    /// school1,,,Maple School,school,1001,district1
    /// district1,,,Riverbend District
    /// ```
    /// ```right raw
    /// orgs.csv
    /// sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId
    /// school1,,,Maple School,school,1001,district1
    /// district1,,,Riverbend District,district,1000,
    /// ```
    ///
    /// ## Known limits
    /// The row is set aside, because its values cannot be matched with their columns. Its `sourcedId` counts all the
    /// same, so that what refers to it is not reported too.
}

pub(crate) static RULE: Rule = Rule {
    name: "too-few-cells",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::Row,
    severities: Severities::everywhere(Error),
    sources: &[
        binding("RFC 4180: every row has as many cells as the header; section 3"),
        page_of(Authority::D2l, "D2L Standard CSV error troubleshooting: Invalid record length", "https://community.d2l.com/brightspace/kb/articles/17876-ipsis-d2l-standard-csv-error-troubleshooting-guide"),
    ],
    detect: Detect::Reading,
    message: |said| format!(
        "This row of {} has only {}, but the header has {}.",
        said.file(),
        said.count_of(0, "cell", "cells"),
        said.word(1)
    ),
    fix: |said| format!(
        "Look at this row of {} and the next one. Where a value goes on in the next row, remove the line break from it; \
         where cells at the end were left out, write them as empty cells.",
        said.file()
    ),
    campus_fix: Some(|said| format!(
        "Check in {EXTRACT_SCREEN} that “Include Double Quotes?” is ticked in the extract of {}. Where the last value of \
         this row goes on in the next one, open the record in Campus and remove the line break from that value.",
        said.file()
    )),
};

/// Reports a row with fewer `cells` than the `expected` number, which is that of the header.
pub(crate) fn found(findings: &mut Findings, place: Place, cells: u64, expected: u64) {
    findings.report(&RULE, place, || Args::none().number(cells).number(expected));
}
