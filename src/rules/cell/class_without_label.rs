use super::*;
use crate::oneroster::TableId;
use crate::profiles::Severity::Warning;

page! {
    /// # A class has no code and no period
    ///
    /// ## What it checks
    /// In classes.csv, each class has a `classCode` or `periods` besides its `title`.
    ///
    /// ## Why it matters
    /// The DESSA System shows the name, code, and period of a class. With only the title, educators can't tell two
    /// classes of the same course apart.
    ///
    /// ## How to fix
    /// Export the code or the period of the class too.
    ///
    /// ## Example
    /// ```wrong
    /// classes.csv
    /// sourcedId,classCode,periods
    /// class1,,
    /// ```
    /// ```right
    /// classes.csv
    /// sourcedId,classCode,periods
    /// class1,,3
    /// ```
    ///
    /// ## Known limits
    /// Aperture's current list requires name, code, and period. Another page requires at least one of them. Both
    /// describe the flat file, so this is a warning. A class without a title belongs to the rule `required-value`.
}

pub(crate) static RULE: Rule = Rule {
    name: "class-without-label",
    page: PAGE,
    counted: Some("classes have no code and no period"),
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::nowhere().infinite_campus(Warning),
    sources: &[
        page_of(Authority::Aperture, "Flat file, required fields: class name, class code and class period", "https://selcompass.zendesk.com/hc/en-us/articles/7455718065933"),
        page_of(Authority::Aperture, "Flat file chart: class name, code, and period", "https://selcompass.zendesk.com/hc/en-us/articles/16474103177229"),
    ],
    detect: Detect::Rows(make),
    message: |_| "This class has no code and no period. Only its title tells it apart from other classes.".into(),
    fix: |_| "Fill in classCode or periods for this class.".into(),
};

fn make(table: &TableFacts, _: &mut Findings) -> Option<Box<dyn RowCheck>> {
    let code = table.place_of("classCode").filter(|_| table.table.id == TableId::Classes)?;
    Some(Box::new(Labels { title: table.place_of("title")?, code, periods: table.place_of("periods")? }))
}

struct Labels {
    title: usize,
    code: usize,
    periods: usize,
}

impl RowCheck for Labels {
    fn rows(&mut self, rows: &RowsFacts, findings: &mut Findings) {
        rows.but_plain([self.code]).each(findings, |row, findings| self.row(row, findings));
    }

    fn row(&mut self, row: &RowFacts, findings: &mut Findings) {
        let is_empty = |place: usize| row.row.cell(place).trim_ascii().is_empty();
        if !is_empty(self.title) && is_empty(self.code) && is_empty(self.periods) && !row.is_deleted() {
            findings.report(&RULE, row.place("classCode"), || Args::value(b""));
        }
    }
}
