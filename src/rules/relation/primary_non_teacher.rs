use super::*;
use crate::oneroster::TableId;
use crate::profiles::Severity::Warning;

page! {
    /// # Someone who isn't a teacher is the primary teacher
    ///
    /// ## What it checks
    /// In enrollments.csv, `primary` is `true` only if the role is `teacher`.
    ///
    /// ## Why it matters
    /// The column says who is the main teacher of a class. For a student it means nothing, or makes the student a
    /// teacher.
    ///
    /// ## How to fix
    /// Leave `primary` empty, or write `false`, in the rows of people who aren't teachers.
    ///
    /// ## Example
    /// ```wrong
    /// enrollments.csv
    /// sourcedId,primary
    /// enrollment1,true
    /// ```
    /// ```right
    /// enrollments.csv
    /// sourcedId,primary
    /// enrollment1,false
    /// ```
    ///
    /// ## Known limits
    /// The standard says that the column is for teachers. It doesn't say how receivers treat another use, so this is a
    /// warning. Neither receiver says that it reads the column.
}

pub(crate) static RULE: Rule = Rule {
    name: "primary-non-teacher",
    page: PAGE,
    counted: Some("people who aren't teachers are primary teachers"),
    since: "0.1.0",
    scope: Scope::Relation,
    severities: Severities::nowhere().oneroster(Warning),
    sources: &[binding("enrollments.csv: primary applies to teachers only")],
    detect: Detect::Rows(make),
    message: |said| format!("This person's role is {}. Only a teacher can be primary.", Person::of(said).role),
    fix: |said| format!("Leave {} empty in this row.", said.column()),
};

told! {
    /// Someone who is primary.
    struct Person {
        role: Cow<'static, str>,
    }
}

fn make(table: &TableFacts, _: &mut Findings) -> Option<Box<dyn RowCheck>> {
    let primary = table.place_of("primary").filter(|_| table.table.id == TableId::Enrollments)?;
    Some(Box::new(Primaries { primary, role: table.place_of("role")? }))
}

struct Primaries {
    primary: usize,
    role: usize,
}

impl RowCheck for Primaries {
    fn watches(&self) -> Vec<usize> {
        vec![self.primary, self.role]
    }

    fn row(&mut self, row: &RowFacts, findings: &mut Findings) {
        let cell = row.row.cell(self.primary);
        if cell != b"true" {
            return;
        }
        let role = row.row.cell(self.role);
        let other = row.table.words("role").iter().find(|word| word.as_bytes() == role && **word != "teacher");
        if let Some(role) = other {
            findings.report(&RULE, row.place("primary"), || Args::value(cell).told(Person { role: (*role).into() }));
        }
    }
}
