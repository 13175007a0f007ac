use std::borrow::Cow;

use super::*;
use crate::oneroster::Version;
use crate::profiles::Severity::{Error, Warning};

page! {
    /// # A column isn't part of the standard
    ///
    /// ## What it checks
    /// A file contains the columns of the standard. A vendor's own columns may follow after them if their names start with
    /// `metadata.`.
    ///
    /// ## Why it matters
    /// Receivers that compare the header with the standard refuse the file. Others ignore the column and its values.
    ///
    /// ## How to fix
    /// If its values belong to a missing column, rename it. If not, remove the column from the export. If the receiver asked
    /// for it, its name must start with `metadata.`, and it must come after all columns of the standard.
    ///
    /// In Infinite Campus, the procedure of the article writes only the columns of the standard. Somebody added the others by
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
    /// The values of the column aren't checked. For the DESSA System this is a warning, because nothing says that it refuses
    /// extra columns.
}

pub(crate) static RULE: Rule = Rule {
    name: "unknown-column",
    page: PAGE,
    counted: None,
    since: "0.1.0",
    scope: Scope::File,
    severities: Severities::everywhere(Error).infinite_campus(Warning),
    sources: &[
        binding("Header row: extra columns only as metadata.…, after the defined ones; “Extending”"),
        page_of(Authority::D2l, "OneRoster CSV data mappings: the header must be identical", "https://community.d2l.com/brightspace/kb/articles/23844"),
    ],
    detect: Detect::Header(check),
    message: |said| {
        let Strange { version, other, .. } = Strange::of(said);
        let (name, file) = (said.column(), said.file());
        match other.as_ref() {
            "" => format!("“{name}” isn't a column of {file} in OneRoster {version}."),
            other => format!("“{name}” in {file} is a column of OneRoster {other}, but this package is in OneRoster {version}."),
        }
    },
    fix: |said| {
        let Strange { other, missing, .. } = Strange::of(said);
        if !other.is_empty() {
            return "Export all files, including the manifest, in the version of OneRoster that the receiver reads.".into();
        }
        let rest = "If the receiver wants it, move it after all other columns and start its name with “metadata.”.";
        match missing {
            None => format!("Remove the column from the export of {}. {rest}", said.file()),
            Some(missing) => format!(
                "If its values belong to {missing}, which {} doesn't have, rename it to that. If not, remove the column. {rest}",
                said.file()
            ),
        }
    },
};

told! {
    /// A column that the standard doesn't know.
    struct Strange {
        /// The version of the package.
        version: Cow<'static, str>,
        /// Another version that knows it, or nothing.
        other: Cow<'static, str>,
        /// What the header lacks.
        missing: Option<Cow<'static, str>>,
    }
}

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
            let missing = match header.missing.len() {
                0 => None,
                1..=3 => Some(listed(&header.names(&header.missing), "or").into()),
                _ => Some("a column".into()),
            };
            Args::none().told(Strange {
                version: header.version.number().into(),
                other: other.map_or("", Version::number).into(),
                missing,
            })
        });
    }
}
