//! What a receiver asks for, in sentences: for those who want to know by which rules they are judged.

use super::{Ask, ColumnRule, DECLARED, Declaration, Described, MissingRecord, Refused, Severities, Severity};
use crate::oneroster::TableId;
use crate::rules::{Rule, counted, listed};

impl Described {
    /// What it asks for, in sentences.
    pub fn in_words(&self) -> Result<Vec<String>, Refused> {
        Ok(of(&self.declaration()?))
    }
}

/// A sentence for each thing that a receiver says.
pub(super) fn of(declaration: &Declaration) -> Vec<String> {
    let mut all = Vec::new();
    let versions: Vec<&str> = declaration.versions.iter().map(|version| version.number()).collect();
    all.push(format!("Reads OneRoster {}.", listed(&versions, "and")));
    if let [mode] = declaration.modes {
        all.push(format!("Accepts only {} files.", mode.word()));
    }
    if let Some(reads) = declaration.reads {
        all.push(format!("Reads {}. Other files don't matter.", files(reads)));
    }
    if !declaration.needs.is_empty() {
        all.push(format!("Needs {}.", files(declaration.needs)));
    }
    if !declaration.reads_manifest {
        all.push("Doesn't read manifest.csv.".into());
    }
    if let Some(name) = declaration.zip.name {
        let case = if declaration.zip.case_matters { "" } else { " (capitalization doesn't matter)" };
        all.push(format!("Looks for a zip named {name}{case}."));
    }
    if let Some(most) = declaration.zip.most_bytes {
        all.push(format!("Accepts zips of at most {} MB.", counted(most / 1_000_000)));
    }
    all.extend(declaration.columns.iter().map(column));
    if let Some(severity) = declaration.ids_unique_over_files {
        all.push(format!("An ID that appears in two files: {}.", word(severity)));
    }
    // What one of the known receivers leaves out of the rules for everybody, a rule of its own says.
    let is_known = DECLARED.iter().any(|known| std::ptr::eq(*known, declaration));
    let has_own =
        |name: &str| is_known && Rule::from_name(name).is_some_and(|rule| rule.severities == Severities::nowhere());
    all.extend(declaration.severities.iter().filter_map(|(rule, severity)| match severity {
        Some(severity) => Some(format!("{rule}: {}.", word(*severity))),
        None => (!has_own(rule)).then(|| format!("{rule}: doesn't matter.")),
    }));
    for (file, outcome) in declaration.missing_records {
        let what = match outcome {
            MissingRecord::Kept => "is kept",
            MissingRecord::Removed => "is removed",
            MissingRecord::Unenrolled => "is removed from the class",
        };
        all.push(format!("A record that is missing from {} {what}.", file.file()));
    }
    all
}

fn files(files: &[TableId]) -> String {
    listed(&files.iter().map(|file| file.file()).collect::<Vec<_>>(), "and")
}

/// In words for people: see the contract.
fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "a problem",
        Severity::Warning => "a warning",
        Severity::Info => "a note",
    }
}

fn column(rule: &ColumnRule) -> String {
    let name = format!("{} in {}", rule.column, rule.file.file());
    let asked = match rule.ask {
        Ask::Filled(None) => format!("{name} must not be empty"),
        Ask::Filled(Some((column, value))) => format!("{name} must not be empty if {column} is {value}"),
        Ask::Longest(most) => format!("{name} has at most {} characters", counted(u64::from(most))),
        Ask::Characters(ranges) => {
            format!("{name} contains only {}", crate::rules::character_not_accepted::in_words(ranges))
        }
        Ask::Words(words) => format!("{name} is {}", listed(words, "or")),
        Ask::UniqueWithoutCase => format!("{name} differs from row to row in more than capitalization"),
    };
    format!("{asked}; otherwise {}.", word(rule.severity))
}
