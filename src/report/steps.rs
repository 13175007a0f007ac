//! What is to be done, in steps: menu paths and lines to paste stand apart from the words around them.

use serde::Serialize;
#[cfg(test)]
use ts_rs::TS;

/// A step, or a remark between steps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Step {
    /// Whether it only says something, and there is nothing to be done about it.
    pub is_remark: bool,
    /// What it says, in its order.
    pub parts: Vec<Part>,
}

/// A part of a step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
#[cfg_attr(test, ts(rename = "StepPart"))]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Part {
    /// Words.
    Text {
        /// The words.
        text: String,
    },
    /// A way through menus.
    Path {
        /// What is chosen, one after the other.
        names: Vec<String>,
    },
    /// A line to be pasted as it is.
    Paste {
        /// The line.
        line: String,
    },
}

/// How a line to be pasted begins and ends.
const PASTE: (&str, &str) = ("EXEC ", "'bulk'");

/// Between the names of a way through menus.
const BETWEEN: &str = " > ";

/// With these words somebody is told to do something.
const VERBS: [&str; 40] = [
    "Add", "Ask", "Change", "Check", "Choose", "Close", "Copy", "Correct", "Create", "Delete", "Do", "Don't",
    "Download", "Enter", "Export", "Fill", "Find", "Give", "If", "In", "Keep", "Leave", "Look", "Make", "Move", "Open",
    "Paste", "Put", "Remove", "Rename", "Replace", "Run", "Save", "Select", "Send", "Set", "Then", "Type", "Under",
    "Write",
];

/// Divides a text into steps.
pub fn steps(text: &str) -> Vec<Step> {
    sentences(text).into_iter().map(step).filter(|step| !step.parts.is_empty()).collect()
}

fn sentences(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for line in text.split('\n') {
        let mut from = 0;
        let mut search = 0;
        while let Some(at) = line.get(search..).and_then(|rest| rest.find(". ")).map(|at| search + at) {
            search = at + 2;
            let next = line.get(search..).and_then(|rest| rest.chars().next());
            if next.is_some_and(|letter| letter.is_uppercase() || letter == '“') {
                found.extend(line.get(from..=at));
                from = search;
            }
        }
        found.extend(line.get(from..));
    }
    found.into_iter().map(str::trim).filter(|sentence| !sentence.is_empty()).collect()
}

fn step(sentence: &str) -> Step {
    let mut parts = Vec::new();
    let mut rest = sentence;
    while let Some(at) = rest.find(PASTE.0) {
        let (before, from) = rest.split_at(at);
        let end = from.find(PASTE.1).map_or(from.len(), |end| end + PASTE.1.len());
        paths(before.trim_end(), &mut parts);
        parts.push(Part::Paste { line: from.get(..end).unwrap_or(from).to_owned() });
        rest = from.get(end..).unwrap_or_default();
        // A full stop behind a line to paste would be pasted with it.
        rest = rest.trim_start_matches(['.', ',', ';']).trim_start();
    }
    paths(rest, &mut parts);
    let begins = sentence.split([' ', ',']).next().unwrap_or_default();
    let is_plain = parts.iter().all(|part| matches!(part, Part::Text { .. }));
    Step { is_remark: is_plain && !VERBS.contains(&begins), parts }
}

/// Takes the ways through menus out of a text.
fn paths(text: &str, parts: &mut Vec<Part>) {
    let Some(first) = text.find(BETWEEN) else {
        if !text.is_empty() {
            parts.push(Part::Text { text: text.to_owned() });
        }
        return;
    };
    let before = text.get(..first).unwrap_or_default();
    let mut begin = first;
    for word in before.rsplit(' ') {
        let is_verb = begin - word.len() == 0 && VERBS.contains(&word);
        let is_opened = word.starts_with(['(', '“']);
        if !is_name(word.trim_start_matches(['(', '“'])) || is_verb || word.ends_with([',', '.', ':']) {
            break;
        }
        begin -= word.len();
        if is_opened {
            begin += word.len() - word.trim_start_matches(['(', '“']).len();
            break;
        }
        begin = begin.saturating_sub(1);
    }
    if begin > 0 && text.get(begin..=begin) == Some(" ") {
        begin += 1;
    }
    // Its last name ends before a word that is none, or with a sign.
    let mut end = first;
    while let Some(at) = text.get(end..).and_then(|rest| rest.find(BETWEEN)).filter(|at| is_path(text, end, *at)) {
        end += at + BETWEEN.len();
    }
    for word in text.get(end..).unwrap_or_default().split_inclusive(' ') {
        let bare = word.trim_end();
        let plain = bare.trim_end_matches([',', '.', ':', ';', ')', '”']);
        if !is_name(plain) {
            break;
        }
        end += plain.len();
        if plain.len() < bare.len() || bare.len() == word.len() {
            break;
        }
        end += 1;
    }
    let path = text.get(begin..end).unwrap_or_default().trim_end();
    let (before, after) = (text.get(..begin).unwrap_or_default(), text.get(begin + path.len()..).unwrap_or_default());
    if !before.trim().is_empty() {
        parts.push(Part::Text { text: before.trim_end().to_owned() });
    }
    parts.push(Part::Path { names: path.split(BETWEEN).map(|name| name.trim().to_owned()).collect() });
    paths(after, parts);
}

/// Whether the next sign of a path belongs to the one that has begun: between them are names alone.
fn is_path(text: &str, from: usize, at: usize) -> bool {
    let between = text.get(from..from + at).unwrap_or_default();
    between.split(' ').all(|word| word.is_empty() || word == "and" || is_name(word))
        && !between.contains([',', '.', ':'])
}

/// Whether a word is part of the name of a menu: it has a capital letter, or is a version such as `v1.1`.
fn is_name(word: &str) -> bool {
    let mut letters = word.chars();
    match letters.next() {
        Some('&') => letters.next().is_none(),
        Some('v') => letters.next().is_some_and(|letter| letter.is_ascii_digit()),
        letter => letter.is_some_and(char::is_uppercase),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Part {
        Part::Text { text: text.into() }
    }

    fn path(names: &str) -> Part {
        Part::Path { names: names.split(BETWEEN).map(str::to_owned).collect() }
    }

    fn paste(line: &str) -> Part {
        Part::Paste { line: line.into() }
    }

    #[test]
    fn paths_and_lines_stand_apart() {
        let screen = "System Administration > Data Utilities > Data Extract Utility > Data Extract Utility Set Up";
        let line = "EXEC extract_V1P1OneRosterUsers @type = 'bulk'";
        let other = "EXEC extract_V1P1OneRosterManifest @type = 'bulk'";
        let all = steps(&format!(
            "Open {screen}, choose the extract of users.csv, and put this line into the SQL/Prism field: {line}. Do the \
             same in the extract of the manifest: {other}"
        ));
        assert_eq!(all.len(), 2);
        let [first, second] = all.as_slice() else { panic!() };
        let says = text(", choose the extract of users.csv, and put this line into the SQL/Prism field:");
        assert_eq!(first.parts, [text("Open"), path(screen), says, paste(line)]);
        assert_eq!(second.parts, [text("Do the same in the extract of the manifest:"), paste(other)]);
        assert!(!first.is_remark && !second.is_remark);
    }

    #[test]
    fn a_remark_is_no_step() {
        let all = steps(
            "Open the teacher in Campus under Census > People > Demographics and fill “Email”. Campus does not export \
             “Secondary Email”.",
        );
        assert_eq!(all.iter().map(|step| step.is_remark).collect::<Vec<_>>(), [false, true]);
        let says = [
            text("Open the teacher in Campus under"),
            path("Census > People > Demographics"),
            text(" and fill “Email”."),
        ];
        assert_eq!(all[0].parts, says);
        let courses = steps("Open it under Scheduling & Courses > Courses > Section > Staff History: two are primary.");
        assert_eq!(courses[0].parts[1], path("Scheduling & Courses > Courses > Section > Staff History"));
        let words =
            steps("Open School Info > Imports and Exports > OneRoster v1.1 Configuration in Aeries, and export.");
        let says = text(" in Aeries, and export.");
        let menus = path("School Info > Imports and Exports > OneRoster v1.1 Configuration");
        assert_eq!(words[0].parts, [text("Open"), menus, says]);
        let inside = steps("Look at the assignments in Campus (Census > People > District Assignments), and end them.");
        assert_eq!(inside[0].parts[1], path("Census > People > District Assignments"));
        assert_eq!(inside[0].parts[2], text("), and end them."));
    }

    #[test]
    fn no_line_to_paste_ends_with_a_sign_and_nothing_is_lost() {
        for said in ["", "a > b", "> >", "EXEC ", "EXEC x", "Open A > B > ", "A > B, C > D. E", "“A > B”"] {
            let written: String = steps(said)
                .iter()
                .flat_map(|step| &step.parts)
                .map(|part| match part {
                    Part::Text { text } => text.clone(),
                    Part::Path { names } => names.join(" > "),
                    Part::Paste { line } => line.clone(),
                })
                .collect();
            let letters = |text: &str| text.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>();
            assert_eq!(letters(&written), letters(said));
        }
    }
}
