use std::borrow::Cow;

use super::*;
use crate::profiles::Severity::Error;

page! {
    /// # A column name is misspelled
    ///
    /// ## What it checks
    /// The rule compares unknown columns with missing ones. Here the two names differ in a letter or two.
    ///
    /// ## Why it matters
    /// To the receiver, one is an unknown column, and the other is missing. It refuses the file.
    ///
    /// ## How to fix
    /// Write the name exactly as in the message.
    ///
    /// In Infinite Campus, the procedure of the article spells the names correctly. They are different if somebody typed the
    /// query by hand.
    ///
    /// ## Example
    /// ```wrong raw
    /// orgs.csv
    /// sourcedId,status,dateLastModified,name,type,identifier,parentSourceId
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
    /// The values of the column are checked as if the name were right.
}

pub(crate) static RULE: Rule = Rule {
    name: "misspelled-column",
    page: PAGE,
    counted: None,
    since: "0.1.0",
    scope: Scope::File,
    severities: Severities::everywhere(Error),
    sources: &[
        binding("Header row: all columns of the table, by their names; section 3"),
        campus_article("All of the CSV header names and filenames are case-sensitive"),
        page_of(Authority::D2l, "OneRoster CSV data mappings: the header must be identical", "https://community.d2l.com/brightspace/kb/articles/23844"),
    ],
    detect: Detect::Header(check),
    message: |said| format!("“{}” in the header of {} should probably be {}.", said.column(), said.file(), Name::of(said).right),
    fix: |said| format!("Change “{}” to {} in the header of {}.", said.column(), Name::of(said).right, said.file()),
};

told! {
    /// A name that is misspelled.
    struct Name {
        right: Cow<'static, str>,
    }
}

fn check(header: &HeaderFacts, findings: &mut Findings) {
    for (cell, heading) in header.headings.iter().enumerate() {
        let Heading::Misspelled(column) = heading else { continue };
        let Some(column) = header.table.columns.get(*column) else { continue };
        let place = findings.header_place(header, cell);
        findings.report(&RULE, place, || Args::none().told(Name { right: column.name.into() }));
    }
}
