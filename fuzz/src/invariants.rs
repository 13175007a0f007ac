//! What must hold whatever comes in. The fuzz targets feed these, and `tests/hostile.rs` feeds them mutated seeds.
//!
//! Each takes bytes of a stranger, and panics where something does not hold.

use rostercheck::check::{Checked, Options, Outcome, check, check_zip};
use rostercheck::copy::Copy;
use rostercheck::csv::{Ahead, Piece, Pieces, Rows, Source};
use rostercheck::mask::Key;
use rostercheck::oneroster::value::Day;
use rostercheck::package::{Bytes, Limits, Package};
use rostercheck::profiles::Receiver;
use rostercheck::repair::{Chosen, Fix, plan};
use rostercheck::report::{Format, Report, Style};
use rostercheck::rules::Values;

/// Small bounds, so that a bomb costs a fuzzer little.
const LIMITS: Limits = Limits {
    entry_bytes: 1 << 22,
    total_bytes: 1 << 23,
    ratio: 200,
    ratio_floor: 1 << 20,
    entries: 100,
    name_bytes: 256,
};

/// Elements of the report as a page; an element of a stranger's would be another.
const TAGS: [&str; 32] = [
    "!doctype", "a", "b", "body", "code", "dd", "dl", "dt", "h1", "h2", "h3", "h4", "head", "html", "li", "main",
    "meta", "ol", "p", "section", "span", "strong", "style", "table", "tbody", "td", "th", "thead", "title", "tr",
    "ul", "footer",
];

/// Files of a package; the first byte of an input chooses one of them.
pub const NAMES: [&str; 9] = [
    "users.csv",
    "orgs.csv",
    "enrollments.csv",
    "academicSessions.csv",
    "courses.csv",
    "classes.csv",
    "demographics.csv",
    "manifest.csv",
    "roles.csv",
];

const TODAY: Day = Day { year: 2026, month: 11, day: 22 };

/// A zip opens or is refused; every entry can be read to its end or its failure, and a failure stays.
pub fn zip_directory(bytes: &[u8]) {
    let Ok(package) = Package::open_zip("fuzz.zip", Box::new(bytes.to_vec()), LIMITS) else { return };
    assert!(package.entries().len() <= LIMITS.entries);
    let mut buffer = vec![0; 1 << 16];
    for (index, entry) in package.entries().iter().enumerate() {
        assert!(entry.path.len() <= 4 * LIMITS.name_bytes + 4, "a name is cut");
        let Ok(mut reader) = package.read(index) else { continue };
        let mut inflated = 0u64;
        let end = loop {
            match reader.read(&mut buffer) {
                Ok(0) => break None,
                Ok(count) => inflated += count as u64,
                Err(failure) => break Some(failure),
            }
        };
        assert!(inflated <= LIMITS.entry_bytes);
        match end {
            Some(failure) => assert_eq!(reader.read(&mut buffer), Err(failure)),
            None => assert_eq!(reader.read(&mut buffer), Ok(0)),
        }
    }
}

struct Trickle<'a> {
    text: &'a [u8],
    random: u64,
}

impl Source for Trickle<'_> {
    type Failure = std::convert::Infallible;

    fn read(&mut self, buffer: &mut [u8]) -> Result<usize, Self::Failure> {
        self.random ^= self.random << 13;
        self.random ^= self.random >> 7;
        self.random ^= self.random << 17;
        let most = usize::try_from(self.random % 97).unwrap_or(0) + 1;
        let end = most.min(buffer.len());
        self.text.read(&mut buffer[..end])
    }
}

/// Reads ahead until it has given out some pieces, as they come from one memory into another.
struct InPieces<'a> {
    pieces: Pieces<&'a [u8]>,
    left: u64,
    rest: &'a [u8],
}

impl<'a> InPieces<'a> {
    fn new(text: &'a [u8], random: u64) -> Self {
        let block = usize::try_from(random % 61).unwrap_or(0);
        Self { pieces: Pieces::new(text).of_bytes(block), left: random / 61 % 61, rest: text }
    }
}

impl Source for InPieces<'_> {
    type Failure = std::convert::Infallible;

    fn read(&mut self, buffer: &mut [u8]) -> Result<usize, Self::Failure> {
        self.rest.read(buffer)
    }

    fn ahead(&mut self) -> Ahead {
        if self.left == 0 {
            return Ahead::Nobody;
        }
        self.left -= 1;
        let mut piece = Piece::default();
        let Ok(is_there) = self.pieces.next(&mut piece, |_| 0);
        self.rest = &self.rest[usize::try_from(piece.bytes()).unwrap_or(0)..];
        if is_there { Ahead::Piece(Piece::new(piece.parts())) } else { Ahead::End }
    }
}

/// Rows do not depend on the pieces in which a file comes, nor on whether somebody reads ahead, nor on whether the index found their cells or the exact state
/// machine, nor on the size of a batch; their lines lie within the file and never go back.
pub fn csv_rows(text: &[u8], seed: u64) {
    let first = text.first().copied().unwrap_or(0);
    let width = usize::from(first % 8);
    let read_so = |random: Option<u64>, is_exact: bool, batch: usize, is_ahead: bool| {
        let mut told = Vec::new();
        let mut tell = |line, record, defect: String, cells: Vec<Vec<u8>>| told.push((line, record, defect, cells));
        macro_rules! rows {
            ($source:expr) => {{
                let mut rows = Rows::new($source);
                if width > 0 {
                    rows.set_width(width);
                }
                if is_exact {
                    rows.set_exact();
                }
                loop {
                    if batch > 0
                        && let Some(batch) = rows.next_batch(batch)
                    {
                        assert!(!batch.is_empty() && batch.rows().count() == batch.len());
                        for row in batch.rows() {
                            let cells: Vec<Vec<u8>> = (0..row.len()).map(|place| row.cell(place).to_vec()).collect();
                            tell(row.line, row.record, format!("{:?} {:?}", row.defect, row.broken_cell), cells);
                        }
                        for place in 0..width {
                            let column = (0..batch.len()).map(|number| batch.cell(number, place));
                            assert!(column.eq(batch.rows().map(|row| row.cell(place))), "column {place} of {text:?}");
                        }
                        continue;
                    }
                    let Ok(Some(row)) = rows.next_row() else { break };
                    let cells = (0..row.len()).map(|place| row.cell(place).to_vec()).collect();
                    assert!((0..row.len()).all(|place| row.line_of(place) >= row.line));
                    tell(row.line, row.record, format!("{:?} {:?}", row.defect, row.broken_cell), cells);
                }
                rows.line_ends()
            }};
        }
        let ends = match random {
            Some(random) if is_ahead => rows!(InPieces::new(text, random)),
            Some(random) => rows!(Trickle { text, random: random | 1 }),
            None => rows!(text),
        };
        (told, ends)
    };
    let read = |random, is_exact, batch| read_so(random, is_exact, batch, false);
    let batch = usize::try_from(seed % 5).unwrap_or(0);
    let (whole, ends) = read(None, false, 0);
    assert!((whole.clone(), ends) == read(Some(seed), false, 0), "rows depend on the pieces of {text:?}");
    assert!((whole.clone(), ends) == read(None, true, 0), "the index and the exact reader differ in {text:?}");
    assert!((whole.clone(), ends) == read(Some(seed), false, batch), "batches differ in {text:?}");
    assert!((whole.clone(), ends) == read_so(Some(seed), false, 256, true), "what was read ahead differs in {text:?}");
    // In UTF-16 and UTF-32 a byte that looks like a line end may be half a letter: there are at least as many.
    let most = 1 + text.iter().filter(|byte| matches!(byte, b'\n' | b'\r')).count() as u64;
    assert!(whole.iter().all(|row| (1..=most).contains(&row.0)), "a line outside of {text:?}");
    assert!(whole.is_sorted_by_key(|row| row.0), "lines go back in {text:?}");
}

fn checked(name: &str, text: &[u8]) -> Checked {
    let files: Vec<(String, Box<dyn Bytes>)> =
        vec![(name.to_owned(), Box::new(text.to_vec())), ("readme.txt".to_owned(), Box::new(text.to_vec()))];
    let package = Package::from_files("fuzz", files, LIMITS);
    let options = Options { profiles: Receiver::all().collect(), max_per_rule: 50, ..Options::default() };
    match check(&package, &options, &mut { TODAY }) {
        Ok(checked) => {
            if let Ok(unfolded) = check(&package, &Options { folds: false, ..options }, &mut { TODAY }) {
                assert_eq!(ready(&checked), ready(&unfolded), "folding changes a verdict");
            }
            checked
        }
        Err(_) => unreachable!("nobody cancels"),
    }
}

/// For whom the package is ready.
fn ready(checked: &Checked) -> Vec<bool> {
    Report::new(checked, Values::Masked).verdicts.iter().map(|verdict| verdict.ready).collect()
}

fn judge(checked: &Checked, lines: u64) {
    let report = Report::new(checked, Values::Masked);
    for finding in &report.findings {
        assert!(finding.line.is_none_or(|line| (1..=lines).contains(&line)), "{finding:?} in {lines} lines");
        assert!(finding.record.is_none_or(|record| record <= lines), "{finding:?} in {lines} lines");
    }
    for total in &report.totals {
        assert!(total.listed as u64 <= total.count);
        assert!(total.count > 0);
    }
    assert!(report.verdicts.iter().all(|verdict| !verdict.ready || checked.outcome == Outcome::Complete));
}

/// A whole check of a file ends, and every place that it names lies within the file.
pub fn whole_check(name: &str, text: &[u8]) {
    let lines = 1 + text.iter().filter(|byte| matches!(byte, b'\n' | b'\r')).count() as u64;
    judge(&checked(name, text), lines);
}

/// A masked package opens, and is said the same of, but by the rules that look at what a date means.
pub fn mask(name: &str, text: &[u8]) {
    // The package is a folder and its copy is a zip, of which one rule speaks.
    const OF_MEANING: [&str; 3] = ["implausible-birth-date", "date-last-modified-in-future", "zip-not-as-agreed"];
    let files = vec![(name.to_owned(), Box::new(text.to_vec()) as Box<dyn Bytes>)];
    let package = Package::from_files("fuzz.zip", files, LIMITS);
    let options = rostercheck::mask::Options { key: Key::new([7; 16]), keeps_school_names: false };
    let to = std::io::Cursor::new(Vec::new());
    let written = rostercheck::mask::mask(&package, options, to, &mut |_| std::ops::ControlFlow::Continue(()));
    // Beyond the limits of a fuzzer nothing is read.
    let Ok((written, _)) = written else { return };
    let copy = Package::open_zip("fuzz.zip", Box::new(written.into_inner()), Limits::default());
    let copy = copy.unwrap_or_else(|reason| unreachable!("the copy opens: {reason:?}"));
    assert_eq!(copy.defects(), []);
    let said = |package: &Package| {
        let options = Options { profiles: Receiver::all().collect(), max_per_rule: 200, ..Options::default() };
        let Ok(checked) = check(package, &options, &mut { TODAY }) else { unreachable!("nobody cancels") };
        let report = Report::new(&checked, Values::Masked);
        let found = report.findings.iter().filter(|finding| !OF_MEANING.contains(&finding.rule));
        let found: Vec<_> = found.map(|it| (it.rule, it.line, it.record, it.column.clone())).collect();
        (found, report.files.iter().map(|file| file.rows).collect::<Vec<_>>())
    };
    assert_eq!(said(&copy), said(&package), "the copy is said the same of");
}

/// The same for a zip.
pub fn zip_check(bytes: &[u8]) {
    let options = Options { profiles: Receiver::all().collect(), max_per_rule: 50, ..Options::default() };
    if let Ok(checked) = check_zip("fuzz.zip", Box::new(bytes.to_vec()), LIMITS, &options, &mut { TODAY }) {
        judge(&checked, u64::MAX);
    }
}

/// Whatever stands in cells and names: JSON and CSV parse back to what was said, nothing in them is a formula, and a
/// terminal is told nothing.
pub fn report_writers(text: &[u8]) {
    let name = format!("{}users.csv", String::from_utf8_lossy(text.get(..60).unwrap_or(text)));
    for (name, values) in [("users.csv", Values::Shown), (name.as_str(), Values::Masked)] {
        let report = Report::new(&checked(name, text), values);
        let written = |format| {
            let mut bytes = Vec::new();
            report
                .write(format, Style::Plain, &mut bytes)
                .unwrap_or_else(|error| unreachable!("memory takes it: {error}"));
            bytes
        };
        let json: Result<serde_json::Value, _> = serde_json::from_slice(&written(Format::Json));
        let json = json.unwrap_or_else(|error| unreachable!("JSON: {error}"));
        let messages = json["findings"].as_array().map_or(0, Vec::len);
        assert_eq!(messages, report.findings.len());
        for (told, finding) in json["findings"].as_array().into_iter().flatten().zip(&report.findings) {
            assert_eq!(told["message"].as_str(), Some(finding.message.as_str()));
            assert_eq!(told["value"].as_str(), finding.value.as_deref());
        }
        let sarif: Result<serde_json::Value, _> = serde_json::from_slice(&written(Format::Sarif));
        assert!(sarif.is_ok(), "SARIF: {sarif:?}");
        let html = written(Format::Html);
        let html = std::str::from_utf8(&html).unwrap_or_else(|error| unreachable!("UTF-8: {error}"));
        for tag in html.split('<').skip(1) {
            let name = tag
                .trim_start_matches('/')
                .split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '!')
                .next();
            assert!(name.is_some_and(|name| TAGS.contains(&name)), "a raw <: {:?}", tag.get(..40).unwrap_or(tag));
        }
        let table = written(Format::Csv);
        let mut rows =
            csv::ReaderBuilder::new().from_reader(table.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(&table));
        for row in rows.records() {
            let row = row.unwrap_or_else(|error| unreachable!("CSV: {error}"));
            for cell in &row {
                let is_number =
                    cell.strip_prefix('-').is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()));
                assert!(is_number || !cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "a formula: {cell:?}");
            }
        }
        let page = written(Format::Text);
        let page = std::str::from_utf8(&page).unwrap_or_else(|error| unreachable!("UTF-8: {error}"));
        let is_obeyed = |letter: char| {
            letter != '\n'
                && (letter.is_control() || matches!(letter, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'))
        };
        assert!(!page.contains(is_obeyed), "a terminal would obey {page:?}");
    }
}

/// A package in which this file is damaged in whatever way is repaired: the copy can be opened and every file of it read,
/// no record is lost, and there is nothing to repair in it.
pub fn repair(name: &str, text: &[u8]) {
    let mut files: Vec<(String, Box<dyn Bytes>)> = vec![(name.to_owned(), Box::new(text.to_vec()))];
    for (other, content) in rostercheck::sample::FILES.iter().filter(|(other, _)| *other != name) {
        files.push(((*other).to_owned(), Box::new(content.as_bytes().to_vec())));
    }
    let package = Package::from_files("fuzz", files, LIMITS);
    let options = Options::default();
    let planned = |package: &Package| plan(package, &options, Chosen::safe(), 0, &mut { TODAY });
    let Ok(plan) = planned(&package) else { return };
    let mut copy = Copy::new(std::io::Cursor::new(Vec::new()));
    let written = plan.write(&package, &mut copy).map(|()| copy.end());
    let Ok(Ok(bytes)) = written else { unreachable!("memory takes it") };
    let Ok(copy) = Package::open_zip("fuzz.zip", Box::new(bytes.into_inner()), LIMITS) else {
        unreachable!("the copy cannot be opened")
    };
    let records = |package: &Package| {
        let checked = check(package, &options, &mut { TODAY }).unwrap_or_else(|_| unreachable!("nobody cancels"));
        let files = checked.files.iter().filter(|file| file.name != "manifest.csv");
        files.map(|file| file.rows).sum::<u64>()
    };
    let left_out = plan.ledger().counts().find(|(fix, _)| *fix == Fix::IdenticalRows).map_or(0, |(_, count)| count);
    assert_eq!(records(&copy) + left_out, records(&package), "records are lost");
    let Ok(again) = planned(&copy) else { unreachable!("the copy cannot be repaired") };
    assert_eq!(again.ledger().total(), 0, "{:?}", again.ledger().counts().collect::<Vec<_>>());
}

/// A description of a receiver is taken or refused in one line of plain text. What is taken reads the same when it is
/// written again, in a file or in a link, and has no markup in it.
pub fn receiver(bytes: &[u8]) {
    use rostercheck::receivers::{Described, Refused, from_link, to_link};
    let text = String::from_utf8_lossy(bytes);
    for result in [Described::read(bytes), from_link(text.trim_end())] {
        match result {
            Ok(described) => {
                let json = described.to_json();
                assert!(!json.contains(['<', '>']) && !json.chars().any(char::is_control));
                assert_eq!(Described::read(json.as_bytes()), Ok(described.clone()));
                match to_link(&described) {
                    Ok(link) => assert_eq!(from_link(&link), Ok(described)),
                    Err(refused) => assert!(matches!(refused, Refused::LongLink(_))),
                }
            }
            Err(refused) => assert!(!refused.to_string().chars().any(char::is_control)),
        }
    }
}
