use super::*;
use crate::profiles::Severity::Error;

page! {
    /// # A double quote is never closed
    ///
    /// ## What it checks
    /// A cell that starts with a double quote must end with one. If the closing quote is missing, everything that follows
    /// becomes part of the cell, line after line.
    ///
    /// ## Why it matters
    /// The receiver reads the next rows as part of one name or title. They are lost, or the whole file is refused.
    ///
    /// ## How to fix
    /// Close the quote at the end of the value on this line. Write a double quote inside the value twice.
    ///
    /// ## Example
    /// ```wrong raw
    /// orgs.csv
    /// sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId
    /// school1,,,"Maple School,school,,district1
    /// district1,,,Riverbend District,district,,
    /// ```
    /// ```right raw
    /// orgs.csv
    /// sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId
    /// school1,,,"Maple School",school,,district1
    /// district1,,,Riverbend District,district,,
    /// ```
    ///
    /// ## Known limits
    /// Nobody can know where the quote should close. Reading continues at the next line that looks like a whole row. The lines
    /// before it are skipped and counted.
}

pub(crate) static RULE: Rule = Rule {
    name: "unclosed-quote",
    page: PAGE,
    counted: None,
    since: "0.1.0",
    scope: Scope::Row,
    severities: Severities::everywhere(Error),
    sources: &[
        binding("RFC 4180: a quoted field ends with a quote"),
        campus_article("The CSV files must include double quotes around values which contain a comma"),
    ],
    detect: Detect::Reading,
    message: |said| format!(
        "A double quote in {} is never closed, so {} couldn't be read.",
        said.column(),
        count_of(Doubt::of(said).lines, "line", "lines"),
    ),
    fix: |_| "Close the quote at the end of the value on this line. Write a double quote inside the value twice.".into(),
};

told! {
    /// What can't be read.
    struct Doubt {
        /// Physical lines.
        lines: u64,
    }
}

/// Reports a quote left open. `lines` is the number of physical lines in doubt.
pub(crate) fn found(findings: &mut Findings, place: Place, cell: &[u8], lines: u64) {
    findings.report(&RULE, place, || Args::value(cell).told(Doubt { lines }));
}
