use super::*;
use crate::profiles::Severity::{Error, Warning};

page! {
    /// # A value holds a line break
    ///
    /// ## What it checks
    /// A value should stand on one line. Line breaks get into a value when somebody presses Enter in a text field or
    /// pastes text from another program.
    ///
    /// ## Why it matters
    /// Many receivers read a file line by line. They take the two halves of the record for two broken rows and lose it.
    ///
    /// ## How to fix
    /// Remove the line break from the value in the record that the row was made from, and export again.
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
    /// The standard forbids the carriage return in a value, so with one this is an error in the OneRoster rules. Of the
    /// line feed alone it does not speak, so that is a warning. What Brightspace and the DESSA System do is not
    /// published.
}

pub(crate) static RULE: Rule = Rule {
    name: "line-break-in-cell",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::Row,
    severities: Severities::everywhere(Warning).oneroster(Error),
    sources: &[
        binding("No carriage return inside a field, quoted or not; section 3"),
        field("Importers that read a file line by line"),
    ],
    detect: Detect::Reading,
    message: |said| format!("{} holds {}, which goes over more than one line.", said.column(), said.value()),
    fix: |said| format!("Remove the line break from {} in the record that this row was made from, and export again.", said.column()),
    campus_fix: Some(|said| format!(
        "Open the record in Campus, remove the line break from the field that {} is taken from, and save.",
        said.column()
    )),
};

/// Reports a value with a line break in it.
pub(crate) fn found(findings: &mut Findings, place: Place, cell: &[u8], has_carriage_return: bool) {
    let oneroster = if has_carriage_return { Error } else { Warning };
    findings.report_as(&RULE, Severities::everywhere(Warning).oneroster(oneroster), place, || Args::value(cell));
}
