//! `rostercheck mask`: a copy beside its name, or nothing.

use std::fs;

use super::run;
use crate::support::TestPackage;

fn folder(name: &str) -> std::path::PathBuf {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    drop(fs::remove_dir_all(&folder));
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("OneRoster.zip"), TestPackage::base().zip()).unwrap();
    folder
}

fn path(folder: &std::path::Path, name: &str) -> String {
    folder.join(name).to_str().unwrap().to_owned()
}

#[test]
fn the_copy_is_checked_like_the_original_and_names_nobody() {
    let folder = folder("mask-copy");
    let (input, output) = (path(&folder, "OneRoster.zip"), path(&folder, "Masked.zip"));
    let ran = run(&["mask", &input, "--output", &output]);
    assert_eq!(ran.status.code(), Some(0), "{}", String::from_utf8_lossy(&ran.stderr));
    let told = String::from_utf8(ran.stderr).unwrap();
    assert!(ran.stdout.is_empty() && told.contains("cells were replaced in 8 files"), "{told}");
    let checked = run(&["check", &output, "--today", "2026-11-22", "--format", "csv"]);
    let original = run(&["check", &input, "--today", "2026-11-22", "--format", "csv"]);
    assert_eq!(checked.status.code(), original.status.code());
    assert_eq!(fs::read(&input).unwrap(), TestPackage::base().zip());
    // Another time with another key; the old copy is replaced, and nothing else is left.
    let first = fs::read(&output).unwrap();
    assert_eq!(run(&["mask", &input, "--output", &output, "--keep-school-names"]).status.code(), Some(0));
    assert_ne!(first, fs::read(&output).unwrap());
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 2);
}

#[test]
fn the_input_is_never_written_over() {
    let folder = folder("mask-input");
    let input = path(&folder, "OneRoster.zip");
    fs::hard_link(&input, path(&folder, "hard.zip")).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(&input, path(&folder, "soft.zip")).unwrap();
    for name in ["OneRoster.zip", "hard.zip", "soft.zip", "."] {
        let ran = run(&["mask", &input, "--output", &path(&folder, name)]);
        assert_eq!(ran.status.code(), Some(2), "{name}");
    }
    assert_eq!(fs::read(&input).unwrap(), TestPackage::base().zip());
}

#[test]
fn what_cannot_be_masked_leaves_nothing_behind() {
    let folder = folder("mask-nothing");
    let output = path(&folder, "Masked.zip");
    let mut damaged = TestPackage::base();
    damaged.damaged = Some("users.csv".into());
    fs::write(folder.join("damaged.zip"), damaged.zip()).unwrap();
    fs::write(folder.join("no.zip"), b"no zip").unwrap();
    let mut empty = TestPackage::base();
    empty.files =
        vec![("orgs.csv".into(), b"sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId\n".to_vec())];
    fs::write(folder.join("empty.zip"), empty.zip()).unwrap();
    for (name, status, words) in [
        ("damaged.zip", 2, "users.csv could not be read to its end"),
        ("no.zip", 2, "not a package that can be opened"),
        ("none.zip", 2, "No such file"),
        ("empty.zip", 1, "no cell contains anything"),
    ] {
        let ran = run(&["mask", &path(&folder, name), "--output", &output]);
        let told = String::from_utf8(ran.stderr).unwrap();
        assert_eq!(ran.status.code(), Some(status), "{name}: {told}");
        assert!(told.contains(words) || cfg!(windows), "{name}: {told}");
        assert!(!folder.join("Masked.zip").exists(), "{name}");
    }
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 4);
}

#[cfg(target_os = "linux")]
#[test]
fn a_copy_goes_to_no_device() {
    let folder = folder("mask-device");
    let ran = run(&["mask", &path(&folder, "OneRoster.zip"), "--output", "/dev/full"]);
    assert_eq!(ran.status.code(), Some(2));
    let told = String::from_utf8(ran.stderr).unwrap();
    assert!(told.contains("written to a file"), "{told}");
}
