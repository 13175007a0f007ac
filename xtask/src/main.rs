//! `cargo xtask`: everything a developer of rostercheck runs, on a fresh machine too.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command-line program talks through these")]

mod bench;
mod bless;
mod browser;
mod build;
mod circles;
mod engine_words;
mod fuzz;
mod generate;
mod instructions;
mod licences;
mod lint;
mod machine_paths;
mod many;
mod memory;
mod new_receiver;
mod new_rule;
mod packages;
mod process;
mod release;
mod reproducible;
mod rule_pages;
mod rust_words;
mod serve;
mod setup;
mod sums;
mod supply;
mod test;
mod tools;
mod version;
mod wasm;
mod workspace;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Builds, serves, tests and lints rostercheck.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Finds or installs what the web build needs (the other commands do this themselves).
    Setup {
        /// Also what the tests need: Chromium, Firefox, WebKit and the packages of the browser tests.
        #[arg(long)]
        tests: bool,
    },
    /// Builds the page into dist/.
    Build,
    /// Builds the page and serves it, building again whenever a source changes.
    Serve {
        /// The port on this machine.
        #[arg(long, default_value_t = 8080)]
        port: u16,
    },
    /// Runs every test: native, WebAssembly and browser.
    Test {
        /// Only this part of the tests (repeatable).
        #[arg(long, value_enum)]
        only: Vec<test::Part>,
    },
    /// Measures what a check costs, natively and in Chromium.
    Bench(bench::Arguments),
    /// Checks formatting, lints and types, warnings being errors.
    Lint,
    /// Writes all golden files and generated documents anew, after a change that they are to show.
    Bless,
    /// Writes the skeleton of a rule and enters it where rules are listed.
    NewRule {
        /// Its public name, in kebab-case: it names the bad thing.
        name: String,
        /// What it looks at.
        #[arg(long, value_enum, default_value = "cell")]
        scope: new_rule::Scope,
    },
    /// Writes the skeleton of a receiver and enters it where receivers are listed.
    NewReceiver {
        /// Its id, in kebab-case: its name.
        id: String,
    },
    /// Writes the list of the licences of what is part of the page anew.
    Licences,
    /// Builds the page twice from what is committed, in two folders, and compares the bytes.
    Reproducible,
    /// Builds what is released into target/release-files: crate, wheel, npm package, archive, page.
    Release {
        /// Only this piece (repeatable).
        #[arg(long, value_enum)]
        only: Vec<release::Piece>,
        /// Also writes SHA256SUMS of all that is there.
        #[arg(long)]
        sums: bool,
    },
    /// Runs the fuzz targets, where nightly and cargo-fuzz are there.
    Fuzz {
        /// How long each target runs.
        #[arg(long, default_value_t = 30)]
        seconds: u32,
        /// Only this target.
        #[arg(long)]
        target: Option<String>,
    },
    /// Runs the tests of the CSV reader under Valgrind and Miri, where they are there.
    Memory,
    /// Writes a made-up OneRoster package as Infinite Campus would export it.
    Generate {
        /// How many students the district has.
        #[arg(long, value_parser = clap::value_parser!(u32).range(1..=20_000_000), required_unless_present = "after")]
        students: Option<u32>,
        /// The package that was sent before: what is sent next is made from it.
        #[arg(long, requires = "change", conflicts_with = "students")]
        after: Option<PathBuf>,
        /// What has happened since.
        #[arg(long, value_enum, requires = "after")]
        change: Option<generate::Change>,
        /// The form of the sourcedIds: Campus' own numbers, or GUIDs everywhere.
        #[arg(long, value_enum, default_value_t)]
        ids: generate::Ids,
        /// What is wrong with the package.
        #[arg(long, value_enum, default_value_t)]
        faults: generate::Faults,
        /// The same seed gives the same package, byte for byte.
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// The zip to write.
        #[arg(long)]
        output: PathBuf,
    },
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Setup { tests } => setup::run(tests),
        Command::Build => build::run(),
        Command::Serve { port } => serve::run(port),
        Command::Test { only } => test::run(&only),
        Command::Bench(arguments) => bench::run(&arguments),
        Command::Lint => lint::run(),
        Command::Bless => bless::run(),
        Command::NewRule { name, scope } => new_rule::run(&name, scope),
        Command::NewReceiver { id } => new_receiver::run(&id),
        Command::Memory => memory::run(),
        Command::Licences => workspace::root().and_then(|root| licences::write(&root, None)),
        Command::Release { only, sums } => release::run(&only, sums),
        Command::Reproducible => reproducible::run(),
        Command::Fuzz { seconds, target } => fuzz::run(seconds, target.as_deref()),
        Command::Generate { after: Some(before), change: Some(change), output, .. } => {
            generate::run_after(&before, change, &output)
        }
        Command::Generate { students, ids, faults, seed, output, .. } => {
            generate::run(&generate::District { students: students.unwrap_or(1), ids, faults, seed }, &output)
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
