//! The header and the columns of a file, as they should be.

use super::catalogue::{Chosen, Fix};
use super::ledger::{Edit, Ledger, Text};
use crate::check::anew::Start;
use crate::oneroster::{Kind, METADATA_PREFIX, Mode, TableId};
use crate::rules::{HeaderFacts, Heading, TableFacts, Values, told_column};

/// A column of the copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ColumnOut {
    /// What the header calls it.
    pub(super) name: Vec<u8>,
    /// The place of its cell in a row of the input; none if it is new and empty.
    pub(super) from: Option<usize>,
    /// Which column of the table it is.
    column: Option<usize>,
    kind: OutKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum OutKind {
    Own,
    Metadata,
    Other,
}

/// How the columns of the copy differ from those of the input. None if they do not.
///
/// `may_move` is false where rows could not be divided into their columns: then only names change.
pub(super) fn columns(
    start: &Start,
    facts: &TableFacts,
    chosen: Chosen,
    may_move: bool,
    path: &str,
    ledger: &mut Ledger,
) -> Option<Vec<ColumnOut>> {
    let header = start.header.as_ref().filter(|header| header.other_width.is_none())?;
    let cells = &start.before.get(start.header_row?)?.cells;
    let before = ledger.total();
    let table = Some(facts.table.id);
    let mut out = Vec::new();
    let edit = |fix, column: &str, before: &str, after: &str| Edit {
        fix,
        file: path.to_owned(),
        line: Some(header.line),
        column: Some(told_column(column, table, Values::Masked)),
        before: if before == told_column(before, table, Values::Masked) {
            Text::name(before)
        } else {
            Text::cell(before.as_bytes())
        },
        after: Text::name(after),
    };
    for (place, cell) in cells.iter().enumerate() {
        let text = String::from_utf8_lossy(cell);
        let column = header.column_at(place);
        let kind = match header.headings.get(place) {
            Some(Heading::Metadata) => OutKind::Metadata,
            _ if column.is_some() => OutKind::Own,
            _ => OutKind::Other,
        };
        let mut one = ColumnOut { name: cell.clone(), from: Some(place), column, kind };
        if header.headings.get(place) == Some(&Heading::Unknown) && may_move {
            let name = header.bare(place).unwrap_or(&text).trim();
            if chosen.has(Fix::UnknownColumnsOut) {
                ledger.add(Fix::UnknownColumnsOut, || edit(Fix::UnknownColumnsOut, name, &text, ""));
                continue;
            }
            if chosen.has(Fix::UnknownColumnsKept) && !name.is_empty() {
                let better = format!("{METADATA_PREFIX}{name}");
                ledger.add(Fix::UnknownColumnsKept, || edit(Fix::UnknownColumnsKept, name, &text, &better));
                one = ColumnOut { name: better.into_bytes(), kind: OutKind::Metadata, ..one };
                out.push(one);
                continue;
            }
        }
        if let Some((name, fix)) = better_name(header, place, chosen).filter(|(name, _)| *name != text) {
            ledger.add(fix, || edit(fix, &name, &text, &name));
            one.name = name.into_bytes();
        }
        out.push(one);
    }
    let is_settled = header
        .headings
        .iter()
        .all(|heading| heading.column().is_some() || matches!(heading, Heading::Metadata | Heading::Unknown));
    if may_move && is_settled {
        if is_misplaced(&out) && chosen.has(Fix::ColumnOrder) {
            let names = |out: &[ColumnOut]| {
                let names =
                    out.iter().map(|one| told_column(&String::from_utf8_lossy(&one.name), table, Values::Masked));
                names.collect::<Vec<_>>().join(",")
            };
            let before = names(&out);
            // What is no column of the table keeps its order, behind those that are.
            crate::order::sort_by_key(&mut out, |one| one.column.unwrap_or(usize::MAX));
            ledger.add(Fix::ColumnOrder, || Edit {
                column: None,
                before: Text::name(&before),
                ..edit(Fix::ColumnOrder, "", "", &names(&out))
            });
        }
        if !is_misplaced(&out) && chosen.has(Fix::MissingColumns) {
            for column in header.missing.iter().filter(|column| may_be_added(facts, &header.missing, **column)) {
                let Some(name) = facts.table.columns.get(*column).map(|column| column.name) else { continue };
                let at = out.iter().rposition(|one| one.column.is_some_and(|own| own < *column)).map_or(0, |at| at + 1);
                let one = ColumnOut { name: name.into(), from: None, column: Some(*column), kind: OutKind::Own };
                out.insert(at, one);
                ledger.add(Fix::MissingColumns, || edit(Fix::MissingColumns, name, "", name));
            }
        }
    }
    (ledger.total() > before).then_some(out)
}

/// What a cell of the header should be, if it is a column or a vendor's own, and every repair for it is chosen.
fn better_name(header: &HeaderFacts, place: usize, chosen: Chosen) -> Option<(String, Fix)> {
    let cell = header.cells.get(place)?;
    let bare = header.decoration.as_ref().and_then(|decoration| decoration.without(cell));
    let is_decorated = bare.is_some_and(|bare| bare != cell);
    if is_decorated && !chosen.has(Fix::HeaderPrefix) {
        return None;
    }
    let fix = match header.headings.get(place)? {
        Heading::Miscased(_) => Fix::HeaderCase,
        Heading::Misspelled(_) => Fix::HeaderSpelling,
        Heading::Renamed(_) => Fix::HeaderNames,
        Heading::Unnamed(_) => Fix::HeaderUnnamed,
        Heading::Exact(_) | Heading::Metadata | Heading::Unknown if is_decorated => Fix::HeaderPrefix,
        _ => return None,
    };
    let name = match header.column_at(place).and_then(|column| header.table.columns.get(column)) {
        Some(column) => column.name.to_owned(),
        None => bare?.to_owned(),
    };
    chosen.has(fix).then_some((name, fix))
}

/// Whether a column stands where the rule `misplaced-column` wants another one.
fn is_misplaced(out: &[ColumnOut]) -> bool {
    let known = || out.iter().filter(|one| one.kind != OutKind::Other);
    let mut expected: Vec<usize> = known().filter_map(|one| one.column).collect();
    crate::order::sort(&mut expected);
    known().zip(expected).any(|(one, right)| one.column != Some(right))
}

/// Whether nothing is wrong with a column whose cells are all empty. Without the column nobody looks for what should stand
/// in it; so it stays missing, and is told as what is still to be fixed.
fn may_be_added(facts: &TableFacts, missing: &[usize], column: usize) -> bool {
    let Some(column) = facts.table.columns.get(column) else { return false };
    let is_missing = |name: &str| facts.table.column_index(name).is_some_and(|column| missing.contains(&column));
    let is_fit = match (facts.table.id, column.name) {
        (TableId::Orgs, "parentSourcedId")
        | (TableId::Users, "identifier" | "email" | "grades")
        | (TableId::Demographics, "birthDate" | "sex") => false,
        // What is in one of them belongs to what is in the other.
        (_, "subjects") => is_missing("subjectCodes"),
        (_, "subjectCodes") => is_missing("subjects"),
        _ => match column.kind {
            Kind::Status | Kind::DateLastModified => facts.mode != Some(Mode::Delta),
            _ => true,
        },
    };
    is_fit && !column.required
}
