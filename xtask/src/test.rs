//! Every test, part by part; a part that fails does not keep the others from running.

use std::env::consts::EXE_SUFFIX;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use clap::ValueEnum;

use crate::browser::Browsers;
use crate::build;
use crate::instructions;
use crate::many;
use crate::process;
use crate::release;
use crate::setup::{self, WebBuild};
use crate::wasm;
use crate::workspace;

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Part {
    /// The core, the command and xtask on this machine.
    Native,
    /// The instructions that the hot paths take.
    Instructions,
    /// The core as WebAssembly, on Node.js.
    Wasm,
    /// The page in Chromium; where this part is named, in Firefox and WebKit too.
    Browser,
    /// What is released, built, installed where nothing else is, and used. Only where it is named.
    Packages,
    /// The examples for thousands of packages: Spark on this machine, and the parts of a job of Kubernetes. Only where it is
    /// named: Spark is half a gigabyte.
    Spark,
}

/// Runs the parts. The native tests keep every core busy most of the time, but not always; beside them goes what needs
/// one core and no quiet: valgrind counts instructions, whatever else the machine does, and a build takes its time. The
/// page is tried in browsers afterwards, alone, because people's patience is part of these tests.
pub(crate) fn run(only: &[Part]) -> Result<()> {
    let wanted = |part| only.is_empty() || only.contains(&part);
    let stages = Stages::default();
    let mut web = None;
    thread::scope(|scope| {
        if wanted(Part::Native) {
            scope.spawn(|| stages.run("native tests", native));
        }
        if wanted(Part::Instructions) {
            stages.run("instructions of the hot paths", instructions::run);
        }
        if !wanted(Part::Wasm) && !wanted(Part::Browser) {
            return;
        }
        match setup::for_web_build() {
            Ok(built) => {
                if wanted(Part::Wasm) {
                    stages.run("WebAssembly tests", || wasm(&built));
                }
                // An older page would say nothing about this one.
                if wanted(Part::Browser) && stages.run("build of the page", || build::page(&built)) {
                    web = Some(built);
                }
            }
            Err(error) => {
                stages.run("set-up of the web build", || Err(error));
            }
        }
    });
    if let Some(web) = web {
        let which = if only.contains(&Part::Browser) { Browsers::All } else { Browsers::Chromium };
        stages.run("browser tests", || browser(&web, which));
    }
    if only.contains(&Part::Packages) {
        stages.run("packages, installed", release::test);
    }
    if only.contains(&Part::Spark) {
        stages.run("many packages", many);
    }
    stages.finish()
}

fn many() -> Result<()> {
    let root = workspace::root()?;
    many::test(&built_command(&root)?)
}

/// One step of optimization for what is tested: to compile it costs 400 s of processor time more, and `hostile` alone takes
/// 53 s in place of 289. Where one test is tried again and again, plain `cargo test` is quicker to compile.
pub(crate) const OPTIMIZED: [&str; 2] = ["--config", "profile.dev.package.rostercheck.opt-level=1"];

fn native() -> Result<()> {
    let root = workspace::root()?;
    process::run(process::cargo().args(OPTIMIZED).args(["test", "--workspace"]).current_dir(root))
}

fn wasm(web: &WebBuild) -> Result<()> {
    if !web.root.join("tests/wasm.rs").is_file() {
        println!("not run: there is no tests/wasm.rs");
        return Ok(());
    }
    build::fetch_crates(web)?;
    let mut command = web.cargo();
    command
        .args(["test", "--target", wasm::TARGET, "--no-default-features", "--features", "worker"])
        .args(["--test", "wasm"])
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner");
    process::run(&mut command)
}

fn browser(web: &WebBuild, which: Browsers) -> Result<()> {
    let folder = web.root.join("tests/browser");
    if !folder.join("package.json").is_file() {
        println!("not run: there is no tests/browser/package.json");
        return Ok(());
    }
    let tools = setup::for_tests(&web.root, which)?;
    let command = built_command(&web.root)?;
    process::run(
        process::npm().arg("test").current_dir(folder).envs(tools.browsers).env("ROSTERCHECK_COMMAND", &command),
    )?;
    // The same WebAssembly on every file of the corpora, without a browser.
    process::run(
        Command::new("node").arg("tests/corpora.mjs").current_dir(&web.root).env("ROSTERCHECK_COMMAND", command),
    )
}

/// The command `rostercheck`, built for this machine: its report is compared with the page's.
fn built_command(root: &Path) -> Result<PathBuf> {
    process::run(process::cargo().args(OPTIMIZED).args(["build", "--bin", "rostercheck"]).current_dir(root))?;
    // This very program lies in the same folder of build results, in one of its profiles.
    let here = std::env::current_exe().context("the folder of the built programs is not known")?;
    let target = here.ancestors().nth(2).context("xtask does not lie in a folder of cargo's")?;
    Ok(target.join("debug").join(format!("rostercheck{EXE_SUFFIX}")))
}

#[derive(Default)]
struct Stages {
    done: Mutex<Vec<(&'static str, Duration, bool)>>,
}

impl Stages {
    /// Runs a part, and says whether it passed.
    fn run(&self, name: &'static str, stage: impl FnOnce() -> Result<()>) -> bool {
        println!("\n== {name}");
        let started = Instant::now();
        let outcome = stage();
        let took = started.elapsed();
        if let Err(error) = &outcome {
            eprintln!("error: {name}: {error:#}");
        }
        println!("== {name}: {} after {:.1} s", word(outcome.is_ok()), took.as_secs_f64());
        self.done.lock().unwrap_or_else(PoisonError::into_inner).push((name, took, outcome.is_ok()));
        outcome.is_ok()
    }

    fn finish(self) -> Result<()> {
        let done = self.done.into_inner().unwrap_or_else(PoisonError::into_inner);
        println!("\n== all");
        for (name, took, passed) in &done {
            println!("{name:<30}{:<8}{:>8.1} s", word(*passed), took.as_secs_f64());
        }
        let failed = done.iter().filter(|(_, _, passed)| !passed).count();
        if failed > 0 {
            bail!("{failed} of {} parts failed", done.len());
        }
        Ok(())
    }
}

fn word(passed: bool) -> &'static str {
    if passed { "passed" } else { "FAILED" }
}
