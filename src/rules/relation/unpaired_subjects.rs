use super::*;
use crate::profiles::Severity::{Error, Warning};

page! {
    /// # subjects and subjectCodes don't match
    ///
    /// ## What it checks
    /// `subjects` and `subjectCodes` belong together: the first code is for the first subject, and so on. Both lists
    /// must have the same number of items.
    ///
    /// ## Why it matters
    /// If the lists have different lengths, the receiver can't tell which code belongs to which subject.
    ///
    /// ## How to fix
    /// Write one code for each subject, in the same order. A subject whose name contains a comma counts as two. Leave
    /// out the comma.
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
    /// The standard doesn't say whether one of the two may be empty while the other is filled. Other validators refuse
    /// that. Here it's a warning. Neither the DESSA System nor Brightspace says that it uses the columns.
}

pub(crate) static RULE: Rule = Rule {
    name: "unpaired-subjects",
    page: PAGE,
    counted: Some("rows have subjects and subjectCodes that don't match"),
    since: "0.1.0",
    scope: Scope::Relation,
    severities: Severities::nowhere().oneroster(Error),
    sources: &[
        binding("classes.csv, courses.csv: subjects and subjectCodes have the same length and order"),
        field("The public validators LongsightGroup/oneroster and hanachin/meibo refuse one without the other"),
    ],
    detect: Detect::Rows(make),
    message: |said| match Items::of(said) {
        Items { subjects: 0, .. } => "subjectCodes is filled, but subjects is empty.".into(),
        Items { codes: 0, .. } => "subjects is filled, but subjectCodes is empty.".into(),
        Items { subjects, codes } => format!(
            "subjects has {} and subjectCodes has {}. Both must have the same number.",
            count_of(subjects, "item", "items"), count_of(codes, "item", "items")
        ),
    },
    fix: |_| "Write one code for each subject, in the same order. A comma inside a subject's name counts as the end of an item.".into(),
};

told! {
    /// How many items the lists have.
    struct Items {
        subjects: u64,
        codes: u64,
    }
}

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
            Args::value(cell).told(Items { subjects: subject_count, codes: code_count })
        });
    }
}

fn items(cell: &[u8]) -> u64 {
    if cell.is_empty() { 0 } else { cell.split(|byte| *byte == b',').count() as u64 }
}
