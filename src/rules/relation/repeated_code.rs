use std::collections::HashMap;

use super::code_too_long::cut;
use super::effective_code::EffectiveCode;
use super::*;
use crate::profiles::Severity::Error;

page! {
    /// # Two records in a file have the same code in Brightspace
    ///
    /// ## What it checks
    /// Brightspace makes an org unit of every org, academic session, course, and class. Within a file, each needs its
    /// own code, also after Brightspace cuts it to 50 characters. The code comes from `identifier`, `courseCode`, or
    /// `classCode`. If that column is empty, and always for academic sessions, it comes from the name or title.
    ///
    /// ## Why it matters
    /// Brightspace refuses the second record or treats it as the first: two sections share one course, two terms become
    /// one.
    ///
    /// ## How to fix
    /// Make the codes different within their first 50 characters. Titles of academic sessions become codes: “Q1” in
    /// every school is the same code many times. Add the school or the year to the title.
    ///
    /// ## Example
    /// ```wrong
    /// academicSessions.csv
    /// sourcedId,title,type,parentSourcedId
    /// quarter1,Q1,gradingPeriod,year1
    /// quarter2,Q1,gradingPeriod,year1
    /// ```
    /// ```right
    /// academicSessions.csv
    /// sourcedId,title,type,parentSourcedId
    /// quarter1,Q1 Maple,gradingPeriod,year1
    /// quarter2,Q1 Oak,gradingPeriod,year1
    /// ```
    ///
    /// ## Known limits
    /// Capital and small letters count as different. D2L doesn't say whether a school and a course may share a code, so
    /// records in different files aren't compared.
}

pub(crate) static RULE: Rule = Rule {
    name: "repeated-code",
    page: PAGE,
    counted: Some("records have a code in Brightspace that is already used"),
    since: "0.1.0",
    scope: Scope::Relation,
    severities: Severities::nowhere().d2l_brightspace(Error),
    sources: &[
        brightspace_article("Truncations: Org Unit Code - Length 50"),
        page_of(Authority::D2l, "D2L Standard CSV, org units: the code is unique and case-sensitive", "https://community.d2l.com/brightspace/kb/articles/26217"),
        page_of(Authority::D2l, "OneRoster REST data mappings: the title of a session feeds its name and its code", "https://community.d2l.com/brightspace/kb/articles/32189"),
    ],
    detect: Detect::Rows(make),
    message: |said| if Repeated::of(said).is_after_cut {
        format!("{} is the same as on line {} after Brightspace cuts both to 50 characters.", said.subject("code"), said.other_line())
    } else {
        format!("{} is already used on line {}.", said.subject("Brightspace code"), said.other_line())
    },
    fix: |said| match said.right_name() {
        "academicSessions.csv" => "Session titles become codes in Brightspace. Add the school or the year to the title, so that each title is different.".into(),
        _ => format!("Give this record another {} that differs within its first 50 characters.", said.column()),
    },
};

told! {
    /// A code that is used twice.
    struct Repeated {
        /// Only what Brightspace keeps is the same.
        is_after_cut: bool,
    }
}

fn make(table: &TableFacts, _: &mut Findings) -> Option<Box<dyn RowCheck>> {
    let (shared, seen) = (Shared::default(), HashMap::new());
    Some(Box::new(Codes { columns: EffectiveCode::of(table)?, shared, seen }))
}

struct Codes {
    columns: EffectiveCode,
    /// The codes that several rows have.
    shared: Shared,
    /// By the code as Brightspace keeps it. These files are short, so the text itself is the key.
    seen: HashMap<Box<str>, Seen>,
}

struct Seen {
    line: u64,
    id: Box<[u8]>,
    /// What the cut took away.
    rest: Box<str>,
}

impl RowCheck for Codes {
    fn row(&mut self, row: &RowFacts, _: &mut Findings) {
        if let Some((_, code)) = self.columns.code(row) {
            self.shared.push(id_hash(cut(code).as_bytes()));
        }
    }

    fn wants_again(&mut self) -> bool {
        self.shared.is_any()
    }

    fn again(&mut self, row: &RowFacts, findings: &mut Findings) {
        let Some((column, code)) = self.columns.code(row) else { return };
        let kept = cut(code);
        if !self.shared.contains(id_hash(kept.as_bytes())) {
            return;
        }
        let rest = code.get(kept.len()..).unwrap_or_default();
        let id = row.id();
        let place = row.place(column);
        match self.seen.get(kept) {
            Some(first) if *first.id == *id => {}
            Some(first) => findings.report(&RULE, place, || {
                Args::value(code.as_bytes()).beside(first.line).told(Repeated { is_after_cut: *first.rest != *rest })
            }),
            None => {
                let line = place.line.unwrap_or(0);
                self.seen.insert(kept.into(), Seen { line, id: id.into(), rest: rest.into() });
            }
        }
    }
}
