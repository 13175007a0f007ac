use super::*;
use crate::profiles::Severity::{Error, Warning};
use crate::profiles::infinite_campus::paste_procedure;

rule! {
    /// # A column has no name
    ///
    /// ## What it checks
    /// Every cell of the header row holds the name of a column.
    ///
    /// ## Why it matters
    /// The receiver does not know what the column is, and may refuse the file.
    ///
    /// ## How to fix
    /// Write the column's name in the header row, or remove the column. Unnamed columns at the end often come from a
    /// spreadsheet program, where something was once written or formatted to the right of the table.
    ///
    /// ## Example
    /// ```wrong raw
    /// orgs.csv
    /// sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId,
    /// school1,,,Maple School,school,1001,district1,
    /// district1,,,Riverbend District,district,1000,,
    /// ```
    /// ```right raw
    /// orgs.csv
    /// sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId
    /// school1,,,Maple School,school,1001,district1
    /// district1,,,Riverbend District,district,1000,
    /// ```
    ///
    /// ## Known limits
    /// The values of the column are not checked.
    pub static RULE = Rule {
        name: "unnamed-column",
        since: "0.1.0",
        scope: Scope::File,
        severities: Severities::everywhere(Error).infinite_campus(Warning),
        sources: &[
            binding("Header row: extra columns only as metadata.…, after the defined ones; “Extending”"),
            page_of(Authority::D2l, "OneRoster CSV data mappings: the header must be identical", "https://community.d2l.com/brightspace/kb/articles/23844"),
        ],
        detect: Detect::Header(check),
        message: |said| format!("Column {} in the header of {} has no name.", said.word(0), said.file()),
        fix: |said| format!("Write the name of column {} in the header of {}, or remove the column.", said.word(0), said.file()),
        campus_fix: Some(|said| paste_procedure(said.file())),
    };
}

fn check(header: &HeaderFacts, findings: &mut Findings) {
    for (cell, heading) in header.headings.iter().enumerate() {
        if *heading == Heading::Empty {
            findings.report(&RULE, header.place(), || Args::none().number(cell as u64 + 1));
        }
    }
}
