use std::borrow::Cow;

use super::*;
use crate::package::{EntryFailure, Unopened};
use crate::profiles::Severity::{Error, Info};

page! {
    /// # A file can't be read to the end
    ///
    /// ## What it checks
    /// Each file in the zip must unpack without an error, to the size and checksum in the zip, without a password, and packed in
    /// the usual way (deflate). In a folder, each name must belong to a file that can be opened. A named pipe, a device, a link
    /// to a missing file, or a folder that can't be listed is an error if it may be part of the package, and a note if not.
    ///
    /// ## Why it matters
    /// The receiver refuses the package, or reads only a part of the file. The people and classes after that part are missing.
    ///
    /// ## How to fix
    /// Make the zip again, without a password and with the usual packing method. If the zip was copied or downloaded, do that
    /// again too.
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
    /// Links to files are followed, but links to folders aren't. We check everything before the damage, and don't report IDs that
    /// point to rows after it. rostercheck stops reading a file that unpacks to more than a limit, because such a file can
    /// overload a computer.
}

pub(crate) static RULE: Rule = Rule {
    name: "unreadable-file",
    page: PAGE,
    counted: None,
    since: "0.1.0",
    scope: Scope::Package,
    severities: Severities::everywhere(Error),
    sources: &[
        binding("Exchanging the CSV Files: one zip, packed with deflate (RFC 1951)"),
        page_of(
            Authority::D2l,
            "Troubleshooting OneRoster integrations: make a new zip if it is corrupt",
            "https://community.d2l.com/brightspace/kb/articles/32482-troubleshooting-oneroster-integrations",
        ),
    ],
    detect: Detect::Reading,
    message: |said| {
        let file = said.file();
        let Failed { why, detail, number, found } = Failed::of(said);
        match why {
            Why::Truncated => format!("{file} is cut off in the zip. The end of it is missing."),
            Why::Corrupt => format!("{file} is damaged in the zip: {detail}."),
            Why::Checksum => format!("{file} is damaged. Its content doesn't match the checksum in the zip."),
            Why::Size => format!(
                "{file} is damaged. It has {}, but the zip says {}.",
                count_of(found, "byte", "bytes"),
                count_of(number, "byte", "bytes")
            ),
            Why::Large if !said.is_zip() => format!("{file} is larger than {}, so rostercheck stopped reading.", size(number)),
            Why::Large => format!("{file} unpacks to more than {}, so rostercheck stopped reading.", size(number)),
            Why::PackageLarge if !said.is_zip() => format!(
                "The files of the package are larger than {}, so rostercheck didn't read {file} to the end.",
                size(number)
            ),
            Why::PackageLarge => format!(
                "The files of the package unpack to more than {}, so rostercheck didn't read {file} to the end.",
                size(number)
            ),
            Why::Packed => format!(
                "{file} unpacks to more than {} times its size in the zip, so rostercheck stopped reading.",
                counted(number)
            ),
            Why::Special => format!("{file} is {detail}, not a file, so rostercheck didn't open it."),
            Why::DanglingLink => format!("{file} is a link to a file that doesn't exist."),
            Why::BrokenLink => format!("{file} is a link that can't be followed: {detail}."),
            Why::LinkToFolder => format!("{file} is a link to a folder, so rostercheck didn't look inside."),
            Why::Folder => format!("This computer couldn't list the files in {file}: {detail}."),
            Why::Unopened => format!("This computer couldn't open {file}: {detail}."),
            Why::Encrypted => format!("{file} is protected with a password."),
            Why::Method => format!("{file} is packed with {detail}. OneRoster doesn't allow that, and rostercheck can't read it."),
            Why::MethodNumber => format!(
                "{file} is packed with method number {number}. OneRoster doesn't allow that, and rostercheck can't read it."
            ),
            Why::Host => format!("This computer couldn't read {file} to the end: {detail}."),
        }
    },
    fix: |said| match Failed::of(said).why {
        Why::Special | Why::DanglingLink | Why::BrokenLink => {
            "Put the file itself in its place, or remove it from the folder.".into()
        }
        Why::LinkToFolder => {
            "Copy the files that belong to the package from that folder into this one. If there are none, remove the link."
                .into()
        }
        Why::Folder | Why::Unopened => {
            "Give your user account permission to read it, or remove it from the package. Then check again.".into()
        }
        Why::Encrypted => "Make the zip again without a password.".into(),
        Why::Method | Why::MethodNumber => "Make the zip again with the usual packing method, called Deflate.".into(),
        Why::Large | Why::PackageLarge | Why::Packed => {
            "Check that the export is right. If the file really is that large, check the package again without the limits: use \
             the button on the page, or the option --no-limits of the command."
                .into()
        }
        Why::Host => {
            "Check that the file still exists and that no other program uses it. Then copy it to this computer, and try again."
                .into()
        }
        Why::Truncated | Why::Corrupt | Why::Checksum | Why::Size => {
            "Copy or download the package again. If the file is still damaged, make the zip again.".into()
        }
    },
};

told! {
    /// Why a file can't be read to its end.
    pub(crate) struct Failed {
        why: Why,
        /// What the computer or the unpacking says of it.
        detail: Cow<'static, str>,
        /// A limit, or what the zip states.
        number: u64,
        /// What was found instead.
        found: u64,
    }
}

one_of! {
    /// What failed.
    enum Why {
        Truncated = "truncated",
        Corrupt = "corrupt",
        Checksum = "checksum",
        Size = "size",
        /// The file is larger than a limit.
        Large = "large",
        /// All files together are.
        PackageLarge = "package-large",
        /// It was packed smaller than a limit allows.
        Packed = "packed",
        /// A pipe, a socket or a device.
        Special = "special",
        DanglingLink = "dangling",
        BrokenLink = "link",
        LinkToFolder = "link-folder",
        Folder = "folder",
        Unopened = "open",
        Encrypted = "encrypted",
        Method = "method",
        MethodNumber = "method-number",
        Host = "host",
    }
}

impl From<Why> for Failed {
    fn from(why: Why) -> Self {
        Self { why, detail: Cow::default(), number: 0, found: 0 }
    }
}

/// Reports an entry that could not be read to its end. What was not opened is told by then.
pub(crate) fn found(findings: &mut Findings, place: Place, failure: &EntryFailure) {
    if matches!(failure, EntryFailure::Unopened(_)) {
        return;
    }
    findings.report(&RULE, place, || Args::none().told(failed(failure)));
}

fn failed(failure: &EntryFailure) -> Failed {
    match failure {
        EntryFailure::Truncated => Why::Truncated.into(),
        EntryFailure::Corrupt { reason } => Failed { detail: reason.to_string().into(), ..Why::Corrupt.into() },
        EntryFailure::ChecksumMismatch => Why::Checksum.into(),
        EntryFailure::SizeMismatch { declared, found } => Failed { number: *declared, found: *found, ..Why::Size.into() },
        EntryFailure::TooLarge { limit } => Failed { number: *limit, ..Why::Large.into() },
        EntryFailure::PackageTooLarge { limit } => Failed { number: *limit, ..Why::PackageLarge.into() },
        EntryFailure::TooCompressed { ratio_limit } => Failed { number: *ratio_limit, ..Why::Packed.into() },
        EntryFailure::Encrypted => Why::Encrypted.into(),
        EntryFailure::UnsupportedMethod { name: "unknown", number } => {
            Failed { number: u64::from(*number), ..Why::MethodNumber.into() }
        }
        EntryFailure::UnsupportedMethod { name, .. } => Failed { detail: (*name).into(), ..Why::Method.into() },
        EntryFailure::Host(failure) => Failed { detail: visible(&failure.reason).into(), ..Why::Host.into() },
        EntryFailure::Unopened(why) => not_opened(why),
    }
}

/// Reports what was found in a folder and not opened. It matters if it may be a part of the package.
pub(crate) fn unopened(findings: &mut Findings, place: Place, why: &Unopened, is_part: bool) {
    let severities = Severities::everywhere(if is_part { Error } else { Info });
    findings.report_as(&RULE, severities, place, || Args::none().told(not_opened(why)));
}

fn not_opened(why: &Unopened) -> Failed {
    match why {
        Unopened::Pipe => Failed { detail: "a named pipe".into(), ..Why::Special.into() },
        Unopened::Socket => Failed { detail: "a socket".into(), ..Why::Special.into() },
        Unopened::Device => Failed { detail: "a device".into(), ..Why::Special.into() },
        Unopened::DanglingLink => Why::DanglingLink.into(),
        Unopened::BrokenLink(failure) => Failed { detail: visible(&failure.reason).into(), ..Why::BrokenLink.into() },
        Unopened::LinkToFolder => Why::LinkToFolder.into(),
        Unopened::Folder(failure) => Failed { detail: visible(&failure.reason).into(), ..Why::Folder.into() },
        Unopened::File(failure) => Failed { detail: visible(&failure.reason).into(), ..Why::Unopened.into() },
    }
}
