//! What to do in Infinite Campus about what a rule found, by the name of the rule: screens and fields by name.

use super::{EXTRACT_SCREEN, ZIP_SCREEN, line_of, paste_procedure, procedure, send_as_exported};
use crate::rule::Said;
use crate::rules::{
    delta_for_dessa, listed_file_missing, miscased_file_name, misnamed_file, no_students_or_teachers, repeated_file,
    right_name, unknown_file, unlisted_file, unreadable_file, unreadable_package,
};
use crate::senders::Steps;

/// The steps.
pub(super) static STEPS: &[Steps] = &[
    ("unreadable-package", |said| match unreadable_package::Failed::of(said).why {
        unreadable_package::Why::Host => {
            "There's nothing to change in Campus. The file couldn't be read on this computer.".into()
        }
        unreadable_package::Why::Folder | unreadable_package::Why::MostInFolder => {
            "There's nothing to change in Campus. Check a different folder.".into()
        }
        unreadable_package::Why::Endless => {
            "There's nothing to change in Campus. The zip wasn't read to the end on this computer.".into()
        }
        _ => format!(
            "Run the extract again in {ZIP_SCREEN} with “zip” as the file extension, and send the zip exactly as the Zip Tool \
             makes it."
        ),
    }),
    ("unreadable-file", |said| match unreadable_file::Failed::of(said).why {
        unreadable_file::Why::Host
        | unreadable_file::Why::Special
        | unreadable_file::Why::DanglingLink
        | unreadable_file::Why::BrokenLink
        | unreadable_file::Why::LinkToFolder
        | unreadable_file::Why::Folder
        | unreadable_file::Why::Unopened => {
            "There's nothing to change in Campus. The file couldn't be read on this computer.".into()
        }
        _ if !said.is_zip() => String::new(),
        _ => format!("Run the extract again in {ZIP_SCREEN}, and send the zip exactly as the Zip Tool makes it."),
    }),
    ("odd-archive", |said| {
        if said.is_zip() {
            format!("Run the extract again in {ZIP_SCREEN}, and send the zip exactly as the Zip Tool makes it.")
        } else {
            String::new()
        }
    }),
    ("no-roster-files", |_| {
        format!(
            "Open {ZIP_SCREEN}, open your extract, and select the eight OneRoster extracts under “Select instances to include”."
        )
    }),
    ("oneroster-1-0", |_| {
        format!(
            "Open {EXTRACT_SCREEN}. In each extract, put the OneRoster 1.1 line of its file into the SQL/Prism field, such as: {}",
            procedure("users")
        )
    }),
    ("missing-manifest", |_| {
        format!(
            "Open {ZIP_SCREEN}, open your extract, and select the manifest under “Select instances to include”. If it isn't in the \
             list, create it first in {EXTRACT_SCREEN}."
        )
    }),
    ("zip-name-ending", |_| format!("Open {ZIP_SCREEN}, open your extract, and enter “zip” as the file extension.")),
    ("date-in-zip-name", |_| {
        format!(
            "Open {ZIP_SCREEN}, open your extract, leave “Append Date to Filename?” blank, and keep “OneRoster” as the file name."
        )
    }),
    ("file-in-folder", |said| {
        if said.is_zip() {
            format!(
                "Run the extract again in {ZIP_SCREEN}, and send the zip exactly as the Zip Tool makes it. Don't unpack it."
            )
        } else {
            String::new()
        }
    }),
    ("repeated-file", |said| {
        format!(
            "Open {ZIP_SCREEN}, open your extract, and select only one {} extract under “Select instances to include”. In \
             {EXTRACT_SCREEN}, give every extract a different File Name.",
            repeated_file::Second::of(said).right
        )
    }),
    ("miscased-file-name", |said| {
        format!(
            "Open {EXTRACT_SCREEN}, open the extract, and enter {} as the File Name, with exactly these capital and small letters.",
            miscased_file_name::Name::of(said).right.trim_end_matches(".csv")
        )
    }),
    ("misnamed-file", |said| {
        format!(
            "Open {EXTRACT_SCREEN}, open the extract, and enter {} as the File Name.",
            misnamed_file::Looks::of(said).right.trim_end_matches(".csv")
        )
    }),
    ("wrong-file-ending", |said| {
        format!(
            "Open {EXTRACT_SCREEN}, open the extract, enter {} as the File Name, without an ending, and csv as the File Extension.",
            right_name::Name::of(said).right.trim_end_matches(".csv")
        )
    }),
    ("date-in-file-name", |said| {
        format!(
            "Open {EXTRACT_SCREEN}, open the extract, enter {} as the File Name, and leave “Append Date to Filename?” blank.",
            right_name::Name::of(said).right.trim_end_matches(".csv")
        )
    }),
    ("unknown-file", |said| match unknown_file::Strange::of(said) {
        unknown_file::Strange { what: unknown_file::What::Near, name, .. } => format!(
            "Open {EXTRACT_SCREEN}, open the extract, and correct its File Name to {}.",
            name.trim_end_matches(".csv")
        ),
        _ => format!(
            "Open {ZIP_SCREEN}, open your extract, and select only the eight OneRoster extracts under “Select instances to \
             include”."
        ),
    }),
    ("system-leftover", |said| {
        if said.is_zip() {
            format!("Send the zip exactly as the Zip Tool makes it ({ZIP_SCREEN}). Don't unpack it.")
        } else {
            String::new()
        }
    }),
    ("listed-file-missing", |said| {
        format!(
            "Open {ZIP_SCREEN}, open your extract, and select the {} extract under “Select instances to include”.",
            listed_file_missing::Listed::of(said).file
        )
    }),
    ("missing-file", |said| {
        line_of(said.right_name()).map_or_else(String::new, |line| format!(
        "Open {ZIP_SCREEN}, open your extract, and select the {} extract under “Select instances to include”. If it isn't in \
         the list, create it in {EXTRACT_SCREEN} with this line in the SQL/Prism field: {line}",
        said.file()
    ))
    }),
    ("campus-file-missing", |said| {
        line_of(said.right_name()).map_or_else(String::new, |line| format!(
        "Open {ZIP_SCREEN}, open your extract, and select the {} extract under “Select instances to include”. If it isn't in \
         the list, create it in {EXTRACT_SCREEN} with this line in the SQL/Prism field: {line}",
        said.file()
    ))
    }),
    ("unlisted-file", |said| {
        format!(
            "If you don't want {}, clear its extract in {ZIP_SCREEN}. If you do, open {EXTRACT_SCREEN}, open the manifest extract, and \
             paste this line into the SQL/Prism field again: {}",
            unlisted_file::Unlisted::of(said).file,
            procedure("manifest")
        )
    }),
    ("no-records", |_| {
        "Open System Administration > Calendar > School Years, and check that the active year has calendars and schedules. \
         Then run the extracts again."
            .into()
    }),
    ("manifest-header", |_| {
        format!(
            "Open {EXTRACT_SCREEN}, open the manifest extract, select “Include Header Row?”, and paste this line into the SQL/Prism \
             field again: {}",
            procedure("manifest")
        )
    }),
    ("unknown-oneroster-version", paste_manifest),
    ("version-not-accepted", |_| {
        format!(
            "Open {EXTRACT_SCREEN}. In each extract, put the OneRoster 1.1 line of its file into the SQL/Prism field, such as: {}",
            procedure("manifest")
        )
    }),
    ("wrong-manifest-version", |_| {
        format!(
            "Send the manifest exactly as Campus exports it. If Campus itself writes another value, open {EXTRACT_SCREEN}, open the \
             manifest extract, and paste this line into the SQL/Prism field again: {}",
            procedure("manifest")
        )
    }),
    ("repeated-manifest-property", paste_manifest),
    ("unknown-manifest-property", paste_manifest),
    ("missing-manifest-property", paste_manifest),
    ("bad-file-mode", paste_manifest),
    ("delta-for-dessa", |said| {
        let file = delta_for_dessa::Sent::of(said).file;
        line_of(&file).map_or_else(String::new, |line| format!(
            "Open {EXTRACT_SCREEN}. In the SQL/Prism fields, put this line into the {file} extract: {line} and this line into the \
             manifest extract: {}",
            procedure("manifest")
        ))
    }),
    ("empty-file", |said| {
        format!(
            "The {} extract wrote nothing. Open it in {EXTRACT_SCREEN}, look at its last run, and run it again.",
            said.file()
        )
    }),
    ("utf-16-encoding", |said| {
        format!("Open {EXTRACT_SCREEN}, open the {} extract, and select “UTF-8” under “Character Set”.", said.file())
    }),
    ("not-utf8", |said| {
        format!("Open {EXTRACT_SCREEN}, open the {} extract, and select “UTF-8” under “Character Set”.", said.file())
    }),
    ("cr-line-endings", |said| {
        format!("Send {} exactly as Campus exports it. Don't open and save it in another program.", said.file())
    }),
    ("wrong-delimiter", |said| {
        format!("Open {EXTRACT_SCREEN}, open the {} extract, and select “CSV” under “Column Delimiter”.", said.file())
    }),
    ("missing-header-row", |said| {
        format!("Open {EXTRACT_SCREEN}, open the {} extract, and select “Include Header Row?”.", said.file())
    }),
    ("lines-above-header", |said| {
        format!(
            "Send {} exactly as {EXTRACT_SCREEN} exports it. The extract writes no lines above the header.",
            said.file()
        )
    }),
    ("wrong-file-content", paste_again),
    ("no-data-rows", |_| {
        "Campus exports the active school year only. Open System Administration > Calendar > School Years, and check that \
         the active year is the one with calendars, schedules, and enrollments."
            .into()
    }),
    ("decorated-columns", paste_again),
    ("header-width", paste_again),
    ("miscased-column", paste_again),
    ("misspelled-column", paste_again),
    ("renamed-column", paste_again),
    ("missing-column", paste_again),
    ("repeated-column", paste_again),
    ("unnamed-column", paste_again),
    ("unknown-column", paste_again),
    ("misplaced-column", paste_again),
    ("unclosed-quote", |said| {
        format!(
            "Remove the double quote from the value in Campus, on the screen of that record. Then check in {EXTRACT_SCREEN} that \
             “Include Double Quotes?” is selected in the {} extract.",
            said.file()
        )
    }),
    ("text-after-quote", |said| {
        format!(
            "Remove the double quote from the value in Campus, on the screen of that record. Then check in {EXTRACT_SCREEN} that \
             “Include Double Quotes?” is selected in the {} extract.",
            said.file()
        )
    }),
    ("stray-quote", |said| {
        format!(
            "Remove the double quote from the value in Campus, on the screen of that record. Then check in {EXTRACT_SCREEN} that \
             “Include Double Quotes?” is selected in the {} extract.",
            said.file()
        )
    }),
    ("repeated-header", |said| {
        format!(
            "Send {} exactly as Campus exports it. If you combine several exports, keep only the header of the first one.",
            said.file()
        )
    }),
    ("report-line", |said| {
        format!("Send {} exactly as Campus exports it. Campus doesn't write lines like this one.", said.file())
    }),
    ("too-many-cells", |said| {
        format!("Open {EXTRACT_SCREEN}, open the {} extract, and select “Include Double Quotes?”.", said.file())
    }),
    ("too-few-cells", |said| {
        format!(
            "Check in {EXTRACT_SCREEN} that “Include Double Quotes?” is selected in the {} extract. If the last value of this row \
             continues in the next one, open the record in Campus and remove the line break from that value.",
            said.file()
        )
    }),
    ("line-break-in-cell", |said| {
        format!(
            "Open the record in Campus, remove the line break from the field that fills {}, and save.",
            said.column()
        )
    }),
    ("blank-row", |said| {
        format!("Send {} exactly as Campus exports it. Don't open and save it in another program.", said.file())
    }),
    ("required-value", |said| match (said.right_name(), said.column().as_str()) {
        ("users.csv", "username") => {
            "Give the person a user account: User Account Batch Wizard, or Student and Staff Account Automation.".into()
        }
        ("users.csv", "familyName" | "givenName") => {
            "Open the person in Campus under Census > People > Demographics and enter the name.".into()
        }
        (_, column) => format!("Open the record in Campus and fill in the field that {column} comes from."),
    }),
    ("spaces-only-cell", |said| {
        format!(
            "If the field that {} comes from contains a space in Campus, delete the space. Then fill in the field or leave it empty.",
            said.column()
        )
    }),
    ("filled-in-bulk", |said| {
        line_of(said.right_name()).map_or_else(String::new, |line| format!(
        "Open {EXTRACT_SCREEN}, choose the extract of {}, and check that its SQL/Prism field ends with 'bulk': {line}",
        said.file()
    ))
    }),
    ("null-text", paste_again),
    ("scientific-notation", |said| {
        format!("Send {} as Campus exports it, without opening and saving it in a spreadsheet program.", said.file())
    }),
    ("miscased-token", unopened),
    ("bad-date", unopened),
    ("other-list-separator", unopened),
    ("garbled-text", |said| {
        format!(
            "Open {}, choose the extract of {}, and set Character Set to UTF-8. If it is, look at the record in Campus: the text may be broken there.",
            EXTRACT_SCREEN,
            said.file()
        )
    }),
    ("invisible-character", |said| {
        format!("Open the record in Campus and retype the field that {} comes from. Don't paste it.", said.column())
    }),
    ("unsupported-code-character", change_code),
    ("unsupported-name-character", change_code),
    ("code-too-long", change_code),
    ("space-around-code", change_code),
    ("name-too-long", change_code),
    ("unsupported-username-character", |_| {
        "Change the username of the person's user account in Campus: User Account Batch Wizard, or Student and Staff Account Automation.".into()
    }),
    ("many-orgs", |_| {
        "Open the person's district assignments in Campus (Census > People > District Assignments), and end those that are over.".into()
    }),
    ("bad-email", |_| "Open the person in Campus under Census > People > Demographics and correct “Email”.".into()),
    ("teacher-without-email", |_| {
        "Open the teacher in Campus under Census > People > Demographics and enter “Email”. Campus doesn't export “Secondary Email”.".into()
    }),
    ("student-without-grade", |_| {
        "Open the student's enrollment in the active school year in Campus and check the grade.".into()
    }),
    ("several-grades", |_| "Open the student's enrollments in Campus: only one of them should be active now.".into()),
    ("student-without-identifier", |_| "Open the student in Campus and enter the student number.".into()),
    ("missing-birth-date", |_| {
        "Open the student in Campus under Census > People > Demographics and enter the birth date.".into()
    }),
    ("implausible-birth-date", |_| {
        "Open the student in Campus under Census > People > Demographics and correct the birth date.".into()
    }),
    ("missing-sex", |_| "Open the student in Campus under Census > People > Demographics and check the gender.".into()),
    ("repeated-code", |said| {
        match said.right_name() {
        "academicSessions.csv" => "Campus has a term schedule in every calendar, so a name such as Q1 is exported once for each. Add the school or the year to the term names in Campus.".into(),
        _ => change_code(said),
    }
    }),
    ("code-in-two-files", change_code),
    ("repeated-username", |_| {
        "Campus makes one row for each role of a person, so a teacher who also has another role is listed twice with one username. If these are two people, give each a user account: User Account Batch Wizard, or Student and Staff Account Automation.".into()
    }),
    ("person-with-two-roles", |_| {
        "Open the person's district assignments in Campus (Census > People > District Assignments): each role there makes a row. End the one that is over.".into()
    }),
    ("repeated-identifier", |_| {
        "If these are two people, open one of them in Campus and correct the number. Campus makes one row for each role of a person.".into()
    }),
    ("shared-email", |_| {
        "Open both people in Campus under Census > People > Demographics, and correct “Email” for one of them.".into()
    }),
    ("mixed-id-schemes", paste_again),
    ("no-students-or-teachers", |said| {
        match no_students_or_teachers::Missing::of(said).role {
        no_students_or_teachers::Role::Teacher => "Campus exports people as teachers if the Teacher box is selected in their district assignment: Census > People > District Assignments.".into(),
        no_students_or_teachers::Role::Student => "Campus exports the students who are enrolled in the active year: System Administration > Calendar > School Years.".into(),
    }
    }),
    ("student-without-demographics", |_| {
        "Open the student in Campus under Census > People > Identity > Person Identifiers, and check whether demographics.csv has a row with another ID for the same person.".into()
    }),
    ("class-without-teacher", |_| {
        "Open the section in Campus under Scheduling & Courses > Courses > Section > Staff History. Only people with the role Primary Teacher or Teacher there are exported.".into()
    }),
    ("student-without-enrollment", |_| {
        "Open the student's schedule in Campus for the active school year (System Administration > Calendar > School Years).".into()
    }),
    ("teacher-without-enrollment", |_| {
        "Open Scheduling & Courses > Courses > Section > Staff History in Campus, and check whether the person has the role Primary Teacher or Teacher in a section.".into()
    }),
    ("two-roles-in-class", |_| {
        "Open the section in Campus under Scheduling & Courses > Courses > Section, and check its roster and its staff history: one person appears in both.".into()
    }),
    ("repeated-enrollment", |_| {
        "Open the section in Campus under Scheduling & Courses > Courses > Section, and check its roster for a second row with a start or end date.".into()
    }),
    ("two-primary-teachers", |_| {
        "Open the section in Campus under Scheduling & Courses > Courses > Section > Staff History, and leave only one person as Primary Teacher.".into()
    }),
    ("end-before-start", |said| match said.right_name() {
        "academicSessions.csv" => "Open the calendar in Campus and correct its term schedule.".into(),
        _ => "Open the record in Campus and correct its start and end dates.".into(),
    }),
    ("session-outside-parent", |_| "Open the calendar in Campus and correct the dates in its term schedule.".into()),
    ("overlapping-sessions", |_| "Open the calendar in Campus and compare the dates in its term schedule.".into()),
    ("users-without-email", |_| {
        "Campus exports “Email” from Census > People > Demographics, not “Secondary Email”.".into()
    }),
    ("people-under-new-ids", |_| {
        "Campus writes different IDs in OneRoster 1.2 than in 1.1. Keep the version that the receiver knows.".into()
    }),
    ("ids-changed-form", |_| {
        "Campus writes different IDs in OneRoster 1.2 than in 1.1. Keep the version that the receiver knows.".into()
    }),
    ("whole-group-gone", |_| {
        "Open System Administration > Calendar > School Years, and check the filter of the export. The calendars of every school must be selected and active.".into()
    }),
    ("many-records-gone", |_| {
        "Open System Administration > Calendar > School Years, and check that the active year has calendars and schedules. Then check the filter of the export, and run it again.".into()
    }),
    ("class-lost-people", |_| {
        "Open the section in Campus under Scheduling & Courses > Courses > Section, and check Staff History and Roster."
            .into()
    }),
];

/// The line of the extract is pasted anew.
fn paste_again(said: &Said) -> String {
    paste_procedure(said.file(), said.right_name())
}

/// The extract is sent as it comes, and its line looked at.
fn unopened(said: &Said) -> String {
    send_as_exported(said.file(), said.right_name())
}

/// The line of the manifest is pasted anew.
fn paste_manifest(_: &Said) -> String {
    format!(
        "Open {EXTRACT_SCREEN}, open the manifest extract, and paste this line into the SQL/Prism field again: {}",
        procedure("manifest")
    )
}

/// Where the code is changed in Campus.
fn change_code(said: &Said) -> String {
    match said.right_name() {
        "academicSessions.csv" => "Change the term's name in the term schedule of the calendar in Campus.".into(),
        "orgs.csv" => format!("In Campus, change the school's field that fills {}.", said.column()),
        "courses.csv" => format!(
            "Open the course in Campus under Scheduling & Courses > Courses, and change the field that fills {}.",
            said.column()
        ),
        _ => format!(
            "Open the section in Campus under Scheduling & Courses > Courses > Section, and change the field that fills {}.",
            said.column()
        ),
    }
}
