//! Names as small numbers: one table of names for whoever counts or keeps something by name, so that the page's core holds
//! one body for all of them.

use std::collections::BTreeMap;

/// Names by number, and numbers by name.
#[derive(Debug, Default)]
pub(crate) struct Numbered {
    names: Vec<Box<str>>,
    numbers: BTreeMap<Box<str>, usize>,
}

impl Numbered {
    /// The number of a name, which is new if the name is.
    pub(crate) fn number(&mut self, name: &str) -> usize {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let number = self.names.len();
        self.names.push(name.into());
        self.numbers.insert(name.into(), number);
        number
    }

    /// The number of a name that is known.
    pub(crate) fn find(&self, name: &str) -> Option<usize> {
        self.numbers.get(name).copied()
    }

    /// Whether a name is new; then it no longer is.
    pub(crate) fn is_new(&mut self, name: &str) -> bool {
        let known = self.names.len();
        self.number(name) == known
    }

    /// The name with this number; empty if there is none.
    pub(crate) fn name(&self, number: usize) -> &str {
        self.names.get(number).map_or("", |name| name)
    }
}

#[cfg(test)]
mod tests {
    use super::Numbered;

    #[test]
    fn a_name_keeps_its_number() {
        let mut names = Numbered::default();
        assert!(names.is_new("b") && names.is_new("a") && !names.is_new("b"));
        assert_eq!((names.number("a"), names.number("c"), names.number("b")), (1, 2, 0));
        assert_eq!((names.find("c"), names.find("d")), (Some(2), None));
        assert_eq!((names.name(1), names.name(9)), ("a", ""));
    }
}
