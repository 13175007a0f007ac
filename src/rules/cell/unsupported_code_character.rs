use super::effective_code::{EffectiveCode, campus_fix, told};
use super::*;
use crate::oneroster::TableId;
use crate::profiles::Severity::Error;
use crate::profiles::d2l_brightspace::{Unsupported, unsupported_in};

page! {
    /// # A code holds a character that Brightspace does not support
    ///
    /// ## What it checks
    /// Brightspace makes an org unit of every org, academic session, course and class. Its code comes from one column:
    ///
    /// | file | code |
    /// |---|---|
    /// | academicSessions.csv | title |
    /// | courses.csv | courseCode, or title where courseCode is empty |
    /// | classes.csv | classCode, or title where classCode is empty |
    /// | orgs.csv | identifier, or name where identifier is empty |
    ///
    /// The code must not hold `\ : * ? " < > | ' # , % &` or the curly quotes.
    ///
    /// ## Why it matters
    /// Brightspace refuses the org unit (“Invalid code”), and with it the classes and enrollments that hang on it.
    ///
    /// ## How to fix
    /// Remove or replace the character in the student information system, for example “and” for “&”.
    ///
    /// ## Example
    /// ```wrong
    /// classes.csv
    /// sourcedId,classCode
    /// class1,ALG-1:02
    /// ```
    /// ```right
    /// classes.csv
    /// sourcedId,classCode
    /// class1,ALG-1-02
    /// ```
    ///
    /// ## Known limits
    /// The article prints the list twice, the second time without backslash and colon, behind the session titles. For
    /// these two characters in the title of a session the finding is a warning. The article prints curly quotes; the
    /// straight ones are in two other lists of D2L.
}

pub(crate) static RULE: Rule = Rule {
    name: "unsupported-code-character",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::nowhere().d2l_brightspace(Error),
    sources: &[
        brightspace_article("Limitations: Unsupported characters"),
        page_of(Authority::D2l, "Troubleshooting OneRoster integrations: Invalid code", "https://community.d2l.com/brightspace/kb/articles/32482-troubleshooting-oneroster-integrations"),
    ],
    detect: Detect::Rows(make),
    message: |said| format!(
        "{} contains {}, with {} that Brightspace does not support in a code: {}.",
        said.column(), said.value(), if said.number(2) == 1 { "a character" } else { "characters" }, said.word(0)
    ),
    fix: |said| format!("Remove or replace the {} in {} of this record.", said.word(1), said.column()),
    campus_fix: Some(campus_fix),
};

fn make(table: &TableFacts, _: &mut Findings) -> Option<Box<dyn RowCheck>> {
    Some(Box::new(Codes(EffectiveCode::of(table)?)))
}

struct Codes(EffectiveCode);

impl RowCheck for Codes {
    fn rows(&mut self, rows: &RowsFacts, findings: &mut Findings) {
        self.0.doubtful(rows).each(findings, |row, findings| self.row(row, findings));
    }

    fn row(&mut self, row: &RowFacts, findings: &mut Findings) {
        let Some((column, code)) = self.0.code(row) else { return };
        let found = unsupported_in(code);
        let is_session = row.table.table.id == TableId::AcademicSessions;
        let severity = |(it, _): &(Unsupported, usize)| if is_session { it.severity_in_session } else { it.severity };
        let Some(worst) = found.iter().map(severity).min() else { return };
        findings.report_as(&RULE, Severities::nowhere().d2l_brightspace(worst), row.place(column), || {
            let found: Vec<_> = found.iter().map(|(it, at)| (it.name, *at)).collect();
            let (with_places, names) = told(&found);
            Args::value(code.as_bytes()).word(with_places).word(names).number(found.len() as u64)
        });
    }
}
