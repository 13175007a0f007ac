//! The directory of a zip: its entries, and where each of them is.
//!
//! Layouts: PKWARE APPNOTE.TXT 6.3.10, sections 4.3.12, 4.4, 4.5.3 (zip64) and 4.6.9 (Unicode path).

use flate2::Crc;

use super::bytes::{Peek, u16_at, u32_at};
use super::end_record::{self, DIRECTORY_HEADER, Found, ZIP64_END_RECORD, shifted};
use super::entry_reader::Place;
use super::headers::{ENCRYPTED, ExtraFields, Listed, LongNumbers};
use super::local_headers;
use super::names::{self, Decoded};
use super::{Bytes, Defect, Entry, EntryDamage, Limits, ListDamage, Method, RefusedFlag, Unreadable};

const HEADER_BYTES: usize = 46;
const NAME_IS_UTF8: u16 = 1 << 11;
/// What Info-ZIP can do, times ten.
const NEWEST_COMMON_VERSION: u8 = 46;
const UNICODE_PATH_FIELD: u16 = 0x7075;

/// Everything that the directory and the headers tell.
pub(super) struct Directory {
    pub(super) entries: Vec<Entry>,
    pub(super) places: Vec<Place>,
    pub(super) defects: Vec<Defect>,
}

pub(super) fn read(bytes: &dyn Bytes, limits: &Limits) -> Result<Directory, Unreadable> {
    let mut peek = Peek::new(bytes);
    let mut found = end_record::find(bytes, &mut peek)?;
    let mut defects = std::mem::take(&mut found.defects);
    let (listed, of_entries) = list(&mut peek, &mut found, limits, &mut defects)?;
    let survey = local_headers::survey(&mut peek, &found, &listed)?;
    defects.extend(survey.about_the_whole);
    defects.extend(of_entries);
    defects.extend(survey.about_entries);
    let places = listed.iter().zip(survey.data).map(|(one, data)| Place { data, checksum: one.checksum }).collect();
    let entries = listed.into_iter().map(|one| one.entry).collect();
    Ok(Directory { entries, places, defects })
}

/// Reads headers for as long as there are any, whatever number the end record states.
fn list(
    peek: &mut Peek<'_>,
    found: &mut Found,
    limits: &Limits,
    defects: &mut Vec<Defect>,
) -> Result<(Vec<Listed>, Vec<Defect>), Unreadable> {
    let mut listed = Vec::new();
    let mut of_entries = Vec::new();
    let mut position = found.directory;
    while position < found.directory_end {
        let fixed = peek.at(position, HEADER_BYTES)?;
        let lengths = fixed.starts_with(&DIRECTORY_HEADER).then(|| header_lengths(fixed)).flatten();
        let Some([name, extra, comment]) = lengths else { break };
        let next = position.saturating_add((HEADER_BYTES + name + extra + comment) as u64);
        // A comment may lie about its length without harm to the last entry; a name or extra field may not.
        if next.saturating_sub(comment as u64) > found.directory_end {
            break;
        }
        if listed.len() >= limits.entries {
            return Err(Unreadable::TooManyEntries { limit: limits.entries, stated: found.entries });
        }
        let header = peek.at(position, HEADER_BYTES + name + extra)?;
        if let Some(one) = parse(header, name, found.shift, limits, &mut of_entries) {
            names::judge(&one.entry, &mut of_entries);
            listed.push(one);
        }
        position = next;
    }

    let count = listed.len() as u64;
    if count == 0 && found.entries > 0 {
        return Err(Unreadable::Corrupt { reason: ListDamage::FirstEntry });
    }
    found.is_whole = position == found.directory_end || count == found.entries;
    if !found.is_whole {
        defects.push(Defect::DirectoryDamaged { stated: found.entries, listed: count });
    } else if !counts_agree(found.entries, count) {
        defects.push(Defect::EntryCountDiffers { stated: found.entries, listed: count });
    }
    let taken = position.saturating_sub(found.directory);
    if found.is_whole && taken != found.directory_bytes {
        defects.push(Defect::DirectorySizeDiffers { stated: found.directory_bytes, found: taken });
    } else if found.is_whole && position < found.directory_end && !peek.is_at(position, ZIP64_END_RECORD)? {
        let count = found.directory_end - position;
        defects.push(Defect::Gap { offset: position, count, hidden_entry: false });
    }
    Ok((listed, of_entries))
}

/// Some writers of more than 65,535 entries without zip64 let the count wrap around.
fn counts_agree(stated: u64, listed: u64) -> bool {
    stated == listed || (listed > u64::from(u16::MAX) && stated == listed & u64::from(u16::MAX))
}

fn header_lengths(header: &[u8]) -> Option<[usize; 3]> {
    Some([u16_at(header, 28)?.into(), u16_at(header, 30)?.into(), u16_at(header, 32)?.into()])
}

/// Takes one header apart: its fixed part, its name of `name_bytes`, its extra fields.
fn parse(header: &[u8], name_bytes: usize, shift: i128, limits: &Limits, defects: &mut Vec<Defect>) -> Option<Listed> {
    let made_by_unix = matches!(*header.get(5)?, 3 | 19);
    let flags = u16_at(header, 8)?;
    let method = u16_at(header, 10)?;
    let unix_type = (u32_at(header, 38)? >> 16) & 0xf000;
    let rest = header.get(HEADER_BYTES..)?;
    let raw_name = rest.get(..name_bytes)?;
    let extra = ExtraFields::new(rest.get(name_bytes..)?);

    let path = path(raw_name, flags, &extra, limits, defects);
    if extra.is_malformed() {
        defects.push(Defect::ExtraFieldsMalformed { path: path.clone() });
    }

    let mut numbers = LongNumbers {
        bytes: u32_at(header, 24)?.into(),
        packed_bytes: u32_at(header, 20)?.into(),
        offset: u32_at(header, 42)?.into(),
    };
    let header_at = if numbers.complete(&extra) {
        shifted(numbers.offset, shift).ok_or(EntryDamage::BeforeStart)
    } else {
        defects.push(Defect::Zip64FieldIncomplete { path: path.clone() });
        Err(EntryDamage::Zip64Field)
    };
    if made_by_unix && unix_type == 0xa000 {
        defects.push(Defect::SymbolicLink { path: path.clone() });
    }
    // What needs more than this is refused by Info-ZIP, above 6.3 by Python.
    let version = *header.get(6)?;
    // Of a password or an unusual way of packing the entry itself tells when it is read.
    let is_usual = flags & ENCRYPTED == 0 && matches!(Method::from_number(method), Method::Stored | Method::Deflate);
    if is_usual && version > NEWEST_COMMON_VERSION {
        defects.push(Defect::NewerProgramNeeded { path: path.clone(), version });
    }
    for (bit, flag) in RefusedFlag::ALL {
        if is_usual && flags & bit != 0 {
            defects.push(Defect::RefusedFlag { path: path.clone(), flag });
        }
    }
    let is_directory = path.ends_with('/') || (path.ends_with('\\') && numbers.bytes == 0);
    let entry = Entry {
        path,
        is_directory,
        bytes: numbers.bytes,
        packed_bytes: numbers.packed_bytes,
        method: Method::from_number(method),
        encrypted: flags & ENCRYPTED != 0,
    };
    let kept = raw_name.get(..limits.name_bytes).unwrap_or(raw_name).to_vec();
    Some(Listed { entry, header: header_at, checksum: u32_at(header, 16)?, flags, raw_name: kept, name_bytes })
}

/// The name as letters: by the Unicode twin in the extra fields if it belongs to this name, else by its own bytes.
fn path(raw: &[u8], flags: u16, extra: &ExtraFields<'_>, limits: &Limits, defects: &mut Vec<Defect>) -> String {
    if raw.len() > limits.name_bytes {
        let kept = raw.get(..limits.name_bytes).unwrap_or_default();
        let path = String::from_utf8_lossy(kept).into_owned();
        defects.push(Defect::NameTooLong { path: path.clone(), bytes: raw.len() as u64 });
        return path;
    }
    let (plain, decoded) = names::decode(raw, flags & NAME_IS_UTF8 != 0);
    if let Some(twin) = extra.all(UNICODE_PATH_FIELD).find_map(|field| unicode_twin(field, raw)) {
        // They differ for a good reason if the twin has letters that the plain name had to do without.
        if twin.is_ascii() && twin != plain {
            defects.push(Defect::UnicodeNameDiffers { path: twin.clone(), plain });
        }
        return twin;
    }
    match decoded {
        Decoded::Plainly => {}
        Decoded::Utf8Unmarked => defects.push(Defect::NameUtf8Unmarked { path: plain.clone() }),
        Decoded::NotUtf8 => defects.push(Defect::NameNotUtf8 { path: plain.clone() }),
    }
    plain
}

/// The name in a Unicode path field, if the field was made for this very plain name.
fn unicode_twin(field: &[u8], raw: &[u8]) -> Option<String> {
    let mut sum = Crc::new();
    sum.update(raw);
    if *field.first()? != 1 || u32_at(field, 1)? != sum.sum() {
        return None;
    }
    let twin = std::str::from_utf8(field.get(5..)?).ok()?;
    (!twin.is_empty()).then(|| twin.to_owned())
}
