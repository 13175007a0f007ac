//! The findings of one rule together, as the reports for people tell them: one heading, one fix.

use std::collections::BTreeMap;

use super::{Finding, Report, RuleFacts, SeverityName, Total, Verdict};

/// Everything that one rule found, as bad as each other.
pub(super) struct Block<'a> {
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
}

impl<'a> Part<'a> {
    /// What to do, each fix once.
    pub(super) fn fixes(&self) -> Vec<&'a str> {
        once(self.findings.iter().map(|finding| finding.fix.as_str()))
    }

    /// What to do in Infinite Campus, each fix once.
    pub(super) fn campus_fixes(&self) -> Vec<&'a str> {
        once(self.findings.iter().filter_map(|finding| finding.fix_campus.as_deref()))
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

impl<'a> Block<'a> {
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
            let part = Part { total, findings, echoes };
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

    /// The title of the rule.
    pub(super) fn title(&self) -> &'a str {
        self.facts.map_or(self.rule, |facts| facts.title)
    }

    /// How many findings there are.
    pub(super) fn count(&self) -> u64 {
        self.parts.iter().map(|part| part.total.count).sum()
    }

    /// How many findings are folded under these.
    pub(super) fn echoes(&self) -> u64 {
        self.parts.iter().map(|part| part.echoes).sum()
    }

    /// What to do, each fix once.
    pub(super) fn fixes(&self) -> Vec<&'a str> {
        once(self.parts.iter().flat_map(Part::fixes))
    }

    /// What to do in Infinite Campus, each fix once.
    pub(super) fn campus_fixes(&self) -> Vec<&'a str> {
        once(self.parts.iter().flat_map(Part::campus_fixes))
    }
}

/// Texts in their order, each once.
fn once<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut seen = std::collections::BTreeSet::new();
    texts.filter(|text| seen.insert(*text)).collect()
}

/// How bad it is for each profile, where that is not the same for all: `Error for D2L Brightspace, info for …`.
pub(super) fn by_profile(report: &Report, total: &Total) -> Option<String> {
    let severity = |verdict: &Verdict| total.profiles.get(verdict.profile);
    if report.verdicts.iter().all(|verdict| severity(verdict) == Some(total.severity)) {
        return None;
    }
    let said: Vec<String> = [SeverityName::Error, SeverityName::Warning, SeverityName::Info]
        .into_iter()
        .filter_map(|name| {
            let cares = report.verdicts.iter().filter(|verdict| severity(verdict) == Some(name));
            let titles: Vec<&str> = cares.map(|verdict| verdict.title).collect();
            (!titles.is_empty()).then(|| format!("{} for {}", name.word(), titles.join(" and ")))
        })
        .collect();
    let text = said.join("; ");
    Some(text.get(..1).map_or(String::new(), str::to_uppercase) + text.get(1..).unwrap_or_default() + ".")
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
