//! The findings as a table for a spreadsheet.
//!
//! The first five columns are those that roster staff know from the sync reports of receivers: rowNumber, sourceId,
//! field, status, message. A text that a spreadsheet program would take for a formula is written with an apostrophe
//! before it.

use std::io::{self, Write};

use super::Report;

const COLUMNS: [&str; 11] = [
    "rowNumber",
    "sourceId",
    "field",
    "status",
    "message",
    "file",
    "record",
    "rule",
    "value",
    "fix",
    "fix_in_infinite_campus",
];

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
                number(finding.line),
                harmless(finding.source_id.as_deref().unwrap_or_default()),
                harmless(finding.column.as_deref().unwrap_or_default()),
                finding.severity.word().to_owned(),
                harmless(&finding.message),
                harmless(finding.file.as_deref().unwrap_or_default()),
                number(finding.record),
                finding.rule.to_owned(),
                harmless(finding.value.as_deref().unwrap_or_default()),
                harmless(&finding.fix),
                harmless(finding.fix_campus.as_deref().unwrap_or_default()),
            ])?;
        }
        let rest = total.count.saturating_sub(total.listed as u64);
        if rest > 0 {
            let because = total.caused_by.as_ref().map_or(String::new(), |cause| {
                format!(", because of {} in {}", cause.rule, cause.file.as_deref().unwrap_or("the package"))
            });
            table.write_record([
                String::new(),
                String::new(),
                harmless(total.column.as_deref().unwrap_or_default()),
                total.severity.word().to_owned(),
                format!("{} more, not listed{because}", crate::rules::counted(rest)),
                harmless(total.file.as_deref().unwrap_or_default()),
                String::new(),
                total.rule.to_owned(),
                String::new(),
                String::new(),
                String::new(),
            ])?;
        }
    }
    table.flush()
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
