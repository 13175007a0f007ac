use std::borrow::Cow;

use super::*;
use crate::profiles::Severity::Error;

page! {
    /// # The same text is added to the column names
    ///
    /// ## What it checks
    /// Column names are written exactly as in the standard. Here every name starts or ends with the same text, such as the
    /// name of a table (`USERS.sourcedId`), or is in brackets or quotes.
    ///
    /// ## Why it matters
    /// The receiver doesn't recognize any of the columns, and refuses the file.
    ///
    /// ## How to fix
    /// Remove the text from all names. Programs that export from a database add the name of the table unless each column has a
    /// name of its own. In the Data Export Manager of PowerSchool, edit the labels of the columns. In a query, write `AS` and
    /// the name after each column.
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
    /// The rule needs at least two names with the text, and half of all names. The rows are checked as if the names were right.
}

pub(crate) static RULE: Rule = Rule {
    name: "decorated-columns",
    page: PAGE,
    counted: None,
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
        let Names { count, all, before, after } = Names::of(said);
        let (before, after) = (quoted(&before), quoted(&after));
        let is_every = count == all;
        let (start, end, have) = if is_every { ("starts", "ends", "has") } else { ("start", "end", "have") };
        let has = match (before.as_str(), after.as_str()) {
            ("", "") => format!("{have} the name of a table before it"),
            (_, "") => format!("{start} with {before}"),
            ("", _) => format!("{end} with {after}"),
            _ => format!("{start} with {before} and {end} with {after}"),
        };
        let which = if is_every {
            "Every column name".into()
        } else {
            format!("{} of the {} column names", counted(count), counted(all))
        };
        format!("{which} in the header of {} {has}.", said.file())
    },
    fix: |said| {
        let Names { before, after, .. } = Names::of(said);
        let what = match (quoted(&before), quoted(&after)) {
            (before, after) if before.is_empty() && after.is_empty() => {
                "the name of the table and the period after it".into()
            }
            (text, other) | (other, text) if other.is_empty() || text == other => text,
            (before, after) => format!("{before} and {after}"),
        };
        format!("Remove {what} from every column name in the header of {}. Only names such as sourcedId should be left.", said.file())
    },
};

told! {
    /// Names of columns with the same text around them.
    struct Names {
        count: u64,
        /// Names that there are.
        all: u64,
        before: Cow<'static, str>,
        after: Cow<'static, str>,
    }
}

/// A text as it appears in a sentence.
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
        Args::none().told(Names {
            count: decoration.names as u64,
            all: filled as u64,
            before: shown(&decoration.before).into(),
            after: shown(&decoration.after).into(),
        })
    });
}
