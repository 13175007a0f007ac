use std::collections::HashMap;

use super::code_too_long::cut;
use super::effective_code::EffectiveCode;
use super::*;
use crate::oneroster::TableId;
use crate::profiles::Severity::Warning;

page! {
    /// # Records in two files have the same code in Brightspace
    ///
    /// ## What it checks
    /// Brightspace makes an org unit of every org, academic session, course, and class. Two of them in different files
    /// have the same code: a course and a class, or a school and a course.
    ///
    /// ## Why it matters
    /// D2L says that codes are unique. It doesn't say whether a school and a course may share one. If they may not,
    /// Brightspace refuses one of the two.
    ///
    /// ## How to fix
    /// Try one such pair first. If Brightspace refuses one of them, make the codes different.
    ///
    /// ## Example
    /// ```wrong
    /// classes.csv
    /// sourcedId,classCode
    /// class1,ALG-1
    /// ```
    /// ```right
    /// classes.csv
    /// sourcedId,classCode
    /// class1,ALG-1-01
    /// ```
    ///
    /// ## Known limits
    /// Equal codes within one file belong to the rule `repeated-code`.
}

pub(crate) static RULE: Rule = Rule {
    name: "code-in-two-files",
    page: PAGE,
    counted: Some("records have the code of a record in another file"),
    since: "0.1.0",
    scope: Scope::Relation,
    severities: Severities::nowhere().d2l_brightspace(Warning),
    sources: &[page_of(Authority::D2l, "D2L Standard CSV, org units: the code is unique and case-sensitive", "https://community.d2l.com/brightspace/kb/articles/26217")],
    detect: Detect::Across(make),
    message: |said| format!("{} is also used on line {} of {}.", said.subject("Brightspace code"), said.other_line(), said.other_file()),
    fix: |said| format!("If Brightspace refuses one of the two, give this record another {}.", said.column()),
};

fn make(_: &PackageFacts) -> Box<dyn AcrossCheck> {
    Box::new(Codes { columns: None, seen: HashMap::default() })
}

struct Codes {
    columns: Option<EffectiveCode>,
    /// File and line of the first record with a code. These files are short, so the text itself is the key.
    seen: HashMap<Box<str>, (TableId, u64), foldhash::fast::FixedState>,
}

impl AcrossCheck for Codes {
    fn begin(&mut self, table: &TableFacts) -> bool {
        self.columns = EffectiveCode::of(table);
        self.columns.is_some()
    }

    fn row(&mut self, row: &RowFacts, _: &dyn Seen, findings: &mut Findings) {
        let Some((column, code)) = self.columns.as_ref().and_then(|columns| columns.code(row)) else { return };
        let own = row.table.table.id;
        match self.seen.get(cut(code)) {
            Some((file, _)) if *file == own => {}
            Some((file, line)) => findings
                .report(&RULE, row.place(column), || Args::value(code.as_bytes()).beside_in(*line, file.file())),
            // No file with codes comes behind classes.csv.
            None if own == TableId::Classes => {}
            None => {
                let line = row.place(column).line.unwrap_or(0);
                self.seen.insert(cut(code).into(), (own, line));
            }
        }
    }
}
