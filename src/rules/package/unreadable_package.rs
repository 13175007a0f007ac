use std::borrow::Cow;

use super::*;
use crate::package::{FileKind, Limits, Unreadable};
use crate::profiles::Severity::Error;

page! {
    /// # The package can't be opened
    ///
    /// ## What it checks
    /// A package is one zip. The rule reports a file that is something else (a web page, an old Excel workbook, a single CSV
    /// file), a zip that is cut off, or a zip with a damaged list of files.
    ///
    /// ## Why it matters
    /// Nothing in the package can be read, so the receiver refuses all of it.
    ///
    /// ## How to fix
    /// Export the package again. If the copy was cut off, copy or download it again and let it finish.
    ///
    /// In Infinite Campus, let the Zip Tool build the zip.
    ///
    /// ## Example
    /// ```wrong
    /// package %PDF-1.7
    /// ```
    /// ```right
    /// ```
    ///
    /// ## Known limits
    /// The first bytes of a file show its real type. If the computer itself couldn't read the file, the message says so. That is
    /// no fault of the package.
}

pub(crate) static RULE: Rule = Rule {
    name: "unreadable-package",
    page: PAGE,
    counted: None,
    since: "0.1.0",
    scope: Scope::Package,
    severities: Severities::everywhere(Error),
    sources: &[
        binding("Exchanging the CSV Files: one zip, packed with deflate"),
        campus_article("The ZIP file can have any filename, but it must have the .zip extension"),
        brightspace_article("Data in a set of CSV files, uploaded via a zip archive"),
    ],
    detect: Detect::Reading,
    message: |said| {
        let Failed { why, detail, limit } = Failed::of(said);
        match why {
            Why::Empty => "This file is empty: it has 0 bytes.".into(),
            Why::NotAZip => "This file isn't a zip.".into(),
            Why::WebPage | Why::Csv | Why::Shortcut | Why::Zeros | Why::OtherKind => {
                format!("This file is {detail}, not a zip.")
            }
            Why::Truncated => "This zip is cut off. The list of files at its end is missing.".into(),
            Why::Corrupt => format!("The list of files in this zip can't be read: {detail}."),
            Why::Most => format!("This zip lists more than {} files, the most that rostercheck can read.", counted(limit)),
            Why::Folder => format!(
                "This folder has more than {} files, so rostercheck stopped. A OneRoster package has fewer than 40.",
                counted(limit)
            ),
            Why::MostInFolder => {
                format!("This folder has more than {} files, the most that rostercheck can read.", counted(limit))
            }
            Why::Endless => format!("The input is longer than {}, so rostercheck stopped reading.", size(limit)),
            Why::Split => "This file is one part of a zip that was split into several files.".into(),
            Why::Many => format!(
                "This zip lists more than {} files, so rostercheck stopped. A OneRoster package has fewer than 40.",
                counted(limit)
            ),
            Why::Host => format!("This computer couldn't read the file: {detail}. The package itself wasn't checked."),
        }
    },
    fix: |said| match Failed::of(said).why {
        Why::Empty | Why::Zeros => {
            "Export or download the file again, and see whether the system that makes it reports an error.".into()
        }
        Why::WebPage => {
            "Download the zip again. You get a web page instead if the system asks you to sign in or reports an error: open the \
             file in a browser to read it."
                .into()
        }
        Why::Csv => "Choose all CSV files of the export together, or put them into one zip, including manifest.csv.".into(),
        Why::Shortcut => "Choose the zip itself, not the shortcut to it.".into(),
        Why::Truncated => {
            "Copy or download the zip again and let it finish. If it is still cut off, export it again.".into()
        }
        Why::Split => "Make one zip of all files, without splitting it.".into(),
        Why::Many => {
            "Make a zip with only manifest.csv and the OneRoster files. To check this one anyway, check it again without the \
             limits: use the button on the page, or the option --no-limits of the command."
                .into()
        }
        Why::Most => "Make a zip with only manifest.csv and the OneRoster files.".into(),
        Why::Folder => {
            "Check a folder with only manifest.csv and the OneRoster files. To check this one anyway, check it again with the \
             option --no-limits of the command."
                .into()
        }
        Why::MostInFolder => "Check a folder with only manifest.csv and the OneRoster files.".into(),
        Why::Endless => {
            "Check that the program that sends the zip comes to an end. If the zip really is that large, save it as a file and \
             check the file."
                .into()
        }
        Why::Host => {
            "Check that the file still exists and that no other program uses it. Then copy it to this computer, and try again."
                .into()
        }
        Why::NotAZip | Why::OtherKind | Why::Corrupt => "Export the package again as an ordinary zip.".into(),
    },
};

told! {
    /// Why a package can't be opened.
    pub(crate) struct Failed {
        why: Why,
        /// The kind of file that it is, or what the computer says of it.
        detail: Cow<'static, str>,
        /// How much is read at most.
        limit: u64,
    }
}

one_of! {
    /// What failed.
    enum Why {
        Empty = "empty",
        NotAZip = "unknown",
        /// Or another file that a browser shows.
        WebPage = "page",
        /// Or another text file.
        Csv = "csv",
        Shortcut = "shortcut",
        Zeros = "zeros",
        OtherKind = "kind",
        Truncated = "truncated",
        Corrupt = "corrupt",
        Split = "split",
        /// Too many files in a zip.
        Many = "many",
        /// The same, and nobody can lift the limit.
        Most = "most",
        Folder = "folder",
        MostInFolder = "most-in-folder",
        Endless = "endless",
        Host = "host",
    }
}

impl From<Why> for Failed {
    fn from(why: Why) -> Self {
        Self { why, detail: Cow::default(), limit: 0 }
    }
}

/// What a file of this kind is called.
pub(crate) fn in_words(kind: FileKind) -> &'static str {
    match kind {
        FileKind::Zip => "a zip without a list of files",
        FileKind::ZipInBase64 => "a zip that is encoded for email (base64)",
        FileKind::Gzip => "a gzip file",
        FileKind::SevenZip => "a 7-Zip archive",
        FileKind::Rar => "a RAR archive",
        FileKind::Xz => "an xz file",
        FileKind::Bzip2 => "a bzip2 file",
        FileKind::Zstandard => "a Zstandard file",
        FileKind::Tar => "a tar archive",
        FileKind::Cabinet => "a Windows cabinet file",
        FileKind::Pdf => "a PDF document",
        FileKind::Html => "a web page",
        FileKind::Xml => "an XML file",
        FileKind::Json => "a JSON file",
        FileKind::Csv => "a single CSV file",
        FileKind::Text => "a text file",
        FileKind::Utf16Text => "a text file in UTF-16",
        FileKind::ExcelWorkbook => "an Excel workbook",
        FileKind::WordDocument => "a Word document",
        FileKind::Presentation => "a presentation",
        FileKind::OpenDocument => "a document from an office program",
        FileKind::OldOffice => "an Excel or Word document that is in the old format or has a password",
        FileKind::Png | FileKind::Jpeg | FileKind::Gif => "an image",
        FileKind::WindowsProgram => "a Windows program",
        FileKind::WindowsShortcut => "a shortcut to a file",
        FileKind::Zeros => "a file of zero bytes only",
    }
}

/// Reports a file that cannot be opened as a zip.
pub(crate) fn found(findings: &mut Findings, reason: &Unreadable) {
    findings.report(&RULE, Place::PACKAGE, || Args::none().told(failed(reason)));
}

fn failed(reason: &Unreadable) -> Failed {
    match reason {
        Unreadable::Empty => Why::Empty.into(),
        Unreadable::NotAZip { looks_like: None } => Why::NotAZip.into(),
        Unreadable::NotAZip { looks_like: Some(kind) } => {
            let why = match kind {
                FileKind::Html | FileKind::Xml => Why::WebPage,
                FileKind::Csv | FileKind::Text | FileKind::Utf16Text => Why::Csv,
                FileKind::WindowsShortcut => Why::Shortcut,
                FileKind::Zeros => Why::Zeros,
                _ => Why::OtherKind,
            };
            Failed { detail: in_words(*kind).into(), ..why.into() }
        }
        Unreadable::Truncated => Why::Truncated.into(),
        Unreadable::Corrupt { reason } => Failed { detail: reason.to_string().into(), ..Why::Corrupt.into() },
        Unreadable::Split => Why::Split.into(),
        Unreadable::TooManyEntries { limit, .. } => {
            let why = if is_most(*limit) { Why::Most } else { Why::Many };
            Failed { limit: *limit as u64, ..why.into() }
        }
        Unreadable::TooManyFiles { limit } => {
            let why = if is_most(*limit) { Why::MostInFolder } else { Why::Folder };
            Failed { limit: *limit as u64, ..why.into() }
        }
        Unreadable::Endless { limit } => Failed { limit: *limit, ..Why::Endless.into() },
        Unreadable::Host(failure) => Failed { detail: visible(&failure.reason).into(), ..Why::Host.into() },
    }
}

/// Whether nobody can go beyond a limit on the number of files.
fn is_most(limit: usize) -> bool {
    limit >= Limits::default().lifted().entries
}
