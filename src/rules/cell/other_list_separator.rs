use super::*;
use crate::oneroster::value::is_id;
use crate::oneroster::{Column, Kind};
use crate::profiles::Severity::{Error, Warning};

page! {
    /// # List items aren't separated by commas
    ///
    /// ## What it checks
    /// The items of a list are separated by commas. This rule finds lists of IDs, grades, and pairs that use
    /// semicolons or vertical bars instead.
    ///
    /// ## Why it matters
    /// The receiver reads the whole list as one ID and finds no such record: the person is in no school, the class in no
    /// term.
    ///
    /// ## How to fix
    /// Separate the items with commas, and put the list in double quotes, because it contains commas.
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
    /// The items aren't looked up. In grades it is a warning, as for any other unknown grade code. Lists of texts, such as
    /// subjects, may contain any character.
}

pub(crate) static RULE: Rule = Rule {
    name: "other-list-separator",
    page: PAGE,
    counted: Some("lists aren't separated by commas"),
    since: "0.2.0",
    scope: Scope::Cell,
    severities: Severities::everywhere(Error),
    sources: &[binding("Lists: items are separated by commas, and the list is in double quotes")],
    detect: Detect::Reading,
    message: |said| {
        let List { separator } = List::of(said);
        format!("The items in {} are separated by {} instead of commas: {}.", said.column(), separator.word(), said.value())
    },
    fix: |said| format!("Separate the items in {} with commas, and put the list in double quotes.", said.column()),
};

told! {
    /// A list that is not divided by commas.
    struct List {
        separator: Separator,
    }
}

one_of! {
    /// What is between the items.
    enum Separator {
        Semicolons = "semicolons",
        Bars = "vertical bars",
    }
}

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
    let args = Args::value(cell).told(List {
        separator: if separator == b';' { Separator::Semicolons } else { Separator::Bars },
    });
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
