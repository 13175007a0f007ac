use super::*;
use crate::profiles::Severity::Error;

page! {
    /// # A file is empty
    ///
    /// ## What it checks
    /// Every file of the package contains a header row and at least one record.
    ///
    /// ## Why it matters
    /// A file of 0 bytes usually comes from an export that failed. The receiver refuses it, or assumes that all its records
    /// are gone.
    ///
    /// ## How to fix
    /// Find out why the export wrote nothing, and run it again. If you don't mean to send this file, leave it out of the
    /// package and enter `absent` for it in the manifest.
    ///
    /// ## Example
    /// ```wrong raw
    /// orgs.csv
    /// ```
    /// ```right raw
    /// orgs.csv
    /// sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId
    /// school1,,,Maple School,school,1001,district1
    /// district1,,,Riverbend District,district,1000,
    /// ```
    ///
    /// ## Known limits
    /// A file of blank lines only is empty too. Problems in rows that point to records of the empty file are counted here and
    /// not reported one by one.
}

pub(crate) static RULE: Rule = Rule {
    name: "empty-file",
    page: PAGE,
    counted: None,
    since: "0.1.0",
    scope: Scope::File,
    severities: Severities::everywhere(Error),
    sources: &[
        binding("Every file has a header row and at least one data row; section 3"),
        campus_article("The CSV files must include a header row"),
    ],
    detect: Detect::Reading,
    message: |said| format!("{} is empty. It has no header row and no records.", said.file()),
    fix: |said| {
        let again = format!("Run the export of {} again, and look at the file before you send it.", said.file());
        if said.may_be_left_out() {
            format!("{again} If you don't mean to send this file, leave it out and enter “absent” for it in manifest.csv.")
        } else {
            again
        }
    },
};

/// Reports a file of 0 bytes, or of blank lines only.
pub(crate) fn found(findings: &mut Findings, place: Place) {
    findings.report(&RULE, place, Args::none);
}
