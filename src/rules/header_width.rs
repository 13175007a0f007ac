use super::*;
use crate::profiles::Severity::Error;
use crate::profiles::infinite_campus::paste_procedure;

rule! {
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
    /// If the header lacks a name, add it. If the rows lack cells at the end, let the program write them, as empty cells
    /// where there is nothing to say. If each row ends with a comma that the header does not have, remove it.
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
    /// another width are told by the rules for rows with too many or too few cells. The names that the header lacks are
    /// told here only.
    pub static RULE = Rule {
        name: "header-width",
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
            match said.word(3).as_str() {
                "" => String::new(),
                lacking => format!(": the header lacks {lacking}"),
            }
        ),
        fix: |said| {
            let file = said.file();
            match (said.word(3).as_str(), said.word(2).as_str()) {
                ("", _) if said.number(0) > said.number(1) => format!(
                    "Write {} in every row of {file}, also where the last ones are empty.",
                    said.count_of(0, "cell", "cells")
                ),
                ("", "empty") => format!("Remove the comma at the end of each row of {file}, or name the column in the header."),
                ("", _) => format!("Write a name for each of the {} cells in the header of {file}, in the standard's order.", said.word(1)),
                (lacking, before) => format!("Write {lacking} after “{before}” in the header of {file}."),
            }
        },
        campus_fix: Some(|said| paste_procedure(said.file(), said.right_name())),
    };
}

fn check(header: &HeaderFacts, findings: &mut Findings) {
    let Some(width) = &header.other_width else { return };
    let before = match width.lacking.first().and_then(|first| first.checked_sub(1)) {
        Some(before) => header.names(&[before]).concat(),
        None if width.lacking.is_empty() && width.is_readable => "empty".into(),
        None => String::new(),
    };
    let lacking = listed(&header.names(&width.lacking), "and");
    found(findings, header.place(), header.cells.len(), width.cells, before, lacking);
}

/// Reports rows of so many `cells` below a header of so many `names`.
pub(crate) fn found(findings: &mut Findings, place: Place, names: usize, cells: usize, before: String, lacking: String) {
    findings.report(&RULE, place, || {
        Args::none().number(names as u64).number(cells as u64).word(before).word(lacking)
    });
}
