//! The rule book as data and as text: for `rostercheck rules`, `rostercheck explain` and the rule pages.

use serde::Serialize;

use super::{Authority, RULES, Rule};
use crate::profiles::Receiver;

/// A rule as `rostercheck rules --format json` tells it.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct BookEntry {
    /// Public name.
    pub name: &'static str,
    /// Title of its page.
    pub title: &'static str,
    /// Version of rostercheck that has it first.
    pub since: &'static str,
    /// What it looks at.
    pub scope: String,
    /// The usual severity, by profile.
    pub severities: Vec<(&'static str, &'static str)>,
    /// Who says so.
    pub sources: Vec<BookSource>,
    /// The page in Markdown.
    pub page: String,
}

/// A source as the rule book tells it.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct BookSource {
    /// By whom.
    pub authority: &'static str,
    /// Section, line or page.
    pub citation: &'static str,
    /// Address of the page.
    pub link: Option<&'static str>,
}

/// Every rule, in the order of the registry.
pub fn book() -> Vec<BookEntry> {
    RULES
        .iter()
        .map(|rule| BookEntry {
            name: rule.name,
            title: rule.title(),
            since: rule.since,
            scope: format!("{:?}", rule.scope).to_lowercase(),
            severities: rule.usual_severities(),
            sources: rule
                .sources
                .iter()
                .map(|source| BookSource {
                    authority: source.authority.name(),
                    citation: source.citation,
                    link: source.link,
                })
                .collect(),
            page: rule.page_text(),
        })
        .collect()
}

impl Authority {
    /// Name for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::OneRoster => "OneRoster CSV binding",
            Self::InfiniteCampusArticle => "Infinite Campus article",
            Self::BrightspaceArticle => "D2L Brightspace article",
            Self::Aperture => "Aperture Education",
            Self::InfiniteCampus => "Infinite Campus",
            Self::D2l => "D2L",
            Self::Receiver => "The receiver",
            Self::Field => "Files from the field",
        }
    }
}

impl Rule {
    /// The usual severity for each profile that cares.
    pub fn usual_severities(&self) -> Vec<(&'static str, &'static str)> {
        self.named().filter_map(|profile| Some((profile.id(), self.severity_for(profile)?.word()))).collect()
    }

    /// The receivers of which a page speaks: those that are chosen by default, and those to whom the rule is something
    /// else than to the standard.
    fn named(&self) -> impl Iterator<Item = Receiver> {
        let is_own = |receiver: Receiver| {
            let declaration = receiver.declaration();
            self.severities.names(receiver)
                || declaration.says(self.name).is_some()
                || declaration.asks(self.name).is_some()
        };
        Receiver::all().filter(move |receiver| receiver.declaration().by_default || is_own(*receiver))
    }

    /// The whole page: the text of the rule's file, then severities and sources, which are data. Where an example does
    /// more than show rows, it says so in words.
    pub fn page_text(&self) -> String {
        let mut text = String::new();
        let mut fence: Option<usize> = None;
        for line in self.page.lines() {
            let line = line.strip_prefix(' ').unwrap_or(line);
            match (line.strip_prefix("```"), fence) {
                (Some(words), None) => {
                    text.push_str("```");
                    text.push_str(words.split(' ').next().unwrap_or_default());
                    text.push('\n');
                    fence = Some(text.len());
                    continue;
                }
                (Some(_), Some(start)) => {
                    if text.len() == start {
                        text.push_str("(the same package without the defect)\n");
                    }
                    fence = None;
                }
                (None, Some(_)) => {
                    if let Some(words) = in_words(line) {
                        text.push_str(&words);
                        text.push('\n');
                        continue;
                    }
                }
                (None, None) => {}
            }
            text.push_str(line);
            text.push('\n');
        }
        text.push_str("\n## Severity\n");
        for profile in self.named() {
            if let Some(severity) = self.severity_for(profile) {
                text.push_str(&format!("- {}: {}\n", profile.title(), severity.word()));
            }
        }
        text.push_str("\n## Source\n");
        for source in self.sources {
            let link = source.link.map_or(String::new(), |link| format!(" <{link}>"));
            text.push_str(&format!("- {}: {}{link}\n", source.authority.name(), source.citation));
        }
        text.push_str(&format!("\nRule `{}`, since {}.\n", self.name, self.since));
        text
    }
}

/// What a line of an example does to the package, where it is no row of a file.
fn in_words(line: &str) -> Option<String> {
    let (command, rest) = line.split_once(' ').unwrap_or((line, ""));
    // A row of a file or the name of one.
    if command.contains([',', '.', '"']) {
        return None;
    }
    Some(match (command, rest) {
        ("delta", "") => "(all files are sent as delta)".into(),
        ("version", number) => format!("(a package of OneRoster {number})"),
        ("without", file) => format!("({file} is not in the package)"),
        ("absent", file) => format!("({file} is not in the package, and manifest.csv says “absent” for it)"),
        ("add", file) => format!("({file} is in the package too)"),
        ("zip", name) => format!("(the zip is called {name})"),
        ("folder", name) => format!("(all files are in the folder {name})"),
        ("damage", file) => format!("({file} is damaged)"),
        ("before", bytes) => format!("(the zip starts with “{bytes}”)"),
        ("package", bytes) => format!("(the zip is really a file that starts with “{bytes}”)"),
        ("rename", names) => {
            let (from, to) = names.split_once(' ')?;
            format!("({from} is called {to})")
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_has_its_words() {
        for (line, words) in [
            ("delta", "(all files are sent as delta)"),
            ("version 1.2", "(a package of OneRoster 1.2)"),
            ("without users.csv", "(users.csv is not in the package)"),
            ("absent users.csv", "(users.csv is not in the package, and manifest.csv says “absent” for it)"),
            ("add notes.txt", "(notes.txt is in the package too)"),
            ("zip x y.zip", "(the zip is called x y.zip)"),
            ("folder export", "(all files are in the folder export)"),
            ("damage users.csv", "(users.csv is damaged)"),
            ("before MZ", "(the zip starts with “MZ”)"),
            ("package %PDF-1.7", "(the zip is really a file that starts with “%PDF-1.7”)"),
            ("rename users.csv Users.csv", "(users.csv is called Users.csv)"),
        ] {
            assert_eq!(in_words(line).as_deref(), Some(words));
        }
        for line in
            ["users.csv", "sourcedId,familyName", "delta now", "rename users.csv", "student1,a b", "\"a b\",c", ""]
        {
            assert_eq!(in_words(line), None, "{line}");
        }
    }

    #[test]
    fn a_page_ends_with_severities_sources_and_its_name() {
        let text = Rule::from_name("repeated-username").map(Rule::page_text).unwrap_or_default();
        assert!(text.contains("## Severity\n- DESSA System: warning\n- D2L Brightspace: error\n"));
        assert!(text.contains("## Source\n- D2L Brightspace article: Users: if a user exists"));
        assert!(text.ends_with("Rule `repeated-username`, since 0.1.0.\n"), "{text}");
    }

    #[test]
    fn examples_are_told_in_words() {
        let page = |name| Rule::from_name(name).map(Rule::page_text).unwrap_or_default();
        let missing = page("missing-file");
        assert!(
            missing
                .contains("```wrong\n(courses.csv is not in the package, and manifest.csv says “absent” for it)\n```")
        );
        assert!(missing.contains("```right\n(the same package without the defect)\n```"));
        assert!(page("required-value").contains("```wrong\nusers.csv\nsourcedId,familyName\nstudent1,\n```"));
        for rule in RULES {
            let text = rule.page_text();
            for example in text.split("```").skip(1).step_by(2) {
                let commands = ["raw", "delta", "without ", "absent ", "version ", "rename ", "zip ", "folder "];
                let is_told = |line: &str| !commands.iter().any(|command| line.starts_with(command));
                assert!(example.lines().all(is_told), "{}: {example}", rule.name);
            }
        }
    }
}
