//! What a file really is, whatever its name says.

/// A kind of file that people send instead of a zip or a CSV file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileKind {
    /// A zip.
    Zip,
    /// A zip in base64, as mail carries it.
    ZipInBase64,
    /// A gzip file (`.gz`, `.tgz`).
    Gzip,
    /// A 7-Zip archive.
    SevenZip,
    /// A RAR archive.
    Rar,
    /// An xz file.
    Xz,
    /// A bzip2 file.
    Bzip2,
    /// A Zstandard file.
    Zstandard,
    /// A tar archive.
    Tar,
    /// A Windows cabinet.
    Cabinet,
    /// A PDF document.
    Pdf,
    /// A web page, often the error or sign-in page of the system that the export was to come from.
    Html,
    /// XML.
    Xml,
    /// JSON.
    Json,
    /// Text whose first line has commas, semicolons or tabs: a lone CSV file.
    Csv,
    /// Other text.
    Text,
    /// Text in UTF-16, by its byte order mark.
    Utf16Text,
    /// An Excel workbook (`.xlsx`).
    ExcelWorkbook,
    /// A Word document (`.docx`).
    WordDocument,
    /// A presentation (`.pptx`).
    Presentation,
    /// A document of another office program (`.ods`, `.odt`).
    OpenDocument,
    /// A file of Excel or Word before 2007 (`.xls`, `.doc`), or a modern one with a password.
    OldOffice,
    /// A PNG image.
    Png,
    /// A JPEG image.
    Jpeg,
    /// A GIF image.
    Gif,
    /// A Windows program.
    WindowsProgram,
    /// A Windows shortcut (`.lnk`): the link was sent, not the file.
    WindowsShortcut,
    /// Nothing but zero bytes: a copy or a download that was prepared and never filled.
    Zeros,
}

/// First bytes that settle it. Longer ones first where one begins like another.
const SIGNATURES: &[(&[u8], FileKind)] = &[
    (b"PK\x03\x04", FileKind::Zip),
    (b"PK\x05\x06", FileKind::Zip),
    (b"PK\x07\x08", FileKind::Zip),
    (b"UEsDB", FileKind::ZipInBase64),
    (b"\x1f\x8b", FileKind::Gzip),
    (b"7z\xbc\xaf\x27\x1c", FileKind::SevenZip),
    (b"Rar!\x1a\x07", FileKind::Rar),
    (b"\xfd7zXZ\0", FileKind::Xz),
    (b"BZh", FileKind::Bzip2),
    (b"\x28\xb5\x2f\xfd", FileKind::Zstandard),
    (b"MSCF", FileKind::Cabinet),
    (b"%PDF-", FileKind::Pdf),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FileKind::OldOffice),
    (b"\x89PNG\r\n\x1a\n", FileKind::Png),
    (b"\xff\xd8\xff", FileKind::Jpeg),
    (b"GIF8", FileKind::Gif),
    (b"L\0\0\0\x01\x14\x02\0", FileKind::WindowsShortcut),
    (b"\xff\xfe", FileKind::Utf16Text),
    (b"\xfe\xff", FileKind::Utf16Text),
];

impl FileKind {
    /// What a file is that begins with `head`; a few hundred bytes are enough.
    pub fn of(head: &[u8]) -> Option<FileKind> {
        if let Some((_, kind)) = SIGNATURES.iter().find(|(signature, _)| head.starts_with(signature)) {
            return Some(*kind);
        }
        if head.get(257..262) == Some(b"ustar") {
            return Some(FileKind::Tar);
        }
        if !head.is_empty() && head.iter().all(|&byte| byte == 0) {
            return Some(FileKind::Zeros);
        }
        if head.starts_with(b"MZ") && head.contains(&0) {
            return Some(FileKind::WindowsProgram);
        }
        FileKind::of_text(head)
    }

    fn of_text(head: &[u8]) -> Option<FileKind> {
        let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
        let is_control = |byte: &u8| *byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c);
        if text.is_empty() || text.iter().any(is_control) {
            return None;
        }
        let text = text.trim_ascii_start();
        let begins = |with: &[u8]| text.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with));
        if begins(b"<!doctype html") || begins(b"<html") || begins(b"<head") || begins(b"<body") {
            return Some(FileKind::Html);
        }
        if begins(b"<?xml") {
            let is_page = text.windows(5).any(|window| window.eq_ignore_ascii_case(b"<html"));
            return Some(if is_page { FileKind::Html } else { FileKind::Xml });
        }
        if is_json(text) {
            return Some(FileKind::Json);
        }
        let first_line = text.split(|byte| matches!(byte, b'\n' | b'\r')).next().unwrap_or_default();
        let has_separator = first_line.iter().any(|byte| matches!(byte, b',' | b';' | b'\t'));
        Some(if has_separator { FileKind::Csv } else { FileKind::Text })
    }

    /// What a zip with these names is, if it is a document rather than an archive.
    pub(super) fn of_names<'a>(names: &(impl Iterator<Item = &'a str> + Clone)) -> Option<FileKind> {
        let has = |wanted: &str| names.clone().any(|name| name == wanted);
        let has_folder = |wanted: &str| names.clone().any(|name| name.starts_with(wanted));
        if has("[Content_Types].xml") {
            [("xl/", FileKind::ExcelWorkbook), ("word/", FileKind::WordDocument), ("ppt/", FileKind::Presentation)]
                .into_iter()
                .find_map(|(folder, kind)| has_folder(folder).then_some(kind))
        } else {
            (has("mimetype") && has("META-INF/manifest.xml")).then_some(FileKind::OpenDocument)
        }
    }
}

fn is_json(text: &[u8]) -> bool {
    let second = |rest: &[u8]| rest.trim_ascii_start().first().copied();
    match text.split_first() {
        Some((b'{', rest)) => matches!(second(rest), None | Some(b'"' | b'}')),
        Some((b'[', rest)) => matches!(second(rest), None | Some(b'{' | b'[' | b'"' | b']' | b'0'..=b'9')),
        _ => false,
    }
}
