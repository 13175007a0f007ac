use super::*;
use crate::oneroster::{Mode, TableId};
use crate::profiles::Severity::{Error, Warning};
use crate::receivers::Receiver;

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
    /// For any other receiver it is an error if the receiver needs the file, and a warning if not.
}

pub(crate) static RULE: Rule = Rule {
    name: "no-data-rows",
    page: PAGE,
    counted: None,
    since: "0.1.0",
    scope: Scope::File,
    severities: Severities::everywhere(Warning).oneroster(Error).infinite_campus(Error),
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

/// Reports a file that holds a header row only. Who needs its records is not served by a header.
pub(crate) fn found(findings: &mut Findings, place: Place, table: TableId, mode: Option<Mode>) {
    let start = RULE.severities;
    let of_table = match table {
        TableId::Users | TableId::Orgs | TableId::Classes | TableId::Enrollments => start,
        TableId::Courses | TableId::AcademicSessions => start.infinite_campus(Warning),
        TableId::Demographics => start.infinite_campus(Warning).without(Receiver::D2L_BRIGHTSPACE),
        _ => start.without(Receiver::DESSA).without(Receiver::D2L_BRIGHTSPACE),
    };
    // A delta may well change nothing in one of its files.
    let needs = |receiver: &&Receiver| {
        let declaration = receiver.declaration();
        let is_needed = declaration.needs.contains(&table) && !declaration.may_be_empty.contains(&table);
        is_needed && mode != Some(Mode::Delta) && !of_table.names(**receiver)
    };
    let needed_by = findings.profiles().iter().filter(needs);
    let severities = needed_by.fold(of_table, |severities, receiver| severities.with(*receiver, Some(Error)));
    findings.report_as(&RULE, severities, place, Args::none);
}
