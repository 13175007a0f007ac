//! `cargo xtask new-receiver`: the skeleton of a receiver, entered where receivers are listed. It compiles, and fails the
//! tests that say what it still needs.

use std::fs;

use anyhow::{Context, Result, ensure};

use crate::workspace;

/// The words with which the list of `src/receivers/mod.rs` begins.
const LIST: &str = "static DECLARED: &[&Declaration] = &[\n";

pub(crate) fn run(id: &str) -> Result<()> {
    ensure!(
        id.starts_with(|first: char| first.is_ascii_lowercase())
            && id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'),
        "a receiver's id is in kebab-case and is its name, such as `great-minds`"
    );
    let root = workspace::root()?;
    let module = id.replace('-', "_");
    let folder = root.join("src/receivers");
    let file = folder.join(format!("{module}.rs"));
    ensure!(!file.exists(), "src/receivers/{module}.rs is there already");
    let list = folder.join("mod.rs");
    let read = fs::read_to_string(&list).with_context(|| format!("{} cannot be read", list.display()))?;
    let entered = with_receiver(&read, &module)?;
    fs::write(&file, skeleton(id))?;
    fs::write(&list, entered)?;
    println!(
        "Wrote src/receivers/{module}.rs and entered it in src/receivers/mod.rs.\n\n\
        Next: fill in what its pages say, each statement with its page; then\n\
        \x20   cargo test --test library receivers::\n\
        says what is missing, and `cargo xtask bless` writes the matrix of rules and receivers.\n\
        See CONTRIBUTING.md."
    );
    Ok(())
}

/// The module with one receiver more: at its place among the modules, and at the end of the list.
fn with_receiver(text: &str, module: &str) -> Result<String> {
    let is_module = |line: &&str| line.starts_with("mod ") || line.starts_with("pub mod ");
    let name = |line: &str| line.trim_start_matches("pub ").trim_start_matches("mod ").trim_end_matches(';').to_owned();
    let modules: Vec<&str> = text.lines().filter(is_module).collect();
    ensure!(!modules.iter().any(|line| name(line) == module), "src/receivers/mod.rs has a module {module} already");
    let line = format!("mod {module};\n");
    let before = modules.iter().find(|line| name(line).as_str() > module);
    let at = match (before, modules.last()) {
        (Some(line), _) => text.find(&format!("{line}\n")),
        (None, Some(last)) => text.find(&format!("{last}\n")).map(|at| at + last.len() + 1),
        (None, None) => None,
    };
    let at = at.context("src/receivers/mod.rs has no modules")?;
    let (head, tail) = text.split_at(at);
    let text = format!("{head}{line}{tail}");
    let list = text.find(LIST).context("src/receivers/mod.rs has no list of receivers")? + LIST.len();
    let end = text.get(list..).and_then(|rest| rest.find("];\n")).context("the list of receivers does not end")?;
    let (head, tail) = text.split_at(list + end);
    Ok(format!("{head}    &{module}::DECLARATION,\n{tail}"))
}

fn skeleton(id: &str) -> String {
    let title: Vec<String> = id
        .split('-')
        .map(|word| {
            let (first, rest) = word.split_at(word.len().min(1));
            format!("{}{rest}", first.to_ascii_uppercase())
        })
        .collect();
    let title = title.join(" ");
    format!(
        r#"//! {title}: what its pages say of OneRoster CSV files, as data.

use super::{{Confidence, Declaration, Page}};
use crate::oneroster::{{Mode, TableId, Version}};

/// The receiver.
pub(super) static DECLARATION: Declaration = Declaration {{
    id: "{id}",
    profile: "{id}",
    title: "{title}",
    versions: &[Version::V1_1],
    modes: &[Mode::Bulk],
    needs: &[TableId::Orgs, TableId::Users, TableId::Enrollments],
    // What it asks of single columns goes into `columns`, what it makes of rules of the standard into `severities`: see the
    // other files of this folder, and `declaration.rs`.
    read_on: "SAY WHEN, AS YYYY-MM-DD",
    sources: &[Page {{
        title: "SAY WHOSE PAGE IT IS, AND ABOUT WHAT",
        link: "https://SAY WHERE IT IS",
        confidence: Confidence::Medium,
    }}],
    not_public: &["SAY WHAT ITS PAGES LEAVE OPEN"],
    not_checked: &[],
    complete: 0,
    ..Declaration::PLAIN
}};
"#
    )
}

#[cfg(test)]
mod tests {
    use super::{LIST, skeleton, with_receiver};

    #[test]
    fn a_receiver_is_entered_at_its_place_and_at_the_end_of_the_list() {
        let text =
            format!("//! Receivers.\n\nmod classlink;\npub mod dessa;\nmod words;\n\n{LIST}    &STANDARD,\n];\n");
        let entered = with_receiver(&text, "maple_math").expect("there is a list");
        let expected = text
            .replace("mod words;\n", "mod maple_math;\nmod words;\n")
            .replace("    &STANDARD,\n", "    &STANDARD,\n    &maple_math::DECLARATION,\n");
        assert_eq!(entered, expected);
        let first = with_receiver(&text, "acme").expect("there is a list");
        assert!(first.contains("\n\nmod acme;\nmod classlink;\n"), "{first}");
        let before = with_receiver(&text, "d2l").expect("there is a list");
        assert!(before.contains("mod d2l;\npub mod dessa;\n"), "{before}");
        let last = with_receiver(&text, "zebra").expect("there is a list");
        assert!(last.contains("mod words;\nmod zebra;\n\n"), "{last}");
        assert!(with_receiver(&text, "dessa").is_err(), "it is there already");
        assert!(with_receiver("mod words;\n", "maple").is_err(), "there is no list");
    }

    #[test]
    fn the_list_of_the_repository_takes_one_more() {
        let text = include_str!("../../src/receivers/mod.rs");
        let entered = with_receiver(text, "maple_math").expect("the list is there");
        assert_eq!(entered.lines().count(), text.lines().count() + 2);
        assert!(entered.contains("    &maple_math::DECLARATION,\n];\n"));
    }

    #[test]
    fn a_skeleton_says_what_is_left_to_be_said() {
        let text = skeleton("maple-math");
        assert!(text.contains("title: \"Maple Math\"") && text.contains("id: \"maple-math\""), "{text}");
        for left in ["SAY WHOSE PAGE", "SAY WHERE", "SAY WHEN", "SAY WHAT ITS PAGES LEAVE OPEN", "complete: 0,"] {
            assert!(text.contains(left), "{left}");
        }
    }
}
