use super::vocabulary::{severities, vocabulary};
use super::*;
use crate::oneroster::{Column, Kind};
use crate::profiles::Severity::Error;

page! {
    /// # A word is not one of those the column may hold
    ///
    /// ## What it checks
    /// Some columns hold one word out of a list: the role of a user, the type of an org, `true` or `false`, the status
    /// `active` or `tobedeleted`. Any other word is wrong. In OneRoster 1.2 some of the lists also take a private word
    /// that begins with `ext:`.
    ///
    /// ## Why it matters
    /// The receiver cannot tell what is meant. It leaves the value out, or the whole row: a user without a known role is
    /// not created.
    ///
    /// ## How to fix
    /// Use one of the words of the list, with the same letter case. An optional cell may also stay empty.
    ///
    /// ## Example
    /// ```wrong
    /// demographics.csv
    /// sourcedId,sex
    /// student1,M
    /// ```
    /// ```right
    /// demographics.csv
    /// sourcedId,sex
    /// student1,male
    /// ```
    ///
    /// ## Known limits
    /// Two words for sex are all that OneRoster 1.1 has. A person with another entry has an empty cell there.
    ///
    /// The Brightspace article prints the status of a deleted record as “tobedelete”. That is taken for a slip of the
    /// pen: the other pages of D2L, and the standard, have `tobedeleted`.
}

pub(crate) static RULE: Rule = Rule {
    name: "unknown-token",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::everywhere(Error),
    sources: &[
        binding("Tables of the data files: enumerations; extensions begin with ext: (1.2)"),
        page_of(Authority::D2l, "OneRoster CSV data mappings: values are case-sensitive words of the standard", "https://community.d2l.com/brightspace/kb/articles/23844"),
        page_of(Authority::Aperture, "Flat file chart: race and ethnicity are optional", "https://selcompass.zendesk.com/hc/en-us/articles/16474103177229"),
    ],
    detect: Detect::Cell { on, check, in_plain_text: true },
    message: |said| format!("{} holds {}, but the words for it are {}.", said.column(), said.value(), said.word(0)),
    fix: |said| match (said.word(1).as_str(), said.number(2)) {
        ("", 1) => format!("Use one of the words that {} may hold.", said.column()),
        ("", _) => format!("Use one of the words that {} may hold, or leave the cell empty.", said.column()),
        (meant, _) => format!("Write {meant} instead."),
    },
    campus_fix: None,
};

fn on(table: &TableFacts, column: &Column) -> bool {
    vocabulary(table, column).is_some()
}

fn check(table: &TableFacts, column: &Column, cell: &[u8]) -> Option<Args> {
    let tokens = vocabulary(table, column)?;
    let text = std::str::from_utf8(cell).unwrap_or("\u{FFFD}");
    if tokens.contains(text) {
        return None;
    }
    let mut words = tokens.words.join(", ");
    if tokens.open {
        words.push_str(", or one that begins with ext:");
    }
    let args = Args::value(cell).word(words).word(meant(column, text)).number(u64::from(column.required));
    Some(args.severities(severities(table, column)))
}

/// The word that can only have been meant.
fn meant(column: &Column, text: &str) -> &'static str {
    let text = text.trim().to_ascii_lowercase();
    match (&column.kind, text.as_str()) {
        (Kind::Status, "tobedelete") => "tobedeleted",
        (Kind::Boolean, "y" | "yes" | "1" | "t") => "true",
        (Kind::Boolean, "n" | "no" | "0" | "f") => "false",
        (Kind::Token(_), "m") if column.name == "sex" => "male",
        (Kind::Token(_), "f") if column.name == "sex" => "female",
        _ => "",
    }
}
