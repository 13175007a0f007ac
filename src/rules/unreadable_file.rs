use super::*;
use crate::package::EntryFailure;
use crate::profiles::Severity::Error;
use crate::profiles::infinite_campus::ZIP_SCREEN;

rule! {
    /// # A file in the zip cannot be read to its end
    ///
    /// ## What it checks
    /// Each file in the zip must unpack without an error, to the size and checksum that the zip states, without a
    /// password, and packed in the usual way (deflate).
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
    /// What was read before the damage is checked. References to rows behind it are not reported. rostercheck stops
    /// reading a file that unpacks to more than a limit, because such a file can be made to exhaust a computer.
    pub static RULE = Rule {
        name: "unreadable-file",
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
                "large" => format!("{file} unpacks to more than {}, so rostercheck did not read on.", said.word(1)),
                "package-large" => format!(
                    "The files of the package unpack to more than {}, so rostercheck did not read {file} to its end.",
                    said.word(1)
                ),
                "packed" => format!(
                    "{file} unpacks to more than {} times its size in the zip, so rostercheck did not read on.",
                    said.word(1)
                ),
                "encrypted" => format!("{file} is protected with a password."),
                "method" => format!(
                    "{file} is packed with {}, which OneRoster does not allow and rostercheck does not read.",
                    said.word(1)
                ),
                _ => format!("This computer could not read {file} to its end: {}.", said.word(1)),
            }
        },
        fix: |said| match said.word(0).as_str() {
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
            "host" => "Nothing has to change in Campus: the file could not be read on this computer.".into(),
            _ => format!("Run the extract again in {ZIP_SCREEN}, and send the zip as the Zip Tool makes it."),
        }),
    };
}

/// Reports an entry that could not be read to its end.
pub(crate) fn found(findings: &mut Findings, place: Place, failure: &EntryFailure) {
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
    });
}

/// A limit in the largest unit that says it without a fraction.
fn size(bytes: u64) -> String {
    [(30, "GB"), (20, "MB"), (10, "KB")]
        .into_iter()
        .find(|(shift, _)| bytes >> shift << shift == bytes && bytes >> shift > 0)
        .map_or_else(
            || format!("{} bytes", counted(bytes)),
            |(shift, unit)| format!("{} {unit}", counted(bytes >> shift)),
        )
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn a_limit_is_told_in_its_largest_unit() {
        for (bytes, told) in [
            (8 << 30, "8 GB"),
            (2048 << 30, "2,048 GB"),
            (1536 << 20, "1,536 MB"),
            (1 << 20, "1 MB"),
            (3 << 10, "3 KB"),
            (1000, "1,000 bytes"),
            (1025, "1,025 bytes"),
        ] {
            assert_eq!(size(bytes), told);
        }
    }
}
