//! What a check costs beside what it cannot do without, natively and in Chromium: times within one run, and memory.
//!
//! Seconds say little on a machine that does other things too. So every part is done several times, the shortest counts,
//! and what is told are the ratios between the parts of one run.

mod page;

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::browser;
use crate::generate::{self, Change, District, Faults, Ids};
use crate::packages;
use crate::process;
use crate::setup;
use crate::wasm;
use crate::workspace;

/// What is measured.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Sizes of the districts, in students
    #[arg(long, value_delimiter = ',', default_values_t = [1_000, 10_000, 100_000, 500_000])]
    students: Vec<u32>,
    /// How often each part is done; the shortest time counts
    #[arg(long, default_value_t = 5)]
    times: u32,
    /// Only natively
    #[arg(long)]
    native: bool,
    /// Writes docs/performance.md and its plots
    #[arg(long)]
    write: bool,
}

/// One part of one package in one place.
struct Measured {
    package: String,
    place: &'static str,
    part: String,
    seconds: f64,
    bytes: u64,
    rows: u64,
    peak: u64,
}

const PARTS: [&str; 5] = ["inflate", "floor", "csv-crate", "check", "check-by-two"];

/// What is done with a package beside a check, and measured against it.
const BESIDE: [&str; 5] = ["compare", "mask", "mask-by-two", "repair", "repair-by-two"];

/// What the page itself is timed for, with a package and the one of the next day: until the verdict is there, and until
/// the comparison is. Asked for by the second.
const DROPS: [&str; 2] = ["drop-to-verdict", "drop-to-comparison"];

/// In the name of the package that is dropped on the page.
const DROPPED: &str = "1-000-students.zip";

/// Whether a part is done with a package. Only what has faults in its forms is repaired, and nothing else is measured
/// with it.
fn is_done(part: &str, package: &Path) -> bool {
    let has_other_forms = package.to_string_lossy().contains(FORMS);
    match part {
        "check" => true,
        "repair" | "repair-by-two" => has_other_forms,
        _ if BESIDE.contains(&part) => next_day(package).is_file(),
        _ => !has_other_forms,
    }
}

/// In the name of the package whose every enrollment has other forms.
const FORMS: &str = "other-forms";

/// What is only done natively: on the page one worker does it.
fn is_native_only(part: &str) -> bool {
    matches!(part, "mask-by-two" | "repair-by-two")
}

/// The package of the next day, beside the one of the day before.
fn next_day(package: &Path) -> PathBuf {
    package.with_extension("next-day.zip")
}

pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let root = workspace::root()?;
    let folder = root.join("target").join("bench");
    std::fs::create_dir_all(&folder)?;
    let packages = packages(&arguments.students, &folder)?;
    let mut all = native(&root, arguments.times, &packages)?;
    if !arguments.native {
        all.extend(chromium(arguments.times, &folder, &packages)?);
    }
    let results = json!({
        "machine": machine(),
        "command": format!("cargo xtask bench {}", std::env::args().skip(2).collect::<Vec<_>>().join(" ")).trim_end(),
        "results": all.iter().map(as_json).collect::<Vec<_>>(),
    });
    let path = folder.join("results.json");
    std::fs::write(&path, format!("{results:#}\n"))?;
    println!("{}\n{}\n{}", page::table(&all), page::beside(&all), page::drops(&all));
    println!("As JSON: {}", path.display());
    if arguments.write {
        page::write(&root, &all, &machine())?;
    }
    Ok(())
}

fn packages(students: &[u32], folder: &Path) -> Result<Vec<(String, PathBuf)>> {
    let mut packages = Vec::new();
    for &students in students {
        packages.push((students, Ids::Short, Faults::None));
    }
    if let Some(&students) = students.last() {
        packages.push((students, Ids::Guid, Faults::None));
        packages.push((students, Ids::Short, Faults::Enrollments));
        packages.push((students, Ids::Short, Faults::Forms));
        packages.push((students, Ids::Guid, Faults::Forms));
    }
    let mut made = Vec::new();
    for (students, ids, faults) in packages {
        let name = format!(
            "{} students{}{}",
            page::counted(u64::from(students)),
            if ids == Ids::Guid { ", GUIDs" } else { "" },
            match faults {
                Faults::None => "",
                Faults::Enrollments => ", every enrollment wrong",
                Faults::Forms => ", other forms",
            }
        );
        let path = folder.join(format!("{}.zip", name.replace(", ", "-").replace([' ', ','], "-")));
        if !path.is_file() {
            generate::run(&District { students, ids, faults, seed: 1 }, &path)?;
        }
        if faults == Faults::None && !next_day(&path).is_file() {
            generate::run_after(&path, Change::Normal, &next_day(&path))?;
        }
        made.push((name, path));
    }
    Ok(made)
}

fn native(root: &Path, times: u32, packages: &[(String, PathBuf)]) -> Result<Vec<Measured>> {
    process::run(process::cargo().args(["build", "--release", "--package", "rostercheck-bench"]).current_dir(root))?;
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    let program = target.join("release").join("rostercheck-bench");
    let mut all = Vec::new();
    for (name, path) in packages {
        let next = next_day(path);
        for part in PARTS.into_iter().chain(BESIDE).filter(|part| is_done(part, path)) {
            eprintln!("natively: {part} of {name}");
            let mut command = Command::new(&program);
            command.arg(part).arg(path).args(["--times", &times.to_string()]);
            if part == "compare" {
                command.arg("--next").arg(&next);
            }
            let output = command.output()?;
            anyhow::ensure!(output.status.success(), "{part}: {}", String::from_utf8_lossy(&output.stderr));
            all.push(measured("natively", name, &serde_json::from_slice(&output.stdout)?)?);
        }
    }
    Ok(all)
}

fn chromium(times: u32, folder: &Path, packages: &[(String, PathBuf)]) -> Result<Vec<Measured>> {
    let web = setup::for_web_build()?;
    packages::npm_install(&web.root, "tests/browser")?;
    let chromium = browser::find_or_install()?;
    let target = folder.join("wasm");
    let mut command = web.cargo();
    command.args(["build", "--profile", "page", "--package", "rostercheck-bench", "--bin", "bench-worker"]);
    command.args(["--no-default-features", "--features", "worker", "--target", wasm::TARGET]);
    process::run(command.arg("--target-dir").arg(&target))?;
    let built = target.join(wasm::TARGET).join("page").join("bench-worker.wasm");
    let mut bindgen = web.wasm_bindgen();
    bindgen.args(["--target", "no-modules", "--no-typescript", "--out-name", "bench-worker", "--out-dir"]);
    process::run(bindgen.arg(folder).arg(built))?;
    // The check by two workers is that of the page.
    crate::build::page(&web)?;
    eprintln!("in Chromium: all parts of all packages");
    let mut command = Command::new("node");
    command.arg("bench.mjs").arg(folder).arg(times.to_string());
    for (_, path) in packages {
        let parts = PARTS.into_iter().chain(BESIDE).filter(|part| is_done(part, path) && !is_native_only(part));
        let mut parts: Vec<&str> = parts.collect();
        parts.extend(path.ends_with(DROPPED).then_some(DROPS[1]));
        command.arg(path).arg(parts.join(","));
    }
    command.current_dir(web.root.join("tests/browser")).env("ROSTERCHECK_CHROMIUM", chromium);
    let output = command.output()?;
    anyhow::ensure!(output.status.success(), "in Chromium: {}", String::from_utf8_lossy(&output.stderr));
    let mut all = Vec::new();
    for line in String::from_utf8(output.stdout)?.lines() {
        let value: Value = serde_json::from_str(line)?;
        let path = value.get("package").and_then(Value::as_str).context("a line without its package")?;
        let (name, _) = packages.iter().find(|(_, known)| known.as_os_str() == path).context("another package")?;
        all.push(measured("in Chromium", name, &value)?);
    }
    Ok(all)
}

fn measured(place: &'static str, package: &str, value: &Value) -> Result<Measured> {
    let number = |key: &str| value.get(key).and_then(Value::as_f64).with_context(|| format!("no {key}"));
    let seconds = value.get("seconds").and_then(Value::as_array).context("no seconds")?;
    let shortest = seconds.iter().filter_map(Value::as_f64).fold(f64::INFINITY, f64::min);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "these are whole numbers")]
    Ok(Measured {
        package: package.to_owned(),
        place,
        part: value.get("part").and_then(Value::as_str).context("no part")?.to_owned(),
        seconds: shortest,
        bytes: number("bytes")? as u64,
        rows: number("rows")? as u64,
        peak: number("peak_bytes")? as u64,
    })
}

fn as_json(measured: &Measured) -> Value {
    json!({
        "package": measured.package,
        "place": measured.place,
        "part": measured.part,
        "seconds": measured.seconds,
        "bytes": measured.bytes,
        "rows": measured.rows,
        "peak_bytes": measured.peak,
    })
}

/// The processor and how many of it, where the system tells.
fn machine() -> String {
    let processor = std::fs::read_to_string("/proc/cpuinfo").ok().and_then(|text| {
        let line = text.lines().find(|line| line.starts_with("model name"))?;
        Some(line.split_once(':')?.1.trim().to_owned())
    });
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    format!("{cores} cores, {}", processor.unwrap_or_else(|| std::env::consts::ARCH.into()))
}
