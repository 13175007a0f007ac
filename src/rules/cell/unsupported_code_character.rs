use super::characters::Characters;
use super::effective_code::EffectiveCode;
use super::*;
use crate::oneroster::TableId;
use crate::profiles::Severity::Error;
use crate::profiles::d2l_brightspace::{Unsupported, unsupported_in};

page! {
    /// # A code contains a character that Brightspace doesn't support
    ///
    /// ## What it checks
    /// Brightspace makes an org unit of every org, academic session, course, and class. Its code comes from one column:
    ///
    /// | file | code |
    /// |---|---|
    /// | academicSessions.csv | title |
    /// | courses.csv | courseCode, or title where courseCode is empty |
    /// | classes.csv | classCode, or title where classCode is empty |
    /// | orgs.csv | identifier, or name where identifier is empty |
    ///
    /// The code must not contain `\ : * ? " < > | ' # , % &` or the curly quotes.
    ///
    /// ## Why it matters
    /// Brightspace refuses the org unit (“Invalid code”) and the classes and enrollments that depend on it.
    ///
    /// ## How to fix
    /// Remove or replace the character in the student information system, such as “and” for “&”.
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
    /// The article prints the list twice. The second list, for session titles, has no backslash or colon. For these two
    /// characters in a session title the finding is a warning. The article prints curly quotes. Two other D2L lists
    /// have the straight ones.
}

pub(crate) static RULE: Rule = Rule {
    name: "unsupported-code-character",
    page: PAGE,
    counted: Some("codes contain characters that Brightspace doesn't support"),
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::nowhere().d2l_brightspace(Error),
    sources: &[
        brightspace_article("Limitations: Unsupported characters"),
        page_of(Authority::D2l, "Troubleshooting OneRoster integrations: Invalid code", "https://community.d2l.com/brightspace/kb/articles/32482-troubleshooting-oneroster-integrations"),
    ],
    detect: Detect::Rows(make),
    message: |said| {
        let Characters { with_places, count, .. } = Characters::of(said);
        format!("{} contains {}: {with_places}.", said.subject("code"), if count == 1 { "a character that Brightspace doesn't support" } else { "characters that Brightspace doesn't support" })
    },
    fix: |said| format!("Remove or replace the {} in {} of this record.", Characters::of(said).names, said.column()),
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
            Args::value(code.as_bytes()).told(Characters::at(&found))
        });
    }
}
