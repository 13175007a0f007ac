use super::vocabulary::{severities, vocabulary};
use super::*;
use crate::oneroster::{Column, Kind};
use crate::profiles::{Receiver, Severity::Error};

page! {
    /// # A value isn't allowed in this column
    ///
    /// ## What it checks
    /// Some columns contain one value from a list: the role of a user, the type of an org, `true` or `false`, the
    /// status `active` or `tobedeleted`. Any other value is wrong. In OneRoster 1.2 some of the lists also accept a
    /// private value that starts with `ext:`.
    ///
    /// ## Why it matters
    /// The receiver can't tell what is meant. It leaves out the value, or the whole row. It doesn't create a user
    /// without a known role.
    ///
    /// ## How to fix
    /// Use one of the values in the list, with the same capitalization. An optional cell may also stay empty.
    ///
    /// ## Example
    /// ```wrong
    /// demographics.csv
    /// sourcedId,sex
    /// student1,M
    /// ```
    /// ```right
    /// demographics.csv
    /// sourcedId,sex
    /// student1,male
    /// ```
    ///
    /// ## Known limits
    /// OneRoster 1.1 has only two values for sex. A person with another entry has an empty cell there.
    ///
    /// The Brightspace article prints the status of a deleted record as “tobedelete”. This is treated as a typo: D2L's
    /// other pages and the standard have `tobedeleted`.
}

pub(crate) static RULE: Rule = Rule {
    name: "unknown-token",
    page: PAGE,
    counted: Some("values aren't allowed in this column"),
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::everywhere(Error),
    sources: &[
        binding("Tables of the data files: enumerations; extensions begin with ext: (1.2)"),
        page_of(Authority::D2l, "OneRoster CSV data mappings: values are case-sensitive words of the standard", "https://community.d2l.com/brightspace/kb/articles/23844"),
        page_of(Authority::Aperture, "Flat file chart: race and ethnicity are optional", "https://selcompass.zendesk.com/hc/en-us/articles/16474103177229"),
    ],
    detect: Detect::Cell { on, check, in_plain_text: true },
    message: |said| format!("{} isn't allowed here. Use {}.", said.this_value(), Value::of(said).allowed),
    fix: |said| match Value::of(said) {
        Value { meant: Some(meant), .. } => format!("Write {meant} instead."),
        Value { is_required, .. } if is_required || must_be_filled(said) => {
            format!("Use one of the values that {} allows.", said.column())
        }
        _ => format!("Use one of the values that {} allows, or leave the cell empty.", said.column()),
    },
};

told! {
    /// A value that is not allowed.
    struct Value {
        allowed: Cow<'static, str>,
        is_required: bool,
        /// The one that can only have been meant.
        meant: Option<Cow<'static, str>>,
    }
}

/// The value that can only have been meant, for its repair.
pub(crate) fn right(args: &Args) -> Option<Cow<'static, str>> {
    Value::kept(&args.more).meant
}

/// Whether an empty cell would only be the next problem for a chosen receiver.
fn must_be_filled(said: &Said) -> bool {
    let needs_sex = |receiver: &Receiver| missing_sex::RULE.severity_for(*receiver).is_some();
    said.is_asked_for() || said.column() == "sex" && said.receivers().iter().any(needs_sex)
}

fn on(table: &TableFacts, column: &Column) -> bool {
    vocabulary(table, column).is_some()
}

fn check(table: &TableFacts, column: &Column, cell: &[u8]) -> Option<Args> {
    let tokens = vocabulary(table, column)?;
    let text = std::str::from_utf8(cell).unwrap_or("\u{FFFD}");
    if tokens.contains(text) {
        return None;
    }
    let mut allowed = tokens.words.to_vec();
    if tokens.open {
        allowed.push("a value that starts with ext:");
    }
    let told = Value {
        allowed: listed(&allowed, "or").into(),
        is_required: column.required,
        meant: meant(column, text).map(Cow::Borrowed),
    };
    let args = Args::value(cell).told(told);
    Some(args.severities(severities(table, column)))
}

/// The word that can only have been meant.
fn meant(column: &Column, text: &str) -> Option<&'static str> {
    let text = text.trim().to_ascii_lowercase();
    Some(match (&column.kind, text.as_str()) {
        (Kind::Status, "tobedelete") => "tobedeleted",
        (Kind::Boolean, "y" | "yes" | "1" | "t") => "true",
        (Kind::Boolean, "n" | "no" | "0" | "f") => "false",
        (Kind::Token(_), "m") if column.name == "sex" => "male",
        (Kind::Token(_), "f") if column.name == "sex" => "female",
        _ => return None,
    })
}
