use super::*;
use crate::profiles::Severity::Error;
use crate::profiles::infinite_campus::paste_procedure;

rule! {
    /// # A column stands twice in the header
    ///
    /// ## What it checks
    /// Every column of a file has a name of its own.
    ///
    /// ## Why it matters
    /// The receiver takes the values of the one or of the other, or refuses the file.
    ///
    /// ## How to fix
    /// Keep the column at its place in the standard's order, and remove the other from the export.
    ///
    /// ## Example
    /// ```wrong raw
    /// orgs.csv
    /// sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId,name
    /// school1,,,Maple School,school,,district1,Maple School
    /// district1,,,Riverbend District,district,,,Riverbend District
    /// ```
    /// ```right raw
    /// orgs.csv
    /// sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId
    /// school1,,,Maple School,school,,district1
    /// district1,,,Riverbend District,district,,
    /// ```
    ///
    /// ## Known limits
    /// Only the values of the first of the two are checked.
    pub static RULE = Rule {
        name: "repeated-column",
        since: "0.1.0",
        scope: Scope::File,
        severities: Severities::everywhere(Error),
        sources: &[
            binding("Header row: names are unique in a file; section 3"),
            page_of(Authority::D2l, "OneRoster CSV data mappings: the header must be identical", "https://community.d2l.com/brightspace/kb/articles/23844"),
        ],
        detect: Detect::Header(check),
        message: |said| format!("The header of {} has the column {} more than once.", said.file(), said.word(0)),
        fix: |said| format!("Remove the second column {} from the export of {}.", said.word(0), said.file()),
        campus_fix: Some(|said| paste_procedure(said.file())),
    };
}

fn check(header: &HeaderFacts, findings: &mut Findings) {
    for (cell, heading) in header.headings.iter().enumerate() {
        let name = match heading {
            Heading::Repeated(column) => header.table.columns.get(*column).map(|column| column.name.to_owned()),
            Heading::Metadata => header.cells.get(cell).filter(|name| header.cells.iter().take(cell).any(|other| other == *name)).cloned(),
            _ => None,
        };
        let Some(name) = name else { continue };
        let place = findings.header_place(header, cell);
        findings.report(&RULE, place, || Args::none().word(visible(&name)));
    }
}
