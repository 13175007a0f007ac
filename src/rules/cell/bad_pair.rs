use super::*;
use crate::oneroster::value::is_pair;
use crate::oneroster::{Column, Kind};
use crate::profiles::Severity::{Error, Warning};

page! {
    /// # An item is not written as {type:id}
    ///
    /// ## What it checks
    /// Each item of `userIds` is a pair in curly braces, with a colon between its halves: `{LDAP:jsmith}`. So are the
    /// items of `scoreScaleValue`: `{A:90-100}`. Several items stand in one quoted cell, with commas between them.
    ///
    /// ## Why it matters
    /// The receiver cannot tell the kind of the id from the id. The person cannot be found by it in another system.
    ///
    /// ## How to fix
    /// Write each item as `{type:id}`, without quotes inside the braces.
    ///
    /// ## Example
    /// ```wrong
    /// users.csv
    /// sourcedId,userIds
    /// student1,LDAP:jsmith
    /// ```
    /// ```right
    /// users.csv
    /// sourcedId,userIds
    /// student1,{LDAP:jsmith}
    /// ```
    ///
    /// ## Known limits
    /// Further colons behind the first one are accepted, because other validators disagree about them.
}

pub(crate) static RULE: Rule = Rule {
    name: "bad-pair",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::everywhere(Warning).oneroster(Error),
    sources: &[
        binding("users.csv: userIds is {Type:Id}; scoreScales.csv: scoreScaleValue is {left:right}"),
        field("Queries written by hand for Campus (NCSIS/InfiniteCampus-Vendor-Integration) put JSON into userIds"),
    ],
    detect: Detect::Cell { on, check, in_plain_text: true },
    message: |said| format!("{} holds {}, which is not written as {}.", said.column(), said.value(), said.word(0)),
    fix: |said| format!("Write each item as {}, with a comma alone between two items.", said.word(0)),
    campus_fix: None,
};

fn on(_: &TableFacts, column: &Column) -> bool {
    matches!(column.kind, Kind::Pair)
}

fn check(_: &TableFacts, column: &Column, cell: &[u8]) -> Option<Args> {
    let form = if column.name == "userIds" { "{type:id}" } else { "{left:right}" };
    (!is_pair(cell)).then(|| Args::value(cell).word(form))
}
