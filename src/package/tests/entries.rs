use std::cell::Cell;
use std::rc::Rc;

use super::super::archive_under_test::*;
use super::super::{Bytes, Defect, EntryFailure, Limits, Package, ReadFailure, Unreadable};

fn roster(rows: usize) -> Vec<u8> {
    let rows = (0..rows).map(|row| format!("{row},active,Student {}\n", row * 7919 % 10_007));
    rows.fold("sourcedId,status,name\n".to_owned(), |all, row| all + &row).into_bytes()
}

#[test]
fn blocks_of_any_size_give_the_same_bytes() {
    let content = roster(2000);
    let package = open_archive(&Archive::of([Part::stored("a.csv", &content), Part::deflated("b.csv", &content)]));
    for block in [1, 7, 4096, 1 << 18] {
        for index in [0, 1] {
            let (read, end) = read(&package, index, block);
            assert_eq!(end, Ok(()), "{index} by {block}");
            assert!(read == content, "{index} by {block}");
        }
    }
    let mut reader = package.read(1).unwrap();
    assert_eq!(reader.packed_bytes_read(), 0);
    while reader.read(&mut [0; 999]).unwrap() > 0 {}
    assert_eq!(reader.packed_bytes_read(), package.entries()[1].packed_bytes);
}

#[test]
fn blocks_are_full_until_the_end() {
    let content = roster(200_000);
    let package = open_archive(&Archive::of([Part::deflated("users.csv", &content)]));
    let mut reader = package.read(0).unwrap();
    let mut buffer = vec![0; 1 << 16];
    let mut counts = Vec::new();
    loop {
        match reader.read(&mut buffer).unwrap() {
            0 => break,
            count => counts.push(count),
        }
    }
    let last = counts.pop().unwrap();
    assert!(counts.iter().all(|count| *count == buffer.len()));
    assert_eq!(counts.len() * buffer.len() + last, content.len());
}

#[test]
fn empty_entries() {
    let nothing = Part::deflated("b.csv", b"").both(|fields| fields.packed_bytes = 0).with(|part| part.data.clear());
    let package = open_archive(&Archive::of([Part::stored("a.csv", b""), nothing, Part::deflated("c.csv", b"")]));
    for index in 0..3 {
        assert_eq!(read(&package, index, 10), (vec![], Ok(())));
    }
    assert!(matches!(package.read(3).err(), Some(EntryFailure::Corrupt { .. })));
}

#[track_caller]
fn fails(part: Part, expected: &EntryFailure, handed_out: &[u8]) {
    let package = open_archive(&Archive::of([part]));
    let (content, end) = read(&package, 0, 100);
    assert_eq!(end, Err(expected.clone()));
    assert_eq!(content, handed_out);
}

#[test]
fn what_was_read_before_a_failure_is_handed_out() {
    let content = roster(10);
    let found = content.len() as u64;
    for part in [Part::stored("users.csv", &content), Part::deflated("users.csv", &content)] {
        fails(part.clone().both(|fields| fields.checksum ^= 1), &EntryFailure::ChecksumMismatch, &content);
        let part = part.both(|fields| fields.bytes += 5);
        fails(part, &EntryFailure::SizeMismatch { declared: found + 5, found }, &content);
    }
    let cut = Part::stored("users.csv", &content).both(|fields| fields.packed_bytes += 5000);
    let package = open_archive(&Archive::of([cut]));
    let (read_so_far, end) = read(&package, 0, 100);
    assert_eq!(end, Err(EntryFailure::Truncated));
    assert!(read_so_far.starts_with(&content));
}

#[test]
fn deflate_that_breaks_off_or_is_none() {
    let content = roster(1000);
    let part = Part::deflated("users.csv", &content);
    let half = part.data.len() / 2;
    let cut = part
        .clone()
        .both(|fields| fields.packed_bytes = u32::try_from(half).unwrap())
        .with(|part| part.data.truncate(half));
    let package = open_archive(&Archive::of([cut]));
    let (read_so_far, end) = read(&package, 0, 1000);
    assert_eq!(end, Err(EntryFailure::Truncated));
    assert!(read_so_far.len() > 1000 && content.starts_with(&read_so_far));

    let package = open_archive(&Archive::of([part.with(|part| part.data[0] = 0xff)]));
    assert!(matches!(read(&package, 0, 1000), (content, Err(EntryFailure::Corrupt { .. })) if content.is_empty()));
}

#[test]
fn damage_behind_good_bytes_is_told_in_words() {
    let content = roster(20_000);
    let part = Part::deflated("users.csv", &content);
    for from in (100..part.data.len() - 100).step_by(part.data.len() / 40) {
        let damaged = part.clone().with(|part| part.data[from..from + 60].fill(0xff));
        for step in [10, 1 << 18] {
            match read(&open_archive(&Archive::of([damaged.clone()])), 0, step).1 {
                Err(EntryFailure::Corrupt { reason }) => {
                    let reason = reason.to_string();
                    assert!(reason.contains("its packed data") && !reason.contains("state"), "{reason}");
                }
                Err(EntryFailure::ChecksumMismatch | EntryFailure::SizeMismatch { .. } | EntryFailure::Truncated) => {}
                other => panic!("damage at {from} is told as {other:?}"),
            }
        }
    }
}

#[test]
fn locked_and_unknown() {
    let locked = Part::stored("users.csv", b"x").both(|fields| fields.flags = 1);
    fails(locked, &EntryFailure::Encrypted, b"");
    for (number, name) in
        [(9, "Deflate64"), (12, "bzip2"), (14, "LZMA"), (93, "Zstandard"), (98, "PPMd"), (1234, "unknown")]
    {
        let part = Part::stored("users.csv", b"x").both(|fields| fields.method = number);
        fails(part, &EntryFailure::UnsupportedMethod { number, name }, b"");
    }
}

#[test]
fn limits_hold_to_the_byte() {
    let content = roster(100);
    let length = content.len() as u64;
    let bytes = Archive::of([Part::stored("a.csv", &content), Part::deflated("b.csv", &content)]).bytes();
    let with = |limits| Package::open_zip("test.zip", Box::new(bytes.clone()), limits).unwrap();

    let exact = with(Limits { entry_bytes: length, total_bytes: 2 * length, ..Limits::default() });
    for index in [0, 1, 0, 1] {
        assert_eq!(read(&exact, index, 64).1, Ok(()), "reading again is free");
    }
    let entry = with(Limits { entry_bytes: length - 1, ..Limits::default() });
    for index in [0, 1] {
        let (handed_out, end) = read(&entry, index, 64);
        assert_eq!(end, Err(EntryFailure::TooLarge { limit: length - 1 }));
        assert_eq!(handed_out, content[..content.len() - 1]);
    }
    let total = with(Limits { total_bytes: length + 10, ..Limits::default() });
    assert_eq!(read(&total, 0, 64).1, Ok(()));
    let (handed_out, end) = read(&total, 1, 64);
    assert_eq!(end, Err(EntryFailure::PackageTooLarge { limit: length + 10 }));
    assert_eq!(handed_out, content[..10]);
}

#[test]
fn bombs_are_stopped_and_can_be_read_on_purpose() {
    let zeros = vec![0; 2_000_000];
    let limits = Limits { ratio_floor: 500_000, ..Limits::default() };
    let bytes = Archive::of([Part::deflated("users.csv", &zeros)]).bytes();
    let package = Package::open_zip("bomb.zip", Box::new(bytes.clone()), limits).unwrap();
    let (handed_out, end) = read(&package, 0, 10_000);
    assert_eq!(end, Err(EntryFailure::TooCompressed { ratio_limit: 200 }));
    assert!((500_000..520_000).contains(&handed_out.len()), "{}", handed_out.len());
    let package = Package::open_zip("bomb.zip", Box::new(bytes), limits.lifted()).unwrap();
    assert_eq!(read(&package, 0, 10_000).1, Ok(()));
}

#[test]
fn a_bomb_of_overlapping_entries_is_stopped_as_a_whole() {
    // Forty lines of the directory for one and the same entry, which by itself is harmless.
    let content = roster(3000);
    let part = Part::deflated("0.csv", &content);
    let others = (1..40).map(|number| {
        Part::stored(&format!("{number}.csv"), b"").with(|other| {
            let name = std::mem::take(&mut other.listed.name);
            other.listed = part.listed.clone();
            other.listed.name = name;
            other.offset = Some(0);
        })
    });
    let archive = Archive::of(std::iter::once(part.clone()).chain(others));
    let limits = Limits { ratio: 20, ratio_floor: 300_000, ..Limits::default() };
    let package = Package::open_zip("bomb.zip", Box::new(archive.bytes()), limits).unwrap();
    assert!(package.defects().iter().any(|defect| matches!(defect, Defect::OverlappingEntries { .. })));
    let ends: Vec<_> = (0..40).map(|index| read(&package, index, 10_000).1).collect();
    assert_eq!(ends.first(), Some(&Ok(())));
    assert_eq!(ends.last(), Some(&Err(EntryFailure::TooCompressed { ratio_limit: 20 })));
}

#[test]
fn reading_goes_on_behind_what_was_read_elsewhere() {
    let content = roster(20_000);
    for part in [Part::deflated("users.csv", &content), Part::stored("users.csv", &content)] {
        let limits = Limits { entry_bytes: content.len() as u64, ..Limits::default() };
        let package = Package::open_zip("package.zip", Box::new(Archive::of([part]).bytes()), limits).unwrap();
        let mut reader = package.read(0).unwrap();
        assert!(reader.count_elsewhere(300_000, 4_000));
        assert!(reader.count_elsewhere(100_000, 5_000));
        assert!(!reader.count_elsewhere(limits.entry_bytes - 399_999, 6_000), "more than the limit");
        assert_eq!(reader.packed_bytes_read(), 5_000);
        let mut rest = vec![0; content.len()];
        let count = reader.read(&mut rest).unwrap();
        assert!(rest[..count] == content[400_000..]);
        assert_eq!(reader.read(&mut rest), Ok(0));
    }
}

#[test]
fn folders_of_files() {
    let content = roster(10);
    let files: Vec<(String, Box<dyn Bytes>)> = vec![
        ("users.csv".to_owned(), Box::new(content.clone())),
        ("sub/orgs.csv".to_owned(), Box::new(&b"sourcedId\n"[..])),
        ("Users.csv".to_owned(), Box::new(Vec::new())),
        ("old.zip".to_owned(), Box::new(Rc::new(vec![1]))),
    ];
    let package = Package::from_files("export", files, Limits::default());
    assert!(!package.is_zip());
    assert_eq!(package.name(), "export");
    assert_eq!(package.bytes(), content.len() as u64 + 11);
    assert_eq!(
        package.defects(),
        [
            Defect::NestedArchive { path: "old.zip".into() },
            Defect::CaseTwin { first: "users.csv".into(), second: "Users.csv".into() }
        ]
    );
    assert_eq!(read(&package, 0, 7), (content.clone(), Ok(())));
    assert_eq!(read(&package, 1, 100), (b"sourcedId\n".to_vec(), Ok(())));
    assert_eq!(read(&package, 2, 100), (vec![], Ok(())));
    let small = Limits { entry_bytes: 4, ..Limits::default() };
    let package = Package::from_files("export", vec![("a.csv".to_owned(), Box::new(content.clone()))], small);
    assert_eq!(read(&package, 0, 7), (content[..4].to_vec(), Err(EntryFailure::TooLarge { limit: 4 })));
}

/// Bytes that fail, or end early, from some offset on; and that come a few at a time.
struct Faulty {
    bytes: Vec<u8>,
    good: Rc<Cell<u64>>,
    fails: bool,
}

impl Bytes for Faulty {
    fn len(&self) -> u64 {
        self.bytes.len() as u64
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> Result<usize, ReadFailure> {
        let good = self.good.get();
        if offset >= good {
            return if self.fails { Err(ReadFailure { reason: "disk on fire".to_owned() }) } else { Ok(0) };
        }
        let count = buffer.len().min(13).min(usize::try_from(good - offset).unwrap());
        self.bytes.read_at(offset, &mut buffer[..count])
    }
}

#[test]
fn the_hosts_failures_are_told_apart_from_the_files() {
    let content = roster(1000);
    for fails in [true, false] {
        for part in [Part::stored("users.csv", &content), Part::deflated("users.csv", &content)] {
            let bytes = Archive::of([part]).bytes();
            let good = Rc::new(Cell::new(bytes.len() as u64));
            let faulty = Faulty { bytes, good: Rc::clone(&good), fails };
            let package = Package::open_zip("test.zip", Box::new(faulty), Limits::default()).unwrap();
            good.set(500);
            assert!(matches!(read(&package, 0, 100).1, Err(EntryFailure::Host(_))));
        }
        let good = Rc::new(Cell::new(200));
        let file: Box<dyn Bytes> = Box::new(Faulty { bytes: content.clone(), good, fails });
        let package = Package::from_files("export", vec![("users.csv".to_owned(), file)], Limits::default());
        let (handed_out, end) = read(&package, 0, 64);
        assert!(matches!(end, Err(EntryFailure::Host(_))));
        assert_eq!(handed_out, content[..200]);
    }
    let faulty = Faulty { bytes: roster(10), good: Rc::default(), fails: true };
    let unreadable = Package::open_zip("test.zip", Box::new(faulty), Limits::default()).err();
    assert_eq!(unreadable, Some(Unreadable::Host(ReadFailure { reason: "disk on fire".to_owned() })));
}
