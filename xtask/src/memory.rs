//! Runs the tests of the CSV reader under Valgrind, where it is there: the one file with `unsafe` is in it.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::process;
use crate::workspace;

/// Tests that read megabytes: too slow under Valgrind, and the shorter ones go the same ways.
const LONG: [&str; 6] = [
    "quotes_that_open_on_every_line",
    "an_endless_line",
    "a_record_that_is_cut",
    "a_record_of_too_many_cells",
    "batches_are_the_rows",
    "nearly_every_row",
];

pub(crate) fn run() -> Result<()> {
    let Some(valgrind) = process::find("valgrind") else {
        println!("not run: Valgrind is missing (`apt-get install valgrind`)");
        return Ok(());
    };
    let root = workspace::root()?;
    let mut build = process::cargo();
    build
        .args(["test", "--package", "rostercheck", "--lib", "--no-run", "--message-format", "json"])
        .current_dir(&root);
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
