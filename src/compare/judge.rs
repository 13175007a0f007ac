//! What becomes of records that are missing, by receiver: what its declaration says, put into words.

use super::model::{Effect, Group, ReceiverEffects, Table};
use crate::oneroster::TableId;
use crate::receivers::{MissingRecord, Receiver};
use crate::rules::{counted, listed};

/// What the receivers make of missing records.
pub(super) fn receivers(receivers: &[Receiver], tables: &[Table]) -> Vec<ReceiverEffects> {
    let is_receiver = |receiver: &&Receiver| **receiver != Receiver::ONEROSTER;
    receivers
        .iter()
        .filter(is_receiver)
        .map(|receiver| ReceiverEffects { id: receiver.declaration().id, effects: effects(*receiver, tables) })
        .collect()
}

fn effects(receiver: Receiver, tables: &[Table]) -> Vec<Effect> {
    let title = receiver.title();
    let mut effects = Vec::new();
    let mut kept = Vec::new();
    let mut kept_count = 0;
    for id in TableId::ALL {
        let Some(table) = tables.iter().find(|table| table.file == id.file() && table.gone > 0) else { continue };
        let Some(fate) = receiver.missing_record(id) else { continue };
        // What is named for deletion is not missing.
        if table.is_delta {
            continue;
        }
        let count = table.gone;
        match (fate, id) {
            (MissingRecord::Removed, TableId::Users) => {
                let roles = by_role(table);
                let who = if roles.is_empty() { told(count, "person", "people") } else { listed(&roles, "and") };
                effects.push(Effect {
                    kind: "people-removed",
                    count,
                    detail: format!("The {title} would remove {who}."),
                });
            }
            (MissingRecord::Removed, TableId::Orgs) => {
                let sites = of_key(table, "type", "school");
                if sites > 0 {
                    let detail = format!("The {title} would remove {}.", told(sites, "site", "sites"));
                    effects.push(Effect { kind: "sites-removed", count: sites, detail });
                }
            }
            (MissingRecord::Removed, _) => {
                let what = told(count, "record", "records");
                let detail = format!("The {title} would remove {what} of {}.", id.file());
                effects.push(Effect { kind: "records-removed", count, detail });
            }
            (MissingRecord::Unenrolled, _) => {
                let what = told(count, "enrollment", "enrollments");
                let detail = format!("{title} would remove {what}: people lose their places in classes.");
                effects.push(Effect { kind: "unenrolled", count, detail });
            }
            (MissingRecord::Kept, _) => {
                kept_count += count;
                kept.push(told(count, &format!("record of {}", id.file()), &format!("records of {}", id.file())));
            }
        }
    }
    if kept_count > 0 {
        let detail = format!("{title} would keep {} that the newer package lacks.", listed(&kept, "and"));
        effects.push(Effect { kind: "missing-kept", count: kept_count, detail });
    }
    effects
}

fn told(count: u64, one: &str, many: &str) -> String {
    format!("{} {}", counted(count), if count == 1 { one } else { many })
}

/// How many of a group are gone.
fn of_key(table: &Table, by: &str, key: &str) -> u64 {
    let is_it = |group: &&Group| group.by == by && group.key.eq_ignore_ascii_case(key);
    table.groups.iter().filter(is_it).map(|group| group.gone).sum()
}

/// Who is gone, by role, as far as users.csv tells roles.
fn by_role(users: &Table) -> Vec<String> {
    let students = of_key(users, "role", "student");
    let educators = of_key(users, "role", "teacher");
    let others = users.gone.saturating_sub(students + educators);
    if students + educators == 0 {
        return Vec::new();
    }
    [(students, "student", "students"), (educators, "educator", "educators"), (others, "other person", "other people")]
        .into_iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(count, one, many)| told(count, one, many))
        .collect()
}
