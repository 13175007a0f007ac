//! What records that differ leave behind for the stories: who the people are, what form ids have, which classes moved.

use std::collections::HashMap;

use super::model::{Edition, Group};
use crate::check::tables::Sheet;
use crate::csv::Row;
use crate::oneroster::TableId;
use crate::rules::id_hash;

/// People of one side who are looked for on the other; more of them are not.
const MOST_PEOPLE: usize = 1 << 20;

/// Classes whose enrollments differ that are counted apart.
const MOST_CLASSES: usize = 300_000;

/// Classes, schools and the like that are told one by one.
pub(super) const MOST_TOLD: usize = 1000;

/// Where in the rows of one side stands what is traced.
#[derive(Clone, Debug, Default)]
pub(super) struct Places {
    identifier: Option<usize>,
    username: Option<usize>,
    email: Option<usize>,
    names: [Option<usize>; 2],
    class: Option<usize>,
    role: Option<usize>,
    kind: Option<usize>,
}

impl Places {
    pub(super) fn of(id: TableId, sheet: Option<&Sheet>) -> Self {
        let place = |name: &str| sheet.and_then(|sheet| sheet.place(name));
        match id {
            TableId::Users => Self {
                identifier: place("identifier"),
                username: place("username"),
                email: place("email"),
                names: [place("givenName"), place("familyName")],
                ..Self::default()
            },
            TableId::Enrollments => Self { class: place("classSourcedId"), role: place("role"), ..Self::default() },
            TableId::Orgs => Self { kind: place("type"), ..Self::default() },
            _ => Self::default(),
        }
    }

    /// Of two sides: where one lacks the class or the role of enrollments, nothing is known of the classes.
    pub(super) fn even(sides: [&mut Self; 2]) {
        if sides.iter().any(|side| side.class.is_none() || side.role.is_none()) {
            for side in sides {
                side.class = None;
            }
        }
    }
}

/// A person, by hashes; 0 where nothing stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Person {
    /// Of the id.
    pub(super) id: u64,
    /// Of identifier, username, e-mail address, and given and family name.
    pub(super) known_by: [u64; 4],
}

/// Forms of ids, with how many have each.
#[derive(Clone, Debug, Default)]
pub(super) struct Forms {
    counts: Vec<(Form, u64)>,
    all: u64,
}

impl Forms {
    fn add(&mut self, id: &[u8]) {
        self.all += 1;
        let form = Form::of(id);
        if let Some((_, count)) = self.counts.iter_mut().find(|(known, _)| *known == form) {
            *count += 1;
        } else if self.counts.len() < 64 {
            self.counts.push((form, 1));
        }
    }

    /// The form that nearly all of them have.
    pub(super) fn usual(&self) -> Option<Form> {
        let (form, count) = self.counts.iter().max_by_key(|(_, count)| *count)?;
        (count * 10 >= self.all * 8).then_some(*form)
    }

    /// How many there are.
    pub(super) fn all(&self) -> u64 {
        self.all
    }
}

/// The form of an id, which tells nothing else about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Uuid,
    Number,
    /// A number with zeros in front.
    PaddedNumber,
    /// It does not end with a number.
    NoNumber,
    /// So many letters and a number.
    Letters(usize),
    /// So many characters, not all of them letters, and a number.
    Characters(usize),
}

impl Form {
    fn of(id: &[u8]) -> Self {
        let is_uuid = id.len() == 36
            && id.iter().enumerate().all(|(place, byte)| match place {
                8 | 13 | 18 | 23 => *byte == b'-',
                _ => byte.is_ascii_hexdigit(),
            });
        if is_uuid {
            return Self::Uuid;
        }
        let digits = id.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
        let front = id.get(..id.len() - digits).unwrap_or_default();
        if front.is_empty() {
            if digits > 1 && id.starts_with(b"0") { Self::PaddedNumber } else { Self::Number }
        } else if digits == 0 {
            Self::NoNumber
        } else if front.iter().all(u8::is_ascii_alphabetic) {
            Self::Letters(front.len())
        } else {
            Self::Characters(front.len())
        }
    }
}

/// Enrollments of one class that differ: of students, of teachers, of others.
#[derive(Clone, Debug, Default)]
pub(super) struct Moves {
    pub(super) id: Box<str>,
    hash: u64,
    pub(super) gone: [u64; 3],
    pub(super) added: [u64; 3],
    /// Of changed records, by what the older one says.
    before: [u64; 3],
    /// Of changed records, by what the newer one says.
    after: [u64; 3],
    /// Counted where it is known: see [`Classes::count`].
    counted: [u64; 3],
}

impl Moves {
    /// How many there were and are, by role. `from` says on which side they were counted.
    pub(super) fn totals(&self, from: Edition) -> [[u64; 3]; 2] {
        let each = |role: usize| {
            let away = self.gone[role] + self.before[role];
            let here = self.added[role] + self.after[role];
            match from {
                Edition::New => ((self.counted[role] + away).saturating_sub(here), self.counted[role]),
                Edition::Old => (self.counted[role], (self.counted[role] + here).saturating_sub(away)),
            }
        };
        let all = [each(0), each(1), each(2)];
        [all.map(|(old, _)| old), all.map(|(_, new)| new)]
    }

    /// As a group.
    pub(super) fn group(&self, from: Edition) -> Group {
        let sum = |counts: [u64; 3]| counts.iter().sum();
        let [old, new] = self.totals(from);
        Group {
            by: "class",
            key: self.id.to_string(),
            old: sum(old),
            new: sum(new),
            gone: sum(self.gone),
            added: sum(self.added),
            changed: sum(self.after),
        }
    }
}

/// The classes of which enrollments differ.
#[derive(Clone, Debug, Default)]
pub(super) struct Classes {
    numbers: HashMap<u64, usize, foldhash::fast::FixedState>,
    all: Vec<Moves>,
    /// What is in every class of the side that is counted, by the hash of its id, as long as there are not too many.
    counts: HashMap<u64, [u64; 3], foldhash::fast::FixedState>,
    /// Enrollments of the class that was counted last, which are still to be added.
    last: (u64, [u64; 3]),
    is_too_many: bool,
}

impl Classes {
    fn of(&mut self, id: &[u8]) -> Option<&mut Moves> {
        let hash = id_hash(id);
        let next = self.all.len();
        let number = match self.numbers.get(&hash) {
            Some(number) => *number,
            None if id.is_empty() || next >= MOST_CLASSES => return None,
            None => {
                self.numbers.insert(hash, next);
                self.all.push(Moves { id: String::from_utf8_lossy(id).into(), hash, ..Moves::default() });
                next
            }
        };
        self.all.get_mut(number)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// All of them, in the order in which they were met.
    pub(super) fn all(&self) -> &[Moves] {
        &self.all
    }

    /// Counts an enrollment of the side that is counted, before it is known which classes matter.
    pub(super) fn count(&mut self, places: &Places, row: &Row) {
        let Some(class) = places.class.filter(|_| !self.is_too_many) else { return };
        let hash = id_hash(row.cell(class));
        if self.last.0 != hash {
            self.add_last();
            self.last = (hash, [0; 3]);
        }
        self.last.1[role(places, row)] += 1;
    }

    fn add_last(&mut self) {
        let (hash, last) = std::mem::take(&mut self.last);
        if last == [0; 3] {
            return;
        }
        let counts = self.counts.entry(hash).or_default();
        for (count, more) in counts.iter_mut().zip(last) {
            *count += more;
        }
        if self.counts.len() > MOST_CLASSES {
            self.is_too_many = true;
            self.counts = HashMap::default();
        }
    }

    /// Takes over what was counted of these classes. False if it must be counted by [`Classes::count_known`].
    pub(super) fn take_counts(&mut self) -> bool {
        self.add_last();
        if self.is_too_many || self.counts.is_empty() {
            return false;
        }
        for moves in &mut self.all {
            moves.counted = self.counts.get(&moves.hash).copied().unwrap_or_default();
        }
        self.counts = HashMap::default();
        true
    }

    /// Whether an enrollment is in one of these classes.
    pub(super) fn knows(&self, places: &Places, row: &Row) -> bool {
        places.class.is_some_and(|class| self.numbers.contains_key(&id_hash(row.cell(class))))
    }

    /// Counts an enrollment of the side that is counted, if it is in one of these classes.
    pub(super) fn count_known(&mut self, places: &Places, row: &Row) {
        let Some(class) = places.class else { return };
        let number = self.numbers.get(&id_hash(row.cell(class)));
        if let Some(moves) = number.and_then(|number| self.all.get_mut(*number)) {
            moves.counted[role(places, row)] += 1;
        }
    }
}

fn role(places: &Places, row: &Row) -> usize {
    let role = places.role.map_or(&[][..], |place| row.cell(place).trim_ascii());
    if role.eq_ignore_ascii_case(b"student") {
        0
    } else if role.eq_ignore_ascii_case(b"teacher") {
        1
    } else {
        2
    }
}

/// A school that is gone.
#[derive(Clone, Debug)]
pub(super) struct GoneSchool {
    pub(super) id: Box<str>,
}

/// All traces of one file.
#[derive(Clone, Debug, Default)]
pub(super) struct Traces {
    /// Forms of the ids that are gone, and of those that are new.
    pub(super) forms: [Forms; 2],
    /// People who are gone, and who are new.
    pub(super) people: [Vec<Person>; 2],
    pub(super) classes: Classes,
    /// Hashes of the ids of classes that are gone.
    pub(super) gone_classes: Vec<u64>,
    pub(super) gone_schools: Vec<GoneSchool>,
    /// Changed records that are older in the newer package, and newer.
    pub(super) dates: [u64; 2],
}

impl Traces {
    /// A record is gone, or new.
    pub(super) fn differs(&mut self, table: TableId, from: Edition, places: &Places, id: &[u8], row: &Row) {
        let side = from as usize;
        self.forms[side].add(id);
        match table {
            TableId::Users if self.people[side].len() < MOST_PEOPLE => {
                let cell = |place: Option<usize>| {
                    let cell = place.map_or(&[][..], |place| row.cell(place).trim_ascii());
                    if cell.is_empty() { 0 } else { id_hash(&cell.to_ascii_lowercase()) }
                };
                let names = places.names.map(cell);
                let name = if names.contains(&0) { 0 } else { names[0].rotate_left(21) ^ names[1] };
                let known_by = [cell(places.identifier), cell(places.username), cell(places.email), name];
                self.people[side].push(Person { id: id_hash(id), known_by });
            }
            TableId::Enrollments => {
                let Some(moves) = places.class.and_then(|place| self.classes.of(row.cell(place))) else { return };
                let counts = if from == Edition::Old { &mut moves.gone } else { &mut moves.added };
                counts[role(places, row)] += 1;
            }
            TableId::Classes if from == Edition::Old => self.gone_classes.push(id_hash(id)),
            TableId::Orgs if from == Edition::Old && self.gone_schools.len() < MOST_TOLD => {
                let kind = places.kind.map_or(&[][..], |place| row.cell(place).trim_ascii());
                if kind.eq_ignore_ascii_case(b"school") {
                    self.gone_schools.push(GoneSchool { id: String::from_utf8_lossy(id).into() });
                }
            }
            _ => {}
        }
    }

    /// A record is in both and differs: this is the one of the older package, or of the newer.
    pub(super) fn changed(&mut self, from: Edition, places: &Places, row: &Row) {
        let Some(moves) = places.class.and_then(|place| self.classes.of(row.cell(place))) else { return };
        let counts = if from == Edition::Old { &mut moves.before } else { &mut moves.after };
        counts[role(places, row)] += 1;
    }

    /// Dates of the last change of a record in both packages, 0 where there is none.
    pub(super) fn dated(&mut self, old: u64, new: u64) {
        if old > 0 && new > 0 && old != new {
            self.dates[usize::from(new > old)] += 1;
        }
    }
}

/// A date, with its time if there is one, as a number that grows with it; 0 for anything else.
pub(super) fn date_number(cell: &[u8]) -> u64 {
    let day = cell.get(..10).filter(|day| day.get(4) == Some(&b'-') && day.get(7) == Some(&b'-'));
    let Some(day) = day else { return 0 };
    let time = cell.get(11..19).unwrap_or(b"00:00:00");
    let digits = |text: &[u8]| -> u64 {
        text.iter().filter(|byte| byte.is_ascii_digit()).fold(0, |number, byte| number * 10 + u64::from(byte - b'0'))
    };
    digits(day) * 1_000_000 + digits(time) % 1_000_000
}
