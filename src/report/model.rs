//! The report's model: the JSON of the contract, field by field. `www/src/model/report.ts` is made from it.

use std::cell::Cell;
use std::sync::Arc;

use serde::Serialize;
#[cfg(test)]
use ts_rs::TS;

use crate::check::effects::What;
use crate::check::overview::Overview;
use crate::check::{self, Checked, Extent};
use crate::compare::Changes;
use crate::oneroster::{self, TableId};
use crate::receivers::{Receiver, Severities, Severity};
use crate::rules::{self, Findings, Needs, RULES, Said, Values};
use crate::senders::Sender;

/// Findings of one rule, file and column that are listed among the changes.
const CHANGES_LISTED: usize = 1000;

/// Version of the form of the report.
const SCHEMA: u32 = 1;

/// A report.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Report {
    /// Version of the form of the report.
    pub schema: u32,
    /// The program that made it.
    pub tool: Tool,
    /// What was checked.
    pub input: Input,
    /// When: date and time, with the distance from UTC.
    pub checked_at: Option<String>,
    /// Id of the program that the package comes from; fixes name its screens.
    pub sender: &'static str,
    /// Whether contents of cells are `shown`, or `masked` to their shape.
    #[cfg_attr(test, ts(type = "\"shown\" | \"masked\""))]
    pub values: &'static str,
    /// How much of it was checked.
    pub outcome: Outcome,
    /// What kind of package it is.
    pub package: PackageFacts,
    /// Whether it is ready, for each profile.
    pub verdicts: Vec<Verdict>,
    /// The files in it.
    pub files: Vec<FileFacts>,
    /// What the chosen receivers would do with it, as far as no error stands in the way.
    pub effects: Vec<Effect>,
    /// What the package holds, counted; null where only changes are sent or no row could be read.
    pub overview: Option<Overview>,
    /// What was found, counted by rule, file and column: root causes and the worst first.
    pub totals: Vec<Total>,
    /// What was found, one by one, as far as the cap allows; in the order of the totals.
    pub findings: Vec<Finding>,
    /// What was not checked, and why.
    pub not_checked: Vec<NotChecked>,
    /// What the limits on sizes and counts have to do with it.
    pub limits: LimitFacts,
    /// How many rules found nothing that concerns the chosen receivers; null where not everything was checked.
    pub passed: Option<usize>,
    /// The rules that found something.
    pub rules: Vec<RuleFacts>,
    /// What the package changes against the one that was sent before; left out where it was not compared.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub changes: Option<Changes>,
}

/// The program that made a report.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Tool {
    /// `rostercheck`.
    pub name: &'static str,
    /// Its version.
    pub version: &'static str,
}

impl Tool {
    /// This one.
    pub(crate) fn own() -> Self {
        Self { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") }
    }
}

/// What was checked.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Input {
    /// Name of the file or folder.
    pub name: String,
    /// Its size in bytes.
    #[cfg_attr(test, ts(type = "number"))]
    pub bytes: u64,
    /// SHA-256 of the file; of a folder, of the list of its files as `sha256sum` writes it. Null where it is not known.
    pub sha256: Option<String>,
}

/// How much of a package was checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// Everything.
    Complete,
    /// Not everything: see `not_checked`.
    Partial,
    /// It could not be opened.
    Unreadable,
}

/// How a package is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// Every file is the whole state.
    Bulk,
    /// Every file holds changes only.
    Delta,
    /// Some files are bulk, some delta.
    Mixed,
    /// The manifest does not tell.
    Unknown,
}

/// What kind of package it is.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct PackageFacts {
    /// Version of OneRoster; null when nothing told it.
    pub oneroster_version: Option<&'static str>,
    /// How it is sent.
    pub mode: Mode,
}

/// Whether a package is ready for one profile.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Verdict {
    /// Id of the profile.
    pub profile: &'static str,
    /// Name of the profile for people.
    pub title: &'static str,
    /// Who gave the rules, where rostercheck did not.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub remark: Option<&'static str>,
    /// Whether it is complete, holds records, and has no error for this profile.
    pub ready: bool,
    /// Number of errors, those folded under a cause left out.
    #[cfg_attr(test, ts(type = "number"))]
    pub errors: u64,
    /// Number of warnings.
    #[cfg_attr(test, ts(type = "number"))]
    pub warnings: u64,
    /// Number of infos.
    #[cfg_attr(test, ts(type = "number"))]
    pub infos: u64,
}

/// A file of the package.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct FileFacts {
    /// Its path.
    pub name: String,
    /// Data rows in it.
    #[cfg_attr(test, ts(type = "number"))]
    pub rows: u64,
    /// Its size in bytes.
    #[cfg_attr(test, ts(type = "number"))]
    pub bytes: u64,
    /// How much of it was checked: `whole`, `partly` or `not`.
    #[cfg_attr(test, ts(type = "\"whole\" | \"partly\" | \"not\""))]
    pub checked: &'static str,
}

/// Something that a receiver would do with the package.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Effect {
    /// Id of the receiver's profile.
    pub profile: &'static str,
    /// What it is.
    pub what: What,
    /// How often; null where that is not counted.
    #[cfg_attr(test, ts(type = "number | null"))]
    pub count: Option<u64>,
    /// The same as a sentence for people.
    pub detail: String,
    /// Who says so, and where.
    pub source: String,
}

/// `error`, `warning` or `info`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
#[cfg_attr(test, ts(rename = "Severity"))]
#[serde(rename_all = "lowercase")]
pub enum SeverityName {
    /// The receiver refuses or loses data.
    Error,
    /// Probably wrong, or depends on the receiver's settings.
    Warning,
    /// Worth knowing.
    Info,
}

impl SeverityName {
    /// The word, as the report writes it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

impl From<Severity> for SeverityName {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Error => Self::Error,
            Severity::Warning => Self::Warning,
            Severity::Info => Self::Info,
        }
    }
}

/// The severity for each chosen receiver that cares, by the id of its profile.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(test, derive(TS))]
#[cfg_attr(test, ts(type = "Record<string, Severity>"))]
pub struct ProfileSeverities {
    severities: Severities,
    receivers: Arc<[Receiver]>,
}

impl ProfileSeverities {
    fn new(severities: Severities, receivers: &Arc<[Receiver]>) -> Self {
        Self { severities, receivers: Arc::clone(receivers) }
    }

    /// The severities with the ids of the profiles, in the order of the report.
    fn all(&self) -> impl Iterator<Item = (&'static str, SeverityName)> + '_ {
        self.receivers
            .iter()
            .filter_map(|receiver| Some((receiver.id(), SeverityName::from(self.severities.get(*receiver)?))))
    }

    /// The severity for the profile with this id.
    pub fn get(&self, id: &str) -> Option<SeverityName> {
        self.all().find(|(profile, _)| *profile == id).map(|(_, severity)| severity)
    }
}

impl Serialize for ProfileSeverities {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.all())
    }
}

/// What caused other findings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Cause {
    /// The rule.
    pub rule: &'static str,
    /// The file of its finding; null for the whole package.
    pub file: Option<String>,
}

/// How often a rule found something in a file and column.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Total {
    /// The rule.
    pub rule: &'static str,
    /// The file; null for the whole package.
    pub file: Option<String>,
    /// The column; null for the whole row or file.
    pub column: Option<String>,
    /// The worst severity over the chosen profiles.
    pub severity: SeverityName,
    /// The severity for each chosen profile that cares.
    pub profiles: ProfileSeverities,
    /// How often: exact.
    #[cfg_attr(test, ts(type = "number"))]
    pub count: u64,
    /// How many of them are told one by one.
    pub listed: usize,
    /// What they follow from; then they are not told one by one.
    pub caused_by: Option<Cause>,
    /// The values that were found, the most frequent first: exact, but no more than two dozen.
    pub values: Vec<ValueTotal>,
    /// How many have further values.
    #[cfg_attr(test, ts(type = "number"))]
    pub other_values: u64,
    /// What to do, and for how many of them; together for all of them. Empty where that is not known of all: then each
    /// finding has its own.
    pub fixes: Vec<FixTotal>,
}

/// How often a value was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct ValueTotal {
    /// Content of the cell, or its shape where values are masked.
    pub value: String,
    /// How often: exact.
    #[cfg_attr(test, ts(type = "number"))]
    pub count: u64,
    /// What to do about it.
    pub fix: String,
    /// What to do in the sender.
    #[serde(flatten)]
    pub in_sender: InSender,
}

/// What to do about some of the findings of a total.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct FixTotal {
    /// About how many of them.
    #[cfg_attr(test, ts(type = "number"))]
    pub count: u64,
    /// What to do.
    pub fix: String,
    /// What to do in the sender.
    #[serde(flatten)]
    pub in_sender: InSender,
}

/// What to do in the program that the package comes from; nothing where it has no answer of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct InSender {
    /// In Infinite Campus; null where Campus has nothing to do with it, or is not the sender.
    pub fix_campus: Option<String>,
    /// In another sender: the report says which it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub fix_sender: Option<String>,
}

impl InSender {
    /// The steps in the sender, where the rule has some for it.
    fn of(rule: &rules::Rule, said: &Said, findings: &Findings) -> Self {
        let sender = findings.sender();
        let steps = sender.steps(rule, said);
        match sender {
            Sender::INFINITE_CAMPUS => Self { fix_campus: steps, fix_sender: None },
            _ => Self { fix_campus: None, fix_sender: steps },
        }
    }

    /// The steps, whoever the sender is.
    pub fn text(&self) -> Option<&str> {
        self.fix_campus.as_deref().or(self.fix_sender.as_deref())
    }
}

/// One finding.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Finding {
    /// The rule.
    pub rule: &'static str,
    /// The worst severity over the chosen profiles.
    pub severity: SeverityName,
    /// The severity for each chosen profile that cares.
    pub profiles: ProfileSeverities,
    /// The file; null for the whole package.
    pub file: Option<String>,
    /// Physical line, as a text editor counts; null for the whole file.
    #[cfg_attr(test, ts(type = "number | null"))]
    pub line: Option<u64>,
    /// Data row, from 1; null where it is about no data row.
    #[cfg_attr(test, ts(type = "number | null"))]
    pub record: Option<u64>,
    /// `sourcedId` of the row, or its shape where values are masked; null where the row has none.
    pub source_id: Option<String>,
    /// The column; null for the whole row or file.
    pub column: Option<String>,
    /// Content of the cell, or its shape where values are masked; null where it is about no cell.
    pub value: Option<String>,
    /// The other row, where it is about two.
    pub other_row: Option<OtherRow>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub fix: String,
    /// What to do in the sender.
    #[serde(flatten)]
    pub in_sender: InSender,
}

/// The other of two rows that a finding is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct OtherRow {
    /// Its file.
    pub file: String,
    /// Its physical line.
    #[cfg_attr(test, ts(type = "number"))]
    pub line: u64,
}

/// Something that was not checked.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct NotChecked {
    /// What.
    pub what: String,
    /// Why.
    pub why: String,
}

/// The limits on sizes and counts, which a person may lift: `--no-limits`, or the button on the page.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct LimitFacts {
    /// Whether they were lifted.
    pub lifted: bool,
    /// Findings made by a limit that a check without limits gets past.
    pub stopped: Vec<Cause>,
}

/// A rule that found something.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct RuleFacts {
    /// Its name.
    pub name: &'static str,
    /// Its title.
    pub title: &'static str,
    /// What was found more than once, to follow the number in place of the title: `students have no grade`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub counted: Option<&'static str>,
    /// Why it matters.
    pub why: String,
}

impl Report {
    /// What stands before the steps in the sender.
    pub(super) fn in_sender(&self) -> String {
        let title = Sender::from_id(self.sender).map_or(self.sender, |sender| sender.declaration().title);
        format!("In {title}")
    }

    /// How many problems and warnings there are, as the page counts them: by rule, file and column, without what another
    /// one causes.
    pub fn problems(&self) -> [usize; 2] {
        [SeverityName::Error, SeverityName::Warning]
            .map(|severity| self.totals.iter().filter(|it| it.caused_by.is_none() && it.severity == severity).count())
    }

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
            outcome: match checked.outcome {
                check::Outcome::Complete => Outcome::Complete,
                check::Outcome::Partial => Outcome::Partial,
                check::Outcome::Unreadable => Outcome::Unreadable,
            },
            package: PackageFacts {
                oneroster_version: checked.version.map(oneroster::Version::number),
                mode: match checked.modes.as_slice() {
                    [] => Mode::Unknown,
                    [oneroster::Mode::Bulk] => Mode::Bulk,
                    [oneroster::Mode::Delta] => Mode::Delta,
                    _ => Mode::Mixed,
                },
            },
            verdicts: profiles.iter().map(|profile| verdict(checked, *profile)).collect(),
            files: checked
                .files
                .iter()
                .map(|file| FileFacts {
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
            effects: checked
                .effects
                .iter()
                .map(|effect| {
                    let source = effect.what.source();
                    Effect {
                        profile: effect.profile.id(),
                        what: effect.what,
                        count: effect.count,
                        detail: effect.detail.clone(),
                        source: format!("{}: {}", source.authority.name(), source.citation),
                    }
                })
                .collect(),
            overview: checked.overview.as_ref().map(|overview| match values {
                Values::Shown => overview.clone(),
                Values::Masked => overview.with_cells(rules::shape),
            }),
            totals,
            findings: listed,
            not_checked: checked
                .not_checked
                .iter()
                .map(|not| NotChecked { what: not.what.clone(), why: not.why.clone() })
                .collect(),
            limits: LimitFacts {
                lifted: checked.limits_lifted,
                stopped: checked.by_limits.iter().map(|it| Cause { rule: it.rule, file: name_of(it.file) }).collect(),
            },
            passed: (checked.outcome == check::Outcome::Complete)
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
        let worst = |total: &rules::Total| total.group.severities.worst(findings.profiles()).map(SeverityName::from);
        let mut totals = sorted(findings).into_iter().filter_map(|total| Some((total, worst(total)?)));
        let Some((total, severity)) = totals.nth(total) else { return Vec::new() };
        let samples = total.samples.get(from..).unwrap_or_default();
        told(findings, total, samples.get(..count).unwrap_or(samples), severity, values).collect()
    }

    /// Whether anything found is as bad as this, or worse.
    pub fn has(&self, severity: Severity) -> bool {
        self.verdicts.iter().any(|verdict| {
            verdict.errors > 0
                || (severity >= Severity::Warning && verdict.warnings > 0)
                || (severity >= Severity::Info && verdict.infos > 0)
        })
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
        let column = group.column.map(|column| findings.column_told(column, values));
        let kinds = kinds(findings, total, values);
        totals.push(Total {
            rule: group.rule.name,
            file: name_of(group.file),
            column: column.clone(),
            severity,
            profiles: by_profile,
            count: total.count,
            listed: total.samples.len(),
            caused_by: total.caused_by.map(|cause| Cause { rule: cause.rule, file: name_of(cause.file) }),
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
    total: &rules::Total,
    finding: &rules::Finding,
    values: Values,
) -> Option<Finding> {
    let severity = total.group.severities.worst(findings.profiles()).map(SeverityName::from)?;
    told(findings, total, std::slice::from_ref(finding), severity, values).next()
}

/// Puts samples of a total into words.
fn told<'a>(
    findings: &'a Findings,
    total: &'a rules::Total,
    samples: &'a [rules::Finding],
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
            column: group.column.map(|column| findings.column_told(column, values)),
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

#[derive(Default)]
struct Kinds {
    values: Vec<ValueTotal>,
    others: u64,
    fixes: Vec<FixTotal>,
}

/// What a total says of all its findings together.
fn kinds(findings: &Findings, total: &rules::Total, values: Values) -> Kinds {
    let mut told = Kinds::default();
    if total.caused_by.is_some() {
        return told;
    }
    let place = rules::Place { file: total.group.file, column: total.group.column, ..rules::Place::PACKAGE };
    // What is to be done about findings with these arguments, and what that depends on.
    let fix = |args: &rules::Args| {
        let needs = Cell::new(Needs::Nothing);
        let finding = rules::Finding { place, args: args.clone(), id: None };
        let said = Said::new(findings, &finding, values).noting(&needs);
        let fix = (total.group.rule.fix)(&said);
        let in_sender = InSender::of(total.group.rule, &said, findings);
        (fix, in_sender, needs.get())
    };
    let add = |fixes: &mut Vec<FixTotal>, (fix, in_sender): (String, InSender), count: u64| match fixes
        .iter_mut()
        .find(|known| known.fix == fix && known.in_sender == in_sender)
    {
        Some(known) => known.count += count,
        None => fixes.push(FixTotal { count, fix, in_sender }),
    };
    let mut depends_on = Needs::Nothing;
    let mut by_value = Vec::new();
    for (args, count) in total.kinds.values() {
        let (fix, in_sender, needs) = fix(args);
        depends_on = depends_on.max(needs);
        add(&mut by_value, (fix.clone(), in_sender.clone()), count);
        let Some(value) = &args.value else { continue };
        let value = match values {
            Values::Shown => value.shown(),
            Values::Masked => value.shape(),
        };
        let is_same =
            |known: &&mut ValueTotal| known.value == value && known.fix == fix && known.in_sender == in_sender;
        match told.values.iter_mut().find(is_same) {
            Some(known) => known.count += count,
            None => told.values.push(ValueTotal { value, count, fix, in_sender }),
        }
    }
    crate::order::sort_by_key(&mut told.values, |value| std::cmp::Reverse(value.count));
    told.others = if told.values.is_empty() { 0 } else { total.kinds.others() };
    let has_all_values = total.kinds.has_all_values();
    if let (false, Some(more)) = (has_all_values, total.kinds.more()) {
        for (more, count) in more {
            let (fix, in_sender, needs) = fix(&rules::Args { more: more.clone(), ..rules::Args::none() });
            depends_on = depends_on.max(needs);
            add(&mut told.fixes, (fix, in_sender), *count);
        }
        if depends_on == Needs::Value {
            told.fixes.clear();
        }
    } else if has_all_values {
        told.fixes = by_value;
    }
    if told.fixes.is_empty() && depends_on == Needs::Nothing {
        // It is the same for all, so one is enough to know it.
        if let Some(sample) = total.samples.first().map(|sample| &sample.args) {
            let (fix, in_sender, needs) = fix(sample);
            if needs == Needs::Nothing {
                told.fixes.push(FixTotal { count: total.count, fix, in_sender });
            }
        }
    }
    crate::order::sort_by_key(&mut told.fixes, |fix| std::cmp::Reverse(fix.count));
    told
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
        ready: errors == 0 && checked.outcome == check::Outcome::Complete && records > 0,
        errors,
        warnings: count(Severity::Warning),
        infos: count(Severity::Info),
    }
}

/// The totals in the order of the report: told before folded, worst first, then root causes before consequences, then
/// in the order in which files are read.
fn sorted(findings: &Findings) -> Vec<&rules::Total> {
    let mut totals: Vec<&rules::Total> = findings.totals().iter().collect();
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::affected::{Affected, AffectedRow, Kind, Named};
    use crate::check::excerpt::{Excerpt, ExcerptRow};
    use crate::check::overview;
    use crate::compare;
    use crate::report::steps::{Part, Step};
    use std::fmt::Write;

    fn overview_types(config: &ts_rs::Config) -> [String; 8] {
        [
            overview::Oddity::decl(config),
            overview::Counted::decl(config),
            overview::School::decl(config),
            overview::Rows::decl(config),
            overview::ClassSize::decl(config),
            overview::Session::decl(config),
            overview::Month::decl(config),
            Overview::decl(config),
        ]
    }

    fn compared_types(config: &ts_rs::Config) -> [String; 9] {
        [
            compare::Input::decl(config),
            compare::Column::decl(config),
            compare::Group::decl(config),
            compare::Table::decl(config),
            compare::Record::decl(config),
            compare::NotCompared::decl(config),
            compare::Effect::decl(config),
            compare::ReceiverEffects::decl(config),
            Changes::decl(config),
        ]
    }

    #[test]
    fn the_types_of_the_page_are_fresh() {
        let config = ts_rs::Config::default();
        let mut text = String::from(
            "// Made from src/report/model.rs by `UPDATE_GOLDEN=1 cargo test the_types_of_the_page_are_fresh`.\n\n",
        );
        let mut add = |declaration: String| {
            let _ = writeln!(text, "export {declaration}\n");
        };
        add(crate::report::Format::decl(&config));
        add(SeverityName::decl(&config));
        add(ProfileSeverities::decl(&config));
        add(Tool::decl(&config));
        add(Input::decl(&config));
        add(Outcome::decl(&config));
        add(Mode::decl(&config));
        add(PackageFacts::decl(&config));
        add(Verdict::decl(&config));
        add(FileFacts::decl(&config));
        add(What::decl(&config));
        add(Effect::decl(&config));
        for declaration in overview_types(&config) {
            add(declaration);
        }
        add(Cause::decl(&config));
        add(ValueTotal::decl(&config));
        add(FixTotal::decl(&config));
        add(Total::decl(&config));
        add(OtherRow::decl(&config));
        add(Finding::decl(&config));
        add(NotChecked::decl(&config));
        add(LimitFacts::decl(&config));
        add(RuleFacts::decl(&config));
        for declaration in compared_types(&config) {
            add(declaration);
        }
        add(Report::decl(&config));
        add(ExcerptRow::decl(&config));
        add(Excerpt::decl(&config));
        add(Kind::decl(&config));
        add(Named::decl(&config));
        add(AffectedRow::decl(&config));
        add(Affected::decl(&config));
        add(Part::decl(&config));
        add(Step::decl(&config));
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/www/src/model/report.ts");
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            std::fs::write(path, &text).unwrap();
        }
        assert_eq!(std::fs::read_to_string(path).unwrap(), text, "www/src/model/report.ts is stale");
    }
}
