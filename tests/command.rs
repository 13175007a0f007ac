//! The command keeps its contract: options, exit status, formats.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod codes;
#[cfg(unix)]
mod folder;
mod mask;
mod output;
mod repair;
mod several;
mod status;
mod stream;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use rostercheck::report::Format;

use crate::support::{Table, TestPackage};

/// Every form of a report, and the one that is written while it is found.
static FORMS: LazyLock<Vec<&'static [&'static str]>> = LazyLock::new(|| {
    let form = |format: Format| &*vec!["--format", format.name()].leak();
    let found = &["--format", "csv", "--max-per-rule", "all"][..];
    Format::ALL.map(form).into_iter().chain([found]).collect()
});

/// A report says when it was made, and is to be the same again.
const NOW: (&str, &str) = ("SOURCE_DATE_EPOCH", "1795339200");

fn rostercheck() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rostercheck"));
    command.env(NOW.0, NOW.1);
    command
}

fn run(arguments: &[&str]) -> Output {
    rostercheck().args(arguments).stdin(Stdio::null()).output().expect("the command starts")
}

/// Waits for a command that might wait for ever itself.
fn within(seconds: u64, mut child: Child) -> Output {
    let end = Instant::now() + Duration::from_secs(seconds);
    // What it writes is taken by threads, so that it is not the pipe that it waits for.
    let mut taken = Vec::new();
    for stream in [child.stdout.take().map(boxed), child.stderr.take().map(boxed)] {
        taken.push(std::thread::spawn(move || {
            let mut bytes = Vec::new();
            if let Some(mut stream) = stream {
                stream.read_to_end(&mut bytes).expect("a pipe");
            }
            bytes
        }));
    }
    let status = loop {
        if let Some(status) = child.try_wait().expect("a child") {
            break status;
        }
        if Instant::now() > end {
            child.kill().expect("it ends");
            panic!("still at work after {seconds} s");
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    let mut taken = taken.into_iter().map(|thread| thread.join().expect("a thread"));
    Output { status, stdout: taken.next().unwrap(), stderr: taken.next().unwrap() }
}

fn boxed(stream: impl std::io::Read + Send + 'static) -> Box<dyn std::io::Read + Send> {
    Box::new(stream)
}

/// Starts the command, its output to be taken.
fn start(command: &mut Command) -> Child {
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the command starts")
}

/// Runs a script with the command as `$0`, and more arguments.
#[cfg(unix)]
fn shell(script: &str, arguments: &[&str]) -> Output {
    let mut command = Command::new("sh");
    command
        .env(NOW.0, NOW.1)
        .args(["-c", script, env!("CARGO_BIN_EXE_rostercheck")])
        .args(arguments)
        .stdin(Stdio::null());
    within(60, start(&mut command))
}

/// The command for somebody whom permissions concern, which they do not if it is the superuser who runs the tests.
#[cfg(unix)]
struct AsNobody {
    folder: tempfile::TempDir,
    is_needed: bool,
}

#[cfg(unix)]
impl AsNobody {
    /// Prepares the command; others may look into `folder` from now on.
    fn new(folder: &Path) -> Self {
        let of_its_own = tempfile::tempdir().expect("a folder");
        for folder in [folder, of_its_own.path()] {
            set_mode(folder, 0o755);
        }
        let probe = of_its_own.path().join("probe");
        std::fs::write(&probe, "").unwrap();
        set_mode(&probe, 0);
        let is_needed = std::fs::File::open(&probe).is_ok();
        std::fs::copy(env!("CARGO_BIN_EXE_rostercheck"), of_its_own.path().join("rostercheck")).unwrap();
        Self { folder: of_its_own, is_needed }
    }

    fn run(&self, arguments: &[&str]) -> Output {
        use std::os::unix::process::CommandExt as _;
        let mut command = Command::new(self.folder.path().join("rostercheck"));
        if self.is_needed {
            command.uid(65_534).gid(65_534);
        }
        within(60, start(command.args(arguments).stdin(Stdio::null())))
    }
}

#[cfg(unix)]
fn set_mode(path: &Path, mode: u32) {
    std::fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(mode)).expect("permissions");
}

/// The files of a package in a folder.
fn unpacked(package: &TestPackage, folder: &Path) {
    std::fs::create_dir_all(folder).expect("a folder");
    for (name, content) in &package.files {
        std::fs::write(folder.join(name), content).expect("room for a file");
    }
}

/// What a report as JSON says.
fn json(output: &Output) -> serde_json::Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {}", text(&output.stderr)))
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("output is UTF-8")
}

/// A package on disk that goes away with the test.
struct OnDisk {
    folder: tempfile::TempDir,
    path: PathBuf,
}

fn on_disk(package: &TestPackage) -> OnDisk {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let path = folder.path().join(&package.zip_name);
    std::fs::write(&path, package.zip()).expect("room for a zip");
    OnDisk { folder, path }
}

fn broken() -> TestPackage {
    let mut package = TestPackage::base();
    let mut users = Table::parse(package.text("users.csv").unwrap());
    let column = users.header.iter().position(|name| name == "role").unwrap();
    users.rows[0][column] = "Pupil".into();
    package.set("users.csv", users.text());
    package
}

#[test]
fn a_clean_package_is_ready_and_status_0() {
    let disk = on_disk(&TestPackage::base());
    let output = run(&["check", disk.path.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stdout));
    let report = text(&output.stdout);
    let mut lines = report.lines();
    let name = disk.path.file_name().and_then(|name| name.to_str());
    assert_eq!(lines.next(), name, "the package comes first: {report}");
    assert!(lines.next().is_some_and(|line| line.starts_with("ready for OneRoster standard")), "{report}");
    let last = report.lines().last().unwrap_or_default();
    assert!(last.ends_with(": ready, 0 problems, 0 warnings"), "{last}");
    assert!(!report.contains('\u{1b}'), "no colour without a terminal");
}

#[test]
fn completions_and_manual_pages_come_from_the_commands() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let told = text(&run(&["completions", shell]).stdout);
        assert!(
            ["check", "compare", "fail-on", "d2l-brightspace"].iter().all(|word| told.contains(word)),
            "{shell}: {told}"
        );
    }
    assert_eq!(run(&["completions", "cmd"]).status.code(), Some(2));
    let whole = text(&run(&["man"]).stdout);
    assert!(whole.contains(".TH rostercheck 1") && whole.contains("rostercheck\\-check"), "{whole}");
    let check = text(&run(&["man", "check"]).stdout);
    assert!(check.contains(".TH rostercheck-check 1") && check.contains("fail\\-on"), "{check}");
    let unknown = run(&["man", "chekc"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(text(&unknown.stderr).contains("Did you mean check?"), "{}", text(&unknown.stderr));
}

#[test]
fn a_path_alone_is_checked_and_the_help_has_examples() {
    let disk = on_disk(&broken());
    let path = disk.path.to_str().unwrap();
    let (alone, named) = (run(&[path]), run(&["check", path]));
    assert_eq!((alone.status.code(), &alone.stdout), (Some(1), &named.stdout));
    assert_eq!(run(&[path, "--format", "json"]).stdout, run(&["check", path, "--format", "json"]).stdout);
    assert_eq!(run(&["no/such.zip"]).status.code(), Some(2));
    // What is neither a path nor a command is a slip.
    let slip = run(&["chek"]);
    assert_eq!(slip.status.code(), Some(2));
    assert!(text(&slip.stderr).contains("unrecognized subcommand"), "{}", text(&slip.stderr));
    let help = text(&run(&["--help"]).stdout);
    for said in ["Examples:", "rostercheck OneRoster.zip", "Exit status:", "3  rostercheck itself failed"] {
        assert!(help.contains(said), "{help}");
    }
    let rules = text(&run(&["rules"]).stdout);
    let line = rules.lines().find(|line| line.starts_with("unknown-reference ")).unwrap();
    assert!(line.contains("  error    "), "{line}");
}

#[test]
fn findings_are_status_1_and_fail_on_decides() {
    let disk = on_disk(&broken());
    let path = disk.path.to_str().unwrap();
    assert_eq!(run(&["check", path]).status.code(), Some(1));
    assert_eq!(run(&["check", path, "--fail-on", "never"]).status.code(), Some(0));
    assert_eq!(run(&["check", path, "--fail-on", "warning"]).status.code(), Some(1));
}

#[test]
fn values_are_masked_unless_asked_for() {
    let disk = on_disk(&broken());
    let path = disk.path.to_str().unwrap();
    for format in Format::ALL.map(Format::name) {
        let masked = text(&run(&["check", path, "--format", format]).stdout);
        assert!(!masked.contains("Pupil") && masked.contains("5 letters"), "{format}: {masked}");
        let shown = text(&run(&["check", path, "--format", format, "--values", "shown"]).stdout);
        assert!(shown.contains("Pupil"), "{format}: {shown}");
    }
}

#[test]
fn json_has_the_fields_of_the_contract() {
    let disk = on_disk(&broken());
    let output = run(&["check", disk.path.to_str().unwrap(), "--format", "json", "--today", "2026-11-22"]);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(report["schema"], 1);
    assert_eq!(report["tool"]["name"], "rostercheck");
    assert_eq!(report["input"]["name"], "OneRoster.zip");
    assert_eq!(report["outcome"], "complete");
    assert_eq!(report["package"]["oneroster_version"], "1.1");
    assert_eq!(report["package"]["mode"], "bulk");
    assert_eq!(report["verdicts"][0]["profile"], "oneroster");
    assert_eq!(report["verdicts"][0]["ready"], false);
    assert_eq!(report["files"][0]["checked"], "whole");
    let finding = &report["findings"][0];
    assert_eq!(finding["rule"], "unknown-token");
    assert_eq!(finding["file"], "users.csv");
    assert_eq!(finding["line"], 2);
    assert_eq!(finding["record"], 1);
    assert_eq!(finding["column"], "role");
    assert_eq!(finding["profiles"]["oneroster"], "error");
    assert_eq!(report["totals"][0]["count"], 1);
    assert_eq!(report["totals"][0]["caused_by"], serde_json::Value::Null);
    assert_eq!(report["not_checked"], serde_json::json!([]));
}

#[test]
fn only_the_chosen_profiles_are_judged() {
    let disk = on_disk(&TestPackage::base());
    let path = disk.path.to_str().unwrap();
    let profiles = |arguments: &[&str]| -> Vec<String> {
        let all = [&["check", path, "--format", "json"], arguments].concat();
        let report: serde_json::Value = serde_json::from_slice(&run(&all).stdout).expect("JSON");
        let verdicts = report["verdicts"].as_array().expect("a list");
        verdicts.iter().map(|verdict| verdict["profile"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(profiles(&[]), ["oneroster", "infinite-campus", "d2l-brightspace"]);
    assert_eq!(profiles(&["--profile", "oneroster"]), ["oneroster"]);
    assert_eq!(profiles(&["--profile", "d2l-brightspace"]), ["oneroster", "d2l-brightspace"]);
    assert_eq!(profiles(&["--to", "dessa"]), ["oneroster", "infinite-campus"], "the profile keeps its id");
    assert_eq!(profiles(&["--to", "d2l-brightspace"]), ["oneroster", "d2l-brightspace"]);
    assert_eq!(profiles(&["--to", "dessa", "--to", "d2l-brightspace"]).len(), 3);
    assert_eq!(profiles(&["--to", "oneroster"]), ["oneroster"]);
    assert_eq!(profiles(&["--from", "aeries"]).len(), 3);
}

#[test]
fn fixes_name_the_screens_of_the_sender_and_of_no_other() {
    let mut package = TestPackage::base();
    package.files.retain(|(name, _)| name != "courses.csv");
    let disk = on_disk(&package);
    let path = disk.path.to_str().unwrap();
    let told = |arguments: &[&str]| -> (String, bool, String) {
        let all = [&["check", path, "--format", "json"], arguments].concat();
        let report: serde_json::Value = serde_json::from_slice(&run(&all).stdout).expect("JSON");
        let findings = report["findings"].as_array().expect("a list");
        let titles = report["verdicts"].as_array().unwrap().iter().map(|it| it["title"].as_str().unwrap().to_owned());
        let has_campus = findings.iter().any(|finding| finding["fix_campus"].is_string());
        (report["sender"].as_str().unwrap().to_owned(), has_campus, titles.collect::<Vec<_>>().join("; "))
    };
    let (standard, brightspace) = ("OneRoster standard", "D2L Brightspace");
    let (dessa, from_campus) = ("DESSA System", "DESSA System (Infinite Campus export)");
    for (arguments, sender, has_campus, titles) in [
        (&[][..], "infinite-campus", true, vec![standard, from_campus, brightspace]),
        (&["--profile", "infinite-campus"], "infinite-campus", true, vec![standard, from_campus]),
        (&["--profile", "d2l-brightspace"], "other", false, vec![standard, brightspace]),
        (
            &["--to", "d2l-brightspace", "--from", "infinite-campus"],
            "infinite-campus",
            true,
            vec![standard, brightspace],
        ),
        (&["--to", "dessa", "--from", "aeries"], "aeries", false, vec![standard, dessa]),
        (&["--to", "dessa", "--from", "infinite-campus"], "infinite-campus", true, vec![standard, from_campus]),
        (&["--to", "dessa"], "other", false, vec![standard, dessa]),
        (&["--from", "aeries"], "aeries", false, vec![standard, dessa, brightspace]),
        (
            &["--profile", "infinite-campus", "--to", "d2l-brightspace"],
            "infinite-campus",
            true,
            vec![standard, from_campus, brightspace],
        ),
    ] {
        assert_eq!(told(arguments), (sender.to_owned(), has_campus, titles.join("; ")), "{arguments:?}");
    }
    for wrong in [["--to", "infinite-campus"], ["--from", "dessa"], ["--to", "nobody"]] {
        assert_eq!(run(&["check", path, wrong[0], wrong[1]]).status.code(), Some(2), "{wrong:?}");
    }
}

#[test]
fn receivers_and_senders_are_listed_with_their_sources() {
    let list = text(&run(&["receivers"]).stdout);
    for part in [
        "dessa  DESSA System\n  Also --profile infinite-campus\n  Reads OneRoster 1.1.\n",
        "<https://info.apertureed.com/en/hc/accepted-clean-integration-file> (high confidence)",
        "  Not public:\n  - Which column the student number is taken from\n",
        "oneroster  OneRoster standard\n  Reads OneRoster 1.1 and 1.2.\n",
        "Senders (--from)\n\ninfinite-campus  Infinite Campus\n",
        "\naeries  Aeries\n",
    ] {
        assert!(list.contains(part), "{part}\n{list}");
    }
    let output = run(&["receivers", "--format", "json"]);
    assert_eq!(output.status.code(), Some(0));
    let book: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let ids = |what: &str| -> Vec<String> {
        book[what].as_array().unwrap().iter().map(|it| it["id"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(ids("receivers")[..3], ["oneroster", "dessa", "d2l-brightspace"]);
    assert_eq!(ids("senders"), ["infinite-campus", "aeries", "other"]);
    assert_eq!(book["receivers"][1]["needs"].as_array().unwrap().len(), 7);
    assert!(book["receivers"][0]["reads"].is_null());
}

#[test]
fn a_cap_limits_the_list_and_not_the_total() {
    let mut package = TestPackage::base();
    let mut users = Table::parse(package.text("users.csv").unwrap());
    let role = users.header.iter().position(|name| name == "role").unwrap();
    for row in &mut users.rows {
        row[role] = "Pupil".into();
    }
    package.set("users.csv", users.text());
    let disk = on_disk(&package);
    for (cap, listed) in [("1", 1), ("all", 2)] {
        let output = run(&["check", disk.path.to_str().unwrap(), "--format", "json", "--max-per-rule", cap]);
        let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        let total = report["totals"].as_array().unwrap().iter().find(|total| total["column"] == "role").unwrap();
        assert_eq!((&total["count"], &total["listed"]), (&2.into(), &listed.into()));
    }
}

#[test]
fn what_programs_read_is_the_same_on_standard_output_and_in_a_file() {
    let mut package = TestPackage::base();
    package.set("notes\u{7f}\u{9b}.txt", b"x".to_vec());
    let disk = on_disk(&package);
    let path = disk.path.to_str().unwrap();
    for format in Format::ALL.into_iter().filter(|it| *it != Format::Text).map(Format::name) {
        let written = disk.folder.path().join("report");
        let to_file = run(&["check", path, "--format", format, "--output", written.to_str().unwrap()]);
        assert_eq!(to_file.status.code(), Some(0));
        let told = run(&["check", path, "--format", format]).stdout;
        assert!(std::fs::read(&written).unwrap() == told, "{format}");
    }
}

#[test]
fn who_was_told_of_a_limit_can_go_on() {
    // 70 MB of one letter in 70 kB: a line that no roster has, and a ratio that no roster has.
    let mut package = TestPackage::base();
    let users = package.text("users.csv").unwrap().to_owned();
    let line = "student1,,,true,school1,student,".to_owned() + &"a".repeat(1000) + "\n";
    package.set("users.csv", (users + &line.repeat(70_000)).into_bytes());
    let disk = on_disk(&package);
    let check = |more: &[&str]| -> serde_json::Value {
        let all = [&["check", disk.path.to_str().unwrap(), "--format", "json", "--max-per-rule", "1"], more].concat();
        serde_json::from_slice(&run(&all).stdout).expect("JSON")
    };
    let limit = |report: &serde_json::Value| -> Option<serde_json::Value> {
        report["findings"].as_array().unwrap().iter().find(|it| it["rule"] == "unreadable-file").cloned()
    };
    let stopped = limit(&check(&[])).expect("a limit");
    assert!(stopped["message"].as_str().unwrap().contains("more than 200 times its size in the zip"), "{stopped}");
    assert!(stopped["fix"].as_str().unwrap().contains("--no-limits"), "{stopped}");
    let limits = check(&[])["limits"].clone();
    assert_eq!(limits["lifted"], false);
    assert_eq!(limits["stopped"][0], serde_json::json!({ "rule": "unreadable-file", "file": "users.csv" }));
    let report = check(&["--no-limits"]);
    assert_eq!(report["limits"], serde_json::json!({ "lifted": true, "stopped": [] }));
    assert_eq!(limit(&report), None);
    let users = report["files"].as_array().unwrap().iter().find(|file| file["name"] == "users.csv").unwrap();
    assert_eq!(users["rows"], 70_002);
}

#[test]
fn a_zip_on_standard_input_and_a_folder_are_checked_like_a_file() {
    let package = broken();
    let disk = on_disk(&package);
    let mut child = rostercheck()
        .args(["check", "-", "--format", "json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the command starts");
    child.stdin.take().unwrap().write_all(&package.zip()).expect("the command reads");
    let piped = child.wait_with_output().expect("the command ends");
    assert_eq!(piped.status.code(), Some(1));
    let folder = disk.folder.path().join("export");
    std::fs::create_dir(&folder).unwrap();
    for (name, content) in &package.files {
        std::fs::write(folder.join(name), content).unwrap();
    }
    let from_folder = run(&["check", folder.to_str().unwrap(), "--format", "json"]);
    let from_file = run(&["check", disk.path.to_str().unwrap(), "--format", "json"]);
    let findings = |output: &Output| {
        serde_json::from_slice::<serde_json::Value>(&output.stdout).expect("JSON")["findings"].clone()
    };
    assert_eq!(findings(&piped), findings(&from_file));
    assert_eq!(findings(&from_folder), findings(&from_file));
}

#[test]
fn what_cannot_be_checked_is_status_2() {
    let folder = tempfile::tempdir().unwrap();
    let no_zip = folder.path().join("letter.zip");
    std::fs::write(&no_zip, "Dear colleague,\n").unwrap();
    let output = run(&["check", no_zip.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stdout).contains("could not be opened"), "{}", text(&output.stdout));
    for arguments in [&["check", "/nowhere/to/be/found.zip"][..], &["check"], &["explain", "no-such-rule"], &["sing"]] {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(!output.stderr.is_empty());
    }
}

/// Debug builds fail on purpose where a test asks for it.
#[cfg(debug_assertions)]
#[test]
fn what_had_been_found_when_the_program_fails_is_told_as_a_part() {
    let disk = on_disk(&broken());
    let path = disk.path.to_str().unwrap();
    let failing = |row: &str, more: &[(&str, &str)], arguments: &[&str]| {
        let all = [&["check", "--values", "shown"], arguments].concat();
        let mut command = rostercheck();
        command.args(all).env("ROSTERCHECK_FAIL_AT_ROW", row).envs(more.iter().copied());
        let input = std::fs::File::open(path).unwrap();
        let output = command.stdin(input).output().expect("the command starts");
        assert_eq!(output.status.code(), Some(3), "{}", text(&output.stderr));
        assert!(!text(&output.stdout).contains("ready"), "{}", text(&output.stdout));
        let told = text(&output.stderr);
        assert!(
            told.starts_with("rostercheck ") && told.lines().next().unwrap().contains(" itself failed at "),
            "{told}"
        );
        assert!(!told.contains("Pupil") && !told.contains("student1"), "{told}");
        told
    };
    let report = run(&["check", path, "--format", "json"]).stdout;
    let report: serde_json::Value = serde_json::from_slice(&report).expect("JSON");
    let files = report["files"].as_array().unwrap();
    let behind_users: u64 = files
        .iter()
        .filter(|file| {
            !["manifest.csv", "demographics.csv", "enrollments.csv"].contains(&file["name"].as_str().unwrap())
        })
        .map(|file| file["rows"].as_u64().unwrap())
        .sum();
    let told = failing(&behind_users.to_string(), &[], &[path]);
    assert!(told.contains("This is what it had found so far; there may be more."), "{told}");
    assert!(told.contains("unknown-token") && told.contains("not ready for OneRoster standard: 1 problem"), "{told}");
    assert!(told.contains("the check stopped before it got there"), "{told}");
    assert!(!told.contains("\nready for"), "{told}");
    // Of the first file nothing was wrong; several packages at once; no second look at what fails there too.
    assert!(!failing("1", &[], &[path]).contains("unknown-token"));
    assert!(failing(&behind_users.to_string(), &[], &[path, path, path]).contains("unknown-token"));
    assert!(failing(&behind_users.to_string(), &[], &["-"]).contains("unknown-token"));
    let twice = failing(&behind_users.to_string(), &[("ROSTERCHECK_FAIL_TWICE", "1")], &[path]);
    assert_eq!(twice.lines().count(), 1, "{twice}");
}

/// A package with so many errors that its report does not fit into a pipe.
fn very_broken() -> TestPackage {
    let mut package = broken();
    let mut users = Table::parse(package.text("users.csv").unwrap());
    let row = users.rows[0].clone();
    users.rows.extend((0..5_000).map(|number| [vec![format!("more{number}")], row[1..].to_vec()].concat()));
    package.set("users.csv", users.text());
    package
}

#[test]
fn one_bad_path_does_not_hide_the_others() {
    let disk = on_disk(&TestPackage::base());
    let output = run(&["check", "/nowhere/to/be/found.zip", disk.path.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stdout).contains("ready for"));
}

#[test]
fn several_packages_are_told_in_their_order_whatever_the_threads() {
    let disks: Vec<OnDisk> =
        (0..7).map(|number| on_disk(&if number % 3 == 0 { broken() } else { TestPackage::base() })).collect();
    let mut paths: Vec<&str> = disks.iter().map(|disk| disk.path.to_str().unwrap()).collect();
    paths.insert(4, "no/such/file.zip");
    let told = |threads: &str| run(&[&["check", "--format", "json", "--threads", threads], &paths[..]].concat());
    let alone = told("1");
    assert_eq!(json(&alone).as_array().unwrap().len(), 8);
    assert_eq!(alone.status.code(), Some(2));
    for threads in ["2", "7", "64"] {
        let together = told(threads);
        assert_eq!(together.stdout, alone.stdout, "{threads} threads");
        assert_eq!(together.stderr, alone.stderr, "nothing but the missing file is told where no terminal listens");
        assert_eq!(together.status.code(), alone.status.code());
    }
    assert_eq!(told("0").status.code(), Some(2));
}

#[test]
fn a_report_says_when_it_was_made_and_of_which_file() {
    let package = broken();
    let disk = on_disk(&package);
    let path = disk.path.to_str().unwrap();
    let report = json(&run(&["check", path, "--format", "json"]));
    assert_eq!(report["checked_at"], "2026-11-22T09:20:00Z");
    let sum = report["input"]["sha256"].as_str().unwrap();
    assert!(sum.len() == 64 && sum.bytes().all(|digit| digit.is_ascii_hexdigit()), "{sum}");
    std::fs::write(disk.path.with_file_name("again.zip"), std::fs::read(&disk.path).unwrap()).unwrap();
    let again = disk.path.with_file_name("again.zip");
    let again = rostercheck()
        .env_remove("SOURCE_DATE_EPOCH")
        .args(["check", again.to_str().unwrap(), "--format", "json"])
        .output();
    let again = json(&again.unwrap());
    assert_eq!(again["input"]["sha256"], sum, "the same bytes under another name");
    assert_ne!(again["checked_at"], report["checked_at"], "the clock says it");
    assert!(report["passed"].as_u64().unwrap() > 50);
}

#[test]
fn one_long_package_is_told_alike_whatever_the_threads() {
    let mut package = broken();
    let mut users = Table::parse(package.text("users.csv").unwrap());
    let row = users.rows[1].clone();
    users.rows.extend((0..15_000).map(|number| [vec![format!("long{number}")], row[1..].to_vec()].concat()));
    package.set("users.csv", users.text());
    assert!(package.text("users.csv").unwrap().len() > 1 << 20, "long enough to be read ahead");
    let disk = on_disk(&package);
    let folder = disk.folder.path().join("export");
    std::fs::create_dir(&folder).unwrap();
    for (name, content) in &package.files {
        std::fs::write(folder.join(name), content).unwrap();
    }
    for path in [disk.path.to_str().unwrap(), folder.to_str().unwrap()] {
        for form in [&["--format", "json"][..], &["--format", "csv", "--max-per-rule", "all"]] {
            let told = |threads| run(&[&["check", path, "--threads", threads], form].concat());
            let (alone, together) = (told("1"), told("2"));
            assert!(alone.stdout.len() > 10_000 && alone.stdout == together.stdout, "{path} {form:?}");
            assert_eq!(alone.status.code(), together.status.code());
        }
    }
}

#[test]
fn all_findings_as_csv_are_written_while_they_are_found() {
    let mut package = broken();
    let mut users = Table::parse(package.text("users.csv").unwrap());
    let row = users.rows[1].clone();
    users.rows.push(row);
    package.set("users.csv", users.text());
    package.files.retain(|(name, _)| name != "courses.csv");
    let disk = on_disk(&package);
    let path = disk.path.to_str().unwrap();
    let told = |cap: &str| run(&["check", "--format", "csv", "--values", "shown", "--max-per-rule", cap, path]);
    let (kept, passed_on) = (told("100000"), told("all"));
    assert_eq!(kept.status.code(), passed_on.status.code());
    let sorted = |output: &Output| {
        let mut lines: Vec<String> = text(&output.stdout).lines().map(str::to_owned).collect();
        lines.sort_unstable();
        lines
    };
    assert!(sorted(&kept).len() > 5, "{}", text(&kept.stdout));
    assert_eq!(sorted(&kept), sorted(&passed_on), "the same rows, in the order of the files");
    assert!(text(&passed_on.stdout).contains("because of"), "what follows from a missing file is counted");
    let two = run(&["check", "--format", "csv", "--max-per-rule", "all", "no/such.zip", path]);
    assert_eq!(two.status.code(), Some(2));
    assert!(text(&two.stderr).contains("no/such.zip"));
}

#[test]
fn the_report_goes_to_a_file() {
    let disk = on_disk(&TestPackage::base());
    let target = disk.folder.path().join("report.json");
    let output = run(&["check", disk.path.to_str().unwrap(), "--format", "json", "--output", target.to_str().unwrap()]);
    assert!(output.stdout.is_empty());
    assert!(std::fs::read_to_string(target).unwrap().starts_with("{\n  \"schema\": 1"));
}

#[test]
fn control_characters_in_cells_are_made_visible() {
    let mut package = broken();
    let users = package.text("users.csv").unwrap().replace("Pupil", "Pup\u{1b}[31m\u{202e}il");
    package.set("users.csv", users.into_bytes());
    let disk = on_disk(&package);
    let report = text(&run(&["check", disk.path.to_str().unwrap(), "--values", "shown"]).stdout);
    assert!(report.contains("Pup⟨U+001B⟩[31m⟨U+202E⟩il"), "{report}");
    assert!(!report.contains('\u{1b}') && !report.contains('\u{202e}'));
}

#[test]
fn rules_are_listed_and_explained() {
    let list = text(&run(&["rules"]).stdout);
    assert!(list.lines().any(|line| line.starts_with("unknown-reference ")), "{list}");
    let book: serde_json::Value = serde_json::from_slice(&run(&["rules", "--format", "json"]).stdout).expect("JSON");
    assert_eq!(book.as_array().unwrap().len(), list.lines().count());
    let page = text(&run(&["explain", "unknown-reference"]).stdout);
    assert!(page.starts_with("# ") && page.contains("## How to fix") && page.contains("## Source"), "{page}");
    let of_all = text(&run(&["explain", "delta-for-dessa"]).stdout);
    assert!(of_all.contains("\n## In Infinite Campus, for an example\n1. Open System Administration > "), "{of_all}");
    assert!(of_all.contains("\n```\nEXEC ") && of_all.contains("'bulk'\n```\n"), "{of_all}");
    assert!(of_all.contains("Set Up.\n2. ") && !of_all.contains("```\n and "), "{of_all}");
    let of_other = text(&run(&["explain", "delta-for-dessa", "--from", "other"]).stdout);
    assert!(!of_other.contains("System Administration"), "{of_other}");
    let hint = text(&run(&["explain", "unknown-referense"]).stderr);
    assert!(hint.contains("Did you mean unknown-reference?"), "{hint}");
}
