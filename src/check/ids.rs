//! Which ids a file holds, in little memory: 56 bits of a hash and a few facts in eight bytes for each.
//!
//! Two ids with the same hash are only a suspicion; the engine compares their text before it reports a duplicate, so
//! a collision is never told as a finding. An id that is not in the set is certainly not in the file.

use super::plain::is_plain;
pub(super) use crate::rules::{Hashes, id_hash as hash};

/// What a reference needs to know of its target.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct IdFacts {
    /// Place of the record's `type` or `role` in its vocabulary, from 1; 0 when it is not in it.
    pub(super) word: u8,
    /// Whether the row marks the record as deleted.
    pub(super) is_deleted: bool,
}

/// The lowest byte of an entry holds the facts: the word, and this bit.
const DELETED: u64 = 0x80;
const FACTS: u64 = 0xFF;

/// A set of ids with their facts: open addressing, at most half full.
#[derive(Debug, Default)]
pub(super) struct Ids {
    /// 0 is an empty slot.
    entries: Vec<u64>,
    len: usize,
}

impl Ids {
    /// Adds an id; false if one with the same hash is there, whose facts are then kept.
    pub(super) fn insert(&mut self, hash: u64, facts: IdFacts) -> bool {
        if self.len * 2 >= self.entries.len() {
            self.grow();
        }
        let deleted = if facts.is_deleted { DELETED } else { 0 };
        self.add(key(hash) | u64::from(facts.word & 0x7F) | deleted)
    }

    fn add(&mut self, entry: u64) -> bool {
        let slot = self.slot(entry & !FACTS);
        match self.entries.get_mut(slot) {
            Some(here) if *here == 0 => {
                *here = entry;
                self.len += 1;
                true
            }
            _ => false,
        }
    }

    /// The facts of an id, if the file holds it.
    pub(super) fn get(&self, hash: u64) -> Option<IdFacts> {
        self.facts(self.find(hash)?)
    }

    /// The facts of the id at a place that [`Ids::find`] gave.
    #[inline]
    pub(super) fn facts(&self, slot: usize) -> Option<IdFacts> {
        let entry = self.entries.get(slot)?;
        Some(IdFacts { word: (entry & FACTS & !DELETED) as u8, is_deleted: entry & DELETED != 0 })
    }

    /// Where an id is, until the next one is added.
    #[inline]
    pub(super) fn find(&self, hash: u64) -> Option<usize> {
        let slot = (!self.entries.is_empty()).then(|| self.slot(key(hash)))?;
        self.entries.get(slot).is_some_and(|here| *here != 0).then_some(slot)
    }

    /// Every place that [`Ids::find`] gives is below this.
    pub(super) fn slots(&self) -> usize {
        self.entries.len()
    }

    /// The slot that holds the id with this key, or the empty one where it belongs.
    #[inline]
    #[allow(clippy::cast_possible_truncation, reason = "the mask keeps what fits")]
    fn slot(&self, key: u64) -> usize {
        let mask = self.entries.len() - 1;
        let mut slot = (key >> 8) as usize & mask;
        while self.entries.get(slot).is_some_and(|here| *here != 0 && here & !FACTS != key) {
            slot = (slot + 1) & mask;
        }
        slot
    }

    fn grow(&mut self) {
        let size = (self.entries.len() * 2).max(64);
        self.len = 0;
        for entry in std::mem::replace(&mut self.entries, vec![0; size]) {
            if entry != 0 {
                self.add(entry);
            }
        }
    }
}

/// The part of a hash that is kept; never 0.
fn key(hash: u64) -> u64 {
    (hash & !FACTS).max(FACTS + 1)
}

/// Hashes of ids that were met before; each is kept about once, however often it is met.
#[derive(Debug, Default)]
pub(super) struct Suspects {
    hashes: Vec<u64>,
    limit: usize,
}

impl Suspects {
    const FIRST_LIMIT: usize = 4096;

    /// Adds one.
    pub(super) fn push(&mut self, hash: u64) {
        if self.hashes.last() == Some(&hash) {
            return;
        }
        if self.hashes.len() >= self.limit {
            self.hashes.sort_unstable();
            self.hashes.dedup();
            self.limit = (2 * self.hashes.len()).max(Self::FIRST_LIMIT);
        }
        self.hashes.push(hash);
    }

    /// What is kept of them by [`Hashes`] and of those that were found otherwise, each once and in order.
    pub(super) fn kept(self, others: Vec<u64>) -> Vec<u64> {
        let mut all = self.hashes;
        all.extend(others);
        for hash in &mut all {
            *hash = Hashes::kept(*hash);
        }
        all.sort_unstable();
        all.dedup();
        all
    }
}

/// The ids of a file that no column refers to: they are only looked through for repetitions, once the file has ended.
///
/// Most exports count their ids up, as a whole or in stretches: then the ends of the stretches are all that must be
/// kept. Of other files a hash of each id is kept, and sorted at the end.
#[derive(Debug, Default)]
pub(super) struct Unreferred {
    tracks: Vec<Track>,
    /// The track of the last id.
    last: usize,
    stretches: usize,
    ids: usize,
    /// Whether ids are still followed on tracks.
    is_counted_up: bool,
    /// Whether tracks were given up whose ids were not kept.
    has_lost: bool,
    hashes: Hashes,
}

/// The ids that are the same but for the number at their end.
#[derive(Debug)]
struct Track {
    prefix: Box<[u8]>,
    stretch: [Number; 2],
    done: Vec<[Number; 2]>,
    /// The last id but for its last digit, and that digit: most ids differ from the one before in nothing else.
    tens: Vec<u8>,
    digit: u8,
    /// Whether all its ids are [plain](is_plain).
    is_plain: bool,
}

impl Track {
    fn new(prefix: &[u8], number: Number) -> Self {
        let longest = [prefix, &[b'0'; MOST_DIGITS]].concat();
        let (stretch, done, tens) = ([number; 2], Vec::new(), Vec::new());
        Self { prefix: prefix.into(), stretch, done, tens, digit: 0, is_plain: is_plain(&longest, true) }
    }

    /// Goes on to an id that differs from the last one in its last digit only, which is greater.
    #[inline]
    fn goes_on(&mut self, id: &[u8]) -> bool {
        let Some((digit, tens)) = id.split_last() else { return false };
        let is_next = *digit > self.digit && digit.is_ascii_digit() && *tens == *self.tens;
        if is_next {
            self.stretch[1].1 += u64::from(digit - self.digit);
            self.digit = *digit;
        }
        is_next
    }

    /// Remembers the last id.
    fn keep(&mut self, id: &[u8]) {
        let Some((digit, tens)) = id.split_last() else { return };
        self.digit = *digit;
        self.tens.clear();
        self.tens.extend_from_slice(tens);
    }
}

/// A number at the end of an id: how many digits it is written with, and its value.
type Number = (u8, u64);

/// Most digits of a number.
const MOST_DIGITS: usize = 19;

/// The number that these digits write, if they are digits and few enough.
#[inline]
fn number_of(digits: &[u8]) -> Option<Number> {
    if digits.is_empty() || digits.len() > MOST_DIGITS {
        return None;
    }
    let mut value = 0;
    for byte in digits {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        value = value * 10 + u64::from(digit);
    }
    Some((u8::try_from(digits.len()).ok()?, value))
}

/// What is known of repetitions.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Repeated {
    /// Only ids with these hashes can be repeated, as far as [`Hashes::kept`] goes.
    Among(Vec<u64>),
    /// The stretches overlap: nothing is known, the hashes of the whole file are needed.
    Perhaps,
}

impl Unreferred {
    /// After so many ids it is decided which way to go. So many show how a program counts, and their
    /// hashes are no more than 32 KiB.
    const TRIAL: usize = 4096;
    /// Stretches must be longer than this on average: one takes 32 bytes, and below this
    /// the hashes themselves take little more.
    const SHORTEST: usize = 16;
    /// Most stretches that are kept, and most tracks.
    const MOST: usize = 65_536;
    /// Prefixes that are counted apart. They are looked through one by one where an id has another prefix than the one
    /// before, and a program that writes the ids has a few.
    const MOST_TRACKS: usize = 16;

    pub(super) fn new() -> Self {
        Self { is_counted_up: true, ..Self::default() }
    }

    /// Adds an id. Whether it is known to be [plain](is_plain), because of those before it.
    #[inline]
    pub(super) fn push(&mut self, id: &[u8]) -> bool {
        self.ids += 1;
        let is_next = self.ids > Self::TRIAL && self.tracks.get_mut(self.last).is_some_and(|track| track.goes_on(id));
        if !is_next {
            self.take(id);
        }
        self.tracks.get(self.last).is_some_and(|track| track.is_plain)
    }

    fn take(&mut self, id: &[u8]) {
        if self.ids <= Self::TRIAL || !self.is_counted_up {
            self.hashes.push(hash(id));
        }
        if !self.is_counted_up {
            return;
        }
        let is_followed = self.follow(id);
        let is_trial = self.ids <= Self::TRIAL;
        if self.ids == Self::TRIAL && is_followed && self.stretches * Self::SHORTEST < self.ids {
            self.hashes = Hashes::default();
        } else if !is_followed || self.ids == Self::TRIAL || self.stretches > Self::MOST {
            self.is_counted_up = false;
            self.tracks = Vec::new();
            if !is_trial {
                self.has_lost = true;
            }
        }
    }

    /// Follows an id on its track; false if it has no number, or one too many tracks.
    fn follow(&mut self, id: &[u8]) -> bool {
        let digits = id.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
        let Some((prefix, digits)) = id.split_at_checked(id.len() - digits) else { return false };
        let Some(number) = number_of(digits) else { return false };
        if self.tracks.get(self.last).is_none_or(|track| *track.prefix != *prefix) {
            let track = self.tracks.iter().position(|track| *track.prefix == *prefix);
            self.last = track.unwrap_or(self.tracks.len());
        }
        match self.tracks.get_mut(self.last) {
            Some(track) if number > track.stretch[1] => track.stretch[1] = number,
            Some(track) => {
                track.done.push(track.stretch);
                track.stretch = [number; 2];
                self.stretches += 1;
            }
            None if self.last == Self::MOST_TRACKS => return false,
            None => self.tracks.push(Track::new(prefix, number)),
        }
        if let Some(track) = self.tracks.get_mut(self.last) {
            track.keep(id);
        }
        true
    }

    /// Looks back on the ids.
    pub(super) fn repeated(mut self) -> Repeated {
        if self.has_lost {
            return Repeated::Perhaps;
        }
        if !self.is_counted_up || self.ids <= Self::TRIAL {
            return Repeated::Among(self.hashes.repeated());
        }
        let overlaps = self.tracks.iter_mut().any(|track| {
            track.done.push(track.stretch);
            crate::order::sort(&mut track.done);
            track.done.windows(2).any(|pair| matches!(pair, [one, other] if one[1] >= other[0]))
        });
        if overlaps { Repeated::Perhaps } else { Repeated::Among(Vec::new()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repeated(ids: impl IntoIterator<Item = String>) -> Repeated {
        let mut set = Unreferred::new();
        for id in ids {
            set.push(id.as_bytes());
        }
        set.repeated()
    }

    #[test]
    fn repetitions_are_found_once_the_file_has_ended() {
        let scattered = |number: u32| format!("{:08x}", number.wrapping_mul(0x9E37_79B1));
        let twice = (0..10_000).chain([77]).map(scattered);
        assert_eq!(repeated(twice), Repeated::Among(vec![Hashes::kept(hash(scattered(77).as_bytes()))]));
        assert_eq!(repeated((0..10_000).map(scattered)), Repeated::Among(Vec::new()));
        assert_eq!(repeated([]), Repeated::Among(Vec::new()));
        let few = ["b", "a", "b"].map(str::to_owned);
        assert_eq!(repeated(few), Repeated::Among(vec![Hashes::kept(hash(b"b"))]));
    }

    #[test]
    fn ids_that_count_up_need_no_memory() {
        let ascending = || (0..20_000).map(|number| format!("s{number}"));
        assert_eq!(repeated(ascending()), Repeated::Among(Vec::new()));
        let mut set = Unreferred::new();
        for id in ascending() {
            set.push(id.as_bytes());
        }
        assert!(set.stretches == 0 && set.hashes.is_empty());
        // The zeros before a number make it another id.
        let with_zeros = (0..20_000).map(|number| format!("{number:06}")).chain(["1".into()]);
        assert_eq!(repeated(with_zeros), Repeated::Among(Vec::new()));
    }

    #[test]
    fn ids_that_follow_plain_ones_are_plain() {
        let mut set = Unreferred::new();
        let told = |set: &mut Unreferred, id: &str| set.push(id.as_bytes());
        assert!((0..20_000).all(|number| told(&mut set, &format!("s{number}"))));
        assert!(!told(&mut set, "s s1") && !told(&mut set, "-7") && told(&mut set, "s20001"));
        assert!(!told(&mut set, "x"), "it has no number, and no track is left");
    }

    #[test]
    fn stretches_that_overlap_are_told() {
        // Two tables, each with its own numbers, by turns.
        let in_turns = |number: u32| match number % 1000 {
            few @ 0..100 => format!("t{}", number / 1000 * 100 + few),
            many => format!("s{}", number / 1000 * 900 + many),
        };
        assert_eq!(repeated((0..20_000).map(in_turns)), Repeated::Among(Vec::new()));
        assert_eq!(repeated((0..20_000).map(in_turns).chain(["s15500".into()])), Repeated::Perhaps);
        let last = in_turns(19_999);
        assert_eq!(repeated((0..20_000).map(in_turns).chain([last])), Repeated::Perhaps);
        let falling_later = (0..5000).chain((0..500_000).rev()).map(|number| format!("x{number}"));
        assert_eq!(repeated(falling_later), Repeated::Perhaps);
        let others_later = (0..5000).map(|number| format!("{number}")).chain((0..50).map(|word| format!("{word}x")));
        assert_eq!(repeated(others_later), Repeated::Perhaps);
    }

    #[test]
    fn holds_what_was_added_and_nothing_else() {
        let mut ids = Ids::default();
        assert_eq!(ids.get(hash(b"a")), None);
        for number in 0..10_000u32 {
            let facts = IdFacts { word: (number % 7) as u8, is_deleted: number % 2 == 0 };
            assert!(ids.insert(hash(&number.to_le_bytes()), facts));
        }
        assert!(!ids.insert(hash(&5u32.to_le_bytes()), IdFacts::default()));
        assert_eq!(ids.get(hash(&5u32.to_le_bytes())), Some(IdFacts { word: 5, is_deleted: false }));
        assert_eq!(ids.get(hash(&10_000u32.to_le_bytes())), None);
    }

    #[test]
    fn suspects_are_kept_once() {
        let mut suspects = Suspects::default();
        for number in 0..1_000_000u64 {
            suspects.push(hash(&(number % 3).to_le_bytes()));
        }
        assert!(suspects.hashes.capacity() <= 2 * Suspects::FIRST_LIMIT);
        let same = hash(&1u64.to_le_bytes());
        assert_eq!(suspects.kept(vec![Hashes::kept(same)]).len(), 3);
    }

    #[test]
    fn a_hash_of_zeros_is_an_id_too() {
        let mut ids = Ids::default();
        assert!(ids.insert(1, IdFacts::default()));
        assert_eq!(ids.get(1), Some(IdFacts::default()));
        assert_eq!(ids.get(u64::MAX), None);
    }
}
