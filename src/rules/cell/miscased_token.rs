use super::vocabulary::{severities, vocabulary};
use super::*;
use crate::oneroster::Column;
use crate::profiles::Severity::{Error, Info};

page! {
    /// # A value has the wrong capitalization or extra spaces
    ///
    /// ## What it checks
    /// Some columns contain one value from a list, such as `student` or `teacher`, `true` or `false`. Capital and small
    /// letters must match the list, and no space may appear before or after the value.
    ///
    /// ## Why it matters
    /// Receivers compare exactly. To them, a user with the role `Student` has no role.
    ///
    /// ## How to fix
    /// Write the value as it appears in the list. TRUE and FALSE in capitals come from a spreadsheet program. Export
    /// the file again and don't save it there.
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
    /// For Brightspace, TRUE and FALSE in capitals are only a note, because a D2L sample writes them that way.
}

pub(crate) static RULE: Rule = Rule {
    name: "miscased-token",
    page: PAGE,
    counted: Some("values have the wrong capitalization or extra spaces"),
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::everywhere(Error),
    sources: &[
        binding("Enumerations are matched with exact letter case; true and false are lower case"),
        page_of(Authority::D2l, "OneRoster CSV data mappings: values are case-sensitive", "https://community.d2l.com/brightspace/kb/articles/23844"),
        page_of(Authority::D2l, "Parent & Guardian: the sample of enabledUser has TRUE", "https://community.d2l.com/brightspace/kb/articles/17039"),
    ],
    detect: Detect::Cell { on, check, in_plain_text: true },
    message: |said| format!("{} must be written “{}”. Capitalization and spaces count.", said.this_value(), Right::of(said).value),
    fix: |said| format!("Write “{}” in {}.", Right::of(said).value, said.column()),
};

told! {
    /// The value as the standard writes it.
    struct Right {
        value: Cow<'static, str>,
    }
}

/// The value as the standard writes it, for its repair.
pub(crate) fn right(args: &Args) -> Cow<'static, str> {
    Right::kept(&args.more).value
}

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
    Some(Args::value(cell).told(Right { value: (*word).into() }).severities(severities))
}
