use super::*;
use crate::package::{Kind, Limits, Unreadable};
use crate::profiles::Severity::Error;
use crate::profiles::infinite_campus::ZIP_SCREEN;

page! {
    /// # The file cannot be opened as a zip
    ///
    /// ## What it checks
    /// A package is one zip. This rule speaks when the file is something else (a web page, an Excel workbook of the old
    /// kind, a lone CSV file), when a part of the zip is missing, or when its list of files is damaged.
    ///
    /// ## Why it matters
    /// Nothing in the package can be read: the receiver refuses it as a whole.
    ///
    /// ## How to fix
    /// Export the package again. When the copy was cut short, copy or download it again and let it finish.
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
    /// What a file really is, is judged by its first bytes. When the computer itself could not hand over the file, the
    /// message says so: that is no fault of the package.
}

pub(crate) static RULE: Rule = Rule {
    name: "unreadable-package",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::Package,
    severities: Severities::everywhere(Error),
    sources: &[
        binding("Exchanging the CSV Files: one zip, packed with deflate"),
        campus_article("The ZIP file can have any filename, but it must have the .zip extension"),
        brightspace_article("Data in a set of CSV files, uploaded via a zip archive"),
    ],
    detect: Detect::Reading,
    message: |said| match said.word(0).as_str() {
        "empty" => "This file has no content at all: it is 0 bytes long.".into(),
        "unknown" => "This file is not a zip.".into(),
        "kind" => format!("This file is {}, not a zip.", said.word(1)),
        "truncated" => "This zip is cut short: its list of files, which stands at the end, is missing.".into(),
        "corrupt" => format!("The list of files in this zip cannot be read: {}.", said.word(1)),
        "most" => format!("This zip lists more than {} files, the most that rostercheck can take.", said.word(1)),
        "folder" => format!(
            "This folder has more than {} files, so rostercheck did not go on. A OneRoster package has fewer than 40.",
            said.word(1)
        ),
        "most-in-folder" => {
            format!("This folder has more than {} files, the most that rostercheck can take.", said.word(1))
        }
        "endless" => format!("The input goes on beyond {}, so rostercheck stopped reading it.", said.word(1)),
        "split" => "This file is one part of a zip that was split into several files.".into(),
        "many" => format!(
            "This zip lists more than {} files, so rostercheck did not go on. A OneRoster package has fewer than 40.",
            said.word(1)
        ),
        _ => format!(
            "This computer could not read the file: {}. The package itself was not looked at.",
            said.word(1)
        ),
    },
    fix: |said| match (said.word(0).as_str(), said.word(1).as_str()) {
        ("empty", _) | ("kind", ZEROS) => {
            "Export or download the file again, and look whether the system that makes it reports an error.".into()
        }
        ("kind", HTML | XML) => {
            "Download the zip again. A web page in its place comes from a sign-in or an error of the system that \
             should have sent the zip: open the file in a browser to read what it says.".into()
        }
        ("kind", CSV | TEXT | UTF16) => {
            "Choose all CSV files of the export together, or put them into one zip, manifest.csv included.".into()
        }
        ("kind", SHORTCUT) => "Choose the zip itself, not the shortcut to it.".into(),
        ("truncated", _) => {
            "Copy or download the zip again and let it finish. If it is still cut short, export it again.".into()
        }
        ("split", _) => "Make one zip of all files, without splitting it.".into(),
        ("many", _) => {
            "Make a zip that holds only manifest.csv and the OneRoster files. To look into this one all the same, check \
             it again without the limits: by the button on the page, or with the option --no-limits of the command.".into()
        }
        ("most", _) => "Make a zip that holds only manifest.csv and the OneRoster files.".into(),
        ("folder", _) => {
            "Check a folder that has only manifest.csv and the OneRoster files in it. To look into this one all the same, \
             check it again without the limits, with the option --no-limits of the command.".into()
        }
        ("most-in-folder", _) => "Check a folder that has only manifest.csv and the OneRoster files in it.".into(),
        ("endless", _) => {
            "Check that the program that sends the zip comes to an end. If the zip really is that large, save it in a \
             file and check the file.".into()
        }
        ("host", _) => {
            "Check that the file is still there and not in use by another program, copy it to this computer, and \
             try again.".into()
        }
        _ => "Export the package again as an ordinary zip.".into(),
    },
    campus_fix: Some(|said| match said.word(0).as_str() {
        "host" => "Nothing has to change in Campus: the file could not be read on this computer.".into(),
        "folder" | "most-in-folder" => "Nothing has to change in Campus: another folder was to be checked.".into(),
        "endless" => "Nothing has to change in Campus: the zip was not read to its end on this computer.".into(),
        _ => format!(
            "Run the extract again in {ZIP_SCREEN}, with “zip” as the file extension, and send the zip as the Zip \
             Tool makes it."
        ),
    }),
};

const HTML: &str = "a web page";
const XML: &str = "an XML file";
const CSV: &str = "a single CSV file";
const TEXT: &str = "a text file";
const UTF16: &str = "a text file in UTF-16";
const SHORTCUT: &str = "a shortcut to a file";
const ZEROS: &str = "nothing but zero bytes";

/// What a file of this kind is called.
pub(crate) fn in_words(kind: Kind) -> &'static str {
    match kind {
        Kind::Zip => "a zip without a list of files",
        Kind::ZipInBase64 => "a zip in the letters of an e-mail attachment (base64)",
        Kind::Gzip => "a gzip file",
        Kind::SevenZip => "a 7-Zip archive",
        Kind::Rar => "a RAR archive",
        Kind::Xz => "an xz file",
        Kind::Bzip2 => "a bzip2 file",
        Kind::Zstandard => "a Zstandard file",
        Kind::Tar => "a tar archive",
        Kind::Cabinet => "a Windows cabinet file",
        Kind::Pdf => "a PDF document",
        Kind::Html => HTML,
        Kind::Xml => XML,
        Kind::Json => "a JSON file",
        Kind::Csv => CSV,
        Kind::Text => TEXT,
        Kind::Utf16Text => UTF16,
        Kind::ExcelWorkbook => "an Excel workbook",
        Kind::WordDocument => "a Word document",
        Kind::Presentation => "a presentation",
        Kind::OpenDocument => "a document of an office program",
        Kind::OldOffice => "a document of Excel or Word in the old format, or one with a password",
        Kind::Png | Kind::Jpeg | Kind::Gif => "an image",
        Kind::WindowsProgram => "a Windows program",
        Kind::WindowsShortcut => SHORTCUT,
        Kind::Zeros => ZEROS,
    }
}

/// Reports a file that cannot be opened as a zip.
pub(crate) fn found(findings: &mut Findings, reason: &Unreadable) {
    let words = |key: &'static str| Args::none().word(key);
    findings.report(&RULE, Place::PACKAGE, || match reason {
        Unreadable::Empty => words("empty"),
        Unreadable::NotAZip { looks_like: None } => words("unknown"),
        Unreadable::NotAZip { looks_like: Some(kind) } => words("kind").word(in_words(*kind)),
        Unreadable::Truncated => words("truncated"),
        Unreadable::Corrupt { reason } => words("corrupt").word(reason.clone()),
        Unreadable::Split => words("split"),
        Unreadable::TooManyEntries { limit, .. } => words(if is_most(*limit) { "most" } else { "many" }).number(*limit as u64),
        Unreadable::TooManyFiles { limit } => {
            words(if is_most(*limit) { "most-in-folder" } else { "folder" }).number(*limit as u64)
        }
        Unreadable::Endless { limit } => words("endless").word(size(*limit)),
        Unreadable::Host(failure) => words("host").word(visible(&failure.reason)),
    });
}

/// Whether nobody can go beyond a limit on the number of files.
fn is_most(limit: usize) -> bool {
    limit >= Limits::default().lifted().entries
}
