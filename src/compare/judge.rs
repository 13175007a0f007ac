//! What becomes of records that are missing, by receiver: what its declaration says.

use super::model::{Missing, Table};
use crate::oneroster::TableId;
use crate::receivers::{MissingRecord, Receiver};

/// What the receivers make of missing records.
pub(super) fn receivers(receivers: &[Receiver], tables: &[Table]) -> Vec<(Receiver, Vec<Missing>)> {
    let others = receivers.iter().filter(|receiver| **receiver != Receiver::ONEROSTER);
    others.map(|receiver| (*receiver, missing(*receiver, tables))).collect()
}

fn missing(receiver: Receiver, tables: &[Table]) -> Vec<Missing> {
    let mut all = Vec::new();
    let mut kept = Vec::new();
    for id in TableId::ALL {
        let Some(table) = tables.iter().find(|table| table.file == id.file() && table.gone > 0) else { continue };
        let Some(fate) = receiver.missing_record(id) else { continue };
        // What is named for deletion is not missing.
        if table.is_delta {
            continue;
        }
        let count = table.gone;
        match (fate, id) {
            (MissingRecord::Removed, TableId::Users) => all.push(Missing::PeopleRemoved {
                count,
                students: of_key(table, "role", "student"),
                educators: of_key(table, "role", "teacher"),
            }),
            (MissingRecord::Removed, TableId::Orgs) => {
                let sites = of_key(table, "type", "school");
                if sites > 0 {
                    all.push(Missing::SitesRemoved(sites));
                }
            }
            (MissingRecord::Removed, _) => all.push(Missing::RecordsRemoved { file: id, count }),
            (MissingRecord::Unenrolled, _) => all.push(Missing::Unenrolled(count)),
            (MissingRecord::Kept, _) => kept.push((id, count)),
        }
    }
    if !kept.is_empty() {
        all.push(Missing::Kept(kept));
    }
    all
}

/// How many of a group are gone.
fn of_key(table: &Table, by: &str, key: &str) -> u64 {
    let is_it = |group: &&super::model::Group| group.by == by && group.key.eq_ignore_ascii_case(key);
    table.groups.iter().filter(is_it).map(|group| group.gone).sum()
}
