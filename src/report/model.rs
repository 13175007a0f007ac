//! The report's model: the JSON of the contract, field by field. `www/src/model/report.ts` is made from it.

use std::sync::Arc;

use serde::Serialize;
#[cfg(test)]
use ts_rs::TS;

use super::effects::Effect;
use crate::check::Outcome;
use crate::check::overview::Overview;
use crate::compare::Changes;
use crate::receivers::{Receiver, Severities, Severity};
use crate::rule::count_of;
use crate::rules::{Findings, Rule, Said, counted};
use crate::senders::Sender;

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
    pub package: ReportedPackage,
    /// Whether it is ready, for each profile.
    pub verdicts: Vec<Verdict>,
    /// The files in it.
    pub files: Vec<ReportedFile>,
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

/// How a package is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
#[serde(rename_all = "lowercase")]
#[cfg_attr(test, ts(rename = "Mode"))]
pub enum PackageMode {
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
#[cfg_attr(test, ts(rename = "PackageFacts"))]
pub struct ReportedPackage {
    /// Version of OneRoster; null when nothing told it.
    pub oneroster_version: Option<&'static str>,
    /// How it is sent.
    pub mode: PackageMode,
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
#[cfg_attr(test, ts(rename = "FileFacts"))]
pub struct ReportedFile {
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
    pub(super) fn new(severities: Severities, receivers: &Arc<[Receiver]>) -> Self {
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
#[cfg_attr(test, ts(rename = "Cause"))]
pub struct CauseName {
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
    pub caused_by: Option<CauseName>,
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
    pub(super) fn of(rule: &Rule, said: &Said, findings: &Findings) -> Self {
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
    pub stopped: Vec<CauseName>,
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

    /// What was found for one receiver, as the page counts it: `1 problem in 6 places, 2 warnings`.
    pub(super) fn counts_for(&self, verdict: &Verdict) -> String {
        let of = |severity| {
            let minds = |it: &&Total| it.caused_by.is_none() && it.profiles.get(verdict.profile) == Some(severity);
            self.totals.iter().filter(minds).fold((0, 0), |(totals, places), it| (totals + 1, places + it.count))
        };
        let told = [
            (SeverityName::Error, "problem", "problems"),
            (SeverityName::Warning, "warning", "warnings"),
            (SeverityName::Info, "note", "notes"),
        ];
        let told = told.into_iter().filter_map(|(severity, one, many)| {
            let (totals, places) = of(severity);
            let count = count_of(totals, one, many);
            // Of warnings and notes their number is enough here.
            let has_more = severity == SeverityName::Error && places > totals;
            let told = if has_more { format!("{count} in {} places", counted(places)) } else { count };
            (totals > 0).then_some(told)
        });
        let told: Vec<String> = told.collect();
        if told.is_empty() { "nothing found".into() } else { told.join(", ") }
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
