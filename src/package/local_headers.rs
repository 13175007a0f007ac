//! The headers before the data of each entry: where the data begins, in what they contradict the directory, and whether
//! the entries lie beside each other as they should.
//!
//! Layouts: PKWARE APPNOTE.TXT 6.3.10, sections 4.3.7 and 4.3.9.

use super::bytes::{Peek, u16_at, u32_at, u64_at};
use super::end_record::{DIRECTORY_HEADER, Found, LOCAL_HEADER};
use super::headers::{ENCRYPTED, ExtraFields, HAS_DESCRIPTOR, Listed, LongNumbers};
use super::{Defect, EntryDamage, LocalDifference, ReadFailure, names};

const HEADER_BYTES: usize = 30;
const DESCRIPTOR: [u8; 4] = *b"PK\x07\x08";
/// What a split archive, or one that could have become one, has before its first entry.
const SPLIT_MARKS: [[u8; 4]; 2] = [*b"PK\x07\x08", *b"PK00"];

/// What the local headers tell.
pub(super) struct Survey {
    /// For each entry, the offset of its first packed byte, or why it is not known.
    pub(super) data: Vec<Result<u64, EntryDamage>>,
    pub(super) about_the_whole: Vec<Defect>,
    pub(super) about_entries: Vec<Defect>,
}

/// The bytes that an entry takes, from its local header to its descriptor.
struct Range {
    start: u64,
    end: u64,
    index: usize,
}

pub(super) fn survey(peek: &mut Peek<'_>, found: &Found, listed: &[Listed]) -> Result<Survey, ReadFailure> {
    let mut survey = Survey { data: Vec::new(), about_the_whole: Vec::new(), about_entries: Vec::new() };
    let mut ranges = Vec::new();
    for (index, one) in listed.iter().enumerate() {
        let data = match &one.header {
            Ok(start) => {
                let place = compare(peek, one, *start, &mut survey.about_entries)?;
                ranges.extend(place.map(|(_, end)| Range { start: *start, end, index }));
                place.map(|(data, _)| data).ok_or(EntryDamage::Misplaced)
            }
            Err(reason) => Err(*reason),
        };
        survey.data.push(data);
    }
    // Sorted, so that overlaps cost no comparison of each with each.
    crate::order::sort_by_key(&mut ranges, |range| (range.start, range.index));
    lay_out(peek, found, listed, &ranges, &mut survey)?;
    let is_hidden = |record: &u64| !ranges.iter().any(|range| (range.start..range.end).contains(record));
    if found.other_records.iter().any(is_hidden) {
        survey.about_the_whole.push(Defect::SeveralEndRecords);
    }
    Ok(survey)
}

/// Compares an entry's local header with the directory. Returns where its data begins and where it ends with all that
/// belongs to it, or `None` if there is no header.
fn compare(
    peek: &mut Peek<'_>,
    listed: &Listed,
    start: u64,
    defects: &mut Vec<Defect>,
) -> Result<Option<(u64, u64)>, ReadFailure> {
    let path = &listed.entry.path;
    let fixed = peek.at(start, HEADER_BYTES)?;
    let lengths = (fixed.starts_with(&LOCAL_HEADER))
        .then(|| Some((usize::from(u16_at(fixed, 26)?), usize::from(u16_at(fixed, 28)?))))
        .flatten();
    let Some((name_bytes, extra_bytes)) = lengths else {
        defects.push(Defect::LocalHeaderMissing { path: path.clone() });
        return Ok(None);
    };
    let header = peek.at(start, HEADER_BYTES + name_bytes + extra_bytes)?;
    let Some(local) = Local::parse(header, name_bytes) else {
        defects.push(Defect::LocalHeaderMissing { path: path.clone() });
        return Ok(None);
    };
    let mut differs = |what: LocalDifference| defects.push(Defect::LocalHeaderDiffers { path: path.clone(), what });
    let kept = local.name.get(..listed.raw_name.len()).unwrap_or(local.name);
    if kept != listed.raw_name || local.name.len() != listed.name_bytes {
        differs(LocalDifference::Name { local: names::decode(kept, true).0 });
    }
    if local.method != listed.entry.method.number() {
        differs(LocalDifference::Method);
    }
    if (local.flags ^ listed.flags) & ENCRYPTED != 0 {
        differs(LocalDifference::Encryption);
    }
    // What is written as a stream has its numbers after the data; zeros stand for them before it.
    let has_descriptor = listed.flags & HAS_DESCRIPTOR != 0 || local.flags & HAS_DESCRIPTOR != 0;
    let unlike = |local: u64, listed: u64| local != listed && !(has_descriptor && local == 0);
    if unlike(local.checksum.into(), listed.checksum.into()) {
        differs(LocalDifference::Checksum);
    }
    if unlike(local.packed_bytes, listed.entry.packed_bytes) {
        differs(LocalDifference::PackedBytes);
    }
    if unlike(local.bytes, listed.entry.bytes) {
        differs(LocalDifference::Bytes);
    }

    let data = start.saturating_add((HEADER_BYTES + name_bytes + extra_bytes) as u64);
    let mut end = data.saturating_add(listed.entry.packed_bytes);
    if has_descriptor && end < peek.len() {
        let after = peek.at(end, 24)?;
        let descriptor_bytes = descriptor(after, listed);
        if descriptor_bytes.is_none() {
            differs(LocalDifference::Descriptor);
        }
        end = end.saturating_add(descriptor_bytes.unwrap_or_else(|| descriptor_guess(after)));
    }
    Ok(Some((data, end)))
}

/// What a local header says.
struct Local<'a> {
    flags: u16,
    method: u16,
    checksum: u32,
    packed_bytes: u64,
    bytes: u64,
    name: &'a [u8],
}

impl<'a> Local<'a> {
    fn parse(header: &'a [u8], name_bytes: usize) -> Option<Self> {
        let rest = header.get(HEADER_BYTES..)?;
        let mut numbers =
            LongNumbers { bytes: u32_at(header, 22)?.into(), packed_bytes: u32_at(header, 18)?.into(), offset: 0 };
        numbers.complete(&ExtraFields::new(rest.get(name_bytes..)?));
        Some(Local {
            flags: u16_at(header, 6)?,
            method: u16_at(header, 8)?,
            checksum: u32_at(header, 14)?,
            packed_bytes: numbers.packed_bytes,
            bytes: numbers.bytes,
            name: rest.get(..name_bytes)?,
        })
    }
}

/// The length of the descriptor in `after`, if there is one that agrees with the directory. Its signature is optional,
/// and its sizes have 32 or 64 bits.
fn descriptor(after: &[u8], listed: &Listed) -> Option<u64> {
    let (packed_bytes, bytes) = (listed.entry.packed_bytes, listed.entry.bytes);
    for (signed, start) in [(after.starts_with(&DESCRIPTOR), 4), (true, 0)] {
        if !signed || u32_at(after, start) != Some(listed.checksum) {
            continue;
        }
        let short = (u32_at(after, start + 4), u32_at(after, start + 8));
        let long = (u64_at(after, start + 4), u64_at(after, start + 12));
        if long == (Some(packed_bytes), Some(bytes)) {
            return Some(start as u64 + 20);
        }
        if (short.0.map(u64::from), short.1.map(u64::from)) == (Some(packed_bytes), Some(bytes)) {
            return Some(start as u64 + 12);
        }
    }
    None
}

/// How many bytes to allow for a descriptor that says something else, so that it is not taken for a gap as well.
fn descriptor_guess(after: &[u8]) -> u64 {
    if after.starts_with(&DESCRIPTOR) {
        16
    } else if after.starts_with(&LOCAL_HEADER) || after.starts_with(&DIRECTORY_HEADER) {
        0
    } else {
        12
    }
}

/// Goes through the entries from the front of the file and looks at what is between them.
fn lay_out(
    peek: &mut Peek<'_>,
    found: &Found,
    listed: &[Listed],
    ranges: &[Range],
    survey: &mut Survey,
) -> Result<(), ReadFailure> {
    let path = |index: usize| listed.get(index).map(|one| one.entry.path.clone()).unwrap_or_default();
    if let Some(count) = u64::try_from(-found.shift).ok().filter(|count| *count > 0) {
        survey.about_the_whole.push(Defect::MissingBytes { count });
    }
    // Where an entry is lost, the bytes that nobody claims are most likely its own.
    let all_are_known = found.is_whole && survey.data.iter().all(Result::is_ok);
    let mut reached = 0;
    let mut reached_by = None;
    for range in ranges {
        if range.start > reached && all_are_known {
            gap(peek, reached, range.start.min(found.directory), survey)?;
        } else if let Some(former) = reached_by.filter(|_| range.start < reached) {
            let (first, second) = (path(former), path(range.index));
            survey.about_entries.push(Defect::OverlappingEntries { first, second });
        }
        if range.end > found.directory && range.start < found.directory_end {
            survey.about_entries.push(Defect::OverlapsDirectory { path: path(range.index) });
        }
        if range.end >= reached {
            reached = range.end;
            reached_by = Some(range.index);
        }
    }
    if all_are_known {
        gap(peek, reached, found.directory, survey)?;
    }
    Ok(())
}

/// Reports bytes that no entry lays claim to.
fn gap(peek: &mut Peek<'_>, from: u64, to: u64, survey: &mut Survey) -> Result<(), ReadFailure> {
    let Some(count) = to.checked_sub(from).filter(|count| *count > 0) else { return Ok(()) };
    let hidden_entry = peek.is_at(from, LOCAL_HEADER)?;
    let has_split_mark =
        from == 0 && count == 4 && SPLIT_MARKS.contains(peek.at(0, 4)?.first_chunk().unwrap_or(&[0; 4]));
    if from == 0 && !hidden_entry {
        if !has_split_mark {
            survey.about_the_whole.push(Defect::PrependedBytes { count });
        }
    } else {
        survey.about_the_whole.push(Defect::Gap { offset: from, count, hidden_entry });
    }
    Ok(())
}
