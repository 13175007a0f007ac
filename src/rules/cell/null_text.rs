use super::*;
use crate::oneroster::{Column, Kind};
use crate::profiles::Severity::{Error, Warning};

page! {
    /// # A cell contains the text NULL
    ///
    /// ## What it checks
    /// A cell contains `NULL` in capital letters, which databases write for “no value”.
    ///
    /// ## Why it matters
    /// A cell without a value should be empty. Here the receiver reads text, and shows “NULL” as a person's middle name
    /// or telephone number.
    ///
    /// ## How to fix
    /// Change the export to write nothing if there is no value.
    ///
    /// ## Example
    /// ```wrong
    /// users.csv
    /// sourcedId,middleName
    /// student1,NULL
    /// ```
    /// ```right
    /// users.csv
    /// sourcedId,middleName
    /// student1,
    /// ```
    ///
    /// ## Known limits
    /// The standard writes “NULL/blank” for an empty cell, and some programs read the text that way. In an optional
    /// column and in a text it's a warning. In a column that needs a value from a list, a date, or an ID it's an error,
    /// as in `status` and `dateLastModified` of a delta file. Null is a family name too, so family names aren't
    /// checked.
}

pub(crate) static RULE: Rule = Rule {
    name: "null-text",
    page: PAGE,
    counted: Some("cells contain the text NULL"),
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::everywhere(Warning),
    sources: &[
        binding("A blank cell has no value; required columns are filled in every row"),
        field("Queries that are copied without their treatment of empty values write NULL"),
    ],
    detect: Detect::Cell { on, check, in_plain_text: false },
    message: |said| format!("{} contains {}. Receivers read it as text, not as an empty cell.", said.column(), said.value()),
    fix: |said| if Cell::of(said).is_needed {
        format!("Fill in {}. Every row of {} needs it.", said.column(), said.file())
    } else {
        format!("Change the export to write nothing if {} has no value.", said.column())
    },
};

told! {
    /// The cell that contains it.
    struct Cell {
        /// Every row must have a value.
        is_needed: bool,
    }
}

/// Whether a cell holds that text, of which nothing else is told then.
pub(super) fn is_null(cell: &[u8]) -> bool {
    cell == b"NULL"
}

fn on(_: &TableFacts, column: &Column) -> bool {
    let is_id = matches!(column.kind, Kind::SourcedId | Kind::SourcedIdOf(_));
    !is_id && !matches!(column.name, "familyName" | "preferredFamilyName")
}

fn check(table: &TableFacts, column: &Column, cell: &[u8]) -> Option<Args> {
    if !is_null(cell) {
        return None;
    }
    let is_needed_in_delta = blank_in_delta::on(table, column);
    let severities = if is_needed_in_delta {
        RULE.severities.oneroster(Error).d2l_brightspace(Error)
    } else if column.required && !matches!(column.kind, Kind::Text) {
        Severities::everywhere(Error)
    } else {
        RULE.severities
    };
    Some(Args::value(cell).told(Cell { is_needed: column.required || is_needed_in_delta }).severities(severities))
}
