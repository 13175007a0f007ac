use super::super::archive_under_test::*;
use super::super::{Defect, Limits, LocalDifference, Package, RefusedFlag, Unreadable};

fn users() -> Part {
    Part::deflated("users.csv", b"sourcedId,status\n1,\n2,\n3,\n")
}

fn orgs() -> Part {
    Part::stored("orgs.csv", b"sourcedId,name\n1,North\n")
}

fn pair() -> Archive {
    Archive::of([users(), orgs()])
}

/// All entries can be read, and the only defects are these.
#[track_caller]
fn opens_whole_with(archive: &Archive, expected: &[Defect]) {
    bytes_open_whole_with(archive.bytes(), expected);
}

#[track_caller]
fn bytes_open_whole_with(bytes: Vec<u8>, expected: &[Defect]) {
    let package = open(bytes).unwrap_or_else(|unreadable| panic!("{unreadable:?}"));
    for (index, entry) in package.entries().iter().enumerate() {
        assert_eq!(read(&package, index, 1000).1, Ok(()), "{}", entry.path);
    }
    assert_eq!(package.defects(), expected);
}

#[test]
fn what_other_programs_refuse_is_told() {
    let path = || "users.csv".to_owned();
    for (version, is_told) in [(10, false), (20, false), (45, false), (46, false), (51, true), (63, true)] {
        let archive = Archive::of([users().with(|part| part.needs = version), orgs()]);
        let expected = is_told.then(|| Defect::NewerProgramNeeded { path: path(), version });
        opens_whole_with(&archive, expected.as_slice());
    }
    for (bit, flag) in RefusedFlag::ALL {
        let archive = Archive::of([users().both(|fields| fields.flags |= bit), orgs()]);
        opens_whole_with(&archive, &[Defect::RefusedFlag { path: path(), flag }]);
    }
}

#[test]
fn a_sound_archive_has_no_defects() {
    opens_whole_with(&pair(), &[]);
    opens_whole_with(&Archive::default(), &[]);
    opens_whole_with(&Archive { comment: b"made by hand".to_vec(), ..pair() }, &[]);
    opens_whole_with(&Archive { zip64: true, ..pair() }, &[]);
    opens_whole_with(&Archive { front: b"PK00".to_vec(), ..pair() }, &[]);
    let package = open_archive(&pair());
    assert_eq!(package.name(), "test.zip");
    assert!(package.is_zip());
    assert_eq!(package.bytes(), pair().bytes().len() as u64);
}

#[test]
fn bytes_around_the_archive() {
    for archive in [pair(), Archive { zip64: true, ..pair() }] {
        let whole = archive.bytes();
        bytes_open_whole_with([&[b'#'; 10], &whole[..]].concat(), &[Defect::PrependedBytes { count: 10 }]);
        bytes_open_whole_with([&whole[..], &[0; 7]].concat(), &[Defect::TrailingBytes { count: 7 }]);
    }
    opens_whole_with(&Archive { front: vec![b'#'; 10], ..pair() }, &[Defect::PrependedBytes { count: 10 }]);
    let far = [&pair().bytes()[..], &vec![b'x'; 900_000]].concat();
    bytes_open_whole_with(far, &[Defect::TrailingBytes { count: 900_000 }]);
    let cut = Archive { comment: b"hello".to_vec(), ..pair() }.bytes();
    bytes_open_whole_with(cut[..cut.len() - 2].to_vec(), &[Defect::CommentCutShort { missing: 2 }]);
}

#[test]
fn a_missing_front_loses_only_what_was_there() {
    let package = open(pair().bytes()[5..].to_vec()).unwrap();
    assert_eq!(package.defects(), [Defect::MissingBytes { count: 5 }]);
    assert!(read(&package, 0, 100).1.is_err());
    assert_eq!(read(&package, 1, 100), (b"sourcedId,name\n1,North\n".to_vec(), Ok(())));
}

#[test]
fn gaps_and_hidden_entries() {
    let gapped = Archive::of([users(), orgs().with(|part| part.before = vec![7; 9])]);
    let offset = Archive::of([users()]).bytes().len() as u64 - 22 - 46 - 9;
    opens_whole_with(&gapped, &[Defect::Gap { offset, count: 9, hidden_entry: false }]);

    // The first of two parts, taken out of the directory: only programs that read from the front see it.
    let hidden = Archive::of([users()]).bytes()[..usize::try_from(offset).unwrap()].to_vec();
    let archive = Archive::of([orgs().with(|part| part.before = hidden)]);
    opens_whole_with(&archive, &[Defect::Gap { offset: 0, count: offset, hidden_entry: true }]);

    let mut archive = Archive::of([orgs()]);
    archive.before_directory = vec![0; 3];
    assert!(matches!(defects(&archive)[..], [Defect::Gap { count: 3, hidden_entry: false, .. }]));
    let mut archive = Archive::of([orgs()]);
    archive.before_end_record = vec![0; 3];
    assert!(matches!(defects(&archive)[..], [Defect::Gap { count: 3, hidden_entry: false, .. }]));
}

#[test]
fn two_archives_in_one() {
    let inner = Archive::of([Part::stored("users.csv", b"other")]).bytes();
    let archive = Archive { comment: inner, ..pair() };
    let found = defects(&archive);
    assert!(found.contains(&Defect::SeveralEndRecords), "{found:?}");

    let joined = [pair().bytes(), Archive::of([orgs()]).bytes()].concat();
    let package = open(joined).unwrap();
    assert_eq!(package.entries().len(), 1);
    assert!(package.defects().contains(&Defect::SeveralEndRecords));

    // The second's end record leads into either, depending on whether its offsets count from its own front.
    let package = open([pair().bytes(), pair().bytes()].concat()).unwrap();
    let first = pair().bytes().len() as u64;
    assert_eq!(
        package.defects(),
        [
            Defect::SeveralDirectories,
            Defect::Gap { offset: 0, count: first, hidden_entry: true },
            Defect::SeveralEndRecords
        ]
    );

    // A zip that is stored within a zip is nobody's riddle.
    let nested = Archive::of([Part::stored("inner.zip", &pair().bytes())]);
    assert_eq!(defects(&nested), [Defect::NestedArchive { path: "inner.zip".into() }]);
}

#[test]
fn an_end_record_that_lies() {
    let size = pair().bytes().len() as u64;
    let directory_bytes = 2 * 46 + 9 + 8;
    let directory = size - 22 - directory_bytes;
    opens_whole_with(
        &Archive { directory_offset: Some(3), ..pair() },
        &[Defect::DirectoryMisplaced { stated: 3, found: directory }],
    );
    opens_whole_with(
        &Archive { directory_bytes: Some(20), ..pair() },
        &[Defect::DirectorySizeDiffers { stated: 20, found: directory_bytes }],
    );
    opens_whole_with(
        &Archive { directory_bytes: Some(1 << 30), ..pair() },
        &[Defect::DirectorySizeDiffers { stated: 1 << 30, found: directory_bytes }],
    );
    for stated in [1, 3, 60_000] {
        opens_whole_with(
            &Archive { entries: Some(stated), ..pair() },
            &[Defect::EntryCountDiffers { stated: stated.into(), listed: 2 }],
        );
    }
    let lost = Archive { directory_offset: Some(5), directory_bytes: Some(5), ..pair() };
    assert!(matches!(open(lost.bytes()).err(), Some(Unreadable::Corrupt { .. })));
    let split = Archive { disk: 1, ..pair() };
    assert_eq!(open(split.bytes()).err(), Some(Unreadable::Split));
}

#[test]
fn a_zip64_record_that_lies() {
    let mut archive = Archive { zip64: true, entries: Some(2), ..pair() };
    opens_whole_with(&archive, &[]);
    archive.zip64_entries = Some(7);
    opens_whole_with(&archive, &[Defect::Zip64EndRecordDiffers]);
    archive.entries = None;
    opens_whole_with(&archive, &[Defect::EntryCountDiffers { stated: 7, listed: 2 }]);
    let mut bytes = Archive { zip64: true, ..pair() }.bytes();
    let record = bytes.len() - 22 - 20 - 56;
    bytes[record] = b'Q';
    assert!(matches!(open(bytes).err(), Some(Unreadable::Corrupt { .. })));
}

#[test]
fn a_directory_that_breaks_off() {
    let archive = Archive::of([users(), orgs().with(|part| part.listed_signature = *b"PK\x01\x03"), users()]);
    let package = open_archive(&archive);
    assert_eq!(package.defects(), [Defect::DirectoryDamaged { stated: 3, listed: 1 }]);
    assert_eq!(package.entries().len(), 1);
    let archive = Archive::of([orgs().with(|part| part.listed_signature = *b"PK\x01\x03")]);
    assert!(matches!(open(archive.bytes()).err(), Some(Unreadable::Corrupt { .. })));
}

#[test]
fn too_many_entries() {
    let limits = Limits { entries: 3, ..Limits::default() };
    let of = |count: usize| {
        let bytes = Archive::of((0..count).map(|number| Part::stored(&format!("{number}.csv"), b""))).bytes();
        Package::open_zip("test.zip", Box::new(bytes), limits).err()
    };
    assert_eq!(of(3), None);
    assert_eq!(of(4), Some(Unreadable::TooManyEntries { limit: 3, stated: 4 }));
}

#[test]
fn local_headers_that_contradict() {
    type Change = fn(&mut Part);
    let cases: [(Change, LocalDifference); 6] = [
        (|part| part.local.name = b"USERS.csv".to_vec(), LocalDifference::Name { local: "USERS.csv".into() }),
        (|part| part.local.method = 0, LocalDifference::Method),
        (|part| part.local.flags = 1, LocalDifference::Encryption),
        (|part| part.local.checksum = 1, LocalDifference::Checksum),
        (|part| part.local.packed_bytes = 1, LocalDifference::PackedBytes),
        (|part| part.local.bytes = 1, LocalDifference::Bytes),
    ];
    for (change, what) in cases {
        let archive = Archive::of([users().with(change), orgs()]);
        opens_whole_with(&archive, &[Defect::LocalHeaderDiffers { path: "users.csv".into(), what }]);
    }
}

#[test]
fn entries_without_a_local_header() {
    let package = open_archive(&Archive::of([users(), orgs().with(|part| part.signature = *b"PK\x03\x05")]));
    assert_eq!(package.defects(), [Defect::LocalHeaderMissing { path: "orgs.csv".into() }]);
    assert_eq!(read(&package, 0, 100).1, Ok(()));
    assert!(read(&package, 1, 100).1.is_err());
    let archive = Archive::of([users(), orgs().with(|part| part.offset = Some(1 << 31))]);
    assert_eq!(defects(&archive), [Defect::LocalHeaderMissing { path: "orgs.csv".into() }]);
}

#[test]
fn descriptors() {
    let streamed = |tail: &dyn Fn(&Fields) -> Vec<u8>| {
        let part = users().both(|fields| fields.flags = 8).with(|part| {
            part.descriptor = tail(&part.listed);
            (part.local.checksum, part.local.packed_bytes, part.local.bytes) = (0, 0, 0);
        });
        Archive::of([part, orgs()])
    };
    let short = |fields: &Fields| [fields.checksum, fields.packed_bytes, fields.bytes].map(u32::to_le_bytes).concat();
    let long = |fields: &Fields| {
        let sizes = [fields.packed_bytes, fields.bytes].map(|size| u64::from(size).to_le_bytes()).concat();
        [fields.checksum.to_le_bytes().to_vec(), sizes].concat()
    };
    let signed = |bytes: Vec<u8>| [b"PK\x07\x08".to_vec(), bytes].concat();
    opens_whole_with(&streamed(&short), &[]);
    opens_whole_with(&streamed(&long), &[]);
    opens_whole_with(&streamed(&|fields| signed(short(fields))), &[]);
    opens_whole_with(&streamed(&|fields| signed(long(fields))), &[]);
    let differs = [Defect::LocalHeaderDiffers { path: "users.csv".into(), what: LocalDifference::Descriptor }];
    opens_whole_with(&streamed(&|_| Vec::new()), &differs);
    opens_whole_with(&streamed(&|_| signed(vec![9; 12])), &differs);
}

#[test]
fn overlaps() {
    let archive = Archive::of([users(), orgs(), orgs().both(|fields| fields.name = b"copy.csv".to_vec())]);
    let mut twice = archive.clone();
    twice.parts[2].offset = Some(u32::try_from(30 + 9 + users().data.len()).unwrap());
    let found = defects(&twice);
    let overlap = Defect::OverlappingEntries { first: "orgs.csv".into(), second: "copy.csv".into() };
    assert!(found.contains(&overlap), "{found:?}");

    let mut long = archive;
    long.parts[2].listed.packed_bytes += 10;
    let found = defects(&long);
    assert!(found.contains(&Defect::OverlapsDirectory { path: "copy.csv".into() }), "{found:?}");
}

#[test]
fn names() {
    let named = |name: &[u8], flags: u16| {
        let part = Part::stored("", b"").both(|fields| (fields.name, fields.flags) = (name.to_vec(), flags));
        let package = open_archive(&Archive::of([part]));
        (package.entries()[0].path.clone(), package.defects().to_vec())
    };
    let one = |path: &str, defect: fn(String) -> Defect| (path.to_owned(), vec![defect(path.to_owned())]);
    let utf8 = 1 << 11;
    assert_eq!(named("écoles.csv".as_bytes(), utf8), ("écoles.csv".to_owned(), vec![]));
    assert_eq!(named("écoles.csv".as_bytes(), 0), one("écoles.csv", |path| Defect::NameUtf8Unmarked { path }));
    assert_eq!(named(b"\x82coles.csv", 0), one("écoles.csv", |path| Defect::NameNotUtf8 { path }));
    assert_eq!(named(b"\x82.csv", utf8), one("\u{fffd}.csv", |path| Defect::NameNotUtf8 { path }));
    assert_eq!(named(b"/users.csv", 0), one("/users.csv", |path| Defect::AbsolutePath { path }));
    assert_eq!(named(b"c:users.csv", 0), one("c:users.csv", |path| Defect::AbsolutePath { path }));
    assert_eq!(named(b"a/../users.csv", 0), one("a/../users.csv", |path| Defect::ParentPath { path }));
    assert_eq!(named(b"a..b.csv", 0).1, []);
    assert_eq!(named(b"a\\users.csv", 0), one("a\\users.csv", |path| Defect::Backslash { path }));
    assert_eq!(named(b"users.csv\0.exe", 0), one("users.csv\0.exe", |path| Defect::ControlCharacter { path }));
    assert_eq!(named(b"Export.ZIP", 0), one("Export.ZIP", |path| Defect::NestedArchive { path }));
    assert_eq!(named(b"", 0).1, [Defect::EmptyName]);
    let (path, found) = named(&[b'x'; 5000], 0);
    assert_eq!(path.len(), 1024);
    assert_eq!(found, [Defect::NameTooLong { path, bytes: 5000 }]);
}

#[test]
fn twins() {
    let found = |names: &[&str]| defects(&Archive::of(names.iter().map(|name| Part::stored(name, b""))));
    assert_eq!(found(&["users.csv", "users.csv", "users.csv"]), [Defect::DuplicateName { path: "users.csv".into() }]);
    let twin = Defect::CaseTwin { first: "Users.csv".into(), second: "users.csv".into() };
    assert_eq!(found(&["Users.csv", "orgs.csv", "users.csv"]), [twin]);
}

#[test]
fn unicode_names_in_extra_fields() {
    let with_twin = |plain: &str, twin: &str, sum: u32| {
        let mut content = vec![1];
        content.extend(sum.to_le_bytes());
        content.extend(twin.as_bytes());
        let part = Part::stored(plain, b"").both(|fields| fields.extra = extra(0x7075, &content));
        let package = open_archive(&Archive::of([part]));
        (package.entries()[0].path.clone(), package.defects().to_vec())
    };
    assert_eq!(with_twin("?coles.csv", "écoles.csv", checksum(b"?coles.csv")), ("écoles.csv".to_owned(), vec![]));
    assert_eq!(with_twin("users.csv", "écoles.csv", 0), ("users.csv".to_owned(), vec![]));
    let differs = Defect::UnicodeNameDiffers { path: "orgs.csv".into(), plain: "users.csv".into() };
    assert_eq!(with_twin("users.csv", "orgs.csv", checksum(b"users.csv")), ("orgs.csv".to_owned(), vec![differs]));
}

#[test]
fn folders_links_and_extra_fields() {
    let folder = open_archive(&Archive::of([Part::stored("data/", b""), Part::stored("data\\", b"")]));
    assert!(folder.entries().iter().all(|entry| entry.is_directory));
    let archive = Archive::of([Part::stored("data/", b"x")]);
    assert_eq!(defects(&archive), [Defect::FolderWithData { path: "data/".into() }]);
    let link = Part::stored("users.csv", b"/etc/passwd").with(|part| {
        part.made_by = 3 << 8;
        part.attributes = 0o120_777 << 16;
    });
    assert_eq!(defects(&Archive::of([link])), [Defect::SymbolicLink { path: "users.csv".into() }]);
    let malformed = users().both(|fields| fields.extra = vec![1, 2, 200, 0, 5]);
    opens_whole_with(&Archive::of([malformed]), &[Defect::ExtraFieldsMalformed { path: "users.csv".into() }]);
    opens_whole_with(&Archive::of([users().both(|fields| fields.extra = vec![0; 3])]), &[]);
}

#[test]
fn zip64_fields() {
    let long = |content: Vec<u8>| {
        users().both(|fields| {
            (fields.bytes, fields.packed_bytes) = (u32::MAX, u32::MAX);
            fields.extra = extra(1, &content);
        })
    };
    let numbers = [users().listed.bytes, users().listed.packed_bytes].map(|size| u64::from(size).to_le_bytes());
    opens_whole_with(&Archive::of([long(numbers.concat()), orgs()]), &[]);
    let package = open_archive(&Archive::of([long(numbers[0].to_vec()), orgs()]));
    assert_eq!(package.defects(), [Defect::Zip64FieldIncomplete { path: "users.csv".into() }]);
    assert!(read(&package, 0, 100).1.is_err());
    assert_eq!(read(&package, 1, 100).1, Ok(()));
}

#[test]
fn system_leftovers() {
    let left = |name: &str| open_archive(&Archive::of([Part::stored(name, b"")])).entries()[0].is_system_leftover();
    for name in
        ["__MACOSX/._users.csv", "a/._users.csv", ".DS_Store", "x/.DS_Store", "Thumbs.db", "Desktop.ini", "__MACOSX/"]
    {
        assert!(left(name), "{name}");
    }
    for name in ["users.csv", "_users.csv", "a.DS_Store"] {
        assert!(!left(name), "{name}");
    }
}
