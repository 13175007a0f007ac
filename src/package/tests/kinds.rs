use super::super::archive_under_test::*;
use super::super::{FileKind, Limits, Package, Unreadable};

fn looks_like(bytes: &[u8]) -> Option<FileKind> {
    match open(bytes.to_vec()) {
        Err(Unreadable::NotAZip { looks_like }) => looks_like,
        other => panic!("{:?}", other.err()),
    }
}

#[test]
fn other_files_are_named_for_what_they_are() {
    let cases: &[(&[u8], Option<FileKind>)] = &[
        (b"\x1f\x8b\x08\0", Some(FileKind::Gzip)),
        (b"7z\xbc\xaf\x27\x1c\0\x04", Some(FileKind::SevenZip)),
        (b"Rar!\x1a\x07\x01\0", Some(FileKind::Rar)),
        (b"\xfd7zXZ\0\0", Some(FileKind::Xz)),
        (b"BZh91AY", Some(FileKind::Bzip2)),
        (b"UEsDBBQAAAAI", Some(FileKind::ZipInBase64)),
        (b"%PDF-1.7\n", Some(FileKind::Pdf)),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", Some(FileKind::OldOffice)),
        (b"\x89PNG\r\n\x1a\n", Some(FileKind::Png)),
        (b"\xff\xd8\xff\xe0", Some(FileKind::Jpeg)),
        (b"L\0\0\0\x01\x14\x02\0", Some(FileKind::WindowsShortcut)),
        (b"\xff\xfes\0o\0", Some(FileKind::Utf16Text)),
        (b"\r\n<!DOCTYPE html><html>", Some(FileKind::Html)),
        (b"<?xml version=\"1.0\"?><!DOCTYPE html><HTML>", Some(FileKind::Html)),
        (b"<?xml version=\"1.0\"?><roster/>", Some(FileKind::Xml)),
        (b"{ \"users\": [] }", Some(FileKind::Json)),
        (b"[{\"sourcedId\": 1}]", Some(FileKind::Json)),
        (b"\xef\xbb\xbfsourcedId,status\n1,active\n", Some(FileKind::Csv)),
        (b"sourcedId;status\n", Some(FileKind::Csv)),
        (b"Service unavailable\n", Some(FileKind::Text)),
        (&[0; 100], Some(FileKind::Zeros)),
        (b"\x01\x02\x03\x04", None),
    ];
    for (bytes, kind) in cases {
        assert_eq!(looks_like(bytes), *kind, "{}", bytes.escape_ascii());
    }
    let mut tar = vec![b'a'; 512];
    tar[257..262].copy_from_slice(b"ustar");
    assert_eq!(looks_like(&tar), Some(FileKind::Tar));
    let mut not_only_zeros = vec![0; 10_000];
    not_only_zeros.push(1);
    assert_eq!(looks_like(&not_only_zeros), None);
}

#[test]
fn nothing_and_half_a_zip_are_told_apart() {
    assert_eq!(open(Vec::new()).err(), Some(Unreadable::Empty));
    let whole = Archive::of([Part::stored("users.csv", b"sourcedId\n1\n")]).bytes();
    for length in 4..whole.len() - 22 {
        assert_eq!(open(whole[..length].to_vec()).err(), Some(Unreadable::Truncated), "{length}");
    }
    assert_eq!(open(b"PK\x07\x08PK\x03\x04".to_vec()).err(), Some(Unreadable::Split));
}

#[test]
fn office_documents_open_and_are_recognised() {
    let office =
        |names: &[&str]| open_archive(&Archive::of(names.iter().map(|name| Part::stored(name, b"")))).office_document();
    assert_eq!(office(&["[Content_Types].xml", "xl/workbook.xml"]), Some(FileKind::ExcelWorkbook));
    assert_eq!(office(&["[Content_Types].xml", "word/document.xml"]), Some(FileKind::WordDocument));
    assert_eq!(office(&["mimetype", "META-INF/manifest.xml"]), Some(FileKind::OpenDocument));
    assert_eq!(office(&["users.csv"]), None);
    let folder = Package::from_files("folder", vec![], Limits::default());
    assert_eq!(folder.office_document(), None);
}
