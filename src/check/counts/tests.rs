//! What is counted in small packages.

use super::counter::LONGEST_NAME;
use super::told::MOST_MONTHS;
use crate::check::overview::{Counted, NamedRows, Oddity, Overview};
use crate::check::{Options, check};
use crate::oneroster::value::Day;
use crate::package::{Bytes, Limits, Package};

const TODAY: Day = Day { year: 2026, month: 11, day: 22 };

fn overview(files: &[(&str, &str)]) -> Option<Overview> {
    let files = files
        .iter()
        .map(|(name, text)| ((*name).to_owned(), Box::new(text.as_bytes().to_vec()) as Box<dyn Bytes>))
        .collect();
    check(&Package::from_files("x", files, Limits::default()), &Options::default(), &mut { TODAY }).unwrap().overview
}

const ORGS: (&str, &str) = (
    "orgs.csv",
    "sourcedId,name,type\nd,District,district\ns1,North,school\ns2,South,school\ns3,Empty,school\nx,Unused,local\n",
);
const SESSIONS: (&str, &str) = (
    "academicSessions.csv",
    "sourcedId,title,startDate,endDate\ny,Year,2026-08-15,2027-06-01\nt1,Term 1,2026-08-15,2026-12-20\n\
     t2,Term 2,2027-03-01,2027-01-02\n",
);
const CLASSES: (&str, &str) = (
    "classes.csv",
    "sourcedId,schoolSourcedId,termSourcedIds\nc1,s1,y\nc2,s1,\"t1,y\"\nc3,s2,t1\nc4,nowhere,nowhere\n",
);
const USERS: (&str, &str) = (
    "users.csv",
    "sourcedId,status,orgSourcedIds,role,grades\nu1,,\"s1,s2\",student,09\nu2,,s1,student,9\nu3,,s1,student,\n\
     u4,tobedeleted,s1,student,09\nu5,,s1,teacher,\nu6,,d,janitor,\nu7,,s1,student,\"09,10\"\nu1,,s3,student,09\n",
);
const ENROLLMENTS: (&str, &str) = (
    "enrollments.csv",
    "sourcedId,classSourcedId,role,beginDate,endDate\ne1,c1,student,2026-09-01,2026-11-01\ne2,c1,student,,\n\
     e3,c1,teacher,,\ne4,c2,student,2031-01-01,2031-02-02\ne5,c4,student,,\ne6,c2,proctor,,\n",
);

#[test]
fn what_is_there_is_counted_once_and_what_is_deleted_is_not() {
    let seen = overview(&[ORGS, SESSIONS, CLASSES, USERS, ENROLLMENTS]).unwrap();
    let counts = |list: &[Counted]| list.iter().map(|it| (it.word, it.count, it.odd)).collect::<Vec<_>>();
    assert_eq!(
        counts(&seen.roles),
        [(Some("student"), 4, None), (Some("teacher"), 1, None), (None, 1, Some(Oddity::Unknown))]
    );
    assert_eq!(
        counts(&seen.grades),
        [
            (Some("09"), 1, None),
            (None, 1, Some(Oddity::Missing)),
            (None, 1, Some(Oddity::Several)),
            (None, 1, Some(Oddity::Unknown))
        ]
    );
    let schools: Vec<_> = seen
        .schools
        .iter()
        .map(|it| (it.id.as_str(), it.record, it.students, it.teachers, it.others, it.classes))
        .collect();
    assert_eq!(schools, [("d", 1, 0, 0, 1, 0), ("s1", 2, 4, 1, 0, 2), ("s2", 3, 1, 0, 0, 1), ("s3", 4, 0, 0, 0, 0)]);
    assert_eq!(seen.schools[3].odd, [Oddity::NoStudents, Oddity::NoTeachers, Oddity::NoClasses]);
    assert_eq!(seen.schools[0].odd, []);
}

#[test]
fn classes_are_sorted_by_size_and_name_their_rows() {
    let seen = overview(&[ORGS, SESSIONS, CLASSES, USERS, ENROLLMENTS]).unwrap();
    let sizes: Vec<_> = seen.class_sizes.iter().filter(|size| size.classes.count > 0).collect();
    assert_eq!((sizes[0].from, sizes[0].to, sizes[0].odd), (0, Some(0), Some(Oddity::Empty)));
    assert_eq!(sizes[0].classes.records, [3]);
    assert_eq!((sizes[1].from, sizes[1].to, sizes[1].odd), (1, Some(5), None));
    assert_eq!(sizes[1].classes.records, [1, 2, 4]);
    assert_eq!(seen.classes_without_teacher, NamedRows { count: 2, records: vec![2, 4] });
    let last = seen.class_sizes.last().unwrap();
    assert_eq!((last.from, last.to, last.odd), (101, None, Some(Oddity::Large)));
}

#[test]
fn time_is_that_of_the_sessions_and_an_end_does_not_count_itself() {
    let seen = overview(&[ORGS, SESSIONS, CLASSES, USERS, ENROLLMENTS]).unwrap();
    let months: Vec<_> = seen.months.iter().map(|it| (it.month.as_str(), it.students)).collect();
    assert_eq!(months.first(), Some(&("2026-08", 1)));
    assert_eq!(months[1..4], [("2026-09", 2), ("2026-10", 2), ("2026-11", 1)]);
    assert_eq!(months.last(), Some(&("2027-05", 1)));
    assert_eq!((seen.outside_months, seen.undated), (1, 1));
    let sessions: Vec<_> =
        seen.sessions.iter().map(|it| (it.title.as_str(), it.classes, it.students, it.odd)).collect();
    assert_eq!(sessions, [("Year", 2, 3, None), ("Term 1", 2, 1, None), ("Term 2", 0, 0, Some(Oddity::Reversed))]);
}

#[test]
fn nothing_is_called_missing_that_was_not_looked_for() {
    let seen = overview(&[ORGS, CLASSES]).unwrap();
    assert_eq!(seen.class_sizes, []);
    assert_eq!(seen.months, []);
    assert_eq!(seen.schools[2].odd, [Oddity::NoClasses]);
    let seen = overview(&[ORGS, USERS, ("enrollments.csv", "sourcedId,classSourcedId\nbroken\n")]).unwrap();
    assert_eq!(seen.classes_without_teacher, NamedRows::default());
    assert_eq!(overview(&[("letter.txt", "x")]), None);
}

#[test]
fn of_changes_alone_there_is_no_overview() {
    let manifest =
        ("manifest.csv", "propertyName,value\nmanifest.version,1.0\noneroster.version,1.1\nfile.orgs,delta\n");
    assert_eq!(overview(&[manifest, ORGS]), None);
}

#[test]
fn dates_beyond_all_calendars_and_long_names_do_no_harm() {
    let name = "n".repeat(1000);
    let orgs = format!("sourcedId,name,type\n{name},{name},school\n");
    let classes = format!("sourcedId,schoolSourcedId,termSourcedIds\nc1,{name},t\n");
    let seen = overview(&[
        ("orgs.csv", &orgs),
        ("academicSessions.csv", "sourcedId,title,startDate,endDate\nt,T,0000-01-01,9999-12-31\n"),
        ("classes.csv", &classes),
        ("enrollments.csv", "sourcedId,classSourcedId,role,beginDate,endDate\ne,c1,student,1950-01-01,2149-12-31\n"),
    ])
    .unwrap();
    assert_eq!((seen.schools[0].name.len(), seen.schools[0].classes), (LONGEST_NAME, 1));
    assert_eq!(seen.sessions[0].from, None);
    assert_eq!(seen.months.len(), MOST_MONTHS);
    assert!(seen.months.iter().all(|month| month.students == 1));
}

#[test]
fn masked_texts_are_all_texts_of_cells() {
    let seen = overview(&[ORGS, SESSIONS, CLASSES, USERS, ENROLLMENTS]).unwrap().with_cells(|_| "-".into());
    let json = serde_json::to_string(&seen).unwrap();
    for cell in ["North", "South", "Year", "Term", "\"s1\"", "\"t1\""] {
        assert!(!json.contains(cell), "{cell}");
    }
}
