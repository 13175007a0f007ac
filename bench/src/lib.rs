//! What `cargo xtask bench` times: a whole check, and what no check can do without.

use std::io::{Seek, SeekFrom, Write};
use std::ops::ControlFlow;

use rostercheck::check::{Host, Options, check_zip};
use rostercheck::compare;
use rostercheck::copy::Copy;
use rostercheck::csv::{RowBits, Rows};
use rostercheck::mask;
use rostercheck::oneroster::value::Day;
use rostercheck::package::{Bytes, EntryReader, Limits, Package};
use rostercheck::receivers::Receiver;
use rostercheck::repair::{self, Chosen};

/// What is timed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Every entry inflated, its checksum with it.
    Inflate,
    /// The same, and where every cell ends, by our own scanner.
    Floor,
    /// Every entry inflated, and its records read by the `csv` crate.
    CsvCrate,
    /// The whole check, all rules for all receivers.
    Check,
    /// A comparison with the package of the next day.
    Compare,
    /// A copy without people, written to nowhere.
    Mask,
    /// A corrected copy, planned and written to nowhere.
    Repair,
}

impl Part {
    /// All of them, from the least to the most.
    pub const ALL: [Self; 7] =
        [Self::Inflate, Self::Floor, Self::CsvCrate, Self::Check, Self::Compare, Self::Mask, Self::Repair];

    /// Its name in results.
    pub fn name(self) -> &'static str {
        match self {
            Self::Inflate => "inflate",
            Self::Floor => "floor",
            Self::CsvCrate => "csv-crate",
            Self::Check => "check",
            Self::Compare => "compare",
            Self::Mask => "mask",
            Self::Repair => "repair",
        }
    }

    /// By its name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.name() == name)
    }
}

/// What came out, so that nothing can be left away and different parts can be compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Amount {
    /// Bytes inflated; of a check, those of the files.
    pub bytes: u64,
    /// Rows, headers included; nothing for [`Part::Inflate`].
    pub rows: u64,
    /// Cells; findings of a check.
    pub items: u64,
}

/// Does a part once. `next` is the package of the next day, which only a comparison needs.
pub fn run(part: Part, bytes: Box<dyn Bytes>, next: Option<Box<dyn Bytes>>) -> Result<Amount, String> {
    if part == Part::Check {
        return check(bytes, &mut { TODAY });
    }
    let open = |bytes| Package::open_zip("bench.zip", bytes, Limits::default()).map_err(|why| format!("{why:?}"));
    let package = open(bytes)?;
    match part {
        Part::Compare => return compare(&package, &open(next.ok_or("compare with what?")?)?),
        Part::Mask => return mask(&package),
        Part::Repair => return repair(&package),
        _ => {}
    }
    let mut amount = Amount::default();
    for entry in 0..package.entries().len() {
        let reader = package.read(entry).map_err(|failure| format!("{failure:?}"))?;
        let one = match part {
            Part::Inflate => inflate(reader),
            Part::Floor => floor(reader),
            _ => csv_crate(reader),
        }?;
        amount.bytes += package.entries().get(entry).map_or(0, |entry| entry.bytes);
        amount.rows += one.rows;
        amount.items += one.items;
    }
    Ok(amount)
}

fn inflate(mut reader: EntryReader) -> Result<Amount, String> {
    let mut buffer = vec![0; 256 * 1024];
    while reader.read(&mut buffer).map_err(|failure| format!("{failure:?}"))? > 0 {
        std::hint::black_box(&buffer);
    }
    Ok(Amount::default())
}

fn floor(reader: EntryReader) -> Result<Amount, String> {
    let mut amount = Amount::default();
    let mut rows = Rows::new(reader);
    let failed = |failure| format!("{failure:?}");
    let Some(header) = rows.header().map_err(failed)? else { return Ok(amount) };
    let width = header.len();
    amount.rows += 1;
    amount.items += width as u64;
    rows.set_width(width);
    loop {
        if let Some(batch) = rows.next_batch(RowBits::ROWS) {
            amount.rows += batch.len() as u64;
            amount.items += (batch.len() * width) as u64;
            std::hint::black_box(&batch);
            continue;
        }
        let Some(row) = rows.next_row().map_err(failed)? else { return Ok(amount) };
        amount.rows += 1;
        amount.items += row.len() as u64;
    }
}

struct Input<'a>(EntryReader<'a>);

impl std::io::Read for Input<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.0.read(buffer).map_err(|failure| std::io::Error::other(format!("{failure:?}")))
    }
}

fn csv_crate(reader: EntryReader) -> Result<Amount, String> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .buffer_capacity(256 * 1024)
        .from_reader(Input(reader));
    let mut record = csv::ByteRecord::new();
    let mut amount = Amount::default();
    while reader.read_byte_record(&mut record).map_err(|error| error.to_string())? {
        amount.rows += 1;
        amount.items += record.len() as u64;
    }
    Ok(amount)
}

fn compare(old: &Package, new: &Package) -> Result<Amount, String> {
    let receivers: Vec<Receiver> = Receiver::all().collect();
    let compared = compare::compare(old, new, &receivers, &compare::Options::default(), &mut { TODAY })
        .map_err(|_| "the comparison was stopped".to_owned())?;
    let tables = &compared.comparison.tables;
    Ok(Amount {
        bytes: old.entries().iter().chain(new.entries()).map(|entry| entry.bytes).sum(),
        rows: tables.iter().map(|table| table.old + table.new).sum(),
        items: tables.iter().map(|table| table.gone + table.added + table.changed).sum(),
    })
}

fn mask_options() -> mask::Options {
    mask::Options { key: mask::Key::new([7; 16]), keeps_school_names: false }
}

fn masked(result: Result<(Nowhere, mask::Masked), rostercheck::copy::Failure>) -> Result<Amount, String> {
    let (written, masked) = result.map_err(|failure| format!("{failure:?}"))?;
    Ok(Amount { bytes: written.length, rows: masked.masked.len() as u64, items: masked.cells })
}

fn mask(package: &Package) -> Result<Amount, String> {
    masked(mask::mask(package, mask_options(), Nowhere::default(), &mut |_| ControlFlow::Continue(())))
}

/// A copy without people, packed by a second thread, which opens the package with `open`.
#[cfg(not(target_arch = "wasm32"))]
pub fn mask_by_two(bytes: Box<dyn Bytes>, open: impl FnOnce() -> Option<Package> + Send) -> Result<Amount, String> {
    let package = Package::open_zip("bench.zip", bytes, Limits::default()).map_err(|why| format!("{why:?}"))?;
    masked(mask::mask_by_two(&package, open, mask_options(), Nowhere::default(), &mut |_| ControlFlow::Continue(())))
}

/// A corrected copy, packed by a second thread and checked by a host that may have others read ahead.
#[cfg(not(target_arch = "wasm32"))]
pub fn repair_by_two(
    bytes: Box<dyn Bytes>,
    open: impl FnOnce() -> Option<Package> + Send,
    host: &mut dyn Host,
) -> Result<Amount, String> {
    let failed = |failure| format!("{failure:?}");
    let package = Package::open_zip("bench.zip", bytes, Limits::default()).map_err(|why| format!("{why:?}"))?;
    let plan = plan(&package, host)?;
    let written = plan.write_by_two(&package, open, Nowhere::default()).map_err(failed)?;
    Ok(Amount { bytes: written.length, rows: plan.names().count() as u64, items: plan.ledger().total() })
}

fn plan(package: &Package, host: &mut dyn Host) -> Result<repair::Plan, String> {
    repair::plan(package, &Options::default(), Chosen::safe(), 1000, host).map_err(|failure| format!("{failure:?}"))
}

fn repair(package: &Package) -> Result<Amount, String> {
    let plan = plan(package, &mut { TODAY })?;
    let mut copy = Copy::new(Nowhere::default());
    let failed = |failure| format!("{failure:?}");
    plan.write(package, &mut copy).map_err(failed)?;
    let written = copy.end().map_err(failed)?;
    Ok(Amount { bytes: written.length, rows: plan.names().count() as u64, items: plan.ledger().total() })
}

/// Takes whatever is written and keeps nothing.
#[derive(Debug, Default)]
struct Nowhere {
    at: u64,
    length: u64,
}

impl Write for Nowhere {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.at += bytes.len() as u64;
        self.length = self.length.max(self.at);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Seek for Nowhere {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.at = match to {
            SeekFrom::Start(at) => at,
            SeekFrom::End(by) => self.length.saturating_add_signed(by),
            SeekFrom::Current(by) => self.at.saturating_add_signed(by),
        };
        Ok(self.at)
    }
}

/// Any day will do, as long as it is always the same.
pub const TODAY: Day = Day { year: 2026, month: 11, day: 22 };

/// The whole check, for a host that may have others read ahead.
pub fn check(bytes: Box<dyn Bytes>, host: &mut dyn Host) -> Result<Amount, String> {
    check_with(bytes, &Options::default(), host)
}

/// The whole check for every receiver that is built in.
pub fn check_for_all(bytes: Box<dyn Bytes>) -> Result<Amount, String> {
    check_with(bytes, &Options { profiles: Receiver::all().collect(), ..Options::default() }, &mut { TODAY })
}

fn check_with(bytes: Box<dyn Bytes>, options: &Options, host: &mut dyn Host) -> Result<Amount, String> {
    let checked = check_zip("bench.zip", bytes, Limits::default(), options, host)
        .map_err(|_| "the check was stopped".to_owned())?;
    Ok(Amount {
        bytes: checked.files.iter().map(|file| file.bytes).sum(),
        rows: checked.files.iter().map(|file| file.rows + 1).sum(),
        items: checked.findings.totals().iter().map(|total| total.count).sum(),
    })
}
