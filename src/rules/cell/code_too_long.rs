use super::effective_code::{EffectiveCode, campus_fix};
use super::*;
use crate::profiles::Severity::Warning;
use crate::profiles::d2l_brightspace::LONGEST_CODE;

page! {
    /// # A code is too long for Brightspace
    ///
    /// ## What it checks
    /// Brightspace makes an org unit of every org, academic session, course and class, and keeps the first 50
    /// characters of its code. The code comes from `identifier`, `courseCode` or `classCode`; where that is empty, and
    /// always for academic sessions, it comes from the name or title.
    ///
    /// ## Why it matters
    /// What stands behind the 50th character is lost. Two long codes that differ only there become the same.
    ///
    /// ## How to fix
    /// Shorten the code to 50 characters. Where the title is too long, fill the code column instead.
    ///
    /// ## Example
    /// ```wrong
    /// classes.csv
    /// sourcedId,classCode
    /// class1,Algebra with Applications for Grade Nine Period Three
    /// ```
    /// ```right
    /// classes.csv
    /// sourcedId,classCode
    /// class1,Algebra with Applications Period Three
    /// ```
    ///
    /// ## Known limits
    /// Characters are counted, not bytes. Codes that become equal by the cut have a rule of their own, `repeated-code`.
}

pub(crate) static RULE: Rule = Rule {
    name: "code-too-long",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::nowhere().d2l_brightspace(Warning),
    sources: &[brightspace_article("Truncations: Org Unit Code - Length 50")],
    detect: Detect::Rows(make),
    message: |said| format!(
        "{} has {}; as a code, Brightspace cuts it to {}.",
        said.column(), said.count_of(0, "character", "characters"), said.word(1)
    ),
    fix: |said| match said.column().as_str() {
        "title" if said.right_name() != "academicSessions.csv" => format!(
            "Shorten title to 50 characters, or fill the code column of {}, which Brightspace takes first.", said.file()
        ),
        "name" => "Shorten name to 50 characters, or fill identifier, which Brightspace takes first.".into(),
        column => format!("Shorten {column} to 50 characters."),
    },
    campus_fix: Some(campus_fix),
};

fn make(table: &TableFacts, _: &mut Findings) -> Option<Box<dyn RowCheck>> {
    Some(Box::new(Lengths(EffectiveCode::of(table)?)))
}

struct Lengths(EffectiveCode);

impl RowCheck for Lengths {
    fn rows(&mut self, rows: &RowsFacts, findings: &mut Findings) {
        self.0.doubtful(rows).each(findings, |row, findings| self.row(row, findings));
    }

    fn row(&mut self, row: &RowFacts, findings: &mut Findings) {
        let Some((column, code)) = self.0.code(row) else { return };
        let cut = cut(code);
        if cut.len() < code.len() {
            findings.report(&RULE, row.place(column), || {
                Args::value(code.as_bytes()).number(code.chars().count() as u64).cell(cut.as_bytes())
            });
        }
    }
}

/// What Brightspace keeps of a code.
pub(crate) fn cut(code: &str) -> &str {
    if code.len() <= LONGEST_CODE {
        return code;
    }
    code.char_indices().nth(LONGEST_CODE).and_then(|(end, _)| code.get(..end)).unwrap_or(code)
}

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn characters_are_cut_and_not_bytes() {
        let fifty = "é".repeat(50);
        assert_eq!(cut(&fifty), fifty);
        assert_eq!(cut(&format!("{fifty}x")), fifty);
        assert_eq!(cut("short"), "short");
    }
}
