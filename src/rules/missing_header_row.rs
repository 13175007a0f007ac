use super::*;
use crate::profiles::Severity::Error;
use crate::profiles::infinite_campus::EXTRACT_SCREEN;

rule! {
    /// # The header row is missing
    ///
    /// ## What it checks
    /// The first row of a file holds the names of the columns. Here it holds none of them, but what looks like a
    /// record.
    ///
    /// ## Why it matters
    /// The receiver takes the first record for names of columns, finds none that it knows, and refuses the file as a
    /// whole.
    ///
    /// ## How to fix
    /// Export the file again with a header row.
    ///
    /// In Infinite Campus, each extract has a box “Include Header Row?”.
    ///
    /// ## Example
    /// ```wrong raw
    /// orgs.csv
    /// school1,,,Maple School,school,1001,district1
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
    /// When the rows have as many cells as the standard has columns, they are checked in the standard's order.
    /// Otherwise they are not checked, and what refers to them is counted under this finding.
    pub static RULE = Rule {
        name: "missing-header-row",
        since: "0.1.0",
        scope: Scope::File,
        severities: Severities::everywhere(Error),
        sources: &[
            binding("Header row: mandatory; section 3"),
            campus_article("The CSV files must include a header row"),
            page_of(Authority::D2l, "OneRoster CSV data mappings: the header must be identical", "https://community.d2l.com/brightspace/kb/articles/23844"),
        ],
        detect: Detect::Reading,
        message: |said| {
            let unchecked = if said.number(0) == 0 { ", and its rows could not be checked" } else { "" };
            format!(
                "The first row of {} does not hold the names of the columns: its first cell holds {}{unchecked}.",
                said.file(),
                said.value()
            )
        },
        fix: |said| format!("Export {} again with a header row.", said.file()),
        campus_fix: Some(|said| format!(
            "Open {EXTRACT_SCREEN}, choose the extract of {}, and tick “Include Header Row?”.",
            said.file()
        )),
    };
}

/// Reports a first row that is no header. `reads_on`: the rows are checked in the standard's order of columns.
pub(crate) fn found(findings: &mut Findings, place: Place, first_cell: &[u8], reads_on: bool) {
    findings.report(&RULE, place, || Args::value(first_cell).number(u64::from(reads_on)));
}
