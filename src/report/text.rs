//! The report for people: the verdict first, then what to mend, root causes before consequences.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::{Finding, Mode, Outcome, Report, SeverityName, Total};
use crate::rules::{counted, visible};

/// How the text looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Without colour.
    Plain,
    /// With the colours of a terminal.
    Coloured,
}

/// Findings of one group that the text shows with their place; the other formats list more.
const SHOWN: usize = 5;

impl Style {
    fn paint(self, code: &str, text: &str) -> String {
        match self {
            Self::Plain => text.to_owned(),
            Self::Coloured => format!("\u{1b}[{code}m{text}\u{1b}[0m"),
        }
    }

    fn bold(self, text: &str) -> String {
        self.paint("1", text)
    }

    fn severity(self, severity: SeverityName) -> String {
        match severity {
            SeverityName::Error => self.paint("1;31", "error"),
            SeverityName::Warning => self.paint("1;33", "warning"),
            SeverityName::Info => self.paint("1;36", "info"),
        }
    }
}

/// Writes the report.
pub(super) fn write(report: &Report, style: Style, output: &mut dyn Write) -> io::Result<()> {
    let mut text = String::new();
    head(report, style, &mut text);
    files(report, &mut text);
    let mut findings = report.findings.as_slice();
    for total in &report.totals {
        let (now, later) = findings.split_at(total.listed.min(findings.len()));
        findings = later;
        if total.caused_by.is_none() {
            group(report, total, now, style, &mut text);
        }
        output.write_all(text.as_bytes())?;
        text.clear();
    }
    if !report.not_checked.is_empty() {
        let _ = writeln!(text, "\n{}", style.bold("Not checked"));
        for not in &report.not_checked {
            let _ = writeln!(text, "  {}: {}", visible(&not.what), visible(&not.why));
        }
    }
    output.write_all(text.as_bytes())
}

fn head(report: &Report, style: Style, text: &mut String) {
    let name = visible(&report.input.name);
    match report.outcome {
        Outcome::Complete => {}
        Outcome::Partial => {
            let _ = writeln!(text, "{name}: not everything could be checked. What was left out is listed at the end.");
        }
        Outcome::Unreadable => {
            let _ = writeln!(text, "{name}: this package could not be opened.");
        }
    }
    for verdict in &report.verdicts {
        let counts = [(verdict.errors, "error"), (verdict.warnings, "warning"), (verdict.infos, "info")]
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, word)| format!("{} {word}{}", counted(count), if count == 1 { "" } else { "s" }))
            .collect::<Vec<_>>()
            .join(", ");
        let counts = if counts.is_empty() { "nothing found".to_owned() } else { counts };
        let word = if verdict.ready { style.paint("1;32", "ready") } else { style.paint("1;31", "not ready") };
        let _ = writeln!(text, "{} for {}: {counts}", word, verdict.title);
    }
}

fn files(report: &Report, text: &mut String) {
    if report.files.is_empty() {
        return;
    }
    let version = report
        .package
        .oneroster_version
        .map_or("of an unknown version".to_owned(), |version| format!("OneRoster {version}"));
    let mode = match report.package.mode {
        Mode::Bulk => "bulk: each file is the whole state",
        Mode::Delta => "delta: the files hold changes only",
        Mode::Mixed => "some files bulk, some delta",
        Mode::Unknown => "bulk or delta is not known",
    };
    let _ = writeln!(text, "\n{}: {version}, {mode}", visible(&report.input.name));
    let names: Vec<String> = report.files.iter().map(|file| visible(&file.name)).collect();
    let width = names.iter().map(|name| name.chars().count()).max().unwrap_or(0);
    for (file, name) in report.files.iter().zip(names) {
        let extent = match file.checked {
            "whole" => "",
            "partly" => "  partly checked",
            _ => "  not checked",
        };
        let rows = if file.rows == 1 { "row" } else { "rows" };
        let _ = writeln!(text, "  {name:width$}  {:>10} {rows}{extent}", counted(file.rows));
    }
}

fn group(report: &Report, total: &Total, findings: &[Finding], style: Style, text: &mut String) {
    let title = report.rules.iter().find(|rule| rule.name == total.rule).map_or(total.rule, |rule| rule.title);
    let place = match (&total.file, &total.column) {
        (Some(file), Some(column)) => format!("{}, {}", visible(file), visible(column)),
        (Some(file), None) => visible(file),
        _ => "the package".to_owned(),
    };
    let times = if total.count == 1 { String::new() } else { format!(" ({} times)", counted(total.count)) };
    let severity = style.severity(total.severity);
    let _ = writeln!(text, "\n{severity} {}: {}{times} [{}]", place, style.bold(title), total.rule);
    for finding in findings.iter().take(SHOWN) {
        let at = finding.line.map_or(String::new(), |line| format!("line {line}: "));
        let _ = writeln!(text, "  {at}{}", visible(&finding.message));
    }
    let more = total.count.saturating_sub(findings.len().min(SHOWN) as u64);
    if more > 0 {
        let _ = writeln!(text, "  and {} more", counted(more));
    }
    let echoes: u64 = report
        .totals
        .iter()
        .filter(|echo| {
            echo.caused_by.as_ref().is_some_and(|cause| cause.rule == total.rule && cause.file == total.file)
        })
        .map(|echo| echo.count)
        .sum();
    if echoes > 0 {
        let _ = writeln!(text, "  {} references could not be followed because of this", counted(echoes));
    }
    if let Some(first) = findings.first() {
        let _ = writeln!(text, "  Fix: {}", visible(&first.fix));
        if let Some(campus) = &first.fix_campus {
            let _ = writeln!(text, "  In Infinite Campus: {}", visible(campus));
        }
    }
}
