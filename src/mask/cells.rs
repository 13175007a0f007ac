//! Cells, replaced by what their column holds.

use super::dates::Dates;
use super::key::Key;
use super::scores::Scores;
use super::text::Texts;
use crate::oneroster::value::{Day, GRADES, is_year};
use crate::oneroster::{Column, Kind, Table, TableId, Version};
use crate::rules::broken_in;

/// How often a text is replaced once more because it turned out to be what it must not be.
const MOST_TRIES: usize = 100;

/// What happens to the cells of a column.
#[derive(Clone, Debug)]
pub(super) enum Kept {
    /// They stay.
    All,
    /// Nothing of them stays.
    Nothing,
    /// Words that the standard knows, in any letter case.
    Words(Vec<&'static str>),
    /// Codes of grades.
    Grades,
    /// A year, or two.
    Years,
    /// The distances of dates.
    Distances,
    /// Numbers.
    Numbers,
    /// The side of every limit that a score is on.
    Sides,
    /// A text that is a name, or another one: broken letters stay broken. The name of the column.
    Broken(&'static str),
}

/// Words with which people say yes and no.
const BOOLEANS: [&str; 10] = ["true", "false", "yes", "no", "y", "n", "t", "f", "1", "0"];

/// Words for grades that the list of codes does not have. Numbers of one or two digits are grades too.
const MORE_GRADES: [&str; 7] = ["K", "P", "KN", "PK3", "PK4", "Pre-K", "UN"];

impl Kept {
    /// What is kept of a column.
    pub(super) fn of(table: &Table, column: &'static Column, keeps_school_names: bool) -> Self {
        match column.kind {
            _ if keeps_school_names && table.id == TableId::Orgs && column.name == "name" => Self::All,
            Kind::Status => Self::Words(vec!["active", "tobedeleted", "inactive"]),
            Kind::Boolean => Self::Words(BOOLEANS.to_vec()),
            Kind::Token(_) => Self::Words(words(table.id, column.name)),
            Kind::Grade => Self::Grades,
            Kind::Text if column.name == "grades" => Self::Grades,
            Kind::Year => Self::Years,
            Kind::Float if column.name == "score" => Self::Sides,
            Kind::Integer | Kind::Float => Self::Numbers,
            Kind::Text => Self::Broken(column.name),
            Kind::Date | Kind::DateLastModified => Self::Distances,
            Kind::SourcedId | Kind::SourcedIdOf(_) | Kind::Reference(_) | Kind::Pair => Self::Nothing,
        }
    }

    /// What is kept of a column that has another name: the words of those that are missing, by which one may be known.
    pub(super) fn of_missing(table: Option<&'static Table>, there: &[Option<usize>]) -> Self {
        let missing = table.into_iter().flat_map(|table| {
            table
                .columns
                .iter()
                .enumerate()
                .filter(|(column, _)| !there.contains(&Some(*column)))
                .map(move |it| (table, it.1))
        });
        let words: Vec<&str> = missing
            .filter_map(|(table, column)| match Self::of(table, column, false) {
                Self::Words(words) => Some(words),
                _ => None,
            })
            .flatten()
            .collect();
        if words.is_empty() { Self::Nothing } else { Self::Words(words) }
    }

    /// What is kept where a cell may belong to another column.
    pub(super) fn in_doubt(&self) -> Self {
        match self {
            Self::Words(words) => Self::Words(words.clone()),
            _ => Self::Nothing,
        }
    }
}

/// The words of a column in all versions.
fn words(table: TableId, column: &str) -> Vec<&'static str> {
    let of = |version: Version| match version.table(table)?.columns.iter().find(|it| it.name == column)?.kind {
        Kind::Token(tokens) => Some(tokens.words),
        _ => None,
    };
    Version::ALL.into_iter().filter_map(of).flatten().copied().collect()
}

/// Replaces cells.
pub(super) struct Cells {
    pub(super) texts: Texts,
    pub(super) dates: Dates,
    pub(super) scores: Scores,
    spare: [Vec<u8>; 2],
}

impl Cells {
    pub(super) fn new(key: Key) -> Self {
        let dates = Dates::new(&key);
        Self { texts: Texts::new(key), dates, scores: Scores::default(), spare: Default::default() }
    }

    /// Writes a cell behind `out`, replaced: as it stands in the file, with quotes and spaces around it.
    pub(super) fn replace(&mut self, kept: &Kept, raw: &[u8], out: &mut Vec<u8>) {
        let inner = match raw {
            [b'"', inner @ .., b'"'] => inner,
            _ => raw,
        };
        let core = inner.trim_ascii();
        if core.is_empty() || matches!(kept, Kept::All) {
            out.extend_from_slice(raw);
            return;
        }
        let begins = core.as_ptr() as usize - raw.as_ptr() as usize;
        out.extend_from_slice(raw.get(..begins).unwrap_or_default());
        match kept {
            Kept::Words(words) => self.items(core, out, |item| {
                let is_word = words.iter().any(|word| word.as_bytes().eq_ignore_ascii_case(item));
                is_word.then_some(item.len()).or_else(|| ext(item))
            }),
            Kept::Grades => self.items(core, out, |item| is_grade(item).then_some(item.len())),
            _ => self.core(kept, core, out),
        }
        out.extend_from_slice(raw.get(begins + core.len()..).unwrap_or_default());
    }

    /// The items of a list, of which some bytes at the front are kept; all of them if it is a word.
    fn items(&mut self, core: &[u8], out: &mut Vec<u8>, known: impl Fn(&[u8]) -> Option<usize>) {
        for (number, item) in core.split(|byte| *byte == b',').enumerate() {
            if number > 0 {
                out.push(b',');
            }
            let word = item.trim_ascii();
            let kept = if word == b"NULL" { Some(word.len()) } else { known(word) };
            let begins = if word.is_empty() { 0 } else { word.as_ptr() as usize - item.as_ptr() as usize };
            let (front, rest) = item.split_at(begins + kept.unwrap_or(0));
            out.extend_from_slice(front);
            // What is no word does not become one.
            self.until(rest, out, |other| known(other.trim_ascii()) == known(rest.trim_ascii()) || kept.is_some());
        }
    }

    fn core(&mut self, kept: &Kept, core: &[u8], out: &mut Vec<u8>) {
        let is_numeric = || core.iter().all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'-' | b'+' | b'e' | b'E'));
        match kept {
            Kept::Years if is_year(core) || core.len() <= 9 && core.iter().all(|it| !it.is_ascii_alphabetic()) => {
                out.extend_from_slice(core);
            }
            Kept::Numbers if is_numeric() => out.extend_from_slice(core),
            Kept::Sides if self.scores.replace(self.texts.key(), core, out) => {}
            Kept::Sides => self.until(core, out, |other| {
                let is_number = |text: &[u8]| std::str::from_utf8(text).is_ok_and(|it| it.parse::<f64>().is_ok());
                is_number(other) == is_number(core)
            }),
            // Null is a family name too.
            Kept::Broken("familyName" | "preferredFamilyName") if core == b"NULL" => self.texts.replace(core, out),
            _ if core == b"NULL" => out.extend_from_slice(core),
            _ if core.first().is_some_and(u8::is_ascii_digit)
                && self.dates.replace(core, matches!(kept, Kept::Distances), out) => {}
            Kept::Broken(column) if core.iter().any(|byte| !byte.is_ascii() || b"&=%?".contains(byte)) => {
                self.broken(column, core, out);
            }
            _ if core.contains(&b'+') && core.iter().any(u8::is_ascii_digit) => self.rounded(core, out),
            _ if core.len() == 10 => self.until(core, out, |other| Day::parse(other).is_none()),
            _ => self.texts.replace(core, out),
        }
    }

    /// Replaces a text until the new one is as it should be, which the old one is.
    fn until(&mut self, text: &[u8], out: &mut Vec<u8>, is_right: impl Fn(&[u8]) -> bool) {
        let [mut from, mut to] = std::mem::take(&mut self.spare);
        from.clear();
        from.extend_from_slice(text);
        for _ in 0..MOST_TRIES {
            to.clear();
            self.texts.replace(&from, &mut to);
            if is_right(&to) {
                break;
            }
            std::mem::swap(&mut from, &mut to);
        }
        out.extend_from_slice(&to);
        self.spare = [from, to];
    }

    /// A text with letters beyond ASCII, or signs by which they were written: what is broken stays broken, and nothing
    /// else becomes it.
    fn broken(&mut self, column: &str, text: &[u8], out: &mut Vec<u8>) {
        let Some(pieces) = broken_in(column, text) else {
            self.until(text, out, |other| broken_in(column, other).is_none());
            return;
        };
        let mut rest = text;
        while !rest.is_empty() {
            let at = |piece: &String| find(rest, piece.as_bytes()).map(|at| (at, piece.len()));
            let Some((at, length)) = pieces.iter().filter(|piece| !piece.is_empty()).filter_map(at).min() else {
                break;
            };
            self.texts.replace(rest.get(..at).unwrap_or_default(), out);
            out.extend_from_slice(rest.get(at..at + length).unwrap_or_default());
            rest = rest.get(at + length..).unwrap_or_default();
        }
        self.texts.replace(rest, out);
    }

    /// A number that a spreadsheet program rounded stays one, and nothing else becomes one.
    fn rounded(&mut self, text: &[u8], out: &mut Vec<u8>) {
        let parts = |text: &[u8]| -> Option<usize> {
            let exponent = text.iter().position(|byte| matches!(byte, b'e' | b'E'))?;
            let is_rounded = text.get(exponent + 1) == Some(&b'+')
                && text.iter().enumerate().all(|(at, byte)| {
                    byte.is_ascii_digit() || at == exponent || at == exponent + 1 || at == 1 && *byte == b'.'
                });
            is_rounded.then_some(exponent)
        };
        match parts(text) {
            Some(exponent) => {
                self.texts.replace(text.get(..exponent).unwrap_or_default(), out);
                out.extend_from_slice(text.get(exponent..).unwrap_or_default());
            }
            None => self.until(text, out, |other| parts(other).is_none()),
        }
    }
}

fn find(text: &[u8], piece: &[u8]) -> Option<usize> {
    text.windows(piece.len()).position(|window| window == piece)
}

/// The bytes of `ext:`, where a term of one's own follows.
fn ext(word: &[u8]) -> Option<usize> {
    const PREFIX: &[u8] = b"ext:";
    word.get(..PREFIX.len()).is_some_and(|front| front.eq_ignore_ascii_case(PREFIX)).then_some(PREFIX.len())
}

fn is_grade(word: &[u8]) -> bool {
    let is_code = GRADES.iter().chain(&MORE_GRADES).any(|code| code.as_bytes().eq_ignore_ascii_case(word));
    is_code || word.len() <= 2 && word.iter().all(u8::is_ascii_digit)
}
