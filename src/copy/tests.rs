//! What the writer writes can be read by others, and by us without a word about it.

use std::io::{self, Cursor, Read as _, Write as _};

use super::*;
use crate::package::{Bytes, Limits, Package};

/// Parts as a page keeps them.
#[derive(Default)]
struct Kept(Vec<Vec<u8>>);

impl Sink for Kept {
    fn add(&mut self, part: &[u8]) -> io::Result<()> {
        self.0.push(part.to_vec());
        Ok(())
    }

    fn replace(&mut self, number: usize, part: &[u8]) -> io::Result<()> {
        assert_eq!(self.0[number].len(), part.len());
        self.0[number] = part.to_vec();
        Ok(())
    }
}

fn noise(count: usize) -> Vec<u8> {
    let mut state = 7u32;
    let next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    };
    std::iter::repeat_with(next).take(count).collect()
}

fn files() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("users.csv", b"sourcedId,givenName\r\nu1,Ana\r\n".to_vec()),
        ("large.csv", noise(5_000_000)),
        ("notes/\u{e9}.txt", b"hello".to_vec()),
        ("empty.csv", Vec::new()),
    ]
}

fn written(to: &mut Copy<impl io::Write + io::Seek>) {
    for (name, bytes) in files() {
        to.begin(name, bytes.len() as u64).unwrap();
        for piece in bytes.chunks(70_001) {
            to.write_all(piece).unwrap();
        }
    }
}

fn whole() -> Vec<u8> {
    let mut copy = Copy::new(Cursor::new(Vec::new()));
    written(&mut copy);
    copy.end().unwrap().into_inner()
}

fn open(bytes: Vec<u8>) -> Package {
    Package::open_zip("a.zip", Box::new(bytes), Limits::default()).unwrap()
}

/// The files of a zip as another program reads them.
fn read(zip: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(zip)).unwrap();
    (0..archive.len())
        .map(|index| {
            let mut file = archive.by_index(index).unwrap();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            assert!(file.is_dir() || file.unix_mode().unwrap() & 0o777 == 0o644);
            (file.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

fn expected() -> Vec<(String, Vec<u8>)> {
    files().into_iter().map(|(name, bytes)| (name.to_owned(), bytes)).collect()
}

#[test]
fn what_is_written_is_read_by_others_and_is_not_odd() {
    let zip = whole();
    assert_eq!(read(&zip), expected());
    let package = open(zip.clone());
    assert_eq!(package.defects(), []);
    for (index, (_, bytes)) in files().iter().enumerate() {
        let mut reader = package.read(index).unwrap();
        let mut found = vec![0; bytes.len() + 1];
        let count = reader.read(&mut found).unwrap();
        assert!(found[..count] == bytes[..]);
        if count > 0 {
            assert_eq!(reader.read(&mut found).unwrap(), 0);
        }
    }
    assert!(zip == whole(), "the same input gives the same bytes");
}

#[test]
fn parts_are_the_same_bytes() {
    let mut copy = Copy::new(Parts::new(Kept::default()));
    written(&mut copy);
    let kept = copy.end().unwrap().end().unwrap();
    assert!(kept.0.iter().all(|part| part.len() <= 1 << 20));
    assert!(kept.0.concat() == whole());
}

#[test]
fn what_does_not_change_is_copied_packed_left_out_or_renamed() {
    let zip = whole();
    let package = open(zip.clone());
    let mut copy = Copy::new(Cursor::new(Vec::new()));
    for index in 0..package.entries().len() {
        copy.keep(&package, index, None).unwrap();
    }
    assert!(copy.end().unwrap().into_inner() == zip, "a copy of a copy is the same");

    let mut copy = Copy::new(Parts::new(Kept::default()));
    copy.add("manifest.csv", b"propertyName,value\r\n").unwrap();
    copy.keep(&package, 1, Some("renamed \u{fc}.csv")).unwrap();
    copy.keep(&package, 2, None).unwrap();
    let copied = copy.end().unwrap().end().unwrap().0.concat();
    let names: Vec<String> = read(&copied).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["manifest.csv", "renamed \u{fc}.csv", "notes/\u{e9}.txt"]);
    assert!(read(&copied)[1].1 == files()[1].1);
    assert_eq!(open(copied).defects(), []);
}

#[test]
fn a_folder_becomes_a_zip() {
    let files = files().into_iter().map(|(name, bytes)| (name.to_owned(), Box::new(bytes) as Box<dyn Bytes>)).collect();
    let package = Package::from_files("a", files, Limits::default());
    let mut copy = Copy::new(Cursor::new(Vec::new()));
    for index in 0..package.entries().len() {
        copy.keep(&package, index, None).unwrap();
    }
    assert!(copy.end().unwrap().into_inner() == whole());
}

#[test]
fn one_name_is_given_once() {
    let mut copy = Copy::new(Cursor::new(Vec::new()));
    copy.add("users.csv", b"a").unwrap();
    let again = copy.add("users.csv", b"b").unwrap_err();
    assert_eq!(again.to_string(), "two files would be named users.csv");
}

/// A disk with room for so many bytes.
struct Small(Cursor<Vec<u8>>, u64);

impl io::Write for Small {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        if self.0.position() + buffer.len() as u64 > self.1 {
            return Err(io::ErrorKind::StorageFull.into());
        }
        self.0.write(buffer)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl io::Seek for Small {
    fn seek(&mut self, to: io::SeekFrom) -> io::Result<u64> {
        self.0.seek(to)
    }
}

#[test]
fn a_full_disk_is_told_as_what_it_is() {
    let all = whole().len() as u64;
    for room in [0, 10, 300_000, all - 1] {
        let mut copy = Copy::new(Small(Cursor::new(Vec::new()), room));
        let all_files = || -> Result<(), Failure> {
            for (name, bytes) in files() {
                copy.add(name, &bytes)?;
            }
            copy.end().map(drop)
        };
        let Err(Failure::Unwritten(error)) = all_files() else { panic!("written with room for {room} bytes") };
        assert_eq!(error.kind(), io::ErrorKind::StorageFull);
    }
}

#[test]
fn packed_bytes_that_are_not_there_are_no_copy() {
    let mut zip = whole();
    // Another program cut the data of the last entry but kept the directory: its size in the directory is too large.
    let package = open(zip.clone());
    assert!(package.packed(1).unwrap().is_some());
    let at = zip.windows(4).rposition(|four| four == b"PK\x01\x02").unwrap();
    zip[at + 20..at + 24].copy_from_slice(&u32::MAX.wrapping_sub(9).to_le_bytes());
    let Ok(package) = Package::open_zip("a.zip", Box::new(zip), Limits::default()) else { return };
    let last = package.entries().len() - 1;
    let result = Copy::new(Cursor::new(Vec::new())).keep(&package, last, None);
    assert!(matches!(result, Err(Failure::Unread { .. })), "{result:?}");
}

fn rows(write: impl FnOnce(&mut RowWriter<&mut Vec<u8>>)) -> String {
    let mut bytes = Vec::new();
    let mut rows = RowWriter::new(&mut bytes);
    write(&mut rows);
    rows.end().unwrap();
    String::from_utf8(bytes).unwrap()
}

#[test]
fn rows_are_quoted_where_they_must_be() {
    let text = rows(|rows| {
        rows.row([&b"a"[..], b"b c", b"d,e", b"f\"g", b"", b"h\ni"]).unwrap();
        rows.raw(b"\n").unwrap();
        rows.row([&b""[..]]).unwrap();
        rows.raw(b"set \" aside,as it stands\n").unwrap();
        rows.row([&b"last"[..]]).unwrap();
    });
    assert_eq!(text, "a,b c,\"d,e\",\"f\"\"g\",,\"h\ni\"\r\n\n\"\"\r\nset \" aside,as it stands\nlast\r\n");
}
