//! The eight files: their columns, and their rows.

use std::io;

use super::Faults;
use super::csv::CsvWriter;
use super::district::{Cohort, District, Kind, Level, SCHOOL_YEAR, SUBJECTS, School, Term};

pub(super) struct PackageFile {
    pub(super) name: &'static str,
    pub(super) columns: &'static [&'static str],
    pub(super) rows: fn(District, &mut CsvWriter<'_>) -> io::Result<()>,
}

/// In the order in which Campus' Zip Tool lists the extracts.
pub(super) const FILES: [PackageFile; 8] = [
    PackageFile { name: "manifest.csv", columns: &["propertyName", "value"], rows: manifest },
    PackageFile {
        name: "academicSessions.csv",
        columns: &[
            "sourcedId",
            "status",
            "dateLastModified",
            "title",
            "type",
            "startDate",
            "endDate",
            "parentSourcedId",
            "schoolYear",
        ],
        rows: academic_sessions,
    },
    PackageFile {
        name: "classes.csv",
        columns: &[
            "sourcedId",
            "status",
            "dateLastModified",
            "title",
            "grades",
            "courseSourcedId",
            "classCode",
            "classType",
            "location",
            "schoolSourcedId",
            "termSourcedIds",
            "subjects",
            "subjectCodes",
            "periods",
        ],
        rows: classes,
    },
    PackageFile {
        name: "courses.csv",
        columns: &[
            "sourcedId",
            "status",
            "dateLastModified",
            "schoolYearSourcedId",
            "title",
            "courseCode",
            "grades",
            "orgSourcedId",
            "subjects",
            "subjectCodes",
        ],
        rows: courses,
    },
    PackageFile {
        name: "demographics.csv",
        columns: &[
            "sourcedId",
            "status",
            "dateLastModified",
            "birthDate",
            "sex",
            "americanIndianOrAlaskaNative",
            "asian",
            "blackOrAfricanAmerican",
            "nativeHawaiianOrOtherPacificIslander",
            "white",
            "demographicRaceTwoOrMoreRaces",
            "hispanicOrLatinoEthnicity",
            "countryOfBirthCode",
            "stateOfBirthAbbreviation",
            "cityOfBirth",
            "publicSchoolResidenceStatus",
        ],
        rows: demographics,
    },
    PackageFile {
        name: "enrollments.csv",
        columns: &[
            "sourcedId",
            "status",
            "dateLastModified",
            "classSourcedId",
            "schoolSourcedId",
            "userSourcedId",
            "role",
            "primary",
            "beginDate",
            "endDate",
        ],
        rows: enrollments,
    },
    PackageFile {
        name: "orgs.csv",
        columns: &["sourcedId", "status", "dateLastModified", "name", "type", "identifier", "parentSourcedId"],
        rows: orgs,
    },
    PackageFile {
        name: "users.csv",
        columns: &[
            "sourcedId",
            "status",
            "dateLastModified",
            "enabledUser",
            "orgSourcedIds",
            "role",
            "username",
            "userIds",
            "givenName",
            "familyName",
            "middleName",
            "identifier",
            "email",
            "sms",
            "phone",
            "agentSourcedIds",
            "grades",
            "password",
        ],
        rows: users,
    },
];

/// Every file that OneRoster 1.1 knows, and whether Campus exports it for DESSA.
const MODES: [(&str, &str); 13] = [
    ("file.academicSessions", "bulk"),
    ("file.categories", "absent"),
    ("file.classes", "bulk"),
    ("file.classResources", "absent"),
    ("file.courses", "bulk"),
    ("file.courseResources", "absent"),
    ("file.demographics", "bulk"),
    ("file.enrollments", "bulk"),
    ("file.lineItems", "absent"),
    ("file.orgs", "bulk"),
    ("file.resources", "absent"),
    ("file.results", "absent"),
    ("file.users", "bulk"),
];

/// `status` and `dateLastModified`, which a bulk file leaves blank.
const BULK: usize = 2;

fn manifest(_: District, csv: &mut CsvWriter<'_>) -> io::Result<()> {
    let versions = [("manifest.version", "1.0"), ("oneroster.version", "1.1")];
    let source = [("source.systemName", "Infinite Campus"), ("source.systemCode", "IC")];
    for (property, value) in versions.into_iter().chain(MODES).chain(source) {
        csv.text(property).text(value).end_row()?;
    }
    Ok(())
}

fn orgs(district: District, csv: &mut CsvWriter<'_>) -> io::Result<()> {
    csv.value(district.id(Kind::District, 1_u32)).blank(BULK);
    csv.text("Made Up Unified School District").text("district").text("1200000").blank(1).end_row()?;
    for school in district.schools() {
        csv.value(school_id(district, &school)).blank(BULK).text(&school.name).text("school");
        csv.value(format_args!("1200000{:05}", school.number));
        csv.value(district.id(Kind::District, 1_u32)).end_row()?;
    }
    Ok(())
}

fn academic_sessions(district: District, csv: &mut CsvWriter<'_>) -> io::Result<()> {
    for school in district.schools() {
        for term in Term::ALL {
            let (start, end) = term.dates();
            csv.value(district.session_id(&school, term)).blank(BULK);
            // The school makes the title unique: Brightspace uses it as a code.
            csv.value(format_args!("{} {}", term.title(), school.name));
            csv.text(term.kind()).text(start).text(end);
            match term.parent() {
                Some(parent) => csv.value(district.session_id(&school, parent)),
                None => csv.blank(1),
            };
            csv.text(SCHOOL_YEAR).end_row()?;
        }
    }
    Ok(())
}

fn courses(district: District, csv: &mut CsvWriter<'_>) -> io::Result<()> {
    for school in district.schools() {
        for cohort in school.cohorts() {
            for (subject, (title, _)) in SUBJECTS.iter().enumerate() {
                csv.value(district.course_id(&school, &cohort, subject)).blank(BULK);
                csv.value(district.session_id(&school, Term::SchoolYear));
                csv.value(format_args!("{title} {}", grade_title(&cohort)));
                csv.value(course_code(&school, &cohort, subject)).text(cohort.grade_code());
                csv.value(school_id(district, &school)).blank(2).end_row()?;
            }
        }
    }
    Ok(())
}

fn classes(district: District, csv: &mut CsvWriter<'_>) -> io::Result<()> {
    for school in district.schools() {
        for cohort in school.cohorts() {
            for class in school.classes(&cohort) {
                let (title, _) = SUBJECTS[class.subject];
                let section = class.section + 1;
                let is_homeroom = school.level == Level::Elementary && class.subject == 0;
                csv.value(district.id(Kind::Class, class.number)).blank(BULK);
                csv.value(format_args!("{title} {} Section {section}", grade_title(&cohort)));
                csv.text(cohort.grade_code());
                csv.value(district.course_id(&school, &cohort, class.subject));
                csv.value(format_args!("{}.{section}", course_code(&school, &cohort, class.subject)));
                csv.text(if is_homeroom { "homeroom" } else { "scheduled" });
                csv.value(format_args!("Room {}", 101 + class.teacher - school.teachers.start));
                csv.value(school_id(district, &school));
                csv.value(district.session_id(&school, class.term)).blank(2);
                csv.value(class.subject + 1).end_row()?;
            }
        }
    }
    Ok(())
}

fn users(district: District, csv: &mut CsvWriter<'_>) -> io::Result<()> {
    for school in district.schools() {
        for teacher in school.teachers.clone() {
            let name = district.name(Kind::Teacher, teacher);
            let username = name.username(teacher + 1);
            csv.value(district.id(Kind::Teacher, teacher)).blank(BULK).text("true");
            csv.value(school_id(district, &school)).text("teacher").value(format_args!("staff.{username}"));
            csv.blank(1).text(name.given).text(name.family).blank(1);
            csv.value(900_000_001 + u64::from(teacher));
            csv.value(format_args!("staff.{username}@schools.example.org")).blank(5).end_row()?;
        }
        for cohort in school.cohorts() {
            for student in cohort.students.clone() {
                let name = district.name(Kind::Student, student);
                let username = name.username(student + 1);
                csv.value(district.id(Kind::Student, student)).blank(BULK).text("true");
                csv.value(school_id(district, &school)).text("student").text(&username);
                csv.blank(1).text(name.given).text(name.family).blank(1);
                csv.value(1_000_001 + u64::from(student));
                csv.value(format_args!("{username}@students.example.org")).blank(3);
                let grade = cohort.grade_code();
                let is_short = district.faults == Faults::Forms;
                csv.text(if is_short { grade.trim_start_matches('0') } else { grade }).blank(1).end_row()?;
            }
        }
    }
    Ok(())
}

fn demographics(district: District, csv: &mut CsvWriter<'_>) -> io::Result<()> {
    for school in district.schools() {
        for cohort in school.cohorts() {
            for student in cohort.students.clone() {
                let drawn = district.draw(Kind::Student, student, 2);
                csv.value(district.id(Kind::Student, student)).blank(BULK);
                csv.value(birth_date(&cohort, drawn));
                csv.text(if drawn & 1 == 0 { "female" } else { "male" });
                let race = (drawn >> 8) % 5;
                // The last flag tells of several races: nobody here has more than one.
                for flag in 0..6 {
                    csv.text(truth(flag == race));
                }
                csv.text(truth((drawn >> 16).is_multiple_of(4))).blank(4).end_row()?;
            }
        }
    }
    Ok(())
}

fn enrollments(district: District, csv: &mut CsvWriter<'_>) -> io::Result<()> {
    for school in district.schools() {
        for cohort in school.cohorts() {
            for class in school.classes(&cohort) {
                let id = district.id(Kind::TeacherEnrollment, class.number);
                csv.value(id).blank(BULK).value(district.id(Kind::Class, class.number));
                csv.value(school_id(district, &school));
                person(district, csv, Kind::Teacher, class.teacher);
                csv.text("true");
                dates(district, csv, class.term);
                csv.end_row()?;
            }
            for student in cohort.students.clone() {
                for class in school.classes_of(&cohort, student) {
                    let roster = u64::from(student) * SUBJECTS.len() as u64 + class.subject as u64;
                    csv.value(district.id(Kind::StudentEnrollment, roster)).blank(BULK);
                    csv.value(district.id(Kind::Class, class.number));
                    csv.value(school_id(district, &school));
                    person(district, csv, Kind::Student, student);
                    csv.text("false");
                    dates(district, csv, class.term);
                    csv.end_row()?;
                }
            }
        }
    }
    Ok(())
}

/// The columns `userSourcedId` and `role` of an enrollment.
fn person(district: District, csv: &mut CsvWriter<'_>, kind: Kind, number: u32) {
    match (district.faults, kind) {
        (Faults::Enrollments, _) => csv.value(district.id(Kind::Unknown, number)).text("pupil"),
        (Faults::Forms, Kind::Teacher) => csv.value(district.id(kind, number)).text("Teacher"),
        (Faults::Forms, _) => csv.value(district.id(kind, number)).text("Student"),
        (Faults::None, Kind::Teacher) => csv.value(district.id(kind, number)).text("teacher"),
        (Faults::None, _) => csv.value(district.id(kind, number)).text("student"),
    };
}

/// The columns `beginDate` and `endDate` of an enrollment.
fn dates(district: District, csv: &mut CsvWriter<'_>, term: Term) {
    for date in <[&str; 2]>::from(term.dates()) {
        let mut parts = date.split('-');
        match (district.faults, parts.next(), parts.next(), parts.next()) {
            (Faults::Forms, Some(year), Some(month), Some(day)) => csv.value(format_args!("{month}/{day}/{year}")),
            _ => csv.text(date),
        };
    }
}

fn school_id(district: District, school: &School) -> super::district::SourcedId {
    district.id(Kind::School, school.number)
}

/// Unique in the district, of letters, digits and a full stop only, and far from Brightspace's 50 characters.
fn course_code(school: &School, cohort: &Cohort, subject: usize) -> String {
    format!("{}{}.{:04}", SUBJECTS[subject].1, cohort.grade_code(), school.number)
}

fn grade_title(cohort: &Cohort) -> String {
    match cohort.grade {
        0 => "Kindergarten".to_owned(),
        grade => format!("Grade {grade}"),
    }
}

/// A day that makes the student as old as the grade asks for: five on 1 September for kindergarten.
fn birth_date(cohort: &Cohort, drawn: u64) -> String {
    let month = (drawn >> 24) % 12 + 1;
    let day = (drawn >> 32) % 28 + 1;
    let year = if month >= 9 { 2020 } else { 2021 } - cohort.grade;
    format!("{year}-{month:02}-{day:02}")
}

fn truth(value: bool) -> &'static str {
    if value { "true" } else { "false" }
}
