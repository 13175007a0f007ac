use super::*;
use crate::profiles::Severity::Error;

page! {
    /// # A row has fewer cells than the header
    ///
    /// ## What it checks
    /// Every row has as many cells as the header row, even if the last ones are empty.
    ///
    /// ## Why it matters
    /// The receiver can't tell which values are missing. It refuses the row, or reads a wrong record.
    ///
    /// ## How to fix
    /// Look at the row and the rows next to it. A line break in a value that isn't in double quotes splits one record into two
    /// short rows: remove the line break from the value. If a program leaves out empty cells at the end, set it to write them.
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
    /// The row is skipped, because its values can't be matched with their columns. Its `sourcedId` still counts, so records
    /// that point to it aren't reported too.
}

pub(crate) static RULE: Rule = Rule {
    name: "too-few-cells",
    page: PAGE,
    counted: Some("rows have fewer cells than the header"),
    since: "0.1.0",
    scope: Scope::Row,
    severities: Severities::everywhere(Error),
    sources: &[
        binding("RFC 4180: every row has as many cells as the header; section 3"),
        page_of(Authority::D2l, "D2L Standard CSV error troubleshooting: Invalid record length", "https://community.d2l.com/brightspace/kb/articles/17876-ipsis-d2l-standard-csv-error-troubleshooting-guide"),
    ],
    detect: Detect::Reading,
    message: |said| {
        let Width { cells, expected } = Width::of(said);
        format!("This row of {} has only {}, but the header has {}.", said.file(), count_of(cells, "cell", "cells"), counted(expected))
    },
    fix: |said| format!(
        "Look at this row of {} and the next one. If a value continues in the next row, remove the line break from it. If \
         cells at the end were left out, add them as empty cells.",
        said.file()
    ),
};

told! {
    /// How wide a row is.
    struct Width {
        cells: u64,
        /// As many as the header has.
        expected: u64,
    }
}

/// Reports a row with fewer `cells` than the `expected` number, which is that of the header.
pub(crate) fn found(findings: &mut Findings, place: Place, cells: u64, expected: u64) {
    findings.report(&RULE, place, || Args::none().told(Width { cells, expected }));
}
