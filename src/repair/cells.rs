//! Repairs of single cells. What is wrong with a cell is said by the rules themselves, and a repaired cell must be right by
//! all of them: otherwise it stays as it is.

use std::borrow::Cow;

use super::catalogue::{Chosen, Fix};
use super::dates::{self, Order, Orders};
use crate::oneroster::{Column, Kind, Table};
use crate::rules::{
    Args, Detect, RULES, Rule, TableFacts, ids_in_other_notation, miscased_token, unknown_grade, unknown_token,
};

type Check = fn(&TableFacts, &Column, &[u8]) -> Option<Args>;

/// How often a cell is looked at again after a repair: spaces, then a date with a time behind it.
const MOST_STEPS: usize = 4;

/// What is known of the cells of a column as a whole.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct ColumnWhole {
    /// What its dates show.
    pub(super) orders: Orders,
}

/// A column whose cells are repaired.
pub(super) struct CellRepairs {
    /// The column.
    pub(super) column: &'static Column,
    /// Its place in the table.
    pub(super) index: usize,
    /// The place of its cell in a row.
    pub(super) place: usize,
    rules: Vec<(&'static Rule, Check)>,
    /// Whether something is wrong with an empty cell.
    must_be_filled: bool,
    chosen: Chosen,
    order: Option<(Order, Fix)>,
    /// Whether status and the date of change stay although the file is sent in bulk.
    keeps_bulk: bool,
}

impl CellRepairs {
    /// Of the column at this place in the table. None if the file does not have it.
    pub(super) fn of(
        facts: &TableFacts,
        column: usize,
        whole: ColumnWhole,
        chosen: Chosen,
        keeps_bulk: bool,
    ) -> Option<Self> {
        let place = facts.places.get(column).copied().flatten()?;
        let (index, column) = (column, facts.table.columns.get(column)?);
        let rules = RULES.iter().filter_map(|rule| match rule.detect {
            Detect::Cell { on, check, .. } if on(facts, column) => Some((*rule, check as Check)),
            _ => None,
        });
        let must_be_filled =
            RULES.iter().any(|rule| matches!(rule.detect, Detect::Blank { on, .. } if on(facts, column)));
        let by_choice = || {
            let first = chosen.has(Fix::MonthFirst).then_some((Order::MonthFirst, Fix::MonthFirst));
            let asked = first.or(chosen.has(Fix::DayFirst).then_some((Order::DayFirst, Fix::DayFirst)));
            asked.filter(|_| !whole.orders.is_mixed())
        };
        let order = whole.orders.order().map(|order| (order, Fix::Dates)).or_else(by_choice);
        Some(Self { column, index, place, rules: rules.collect(), must_be_filled, chosen, order, keeps_bulk })
    }

    /// What a cell should hold, and by which repair. None if it stays as it is.
    pub(super) fn repaired(&self, facts: &TableFacts, cell: &[u8]) -> Option<(Vec<u8>, Fix)> {
        if cell.is_empty() {
            return None;
        }
        let (text, fix) = if self.column.list { self.list(facts, cell)? } else { self.item(facts, cell)? };
        let is_allowed = !text.is_empty() || !self.must_be_filled;
        (is_allowed && text != cell).then_some((text, fix))
    }

    /// Whether no rule finds anything in a text of this column, which refers to nothing.
    pub(super) fn is_right(&self, facts: &TableFacts, cell: &[u8]) -> bool {
        let is_reference = matches!(self.column.kind, Kind::Reference(_));
        !is_reference && self.rules.iter().all(|(_, check)| check(facts, self.column, cell).is_none())
    }

    fn list(&self, facts: &TableFacts, cell: &[u8]) -> Option<(Vec<u8>, Fix)> {
        if ids_in_other_notation::in_list(facts, self.column, cell).is_some() {
            return None;
        }
        let count = cell.split(|byte| *byte == b',').count();
        let (mut text, mut fixed) = (Vec::with_capacity(cell.len()), None);
        for (number, item) in cell.split(|byte| *byte == b',').enumerate() {
            if number > 0 {
                text.push(b',');
            }
            let trimmed = item.trim_ascii();
            let is_spaced = trimmed.len() != item.len() && !trimmed.is_empty();
            if is_spaced && !self.chosen.has(Fix::ListSpaces) {
                text.extend_from_slice(item);
                continue;
            }
            let inner = if is_spaced { trimmed } else { item };
            // An item that becomes empty would leave two commas side by side.
            let repaired = if inner.is_empty() { None } else { self.item(facts, inner) };
            fixed = fixed.or(is_spaced.then_some(Fix::ListSpaces));
            if let Some((repaired, fix)) = repaired.filter(|(text, _)| !text.is_empty() || count == 1) {
                fixed = fixed.or(Some(fix));
                text.extend(repaired);
            } else {
                text.extend_from_slice(inner);
            }
        }
        Some((text, fixed?))
    }

    /// Repairs until no rule finds anything.
    fn item(&self, facts: &TableFacts, cell: &[u8]) -> Option<(Vec<u8>, Fix)> {
        let mut text = Cow::Borrowed(cell);
        let mut first = None;
        for _ in 0..MOST_STEPS {
            if text.is_empty() {
                break;
            }
            let found =
                self.rules.iter().find_map(|(rule, check)| Some((rule.name, check(facts, self.column, &text)?)));
            let Some((rule, args)) = found else { break };
            let (fix, next) = self.answer(facts, rule, &args, &text)?;
            if !self.chosen.has(fix) || next.as_bytes() == &*text {
                return None;
            }
            first.get_or_insert(fix);
            text = Cow::Owned(next.into_bytes());
        }
        let is_right =
            text.is_empty() || self.rules.iter().all(|(_, check)| check(facts, self.column, &text).is_none());
        first.filter(|_| is_right).map(|fix| (text.into_owned(), fix))
    }

    /// The answer to what a rule has found.
    fn answer(&self, facts: &TableFacts, rule: &str, args: &Args, cell: &[u8]) -> Option<(Fix, String)> {
        let meant = |args| unknown_token::right(args).map(Cow::into_owned);
        Some(match rule {
            "spaces-only-cell" => (Fix::SpacesOnly, String::new()),
            "null-text" => (Fix::NullWords, String::new()),
            "filled-in-bulk" => {
                // Whatever else stands there says something that would be lost.
                let is_said = matches!(self.column.kind, Kind::Status)
                    && !["active", "null"].iter().any(|word| cell.trim_ascii().eq_ignore_ascii_case(word.as_bytes()));
                if self.keeps_bulk || is_said {
                    return None;
                }
                (Fix::BulkBlanks, String::new())
            }
            "miscased-token" => (Fix::WordCase, miscased_token::right(args).into_owned()),
            "unknown-token" if self.column.name == "sex" => (Fix::SexWords, self.sex(facts, cell, meant(args))?),
            "unknown-token" => (Fix::Words, meant(args)?),
            "unknown-grade" => (Fix::Grades, unknown_grade::right(args)?.into_owned()),
            "bad-date" => {
                if let Some(date) = dates::date(cell, None) {
                    (Fix::Dates, date)
                } else {
                    let (order, fix) = self.order?;
                    (fix, dates::date(cell, Some(order))?)
                }
            }
            "bad-date-time" => (Fix::TimeStamps, dates::time_stamp(cell)?),
            "date-time-form" => (Fix::TimeStampForm, dates::time_stamp(cell)?),
            _ => return None,
        })
    }

    fn sex(&self, facts: &TableFacts, cell: &[u8], meant: Option<String>) -> Option<String> {
        let has_other = facts.words(self.column.name).contains(&"other");
        let is_x = cell.trim_ascii().eq_ignore_ascii_case(b"x");
        meant.or_else(|| (is_x && has_other).then(|| "other".to_owned()))
    }
}

/// Whether a cell of a column is looked at to learn about the column as a whole.
pub(super) fn is_decided_as_a_whole(table: &Table, column: usize) -> bool {
    table.columns.get(column).is_some_and(|column| matches!(column.kind, Kind::Date))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oneroster::value::Day;
    use crate::oneroster::{Mode, TableId, Version};
    use crate::rules::Findings;

    fn facts(id: TableId, mode: Mode) -> TableFacts {
        let table = Version::V1_1.table(id).unwrap();
        let mut findings = Findings::new(&[], 0);
        TableFacts {
            table,
            version: Version::V1_1,
            mode: Some(mode),
            file: findings.file(id.file()),
            width: table.columns.len(),
            places: (0..table.columns.len()).map(Some).collect(),
            column_ids: table.columns.iter().map(|column| findings.column(column.name)).collect(),
            today: Day { year: 2026, month: 11, day: 22 },
        }
    }

    fn repaired(id: TableId, mode: Mode, column: &str, cell: &str, chosen: Chosen) -> Option<(String, &'static str)> {
        let facts = facts(id, mode);
        let column = facts.table.column_index(column).unwrap();
        let repairs = CellRepairs::of(&facts, column, ColumnWhole::default(), chosen, false).unwrap();
        let (text, fix) = repairs.repaired(&facts, cell.as_bytes())?;
        Some((String::from_utf8(text).unwrap(), fix.repair().name))
    }

    #[test]
    fn cells_with_one_right_answer_are_repaired() {
        use Mode::{Bulk, Delta};
        for (id, mode, column, cell, expected, name) in [
            (TableId::Users, Bulk, "middleName", "NULL", "", "null-words"),
            (TableId::Users, Bulk, "middleName", "  ", "", "spaces-only"),
            (TableId::Users, Bulk, "enabledUser", "TRUE", "true", "word-case"),
            (TableId::Users, Bulk, "enabledUser", "yes", "true", "words"),
            (TableId::Users, Bulk, "enabledUser", "0", "false", "words"),
            (TableId::Users, Bulk, "role", " Student", "student", "word-case"),
            (TableId::Users, Bulk, "status", "active", "", "bulk-blanks"),
            (TableId::Users, Bulk, "dateLastModified", "2026-11-01T00:00:00.000Z", "", "bulk-blanks"),
            (TableId::Users, Delta, "status", "tobedelete", "tobedeleted", "words"),
            (
                TableId::Users,
                Delta,
                "dateLastModified",
                "2026-11-01T00:00:00Z",
                "2026-11-01T00:00:00.000Z",
                "time-stamp-form",
            ),
            (TableId::Users, Bulk, "grades", "9", "09", "grades"),
            (TableId::Users, Bulk, "grades", "K, 9", "KG,09", "grades"),
            (TableId::Users, Bulk, "orgSourcedIds", "school1, school2", "school1,school2", "list-spaces"),
            (TableId::Demographics, Bulk, "birthDate", "2012/3/4", "2012-03-04", "dates"),
        ] {
            let found = repaired(id, mode, column, cell, Chosen::safe());
            assert_eq!(found, Some((expected.to_owned(), name)), "{column}: {cell}");
            assert_eq!(repaired(id, mode, column, expected, Chosen::safe()), None, "{column}: {expected}");
        }
    }

    #[test]
    fn cells_whose_meaning_is_open_are_left() {
        use Mode::{Bulk, Delta};
        for (id, mode, column, cell) in [
            (TableId::Users, Bulk, "status", "tobedeleted"),
            (TableId::Users, Bulk, "status", "inactive"),
            (TableId::Users, Delta, "status", "NULL"),
            (TableId::Users, Bulk, "givenName", "NULL"),
            (TableId::Users, Bulk, "role", "pupil"),
            (TableId::Users, Bulk, "grades", "Ninth"),
            (TableId::Users, Bulk, "grades", "NULL,09"),
            (TableId::Users, Bulk, "sourcedId", " student1"),
            (TableId::Demographics, Bulk, "birthDate", "03/04/2012"),
            (TableId::Demographics, Bulk, "sex", "M"),
            (TableId::Demographics, Bulk, "sex", "X"),
        ] {
            let found = repaired(id, mode, column, cell, Chosen::safe());
            assert_eq!(found, None, "{column}: {cell}");
        }
    }

    #[test]
    fn what_asks_is_done_where_it_is_chosen() {
        let chosen = Chosen::safe().with(Fix::SexWords).with(Fix::DayFirst);
        let found = |column, cell| repaired(TableId::Demographics, Mode::Bulk, column, cell, chosen);
        assert_eq!(found("sex", "M"), Some(("male".into(), "sex-words")));
        assert_eq!(found("sex", "x"), None, "1.1 has no word for it");
        assert_eq!(found("birthDate", "03/04/2012"), Some(("2012-04-03".into(), "day-first-dates")));
    }
}
