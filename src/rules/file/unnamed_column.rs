use std::borrow::Cow;

use super::*;
use crate::profiles::Severity::{Error, Warning};

page! {
    /// # A column has no name
    ///
    /// ## What it checks
    /// Every cell of the header row contains the name of a column.
    ///
    /// ## Why it matters
    /// The receiver can't tell what the column is, and may refuse the file.
    ///
    /// ## How to fix
    /// Write the column's name in the header row. If no column of the standard is missing there, remove the unnamed one. Such
    /// columns at the end often come from a spreadsheet program, where somebody once wrote or formatted something to the right
    /// of the table.
    ///
    /// ## Example
    /// ```wrong raw
    /// orgs.csv
    /// sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId,
    /// school1,,,Maple School,school,1001,district1,
    /// district1,,,Riverbend District,district,1000,,
    /// ```
    /// ```right raw
    /// orgs.csv
    /// sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId
    /// school1,,,Maple School,school,1001,district1
    /// district1,,,Riverbend District,district,1000,
    /// ```
    ///
    /// ## Known limits
    /// If as many columns are missing as cells are empty, between the same two names, the cells are read as those columns. If
    /// not, their values aren't checked. The columns that are missing there are reported here only.
}

pub(crate) static RULE: Rule = Rule {
    name: "unnamed-column",
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
        let Nameless { first, last, why, missing } = Nameless::of(said);
        let (columns, file) = (columns(first, last), said.file());
        let start = if first == last {
            format!("Column {columns} in the header of {file} has no name")
        } else {
            format!("Columns {columns} in the header of {file} have no name")
        };
        match why {
            Why::Spare => format!("{start}."),
            Why::Certain => format!("{start}, but must be called {missing}."),
            Why::OneMissing => format!("{start}, and {missing} is missing there."),
            Why::SomeMissing => format!("{start}, and {missing} are missing there."),
        }
    },
    fix: |said| {
        let Nameless { first, last, why, missing } = Nameless::of(said);
        let (columns, file) = (columns(first, last), said.file());
        match why {
            Why::Spare if first == last => format!(
                "Remove column {columns} from {file} if it is empty. If not, give it a name that starts with “metadata.”."
            ),
            Why::Spare => format!(
                "Remove columns {columns} from {file} if they are empty. If not, give them names that start with “metadata.”."
            ),
            Why::Certain if first == last => format!("Write {missing} above column {columns} in the header of {file}."),
            Why::Certain => format!("Write {missing} above columns {columns} in the header of {file}."),
            Why::OneMissing | Why::SomeMissing => format!(
                "Write {missing} in the header of {file}, each above its values. Remove any column that still has no name."
            ),
        }
    },
};

told! {
    /// Columns without a name, side by side.
    struct Nameless {
        /// Number of the first of them, from 1.
        first: u64,
        last: u64,
        why: Why,
        /// Columns of the standard that belong there, or may.
        missing: Cow<'static, str>,
    }
}

one_of! {
    /// What is known of them.
    enum Why {
        /// No column is missing there.
        Spare = "spare",
        /// They are the columns that are missing there.
        Certain = "certain",
        OneMissing = "one",
        SomeMissing = "some",
    }
}

/// Numbers of columns: `8`, `8, 9 and 10`, `8 to 20`.
fn columns(first: u64, last: u64) -> String {
    if last - first >= 5 {
        return format!("{} to {}", counted(first), counted(last));
    }
    listed(&(first..=last).map(counted).collect::<Vec<_>>(), "and")
}

fn check(header: &HeaderFacts, findings: &mut Findings) {
    let is_nameless = |it: &Heading| matches!(it, Heading::Unnamed(_) | Heading::Empty(_));
    let mut from = 0;
    while let Some(start) = header.headings.iter().skip(from).position(is_nameless).map(|at| from + at) {
        let run: Vec<&Heading> = header.headings.iter().skip(start).take_while(|it| is_nameless(it)).collect();
        from = start + run.len();
        let named: Vec<usize> = run.iter().filter_map(|heading| heading.column()).collect();
        if (start..from).all(|cell| header.is_surplus(cell)) {
            continue;
        }
        let (missing, why) = match run.first() {
            Some(Heading::Empty(missing)) if missing.is_empty() => (header.names(&[]), Why::Spare),
            Some(Heading::Empty(missing)) if missing.len() == 1 => (header.names(missing), Why::OneMissing),
            Some(Heading::Empty(missing)) => (header.names(missing), Why::SomeMissing),
            _ => (header.names(&named), Why::Certain),
        };
        // A name that is missing counts as a missing column.
        let severities = if why == Why::Spare { RULE.severities } else { Severities::everywhere(Error) };
        findings.report_as(&RULE, severities, header.place(), || {
            let (first, last) = (start as u64 + 1, from as u64);
            Args::none().told(Nameless { first, last, why, missing: listed(&missing, "and").into() })
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oneroster::{TableId, Version};
    use crate::profiles::Receiver;

    fn said(headings: Vec<Heading>) -> Vec<(String, String)> {
        let table = Version::V1_1.table(TableId::Enrollments).unwrap();
        let mut findings = Findings::new(&Receiver::by_default().collect::<Vec<_>>(), 10);
        let file = findings.file("enrollments.csv");
        let header = HeaderFacts::new(table, Version::V1_1, file, vec![String::new(); headings.len()], headings);
        check(&header, &mut findings);
        let samples = findings.totals().iter().flat_map(|total| &total.samples);
        samples
            .map(|finding| {
                let said = Said::new(&findings, finding, Values::Masked);
                ((RULE.message)(&said), (RULE.fix)(&said))
            })
            .collect()
    }

    #[test]
    fn columns_that_belong_there_are_named() {
        let header = |end: &[Heading]| [(0..7).map(Heading::Exact).collect(), end.to_vec()].concat();
        let certain = said(header(&[Heading::Unnamed(7), Heading::Unnamed(8), Heading::Unnamed(9)]));
        assert_eq!(
            certain,
            [(
                "Columns 8, 9, and 10 in the header of enrollments.csv have no name, but must be called primary, beginDate, and \
                 endDate."
                    .to_owned(),
                "Write primary, beginDate, and endDate above columns 8, 9, and 10 in the header of enrollments.csv.".to_owned()
            )]
        );
        let some = said(header(&[Heading::Empty(vec![7, 8, 9]), Heading::Empty(vec![7, 8, 9])]));
        assert_eq!(some.len(), 1);
        assert!(some[0].0.ends_with("have no name, and primary, beginDate, and endDate are missing there."), "{some:?}");
        let none = said(header(&[Heading::Exact(7), Heading::Exact(8), Heading::Exact(9), Heading::Empty(vec![])]));
        assert!(none[0].1.starts_with("Remove column 11 from enrollments.csv if it is empty."), "{none:?}");
    }
}
