use super::*;
use crate::profiles::Severity::Error;
use crate::profiles::infinite_campus::EXTRACT_SCREEN;

page! {
    /// # A file is empty
    ///
    /// ## What it checks
    /// A file of the package holds something: at least a header row and one record.
    ///
    /// ## Why it matters
    /// A file of 0 bytes is what remains of an export that failed. The receiver refuses it, or takes it for the news
    /// that all its records are gone.
    ///
    /// ## How to fix
    /// Find out why the export wrote nothing, and run it again. A file that is not meant to be sent is left out of the
    /// package, and the manifest says `absent` for it.
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
    /// A file of blank lines only is empty too. What refers to records of the empty file is counted under this finding
    /// and not told one by one.
}

pub(crate) static RULE: Rule = Rule {
    name: "empty-file",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::File,
    severities: Severities::everywhere(Error),
    sources: &[
        binding("Every file has a header row and at least one data row; section 3"),
        campus_article("The CSV files must include a header row"),
    ],
    detect: Detect::Reading,
    message: |said| format!("{} is empty: it holds neither a header row nor records.", said.file()),
    fix: |said| {
        let again = format!("Run the export of {} again and look at it before it is sent.", said.file());
        if said.may_be_left_out() {
            format!("{again} If the file is not meant to be sent, leave it out and write “absent” for it in manifest.csv.")
        } else {
            again
        }
    },
    campus_fix: Some(|said| format!(
        "The extract of {} wrote nothing. Open {EXTRACT_SCREEN}, choose it, look at its last run, and run it again.",
        said.file()
    )),
};

/// Reports a file of 0 bytes, or of blank lines only.
pub(crate) fn found(findings: &mut Findings, place: Place) {
    findings.report(&RULE, place, Args::none);
}
