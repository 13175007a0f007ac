//! The words in which the binding's tables are written: table, column, type, reference, vocabulary.

/// A data file of the binding. The order is the order in which files are read:
/// a file stands after every other file that its columns point to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
#[allow(missing_docs, reason = "each name is the file's own")]
pub enum TableId {
    Orgs,
    AcademicSessions,
    Courses,
    Classes,
    Users,
    UserProfiles,
    Roles,
    Demographics,
    Enrollments,
    Resources,
    ClassResources,
    CourseResources,
    UserResources,
    Categories,
    ScoreScales,
    LineItems,
    LineItemScoreScales,
    LineItemLearningObjectiveIds,
    Results,
    ResultScoreScales,
    ResultLearningObjectiveIds,
}

impl TableId {
    /// Every data file of any version, in reading order.
    pub const ALL: [Self; 21] = [
        Self::Orgs,
        Self::AcademicSessions,
        Self::Courses,
        Self::Classes,
        Self::Users,
        Self::UserProfiles,
        Self::Roles,
        Self::Demographics,
        Self::Enrollments,
        Self::Resources,
        Self::ClassResources,
        Self::CourseResources,
        Self::UserResources,
        Self::Categories,
        Self::ScoreScales,
        Self::LineItems,
        Self::LineItemScoreScales,
        Self::LineItemLearningObjectiveIds,
        Self::Results,
        Self::ResultScoreScales,
        Self::ResultLearningObjectiveIds,
    ];

    /// The data file with this name.
    pub fn from_file(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|id| id.file() == name)
    }

    /// File name with its exact letter case, such as `academicSessions.csv`.
    pub fn file(self) -> &'static str {
        match self {
            Self::Orgs => "orgs.csv",
            Self::AcademicSessions => "academicSessions.csv",
            Self::Courses => "courses.csv",
            Self::Classes => "classes.csv",
            Self::Users => "users.csv",
            Self::UserProfiles => "userProfiles.csv",
            Self::Roles => "roles.csv",
            Self::Demographics => "demographics.csv",
            Self::Enrollments => "enrollments.csv",
            Self::Resources => "resources.csv",
            Self::ClassResources => "classResources.csv",
            Self::CourseResources => "courseResources.csv",
            Self::UserResources => "userResources.csv",
            Self::Categories => "categories.csv",
            Self::ScoreScales => "scoreScales.csv",
            Self::LineItems => "lineItems.csv",
            Self::LineItemScoreScales => "lineItemScoreScales.csv",
            Self::LineItemLearningObjectiveIds => "lineItemLearningObjectiveIds.csv",
            Self::Results => "results.csv",
            Self::ResultScoreScales => "resultScoreScales.csv",
            Self::ResultLearningObjectiveIds => "resultLearningObjectiveIds.csv",
        }
    }

    /// File name without its ending, as the manifest writes it after `file.`.
    pub fn stem(self) -> &'static str {
        let file = self.file();
        file.strip_suffix(".csv").unwrap_or(file)
    }

    /// What one row of the file is, in the words of the binding: `user`, `academic session`.
    pub fn record(self) -> &'static str {
        match self {
            Self::Orgs => "org",
            Self::AcademicSessions => "academic session",
            Self::Courses => "course",
            Self::Classes => "class",
            Self::Users => "user",
            Self::UserProfiles => "user profile",
            Self::Roles => "role",
            Self::Demographics => "demographics row",
            Self::Enrollments => "enrollment",
            Self::Resources => "resource",
            Self::ClassResources => "class resource",
            Self::CourseResources => "course resource",
            Self::UserResources => "user resource",
            Self::Categories => "category",
            Self::ScoreScales => "score scale",
            Self::LineItems => "line item",
            Self::LineItemScoreScales => "line item score scale",
            Self::LineItemLearningObjectiveIds => "line item learning objective",
            Self::Results => "result",
            Self::ResultScoreScales => "result score scale",
            Self::ResultLearningObjectiveIds => "result learning objective",
        }
    }
}

/// Which part of OneRoster a file belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the binding's own names")]
pub enum Set {
    Rostering,
    Gradebook,
    Resources,
}

/// How a file is sent, as the manifest declares it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// The file is the whole state.
    Bulk,
    /// The file holds changes only.
    Delta,
}

impl Mode {
    /// The word in the manifest.
    pub fn word(self) -> &'static str {
        match self {
            Self::Bulk => "bulk",
            Self::Delta => "delta",
        }
    }
}

/// One data file of one version.
#[derive(Debug)]
pub struct Table {
    /// Which file.
    pub id: TableId,
    /// Which part of OneRoster.
    pub set: Set,
    /// Whether the dependency appendix counts it to the smallest rostering set.
    pub core: bool,
    /// Files that a bulk package must hold too, whenever it holds this one.
    pub needs: &'static [TableId],
    /// Files that a bulk package must hold too, when an optional column of this one is filled.
    pub may_need: &'static [TableId],
    /// Every column, in the order that the binding fixes.
    pub columns: &'static [Column],
}

impl Table {
    /// Place of the column `sourcedId` in every table of 1.1 and 1.2.
    pub const ID: usize = 0;

    /// Place of the column `status` in every table of 1.1 and 1.2.
    pub const STATUS: usize = 1;

    /// Place of a column in the binding's order.
    pub fn column_index(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }
}

/// One column of a table.
#[derive(Debug)]
pub struct Column {
    /// Name with its exact letter case.
    pub name: &'static str,
    /// Whether every row must fill it, in bulk and in delta.
    pub required: bool,
    /// What its cells hold.
    pub kind: Kind,
    /// Whether a cell holds several items, separated by commas.
    pub list: bool,
}

impl Column {
    pub(super) const fn list(mut self) -> Self {
        self.list = true;
        self
    }
}

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// The row's own key, unique in its file.
    SourcedId,
    /// The row's own key which is also the key of a row in another file (demographics).
    SourcedIdOf(TableId),
    /// `active` or `tobedeleted`; filled in delta, blank in bulk.
    Status,
    /// UTC time stamp; filled in delta, blank in bulk.
    DateLastModified,
    /// Key of another row.
    Reference(Reference),
    /// Free text, at least 255 characters are supported by every receiver.
    Text,
    /// Free text; in the United States a CEDS Entry Grade Level code (1.1 only).
    Grade,
    /// `{left:right}`.
    Pair,
    /// Calendar day `YYYY-MM-DD`.
    Date,
    /// Year `YYYY`.
    Year,
    /// A word of a vocabulary.
    Token(Tokens),
    /// `true` or `false`.
    Boolean,
    /// Whole number.
    Integer,
    /// Decimal number.
    Float,
}

/// Where a reference points.
#[derive(Clone, Copy, Debug)]
pub struct Reference {
    /// File that holds the target.
    pub target: TableId,
    /// Value that the target's `type` must have.
    pub target_type: Option<&'static str>,
    /// Whether the binding itself is plain about `target_type`; otherwise only its data model is.
    pub target_type_is_certain: bool,
}

impl Reference {
    pub(super) const fn of_type(mut self, target_type: &'static str) -> Self {
        self.target_type = Some(target_type);
        self.target_type_is_certain = true;
        self
    }

    pub(super) const fn probably_of_type(mut self, target_type: &'static str) -> Self {
        self.target_type = Some(target_type);
        self
    }
}

/// A vocabulary.
#[derive(Clone, Copy, Debug)]
pub struct Tokens {
    /// Its words, with exact letter case.
    pub words: &'static [&'static str],
    /// Whether a private term that begins with `ext:` is a word too.
    pub open: bool,
}

impl Tokens {
    /// Whether `word` belongs to the vocabulary.
    pub fn contains(&self, word: &str) -> bool {
        self.words.contains(&word) || (self.open && word.strip_prefix("ext:").is_some_and(|term| !term.is_empty()))
    }
}

pub(super) const fn required(name: &'static str, kind: Kind) -> Column {
    Column { name, required: true, kind, list: false }
}

pub(super) const fn optional(name: &'static str, kind: Kind) -> Column {
    Column { name, required: false, kind, list: false }
}

pub(super) const fn to(target: TableId) -> Reference {
    Reference { target, target_type: None, target_type_is_certain: false }
}

pub(super) const fn closed(words: &'static [&'static str]) -> Tokens {
    Tokens { words, open: false }
}

pub(super) const fn open(words: &'static [&'static str]) -> Tokens {
    Tokens { words, open: true }
}

pub(super) const SOURCED_ID: Column = required("sourcedId", Kind::SourcedId);
pub(super) const STATUS: Column = optional("status", Kind::Status);
pub(super) const DATE_LAST_MODIFIED: Column = optional("dateLastModified", Kind::DateLastModified);
