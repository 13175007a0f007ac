use super::*;
use crate::oneroster::{Column, Kind};
use crate::profiles::Severity::{Error, Warning};

page! {
    /// # A spreadsheet program rounded a number
    ///
    /// ## What it checks
    /// An ID, a code, a username, or a telephone number contains a number such as `1.23E+11`.
    ///
    /// ## Why it matters
    /// Spreadsheet programs show long numbers in this form, and save what they show. The hidden digits are lost. Many
    /// different IDs become the same, and no one can be found by them.
    ///
    /// ## How to fix
    /// Export the file again, and don't open and save it in a spreadsheet program. The digits can't be recovered from
    /// this file.
    ///
    /// ## Example
    /// ```wrong
    /// users.csv
    /// sourcedId,identifier
    /// student1,1.23457E+11
    /// ```
    /// ```right
    /// users.csv
    /// sourcedId,identifier
    /// student1,123456789012
    /// ```
    ///
    /// ## Known limits
    /// Only numbers with `E+` are found, because `2E10` may be a code. References to other records aren't checked. The
    /// rule `unknown-reference` reports them. A `sourcedId` must not contain a plus sign, so there it's an error in the
    /// OneRoster rules.
}

pub(crate) static RULE: Rule = Rule {
    name: "scientific-notation",
    page: PAGE,
    counted: Some("numbers were rounded by a spreadsheet program"),
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::everywhere(Warning),
    sources: &[
        binding("Data types: a sourcedId is made of digits, ASCII letters and . - _ / @"),
        field("Long numbers in scientific form after a file was saved in a spreadsheet program (sqlitebrowser/sqlitebrowser #160)"),
    ],
    detect: Detect::Cell { on, check, in_plain_text: false },
    message: |said| format!("{} is a number that a spreadsheet program rounded.", said.this_value()),
    fix: |said| format!("Export {} again, and don't open and save it in a spreadsheet program.", said.file()),
};

fn on(_: &TableFacts, column: &Column) -> bool {
    let is_number = matches!(
        column.name,
        "identifier"
            | "username"
            | "phone"
            | "sms"
            | "courseCode"
            | "classCode"
            | "subjectCodes"
            | "userMasterIdentifier"
    );
    is_number || matches!(column.kind, Kind::SourcedId | Kind::SourcedIdOf(_))
}

fn check(_: &TableFacts, column: &Column, cell: &[u8]) -> Option<Args> {
    let plus = cell.iter().position(|byte| *byte == b'+')?;
    let (number, exponent) = (cell.get(..plus)?, cell.get(plus + 1..)?);
    let digits = |part: &[u8]| !part.is_empty() && part.iter().all(u8::is_ascii_digit);
    let number = number.strip_suffix(b"E").or_else(|| number.strip_suffix(b"e"))?;
    let is_number = match number {
        [_] => digits(number),
        [first, b'.', rest @ ..] => first.is_ascii_digit() && digits(rest),
        _ => false,
    };
    if !is_number || exponent.len() < 2 || !digits(exponent) {
        return None;
    }
    let is_id = matches!(column.kind, Kind::SourcedId | Kind::SourcedIdOf(_));
    Some(Args::value(cell).severities(if is_id { RULE.severities.oneroster(Error) } else { RULE.severities }))
}
