use super::effective_code::EffectiveCode;
use super::*;
use crate::profiles::Severity::Warning;
use crate::profiles::d2l_brightspace::LONGEST_CODE;

page! {
    /// # A code is too long for Brightspace
    ///
    /// ## What it checks
    /// Brightspace makes an org unit of every org, academic session, course, and class, and keeps the first 50
    /// characters of its code. The code comes from `identifier`, `courseCode`, or `classCode`. If that column is empty,
    /// and always for academic sessions, it comes from the name or title.
    ///
    /// ## Why it matters
    /// Everything after the 50th character is lost. Two long codes that differ only after it become the same.
    ///
    /// ## How to fix
    /// Shorten the code to 50 characters. If the title is too long, fill in the code column instead.
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
    /// Characters are counted, not bytes. Codes that become equal after they are cut have a rule of their own,
    /// `repeated-code`.
}

pub(crate) static RULE: Rule = Rule {
    name: "code-too-long",
    page: PAGE,
    counted: Some("codes are too long for Brightspace"),
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::nowhere().d2l_brightspace(Warning),
    sources: &[brightspace_article("Truncations: Org Unit Code - Length 50")],
    detect: Detect::Rows(make),
    message: |said| {
        let Cut { length, kept } = Cut::of(said);
        format!(
            "This {} has {}. Brightspace uses it as a code and cuts it to 50: {}.",
            said.column(), count_of(length, "character", "characters"), said.cell(&kept)
        )
    },
    fix: |said| match said.column().as_str() {
        "title" if said.right_name() != "academicSessions.csv" => format!(
            "Shorten title to 50 characters, or fill in the code column of {}, which Brightspace uses first.", said.file()
        ),
        "name" => "Shorten name to 50 characters, or fill in identifier, which Brightspace uses first.".into(),
        column => format!("Shorten {column} to 50 characters."),
    },
};

told! {
    /// A code that is cut.
    struct Cut {
        /// Its characters.
        length: u64,
        kept: Kept,
    }
}

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
                let length = code.chars().count() as u64;
                Args::value(code.as_bytes()).told(Cut { length, kept: Kept::new(cut.as_bytes()) })
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
