//! The findings as a table for a spreadsheet.
//!
//! The first five columns are those that roster staff know from the sync reports of receivers: rowNumber, sourceId,
//! field, status, message. A text that a spreadsheet program would take for a formula is written with an apostrophe
//! before it.

use std::io::{self, Write};

use super::{Report, SeverityName};

const COLUMNS: [&str; 9] = ["file", "rowNumber", "record", "field", "status", "rule", "value", "message", "fix"];

/// Writes the findings that are listed; a last row per group tells how many more there are.
pub(super) fn write(report: &Report, output: &mut dyn Write) -> io::Result<()> {
    // The mark makes spreadsheet programs read the file as UTF-8.
    output.write_all("\u{FEFF}".as_bytes())?;
    let mut table = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(output);
    table.write_record(COLUMNS)?;
    let mut findings = report.findings.iter();
    for total in &report.totals {
        for finding in findings.by_ref().take(total.listed) {
            let number = |number: Option<u64>| number.map(|number| number.to_string()).unwrap_or_default();
            table.write_record([
                harmless(finding.file.as_deref().unwrap_or_default()),
                number(finding.line),
                number(finding.record),
                harmless(finding.column.as_deref().unwrap_or_default()),
                status(finding.severity).to_owned(),
                finding.rule.to_owned(),
                harmless(finding.value.as_deref().unwrap_or_default()),
                harmless(&finding.message),
                harmless(&finding.fix),
            ])?;
        }
        let rest = total.count.saturating_sub(total.listed as u64);
        if rest > 0 {
            let because = total.caused_by.as_ref().map_or(String::new(), |cause| {
                format!(", caused by {} in {}", cause.rule, cause.file.as_deref().unwrap_or("the package"))
            });
            table.write_record([
                harmless(total.file.as_deref().unwrap_or_default()),
                String::new(),
                String::new(),
                harmless(total.column.as_deref().unwrap_or_default()),
                status(total.severity).to_owned(),
                total.rule.to_owned(),
                String::new(),
                format!("{} more, not listed{because}", crate::rules::counted(rest)),
                String::new(),
            ])?;
        }
    }
    table.flush()
}

fn status(severity: SeverityName) -> &'static str {
    match severity {
        SeverityName::Error => "error",
        SeverityName::Warning => "warning",
        SeverityName::Info => "info",
    }
}

/// The text, with an apostrophe before what a spreadsheet program would calculate. Plain numbers stay as they are.
fn harmless(text: &str) -> String {
    let is_number =
        text.strip_prefix('-').is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()));
    if !is_number && text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn formulas_are_disarmed() {
        for text in ["=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "＝1"] {
            assert_eq!(harmless(text), format!("'{text}"));
        }
        for text in ["-12", "12", "Zoë", "a=b", ""] {
            assert_eq!(harmless(text), text);
        }
    }
}
