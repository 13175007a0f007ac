//! The library: what is found in a package, and how it is told. `cargo test --test library report::` runs one file of them.
//!
//! Few programs are quicker to build than many, so the files of `tests/` stand together in three: this one, `program.rs` and
//! `proofs.rs`. Four stand alone: `allocations.rs` and `hostile.rs` bring an allocator,
//! `package_archives.rs` measures the memory of the program it is in, `wasm.rs` runs elsewhere.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr, reason = "tests")]

mod blocks;
mod causes;
mod headers;
mod ledger;
mod official_sets;
mod reading_ahead;
mod ready;
mod receivers;
mod report;
mod rule_pages;
mod rules;
mod so_far;
mod support;

/// A file that stands in none of the programs would not be run, and nobody would see it.
#[test]
fn every_file_of_tests_is_run() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let declared = std::fs::read_to_string(root.join("Cargo.toml")).expect("the manifest");
    let programs: Vec<&str> = declared
        .split("[[test]]\nname = \"")
        .skip(1)
        .filter_map(|rest| rest.split_once('"').map(|(name, _)| name))
        .collect();
    assert!(programs.contains(&"library"), "{programs:?}");
    let source =
        |name: &str| std::fs::read_to_string(root.join(format!("tests/{name}.rs"))).expect("a program of tests");
    let modules: String = programs.iter().map(|name| source(name)).collect();
    let files = std::fs::read_dir(root.join("tests")).expect("the folder of the tests");
    for file in files.map(|entry| entry.expect("an entry").path()) {
        let name = file.file_stem().and_then(|name| name.to_str()).expect("a name");
        let is_test = file.extension().is_some_and(|ending| ending == "rs");
        let is_run = programs.contains(&name) || modules.lines().any(|line| line == format!("mod {name};"));
        assert!(is_run || !is_test, "tests/{name}.rs is never run: declare it in tests/library.rs, or beside it");
    }
}
