use super::*;
use crate::oneroster::value::{is_float, is_integer};
use crate::oneroster::{Column, Kind};
use crate::profiles::Severity::Error;

page! {
    /// # A value isn't a number
    ///
    /// ## What it checks
    /// Scores and their limits are decimal numbers with a point. The weight of a category is a whole number. Percent
    /// signs, commas, and words aren't part of a number.
    ///
    /// ## Why it matters
    /// The receiver can't calculate with the value. It leaves out the value or its row.
    ///
    /// ## How to fix
    /// Write digits only, with a point before the decimals: `87.5`. A weight of 80% is `80`.
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
    /// The standard describes the weight with a percent sign in its example, but declares its type as a whole number.
    /// The declared type decides here. Numbers appear only in gradebook files, which the DESSA System and Brightspace
    /// don't read.
}

pub(crate) static RULE: Rule = Rule {
    name: "bad-number",
    page: PAGE,
    counted: Some("values aren't numbers"),
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::nowhere().oneroster(Error),
    sources: &[binding("Data types: Integer, Float; categories.csv: weight is an Integer, a percentage")],
    detect: Detect::Cell { on, check, in_plain_text: true },
    message: |said| match Number::of(said).wrong {
        Wrong::Percent => format!("{} has a percent sign. Only the number is allowed.", said.this_value()),
        Wrong::Whole => format!("{} isn't a whole number.", said.this_value()),
        Wrong::Decimal => format!("{} isn't a decimal number.", said.this_value()),
    },
    fix: |said| match Number::of(said).wrong {
        Wrong::Percent => "Remove the percent sign.".into(),
        Wrong::Whole => "Write digits only, without leading zeros.".into(),
        Wrong::Decimal => "Write digits only, with a point before the decimals, such as 87.5.".into(),
    },
};

told! {
    /// What should be a number.
    struct Number {
        wrong: Wrong,
    }
}

one_of! {
    /// In what way it is none.
    enum Wrong {
        Percent = "percent",
        Whole = "whole",
        Decimal = "decimal",
    }
}

fn on(_: &TableFacts, column: &Column) -> bool {
    matches!(column.kind, Kind::Integer | Kind::Float)
}

fn check(_: &TableFacts, column: &Column, cell: &[u8]) -> Option<Args> {
    let is_whole = matches!(column.kind, Kind::Integer);
    let is_right = if is_whole { is_integer(cell) } else { is_float(cell) };
    let is_percent = cell.strip_suffix(b"%").is_some_and(|number| is_integer(number.trim_ascii_end()));
    let wrong = match (is_percent, is_whole) {
        (true, _) => Wrong::Percent,
        (false, true) => Wrong::Whole,
        (false, false) => Wrong::Decimal,
    };
    (!is_right).then(|| Args::value(cell).told(Number { wrong }))
}
