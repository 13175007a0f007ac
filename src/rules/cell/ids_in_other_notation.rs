use super::*;
use crate::oneroster::{Column, Kind};
use crate::profiles::Severity::{Error, Warning};

page! {
    /// # A cell contains JSON or quotes instead of plain IDs
    ///
    /// ## What it checks
    /// A column of IDs contains only the IDs, with a comma between them if it may have several. The same is true of
    /// grades. This rule finds cells with JSON, XML, or a second pair of quotes around the contents.
    ///
    /// ## Why it matters
    /// The receiver treats the brackets and quotes as part of the ID and finds no such record. The person is in no
    /// school, or the row is refused.
    ///
    /// ## How to fix
    /// Change the query or view that fills the file to write only the IDs. Functions that make JSON are the usual
    /// cause.
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
    /// The check doesn't look inside such a cell, so it doesn't look up the references in it. In grades it's a warning,
    /// like any other unknown grade code.
}

pub(crate) static RULE: Rule = Rule {
    name: "ids-in-other-notation",
    page: PAGE,
    counted: Some("cells contain JSON or quotes instead of plain IDs"),
    since: "0.2.0",
    scope: Scope::Cell,
    severities: Severities::everywhere(Error),
    sources: &[
        binding("Data types: a GUID has no quotes and brackets; lists: items are separated by commas"),
        field("The views of BostonPublicSchools/EdFiOneRosterCsv write JSON into orgSourcedIds and grades"),
    ],
    detect: Detect::Cell { on, check, in_plain_text: false },
    message: |said| match Contents::of(said) {
        Contents { notation, of: Of::Id } => format!("{} contains {}: {notation}, not only the ID.", said.column(), said.value()),
        Contents { notation, of: Of::Ids } => format!("{} contains {}: {notation}, not only the IDs.", said.column(), said.value()),
        Contents { notation, of: Of::Grades } => format!("{} contains {}: {notation}, not only the grade codes.", said.column(), said.value()),
    },
    fix: |said| match Contents::of(said).of {
        Of::Id => format!("Write only the ID in {}, without brackets or quotes.", said.column()),
        Of::Ids => format!("Write only the IDs in {}, with a comma between them and without brackets or quotes.", said.column()),
        Of::Grades => format!("Write only the grade codes in {}, with a comma between them and without brackets or quotes.", said.column()),
    },
};

told! {
    /// What a cell contains.
    struct Contents {
        notation: Cow<'static, str>,
        of: Of,
    }
}

one_of! {
    /// What it should contain.
    enum Of {
        Id = "id",
        Ids = "ids",
        Grades = "grades",
    }
}

fn on(_: &TableFacts, column: &Column) -> bool {
    matches!(column.kind, Kind::SourcedId | Kind::SourcedIdOf(_) | Kind::Reference(_) | Kind::Grade)
}

fn check(_: &TableFacts, column: &Column, cell: &[u8]) -> Option<Args> {
    let notation = notation(cell)?;
    let args = |of| Args::value(cell).told(Contents { notation: notation.into(), of });
    Some(match column.kind {
        Kind::Grade => args(Of::Grades).severities(Severities::nowhere().oneroster(Warning).infinite_campus(Warning)),
        _ => args(if column.list { Of::Ids } else { Of::Id }),
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
