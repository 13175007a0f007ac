use super::*;
use crate::oneroster::value::GRADES;
use crate::oneroster::{Column, Kind};
use crate::profiles::Severity::Warning;

page! {
    /// # A grade is not one of the codes of the standard
    ///
    /// ## What it checks
    /// OneRoster 1.1 names grades by a list of codes: `IT`, `PR`, `PK`, `TK`, `KG`, `01` to `13`, `PS`, `UG` and `Other`.
    /// Grades of one digit have a zero before it.
    ///
    /// ## Why it matters
    /// A receiver that knows only the list puts the student into no grade. `9` and `09` are two different codes for it.
    ///
    /// ## How to fix
    /// Write `09` for `9`, `KG` for `K`. When a spreadsheet program took the zeros away, export the file again.
    ///
    /// ## Example
    /// ```wrong
    /// users.csv
    /// sourcedId,grades
    /// student1,9
    /// ```
    /// ```right
    /// users.csv
    /// sourcedId,grades
    /// student1,09
    /// ```
    ///
    /// ## Known limits
    /// The list is that of the United States; elsewhere the parties may have agreed on other codes. OneRoster 1.2 has no
    /// list. The flat file of the DESSA System, which is another format, has `K` and `1`.
}

pub(crate) static RULE: Rule = Rule {
    name: "unknown-grade",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::nowhere().oneroster(Warning).infinite_campus(Warning),
    sources: &[
        binding("1.1: grades are codes of the CEDS list Entry Grade Level"),
        page_of(Authority::Aperture, "Flat file chart: Grade is required", "https://selcompass.zendesk.com/hc/en-us/articles/16474103177229"),
    ],
    detect: Detect::Cell { on, check, in_plain_text: true },
    message: |said| format!("{} holds {}, which is not a grade code of OneRoster 1.1.", said.column(), said.value()),
    fix: |said| match said.word(0).as_str() {
        "" => "Use one of the codes IT, PR, PK, TK, KG, 01 to 13, PS, UG, Other.".into(),
        code => format!("Write {code} for this grade. If a spreadsheet program changed it, export the file again and do not save it there."),
    },
    campus_fix: None,
};

fn on(_: &TableFacts, column: &Column) -> bool {
    matches!(column.kind, Kind::Grade)
}

fn check(_: &TableFacts, _: &Column, cell: &[u8]) -> Option<Args> {
    let is_known = GRADES.iter().any(|grade| grade.as_bytes() == cell);
    (!is_known).then(|| Args::value(cell).word(meant(cell.trim_ascii())))
}

/// The code that can only have been meant.
fn meant(cell: &[u8]) -> &'static str {
    let is_meant = |grade: &&&str| match cell {
        [b'k' | b'K'] => **grade == "KG",
        [digit @ b'1'..=b'9'] => grade.as_bytes() == [b'0', *digit],
        _ => grade.as_bytes().eq_ignore_ascii_case(cell),
    };
    GRADES.iter().find(is_meant).copied().unwrap_or("")
}
