use std::borrow::Cow;

use super::*;
use crate::profiles::Severity::Error;

page! {
    /// # A column has a different name
    ///
    /// ## What it checks
    /// An unknown column may be a missing one under another name. It can be the name from the REST interface of OneRoster
    /// (`orgs` for `orgSourcedIds`), or the same in other words (`First Name` for `givenName`).
    ///
    /// ## Why it matters
    /// To the receiver, one is an unknown column, and the other is missing. It refuses the file.
    ///
    /// ## How to fix
    /// Rename the column as the message says, and keep its values. The CSV files don't use the names of the REST interface: a
    /// column that points to another record ends with `SourcedId`, or with `SourcedIds` if it is a list.
    ///
    /// ## Example
    /// ```wrong raw
    /// orgs.csv
    /// sourcedId,status,dateLastModified,name,type,identifier,parent
    /// school1,,,Maple School,school,1001,district1
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
    /// If the name can only mean one column, and its values fit that column, they are checked as if the name were right. In
    /// other cases the message says so, and the values aren't checked: the name can mean several columns (`student_id` may be
    /// `sourcedId` or `identifier`), its values look different, or only its place says which column it may be.
}

pub(crate) static RULE: Rule = Rule {
    name: "renamed-column",
    page: PAGE,
    counted: None,
    since: "0.2.0",
    scope: Scope::File,
    severities: Severities::everywhere(Error),
    sources: &[
        binding("Header row: all columns of the table, by their names; section 3"),
        campus_article("All of the CSV header names and filenames are case-sensitive"),
        page_of(Authority::D2l, "OneRoster CSV data mappings: the header must be identical", "https://community.d2l.com/brightspace/kb/articles/23844"),
    ],
    detect: Detect::Header(check),
    message: |said| {
        let Name { how, right } = Name::of(said);
        let (name, file) = (said.column(), said.file());
        match how {
            How::Certain => format!("“{name}” in the header of {file} must be called {right}."),
            How::One | How::Several => {
                format!("“{name}” in the header of {file} isn't a column of this file. It may be {right}, which is missing.")
            }
        }
    },
    fix: |said| {
        let Name { how, right } = Name::of(said);
        let (name, file) = (said.column(), said.file());
        match how {
            How::Certain => format!("Rename “{name}” to {right} in the header of {file}. Keep its values."),
            How::One => format!(
                "If “{name}” contains the values for {right}, rename it to {right} in the header of {file}. If not, add the \
                 column {right}."
            ),
            How::Several => format!("Rename “{name}” in the header of {file} to match its values: {right}."),
        }
    },
};

told! {
    /// Another name for a column that is missing.
    struct Name {
        /// Which it is, or may be.
        right: Cow<'static, str>,
        how: How,
    }
}

one_of! {
    /// How certain it is which column is meant.
    enum How {
        Certain = "certain",
        One = "one",
        Several = "several",
    }
}

fn check(header: &HeaderFacts, findings: &mut Findings) {
    for (cell, heading) in header.headings.iter().enumerate() {
        let (columns, how) = match heading {
            Heading::Renamed(column) => (std::slice::from_ref(column), How::Certain),
            Heading::Likely(columns) if columns.len() == 1 => (columns.as_slice(), How::One),
            Heading::Likely(columns) => (columns.as_slice(), How::Several),
            _ => continue,
        };
        let names = header.names(columns);
        let place = findings.header_place(header, cell);
        findings.report(&RULE, place, || Args::none().told(Name { how, right: listed(&names, "or").into() }));
    }
}
