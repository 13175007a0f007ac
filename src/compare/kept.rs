//! The records of the older file that are kept, in its order, and found by the hashes of their ids.

/// What is kept of a record.
#[derive(Clone, Copy, Debug)]
pub(super) struct Kept {
    /// Hash of its id.
    pub(super) id: u64,
    /// Hash of its id, in another way, and of its cells.
    pub(super) cells: u64,
}

/// What became of a record of the older package.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    Unseen,
    Same,
    Changed,
    /// Changed, and the cells of the newer file wait for those of the older.
    Waiting,
    Deleted,
    /// It has the id of a record before it, which alone counts.
    Repeated,
}

/// Hashes of ids that are told apart by another hash have this bit, the others do not.
pub(super) const OTHER_HASH: u64 = 1 << 63;

/// Records that may be missing in the newer file without a search for the next one.
const AHEAD: usize = 8;

/// The records of the older file that are kept, with what became of them.
#[derive(Debug, Default)]
pub(super) struct Records {
    kept: Vec<Kept>,
    pub(super) fates: Vec<Fate>,
    places: Places,
    /// Where the next one is looked for first: most files keep their order.
    next: usize,
}

impl Records {
    /// Takes the records in the order of the file. If an error, these hashes are shared by several ids, or stand twice.
    pub(super) fn new(kept: Vec<Kept>) -> Result<Self, Vec<u64>> {
        let places = Places::new(kept.iter().map(|one| one.id));
        let mut fates = vec![Fate::Unseen; kept.len()];
        let mut suspects = Vec::new();
        for among in places.shared() {
            for (number, at) in among.iter().enumerate() {
                let id = kept[*at as usize].id;
                if among[..number].iter().any(|before| kept[*before as usize].id == id) {
                    fates[*at as usize] = Fate::Repeated;
                    if id & OTHER_HASH == 0 {
                        suspects.push(id);
                    }
                }
            }
        }
        if suspects.is_empty() { Ok(Self { kept, fates, places, next: 0 }) } else { Err(suspects) }
    }

    /// The first record with this hash.
    pub(super) fn find(&mut self, hash: u64) -> Option<usize> {
        let ahead = self.kept.iter().skip(self.next).take(AHEAD).position(|one| one.id == hash);
        let near = ahead.map(|ahead| self.next + ahead).filter(|at| self.fates[*at] != Fate::Repeated);
        let found = near.or_else(|| self.places.find(hash, |at| self.kept[at].id == hash))?;
        self.next = found + 1;
        Some(found)
    }

    /// The hash of the cells of one of them.
    pub(super) fn cells(&self, at: usize) -> u64 {
        self.kept[at].cells
    }

    /// The hash of the id of one of them.
    pub(super) fn id(&self, at: usize) -> u64 {
        self.kept[at].id
    }
}

/// Places in a list of hashes, found by their first bits.
#[derive(Debug, Default)]
pub(super) struct Places {
    starts: Vec<u32>,
    order: Vec<u32>,
    shift: u32,
}

impl Places {
    #[allow(clippy::cast_possible_truncation, reason = "no more are kept than a number of 32 bits counts")]
    pub(super) fn new(hashes: impl ExactSizeIterator<Item = u64> + Clone) -> Self {
        let bits = (hashes.len() / 2).max(1).ilog2();
        let shift = 63 - bits;
        // Counted two buckets on; when all are put in their places, each start has moved to the end of the one before.
        let mut starts = vec![0u32; (1 << (bits + 1)) + 2];
        for hash in hashes.clone() {
            starts[bucket(hash, shift) + 2] += 1;
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut order = vec![0u32; hashes.len()];
        for (place, hash) in hashes.enumerate() {
            let start = &mut starts[bucket(hash, shift) + 1];
            order[*start as usize] = place as u32;
            *start += 1;
        }
        Self { starts, order, shift }
    }

    /// The first place of a hash. `is` tells whether it is at a place.
    pub(super) fn find(&self, hash: u64, is: impl Fn(usize) -> bool) -> Option<usize> {
        let bucket = bucket(hash, self.shift);
        let (from, to) = (*self.starts.get(bucket)?, *self.starts.get(bucket + 1)?);
        self.order[from as usize..to as usize].iter().map(|place| *place as usize).find(|place| is(*place))
    }

    /// Places of hashes that begin alike, in their order.
    fn shared(&self) -> impl Iterator<Item = &[u32]> {
        let ranges = self.starts.windows(2).map(|pair| pair[0] as usize..pair[1] as usize);
        ranges.filter(|range| range.len() > 1).map(|range| &self.order[range])
    }
}

#[allow(clippy::cast_possible_truncation, reason = "the number of buckets has 32 bits")]
fn bucket(hash: u64, shift: u32) -> usize {
    (hash >> shift) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(ids: &[u64]) -> Vec<Kept> {
        ids.iter().map(|id| Kept { id: *id, cells: *id }).collect()
    }

    #[test]
    fn records_are_found_in_any_order() {
        let ids: Vec<u64> =
            (1..=1000u64).map(|number| number.wrapping_mul(0x9e37_79b9_7f4a_7c15) & !OTHER_HASH).collect();
        let mut records = Records::new(kept(&ids)).expect("all are different");
        for at in (0..1000).chain((0..1000).rev()).chain((0..1000).step_by(37)) {
            assert_eq!(records.find(ids[at]), Some(at));
        }
        assert_eq!(records.find(5), None);
        assert_eq!(Records::default().find(5), None);
    }

    #[test]
    fn of_a_repeated_id_the_first_record_counts() {
        assert_eq!(Records::new(kept(&[7, 8, 7])).err(), Some(vec![7]));
        let twice = 7 | OTHER_HASH;
        let mut records = Records::new(kept(&[twice, 8, twice])).expect("they are known to be the same");
        assert_eq!(records.fates, [Fate::Unseen, Fate::Unseen, Fate::Repeated]);
        assert_eq!(records.find(8), Some(1));
        assert_eq!(records.find(twice), Some(0), "not the one that comes next");
    }
}
