use super::broken_letters::{has_lost_letter, in_text};
use super::*;
use crate::oneroster::{Column, Kind};
use crate::profiles::Severity::Warning;

page! {
    /// # Accented letters are garbled
    ///
    /// ## What it checks
    /// A text contains `Ã©`, `√©`, or `├⌐` where `é` was meant, `&#39;` for an apostrophe, `=F1` for `ñ`, or the
    /// character `�`. Such letters come from a file that was read in one encoding and written in another, or from a web
    /// page or an email.
    ///
    /// ## Why it matters
    /// The receiver imports the text unchanged: names appear as `ZoÃ«` on every screen and in every report.
    ///
    /// ## How to fix
    /// Export the file again in UTF-8. If another program opened and saved the file along the way, leave out that step.
    /// If the text is also garbled in the student information system, correct it there.
    ///
    /// ## Example
    /// ```wrong
    /// users.csv
    /// sourcedId,givenName
    /// student1,ZoÃ«
    /// ```
    /// ```right
    /// users.csv
    /// sourcedId,givenName
    /// student1,Zoë
    /// ```
    ///
    /// ## Known limits
    /// A question mark counts as a lost letter only in a person's name, next to a letter. A file that isn't UTF-8 at
    /// all has the rule `not-utf8`.
}

pub(crate) static RULE: Rule = Rule {
    name: "garbled-text",
    page: PAGE,
    counted: Some("values contain garbled letters"),
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::everywhere(Warning),
    sources: &[
        campus_article("Character Set: UTF-8"),
        field("Accents that were encoded twice are a common damage of exported files"),
    ],
    detect: Detect::Cell { on, check, in_plain_text: false },
    message: |said| match Garbled::of(said) {
        Garbled { lost: Lost::Certainly, .. } => format!("{} contains � in place of a lost letter.", said.this_value()),
        Garbled { lost: Lost::Probably, .. } => format!("{} contains a question mark where a letter seems to be lost.", said.this_value()),
        Garbled { pieces, .. } => format!("{} contains garbled letters: {pieces}.", said.this_value()),
    },
    fix: |said| format!("Export {} again in UTF-8, and don't save it in another program. If the text is also garbled in the student information system, correct it there.", said.file()),
};

told! {
    /// What is garbled in a text.
    struct Garbled {
        lost: Lost,
        /// The pieces and what they stand for, where no letter was lost.
        pieces: Cow<'static, str>,
    }
}

one_of! {
    /// Whether a letter was lost.
    enum Lost {
        No = "no",
        Certainly = "certainly",
        Probably = "probably",
    }
}

fn on(_: &TableFacts, column: &Column) -> bool {
    matches!(column.kind, Kind::Text)
}

fn check(_: &TableFacts, column: &Column, cell: &[u8]) -> Option<Args> {
    let text = std::str::from_utf8(cell).ok()?;
    if text.contains('\u{FFFD}') {
        return Some(Args::value(cell).told(Garbled { lost: Lost::Certainly, pieces: "".into() }));
    }
    let is_name = NAMES.contains(&column.name);
    let broken = in_text(text, is_name);
    if !broken.is_empty() {
        let pieces: Vec<String> =
            broken.iter().map(|it| format!("{} should be {}", visible(&it.piece), visible(&it.meant))).collect();
        return Some(Args::value(cell).told(Garbled { lost: Lost::No, pieces: listed(&pieces).into() }));
    }
    (is_name && has_lost_letter(text))
        .then(|| Args::value(cell).told(Garbled { lost: Lost::Probably, pieces: "".into() }))
}

/// What is broken in a cell of a column of texts, if this rule speaks of it: the broken pieces, none if it is a letter that
/// was lost.
pub(crate) fn broken_in(column: &str, cell: &[u8]) -> Option<Vec<String>> {
    let text = std::str::from_utf8(cell).ok()?;
    let is_name = NAMES.contains(&column);
    let pieces: Vec<String> = in_text(text, is_name).into_iter().map(|broken| broken.piece).collect();
    let is_lost = text.contains('\u{FFFD}') || is_name && has_lost_letter(text);
    (is_lost || !pieces.is_empty()).then_some(pieces)
}

/// Columns with names of people: in them a question mark or a number of a letter is no text.
const NAMES: [&str; 7] = [
    "givenName",
    "familyName",
    "middleName",
    "preferredGivenName",
    "preferredFamilyName",
    "preferredMiddleName",
    "preferredFirstName",
];

/// `a`, `a and b`, `a, b, and c`.
fn listed(items: &[String]) -> String {
    match items {
        [one] => one.clone(),
        [one, other] => format!("{one} and {other}"),
        [rest @ .., last] => format!("{}, and {last}", rest.join(", ")),
        [] => String::new(),
    }
}
