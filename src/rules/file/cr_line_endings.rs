use super::*;
use crate::profiles::Severity::Warning;

page! {
    /// # Lines end with a carriage return only
    ///
    /// ## What it checks
    /// A line ends with a carriage return and a line feed, or with a line feed. Very old Macs, and the format “CSV
    /// (Macintosh)” of spreadsheet programs, end lines with a carriage return only.
    ///
    /// ## Why it matters
    /// Many programs read the whole file as a single line.
    ///
    /// ## How to fix
    /// Export the file again. In a spreadsheet program, don't choose the format “CSV (Macintosh)”. In a text editor, choose
    /// Windows or Unix line endings.
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
    /// The rows are still read and checked.
}

pub(crate) static RULE: Rule = Rule {
    name: "cr-line-endings",
    page: PAGE,
    counted: None,
    since: "0.1.0",
    scope: Scope::File,
    severities: Severities::everywhere(Warning),
    sources: &[binding("RFC 4180: a row ends with CRLF; section 3")],
    detect: Detect::Reading,
    message: |said| {
        let Lines { count } = Lines::of(said);
        let end = if count == 1 { "ends" } else { "end" };
        format!("{} of {} {end} with a carriage return only, without a line feed.", count_of(count, "line", "lines"), said.file())
    },
    fix: |said| format!("Save {} with Windows or Unix line endings, or export it again.", said.file()),
};

told! {
    /// Lines that end with a carriage return alone.
    struct Lines {
        count: u64,
    }
}

/// Reports the number of lines that end with a carriage return alone.
pub(crate) fn found(findings: &mut Findings, place: Place, lines: u64) {
    findings.report(&RULE, place, || Args::none().told(Lines { count: lines }));
}
