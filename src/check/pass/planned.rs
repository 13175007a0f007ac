//! What is to be done with each column of a file, decided once.

use super::super::known::Files;
use super::super::links::Link;
use super::super::lookup::{Lookup, RightTexts, Slots};
use super::Ctx;
use crate::oneroster::{Column, Kind};
use crate::profiles::Severities;
use crate::rules::{
    Args, ColumnId, Detect, RULES, Rule, Seen, TableFacts, ids_in_other_notation, oneroster_1_0, other_list_separator,
};

/// A column of the file and what is to be done with its cells.
pub(in crate::check) struct Planned {
    pub(super) column: &'static Column,
    pub(super) id: ColumnId,
    pub(super) place: usize,
    pub(super) cell_rules: Vec<(&'static Rule, CellCheck)>,
    /// Those of them that can find something in plain text.
    pub(super) plain_rules: Vec<(&'static Rule, CellCheck)>,
    pub(super) blank_rule: Option<(&'static Rule, Severities)>,
    /// Whether its cells are ids.
    pub(super) is_id: bool,
    pub(super) link: Option<Link>,
    /// Its records by their slots, if the column refers to one record of another file: which were right here before.
    pub(super) right_before: Slots,
    /// Texts that were right here before; none if no two cells should be the same.
    pub(super) right_texts: Option<RightTexts>,
}

pub(super) type CellCheck = fn(&TableFacts, &Column, &[u8]) -> Option<Args>;

impl Planned {
    /// Whether the column says which record a row is, what kind of record, or to which others it belongs.
    pub(super) fn ties_records(&self) -> bool {
        self.link.is_some() || matches!(self.column.kind, Kind::SourcedId | Kind::Token(_) | Kind::Status)
    }

    /// Whether nothing can be wrong with plain text in the column.
    pub(super) fn takes_all_plain_text(&self) -> bool {
        self.plain_rules.is_empty() && self.link.is_none()
    }

    /// Whether nothing can be wrong with plain text that refers to this record, if the column refers to any.
    pub(super) fn takes_plain_text(&self, slot: Option<usize>, files: &Files) -> bool {
        let facts = |link: &Link| files.get(link.reference.target)?.ids.facts(slot?);
        self.plain_rules.is_empty() && self.link.as_ref().is_none_or(|link| link.is_right(facts(link)))
    }

    /// Where its cells are, and what they refer to, if that is records of the same file.
    pub(in crate::check) fn own_link(&self) -> Option<(usize, ColumnId, &Link)> {
        Some((self.place, self.id, self.link.as_ref().filter(|link| link.is_own())?))
    }

    /// Tells the ids that a cell refers to, and nothing else is wrong with: as [`Ctx::cell`] comes to them.
    pub(in crate::check) fn each_id(&self, facts: &TableFacts, cell: &[u8], mut tell: impl FnMut(&[u8])) {
        let mut item = |item: &[u8]| {
            if !self.cell_rules.iter().any(|(_, check)| check(facts, self.column, item).is_some()) {
                tell(item);
            }
        };
        if !self.column.list {
            if !cell.is_empty() {
                item(cell);
            }
        } else if ids_in_other_notation::in_list(facts, self.column, cell).is_none()
            && other_list_separator::in_list(self.column, cell).is_none()
        {
            for id in cell.split(|byte| *byte == b',').filter(|item| !item.is_empty()) {
                let trimmed = id.trim_ascii();
                item(if trimmed.is_empty() { id } else { trimmed });
            }
        }
    }

    /// How the records are looked up that the column refers to, if it refers to one of another file.
    pub(super) fn lookup(&self) -> Option<Lookup> {
        let link = self.link.filter(|_| !self.right_before.is_empty())?;
        Some(Lookup::new(self.place, link.reference.target))
    }

    /// Decides once for the file what is to be done with the cells of each column.
    pub(super) fn all(ctx: &mut Ctx, facts: &TableFacts) -> Vec<Self> {
        let mut plan = Vec::new();
        for ((column, place), id) in facts.table.columns.iter().zip(&facts.places).zip(&facts.column_ids) {
            let Some(place) = *place else { continue };
            let mut planned = Self {
                column,
                id: *id,
                place,
                cell_rules: Vec::new(),
                plain_rules: Vec::new(),
                blank_rule: None,
                is_id: matches!(column.kind, Kind::SourcedId | Kind::SourcedIdOf(_) | Kind::Reference(_)),
                link: ctx.link(facts, &column.kind),
                right_before: Slots::default(),
                right_texts: (!matches!(column.kind, Kind::SourcedId | Kind::SourcedIdOf(_))).then(RightTexts::new),
            };
            for rule in RULES.iter().filter(|rule| oneroster_1_0::is_judged_by(facts.version, rule)) {
                match rule.detect {
                    Detect::Cell { on, check, in_plain_text } if on(facts, column) => {
                        planned.cell_rules.push((rule, check));
                        if in_plain_text {
                            planned.plain_rules.push((rule, check));
                        }
                    }
                    Detect::Blank { on, severities } if on(facts, column) => {
                        planned.blank_rule.get_or_insert((rule, severities(facts, column)));
                    }
                    _ => {}
                }
            }
            if let Some(link) = planned.link.filter(|link| !column.list && !link.is_own()) {
                planned.right_before = Slots::new(Seen::slots(ctx.files, link.reference.target));
            }
            plan.push(planned);
        }
        plan
    }
}
