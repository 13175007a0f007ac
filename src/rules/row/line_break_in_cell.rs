use super::*;
use crate::profiles::Severity::{Error, Warning};

page! {
    /// # A value contains a line break
    ///
    /// ## What it checks
    /// Every value is on one line. Line breaks get into a value when somebody presses Enter in a text field or pastes text
    /// from another program.
    ///
    /// ## Why it matters
    /// Many receivers read a file line by line. They read the record as two broken rows and lose it.
    ///
    /// ## How to fix
    /// Remove the line break from the value in this record, then export again.
    ///
    /// ## Example
    /// ```wrong raw
    /// orgs.csv
    /// sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId
    /// school1,,,"Maple
    /// School",school,1001,district1
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
    /// The standard forbids the carriage return in a value, so a carriage return is an error in the OneRoster rules. The
    /// standard doesn't mention the line feed alone, so that is a warning. Brightspace and the DESSA System don't publish how
    /// they handle line breaks.
}

pub(crate) static RULE: Rule = Rule {
    name: "line-break-in-cell",
    page: PAGE,
    counted: Some("values contain a line break"),
    since: "0.1.0",
    scope: Scope::Row,
    severities: Severities::everywhere(Warning).oneroster(Error),
    sources: &[
        binding("No carriage return inside a field, quoted or not; section 3"),
        field("Importers that read a file line by line"),
    ],
    detect: Detect::Reading,
    message: |said| format!("This value contains a line break: {} in {}.", said.value(), said.column()),
    fix: |said| format!("Remove the line break from {} in this record, then export again.", said.column()),
};

/// Reports a value with a line break in it.
pub(crate) fn found(findings: &mut Findings, place: Place, cell: &[u8], has_carriage_return: bool) {
    let oneroster = if has_carriage_return { Error } else { Warning };
    findings.report_as(&RULE, Severities::everywhere(Warning).oneroster(oneroster), place, || Args::value(cell));
}
