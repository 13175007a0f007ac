//! What a rule is: its declaration, the facts it is shown, what it may find, and how that is said. The rules themselves
//! are in [`rules`](crate::rules).

mod column_names;
mod facts;
mod finding;
mod findings;
mod firsts;
mod id_hash;
mod kinds;
mod nearest;
mod said;
mod texts;
mod told;

use std::borrow::Cow;

use crate::oneroster::Column;
use crate::profiles::{Receiver, Severities, Severity};

pub(crate) use column_names::is_column_name;
pub use facts::{
    Above, BatchFacts, Decoration, FileFacts, HeaderFacts, Heading, ManifestFacts, ManifestHeader, NameFit, OtherWidth,
    PackageFacts, Property, Roster, RowFacts, RowsFacts, Seen, TableFacts,
};
pub use finding::{Arg, Args, Cause, ColumnId, FileId, Group, Hit, Kept, Other, Place};
pub(crate) use findings::told_column;
pub use findings::{Findings, GroupTotal};
pub(crate) use firsts::Firsts;
pub use id_hash::id_hash;
pub(crate) use id_hash::{Distinct, Hashes, Marked, Met, Pieces, Shared, other_id_hash, repetitions};
pub use kinds::Kinds;
pub use nearest::{distance, nearest};
pub use said::{Needs, Said};
pub use texts::{Values, counted, is_hidden, listed, looks_empty, says_nothing, shape, visible};
pub(crate) use texts::{are, count_of, decimal, short_number, size};
pub(crate) use told::{Told, one_of, told, which};

/// One rule.
#[derive(Debug)]
pub struct Rule {
    /// Public name in kebab-case; it names the bad thing and is never reused.
    pub name: &'static str,
    /// The page for users, in Markdown, under the headings that `tests/rule_pages.rs` fixes.
    pub page: &'static str,
    /// What was found more than once, to follow the number: `students have no grade`. Nothing where a number does not help.
    pub counted: Option<&'static str>,
    /// Version of rostercheck that has it first.
    pub since: &'static str,
    /// What it looks at. Root causes come before their consequences in a report, in the order of the scopes.
    pub scope: Scope,
    /// How bad it is by default. Nowhere, where what is asked for stands in the declarations of receivers:
    /// [`Declaration::asks`](crate::receivers::Declaration::asks) knows these rules by name.
    pub severities: Severities,
    /// Who says so.
    pub sources: &'static [Source],
    /// When and how it looks.
    pub detect: Detect,
    /// What is wrong, in one sentence.
    pub message: fn(&Said) -> String,
    /// What to do, whatever program made the file. What to do in one that is known stands with it: see
    /// [`Sender::steps`](crate::senders::Sender::steps).
    pub fix: fn(&Said) -> String,
}

impl Rule {
    /// How bad it usually is for a receiver: as its declaration says or asks, else as the rule does.
    pub fn severity_for(&self, receiver: Receiver) -> Option<Severity> {
        let declaration = receiver.declaration();
        if let Some(said) = declaration.says(self.name) {
            return said;
        }
        let is_ignored = !declaration.reads_manifest && self.scope == Scope::Manifest;
        declaration.asks(self.name).or_else(|| self.severities.get(receiver).filter(|_| !is_ignored))
    }

    /// The title of its page.
    pub fn title(&self) -> &'static str {
        self.page.lines().find_map(|line| line.trim().strip_prefix("# ")).unwrap_or(self.name)
    }

    /// What was found, `count` times: its title, or `12 students have no grade`.
    pub fn heading(&self, count: u64) -> Cow<'static, str> {
        heading(self.title(), self.counted, count)
    }

    /// The text of its page under one heading, such as `Why it matters`.
    pub fn section(&self, heading: &str) -> Option<&'static str> {
        let mut from = None;
        let mut at = 0;
        for line in self.page.split_inclusive('\n') {
            if let Some(from) = from
                && line.trim_start().starts_with("## ")
            {
                return self.page.get(from..at).map(str::trim);
            }
            at += line.len();
            if line.trim().strip_prefix("## ") == Some(heading) {
                from = Some(at);
            }
        }
        from.and_then(|from| self.page.get(from..)).map(str::trim)
    }
}

/// A title, or a number and what follows it: see [`Rule::heading`].
pub(crate) fn heading(title: &'static str, rest: Option<&'static str>, count: u64) -> Cow<'static, str> {
    match rest {
        Some(rest) if count > 1 => format!("{} {rest}", counted(count)).into(),
        _ => title.into(),
    }
}

/// What a rule looks at, from the root to the leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// The zip or folder and the names in it.
    Package,
    /// `manifest.csv`.
    Manifest,
    /// A file as a whole: encoding, separator, header.
    File,
    /// How rows are written: quotes, number of cells.
    Row,
    /// What a single cell holds.
    Cell,
    /// What rows say about each other.
    Relation,
    /// What is different from the package that was sent before: only found where two packages are compared.
    Change,
}

/// Who says that something is a defect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Authority {
    /// The OneRoster CSV binding.
    OneRoster,
    /// The Infinite Campus article (exports for the DESSA System).
    InfiniteCampusArticle,
    /// The D2L Brightspace article.
    BrightspaceArticle,
    /// Another page of Aperture Education, who run the DESSA System.
    Aperture,
    /// Another page of Infinite Campus.
    InfiniteCampus,
    /// Another page of D2L.
    D2l,
    /// A page of another receiver.
    Receiver,
    /// Experience with files from the field.
    Field,
}

/// Where it is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Source {
    /// By whom.
    pub authority: Authority,
    /// Section, line or page.
    pub citation: &'static str,
    /// Address of the page, where it is public.
    pub link: Option<&'static str>,
}

/// The OneRoster CSV binding, with its section.
pub(crate) const fn binding(citation: &'static str) -> Source {
    Source {
        authority: Authority::OneRoster,
        citation,
        link: Some("https://www.imsglobal.org/oneroster-v11-final-csv-tables"),
    }
}

/// The Infinite Campus article, with the words or the table in it.
pub(crate) const fn campus_article(citation: &'static str) -> Source {
    Source {
        authority: Authority::InfiniteCampusArticle,
        citation,
        link: Some("https://selcompass.zendesk.com/hc/en-us/articles/7238443011725"),
    }
}

/// The D2L Brightspace article, with its section.
pub(crate) const fn brightspace_article(citation: &'static str) -> Source {
    Source {
        authority: Authority::BrightspaceArticle,
        citation,
        link: Some("https://community.d2l.com/brightspace/kb/articles/5924"),
    }
}

/// Another page, by whom and where.
pub(crate) const fn page_of(authority: Authority, citation: &'static str, link: &'static str) -> Source {
    Source { authority, citation, link: Some(link) }
}

/// Experience with files from the field.
pub(crate) const fn field(citation: &'static str) -> Source {
    Source { authority: Authority::Field, citation, link: None }
}

/// When a rule looks, and how.
#[derive(Clone, Copy)]
pub enum Detect {
    /// Once, at the names in the package and the manifest, before any row is read.
    Package(fn(&PackageFacts, &mut Findings)),
    /// Once, at the manifest.
    Manifest(fn(&ManifestFacts, &PackageFacts, &mut Findings)),
    /// Once per file, at its header row.
    Header(fn(&HeaderFacts, &mut Findings)),
    /// At every filled cell, or item of a list, of the columns it chooses. The first rule of the registry that
    /// finds something in a cell is the only one to report it.
    Cell {
        /// Which columns.
        on: fn(&TableFacts, &Column) -> bool,
        /// What is wrong with a cell, if anything.
        check: fn(&TableFacts, &Column, &[u8]) -> Option<Args>,
        /// Whether it can find anything in plain text: at most 50 ASCII letters, digits, spaces and `-._@/`, the first a
        /// letter or digit, the last no space; in a column of ids without spaces; and not `NULL`. `true` is never wrong,
        /// only slower.
        in_plain_text: bool,
    },
    /// At every empty cell of the columns it chooses.
    Blank {
        /// Which columns.
        on: fn(&TableFacts, &Column) -> bool,
        /// How bad it is in a column.
        severities: fn(&TableFacts, &Column) -> Severities,
    },
    /// At whole rows of the files it chooses, with a memory of its own.
    Rows(fn(&TableFacts, &mut Findings) -> Option<Box<dyn RowCheck>>),
    /// At whole rows of several files, with one memory for the whole package.
    Across(fn(&PackageFacts) -> Box<dyn AcrossCheck>),
    /// Whenever the reading of the package, the rows or the references meets it; the rule's own functions are called
    /// from `src/check`.
    Reading,
}

impl std::fmt::Debug for Detect {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::Package(_) => "Package",
            Self::Manifest(_) => "Manifest",
            Self::Header(_) => "Header",
            Self::Cell { .. } => "Cell",
            Self::Blank { .. } => "Blank",
            Self::Rows(_) => "Rows",
            Self::Across(_) => "Across",
            Self::Reading => "Reading",
        })
    }
}

/// A check over the rows of one file.
pub trait RowCheck {
    /// Looks at one row that could be read.
    fn row(&mut self, _row: &RowFacts, _findings: &mut Findings) {}

    /// Looks at rows that could be read: one by one, unless a check knows a shorter way.
    fn rows(&mut self, rows: &RowsFacts, findings: &mut Findings) {
        rows.each(findings, |row, findings| self.row(row, findings));
    }

    /// Places of the only cells on which it depends what is found in a row or remembered of it. A row that repeats them
    /// is not shown when nothing was found in the one before. No places: every row is shown.
    fn watches(&self) -> Vec<usize> {
        Vec::new()
    }

    /// Asked when the file has been read once: whether it must see all rows again, by [`RowCheck::rows_again`].
    fn wants_again(&mut self) -> bool {
        false
    }

    /// Looks at one row for the second time.
    fn again(&mut self, _row: &RowFacts, _findings: &mut Findings) {}

    /// Looks at rows for the second time: as [`RowCheck::rows`].
    fn rows_again(&mut self, rows: &RowsFacts, findings: &mut Findings) {
        rows.each(findings, |row, findings| self.again(row, findings));
    }

    /// Looks back when the file has ended.
    fn end(&mut self, _table: &TableFacts, _findings: &mut Findings) {}
}

/// A check over the rows of several files. Files come in the order of [`TableId::ALL`](crate::oneroster::TableId::ALL).
pub trait AcrossCheck {
    /// Told at the beginning of each file; whether it wants to see the rows.
    fn begin(&mut self, table: &TableFacts) -> bool;

    /// Looks at one row that could be read. What is known of the row's own file is not among what was `seen`.
    fn row(&mut self, _row: &RowFacts, _seen: &dyn Seen, _findings: &mut Findings) {}

    /// Looks at rows that could be read: one by one, unless a check knows a shorter way.
    fn rows(&mut self, rows: &RowsFacts, seen: &dyn Seen, findings: &mut Findings) {
        rows.each(findings, |row, findings| self.row(row, seen, findings));
    }

    /// As [`RowCheck::watches`], for the file that has begun.
    fn watches(&self) -> Vec<usize> {
        Vec::new()
    }

    /// Looks back when the last file has ended.
    fn end(&mut self, _seen: &dyn Seen, _findings: &mut Findings) {}
}

/// Takes the page of a rule, written as a doc comment, as the text `PAGE`.
macro_rules! page {
    ($(#[doc = $page:literal])*) => {
        $(#[doc = $page])*
        const PAGE: &str = concat!($($page, "\n"),*);
    };
}
pub(crate) use page;
