//! The rule book as data and as text: for `rostercheck rules`, `rostercheck explain` and the rule pages.

use serde::Serialize;

use super::{Authority, RULES, Rule};
use crate::profiles::Profile;

/// A rule as `rostercheck rules --format json` tells it.
#[derive(Debug, Serialize)]
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
            Self::Field => "Files from the field",
        }
    }
}

impl Rule {
    /// The usual severity for each profile that cares.
    pub fn usual_severities(&self) -> Vec<(&'static str, &'static str)> {
        Profile::ALL
            .into_iter()
            .filter_map(|profile| Some((profile.id(), self.severities.get(profile)?.word())))
            .collect()
    }

    /// The whole page: the text of the rule's file, then severities and sources, which are data.
    pub fn page_text(&self) -> String {
        let mut text = String::new();
        for line in self.page.lines() {
            text.push_str(line.strip_prefix(' ').unwrap_or(line));
            text.push('\n');
        }
        text.push_str("\n## Severity\n");
        for profile in Profile::ALL {
            if let Some(severity) = self.severities.get(profile) {
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
