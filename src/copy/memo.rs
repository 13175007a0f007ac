//! What became of cells before: most columns hold few different texts, and those that do not, such as ids, are told soon.

use std::hash::BuildHasher as _;

use foldhash::fast::FixedState;

/// Cells that are kept at a time, and the longest of them: of the columns of a file together that is little memory.
const SLOTS: usize = 1024;
const LONGEST: usize = 64;

/// So many cells tell whether those of a column return: a quarter of them must have stood there before. If they do not,
/// nothing is looked up for [`REST`] cells.
const TRIAL: u32 = 4096;
const REST: u32 = 16 * TRIAL;

/// What a function makes of the cells of a column. It must make the same of the same cell every time.
pub(crate) struct Memo<T> {
    /// The one cell that was shown last, whatever its length.
    last: Slot<T>,
    slots: Vec<Slot<T>>,
    /// The slot of the cell that was shown last, if it has one.
    place: usize,
    hasher: FixedState,
    asked: u32,
    met: u32,
    rests: u32,
}

struct Slot<T> {
    is_filled: bool,
    cell: Vec<u8>,
    made: T,
}

impl<T: Default> Default for Slot<T> {
    fn default() -> Self {
        Self { is_filled: false, cell: Vec::new(), made: T::default() }
    }
}

impl<T> Slot<T> {
    fn has(&self, cell: &[u8]) -> bool {
        self.is_filled && self.cell == cell
    }

    fn fill(&mut self, cell: &[u8], make: impl FnOnce(&mut T)) {
        self.is_filled = true;
        self.cell.clear();
        self.cell.extend_from_slice(cell);
        make(&mut self.made);
    }
}

impl<T: Default> Default for Memo<T> {
    fn default() -> Self {
        let hasher = FixedState::default();
        Self { last: Slot::default(), slots: Vec::new(), place: 0, hasher, asked: 0, met: 0, rests: 0 }
    }
}

impl<T: Default> Memo<T> {
    /// What became of a cell. `make` writes it over what is there, if it is not known.
    pub(crate) fn of(&mut self, cell: &[u8], make: impl FnOnce(&mut T)) -> &T {
        if self.last.has(cell) {
            return &self.last.made;
        }
        let place = self.place;
        if self.slots.get(place).is_some_and(|slot| slot.has(cell)) {
            return self.slots.get(place).map_or(&self.last.made, |slot| &slot.made);
        }
        if self.rests > 0 || cell.len() > LONGEST {
            self.rests = self.rests.saturating_sub(1);
            self.last.fill(cell, make);
            return &self.last.made;
        }
        self.asked += 1;
        #[allow(clippy::cast_possible_truncation, reason = "only the last bits are wanted")]
        let place = self.hasher.hash_one(cell) as usize % SLOTS;
        self.place = place;
        let is_met = self.slots.get(place).is_some_and(|slot| slot.has(cell));
        self.met += u32::from(is_met);
        if self.asked == TRIAL {
            self.rests = if self.met < TRIAL / 4 { REST } else { 0 };
            (self.asked, self.met) = (0, 0);
        }
        self.slots.resize_with(SLOTS, Slot::default);
        match self.slots.get_mut(place) {
            Some(slot) => {
                if !is_met {
                    slot.fill(cell, make);
                }
                &slot.made
            }
            None => &self.last.made,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(memo: &mut Memo<String>, cells: impl Iterator<Item = u32>) -> u32 {
        let mut made = 0;
        for number in cells {
            let cell = number.to_string().repeat(1 + number as usize % 20);
            let it = memo.of(cell.as_bytes(), |text| {
                made += 1;
                text.clear();
                text.push_str(&cell);
            });
            assert_eq!(*it, cell);
        }
        made
    }

    #[test]
    fn it_tells_what_would_be_made() {
        let mut memo = Memo::default();
        assert_eq!(shown(&mut memo, [7; 100].into_iter()), 1);
        let few = shown(&mut memo, (0..100).cycle().take(10_000));
        assert!(few < 2000, "{few} of a hundred");
        shown(&mut memo, (0..3000).chain(0..3000));
        assert_eq!(memo.slots.len(), SLOTS);
    }

    #[test]
    fn ids_are_not_kept() {
        let mut memo = Memo::default();
        assert_eq!(shown(&mut memo, 0..200_000), 200_000);
        assert!(memo.rests > 0 || memo.asked > 0);
        // After a while it looks again.
        shown(&mut memo, 0..REST);
        let few = shown(&mut memo, [1, 2].into_iter().cycle().take(100_000));
        assert!(few <= REST + 2 * TRIAL, "{few}");
    }
}
