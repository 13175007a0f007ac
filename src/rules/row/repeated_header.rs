use super::*;
use crate::profiles::Severity::Error;

page! {
    /// # The header appears again among the records
    ///
    /// ## What it checks
    /// The names of the columns are on the first line only. Here the same line comes again, further down.
    ///
    /// ## Why it matters
    /// The receiver takes the line for a record, and refuses it or the file.
    ///
    /// ## How to fix
    /// Delete the line. It is there when several exports were put together into one file; leave out the header of all but
    /// the first. Where the first line is a record, the file was sorted: move the header back to the top.
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
    /// Only a line that is the header word for word is seen. A second header with other columns is read as a record, and so
    /// are the rows below it, by the columns of the first.
}

pub(crate) static RULE: Rule = Rule {
    name: "repeated-header",
    page: PAGE,
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
        match said.word(0).as_str() {
            "" => format!("Line {line} of {} repeats the header.", said.file()),
            _ => format!("The header of {} is on line {line}, among the records.", said.file()),
        }
    },
    fix: |said| match said.word(0).as_str() {
        "" => format!("Delete this line from {}, and keep the header on line 1 only.", said.file()),
        _ => format!("Move line {} of {} to the top of the file.", counted(said.line()), said.file()),
    },
    campus_fix: Some(|said| format!(
        "Send {} as Campus exports it. Where several exports are put together, keep the header of the first only.",
        said.file()
    )),
};

/// Reports a row that is the header once more; or for the first time, if it `is_first`.
pub(crate) fn found(findings: &mut Findings, place: Place, is_first: bool) {
    findings.report(&RULE, place, || Args::none().word(if is_first { "first" } else { "" }));
}
