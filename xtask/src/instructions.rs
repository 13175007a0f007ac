//! Guards the speed of the hot paths by counting their instructions under Valgrind: time is noise on a shared machine,
//! and this number is the same on every run.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::generate::{self, District, Faults, Ids};
use crate::packages;
use crate::process;
use crate::workspace;

/// Instructions of the whole check for one of the floor, which inflates the files and finds every cell. Measured: see
/// docs/performance.md. A change that makes this fail makes every check slower; one that leaves room lowers the number.
const MOST_OF_A_CHECK: f64 = 2.9;

/// Instructions of the check of a package whose every enrollment is wrong, for one of the same without faults.
const MOST_OF_FAULTS: f64 = 1.2;

/// Instructions of the floor for one of inflating alone.
const MOST_OF_THE_FLOOR: f64 = 2.2;

/// Instructions of a check for all receivers for one of a check for those that are chosen by default.
const MOST_FOR_ALL: f64 = 1.15;

/// Large enough that what is done once does not count, small enough for Valgrind.
const DISTRICT: District = District { students: 10_000, ids: Ids::Short, faults: Faults::None, seed: 1 };

pub(crate) fn run() -> Result<()> {
    if process::find("valgrind").is_none() {
        let is_debian = Path::new("/etc/debian_version").is_file();
        let installed = if is_debian { packages::apt_install(&["valgrind"]) } else { Ok(()) };
        if let Err(error) = installed {
            eprintln!("{error:#}");
        }
        if process::find("valgrind").is_none() {
            println!("NOT RUN: the instructions were not counted, because Valgrind is missing");
            return Ok(());
        }
    }
    let root = workspace::root()?;
    process::run(process::cargo().args(["build", "--release", "--package", "rostercheck-bench"]).current_dir(&root))?;
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), std::path::PathBuf::from);
    let program = target.join("release").join("rostercheck-bench");
    let package = target.join("instructions.zip");
    generate::run(&DISTRICT, &package)?;
    let [inflate, floor, check] = ["inflate", "floor", "check"].map(|part| count(&program, part, &package, &target));
    let (inflate, floor, check) = (inflate?, floor?, check?);
    let (of_floor, of_check) = (floor / inflate, check / floor);
    let faulty = target.join("instructions-faulty.zip");
    generate::run(&District { faults: Faults::Enrollments, ..DISTRICT }, &faulty)?;
    let of_faults = count(&program, "check", &faulty, &target)? / check;
    let for_all = count(&program, "check-for-all", &package, &target)? / check;
    println!("instructions: inflate 1, floor {of_floor:.2} (at most {MOST_OF_THE_FLOOR})");
    println!("instructions: floor 1, check {of_check:.2} (at most {MOST_OF_A_CHECK})");
    println!("instructions: check 1, with every enrollment wrong {of_faults:.2} (at most {MOST_OF_FAULTS})");
    println!("instructions: check 1, for all receivers {for_all:.2} (at most {MOST_FOR_ALL})");
    ensure!(of_floor <= MOST_OF_THE_FLOOR, "finding the cells takes more instructions than it may");
    ensure!(of_check <= MOST_OF_A_CHECK, "the check takes more instructions than it may");
    ensure!(of_faults <= MOST_OF_FAULTS, "what is wrong takes more instructions than it may");
    ensure!(for_all <= MOST_FOR_ALL, "more receivers take more instructions than they may");
    Ok(())
}

fn count(program: &Path, part: &str, package: &Path, folder: &Path) -> Result<f64> {
    let mut command = Command::new("valgrind");
    let profile = folder.join(format!("instructions-{part}.out"));
    command
        .arg("--tool=callgrind")
        .arg(format!("--callgrind-out-file={}", profile.display()))
        .arg(program)
        .arg(part)
        .arg(package)
        .args(["--times", "1"]);
    let output = command.output().context("Valgrind could not be started")?;
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{part} failed under Valgrind: {said}");
    let counted = said.lines().find_map(|line| line.split_once("Collected :")).context("Valgrind counted nothing")?.1;
    counted.trim().parse().with_context(|| format!("Valgrind counted {counted}"))
}
