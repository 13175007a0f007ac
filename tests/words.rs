//! The program speaks as people do: no word that reads as translated, and one word for one thing, in all text that a person
//! reads. The page's own words have the same test in `tests/browser/house.test.mjs`.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use std::path::{Path, PathBuf};
use std::process::Command;

use rostercheck::rules::RULES;

/// Words that nobody says, or that have a better one, each with what to say instead. A `*` stands for any end of the word.
const BANNED: &[(&str, &str)] = &[
    ("hold", "contain"),
    ("holds", "contains"),
    ("held", "contained"),
    ("stood", "was"),
    ("stand", "appear, be"),
    ("stands", "appears, is"),
    ("lie", "be"),
    ("lies", "is"),
    ("lay", "was"),
    ("leads nowhere", "points to no record"),
    ("lead to", "point to"),
    ("leads to", "points to"),
    ("behind", "after, at the end of"),
    ("take over", "use, replace"),
    ("takes over", "uses, replaces"),
    ("taken over", "used, replaced"),
    ("passed over", "ignored, skipped"),
    ("turned round", "switched"),
    ("whoever", "the person who, anyone who"),
    ("whomever", "anyone"),
    ("anew", "again"),
    ("mend*", "fix"),
    ("licence*", "license"),
    ("e-mail*", "email"),
    ("cancelled", "canceled"),
    ("recognis*", "recogniz*"),
    ("tick", "select"),
    ("ticks", "selects"),
    ("ticked", "selected"),
    ("untick", "clear"),
    ("please", "nothing"),
    ("contents of cells", "values"),
    ("contents of a cell", "a value"),
    ("who says so", "sources"),
    ("(empty)", "is empty"),
    ("kB", "KB"),
    ("of the words", "of the values"),
    ("words that it may", "values that it may"),
    ("wherein", "where"),
    ("beside", "next to"),
    ("not yet come", "in the future"),
    ("any more", "anymore, or leave it out"),
    ("hangs", "belongs to"),
    ("spelt", "spelled"),
    ("whilst", "while"),
    ("colour*", "color"),
    ("neighbour*", "next to"),
    ("upwards", "up"),
];

/// Sentences that may say such a word, by a part of them, each with the reason.
const EXCEPTIONS: &[(&str, &str)] = &[];

/// What is wrong with a text, if anything.
fn wrong_with(text: &str) -> Vec<String> {
    let low = text.to_lowercase();
    let is_letter = |letter: Option<char>| letter.is_some_and(|letter| letter.is_alphanumeric() || letter == '_');
    let says = |banned: &str| {
        let (stem, is_open) = banned.strip_suffix('*').map_or((banned, false), |stem| (stem, true));
        // `kB` differs from `KB` in its case alone.
        let (stem, text) = if stem == "kB" { (stem.to_owned(), text) } else { (stem.to_lowercase(), low.as_str()) };
        text.match_indices(&stem).any(|(at, _)| {
            let before = text[..at].chars().next_back();
            let after = text[at + stem.len()..].chars().next();
            !(stem.starts_with(char::is_alphanumeric) && is_letter(before)
                || !is_open && stem.ends_with(char::is_alphanumeric) && is_letter(after))
        })
    };
    let mut wrong: Vec<String> = BANNED
        .iter()
        .filter(|(banned, _)| says(banned))
        .map(|(banned, better)| format!("“{banned}”: say {better}"))
        .collect();
    let letters: Vec<char> = text.chars().collect();
    if letters.windows(3).any(|three| three[0].is_ascii_digit() && three[1] == ' ' && three[2] == '%') {
        wrong.push("a space before %".into());
    }
    let is_loud = |place: usize| letters[place] == '!' && letters.get(place + 1).is_none_or(|next| *next == ' ');
    if (1..letters.len()).any(|place| letters[place - 1].is_alphabetic() && is_loud(place)) {
        wrong.push("an exclamation mark".into());
    }
    // Values are quoted in curly quotes; two kinds of apostrophes beside them look like a mistake, and are not found by one search.
    if letters.windows(3).any(|three| three[0].is_alphabetic() && three[1] == '’' && three[2].is_alphabetic()) {
        wrong.push("a curly apostrophe: write '".into());
    }
    wrong
}

/// Fails with every text that says such a word and is no exception.
fn refuse<'a>(texts: impl IntoIterator<Item = (String, &'a str)>) {
    let mut found = Vec::new();
    for (place, text) in texts {
        if EXCEPTIONS.iter().any(|(allowed, _)| text.contains(allowed)) {
            continue;
        }
        found.extend(wrong_with(text).into_iter().map(|wrong| format!("{place}: {wrong}: {text}")));
    }
    assert!(found.is_empty(), "{} texts:\n{}", found.len(), found.join("\n"));
}

/// Text as a person reads it: without code, which is quoted from files and menus.
fn without_code(text: &str) -> String {
    let mut plain = String::new();
    for (place, block) in text.split("```").enumerate() {
        if place % 2 == 0 {
            plain.extend(block.split('`').step_by(2));
        }
    }
    plain
}

/// The string literals in Rust that are sentences: without comments, tests, and what is filled in.
fn sentences(source: &str) -> Vec<(usize, String)> {
    let source = source.split("#[cfg(test)]\nmod ").next().unwrap();
    let letters: Vec<char> = source.chars().collect();
    let mut found = Vec::new();
    let (mut at, mut line) = (0, 1);
    let starts = |at: usize, text: &str| {
        text.chars().enumerate().all(|(place, letter)| letters.get(at + place) == Some(&letter))
    };
    while at < letters.len() {
        match letters[at] {
            '\n' => line += 1,
            '/' if starts(at, "//") => {
                while at + 1 < letters.len() && letters[at + 1] != '\n' {
                    at += 1;
                }
            }
            // A quote as a letter; the tick of a lifetime is followed by no other.
            '\'' if starts(at, "'\"'") => at += 2,
            '\'' if starts(at, "'\\\"'") => at += 3,
            'r' if starts(at, "r\"") || starts(at, "r#\"") => {
                let end = if letters[at + 1] == '#' { "\"#" } else { "\"" };
                at += 1 + end.len();
                while at < letters.len() && !starts(at, end) {
                    line += usize::from(letters[at] == '\n');
                    at += 1;
                }
                at += end.len() - 1;
            }
            '"' if at > 0 && letters[at - 1] == 'b' => {
                at += 1;
                while at < letters.len() && letters[at] != '"' {
                    at += if letters[at] == '\\' { 2 } else { 1 };
                }
            }
            '"' => {
                let (from, mut text) = (line, String::new());
                at += 1;
                while at < letters.len() && letters[at] != '"' {
                    match (letters[at], letters.get(at + 1)) {
                        ('\\', Some('\n')) => {
                            line += 1;
                            while letters.get(at + 1).is_some_and(|letter| letter.is_whitespace()) {
                                at += 1;
                            }
                        }
                        ('\\', Some(_)) => {
                            text.push(' ');
                            at += 1;
                        }
                        ('\n', _) => {
                            line += 1;
                            text.push(' ');
                        }
                        (letter, _) => text.push(letter),
                    }
                    at += 1;
                }
                let said: String =
                    text.split('{').map(|part| part.split_once('}').map_or(part, |(_, rest)| rest)).collect();
                if said.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).count() > 1 {
                    found.push((from, said));
                }
            }
            _ => {}
        }
        at += 1;
    }
    found
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") && !path.ends_with("tests.rs") {
            found.push(path);
        }
    }
}

#[test]
fn sentences_in_the_code_say_no_banned_word() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    rust_files(&root.join("src"), &mut files);
    files.sort();
    let mut said = Vec::new();
    for path in files {
        let name = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
        if name.contains("/tests/") {
            continue;
        }
        let source = std::fs::read_to_string(&path).unwrap();
        said.extend(sentences(&source).into_iter().map(|(line, text)| (format!("{name}:{line}"), text)));
    }
    assert!(said.len() > 1000, "{}", said.len());
    refuse(said.iter().map(|(place, text)| (place.clone(), text.as_str())));
}

#[test]
fn pages_of_rules_say_no_banned_word() {
    let pages: Vec<(&str, String)> = RULES
        .iter()
        .flat_map(|rule| {
            let lines = without_code(rule.page);
            lines.split(". ").map(|sentence| (rule.name, sentence.replace('\n', " "))).collect::<Vec<_>>()
        })
        .collect();
    refuse(pages.iter().map(|(rule, sentence)| ((*rule).to_owned(), sentence.as_str())));
}

#[test]
fn the_help_of_the_command_says_no_banned_word() {
    let command = env!("CARGO_BIN_EXE_rostercheck");
    let commands = [
        None,
        Some("check"),
        Some("compare"),
        Some("repair"),
        Some("mask"),
        Some("rules"),
        Some("explain"),
        Some("receivers"),
    ];
    for name in commands {
        let output = Command::new(command).args(name).arg("--help").output().unwrap();
        let help = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success() && help.len() > 100, "{name:?}: {help}");
        refuse(help.lines().map(|line| (format!("{name:?} --help"), line)));
    }
}

#[test]
fn guides_say_no_banned_word() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for name in [
        "README.md",
        "SECURITY.md",
        "docs/for-districts.md",
        "docs/for-help-centres.md",
        "docs/many-packages.md",
        "docs/nightly-jobs.md",
        "docs/privacy.md",
    ] {
        let text = without_code(&std::fs::read_to_string(root.join(name)).unwrap());
        refuse(text.lines().map(|line| (name.to_owned(), line)));
    }
}

#[test]
fn banned_words_are_found_and_others_are_not() {
    for text in [
        "users.csv holds 3 rows",
        "Tick the box",
        "An e-mail address",
        "email is (empty)",
        "about 22 % of rows",
        "10 kB",
        "Done!",
        "The licences",
        "Whoever made it",
    ] {
        assert_eq!(wrong_with(text).len(), 1, "{text}");
    }
    for text in [
        "The threshold",
        "a household",
        "Standard",
        "10 KB",
        "22% of rows",
        "a stick",
        "family email",
        "a != b",
        "<!DOCTYPE html>",
    ] {
        assert!(wrong_with(text).is_empty(), "{text}: {:?}", wrong_with(text));
    }
    let source = "// a \"comment that holds\"\nlet a = '\"'; say(\"one {holds} \\\n   two\"); r#\"raw \"holds\" it\"#; x(\"word\");\n";
    assert_eq!(sentences(source), [(2, "one  two".to_owned())]);
    assert_eq!(without_code("a `b` c\n```\nd\n```\ne"), "a  c\n\ne");
}
