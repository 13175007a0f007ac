use super::*;
use crate::profiles::Severity::Error;
use crate::profiles::infinite_campus::paste_procedure;

page! {
    /// # A column is missing
    ///
    /// ## What it checks
    /// The header row of a file must hold every column that the standard gives to it, also the optional ones. Their
    /// cells may be empty, the columns must be there.
    ///
    /// ## Why it matters
    /// Receivers compare the header with the standard before they read any row. A file with a missing column is
    /// usually refused as a whole.
    ///
    /// ## How to fix
    /// Add the column to the export at its place. Where the standard requires a value, fill it in every row; elsewhere
    /// its cells may be empty.
    ///
    /// In Infinite Campus, the procedure of the article writes all columns; a column is missing when the query was
    /// copied and changed.
    ///
    /// ## Example
    /// ```wrong raw
    /// orgs.csv
    /// sourcedId,status,dateLastModified,name,type,parentSourcedId
    /// school1,,,Maple School,school,district1
    /// district1,,,Riverbend District,district,
    /// ```
    /// ```right raw
    /// orgs.csv
    /// sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId
    /// school1,,,Maple School,school,,district1
    /// district1,,,Riverbend District,district,,
    /// ```
    ///
    /// ## Known limits
    /// A name that is close to the missing one, or means the same, is taken for it, and only the rule for misspelled or
    /// for other names speaks.
}

pub(crate) static RULE: Rule = Rule {
    name: "missing-column",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::File,
    severities: Severities::everywhere(Error),
    sources: &[
        binding("Header row: all columns of the table, required or optional, in the table's order"),
        page_of(Authority::D2l, "OneRoster CSV data mappings: the header must be identical", "https://community.d2l.com/brightspace/kb/articles/23844"),
    ],
    detect: Detect::Header(check),
    message: |said| format!("The header of {} lacks the column “{}”.", said.file(), said.column()),
    fix: |said| {
        let place = match said.word(0).as_str() {
            "" => "as the first one".into(),
            before => format!("after “{before}”"),
        };
        let cells = match said.word(1).as_str() {
            "" => "leave its cells empty where there is nothing to say",
            _ => "and fill it in every row",
        };
        let separator = if said.word(1).is_empty() { ";" } else { "," };
        format!("Add the column “{}” {place}{separator} {cells}.", said.column())
    },
    campus_fix: Some(|said| paste_procedure(said.file(), said.right_name())),
};

fn check(header: &HeaderFacts, findings: &mut Findings) {
    for column in &header.missing {
        let Some(missing) = header.table.columns.get(*column) else { continue };
        let before = column.checked_sub(1).and_then(|before| header.table.columns.get(before));
        let place = header.place().column(findings.column(missing.name));
        let required = if missing.required { "required" } else { "" };
        findings.report(&RULE, place, || Args::none().word(before.map_or("", |before| before.name)).word(required));
    }
}
