use super::vocabulary::{severities, vocabulary};
use super::*;
use crate::oneroster::Column;
use crate::profiles::Severity::{Error, Info};
use crate::profiles::infinite_campus::send_as_exported;

page! {
    /// # A word has the wrong letter case or spaces around it
    ///
    /// ## What it checks
    /// Some columns hold one word out of a list, such as `student` or `teacher`, `true` or `false`. Capital and small
    /// letters must be those of the list, and no space may stand around the word.
    ///
    /// ## Why it matters
    /// Receivers compare exactly: a user with the role `Student` has no role for them.
    ///
    /// ## How to fix
    /// Write the word as the list has it. TRUE and FALSE in capitals are a trace of a spreadsheet program: export the
    /// file again and do not save it there.
    ///
    /// ## Example
    /// ```wrong
    /// users.csv
    /// sourcedId,role
    /// student1,Student
    /// ```
    /// ```right
    /// users.csv
    /// sourcedId,role
    /// student1,student
    /// ```
    ///
    /// ## Known limits
    /// For Brightspace, TRUE and FALSE in capitals are only an information: a sample of D2L writes them so.
}

pub(crate) static RULE: Rule = Rule {
    name: "miscased-token",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::everywhere(Error),
    sources: &[
        binding("Enumerations are matched with exact letter case; true and false are lower case"),
        page_of(Authority::D2l, "OneRoster CSV data mappings: values are case-sensitive", "https://community.d2l.com/brightspace/kb/articles/23844"),
        page_of(Authority::D2l, "Parent & Guardian: the sample of enabledUser has TRUE", "https://community.d2l.com/brightspace/kb/articles/17039"),
    ],
    detect: Detect::Cell { on, check, in_plain_text: true },
    message: |said| format!(
        "{} holds {}, which must be written “{}”: letter case and spaces count.",
        said.column(), said.value(), said.word(0)
    ),
    fix: |said| format!("Write “{}” in {}.", said.word(0), said.column()),
    campus_fix: Some(|said| send_as_exported(said.file(), said.right_name())),
};

fn on(table: &TableFacts, column: &Column) -> bool {
    vocabulary(table, column).is_some()
}

fn check(table: &TableFacts, column: &Column, cell: &[u8]) -> Option<Args> {
    let tokens = vocabulary(table, column)?;
    let trimmed = cell.trim_ascii();
    let word = tokens.words.iter().find(|word| word.as_bytes().eq_ignore_ascii_case(trimmed))?;
    // OneRoster 1.0 writes some words in two ways.
    if tokens.words.iter().any(|word| word.as_bytes() == cell) {
        return None;
    }
    let mut severities = severities(table, column);
    if matches!(cell, b"TRUE" | b"FALSE") {
        severities = severities.d2l_brightspace(Info);
    }
    Some(Args::value(cell).word(*word).severities(severities))
}
