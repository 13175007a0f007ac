//! Thousands of packages: a line for each, whatever becomes of the others, and a stopped run goes on.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use crate::support::TestPackage;
use serde_json::Value;

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rostercheck"));
    command.arg("check").args(arguments).current_dir(folder).stdin(Stdio::null());
    command.env("SOURCE_DATE_EPOCH", "1795339200");
    command
}

fn summary(folder: &Path, arguments: &[&str]) -> Output {
    command(folder, &[&["--summary", "jsonl", "--today", "2026-11-22"], arguments].concat()).output().unwrap()
}

fn lines(text: &[u8]) -> Vec<Value> {
    std::str::from_utf8(text).unwrap().lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect()
}

/// The lines by their paths; there is one for each.
fn by_path(text: &[u8]) -> BTreeMap<String, Value> {
    let lines = lines(text);
    let count = lines.len();
    let map: BTreeMap<_, _> = lines.into_iter().map(|it| (it["path"].as_str().unwrap().to_owned(), it)).collect();
    assert_eq!(map.len(), count, "no path has two lines");
    map
}

/// Puts the base package as a folder of CSV files.
fn unpack(package: &TestPackage, folder: &Path) {
    fs::create_dir_all(folder).unwrap();
    for (name, content) in &package.files {
        fs::write(folder.join(name), content).unwrap();
    }
}

/// A package with as many students more.
fn with_students(count: usize) -> TestPackage {
    let mut package = TestPackage::base();
    let users = package.text("users.csv").unwrap().to_owned();
    let row = users.lines().find(|line| line.starts_with("student1,")).unwrap().to_owned();
    let more: String = (0..count).map(|it| row.replace("student1", &format!("more{it}")) + "\r\n").collect();
    package.set("users.csv", users + &more);
    package
}

fn faulty() -> TestPackage {
    let mut package = TestPackage::base();
    let rows = package.text("enrollments.csv").unwrap().replace("student1", "nobody");
    package.set("enrollments.csv", rows);
    package
}

/// Packages of every kind: ready, with faults, no zip, a folder, deep in folders, and what is none.
fn mixed(folder: &Path) {
    for deep in ["in/north/a", "in/empty", "in/.hidden"] {
        fs::create_dir_all(folder.join(deep)).unwrap();
    }
    fs::write(folder.join("in/ready.zip"), TestPackage::base().zip()).unwrap();
    fs::write(folder.join("in/north/a/ready.ZIP"), TestPackage::base().zip()).unwrap();
    fs::write(folder.join("in/faulty.zip"), faulty().zip()).unwrap();
    fs::write(folder.join("in/letter.zip"), b"Dear colleague,\n").unwrap();
    fs::write(folder.join("in/list.csv"), b"beside zips,no package\n").unwrap();
    fs::write(folder.join("in/notes.txt"), b"no package\n").unwrap();
    fs::write(folder.join("in/.hidden/hidden.zip"), b"kept by a system").unwrap();
    unpack(&TestPackage::base(), &folder.join("in/unpacked"));
}

const FOUND: [&str; 5] = ["in/faulty.zip", "in/letter.zip", "in/north/a/ready.ZIP", "in/ready.zip", "in/unpacked"];

#[test]
fn a_folder_of_packages_gives_a_line_for_each_that_says_what_the_report_says() {
    let folder = tempfile::tempdir().unwrap();
    mixed(folder.path());
    let output = summary(folder.path(), &["in"]);
    assert_eq!(output.status.code(), Some(2), "one cannot be read");
    let lines = by_path(&output.stdout);
    assert_eq!(lines.keys().collect::<Vec<_>>(), FOUND);
    for (path, line) in &lines {
        let report = command(folder.path(), &[path, "--format", "json", "--today", "2026-11-22"]).output().unwrap();
        let report: Value = serde_json::from_slice(&report.stdout).unwrap();
        for (field, of_report) in [
            ("name", &report["input"]["name"]),
            ("bytes", &report["input"]["bytes"]),
            ("sha256", &report["input"]["sha256"]),
            ("outcome", &report["outcome"]),
            ("oneroster_version", &report["package"]["oneroster_version"]),
            ("mode", &report["package"]["mode"]),
        ] {
            assert_eq!(&line[field], of_report, "{field} of {path}");
        }
        let rows: u64 = report["files"].as_array().unwrap().iter().map(|file| file["rows"].as_u64().unwrap()).sum();
        assert_eq!(line["rows"], rows, "{path}");
        assert!(line["seconds"].as_f64().is_some());
        let verdicts = report["verdicts"].as_array().unwrap();
        assert_eq!(line["verdicts"].as_array().unwrap().len(), verdicts.len());
        for (said, verdict) in line["verdicts"].as_array().unwrap().iter().zip(verdicts) {
            for field in ["profile", "ready", "errors", "warnings", "infos"] {
                assert_eq!(said[field], verdict[field], "{field} of {path}");
            }
        }
    }
    assert!(lines["in/ready.zip"]["sha256"].is_string() && lines["in/unpacked"]["sha256"].is_string());
    assert!(lines["in/letter.zip"]["why"].is_string(), "why it was not checked");
}

#[test]
fn the_exit_status_is_the_worst_of_all_packages() {
    let folder = tempfile::tempdir().unwrap();
    mixed(folder.path());
    let status = |arguments: &[&str]| summary(folder.path(), arguments).status.code();
    assert_eq!(status(&["in/ready.zip", "in/unpacked"]), Some(0));
    assert_eq!(status(&["in/ready.zip", "in/faulty.zip"]), Some(1));
    assert_eq!(status(&["in/faulty.zip", "--fail-on", "never"]), Some(0));
    assert_eq!(status(&["in/faulty.zip", "in/letter.zip", "--fail-on", "never"]), Some(2));
    let none = summary(folder.path(), &["in/empty"]);
    assert_eq!((none.status.code(), none.stdout.len()), (Some(2), 0), "no package is not all packages ready");
    let missing = summary(folder.path(), &["no-such.zip", "in/ready.zip"]);
    assert_eq!(missing.status.code(), Some(2));
    assert_eq!(by_path(&missing.stdout)["no-such.zip"]["outcome"], "unreadable");
    assert_eq!(by_path(&missing.stdout)["in/ready.zip"]["outcome"], "complete");
}

#[test]
fn no_cell_is_in_a_summary() {
    let folder = tempfile::tempdir().unwrap();
    let mut package = TestPackage::base();
    let rows = package.text("users.csv").unwrap().replace("student1", "canary-4711");
    package.set("users.csv", rows);
    fs::write(folder.path().join("a.zip"), package.zip()).unwrap();
    let output = summary(folder.path(), &["a.zip"]);
    assert_ne!(by_path(&output.stdout)["a.zip"]["verdicts"][0]["errors"], 0);
    assert!(!String::from_utf8_lossy(&output.stdout).contains("4711"));
    assert!(!String::from_utf8_lossy(&output.stderr).contains("4711"));
}

/// Debug builds can be made to fail at a row; no other package reaches it.
#[test]
#[cfg(debug_assertions)]
fn a_package_at_which_the_program_fails_does_not_stop_the_rest() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("in")).unwrap();
    for it in 0..12 {
        let package = if it % 4 == 1 { with_students(50_000) } else { TestPackage::base() };
        fs::write(folder.path().join(format!("in/{it}.zip")), package.zip()).unwrap();
    }
    let output = command(folder.path(), &["in", "--summary", "jsonl", "--threads", "2"])
        .env("ROSTERCHECK_FAIL_AT_ROW", "20000")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(3), "{}", String::from_utf8_lossy(&output.stderr));
    let lines = by_path(&output.stdout);
    assert_eq!(lines.len(), 12);
    for it in 0..12 {
        let outcome = if it % 4 == 1 { "failed" } else { "complete" };
        assert_eq!(lines[&format!("in/{it}.zip")]["outcome"], outcome, "{it}");
    }
    assert_eq!(String::from_utf8_lossy(&output.stderr).matches("itself failed").count(), 3, "each is told");
}

#[test]
fn a_stopped_run_goes_on_where_it_was() {
    let folder = tempfile::tempdir().unwrap();
    mixed(folder.path());
    let journal = folder.path().join("summary.jsonl");
    let resume = ["in", "--resume", "summary.jsonl"];
    // Whatever it is stopped at: as many whole lines, and a part of one.
    let whole = summary(folder.path(), &resume);
    assert_eq!((whole.status.code(), whole.stdout.len()), (Some(2), 0), "the lines go into the file");
    let text = fs::read_to_string(&journal).unwrap();
    let ends: Vec<usize> = text.match_indices('\n').map(|(at, _)| at + 1).collect();
    assert_eq!(ends.len(), FOUND.len());
    for cut in [0, 5, ends[0], ends[0] + 40, ends[1] + 1, ends[2], ends[3] + 200, text.len()] {
        fs::write(&journal, &text[..cut]).unwrap();
        let kept = ends.iter().take_while(|end| **end <= cut).last().copied().unwrap_or(0);
        assert_eq!(summary(folder.path(), &resume).status.code(), Some(2), "as if it had not been stopped");
        let now = fs::read(&journal).unwrap();
        assert!(now.starts_with(&text.as_bytes()[..kept]), "what was done is not done again");
        assert_eq!(by_path(&now).keys().collect::<Vec<_>>(), FOUND, "cut at {cut}");
    }
    // What has changed is checked again; its last line holds.
    fs::write(folder.path().join("in/letter.zip"), TestPackage::base().zip()).unwrap();
    fs::write(folder.path().join("in/unpacked/orgs.csv"), "sourcedId\n").unwrap();
    assert_eq!(summary(folder.path(), &resume).status.code(), Some(1));
    let again: Vec<Value> = lines(&fs::read(&journal).unwrap()).split_off(FOUND.len());
    let mut paths: Vec<&str> = again.iter().map(|line| line["path"].as_str().unwrap()).collect();
    paths.sort_unstable();
    assert_eq!(paths, ["in/letter.zip", "in/unpacked"]);
}

#[test]
fn a_file_that_is_no_such_summary_is_not_touched() {
    let folder = tempfile::tempdir().unwrap();
    mixed(folder.path());
    let refuse = |content: &str, arguments: &[&str], why: &str| {
        fs::write(folder.path().join("file"), content).unwrap();
        let output = summary(folder.path(), &[&["in", "--resume", "file"], arguments].concat());
        assert_eq!(output.status.code(), Some(2));
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(told.contains(why), "{told}");
        assert_eq!(fs::read_to_string(folder.path().join("file")).unwrap(), content);
    };
    refuse("Dear colleague,\n", &[], "this is no summary");
    refuse("Dear colleague,", &[], "this is no summary");
    refuse("{}\n", &[], "this is no summary");
    assert_eq!(summary(folder.path(), &["in", "--resume", "good"]).status.code(), Some(2));
    let good = fs::read_to_string(folder.path().join("good")).unwrap();
    refuse(&good, &["--profile", "oneroster"], "other receivers");
    refuse(&good.replace("2026-11-22", "2026-11-21"), &[], "another --today");
    refuse(&good.replace(env!("CARGO_PKG_VERSION"), "0.0.1"), &[], "rostercheck 0.0.1 began it");
}

#[test]
fn lines_come_as_each_package_is_done() {
    use std::io::BufRead as _;
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("small.zip"), TestPackage::base().zip()).unwrap();
    let mut child = command(folder.path(), &["small.zip", "-", "--summary", "jsonl", "--threads", "1"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    // The second package never ends while its sender is open; the first has its line all the same.
    let sender = child.stdin.take();
    let mut first = String::new();
    std::io::BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut first).unwrap();
    assert!(first.contains("small.zip"));
    drop(sender);
    child.wait().unwrap();
}

/// Many small packages cost little beyond their check, and no memory. `cargo test --release --test program many:: -- --ignored`
/// measures 10,000.
#[test]
#[ignore = "takes a minute, and measures"]
fn ten_thousand_small_packages_take_at_most_5_ms_each_beyond_the_check() {
    let (few, many) = (1_000_u32, 10_000_u32);
    let folder = tempfile::tempdir().unwrap();
    let zip = faulty().zip();
    for it in 0..many {
        let school = folder.path().join(format!("in/{:03}", it / 100));
        fs::create_dir_all(&school).unwrap();
        fs::write(school.join(format!("{it}.zip")), &zip).unwrap();
    }
    let measure = |paths: &[&str]| {
        let began = Instant::now();
        let output = summary(folder.path(), paths);
        let took = began.elapsed();
        let lines = lines(&output.stdout);
        let checks: f64 = lines.iter().map(|line| line["seconds"].as_f64().unwrap()).sum();
        (u32::try_from(lines.len()).unwrap(), took, checks)
    };
    let first: Vec<String> = (0..few / 100).map(|it| format!("in/{it:03}")).collect();
    let (count, few_took, _) = measure(&first.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(count, few);
    let (count, took, checks) = measure(&["in"]);
    assert_eq!(count, many);
    let cores = f64::from(u32::try_from(std::thread::available_parallelism().unwrap().get()).unwrap());
    let beyond = took.as_secs_f64() - checks / cores;
    let each = Duration::from_secs_f64(beyond.max(0.0) / f64::from(many));
    println!("{many} packages in {took:.2?}, {checks:.2} s of it checks over {cores} cores, {each:.2?} each beyond");
    println!("{few} packages in {few_took:.2?}");
    assert!(each < Duration::from_millis(5), "{each:?} each beyond the check");
}
