//! Records counted by what they are and where they belong.

use std::collections::HashMap;

use super::model::Group;
use crate::check::tables::Sheet;
use crate::csv::Row;
use crate::rules::id_hash;

/// Groups of one kind that are counted apart; the records of further ones are counted together.
const MOST_GROUPS: usize = 2000;

/// The name of all groups that are not counted apart.
pub(super) const OTHER: &str = "(other)";

/// Kinds of groups, with the columns that tell them.
const KINDS: [(&str, &[&str]); 4] = [
    ("role", &["role"]),
    ("type", &["type"]),
    ("school", &["orgSourcedIds", "primaryOrgSourcedId", "schoolSourcedId", "orgSourcedId"]),
    ("grade", &["grades", "grade"]),
];

/// Where in the rows of one side the groups stand.
pub(super) type Places = [Option<usize>; KINDS.len()];

/// The places on both sides. A column that one file lacks tells nothing about a change.
pub(super) fn places(sheets: [Option<&Sheet>; 2]) -> [Places; 2] {
    let mut places = [Places::default(); 2];
    for (kind, (_, names)) in KINDS.iter().enumerate() {
        let is_in_both = |name: &&&str| sheets.iter().flatten().all(|sheet| sheet.place(name).is_some());
        let Some(name) = names.iter().find(is_in_both) else { continue };
        for (side, sheet) in places.iter_mut().zip(sheets) {
            side[kind] = sheet.and_then(|sheet| sheet.place(name));
        }
    }
    places
}

/// The groups of one file.
#[derive(Clone, Debug)]
pub(super) struct Groups([GroupKind; KINDS.len()]);

#[derive(Clone, Debug, Default)]
struct GroupKind {
    by: &'static str,
    numbers: HashMap<u64, usize, foldhash::fast::FixedState>,
    groups: Vec<Group>,
    /// The group that was counted last, by the hash of its key.
    last: Option<(u64, usize)>,
}

impl Default for Groups {
    fn default() -> Self {
        Self(KINDS.map(|(by, _)| GroupKind { by, ..GroupKind::default() }))
    }
}

impl Groups {
    /// Counts a row in each of its groups; in a list, under each item.
    pub(super) fn add(&mut self, places: &Places, row: &Row, count: impl Fn(&mut Group)) {
        for (kind, place) in self.0.iter_mut().zip(places) {
            let Some(cell) = place.map(|place| row.cell(place).trim_ascii()).filter(|cell| !cell.is_empty()) else {
                continue;
            };
            if !cell.contains(&b',') {
                count(kind.group(cell));
                continue;
            }
            let mut before: Vec<&[u8]> = Vec::new();
            for item in cell.split(|byte| *byte == b',').map(<[u8]>::trim_ascii) {
                if !item.is_empty() && !before.contains(&item) {
                    before.push(item);
                    count(kind.group(item));
                }
            }
        }
    }

    /// All of them, by kind and key.
    pub(super) fn all(self) -> Vec<Group> {
        let mut all = Vec::new();
        for mut kind in self.0 {
            crate::order::sort_by(&mut kind.groups, |one, other| one.key.cmp(&other.key));
            all.append(&mut kind.groups);
        }
        all
    }
}

impl GroupKind {
    fn group(&mut self, key: &[u8]) -> &mut Group {
        let hash = id_hash(key);
        let number = match self.last {
            Some((last, number)) if last == hash => number,
            _ => self.number(hash, key),
        };
        self.last = Some((hash, number));
        &mut self.groups[number]
    }

    fn number(&mut self, hash: u64, key: &[u8]) -> usize {
        if let Some(number) = self.numbers.get(&hash) {
            return *number;
        }
        let is_full = self.numbers.len() >= MOST_GROUPS;
        if is_full && let Some(other) = self.groups.iter().position(|group| group.key == OTHER) {
            return other;
        }
        let key = if is_full { OTHER.to_owned() } else { String::from_utf8_lossy(key).into_owned() };
        self.groups.push(Group { by: self.by, key, ..Group::default() });
        let number = self.groups.len() - 1;
        if !is_full {
            self.numbers.insert(hash, number);
        }
        number
    }
}
