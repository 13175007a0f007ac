use super::*;
use crate::profiles::Severity::Warning;
use crate::profiles::d2l_brightspace::code_columns;

page! {
    /// # A name is too long for Brightspace
    ///
    /// ## What it checks
    /// The `name` of an org, and the `title` of a course or a class, has at most 128 characters if the code comes from
    /// a column of its own.
    ///
    /// ## Why it matters
    /// Brightspace shows it as the name of an org unit, which has at most 128 characters.
    ///
    /// ## How to fix
    /// Shorten the name or title in the student information system.
    ///
    /// ## Example
    /// ```wrong
    /// classes.csv
    /// sourcedId,title
    /// class1,Algebra for the ninth grade with applications to building and to gardening in the school garden behind the old mill at the north river
    /// ```
    /// ```right
    /// classes.csv
    /// sourcedId,title
    /// class1,Algebra for the ninth grade
    /// ```
    ///
    /// ## Known limits
    /// The limit comes from the page of a D2L sister product, so this is a warning. A title that is used as a code has
    /// a shorter limit. The rule `code-too-long` reports it instead.
}

pub(crate) static RULE: Rule = Rule {
    name: "name-too-long",
    page: PAGE,
    counted: Some("names are too long for Brightspace"),
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::nowhere().d2l_brightspace(Warning),
    sources: &[page_of(Authority::D2l, "D2L Standard CSV, org units: a name has at most 128 characters", "https://community.d2l.com/brightspace/kb/articles/26217")],
    detect: Detect::Rows(make),
    message: |said| format!("This {} has {}. Brightspace allows at most 128.", said.column(), count_of(Length::of(said).characters, "character", "characters")),
    fix: |said| format!("Shorten {} to 128 characters.", said.column()),
};

told! {
    /// How long the name is.
    struct Length {
        characters: u64,
    }
}

/// Characters of a name that Brightspace keeps.
const LONGEST: usize = 128;

fn make(table: &TableFacts, _: &mut Findings) -> Option<Box<dyn RowCheck>> {
    let (code, column) = code_columns(table.table.id)?;
    Some(Box::new(Names { code: table.place_of(code?)?, name: table.place_of(column)?, column }))
}

struct Names {
    code: usize,
    name: usize,
    column: &'static str,
}

impl RowCheck for Names {
    fn rows(&mut self, rows: &RowsFacts, findings: &mut Findings) {
        rows.but_plain([self.name]).each(findings, |row, findings| self.row(row, findings));
    }

    fn row(&mut self, row: &RowFacts, findings: &mut Findings) {
        let cell = row.row.cell(self.name);
        if cell.len() <= LONGEST || row.row.cell(self.code).is_empty() || row.is_deleted() {
            return;
        }
        let length = String::from_utf8_lossy(cell).chars().count();
        if length > LONGEST {
            findings.report(&RULE, row.place(self.column), || Args::value(cell).told(Length { characters: length as u64 }));
        }
    }
}
