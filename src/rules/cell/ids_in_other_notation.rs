use super::*;
use crate::oneroster::{Column, Kind};
use crate::profiles::Severity::{Error, Warning};

page! {
    /// # A cell contains JSON or quotes instead of ids alone
    ///
    /// ## What it checks
    /// A column of ids contains the ids alone, with a comma between them where it may have several. The same is true of
    /// grades. This rule finds cells with JSON, XML, or a second pair of quotes around what is in them.
    ///
    /// ## Why it matters
    /// The receiver takes the brackets and quotes for a part of the id, and finds no such record: the person is in no
    /// school, or the row is refused.
    ///
    /// ## How to fix
    /// Let the query or view that fills the file write the ids alone. Functions that make JSON are the usual cause.
    ///
    /// ## Example
    /// ```wrong
    /// users.csv
    /// sourcedId,orgSourcedIds
    /// student1,"[{""sourcedId"":""school1""}]"
    /// ```
    /// ```right
    /// users.csv
    /// sourcedId,orgSourcedIds
    /// student1,"school1,district1"
    /// ```
    ///
    /// ## Known limits
    /// What is in the cell is not taken out of it: references of such a cell are not looked up. In grades it is a warning, as
    /// for any other grade code that is not known.
}

pub(crate) static RULE: Rule = Rule {
    name: "ids-in-other-notation",
    page: PAGE,
    since: "0.2.0",
    scope: Scope::Cell,
    severities: Severities::everywhere(Error),
    sources: &[
        binding("Data types: a GUID has no quotes and brackets; lists: items are separated by commas"),
        field("The views of BostonPublicSchools/EdFiOneRosterCsv write JSON into orgSourcedIds and grades"),
    ],
    detect: Detect::Cell { on, check, in_plain_text: false },
    message: |said| format!(
        "{} contains {}: {}, not {} alone.",
        said.column(), said.value(), said.word(0), ["the id", "the ids", "the grade codes"][said.number(1).min(2) as usize]
    ),
    fix: |said| match said.number(1) {
        0 => format!("Write the id alone into {}, without brackets and quotes.", said.column()),
        1 => format!("Write the ids alone into {}, with a comma between them, without brackets and quotes.", said.column()),
        _ => format!("Write the codes alone into {}, with a comma between them, without brackets and quotes.", said.column()),
    },
    campus_fix: None,
};

fn on(_: &TableFacts, column: &Column) -> bool {
    matches!(column.kind, Kind::SourcedId | Kind::SourcedIdOf(_) | Kind::Reference(_) | Kind::Grade)
}

fn check(_: &TableFacts, column: &Column, cell: &[u8]) -> Option<Args> {
    let notation = notation(cell)?;
    let args = |kind| Args::value(cell).word(notation).number(kind);
    Some(match column.kind {
        Kind::Grade => args(2).severities(Severities::nowhere().oneroster(Warning).infinite_campus(Warning)),
        _ => args(u64::from(column.list)),
    })
}

/// Looks at a whole list before it is divided: its commas may be those of the notation.
pub(crate) fn in_list(table: &TableFacts, column: &Column, cell: &[u8]) -> Option<Args> {
    if matches!(cell.first(), Some(b'[' | b'{' | b'"' | b'<')) && on(table, column) {
        check(table, column, cell)
    } else {
        None
    }
}

/// What a cell is that cannot be an id, if that is plain to see. Braces alone are not enough: some ids are written so.
fn notation(cell: &[u8]) -> Option<&'static str> {
    let text = cell.trim_ascii();
    let (first, last) = (text.first()?, text.last()?);
    let inner = text.get(1..text.len().checked_sub(1)?)?;
    let is_of_numbers = inner.iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b' '));
    match (first, last) {
        (b'[', b']') if is_of_numbers || inner.contains(&b'"') => Some("JSON"),
        (b'{', b'}') if inner.trim_ascii().is_empty() || inner.contains(&b'"') => Some("JSON"),
        (b'<', b'>') => Some("XML"),
        (b'"', b'"') => Some("quotes within the cell"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::notation;

    #[test]
    fn notations_are_told_from_ids() {
        for (cell, told) in [
            (r#"[{ "sourceId":"9101" }]"#, "JSON"),
            (r#"["07"]"#, "JSON"),
            (r#"["a","b"]"#, "JSON"),
            (r#"{"sourcedId":"a"}"#, "JSON"),
            (" [9101, 9102] ", "JSON"),
            ("[]", "JSON"),
            ("{}", "JSON"),
            ("<id>9101</id>", "XML"),
            (r#""9101","9102""#, "quotes within the cell"),
            (r#""9101""#, "quotes within the cell"),
        ] {
            assert_eq!(notation(cell.as_bytes()), Some(told), "{cell}");
        }
        for cell in ["9101", "", "a,b", "{3F2504E0-4F89-11D3-9A0C-0305E82C3301}", "{a},{b}", "[S1]", "\"", "a \"b\" c", "[", "x]"] {
            assert_eq!(notation(cell.as_bytes()), None, "{cell}");
        }
    }
}
