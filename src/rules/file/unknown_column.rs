use super::*;
use crate::oneroster::Version;
use crate::profiles::Severity::{Error, Warning};
use crate::profiles::infinite_campus::paste_procedure;

page! {
    /// # The standard does not know a column
    ///
    /// ## What it checks
    /// A file holds the columns that the standard gives to it. A vendor's own columns may follow after them, when their
    /// names begin with `metadata.`.
    ///
    /// ## Why it matters
    /// Receivers that compare the header with the standard refuse the file. Others ignore the column and its values.
    ///
    /// ## How to fix
    /// If its values belong to a column that is missing, rename it. Otherwise remove the column from the export. If the
    /// receiver asked for it, its name must begin with `metadata.` and it must stand after all columns of the standard.
    ///
    /// In Infinite Campus, the procedure of the article writes the columns of the standard only; others were added by
    /// hand.
    ///
    /// ## Example
    /// ```wrong raw
    /// orgs.csv
    /// sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId,color
    /// school1,,,Maple School,school,1001,district1,green
    /// district1,,,Riverbend District,district,1000,,blue
    /// ```
    /// ```right raw
    /// orgs.csv
    /// sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId,metadata.color
    /// school1,,,Maple School,school,1001,district1,green
    /// district1,,,Riverbend District,district,1000,,blue
    /// ```
    ///
    /// ## Known limits
    /// The values of the column are not checked. For the DESSA System this is a warning, because nothing says that it
    /// refuses more columns than it needs.
}

pub(crate) static RULE: Rule = Rule {
    name: "unknown-column",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::File,
    severities: Severities::everywhere(Error).infinite_campus(Warning),
    sources: &[
        binding("Header row: extra columns only as metadata.…, after the defined ones; “Extending”"),
        page_of(Authority::D2l, "OneRoster CSV data mappings: the header must be identical", "https://community.d2l.com/brightspace/kb/articles/23844"),
    ],
    detect: Detect::Header(check),
    message: |said| match said.word(1).as_str() {
        "" => format!(
            "The header of {} has “{}”, which is not a column of this file in OneRoster {}.",
            said.file(),
            said.column(),
            said.word(0)
        ),
        other => format!(
            "The header of {} has “{}”, a column of OneRoster {other}, but the package is read as OneRoster {}.",
            said.file(),
            said.column(),
            said.word(0)
        ),
    },
    fix: |said| match said.word(1).as_str() {
        "" => {
            let rest = "If the receiver wants it, put it after all others and begin its name with “metadata.”.";
            match said.word(2).as_str() {
                "" => format!("Remove the column from the export of {}. {rest}", said.file()),
                missing => format!(
                    "If its values belong to {missing}, which the header of {} lacks, rename it to that. Otherwise \
                     remove the column. {rest}",
                    said.file()
                ),
            }
        }
        _ => "Export all files, and the manifest, in one version of OneRoster, the one that the receiver reads.".into(),
    },
    campus_fix: Some(|said| paste_procedure(said.file(), said.right_name())),
};

fn check(header: &HeaderFacts, findings: &mut Findings) {
    for (cell, heading) in header.headings.iter().enumerate() {
        if *heading != Heading::Unknown || header.is_surplus(cell) {
            continue;
        }
        let name = header.cells.get(cell).map_or("", String::as_str);
        let knows =
            |version: &Version| version.table(header.table.id).is_some_and(|table| table.column_index(name).is_some());
        let other = [Version::V1_2, Version::V1_1, Version::V1_0].into_iter().find(knows);
        let place = findings.header_place(header, cell);
        findings.report(&RULE, place, || {
            let missing = if header.missing.len() > 3 { Vec::new() } else { header.names(&header.missing) };
            Args::none()
                .word(header.version.number())
                .word(other.map_or("", Version::number))
                .word(if header.missing.len() > 3 { "a column".into() } else { listed(&missing, "or") })
        });
    }
}
