use super::*;
use crate::profiles::Severity::Warning;

page! {
    /// # Lines end with a lone carriage return
    ///
    /// ## What it checks
    /// A line ends with a carriage return and a line feed, or with a line feed. A carriage return alone is how very old
    /// Macs, and the format “CSV (Macintosh)” of spreadsheet programs, end a line.
    ///
    /// ## Why it matters
    /// Many programs take the whole file for one single line.
    ///
    /// ## How to fix
    /// Export the file again. In a spreadsheet program, do not choose the format “CSV (Macintosh)”; in a text editor,
    /// choose Windows or Unix line ends.
    ///
    /// ## Example
    /// ```wrong raw
    /// orgs.csv
    /// sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId\rschool1,,,Maple School,school,1001,district1\rdistrict1,,,Riverbend District,district,1000,
    /// ```
    /// ```right raw
    /// orgs.csv
    /// sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId
    /// school1,,,Maple School,school,1001,district1
    /// district1,,,Riverbend District,district,1000,
    /// ```
    ///
    /// ## Known limits
    /// The rows are read and checked all the same.
}

pub(crate) static RULE: Rule = Rule {
    name: "cr-line-endings",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::File,
    severities: Severities::everywhere(Warning),
    sources: &[binding("RFC 4180: a row ends with CRLF; section 3")],
    detect: Detect::Reading,
    message: |said| format!(
        "{} of {} {} with a carriage return alone, without a line feed.",
        said.count_of(0, "line", "lines"),
        said.file(),
        if said.number(0) == 1 { "ends" } else { "end" }
    ),
    fix: |said| format!("Save {} with Windows or Unix line ends, or export it again.", said.file()),
    campus_fix: Some(|said| format!(
        "Send {} as Campus exports it, without opening and saving it in another program.",
        said.file()
    )),
};

/// Reports the number of lines that end with a carriage return alone.
pub(crate) fn found(findings: &mut Findings, place: Place, lines: u64) {
    findings.report(&RULE, place, || Args::none().number(lines));
}
