use super::*;
use crate::profiles::Severity::Error;

page! {
    /// # A row is longer than any record
    ///
    /// ## What it checks
    /// A row of more than 1 MiB, about a million letters, or of more than 200,000 cells is no record of a roster. Real
    /// rows have some hundred letters.
    ///
    /// ## Why it matters
    /// Such a row comes from a damaged file or from an export that wrote something else than a roster. It cannot be
    /// read here, and hardly by the receiver.
    ///
    /// ## How to fix
    /// Look at the row in a text editor, correct the record that it was made from, and export the file again.
    ///
    /// ## Example
    /// `\L` stands for a million letters and more.
    /// ```wrong raw
    /// orgs.csv
    /// sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId
    /// school1,,,Maple School,school,1001,district1
    /// district1,,,Riverbend District,district,1000,
    /// district2,,,\L,district,1002,
    /// ```
    /// ```right raw
    /// orgs.csv
    /// sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId
    /// school1,,,Maple School,school,1001,district1
    /// district1,,,Riverbend District,district,1000,
    /// district2,,,Hilltop District,district,1002,
    /// ```
    ///
    /// ## Known limits
    /// The limits are ours; the standard names none. The row is passed over to its end, and its cells are not
    /// checked.
}

pub(crate) static RULE: Rule = Rule {
    name: "line-too-long",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::Row,
    severities: Severities::everywhere(Error),
    sources: &[
        binding("RFC 4180: one record, one line; String: receivers need not keep more than 255 characters"),
        field("The longest rows of real rosters stay below 10 kB"),
    ],
    detect: Detect::Reading,
    message: |said| format!(
        "The row that begins here in {} is longer than 1 MiB (about a million letters), or has more than 200,000 cells, and could not be read.",
        said.file()
    ),
    fix: |said| format!(
        "Look at this row of {} in a text editor, correct the record that it was made from, and export the file again.",
        said.file()
    ),
    campus_fix: None,
};

/// Reports a row that is too long to be read.
pub(crate) fn found(findings: &mut Findings, place: Place) {
    findings.report(&RULE, place, Args::none);
}
