use super::*;
use crate::profiles::Severity::Warning;

page! {
    /// # A class has lost its teachers or all its students
    ///
    /// ## What it checks
    /// When two packages are compared, a class that had teachers still has one, and a class that had three students or more still
    /// has some.
    ///
    /// ## Why it matters
    /// Without a teacher nobody opens the course or rates the students. A class that empties from one day to the next has mostly
    /// lost its enrollments to a filter or to a new id.
    ///
    /// ## How to fix
    /// Look at the class in the student information system: who teaches it, and whether its students are still scheduled.
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
    /// A class that is gone itself is not told here, nor is anything in a new school year. At the end of a term many classes may
    /// empty at once.
}

pub(crate) static RULE: Rule = Rule {
    name: "class-lost-people",
    page: PAGE,
    since: "0.2.0",
    scope: Scope::Change,
    severities: Severities::everywhere(Warning),
    sources: &[
        field("Help desks: a class without a teacher, or an empty one, is what schools call about first"),
    ],
    detect: Detect::Reading,
    message: |said| {
        let had = match said.word(0).as_str() {
            "teacher" => said.count_of(1, "teacher", "teachers"),
            _ => said.count_of(1, "student", "students"),
        };
        format!("The class {} had {had} in the older package and has none now.", said.value())
    },
    fix: |said| format!("Look at the class in the student information system: it should have at least one {}.", said.word(0)),
    campus_fix: Some(|_| "Open the section in Campus under Scheduling & Courses > Courses > Section, and look at Staff History and Roster.".into()),
};
