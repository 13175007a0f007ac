use std::borrow::Cow;

use super::*;
use crate::profiles::Severity::Error;

page! {
    /// # The cells aren't separated by commas
    ///
    /// ## What it checks
    /// The cells of a row are separated by commas. Some programs write tabs, semicolons, or vertical bars.
    ///
    /// ## Why it matters
    /// A receiver that splits rows at commas sees a single column that it doesn't recognize, and refuses the file.
    ///
    /// ## How to fix
    /// Export the file again with the comma as its separator. Spreadsheet programs write semicolons if the computer is
    /// set to a country that uses the comma in numbers.
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
    /// The rows are still read and checked, with the separator that we found.
}

pub(crate) static RULE: Rule = Rule {
    name: "wrong-delimiter",
    page: PAGE,
    counted: None,
    since: "0.1.0",
    scope: Scope::File,
    severities: Severities::everywhere(Error),
    sources: &[
        binding("RFC 4180: cells are separated by commas; section 3"),
        campus_article("Select “CSV” in the Column Delimiter dropdown"),
    ],
    detect: Detect::Reading,
    message: |said| format!(
        "The cells of {} are separated by {}s, but must be separated by commas.",
        said.file(),
        Separator::of(said).name
    ),
    fix: |said| format!("Export {} again with the comma as its separator.", said.file()),
};

told! {
    /// What separates the cells.
    struct Separator {
        name: Cow<'static, str>,
    }
}

/// Reports another separator: `tab`, `semicolon` or `vertical bar`.
pub(crate) fn found(findings: &mut Findings, place: Place, separator: &'static str) {
    findings.report(&RULE, place, || Args::none().told(Separator { name: separator.into() }));
}
