use std::borrow::Cow;

use super::unreadable_package::in_words;
use super::*;
use crate::package::FileKind;
use crate::profiles::Severity::Error;

page! {
    /// # A file contains the content of another file
    ///
    /// ## What it checks
    /// The rule compares the header row with the other files of the standard. Here it is the header of another file. Or the
    /// file isn't a CSV file at all, but an Excel workbook, an archive, a PDF document, a web page, or JSON with this name.
    ///
    /// ## Why it matters
    /// The receiver uses the file's name, doesn't find the columns that it needs, and refuses the file. The records that
    /// should be in it are missing.
    ///
    /// ## How to fix
    /// Export the right content under this name.
    ///
    /// In Infinite Campus, two extracts have the same line in their SQL/Prism field, or the lines of two extracts were
    /// switched.
    ///
    /// ## Example
    /// ```wrong raw
    /// orgs.csv
    /// sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes
    /// course1,,,year1,Algebra,ALG-1,09,school1,Mathematics,02052
    /// ```
    /// ```right raw
    /// orgs.csv
    /// sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId
    /// school1,,,Maple School,school,1001,district1
    /// district1,,,Riverbend District,district,1000,
    /// ```
    ///
    /// ## Known limits
    /// The rows of such a file aren't checked. Problems in rows that point to them are counted here.
}

pub(crate) static RULE: Rule = Rule {
    name: "wrong-file-content",
    page: PAGE,
    counted: None,
    since: "0.1.0",
    scope: Scope::File,
    severities: Severities::everywhere(Error),
    sources: &[
        binding("Header row: the columns of the file's own table"),
        campus_article("Data Extract Utility OneRoster Filenames and Procedures: one procedure for each file"),
        page_of(Authority::D2l, "OneRoster CSV data mappings: the header must be identical", "https://community.d2l.com/brightspace/kb/articles/23844"),
    ],
    detect: Detect::Reading,
    message: |said| {
        let Content { is_csv, what } = Content::of(said);
        if is_csv {
            format!("{} has the columns of {what}, not its own.", said.file())
        } else {
            format!("{} isn't a CSV file. It is {what}.", said.file())
        }
    },
    fix: |said| {
        let Content { is_csv, what } = Content::of(said);
        if is_csv {
            format!("Export {} again with its own content instead of the content of {what}.", said.file())
        } else {
            format!("Export {} again as CSV. Renaming a file doesn't change its type.", said.file())
        }
    },
};

told! {
    /// What the file contains.
    struct Content {
        is_csv: bool,
        /// The file whose columns it has, or the kind of file that it is.
        what: Cow<'static, str>,
    }
}

/// Reports a file whose header is that of `looks_like`, such as `orgs.csv`.
pub(crate) fn found(findings: &mut Findings, place: Place, looks_like: &'static str) {
    findings.report(&RULE, place, || Args::none().told(Content { is_csv: true, what: looks_like.into() }));
}

/// What a file is that has the name of a roster file and is none: its first bytes settle it.
pub(crate) fn kind_of(head: &[u8]) -> Option<FileKind> {
    FileKind::of(head).filter(|kind| match kind {
        FileKind::Csv | FileKind::Text | FileKind::Utf16Text => false,
        // An id in brackets is none.
        FileKind::Json => head.contains(&b'"') && head.contains(&b':'),
        _ => true,
    })
}

/// Reports a file that is no CSV file.
pub(crate) fn found_kind(findings: &mut Findings, place: Place, kind: FileKind) {
    let words = if kind == FileKind::Zip { "a zip or an Excel workbook" } else { in_words(kind) };
    findings.report(&RULE, place, || Args::none().told(Content { is_csv: false, what: words.into() }));
}
