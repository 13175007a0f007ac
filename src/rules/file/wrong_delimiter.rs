use super::*;
use crate::profiles::Severity::Error;
use crate::profiles::infinite_campus::EXTRACT_SCREEN;

page! {
    /// # The cells are not separated by commas
    ///
    /// ## What it checks
    /// The cells of a row are separated by commas. Some programs write tabs, semicolons or vertical bars instead.
    ///
    /// ## Why it matters
    /// A receiver that splits rows at commas sees one single column, finds none that it knows, and refuses the file.
    ///
    /// ## How to fix
    /// Export the file again with the comma as its separator. Spreadsheet programs write semicolons where the computer
    /// is set to a country that uses the comma in numbers.
    ///
    /// In Infinite Campus, each extract has a field Column Delimiter.
    ///
    /// ## Example
    /// ```wrong raw
    /// orgs.csv
    /// sourcedId;status;dateLastModified;name;type;identifier;parentSourcedId
    /// school1;;;Maple School;school;1001;district1
    /// district1;;;Riverbend District;district;1000;
    /// ```
    /// ```right raw
    /// orgs.csv
    /// sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId
    /// school1,,,Maple School,school,1001,district1
    /// district1,,,Riverbend District,district,1000,
    /// ```
    ///
    /// ## Known limits
    /// The rows are read and checked all the same, with the separator that was found.
}

pub(crate) static RULE: Rule = Rule {
    name: "wrong-delimiter",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::File,
    severities: Severities::everywhere(Error),
    sources: &[
        binding("RFC 4180: cells are separated by commas; section 3"),
        campus_article("Select “CSV” in the Column Delimiter dropdown"),
    ],
    detect: Detect::Reading,
    message: |said| format!("The cells of {} are separated by a {}, but must be separated by commas.", said.file(), said.word(0)),
    fix: |said| format!("Export {} again with the comma as its separator.", said.file()),
    campus_fix: Some(|said| format!(
        "Open {EXTRACT_SCREEN}, choose the extract of {}, and select “CSV” under “Column Delimiter”.",
        said.file()
    )),
};

/// Reports another separator: `tab`, `semicolon` or `vertical bar`.
pub(crate) fn found(findings: &mut Findings, place: Place, separator: &'static str) {
    findings.report(&RULE, place, || Args::none().word(separator));
}
