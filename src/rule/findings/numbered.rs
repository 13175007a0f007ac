//! Names of files and columns as small numbers.

use std::collections::BTreeMap;

/// Names by number, and numbers by name.
#[derive(Debug, Default)]
pub(super) struct Numbered {
    names: Vec<Box<str>>,
    numbers: BTreeMap<Box<str>, usize>,
}

impl Numbered {
    /// The number of a name, which is new if the name is.
    pub(super) fn number(&mut self, name: &str) -> usize {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let number = self.names.len();
        self.names.push(name.into());
        self.numbers.insert(name.into(), number);
        number
    }

    /// The name with this number; empty if there is none.
    pub(super) fn name(&self, number: usize) -> &str {
        self.names.get(number).map_or("", |name| name)
    }
}
