use super::*;
use crate::oneroster::value::LONGEST_TEXT;
use crate::oneroster::{Column, Kind};
use crate::profiles::Severity::Warning;

page! {
    /// # A text is longer than 255 characters
    ///
    /// ## What it checks
    /// Every OneRoster receiver keeps 255 characters of a name, a title, or another text. This one is longer.
    ///
    /// ## Why it matters
    /// The receiver is allowed to cut the text.
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
    /// Characters are counted, not bytes. Some receivers have shorter limits of their own. For Brightspace, see
    /// `code-too-long`.
}

pub(crate) static RULE: Rule = Rule {
    name: "text-too-long",
    page: PAGE,
    counted: Some("texts are longer than 255 characters"),
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::nowhere().oneroster(Warning),
    sources: &[binding("Data types: strings of at least 255 characters must be supported; longer ones may be cut")],
    detect: Detect::Cell { on, check, in_plain_text: false },
    message: |said| format!("This text has {}. A receiver may keep only the first 255.", count_of(Length::of(said).characters, "character", "characters")),
    fix: |said| format!("Shorten {} to 255 characters.", said.column()),
};

told! {
    /// How long the text is.
    struct Length {
        characters: u64,
    }
}

fn on(_: &TableFacts, column: &Column) -> bool {
    matches!(column.kind, Kind::Text)
}

fn check(_: &TableFacts, _: &Column, cell: &[u8]) -> Option<Args> {
    if cell.len() <= LONGEST_TEXT {
        return None;
    }
    let length = String::from_utf8_lossy(cell).chars().count();
    (length > LONGEST_TEXT).then(|| Args::value(cell).told(Length { characters: length as u64 }))
}
