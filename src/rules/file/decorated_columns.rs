use super::*;
use crate::profiles::Severity::Error;
use crate::profiles::infinite_campus::paste_procedure;

page! {
    /// # The same text is added to the column names
    ///
    /// ## What it checks
    /// The names of the columns are those of the standard and nothing else. Here every name begins or ends with the same
    /// text, such as the name of a table (`USERS.sourcedId`), or is in brackets or quotes.
    ///
    /// ## Why it matters
    /// The receiver knows none of the columns, and refuses the file.
    ///
    /// ## How to fix
    /// Remove the text from all names. Programs that export from a database add the name of the table unless each column
    /// is given a name of its own: in the Data Export Manager of PowerSchool, edit the labels of the columns; in a query,
    /// write `AS` and the name behind each column.
    ///
    /// ## Example
    /// ```wrong raw
    /// orgs.csv
    /// ORGS.sourcedId,ORGS.status,ORGS.dateLastModified,ORGS.name,ORGS.type,ORGS.identifier,ORGS.parentSourcedId
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
    /// It is found when at least two names, and half of all, have it. The rows are checked as if the names were right.
}

pub(crate) static RULE: Rule = Rule {
    name: "decorated-columns",
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
    message: |said| {
        let (before, after) = (quoted(&said.word(2)), quoted(&said.word(3)));
        let is_every = said.number(0) == said.number(1);
        let (begin, end, have) = if is_every { ("begins", "ends", "has") } else { ("begin", "end", "have") };
        let has = match (before.as_str(), after.as_str()) {
            ("", "") => format!("{have} the name of a table before it"),
            (_, "") => format!("{begin} with {before}"),
            ("", _) => format!("{end} with {after}"),
            _ => format!("{begin} with {before} and {end} with {after}"),
        };
        let which = if is_every {
            "Every column name".into()
        } else {
            format!("{} of the {} column names", said.word(0), said.word(1))
        };
        format!("{which} in the header of {} {has}.", said.file())
    },
    fix: |said| {
        let what = match (quoted(&said.word(2)), quoted(&said.word(3))) {
            (before, after) if before.is_empty() && after.is_empty() => {
                "the name of the table and the point behind it".into()
            }
            (text, other) | (other, text) if other.is_empty() || text == other => text,
            (before, after) => format!("{before} and {after}"),
        };
        format!(
            "Remove {what} from every column name in the header of {}, so that names such as sourcedId are left.",
            said.file()
        )
    },
    campus_fix: Some(|said| paste_procedure(said.file(), said.right_name())),
};

/// A text as it stands in a sentence.
fn quoted(text: &str) -> String {
    match text {
        "" => String::new(),
        " " => "a space".into(),
        text => format!("“{text}”"),
    }
}

fn check(header: &HeaderFacts, findings: &mut Findings) {
    let Some(decoration) = &header.decoration else { return };
    let filled = header.cells.iter().filter(|cell| !cell.trim().is_empty()).count();
    findings.report(&RULE, header.place(), || {
        let shown = |text: &str| visible(&text.chars().take(60).collect::<String>());
        Args::none()
            .number(decoration.names as u64)
            .number(filled as u64)
            .word(shown(&decoration.before))
            .word(shown(&decoration.after))
    });
}
