use super::*;
use crate::oneroster::TableId;
use crate::profiles::Severity::{Error, Warning};

page! {
    /// # A file contains no records
    ///
    /// ## What it checks
    /// A file that is sent contains at least one record below its header row.
    ///
    /// ## Why it matters
    /// In a bulk package, a file is the complete list. A header without records means that there are no users, no classes, or no
    /// enrollments anymore, and the receiver may remove all that it has.
    ///
    /// ## How to fix
    /// Export the records. If there's nothing to send, leave the file out of the package and enter `absent` for it in the
    /// manifest.
    ///
    /// In Infinite Campus, files are empty if the active school year has no data yet, for example in summer before the new
    /// year is scheduled.
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
    /// Problems in rows that point to this file, and in students that it should describe, are counted here. For each
    /// receiver this problem is at least as bad as they are. Without any, it is an error for DESSA in users, orgs, classes, and
    /// enrollments, where records may be removed. It is a warning in courses, demographics, and academicSessions. D2L doesn't
    /// say what Brightspace does with such a file. A bulk file only removes enrollments, so this is a warning for Brightspace.
}

pub(crate) static RULE: Rule = Rule {
    name: "no-data-rows",
    page: PAGE,
    counted: None,
    since: "0.1.0",
    scope: Scope::File,
    severities: Severities::nowhere().oneroster(Error).infinite_campus(Error).d2l_brightspace(Warning),
    sources: &[
        binding("A file must contain at least one data row; section 3"),
        page_of(Authority::Aperture, "Accepted clean integration file: what is missing is removed", "https://info.apertureed.com/en/hc/accepted-clean-integration-file"),
        page_of(Authority::D2l, "OneRoster CSV data mappings: a bulk file of enrollments removes those it does not list", "https://community.d2l.com/brightspace/kb/articles/23844"),
    ],
    detect: Detect::Reading,
    message: |said| format!("{} has a header row, but no records below it.", said.file()),
    fix: |said| {
        let again = format!("Find out why {} contains no records, and export it again.", said.file());
        if said.may_be_left_out() {
            format!("{again} If there's nothing to send, leave the file out and enter “absent” for it in manifest.csv.")
        } else {
            again
        }
    },
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
    findings.report_as(&RULE, severities, place, Args::none);
}
