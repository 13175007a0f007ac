//! A description as the declaration that the engine reads.

use super::fit::range;
use super::form::{
    Described, DescribedAsk, DescribedMode, DescribedOutcome, DescribedPage, DescribedSeverity, DescribedVersion,
};
use super::refused::Refused;
use crate::oneroster::{Mode, TableId, Version};
use crate::receivers::{Ask, ColumnRule, Confidence, Declaration, MissingRecord, Page, Severity, Zip};
use crate::rules::Rule;

impl Described {
    /// The declaration. Its texts live as long as the process: see `registry.rs`.
    pub(in crate::receivers) fn declaration(&self) -> Result<Declaration, Refused> {
        self.check()?;
        let files = |names: &[String]| names.iter().filter_map(|name| TableId::from_file(name)).collect::<Vec<_>>();
        let zip = self.zip.as_ref().map_or(Zip::ANY, |zip| Zip {
            name: zip.name.as_deref().map(kept),
            case_matters: zip.case_matters,
            most_bytes: zip.most_megabytes.map(|megabytes| u64::from(megabytes) * 1_000_000),
        });
        let columns = self.columns.iter().filter_map(|rule| {
            Some(ColumnRule {
                file: TableId::from_file(&rule.file)?,
                column: kept(&rule.column),
                ask: rule.ask.kept(),
                severity: rule.severity.into(),
                page: 0,
                confidence: Confidence::Medium,
            })
        });
        let missing =
            self.missing_records.iter().filter_map(|it| Some((TableId::from_file(&it.file)?, it.outcome.into())));
        let severities = self
            .severities
            .iter()
            .filter_map(|it| Some((Rule::from_name(&it.rule)?.name, it.severity.map(Severity::from))));
        let page = |page: &DescribedPage| Page {
            title: kept(&page.title),
            link: kept(&page.link),
            confidence: Confidence::Medium,
        };
        Ok(Declaration {
            id: kept(&self.id),
            profile: kept(&self.id),
            title: kept(&self.title),
            versions: all(self.versions.iter().map(|version| Version::from(*version))),
            modes: all(self.modes.iter().map(|mode| Mode::from(*mode))),
            reads: self.reads.as_deref().map(|names| all(files(names).into_iter())),
            needs: all(files(&self.needs).into_iter()),
            reads_manifest: self.reads_manifest,
            zip,
            columns: all(columns),
            ids_unique_over_files: self.ids_unique_over_files.map(Severity::from),
            missing_records: all(missing),
            severities: all(severities),
            read_on: kept(&self.written_on),
            sources: all(self.sources.iter().map(page)),
            not_checked: all(self.not_checked.iter().map(|what| kept(what))),
            ..Declaration::PLAIN
        })
    }
}

fn kept(text: &str) -> &'static str {
    Box::leak(text.to_owned().into_boxed_str())
}

fn all<T>(items: impl Iterator<Item = T>) -> &'static [T] {
    Box::leak(items.collect())
}

impl DescribedAsk {
    fn kept(&self) -> Ask {
        match self {
            Self::Filled => Ask::Filled(None),
            Self::FilledWhere(of) => Ask::Filled(Some((kept(&of.column), kept(&of.word)))),
            Self::Longest(most) => Ask::Longest(*most),
            Self::Characters(items) => Ask::Characters(all(items.iter().filter_map(|item| range(item)))),
            Self::Words(words) => Ask::Words(all(words.iter().map(|word| kept(word)))),
            Self::UniqueWithoutCase => Ask::UniqueWithoutCase,
        }
    }
}

impl From<DescribedVersion> for Version {
    fn from(version: DescribedVersion) -> Self {
        match version {
            DescribedVersion::V1_1 => Self::V1_1,
            DescribedVersion::V1_2 => Self::V1_2,
        }
    }
}

impl From<DescribedMode> for Mode {
    fn from(mode: DescribedMode) -> Self {
        match mode {
            DescribedMode::Bulk => Self::Bulk,
            DescribedMode::Delta => Self::Delta,
        }
    }
}

impl From<DescribedSeverity> for Severity {
    fn from(severity: DescribedSeverity) -> Self {
        match severity {
            DescribedSeverity::Error => Self::Error,
            DescribedSeverity::Warning => Self::Warning,
            DescribedSeverity::Info => Self::Info,
        }
    }
}

impl From<DescribedOutcome> for MissingRecord {
    fn from(outcome: DescribedOutcome) -> Self {
        match outcome {
            DescribedOutcome::Kept => Self::Kept,
            DescribedOutcome::Removed => Self::Removed,
            DescribedOutcome::Unenrolled => Self::Unenrolled,
        }
    }
}
