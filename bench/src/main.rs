//! Times one part on one package, in a process of its own so that the peak of its memory is its own too.
#![allow(clippy::print_stdout, reason = "a command-line program talks through it")]

use std::fs::File;
use std::path::PathBuf;
use std::time::Instant;

use clap::Parser;
use rostercheck::package::{Bytes, ReadFailure};
use rostercheck_bench::{Part, run};

#[derive(Parser)]
struct Arguments {
    /// inflate, floor, csv-crate or check
    part: String,
    /// The zip
    package: PathBuf,
    /// How often; each time is printed
    #[arg(long, default_value_t = 3)]
    times: u32,
}

struct OpenFile(File, u64);

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

fn main() -> Result<(), String> {
    let arguments = Arguments::parse();
    let part = Part::from_name(&arguments.part).ok_or("inflate, floor, csv-crate or check")?;
    let mut times = Vec::new();
    let mut last = None;
    for _ in 0..arguments.times {
        let file = File::open(&arguments.package).map_err(|error| error.to_string())?;
        let length = file.metadata().map_err(|error| error.to_string())?.len();
        let start = Instant::now();
        let amount = run(part, Box::new(OpenFile(file, length)))?;
        times.push(format!("{:.4}", start.elapsed().as_secs_f64()));
        if last.is_some_and(|last| last != amount) {
            return Err("two runs gave different results".into());
        }
        last = Some(amount);
    }
    let amount = last.unwrap_or_default();
    println!(
        "{{\"part\":\"{}\",\"seconds\":[{}],\"bytes\":{},\"rows\":{},\"items\":{},\"peak_bytes\":{}}}",
        part.name(),
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
