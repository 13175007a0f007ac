use super::*;
use crate::oneroster::value::is_id;
use crate::oneroster::{Column, Kind};
use crate::profiles::Severity::{Error, Warning};

page! {
    /// # A list is divided by another sign than the comma
    ///
    /// ## What it checks
    /// The items of a list are separated by commas. This rule finds lists of ids, grades, and pairs that are divided by
    /// semicolons or vertical bars.
    ///
    /// ## Why it matters
    /// The receiver takes the whole cell for one id, and finds no such record: the person is in no school, the class in no
    /// term.
    ///
    /// ## How to fix
    /// Write a comma between the items, and quotes around the cell, as it contains commas.
    ///
    /// ## Example
    /// ```wrong
    /// users.csv
    /// sourcedId,orgSourcedIds
    /// student1,school1;district1
    /// ```
    /// ```right
    /// users.csv
    /// sourcedId,orgSourcedIds
    /// student1,"school1,district1"
    /// ```
    ///
    /// ## Known limits
    /// The items are not looked up. In grades it is a warning, as for any other grade code that is not known. Lists of
    /// texts, such as subjects, may hold any sign.
}

pub(crate) static RULE: Rule = Rule {
    name: "other-list-separator",
    page: PAGE,
    counted: None,
    since: "0.2.0",
    scope: Scope::Cell,
    severities: Severities::everywhere(Error),
    sources: &[binding("Lists: items are separated by commas, and the cell stands in quotes")],
    detect: Detect::Reading,
    message: |said| format!("The list in {} is divided by {}: {}.", said.column(), said.word(0), said.value()),
    fix: |said| format!("In {}, write a comma between the items, and quotes around the cell.", said.column()),
    campus_fix: None,
};

/// What a cell is divided by, if it is a list by another sign. Nobody was found under the whole cell as an id.
pub(crate) fn in_list(column: &Column, cell: &[u8]) -> Option<Args> {
    let separator = *cell.iter().find(|byte| matches!(byte, b';' | b'|'))?;
    let mut items = cell.split(|byte| *byte == separator).map(<[u8]>::trim_ascii);
    // A sign at the end of a list is no item.
    let is_item: fn(&[u8]) -> bool = match column.kind {
        Kind::Reference(_) | Kind::Grade => is_id,
        Kind::Pair => |item| item.starts_with(b"{") && item.ends_with(b"}"),
        _ => return None,
    };
    if !items.all(|item| item.is_empty() || is_item(item)) || cell.iter().all(|byte| !byte.is_ascii_alphanumeric()) {
        return None;
    }
    let args = Args::value(cell).word(if separator == b';' { "semicolons" } else { "vertical bars" });
    Some(match column.kind {
        Kind::Grade => args.severities(Severities::nowhere().oneroster(Warning).infinite_campus(Warning)),
        _ => args,
    })
}

#[cfg(test)]
mod tests {
    use super::in_list;
    use crate::oneroster::{TableId, Version};

    #[test]
    fn lists_by_other_signs_are_told_from_ids() {
        let users = Version::V1_1.table(TableId::Users).unwrap();
        let column = |name: &str| &users.columns[users.column_index(name).unwrap()];
        for (name, cell, is_told) in [
            ("orgSourcedIds", "a;b", true),
            ("orgSourcedIds", "a | b|c", true),
            ("orgSourcedIds", "a;", true),
            ("orgSourcedIds", "a,b", false),
            ("orgSourcedIds", "a,b;c", false),
            ("orgSourcedIds", ";", false),
            ("orgSourcedIds", "Oak (old); b", false),
            ("grades", "09;10", true),
            ("userIds", "{LDAP:a};{LTI:b}", true),
            ("userIds", "{LDAP:a;b}", false),
        ] {
            assert_eq!(in_list(column(name), cell.as_bytes()).is_some(), is_told, "{name} {cell}");
        }
    }
}
