//! Folders in which there is more than files: all that can be checked is checked, and nothing is waited for.

use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;

use super::*;

/// What is told of files that were not opened: file, severity, message.
fn unopened(report: &serde_json::Value) -> Vec<[String; 3]> {
    let findings = report["findings"].as_array().unwrap().iter().filter(|it| it["rule"] == "unreadable-file");
    let one = |it: &serde_json::Value| ["file", "severity", "message"].map(|key| it[key].as_str().unwrap().to_owned());
    let mut told: Vec<_> = findings.map(one).collect();
    told.sort();
    told
}

fn checked(folder: &Path) -> (Option<i32>, serde_json::Value) {
    let mut command = rostercheck();
    command.args(["check", folder.to_str().unwrap(), "--format", "json"]).stdin(Stdio::null());
    let output = within(60, start(&mut command));
    (output.status.code(), json(&output))
}

fn pipe(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

#[test]
fn what_is_no_file_is_told_and_not_opened() {
    let temporary = tempfile::tempdir().unwrap();
    let folder = temporary.path().join("export");
    unpacked(&broken(), &folder);
    std::fs::create_dir(folder.join("more")).unwrap();
    pipe(&folder.join("pipe"));
    pipe(&folder.join("more/pipe"));
    pipe(&temporary.path().join("outside"));
    let _socket = UnixListener::bind(folder.join("socket")).unwrap();
    for (to, name) in [
        ("../outside", "to a pipe"),
        ("/dev/zero", "to a device"),
        ("nowhere", "dangling"),
        ("circle", "circle"),
        (".", "back"),
        ("..", "more/back"),
        ("/", "root"),
        ("users.csv", "to a file"),
    ] {
        symlink(to, folder.join(name)).unwrap();
    }
    let (status, report) = checked(&folder);
    let told = unopened(&report);
    let told: Vec<[&str; 3]> = told.iter().map(|it| it.each_ref().map(String::as_str)).collect();
    let circle = "circle is a link that can't be followed: ";
    assert!(told[1][2].starts_with(circle), "{told:?}");
    assert_eq!(
        told,
        [
            ["back/", "info", "back/ is a link to a folder, so rostercheck didn't look inside."],
            ["circle", "info", told[1][2]],
            ["dangling", "info", "dangling is a link to a file that doesn't exist."],
            ["more/back/", "info", "more/back/ is a link to a folder, so rostercheck didn't look inside."],
            ["more/pipe", "info", "more/pipe is a named pipe, not a file, so rostercheck didn't open it."],
            ["pipe", "info", "pipe is a named pipe, not a file, so rostercheck didn't open it."],
            ["root/", "info", "root/ is a link to a folder, so rostercheck didn't look inside."],
            ["socket", "info", "socket is a socket, not a file, so rostercheck didn't open it."],
            ["to a device", "info", "to a device is a device, not a file, so rostercheck didn't open it."],
            ["to a pipe", "info", "to a pipe is a named pipe, not a file, so rostercheck didn't open it."],
        ]
    );
    // All else is as in a folder without them.
    assert_eq!((status, &report["outcome"]), (Some(1), &"complete".into()));
    let is_other = |it: &&serde_json::Value| it["rule"] != "unreadable-file" && it["rule"] != "unknown-file";
    let others = |report: &serde_json::Value| -> Vec<serde_json::Value> {
        report["findings"].as_array().unwrap().iter().filter(is_other).cloned().collect()
    };
    let plain = temporary.path().join("plain");
    unpacked(&broken(), &plain);
    assert_eq!(others(&report), others(&checked(&plain).1));
}

#[test]
fn a_roster_file_that_is_none_is_an_error_and_the_others_are_checked() {
    /// What the message says, and what makes such a thing.
    type Made = (&'static str, fn(&Path));
    let makers: [Made; 5] = [
        ("named pipe", |path| pipe(path)),
        ("socket", |path| drop(UnixListener::bind(path).unwrap())),
        ("device", |path| symlink("/dev/zero", path).unwrap()),
        ("doesn't exist", |path| symlink("nowhere", path).unwrap()),
        ("can't be followed", |path| symlink("users.csv", path).unwrap()),
    ];
    for (words, make) in makers {
        let temporary = tempfile::tempdir().unwrap();
        let mut package = TestPackage::base();
        let classes = package.text("classes.csv").unwrap().replace("scheduled", "sometimes");
        package.set("classes.csv", classes.into_bytes());
        package.remove("users.csv");
        unpacked(&package, temporary.path());
        make(&temporary.path().join("users.csv"));
        let (status, report) = checked(temporary.path());
        assert_eq!((status, &report["outcome"]), (Some(1), &"partial".into()), "{words}");
        let [[file, severity, message]] = &unopened(&report)[..] else { panic!("{words}: {report}") };
        assert_eq!((file.as_str(), severity.as_str()), ("users.csv", "error"));
        assert!(message.contains(words), "{message}");
        let rules: Vec<_> = report["totals"].as_array().unwrap().iter().collect();
        assert!(rules.iter().any(|it| it["rule"] == "unknown-token" && it["file"] == "classes.csv"), "{rules:#?}");
        // References to users follow from it.
        let to_users = |it: &&&serde_json::Value| it["rule"] == "unknown-reference";
        assert!(rules.iter().filter(to_users).all(|it| it["caused_by"]["file"] == "users.csv"), "{rules:#?}");
    }
}

#[test]
fn links_to_files_are_followed_wherever_they_lead() {
    let temporary = tempfile::tempdir().unwrap();
    let [real, export] = ["real", "export"].map(|name| temporary.path().join(name));
    unpacked(&broken(), &real);
    std::fs::create_dir(&export).unwrap();
    for (name, _) in broken().files {
        symlink(format!("../real/{name}"), export.join(name)).unwrap();
    }
    let (status, report) = checked(&export);
    assert_eq!(status, Some(1));
    assert_eq!(report["findings"], checked(&real).1["findings"]);
    symlink("export", temporary.path().join("link to the folder")).unwrap();
    assert_eq!(report["findings"], checked(&temporary.path().join("link to the folder")).1["findings"]);
}

#[test]
fn what_may_not_be_read_is_told_and_the_rest_is_checked() {
    let temporary = tempfile::tempdir().unwrap();
    let as_nobody = AsNobody::new(temporary.path());
    let folder = temporary.path().join("export");
    unpacked(&broken(), &folder);
    std::fs::create_dir(folder.join("closed")).unwrap();
    std::fs::write(folder.join("notes.txt"), "x").unwrap();
    for name in ["classes.csv", "notes.txt", "closed"] {
        set_mode(&folder.join(name), 0);
    }
    let output = as_nobody.run(&["check", folder.to_str().unwrap(), "--format", "json"]);
    let report = json(&output);
    let told = unopened(&report);
    let told: Vec<_> = told.iter().map(|[file, severity, _]| (file.as_str(), severity.as_str())).collect();
    assert_eq!(told, [("classes.csv", "error"), ("closed/", "error"), ("notes.txt", "info")], "{report:#}");
    assert!(report["totals"].as_array().unwrap().iter().any(|it| it["rule"] == "unknown-token"));
    let not_checked = report["not_checked"].as_array().unwrap();
    assert!(not_checked.iter().any(|it| it["what"] == "the files in closed/"), "{not_checked:?}");
    assert_eq!((output.status.code(), &report["outcome"]), (Some(1), &"partial".into()));

    // A folder in which somebody may not look could hold anything.
    let folder = temporary.path().join("ready");
    unpacked(&TestPackage::base(), &folder);
    let check = || as_nobody.run(&["check", folder.to_str().unwrap()]).status.code();
    assert_eq!(check(), Some(0));
    std::fs::create_dir(folder.join("closed")).unwrap();
    set_mode(&folder.join("closed"), 0);
    assert_eq!(check(), Some(1));
    // Nothing of it can be read at all.
    set_mode(&folder, 0);
    assert_eq!(check(), Some(2));
    for name in ["ready", "ready/closed", "export/closed"] {
        set_mode(&temporary.path().join(name), 0o755);
    }
}

#[test]
fn more_files_than_the_system_lets_one_open_are_opened_in_turn() {
    let temporary = tempfile::tempdir().unwrap();
    let folder = temporary.path().join("export");
    let mut package = broken();
    for number in 0..300 {
        package.set(&format!("notes/{number}.txt"), b"x".to_vec());
    }
    std::fs::create_dir_all(folder.join("notes")).unwrap();
    unpacked(&package, &folder);
    let zip = temporary.path().join("OneRoster.zip");
    std::fs::write(&zip, broken().zip()).unwrap();
    let [folder, zip] = [&folder, &zip].map(|path| path.to_str().unwrap());
    let expected = json(&run(&["check", folder, "--format", "json"]))["findings"].clone();
    for threads in ["1", "2"] {
        let script = "ulimit -n 10; exec \"$0\" check \"$1\" --format json --threads \"$2\"";
        let output = shell(script, &[folder, threads]);
        assert_eq!(output.status.code(), Some(1), "{}", text(&output.stderr));
        assert_eq!(json(&output)["findings"], expected);
    }
    // Packages that are checked side by side wait for each other.
    let script = "ulimit -n 10; exec \"$0\" check --threads 12 --format json \"$1\" \"$@\" \"$2\" \"$@\" \"$@\"";
    let output = shell(script, &[folder, zip]);
    assert_eq!(output.status.code(), Some(1), "{}", text(&output.stderr));
    let reports = json(&output);
    assert_eq!(reports.as_array().unwrap().len(), 8);
    assert!(reports.as_array().unwrap().iter().all(|it| it["outcome"] == "complete"), "{}", text(&output.stderr));
}

#[test]
fn a_folder_with_too_many_files_is_told_until_the_limits_are_lifted() {
    let temporary = tempfile::tempdir().unwrap();
    unpacked(&broken(), temporary.path());
    for number in 0..1000 {
        std::fs::write(temporary.path().join(format!("{number}.txt")), "").unwrap();
    }
    let (status, report) = checked(temporary.path());
    assert_eq!((status, &report["outcome"]), (Some(2), &"unreadable".into()));
    let message = report["findings"][0]["message"].as_str().unwrap();
    assert!(message.starts_with("This folder has more than 1,000 files"), "{message}");
    assert_eq!(report["limits"]["stopped"][0]["rule"], "unreadable-package");
    let output = run(&["check", temporary.path().to_str().unwrap(), "--no-limits", "--format", "json"]);
    assert_eq!((output.status.code(), &json(&output)["outcome"]), (Some(1), &"complete".into()));
}
