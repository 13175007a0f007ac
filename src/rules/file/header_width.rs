use super::*;
use crate::profiles::Severity::Error;
use crate::profiles::infinite_campus::paste_procedure;

page! {
    /// # The header has more or fewer names than the rows have cells
    ///
    /// ## What it checks
    /// The header has a name for every cell of a row. Here it has more, or fewer, by the same number in every row that
    /// was looked at.
    ///
    /// ## Why it matters
    /// The receiver refuses the file, or reads values under the wrong columns.
    ///
    /// ## How to fix
    /// If the header lacks a name, add it. If it has a name below which nothing is, remove it. If the rows lack cells at the
    /// end, let the program write them, as empty cells where there is nothing to say. If each row ends with a comma that
    /// the header does not have, remove it.
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
    /// The first twenty rows are looked at. They are checked where their values show which column each belongs to. Rows of
    /// another width are told by the rules for rows with too many or too few cells. The names that the header lacks or has
    /// too many are told here only.
}

pub(crate) static RULE: Rule = Rule {
    name: "header-width",
    page: PAGE,
    since: "0.2.0",
    scope: Scope::File,
    severities: Severities::everywhere(Error),
    sources: &[
        binding("RFC 4180: every row has as many cells as the header; section 3"),
        page_of(Authority::D2l, "D2L Standard CSV error troubleshooting: Invalid record length", "https://community.d2l.com/brightspace/kb/articles/17876-ipsis-d2l-standard-csv-error-troubleshooting-guide"),
    ],
    detect: Detect::Header(check),
    message: |said| format!(
        "The header of {} has {}, but its rows have {}{}.",
        said.file(),
        said.count_of(0, "name", "names"),
        said.count_of(1, "cell", "cells"),
        match said.word(2).as_str() {
            "lacking" => format!(": the header lacks {}", said.word(3)),
            "surplus" => format!(": nothing is below {}", said.word(3)),
            _ => String::new(),
        }
    ),
    fix: |said| {
        let file = said.file();
        match (said.word(2).as_str(), said.word(3).as_str()) {
            ("lacking", _) => format!("Write into the header of {file}: {}.", said.word(4)),
            ("surplus", surplus) => format!("Remove {surplus} from the header of {file}."),
            _ if said.number(0) > said.number(1) => format!(
                "Write {} in every row of {file}: an empty one where there is nothing to say.",
                said.count_of(0, "cell", "cells")
            ),
            ("empty", _) => format!("Remove the comma at the end of each row of {file}."),
            _ => format!(
                "Write a name for each of the {} cells in the header of {file}, in the standard's order.",
                said.word(1)
            ),
        }
    },
    campus_fix: Some(|said| paste_procedure(said.file(), said.right_name())),
};

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
            name if is_column_name(name) => format!("“{name}”"),
            _ => format!("column {}", cell + 1),
                })
        .collect();
    let (kind, names) = match (lacking.as_slice(), surplus.as_slice()) {
        ([], []) if width.is_readable => ("empty", String::new()),
        ([], []) => ("", String::new()),
        ([], surplus) => ("surplus", listed(surplus, "and")),
        (lacking, _) => ("lacking", listed(lacking, "and")),
    };
    findings.report(&RULE, header.place(), || {
        let args = Args::none().number(header.cells.len() as u64).number(width.cells as u64);
        args.word(kind).word(names).word(listed(&places, "and"))
    });
}

/// Reports rows of the manifest with so many cells, of which only the first two are filled.
pub(crate) fn found_in_manifest(findings: &mut Findings, place: Place, cells: usize) {
    findings.report(&RULE, place, || Args::none().number(2).number(cells as u64).word("empty"));
}
