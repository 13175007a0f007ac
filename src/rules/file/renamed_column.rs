use super::*;
use crate::profiles::Severity::Error;
use crate::profiles::infinite_campus::paste_procedure;

page! {
    /// # A column has another name
    ///
    /// ## What it checks
    /// A column that the standard does not know may be one that is missing, under another name: the name that the REST
    /// interface of OneRoster gives it (`orgs` for `orgSourcedIds`), or the same in other words (`First Name` for
    /// `givenName`).
    ///
    /// ## Why it matters
    /// To the receiver the one is an unknown column, and the other is missing. It refuses the file.
    ///
    /// ## How to fix
    /// Rename the column as the message says; its values stay. The names of the CSV files are not those of the REST
    /// interface: what refers to another record ends with `SourcedId`, or `SourcedIds` where it is a list.
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
    /// Where the name can mean one column only, and its values are such as that column holds, they are checked as if the
    /// name were right. Where it can mean several (`student_id` may be `sourcedId` or `identifier`), where its values look
    /// different, or where only its place says which column it may be, the message says so, and the values are not checked.
}

pub(crate) static RULE: Rule = Rule {
    name: "renamed-column",
    page: PAGE,
    since: "0.2.0",
    scope: Scope::File,
    severities: Severities::everywhere(Error),
    sources: &[
        binding("Header row: all columns of the table, by their names; section 3"),
        campus_article("All of the CSV header names and filenames are case-sensitive"),
        page_of(Authority::D2l, "OneRoster CSV data mappings: the header must be identical", "https://community.d2l.com/brightspace/kb/articles/23844"),
    ],
    detect: Detect::Header(check),
    message: |said| match said.word(1).as_str() {
        "" => format!("In the header of {}, “{}” must be called {}.", said.file(), said.column(), said.word(0)),
        _ => format!(
            "“{}” in the header of {} is not a column of this file. It may be {}, which the header lacks.",
            said.column(),
            said.file(),
            said.word(0)
        ),
    },
    fix: |said| {
        let (name, file, right) = (said.column(), said.file(), said.word(0));
        match said.word(1).as_str() {
            "" => format!("Rename “{name}” to {right} in the header of {file}. Keep its values."),
            "one" => format!(
                "If “{name}” contains what belongs in {right}, rename it to {right} in the header of {file}. If not, add \
                 the column {right}."
            ),
            _ => format!("Rename “{name}” in the header of {file} to what it contains: {right}."),
        }
    },
    campus_fix: Some(|said| paste_procedure(said.file(), said.right_name())),
};

fn check(header: &HeaderFacts, findings: &mut Findings) {
    for (cell, heading) in header.headings.iter().enumerate() {
        let (columns, kind) = match heading {
            Heading::Renamed(column) => (std::slice::from_ref(column), ""),
            Heading::Likely(columns) if columns.len() == 1 => (columns.as_slice(), "one"),
            Heading::Likely(columns) => (columns.as_slice(), "some"),
            _ => continue,
        };
        let names = header.names(columns);
        let place = findings.header_place(header, cell);
        findings.report(&RULE, place, || Args::none().word(listed(&names, "or")).word(kind));
    }
}
