use super::*;
use crate::oneroster::Table;
use crate::profiles::Severity::Error;
use crate::profiles::infinite_campus::EXTRACT_SCREEN;

page! {
    /// # The header row is missing
    ///
    /// ## What it checks
    /// The first row of a file holds the names of the columns. Here it holds none of them, but what looks like a
    /// record, or names that the standard does not have.
    ///
    /// ## Why it matters
    /// The receiver takes the first record for names of columns, finds none that it knows, and refuses the file as a
    /// whole.
    ///
    /// ## How to fix
    /// Export the file again with a header row that has the names of the standard.
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
}

pub(crate) static RULE: Rule = Rule {
    name: "missing-header-row",
    page: PAGE,
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
        match said.word(1).as_str() {
            "" => format!(
                "The first row of {} does not contain the names of the columns: its first cell is {}{unchecked}.",
                said.file(),
                said.value()
            ),
            _ => format!(
                "The header of {} has none of the standard's column names: its first cell is {}{unchecked}.",
                said.file(),
                said.value()
            ),
        }
    },
    fix: |said| match said.word(1).as_str() {
        "" => format!("Export {} again with a header row.", said.file()),
        _ => format!("Write the standard's column names in the first row of {}: {}.", said.file(), said.word(1)),
    },
    campus_fix: Some(|said| format!(
        "Open {EXTRACT_SCREEN}, choose the extract of {}, and tick “Include Header Row?”.",
        said.file()
    )),
};

/// Reports a first row that is no header. `reads_on`: the rows are checked in the standard's order of columns. `foreign`:
/// the row holds other names, in place of these columns of the standard.
pub(crate) fn found(findings: &mut Findings, place: Place, first_cell: &[u8], reads_on: bool, foreign: Option<&Table>) {
    findings.report(&RULE, place, || {
        let names: Vec<&str> = foreign.iter().flat_map(|table| table.columns).map(|column| column.name).collect();
        Args::value(first_cell).number(u64::from(reads_on)).word(names.join(", "))
    });
}
