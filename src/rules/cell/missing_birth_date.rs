use super::*;
use crate::oneroster::TableId;
use crate::profiles::Severity::Error;

page! {
    /// # A student has no birth date
    ///
    /// ## What it checks
    /// In demographics.csv, each student's row has a `birthDate`.
    ///
    /// ## Why it matters
    /// The DESSA System needs every student's birth date.
    ///
    /// ## How to fix
    /// Add the birth date to the student's record, then export again.
    ///
    /// ## Example
    /// ```wrong
    /// demographics.csv
    /// sourcedId,birthDate
    /// student1,
    /// ```
    /// ```right
    /// demographics.csv
    /// sourcedId,birthDate
    /// student1,2012-03-14
    /// ```
    ///
    /// ## Known limits
    /// The column is optional in the standard. Aperture says that the DESSA System needs it in its flat file, which
    /// contains the same people in another format. Rows of people who aren't students aren't checked.
}

pub(crate) static RULE: Rule = Rule {
    name: "missing-birth-date",
    page: PAGE,
    counted: Some("students have no birth date"),
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::nowhere().infinite_campus(Error),
    sources: &[page_of(Authority::Aperture, "Flat file chart: Date of Birth is required", "https://selcompass.zendesk.com/hc/en-us/articles/16474103177229")],
    detect: Detect::Across(make),
    message: |_| "This student has no birth date. The DESSA System needs one.".into(),
    fix: |_| "Add this student's birth date, then export again.".into(),
};

fn make(_: &PackageFacts) -> Box<dyn AcrossCheck> {
    Box::new(BlankOfStudent::new(&RULE, "birthDate"))
}

/// Looks for students for whom a column of demographics.csv is empty.
pub(super) struct BlankOfStudent {
    rule: &'static Rule,
    column: &'static str,
    place: usize,
}

impl BlankOfStudent {
    pub(super) fn new(rule: &'static Rule, column: &'static str) -> Self {
        Self { rule, column, place: 0 }
    }
}

impl AcrossCheck for BlankOfStudent {
    fn begin(&mut self, table: &TableFacts) -> bool {
        let place = table.place_of(self.column).filter(|_| table.table.id == TableId::Demographics);
        self.place = place.unwrap_or(0);
        place.is_some()
    }

    fn rows(&mut self, rows: &RowsFacts, seen: &dyn Seen, findings: &mut Findings) {
        rows.with(self.place, says_nothing).each(findings, |row, findings| {
            if !row.is_deleted() && seen.word(TableId::Users, id_hash(row.id())) == "student" {
                findings.report(self.rule, row.place(self.column), || Args::value(row.row.cell(self.place)));
            }
        });
    }
}
