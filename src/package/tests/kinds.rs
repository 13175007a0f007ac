use super::super::archive_under_test::*;
use super::super::{Kind, Limits, Package, Unreadable};

fn looks_like(bytes: &[u8]) -> Option<Kind> {
    match open(bytes.to_vec()) {
        Err(Unreadable::NotAZip { looks_like }) => looks_like,
        other => panic!("{:?}", other.err()),
    }
}

#[test]
fn other_files_are_named_for_what_they_are() {
    let cases: &[(&[u8], Option<Kind>)] = &[
        (b"\x1f\x8b\x08\0", Some(Kind::Gzip)),
        (b"7z\xbc\xaf\x27\x1c\0\x04", Some(Kind::SevenZip)),
        (b"Rar!\x1a\x07\x01\0", Some(Kind::Rar)),
        (b"\xfd7zXZ\0\0", Some(Kind::Xz)),
        (b"BZh91AY", Some(Kind::Bzip2)),
        (b"UEsDBBQAAAAI", Some(Kind::ZipInBase64)),
        (b"%PDF-1.7\n", Some(Kind::Pdf)),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", Some(Kind::OldOffice)),
        (b"\x89PNG\r\n\x1a\n", Some(Kind::Png)),
        (b"\xff\xd8\xff\xe0", Some(Kind::Jpeg)),
        (b"L\0\0\0\x01\x14\x02\0", Some(Kind::WindowsShortcut)),
        (b"\xff\xfes\0o\0", Some(Kind::Utf16Text)),
        (b"\r\n<!DOCTYPE html><html>", Some(Kind::Html)),
        (b"<?xml version=\"1.0\"?><!DOCTYPE html><HTML>", Some(Kind::Html)),
        (b"<?xml version=\"1.0\"?><roster/>", Some(Kind::Xml)),
        (b"{ \"users\": [] }", Some(Kind::Json)),
        (b"[{\"sourcedId\": 1}]", Some(Kind::Json)),
        (b"\xef\xbb\xbfsourcedId,status\n1,active\n", Some(Kind::Csv)),
        (b"sourcedId;status\n", Some(Kind::Csv)),
        (b"Service unavailable\n", Some(Kind::Text)),
        (&[0; 100], Some(Kind::Zeros)),
        (b"\x01\x02\x03\x04", None),
    ];
    for (bytes, kind) in cases {
        assert_eq!(looks_like(bytes), *kind, "{}", bytes.escape_ascii());
    }
    let mut tar = vec![b'a'; 512];
    tar[257..262].copy_from_slice(b"ustar");
    assert_eq!(looks_like(&tar), Some(Kind::Tar));
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
    assert_eq!(office(&["[Content_Types].xml", "xl/workbook.xml"]), Some(Kind::ExcelWorkbook));
    assert_eq!(office(&["[Content_Types].xml", "word/document.xml"]), Some(Kind::WordDocument));
    assert_eq!(office(&["mimetype", "META-INF/manifest.xml"]), Some(Kind::OpenDocument));
    assert_eq!(office(&["users.csv"]), None);
    let folder = Package::from_files("folder", vec![], Limits::default());
    assert_eq!(folder.office_document(), None);
}
