use std::borrow::Cow;

use super::*;
use crate::profiles::Severity::Error;

page! {
    /// # The header and the rows have different numbers of cells
    ///
    /// ## What it checks
    /// The header has a name for every cell of a row. Here it has more or fewer, by the same number in every row that we
    /// looked at.
    ///
    /// ## Why it matters
    /// The receiver refuses the file, or reads values in the wrong columns.
    ///
    /// ## How to fix
    /// If a name is missing in the header, add it. If nothing is below a name, remove it. If the rows have too few cells at the
    /// end, set the program to write them: empty cells if there's no value. If each row ends with a comma and the header
    /// doesn't, remove that comma.
    ///
    /// ## Example
    /// ```wrong raw
    /// orgs.csv
    /// sourcedId,status,dateLastModified,name,type,parentSourcedId
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
    /// The rule looks at the first twenty rows. They are checked if their values show which column each one belongs to. The
    /// rules for rows with too many or too few cells report rows of another width. The names that are missing in the header, or
    /// that it has too many of, are reported here only.
}

pub(crate) static RULE: Rule = Rule {
    name: "header-width",
    page: PAGE,
    counted: None,
    since: "0.2.0",
    scope: Scope::File,
    severities: Severities::everywhere(Error),
    sources: &[
        binding("RFC 4180: every row has as many cells as the header; section 3"),
        page_of(Authority::D2l, "D2L Standard CSV error troubleshooting: Invalid record length", "https://community.d2l.com/brightspace/kb/articles/17876-ipsis-d2l-standard-csv-error-troubleshooting-guide"),
    ],
    detect: Detect::Header(check),
    message: |said| {
        let Width { names, cells, why, which, .. } = Width::of(said);
        format!(
            "The header of {} has {}, but its rows have {}{}.",
            said.file(),
            count_of(names, "name", "names"),
            count_of(cells, "cell", "cells"),
            match why {
                Why::Lacking => format!(". Missing in the header: {which}"),
                Why::Surplus => format!(". Nothing is below {which}"),
                Why::EmptyEnd | Why::Unknown => String::new(),
            }
        )
    },
    fix: |said| {
        let file = said.file();
        let Width { names, cells, why, which, places } = Width::of(said);
        match why {
            Why::Lacking => format!("Add to the header of {file}: {places}."),
            Why::Surplus => format!("Remove {which} from the header of {file}."),
            Why::EmptyEnd | Why::Unknown if names > cells => format!(
                "Write {} in every row of {file}. Leave a cell empty if there's no value.",
                count_of(names, "cell", "cells")
            ),
            Why::EmptyEnd => format!("Remove the comma at the end of each row of {file}."),
            Why::Unknown => format!(
                "Write a name for each of the {} cells in the header of {file}, in the standard's order.",
                counted(cells)
            ),
        }
    },
};

told! {
    /// How wide the header and the rows are.
    struct Width {
        names: u64,
        cells: u64,
        why: Why,
        /// The names that the header lacks, or has too many.
        which: Cow<'static, str>,
        /// Those that it lacks, each with its place.
        places: Cow<'static, str>,
    }
}

one_of! {
    /// What is behind it.
    enum Why {
        /// The header lacks names.
        Lacking = "lacking",
        /// Nothing is below some names.
        Surplus = "surplus",
        /// All is as it should be but for empty cells at the end.
        EmptyEnd = "empty",
        Unknown = "",
    }
}
fn check(header: &HeaderFacts, findings: &mut Findings) {
    let Some(width) = &header.other_width else { return };
    let lacking = header.names(&width.lacking);
    let places: Vec<String> = width
        .lacking
        .iter()
        .zip(&lacking)
        .map(|(column, name)| match column.checked_sub(1) {
            Some(before) => format!("{name} after “{}”", header.names(&[before]).concat()),
            None => format!("{name} as the first name"),
        })
        .collect();
    let surplus: Vec<String> = width
        .surplus
        .iter()
        .map(|cell| match header.cells.get(*cell).map_or("", |name| name.trim()) {
            // A record may follow the header on the same line: its cells are nobody's names of columns.
            name if is_column_name(name, Some(header.table.id)) => format!("“{name}”"),
            _ => format!("column {}", cell + 1),
                })
        .collect();
    let (why, names) = match (lacking.as_slice(), surplus.as_slice()) {
        ([], []) if width.is_readable => (Why::EmptyEnd, String::new()),
        ([], []) => (Why::Unknown, String::new()),
        ([], surplus) => (Why::Surplus, listed(surplus, "and")),
        (lacking, _) => (Why::Lacking, listed(lacking, "and")),
    };
    findings.report(&RULE, header.place(), || {
        Args::none().told(Width {
            names: header.cells.len() as u64,
            cells: width.cells as u64,
            why,
            which: names.into(),
            places: listed(&places, "and").into(),
        })
    });
}

/// Reports rows of the manifest with so many cells, of which only the first two are filled.
pub(crate) fn found_in_manifest(findings: &mut Findings, place: Place, cells: usize) {
    findings.report(&RULE, place, || {
        let (which, places) = (Cow::default(), Cow::default());
        Args::none().told(Width { names: 2, cells: cells as u64, why: Why::EmptyEnd, which, places })
    });
}
