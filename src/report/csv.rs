//! The findings as a table for a spreadsheet.
//!
//! The first five columns are those that roster staff know from the sync reports of receivers: rowNumber, sourceId,
//! field, status, message. A text that a spreadsheet program would take for a formula is written with an apostrophe
//! before it.

use std::io::{self, Write};

use super::{Finding, Report, Total};
use crate::rules::{self, Findings, Values, is_hidden, visible};

const COLUMNS: [&str; 12] = [
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
    "package",
];

/// Writes the findings of one report.
pub(super) fn write(report: &Report, output: &mut dyn Write) -> io::Result<()> {
    let mut table = Table::new(output)?;
    table.report(report)?;
    table.end().map(drop)
}

/// The table, written row by row, perhaps while packages are being checked: see
/// [`Options::passes_on`](crate::check::Options::passes_on). However many packages there are, it has one header.
pub struct Table<W: Write> {
    rows: csv::Writer<W>,
    package: String,
}

impl<W: Write> Table<W> {
    /// Writes the header.
    pub fn new(mut output: W) -> io::Result<Self> {
        // The mark makes spreadsheet programs read the file as UTF-8.
        output.write_all("\u{FEFF}".as_bytes())?;
        let mut rows = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(output);
        rows.write_record(COLUMNS)?;
        Ok(Self { rows, package: String::new() })
    }

    /// Says of which package the rows are that follow.
    pub fn begin(&mut self, package: &str) {
        self.package = harmless(package);
    }

    /// Writes the findings of a report that are listed; a last row per group tells how many more there are.
    pub fn report(&mut self, report: &Report) -> io::Result<()> {
        self.begin(&report.input.name);
        let mut findings = report.findings.iter();
        for total in &report.totals {
            for finding in findings.by_ref().take(total.listed) {
                self.finding(finding)?;
            }
            self.rest(total, total.count.saturating_sub(total.listed as u64))?;
        }
        Ok(())
    }

    /// Writes a finding as it was passed on.
    pub fn found(
        &mut self,
        findings: &Findings,
        total: &rules::GroupTotal,
        finding: &rules::Hit,
        values: Values,
    ) -> io::Result<()> {
        super::told::told_one(findings, total, finding, values).map_or(Ok(()), |finding| self.finding(&finding))
    }

    /// Writes what was not passed on because another finding is its cause.
    pub fn rest_of(&mut self, report: &Report) -> io::Result<()> {
        for total in report.totals.iter().filter(|total| total.caused_by.is_some()) {
            self.rest(total, total.count)?;
        }
        Ok(())
    }

    /// Ends the table, and gives back where it was written to.
    pub fn end(self) -> io::Result<W> {
        self.rows.into_inner().map_err(csv::IntoInnerError::into_error)
    }

    fn finding(&mut self, finding: &Finding) -> io::Result<()> {
        let number = |number: Option<u64>| number.map(|number| number.to_string()).unwrap_or_default();
        Ok(self.rows.write_record([
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
            harmless(finding.in_sender.fix_campus.as_deref().unwrap_or_default()),
            self.package.clone(),
        ])?)
    }

    /// Writes how many findings of a group are not listed.
    fn rest(&mut self, total: &Total, rest: u64) -> io::Result<()> {
        if rest == 0 {
            return Ok(());
        }
        let because = total.caused_by.as_ref().map_or(String::new(), |cause| {
            format!(", because of {} in {}", cause.rule, cause.file.as_deref().unwrap_or("the package"))
        });
        Ok(self.rows.write_record([
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
            self.package.clone(),
        ])?)
    }
}

/// The text, with an apostrophe before what a spreadsheet program would calculate. Plain numbers stay as they are.
///
/// What a terminal would obey is made visible; line breaks in a value stay.
pub(crate) fn harmless(text: &str) -> String {
    let tame: String;
    let obeys = |letter: char| is_hidden(letter) && !matches!(letter, '\t' | '\r' | '\n' | '\u{A0}');
    let text = if text.contains(obeys) {
        tame = text.chars().map(|it| if obeys(it) { visible(&it.to_string()) } else { it.to_string() }).collect();
        &tame
    } else {
        text
    };
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
