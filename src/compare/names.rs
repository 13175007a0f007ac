//! Who or what the records are that differ: read again from the files, for those that are listed only.

use std::cell::Cell;
use std::collections::HashMap;
use std::ops::ControlFlow;

use super::model::Record;
use crate::check::tables::Tables;
use crate::oneroster::TableId;
use crate::package::Package;
use crate::rules::visible;

/// The columns that name a record of this file.
fn columns(table: TableId) -> &'static [&'static str] {
    match table {
        TableId::Users => &["givenName", "familyName"],
        TableId::Orgs => &["name"],
        TableId::Courses | TableId::Classes | TableId::AcademicSessions | TableId::LineItems => &["title"],
        _ => &[],
    }
}

/// A name for each record, in their order; empty where the file has none or could not be read again.
pub fn names(old: &Package, new: &Package, records: &[Record]) -> Vec<String> {
    let mut names = vec![String::new(); records.len()];
    let tables = [Tables::of(old), Tables::of(new)];
    for id in TableId::ALL {
        for (side, tables) in tables.iter().enumerate() {
            let wanted: HashMap<u64, usize, foldhash::fast::FixedState> = (records.iter().enumerate())
                .filter(|(_, record)| record.file == id.file() && (record.change == "gone") == (side == 0))
                .map(|(number, record)| (record.line, number))
                .collect();
            let Some(Ok(sheet)) = tables.table(id) else { continue };
            let places: Vec<usize> = columns(id).iter().filter_map(|name| sheet.place(name)).collect();
            if wanted.is_empty() || places.is_empty() {
                continue;
            }
            let left = Cell::new(wanted.len());
            let mut watch = |_, _| if left.get() == 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) };
            // Names are a help: where the file cannot be read again, the ids stand alone.
            drop(sheet.read(&mut watch, &mut |row| {
                let Some(name) = wanted.get(&row.line).and_then(|number| names.get_mut(*number)) else { return };
                left.set(left.get() - 1);
                let parts = places.iter().map(|place| String::from_utf8_lossy(row.cell(*place)));
                let parts: Vec<String> =
                    parts.map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect();
                *name = visible(&parts.join(" "));
            }));
        }
    }
    names
}
