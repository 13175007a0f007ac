use super::effective_code::{EffectiveCode, campus_fix};
use super::*;
use crate::profiles::Severity::Warning;

page! {
    /// # A code begins or ends with a space
    ///
    /// ## What it checks
    /// Brightspace makes an org unit of every org, academic session, course and class. Its code, which comes from
    /// `identifier`, `courseCode`, `classCode`, or from the name or title, does not begin or end with a space.
    ///
    /// ## Why it matters
    /// Another product of D2L refuses such codes. Where they are taken, the code with the space and the one without it are
    /// two different org units.
    ///
    /// ## How to fix
    /// Remove the space in the student information system.
    ///
    /// ## Example
    /// ```wrong
    /// classes.csv
    /// sourcedId,classCode
    /// class1, ALG-1-01
    /// ```
    /// ```right
    /// classes.csv
    /// sourcedId,classCode
    /// class1,ALG-1-01
    /// ```
    ///
    /// ## Known limits
    /// D2L says it of a sister product only, so this is a warning.
}

pub(crate) static RULE: Rule = Rule {
    name: "space-around-code",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::nowhere().d2l_brightspace(Warning),
    sources: &[page_of(Authority::D2l, "D2L Standard CSV, validation mode: no spaces around codes", "https://documentation.brightspace.com/EN/integrations/ipsis/standard%20csv/Version%202.0/validation_mode.htm")],
    detect: Detect::Rows(make),
    message: |said| format!("{} holds {}, a Brightspace code with a space at its {}.", said.column(), said.value(), said.word(0)),
    fix: |said| format!("Remove the space at the {} of {}.", said.word(0), said.column()),
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
        let end = if code.starts_with(' ') {
            "front"
        } else if code.ends_with(' ') {
            "end"
        } else {
            return;
        };
        findings.report(&RULE, row.place(column), || Args::value(code.as_bytes()).word(end));
    }
}
