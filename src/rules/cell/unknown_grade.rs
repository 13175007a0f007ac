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
    /// Write `09` for `9`, `9th`, or `Grade 9`, and `KG` for `K`. If a spreadsheet program removed the zeros, export the file
    /// again.
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
    fix: |said| match Grade::of(said) {
        Grade { meant: None, .. } => "Use one of these codes: IT, PR, PK, TK, KG, 01 to 13, PS, UG, Other.".into(),
        Grade { meant: Some(code), is_number: true } => {
            format!("Write {code} for this grade. If a spreadsheet program changed it, export the file again and don't save it there.")
        }
        Grade { meant: Some(code), is_number: false } => format!("Write {code} for this grade."),
    },
};

told! {
    /// A grade that is no code.
    struct Grade {
        /// Whether it is a number, which a spreadsheet program may have made of a code.
        is_number: bool,
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
    (!is_known).then(|| {
        let text = cell.trim_ascii().to_ascii_lowercase();
        let is_number = text.iter().all(|letter| letter.is_ascii_digit() || *letter == b'.');
        Args::value(cell).told(Grade { meant: meant(&text).map(Cow::Borrowed), is_number })
    })
}

/// Words for a grade that have no number, in small letters, and their codes.
const WORDS: [(&[u8], &str); 6] = [
    (b"k", "KG"),
    (b"kindergarten", "KG"),
    (b"pre-k", "PK"),
    (b"prek", "PK"),
    (b"pre-kindergarten", "PK"),
    (b"ungraded", "UG"),
];

/// The code that can only have been meant by a text in small letters: `9`, `9.0`, `9th`, `9th grade`, `grade 9`.
fn meant(text: &[u8]) -> Option<&'static str> {
    if let Some((_, code)) = WORDS.iter().find(|(word, _)| *word == text) {
        return Some(code);
    }
    let bare = text.strip_prefix(b"grade ").or_else(|| text.strip_suffix(b" grade")).unwrap_or(text);
    let length = bare.iter().take_while(|letter| letter.is_ascii_digit()).count();
    let (digits, rest) = bare.split_at(length);
    let is_meant = |code: &&&str| match (digits, rest) {
        ([digit @ b'1'..=b'9'], b"" | b".0" | b"st" | b"nd" | b"rd" | b"th") => code.as_bytes() == [b'0', *digit],
        ([_, _], b"" | b".0" | b"st" | b"nd" | b"rd" | b"th") => code.as_bytes() == digits,
        _ => code.as_bytes().eq_ignore_ascii_case(text),
    };
    GRADES.iter().find(is_meant).copied()
}
