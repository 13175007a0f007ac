use super::*;
use crate::profiles::Severity::Warning;

page! {
    /// # A class lost its teachers or all its students
    ///
    /// ## What it checks
    /// When two packages are compared, a class that had teachers still has at least one. A class that had three or more students
    /// still has some.
    ///
    /// ## Why it matters
    /// Without a teacher, nobody opens the course or rates the students. A class that empties overnight has usually lost its
    /// enrollments to a filter or to a new ID.
    ///
    /// ## How to fix
    /// Check the class in the student information system: who teaches it, and whether its students are still scheduled.
    ///
    /// ## Example
    /// ```earlier
    /// users.csv
    /// sourcedId,role,username,userIds,identifier,grades
    /// student2,student,ben.ito,{Local:4712},4712,09
    /// student3,student,cleo.diaz,{Local:4713},4713,09
    ///
    /// demographics.csv
    /// sourcedId,birthDate
    /// student2,2012-04-15
    /// student3,2012-05-16
    ///
    /// classes.csv
    /// sourcedId,title,classCode
    /// class2,Biology,BIO-1-01
    ///
    /// enrollments.csv
    /// sourcedId,classSourcedId,userSourcedId,role
    /// enrollment3,class1,student2,student
    /// enrollment4,class1,student3,student
    /// enrollment5,class2,teacher1,teacher
    /// ```
    /// ```wrong
    /// users.csv
    /// sourcedId,role,username,userIds,identifier,grades
    /// student2,student,ben.ito,{Local:4712},4712,09
    /// student3,student,cleo.diaz,{Local:4713},4713,09
    ///
    /// demographics.csv
    /// sourcedId,birthDate
    /// student2,2012-04-15
    /// student3,2012-05-16
    ///
    /// classes.csv
    /// sourcedId,title,classCode
    /// class2,Biology,BIO-1-01
    ///
    /// enrollments.csv
    /// sourcedId,classSourcedId,userSourcedId,role
    /// enrollment1,class2,student1,student
    /// enrollment3,class2,student2,student
    /// enrollment4,class2,student3,student
    /// enrollment5,class2,teacher1,teacher
    /// ```
    /// ```right
    /// users.csv
    /// sourcedId,role,username,userIds,identifier,grades
    /// student2,student,ben.ito,{Local:4712},4712,09
    /// student3,student,cleo.diaz,{Local:4713},4713,09
    ///
    /// demographics.csv
    /// sourcedId,birthDate
    /// student2,2012-04-15
    /// student3,2012-05-16
    ///
    /// classes.csv
    /// sourcedId,title,classCode
    /// class2,Biology,BIO-1-01
    ///
    /// enrollments.csv
    /// sourcedId,classSourcedId,userSourcedId,role
    /// enrollment3,class1,student2,student
    /// enrollment4,class2,student3,student
    /// enrollment5,class2,teacher1,teacher
    /// ```
    ///
    /// ## Known limits
    /// The rule doesn't report a class that is gone itself, and it reports nothing in a new school year. Many classes may empty
    /// at once at the end of a term.
}

pub(crate) static RULE: Rule = Rule {
    name: "class-lost-people",
    page: PAGE,
    counted: Some("classes lost their teachers or all their students"),
    since: "0.2.0",
    scope: Scope::Change,
    severities: Severities::everywhere(Warning),
    sources: &[
        field("Help desks: schools call first about a class without a teacher, or an empty class"),
    ],
    detect: Detect::Reading,
    message: |said| {
        let Lost { who, count } = Lost::of(said);
        let had = match who {
            Who::Teachers => count_of(count, "teacher", "teachers"),
            Who::Students => count_of(count, "student", "students"),
        };
        format!("The class {} had {had} in the older package and has none in the newer one.", said.value())
    },
    fix: |said| format!("Check this class in the student information system. If it should still have {}, correct it there and export again.", Lost::of(said).who.word()),
};

told! {
    /// Whom a class has lost.
    struct Lost {
        who: Who,
        count: u64,
    }
}

one_of! {
    /// Who is in a class.
    enum Who {
        Teachers = "teachers",
        Students = "students",
    }
}

/// A class by its id, and how many `students` it had, or else teachers.
pub(crate) fn args(class: &str, are_students: bool, count: u64) -> Args {
    let who = if are_students { Who::Students } else { Who::Teachers };
    Args::value(class.as_bytes()).told(Lost { who, count })
}
