//! Whether a cell of a header looks like the name of a column. What does not may be a person's: a record that was taken
//! for a header, or one that follows the header on the same line.

use std::sync::OnceLock;

use super::nearest;
use crate::oneroster::{MANIFEST_COLUMNS, TableId, Version};

/// Words that people name columns with, besides those in the names of the standard.
const WORDS: &str = "account active address advisor alias alternate area attendance audit begin building calendar campus \
    category city comment company contact counselor country county created credit current custom data default \
    department desc detail disabled display district domain eligibility ell email end enroll enrolled enrollment entry \
    esl ethnic ethnicity exit export ext extension external extra field file first flag full gender gifted gpa \
    graduation guid guardian has hispanic home homeroom hours iep image import index initial instructor internal \
    label language last legacy length level local locker login lunch mail main marker maximum member \
    middle migrant mobile modified month nick notes num number office order payroll percent person personnel \
    photo pin points position postal preferred prefix previous primary principal program race reason record \
    region relation relationship report room roster row salutation schedule sec secondary section sequence service site \
    sped sort source ssid staff stamp start state street student sub suffix summary system table teacher team text \
    track transportation update updated url uuid value vendor verified version web weight withdrawal zip zone";

/// How the names of columns end that are written with spaces.
const LAST_WORDS: [&str; 15] = [
    "name", "id", "number", "code", "date", "type", "phone", "email", "status", "level", "year", "address", "grade",
    "school", "role",
];

/// Words for columns that are common names of people too: by itself, one of them may be somebody.
const NAMES_OF_PEOPLE: &str = "black day dean english field fields first grace hunter key keys lane last legacy locker long major \
    mark marker marks max middle nick page parent parents post price race rank room rooms sites stamp street streets weeks \
    white whites";

/// Fewest letters of a word within a name that does not set its words apart.
const SHORTEST: usize = 3;

/// In their order.
fn words() -> &'static [String] {
    static WORDS_IN_USE: OnceLock<Vec<String>> = OnceLock::new();
    WORDS_IN_USE.get_or_init(|| {
        let of_names = standard_names().flat_map(|name| parts(name).collect::<Vec<_>>());
        let mut all: Vec<String> = WORDS.split_whitespace().map(str::to_owned).chain(of_names).collect();
        crate::order::sort(&mut all);
        all
    })
}

/// The names of columns that the standard gives a file, in whatever version; of any file where it is not known.
fn names_in(file: Option<TableId>) -> impl Iterator<Item = &'static str> {
    let tables = Version::ALL.into_iter().flat_map(Version::tables);
    let tables = tables.filter(move |table| file.is_none_or(|file| table.id == file));
    tables.flat_map(|table| table.columns).map(|column| column.name)
}

fn standard_names() -> impl Iterator<Item = &'static str> {
    names_in(None).chain(MANIFEST_COLUMNS)
}

/// The words of a name, in small letters: `givenName`, `given_name` and `Given Name` have the same.
fn parts(name: &str) -> impl Iterator<Item = String> {
    let mut parts: Vec<String> = Vec::new();
    let mut before = ' ';
    for letter in name.chars() {
        if letter.is_ascii_alphabetic() {
            let begins = !before.is_ascii_alphabetic() || (letter.is_ascii_uppercase() && before.is_ascii_lowercase());
            if begins {
                parts.push(String::new());
            }
            if let Some(part) = parts.last_mut() {
                part.push(letter.to_ascii_lowercase());
            }
        }
        before = letter;
    }
    parts.into_iter()
}

/// Whether this looks like the name of a column, in this file if it is known.
pub(crate) fn is_column_name(name: &str, file: Option<TableId>) -> bool {
    let is_name_letter = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '.' | '-' | ' ');
    if name.is_empty() || name.len() > 60 || !name.chars().all(is_name_letter) {
        return false;
    }
    // A number is an id, or part of one.
    if name.bytes().filter(u8::is_ascii_digit).count() > 1 && !name.starts_with("metadata.") {
        return false;
    }
    // Whoever extends the standard names the columns.
    if name.starts_with("metadata.") {
        return !name.contains(' ');
    }
    // A word by itself with a capital may be a surname: White, Day and Street are words of columns. Without one, few words
    // are, and in another file the name of a column is no better than any.
    if is_one_word(name) && name.starts_with(|letter: char| letter.is_ascii_uppercase()) {
        return false;
    }
    if NAMES_OF_PEOPLE.split(' ').any(|word| word == name.trim()) && !names_in(file).any(|own| own == name) {
        return false;
    }
    // Two words with capitals may be a person too, unless the last one says what a column has.
    if name.contains(' ') && !LAST_WORDS.contains(&parts(name).last().unwrap_or_default().as_str()) {
        return false;
    }
    let is_nearly_known = || name.len() > 5 && nearest(name, standard_names()).is_some();
    let mut parts = parts(name).peekable();
    parts.peek().is_some() && parts.all(|part| is_made_of_words(&part)) || is_nearly_known()
}

/// Whether it is a single word of those that columns are named with.
fn is_one_word(name: &str) -> bool {
    let mut parts = parts(name);
    parts.next().is_some_and(|part| is_word(&part)) && parts.next().is_none()
}

fn is_word(word: &str) -> bool {
    let is_known = |word: &str| words().binary_search_by(|known| known.as_str().cmp(word)).is_ok();
    is_known(word) || is_known(word.strip_suffix('s').unwrap_or(word))
}

/// Whether words stand in it one behind the other, and nothing else.
fn is_made_of_words(text: &str) -> bool {
    if is_word(text) {
        return true;
    }
    // `ends[at]`: whether what stands before this place is made of words.
    let mut ends = vec![false; text.len() + 1];
    ends[0] = true;
    for end in SHORTEST..=text.len() {
        ends[end] = (0..=end - SHORTEST)
            .chain((end == text.len() && text.ends_with("id")).then_some(end.saturating_sub(2)))
            .any(|from| ends[from] && text.get(from..end).is_some_and(is_word));
    }
    ends[text.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_columns_look_like_it() {
        for name in standard_names() {
            assert!(is_column_name(name, None), "{name}");
            assert!(is_column_name(&name.to_lowercase(), None), "{name} in small letters");
            assert!(
                is_column_name(&name.to_uppercase(), None) || is_one_word(&name.to_uppercase()),
                "{name} in capitals"
            );
        }
        for name in [
            "student_id",
            "StudentNumber",
            "First Name",
            "homeroom",
            "USERS.sourcedId",
            "schoolyear",
            "metadata.jp.kanaName",
            "Home Phone",
            "studentid",
            "familyNmae",
            "ext_gender",
            "grade level",
            "email2",
            "SCHOOLID",
            "lastname",
        ] {
            assert!(is_column_name(name, None), "{name}");
        }
    }

    #[test]
    fn a_word_that_is_a_name_is_a_column_only_where_the_standard_has_it() {
        for name in ["white", "street", "page", "day", "parent"] {
            assert!(!is_column_name(name, Some(TableId::Users)), "{name}");
        }
        assert!(is_column_name("white", Some(TableId::Demographics)) && is_column_name("white", None));
        assert!(is_column_name("homeroom", Some(TableId::Users)) && is_column_name("street_address", None));
    }

    #[test]
    fn people_do_not_look_like_columns() {
        for cell in [
            "Zebulon",
            "Okafor",
            "ann.lee",
            "alee42",
            "Maria Lopez",
            "zoe@example.org",
            "2012-03-14",
            "4711",
            "true",
            "Zoë",
            "O'Brien",
            "student404",
            "55 Main St",
            "Grace",
            "Page",
            "Hunter",
            "Chase",
            "Dean Marks",
            "u-1001",
            "Smith",
            "White",
            "BLACK",
            "Day",
            "Street",
            "Parent",
            "Max",
            "Key",
            "Middle",
            "Max White",
            "Masters",
            "Johnson",
            "Lee",
            "Robin Teacherson",
            "{Fed:123}",
            "Ada Lovelace Elementary",
            "",
            "Rosterford",
            "jsmith",
        ] {
            assert!(!is_column_name(cell, None), "{cell}");
        }
    }
}
