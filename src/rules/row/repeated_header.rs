use super::*;
use crate::profiles::Severity::Error;

page! {
    /// # The header row appears among the records
    ///
    /// ## What it checks
    /// The names of the columns appear on the first line only. Here the same line appears further down.
    ///
    /// ## Why it matters
    /// The receiver reads the line as a record, and refuses it or the file.
    ///
    /// ## How to fix
    /// Delete the line. It gets there when several exports are combined into one file: keep only the header of the first one.
    /// If the first line of the file is a record, the file was sorted: move the header back to the top.
    ///
    /// ## Example
    /// ```wrong raw
    /// orgs.csv
    /// sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId
    /// school1,,,Maple School,school,1001,district1
    /// sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId
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
    /// Only a line that matches the header exactly is recognized. A second header with other columns is read as a record, and
    /// the rows below it are read by the columns of the first header.
}

pub(crate) static RULE: Rule = Rule {
    name: "repeated-header",
    page: PAGE,
    counted: Some("lines are headers among the records"),
    since: "0.2.0",
    scope: Scope::Row,
    severities: Severities::everywhere(Error),
    sources: &[
        binding("Header row: one, the first row; section 3"),
        page_of(Authority::D2l, "OneRoster CSV data mappings: the header must be identical", "https://community.d2l.com/brightspace/kb/articles/23844"),
    ],
    detect: Detect::Reading,
    message: |said| {
        let line = counted(said.line());
        if Header::of(said).is_first {
            format!("The header of {} is on line {line}, among the records.", said.file())
        } else {
            format!("Line {line} of {} repeats the header.", said.file())
        }
    },
    fix: |said| if Header::of(said).is_first {
        format!("Move line {} of {} to the top of the file.", counted(said.line()), said.file())
    } else {
        format!("Delete this line from {}. Keep the header on line 1 only.", said.file())
    },
};

told! {
    /// A header among the records.
    struct Header {
        /// Whether there is none before it.
        is_first: bool,
    }
}

/// Reports a row that is the header once more; or for the first time, if it `is_first`.
pub(crate) fn found(findings: &mut Findings, place: Place, is_first: bool) {
    findings.report(&RULE, place, || Args::none().told(Header { is_first }));
}
