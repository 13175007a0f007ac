use super::*;
use crate::oneroster::{Column, Kind};
use crate::profiles::Severity::{Error, Warning};

page! {
    /// # A cell contains only spaces
    ///
    /// ## What it checks
    /// A cell without a value must be empty: two commas with nothing between them. A space between them is a value.
    ///
    /// ## Why it matters
    /// The receiver reads the space as a name, a code, or an ID. Brightspace says that such a cell isn't valid. In a
    /// required column, the person or class ends up without a name.
    ///
    /// ## How to fix
    /// Fill in the value, or leave nothing between the commas.
    ///
    /// ## Example
    /// ```wrong
    /// users.csv
    /// sourcedId,middleName
    /// student1," "
    /// ```
    /// ```right
    /// users.csv
    /// sourcedId,middleName
    /// student1,
    /// ```
    ///
    /// ## Known limits
    /// Tabs, the other spaces of Unicode, and characters without width count as spaces too. In an optional text it's a warning. A date,
    /// a number, an ID, or a value from a list can't be a space, so there it's an error of the standard.
}

pub(crate) static RULE: Rule = Rule {
    name: "spaces-only-cell",
    page: PAGE,
    counted: Some("cells contain only spaces"),
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::everywhere(Error),
    sources: &[
        binding("Blank: a cell without a value is empty; required columns contain a value in every row; nothing removes spaces"),
        page_of(Authority::D2l, "OneRoster CSV data mappings: `, ,` is not valid, an empty value is two commas", "https://community.d2l.com/brightspace/kb/articles/23844"),
        page_of(Authority::Aperture, "Flat file chart: names and ids need a character that is not a space", "https://selcompass.zendesk.com/hc/en-us/articles/16474103177229"),
    ],
    detect: Detect::Cell { on, check, in_plain_text: false },
    message: |said| format!("{} looks empty, but it contains {}.", said.column(), said.value()),
    fix: |said| if Cell::of(said).is_needed {
        format!("Fill in {} in the record that this row came from. Every row needs it.", said.column())
    } else {
        format!("Leave nothing between the commas if {} has no value.", said.column())
    },
};

told! {
    /// The cell that contains them.
    struct Cell {
        /// Every row must have a value.
        is_needed: bool,
    }
}

fn on(_: &TableFacts, _: &Column) -> bool {
    true
}

fn check(table: &TableFacts, column: &Column, cell: &[u8]) -> Option<Args> {
    if cell.is_empty() || !looks_empty(cell) {
        return None;
    }
    let is_needed_in_delta = blank_in_delta::on(table, column);
    let severities = if column.required {
        RULE.severities
    } else if matches!(column.kind, Kind::Text | Kind::Grade) {
        Severities::everywhere(Warning).d2l_brightspace(Error)
    } else {
        // No date, number, word or id is a space, and in bulk the status is empty.
        RULE.severities.infinite_campus(Warning)
    };
    let is_needed = column.required || is_needed_in_delta;
    Some(Args::value(cell).told(Cell { is_needed }).severities(severities))
}
