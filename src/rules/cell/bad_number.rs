use super::*;
use crate::oneroster::value::{is_float, is_integer};
use crate::oneroster::{Column, Kind};
use crate::profiles::Severity::Error;

page! {
    /// # A number is not written as one
    ///
    /// ## What it checks
    /// Scores and their limits are decimal numbers with a point, the weight of a category is a whole number. Signs for
    /// percent, commas and words do not belong to a number.
    ///
    /// ## Why it matters
    /// The receiver cannot count with the value and leaves it or its row out.
    ///
    /// ## How to fix
    /// Write digits only, with a point before the decimals: `87.5`. A weight of 80 percent is `80`.
    ///
    /// ## Example
    /// ```wrong
    /// version 1.2
    /// categories.csv
    /// sourcedId,status,dateLastModified,title,weight
    /// category1,,,Homework,80%
    /// ```
    /// ```right
    /// version 1.2
    /// categories.csv
    /// sourcedId,status,dateLastModified,title,weight
    /// category1,,,Homework,80
    /// ```
    ///
    /// ## Known limits
    /// The description of the weight in the standard has an example with a percent sign, but declares the type as
    /// whole number. The declared type decides here. Numbers occur in the files of the gradebook only, which the DESSA
    /// System and Brightspace do not read.
}

pub(crate) static RULE: Rule = Rule {
    name: "bad-number",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::nowhere().oneroster(Error),
    sources: &[binding("Data types: Integer, Float; categories.csv: weight is an Integer, a percentage")],
    detect: Detect::Cell { on, check, in_plain_text: true },
    message: |said| match said.word(0).as_str() {
        "percent" => format!("{} holds {}, a whole number with a percent sign, which does not belong to it.", said.column(), said.value()),
        kind => format!("{} holds {}, which is not a {kind} number.", said.column(), said.value()),
    },
    fix: |said| match said.word(0).as_str() {
        "percent" => "Leave the percent sign out.".into(),
        "whole" => "Write digits only, without leading zeros.".into(),
        _ => "Write digits only, with a point before the decimals, such as 87.5.".into(),
    },
    campus_fix: None,
};

fn on(_: &TableFacts, column: &Column) -> bool {
    matches!(column.kind, Kind::Integer | Kind::Float)
}

fn check(_: &TableFacts, column: &Column, cell: &[u8]) -> Option<Args> {
    let is_whole = matches!(column.kind, Kind::Integer);
    let is_right = if is_whole { is_integer(cell) } else { is_float(cell) };
    let is_percent = cell.strip_suffix(b"%").is_some_and(|number| is_integer(number.trim_ascii_end()));
    let kind = match (is_percent, is_whole) {
        (true, _) => "percent",
        (false, true) => "whole",
        (false, false) => "decimal",
    };
    (!is_right).then(|| Args::value(cell).word(kind))
}
