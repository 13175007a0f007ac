//! What becomes of records that are missing, by receiver: what its declaration says.

use super::model::{Missing, Table};
use crate::oneroster::{Mode, TableId};
use crate::receivers::{MissingRecord, Receiver};

/// What the receivers make of missing records. What is published is about files that are sent: `sent` are those of the
/// newer package.
pub(super) fn receivers(receivers: &[Receiver], tables: &[Table], sent: &[TableId]) -> Vec<(Receiver, Vec<Missing>)> {
    let others = receivers.iter().filter(|receiver| **receiver != Receiver::ONEROSTER);
    others.map(|receiver| (*receiver, missing(*receiver, tables, sent))).collect()
}

fn missing(receiver: Receiver, tables: &[Table], sent: &[TableId]) -> Vec<Missing> {
    let mut all = Vec::new();
    let [mut kept, mut unknown, mut named, mut left_out] = [const { Vec::new() }; 4];
    for id in TableId::ALL.into_iter().filter(|id| receiver.reads(*id)) {
        let Some(table) = tables.iter().find(|table| table.file == id.file()) else { continue };
        let count = table.gone + table.unheld;
        if table.is_delta && !receiver.takes(Mode::Delta) {
            left_out.push((id, table.unchanged));
            continue;
        }
        if count == 0 {
            continue;
        }
        if table.is_delta {
            named.push((id, count));
            continue;
        }
        let published = receiver.missing_record(id);
        let Some(fate) = published.filter(|fate| *fate == MissingRecord::Kept || sent.contains(&id)) else {
            unknown.push((id, count));
            continue;
        };
        match (fate, id) {
            (MissingRecord::Removed, TableId::Users) => all.push(Missing::PeopleRemoved {
                count,
                students: of_key(table, "role", "student"),
                educators: of_key(table, "role", "teacher"),
            }),
            (MissingRecord::Removed, TableId::Orgs) => {
                let sites = of_key(table, "type", "school");
                // Where one of the files has no types, they cannot be told apart.
                if !table.groups.iter().any(|group| group.by == "type") {
                    all.push(Missing::RecordsRemoved { file: id, count });
                } else if sites > 0 {
                    all.push(Missing::SitesRemoved(sites));
                }
            }
            (MissingRecord::Removed, _) => all.push(Missing::RecordsRemoved { file: id, count }),
            (MissingRecord::Unenrolled, _) => all.push(Missing::Unenrolled(count)),
            (MissingRecord::Kept, _) => kept.push((id, count)),
        }
    }
    let by_file = [
        (Missing::Kept as fn(_) -> _, kept),
        (Missing::NotPublished, unknown),
        (Missing::NamedForDeletion, named),
        (Missing::ChangesNotTaken, left_out),
    ];
    all.extend(by_file.into_iter().filter(|(_, files)| !files.is_empty()).map(|(missing, files)| missing(files)));
    all
}

/// How many of a group are gone.
fn of_key(table: &Table, by: &str, key: &str) -> u64 {
    let is_it = |group: &&super::model::Group| group.by == by && group.key.eq_ignore_ascii_case(key);
    table.groups.iter().filter(is_it).map(|group| group.gone).sum()
}
