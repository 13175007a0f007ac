//! What repeated texts were first met with, for millions of them.

use std::collections::HashMap;

use super::id_hash::{Hashes, id_hash, other_id_hash};

/// Texts that may be met more than once, by what [`Hashes`] keep of them, and what each was first met with: some twenty
/// bytes for each. A text is known by 88 bits of hash: among a hundred million texts the chance that any two share them is
/// below 2^-32.
#[derive(Debug)]
pub(crate) struct Firsts<T> {
    /// In ascending order.
    hashes: Vec<u64>,
    /// By the highest bits of a hash: where the hashes that begin with these bits end.
    ends: Vec<u32>,
    bits: u32,
    /// By the place of the hash: 32 more bits of another hash, and what was first met.
    slots: Vec<Option<(u32, T)>>,
    /// Texts that share the hash of another, by themselves.
    others: HashMap<Box<[u8]>, T, foldhash::fast::FixedState>,
}

impl<T> Firsts<T> {
    /// Takes what [`Hashes`] keep of each text, in ascending order and each once.
    pub(crate) fn of(hashes: Vec<u64>) -> Self {
        let bits = hashes.len().checked_ilog2().unwrap_or(0).saturating_sub(3);
        let mut ends = vec![0; 1 << bits];
        for (hash, end) in hashes.iter().zip(1..) {
            if let Some(last) = ends.get_mut(Self::front(*hash, bits)) {
                *last = end;
            }
        }
        // With some bits no hash begins.
        let mut before = 0;
        for end in &mut ends {
            before = before.max(*end);
            *end = before;
        }
        let mut slots = Vec::new();
        slots.resize_with(hashes.len(), || None);
        Self { hashes, ends, bits, slots, others: HashMap::default() }
    }

    #[allow(clippy::cast_possible_truncation, reason = "there are far fewer bits")]
    fn front(hash: u64, bits: u32) -> usize {
        hash.checked_shr(u64::BITS - bits).unwrap_or(0) as usize
    }

    fn place(&self, text: &[u8]) -> Option<usize> {
        let hash = Hashes::kept(id_hash(text));
        let front = Self::front(hash, self.bits);
        let end = *self.ends.get(front)? as usize;
        let start = front.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |end| *end as usize);
        let place = self.hashes.get(start..end)?.binary_search(&hash).ok()?;
        Some(start + place)
    }

    /// Whether a text can be met more than once.
    pub(crate) fn contains(&self, text: &[u8]) -> bool {
        self.place(text).is_some()
    }

    /// What a text was first met with. If it was not met before, it is now; if it cannot be met again, this is not
    /// remembered.
    #[allow(clippy::cast_possible_truncation, reason = "the rest of 88 bits")]
    pub(crate) fn met(&mut self, text: &[u8], first: impl FnOnce() -> T) -> Option<&T> {
        let place = self.place(text)?;
        let rest = other_id_hash(text) as u32;
        if matches!(self.slots.get(place), Some(Some((known, _))) if *known != rest) {
            if !self.others.contains_key(text) {
                self.others.insert(text.into(), first());
                return None;
            }
            return self.others.get(text);
        }
        let here = self.slots.get_mut(place)?;
        if here.is_none() {
            *here = Some((rest, first()));
            return None;
        }
        here.as_ref().map(|(_, first)| first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[test]
    fn texts_are_known_again_with_what_they_were_first_met_with() {
        let id = |number: u32| format!("id{number}").into_bytes();
        let mut hashes = Hashes::default();
        for number in (0..5000).chain(0..5000).chain(9000..9100) {
            hashes.push(id_hash(&id(number)));
        }
        let mut firsts = Firsts::of(hashes.repeated());
        for number in 0..5000 {
            assert!(firsts.contains(&id(number)));
            assert_eq!(firsts.met(&id(number), || number), None);
        }
        for number in 0..5000 {
            assert_eq!(firsts.met(&id(number), || 0), Some(&number));
        }
        assert!(!firsts.contains(&id(9000)) && firsts.met(&id(9000), || 1).is_none());
        // The same 56 bits, and others behind them.
        let slot = firsts.place(&id(7)).unwrap();
        let rest = u32::try_from(other_id_hash(&id(7)) & u64::from(u32::MAX)).unwrap();
        firsts.slots[slot] = Some((!rest, 1));
        assert_eq!(firsts.met(&id(7), || 2), None);
        assert_eq!(firsts.met(&id(7), || 3), Some(&2));
        assert!(!Firsts::<u32>::of(Vec::new()).contains(b"id1"));
    }
}
