//! Rust files, taken apart into their words: enough for the lints of this project, which look for names and texts.

/// The text without its modules of tests. In other modules that stand in the file, `super` is the file itself.
pub(crate) fn without_tests(words: &[String]) -> Vec<String> {
    let test = ["#", "[", "cfg", "(", "test", ")", "]"];
    let mut kept: Vec<String> = Vec::new();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let is_module = word == "mod" && words.get(at + 2).is_some_and(|word| word == "{");
        if !is_module {
            kept.push(word.clone());
            at += 1;
            continue;
        }
        let is_marked =
            kept.len() >= test.len() && kept.iter().rev().zip(test.iter().rev()).all(|(word, of)| word == of);
        let is_test = is_marked || words.get(at + 1).is_some_and(|name| name == "tests");
        let mut depth = 0;
        at += 2;
        while let Some(word) = words.get(at) {
            depth += i32::from(word == "{") - i32::from(word == "}");
            if !is_test {
                kept.push(if word == "super" { "self".into() } else { word.clone() });
            }
            at += 1;
            if depth == 0 {
                break;
            }
        }
    }
    kept
}

/// Words and signs of a Rust file; of a text in quotes, what stands in it, with a quote before it. Comments and letters in
/// quotes are left out.
pub(crate) fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if let Some(raw) = raw_text(rest) {
            words.extend(rest.get(..raw).map(|text| format!("\"{}", text.trim_matches(['b', 'r', '#', '"']))));
            raw
        } else if first == '"' {
            let length = quoted(rest, '"');
            words.extend(rest.get(..length).map(|text| text.trim_end_matches('"').to_owned()));
            length
        } else if first == '\'' && (rest.starts_with("'\\") || rest.chars().nth(2) == Some('\'')) {
            quoted(rest, '\'')
        } else if first.is_alphabetic() || first == '_' {
            let length = rest.find(|letter: char| !letter.is_alphanumeric() && letter != '_').unwrap_or(rest.len());
            words.extend(rest.get(..length).map(str::to_owned));
            length
        } else if rest.starts_with("::") {
            words.push("::".into());
            2
        } else {
            if !first.is_whitespace() {
                words.push(first.into());
            }
            first.len_utf8()
        };
        rest = rest.get(length..).unwrap_or_default();
    }
    words
}

/// The length of a text like `r#"…"#` that stands at the front.
fn raw_text(text: &str) -> Option<usize> {
    let inside = text.strip_prefix("br").or_else(|| text.strip_prefix('r'))?;
    let hashes = inside.len() - inside.trim_start_matches('#').len();
    let quoted = inside.get(hashes..)?.strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    let start = text.len() - quoted.len();
    Some(quoted.find(&end).map_or(text.len(), |at| start + at + end.len()))
}

/// The length of what stands in quotes at the front.
fn quoted(text: &str, quote: char) -> usize {
    let mut is_escaped = false;
    for (at, letter) in text.char_indices().skip(1) {
        if letter == quote && !is_escaped {
            return at + 1;
        }
        is_escaped = letter == '\\' && !is_escaped;
    }
    text.len()
}
