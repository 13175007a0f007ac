use super::*;
use crate::oneroster::{Column, Kind};
use crate::profiles::Severity::{Error, Warning};

page! {
    /// # A number was rounded by a spreadsheet program
    ///
    /// ## What it checks
    /// An id, a code, a username or a telephone number holds a number such as `1.23E+11`.
    ///
    /// ## Why it matters
    /// Spreadsheet programs show long numbers in this form, and save what they show. The digits that are not shown are
    /// lost: many different ids become the same, and nobody is found by them any more.
    ///
    /// ## How to fix
    /// Export the file again, and do not open and save it in a spreadsheet program. The digits cannot be brought back from
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
    /// Only numbers with `E+` are found, because `2E10` may be a code. References to other records are not looked at; the
    /// rule `unknown-reference` speaks of them. A `sourcedId` must not hold a plus sign, so there it is an error in the
    /// OneRoster rules.
}

pub(crate) static RULE: Rule = Rule {
    name: "scientific-notation",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::everywhere(Warning),
    sources: &[
        binding("Data types: a sourcedId is made of digits, ASCII letters and . - _ / @"),
        field("Long numbers in scientific form after a file was saved in a spreadsheet program (sqlitebrowser/sqlitebrowser #160)"),
    ],
    detect: Detect::Cell { on, check, in_plain_text: false },
    message: |said| format!("{} holds {}, a number that a spreadsheet program has rounded.", said.column(), said.value()),
    fix: |said| format!("Export {} again, and do not open and save it in a spreadsheet program.", said.file()),
    campus_fix: Some(|said| format!("Send {} as Campus exports it, without opening and saving it in a spreadsheet program.", said.file())),
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
