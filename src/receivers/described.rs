//! A receiver that somebody described: the same declaration as JSON, by the schema in `docs/receiver.schema.json`.
//!
//! It comes from strangers, in a file or in a link: it is bounded, holds plain text only, and cannot pass for a receiver
//! that is built in. Nothing in it is ever fetched or run.

use serde::Serialize;

use super::json::{Json, Wrong, parse};
use super::reading::{Read, nothing, one_of, read_fields, read_words};
use super::{Ask, ColumnRule, Confidence, Declaration, MissingRecord, Page, Receiver, Severity, Zip, likeness};
use crate::oneroster::value::Day;
use crate::oneroster::{Mode, TableId, Version};
use crate::rules::Rule;

/// A receiver as its author wrote it down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(serde::Deserialize, schemars::JsonSchema))]
pub struct Described {
    /// The form of this file: 1.
    pub schema: u8,
    /// The receiver's id: small letters, digits and hyphens, at most 40.
    pub id: String,
    /// Its name, in Latin letters, at most 80 characters.
    pub title: String,
    /// The day on which these rules were written down, as YYYY-MM-DD.
    pub written_on: String,
    /// The versions of OneRoster that it reads.
    pub versions: Vec<DescribedVersion>,
    /// How it takes files; leave out if both ways are fine.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub modes: Vec<DescribedMode>,
    /// The data files that it reads, such as users.csv; leave out if it reads all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reads: Option<Vec<String>>,
    /// The data files that must be in the package.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<String>,
    /// Whether it reads manifest.csv.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub reads_manifest: bool,
    /// What the zip must be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zip: Option<DescribedZip>,
    /// What it asks of single columns, beyond the standard.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<DescribedColumn>,
    /// How bad it is if an ID occurs in two files; leave out if that is fine.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ids_unique_over_files: Option<DescribedSeverity>,
    /// What becomes of records that are missing from a bulk file.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing_records: Vec<DescribedMissing>,
    /// Rules of the standard that are something else to this receiver.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub severities: Vec<DescribedRule>,
    /// The pages on which all of this is published.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<DescribedPage>,
    /// What it asks for that cannot be said here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_checked: Vec<String>,
}

/// A version of OneRoster.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize, schemars::JsonSchema))]
pub enum DescribedVersion {
    /// OneRoster 1.1.
    #[serde(rename = "1.1")]
    V1_1,
    /// OneRoster 1.2.
    #[serde(rename = "1.2")]
    V1_2,
}

/// How a file is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(test, derive(serde::Deserialize, schemars::JsonSchema))]
pub enum DescribedMode {
    /// As a whole.
    Bulk,
    /// As changes.
    Delta,
}

/// How bad something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(test, derive(serde::Deserialize, schemars::JsonSchema))]
pub enum DescribedSeverity {
    /// The receiver refuses or loses data.
    Error,
    /// It may.
    Warning,
    /// Worth knowing.
    Info,
}

/// What the zip must be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(serde::Deserialize, schemars::JsonSchema))]
pub struct DescribedZip {
    /// Its name, such as `OneRoster.zip`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Whether the letter case of the name matters.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub case_matters: bool,
    /// How many megabytes (of a million bytes) it may have at most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most_megabytes: Option<u32>,
}

/// What is asked of a column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(serde::Deserialize, schemars::JsonSchema))]
pub struct DescribedColumn {
    /// The file, such as users.csv.
    pub file: String,
    /// The column, as the standard calls it.
    pub column: String,
    /// What is asked.
    pub ask: DescribedAsk,
    /// How bad it is if it is not so.
    pub severity: DescribedSeverity,
}

/// What is asked of the cells of a column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(serde::Deserialize, schemars::JsonSchema))]
pub enum DescribedAsk {
    /// They must not be empty.
    Filled,
    /// They must not be empty in rows that have a word in another column of the file.
    FilledWhere(DescribedWhere),
    /// They have at most so many characters.
    Longest(u32),
    /// They have no other characters than these: single ones, or ranges such as `a-z`.
    Characters(Vec<String>),
    /// They hold one of these words, or a list of them.
    Words(Vec<String>),
    /// No two of them differ in nothing but letter case.
    UniqueWithoutCase,
}

/// Which rows are meant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(serde::Deserialize, schemars::JsonSchema))]
pub struct DescribedWhere {
    /// The other column, such as role.
    pub column: String,
    /// Its word, such as student.
    pub word: String,
}

/// What becomes of records that are missing from a bulk file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(serde::Deserialize, schemars::JsonSchema))]
pub struct DescribedMissing {
    /// The file, such as users.csv.
    pub file: String,
    /// What becomes of them.
    pub outcome: DescribedOutcome,
}

/// What becomes of a record that is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(test, derive(serde::Deserialize, schemars::JsonSchema))]
pub enum DescribedOutcome {
    /// It stays.
    Kept,
    /// It is removed.
    Removed,
    /// The person loses the place in the class.
    Unenrolled,
}

/// A rule of the standard that is something else to the receiver.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(serde::Deserialize, schemars::JsonSchema))]
pub struct DescribedRule {
    /// Its name, such as unknown-column: see docs/rule-book.md.
    pub rule: String,
    /// How bad it is; null if it doesn't matter.
    pub severity: Option<DescribedSeverity>,
}

/// A page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(serde::Deserialize, schemars::JsonSchema))]
pub struct DescribedPage {
    /// What it is about.
    pub title: String,
    /// Its address, which begins with `https://`.
    pub link: String,
}

read_fields! {
    Described {
        schema,
        id,
        title,
        written_on,
        versions,
        modes = Vec::new(),
        reads,
        needs = Vec::new(),
        reads_manifest = yes(),
        zip,
        columns = Vec::new(),
        ids_unique_over_files,
        missing_records = Vec::new(),
        severities = Vec::new(),
        sources = Vec::new(),
        not_checked = Vec::new()
    }
    DescribedZip { name, case_matters = yes(), most_megabytes }
    DescribedColumn { file, column, ask, severity }
    DescribedWhere { column, word }
    DescribedMissing { file, outcome }
    DescribedRule { rule, severity }
    DescribedPage { title, link }
}

read_words! {
    DescribedVersion { "1.1" = V1_1, "1.2" = V1_2 }
    DescribedMode { "bulk" = Bulk, "delta" = Delta }
    DescribedSeverity { "error" = Error, "warning" = Warning, "info" = Info }
    DescribedOutcome { "kept" = Kept, "removed" = Removed, "unenrolled" = Unenrolled }
}

impl Read for DescribedAsk {
    fn read(json: Json) -> Result<Self, Wrong> {
        let names = ["filled", "unique_without_case", "filled_where", "longest", "characters", "words"];
        let (place, json) = one_of(json, &names)?;
        Ok(match place {
            0 => nothing(&json).map(|()| Self::Filled)?,
            1 => nothing(&json).map(|()| Self::UniqueWithoutCase)?,
            2 => Self::FilledWhere(Read::read(json)?),
            3 => Self::Longest(Read::read(json)?),
            4 => Self::Characters(Read::read(json)?),
            _ => Self::Words(Read::read(json)?),
        })
    }
}

fn yes() -> bool {
    true
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
fn is_yes(yes: &bool) -> bool {
    *yes
}

/// Why a description is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It has more bytes than this.
    TooLong(usize),
    /// The link has more letters than this.
    LongLink(usize),
    /// The link is cut or changed.
    BrokenLink,
    /// It is not JSON by the schema: where, and why.
    NotBySchema(String),
    /// Its form is of another number.
    OtherSchema(u8),
    /// A field holds something that it cannot hold: the field, and why.
    Field(String, &'static str),
    /// Its id or title looks like that of this receiver.
    LooksLike(&'static str),
    /// Another description has this id.
    Twice(String),
    /// There are as many as there is room for.
    TooMany(usize),
}

impl std::fmt::Display for Refused {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::TooLong(most) => {
                write!(to, "The description of the receiver is too long: at most {most} bytes are read.")
            }
            Self::LongLink(most) => {
                write!(to, "The link is too long: at most {most} characters are read. Use a file instead.")
            }
            Self::BrokenLink => write!(to, "The link is incomplete or damaged. Copy it again."),
            Self::NotBySchema(why) => write!(to, "This isn't a description of a receiver: {why}."),
            Self::OtherSchema(number) => {
                write!(to, "The description has schema {number}; this version of rostercheck reads schema 1.")
            }
            Self::Field(field, why) => write!(to, "The description isn't accepted because {field} {why}."),
            Self::LooksLike(title) => write!(
                to,
                "The description isn't accepted because its id or title looks like “{title}”, which is part of rostercheck."
            ),
            Self::Twice(id) => write!(to, "Two receivers have the id {id}. Give one of them another id."),
            Self::TooMany(most) => write!(to, "At most {most} described receivers can be used at a time."),
        }
    }
}

impl std::error::Error for Refused {}

/// Rules that say that something could not be read: what could not be read can be fit for nobody.
const NOT_TO_BE_CHANGED: [&str; 5] =
    ["unreadable-package", "unreadable-file", "odd-archive", "no-roster-files", "no-records"];

impl Described {
    /// Bytes of the longest description that is read.
    pub const LONGEST: usize = 64 * 1024;

    /// Reads a description, and refuses what is not fit to be used.
    pub fn read(json: &[u8]) -> Result<Self, Refused> {
        if json.len() > Self::LONGEST {
            return Err(Refused::TooLong(Self::LONGEST));
        }
        let json = json.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(json);
        let described: Self =
            parse(json).and_then(Read::read).map_err(|wrong| Refused::NotBySchema(safe(&wrong.told(json))))?;
        described.check()?;
        Ok(described)
    }

    /// The same as JSON, in one form.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// What it asks for, in sentences.
    pub fn in_words(&self) -> Result<Vec<String>, Refused> {
        Ok(super::words::of(&self.declaration()?))
    }

    /// What stands in it, whatever it is meant for: plain text within bounds, names of the standard.
    fn check(&self) -> Result<(), Refused> {
        if self.schema != 1 {
            return Err(Refused::OtherSchema(self.schema));
        }
        let is_id = |id: &str| {
            let kebab = id.bytes().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'-');
            kebab && (1..=40).contains(&id.len()) && !id.starts_with('-') && !id.ends_with('-')
        };
        if let Some(title) = [&self.id, &self.title].into_iter().find_map(|name| passes_for(name)) {
            return Err(Refused::LooksLike(title));
        }
        refuse_unless(is_id(&self.id), "id", "may have small letters, digits and hyphens only, at most 40")?;
        text("title", &self.title, 80)?;
        let is_latin = |letter: char| !letter.is_alphabetic() || letter.is_ascii() || ('À'..='ſ').contains(&letter);
        refuse_unless(self.title.chars().all(is_latin), "title", "may have Latin letters only")?;
        refuse_unless(Day::parse(self.written_on.as_bytes()).is_some(), "written_on", "isn't a date like 2026-11-28")?;
        refuse_unless((1..=2).contains(&self.versions.len()), "versions", "must name one or two versions")?;
        refuse_unless(self.modes.len() <= 2, "modes", "names more than two modes")?;
        for (field, list) in [("reads", self.reads.as_deref().unwrap_or_default()), ("needs", &self.needs)] {
            refuse_unless(list.len() <= TableId::ALL.len(), field, "names more files than there are")?;
            for name in list {
                file(field, name)?;
            }
        }
        if let Some(reads) = &self.reads {
            refuse_unless(!reads.is_empty(), "reads", "is empty; leave it out if all files are read")?;
            let has = |name: &String| reads.contains(name);
            refuse_unless(self.needs.iter().all(has), "needs", "names a file that isn't among those that are read")?;
        }
        if let Some(name) = self.zip.as_ref().and_then(|zip| zip.name.as_deref()) {
            text("zip.name", name, 100)?;
            let is_name = !name.contains(['/', '\\']) && name.to_ascii_lowercase().ends_with(".zip");
            refuse_unless(is_name, "zip.name", "isn't the name of a zip")?;
        }
        refuse_unless(self.columns.len() <= 200, "columns", "has more than 200 entries")?;
        for column in &self.columns {
            self.check_column(column)?;
        }
        refuse_unless(self.missing_records.len() <= TableId::ALL.len(), "missing_records", "has too many entries")?;
        for missing in &self.missing_records {
            file("missing_records", &missing.file)?;
        }
        refuse_unless(self.severities.len() <= 200, "severities", "has more than 200 entries")?;
        for DescribedRule { rule, .. } in &self.severities {
            let known = Rule::from_name(rule);
            refuse_unless(known.is_some(), "severities", "names a rule that doesn't exist")?;
            let is_free = |rule: &&Rule| {
                rule.severities.get(Receiver::ONEROSTER).is_some() && !NOT_TO_BE_CHANGED.contains(&rule.name)
            };
            let why = "names a rule that can't be changed: only rules of the standard can, and not those about files \
                       that can't be read";
            refuse_unless(known.is_some_and(|rule| is_free(&rule)), "severities", why)?;
        }
        refuse_unless(self.sources.len() <= 20, "sources", "has more than 20 entries")?;
        for page in &self.sources {
            text("sources.title", &page.title, 200)?;
            text("sources.link", &page.link, 300)?;
            let is_link = page.link.starts_with("https://") && page.link.bytes().all(|byte| byte.is_ascii_graphic());
            let has_user = page.link.bytes().any(|byte| matches!(byte, b'@' | b'\\' | b'"' | b'\''));
            refuse_unless(is_link && !has_user, "sources.link", "isn't an address that begins with https://")?;
        }
        refuse_unless(self.not_checked.len() <= 40, "not_checked", "has more than 40 entries")?;
        self.not_checked.iter().try_for_each(|what| text("not_checked", what, 300))
    }

    fn check_column(&self, rule: &DescribedColumn) -> Result<(), Refused> {
        let id = file("columns.file", &rule.file)?;
        let has = |name: &str| {
            let tables = self.versions.iter().filter_map(|version| Version::from(*version).table(id));
            tables.into_iter().any(|table| table.column_index(name).is_some())
        };
        refuse_unless(has(&rule.column), "columns.column", "names a column that the file doesn't have")?;
        match &rule.ask {
            DescribedAsk::Filled | DescribedAsk::UniqueWithoutCase => Ok(()),
            DescribedAsk::FilledWhere(of) => {
                refuse_unless(has(&of.column), "columns.ask", "names a column that the file doesn't have")?;
                text("columns.ask", &of.word, 60)
            }
            DescribedAsk::Longest(most) => refuse_unless(
                (1..=100_000).contains(most),
                "columns.ask",
                "has a length that isn't between 1 and 100,000",
            ),
            DescribedAsk::Characters(items) => {
                refuse_unless(
                    (1..=60).contains(&items.len()),
                    "columns.ask",
                    "must name 1 to 60 characters or ranges",
                )?;
                let are_ranges = items.iter().all(|item| range(item).is_some());
                refuse_unless(
                    are_ranges,
                    "columns.ask",
                    "has something that is neither a character nor a range like a-z",
                )
            }
            DescribedAsk::Words(words) => {
                refuse_unless((1..=100).contains(&words.len()), "columns.ask", "must name 1 to 100 words")?;
                words.iter().try_for_each(|word| text("columns.ask", word, 60))
            }
        }
    }

    /// The declaration. Its texts live as long as the process: see [`super::registry`].
    pub(super) fn declaration(&self) -> Result<Declaration, Refused> {
        self.check()?;
        let files = |names: &[String]| names.iter().filter_map(|name| TableId::from_file(name)).collect::<Vec<_>>();
        let zip = self.zip.as_ref().map_or(Zip::ANY, |zip| Zip {
            name: zip.name.as_deref().map(kept),
            case_matters: zip.case_matters,
            most_bytes: zip.most_megabytes.map(|megabytes| u64::from(megabytes) * 1_000_000),
        });
        let columns = self.columns.iter().filter_map(|rule| {
            Some(ColumnRule {
                file: TableId::from_file(&rule.file)?,
                column: kept(&rule.column),
                ask: rule.ask.kept(),
                severity: rule.severity.into(),
                page: 0,
                confidence: Confidence::Medium,
            })
        });
        let missing =
            self.missing_records.iter().filter_map(|it| Some((TableId::from_file(&it.file)?, it.outcome.into())));
        let severities = self
            .severities
            .iter()
            .filter_map(|it| Some((Rule::from_name(&it.rule)?.name, it.severity.map(Severity::from))));
        let page = |page: &DescribedPage| Page {
            title: kept(&page.title),
            link: kept(&page.link),
            confidence: Confidence::Medium,
        };
        Ok(Declaration {
            id: kept(&self.id),
            profile: kept(&self.id),
            title: kept(&self.title),
            versions: all(self.versions.iter().map(|version| Version::from(*version))),
            modes: all(self.modes.iter().map(|mode| Mode::from(*mode))),
            reads: self.reads.as_deref().map(|names| all(files(names).into_iter())),
            needs: all(files(&self.needs).into_iter()),
            reads_manifest: self.reads_manifest,
            zip,
            columns: all(columns),
            ids_unique_over_files: self.ids_unique_over_files.map(Severity::from),
            missing_records: all(missing),
            severities: all(severities),
            read_on: kept(&self.written_on),
            sources: all(self.sources.iter().map(page)),
            not_checked: all(self.not_checked.iter().map(|what| kept(what))),
            ..Declaration::PLAIN
        })
    }
}

fn kept(text: &str) -> &'static str {
    Box::leak(text.to_owned().into_boxed_str())
}

fn all<T>(items: impl Iterator<Item = T>) -> &'static [T] {
    Box::leak(items.collect())
}

fn refuse_unless(is_fine: bool, field: &str, why: &'static str) -> Result<(), Refused> {
    if is_fine { Ok(()) } else { Err(Refused::Field(field.into(), why)) }
}

fn file(field: &str, name: &str) -> Result<TableId, Refused> {
    TableId::from_file(name)
        .ok_or_else(|| Refused::Field(field.into(), "names a file that isn't one of the standard's"))
}

/// Refuses what is not one line of plain text.
fn text(field: &str, text: &str, longest: usize) -> Result<(), Refused> {
    refuse_unless(!text.trim().is_empty(), field, "is empty")?;
    refuse_unless(text.chars().count() <= longest, field, "is too long")?;
    refuse_unless(!text.contains(['<', '>', '`']), field, "contains a character of markup")?;
    refuse_unless(
        text.chars().all(is_plain),
        field,
        "contains a character that isn't visible or changes how text is shown",
    )?;
    // A pile of marks over one letter spills over the lines around it.
    let mut marks = 0;
    for letter in text.chars() {
        marks = if matches!(letter, '\u{0300}'..='\u{036F}' | '\u{0483}'..='\u{0489}' | '\u{20D0}'..='\u{20FF}') {
            marks + 1
        } else {
            0
        };
        refuse_unless(marks < 3, field, "contains a letter with too many marks")?;
    }
    Ok(())
}

/// Whether a character is visible, takes its own place, and lets others do so.
fn is_plain(letter: char) -> bool {
    let is_hidden = matches!(
        letter,
        '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
            | '\u{2000}'..='\u{200F}' | '\u{2028}'..='\u{202F}' | '\u{205F}'..='\u{206F}' | '\u{2800}' | '\u{3000}'
            | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFF}'
            | '\u{D7B0}'..='\u{D7FF}' | '\u{E000}'..='\u{F8FF}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{10FFFF}'
    );
    !letter.is_control() && !is_hidden && (letter == ' ' || !letter.is_whitespace())
}

/// What a parser says, without what it quotes.
fn safe(text: &str) -> String {
    text.chars().filter(|letter| is_plain(*letter) && !matches!(letter, '<' | '>')).take(200).collect()
}

/// A single character, or both ends of a range.
fn range(item: &str) -> Option<(char, char)> {
    let mut letters = item.chars();
    let ends = match (letters.next()?, letters.next(), letters.next(), letters.next()) {
        (one, None, ..) => (one, one),
        (from, Some('-'), Some(to), None) => (from, to),
        _ => return None,
    };
    let is_fine = |letter: char| is_plain(letter) && !matches!(letter, '\u{0300}'..='\u{036F}');
    (ends.0 <= ends.1 && is_fine(ends.0) && is_fine(ends.1)).then_some(ends)
}

/// The receiver that is built in, or rostercheck itself, for which a name would be taken.
fn passes_for(name: &str) -> Option<&'static str> {
    let whole = likeness::skeleton(name);
    let words: Vec<String> = likeness::words(name).collect();
    for receiver in Receiver::all() {
        let declaration = receiver.declaration();
        for known in [declaration.id, declaration.profile, declaration.title] {
            // The standard's name may be part of a title.
            let is_long = known.len() > 6 && receiver != Receiver::ONEROSTER;
            let known = likeness::skeleton(known);
            if whole == known || words.contains(&known) || is_long && whole.contains(&known) {
                // As a word, the name of the standard is nobody's.
                if receiver != Receiver::ONEROSTER || whole == known {
                    return Some(declaration.title);
                }
            }
        }
    }
    let others = ["rostercheck", "brightspace", "d2l", "dessa", "aperture", "naviance", "infinitecampus"];
    others.into_iter().find(|other| {
        let other = likeness::skeleton(other);
        words.contains(&other) || other.len() > 4 && whole.contains(&other)
    })
}

impl DescribedAsk {
    fn kept(&self) -> Ask {
        match self {
            Self::Filled => Ask::Filled(None),
            Self::FilledWhere(of) => Ask::Filled(Some((kept(&of.column), kept(&of.word)))),
            Self::Longest(most) => Ask::Longest(*most),
            Self::Characters(items) => Ask::Characters(all(items.iter().filter_map(|item| range(item)))),
            Self::Words(words) => Ask::Words(all(words.iter().map(|word| kept(word)))),
            Self::UniqueWithoutCase => Ask::UniqueWithoutCase,
        }
    }
}

impl From<DescribedVersion> for Version {
    fn from(version: DescribedVersion) -> Self {
        match version {
            DescribedVersion::V1_1 => Self::V1_1,
            DescribedVersion::V1_2 => Self::V1_2,
        }
    }
}

impl From<DescribedMode> for Mode {
    fn from(mode: DescribedMode) -> Self {
        match mode {
            DescribedMode::Bulk => Self::Bulk,
            DescribedMode::Delta => Self::Delta,
        }
    }
}

impl From<DescribedSeverity> for Severity {
    fn from(severity: DescribedSeverity) -> Self {
        match severity {
            DescribedSeverity::Error => Self::Error,
            DescribedSeverity::Warning => Self::Warning,
            DescribedSeverity::Info => Self::Info,
        }
    }
}

impl From<DescribedOutcome> for MissingRecord {
    fn from(outcome: DescribedOutcome) -> Self {
        match outcome {
            DescribedOutcome::Kept => Self::Kept,
            DescribedOutcome::Removed => Self::Removed,
            DescribedOutcome::Unenrolled => Self::Unenrolled,
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]
mod tests {
    use super::*;

    #[test]
    fn the_schema_is_fresh() {
        let schema = schemars::schema_for!(Described);
        let text = format!("{}\n", serde_json::to_string_pretty(&schema).unwrap());
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/receiver.schema.json");
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            std::fs::write(path, &text).unwrap();
        }
        let known = std::fs::read_to_string(path).unwrap_or_default();
        assert!(known == text, "{path} is stale: UPDATE_GOLDEN=1 cargo test --lib the_schema_is_fresh");
    }
    /// With every kind of field and every ask.
    const WHOLE: &str = r#"{
  "schema": 1, "id": "maple-math", "title": "Maplé \u00e9 \ud83c\udf41 \"Math\"", "written_on": "2026-11-28",
  "versions": ["1.1", "1.2"], "modes": ["bulk", "delta"], "reads": ["users.csv", "orgs.csv"], "needs": ["users.csv"],
  "reads_manifest": false, "zip": {"name": "OneRoster.zip", "case_matters": false, "most_megabytes": 20},
  "columns": [
    {"file": "users.csv", "column": "email", "ask": "filled", "severity": "error"},
    {"file": "users.csv", "column": "email", "ask": "unique_without_case", "severity": "info"},
    {"file": "users.csv", "column": "email", "severity": "warning",
     "ask": {"filled_where": {"column": "role", "word": "student"}}},
    {"file": "users.csv", "column": "email", "ask": {"longest": 50}, "severity": "error"},
    {"file": "users.csv", "column": "email", "ask": {"characters": ["a-z", "@"]}, "severity": "error"},
    {"file": "users.csv", "column": "role", "ask": {"words": ["student"]}, "severity": "error"}],
  "ids_unique_over_files": "error",
  "missing_records": [{"file": "users.csv", "outcome": "kept"}, {"file": "orgs.csv", "outcome": "unenrolled"}],
  "severities": [{"rule": "unknown-column", "severity": null}, {"rule": "unknown-column", "severity": "info"}],
  "sources": [{"title": "Guide", "link": "https://example.org/"}], "not_checked": ["Logins"]
}"#;

    /// What the tables and what the derived reader make of a text.
    fn agree(json: &[u8]) -> Option<Described> {
        let derived: Option<Described> = serde_json::from_slice(json).ok();
        let read: Option<Described> = parse(json).and_then(Read::read).ok();
        assert_eq!(read, derived, "{}", String::from_utf8_lossy(json));
        read
    }

    #[test]
    fn the_tables_read_what_the_types_say() {
        let whole = agree(WHOLE.as_bytes()).unwrap();
        assert_eq!(whole.title, "Maplé é 🍁 \"Math\"");
        assert_eq!(agree(whole.to_json().as_bytes()), Some(whole));
        // Every byte of it left out or another.
        for place in 0..WHOLE.len() {
            let (before, rest) = WHOLE.as_bytes().split_at(place);
            agree(&[before, &rest[1..]].concat());
            agree(before);
            for other in *b"\"\\{],0\n\xC3" {
                agree(&[before, &[other], &rest[1..]].concat());
            }
        }
    }

    #[test]
    fn the_tables_take_and_refuse_each_value_as_the_types_do() {
        let others = [
            "null",
            "true",
            "0",
            "255",
            "256",
            "4294967295",
            "4294967296",
            "18446744073709551616",
            "-1",
            "-0",
            "1.0",
            "1e2",
            "01",
            "\"\"",
            "\"1.1\"",
            "\"filled\"",
            "\"longest\"",
            "\"error\"",
            "\"\\ud83c\"",
            "\"\\u+123\"",
            "{}",
            "{\"filled\":null}",
            "{\"filled\":1}",
            "{\"longest\":null}",
            "{\"longest\":1,\"longest\":1}",
            "{\"words\":[\"a\",null]}",
            "[\"1.1\"]",
            "[null]",
            "[[]]",
            "[{}]",
            "{\"script\":1}",
            "tru",
            "nulll",
        ];
        let whole: serde_json::Value = serde_json::from_str(WHOLE).unwrap();
        let mut places = vec![String::new()];
        let mut seen = 0;
        while let Some(place) = places.pop() {
            let mut one = whole.clone();
            match one.pointer_mut(&place).unwrap() {
                serde_json::Value::Object(fields) => {
                    let names: Vec<String> = fields.keys().cloned().collect();
                    for name in &names {
                        places.push(format!("{place}/{name}"));
                        let mut less = whole.clone();
                        less.pointer_mut(&place).unwrap().as_object_mut().unwrap().remove(name);
                        agree(less.to_string().as_bytes());
                    }
                }
                serde_json::Value::Array(items) => {
                    places.extend((0..items.len()).map(|item| format!("{place}/{item}")));
                }
                _ => {}
            }
            // Where an object belongs, the derived reader takes a list of its values too; the schema doesn't.
            let is_object = one.pointer(&place).unwrap().is_object();
            for other in others.into_iter().filter(|other| !is_object || !other.starts_with('[')) {
                *one.pointer_mut(&place).unwrap() = serde_json::Value::String("the other".into());
                agree(one.to_string().replace("\"the other\"", other).as_bytes());
                seen += 1;
            }
        }
        assert!(seen > 1000, "{seen}");
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        let why =
            |from: &str, to: &str| Described::read(WHOLE.replacen(from, to, 1).as_bytes()).unwrap_err().to_string();
        for (from, to, said) in [
            ("\"schema\": 1,", "", "missing field `schema` at line 1 column 1."),
            (
                "\"schema\": 1",
                "\"schema\": 300",
                "expected a whole number up to 255 instead of a number at line 2 column 13.",
            ),
            ("[\"1.1\"", "[\"1.3\"", "unknown word `1.3` (expected one of 1.1, 1.2) at line 3 column 16."),
            (
                "{\"longest\": 50}",
                "\"longest\"",
                "expected a whole number up to 4294967295 instead of null at line 10 column 53.",
            ),
            (
                "\"file\"",
                "\"fille\"",
                "unknown field `fille` (expected one of file, column, ask, severity) at line 6 column 6.",
            ),
            ("\"needs\"", "\"reads\"", "duplicate field `reads` at line 3 column 95."),
            ("false", "\"no\"", "expected true or false instead of a text at line 4 column 21."),
            ("\"Guide\",", "\"Guide\"", "expected `,` at line 16 column 33."),
            ("[\"Logins\"]\n}", "[\"Logins\"", "it ends too early at line 16 column 92."),
        ] {
            assert_eq!(why(from, to), format!("This isn't a description of a receiver: {said}"));
        }
    }
}
