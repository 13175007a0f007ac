//! Formatting, lints and types; every warning is an error.

use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::circles;
use crate::engine_words;
use crate::licences;
use crate::machine_paths;
use crate::packages;
use crate::process;
use crate::setup;
use crate::supply;
use crate::wasm;

const DENY_WARNINGS: [&str; 3] = ["--", "-D", "warnings"];

pub(crate) fn run() -> Result<()> {
    let web = setup::for_web_build()?;
    let root = &web.root;
    let mut failed = Vec::new();
    let mut check = |name: &'static str, outcome: Result<()>| {
        if let Err(error) = outcome {
            eprintln!("error: {error:#}");
            failed.push(name);
        }
    };

    println!("== formatting");
    check("formatting", process::run(process::cargo().args(["fmt", "--all", "--check"]).current_dir(root)));

    println!("== Cargo.lock");
    let locked =
        process::answer(process::cargo().args(["metadata", "--locked", "--format-version", "1"]).current_dir(root));
    check(
        "Cargo.lock",
        locked.map(drop).context("Cargo.lock does not fit Cargo.toml: run `cargo check` and commit it"),
    );

    println!("== clippy, native");
    check(
        "clippy, native",
        process::run(
            process::cargo().args(["clippy", "--workspace", "--all-targets"]).args(DENY_WARNINGS).current_dir(root),
        ),
    );

    println!("== clippy, WebAssembly");
    check(
        "clippy, WebAssembly",
        web.find_or_install_clippy().and_then(|()| {
            process::run(
                web.cargo()
                    .args(["clippy", "--target", wasm::TARGET, "--no-default-features"])
                    .args(["--features", "worker", "--lib", "--bin", "worker"])
                    .args(DENY_WARNINGS),
            )
        }),
    );

    println!("== documentation of the library");
    let mut documents = process::cargo();
    documents.args(["doc", "--no-deps", "--lib"]).env("RUSTDOCFLAGS", "-D warnings").current_dir(root);
    check("documentation of the library", process::run(&mut documents));

    println!("== types of the page");
    // What is made from the core must be of this core, or the page is held against another one.
    let mut made = process::cargo();
    made.args(["test", "--quiet", "--lib", "the_types_of_the"]).current_dir(root);
    check("types made from the core", process::run(&mut made));
    check("types of the page", typecheck(root, "www"));

    println!("== licences");
    check("licences", licences::check(root));

    println!("== what we depend on");
    check("what we depend on", supply::check(root));

    println!("== paths of a machine");
    check("paths of a machine", machine_paths::check(root));

    println!("== circles between files");
    check("circles between files", circles::check(root));

    println!("== words of the engine");
    check("words of the engine", engine_words::check(root));

    if !failed.is_empty() {
        bail!("these checks failed: {}", failed.join(", "));
    }
    println!("== all clean");
    Ok(())
}

/// Runs a folder's script `typecheck`, if it has one.
fn typecheck(root: &std::path::Path, folder: &str) -> Result<()> {
    packages::npm_install(root, folder)?;
    let mut command: Command = process::npm();
    command.args(["run", "--silent", "--if-present", "typecheck"]).current_dir(root.join(folder));
    process::run(&mut command)
}
