use super::*;
use crate::oneroster::value::GRADES;
use crate::oneroster::{Column, Kind};
use crate::profiles::Severity::Warning;

page! {
    /// # A grade isn't one of the standard's codes
    ///
    /// ## What it checks
    /// OneRoster 1.1 has a list of grade codes: `IT`, `PR`, `PK`, `TK`, `KG`, `01` to `13`, `PS`, `UG`, and `Other`.
    /// One-digit grades start with a zero.
    ///
    /// ## Why it matters
    /// A receiver that knows only the list puts the student in no grade. To it, `9` and `09` are two different codes.
    ///
    /// ## How to fix
    /// Write `09` for `9`, and `KG` for `K`. If a spreadsheet program removed the zeros, export the file again.
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
    /// The list is for the United States. Elsewhere, sender and receiver may have agreed on other codes. OneRoster 1.2
    /// has no list. The DESSA System's flat file, which is another format, has `K` and `1`.
}

pub(crate) static RULE: Rule = Rule {
    name: "unknown-grade",
    page: PAGE,
    counted: Some("grades aren't one of the standard's codes"),
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::nowhere().oneroster(Warning).infinite_campus(Warning),
    sources: &[
        binding("1.1: grades are codes of the CEDS list Entry Grade Level"),
        page_of(Authority::Aperture, "Flat file chart: Grade is required", "https://selcompass.zendesk.com/hc/en-us/articles/16474103177229"),
    ],
    detect: Detect::Cell { on, check, in_plain_text: true },
    message: |said| format!("{} isn't a OneRoster 1.1 grade code.", said.this_value()),
    fix: |said| match Grade::of(said).meant {
        None => "Use one of these codes: IT, PR, PK, TK, KG, 01 to 13, PS, UG, Other.".into(),
        Some(code) => format!("Write {code} for this grade. If a spreadsheet program changed it, export the file again and don't save it there."),
    },
};

told! {
    /// A grade that is no code.
    struct Grade {
        /// The code that can only have been meant.
        meant: Option<Cow<'static, str>>,
    }
}

/// The code that can only have been meant, for its repair.
pub(crate) fn right(args: &Args) -> Option<Cow<'static, str>> {
    Grade::kept(&args.more).meant
}

fn on(_: &TableFacts, column: &Column) -> bool {
    matches!(column.kind, Kind::Grade)
}

fn check(_: &TableFacts, _: &Column, cell: &[u8]) -> Option<Args> {
    let is_known = GRADES.iter().any(|grade| grade.as_bytes() == cell);
    (!is_known).then(|| Args::value(cell).told(Grade { meant: meant(cell.trim_ascii()).map(Cow::Borrowed) }))
}

/// The code that can only have been meant.
fn meant(cell: &[u8]) -> Option<&'static str> {
    let is_meant = |grade: &&&str| match cell {
        [b'k' | b'K'] => **grade == "KG",
        [digit @ b'1'..=b'9'] => grade.as_bytes() == [b'0', *digit],
        _ => grade.as_bytes().eq_ignore_ascii_case(cell),
    };
    GRADES.iter().find(is_meant).copied()
}
