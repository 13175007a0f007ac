//! The data of one entry: inflated block by block, counted against the limits, checked at the end.

use crc32fast::Hasher as Crc;
use flate2::{Decompress, FlushDecompress, Status};

use super::bytes::read_fully;
use super::words::BECAME_SHORTER;
use super::{Bytes, EntryDamage, EntryFailure, Method, Package, ReadFailure, Source};

/// How much packed data is asked of the host at once: on the page each request costs a round trip to the browser.
const SLICE_BYTES: u64 = 1 << 20;

/// The limit on the ratio is looked at as soon as it counts, whenever so many bytes more were inflated, and at the end:
/// at the same places however large the pieces are that a reader asks for.
const RATIO_EVERY: u64 = 1 << 18;

/// Where an entry's data is in the zip, and what it must come to.
pub(super) struct Place {
    /// Offset of the first packed byte, or why it is not known.
    pub(super) data: Result<u64, EntryDamage>,
    pub(super) checksum: u32,
}

/// Hands out the bytes of one entry.
///
/// Every failure comes after the bytes that were read before it, and stays: reading on gives the same failure again.
pub struct EntryReader<'a> {
    package: &'a Package,
    index: usize,
    data: Data<'a>,
    /// Bytes read so far.
    inflated: u64,
    /// Bytes from the start that were read elsewhere, and what they took of the packed ones.
    elsewhere: (u64, u64),
    ended: Option<Result<(), EntryFailure>>,
}

impl std::fmt::Debug for EntryReader<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("EntryReader")
            .field("entry", &self.package.entries.get(self.index))
            .field("inflated", &self.inflated)
            .field("ended", &self.ended)
            .finish_non_exhaustive()
    }
}

enum Data<'a> {
    /// A file of a folder.
    File { bytes: &'a dyn Bytes, length: u64 },
    /// An entry of a zip.
    Packed { packed: Packed<'a>, inflate: Option<Box<Inflate>>, sum: Crc, checksum: u32, declared: u64 },
}

/// The packed bytes of an entry, in slices.
struct Packed<'a> {
    bytes: &'a dyn Bytes,
    /// Where the next slice begins.
    offset: u64,
    /// Bytes after the slice that is held.
    left: u64,
    slice: Vec<u8>,
    /// Bytes of the slice already used.
    used: usize,
    /// Bytes used in all.
    total: u64,
}

impl Packed<'_> {
    /// The bytes at hand; none once they have ended. If `left` is not 0 then, the zip itself has ended.
    fn at_hand(&mut self) -> Result<&[u8], ReadFailure> {
        let there = self.bytes.len().saturating_sub(self.offset);
        if self.used >= self.slice.len() && self.left.min(there) > 0 {
            let count = self.left.min(there).min(SLICE_BYTES);
            self.slice.resize(usize::try_from(count).unwrap_or(0), 0);
            self.used = 0;
            if read_fully(self.bytes, self.offset, &mut self.slice)? < self.slice.len() {
                return Err(became_shorter());
            }
            self.offset = self.offset.saturating_add(count);
            self.left -= count;
        }
        Ok(self.slice.get(self.used..).unwrap_or_default())
    }

    fn use_up(&mut self, count: usize) {
        self.used = self.used.saturating_add(count);
        self.total = self.total.saturating_add(count as u64);
    }
}

fn became_shorter() -> ReadFailure {
    ReadFailure { reason: BECAME_SHORTER.to_owned() }
}

/// What one step brought.
enum Step {
    Bytes(usize),
    End,
}

/// The bytes of one entry of a zip as they are packed, for a copy. They are not looked at.
pub struct PackedEntry<'a> {
    packed: Packed<'a>,
    packed_bytes: u64,
    bytes: u64,
    checksum: u32,
}

impl<'a> PackedEntry<'a> {
    /// None where they cannot stand in a copy as they are: nothing is packed in a folder, what needs a password or is
    /// packed in a way that is not read here is left to the reader, which refuses it.
    pub(super) fn open(package: &'a Package, index: usize) -> Result<Option<Self>, EntryFailure> {
        let Source::Zip { bytes, places } = &package.source else { return Ok(None) };
        let (Some(entry), Some(place)) = (package.entries.get(index), places.get(index)) else { return Ok(None) };
        if entry.encrypted || matches!(entry.method, Method::Other(_)) {
            return Ok(None);
        }
        let offset = place.data.map_err(|reason| EntryFailure::Corrupt { reason })?;
        let packed = Packed { bytes: &**bytes, offset, left: entry.packed_bytes, slice: Vec::new(), used: 0, total: 0 };
        Ok(Some(Self { packed, packed_bytes: entry.packed_bytes, bytes: entry.bytes, checksum: place.checksum }))
    }

    /// Its CRC-32, its packed size and its size, as the directory has them.
    pub fn stated(&self) -> (u32, u64, u64) {
        (self.checksum, self.packed_bytes, self.bytes)
    }

    /// Fills the front of `buffer` and gives the number of bytes; 0 is the end.
    pub fn read(&mut self, buffer: &mut [u8]) -> Result<usize, EntryFailure> {
        let there = self.packed.at_hand()?;
        let count = there.len().min(buffer.len());
        if let (Some(to), Some(from)) = (buffer.get_mut(..count), there.get(..count)) {
            to.copy_from_slice(from);
        }
        if count == 0 && self.packed.left > 0 {
            return Err(EntryFailure::Truncated);
        }
        self.packed.use_up(count);
        Ok(count)
    }
}

impl<'a> EntryReader<'a> {
    pub(super) fn open(package: &'a Package, index: usize) -> Result<Self, EntryFailure> {
        let missing = || EntryFailure::Corrupt { reason: EntryDamage::NoSuchEntry };
        let entry = package.entries.get(index).ok_or_else(missing)?;
        let data = match &package.source {
            Source::Files(files) => match files.get(index).ok_or_else(missing)? {
                Ok(bytes) => Data::File { bytes: &**bytes, length: entry.bytes },
                Err(why) => return Err(EntryFailure::Unopened(why.clone())),
            },
            Source::Zip { bytes, places } => {
                let place = places.get(index).ok_or_else(missing)?;
                if entry.encrypted {
                    return Err(EntryFailure::Encrypted);
                }
                let inflate = match entry.method {
                    Method::Stored => None,
                    Method::Deflate => Some(Box::new(Inflate { stream: Decompress::new(false), failure: None })),
                    Method::Other(number) => {
                        return Err(EntryFailure::UnsupportedMethod { number, name: entry.method.name() });
                    }
                };
                let offset = place.data.map_err(|reason| EntryFailure::Corrupt { reason })?;
                Data::Packed {
                    packed: Packed {
                        bytes: &**bytes,
                        offset,
                        left: entry.packed_bytes,
                        slice: Vec::new(),
                        used: 0,
                        total: 0,
                    },
                    inflate,
                    sum: Crc::new(),
                    checksum: place.checksum,
                    declared: entry.bytes,
                }
            }
        };
        Ok(EntryReader { package, index, data, inflated: 0, elsewhere: (0, 0), ended: None })
    }

    /// Fills `buffer` from its start and returns how many bytes it holds; 0 is the end, and then checksum and size
    /// were right. `buffer` is full unless the entry ends or a failure follows.
    pub fn read(&mut self, buffer: &mut [u8]) -> Result<usize, EntryFailure> {
        if self.inflated < self.elsewhere.0 {
            self.catch_up()?;
        }
        self.fill(buffer)
    }

    /// Counts so many more bytes that were read elsewhere; `packed` is what was used up to there of the packed ones.
    /// [`EntryReader::read`] goes on behind them. If that is too much for a limit, nothing is counted: reading here tells
    /// which limit, and where.
    pub fn count_elsewhere(&mut self, more: u64, packed: u64) -> bool {
        let bytes = self.elsewhere.0.saturating_add(more);
        let limits = &self.package.limits;
        let of_package = self.package.spent.by_others(self.index).saturating_add(bytes);
        let is_within = bytes <= limits.entry_bytes
            && of_package <= limits.total_bytes
            && !self.is_too_much(bytes, packed)
            && !self.is_too_much(of_package, self.package.bytes());
        if is_within {
            self.elsewhere = (bytes, packed);
            self.package.spent.record(self.index, bytes);
        }
        is_within
    }

    /// Reads once more what was read elsewhere.
    fn catch_up(&mut self) -> Result<(), EntryFailure> {
        let mut again = vec![0; 1 << 18];
        while self.inflated < self.elsewhere.0 {
            let left = usize::try_from(self.elsewhere.0 - self.inflated).unwrap_or(usize::MAX);
            let count = left.min(again.len());
            if self.fill(again.get_mut(..count).unwrap_or_default())? == 0 {
                break;
            }
        }
        Ok(())
    }

    fn fill(&mut self, buffer: &mut [u8]) -> Result<usize, EntryFailure> {
        let mut filled = 0;
        while self.ended.is_none() {
            let Some(rest) = buffer.get_mut(filled..).filter(|rest| !rest.is_empty()) else { break };
            match self.step(rest) {
                Ok(Step::Bytes(count)) => {
                    filled = filled.saturating_add(count);
                    self.inflated = self.inflated.saturating_add(count as u64);
                    self.package.spent.record(self.index, self.inflated);
                    if self.is_place_for_ratio()
                        && let Err(failure) = self.check_ratio()
                    {
                        self.ended = Some(Err(failure));
                    }
                }
                Ok(Step::End) => self.ended = Some(self.check_ratio().and_then(|()| self.check_end())),
                Err(failure) => self.ended = Some(Err(failure)),
            }
            if matches!(&self.ended, Some(Err(failure)) if failure.is_by_limit()) {
                self.package.spent.stopped.borrow_mut().insert(self.index);
            }
        }
        match &self.ended {
            Some(Err(failure)) if filled == 0 => Err(failure.clone()),
            _ => Ok(filled),
        }
    }

    /// Packed bytes used so far, for progress: at the end about [`Entry::packed_bytes`](super::Entry::packed_bytes).
    pub fn packed_bytes_read(&self) -> u64 {
        self.data.packed_bytes_read(self.inflated).max(self.elsewhere.1)
    }

    /// Reads once, not beyond the limits. Whether there is anything beyond them can only be known by trying, so at a
    /// limit one more byte is read, and not handed out.
    fn step(&mut self, buffer: &mut [u8]) -> Result<Step, EntryFailure> {
        let limits = &self.package.limits;
        let of_entry = limits.entry_bytes.saturating_sub(self.inflated);
        let of_package =
            limits.total_bytes.saturating_sub(self.package.spent.by_others(self.index)).saturating_sub(self.inflated);
        let allowed = usize::try_from(of_entry.min(of_package)).unwrap_or(usize::MAX);
        if allowed == 0 {
            return match self.data.read_some(self.inflated, &mut [0])? {
                Step::Bytes(0) => Ok(Step::Bytes(0)),
                Step::End => Ok(Step::End),
                Step::Bytes(_) if of_entry == 0 => Err(EntryFailure::TooLarge { limit: limits.entry_bytes }),
                Step::Bytes(_) => Err(EntryFailure::PackageTooLarge { limit: limits.total_bytes }),
            };
        }
        let count = allowed.min(buffer.len()).min(self.until_ratio());
        self.data.read_some(self.inflated, buffer.get_mut(..count).unwrap_or_default())
    }

    fn is_place_for_ratio(&self) -> bool {
        self.inflated.is_multiple_of(RATIO_EVERY) || self.inflated == self.package.limits.ratio_floor.saturating_add(1)
    }

    /// Bytes to the next place where the ratio is looked at.
    fn until_ratio(&self) -> usize {
        let until_next = RATIO_EVERY - self.inflated % RATIO_EVERY;
        let until_floor = self.package.limits.ratio_floor.saturating_add(1).saturating_sub(self.inflated);
        let until = if until_floor > 0 { until_next.min(until_floor) } else { until_next };
        usize::try_from(until).unwrap_or(usize::MAX)
    }

    fn check_ratio(&self) -> Result<(), EntryFailure> {
        let package_inflated = self.package.spent.total.get();
        if self.is_too_much(self.inflated, self.data.packed_bytes_read(self.inflated))
            || self.is_too_much(package_inflated, self.package.bytes())
        {
            return Err(EntryFailure::TooCompressed { ratio_limit: self.package.limits.ratio });
        }
        Ok(())
    }

    fn is_too_much(&self, inflated: u64, packed: u64) -> bool {
        let limits = &self.package.limits;
        inflated > limits.ratio_floor && inflated > limits.ratio.saturating_mul(packed.max(1))
    }

    fn check_end(&self) -> Result<(), EntryFailure> {
        match &self.data {
            Data::Packed { declared, .. } if *declared != self.inflated => {
                Err(EntryFailure::SizeMismatch { declared: *declared, found: self.inflated })
            }
            Data::Packed { sum, checksum, .. } if sum.clone().finalize() != *checksum => {
                Err(EntryFailure::ChecksumMismatch)
            }
            _ => Ok(()),
        }
    }
}

impl Data<'_> {
    fn packed_bytes_read(&self, position: u64) -> u64 {
        match self {
            Data::File { .. } => position,
            Data::Packed { packed, .. } => packed.total,
        }
    }

    /// Reads some bytes into `buffer`, which is not empty.
    fn read_some(&mut self, position: u64, buffer: &mut [u8]) -> Result<Step, EntryFailure> {
        match self {
            Data::File { bytes, length } => {
                if position >= *length {
                    return Ok(Step::End);
                }
                let count = usize::try_from(*length - position).unwrap_or(usize::MAX).min(buffer.len());
                match bytes.read_at(position, buffer.get_mut(..count).unwrap_or_default())? {
                    0 => Err(became_shorter().into()),
                    count => Ok(Step::Bytes(count)),
                }
            }
            Data::Packed { packed, inflate: None, sum, .. } => {
                let at_hand = packed.at_hand()?;
                if at_hand.is_empty() {
                    return if packed.left > 0 { Err(EntryFailure::Truncated) } else { Ok(Step::End) };
                }
                let count = at_hand.len().min(buffer.len());
                if let (Some(to), Some(from)) = (buffer.get_mut(..count), at_hand.get(..count)) {
                    to.copy_from_slice(from);
                    sum.update(from);
                }
                packed.use_up(count);
                Ok(Step::Bytes(count))
            }
            Data::Packed { packed, inflate: Some(inflate), sum, declared, .. } => {
                let at_hand = packed.at_hand()?;
                // Some writers pack an empty file as nothing at all, rather than as an empty deflate stream.
                if at_hand.is_empty() && packed.total == 0 && *declared == 0 {
                    return Ok(Step::End);
                }
                unpack(packed, inflate, sum, buffer)
            }
        }
    }
}

/// A deflate stream on its way.
struct Inflate {
    stream: Decompress,
    /// What was wrong, if good bytes came out before it that had to be given out first.
    failure: Option<EntryFailure>,
}

/// What is wrong with a deflate stream, by what zlib says to programmers.
fn damage(message: Option<&str>) -> EntryFailure {
    let reason = match message.unwrap_or_default() {
        "invalid block type" => EntryDamage::BlockKind,
        "invalid stored block lengths" => EntryDamage::BlockLength,
        "invalid distance too far back" => EntryDamage::Distance,
        "invalid literal/length code" | "invalid distance code" => EntryDamage::Code,
        message if message.starts_with("invalid") || message.starts_with("too many") => EntryDamage::CodeTable,
        _ => EntryDamage::Packed,
    };
    EntryFailure::Corrupt { reason }
}

/// Inflates into `buffer` until it is full, the packed bytes at hand are used up, or the stream ends.
fn unpack(
    packed: &mut Packed<'_>,
    inflate: &mut Inflate,
    sum: &mut Crc,
    buffer: &mut [u8],
) -> Result<Step, EntryFailure> {
    if let Some(failure) = &inflate.failure {
        return Err(failure.clone());
    }
    let Inflate { stream: inflate, failure } = inflate;
    loop {
        let (read_before, made_before) = (inflate.total_in(), inflate.total_out());
        let at_hand = packed.at_hand()?;
        let is_last = at_hand.is_empty();
        let result = inflate.decompress(at_hand, buffer, FlushDecompress::None);
        let read = usize::try_from(inflate.total_in() - read_before).unwrap_or(0);
        let made = usize::try_from(inflate.total_out() - made_before).unwrap_or(0);
        packed.use_up(read);
        sum.update(buffer.get(..made).unwrap_or_default());
        match result {
            Ok(_) if made > 0 => return Ok(Step::Bytes(made)),
            // What may stand between the end of the stream and the end of the entry is ignored, as everywhere.
            Ok(Status::StreamEnd) => return Ok(Step::End),
            Err(error) => {
                let damage = damage(error.message());
                if made == 0 {
                    return Err(damage);
                }
                *failure = Some(damage);
                return Ok(Step::Bytes(made));
            }
            Ok(_) if is_last => return Err(EntryFailure::Truncated),
            Ok(_) if read == 0 => {
                return Err(EntryFailure::Corrupt { reason: EntryDamage::Packed });
            }
            Ok(_) => {}
        }
    }
}
