use super::*;
use crate::oneroster::{Column, Kind};
use crate::profiles::Severity::{Error, Warning};

page! {
    /// # A cell holds the word NULL
    ///
    /// ## What it checks
    /// A cell holds `NULL` in capital letters, which databases write for “no value”.
    ///
    /// ## Why it matters
    /// An empty cell is written as nothing at all. Here the receiver reads a word, and shows “NULL” as the middle name or
    /// the telephone number of a person.
    ///
    /// ## How to fix
    /// Let the export write nothing where there is no value.
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
    /// The standard writes “NULL/blank” for an empty cell, and some programs read the word as one, so in an optional column
    /// and in a text it is a warning. Where a word, a date or an id must stand it is an error, as in `status` and
    /// `dateLastModified` of a delta file. Null is a family name too, so
    /// family names are not looked at.
}

pub(crate) static RULE: Rule = Rule {
    name: "null-text",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::everywhere(Warning),
    sources: &[
        binding("A blank cell has no value; required columns are filled in every row"),
        field("Queries that are copied without their treatment of empty values write NULL"),
    ],
    detect: Detect::Cell { on, check, in_plain_text: false },
    message: |said| format!("{} holds {}, which is read as a word and not as an empty cell.", said.column(), said.value()),
    fix: |said| match said.number(0) {
        1 => format!("Fill {}, which every row of {} needs.", said.column(), said.file()),
        _ => format!("Let the export write nothing where {} has no value.", said.column()),
    },
    campus_fix: Some(|said| crate::profiles::infinite_campus::paste_procedure(said.file(), said.right_name())),
};

fn on(_: &TableFacts, column: &Column) -> bool {
    let is_id = matches!(column.kind, Kind::SourcedId | Kind::SourcedIdOf(_));
    !is_id && !matches!(column.name, "familyName" | "preferredFamilyName")
}

fn check(table: &TableFacts, column: &Column, cell: &[u8]) -> Option<Args> {
    if cell != b"NULL" {
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
    Some(Args::value(cell).number(u64::from(column.required || is_needed_in_delta)).severities(severities))
}
