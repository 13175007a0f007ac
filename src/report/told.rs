//! A report out of what a check found: counted, one by one, and in words.

use std::sync::Arc;

use super::effects::Effect;
use super::kinds::kinds;
use super::model::{
    CauseName, Finding, InSender, Input, LimitFacts, NotChecked, OtherRow, PackageMode, ProfileSeverities, Report,
    ReportedFile, ReportedPackage, RuleFacts, SeverityName, Tool, Total, Verdict,
};
use crate::check::{Checked, Extent, Outcome};
use crate::compare::Changes;
use crate::oneroster::{self, TableId};
use crate::receivers::{Receiver, Severity};
use crate::rules::{self, Findings, RULES, Said, Values};
use crate::senders::Sender;

/// Findings of one rule, file and column that are listed among the changes.
const CHANGES_LISTED: usize = 1000;

/// Version of the form of the report.
const SCHEMA: u32 = 1;

impl Report {
    /// Puts what a check found into words.
    pub fn new(checked: &Checked, values: Values) -> Self {
        let findings = &checked.findings;
        let profiles = findings.profiles();
        let (totals, listed, rule_facts) = told_all(findings, values);
        let name_of = |file: Option<rules::FileId>| file.map(|file| findings.file_name(file).to_owned());
        Self {
            schema: SCHEMA,
            tool: Tool::own(),
            input: Input { name: checked.name.clone(), bytes: checked.bytes, sha256: checked.sha256.clone() },
            checked_at: checked.checked_at.clone(),
            sender: findings.sender().id(),
            values: match values {
                Values::Shown => "shown",
                Values::Masked => "masked",
            },
            outcome: checked.outcome,
            package: ReportedPackage {
                oneroster_version: checked.version.map(oneroster::Version::number),
                mode: match checked.modes.as_slice() {
                    [] => PackageMode::Unknown,
                    [oneroster::Mode::Bulk] => PackageMode::Bulk,
                    [oneroster::Mode::Delta] => PackageMode::Delta,
                    _ => PackageMode::Mixed,
                },
            },
            verdicts: profiles.iter().map(|profile| verdict(checked, *profile)).collect(),
            files: checked
                .files
                .iter()
                .map(|file| ReportedFile {
                    name: file.name.clone(),
                    rows: file.rows,
                    bytes: file.bytes,
                    checked: match file.extent {
                        Extent::Whole => "whole",
                        Extent::Partly => "partly",
                        Extent::Not => "not",
                    },
                })
                .collect(),
            effects: checked.effects.iter().map(Effect::new).collect(),
            overview: checked.overview.as_ref().map(|overview| match values {
                Values::Shown => overview.clone(),
                Values::Masked => overview.with_cells(rules::shape),
            }),
            totals,
            findings: listed,
            not_checked: checked.not_checked.iter().map(NotChecked::new).collect(),
            limits: LimitFacts {
                lifted: checked.limits_lifted,
                stopped: checked
                    .by_limits
                    .iter()
                    .map(|it| CauseName { rule: it.rule, file: name_of(it.file) })
                    .collect(),
            },
            passed: (checked.outcome == Outcome::Complete)
                .then(|| passed(profiles, &rule_facts, checked.changes.is_some())),
            rules: rule_facts,
            changes: checked.changes.as_ref().map(|changed| {
                let [old, new] = changed.inputs.clone();
                let found = changed.compared.findings(profiles, findings.sender(), CHANGES_LISTED);
                Changes::new(&changed.compared, old, new, &found, values)
            }),
        }
    }

    /// The listed findings of one total, from one of them on: what [`Report::new`] would tell of them.
    pub fn findings_of(checked: &Checked, values: Values, total: usize, from: usize, count: usize) -> Vec<Finding> {
        let findings = &checked.findings;
        let worst =
            |total: &rules::GroupTotal| total.group.severities.worst(findings.profiles()).map(SeverityName::from);
        let mut totals = sorted(findings).into_iter().filter_map(|total| Some((total, worst(total)?)));
        let Some((total, severity)) = totals.nth(total) else { return Vec::new() };
        let samples = total.samples.get(from..).unwrap_or_default();
        told(findings, total, samples.get(..count).unwrap_or(samples), severity, values).collect()
    }
}

/// What was found in the order of the report: counted, one by one, and the rules that found it.
fn told_all(findings: &Findings, values: Values) -> (Vec<Total>, Vec<Finding>, Vec<RuleFacts>) {
    let profiles = findings.profiles();
    let chosen: Arc<[Receiver]> = profiles.into();
    let order = sorted(findings);
    let name_of = |file: Option<rules::FileId>| file.map(|file| findings.file_name(file).to_owned());
    let mut totals = Vec::new();
    let mut listed = Vec::new();
    let mut rule_facts: Vec<RuleFacts> = Vec::new();
    for total in order {
        let group = total.group;
        let Some(severity) = group.severities.worst(profiles).map(SeverityName::from) else { continue };
        let by_profile = ProfileSeverities::new(group.severities, &chosen);
        let column = group.column.map(|column| findings.column_told(column, group.file, values));
        let kinds = kinds(findings, total, values);
        totals.push(Total {
            rule: group.rule.name,
            file: name_of(group.file),
            column: column.clone(),
            severity,
            profiles: by_profile,
            count: total.count,
            listed: total.samples.len(),
            caused_by: total.caused_by.map(|cause| CauseName { rule: cause.rule, file: name_of(cause.file) }),
            values: kinds.values,
            other_values: kinds.others,
            fixes: kinds.fixes,
        });
        listed.extend(told(findings, total, &total.samples, severity, values));
        if !rule_facts.iter().any(|facts| facts.name == group.rule.name) {
            let why = group.rule.section("Why it matters").unwrap_or_default().lines().map(str::trim);
            rule_facts.push(RuleFacts {
                name: group.rule.name,
                title: group.rule.title(),
                counted: group.rule.counted,
                why: why.collect::<Vec<_>>().join(" ").trim().to_owned(),
            });
        }
    }
    (totals, listed, rule_facts)
}

/// What was found in the order of the report: counted, and one by one.
pub(crate) fn listed(findings: &Findings, values: Values) -> (Vec<Total>, Vec<Finding>) {
    let (totals, listed, _) = told_all(findings, values);
    (totals, listed)
}

/// Puts one finding into words; none if it concerns none of the chosen profiles.
pub(super) fn told_one(
    findings: &Findings,
    total: &rules::GroupTotal,
    finding: &rules::Hit,
    values: Values,
) -> Option<Finding> {
    let severity = total.group.severities.worst(findings.profiles()).map(SeverityName::from)?;
    told(findings, total, std::slice::from_ref(finding), severity, values).next()
}

/// Puts samples of a total into words.
fn told<'a>(
    findings: &'a Findings,
    total: &'a rules::GroupTotal,
    samples: &'a [rules::Hit],
    severity: SeverityName,
    values: Values,
) -> impl Iterator<Item = Finding> + 'a {
    let group = total.group;
    let chosen: Arc<[Receiver]> = findings.profiles().into();
    let shown = move |value: &rules::Kept| match values {
        Values::Shown => value.shown(),
        Values::Masked => value.shape(),
    };
    samples.iter().map(move |finding| {
        let said = Said::new(findings, finding, values);
        Finding {
            rule: group.rule.name,
            severity,
            profiles: ProfileSeverities::new(group.severities, &chosen),
            file: group.file.map(|file| findings.file_name(file).to_owned()),
            line: finding.place.line,
            record: finding.place.record,
            source_id: finding.id.as_ref().map(shown),
            column: group.column.map(|column| findings.column_told(column, group.file, values)),
            value: finding.args.value.as_ref().map(shown),
            other_row: finding.args.other.map(|other| OtherRow {
                file: match (other.file, group.file) {
                    (Some(file), _) => file.to_owned(),
                    (None, file) => file.map_or("", |file| findings.file_name(file)).to_owned(),
                },
                line: other.line,
            }),
            message: (group.rule.message)(&said),
            fix: (group.rule.fix)(&said),
            in_sender: InSender::of(group.rule, &said, findings),
        }
    })
}

/// The name of a receiver, with the sender whose exports its pages describe.
fn title(receiver: Receiver, sender: Sender) -> &'static str {
    if receiver == Receiver::DESSA && sender == Sender::INFINITE_CAMPUS {
        "DESSA System (Infinite Campus export)"
    } else {
        receiver.title()
    }
}

/// Rules that concern the profiles and found nothing.
fn passed(profiles: &[Receiver], found: &[RuleFacts], is_compared: bool) -> usize {
    let concerns = |rule: &&&rules::Rule| {
        let is_asked = is_compared || rule.scope != rules::Scope::Change;
        is_asked && profiles.iter().any(|profile| rule.severity_for(*profile).is_some())
    };
    RULES.iter().filter(concerns).filter(|rule| !found.iter().any(|facts| facts.name == rule.name)).count()
}

fn verdict(checked: &Checked, profile: Receiver) -> Verdict {
    let count = |severity| {
        let totals = checked.findings.totals().iter();
        totals
            .filter(|total| total.caused_by.is_none() && total.group.severities.get(profile) == Some(severity))
            .map(|total| total.count)
            .sum()
    };
    let errors = count(Severity::Error);
    // The manifest's rows are no records.
    let records: u64 = checked
        .files
        .iter()
        .filter(|file| !file.name.to_ascii_lowercase().ends_with(oneroster::MANIFEST_FILE))
        .map(|file| file.rows)
        .sum();
    Verdict {
        profile: profile.id(),
        title: title(profile, checked.findings.sender()),
        remark: profile.remark(),
        ready: errors == 0 && checked.outcome == Outcome::Complete && records > 0,
        errors,
        warnings: count(Severity::Warning),
        infos: count(Severity::Info),
    }
}

/// The totals in the order of the report: told before folded, worst first, then root causes before consequences, then
/// in the order in which files are read.
fn sorted(findings: &Findings) -> Vec<&rules::GroupTotal> {
    let mut totals: Vec<&rules::GroupTotal> = findings.totals().iter().collect();
    crate::order::sort_by_key(&mut totals, |total| {
        let group = total.group;
        let file = group.file.map_or(0, |file| file_order(findings.right_name(file)));
        let rule = RULES.iter().position(|rule| rule.name == group.rule.name);
        let severity = group.severities.worst(findings.profiles());
        // The columns of a block of rows are looked at one after the other, but told in the order of the rows.
        let record = total.samples.first().and_then(|finding| finding.place.record);
        (total.caused_by.is_some(), severity, group.rule.scope, file, rule, record)
    });
    totals
}

fn file_order(name: &str) -> usize {
    if name == oneroster::MANIFEST_FILE {
        return 1;
    }
    TableId::ALL.iter().position(|id| id.file() == name).map_or(usize::MAX, |place| place + 2)
}
