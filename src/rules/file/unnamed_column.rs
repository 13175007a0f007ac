use super::*;
use crate::profiles::Severity::{Error, Warning};
use crate::profiles::infinite_campus::paste_procedure;

page! {
    /// # A column has no name
    ///
    /// ## What it checks
    /// Every cell of the header row holds the name of a column.
    ///
    /// ## Why it matters
    /// The receiver does not know what the column is, and may refuse the file.
    ///
    /// ## How to fix
    /// Write the column's name in the header row. Where the standard has no column that is missing there, remove the
    /// unnamed one. Such columns at the end often come from a spreadsheet program, where something was once written or
    /// formatted to the right of the table.
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
    /// Where as many columns are missing as cells are empty, between the same two names, the cells are read as those
    /// columns. Otherwise their values are not checked. The columns that are missing there are told here only.
}

pub(crate) static RULE: Rule = Rule {
    name: "unnamed-column",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::File,
    severities: Severities::everywhere(Error).infinite_campus(Warning),
    sources: &[
        binding("Header row: extra columns only as metadata.…, after the defined ones; “Extending”"),
        page_of(Authority::D2l, "OneRoster CSV data mappings: the header must be identical", "https://community.d2l.com/brightspace/kb/articles/23844"),
    ],
    detect: Detect::Header(check),
    message: |said| {
        let (columns, missing) = (said.word(0), said.word(2));
        let have = if said.number(1) == 1 { "has no name" } else { "have no name" };
        match said.word(3).as_str() {
            "" => format!("{columns} in the header of {} {have}.", said.file()),
            "certain" => format!("{columns} in the header of {} {have}, but must be called {missing}.", said.file()),
            _ => format!("{columns} in the header of {} {have}, and {missing} {} missing there.", said.file(), said.word(3)),
        }
    },
    fix: |said| {
        let (columns, missing) = (said.word(0), said.word(2));
        match said.word(3).as_str() {
            "" => format!(
                "Remove {} from {} if nothing is in {}. Otherwise write a name that begins with “metadata.” in the header.",
                columns.replacen('C', "c", 1),
                said.file(),
                if said.number(1) == 1 { "it" } else { "them" }
            ),
            "certain" => {
                format!("Write {missing} above {} in the header of {}.", columns.replacen('C', "c", 1), said.file())
            }
            _ => format!(
                "Write {missing} in the header of {}, each above its values. Remove what is left without a name.",
                said.file()
            ),
        }
    },
    campus_fix: Some(|said| paste_procedure(said.file(), said.right_name())),
};

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
        let (missing, kind) = match run.first() {
            Some(Heading::Empty(missing)) if missing.is_empty() => (header.names(&[]), ""),
            Some(Heading::Empty(missing)) => (header.names(missing), if missing.len() == 1 { "is" } else { "are" }),
            _ => (header.names(&named), "certain"),
        };
        // A name that is missing counts as a missing column.
        let severities = if kind.is_empty() { RULE.severities } else { Severities::everywhere(Error) };
        findings.report_as(&RULE, severities, header.place(), || {
            let numbers: Vec<String> = (start..from).map(|cell| counted(cell as u64 + 1)).collect();
            let columns = match numbers.as_slice() {
                [one] => format!("Column {one}"),
                [first, .., last] if numbers.len() > 5 => format!("Columns {first} to {last}"),
                all => format!("Columns {}", listed(all, "and")),
            };
            Args::none().word(columns).number(run.len() as u64).word(listed(&missing, "and")).word(kind)
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
                "Columns 8, 9 and 10 in the header of enrollments.csv have no name, but must be called primary, beginDate and \
                 endDate."
                    .to_owned(),
                "Write primary, beginDate and endDate above columns 8, 9 and 10 in the header of enrollments.csv.".to_owned()
            )]
        );
        let some = said(header(&[Heading::Empty(vec![7, 8, 9]), Heading::Empty(vec![7, 8, 9])]));
        assert_eq!(some.len(), 1);
        assert!(some[0].0.ends_with("have no name, and primary, beginDate and endDate are missing there."), "{some:?}");
        let none = said(header(&[Heading::Exact(7), Heading::Exact(8), Heading::Exact(9), Heading::Empty(vec![])]));
        assert!(none[0].1.starts_with("Remove column 11 from enrollments.csv if nothing is in it."), "{none:?}");
    }
}
