use super::*;
use crate::oneroster::TableId;
use crate::profiles::Severity::Error;

page! {
    /// # A CASE learning objective isn't a UUID
    ///
    /// ## What it checks
    /// In the learning objective files of OneRoster 1.2: if `source` is `case`, `learningObjectiveId` is written as
    /// `urn:uuid:` and a UUID.
    ///
    /// ## Why it matters
    /// CASE, the standard for learning objectives, knows them only by this name. With another name, the receiver can't
    /// find the objective.
    ///
    /// ## How to fix
    /// Write the objective's UUID with `urn:uuid:` before it. If it doesn't come from CASE, write `unknown` as the
    /// `source`.
    ///
    /// ## Example
    /// ```wrong
    /// version 1.2
    /// results.csv
    /// sourcedId,status,dateLastModified,lineItemSourcedId,studentSourcedId,scoreStatus,score,scoreDate,comment,textScore,classSourcedId,inProgress,incomplete,late,missing
    /// result1,,,item1,student1,fully graded,8,2026-09-14,,,,,,,
    ///
    /// lineItems.csv
    /// sourcedId,status,dateLastModified,title,description,assignDate,dueDate,classSourcedId,categorySourcedId,academicSessionSourcedId,resultValueMin,resultValueMax,schoolSourcedId
    /// item1,,,Quiz,,2026-09-07,2026-09-14,class1,category1,term1,0,10,school1
    ///
    /// categories.csv
    /// sourcedId,status,dateLastModified,title,weight
    /// category1,,,Homework,100
    ///
    /// resultLearningObjectiveIds.csv
    /// sourcedId,status,dateLastModified,resultSourcedId,source,learningObjectiveId,score,textScore
    /// objective1,,,result1,case,MATH.9.1,8,
    /// ```
    /// ```right
    /// version 1.2
    /// results.csv
    /// sourcedId,status,dateLastModified,lineItemSourcedId,studentSourcedId,scoreStatus,score,scoreDate,comment,textScore,classSourcedId,inProgress,incomplete,late,missing
    /// result1,,,item1,student1,fully graded,8,2026-09-14,,,,,,,
    ///
    /// lineItems.csv
    /// sourcedId,status,dateLastModified,title,description,assignDate,dueDate,classSourcedId,categorySourcedId,academicSessionSourcedId,resultValueMin,resultValueMax,schoolSourcedId
    /// item1,,,Quiz,,2026-09-07,2026-09-14,class1,category1,term1,0,10,school1
    ///
    /// categories.csv
    /// sourcedId,status,dateLastModified,title,weight
    /// category1,,,Homework,100
    ///
    /// resultLearningObjectiveIds.csv
    /// sourcedId,status,dateLastModified,resultSourcedId,source,learningObjectiveId,score,textScore
    /// objective1,,,result1,case,urn:uuid:9b2ad8f2-7c1f-4f3b-9a53-0c8e7a1d2f34,8,
    /// ```
    ///
    /// ## Known limits
    /// The check doesn't look up whether the objective exists.
}

pub(crate) static RULE: Rule = Rule {
    name: "bad-learning-objective",
    page: PAGE,
    counted: Some("CASE learning objectives aren't UUIDs"),
    since: "0.1.0",
    scope: Scope::Relation,
    severities: Severities::nowhere().oneroster(Error),
    sources: &[binding("1.2, learning objective files: learningObjectiveId is a UUID URN when source is case")],
    detect: Detect::Rows(make),
    message: |said| format!("{} isn't urn:uuid: and a UUID, although the source is case.", said.this_value()),
    fix: |said| format!("Write urn:uuid: and the objective's UUID in {}. If it doesn't come from CASE, write unknown in source.", said.column()),
};

fn make(table: &TableFacts, _: &mut Findings) -> Option<Box<dyn RowCheck>> {
    if !matches!(table.table.id, TableId::LineItemLearningObjectiveIds | TableId::ResultLearningObjectiveIds) {
        return None;
    }
    Some(Box::new(Objectives { source: table.place_of("source")?, id: table.place_of("learningObjectiveId")? }))
}

struct Objectives {
    source: usize,
    id: usize,
}

impl RowCheck for Objectives {
    fn row(&mut self, row: &RowFacts, findings: &mut Findings) {
        let id = row.row.cell(self.id);
        if row.row.cell(self.source) == b"case" && !id.trim_ascii().is_empty() && !is_uuid_urn(id) {
            findings.report(&RULE, row.place("learningObjectiveId"), || Args::value(id));
        }
    }
}

fn is_uuid_urn(text: &[u8]) -> bool {
    let Some((prefix, uuid)) = text.split_at_checked(9) else { return false };
    let groups: Vec<&[u8]> = uuid.split(|byte| *byte == b'-').collect();
    prefix.eq_ignore_ascii_case(b"urn:uuid:")
        && groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12])
        && groups.iter().all(|group| group.iter().all(u8::is_ascii_hexdigit))
}
