use super::*;
use crate::package::{EntryFailure, Unopened};
use crate::profiles::Severity::{Error, Info};
use crate::profiles::infinite_campus::ZIP_SCREEN;

page! {
    /// # A file cannot be read to its end
    ///
    /// ## What it checks
    /// Each file in the zip must unpack without an error, to the size and checksum that the zip states, without a
    /// password, and packed in the usual way (deflate). In a folder, each name must belong to a file that can be opened:
    /// a named pipe, a device, a link to nothing, or a folder that cannot be listed is an error where the file or folder
    /// may be part of the package, and an info elsewhere.
    ///
    /// ## Why it matters
    /// The receiver refuses the package, or takes the part of the file that it can read: the people and classes behind
    /// that part are missing.
    ///
    /// ## How to fix
    /// Make the zip again, without a password and with the ordinary method of packing. When the zip was copied or
    /// downloaded, do that again too.
    ///
    /// In Infinite Campus, let the Zip Tool build the zip.
    ///
    /// ## Example
    /// ```wrong
    /// damage users.csv
    /// ```
    /// ```right
    /// ```
    ///
    /// ## Known limits
    /// Links to files are followed; links to folders are not. What was read before the damage is checked. References to rows behind it are not reported. rostercheck stops
    /// reading a file that unpacks to more than a limit, because such a file can be made to exhaust a computer.
}

pub(crate) static RULE: Rule = Rule {
    name: "unreadable-file",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::Package,
    severities: Severities::everywhere(Error),
    sources: &[
        binding("Exchanging the CSV Files: one zip, packed with deflate (RFC 1951)"),
        page_of(
            Authority::D2l,
            "Troubleshooting OneRoster integrations: make a new zip when it is corrupt",
            "https://community.d2l.com/brightspace/kb/articles/32482-troubleshooting-oneroster-integrations",
        ),
    ],
    detect: Detect::Reading,
    message: |said| {
        let file = said.file();
        match said.word(0).as_str() {
            "truncated" => format!("{file} breaks off before its end: a part of it is missing in the zip."),
            "corrupt" => format!("{file} is damaged in the zip: {}.", said.word(1)),
            "checksum" => format!("{file} is damaged: its content does not have the checksum that the zip states."),
            "size" => format!(
                "{file} is damaged: the zip states {}, but it has {}.",
                said.count_of(1, "byte", "bytes"),
                said.count_of(2, "byte", "bytes")
            ),
            "large" if !said.is_zip() => format!("{file} has more than {}, so rostercheck did not read on.", said.word(1)),
            "large" => format!("{file} unpacks to more than {}, so rostercheck did not read on.", said.word(1)),
            "package-large" if !said.is_zip() => format!(
                "The files of the package have more than {}, so rostercheck did not read {file} to its end.",
                said.word(1)
            ),
            "package-large" => format!(
                "The files of the package unpack to more than {}, so rostercheck did not read {file} to its end.",
                said.word(1)
            ),
            "packed" => format!(
                "{file} unpacks to more than {} times its size in the zip, so rostercheck did not read on.",
                said.word(1)
            ),
            "special" => format!("{file} is {}, not a file, so rostercheck did not open it.", said.word(1)),
            "dangling" => format!("{file} is a link to a file that does not exist."),
            "link" => format!("{file} is a link that cannot be followed: {}.", said.word(1)),
            "link-folder" => format!("{file} is a link to a folder, so rostercheck did not look inside."),
            "folder" => format!("This computer could not list the files in {file}: {}.", said.word(1)),
            "open" => format!("This computer could not open {file}: {}.", said.word(1)),
            "encrypted" => format!("{file} is protected with a password."),
            "method" => format!(
                "{file} is packed with {}, which OneRoster does not allow and rostercheck does not read.",
                said.word(1)
            ),
            _ => format!("This computer could not read {file} to its end: {}.", said.word(1)),
        }
    },
    fix: |said| match said.word(0).as_str() {
        "special" | "dangling" | "link" => "Put the file itself in its place, or remove it from the folder.".into(),
        "link-folder" => {
            "Copy the files that belong to the package from that folder into this one. If there are none, remove the \
             link.".into()
        }
        "folder" | "open" => "Give your user the right to read it, or remove it from the package. Then check again.".into(),
        "encrypted" => "Make the zip again without a password.".into(),
        "method" => "Make the zip again with the usual method of packing, which is called Deflate.".into(),
        "large" | "package-large" | "packed" => {
            "Check that the export is right. If the file really is that large, check the package again without the \
             limits: by the button on the page, or with the option --no-limits of the command.".into()
        }
        "host" => {
            "This is no fault of the package. Check that it is still there and not in use by another program, copy \
             it to this computer, and try again.".into()
        }
        _ => "Copy or download the package again. If the file is still damaged, make the zip again.".into(),
    },
    campus_fix: Some(|said| match said.word(0).as_str() {
        "host" | "special" | "dangling" | "link" | "link-folder" | "folder" | "open" => {
            "Nothing has to change in Campus: the file could not be read on this computer.".into()
        }
        _ if !said.is_zip() => String::new(),
        _ => format!("Run the extract again in {ZIP_SCREEN}, and send the zip as the Zip Tool makes it."),
    }),
};

/// Reports an entry that could not be read to its end. What was not opened is told by then.
pub(crate) fn found(findings: &mut Findings, place: Place, failure: &EntryFailure) {
    if matches!(failure, EntryFailure::Unopened(_)) {
        return;
    }
    let words = |key: &'static str| Args::none().word(key);
    findings.report(&RULE, place, || match failure {
        EntryFailure::Truncated => words("truncated"),
        EntryFailure::Corrupt { reason } => words("corrupt").word(reason.clone()),
        EntryFailure::ChecksumMismatch => words("checksum"),
        EntryFailure::SizeMismatch { declared, found } => words("size").number(*declared).number(*found),
        EntryFailure::TooLarge { limit } => words("large").word(size(*limit)),
        EntryFailure::PackageTooLarge { limit } => words("package-large").word(size(*limit)),
        EntryFailure::TooCompressed { ratio_limit } => words("packed").number(*ratio_limit),
        EntryFailure::Encrypted => words("encrypted"),
        EntryFailure::UnsupportedMethod { name: "unknown", number } => {
            words("method").word(format!("method number {number}"))
        }
        EntryFailure::UnsupportedMethod { name, .. } => words("method").word(*name),
        EntryFailure::Host(failure) => words("host").word(visible(&failure.reason)),
        EntryFailure::Unopened(why) => unopened_args(why),
    });
}

/// Reports what was found in a folder and not opened. It matters if it may be a part of the package.
pub(crate) fn unopened(findings: &mut Findings, place: Place, why: &Unopened, is_part: bool) {
    let severities = Severities::everywhere(if is_part { Error } else { Info });
    findings.report_as(&RULE, severities, place, || unopened_args(why));
}

fn unopened_args(why: &Unopened) -> Args {
    let words = |key: &'static str| Args::none().word(key);
    match why {
        Unopened::Pipe => words("special").word("a named pipe"),
        Unopened::Socket => words("special").word("a socket"),
        Unopened::Device => words("special").word("a device"),
        Unopened::DanglingLink => words("dangling"),
        Unopened::BrokenLink(failure) => words("link").word(visible(&failure.reason)),
        Unopened::LinkToFolder => words("link-folder"),
        Unopened::Folder(failure) => words("folder").word(visible(&failure.reason)),
        Unopened::File(failure) => words("open").word(visible(&failure.reason)),
    }
}
