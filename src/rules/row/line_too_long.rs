use super::*;
use crate::profiles::Severity::Error;

page! {
    /// # A row is too long to be a record
    ///
    /// ## What it checks
    /// No row is longer than 1 MB (about a million letters) or has more than 200,000 cells. Real rows have a few hundred letters.
    ///
    /// ## Why it matters
    /// Such a row comes from a damaged file, or from an export that didn't write a roster. We can't read it, and the receiver
    /// probably can't either.
    ///
    /// ## How to fix
    /// Open the file in a text editor, look at the row, correct its record, and export the file again.
    ///
    /// ## Example
    /// `\L` means more than a million letters.
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
    /// The limits are ours; the standard has none. The row is skipped to its end, and its cells aren't checked.
}

pub(crate) static RULE: Rule = Rule {
    name: "line-too-long",
    page: PAGE,
    counted: None,
    since: "0.1.0",
    scope: Scope::Row,
    severities: Severities::everywhere(Error),
    sources: &[
        binding("RFC 4180: one record, one line; String: receivers need not keep more than 255 characters"),
        field("The longest rows of real rosters are shorter than 10 KB"),
    ],
    detect: Detect::Reading,
    message: |said| format!(
        "The row that starts here in {} couldn't be read. It is longer than 1 MB (about a million letters) or has more than 200,000 cells.",
        said.file()
    ),
    fix: |said| format!("Open {} in a text editor, look at this row, correct its record, and export the file again.", said.file()),
};

/// Reports a row that is too long to be read.
pub(crate) fn found(findings: &mut Findings, place: Place) {
    findings.report(&RULE, place, Args::none);
}
