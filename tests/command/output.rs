//! `--output` destroys neither what is read nor what was there before.

use super::*;

/// Everything in a folder, by path, links not followed; contents of files, nothing of the rest.
fn all_in(folder: &Path) -> Vec<(PathBuf, Option<Vec<u8>>)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let kind = entry.file_type().unwrap();
            if kind.is_dir() {
                folders.push(entry.path());
            }
            found.push((entry.path(), kind.is_file().then(|| std::fs::read(entry.path()).unwrap())));
        }
    }
    found.sort();
    found
}

/// Runs the command in a folder.
fn run_in(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = rostercheck();
    command.args(arguments).current_dir(folder).stdin(Stdio::null());
    within(60, start(&mut command))
}

#[test]
fn what_is_read_is_never_written_to() {
    let temporary = tempfile::tempdir().unwrap();
    let here = temporary.path();
    unpacked(&broken(), &here.join("export"));
    unpacked(&broken(), &here.join("export/deeper/still"));
    std::fs::create_dir(here.join("other")).unwrap();
    std::fs::write(here.join("a.zip"), broken().zip()).unwrap();
    std::fs::hard_link(here.join("a.zip"), here.join("other/same.zip")).unwrap();
    std::fs::hard_link(here.join("export/users.csv"), here.join("other/users.csv")).unwrap();
    let absolute = here.join("export/orgs.csv");
    #[cfg_attr(not(unix), allow(unused_mut, reason = "links are added where everybody may make them"))]
    let mut refused = vec![
        ("export", "export/users.csv"),
        ("export", "./export/../export/users.csv"),
        ("export/", "export/report.json"),
        ("export", "export/deeper/report.json"),
        ("export", "export/deeper/still/users.csv"),
        ("./other/../export", absolute.to_str().unwrap()),
        ("export", "other/users.csv"),
        (".", "report.json"),
        ("not there.zip", "other/../not there.zip"),
        ("a.zip", "a.zip"),
        ("a.zip", "other/../a.zip"),
        ("a.zip", "other/same.zip"),
        ("other/same.zip", "a.zip"),
    ];
    #[cfg(unix)]
    {
        use std::os::unix::fs::symlink;
        symlink("../export", here.join("other/link")).unwrap();
        symlink("a.zip", here.join("link.zip")).unwrap();
        symlink("link.zip", here.join("link to link.zip")).unwrap();
        symlink("export/new.csv", here.join("not there yet")).unwrap();
        std::fs::write(here.join("outside.csv"), "of somebody else\n").unwrap();
        symlink("../outside.csv", here.join("export/classes2.csv")).unwrap();
        refused.extend([
            ("other/link", "export/users.csv"),
            ("export", "other/link/users.csv"),
            ("export", "other/link/report.json"),
            ("a.zip", "link to link.zip"),
            ("link to link.zip", "a.zip"),
            ("export", "not there yet"),
            // Read through a link in the folder.
            ("export", "outside.csv"),
        ]);
    }
    let before = all_in(here);
    for (input, output) in refused {
        for form in FORMS.iter().copied() {
            // Among others, too.
            for others in [&[][..], &["no/such.zip"]] {
                let result = run_in(here, &[&["check", input, "--output", output], form, others].concat());
                let told = text(&result.stderr);
                assert_eq!(result.status.code(), Some(2), "{input} {output} {told}");
                assert!(told.contains("which is to be checked"), "{told}");
                assert!(result.stdout.is_empty());
                assert!(all_in(here) == before, "{input} {output} {form:?}");
            }
        }
    }
}

#[cfg(unix)]
#[test]
fn neither_is_what_comes_from_standard_input_or_goes_to_standard_output() {
    let temporary = tempfile::tempdir().unwrap();
    let here = temporary.path();
    unpacked(&broken(), &here.join("export"));
    std::fs::write(here.join("a.zip"), broken().zip()).unwrap();
    let [zip, folder] = [here.join("a.zip"), here.join("export")].map(|path| path.to_str().unwrap().to_owned());
    let before = all_in(here);
    for script in [
        "exec \"$0\" check - --output \"$1\" < \"$1\"",
        "exec \"$0\" check /dev/stdin --output \"$1\" < \"$1\"",
        "exec \"$0\" check - < \"$1\" >> \"$1\"",
        "exec \"$0\" check \"$1\" >> \"$1\"",
        "exec \"$0\" check \"$1\" --output /dev/stdout >> \"$1\"",
        "exec \"$0\" check \"$2\" >> \"$2/users.csv\"",
    ] {
        let output = shell(script, &[&zip, &folder]);
        assert_eq!(output.status.code(), Some(2), "{script}: {}", text(&output.stderr));
        assert!(all_in(here) == before, "{script}");
    }
}

#[test]
fn what_was_there_stays_where_there_is_no_report() {
    let temporary = tempfile::tempdir().unwrap();
    let here = temporary.path();
    std::fs::write(here.join("a.zip"), broken().zip()).unwrap();
    std::fs::write(here.join("report"), "yesterday's\n").unwrap();
    let before = all_in(here);
    for arguments in [
        &["no/such.zip"][..],
        &["no/such.zip", "neither.zip"],
        &["a.zip", "--today", "yesterday"],
        #[cfg(debug_assertions)]
        &["a.zip", "fail"],
    ] {
        for form in FORMS.iter().copied() {
            let mut command = rostercheck();
            if arguments.contains(&"fail") {
                command.env("ROSTERCHECK_FAIL_AT_ROW", "1");
            }
            let arguments = arguments.iter().filter(|it| **it != "fail");
            command.arg("check").args(arguments).args(form).args(["--output", "report"]).current_dir(here);
            let output = within(60, start(command.stdin(Stdio::null())));
            assert!(matches!(output.status.code(), Some(2 | 3)), "{:?}", output.status);
            assert!(all_in(here) == before, "{form:?}");
        }
    }
    // One that can be checked makes a report, which says which cannot.
    let output = run_in(here, &["check", "no/such.zip", "a.zip", "--format", "json", "--output", "report"]);
    assert_eq!(output.status.code(), Some(2));
    let report = std::fs::read_to_string(here.join("report")).unwrap();
    let reports: serde_json::Value = serde_json::from_str(&report).unwrap();
    assert_eq!((&reports[0]["outcome"], &reports[1]["outcome"]), (&"unreadable".into(), &"complete".into()));
}

#[test]
fn places_that_can_hold_no_report_are_told_before_anything_is_read() {
    let temporary = tempfile::tempdir().unwrap();
    let here = temporary.path();
    std::fs::write(here.join("a.zip"), broken().zip()).unwrap();
    std::fs::create_dir(here.join("folder")).unwrap();
    let before = all_in(here);
    for output in ["folder", "folder/", ".", "..", "new/", "no/such/folder/report", "a.zip/report"] {
        let result = run_in(here, &["check", "a.zip", "--output", output]);
        assert_eq!(result.status.code(), Some(2), "{output}");
        assert!(text(&result.stderr).starts_with(&format!("rostercheck: {output}: ")), "{}", text(&result.stderr));
        assert!(all_in(here) == before, "{output}");
    }
}

#[cfg(unix)]
#[test]
fn a_replaced_report_keeps_its_permissions_and_the_links_to_it() {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};
    let temporary = tempfile::tempdir().unwrap();
    let here = temporary.path();
    std::fs::write(here.join("a.zip"), broken().zip()).unwrap();
    std::fs::create_dir(here.join("reports")).unwrap();
    let mode = |name: &str| std::fs::metadata(here.join(name)).unwrap().permissions().mode() & 0o777;
    let report_to = |name: &str| {
        let output = run_in(here, &["check", "a.zip", "--format", "json", "--output", name]);
        assert_eq!(output.status.code(), Some(1), "{}", text(&output.stderr));
        let written = std::fs::read_to_string(here.join(name)).unwrap();
        assert!(written.starts_with("{\n  \"schema\": 1") && written.ends_with("}\n"));
    };
    std::fs::write(here.join("mine"), "x".repeat(1_000_000)).unwrap();
    for permissions in [0o600, 0o640, 0o666] {
        set_mode(&here.join("mine"), permissions);
        report_to("mine");
        assert_eq!(mode("mine"), permissions);
    }
    // As the mask of the process has it.
    std::fs::write(here.join("plain"), "").unwrap();
    report_to("new");
    assert_eq!(mode("new"), mode("plain"));

    symlink("reports/today", here.join("link")).unwrap();
    for _ in ["before it is there", "when it is"] {
        report_to("link");
        assert!(std::fs::symlink_metadata(here.join("link")).unwrap().is_symlink());
        assert!(std::fs::symlink_metadata(here.join("reports/today")).unwrap().is_file());
    }
    if std::os::unix::fs::chown(here.join("mine"), Some(12_345), Some(12_345)).is_ok() {
        report_to("mine");
        let owner = std::fs::metadata(here.join("mine")).unwrap();
        assert_eq!((owner.uid(), owner.gid()), (12_345, 12_345));
    }
    let names = |folder: &Path| {
        let mut names: Vec<_> = std::fs::read_dir(folder).unwrap().map(|it| it.unwrap().file_name()).collect();
        names.sort();
        names
    };
    assert_eq!(names(here), ["a.zip", "link", "mine", "new", "plain", "reports"]);
    assert_eq!(names(&here.join("reports")), ["today"]);
}

/// Files that may not grow beyond some blocks stand for a disk that is full.
#[cfg(unix)]
#[test]
fn a_report_that_cannot_be_written_leaves_what_was_there() {
    let temporary = tempfile::tempdir().unwrap();
    let here = temporary.path();
    std::fs::write(here.join("a.zip"), very_broken().zip()).unwrap();
    std::fs::write(here.join("report"), "yesterday's\n").unwrap();
    let before = all_in(here);
    let report = here.join("report");
    for form in &FORMS[1..] {
        let arguments = [&["check", "a.zip", "--output"], &[report.to_str().unwrap()][..], form].concat();
        for ignored in ["trap '' XFSZ", "true"] {
            let script = format!("cd '{}'; {ignored}; ulimit -f 8; exec \"$0\" \"$@\"", here.display());
            let output = shell(&script, &arguments);
            let told = text(&output.stderr);
            // Not ignored, the signal ends it.
            assert!(output.status.code() == Some(2) || (ignored == "true" && output.status.code().is_none()), "{told}");
            assert!(all_in(here) == before, "{form:?} {told}");
        }
    }
}

#[cfg(unix)]
#[test]
fn a_report_can_be_written_where_no_file_can_be_added() {
    let temporary = tempfile::tempdir().unwrap();
    let here = temporary.path();
    let as_nobody = AsNobody::new(here);
    std::fs::write(here.join("a.zip"), broken().zip()).unwrap();
    let folder = here.join("reports");
    std::fs::create_dir(&folder).unwrap();
    let [old, fixed] = ["old", "fixed"].map(|name| folder.join(name));
    for (path, mode) in [(&old, 0o666), (&fixed, 0o444)] {
        std::fs::write(path, "yesterday's\n".repeat(1000)).unwrap();
        set_mode(path, mode);
    }
    set_mode(&folder, 0o555);
    let zip = here.join("a.zip");
    let check = |output: &Path| as_nobody.run(&["check", zip.to_str().unwrap(), "--output", output.to_str().unwrap()]);
    assert_eq!(check(&old).status.code(), Some(1));
    let written = std::fs::read_to_string(&old).unwrap();
    assert!(written.starts_with("a.zip\nnot ready") && !written.contains("yesterday"), "{written}");
    assert_eq!(check(&folder.join("new")).status.code(), Some(2));
    assert_eq!(check(&fixed).status.code(), Some(2), "it is protected");
    assert!(std::fs::read_to_string(&fixed).unwrap().starts_with("yesterday's"));
    set_mode(&folder, 0o755);
}

#[cfg(unix)]
#[test]
fn pipes_and_devices_are_written_straight_through() {
    let temporary = tempfile::tempdir().unwrap();
    let here = temporary.path();
    std::fs::write(here.join("a.zip"), broken().zip()).unwrap();
    let expected = run_in(here, &["check", "a.zip", "--format", "json"]).stdout;
    let check = "\"$0\" check a.zip --format json --output";
    let here = here.to_str().unwrap();
    for script in [
        format!("{check} /dev/stdout"),
        format!("{check} /dev/stdout | cat; exit 1"),
        format!("{check} /dev/fd/1"),
        format!("{check} /dev/stderr 2>&1"),
        format!("mkfifo pipe; {check} pipe & cat pipe; wait $!"),
        format!("{check} /dev/stdout > file; status=$?; cat file; exit $status"),
        format!("echo before > file; {check} /dev/stdout >> file; status=$?; tail -n +2 file; exit $status"),
        format!("echo before > file; {check} /dev/fd/7 7>> file; status=$?; tail -n +2 file; exit $status"),
    ] {
        let output = shell(&format!("cd '{here}'; rm -f pipe file; {script}"), &[]);
        assert_eq!(output.status.code(), Some(1), "{script}: {}", text(&output.stderr));
        assert!(output.stdout == expected, "{script}: {}", text(&output.stdout));
    }
    let output = shell(&format!("cd '{here}'; {check} /dev/null"), &[]);
    assert_eq!((output.status.code(), output.stdout.is_empty()), (Some(1), true));
    assert!(std::fs::metadata("/dev/null").unwrap().len() == 0);
    // A reader that goes early is no reason for another status here either.
    let output = shell(&format!("cd '{here}'; mkfifo pipe2; {check} pipe2 & head -c 1 pipe2 > here; wait $!"), &[]);
    assert_eq!(output.status.code(), Some(1));
}
