//! Hostile and broken files: each is named for what it is, in bounded memory, in time that grows with the bytes, with
//! every place inside the file. Nothing here is a big file: the bytes are made as they are asked for.

#![allow(unsafe_code, reason = "an allocator that counts has to be one")]
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]
#![allow(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "sizes of a test")]

mod support;

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::rc::Rc;
use std::time::{Duration, Instant};

use rostercheck::check::{Checked, Extent, Options, Outcome, check, check_zip};
use rostercheck::package::{Bytes, Limits, Package, ReadFailure};
use rostercheck::report::{Format, Report, Style};
use rostercheck::rules::Values;

use support::{TODAY, TestPackage};

// ---------------------------------------------------------------------------------------------------------------------
// Memory is counted by thread: each test runs in one of its own.

struct Counting;

thread_local! {
    static NOW: Cell<isize> = const { Cell::new(0) };
    static PEAK: Cell<isize> = const { Cell::new(0) };
}

fn count(change: isize) {
    // A thread that ends gives memory back after its counters are gone.
    let _ = NOW.try_with(|now| {
        now.set(now.get() + change);
        let _ = PEAK.try_with(|peak| peak.set(peak.get().max(now.get())));
    });
}

// SAFETY: every call is handed to the system's allocator as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size().cast_signed());
        unsafe { System.alloc(layout) }
    }
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        count(layout.size().cast_signed());
        unsafe { System.alloc_zeroed(layout) }
    }
    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        count(-layout.size().cast_signed());
        unsafe { System.dealloc(memory, layout) }
    }
    unsafe fn realloc(&self, memory: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // Both exist while the content is copied.
        count(size.cast_signed());
        count(-layout.size().cast_signed());
        unsafe { System.realloc(memory, layout, size) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Most memory that a check may take, its report included.
const MOST_MEMORY: isize = 64 << 20;

// ---------------------------------------------------------------------------------------------------------------------
// Files

/// A file that begins with `head`, goes on with `unit` again and again, and ends with `tail`.
#[derive(Clone)]
struct Endless {
    head: Vec<u8>,
    unit: Vec<u8>,
    times: u64,
    tail: Vec<u8>,
}

impl Endless {
    fn new(head: &str, unit: impl Into<Vec<u8>>, bytes: u64, tail: &str) -> Self {
        let unit = unit.into();
        Self { head: head.into(), times: bytes / unit.len() as u64, unit, tail: tail.into() }
    }

    /// Lines of the file, as an editor counts them.
    fn lines(&self) -> u64 {
        let mut count = 1;
        let mut before = 0;
        let mut at = 0;
        let mut block = vec![0; 1 << 20];
        loop {
            let read = self.read_at(at, &mut block).unwrap();
            if read == 0 {
                return count;
            }
            at += read as u64;
            for byte in &block[..read] {
                count += u64::from(*byte == b'\r' || (*byte == b'\n' && before != b'\r'));
                before = *byte;
            }
        }
    }
}

impl Bytes for Endless {
    fn len(&self) -> u64 {
        (self.head.len() + self.tail.len()) as u64 + self.unit.len() as u64 * self.times
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> Result<usize, ReadFailure> {
        let (head, unit, body) = (self.head.len() as u64, self.unit.len() as u64, self.unit.len() as u64 * self.times);
        let mut filled = 0;
        while filled < buffer.len() {
            let at = offset + filled as u64;
            let piece = if at < head {
                &self.head[at as usize..]
            } else if at < head + body {
                let from = ((at - head) % unit) as usize;
                let left = (head + body - at) as usize;
                let piece = &self.unit[from..];
                &piece[..piece.len().min(left)]
            } else {
                self.tail.get((at - head - body) as usize..).unwrap_or_default()
            };
            if piece.is_empty() {
                break;
            }
            let count = piece.len().min(buffer.len() - filled);
            buffer[filled..filled + count].copy_from_slice(&piece[..count]);
            filled += count;
        }
        Ok(filled)
    }
}

const ORGS: &str = "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId\n";

/// Checks the base package with `orgs.csv` replaced.
fn check_orgs(orgs: impl Bytes + 'static) -> Checked {
    let mut files: Vec<(String, Box<dyn Bytes>)> = Vec::new();
    for (name, content) in TestPackage::base().files {
        if name != "orgs.csv" {
            files.push((name, Box::new(content)));
        }
    }
    files.push(("orgs.csv".into(), Box::new(orgs)));
    let package = Package::from_files("export", files, Limits::default());
    check(&package, &Options::default(), &mut { TODAY }).expect("nobody cancels")
}

struct Seen {
    rules: Vec<&'static str>,
    peak: isize,
    took: Duration,
}

/// Checks a file and writes its reports; every place must lie within it.
fn seen(orgs: &Endless) -> Seen {
    let lines = orgs.lines();
    let before = NOW.get();
    PEAK.set(before);
    let started = Instant::now();
    let checked = check_orgs(orgs.clone());
    let report = Report::new(&checked, Values::Masked);
    for format in Format::ALL {
        report.write(format, Style::Plain, &mut std::io::sink()).unwrap();
    }
    let took = started.elapsed();
    let peak = PEAK.get() - before;
    let of_orgs = |file: &Option<String>| file.as_deref() == Some("orgs.csv");
    for finding in report.findings.iter().filter(|finding| of_orgs(&finding.file)) {
        assert!(
            finding.line.is_none_or(|line| (1..=lines).contains(&line)),
            "{} of {lines}: {finding:?}",
            finding.rule
        );
    }
    let mut rules: Vec<&'static str> =
        report.totals.iter().filter(|total| of_orgs(&total.file)).map(|total| total.rule).collect();
    rules.dedup();
    Seen { rules, peak, took }
}

/// One file of some size must give the finding; four times the bytes must take at most six times as long.
fn is_withstood(what: &str, rule: &str, bytes: u64, file: impl Fn(u64) -> Endless) {
    let (mut small, mut large) = (seen(&file(bytes / 4)), seen(&file(bytes)));
    for seen in [&small, &large] {
        assert!(seen.rules.contains(&rule), "{what}: {:?}", seen.rules);
        assert!(seen.peak < MOST_MEMORY, "{what}: {} MiB", seen.peak >> 20);
    }
    // What is too quick to be measured passes; a busy machine gets a second and a third chance.
    for chance in 1..=3 {
        let floor = Duration::from_millis(20);
        if large.took.max(floor) <= 6 * small.took.max(floor) {
            return;
        }
        if chance < 3 {
            (small, large) = (seen(&file(bytes / 4)), seen(&file(bytes)));
        }
    }
    panic!("{what}: four times the bytes took {:?} after {:?}", large.took, small.took);
}

const MIB: u64 = 1 << 20;

#[test]
fn a_line_of_200_mb() {
    let file = |bytes| Endless::new(&format!("{ORGS}a,,,"), *b"xyz ", bytes, ",school,1,\n");
    let seen = seen(&file(200 * MIB));
    assert!(seen.rules.contains(&"line-too-long"), "{:?}", seen.rules);
    assert!(seen.peak < MOST_MEMORY, "{} MiB", seen.peak >> 20);
    is_withstood("a long line", "line-too-long", 16 * MIB, file);
}

#[test]
fn a_quoted_cell_of_200_mb() {
    let file = |bytes| Endless::new(&format!("{ORGS}a,,,\""), *b"xyz ", bytes, "\",school,1,\n");
    let seen = seen(&file(200 * MIB));
    assert!(seen.rules.contains(&"line-too-long"), "{:?}", seen.rules);
    assert!(seen.peak < MOST_MEMORY, "{} MiB", seen.peak >> 20);
    is_withstood("a long cell", "line-too-long", 16 * MIB, file);
    let lines = |bytes| Endless::new(&format!("{ORGS}a,,,\""), *b"xyz\r\n", bytes, "\",school,1,\n");
    // It is closed: one value that is too long, however many lines it has.
    is_withstood("a long cell of many lines", "line-too-long", 4 * SOME_RECORDS, lines);
}

/// A quarter of it is still longer than the longest record, so that both are read in the same way.
const SOME_RECORDS: u64 = 9 * MIB / 2;

fn quotes(units: &[&'static str]) {
    for unit in units {
        let file = |bytes| Endless::new(ORGS, *unit, bytes, "\n");
        let rules = seen(&file(SOME_RECORDS / 4)).rules;
        assert!(!rules.is_empty(), "{unit:?}");
        is_withstood(unit, rules[0], SOME_RECORDS, file);
    }
}

#[test]
fn endless_quotes() {
    quotes(&["\"", "\"\"\n", ",\"", "\"a\"b\"c,\n"]);
}

#[test]
fn quotes_that_open_on_every_line() {
    quotes(&["\"\n", "x\",\"a\n", "\",\"\n"]);
    let alternating = |bytes| Endless::new(ORGS, *b"x\",\"a,b\na,,,b,school,1,\n", bytes, "\n");
    is_withstood("open quotes between whole rows", "unclosed-quote", SOME_RECORDS, alternating);
}

#[test]
fn a_hundred_thousand_columns() {
    let header = |columns: usize| {
        let names = (0..columns).fold(String::new(), |all, number| all + ",c" + &number.to_string());
        let head = format!("{}{names}\n", ORGS.trim_end());
        Endless::new(&head, *b"a\n", 2, "")
    };
    is_withstood("unknown columns", "unknown-column", 100_000, |bytes| header(bytes as usize));
    let cells = |text: &'static str| move |bytes| Endless::new(ORGS.trim_end(), text, bytes, "\na,,,,,,\n");
    is_withstood("a million columns", "line-too-long", 4 * MIB, cells(",c"));
    is_withstood("columns without a name", "unnamed-column", 190_000, cells(","));
    is_withstood("one column again and again", "repeated-column", 400_000, cells(",name"));
    is_withstood("one metadata column again and again", "repeated-column", 400_000, cells(",metadata.x"));
    is_withstood("columns before the known", "unknown-column", 380_000, |bytes| Endless::new("", *b"q,", bytes, ORGS));
}

#[test]
fn many_cells_in_a_row_and_many_rows() {
    let file = |unit: &'static str| move |bytes| Endless::new(ORGS, unit, bytes, "\n");
    is_withstood("commas", "line-too-long", 16 * MIB, file(","));
    is_withstood("empty lines", "blank-row", 4 * MIB, file("\n"));
    is_withstood("short rows", "too-few-cells", 4 * MIB, file("a\n"));
    is_withstood("rows of commas", "header-width", 4 * MIB, file(",,,,,,,,,,,,,,,,,,,,\n"));
    // A list of many items behind a cell that spans lines.
    let list = |bytes: u64| {
        let head = format!("{},parents\n\"a\n", ORGS.trim_end());
        Endless::new(&head, *b"b\n", bytes / 2, "\",,,,school,1,x,y\n")
    };
    is_withstood("a cell of many lines", "line-break-in-cell", MIB, list);
}

#[test]
fn zeros_and_lone_carriage_returns_and_mixed_line_ends() {
    let file = |unit: &'static str| move |bytes| Endless::new(ORGS, unit, bytes, "\n");
    is_withstood("NUL", "line-too-long", 16 * MIB, file("\0"));
    is_withstood("CR", "cr-line-endings", 4 * MIB, file("\r"));
    is_withstood("rows ended by CR", "cr-line-endings", 4 * MIB, file("a,,,b,school,1,\r"));
    is_withstood("mixed", "cr-line-endings", 4 * MIB, file("a,,,b,school,1,\rb,,,b,school,1,\nc,,,b,school,1,\r\n"));
    is_withstood("CR CR LF", "cr-line-endings", 4 * MIB, file("a,,,b,school,1,\r\r\n"));
}

/// Every class of malformed UTF-8 (Unicode, table 3-7): lone continuation bytes, missing ones, overlong forms,
/// surrogates, beyond U+10FFFF, bytes that never occur.
const MALFORMED: [&[u8]; 20] = [
    b"\x80",
    b"\xBF",
    b"\x80\xBF\x80",
    b"\xC2",
    b"\xDF ",
    b"\xE0\xA0",
    b"\xE1\x80 ",
    b"\xF0\x90\x80",
    b"\xF1\x80 ",
    b"\xC0\x80",
    b"\xC1\xBF",
    b"\xE0\x80\x80",
    b"\xE0\x9F\xBF",
    b"\xF0\x80\x80\x80",
    b"\xF0\x8F\xBF\xBF",
    b"\xED\xA0\x80",
    b"\xED\xBF\xBF",
    b"\xF4\x90\x80\x80",
    b"\xF5\x80\x80\x80",
    b"\xFE\xFF",
];

#[test]
fn malformed_utf_8() {
    for bytes in MALFORMED {
        let row = [b"a,,,Sch", bytes, b"ool,school,1,\n"].concat();
        let seen = seen(&Endless { head: ORGS.into(), unit: row, times: 1, tail: Vec::new() });
        assert!(seen.rules.contains(&"not-utf8"), "{bytes:02X?}: {:?}", seen.rules);
    }
    let all = MALFORMED.concat();
    is_withstood("malformed everywhere", "not-utf8", 4 * MIB, |size| Endless {
        head: ORGS.into(),
        unit: [&all[..], b"\n"].concat(),
        times: size / all.len() as u64,
        tail: Vec::new(),
    });
    // In the header, where names are compared.
    let header = seen(&Endless {
        head: Vec::new(),
        unit: [&all[..], b",", ORGS.as_bytes()].concat(),
        times: 1,
        tail: b"x\n".into(),
    });
    assert!(header.rules.contains(&"not-utf8"), "{:?}", header.rules);
}

fn encoded(text: &str, width: usize, big: bool, mark: bool) -> Vec<u8> {
    let mut units: Vec<u32> =
        if width == 2 { text.encode_utf16().map(u32::from).collect() } else { text.chars().map(u32::from).collect() };
    if mark {
        units.insert(0, 0xFEFF);
    }
    units
        .into_iter()
        .flat_map(|unit| {
            let bytes = unit.to_be_bytes();
            let mut bytes = bytes[4 - width..].to_vec();
            if !big {
                bytes.reverse();
            }
            bytes
        })
        .collect()
}

#[test]
fn utf_16_and_utf_32() {
    let text = format!("{ORGS}a,,,Zoë 😀,school,1,\nb,,,,school,2,\n");
    for width in [2, 4] {
        for big in [false, true] {
            for mark in [false, true] {
                let bytes = encoded(&text, width, big, mark);
                for cut in 0..width {
                    let file = Endless {
                        head: bytes[..bytes.len() - cut].to_vec(),
                        unit: vec![0],
                        times: 0,
                        tail: Vec::new(),
                    };
                    let rules = seen(&file).rules;
                    assert!(rules.contains(&"utf-16-encoding"), "{width} {big} {mark} {cut}: {rules:?}");
                }
            }
        }
    }
    let unit = encoded("a,,,Zoë 😀,school,1,\n", 2, false, false);
    is_withstood("UTF-16", "utf-16-encoding", 4 * MIB, |size| Endless {
        head: encoded(ORGS, 2, false, true),
        times: size / unit.len() as u64,
        unit: unit.clone(),
        tail: vec![b'x'],
    });
    // Halves of pairs only.
    is_withstood("half pairs", "utf-16-encoding", 4 * MIB, |size| Endless {
        head: encoded(ORGS, 2, false, true),
        times: size / 2,
        unit: vec![0x3D, 0xD8],
        tail: vec![b'x'],
    });
}

#[test]
fn a_manifest_of_long_cells_is_not_kept_whole() {
    let mut files: Vec<(String, Box<dyn Bytes>)> = Vec::new();
    for (name, content) in TestPackage::base().files {
        if name != "manifest.csv" {
            files.push((name, Box::new(content)));
        }
    }
    let row = [b"x,".to_vec(), vec![b'y'; 900_000], b"\n".to_vec()].concat();
    files.push((
        "manifest.csv".into(),
        Box::new(Endless { head: b"propertyName,value\n".into(), unit: row, times: 200, tail: Vec::new() }),
    ));
    let package = Package::from_files("export", files, Limits::default());
    let before = NOW.get();
    PEAK.set(before);
    check(&package, &Options::default(), &mut { TODAY }).expect("nobody cancels");
    assert!(PEAK.get() - before < MOST_MEMORY, "{} MiB", (PEAK.get() - before) >> 20);
}

// ---------------------------------------------------------------------------------------------------------------------
// Honest failure

/// A zip that somebody shortens while it is read.
struct Shrinking {
    bytes: Vec<u8>,
    reads_left: Rc<Cell<i32>>,
}

impl Bytes for Shrinking {
    fn len(&self) -> u64 {
        self.bytes.len() as u64
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> Result<usize, ReadFailure> {
        self.reads_left.set(self.reads_left.get() - 1);
        if self.reads_left.get() < 0 {
            return Ok(0);
        }
        self.bytes.read_at(offset, buffer)
    }
}

#[test]
fn a_file_that_shrinks_while_it_is_read_keeps_the_findings_so_far() {
    let mut package = TestPackage::base();
    package.set("orgs.csv", format!("{ORGS}district1,,,,district,1,\n").into_bytes());
    let bytes = package.zip();
    let mut said_so = 0;
    let mut kept = 0;
    for reads in 0..200 {
        let reads_left = Rc::new(Cell::new(reads));
        let bytes = Box::new(Shrinking { bytes: bytes.clone(), reads_left: Rc::clone(&reads_left) });
        let checked = check_zip("OneRoster.zip", bytes, Limits::default(), &Options::default(), &mut { TODAY })
            .expect("nobody cancels");
        let report = Report::new(&checked, Values::Masked);
        if reads_left.get() >= 0 {
            assert_eq!(checked.outcome, Outcome::Complete);
            break;
        }
        assert_ne!(checked.outcome, Outcome::Complete, "after {reads} reads");
        assert!(report.verdicts.iter().all(|verdict| !verdict.ready));
        said_so += usize::from(report.findings.iter().any(|finding| {
            matches!(finding.rule, "unreadable-file" | "unreadable-package") && finding.message.contains("short")
        }));
        let is_orgs_read = checked.files.iter().any(|file| file.name == "orgs.csv" && file.extent == Extent::Whole);
        if is_orgs_read {
            assert!(report.findings.iter().any(|finding| finding.rule == "required-value"), "{:?}", report.totals);
            kept += 1;
        }
    }
    assert!(said_so > 0 && kept > 0, "{said_so} {kept}");
}

#[test]
fn a_failure_of_the_program_is_status_3_and_tells_nothing_of_the_file() {
    if !cfg!(debug_assertions) {
        return;
    }
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_rostercheck"))
        .args(["check", "Maple-School.zip"])
        .env("ROSTERCHECK_FAIL_ON_PURPOSE", "index 9 of Zoë Maple")
        .output()
        .expect("the command starts");
    assert_eq!(output.status.code(), Some(3));
    assert!(output.stdout.is_empty());
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.contains("itself failed at src/bin/rostercheck/main.rs:") && said.contains("your file may be fine"),
        "{said}"
    );
    assert!(said.contains(env!("CARGO_PKG_VERSION")) && !said.contains("Maple") && !said.contains("Zoë"), "{said}");
}

// ---------------------------------------------------------------------------------------------------------------------
// The invariants of fuzz/, on mutated seeds, so that they are tested where no fuzzer is

struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    fn mutate(&mut self, bytes: &mut Vec<u8>) {
        const TOKENS: [&[u8]; 16] = [
            b"\"",
            b"\"\"",
            b",",
            b"\n",
            b"\r",
            b"\r\n",
            b"\0",
            b"\xFF\xFE",
            b"\xEF\xBB\xBF",
            b"\xFF\xFF\xFF\xFF",
            b"PK\x01\x02",
            b"PK\x05\x06",
            b"PK\x03\x04",
            b"<script>",
            b"=1+1",
            b"\xE2\x80\xAE",
        ];
        for _ in 0..=self.below(6) {
            let at = self.below(bytes.len());
            match self.below(6) {
                0 if !bytes.is_empty() => bytes[at] ^= 1 << self.below(8),
                1 if !bytes.is_empty() => bytes[at] = self.next() as u8,
                2 => bytes.truncate(at),
                3 => {
                    let end = (at + self.below(40)).min(bytes.len());
                    let piece = bytes[at.min(end)..end].to_vec();
                    let to = self.below(bytes.len());
                    bytes.splice(to..to, piece);
                }
                4 if !bytes.is_empty() => {
                    let end = (at + self.below(20)).min(bytes.len());
                    bytes.drain(at..end);
                }
                _ => {
                    let token = TOKENS[self.below(TOKENS.len())];
                    bytes.splice(at..at, token.iter().copied());
                }
            }
        }
    }
}

#[path = "../fuzz/src/invariants.rs"]
#[allow(dead_code, unreachable_pub, reason = "fuzz/ uses all of it, from outside")]
mod invariants;

/// The seeds of `fuzz/`: the base package, and one small file for each kind of damage. `UPDATE_GOLDEN=1` writes them.
fn seeds() -> Vec<(&'static str, String, Vec<u8>)> {
    let mut seeds = vec![("zip_directory", "base.zip".to_owned(), TestPackage::base().zip())];
    for (name, text) in TestPackage::base().files {
        let choice = invariants::NAMES.iter().position(|known| *known == name).unwrap() as u8;
        for target in ["whole_check", "mask"] {
            seeds.push((target, name.clone(), [&[choice], &text[..]].concat()));
        }
        if name == "orgs.csv" {
            seeds.push(("csv_rows", "plain".into(), [&[7; 8], &text[..]].concat()));
            seeds.push((
                "csv_rows",
                "utf-16".into(),
                [&[7; 8], &encoded(&String::from_utf8_lossy(&text), 2, false, true)[..]].concat(),
            ));
            seeds.push((
                "csv_rows",
                "utf-32".into(),
                [&[7; 8], &encoded(&String::from_utf8_lossy(&text), 4, true, true)[..]].concat(),
            ));
        }
    }
    for (name, text) in [
        ("quotes", "a,\"b \"\"c\"\"\",d\r\n1,\"2\n3\",4\r5,\"6,7\n8,9\",0\n\"x\" y,z,\"\"\n"),
        ("open", "x\",\"a,b\na,b,c\nx\",\"a,b\n"),
    ] {
        seeds.push(("csv_rows", name.into(), [&[7; 8], text.as_bytes()].concat()));
    }
    let users = TestPackage::base().text("users.csv").unwrap().replace("student", "=1+1<script>\u{1b}[31m\u{202e}");
    seeds.push(("report_writers", "cells".into(), users.into_bytes()));
    let mut random = Random(0x1F83_D9AB_FB41_BD6B);
    let bytes = (0..400).map(|_| random.next().to_le_bytes()[0]).collect();
    seeds.push(("compare", "rows".into(), bytes));
    seeds
}

#[test]
fn the_seeds_are_fresh() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fuzz/seeds");
    for (target, name, bytes) in seeds() {
        let path = format!("{folder}/{target}/{name}");
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            std::fs::create_dir_all(format!("{folder}/{target}")).unwrap();
            std::fs::write(&path, &bytes).unwrap();
        }
        assert!(std::fs::read(&path).is_ok_and(|kept| kept == bytes), "{path} is stale");
    }
}

#[test]
fn mutated_seeds_hold_the_invariants() {
    let seeds: Vec<(String, Vec<u8>)> = TestPackage::base().files;
    let zip = TestPackage::base().zip();
    let mut random = Random(0x2545_F491_4F6C_DD1D);
    for round in 0..1500 {
        let (name, text) = &seeds[random.below(seeds.len())];
        let mut text = text.clone();
        random.mutate(&mut text);
        invariants::csv_rows(&text, random.next());
        if round % 3 == 0 {
            invariants::whole_check(name, &text);
        }
        let mut archive = zip.clone();
        random.mutate(&mut archive);
        invariants::zip_directory(&archive);
        if round % 3 == 1 {
            invariants::report_writers(&text);
        }
        if round % 30 == 2 {
            invariants::repair(name, &text);
        }
    }
}

#[test]
fn mutated_seeds_are_masked() {
    let seeds: Vec<(String, Vec<u8>)> = TestPackage::base().files;
    let mut random = Random(0x0DDB_1A5E_5BAD_5EED);
    for _ in 0..300 {
        let (name, text) = &seeds[random.below(seeds.len())];
        let mut text = text.clone();
        random.mutate(&mut text);
        invariants::mask(name, &text);
    }
}
