//! In the rooms that find things out nothing is put into words: they give facts, and `words.rs` of the room, or the
//! report, tells them. So words can be read, tested and translated in one place each.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::rust_words::{without_tests, words};

/// Folders of `src/` that work.
const ROOMS: [&str; 7] = ["check", "compare", "copy", "csv", "mask", "package", "repair"];

/// Files that may hold sentences, and why.
const LEFT: &[(&str, &str)] = &[
    ("compare/html.rs", "a writer: headings and lines of a page"),
    ("compare/text.rs", "a writer: lines for a terminal"),
    ("package/entry_reader.rs", "what zlib says, by which its failures are told apart"),
    ("repair/catalogue.rs", "the catalogue of repairs says in one sentence what each does"),
    ("repair/receipt_html.rs", "a writer: headings and lines of a page"),
];

/// What speaks to programmers only, when something is wrong in the program.
const FOR_PROGRAMMERS: [&str; 8] =
    ["assert", "assert_eq", "assert_ne", "debug_assert", "debug_assert_eq", "debug_assert_ne", "panic", "unreachable"];

/// Looks for sentences in the rooms that work.
pub(crate) fn check(root: &Path) -> Result<()> {
    let source = root.join("src");
    let mut wrong = 0;
    let mut left: Vec<&str> = LEFT.iter().map(|(file, _)| *file).collect();
    for room in ROOMS {
        for (name, text) in files(&source, room)? {
            let found = sentences(&text);
            if LEFT.iter().any(|(file, _)| *file == name) {
                left.retain(|file| *file != name || found.is_empty());
                continue;
            }
            for sentence in found {
                eprintln!("src/{name}: {sentence:?}");
                wrong += 1;
            }
        }
    }
    for file in left {
        eprintln!("xtask/src/engine_words.rs: src/{file} contains no sentence anymore: remove its line");
        wrong += 1;
    }
    if wrong > 0 {
        bail!("sentences stand in rooms that find things out; their place is the room's words.rs, or src/report/");
    }
    Ok(())
}

/// The files of a folder with their texts, by their names in `src/`. Tests and words are left out.
fn files(source: &Path, folder: &str) -> Result<Vec<(String, String)>> {
    let path = source.join(folder);
    let listed = fs::read_dir(&path).with_context(|| format!("{} cannot be listed", path.display()))?;
    let mut found = Vec::new();
    for entry in listed {
        let path = entry?.path();
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let name = format!("{folder}/{}", path.file_name().unwrap_or_default().to_string_lossy());
        if matches!(&*stem, "tests" | "words") {
            continue;
        }
        if path.is_dir() {
            found.extend(files(source, &name)?);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push((name, fs::read_to_string(&path)?));
        }
    }
    Ok(found)
}

/// The sentences in a Rust file.
fn sentences(text: &str) -> Vec<String> {
    let words = without_tests(&words(text));
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let next = words.get(at + 1).map_or("", String::as_str);
        if word == "#" || next == "!" && FOR_PROGRAMMERS.contains(&word.as_str()) {
            at = end_of_group(&words, at);
        } else if let Some(text) = word.strip_prefix('"').filter(|text| is_sentence(text)) {
            found.push(text.to_owned());
        }
        at += 1;
    }
    found
}

/// The place of what closes the first bracket from here on.
fn end_of_group(words: &[String], from: usize) -> usize {
    let mut depth = 0;
    for (at, word) in words.iter().enumerate().skip(from) {
        match word.as_str() {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" if depth == 1 => return at,
            ")" | "]" | "}" => depth -= 1,
            _ => {}
        }
    }
    words.len()
}

/// Whether three words follow each other, two of them in small letters. What is filled in may be any word.
fn is_sentence(text: &str) -> bool {
    let (mut run, mut small) = (0, 0);
    for word in text.split_whitespace() {
        let bare = word.trim_matches([',', '.', ':', ';', '!', '?', '(', ')', '“', '”']);
        let is_small = bare.chars().all(|letter| letter.is_ascii_lowercase() || matches!(letter, '\'' | '’' | '-'));
        let is_word = bare.starts_with('{') && bare.ends_with('}') || bare.chars().all(char::is_alphabetic) || is_small;
        if bare.is_empty() || !is_word {
            (run, small) = (0, 0);
            continue;
        }
        run += 1;
        small += usize::from(is_small);
        if run >= 3 && small >= 2 {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rooms_of_this_project_give_facts() {
        check(&crate::workspace::root().unwrap()).unwrap();
    }

    #[test]
    fn sentences_are_found() {
        let found = |text: &str| sentences(text).len();
        assert_eq!(found("fn f() -> String { format!(\"{count} rows were read\") }"), 1);
        assert_eq!(found("const A: &str = \"it isn’t there\"; const B: &str = r#\"nor is it here\"#;"), 2);
        assert_eq!(found("fn f() { add(\"The {title} would remove {who}.\") }"), 1);
    }

    #[test]
    fn names_and_words_for_programmers_are_none() {
        for text in [
            "const A: [&str; 3] = [\"PKWARE DCL Implode\", \"too-many-cells\", \"vertical bar\"];",
            "const A: &[u8] = b\"<!doctype html\";",
            "#[allow(dead_code, reason = \"nobody needs it yet\")] fn f() {}",
            "fn f() { debug_assert!(g(1), \"this can not be\"); }",
            "/// \"A line of words\"\nfn f() {}",
            "#[cfg(test)]\nmod tests { const A: &str = \"a line of words\"; }",
        ] {
            assert_eq!(sentences(text), [] as [String; 0], "{text}");
        }
    }
}
