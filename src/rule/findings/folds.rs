//! What follows from another finding is counted under it.

use super::super::Rule;
use super::super::finding::{Cause, FileId, Hit, Place};
use super::{Findings, GroupTotal};
use crate::receivers::Severities;

impl Findings {
    /// Counts findings that follow from another one; they are not told one by one. `severities` are those that they
    /// would have by themselves.
    pub fn fold(&mut self, rule: &'static Rule, severities: Severities, place: Place, count: u64, cause: Cause) {
        self.reported += 1;
        self.was_folded = true;
        let index = self.total(rule, severities, place, self.folds.then_some(cause));
        if let Some(total) = index.and_then(|index| self.totals.get_mut(index)) {
            total.count += count;
        }
    }

    /// Counts what a rule found in every row of a column as following from another finding, if some file of more than one
    /// row is like that. `rows` are the files in question with their numbers of rows, which have been read.
    pub fn fold_if_everywhere(&mut self, rule: &'static Rule, rows: &[(FileId, u64)], cause: Cause) {
        if self.is_passing_on || !self.folds {
            return;
        }
        let rows_of = |file: Option<FileId>| rows.iter().find(|(it, _)| Some(*it) == file).map_or(0, |(_, rows)| *rows);
        let is_everywhere = |total: &GroupTotal| {
            let rows = rows_of(total.group.file);
            std::ptr::eq(total.group.rule, rule) && total.caused_by.is_none() && rows > 0 && total.count >= rows
        };
        if self.totals.iter().any(|total| is_everywhere(total) && total.count > 1) {
            for total in self.totals.iter_mut().filter(|total| is_everywhere(total)) {
                total.caused_by = Some(cause);
                total.samples.clear();
            }
            self.recent.clear();
        }
    }

    /// Lets each finding count by itself, also one that follows from another: a test compares the verdicts.
    pub fn set_unfolded(&mut self) {
        self.folds = false;
    }

    /// Called once, when everything has been found: a finding that stands for others is, for each receiver, at least as
    /// bad as the worst of them. So folding never turns "not ready" into "ready". What waits is passed on.
    pub fn end(&mut self, to: &mut dyn FnMut(&Self, &GroupTotal, &Hit)) {
        // A cause may itself follow from another finding; there are far fewer links than totals.
        while self.raise_causes() {}
        self.pass_on(to);
        for (total, finding) in std::mem::take(&mut self.held) {
            if let Some(total) = self.totals.get(total) {
                to(self, total, &finding);
            }
        }
        // Their places in the list are known to none of these any more.
        (self.index, self.recent, self.unnamed, self.last) = Default::default();
        let Self { totals, profiles, .. } = self;
        totals.retain(|total| total.group.severities.worst(profiles).is_some());
    }

    /// Whether a cause became worse, or what has none any more counts by itself.
    fn raise_causes(&mut self) -> bool {
        let mut is_changed = false;
        for echo in 0..self.totals.len() {
            let Some((cause, absorbed)) =
                self.totals.get(echo).and_then(|echo| Some((echo.caused_by?, echo.group.severities)))
            else {
                continue;
            };
            let is_cause = |(place, total): &(usize, &mut GroupTotal)| {
                *place != echo && total.group.rule.name == cause.rule && total.group.file == cause.file
            };
            let mut causes: Vec<&mut GroupTotal> =
                self.totals.iter_mut().enumerate().filter(is_cause).map(|(_, total)| total).collect();
            let is_told = !causes.is_empty();
            let is_as_bad = |total: &&mut GroupTotal| total.group.severities.raised(absorbed) == total.group.severities;
            if !causes.iter().any(is_as_bad)
                && let Some(total) = causes.first_mut()
            {
                total.group.severities = total.group.severities.raised(absorbed);
                is_changed = true;
            }
            if !is_told && let Some(echo) = self.totals.get_mut(echo) {
                // Nobody tells of the cause: what follows from it stands by itself.
                echo.caused_by = None;
                is_changed = true;
            }
        }
        is_changed
    }
}
