use super::*;
use crate::profiles::Severity::Info;

page! {
    /// # A file begins with a byte order mark
    ///
    /// ## What it checks
    /// Some programs put three invisible bytes, the byte order mark, before the first letter of a UTF-8 file.
    ///
    /// ## Why it matters
    /// The standard tells receivers to skip the mark. Programs that do not skip it take it for a part of the first
    /// column's name and then miss `sourcedId`.
    ///
    /// ## How to fix
    /// Nothing needs to be done. If the receiver says that the column `sourcedId` is missing although it is there, save
    /// the file as UTF-8 without a byte order mark.
    ///
    /// ## Example
    /// ```wrong raw
    /// orgs.csv
    /// \xEF\xBB\xBFsourcedId,status,dateLastModified,name,type,identifier,parentSourcedId
    /// school1,,,Maple School,school,1001,district1
    /// district1,,,Riverbend District,district,1000,
    /// ```
    /// ```right raw
    /// orgs.csv
    /// sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId
    /// school1,,,Maple School,school,1001,district1
    /// district1,,,Riverbend District,district,1000,
    /// ```
    ///
    /// ## Known limits
    /// How the DESSA System treats the mark is not published.
}

pub(crate) static RULE: Rule = Rule {
    name: "byte-order-mark",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::File,
    severities: Severities::nowhere().infinite_campus(Info),
    sources: &[field("Importers that read the mark as a part of the first column's name")],
    detect: Detect::Reading,
    message: |said| format!("{} begins with an invisible byte order mark, which the standard allows.", said.file()),
    fix: |said| format!(
        "Nothing needs to be done. If the receiver misses the first column, save {} as UTF-8 without a byte order mark.",
        said.file()
    ),
    campus_fix: None,
};

/// Reports a file that begins with the mark.
pub(crate) fn found(findings: &mut Findings, place: Place) {
    findings.report(&RULE, place, Args::none);
}
