use std::borrow::Cow;

use super::*;
use crate::oneroster::Table;
use crate::profiles::Severity::Error;

page! {
    /// # The header row is missing
    ///
    /// ## What it checks
    /// The first row of a file contains the names of the columns. Here it contains none of them. It looks like a record, or
    /// has names that the standard doesn't have.
    ///
    /// ## Why it matters
    /// The receiver reads the first record as column names, recognizes none of them, and refuses the whole file.
    ///
    /// ## How to fix
    /// Export the file again with a header row that has the names of the standard.
    ///
    /// In Infinite Campus, each extract has a box “Include Header Row?”.
    ///
    /// ## Example
    /// ```wrong raw
    /// orgs.csv
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
    /// If the rows have as many cells as the standard has columns, they are checked in the standard's order. If not, they
    /// aren't checked, and problems in rows that point to them are counted here.
}

pub(crate) static RULE: Rule = Rule {
    name: "missing-header-row",
    page: PAGE,
    counted: None,
    since: "0.1.0",
    scope: Scope::File,
    severities: Severities::everywhere(Error),
    sources: &[
        binding("Header row: mandatory; section 3"),
        campus_article("The CSV files must include a header row"),
        page_of(Authority::D2l, "OneRoster CSV data mappings: the header must be identical", "https://community.d2l.com/brightspace/kb/articles/23844"),
    ],
    detect: Detect::Reading,
    message: |said| {
        let First { is_checked, names } = First::of(said);
        let unchecked = if is_checked { "" } else { " We couldn't check its rows." };
        let what = match names {
            None => format!("{} has no header row.", said.file()),
            Some(_) => format!("The header of {} has none of the standard's column names.", said.file()),
        };
        format!("{what} Its first cell {}.{unchecked}", said.contains())
    },
    fix: |said| match First::of(said).names {
        None => format!("Export {} again with a header row.", said.file()),
        Some(names) => format!("Write the standard's column names in the first row of {}: {names}.", said.file()),
    },
};

told! {
    /// A first row that is no header.
    struct First {
        /// Whether the rows can be checked all the same.
        is_checked: bool,
        /// If the row holds other names: the columns of the standard.
        names: Option<Cow<'static, str>>,
    }
}

/// Reports a first row that is no header. `reads_on`: the rows are checked in the standard's order of columns. `foreign`:
/// the row holds other names, in place of these columns of the standard.
pub(crate) fn found(findings: &mut Findings, place: Place, first_cell: &[u8], reads_on: bool, foreign: Option<&Table>) {
    findings.report(&RULE, place, || {
        let names = foreign.map(|table| table.columns.iter().map(|column| column.name).collect::<Vec<_>>().join(", "));
        Args::value(first_cell).told(First { is_checked: reads_on, names: names.map(Cow::from) })
    });
}
