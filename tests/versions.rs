//! Release files are what they say: every place that names the version of rostercheck names the same one.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

const VERSION: &str = env!("CARGO_PKG_VERSION");

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path))
        .unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn the_command_says_it() {
    let output = Command::new(env!("CARGO_BIN_EXE_rostercheck")).arg("--version").output().unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap().trim(), format!("rostercheck {VERSION}"));
}

#[test]
fn the_lock_file_says_it_of_every_member() {
    let lock = read("Cargo.lock");
    for name in ["rostercheck", "rostercheck-bench", "xtask"] {
        assert!(lock.contains(&format!("name = \"{name}\"\nversion = \"{VERSION}\"\n")), "{name}");
    }
}

#[test]
fn the_npm_package_says_it() {
    let package: Value = serde_json::from_str(&read("npm/package.json")).unwrap();
    assert_eq!(package["version"], VERSION);
    assert_eq!(package["name"], "rostercheck");
}

#[test]
fn the_wheel_takes_it_from_cargo() {
    let project = read("pyproject.toml");
    assert!(project.contains("dynamic = [\"version\"]"));
    assert!(!project.lines().any(|line| line.starts_with("version")));
}

#[test]
fn the_action_installs_it() {
    assert!(read("action.yml").contains(&format!("default: \"{VERSION}\"\n")));
}

/// Either it is being worked on, or the newest version of the list of changes is this one.
#[test]
fn the_list_of_changes_knows_it() {
    let changes = read("CHANGELOG.md");
    let headings: Vec<&str> = changes.lines().filter_map(|line| line.strip_prefix("## [")?.split(']').next()).collect();
    let newest = headings.first().expect("there is a version");
    assert!(*newest == "Unreleased" || *newest == VERSION, "{newest}");
}

/// The page and the npm package show what the core says, and the core is this crate.
#[test]
fn nothing_of_the_page_names_a_version_of_its_own() {
    for path in [
        "www/index.html",
        "www/manifest.webmanifest",
        "www/package.json",
        "www/src/words/messages.ts",
        "www/src/words/promises.ts",
    ] {
        assert!(!read(path).contains(&format!("rostercheck {VERSION}")), "{path}");
    }
    assert!(read("src/bin/worker/book.rs").contains("env!(\"CARGO_PKG_VERSION\")"));
}
