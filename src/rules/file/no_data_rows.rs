use super::*;
use crate::oneroster::TableId;
use crate::profiles::Severity::{Error, Warning};

page! {
    /// # A file holds no records
    ///
    /// ## What it checks
    /// A file that is sent holds at least one record below its header row.
    ///
    /// ## Why it matters
    /// In a bulk package a file is the whole state. A header without records says that there are no users, no classes,
    /// no enrollments any more, and the receiver may remove all that it has.
    ///
    /// ## How to fix
    /// Export the records. A file for which there is nothing to say is left out of the package, and the manifest says
    /// `absent` for it.
    ///
    /// In Infinite Campus, files are empty when the active school year has no data yet, for example in summer before
    /// the new year is scheduled.
    ///
    /// ## Example
    /// ```wrong raw
    /// enrollments.csv
    /// sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate
    /// ```
    /// ```right raw
    /// enrollments.csv
    /// sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate
    /// enrollment1,,,class1,school1,student1,student,,2026-08-01,2026-12-20
    /// enrollment2,,,class1,school1,teacher1,teacher,true,2026-08-01,2026-12-20
    /// ```
    ///
    /// ## Known limits
    /// References into the file, and students whom it should describe, are counted under this finding; for each receiver
    /// it is at least as bad as they are. Without any, it is an error for DESSA in users, orgs, classes and enrollments,
    /// where records may be removed, and a warning in courses, demographics and academicSessions. D2L does not say what
    /// Brightspace does with such a file; only from enrollments does a bulk file remove anything. So for Brightspace it is
    /// a warning.
}

pub(crate) static RULE: Rule = Rule {
    name: "no-data-rows",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::File,
    severities: Severities::nowhere().oneroster(Error).infinite_campus(Error).d2l_brightspace(Warning),
    sources: &[
        binding("A file must hold at least one data row; section 3"),
        page_of(Authority::Aperture, "Accepted clean integration file: what is missing is removed", "https://info.apertureed.com/en/hc/accepted-clean-integration-file"),
        page_of(Authority::D2l, "OneRoster CSV data mappings: a bulk file of enrollments removes those it does not list", "https://community.d2l.com/brightspace/kb/articles/23844"),
    ],
    detect: Detect::Reading,
    message: |said| format!("{} has a header row, but no records below it.", said.file()),
    fix: |said| {
        let again = format!("Find out why the export of {} has no {} record, and export it again.", said.file(), said.word(0));
        if said.may_be_left_out() {
            format!("{again} If there is nothing to send, leave the file out and write “absent” for it in manifest.csv.")
        } else {
            again
        }
    },
    campus_fix: Some(|_| {
        "Campus exports the active school year only. Look at System Administration > Calendar > School Years: the \
         active year must be the one with calendars, schedules and enrollments."
            .into()
    }),
};

/// Reports a file that holds a header row only.
pub(crate) fn found(findings: &mut Findings, place: Place, table: TableId) {
    let start = Severities::nowhere().oneroster(Error);
    let severities = match table {
        TableId::Users | TableId::Orgs | TableId::Classes | TableId::Enrollments => {
            start.infinite_campus(Error).d2l_brightspace(Warning)
        }
        TableId::Courses | TableId::AcademicSessions => start.infinite_campus(Warning).d2l_brightspace(Warning),
        TableId::Demographics => start.infinite_campus(Warning),
        _ => start,
    };
    findings.report_as(&RULE, severities, place, || Args::none().word(table.record()));
}
