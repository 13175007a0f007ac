//! The same people under other ids.

use std::collections::{BTreeMap, HashMap};

use super::traces::{Person, Traces};
use super::watch::Watch;
use crate::check::tables::{Sheet, Stopped};
use crate::rules::id_hash;

/// By what people were known again: how many by each. Who is known by several things counts under the first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Known {
    pub(super) identifier: u64,
    pub(super) username: u64,
    pub(super) email: u64,
    pub(super) name_and_birth_date: u64,
}

impl Known {
    pub(super) fn all(self) -> u64 {
        self.identifier + self.username + self.email + self.name_and_birth_date
    }
}

/// Looks for those who are gone among those who are new. `demographics` are those of the older and the newer package.
pub(super) fn known_again(
    traces: &mut Traces,
    demographics: [Option<&Sheet>; 2],
    watch: &mut Watch,
) -> Result<Known, Stopped> {
    let [gone, new] = &mut traces.people;
    let mut known = Known::default();
    for (what, count) in [&mut known.identifier, &mut known.username, &mut known.email].into_iter().enumerate() {
        // Brothers and sisters may share an address of their family.
        let by = |person: &Person| match (what, person.known_by) {
            (2, [_, _, email, name]) if email > 0 => (email ^ name.rotate_left(11)).max(1),
            (what, known_by) => known_by[what],
        };
        *count = pair(gone, new, by);
    }
    if gone.is_empty() || new.is_empty() {
        return Ok(known);
    }
    let births = [born(gone, demographics[0], watch)?, born(new, demographics[1], watch)?];
    let is_known = !births[0].is_empty() && !births[1].is_empty();
    if is_known {
        for (people, births) in [gone, new].into_iter().zip(&births) {
            for person in people.iter_mut() {
                let birth = births.get(&person.id).copied().filter(|_| person.known_by[3] > 0);
                person.known_by[3] = birth.map_or(0, |birth| (person.known_by[3] ^ birth.rotate_left(31)).max(1));
            }
        }
        let [gone, new] = &mut traces.people;
        known.name_and_birth_date = pair(gone, new, |person| person.known_by[3]);
    }
    Ok(known)
}

/// Takes away from both sides who agree in something that nobody else of the older side has; gives how many.
fn pair(gone: &mut Vec<Person>, new: &mut Vec<Person>, by: impl Fn(&Person) -> u64) -> u64 {
    let mut numbers: HashMap<u64, usize, foldhash::fast::FixedState> = HashMap::default();
    let mut shared: Vec<u64> = Vec::new();
    for (number, person) in gone.iter().enumerate() {
        let hash = by(person);
        if hash > 0 && numbers.insert(hash, number).is_some() {
            shared.push(hash);
        }
    }
    for hash in shared {
        numbers.remove(&hash);
    }
    let mut is_found = vec![false; gone.len()];
    new.retain(|person| match numbers.remove(&by(person)) {
        Some(number) => {
            is_found[number] = true;
            false
        }
        None => true,
    });
    let mut number = 0;
    gone.retain(|_| {
        number += 1;
        !is_found[number - 1]
    });
    is_found.into_iter().filter(|is_found| *is_found).count() as u64
}

/// Hashes of the birth dates of some people, by the hashes of their ids.
fn born(people: &[Person], sheet: Option<&Sheet>, watch: &mut Watch) -> Result<BTreeMap<u64, u64>, Stopped> {
    let mut births = BTreeMap::new();
    let columns = sheet.and_then(|sheet| Some((sheet, sheet.place("sourcedId")?, sheet.place("birthDate")?)));
    let Some((sheet, id, date)) = columns else { return Ok(births) };
    let mut wanted: Vec<u64> = people.iter().filter(|it| it.known_by[3] > 0).map(|it| it.id).collect();
    if wanted.is_empty() {
        return Ok(births);
    }
    wanted.sort_unstable();
    watch.read(sheet, &mut |row| {
        let (id, date) = (id_hash(row.cell(id)), row.cell(date).trim_ascii());
        if !date.is_empty() && wanted.binary_search(&id).is_ok() {
            births.insert(id, id_hash(date));
        }
    })?;
    Ok(births)
}
