//! The findings of one rule together, as the reports for people tell them: one heading, one fix.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::{Finding, FixTotal, Report, RuleFacts, SeverityName, Total, ValueTotal, Verdict};
use crate::numbered::Numbered;
use crate::rules::{counted, heading, listed, visible};

/// Everything that one rule found, as bad as each other.
pub(super) struct Paragraph<'a> {
    /// The rule.
    pub(super) rule: &'static str,
    /// How bad, at worst.
    pub(super) severity: SeverityName,
    /// The facts of the rule.
    pub(super) facts: Option<&'a RuleFacts>,
    /// By file and column, in the order of the report.
    pub(super) parts: Vec<Part<'a>>,
}

/// What was found in one file and column.
pub(super) struct Part<'a> {
    /// The count.
    pub(super) total: &'a Total,
    /// Those that are listed.
    pub(super) findings: &'a [Finding],
    /// Findings that are folded under these.
    pub(super) echoes: u64,
    /// Whether values are masked.
    is_masked: bool,
}

/// What to do, and about which findings of a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Advice<'a> {
    /// The values that it is for, each quoted; or how many rows; none if it is for all.
    pub(super) about: Option<String>,
    /// What to do.
    pub(super) text: &'a str,
}

/// So many values stand before what to do about them.
const NAMED: usize = 6;

impl<'a> Part<'a> {
    /// What to do: each is true of all that it says it is about.
    pub(super) fn advice(&self) -> Vec<Advice<'a>> {
        let of_value = |value: &'a ValueTotal| Some(value.fix.as_str());
        self.advice_by(|fix| Some(fix.fix.as_str()), of_value, |finding| Some(finding.fix.as_str()))
    }

    /// What to do in the sender.
    pub(super) fn sender_advice(&self) -> Vec<Advice<'a>> {
        let of_value = |value: &'a ValueTotal| value.in_sender.text();
        self.advice_by(|fix| fix.in_sender.text(), of_value, |finding| finding.in_sender.text())
    }

    fn advice_by(
        &self,
        of_fix: impl Fn(&'a FixTotal) -> Option<&'a str>,
        of_value: impl Fn(&'a ValueTotal) -> Option<&'a str>,
        of_finding: impl Fn(&'a Finding) -> Option<&'a str>,
    ) -> Vec<Advice<'a>> {
        let total = self.total;
        let texts = once(total.fixes.iter().filter_map(&of_fix));
        if let [text] = texts.as_slice()
            && total.fixes.iter().all(|fix| of_fix(fix).is_some())
        {
            return vec![Advice { about: None, text }];
        }
        if !texts.is_empty() {
            let about = |text: &str| {
                let values = total.values.iter().filter(|value| of_value(value) == Some(text));
                let values: Vec<String> = values.map(|value| quoted(&value.value, self.is_masked)).collect();
                let rows = total.fixes.iter().filter(|fix| of_fix(fix) == Some(text)).map(|fix| fix.count).sum();
                let rows = rows_of(rows);
                match values.len() {
                    1..=NAMED if total.other_values == 0 => format!("{} ({rows})", values.join(", ")),
                    _ => rows,
                }
            };
            return texts.into_iter().map(|text| Advice { about: Some(about(text)), text }).collect();
        }
        // It is not known of all of them: then those that are listed have each their own.
        let listed = once(self.findings.iter().filter_map(&of_finding));
        let about = |text: &str| {
            let mut lines = self.findings.iter().filter(|finding| of_finding(finding) == Some(text));
            match (lines.next().and_then(|finding| finding.line), lines.count() as u64) {
                (None, _) => None,
                (Some(line), 0) => Some(format!("line {}", counted(line))),
                (Some(line), more) => Some(format!("line {} and {} more", counted(line), rows_of(more))),
            }
        };
        let is_all = listed.len() == 1 && total.count == self.findings.len() as u64;
        let is_all = is_all && self.findings.iter().all(|finding| of_finding(finding).is_some());
        listed.into_iter().map(|text| Advice { about: about(text).filter(|_| !is_all), text }).collect()
    }

    /// `users.csv, role`, or `the package`.
    pub(super) fn place(&self) -> String {
        match (&self.total.file, &self.total.column) {
            (Some(file), Some(column)) => format!("{file}, {column}"),
            (Some(file), None) => file.clone(),
            _ => "the package".to_owned(),
        }
    }
}

impl<'a> Paragraph<'a> {
    /// The report in blocks: each stands where its first total stands. What is folded under a cause has none of its
    /// own.
    pub(super) fn all(report: &'a Report) -> Vec<Self> {
        let mut blocks: Vec<Self> = Vec::new();
        let mut echoes = echoes(report);
        let mut rest = report.findings.as_slice();
        for total in &report.totals {
            let (findings, later) = rest.split_at(total.listed.min(rest.len()));
            rest = later;
            if total.caused_by.is_some() {
                continue;
            }
            // Where several columns of a file are a cause, the first tells them.
            let echoes = echoes.remove(&(total.rule, total.file.as_deref())).unwrap_or(0);
            let part = Part { total, findings, echoes, is_masked: report.values == "masked" };
            match blocks.iter_mut().find(|block| block.rule == total.rule && block.severity == total.severity) {
                Some(block) => block.parts.push(part),
                None => blocks.push(Self {
                    rule: total.rule,
                    severity: total.severity,
                    facts: report.rules.iter().find(|facts| facts.name == total.rule),
                    parts: vec![part],
                }),
            }
        }
        blocks
    }

    /// The title of the rule, with the number of findings where it has words for several.
    pub(super) fn heading(&self) -> Cow<'a, str> {
        self.facts.map_or(self.rule.into(), |facts| heading(facts.title, facts.counted, self.count()))
    }

    /// How often it was found, where the heading does not say it.
    pub(super) fn times(&self) -> Option<u64> {
        let is_said = self.facts.is_some_and(|facts| facts.counted.is_some());
        Some(self.count()).filter(|count| *count > 1 && !is_said)
    }

    /// How many findings there are.
    pub(super) fn count(&self) -> u64 {
        self.parts.iter().map(|part| part.total.count).sum()
    }

    /// How many findings are folded under these.
    pub(super) fn echoes(&self) -> u64 {
        self.parts.iter().map(|part| part.echoes).sum()
    }

    /// What to do, where it is one and the same for all that this rule found.
    pub(super) fn one_fix(&self) -> Option<&'a str> {
        one(self.parts.iter().map(Part::advice))
    }

    /// The same in the sender.
    pub(super) fn one_sender_fix(&self) -> Option<&'a str> {
        one(self.parts.iter().map(Part::sender_advice))
    }
}

fn one<'a>(parts: impl Iterator<Item = Vec<Advice<'a>>>) -> Option<&'a str> {
    let mut found = None;
    for advice in parts {
        let [Advice { about: None, text }] = advice.as_slice() else { return None };
        if *found.get_or_insert(*text) != *text {
            return None;
        }
    }
    found
}

/// A value as it stands in a sentence.
fn quoted(value: &str, is_masked: bool) -> String {
    match value {
        "" => "empty".into(),
        _ if is_masked => value.to_owned(),
        _ => format!("“{}”", visible(value)),
    }
}

fn rows_of(count: u64) -> String {
    if count == 1 { "1 row".into() } else { format!("{} rows", counted(count)) }
}

/// Texts in their order, each once.
fn once<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut seen = Numbered::default();
    texts.filter(|text| seen.is_new(text)).collect()
}

/// How bad it is for each profile, where that is not the same for all: `Error for D2L Brightspace; info for …`, in the words of
/// a form.
pub(super) fn by_profile(report: &Report, total: &Total, word: fn(SeverityName) -> &'static str) -> Option<String> {
    let severity = |verdict: &Verdict| total.profiles.get(verdict.profile);
    if report.verdicts.iter().all(|verdict| severity(verdict) == Some(total.severity)) {
        return None;
    }
    let said: Vec<String> = [SeverityName::Error, SeverityName::Warning, SeverityName::Info]
        .into_iter()
        .filter_map(|name| {
            let cares = report.verdicts.iter().filter(|verdict| severity(verdict) == Some(name));
            let titles: Vec<&str> = cares.map(|verdict| verdict.title).collect();
            (!titles.is_empty()).then(|| format!("{} for {}", word(name), listed(&titles, "and")))
        })
        .collect();
    let text = said.join("; ");
    Some(text.get(..1).map_or(String::new(), str::to_ascii_uppercase) + text.get(1..).unwrap_or_default() + ".")
}

/// How many findings follow from those of a rule in a file.
fn echoes(report: &Report) -> BTreeMap<(&'static str, Option<&str>), u64> {
    let mut echoes = BTreeMap::new();
    for total in &report.totals {
        if let Some(cause) = &total.caused_by {
            *echoes.entry((cause.rule, cause.file.as_deref())).or_default() += total.count;
        }
    }
    echoes
}
