use super::*;
use crate::profiles::Severity::{Error, Warning};

page! {
    /// # subjects and subjectCodes do not match
    ///
    /// ## What it checks
    /// `subjects` and `subjectCodes` belong together: the first code is that of the first subject, and so on. Both lists
    /// must have the same number of items.
    ///
    /// ## Why it matters
    /// With lists of different lengths the receiver cannot tell which code belongs to which subject.
    ///
    /// ## How to fix
    /// Write one code for each subject, in the same order. A subject whose name holds a comma counts as two: leave the
    /// comma out.
    ///
    /// ## Example
    /// ```wrong
    /// courses.csv
    /// sourcedId,subjects,subjectCodes
    /// course1,"Mathematics,Physics",02001
    /// ```
    /// ```right
    /// courses.csv
    /// sourcedId,subjects,subjectCodes
    /// course1,"Mathematics,Physics","02001,03151"
    /// ```
    ///
    /// ## Known limits
    /// The standard does not say whether one of the two may be empty while the other is filled. Other validators refuse
    /// that; here it is a warning. Neither the DESSA System nor Brightspace says that it uses the columns.
}

pub(crate) static RULE: Rule = Rule {
    name: "unpaired-subjects",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::Relation,
    severities: Severities::nowhere().oneroster(Error),
    sources: &[
        binding("classes.csv, courses.csv: subjects and subjectCodes have the same length and order"),
        field("The public validators LongsightGroup/oneroster and hanachin/meibo refuse one without the other"),
    ],
    detect: Detect::Rows(make),
    message: |said| match (said.number(0), said.number(1)) {
        (0, _) => "subjectCodes is filled, but subjects is (empty).".into(),
        (_, 0) => "subjects is filled, but subjectCodes is (empty).".into(),
        _ => format!(
            "subjects has {} and subjectCodes has {}; both must have the same number.",
            said.count_of(0, "item", "items"), said.count_of(1, "item", "items")
        ),
    },
    fix: |_| "Write one code for each subject, in the same order. A comma inside a subject's name counts as the end of an item.".into(),
    campus_fix: None,
};

fn make(table: &TableFacts, _: &mut Findings) -> Option<Box<dyn RowCheck>> {
    Some(Box::new(Subjects { subjects: table.place_of("subjects")?, codes: table.place_of("subjectCodes")? }))
}

struct Subjects {
    subjects: usize,
    codes: usize,
}

impl RowCheck for Subjects {
    fn watches(&self) -> Vec<usize> {
        vec![self.subjects, self.codes]
    }

    fn row(&mut self, row: &RowFacts, findings: &mut Findings) {
        let (subjects, codes) = (row.row.cell(self.subjects), row.row.cell(self.codes));
        let (subject_count, code_count) = (items(subjects), items(codes));
        let is_doubtful = row.is_damaged(self.subjects) || row.is_damaged(self.codes);
        if subject_count == code_count || is_doubtful {
            return;
        }
        let is_half = subject_count == 0 || code_count == 0;
        let severities = if is_half { Severities::nowhere().oneroster(Warning) } else { RULE.severities };
        let (column, cell) = if code_count == 0 { ("subjects", subjects) } else { ("subjectCodes", codes) };
        findings.report_as(&RULE, severities, row.place(column), || {
            Args::value(cell).number(subject_count).number(code_count)
        });
    }
}

fn items(cell: &[u8]) -> u64 {
    if cell.is_empty() { 0 } else { cell.split(|byte| *byte == b',').count() as u64 }
}
