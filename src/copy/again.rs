//! Rows that are written anew, many at a time: what a row has in common with the one before is copied from there.

use crate::csv::{Batch, Block as _, RowBits};

/// Most cells of a row: one bit each.
const MOST_CELLS: usize = 64;

/// Room for what is known of the rows of a batch.
#[derive(Default)]
pub(crate) struct Again {
    repeats: Vec<RowBits>,
    /// For each row its cells that differ from those of the row before.
    fresh: Vec<u64>,
    /// Where the cells of the row that was written last end.
    ends: Vec<usize>,
}

impl Again {
    /// The rows of a batch in which a cell repeats that of the row before, by the places of the cells.
    pub(crate) fn repeats(&mut self, batch: &Batch) -> &[RowBits] {
        self.repeats.clear();
        self.repeats.resize(batch.width(), RowBits::NONE);
        batch.repeats(&mut self.repeats, true);
        &self.repeats
    }

    /// Writes the rows of a batch behind `text`. Each has a cell for each of `from`: what becomes of the cell at that
    /// place, or nothing where there is none. `cell` writes the cell of a row, which must be the same for equal cells of a
    /// place, and `end` what stands behind a row. How many cells are not empty is told; none, and nothing is written, if a
    /// row has too many cells for this.
    pub(crate) fn write(
        &mut self,
        batch: &Batch,
        from: &[Option<usize>],
        separator: u8,
        text: &mut Vec<u8>,
        cell: &mut dyn FnMut(usize, usize, &mut Vec<u8>),
        end: &dyn Fn(usize, &mut Vec<u8>),
    ) -> Option<u64> {
        let width = from.len();
        if !(1..=MOST_CELLS).contains(&width) {
            return None;
        }
        self.repeats(batch);
        self.fresh.clear();
        self.fresh.resize(batch.len(), 0);
        for (at, place) in from.iter().enumerate() {
            let Some(repeats) = place.and_then(|place| self.repeats.get(place)) else { continue };
            for number in (!*repeats & RowBits::first(batch.len())).iter() {
                if let Some(fresh) = self.fresh.get_mut(number) {
                    *fresh |= 1 << at;
                }
            }
        }
        self.ends.clear();
        self.ends.resize(width, 0);
        let (mut filled, mut count) = (0u64, 0u64);
        let mut last_start = text.len();
        for (number, fresh) in self.fresh.iter().enumerate() {
            // Of the first row everything is written, also what is empty in all of them.
            let fresh = if number == 0 { u64::MAX } else { *fresh };
            // Where the cell before ends in the row before.
            let mut before = std::mem::replace(&mut last_start, text.len());
            let mut at = 0;
            while at < width {
                let same = ((fresh >> at).trailing_zeros() as usize).min(width - at);
                let ends = self.ends.get_mut(at..).unwrap_or_default();
                if same > 0 {
                    let (ends, _) = ends.split_at_mut(same);
                    let last = ends.last().copied().unwrap_or(before);
                    let moved = text.len() - before;
                    text.extend_from_within(before..last);
                    for end in ends {
                        *end += moved;
                    }
                    before = last;
                    at += same;
                    continue;
                }
                if at > 0 {
                    text.push(separator);
                }
                let empty = text.len();
                if let Some(place) = from.get(at).copied().flatten() {
                    cell(number, place, text);
                }
                filled = filled & !(1 << at) | u64::from(text.len() > empty) << at;
                if let Some(end) = ends.first_mut() {
                    before = std::mem::replace(end, text.len());
                }
                at += 1;
            }
            count += u64::from(filled.count_ones());
            end(number, text);
        }
        Some(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::csv::Rows;

    fn written(file: &str, from: &[Option<usize>]) -> Option<(String, u64)> {
        let mut rows = Rows::new(file.as_bytes());
        let width = rows.header().unwrap().unwrap().len();
        rows.set_width(width);
        let (mut again, mut text, mut count) = (Again::default(), Vec::new(), 0);
        while let Some(batch) = rows.next_batch(RowBits::ROWS) {
            let mut cell = |number: usize, place: usize, text: &mut Vec<u8>| {
                text.extend(batch.cell(number, place).iter().map(u8::to_ascii_uppercase));
            };
            count += again.write(&batch, from, b'|', &mut text, &mut cell, &|number, text| {
                text.extend_from_slice(format!("#{number}\n").as_bytes());
            })?;
        }
        Some((String::from_utf8(text).unwrap(), count))
    }

    #[test]
    fn rows_are_those_that_are_written_one_by_one() {
        let mut file = String::from("a,b,c,d\n");
        let mut seed = 7u32;
        let mut records = Vec::new();
        for _ in 0..1000 {
            let cells: Vec<&str> = (0..4)
                .map(|_| {
                    seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    ["", "x", "x", "longer", "\"y\"", "\"\""][seed as usize / 7919 % 6]
                })
                .collect();
            file.push_str(&format!("{}\r\n", cells.join(",")));
            records.push(cells);
        }
        for from in [
            vec![Some(0), Some(1), Some(2), Some(3)],
            vec![Some(3), None, Some(0)],
            vec![None, Some(2), None, None, Some(1), Some(1)],
            vec![None],
            vec![Some(1)],
        ] {
            let (text, count) = written(&file, &from).unwrap();
            let (mut expected, mut filled) = (String::new(), 0);
            for (number, cells) in records.iter().enumerate() {
                let cell =
                    |from: &Option<usize>| from.map_or("", |place| cells[place].trim_matches('"')).to_uppercase();
                let cells: Vec<String> = from.iter().map(cell).collect();
                filled += cells.iter().filter(|cell| !cell.is_empty()).count();
                expected.push_str(&format!("{}#{}\n", cells.join("|"), number % RowBits::ROWS));
            }
            assert_eq!(text, expected);
            assert_eq!(count, filled as u64);
        }
        assert_eq!(written(&file, &[None; 65]), None);
    }
}
