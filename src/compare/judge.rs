//! What becomes of records that are missing, by receiver.

use serde::Serialize;

use super::Table;

/// A receiver and what it would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Receiver {
    /// Its id.
    pub id: &'static str,
    /// What it would do; nothing where nothing is missing.
    pub effects: Vec<Effect>,
}

/// Something that a receiver would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Effect {
    /// What kind of effect.
    pub kind: &'static str,
    /// How many records.
    pub count: u64,
    /// The same in words.
    pub detail: String,
}

/// What the receivers make of missing records: DESSA removes people and sites, Brightspace unenrolls.
pub(super) fn receivers(tables: &[Table]) -> Vec<Receiver> {
    let gone = |file: &str| tables.iter().find(|table| table.file == file).map_or(0, |table| table.gone);
    let effect = |kind, count: u64, words: [&str; 2]| {
        let unit = words[usize::from(count != 1)];
        (count > 0).then(|| Effect { kind, count, detail: unit.replace("{}", &crate::rules::counted(count)) })
    };
    let people = ["DESSA would remove 1 person", "DESSA would remove {} people"];
    let sites = ["DESSA would remove 1 site", "DESSA would remove {} sites"];
    let enrollments = ["Brightspace would remove 1 enrollment", "Brightspace would remove {} enrollments"];
    vec![
        Receiver {
            id: "dessa",
            effects: [
                effect("people-removed", gone("users.csv"), people),
                effect("sites-removed", gone("orgs.csv"), sites),
            ]
            .into_iter()
            .flatten()
            .collect(),
        },
        Receiver {
            id: "d2l-brightspace",
            effects: effect("unenrolled", gone("enrollments.csv"), enrollments).into_iter().collect(),
        },
    ]
}
