//! How a finding's arguments are put into words: shown, or masked to their shape.

use std::cell::Cell;

use super::finding::{Arg, Hit, Kept};
use super::findings::{Findings, GroupTotal};
use super::texts::{EMPTY, Values, counted, visible};
use crate::receivers::{Ask, Receiver};

/// What a text depends on, besides the rule, the file and the column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Needs {
    /// Nothing: it is the same for all findings of a total.
    #[default]
    Nothing,
    /// What comes with the value.
    More,
    /// The value, or the line.
    Value,
}

/// What a message can say about one finding.
#[derive(Clone, Copy, Debug)]
pub struct Said<'a> {
    findings: &'a Findings,
    finding: &'a Hit,
    values: Values,
    needs: Option<&'a Cell<Needs>>,
    /// Whether what is said is done in the sender, which knows no folder of a package.
    in_sender: bool,
}

impl<'a> Said<'a> {
    /// A finding and how its values are said.
    pub fn new(findings: &'a Findings, finding: &'a Hit, values: Values) -> Self {
        Self { findings, finding, values, needs: None, in_sender: false }
    }

    /// The same, and `needs` learns what was asked for.
    #[must_use]
    pub fn noting(mut self, needs: &'a Cell<Needs>) -> Self {
        self.needs = Some(needs);
        self
    }

    /// The same, for what is to be done in the sender: a file is called what its export is called there.
    #[must_use]
    pub fn in_sender(&self) -> Self {
        Self { in_sender: true, ..*self }
    }

    fn note(&self, what: Needs) {
        if let Some(needs) = self.needs {
            needs.set(needs.get().max(what));
        }
    }

    /// The content of the cell, to stand after "holds": `“Male”`, masked `4 letters`, empty `(empty)`.
    pub fn value(&self) -> String {
        self.note(Needs::Value);
        self.finding.args.value.as_ref().map_or_else(|| EMPTY.into(), |value| said_cell(value, self.values))
    }

    /// Whether the cell is empty.
    pub fn is_empty(&self) -> bool {
        self.note(Needs::Value);
        self.finding.args.value.as_ref().is_none_or(|value| value.text().is_empty())
    }

    /// The content of the cell behind its name: `contains “Male”`, masked `contains 4 letters`, or `is empty`.
    pub fn contains(&self) -> String {
        if self.is_empty() { "is empty".into() } else { format!("contains {}", self.value()) }
    }

    /// The content of the cell as the first words of a sentence: `“Male”`, masked `This value (4 letters)`.
    pub fn this_value(&self) -> String {
        let value = self.value();
        match self.values {
            _ if value == EMPTY => "An empty cell".into(),
            Values::Shown => value,
            Values::Masked => format!("This value ({value})"),
        }
    }

    /// The content of the cell, named, as the first words of a sentence: `The ID “a1”`, masked `This ID (2 characters)`.
    pub fn subject(&self, noun: &str) -> String {
        self.named("The", "This", noun)
    }

    /// The same within a sentence: `the ID “a1”`, masked `this ID (2 characters)`.
    pub fn object(&self, noun: &str) -> String {
        self.named("the", "this", noun)
    }

    fn named(&self, the: &str, this: &str, noun: &str) -> String {
        let value = self.value();
        match self.values {
            Values::Shown => format!("{the} {noun} {value}"),
            Values::Masked => format!("{this} {noun} ({value})"),
        }
    }

    /// The line of the other row that a finding about two is about.
    pub fn other_line(&self) -> String {
        self.note(Needs::More);
        counted(self.finding.args.other.map_or(0, |other| other.line))
    }

    /// The file of that row, where it is another one.
    pub fn other_file(&self) -> &'static str {
        self.note(Needs::More);
        self.finding.args.other.and_then(|other| other.file).unwrap_or("")
    }

    /// Whether values are masked, so that nothing that was worked out of them may be said either.
    pub fn is_masked(&self) -> bool {
        self.values == Values::Masked
    }

    /// The name of the file, or `the package`.
    pub fn file(&self) -> &'a str {
        // A path that needs to be made visible is so where the report is written, as every text is.
        let Some(file) = self.finding.place.file else { return "the package" };
        let name = self.findings.file_name(file);
        if self.in_sender { name.rsplit('/').next().unwrap_or(name) } else { name }
    }

    /// What the file should be called, whatever it is called and whatever folder it is in.
    pub fn right_name(&self) -> &'a str {
        self.finding.place.file.map_or("", |file| self.findings.right_name(file))
    }

    /// Whether the package is a zip: of a folder nothing can be said about one.
    pub fn is_zip(&self) -> bool {
        !self.findings.is_unpacked()
    }

    /// The name of the column, or `the row`.
    pub fn column(&self) -> String {
        self.finding.place.column.map_or_else(
            || "the row".into(),
            |column| visible(&self.findings.column_told(column, self.finding.place.file, self.values)),
        )
    }

    /// A chosen receiver that needs this data file, by its right name; as within a sentence.
    pub fn needed_by(&self, file: &str) -> Option<&'static str> {
        let needs = |receiver: &&Receiver| receiver.declaration().needs.iter().any(|id| id.file() == file);
        let name = |receiver: &Receiver| match *receiver {
            Receiver::DESSA => "the DESSA System",
            receiver => receiver.declaration().title,
        };
        self.findings.profiles().iter().find(needs).map(name)
    }

    /// Whether a chosen receiver asks for a value in this column: then nobody is told to leave it empty.
    pub fn is_asked_for(&self) -> bool {
        let (file, column) = (self.right_name(), self.column());
        self.receivers().iter().any(|receiver| {
            let mut asked = receiver.declaration().columns.iter().filter(|rule| matches!(rule.ask, Ask::Filled(_)));
            asked.any(|rule| rule.file.file() == file && rule.column == column)
        })
    }

    /// The chosen receivers.
    pub fn receivers(&self) -> &'a [Receiver] {
        self.findings.profiles()
    }

    /// Whether the file of the finding may be left out of the package: no chosen receiver needs it, and nothing that was
    /// found follows from its lack.
    pub fn may_be_left_out(&self) -> bool {
        let follows = |total: &GroupTotal| total.caused_by.is_some_and(|cause| cause.file == self.finding.place.file);
        self.needed_by(self.right_name()).is_none() && !self.findings.totals().iter().any(follows)
    }

    /// The line, 0 where the finding has none.
    pub fn line(&self) -> u64 {
        self.note(Needs::Value);
        self.finding.place.line.unwrap_or(0)
    }

    /// What was kept for the words: `told!` reads it.
    pub(crate) fn more(&self) -> &'a [Arg] {
        self.note(Needs::More);
        &self.finding.args.more
    }

    /// Text out of the package: quoted, or masked.
    pub(crate) fn cell(&self, cell: &Kept) -> String {
        said_cell(cell, self.values)
    }
}

fn said_cell(cell: &Kept, values: Values) -> String {
    match values {
        _ if cell.text().is_empty() => EMPTY.into(),
        Values::Shown => format!("“{}”", visible(&cell.shown())),
        Values::Masked => cell.shape(),
    }
}
