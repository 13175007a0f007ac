//! A row that outlives the text that it stands in.

use super::row::{CellsOf, Row};

/// A row that is kept.
#[derive(Debug, Default)]
pub(crate) struct KeptRow {
    /// Each cell and what separates it from the next.
    text: Box<[u8]>,
    /// Offsets of the ends of the cells.
    ends: Box<[u32]>,
    line: u64,
    /// Whether the text is that of the file.
    is_as_it_stands: bool,
}

impl KeptRow {
    /// Keeps a row.
    #[allow(clippy::cast_possible_truncation, reason = "a record is far smaller than 4 GiB")]
    pub(crate) fn of(row: &Row) -> Self {
        let line = row.line;
        if let CellsOf::Plain { ends, start } = row.cells {
            let ends = ends.iter().map(|end| end - start).collect();
            return Self { text: row.text.into(), ends, line, is_as_it_stands: true };
        }
        let (mut text, mut ends) = (Vec::new(), Vec::with_capacity(row.len()));
        for place in 0..row.len() {
            // A plain cell has its quotes around it; what is between them is taken as it is.
            text.push(b'"');
            text.extend_from_slice(row.cell(place));
            text.push(b'"');
            ends.push(text.len() as u32);
            text.push(b',');
        }
        Self { text: text.into(), ends: ends.into(), line, is_as_it_stands: false }
    }

    /// The row, which has no defect any more.
    pub(crate) fn row(&self) -> Row<'_> {
        let length = self.ends.last().map_or(0, |end| *end as usize);
        Row {
            text: self.text.get(..length).unwrap_or(&[]),
            cells: CellsOf::Plain { ends: &self.ends, start: 0 },
            line: self.line,
            record: 0,
            defect: None,
            broken_cell: None,
            is_utf8: self.is_as_it_stands,
        }
    }

    /// The line on which it begins.
    pub(crate) fn line(&self) -> u64 {
        self.line
    }

    /// How much memory it takes, about.
    pub(crate) fn bytes(&self) -> usize {
        self.text.len() + size_of_val(&*self.ends) + 2 * size_of::<Self>()
    }
}

#[cfg(test)]
mod tests {
    use super::super::Rows;
    use super::KeptRow;

    #[test]
    fn a_row_that_is_kept_has_the_same_cells() {
        let text: &[u8] = b"a,\"b, c\",\r\n\"d \"\"e\"\"\",\"f\",\"\n\"\nx\"y,\"\"\"\",z";
        for is_exact in [false, true] {
            let mut rows = Rows::new(text);
            rows.set_width(3);
            if is_exact {
                rows.set_exact();
            }
            let mut read = 0;
            let mut same = |row: &crate::csv::Row| {
                let kept = KeptRow::of(row);
                let other = kept.row();
                assert_eq!((other.len(), other.line, kept.line()), (row.len(), row.line, row.line));
                assert!((0..=row.len()).all(|place| other.cell(place) == row.cell(place)), "{row:?} {other:?}");
                assert!(kept.bytes() > row.text().len());
                read += 1;
            };
            loop {
                if let Some(batch) = rows.next_batch(10) {
                    batch.rows().for_each(|row| same(&row));
                    continue;
                }
                match rows.next_row().unwrap() {
                    Some(row) => same(&row),
                    None => break,
                }
            }
            assert_eq!(read, 3);
        }
    }
}
