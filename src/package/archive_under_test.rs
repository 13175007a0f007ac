//! Builds small zips byte by byte, with every field free to lie.

use flate2::{Compress, Compression, Crc, FlushCompress};

use super::{Defect, EntryFailure, Limits, Package, Unreadable};

pub(super) fn checksum(data: &[u8]) -> u32 {
    let mut sum = Crc::new();
    sum.update(data);
    sum.sum()
}

pub(super) fn deflate(data: &[u8]) -> Vec<u8> {
    let mut packed = Vec::with_capacity(data.len() + 64);
    Compress::new(Compression::best(), false).compress_vec(data, &mut packed, FlushCompress::Finish).unwrap();
    packed
}

/// What both the local header and the directory say of an entry.
#[derive(Clone)]
pub(super) struct Fields {
    pub(super) name: Vec<u8>,
    pub(super) flags: u16,
    pub(super) method: u16,
    pub(super) checksum: u32,
    pub(super) packed_bytes: u32,
    pub(super) bytes: u32,
    pub(super) extra: Vec<u8>,
}

/// An entry: what stands before it, its local header, its data, its descriptor, its line in the directory.
#[derive(Clone)]
pub(super) struct Part {
    pub(super) before: Vec<u8>,
    pub(super) signature: [u8; 4],
    pub(super) local: Fields,
    pub(super) data: Vec<u8>,
    pub(super) descriptor: Vec<u8>,
    pub(super) listed: Fields,
    pub(super) listed_signature: [u8; 4],
    /// System that made it, in the upper byte.
    pub(super) made_by: u16,
    pub(super) attributes: u32,
    /// Version of the format that is needed to unpack it, times ten.
    pub(super) needs: u8,
    /// Offset in the directory, if it is not the true one.
    pub(super) offset: Option<u32>,
}

impl Part {
    fn new(name: &str, method: u16, data: &[u8], packed: Vec<u8>) -> Part {
        let fields = Fields {
            name: name.as_bytes().to_vec(),
            flags: 0,
            method,
            checksum: checksum(data),
            packed_bytes: u32::try_from(packed.len()).unwrap(),
            bytes: u32::try_from(data.len()).unwrap(),
            extra: Vec::new(),
        };
        Part {
            before: Vec::new(),
            signature: *b"PK\x03\x04",
            local: fields.clone(),
            data: packed,
            descriptor: Vec::new(),
            listed: fields,
            listed_signature: *b"PK\x01\x02",
            made_by: 20,
            attributes: 0,
            needs: 20,
            offset: None,
        }
    }

    pub(super) fn stored(name: &str, data: &[u8]) -> Part {
        Part::new(name, 0, data, data.to_vec())
    }

    pub(super) fn deflated(name: &str, data: &[u8]) -> Part {
        Part::new(name, 8, data, deflate(data))
    }

    /// Changes the local header and the directory alike.
    pub(super) fn both(mut self, change: impl Fn(&mut Fields)) -> Part {
        change(&mut self.local);
        change(&mut self.listed);
        self
    }

    pub(super) fn with(mut self, change: impl FnOnce(&mut Part)) -> Part {
        change(&mut self);
        self
    }
}

/// A zip: its parts, and an end record that tells the truth unless told otherwise.
#[derive(Clone, Default)]
pub(super) struct Archive {
    /// Bytes before the first part that the offsets know about.
    pub(super) front: Vec<u8>,
    pub(super) parts: Vec<Part>,
    pub(super) before_directory: Vec<u8>,
    pub(super) before_end_record: Vec<u8>,
    pub(super) disk: u16,
    pub(super) entries: Option<u16>,
    pub(super) directory_bytes: Option<u32>,
    pub(super) directory_offset: Option<u32>,
    pub(super) comment: Vec<u8>,
    pub(super) comment_bytes: Option<u16>,
    /// Whether a zip64 end record is written, with the true numbers, and the others say "see zip64".
    pub(super) zip64: bool,
    pub(super) zip64_entries: Option<u64>,
}

impl Archive {
    pub(super) fn of(parts: impl IntoIterator<Item = Part>) -> Archive {
        Archive { parts: parts.into_iter().collect(), ..Archive::default() }
    }

    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut out = self.front.clone();
        let mut offsets = Vec::new();
        for part in &self.parts {
            out.extend(&part.before);
            offsets.push(u32::try_from(out.len()).unwrap());
            out.extend(part.signature);
            out.extend([20, 0]);
            put_fields(&mut out, &part.local);
            out.extend(&part.local.name);
            out.extend(&part.local.extra);
            out.extend(&part.data);
            out.extend(&part.descriptor);
        }
        out.extend(&self.before_directory);
        let directory = out.len();
        for (part, offset) in self.parts.iter().zip(offsets) {
            out.extend(part.listed_signature);
            out.extend(part.made_by.to_le_bytes());
            out.extend([part.needs, 0]);
            put_fields(&mut out, &part.listed);
            out.extend([0; 6]); // comment, disk, internal attributes
            out.extend(part.attributes.to_le_bytes());
            out.extend(part.offset.unwrap_or(offset).to_le_bytes());
            out.extend(&part.listed.name);
            out.extend(&part.listed.extra);
        }
        let directory_bytes = out.len() - directory;
        out.extend(&self.before_end_record);
        if self.zip64 {
            self.put_zip64(&mut out, directory, directory_bytes);
        }
        let plain = |truth: usize| if self.zip64 { u32::MAX } else { u32::try_from(truth).unwrap() };
        let count = if self.zip64 { u16::MAX } else { u16::try_from(self.parts.len()).unwrap() };
        out.extend(b"PK\x05\x06");
        out.extend(self.disk.to_le_bytes());
        out.extend(self.disk.to_le_bytes());
        out.extend(self.entries.unwrap_or(count).to_le_bytes());
        out.extend(self.entries.unwrap_or(count).to_le_bytes());
        out.extend(self.directory_bytes.unwrap_or(plain(directory_bytes)).to_le_bytes());
        out.extend(self.directory_offset.unwrap_or(plain(directory)).to_le_bytes());
        out.extend(self.comment_bytes.unwrap_or(u16::try_from(self.comment.len()).unwrap()).to_le_bytes());
        out.extend(&self.comment);
        out
    }

    fn put_zip64(&self, out: &mut Vec<u8>, directory: usize, directory_bytes: usize) {
        let record = out.len() as u64;
        let entries = self.zip64_entries.unwrap_or(self.parts.len() as u64);
        out.extend(b"PK\x06\x06");
        out.extend(44_u64.to_le_bytes());
        out.extend([45, 0, 45, 0]);
        out.extend([0; 8]); // disks
        out.extend(entries.to_le_bytes());
        out.extend(entries.to_le_bytes());
        out.extend((directory_bytes as u64).to_le_bytes());
        out.extend((directory as u64).to_le_bytes());
        out.extend(b"PK\x06\x07");
        out.extend([0; 4]);
        out.extend(record.to_le_bytes());
        out.extend(1_u32.to_le_bytes());
    }
}

/// The run of fields that both headers have.
fn put_fields(out: &mut Vec<u8>, fields: &Fields) {
    out.extend(fields.flags.to_le_bytes());
    out.extend(fields.method.to_le_bytes());
    out.extend([0; 4]); // time and date
    out.extend(fields.checksum.to_le_bytes());
    out.extend(fields.packed_bytes.to_le_bytes());
    out.extend(fields.bytes.to_le_bytes());
    out.extend(u16::try_from(fields.name.len()).unwrap().to_le_bytes());
    out.extend(u16::try_from(fields.extra.len()).unwrap().to_le_bytes());
}

/// An extra field.
pub(super) fn extra(number: u16, content: &[u8]) -> Vec<u8> {
    let mut field = number.to_le_bytes().to_vec();
    field.extend(u16::try_from(content.len()).unwrap().to_le_bytes());
    field.extend(content);
    field
}

pub(super) fn open(bytes: Vec<u8>) -> Result<Package, Unreadable> {
    Package::open_zip("test.zip", Box::new(bytes), Limits::default())
}

pub(super) fn open_archive(archive: &Archive) -> Package {
    open(archive.bytes()).unwrap_or_else(|unreadable| panic!("{unreadable:?}"))
}

pub(super) fn defects(archive: &Archive) -> Vec<Defect> {
    open_archive(archive).defects().to_vec()
}

/// Reads an entry with a buffer of `block` bytes: what was handed out, and how it ended.
pub(super) fn read(package: &Package, index: usize, block: usize) -> (Vec<u8>, Result<(), EntryFailure>) {
    let mut content = Vec::new();
    let mut buffer = vec![0; block];
    let mut reader = match package.read(index) {
        Ok(reader) => reader,
        Err(failure) => return (content, Err(failure)),
    };
    loop {
        match reader.read(&mut buffer) {
            Ok(0) => return (content, Ok(())),
            Ok(count) => content.extend(&buffer[..count]),
            Err(failure) => {
                assert_eq!(reader.read(&mut buffer), Err(failure.clone()), "a failure stays");
                return (content, Err(failure));
            }
        }
    }
}
