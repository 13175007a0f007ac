use std::borrow::Cow;

use super::*;
use crate::profiles::Severity::Error;

page! {
    /// # A column is missing
    ///
    /// ## What it checks
    /// The header row of a file must contain every column of the standard, including the optional ones. Their cells may be
    /// empty, but the columns must be there.
    ///
    /// ## Why it matters
    /// Receivers compare the header with the standard before they read any row. They usually refuse the whole file if a column
    /// is missing.
    ///
    /// ## How to fix
    /// Add the column to the export in its place. If the standard requires a value, fill it in every row. If not, its cells may
    /// be empty.
    ///
    /// In Infinite Campus, the procedure of the article writes all columns. A column is missing if somebody copied and changed
    /// the query.
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
    /// A name that is similar to the missing one, or means the same, is read as that column. Then only the rule for misspelled
    /// or for other names reports it.
}

pub(crate) static RULE: Rule = Rule {
    name: "missing-column",
    page: PAGE,
    counted: None,
    since: "0.1.0",
    scope: Scope::File,
    severities: Severities::everywhere(Error),
    sources: &[
        binding("Header row: all columns of the table, required or optional, in the table's order"),
        page_of(Authority::D2l, "OneRoster CSV data mappings: the header must be identical", "https://community.d2l.com/brightspace/kb/articles/23844"),
    ],
    detect: Detect::Header(check),
    message: |said| format!("{} has no column “{}”.", said.file(), said.column()),
    fix: |said| {
        let Missing { is_required, after } = Missing::of(said);
        let place = after.map_or_else(|| "as the first column".into(), |before| format!("after “{before}”"));
        let cells = if is_required { "Fill it in every row." } else { "Its cells may be empty." };
        format!("Add the column “{}” to {}, {place}. {cells}", said.column(), said.file())
    },
};

told! {
    /// A column that the header lacks.
    struct Missing {
        is_required: bool,
        /// The column before it; none if it is the first.
        after: Option<Cow<'static, str>>,
    }
}

fn check(header: &HeaderFacts, findings: &mut Findings) {
    for column in &header.missing {
        let Some(missing) = header.table.columns.get(*column) else { continue };
        let before = column.checked_sub(1).and_then(|before| header.table.columns.get(before));
        let place = header.place().column(findings.column(missing.name));
        findings.report(&RULE, place, || {
            Args::none().told(Missing { is_required: missing.required, after: before.map(|before| before.name.into()) })
        });
    }
}
