//! Nothing is allocated for a row that is right: a package with twice the rows needs no more allocations than lists need
//! to grow. A counter stands before the system's allocator for this test alone.

#![allow(unsafe_code, reason = "an allocator is unsafe to write; this one hands everything on")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on fails")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::fmt::Write as _;
use std::io::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};

use rostercheck::check::{Options, check_zip};
use rostercheck::oneroster::value::Day;
use rostercheck::package::Limits;

struct Counting;

static ALLOCATIONS: AtomicU64 = AtomicU64::new(0);

// SAFETY: every call is handed on to the system's allocator as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.fetch_add(1, Ordering::Relaxed);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        ALLOCATIONS.fetch_add(1, Ordering::Relaxed);
        unsafe { System.realloc(pointer, layout, size) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

const TODAY: Day = Day { year: 2026, month: 11, day: 22 };

/// A district with so many students, each in four classes.
fn district(students: usize) -> Vec<u8> {
    let classes = students / 20;
    let mut files = vec![
        (
            "orgs.csv",
            "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId\n\
             100,,,Northfield,district,,\n101,,,Northfield Elementary,school,4711,100\n"
                .to_owned(),
        ),
        (
            "academicSessions.csv",
            "sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear\n\
             1,,,2026-2027,schoolYear,2026-08-01,2027-06-30,,2027\n"
                .to_owned(),
        ),
        (
            "courses.csv",
            "sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes\n\
             1,,,1,Mathematics,MA-1,03,101,,\n"
                .to_owned(),
        ),
    ];
    let mut text = String::from(
        "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,\
         termSourcedIds,subjects,subjectCodes,periods\n",
    );
    for class in 0..classes {
        writeln!(text, "c{class},,,Mathematics {class},03,1,MA-1-{class},scheduled,,101,1,,,").unwrap();
    }
    files.push(("classes.csv", text));
    let mut text = String::from(
        "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,\
         middleName,identifier,email,sms,phone,agentSourcedIds,grades,password\n",
    );
    for class in 0..classes {
        writeln!(text, "t{class},,,true,101,teacher,teacher.{class},,Ada,Reyes,,9{class:06},t{class}@example.org,,,,,")
            .unwrap();
    }
    for student in 0..students {
        let name = ["Lena", "Omar", "Zoë"][student % 3];
        writeln!(
            text,
            "s{student},,,true,101,student,student.{student},,{name},Brook,,1{student:06},s{student}@example.org,,,,03,"
        )
        .unwrap();
    }
    files.push(("users.csv", text));
    let mut text = String::from(
        "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate\n",
    );
    for class in 0..classes {
        writeln!(text, "{class},,,c{class},101,t{class},teacher,true,2026-08-10,2027-05-29").unwrap();
    }
    for enrollment in 0..students * 4 {
        let (student, class) = (enrollment / 4, (enrollment * 7) % classes);
        let number = classes + enrollment;
        writeln!(text, "{number},,,c{class},101,s{student},student,false,2026-08-10,2027-05-29").unwrap();
    }
    files.push(("enrollments.csv", text));
    let mut manifest =
        String::from("propertyName,value\nmanifest.version,1.0\noneroster.version,1.1\nsource.systemName,Test\n");
    for stem in ["academicSessions", "classes", "courses", "enrollments", "orgs", "users"] {
        writeln!(manifest, "file.{stem},bulk").unwrap();
    }
    for stem in ["categories", "classResources", "courseResources", "demographics", "lineItems", "resources", "results"]
    {
        writeln!(manifest, "file.{stem},absent").unwrap();
    }
    files.push(("manifest.csv", manifest));
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in files {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// How many allocations a check makes, and how many errors it finds.
fn cost(students: usize) -> (u64, u64) {
    let package = district(students);
    let before = ALLOCATIONS.load(Ordering::Relaxed);
    let checked =
        check_zip("district.zip", Box::new(package), Limits::default(), &Options::default(), &mut { TODAY }).unwrap();
    let count = ALLOCATIONS.load(Ordering::Relaxed) - before;
    let relevant = |rule: &str| rule != "campus-file-missing";
    let found =
        checked.findings.totals().iter().filter(|total| relevant(total.group.rule.name)).map(|it| it.count).sum();
    (count, found)
}

#[test]
fn rows_that_are_right_need_no_allocation() {
    // Whatever is set up once is set up by now.
    cost(100);
    let (few, _) = cost(20_000);
    let (many, found) = cost(40_000);
    let rows = 20_000 * 5 + 20_000 / 20 * 3;
    assert!(found < 10, "the packages are meant to be right: {found} findings");
    // Some hundred lists that grow by doubling: far fewer than one allocation for a row, or for a class.
    assert!(many - few < rows / 50, "{} allocations for {rows} more rows", many - few);
}
