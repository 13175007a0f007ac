//! The report as SARIF 2.1.0: the form that code-scanning services and editors read.
//!
//! A file of the package is an artifact with its path in the package; a finding about the whole package is at the
//! package itself.

use std::io::{self, Write};

use serde::Serialize;

use super::effects::Effect;
use super::model::ProfileSeverities;
use super::{Finding, Input, NotChecked, Outcome, Report, ReportedPackage, SeverityName, Total, Verdict};
use crate::rules::{Rule, visible};

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: Vec<Run<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool<'a>,
    /// Tells the runs of one log apart.
    #[serde(skip_serializing_if = "Option::is_none")]
    automation_details: Option<Automation>,
    invocations: [Invocation; 1],
    results: Vec<Found<'a>>,
    properties: RunProperties<'a>,
}

#[derive(Serialize)]
struct Automation {
    id: String,
}

#[derive(Serialize)]
struct Tool<'a> {
    driver: Driver<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver<'a> {
    name: &'a str,
    semantic_version: &'a str,
    rules: Vec<Descriptor>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor {
    id: &'static str,
    short_description: Text,
    full_description: Text,
    help: Help,
    #[serde(skip_serializing_if = "Option::is_none")]
    help_uri: Option<&'static str>,
}

#[derive(Serialize)]
struct Text {
    text: String,
}

#[derive(Serialize)]
struct Help {
    text: String,
    markdown: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation {
    execution_successful: bool,
}

/// What the report tells besides its findings.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RunProperties<'a> {
    input: &'a Input,
    values: &'a str,
    outcome: Outcome,
    package: &'a ReportedPackage,
    verdicts: &'a [Verdict],
    effects: &'a [Effect],
    totals: &'a [Total],
    not_checked: &'a [NotChecked],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Found<'a> {
    rule_id: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'static str,
    message: Text,
    locations: [Location; 1],
    properties: FoundProperties<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: PhysicalLocation,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Serialize)]
struct ArtifactLocation {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u64,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct FoundProperties<'a> {
    profiles: &'a ProfileSeverities,
    record: Option<u64>,
    source_id: Option<String>,
    column: Option<String>,
    value: Option<String>,
    fix: String,
    fix_in_infinite_campus: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fix_in_sender: Option<String>,
}

/// Writes one log with a run for each report.
pub(super) fn write(reports: &[&Report], output: &mut dyn Write) -> io::Result<()> {
    let log = Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: reports.iter().map(|report| run(report, reports.len() > 1)).collect(),
    };
    super::json::write_pretty(&log, output)
}

fn run(report: &Report, is_one_of_several: bool) -> Run<'_> {
    let names: Vec<&str> = report.rules.iter().map(|rule| rule.name).collect();
    let id = || Automation { id: format!("{}/{}", report.tool.name, uri(&report.input.name)) };
    Run {
        tool: Tool {
            driver: Driver {
                name: report.tool.name,
                semantic_version: report.tool.version,
                rules: names.iter().filter_map(|name| Rule::from_name(name)).map(descriptor).collect(),
            },
        },
        automation_details: is_one_of_several.then(id),
        invocations: [Invocation { execution_successful: true }],
        results: report
            .findings
            .iter()
            .map(|finding| found(report, finding, names.iter().position(|name| *name == finding.rule)))
            .collect(),
        properties: RunProperties {
            input: &report.input,
            values: report.values,
            outcome: report.outcome,
            package: &report.package,
            verdicts: &report.verdicts,
            effects: &report.effects,
            totals: &report.totals,
            not_checked: &report.not_checked,
        },
    }
}

fn descriptor(rule: &'static Rule) -> Descriptor {
    let text = |heading| plain(rule.section(heading).unwrap_or_default());
    Descriptor {
        id: rule.name,
        short_description: Text { text: rule.title().to_owned() },
        full_description: Text { text: text("Why it matters") },
        help: Help { text: format!("{} {}", text("What it checks"), text("How to fix")), markdown: rule.page_text() },
        help_uri: rule.sources.iter().find_map(|source| source.link),
    }
}

/// Lines of Markdown as one line.
fn plain(markdown: &str) -> String {
    markdown.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn found<'a>(report: &Report, finding: &'a Finding, rule_index: Option<usize>) -> Found<'a> {
    let shown = |text: &Option<String>| text.as_deref().map(visible);
    Found {
        rule_id: finding.rule,
        rule_index,
        level: match finding.severity {
            SeverityName::Error => "error",
            SeverityName::Warning => "warning",
            SeverityName::Info => "note",
        },
        message: Text { text: message(&finding.message) },
        locations: [Location {
            physical_location: PhysicalLocation {
                artifact_location: ArtifactLocation { uri: uri(finding.file.as_deref().unwrap_or(&report.input.name)) },
                region: finding.line.map(|line| Region { start_line: line.max(1) }),
            },
        }],
        properties: FoundProperties {
            profiles: &finding.profiles,
            record: finding.record,
            source_id: shown(&finding.source_id),
            column: shown(&finding.column),
            value: shown(&finding.value),
            fix: visible(&finding.fix),
            fix_in_infinite_campus: shown(&finding.in_sender.fix_campus),
            fix_in_sender: shown(&finding.in_sender.fix_sender),
        },
    }
}

/// A message in which no viewer sees a link: SARIF takes `[text](target)` for one.
fn message(text: &str) -> String {
    visible(text).replace("](", "] (")
}

/// A path in the package as a relative URI.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.replace('\\', "/").bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    // A slash at the front would make it an absolute path, two an address of a host.
    uri.trim_start_matches('/').to_owned()
}

#[cfg(test)]
mod tests {
    use super::{message, uri};

    #[test]
    fn paths_become_relative_uris() {
        assert_eq!(uri("export 2026/users.csv"), "export%202026/users.csv");
        assert_eq!(uri("a\\b:c.csv"), "a/b%3Ac.csv");
        assert_eq!(uri("//host/é%"), "host/%C3%A9%25");
    }

    #[test]
    fn a_message_holds_no_link() {
        assert_eq!(message("holds “[x](http://y)”"), "holds “[x] (http://y)”");
    }
}
