use super::*;
use crate::oneroster::value::is_pair;
use crate::oneroster::{Column, Kind};
use crate::profiles::Severity::{Error, Warning};

page! {
    /// # An item isn't written as {type:id}
    ///
    /// ## What it checks
    /// Each item of `userIds` is a pair in curly braces, with a colon between its halves: `{LDAP:jsmith}`. The same is
    /// true of the items of `scoreScaleValue`: `{A:90-100}`. Several items share one quoted cell, with commas between
    /// them.
    ///
    /// ## Why it matters
    /// The receiver can't tell the type of the ID from the ID. It can't find the person by that ID in another system.
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
    /// More colons after the first one are accepted, because other validators disagree about them.
}

pub(crate) static RULE: Rule = Rule {
    name: "bad-pair",
    page: PAGE,
    counted: Some("items aren't written as {type:id}"),
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::everywhere(Warning).oneroster(Error),
    sources: &[
        binding("users.csv: userIds is {Type:Id}; scoreScales.csv: scoreScaleValue is {left:right}"),
        field("Queries written by hand for Campus (NCSIS/InfiniteCampus-Vendor-Integration) put JSON into userIds"),
    ],
    detect: Detect::Cell { on, check, in_plain_text: true },
    message: |said| format!("{} isn't written as {}.", said.this_value(), Pair::of(said).form),
    fix: |said| format!("Write each item as {}, with only a comma between items.", Pair::of(said).form),
};

told! {
    /// An item that should be a pair.
    struct Pair {
        form: Cow<'static, str>,
    }
}

fn on(_: &TableFacts, column: &Column) -> bool {
    matches!(column.kind, Kind::Pair)
}

fn check(_: &TableFacts, column: &Column, cell: &[u8]) -> Option<Args> {
    let form = if column.name == "userIds" { "{type:id}" } else { "{left:right}" };
    (!is_pair(cell)).then(|| Args::value(cell).told(Pair { form: form.into() }))
}
