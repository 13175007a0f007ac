use super::*;
use crate::oneroster::TableId;
use crate::profiles::Severity::Warning;

page! {
    /// # A result belongs to someone who isn't a student
    ///
    /// ## What it checks
    /// In results.csv, `studentSourcedId` is the ID of a user with the role `student`.
    ///
    /// ## Why it matters
    /// Results are students' grades. The receiver has no place for a teacher's grade.
    ///
    /// ## How to fix
    /// Enter the student's ID, or correct the user's role in users.csv.
    ///
    /// ## Example
    /// ```wrong
    /// results.csv
    /// sourcedId,status,dateLastModified,lineItemSourcedId,studentSourcedId,scoreStatus,score,scoreDate,comment
    /// result1,,,item1,teacher1,fully graded,8,2026-09-14,
    ///
    /// lineItems.csv
    /// sourcedId,status,dateLastModified,title,description,assignDate,dueDate,classSourcedId,categorySourcedId,gradingPeriodSourcedId,resultValueMin,resultValueMax
    /// item1,,,Quiz,,2026-09-07,2026-09-14,class1,category1,period1,0,10
    ///
    /// categories.csv
    /// sourcedId,status,dateLastModified,title
    /// category1,,,Homework
    ///
    /// academicSessions.csv
    /// sourcedId,title,type,parentSourcedId,startDate,endDate
    /// period1,Maple Quarter 1,gradingPeriod,term1,2026-08-01,2026-10-10
    /// ```
    /// ```right
    /// results.csv
    /// sourcedId,status,dateLastModified,lineItemSourcedId,studentSourcedId,scoreStatus,score,scoreDate,comment
    /// result1,,,item1,student1,fully graded,8,2026-09-14,
    ///
    /// lineItems.csv
    /// sourcedId,status,dateLastModified,title,description,assignDate,dueDate,classSourcedId,categorySourcedId,gradingPeriodSourcedId,resultValueMin,resultValueMax
    /// item1,,,Quiz,,2026-09-07,2026-09-14,class1,category1,period1,0,10
    ///
    /// categories.csv
    /// sourcedId,status,dateLastModified,title
    /// category1,,,Homework
    ///
    /// academicSessions.csv
    /// sourcedId,title,type,parentSourcedId,startDate,endDate
    /// period1,Maple Quarter 1,gradingPeriod,term1,2026-08-01,2026-10-10
    /// ```
    ///
    /// ## Known limits
    /// The standard is less clear here than for schools, so this is a warning. In OneRoster 1.2 a user may have several
    /// roles, in another file, and nothing is reported.
}

pub(crate) static RULE: Rule = Rule {
    name: "result-of-non-student",
    page: PAGE,
    counted: Some("results belong to people who aren't students"),
    since: "0.1.0",
    scope: Scope::Relation,
    severities: Severities::nowhere().oneroster(Warning),
    sources: &[binding("results.csv: studentSourcedId is the sourcedId of the student")],
    detect: Detect::Across(make),
    message: |said| format!("{} has the role {}, not student.", said.subject("user"), Owner::of(said).role),
    fix: |said| format!("Enter the student's sourcedId in {}, or correct the role in users.csv.", said.column()),
};

told! {
    /// The user with the result.
    struct Owner {
        role: Cow<'static, str>,
    }
}

fn make(_: &PackageFacts) -> Box<dyn AcrossCheck> {
    Box::new(Results { student: 0 })
}

struct Results {
    student: usize,
}

impl AcrossCheck for Results {
    fn begin(&mut self, table: &TableFacts) -> bool {
        let student = table.place_of("studentSourcedId").filter(|_| table.table.id == TableId::Results);
        self.student = student.unwrap_or(0);
        student.is_some()
    }

    fn row(&mut self, row: &RowFacts, seen: &dyn Seen, findings: &mut Findings) {
        let student = row.row.cell(self.student);
        let role = seen.word(TableId::Users, id_hash(student));
        if !matches!(role, "" | "student") {
            let told = || Args::value(student).told(Owner { role: role.into() });
            findings.report(&RULE, row.place("studentSourcedId"), told);
        }
    }
}
