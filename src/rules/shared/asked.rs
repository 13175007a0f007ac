//! What the chosen receivers ask of the columns of a table, for the rules that read declarations.

use super::{Findings, TableFacts};
use crate::receivers::{Ask, Receiver, Severities, Severity};

/// Something that one receiver asks of a column that the table has.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asked<T> {
    /// Who asks.
    pub(crate) receiver: Receiver,
    /// The column.
    pub(crate) column: &'static str,
    /// Place of its cell in a row.
    pub(crate) place: usize,
    /// What is asked.
    pub(crate) ask: T,
    severity: Severity,
}

impl<T> Asked<T> {
    /// How bad it is if it is not so: for this receiver only.
    pub(crate) fn severities(&self) -> Severities {
        only(self.receiver, self.severity)
    }

    /// The same, with something else in place of what is asked.
    pub(crate) fn with<U>(self, ask: U) -> Asked<U> {
        let Self { receiver, column, place, severity, .. } = self;
        Asked { receiver, column, place, ask, severity }
    }

    /// The name of the receiver.
    pub(crate) fn title(&self) -> &'static str {
        self.receiver.title()
    }
}

/// A severity for one receiver, and for nobody else.
pub(crate) fn only(receiver: Receiver, severity: Severity) -> Severities {
    Severities::nowhere().with(receiver, Some(severity))
}

/// What is asked of a table of one kind of thing: an empty list where nobody asks, so that no row is looked at.
pub(crate) fn of<T>(table: &TableFacts, findings: &Findings, pick: impl Fn(&Ask) -> Option<T>) -> Vec<Asked<T>> {
    let mut asked = Vec::new();
    for receiver in findings.profiles() {
        let declaration = receiver.declaration();
        if !declaration.versions.contains(&table.version) {
            continue;
        }
        for rule in declaration.columns.iter().filter(|rule| rule.file == table.table.id) {
            if let (Some(place), Some(ask)) = (table.place_of(rule.column), pick(&rule.ask)) {
                let (receiver, column, severity) = (*receiver, rule.column, rule.severity);
                asked.push(Asked { receiver, column, place, ask, severity });
            }
        }
    }
    asked
}
