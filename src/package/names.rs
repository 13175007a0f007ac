//! Names of entries: their letters, and what is odd about them.

use std::collections::BTreeMap;

use super::{Defect, Entry};
use crate::numbered::Numbered;

/// Code page 437 from 0x80 on, the encoding of names that are not marked as UTF-8 (APPNOTE.TXT appendix D).
const CODE_PAGE_437: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}";

/// How a name's bytes became letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Decoded {
    Plainly,
    Utf8Unmarked,
    NotUtf8,
}

pub(super) fn decode(raw: &[u8], marked_utf8: bool) -> (String, Decoded) {
    match std::str::from_utf8(raw) {
        Ok(name) if marked_utf8 || raw.is_ascii() => (name.to_owned(), Decoded::Plainly),
        // Finder and many programs on Linux write UTF-8 and forget the mark; what happens to be UTF-8 is hardly
        // ever meant as box-drawing characters.
        Ok(name) => (name.to_owned(), Decoded::Utf8Unmarked),
        Err(_) if marked_utf8 => (String::from_utf8_lossy(raw).into_owned(), Decoded::NotUtf8),
        Err(_) => (raw.iter().map(|&byte| code_page_437(byte)).collect(), Decoded::NotUtf8),
    }
}

fn code_page_437(byte: u8) -> char {
    match byte.checked_sub(0x80) {
        None => char::from(byte),
        Some(upper) => CODE_PAGE_437.chars().nth(usize::from(upper)).unwrap_or(char::REPLACEMENT_CHARACTER),
    }
}

/// What is odd about one name, whether it came from a zip or a folder.
pub(super) fn judge(entry: &Entry, defects: &mut Vec<Defect>) {
    let path = &entry.path;
    let mut odd = |is_odd: bool, defect: fn(String) -> Defect| {
        if is_odd {
            defects.push(defect(path.clone()));
        }
    };
    odd(path.is_empty(), |_| Defect::EmptyName);
    odd(is_absolute(path), |path| Defect::AbsolutePath { path });
    odd(path.split(['/', '\\']).any(|step| step == ".."), |path| Defect::ParentPath { path });
    odd(path.contains('\\'), |path| Defect::Backslash { path });
    odd(path.contains(char::is_control), |path| Defect::ControlCharacter { path });
    odd(!entry.is_directory && is_archive(path), |path| Defect::NestedArchive { path });
    odd(entry.is_directory && entry.bytes > 0, |path| Defect::FolderWithData { path });
}

fn is_absolute(path: &str) -> bool {
    let drive = matches!(path.as_bytes(), [letter, b':', ..] if letter.is_ascii_alphabetic());
    drive || path.starts_with(['/', '\\'])
}

/// Whether a name is that of an archive.
pub fn is_archive(path: &str) -> bool {
    const ENDINGS: [&str; 11] = ["zip", "7z", "rar", "gz", "tgz", "tar", "xz", "bz2", "zst", "cab", "zipx"];
    path.rsplit_once('.').is_some_and(|(_, ending)| ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known)))
}

/// Names that occur twice, or that some file systems cannot keep apart.
pub(super) fn find_twins(entries: &[Entry], defects: &mut Vec<Defect>) {
    let (mut names, mut times) = (Numbered::default(), Vec::new());
    // One list per folded name, of the different spellings in their order.
    let mut spellings: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for entry in entries {
        let number = names.number(&entry.path);
        if let Some(times) = times.get_mut(number) {
            *times += 1usize;
        } else {
            times.push(1);
            let folded = entry.path.replace('\\', "/").to_lowercase();
            spellings.entry(folded).or_default().push(&entry.path);
        }
    }
    for known in spellings.values() {
        for path in known {
            if names.find(path).and_then(|number| times.get(number)).is_some_and(|times| *times > 1) {
                defects.push(Defect::DuplicateName { path: (*path).to_owned() });
            }
        }
        if let Some((first, others)) = known.split_first() {
            for second in others {
                defects.push(Defect::CaseTwin { first: (*first).to_owned(), second: (*second).to_owned() });
            }
        }
    }
}
