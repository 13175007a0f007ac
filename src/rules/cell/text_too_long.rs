use super::*;
use crate::oneroster::value::LONGEST_TEXT;
use crate::oneroster::{Column, Kind};
use crate::profiles::Severity::Warning;

page! {
    /// # A text has more than 255 characters
    ///
    /// ## What it checks
    /// Every receiver of OneRoster keeps 255 characters of a name, a title or another text. This one is longer.
    ///
    /// ## Why it matters
    /// The receiver may cut the text, and is allowed to.
    ///
    /// ## How to fix
    /// Shorten the text. A very long name or title is often a note in the wrong field, or two cells that were joined
    /// because a quote is missing.
    ///
    /// ## Example
    /// ```wrong
    /// orgs.csv
    /// sourcedId,name
    /// school1,Maple School in the valley of the river that comes down from the mountains in the north and turns to the west behind the old mill where the road from the town crosses it on a bridge of stone that was built by the people of the valley more than two hundred years ago
    /// ```
    /// ```right
    /// orgs.csv
    /// sourcedId,name
    /// school1,Maple School
    /// ```
    ///
    /// ## Known limits
    /// Characters are counted, not bytes. Some receivers have shorter limits of their own; see `code-too-long` for
    /// Brightspace.
}

pub(crate) static RULE: Rule = Rule {
    name: "text-too-long",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::nowhere().oneroster(Warning),
    sources: &[binding("Data types: strings of at least 255 characters must be supported; longer ones may be cut")],
    detect: Detect::Cell { on, check, in_plain_text: false },
    message: |said| format!(
        "{} has {}; a receiver may keep only the first 255.",
        said.column(), said.count_of(0, "character", "characters")
    ),
    fix: |said| format!("Shorten {} to 255 characters.", said.column()),
    campus_fix: None,
};

fn on(_: &TableFacts, column: &Column) -> bool {
    matches!(column.kind, Kind::Text)
}

fn check(_: &TableFacts, _: &Column, cell: &[u8]) -> Option<Args> {
    if cell.len() <= LONGEST_TEXT {
        return None;
    }
    let length = String::from_utf8_lossy(cell).chars().count();
    (length > LONGEST_TEXT).then(|| Args::value(cell).number(length as u64))
}
