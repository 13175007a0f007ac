use super::super::archive_under_test::*;
use super::super::{Limits, Package};

/// Marsaglia's xorshift: the same bytes on every run.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % bound as u64).unwrap()
    }
}

/// Opens and reads everything; returns how much was handed out.
fn read_all(bytes: Vec<u8>, limits: Limits) -> usize {
    let Ok(package) = Package::open_zip("test.zip", Box::new(bytes), limits) else { return 0 };
    (0..package.entries().len()).map(|index| read(&package, index, 512).0.len()).sum()
}

fn seeds() -> [Vec<u8>; 3] {
    let rows = b"sourcedId,status,name\n1,active,North High\n2,active,South High\n".repeat(20);
    let parts = [
        Part::deflated("users.csv", &rows),
        Part::stored("orgs.csv", b"sourcedId\n1\n"),
        Part::deflated("data/classes.csv", &rows).both(|fields| fields.flags = 8).with(|part| {
            let fields = &part.listed;
            part.descriptor = [fields.checksum, fields.packed_bytes, fields.bytes].map(u32::to_le_bytes).concat();
        }),
    ];
    let plain = Archive::of(parts.clone());
    let long = Archive { zip64: true, comment: b"PK\x05\x06 and more".to_vec(), ..plain.clone() };
    let long_numbers = [Part::stored("users.csv", b"12345").both(|fields| {
        (fields.bytes, fields.packed_bytes) = (u32::MAX, u32::MAX);
        fields.extra = extra(1, &[5_u64.to_le_bytes(), 5_u64.to_le_bytes()].concat());
    })];
    [plain.bytes(), long.bytes(), Archive::of(long_numbers).bytes()]
}

#[test]
fn damaged_archives_neither_panic_nor_swell() {
    let limits = Limits { entry_bytes: 1 << 20, total_bytes: 1 << 21, entries: 50, ..Limits::default() };
    let seeds = seeds();
    let mut random = Random(0x5eed);
    for round in 0..20_000 {
        let mut bytes = seeds[round % seeds.len()].clone();
        for _ in 0..=random.below(6) {
            // The headers at the end matter most, so half of the blows fall there.
            let from = if random.below(2) == 0 { bytes.len().saturating_sub(300) } else { 0 };
            let at = from + random.below(bytes.len() - from);
            match random.below(6) {
                0 => bytes[at] = 0xff,
                1 => bytes[at] = 0,
                2 => bytes.truncate(at.max(1)),
                3 => bytes.insert(at, u8::try_from(random.below(256)).unwrap()),
                4 => bytes[at] ^= 1 << random.below(8),
                _ => bytes[at] = u8::try_from(random.below(256)).unwrap(),
            }
        }
        assert!(read_all(bytes, limits) <= 1 << 21);
    }
}

#[test]
fn every_truncation_and_every_bit() {
    for seed in seeds() {
        for length in 0..seed.len() {
            read_all(seed[..length].to_vec(), Limits::default());
        }
        for at in 0..seed.len() {
            for bit in 0..8 {
                let mut bytes = seed.clone();
                bytes[at] ^= 1 << bit;
                read_all(bytes, Limits::default());
            }
        }
    }
}

#[test]
fn a_file_full_of_end_records_costs_no_more() {
    let bytes = b"PK\x05\x06".repeat(500_000);
    assert_eq!(read_all(bytes, Limits::default()), 0);
    let empty = Archive::default().bytes().repeat(50_000);
    assert_eq!(read_all(empty, Limits::default()), 0);
}

#[test]
fn a_directory_of_lies_does_not_make_us_allocate() {
    let huge = Part::stored("users.csv", b"12345").both(|fields| {
        (fields.bytes, fields.packed_bytes) = (u32::MAX, u32::MAX);
        fields.extra = extra(1, &[u64::MAX.to_le_bytes(), u64::MAX.to_le_bytes()].concat());
    });
    let archive = Archive { zip64: true, zip64_entries: Some(u64::MAX), ..Archive::of([huge]) };
    assert!(read_all(archive.bytes(), Limits::default()) < 1000);
}
