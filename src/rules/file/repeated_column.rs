use super::*;
use crate::numbered::Numbered;
use crate::profiles::Severity::Error;
page! {
    /// # A column appears twice in the header
    ///
    /// ## What it checks
    /// Every column of a file has a different name.
    ///
    /// ## Why it matters
    /// The receiver uses the values of one of them, or refuses the file.
    ///
    /// ## How to fix
    /// Keep the column in its place in the standard's order, and remove the other one from the export.
    ///
    /// ## Example
    /// ```wrong raw
    /// orgs.csv
    /// sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId,name
    /// school1,,,Maple School,school,1001,district1,Maple School
    /// district1,,,Riverbend District,district,1000,,Riverbend District
    /// ```
    /// ```right raw
    /// orgs.csv
    /// sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId
    /// school1,,,Maple School,school,1001,district1
    /// district1,,,Riverbend District,district,1000,
    /// ```
    ///
    /// ## Known limits
    /// Only one of the columns is checked: the one whose name is written exactly, or the first one.
}

pub(crate) static RULE: Rule = Rule {
    name: "repeated-column",
    page: PAGE,
    counted: None,
    since: "0.1.0",
    scope: Scope::File,
    severities: Severities::everywhere(Error),
    sources: &[
        binding("Header row: names are unique in a file; section 3"),
        page_of(Authority::D2l, "OneRoster CSV data mappings: the header must be identical", "https://community.d2l.com/brightspace/kb/articles/23844"),
    ],
    detect: Detect::Header(check),
    message: |said| format!("The header of {} contains the column “{}” more than once.", said.file(), said.column()),
    fix: |said| format!("Keep one column “{}” in {}, and remove the others from the export.", said.column(), said.file()),
};

fn check(header: &HeaderFacts, findings: &mut Findings) {
    let mut own = Numbered::default();
    for (cell, heading) in header.headings.iter().enumerate() {
        let is_repeated = match heading {
            Heading::Repeated(_) => true,
            Heading::Metadata => header.cells.get(cell).is_some_and(|name| !own.is_new(name)),
            _ => false,
        };
        if is_repeated && !header.is_surplus(cell) {
            let place = findings.header_place(header, cell);
            findings.report(&RULE, place, Args::none);
        }
    }
}
