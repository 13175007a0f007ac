//! Runs the fuzz targets, where a nightly toolchain and cargo-fuzz are there; else says what is missing.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process;
use crate::workspace;

/// The targets; `fuzz/Cargo.toml` lists the same, which a test sees to.
const TARGETS: [&str; 9] = [
    "zip_directory",
    "csv_rows",
    "whole_check",
    "report_writers",
    "differential",
    "repair",
    "mask",
    "receiver",
    "compare",
];

/// Runs each target, or one, for some seconds. Inputs that it finds stay in `fuzz/corpus`, which is not committed.
pub(crate) fn run(seconds: u32, only: Option<&str>) -> Result<()> {
    let root = workspace::root()?;
    if process::answer(process::cargo().args(["+nightly", "--version"])).is_none() {
        println!("not run: fuzzing needs a nightly toolchain (`rustup toolchain install nightly`)");
        return Ok(());
    }
    if process::answer(process::cargo().args(["+nightly", "fuzz", "--version"])).is_none() {
        println!("not run: cargo-fuzz is missing (`cargo install --locked cargo-fuzz`)");
        return Ok(());
    }
    if let Some(unknown) = only.filter(|only| !TARGETS.contains(only)) {
        bail!("there is no target {unknown}; the targets are {}", TARGETS.join(", "));
    }
    for target in TARGETS.into_iter().filter(|target| only.is_none_or(|only| only == *target)) {
        let corpus = root.join("fuzz/corpus").join(target);
        fs::create_dir_all(&corpus).with_context(|| format!("{} cannot be made", corpus.display()))?;
        println!("== {target}, {seconds} s");
        process::run(&mut command(&root, target, &corpus, seconds))?;
    }
    Ok(())
}

/// What libFuzzer is told of a target. The bytes of `differential` are seeds, four for each thing done to a package; and
/// hardly two packages go each way equally often, so that counting how often would call every one of them new.
fn settings(target: &str) -> &'static [&'static str] {
    match target {
        "compare" => &["-max_len=1024"],
        "differential" => &["-max_len=128", "-use_counters=0", "-entropic=0"],
        _ => &["-max_len=65536"],
    }
}

/// Where a target's seeds are: a repair begins with the same files as a check.
fn seeds(target: &str) -> &str {
    if target == "repair" { "whole_check" } else { target }
}

fn command(root: &Path, target: &str, corpus: &Path, seconds: u32) -> Command {
    let mut command = process::cargo();
    command
        .args(["+nightly", "fuzz", "run", target])
        .arg(corpus)
        .arg(root.join("fuzz/seeds").join(seeds(target)))
        .args(["--", "-rss_limit_mb=1024", "-timeout=10", "-print_final_stats=1"])
        .args(settings(target))
        .arg(format!("-max_total_time={seconds}"))
        .current_dir(root);
    command
}

#[cfg(test)]
mod tests {
    use super::TARGETS;

    #[test]
    fn every_target_is_listed() {
        let manifest = include_str!("../../fuzz/Cargo.toml");
        let listed: Vec<&str> =
            manifest.split("[[bin]]\nname = \"").skip(1).filter_map(|bin| bin.split('"').next()).collect();
        assert_eq!(listed, TARGETS);
    }
}
