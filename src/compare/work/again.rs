//! The files of a part read again: for what is gone, and for the columns in which records differ.

use super::part::{Part, key};
use super::waiting::{AllWaiting, InTurn, Waiting};
use super::{Attempt, Trouble, Work};
use crate::compare::kept::{Fate, Places};
use crate::compare::model::Edition;
use crate::rules::{id_hash, other_id_hash};

impl Work<'_, '_, '_> {
    /// Reads the older file again for what is gone, and both for the columns in which records differ: for so many of them
    /// at a time that the hashes of their cells have room.
    pub(super) fn look_back(
        &mut self,
        part: Part,
        fates: &[Fate],
        changed: &[(u64, usize)],
    ) -> Result<Attempt, Trouble> {
        // Besides the cells: another hash of the id, and the date of the last change.
        let width = self.shared.len() + 2;
        let mut chunks = changed.chunks((self.limits.records / width).max(1));
        let mut fates = fates;
        loop {
            let chunk = chunks.next().unwrap_or_default();
            if chunk.is_empty() && fates.is_empty() {
                return Ok(Attempt::Done);
            }
            let (cells, mut suspects) = self.old_cells(part, std::mem::take(&mut fates), chunk, width)?;
            suspects.append(&mut self.changed_columns(part, chunk, &cells, width)?);
            if !suspects.is_empty() {
                return Ok(Attempt::Suspects(suspects));
            }
        }
    }

    /// The hashes of the cells of some changed records of the older file. What is gone is told on the way, by the `fates`
    /// of its records. The second list is of the hashes of ids that only seemed to be the same.
    fn old_cells(
        &mut self,
        part: Part,
        fates: &[Fate],
        chunk: &[(u64, usize)],
        width: usize,
    ) -> Result<(Vec<u64>, Vec<u64>), Trouble> {
        let mut cells = vec![0u64; chunk.len() * width];
        let mut seeming = Vec::new();
        let AllWaiting { records: waiting, cells: mut waiting_cells } = std::mem::take(&mut self.waiting);
        let Some(sheet) = self.sheets[0] else { return Ok((cells, seeming)) };
        let mut compared = InTurn::new(waiting.iter().map(|record| record.at));
        let mut filled = InTurn::new(chunk.iter().map(|(_, at)| *at));
        let mut number = 0;
        let (side, limits, suspects, table) = (&self.sides[0], self.limits, &self.suspects, self.id);
        let deleted = &self.deleted;
        let is_deleted = |key: u64, id: &[u8]| deleted.binary_search(&(key, other_id_hash(id))).is_ok();
        let done = &mut self.done;
        let read = self.watch.read(sheet, &mut |row| {
            let Some(id) = side.id(row) else { return };
            let key = || key(suspects, limits, part, id);
            // The same rows as were kept, so that their numbers are the same.
            if part.bits > 0 && key().is_none() || side.is_deleted(row) {
                return;
            }
            let at = number;
            number += 1;
            match fates.get(at) {
                None | Some(Fate::Same | Fate::Repeated) => {}
                Some(Fate::Deleted) if key().is_some_and(|key| !is_deleted(key, id)) => seeming.extend(key()),
                Some(Fate::Changed | Fate::Waiting) => {
                    done.groups.add(&side.groups, row, |group| group.old += 1);
                    done.traces.changed(Edition::Old, &side.traces, row);
                }
                Some(Fate::Unseen) if done.table.is_delta => done.groups.add(&side.groups, row, |group| {
                    group.old += 1;
                    group.new += 1;
                }),
                Some(Fate::Unseen | Fate::Deleted) => {
                    done.table.gone += 1;
                    done.groups.add(&side.groups, row, |group| {
                        group.old += 1;
                        group.gone += 1;
                    });
                    done.traces.differs(table, Edition::Old, &side.traces, id, row);
                    done.note(0, limits, id, row.line, Vec::new());
                }
            }
            if let Some(own) = compared.at(at) {
                let record = &waiting[own];
                if record.other_hash != other_id_hash(id) {
                    seeming.extend(key());
                    return;
                }
                done.traces.dated(side.date(row), record.date);
                let own = &mut waiting_cells[own * side.shared.len()..(own + 1) * side.shared.len()];
                for (cell, place) in own.iter_mut().zip(&side.shared) {
                    *cell = u64::from(*cell != id_hash(row.cell(*place)));
                }
            }
            if let Some(own) = filled.at(at) {
                let own = &mut cells[own * width..(own + 1) * width];
                for (cell, place) in own.iter_mut().zip(&side.shared) {
                    *cell = id_hash(row.cell(*place));
                }
                own[width - 2] = other_id_hash(id);
                own[width - 1] = side.date(row);
            }
        });
        read.map_err(|stopped| Trouble::Stopped(Edition::Old, stopped))?;
        if seeming.is_empty() {
            self.tell_waiting(&waiting, &waiting_cells);
        }
        Ok((cells, seeming))
    }

    /// Tells the changed records whose cells are compared, in the order of the newer file. In place of a cell is now 1 where
    /// it differs.
    fn tell_waiting(&mut self, waiting: &[Waiting], cells: &[u64]) {
        let width = self.shared.len();
        for (at, record) in waiting.iter().enumerate() {
            let mut columns = Vec::new();
            for (column, differs) in cells[at * width..(at + 1) * width].iter().enumerate() {
                let differs = *differs == 1;
                self.done.counts[column] += u64::from(differs);
                if differs && record.id.is_some() {
                    columns.push(self.shared[column].clone());
                }
            }
            self.done.table.changed += 1;
            if let Some(id) = &record.id {
                self.done.note(2, self.limits, id.as_bytes(), record.line, columns);
            }
        }
    }

    /// Finds the columns in which changed records differ. Gives the hashes of ids that only seemed the same.
    fn changed_columns(
        &mut self,
        part: Part,
        chunk: &[(u64, usize)],
        cells: &[u64],
        width: usize,
    ) -> Result<Vec<u64>, Trouble> {
        let Some(sheet) = self.sheets[1].filter(|_| !chunk.is_empty()) else { return Ok(Vec::new()) };
        let places = Places::new(chunk.iter().map(|(key, _)| *key));
        let mut is_read = vec![false; chunk.len()];
        let mut seeming = Vec::new();
        let (side, limits, suspects, shared) = (&self.sides[1], self.limits, &self.suspects, &self.shared);
        let done = &mut self.done;
        let read = self.watch.read(sheet, &mut |row| {
            let Some(id) = side.id(row) else { return };
            let Some(key) = key(suspects, limits, part, id) else { return };
            let Some(at) = places.find(key, |at| chunk[at].0 == key) else { return };
            if side.is_deleted(row) || std::mem::replace(&mut is_read[at], true) {
                return;
            }
            let own = &cells[at * width..(at + 1) * width];
            if own[width - 2] != other_id_hash(id) {
                seeming.push(key);
                return;
            }
            let mut columns = Vec::new();
            let is_listed = done.records[2].len() < limits.listed;
            for (column, place) in side.shared.iter().enumerate() {
                if own[column] != id_hash(row.cell(*place)) {
                    done.counts[column] += 1;
                    if is_listed {
                        columns.push(shared[column].clone());
                    }
                }
            }
            done.table.changed += 1;
            done.groups.add(&side.groups, row, |group| group.changed += 1);
            done.traces.changed(Edition::New, &side.traces, row);
            done.traces.dated(own[width - 1], side.date(row));
            done.note(2, limits, id, row.line, columns);
        });
        read.map_err(|stopped| Trouble::Stopped(Edition::New, stopped))?;
        Ok(seeming)
    }
}
