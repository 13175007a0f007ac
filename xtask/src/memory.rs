//! Runs the tests of the CSV reader under Valgrind and under Miri, where they are there: the one file with `unsafe` is in
//! it. Valgrind watches what the machine does; Miri knows the rules of the language and breaks none of them for speed.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::process;
use crate::workspace;

/// Tests that read megabytes: too slow under either, and the shorter ones go the same ways.
const LONG: [&str; 6] = [
    "quotes_that_open_on_every_line",
    "an_endless_line",
    "a_record_that_is_cut",
    "a_record_of_too_many_cells",
    "batches_are_the_rows",
    "nearly_every_row",
];

/// What Miri runs: the scanner, and the rows that are read through it. The rest of the reader has no part in it.
const SCANNER: [&str; 3] = ["csv::simd", "csv::row_bits", "csv::rows"];

pub(crate) fn run() -> Result<()> {
    let root = workspace::root()?;
    // What one of them finds does not keep the other from looking.
    let outcomes = [valgrind(&root), miri(&root)];
    outcomes.into_iter().collect()
}

fn valgrind(root: &Path) -> Result<()> {
    let Some(valgrind) = process::find("valgrind") else {
        println!("not run: Valgrind is missing (`apt-get install valgrind`)");
        return Ok(());
    };
    println!("== Valgrind");
    let mut build = process::cargo();
    build.args(["test", "--package", "rostercheck", "--lib", "--no-run", "--message-format", "json"]).current_dir(root);
    let messages = process::answer(&mut build).context("the tests could not be built")?;
    let program: PathBuf = messages
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .find_map(|message| message["executable"].as_str().map(PathBuf::from))
        .context("the build names no program")?;
    let mut command = Command::new(valgrind);
    command
        .args(["--quiet", "--error-exitcode=9"])
        .arg(program)
        .args(["csv::", "--test-threads", "1"])
        .current_dir(root);
    for name in LONG {
        command.args(["--skip", name]);
    }
    process::run(&mut command)
}

fn miri(root: &Path) -> Result<()> {
    if process::answer(process::cargo().args(["+nightly", "miri", "--version"])).is_none() {
        println!(
            "not run: Miri is missing (`rustup toolchain install nightly`, `rustup +nightly component add miri rust-src`)"
        );
        return Ok(());
    }
    println!("== Miri");
    let mut command = process::cargo();
    command
        .args(["+nightly", "miri", "test", "--package", "rostercheck", "--lib", "--no-default-features", "--"])
        .args(SCANNER)
        .current_dir(root);
    for name in LONG {
        command.args(["--skip", name]);
    }
    process::run(&mut command)
}
