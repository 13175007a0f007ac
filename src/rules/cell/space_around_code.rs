use super::effective_code::EffectiveCode;
use super::*;
use crate::profiles::Severity::Warning;

page! {
    /// # A code starts or ends with a space
    ///
    /// ## What it checks
    /// Brightspace makes an org unit of every org, academic session, course, and class. Its code comes from
    /// `identifier`, `courseCode`, `classCode`, or from the name or title. It doesn't start or end with a space.
    ///
    /// ## Why it matters
    /// Another D2L product refuses such codes. If they are accepted, the code with the space and the code without it
    /// are two different org units.
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
    /// D2L says this only about a sister product, so this is a warning.
}

pub(crate) static RULE: Rule = Rule {
    name: "space-around-code",
    page: PAGE,
    counted: Some("codes start or end with a space"),
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::nowhere().d2l_brightspace(Warning),
    sources: &[page_of(Authority::D2l, "D2L Standard CSV, validation mode: no spaces around codes", "https://documentation.brightspace.com/EN/integrations/ipsis/standard%20csv/Version%202.0/validation_mode.htm")],
    detect: Detect::Rows(make),
    message: |said| format!("{} {} with a space.", said.subject("Brightspace code"), Space::of(said).at.word()),
    fix: |said| match Space::of(said).at {
        End::Start => format!("Remove the space at the start of {}.", said.column()),
        End::End => format!("Remove the space at the end of {}.", said.column()),
    },
};

told! {
    /// A space around a code.
    struct Space {
        at: End,
    }
}

one_of! {
    /// At which end of it.
    enum End {
        Start = "starts",
        End = "ends",
    }
}

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
        let at = if code.starts_with(' ') {
            End::Start
        } else if code.ends_with(' ') {
            End::End
        } else {
            return;
        };
        findings.report(&RULE, row.place(column), || Args::value(code.as_bytes()).told(Space { at }));
    }
}
