//! The end of a zip: the end record, its zip64 twin, and where they say that the directory is.
//!
//! Layouts: PKWARE APPNOTE.TXT 6.3.10, sections 4.3.14 to 4.3.16.

use super::bytes::{Peek, read_fully, u16_at, u32_at, u64_at};
use super::{Bytes, Defect, FileKind, ListDamage, Unreadable};

const END_RECORD: [u8; 4] = *b"PK\x05\x06";
pub(super) const ZIP64_END_RECORD: [u8; 4] = *b"PK\x06\x06";
const ZIP64_LOCATOR: [u8; 4] = *b"PK\x06\x07";
pub(super) const DIRECTORY_HEADER: [u8; 4] = *b"PK\x01\x02";
pub(super) const LOCAL_HEADER: [u8; 4] = *b"PK\x03\x04";
/// At the front of the first part of a split archive.
const SPLIT_MARK: [u8; 4] = *b"PK\x07\x08";

const END_RECORD_BYTES: usize = 22;
const ZIP64_LOCATOR_BYTES: usize = 20;
const ZIP64_END_RECORD_BYTES: usize = 56;

/// How far from the end an end record is looked for. A comment can take 64 KiB; the rest is for bytes that were
/// appended, which many programs look past.
const SEARCHED_BYTES: u64 = 1 << 20;
/// How many end records are tried, so that a file full of them costs no more than others.
const TRIED_RECORDS: usize = 16;

/// Where the directory is, by the end record that was chosen.
#[derive(Debug)]
pub(super) struct Found {
    /// Offset of the end record.
    pub(super) record: u64,
    /// Offset of the directory's first byte.
    pub(super) directory: u64,
    /// Offset after its last: where the (zip64) end record begins.
    pub(super) directory_end: u64,
    /// What must be added to the offsets in the directory.
    pub(super) shift: i128,
    /// Entries that the end record states.
    pub(super) entries: u64,
    /// Bytes of the directory that the end record states.
    pub(super) directory_bytes: u64,
    /// Whether the directory could be read to its end; not known before it was.
    pub(super) is_whole: bool,
    /// Offsets of other end records that lead to a directory.
    pub(super) other_records: Vec<u64>,
    pub(super) defects: Vec<Defect>,
}

pub(super) fn find(bytes: &dyn Bytes, peek: &mut Peek<'_>) -> Result<Found, Unreadable> {
    let length = bytes.len();
    if length == 0 {
        return Err(Unreadable::Empty);
    }
    let tail_start = length.saturating_sub(SEARCHED_BYTES);
    let mut tail = vec![0; usize::try_from(length - tail_start).unwrap_or(0)];
    let filled = read_fully(bytes, tail_start, &mut tail)?;
    tail.truncate(filled);

    let candidates = tail.windows(4).enumerate().rev().filter(|(_, window)| *window == END_RECORD);
    let mut chosen: Option<Found> = None;
    let mut chosen_is_exact = false;
    let mut failure = None;
    let mut others = Vec::new();
    for (at, _) in candidates.take(TRIED_RECORDS) {
        let position = tail_start.saturating_add(at as u64);
        match resolve(peek, position) {
            Ok(found) => {
                // An end record whose comment ends where the file ends beats one that leaves bytes over.
                let is_exact = found
                    .defects
                    .iter()
                    .all(|defect| !matches!(defect, Defect::TrailingBytes { .. } | Defect::CommentCutShort { .. }));
                if chosen.is_none() || (is_exact && !chosen_is_exact) {
                    others.extend(chosen.map(|former| former.record));
                    chosen = Some(found);
                    chosen_is_exact = is_exact;
                } else {
                    others.push(position);
                }
            }
            Err(Unreadable::Host(host)) => return Err(Unreadable::Host(host)),
            Err(other) => failure = failure.or(Some(other)),
        }
    }
    match (chosen, failure) {
        (Some(mut found), _) => {
            found.other_records = others;
            Ok(found)
        }
        (None, Some(failure)) => Err(failure),
        (None, None) => Err(without_end_record(peek, &tail)?),
    }
}

fn without_end_record(peek: &mut Peek<'_>, tail: &[u8]) -> Result<Unreadable, Unreadable> {
    let head = peek.at(0, 4096)?;
    if head.starts_with(&LOCAL_HEADER) {
        return Ok(Unreadable::Truncated);
    }
    if head.starts_with(&SPLIT_MARK) {
        return Ok(Unreadable::Split);
    }
    let looks_like = match FileKind::of(head) {
        // A few zeros at the front prove little.
        Some(FileKind::Zeros) if tail.iter().any(|&byte| byte != 0) => None,
        kind => kind,
    };
    Ok(Unreadable::NotAZip { looks_like })
}

fn corrupt(reason: ListDamage) -> Unreadable {
    Unreadable::Corrupt { reason }
}

/// The numbers of an end record, those of its zip64 twin filled in where they are asked for.
struct Numbers {
    entries: u64,
    directory_bytes: u64,
    directory_offset: u64,
    is_split: bool,
    comment_bytes: u64,
}

impl Numbers {
    fn of_end_record(record: &[u8]) -> Option<Numbers> {
        let (disk, directory_disk) = (u16_at(record, 4)?, u16_at(record, 6)?);
        Some(Numbers {
            entries: u16_at(record, 10)?.into(),
            directory_bytes: u32_at(record, 12)?.into(),
            directory_offset: u32_at(record, 16)?.into(),
            is_split: [disk, directory_disk].iter().any(|&disk| disk != 0 && disk != u16::MAX),
            comment_bytes: u16_at(record, 20)?.into(),
        })
    }

    fn of_zip64_record(record: &[u8]) -> Option<Numbers> {
        let (disk, directory_disk) = (u32_at(record, 16)?, u32_at(record, 20)?);
        Some(Numbers {
            entries: u64_at(record, 32)?,
            directory_bytes: u64_at(record, 40)?,
            directory_offset: u64_at(record, 48)?,
            is_split: disk != 0 || directory_disk != 0,
            comment_bytes: 0,
        })
    }

    /// These numbers, with those of the zip64 record where they say "see zip64"; and whether others differ.
    fn completed(&self, long: &Numbers) -> (Numbers, bool) {
        let choose = |plain: u64, see_zip64: u64, long: u64| if plain == see_zip64 { long } else { plain };
        let completed = Numbers {
            entries: choose(self.entries, u16::MAX.into(), long.entries),
            directory_bytes: choose(self.directory_bytes, u32::MAX.into(), long.directory_bytes),
            directory_offset: choose(self.directory_offset, u32::MAX.into(), long.directory_offset),
            is_split: self.is_split || long.is_split,
            comment_bytes: self.comment_bytes,
        };
        let differs = completed.entries != long.entries
            || completed.directory_bytes != long.directory_bytes
            || completed.directory_offset != long.directory_offset;
        (completed, differs)
    }

    fn asks_for_zip64(&self) -> bool {
        self.entries == u64::from(u16::MAX)
            || self.directory_bytes == u64::from(u32::MAX)
            || self.directory_offset == u64::from(u32::MAX)
    }
}

/// Follows the end record at `position` to its directory.
fn resolve(peek: &mut Peek<'_>, position: u64) -> Result<Found, Unreadable> {
    let length = peek.len();
    let record = peek.at(position, END_RECORD_BYTES)?;
    let numbers = Numbers::of_end_record(record).ok_or(Unreadable::Truncated)?;
    let mut defects = Vec::new();

    let record_end = position.saturating_add(END_RECORD_BYTES as u64).saturating_add(numbers.comment_bytes);
    if record_end < length {
        defects.push(Defect::TrailingBytes { count: length - record_end });
    } else if record_end > length {
        defects.push(Defect::CommentCutShort { missing: record_end - length });
    }

    let zip64 = find_zip64(peek, position)?;
    let placed = if let Some((at, long)) = zip64.record {
        defects.extend(zip64.defect);
        let (completed, differs) = numbers.completed(&long);
        if completed.is_split || zip64.disks > 1 {
            return Err(Unreadable::Split);
        }
        if differs {
            // The format wants the plain numbers unless they say "see zip64"; many programs take the others.
            defects.push(Defect::Zip64EndRecordDiffers);
            let end = if numbers.asks_for_zip64() { at } else { position };
            match place(peek, &completed, end) {
                Err(Unreadable::Corrupt { .. }) => place(peek, &long, at)?,
                placed => placed?,
            }
        } else {
            place(peek, &completed, at)?
        }
    } else if numbers.is_split {
        return Err(Unreadable::Split);
    } else if zip64.is_announced && numbers.asks_for_zip64() {
        return Err(corrupt(ListDamage::Zip64RecordMisplaced));
    } else {
        place(peek, &numbers, position)?
    };
    defects.extend(placed.defect);
    Ok(Found {
        record: position,
        directory: placed.directory,
        directory_end: placed.directory_end,
        shift: placed.shift,
        entries: placed.entries,
        directory_bytes: placed.directory_bytes,
        is_whole: false,
        other_records: Vec::new(),
        defects,
    })
}

/// What stands before an end record of a large zip.
struct Zip64 {
    is_announced: bool,
    disks: u32,
    /// Where the record is, and its numbers.
    record: Option<(u64, Numbers)>,
    defect: Option<Defect>,
}

fn find_zip64(peek: &mut Peek<'_>, end_record: u64) -> Result<Zip64, Unreadable> {
    let mut zip64 = Zip64 { is_announced: false, disks: 0, record: None, defect: None };
    let Some(locator_at) = end_record.checked_sub(ZIP64_LOCATOR_BYTES as u64) else { return Ok(zip64) };
    let locator = peek.at(locator_at, ZIP64_LOCATOR_BYTES)?;
    if !locator.starts_with(&ZIP64_LOCATOR) {
        return Ok(zip64);
    }
    zip64.is_announced = true;
    zip64.disks = u32_at(locator, 16).unwrap_or(0);
    // Where it says; or, if bytes were put before the archive, right before the locator.
    let stated = u64_at(locator, 8);
    for at in [stated, locator_at.checked_sub(ZIP64_END_RECORD_BYTES as u64)].into_iter().flatten() {
        if at >= locator_at {
            continue;
        }
        let record = peek.at(at, ZIP64_END_RECORD_BYTES)?;
        let numbers = record.starts_with(&ZIP64_END_RECORD).then(|| Numbers::of_zip64_record(record)).flatten();
        if let Some(numbers) = numbers {
            // The record's own length does not count its first twelve bytes.
            let end = u64_at(record, 4).and_then(|length| at.checked_add(12)?.checked_add(length));
            zip64.defect = match end {
                Some(end) if end == locator_at => None,
                Some(end) if end < locator_at => {
                    Some(Defect::Gap { offset: end, count: locator_at - end, hidden_entry: false })
                }
                _ => Some(Defect::Zip64EndRecordDiffers),
            };
            zip64.record = Some((at, numbers));
            break;
        }
    }
    Ok(zip64)
}

/// Where the directory is by one set of numbers.
struct Placed {
    directory: u64,
    directory_end: u64,
    shift: i128,
    entries: u64,
    directory_bytes: u64,
    defect: Option<Defect>,
}

/// Decides where the directory is, and by how much its offsets are off: where the end record says, or right before the
/// end record, which is what counts when bytes were put before the archive or are missing there.
fn place(peek: &mut Peek<'_>, numbers: &Numbers, directory_end: u64) -> Result<Placed, Unreadable> {
    let stated = numbers.directory_offset;
    let placed = |directory: u64, shift: i128, defect: Option<Defect>| {
        let (entries, directory_bytes) = (numbers.entries, numbers.directory_bytes);
        Ok(Placed { directory, directory_end, shift, entries, directory_bytes, defect })
    };
    if numbers.entries == 0 && numbers.directory_bytes == 0 {
        return placed(directory_end, i128::from(directory_end) - i128::from(stated), None);
    }
    let at_stated = if stated < directory_end { directory_at(peek, stated, 0)? } else { Start::Nowhere };
    let Some(adjacent) = directory_end.checked_sub(numbers.directory_bytes) else {
        return if at_stated == Start::Nowhere {
            Err(corrupt(ListDamage::LargerThanZip))
        } else {
            placed(stated, 0, None)
        };
    };
    let shift = i128::from(adjacent) - i128::from(stated);
    if shift == 0 && at_stated != Start::Nowhere {
        return placed(stated, 0, None);
    }
    let shifted = directory_at(peek, adjacent, shift)?;
    let unshifted = directory_at(peek, adjacent, 0)?;
    if shifted == Start::WithEntry {
        let several = at_stated == Start::WithEntry;
        placed(adjacent, shift, several.then_some(Defect::SeveralDirectories))
    } else if at_stated == Start::WithEntry {
        placed(stated, 0, None)
    } else if unshifted == Start::WithEntry {
        placed(adjacent, 0, Some(Defect::DirectoryMisplaced { stated, found: adjacent }))
    } else if shifted == Start::Alone {
        placed(adjacent, shift, None)
    } else if at_stated == Start::Alone {
        placed(stated, 0, None)
    } else {
        Err(corrupt(ListDamage::Missing))
    }
}

/// What is found where a directory might begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Start {
    /// No directory.
    Nowhere,
    /// A directory, but its first entry's header is not where it says.
    Alone,
    /// A directory, and the header of its first entry.
    WithEntry,
}

fn directory_at(peek: &mut Peek<'_>, at: u64, shift: i128) -> Result<Start, Unreadable> {
    let header = peek.at(at, 46)?;
    if !header.starts_with(&DIRECTORY_HEADER) {
        return Ok(Start::Nowhere);
    }
    let local = u32_at(header, 42).map(u64::from).and_then(|offset| shifted(offset, shift));
    Ok(match local {
        Some(local) if peek.is_at(local, LOCAL_HEADER)? => Start::WithEntry,
        _ => Start::Alone,
    })
}

/// `offset` moved by `shift`, if that is an offset at all.
pub(super) fn shifted(offset: u64, shift: i128) -> Option<u64> {
    u64::try_from(i128::from(offset).checked_add(shift)?).ok()
}
