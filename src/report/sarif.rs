//! The report as SARIF 2.1.0: the form that code-scanning services and editors read.
//!
//! A file of the package is an artifact with its path in the package; a finding about the whole package is at the
//! package itself.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::{Finding, Report, SeverityName};
use crate::rules::{Rule, visible};

/// Writes one log with one run.
pub(super) fn write(report: &Report, output: &mut dyn Write) -> io::Result<()> {
    let names: Vec<&str> = report.rules.iter().map(|rule| rule.name).collect();
    let rules: Vec<Value> = names.iter().filter_map(|name| Rule::from_name(name)).map(rule).collect();
    let results: Vec<Value> = report
        .findings
        .iter()
        .map(|finding| result(report, finding, names.iter().position(|name| *name == finding.rule)))
        .collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": report.tool.name,
                "semanticVersion": report.tool.version,
                "rules": rules,
            }},
            "invocations": [{"executionSuccessful": true}],
            "results": results,
            "properties": {
                "input": report.input,
                "values": report.values,
                "outcome": report.outcome,
                "package": report.package,
                "verdicts": report.verdicts,
                "effects": report.effects,
                "totals": report.totals,
                "notChecked": report.not_checked,
            },
        }],
    });
    serde_json::to_writer_pretty(&mut *output, &log)?;
    output.write_all(b"\n")
}

fn rule(rule: &'static Rule) -> Value {
    let text = |heading| plain(rule.section(heading).unwrap_or_default());
    let mut value = json!({
        "id": rule.name,
        "shortDescription": {"text": rule.title()},
        "fullDescription": {"text": text("Why it matters")},
        "help": {"text": format!("{} {}", text("What it checks"), text("How to fix")), "markdown": rule.page_text()},
    });
    let link = rule.sources.iter().find_map(|source| source.link);
    if let (Some(link), Some(fields)) = (link, value.as_object_mut()) {
        fields.insert("helpUri".into(), link.into());
    }
    value
}

/// Lines of Markdown as one line.
fn plain(markdown: &str) -> String {
    markdown.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn result(report: &Report, finding: &Finding, rule: Option<usize>) -> Value {
    let uri = uri(finding.file.as_deref().unwrap_or(&report.input.name));
    let mut place = json!({"artifactLocation": {"uri": uri}});
    if let (Some(line), Some(fields)) = (finding.line, place.as_object_mut()) {
        fields.insert("region".into(), json!({"startLine": line.max(1)}));
    }
    let mut properties = Map::new();
    properties.insert("profiles".into(), json!(finding.profiles));
    let mut add = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            properties.insert(name.into(), value);
        }
    };
    add("record", finding.record.map(Value::from));
    add("sourceId", finding.source_id.as_deref().map(|id| visible(id).into()));
    add("column", finding.column.as_deref().map(|column| visible(column).into()));
    add("value", finding.value.as_deref().map(|value| visible(value).into()));
    add("fix", Some(visible(&finding.fix).into()));
    add("fixInInfiniteCampus", finding.fix_campus.as_deref().map(|fix| visible(fix).into()));
    let mut result = json!({
        "ruleId": finding.rule,
        "level": match finding.severity {
            SeverityName::Error => "error",
            SeverityName::Warning => "warning",
            SeverityName::Info => "note",
        },
        "message": {"text": message(&finding.message)},
        "locations": [{"physicalLocation": place}],
        "properties": properties,
    });
    if let (Some(rule), Some(fields)) = (rule, result.as_object_mut()) {
        fields.insert("ruleIndex".into(), rule.into());
    }
    result
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
