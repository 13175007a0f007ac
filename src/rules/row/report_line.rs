use super::*;
use crate::profiles::Severity::Error;

page! {
    /// # A line isn't a record
    ///
    /// ## What it checks
    /// Every line below the header is a record. Here a line is a remark from the program that wrote the file: a row of dashes
    /// under the header, the number of rows at the end, or a title or page number between records.
    ///
    /// ## Why it matters
    /// The receiver reads the line as a record, and refuses it or the file.
    ///
    /// ## How to fix
    /// Delete the line, or set the program not to write it. sqlcmd writes the dashes under the header. It also writes the number
    /// of rows, unless the query starts with `SET NOCOUNT ON`.
    ///
    /// ## Example
    /// ```wrong raw
    /// orgs.csv
    /// sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId
    /// ---------,------,----------------,----,----,----------,---------------
    /// school1,,,Maple School,school,1001,district1
    /// district1,,,Riverbend District,district,1000,
    ///
    /// (2 rows affected)
    /// ```
    /// ```right raw
    /// orgs.csv
    /// sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId
    /// school1,,,Maple School,school,1001,district1
    /// district1,,,Riverbend District,district,1000,
    /// ```
    ///
    /// ## Known limits
    /// The rule recognizes a line of dashes, and a line where only the first cell is filled with text such as “rows affected”,
    /// “total” or “page 2”. Other lines are reported as records with too few cells.
}

pub(crate) static RULE: Rule = Rule {
    name: "report-line",
    page: PAGE,
    counted: Some("lines aren't records"),
    since: "0.2.0",
    scope: Scope::Row,
    severities: Severities::everywhere(Error),
    sources: &[
        binding("RFC 4180: every row has as many cells as the header; section 3"),
        page_of(Authority::D2l, "D2L Standard CSV error troubleshooting: Invalid record length", "https://community.d2l.com/brightspace/kb/articles/17876-ipsis-d2l-standard-csv-error-troubleshooting-guide"),
    ],
    detect: Detect::Reading,
    message: |said| format!("Line {} of {} isn't a record: it contains {}.", counted(said.line()), said.file(), said.value()),
    fix: |said| format!("Delete this line from {}, or set the program that exports the file not to write it.", said.file()),
};

/// Reports a row that is no record; `text` is the first that stands in it.
pub(crate) fn found(findings: &mut Findings, place: Place, text: &[u8]) {
    findings.report(&RULE, place, || Args::value(text));
}

/// Whether a text that stands alone on a line is a remark of the program that wrote the file.
pub(crate) fn is_report_text(text: &str) -> bool {
    let low = text.trim().trim_matches(['(', ')', '[', ']', '*', '#', '-', '=', ' ']).to_lowercase();
    if low.is_empty() || low.len() > 200 {
        return false;
    }
    let mut words = low.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let counts = |word: &str| matches!(word, "row" | "rows" | "record" | "records");
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let first = words.next().unwrap_or_default();
    let rest: Vec<&str> = words.collect();
    let has_number = rest.iter().any(|word| is_number(word));
    // “123 rows affected”, “1,234 record(s) selected”.
    if is_number(first) {
        return rest.iter().find(|word| !is_number(word)).is_some_and(|word| counts(word));
    }
    match first {
        "rows" | "records" | "total" | "totals" | "count" | "trailer" | "generated" | "printed" | "exported" | "created" => {
            has_number
        }
        "page" => rest.first().is_some_and(|word| is_number(word)),
        "number" => rest.first() == Some(&"of") && rest.get(1).is_some_and(|word| counts(word)),
        "end" => matches!(rest.first(), Some(&("of" | "report"))),
        "completion" => rest.first() == Some(&"time"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remarks_are_known_and_records_are_not() {
        for text in [
            "(123 rows affected)",
            "(1 row affected)",
            "(3 row(s) affected)",
            "1,234 rows selected.",
            "Total rows: 17",
            "Rows: 12",
            "TRAILER 123",
            "Page 2 of 7",
            "End of report",
            "-- END OF FILE --",
            "Number of records: 12",
            "Completion time: 2026-11-20T06:00:00.0000000-05:00",
            "Generated 11/20/2026 06:00",
        ] {
            assert!(is_report_text(text), "{text}");
        }
        for text in ["", "s11", "12345", "123 Main Street", "Page", "Total", "Rose", "rows", "End", "count", "Grade 9"] {
            assert!(!is_report_text(text), "{text}");
        }
    }
}
