use super::*;
use crate::profiles::Severity::Info;

page! {
    /// # A file starts with a byte order mark
    ///
    /// ## What it checks
    /// Some programs put three invisible bytes, the byte order mark, before the first letter of a UTF-8 file.
    ///
    /// ## Why it matters
    /// The standard tells receivers to skip the mark. A program that doesn't skip it reads it as part of the first column's
    /// name, and then can't find `sourcedId`.
    ///
    /// ## How to fix
    /// There's nothing to do. If the receiver says that the column `sourcedId` is missing although the file has it, save the
    /// file as UTF-8 without a byte order mark.
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
    /// The DESSA System doesn't publish how it handles the mark.
}

pub(crate) static RULE: Rule = Rule {
    name: "byte-order-mark",
    page: PAGE,
    counted: None,
    since: "0.1.0",
    scope: Scope::File,
    severities: Severities::nowhere().infinite_campus(Info),
    sources: &[field("Importers that read the mark as part of the first column's name")],
    detect: Detect::Reading,
    message: |said| format!("{} starts with an invisible byte order mark. The standard allows it.", said.file()),
    fix: |said| format!(
        "There's nothing to do. If the receiver can't find the first column, save {} as UTF-8 without a byte order mark.",
        said.file()
    ),
};

/// Reports a file that begins with the mark.
pub(crate) fn found(findings: &mut Findings, place: Place) {
    findings.report(&RULE, place, Args::none);
}
