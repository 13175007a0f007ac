//! The exit status: what the check says, whatever the format and whoever reads.

use std::process::Stdio;

use super::*;

fn status(arguments: &[&str], form: &[&str]) -> Option<i32> {
    run(&[&["check"], arguments, form].concat()).status.code()
}

/// OneRoster 1.0: an error for the receivers alone. Its rows are not checked.
fn old() -> TestPackage {
    let mut package = TestPackage::base();
    package.files.clear();
    package.set(
        "demographics.csv",
        b"userSourcedId,status,dateLastModified,birthdate,sex\nstudent1,,,2015-03-14,female\n".to_vec(),
    );
    package
}

#[test]
fn the_status_is_the_same_in_every_form() {
    let folder = tempfile::tempdir().unwrap();
    let no_zip = folder.path().join("letter.zip");
    std::fs::write(&no_zip, "Dear colleague,\n").unwrap();
    let no_zip = no_zip.to_str().unwrap();
    let [ready, broken, old] = [TestPackage::base(), broken(), old()].map(|package| on_disk(&package));
    let [ready, broken, old] = [&ready, &broken, &old].map(|disk| disk.path.to_str().unwrap());
    for form in FORMS.iter().copied() {
        for (arguments, expected) in [
            (&[ready][..], 0),
            (&[broken], 1),
            (&[old], 1),
            (&[no_zip], 2),
            (&["no/such.zip"], 2),
            (&[ready, ready], 0),
            (&[broken, ready], 1),
            (&[broken, no_zip, ready], 2),
            (&[broken, "no/such.zip", ready], 2),
            (&[ready, "--fail-on", "warning"], 0),
            (&[broken, "--fail-on", "never"], 0),
            (&[no_zip, "--fail-on", "never"], 2),
        ] {
            assert_eq!(status(arguments, form), Some(expected), "{arguments:?} {form:?}");
        }
    }
}

#[test]
fn what_is_not_ready_is_never_0() {
    let old = on_disk(&old());
    let mut empty = TestPackage::base();
    for name in ["orgs", "academicSessions", "courses", "classes", "users", "demographics", "enrollments"] {
        let name = format!("{name}.csv");
        let header = empty.text(&name).unwrap().lines().next().unwrap().to_owned() + "\n";
        empty.set(&name, header.into_bytes());
    }
    let empty = on_disk(&empty);
    for disk in [&old, &empty] {
        let path = disk.path.to_str().unwrap();
        for profile in [&["--profile", "oneroster"][..], &["--profile", "d2l-brightspace"], &[]] {
            for form in FORMS.iter().copied() {
                let arguments = [&[path], profile].concat();
                assert_eq!(status(&arguments, form), Some(1), "{arguments:?} {form:?}");
                let report = json(&run(&[&["check", "--format", "json"], &arguments[..]].concat()));
                assert_eq!(report["verdicts"][0]["ready"], false);
            }
        }
        assert_eq!(status(&[path, "--fail-on", "never"], &[]), Some(0), "that is asked for");
    }
    // Its tables are those of OneRoster 1.0, of which only a part is public: not everything was checked.
    let report = json(&run(&["check", old.path.to_str().unwrap(), "--format", "json", "--profile", "oneroster"]));
    assert_eq!((&report["verdicts"][0]["ready"], &report["outcome"]), (&false.into(), &"partial".into()));
}

#[test]
fn a_reader_that_goes_early_changes_nothing() {
    let [ready, broken] = [TestPackage::base(), very_broken()].map(|package| on_disk(&package));
    let [ready, broken] = [&ready, &broken].map(|disk| disk.path.to_str().unwrap());
    for form in FORMS.iter().copied() {
        for (arguments, expected) in [
            (&[ready][..], 0),
            (&[broken], 1),
            (&[broken, ready], 1),
            (&[ready, broken], 1),
            (&[broken, "no/such.zip", broken], 2),
            (&[broken, "--fail-on", "never"], 0),
            (&[ready, "--fail-on", "warning"], 0),
        ] {
            for reads in [0, 1] {
                let mut command = rostercheck();
                command.arg("check").args(arguments).args(form).stdin(Stdio::null());
                let mut child = start(&mut command);
                let mut reader = child.stdout.take().unwrap();
                std::io::Read::read_exact(&mut reader, &mut [0; 1][..reads]).expect("a first byte");
                drop(reader);
                let output = within(60, child);
                let told = text(&output.stderr);
                assert_eq!(output.status.code(), Some(expected), "{arguments:?} {form:?}: {told}");
                assert_eq!(told.is_empty(), !arguments.contains(&"no/such.zip"), "{told}");
            }
        }
    }
    for arguments in [&["rules"][..], &["--help"]] {
        let mut child = start(rostercheck().args(arguments));
        drop(child.stdout.take());
        assert_eq!(within(60, child).status.code(), Some(0));
    }
}

/// A device that takes nothing stands for a disk that is full.
#[cfg(target_os = "linux")]
#[test]
fn a_report_that_cannot_be_written_is_status_2_and_a_word_that_cannot_is_nothing() {
    let [ready, broken] = [TestPackage::base(), broken()].map(|package| on_disk(&package));
    let [ready, broken] = [&ready, &broken].map(|disk| disk.path.to_str().unwrap());
    for form in FORMS.iter().copied() {
        for paths in [&[ready][..], &[broken], &[ready, broken]] {
            let arguments = [&["check"], paths, form].concat();
            let output = shell("exec \"$0\" \"$@\" > /dev/full", &arguments);
            assert_eq!(output.status.code(), Some(2), "{arguments:?}");
            assert!(text(&output.stderr).contains("the report could not be written"), "{}", text(&output.stderr));
        }
        let arguments = [&["check", broken], form].concat();
        assert_eq!(shell("exec \"$0\" \"$@\" 2> /dev/full", &arguments).status.code(), Some(1));
        assert_eq!(shell("exec \"$0\" \"$@\" 2> /dev/full", &["check", "no/such.zip"]).status.code(), Some(2));
    }
    assert_eq!(shell("exec \"$0\" sing 2> /dev/full", &[]).status.code(), Some(2));
    assert_eq!(shell("exec \"$0\" explain nothing 2> /dev/full", &[]).status.code(), Some(2));
    #[cfg(debug_assertions)]
    assert_eq!(shell("ROSTERCHECK_FAIL_ON_PURPOSE=1 exec \"$0\" rules 2> /dev/full", &[]).status.code(), Some(3));
}

#[test]
fn names_cannot_move_the_cursor_of_whoever_reads_the_errors() {
    let odd = "no\u{1b}[2J\u{7}\u{9b}31m\u{202e}such.zip";
    for arguments in [
        &["check", odd][..],
        &["check", odd, odd],
        &["check", odd, "--output", odd],
        &["check", "no/such.zip", "--output", "no\u{1b}[2J/such\u{202e}/report"],
        &["check", "no\u{1b}[2J\u{202e}/\u{7}\u{9b}\n"],
        &["explain", odd],
        &["check", "--no\u{1b}[2J\u{202e}"],
        &["check", "x.zip", "--today", "no\u{1b}[2J\u{202e}\u{9b}"],
    ] {
        let told = text(&run(arguments).stderr);
        assert!(told.contains("no"), "{told:?}");
        let is_plain = |letter: char| letter == '\n' || !(letter.is_control() || letter == '\u{202e}');
        assert!(told.chars().all(is_plain), "{told:?}");
    }
}
