use super::*;
use crate::oneroster::{MANIFEST_FILE, TableId};
use crate::package::{Defect, LocalDifference, RefusedFlag};
use crate::profiles::Severity::{Error, Info, Warning};
use crate::profiles::infinite_campus::ZIP_SCREEN;

page! {
    /// # The zip is built in an odd way
    ///
    /// ## What it checks
    /// A zip says some things twice: the names and sizes of its files stand in a list at its end and before each file.
    /// This rule speaks when the two do not agree, when bytes are left over or missing, when files overlap, or when a
    /// file has a name that programs read in different ways.
    ///
    /// ## Why it matters
    /// Two programs may see different files in the same zip. The receiver may refuse it, or read something else than
    /// what was checked here.
    ///
    /// ## How to fix
    /// Make the zip again with the export program, or with the zip function of the computer.
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
    /// What most programs make of such a zip is what is checked. Oddities that harm no program are an info. Two OneRoster
    /// files of one name, files in folders, other archives within the package and files that cannot be read have rules of
    /// their own.
}

pub(crate) static RULE: Rule = Rule {
    name: "odd-archive",
    page: PAGE,
    since: "0.1.0",
    scope: Scope::Package,
    severities: Severities::everywhere(Warning),
    sources: &[
        binding("Exchanging the CSV Files: one zip; all CSV files at its root"),
        field("Unzip programs differ in what they make of such zips"),
    ],
    detect: Detect::Reading,
    message,
    fix: |said| match said.word(0).as_str() {
        "twins" if !said.is_zip() => "Take one of the two out of the package.".into(),
        _ if !said.is_zip() => "Give the file its plain name, or take it out of the package.".into(),
        "absolute" | "parent" | "control" | "unicode-differs" | "link" => {
            "Make the zip again, with the files themselves at its top level under their plain names.".into()
        }
        _ => "Make the zip again with the export program, or with the zip function of the computer.".into(),
    },
    campus_fix: Some(|said| if said.is_zip() {
        format!("Run the extract again in {ZIP_SCREEN}, and send the zip as the Zip Tool makes it.")
    } else {
        String::new()
    }),
};

fn message(said: &Said) -> String {
    let bytes = |place| said.count_of(place, "byte", "bytes");
    let entry = said.word(1);
    match said.word(0).as_str() {
        "before" => format!("The zip begins only after {} that do not belong to it.", bytes(1)),
        "missing" => format!("The zip lacks {} at its front.", bytes(1)),
        "after" => format!("The zip ends {} before the end of the file.", bytes(1)),
        "comment" => format!("The comment at the end of the zip is cut short by {}; its files are complete.", bytes(1)),
        "several-ends" => {
            "The zip has more than one end, and each leads to a list of files. The last one was read.".into()
        }
        "several-lists" => {
            "The zip has two lists of files. The one right before its end was read, other programs may take the other."
                .into()
        }
        "misplaced" => "The list of files is not where the end of the zip says that it is.".into(),
        "list-size" => "The list of files has another length than the end of the zip says.".into(),
        "count" => format!(
            "The end of the zip says that it holds {}, but its list has {}.",
            said.count_of(1, "entry", "entries"),
            said.word(2)
        ),
        "damaged" => format!(
            "The list of files is damaged: {} of {} could be read, so files may be in the zip that nobody sees.",
            said.word(2),
            said.count_of(1, "entry", "entries")
        ),
        "zip64" => "The two ends of this large zip (zip64) do not agree with each other.".into(),
        "zip64-field" => format!("The size of {entry} is not complete in the zip (zip64)."),
        "extra" => format!("The additional information about {entry} in the zip is not well formed."),
        "twice" => format!("The zip holds {entry} more than once."),
        "twins" => format!("{entry} and {} differ only in the case of letters or the kind of slash.", said.word(2)),
        "differs" => format!("The list of files and the place before {entry} state different {} for it.", said.word(2)),
        "other-name" => {
            format!("The list of files says {entry}, but the zip has the name {} before the file.", said.word(2))
        }
        "descriptor" => format!("The size and checksum that should follow {entry} in the zip are not there or differ."),
        "no-header" => format!("{entry} is not at the place where the list of files says."),
        "overlap" => format!("{entry} and {} share bytes in the zip.", said.word(2)),
        "overlaps-list" => format!("{entry} reaches into the list of files."),
        "hidden" => format!("The zip holds a file that is not in its list, behind byte {}.", said.word(2)),
        "gap" => format!("No file of the zip lays claim to {} in it.", bytes(1)),
        "absolute" => {
            format!("The name {entry} begins at the root of a drive, not at the top level of the zip.")
        }
        "parent" => format!("The name {entry} leads out of the folder into which the zip is unpacked."),
        "backslash" => format!("The name {entry} has a backslash: some programs see a folder in it, others do not."),
        "not-utf8" => format!("The name {entry} is not written in UTF-8."),
        "unmarked" => {
            format!("The name {entry} is not marked as UTF-8, so some programs will show it with wrong letters.")
        }
        "unicode-differs" => format!("One file has two names in the zip: {entry} and {}.", said.word(2)),
        "control" => format!("The name {entry} holds a control character, at which some programs cut it off."),
        "no-name" => "One entry of the zip has no name.".into(),
        "long" => format!("One name in the zip has {}; it begins with {entry}.", bytes(2)),
        "newer" => format!(
            "{entry} says that only programs for version {}.{} of the zip format can unpack it; many programs refuse it.",
            said.number(2) / 10,
            said.number(2) % 10
        ),
        "flag" => format!("{entry} is marked as {}; many programs refuse it.", said.word(2)),
        "link" => format!("{entry} is a link to another file, not the file itself."),
        _ => format!("{entry} is a folder that has content of its own."),
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
        findings.report_as(&RULE, severities(defect), place, || args(defect));
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

fn args(defect: &Defect) -> Args {
    let bare = |key: &'static str| Args::none().word(key);
    let count = |key: &'static str, count: &u64| bare(key).number(*count);
    let name = |key: &'static str, path: &String| bare(key).word(visible(path));
    match defect {
        Defect::PrependedBytes { count: bytes } => count("before", bytes),
        Defect::MissingBytes { count: bytes } => count("missing", bytes),
        Defect::TrailingBytes { count: bytes } => count("after", bytes),
        Defect::CommentCutShort { missing } => count("comment", missing),
        Defect::SeveralEndRecords => bare("several-ends"),
        Defect::SeveralDirectories => bare("several-lists"),
        Defect::DirectoryMisplaced { .. } => bare("misplaced"),
        Defect::DirectorySizeDiffers { .. } => bare("list-size"),
        Defect::EntryCountDiffers { stated, listed } => count("count", stated).number(*listed),
        Defect::DirectoryDamaged { stated, listed } => count("damaged", stated).number(*listed),
        Defect::Zip64EndRecordDiffers => bare("zip64"),
        Defect::Zip64FieldIncomplete { path } => name("zip64-field", path),
        Defect::ExtraFieldsMalformed { path } => name("extra", path),
        Defect::DuplicateName { path } => name("twice", path),
        Defect::CaseTwin { first, second } => name("twins", first).word(visible(second)),
        Defect::LocalHeaderDiffers { path, what } => match what {
            LocalDifference::Name { local } => name("other-name", path).word(visible(local)),
            LocalDifference::Method => name("differs", path).word("methods of packing"),
            LocalDifference::Encryption => name("differs", path).word("kinds of protection"),
            LocalDifference::Checksum => name("differs", path).word("checksums"),
            LocalDifference::PackedBytes => name("differs", path).word("packed sizes"),
            LocalDifference::Bytes => name("differs", path).word("sizes"),
            LocalDifference::Descriptor => name("descriptor", path),
        },
        Defect::LocalHeaderMissing { path } => name("no-header", path),
        Defect::OverlappingEntries { first, second } => name("overlap", first).word(visible(second)),
        Defect::OverlapsDirectory { path } => name("overlaps-list", path),
        Defect::Gap { offset, count: bytes, hidden_entry: true } => count("hidden", bytes).number(*offset),
        Defect::Gap { count: bytes, .. } => count("gap", bytes),
        Defect::AbsolutePath { path } => name("absolute", path),
        Defect::ParentPath { path } => name("parent", path),
        Defect::Backslash { path } => name("backslash", path),
        Defect::NameNotUtf8 { path } => name("not-utf8", path),
        Defect::NameUtf8Unmarked { path } => name("unmarked", path),
        Defect::UnicodeNameDiffers { path, plain } => name("unicode-differs", path).word(visible(plain)),
        Defect::ControlCharacter { path } => name("control", path),
        Defect::EmptyName => bare("no-name"),
        Defect::NameTooLong { path, bytes } => {
            let start: String = path.chars().take(40).collect();
            name("long", &start).number(*bytes)
        }
        Defect::SymbolicLink { path } => name("link", path),
        Defect::FolderWithData { path } => name("folder", path),
        Defect::NewerProgramNeeded { path, version } => name("newer", path).number(u64::from(*version)),
        Defect::RefusedFlag { path, flag } => name("flag", path).word(match flag {
            RefusedFlag::Patch => "a patch to another file",
            RefusedFlag::StrongEncryption => "strongly encrypted",
            RefusedFlag::MaskedHeaders => "having hidden headers",
        }),
        Defect::NestedArchive { path } => name("archive", path),
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
