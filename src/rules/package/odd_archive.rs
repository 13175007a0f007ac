use std::borrow::Cow;

use super::*;
use crate::oneroster::{MANIFEST_FILE, TableId};
use crate::package::{Defect, LocalDifference, RefusedFlag};
use crate::profiles::Severity::{Error, Info, Warning};

page! {
    /// # The package has an unusual structure
    ///
    /// ## What it checks
    /// A zip says some things twice: the names and sizes of its files are in a list at its end, and before each file. The rule
    /// reports a zip in which the two don't match, bytes are left over or missing, or files overlap. It also reports a file name
    /// that programs read in different ways.
    ///
    /// ## Why it matters
    /// Two programs may see different files in the same zip. The receiver may refuse it, or read something other than what we
    /// checked here.
    ///
    /// ## How to fix
    /// Make the zip again with the export program, or with your computer's zip function.
    ///
    /// In Infinite Campus, let the Zip Tool build the zip.
    ///
    /// ## Example
    /// ```wrong
    /// before MZ
    /// ```
    /// ```right
    /// ```
    ///
    /// ## Known limits
    /// We check the files that most programs see in such a zip. Oddities that harm no program are a note. Other rules report two
    /// OneRoster files with the same name, files in folders, other archives inside the package, and files that can't be read.
}

pub(crate) static RULE: Rule = Rule {
    name: "odd-archive",
    page: PAGE,
    counted: None,
    since: "0.1.0",
    scope: Scope::Package,
    severities: Severities::everywhere(Warning),
    sources: &[
        binding("Exchanging the CSV Files: one zip; all CSV files at its root"),
        field("Unzip programs read such zips in different ways"),
    ],
    detect: Detect::Reading,
    message,
    fix: |said| match Odd::of(said).what {
        What::Twins if !said.is_zip() => "Remove one of the two from the package.".into(),
        _ if !said.is_zip() => "Give the file its plain name, or remove it from the package.".into(),
        What::Absolute | What::Parent | What::Control | What::UnicodeDiffers | What::Link => {
            "Make the zip again, with the files themselves at its top level under their plain names.".into()
        }
        _ => "Make the zip again with the export program, or with your computer's zip function.".into(),
    },
};

told! {
    /// Something odd about a zip.
    struct Odd {
        what: What,
        /// The name of an entry.
        name: Cow<'static, str>,
        /// Another name, or what differs.
        other: Cow<'static, str>,
        count: u64,
        /// Another number.
        more: u64,
    }
}

one_of! {
    /// What is odd.
    enum What {
        Before = "before",
        Missing = "missing",
        After = "after",
        Comment = "comment",
        SeveralEnds = "several-ends",
        SeveralLists = "several-lists",
        Misplaced = "misplaced",
        ListSize = "list-size",
        Count = "count",
        Damaged = "damaged",
        Zip64 = "zip64",
        Zip64Field = "zip64-field",
        Extra = "extra",
        Twice = "twice",
        Twins = "twins",
        OtherName = "other-name",
        Differs = "differs",
        Descriptor = "descriptor",
        NoHeader = "no-header",
        Overlap = "overlap",
        OverlapsList = "overlaps-list",
        Hidden = "hidden",
        Gap = "gap",
        Absolute = "absolute",
        Parent = "parent",
        Backslash = "backslash",
        NotUtf8 = "not-utf8",
        Unmarked = "unmarked",
        UnicodeDiffers = "unicode-differs",
        Control = "control",
        NoName = "no-name",
        Long = "long",
        Link = "link",
        Folder = "folder",
        Newer = "newer",
        Flag = "flag",
        Archive = "archive",
    }
}

impl Odd {
    fn bare(what: What) -> Self {
        Self { what, name: Cow::default(), other: Cow::default(), count: 0, more: 0 }
    }

    fn count(what: What, count: u64) -> Self {
        Self { count, ..Self::bare(what) }
    }

    fn name(what: What, path: &str) -> Self {
        Self { name: visible(path).into(), ..Self::bare(what) }
    }

    fn names(what: What, path: &str, other: impl Into<Cow<'static, str>>) -> Self {
        Self { other: other.into(), ..Self::name(what, path) }
    }
}

fn message(said: &Said) -> String {
    let Odd { what, name, other, count, more } = Odd::of(said);
    let bytes = |count| count_of(count, "byte", "bytes");
    match what {
        What::Before if count == 1 => "There is 1 extra byte before the start of the zip.".into(),
        What::Before => format!("There are {} extra bytes before the start of the zip.", counted(count)),
        What::Missing => format!("The first {} of the zip {} missing.", bytes(count), are(count)),
        What::After => format!("The zip ends {} before the end of the file.", bytes(count)),
        What::Comment => format!("The comment at the end of the zip is cut off by {}. Its files are complete.", bytes(count)),
        What::SeveralEnds => {
            "The zip has more than one end, and each points to a list of files. We read the last one.".into()
        }
        What::SeveralLists => {
            "The zip has two lists of files. We read the one right before its end, but other programs may read the other one.".into()
        }
        What::Misplaced => "The list of files isn't where the end of the zip says.".into(),
        What::ListSize => "The list of files doesn't have the length that the end of the zip says.".into(),
        What::Count => format!(
            "The end of the zip says that it contains {}, but its list has {}.",
            count_of(count, "entry", "entries"),
            counted(more)
        ),
        What::Damaged => format!(
            "The list of files is damaged. We could read {} of {}, so the zip may contain files that nobody sees.",
            counted(more),
            count_of(count, "entry", "entries")
        ),
        What::Zip64 => "The two ends of this large zip (zip64) don't match.".into(),
        What::Zip64Field => format!("The size of {name} in the zip is incomplete (zip64)."),
        What::Extra => format!("The additional information about {name} in the zip isn't in the right form."),
        What::Twice => format!("The zip contains {name} more than once."),
        What::Twins => format!("{name} and {other} differ only in capital letters or slashes."),
        What::Differs => format!("For {name}, the list of files and the file itself have different {other}."),
        What::OtherName => format!("{name} has another name in the zip, right before the file: {other}."),
        What::Descriptor => format!("The size and checksum after {name} in the zip are missing or don't match."),
        What::NoHeader => format!("{name} isn't in the place where the list of files says."),
        What::Overlap => format!("{name} and {other} share bytes in the zip."),
        What::OverlapsList => format!("{name} overlaps the list of files."),
        What::Hidden => format!("The zip contains a file that isn't in its list, after byte {}.", counted(more)),
        What::Gap => format!("The zip contains {} that {} to no file.", bytes(count), if count == 1 { "belongs" } else { "belong" }),
        What::Absolute => format!("The name {name} starts at the root of a drive, not at the top level of the zip."),
        What::Parent => format!("The name {name} points outside of the folder where the zip is unpacked."),
        What::Backslash => format!("The name {name} contains a backslash. Some programs read it as a folder, and others don't."),
        What::NotUtf8 => format!("The name {name} isn't in UTF-8."),
        What::Unmarked => format!("The name {name} isn't marked as UTF-8, so some programs show it with wrong letters."),
        What::UnicodeDiffers => format!("One file has two names in the zip: {name} and {other}."),
        What::Control => format!("The name {name} contains a control character. Some programs cut it off there."),
        What::NoName => "One entry of the zip has no name.".into(),
        What::Long => format!("One name in the zip has {}. It starts with {name}.", bytes(count)),
        What::Newer => format!(
            "Only programs for version {}.{} of the zip format can unpack {name}. Many programs refuse it.",
            count / 10,
            count % 10
        ),
        What::Flag => format!("{name} is marked as {other}. Many programs refuse it."),
        What::Link => format!("{name} is a link to another file, not the file itself."),
        What::Folder => format!("{name} is a folder that has content of its own."),
        What::Archive => format!("{name} is another archive inside the package."),
    }
}

/// Reports a defect, but for those of which another rule speaks: two roster files of one name (`repeated-file`), roster
/// files behind a backslash (`file-in-folder`) or without a header (`unreadable-file`), archives (`unknown-file`).
pub(crate) fn found(findings: &mut Findings, place: Place, defect: &Defect) {
    let told_elsewhere = match defect {
        Defect::DuplicateName { path } | Defect::Backslash { path } | Defect::LocalHeaderMissing { path } => {
            is_roster(path)
        }
        Defect::CaseTwin { first, .. } => is_roster(first),
        Defect::NestedArchive { .. } => true,
        _ => false,
    };
    if !told_elsewhere {
        findings.report_as(&RULE, severities(defect), place, || Args::none().told(odd(defect)));
    }
}

fn severities(defect: &Defect) -> Severities {
    match defect {
        Defect::DirectoryDamaged { .. } => Severities::everywhere(Error),
        Defect::AbsolutePath { path } | Defect::ParentPath { path } if is_roster(path) => {
            Severities::everywhere(Error).d2l_brightspace(Warning)
        }
        Defect::SymbolicLink { path } if is_roster(path) => Severities::everywhere(Error),
        Defect::TrailingBytes { .. }
        | Defect::CommentCutShort { .. }
        | Defect::ExtraFieldsMalformed { .. }
        | Defect::DuplicateName { .. }
        | Defect::CaseTwin { .. }
        | Defect::LocalHeaderMissing { .. }
        | Defect::Gap { hidden_entry: false, .. }
        | Defect::Backslash { .. }
        | Defect::NameNotUtf8 { .. }
        | Defect::NameUtf8Unmarked { .. }
        | Defect::EmptyName
        | Defect::NameTooLong { .. }
        | Defect::SymbolicLink { .. }
        | Defect::FolderWithData { .. } => Severities::everywhere(Info),
        _ => RULE.severities,
    }
}

fn odd(defect: &Defect) -> Odd {
    match defect {
        Defect::PrependedBytes { count } => Odd::count(What::Before, *count),
        Defect::MissingBytes { count } => Odd::count(What::Missing, *count),
        Defect::TrailingBytes { count } => Odd::count(What::After, *count),
        Defect::CommentCutShort { missing } => Odd::count(What::Comment, *missing),
        Defect::SeveralEndRecords => Odd::bare(What::SeveralEnds),
        Defect::SeveralDirectories => Odd::bare(What::SeveralLists),
        Defect::DirectoryMisplaced { .. } => Odd::bare(What::Misplaced),
        Defect::DirectorySizeDiffers { .. } => Odd::bare(What::ListSize),
        Defect::EntryCountDiffers { stated, listed } => Odd { more: *listed, ..Odd::count(What::Count, *stated) },
        Defect::DirectoryDamaged { stated, listed } => Odd { more: *listed, ..Odd::count(What::Damaged, *stated) },
        Defect::Zip64EndRecordDiffers => Odd::bare(What::Zip64),
        Defect::Zip64FieldIncomplete { path } => Odd::name(What::Zip64Field, path),
        Defect::ExtraFieldsMalformed { path } => Odd::name(What::Extra, path),
        Defect::DuplicateName { path } => Odd::name(What::Twice, path),
        Defect::CaseTwin { first, second } => Odd::names(What::Twins, first, visible(second)),
        Defect::LocalHeaderDiffers { path, what } => match what {
            LocalDifference::Name { local } => Odd::names(What::OtherName, path, visible(local)),
            LocalDifference::Method => Odd::names(What::Differs, path, "packing methods"),
            LocalDifference::Encryption => Odd::names(What::Differs, path, "kinds of protection"),
            LocalDifference::Checksum => Odd::names(What::Differs, path, "checksums"),
            LocalDifference::PackedBytes => Odd::names(What::Differs, path, "packed sizes"),
            LocalDifference::Bytes => Odd::names(What::Differs, path, "sizes"),
            LocalDifference::Descriptor => Odd::name(What::Descriptor, path),
        },
        Defect::LocalHeaderMissing { path } => Odd::name(What::NoHeader, path),
        Defect::OverlappingEntries { first, second } => Odd::names(What::Overlap, first, visible(second)),
        Defect::OverlapsDirectory { path } => Odd::name(What::OverlapsList, path),
        Defect::Gap { offset, count, hidden_entry: true } => Odd { more: *offset, ..Odd::count(What::Hidden, *count) },
        Defect::Gap { count, .. } => Odd::count(What::Gap, *count),
        Defect::AbsolutePath { path } => Odd::name(What::Absolute, path),
        Defect::ParentPath { path } => Odd::name(What::Parent, path),
        Defect::Backslash { path } => Odd::name(What::Backslash, path),
        Defect::NameNotUtf8 { path } => Odd::name(What::NotUtf8, path),
        Defect::NameUtf8Unmarked { path } => Odd::name(What::Unmarked, path),
        Defect::UnicodeNameDiffers { path, plain } => Odd::names(What::UnicodeDiffers, path, visible(plain)),
        Defect::ControlCharacter { path } => Odd::name(What::Control, path),
        Defect::EmptyName => Odd::bare(What::NoName),
        Defect::NameTooLong { path, bytes } => {
            let start: String = path.chars().take(40).collect();
            Odd { count: *bytes, ..Odd::name(What::Long, &start) }
        }
        Defect::SymbolicLink { path } => Odd::name(What::Link, path),
        Defect::FolderWithData { path } => Odd::name(What::Folder, path),
        Defect::NewerProgramNeeded { path, version } => Odd { count: u64::from(*version), ..Odd::name(What::Newer, path) },
        Defect::RefusedFlag { path, flag } => Odd::names(
            What::Flag,
            path,
            match flag {
                RefusedFlag::Patch => "a patch to another file",
                RefusedFlag::StrongEncryption => "strongly encrypted",
                RefusedFlag::MaskedHeaders => "a file with hidden headers",
            },
        ),
        Defect::NestedArchive { path } => Odd::name(What::Archive, path),
    }
}

/// Whether a path's last step is the name of a roster file, perhaps with other letter case or something behind it.
fn is_roster(path: &str) -> bool {
    let name = path.rsplit(['/', '\\']).next().unwrap_or_default().to_ascii_lowercase();
    let begins = |file: &str| {
        let stem = file.trim_end_matches(".csv").to_ascii_lowercase();
        name.strip_prefix(stem.as_str()).is_some_and(|rest| !rest.starts_with(char::is_alphabetic))
    };
    begins(MANIFEST_FILE) || TableId::ALL.into_iter().any(|id| begins(id.file()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profiles::Receiver;

    /// One of each, in files that are no roster files.
    fn every_defect() -> Vec<Defect> {
        let path = || "notes.txt".to_owned();
        let differs = |what| Defect::LocalHeaderDiffers { path: path(), what };
        vec![
            Defect::PrependedBytes { count: 2 },
            Defect::MissingBytes { count: 1 },
            Defect::TrailingBytes { count: 3 },
            Defect::CommentCutShort { missing: 4 },
            Defect::SeveralEndRecords,
            Defect::SeveralDirectories,
            Defect::DirectoryMisplaced { stated: 5, found: 6 },
            Defect::DirectorySizeDiffers { stated: 5, found: 6 },
            Defect::EntryCountDiffers { stated: 1, listed: 2 },
            Defect::DirectoryDamaged { stated: 8, listed: 5 },
            Defect::Zip64EndRecordDiffers,
            Defect::Zip64FieldIncomplete { path: path() },
            Defect::ExtraFieldsMalformed { path: path() },
            Defect::DuplicateName { path: path() },
            Defect::CaseTwin { first: path(), second: "Notes.txt".into() },
            differs(LocalDifference::Name { local: "other.txt".into() }),
            differs(LocalDifference::Method),
            differs(LocalDifference::Encryption),
            differs(LocalDifference::Checksum),
            differs(LocalDifference::PackedBytes),
            differs(LocalDifference::Bytes),
            differs(LocalDifference::Descriptor),
            Defect::LocalHeaderMissing { path: path() },
            Defect::OverlappingEntries { first: path(), second: "other.txt".into() },
            Defect::OverlapsDirectory { path: path() },
            Defect::Gap { offset: 9, count: 10, hidden_entry: true },
            Defect::Gap { offset: 9, count: 10, hidden_entry: false },
            Defect::AbsolutePath { path: "/notes.txt".into() },
            Defect::ParentPath { path: "../notes.txt".into() },
            Defect::Backslash { path: "a\\notes.txt".into() },
            Defect::NameNotUtf8 { path: path() },
            Defect::NameUtf8Unmarked { path: path() },
            Defect::UnicodeNameDiffers { path: path(), plain: "other.txt".into() },
            Defect::ControlCharacter { path: "no\u{7}tes.txt".into() },
            Defect::EmptyName,
            Defect::NameTooLong { path: "n".repeat(50), bytes: 2000 },
            Defect::SymbolicLink { path: path() },
            Defect::FolderWithData { path: "notes/".into() },
            Defect::NewerProgramNeeded { path: path(), version: 63 },
            Defect::RefusedFlag { path: path(), flag: RefusedFlag::Patch },
            Defect::RefusedFlag { path: path(), flag: RefusedFlag::StrongEncryption },
            Defect::RefusedFlag { path: path(), flag: RefusedFlag::MaskedHeaders },
            Defect::NestedArchive { path: "more.zip".into() },
        ]
    }

    /// How bad a defect is, and what is said of it; nothing if another rule speaks of it.
    fn said(defect: &Defect) -> Option<String> {
        let mut findings = Findings::new(&Receiver::by_default().collect::<Vec<_>>(), 10);
        found(&mut findings, Place::PACKAGE, defect);
        let total = findings.totals().first()?;
        let of = |receiver| total.group.severities.get(receiver).map_or("-", |it| it.word());
        let words = [Receiver::ONEROSTER, Receiver::DESSA, Receiver::D2L_BRIGHTSPACE].map(of);
        let said = Said::new(&findings, total.samples.first()?, Values::Shown);
        Some(format!("{}: {} {}", words.join("/"), message(&said), (RULE.fix)(&said)))
    }

    #[test]
    fn every_oddity_has_words_of_its_own() {
        let lines: Vec<String> = every_defect().iter().map(|it| said(it).unwrap_or_else(|| "nothing".into())).collect();
        let text = lines.join("\n") + "\n";
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/odd-archives.txt"), &text).unwrap();
        }
        assert_eq!(text, include_str!("../../../tests/golden/odd-archives.txt"), "now:\n{text}");
    }

    #[test]
    fn of_roster_files_other_rules_speak() {
        let path = || "Users.csv".to_owned();
        for defect in [
            Defect::DuplicateName { path: path() },
            Defect::CaseTwin { first: path(), second: "users.csv".into() },
            Defect::Backslash { path: "a\\users.csv".into() },
            Defect::LocalHeaderMissing { path: path() },
        ] {
            assert_eq!(said(&defect), None, "{defect:?}");
        }
        // A path that leads elsewhere, or a link, is worse when it is a roster file that is not where it seems.
        let worst = |defect| said(&defect).unwrap_or_default().split(':').next().unwrap_or_default().to_owned();
        assert_eq!(worst(Defect::AbsolutePath { path: "/users.csv".into() }), "error/error/warning");
        assert_eq!(worst(Defect::ParentPath { path: "../users.csv".into() }), "error/error/warning");
        assert_eq!(worst(Defect::SymbolicLink { path: path() }), "error/error/error");
    }

    #[test]
    fn what_is_nearly_called_like_a_roster_file_is_one() {
        for path in ["users.csv", "a/Users.csv", "a\\users (1).csv", "manifest.csv", "users_2026.csv"] {
            assert!(is_roster(path), "{path}");
        }
        for path in ["notes.txt", "users-guide/readme.txt", "usersmanual.pdf", "new users.csv"] {
            assert!(!is_roster(path), "{path}");
        }
    }
}
