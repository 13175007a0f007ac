use super::*;
use crate::profiles::Severity::Error;
use crate::profiles::infinite_campus::EXTRACT_SCREEN;

page! {
    /// # A quote is opened and never closed
    ///
    /// ## What it checks
    /// A cell that begins with a double quote must end with one. When the closing quote is missing, everything that
    /// follows belongs to the cell, line after line.
    ///
    /// ## Why it matters
    /// The receiver reads the following rows as part of one name or title: they are lost, or the whole file is refused.
    ///
    /// ## How to fix
    /// Close the quote at the end of the value on the line that is named. A double quote that belongs to the value is
    /// written twice.
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
    /// Where the quote was meant to close cannot be known. Reading goes on at the next line that looks like a whole
    /// row; the lines before it are set aside and counted.
}

pub(crate) static RULE: Rule = Rule {
    name: "unclosed-quote",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::Row,
    severities: Severities::everywhere(Error),
    sources: &[
        binding("RFC 4180: a quoted field ends with a quote"),
        campus_article("The CSV files must include double quotes around values which contain a comma"),
    ],
    detect: Detect::Reading,
    message: |said| format!(
        "A double quote is opened in {} and never closed, so {} could not be read.",
        said.column(),
        said.count_of(0, "line", "lines"),
    ),
    fix: |_| "Close the quote at the end of the value on this line. A double quote inside the value is written twice.".into(),
    campus_fix: Some(|said| format!(
        "Correct the value in Campus, on the screen of that record, so that it holds no double quote. Then \
         check in {EXTRACT_SCREEN} that “Include Double Quotes?” is ticked in the extract of {}.",
        said.file()
    )),
};

/// Reports a quote left open. `lines` is the number of physical lines in doubt.
pub(crate) fn found(findings: &mut Findings, place: Place, cell: &[u8], lines: u64) {
    findings.report(&RULE, place, || Args::value(cell).number(lines));
}
