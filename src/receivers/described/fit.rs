//! What may stand in a description: plain text within bounds, names of the standard, and no name that passes for another.

use super::form::{Described, DescribedAsk, DescribedColumn, DescribedRule};
use super::refused::Refused;
use crate::oneroster::value::Day;
use crate::oneroster::{TableId, Version};
use crate::receivers::{Receiver, likeness};
use crate::rules::Rule;

/// Rules that say that something could not be read: what could not be read can be fit for nobody.
const NOT_TO_BE_CHANGED: [&str; 5] =
    ["unreadable-package", "unreadable-file", "odd-archive", "no-roster-files", "no-records"];

impl Described {
    /// What stands in it, whatever it is meant for: plain text within bounds, names of the standard.
    pub(super) fn check(&self) -> Result<(), Refused> {
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
        refuse_unless(is_id(&self.id), "id", "may have small letters, digits, and hyphens only, at most 40")?;
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
pub(super) fn safe(text: &str) -> String {
    text.chars().filter(|letter| is_plain(*letter) && !matches!(letter, '<' | '>')).take(200).collect()
}

/// A single character, or both ends of a range.
pub(super) fn range(item: &str) -> Option<(char, char)> {
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
