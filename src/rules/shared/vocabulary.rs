//! The words that a cell may hold, for the rules that compare cells with them.

use super::TableFacts;
use crate::oneroster::{Column, Kind, TableId, Tokens};
use crate::profiles::Severities;
use crate::profiles::Severity::{Error, Warning};

/// The vocabulary of a column, if it has one. Private terms count only in versions that have them.
pub(crate) fn vocabulary(table: &TableFacts, column: &Column) -> Option<Tokens> {
    match column.kind {
        Kind::Token(tokens) => Some(Tokens { open: tokens.open && table.version.has_extension_terms(), ..tokens }),
        Kind::Boolean => Some(Tokens { words: &["true", "false"], open: false }),
        Kind::Status => Some(Tokens { words: &["active", "tobedeleted"], open: false }),
        _ => None,
    }
}

/// How bad a wrong word is. The flags of race and ethnicity are optional for the DESSA System.
pub(crate) fn severities(table: &TableFacts, column: &Column) -> Severities {
    let is_flag = table.table.id == TableId::Demographics && matches!(column.kind, Kind::Boolean);
    let severities = Severities::everywhere(Error);
    if is_flag { severities.infinite_campus(Warning) } else { severities }
}
