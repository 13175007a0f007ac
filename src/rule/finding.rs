//! A finding as the engine stores it: which rule, where, and small typed arguments. No text is formed here.

use std::borrow::Cow;

use super::{Rule, shape};
use crate::receivers::Severities;

/// A file that findings name, also one that the package lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub(super) u32);

/// A column that findings name, also one that no table knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ColumnId(pub(super) u32);

/// Where a finding is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// None for the whole package.
    pub file: Option<FileId>,
    /// Physical line, the header being 1 in an ordinary file; none for the whole file.
    pub line: Option<u64>,
    /// Data row, from 1.
    pub record: Option<u64>,
    /// None for the whole row or file.
    pub column: Option<ColumnId>,
}

impl Place {
    /// The whole package.
    pub const PACKAGE: Self = Self { file: None, line: None, record: None, column: None };

    /// A whole file.
    pub fn file(file: FileId) -> Self {
        Self { file: Some(file), ..Self::PACKAGE }
    }

    /// The same place, narrowed to a line.
    #[must_use]
    pub fn line(mut self, line: u64) -> Self {
        self.line = Some(line);
        self
    }

    /// The same place, narrowed to a column.
    #[must_use]
    pub fn column(mut self, column: ColumnId) -> Self {
        self.column = Some(column);
        self
    }
}

/// Text out of the package, of which only so much is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    text: Box<str>,
    /// Characters behind it.
    more: u64,
}

impl Kept {
    /// Keeps the first thousand characters; what is not UTF-8 becomes U+FFFD.
    pub fn new(cell: &[u8]) -> Self {
        // No character is longer than four bytes.
        let front = String::from_utf8_lossy(cell.get(..4 * KEPT).unwrap_or(cell));
        let Some((end, _)) = front.char_indices().nth(KEPT) else { return Self { text: front.into(), more: 0 } };
        let all = String::from_utf8_lossy(cell).chars().count() as u64;
        Self { text: front.get(..end).unwrap_or_default().into(), more: all.saturating_sub(KEPT as u64) }
    }

    /// What is kept.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// As it is shown: with a mark where it is cut.
    pub fn shown(&self) -> String {
        if self.more == 0 { self.text.clone().into() } else { format!("{}…", self.text) }
    }

    /// What kind of text it is: see [`shape`].
    pub fn shape(&self) -> String {
        if self.more == 0 { shape(&self.text) } else { format!("{} characters", KEPT as u64 + self.more) }
    }
}

/// One typed argument of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arg {
    /// Text out of the package that may be personal; masked where values are masked.
    Cell(Kept),
    /// A word that is never personal: a name of the binding, a file name, a character's name.
    Word(Cow<'static, str>),
    /// A number: a count, a line, a place.
    Number(u64),
}

/// What a finding knows besides its place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Args {
    /// The content of the cell that the finding is about.
    pub value: Option<Kept>,
    /// The rest, in the order that the rule's message expects.
    pub more: Vec<Arg>,
    /// How bad it is, where that depends on what a cell holds and is not what the rule declares.
    pub severities: Option<Severities>,
    /// The other row that it is about, where it is about two.
    pub other: Option<Other>,
}

/// The other of two rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Other {
    /// Its physical line.
    pub line: u64,
    /// Its file, where that is another one.
    pub file: Option<&'static str>,
}

impl Args {
    /// Nothing but the place.
    pub fn none() -> Self {
        Self::default()
    }

    /// The content of the cell; what is not UTF-8 becomes U+FFFD, and only its first thousand characters are kept.
    pub fn value(cell: &[u8]) -> Self {
        Self { value: Some(Kept::new(cell)), ..Self::default() }
    }

    /// Adds a word that is never personal.
    #[must_use]
    pub fn word(mut self, word: impl Into<Cow<'static, str>>) -> Self {
        self.more.push(Arg::Word(word.into()));
        self
    }

    /// Adds a number.
    #[must_use]
    pub fn number(mut self, number: u64) -> Self {
        self.more.push(Arg::Number(number));
        self
    }

    /// The line of the other row that this is about.
    #[must_use]
    pub fn beside(mut self, line: u64) -> Self {
        self.other = Some(Other { line, file: None });
        self
    }

    /// The same, in another file.
    #[must_use]
    pub fn beside_in(mut self, line: u64, file: &'static str) -> Self {
        self.other = Some(Other { line, file: Some(file) });
        self
    }

    /// Adds the line of the other row that this is about.
    #[must_use]
    pub fn other_line(mut self, line: u64) -> Self {
        self.other = Some(Other { line, file: None });
        self.number(line)
    }

    /// The same, in another file.
    #[must_use]
    pub fn line_of(mut self, line: u64, file: &'static str) -> Self {
        self.other = Some(Other { line, file: Some(file) });
        self.number(line).word(file)
    }

    /// Adds text out of the package that may be personal.
    #[must_use]
    pub fn cell(mut self, cell: &[u8]) -> Self {
        self.more.push(Arg::Cell(Kept::new(cell)));
        self
    }

    /// Adds what the rule's words are told, declared by `told!`.
    #[must_use]
    pub(crate) fn told(self, told: impl Into<Vec<Arg>>) -> Self {
        self.with(told.into())
    }

    #[inline(never)]
    fn with(mut self, mut told: Vec<Arg>) -> Self {
        // Where nothing was added before, the list is taken over as it is.
        if self.more.is_empty() {
            self.more = told;
        } else {
            self.more.append(&mut told);
        }
        self
    }

    /// Sets severities other than those that the rule declares.
    #[must_use]
    pub fn severities(mut self, severities: Severities) -> Self {
        self.severities = Some(severities);
        self
    }

    /// For each receiver the worse of what it is by this rule and of these severities.
    #[must_use]
    pub(crate) fn raised(self, rule: &Rule, severities: Severities) -> Self {
        let own = self.severities.unwrap_or(rule.severities);
        self.severities(own.raised(severities))
    }
}

/// Characters of a cell that a finding keeps.
const KEPT: usize = 1000;

/// One finding that is kept as a sample.
#[derive(Clone, Debug)]
pub struct Hit {
    /// Where.
    pub place: Place,
    /// What else the message needs.
    pub args: Args,
    /// `sourcedId` of the row, where it has one.
    pub id: Option<Kept>,
}

/// What makes findings one group: they are counted together, and one cap holds for their samples.
#[derive(Clone, Copy, Debug)]
pub struct Group {
    /// The rule.
    pub rule: &'static Rule,
    /// The file.
    pub file: Option<FileId>,
    /// The column.
    pub column: Option<ColumnId>,
    /// How bad, for each profile.
    pub severities: Severities,
}

impl Group {
    /// Whether it is the same group; a rule is the same only if it is the very same static.
    pub(super) fn is(&self, other: &Self) -> bool {
        std::ptr::eq(self.rule, other.rule)
            && self.file == other.file
            && self.column == other.column
            && self.severities == other.severities
    }
}

/// What caused other findings: they are counted under it instead of being told one by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cause {
    /// The rule whose finding is the cause.
    pub rule: &'static str,
    /// The file of that finding.
    pub file: Option<FileId>,
}
