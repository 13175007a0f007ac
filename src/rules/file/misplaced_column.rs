use std::borrow::Cow;

use super::*;
use crate::profiles::Severity::{Error, Warning};

page! {
    /// # The columns aren't in the standard's order
    ///
    /// ## What it checks
    /// The columns of a file appear in the standard's order. A vendor's own columns (`metadata.…`) come after all of them.
    ///
    /// ## Why it matters
    /// Receivers that use the order read the values of one column as those of another, or refuse the file.
    ///
    /// ## How to fix
    /// Put the columns in the standard's order.
    ///
    /// In Infinite Campus, the procedure of the article writes the standard's order. It is different if somebody copied and
    /// changed the query.
    ///
    /// ## Example
    /// ```wrong raw
    /// orgs.csv
    /// sourcedId,status,dateLastModified,type,name,identifier,parentSourcedId
    /// school1,,,school,Maple School,1001,district1
    /// district1,,,district,Riverbend District,1000,
    /// ```
    /// ```right raw
    /// orgs.csv
    /// sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId
    /// school1,,,Maple School,school,1001,district1
    /// district1,,,Riverbend District,district,1000,
    /// ```
    ///
    /// ## Known limits
    /// The rule reports each file once, at the first column in the wrong place. The values are checked by the names of their
    /// columns. For the DESSA System this is a warning, because nothing says that it uses the order.
}

pub(crate) static RULE: Rule = Rule {
    name: "misplaced-column",
    page: PAGE,
    counted: None,
    since: "0.1.0",
    scope: Scope::File,
    severities: Severities::everywhere(Error).infinite_campus(Warning),
    sources: &[
        binding("Header row: all columns of the table, in the table's order; extra columns to the right"),
        page_of(Authority::D2l, "OneRoster CSV data mappings: the header must be identical", "https://community.d2l.com/brightspace/kb/articles/23844"),
    ],
    detect: Detect::Header(check),
    message: |said| format!(
        "The columns of {} aren't in the standard's order. “{}” appears where “{}” should be.",
        said.file(),
        said.column(),
        Order::of(said).expected
    ),
    fix: |said| format!("Put the columns of {} in this order: {}.", said.file(), Order::of(said).all),
};

told! {
    /// The order of the standard.
    struct Order {
        /// The column that should be there.
        expected: Cow<'static, str>,
        all: Cow<'static, str>,
    }
}

fn check(header: &HeaderFacts, findings: &mut Findings) {
    let found: Vec<(usize, Option<usize>)> = (0..header.cells.len())
        .filter_map(|cell| match header.headings.get(cell) {
            Some(Heading::Metadata) => Some((cell, None)),
            _ => header.column_at(cell).map(|column| (cell, Some(column))),
        })
        .collect();
    let mut expected: Vec<usize> = found.iter().filter_map(|(_, column)| *column).collect();
    crate::order::sort(&mut expected);
    for ((cell, column), right) in found.iter().zip(expected) {
        if *column != Some(right)
            && let Some(right) = header.table.columns.get(right)
        {
            let order: Vec<&str> = header.table.columns.iter().map(|column| column.name).collect();
            let place = findings.header_place(header, *cell);
            findings.report(&RULE, place, || {
                Args::none().told(Order { expected: right.name.into(), all: order.join(", ").into() })
            });
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oneroster::{TableId, Version};
    use crate::profiles::Receiver;

    /// The column that the rule names, and the one that should be there.
    fn misplaced(header: &str) -> Option<(String, String)> {
        let table = Version::V1_1.table(TableId::Orgs)?;
        let mut findings = Findings::new(&Receiver::by_default().collect::<Vec<_>>(), 10);
        let cells: Vec<String> = header.split(',').map(str::to_owned).collect();
        let headings = cells.iter().map(|cell| table.column_index(cell).map_or(Heading::Metadata, Heading::Exact));
        let file = findings.file("orgs.csv");
        let header = HeaderFacts::new(table, Version::V1_1, file, cells.clone(), headings.collect());
        check(&header, &mut findings);
        let finding = findings.totals().first()?.samples.first()?;
        let said = Said::new(&findings, finding, Values::Shown);
        Some((said.column(), Order::of(&said).expected.into_owned()))
    }

    #[test]
    fn the_first_misplaced_column_is_named() {
        let found = |found: &str, right: &str| Some((found.to_owned(), right.to_owned()));
        assert_eq!(misplaced("sourcedId,status,name,parentSourcedId,metadata.a,metadata.b"), None);
        assert_eq!(misplaced("status,name,sourcedId"), found("status", "sourcedId"));
        assert_eq!(misplaced("sourcedId,metadata.a,status"), found("metadata.a", "status"));
    }
}
