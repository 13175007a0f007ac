use super::*;
use crate::oneroster::TableId;
use crate::profiles::Severity::Warning;

page! {
    /// # A class has several terms
    ///
    /// ## What it checks
    /// In classes.csv, `termSourcedIds` names more than one academic session.
    ///
    /// ## Why it matters
    /// A class becomes a course offering in Brightspace, and an offering has one semester. If a site copies the dates
    /// of sessions to its courses, the first session counts. D2L hasn't published which semester the offering gets.
    ///
    /// ## How to fix
    /// Check the semester of one such course in Brightspace. If it's the wrong one, name only the session that should
    /// be its semester, such as the year, or name it first.
    ///
    /// ## Example
    /// ```wrong
    /// classes.csv
    /// sourcedId,termSourcedIds
    /// class1,"year1,term1"
    /// ```
    /// ```right
    /// classes.csv
    /// sourcedId,termSourcedIds
    /// class1,term1
    /// ```
    ///
    /// ## Known limits
    /// The standard allows several sessions. The article says “semester” in the singular. A page that was cut off there
    /// says that the first session gives the dates.
}

pub(crate) static RULE: Rule = Rule {
    name: "several-terms",
    page: PAGE,
    counted: Some("classes have several terms"),
    since: "0.1.0",
    scope: Scope::Cell,
    severities: Severities::nowhere().d2l_brightspace(Warning),
    sources: &[
        brightspace_article("Course Offering: assign and update parent Course Template and Semester based on the parent code"),
        page_of(Authority::D2l, "Using OneRoster: of several sessions, the first gives the dates", "https://community.d2l.com/brightspace/kb/articles/23842-using-oneroster"),
    ],
    detect: Detect::Rows(make),
    message: |said| format!("This class has {}. A course offering in Brightspace has one semester.", count_of(Terms::of(said).count, "session", "sessions")),
    fix: |said| format!("If Brightspace uses the wrong semester, keep in {} only the session that should be the semester.", said.column()),
};

told! {
    /// The terms of a class.
    struct Terms {
        count: u64,
    }
}

fn make(table: &TableFacts, _: &mut Findings) -> Option<Box<dyn RowCheck>> {
    let terms = table.place_of("termSourcedIds").filter(|_| table.table.id == TableId::Classes)?;
    Some(Box::new(TermsOfClasses { terms, status: table.place_of("status") }))
}

struct TermsOfClasses {
    terms: usize,
    status: Option<usize>,
}

impl RowCheck for TermsOfClasses {
    fn watches(&self) -> Vec<usize> {
        [self.terms].into_iter().chain(self.status).collect()
    }

    fn row(&mut self, row: &RowFacts, findings: &mut Findings) {
        let cell = row.row.cell(self.terms);
        let terms = || cell.split(|byte| *byte == b',').filter(|term| !term.trim_ascii().is_empty());
        if cell.contains(&b',') && terms().count() > 1 && !row.is_deleted() {
            let count = terms().count() as u64;
            findings.report(&RULE, row.place("termSourcedIds"), || Args::value(cell).told(Terms { count }));
        }
    }
}
