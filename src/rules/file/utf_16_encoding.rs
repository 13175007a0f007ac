use std::borrow::Cow;

use super::*;
use crate::profiles::Severity::Error;

page! {
    /// # A file is in UTF-16 or UTF-32
    ///
    /// ## What it checks
    /// The files of a package are in UTF-8. UTF-16 and UTF-32 are other ways to write letters as bytes. Windows programs call
    /// UTF-16 “Unicode”.
    ///
    /// ## Why it matters
    /// A receiver that expects UTF-8 recognizes none of the columns, and refuses the whole file.
    ///
    /// ## How to fix
    /// Export the file again with UTF-8 as its character set. You can also open it in a text editor and save it as UTF-8.
    ///
    /// In Infinite Campus, each extract has a field Character Set.
    ///
    /// ## Example
    /// In UTF-16, every letter takes two bytes. In plain English text, one of the two is zero (`\0`).
    /// ```wrong raw
    /// orgs.csv
    /// \xFE\xFF\0s\0o\0u\0r\0c\0e\0d\0I\0d\0,\0s\0t\0a\0t\0u\0s\0,\0d\0a\0t\0e\0L\0a\0s\0t\0M\0o\0d\0i\0f\0i\0e\0d\0,\0n\0a\0m\0e\0,\0t\0y\0p\0e\0,\0i\0d\0e\0n\0t\0i\0f\0i\0e\0r\0,\0p\0a\0r\0e\0n\0t\0S\0o\0u\0r\0c\0e\0d\0I\0d\0
    /// \0s\0c\0h\0o\0o\0l\01\0,\0,\0,\0M\0a\0p\0l\0e\0 \0S\0c\0h\0o\0o\0l\0,\0s\0c\0h\0o\0o\0l\0,\01\00\00\01\0,\0d\0i\0s\0t\0r\0i\0c\0t\01\0
    /// \0d\0i\0s\0t\0r\0i\0c\0t\01\0,\0,\0,\0R\0i\0v\0e\0r\0b\0e\0n\0d\0 \0D\0i\0s\0t\0r\0i\0c\0t\0,\0d\0i\0s\0t\0r\0i\0c\0t\0,\01\00\00\00\0,\0
    /// ```
    /// ```right raw
    /// orgs.csv
    /// sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId
    /// school1,,,Maple School,school,1001,district1
    /// district1,,,Riverbend District,district,1000,
    /// ```
    ///
    /// ## Known limits
    /// The rows are still read and checked, as if the file were in UTF-8.
}

pub(crate) static RULE: Rule = Rule {
    name: "utf-16-encoding",
    page: PAGE,
    counted: None,
    since: "0.1.0",
    scope: Scope::File,
    severities: Severities::everywhere(Error),
    sources: &[
        binding("The CSV files are encoded in UTF-8; section 3"),
        campus_article("The CSV files must have a UTF-8 character encoding"),
        page_of(Authority::D2l, "About OneRoster CSV integrations: UTF-8", "https://community.d2l.com/brightspace/kb/articles/32190"),
    ],
    detect: Detect::Reading,
    message: |said| format!("{} is in {}, but every file of a package must be in UTF-8.", said.file(), Encoding::of(said).name),
    fix: |said| format!("Export {} again with UTF-8 as its character set, or save it as UTF-8 in a text editor.", said.file()),
};

told! {
    /// The encoding of the file.
    struct Encoding {
        name: Cow<'static, str>,
    }
}

/// Reports a file in `encoding`, which is `UTF-16` or `UTF-32`.
pub(crate) fn found(findings: &mut Findings, place: Place, encoding: &'static str) {
    findings.report(&RULE, place, || Args::none().told(Encoding { name: encoding.into() }));
}
