//! Times one part on one package, in a process of its own so that the peak of its memory is its own too.
#![allow(clippy::print_stdout, reason = "a command-line program talks through it")]

use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Parser;
use rostercheck::check::{Host, ReadAhead, read_ahead_in_thread};
use rostercheck::oneroster::value::Day;
use rostercheck::package::{Bytes, Limits, Package, ReadFailure};
use rostercheck_bench::{Part, TODAY, check, check_for_all, mask_by_two, repair_by_two, run};

#[derive(Parser)]
struct Arguments {
    /// inflate, floor, csv-crate, check, check-by-two, check-for-all, compare, mask, mask-by-two, repair or
    /// repair-by-two
    part: String,
    /// The zip
    package: PathBuf,
    /// The zip of the next day, for a comparison
    #[arg(long)]
    next: Option<PathBuf>,
    /// How often; each time is printed
    #[arg(long, default_value_t = 3)]
    times: u32,
}

struct OpenFile(File, u64);

impl OpenFile {
    fn open(path: &Path) -> std::io::Result<Self> {
        let file = File::open(path)?;
        let length = file.metadata()?.len();
        Ok(Self(file, length))
    }
}

impl Bytes for OpenFile {
    fn len(&self) -> u64 {
        self.1
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> Result<usize, ReadFailure> {
        use std::io::{Read, Seek, SeekFrom};
        let failure = |error: std::io::Error| ReadFailure { reason: error.to_string() };
        (&self.0).seek(SeekFrom::Start(offset)).map_err(failure)?;
        (&self.0).read(buffer).map_err(failure)
    }
}

/// A check in which a second thread reads ahead.
const BY_TWO: &str = "check-by-two";

/// A check for every receiver that is built in.
const FOR_ALL: &str = "check-for-all";

/// A masked copy that a second thread packs.
const MASK_BY_TWO: &str = "mask-by-two";

/// A corrected copy, the same way.
const REPAIR_BY_TWO: &str = "repair-by-two";

/// Has this package read ahead.
struct ByTwo(PathBuf);

impl Host for ByTwo {
    fn today(&self) -> Day {
        TODAY
    }

    fn read_ahead(&mut self, entry: usize) -> Option<Box<dyn ReadAhead>> {
        read_ahead_in_thread(once_more(&self.0), entry)
    }
}

/// Opens the package again, for a second thread.
fn once_more(path: &Path) -> impl FnOnce() -> Option<Package> + Send + use<> {
    let path = path.to_owned();
    move || Package::open_zip("", Box::new(OpenFile::open(&path).ok()?), Limits::default()).ok()
}

fn main() -> Result<(), String> {
    let arguments = Arguments::parse();
    let part = Part::from_name(&arguments.part);
    if part.is_none() && ![BY_TWO, FOR_ALL, MASK_BY_TWO, REPAIR_BY_TWO].contains(&arguments.part.as_str()) {
        let more = [BY_TWO, FOR_ALL, MASK_BY_TWO, REPAIR_BY_TWO].join(", ");
        return Err(format!("{}, {more}", Part::ALL.map(Part::name).join(", ")));
    }
    let mut times = Vec::new();
    let mut last = None;
    for _ in 0..arguments.times {
        let open = |path: &Path| OpenFile::open(path).map(Box::new).map_err(|error| error.to_string());
        let file = open(&arguments.package)?;
        let next = arguments.next.as_deref().map(open).transpose()?;
        let start = Instant::now();
        let amount = match part {
            Some(part) => run(part, file, next.map(|next| next as Box<dyn Bytes>))?,
            None if arguments.part == FOR_ALL => check_for_all(file)?,
            None if arguments.part == MASK_BY_TWO => mask_by_two(file, once_more(&arguments.package))?,
            None if arguments.part == REPAIR_BY_TWO => {
                let mut host = ByTwo(arguments.package.clone());
                repair_by_two(file, once_more(&arguments.package), &mut host)?
            }
            None => check(file, &mut ByTwo(arguments.package.clone()))?,
        };
        times.push(format!("{:.4}", start.elapsed().as_secs_f64()));
        if last.is_some_and(|last| last != amount) {
            return Err("two runs gave different results".into());
        }
        last = Some(amount);
    }
    let amount = last.unwrap_or_default();
    println!(
        "{{\"part\":\"{}\",\"seconds\":[{}],\"bytes\":{},\"rows\":{},\"items\":{},\"peak_bytes\":{}}}",
        arguments.part,
        times.join(","),
        amount.bytes,
        amount.rows,
        amount.items,
        peak_bytes()
    );
    Ok(())
}

/// Most memory that the process has held, where the system tells.
fn peak_bytes() -> u64 {
    std::fs::read_to_string("/proc/self/status")
        .ok()
        .and_then(|status| {
            let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
            line.trim().trim_end_matches(" kB").trim().parse::<u64>().ok()
        })
        .map_or(0, |kilobytes| kilobytes * 1024)
}
