//! `cargo xtask new-rule`: the skeleton of a rule, entered where rules are listed. It compiles, and fails the tests that
//! say what it still needs.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use clap::ValueEnum;

use crate::workspace;

/// What the rule looks at. Those of rows as they are written, and of what two packages differ in, have no skeleton: the
/// reading of rows, and the comparing, find them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Scope {
    /// The zip or folder and the names in it.
    Package,
    /// `manifest.csv`.
    Manifest,
    /// The header of a file.
    File,
    /// What a single cell holds.
    Cell,
    /// What the cells of a row, or several rows, say together.
    Relation,
}

impl Scope {
    #[cfg(test)]
    const ALL: [Self; 5] = [Self::Package, Self::Manifest, Self::File, Self::Cell, Self::Relation];

    /// As the enum of the library writes it.
    fn word(self) -> &'static str {
        match self {
            Self::Package => "Package",
            Self::Manifest => "Manifest",
            Self::File => "File",
            Self::Cell => "Cell",
            Self::Relation => "Relation",
        }
    }

    /// The folder of such rules, and their part of the list.
    fn folder(self) -> String {
        self.word().to_ascii_lowercase()
    }
}

pub(crate) fn run(name: &str, scope: Scope) -> Result<()> {
    ensure!(
        name.starts_with(|first: char| first.is_ascii_lowercase())
            && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'),
        "a rule's name is in kebab-case and names the bad thing, such as `bad-date`"
    );
    let root = workspace::root()?;
    let module = name.replace('-', "_");
    let file = root.join("src/rules").join(scope.folder()).join(format!("{module}.rs"));
    ensure!(!file.exists(), "{name} is there already");
    let registry = root.join("src/rules/mod.rs");
    let left_out = root.join("tests/differential.rs");
    let entered = with_module(&read(&registry)?, &module, scope)?;
    let listed = with_left_out(&read(&left_out)?, name)?;
    fs::write(&file, skeleton(name, scope))?;
    fs::write(&registry, entered)?;
    fs::write(&left_out, listed)?;
    println!(
        "Wrote src/rules/{}/{module}.rs and entered it in src/rules/mod.rs and tests/differential.rs.\n\n\
        Next: fill in the page, the severities, the sources and the check; then\n\
        \x20   cargo test --test library --test proofs -- rule_pages:: injectors:: rules:: differential::\n\
        says what is missing, and `cargo xtask bless` writes the generated documents. See CONTRIBUTING.md.",
        scope.folder()
    );
    Ok(())
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))
}

/// The list of rules with one more at the end of its scope.
fn with_module(list: &str, module: &str, scope: Scope) -> Result<String> {
    let begin = format!("\n    {} {{\n", scope.folder());
    let at =
        list.find(&begin).with_context(|| format!("src/rules/mod.rs lists no scope {}", scope.folder()))? + begin.len();
    let Some(end) = list.get(at..).unwrap_or_default().find("    }\n") else {
        bail!("the list in src/rules/mod.rs does not end")
    };
    let (before, after) = list.split_at(at + end);
    Ok(format!("{before}        {module},\n{after}"))
}

/// The list of the rules that the reference validator does not know, with one more.
fn with_left_out(test: &str, name: &str) -> Result<String> {
    let begin = "const LEFT_OUT: &[(&str, &str)] = &[\n";
    let at = test.find(begin).context("tests/differential.rs has no LEFT_OUT")? + begin.len();
    let (before, after) = test.split_at(at);
    Ok(format!("{before}    (\"{name}\", \"SAY WHY, or teach it to tests/reference\"),\n{after}"))
}

fn skeleton(name: &str, scope: Scope) -> String {
    let word = scope.word();
    let (uses, detect, functions) = match scope {
        Scope::Package => {
            ("", "Detect::Package(check)", "fn check(_package: &PackageFacts, _findings: &mut Findings) {}\n")
        }
        Scope::Manifest => (
            "",
            "Detect::Manifest(check)",
            "fn check(_manifest: &ManifestFacts, _package: &PackageFacts, _findings: &mut Findings) {}\n",
        ),
        Scope::File => ("", "Detect::Header(check)", "fn check(_header: &HeaderFacts, _findings: &mut Findings) {}\n"),
        Scope::Cell => (
            "use crate::oneroster::Column;\n",
            "Detect::Cell { on, check, in_plain_text: true }",
            "/// Which columns it looks at.\nfn on(_table: &TableFacts, column: &Column) -> bool {\n    column.name == \"NAME\"\n}\n\n\
             /// What is wrong with a cell that is not blank.\nfn check(_table: &TableFacts, _column: &Column, _cell: &[u8]) -> Option<Args> {\n    None\n}\n",
        ),
        Scope::Relation => (
            "",
            "Detect::Rows(begin)",
            "/// A check for one file, or nothing where there is nothing to check.\n\
             fn begin(_table: &TableFacts, _findings: &mut Findings) -> Option<Box<dyn RowCheck>> {\n    None\n}\n",
        ),
    };
    format!(
        r#"use super::*;
{uses}use crate::profiles::Severity::Warning;

page! {{
    /// # SAY WHAT IS WRONG, AS A SHORT SENTENCE
    ///
    /// ## What it checks
    /// SAY WHAT IS RIGHT, AND WHERE IT IS LOOKED FOR.
    ///
    /// ## Why it matters
    /// SAY WHAT A RECEIVER DOES WITH IT.
    ///
    /// ## How to fix
    /// SAY WHAT TO DO IN THE PROGRAM THAT MADE THE FILE.
    ///
    /// ## Example
    /// ```wrong
    /// orgs.csv
    /// sourcedId,name
    /// school1,Maple School
    /// ```
    /// ```right
    /// orgs.csv
    /// sourcedId,name
    /// school1,Maple School
    /// ```
    ///
    /// ## Known limits
    /// SAY WHAT CANNOT BE KNOWN FROM THE FILE.
}}

pub(crate) static RULE: Rule = Rule {{
    name: "{name}",
    page: PAGE,
    counted: None,
    since: env!("CARGO_PKG_VERSION"),
    scope: Scope::{word},
    severities: Severities::everywhere(Warning),
    sources: &[field("SAY WHERE IT WAS MET")],
    detect: {detect},
    message: |said| format!("{{}} SAYS WHAT IS WRONG, IN ONE SENTENCE.", said.file()),
    fix: |_| "SAY WHAT TO DO, IN ONE SENTENCE.".into(),
}};

{functions}"#
    )
}

#[cfg(test)]
mod tests {
    use super::{Scope, skeleton, with_left_out, with_module};

    #[test]
    fn a_rule_stands_at_the_end_of_its_scope() {
        let list = "registry! {\n    package {\n        one,\n    }\n    cell {\n        two,\n    }\n    relation {\n        three,\n    }\n}\n";
        let cell = with_module(list, "new", Scope::Cell).expect("the scope is there");
        assert_eq!(cell, list.replace("        two,\n", "        two,\n        new,\n"));
        let below = with_module(list, "new", Scope::Relation).expect("the scope is there");
        assert_eq!(below, list.replace("        three,\n", "        three,\n        new,\n"));
        assert!(with_module("nothing", "new", Scope::Cell).is_err());
    }

    #[test]
    fn the_list_of_the_repository_takes_one_more_of_each_scope() {
        for scope in Scope::ALL {
            let entered =
                with_module(include_str!("../../src/rules/mod.rs"), "new", scope).expect("the scope is there");
            assert!(entered.contains("        new,\n    }\n"), "{scope:?}");
        }
    }

    #[test]
    fn a_rule_is_left_out_of_the_comparison_until_somebody_says_why() {
        let test = "const LEFT_OUT: &[(&str, &str)] = &[\n    (\"a\", \"b\"),\n];\n";
        let listed = with_left_out(test, "new-rule").expect("the list is there");
        assert!(listed.contains("    (\"new-rule\", \"SAY WHY"), "{listed}");
    }

    #[test]
    fn a_skeleton_has_every_heading_of_a_page() {
        for scope in Scope::ALL {
            let text = skeleton("new-rule", scope);
            for heading in ["What it checks", "Why it matters", "How to fix", "Example", "Known limits"] {
                assert!(text.contains(&format!("/// ## {heading}\n")), "{heading}");
            }
        }
    }
}
