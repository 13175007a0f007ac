//! `rostercheck repair`: what it writes, says and returns.

use super::*;

/// A package with a few defects that have one right answer, and one that has none.
fn damaged() -> TestPackage {
    let mut package = TestPackage::base();
    let demographics = package.text("demographics.csv").unwrap().replace("2012-03-14", "3/14/2012");
    package.set("demographics.csv", demographics);
    let users = package.text("users.csv").unwrap().replace("Ada,Okafor,", "Ada,Okafor,NULL");
    package.set("users.csv", [b"\xEF\xBB\xBF", users.replace(",student,", ",pupil,").as_bytes()].concat());
    package
}

fn repair(arguments: &[&str]) -> Output {
    run(&[&["repair"], arguments].concat())
}

#[test]
fn the_copy_is_written_beside_the_package_and_the_package_stays() {
    let disk = on_disk(&damaged());
    let path = disk.path.to_str().unwrap();
    let before = std::fs::read(path).unwrap();
    let copy = disk.folder.path().join("fixed.zip");
    let copy = copy.to_str().unwrap();
    let output = repair(&[path, "--output", copy]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert_eq!(std::fs::read(path).unwrap(), before);
    let told = text(&output.stdout);
    for words in ["3 changes", "remove-bom", "null-words", "dates", "unknown-token: 1", "Fix the source too"] {
        assert!(told.contains(words), "{words} in {told}");
    }
    // The output goes to no terminal.
    assert!(!told.contains("3/14/2012"), "{told}");
    let report = json(&run(&["check", copy, "--format", "json"]));
    let rules: Vec<&str> = report["totals"].as_array().unwrap().iter().map(|it| it["rule"].as_str().unwrap()).collect();
    assert!(rules.contains(&"unknown-token") && !rules.contains(&"bad-date"), "{rules:?}");
    let again = disk.folder.path().join("again.zip");
    assert_eq!(repair(&[copy, "--output", again.to_str().unwrap()]).status.code(), Some(1));
    assert!(!again.exists());
    assert_eq!(std::fs::read_dir(disk.folder.path()).unwrap().count(), 2, "nothing else is left");
}

#[test]
fn a_dry_run_writes_nothing() {
    let disk = on_disk(&damaged());
    let path = disk.path.to_str().unwrap();
    let output = repair(&[path, "--dry-run", "--values", "shown"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(text(&output.stdout).contains("demographics.csv, line 2, birthDate: 3/14/2012 → 2012-03-14"));
    assert_eq!(std::fs::read_dir(disk.folder.path()).unwrap().count(), 1);
    let clean = on_disk(&TestPackage::base());
    assert_eq!(repair(&[clean.path.to_str().unwrap(), "--dry-run"]).status.code(), Some(1));
}

#[test]
fn the_receipt_tells_both_packages_and_masks_cells() {
    use sha2::Digest as _;
    let disk = on_disk(&damaged());
    let path = disk.path.to_str().unwrap();
    let [copy, receipt, page] = ["fixed.zip", "receipt.json", "receipt.html"].map(|name| disk.folder.path().join(name));
    let [copy, receipt, page] = [&copy, &receipt, &page].map(|path| path.to_str().unwrap());
    assert_eq!(repair(&[path, "--output", copy, "--receipt", receipt]).status.code(), Some(0));
    let kept = std::fs::read_to_string(receipt).unwrap();
    assert!(!kept.contains("3/14/2012"), "{kept}");
    let told: serde_json::Value = serde_json::from_str(&kept).unwrap();
    let digest = |path: &str| {
        let digest = sha2::Sha256::digest(std::fs::read(path).unwrap());
        digest.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
    };
    assert_eq!(told["schema"], 1);
    assert_eq!(told["tool"]["name"], "rostercheck");
    assert_eq!(told["input"]["sha256"], digest(path));
    assert_eq!(told["output"]["sha256"], digest(copy));
    assert_eq!(told["output"]["bytes"], std::fs::metadata(copy).unwrap().len());
    let dates = told["repairs"].as_array().unwrap().iter().find(|it| it["name"] == "dates").unwrap();
    assert_eq!(*dates, serde_json::json!({"name": "dates", "rule": "bad-date", "safe": true, "count": 1}));
    let edit = told["edits"].as_array().unwrap().iter().find(|it| it["repair"] == "dates").unwrap();
    let expected = serde_json::json!({
        "repair": "dates", "file": "demographics.csv", "line": 2, "column": "birthDate",
        "before": "date-like 9/99/9999", "after": "date-like 9999-99-99"
    });
    assert_eq!(*edit, expected);
    assert_eq!(told["left"][0], serde_json::json!({"rule": "unknown-token", "count": 1}));
    assert_eq!(repair(&[path, "--output", copy, "--receipt", page, "--values", "shown"]).status.code(), Some(0));
    let kept = std::fs::read_to_string(page).unwrap();
    assert!(kept.starts_with("<!doctype html>") && kept.contains("3/14/2012") && kept.contains(&digest(copy)));
}

#[test]
fn repairs_are_chosen_by_name() {
    let disk = on_disk(&damaged());
    let path = disk.path.to_str().unwrap();
    let told = text(&repair(&[path, "--dry-run", "--only", "dates"]).stdout);
    assert!(told.contains("1 change") && told.contains("dates:"), "{told}");
    let mut sexes = TestPackage::base();
    let demographics = sexes.text("demographics.csv").unwrap().replace(",female,", ",F,");
    sexes.set("demographics.csv", demographics);
    let sexes = on_disk(&sexes);
    let sexes = sexes.path.to_str().unwrap();
    assert_eq!(repair(&[sexes, "--dry-run"]).status.code(), Some(1));
    let told = text(&repair(&[sexes, "--dry-run", "--also", "sex-words", "--values", "shown"]).stdout);
    assert!(told.contains("sex: F → female"), "{told}");
    let listed = text(&repair(&["--list"]).stdout);
    for repair in rostercheck::repair::REPAIRS {
        assert!(listed.contains(repair.name), "{}", repair.name);
    }
}

#[test]
fn what_cannot_be_done_is_status_2_and_writes_nothing() {
    let disk = on_disk(&damaged());
    let path = disk.path.to_str().unwrap();
    let before = std::fs::read(path).unwrap();
    let other = disk.folder.path().join("fixed.zip");
    let other = other.to_str().unwrap();
    let letter = disk.folder.path().join("letter.zip");
    std::fs::write(&letter, "Dear colleague,\n").unwrap();
    for arguments in [
        &[path][..],
        &["--output", other],
        &[path, "--output", path],
        &[path, "--output", other, "--receipt", other],
        &[path, "--output", other, "--receipt", path],
        &[path, "--output", other, "--only", "no-such-repair"],
        &[path, "--output", other, "--also", "month-first-dates", "--also", "day-first-dates"],
        &["no/such.zip", "--output", other],
        &[letter.to_str().unwrap(), "--output", other],
        &[path, "--output", "no/such/folder/fixed.zip"],
        &[path, "--output", other, "--to", "nobody"],
    ] {
        let output = repair(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", text(&output.stderr));
        assert!(!output.stderr.is_empty(), "{arguments:?} says nothing");
        assert!(!Path::new(other).exists(), "{arguments:?}");
        assert_eq!(std::fs::read(path).unwrap(), before, "{arguments:?}");
    }
    #[cfg(unix)]
    {
        let link = disk.folder.path().join("link.zip");
        std::os::unix::fs::symlink(path, &link).unwrap();
        assert_eq!(repair(&[path, "--output", link.to_str().unwrap()]).status.code(), Some(2));
        assert_eq!(std::fs::read(path).unwrap(), before);
    }
}

#[test]
fn a_folder_and_standard_input_are_repaired_too() {
    let package = damaged();
    let folder = tempfile::tempdir().unwrap();
    let (inside, copy) = (folder.path().join("export"), folder.path().join("fixed.zip"));
    unpacked(&package, &inside);
    assert_eq!(repair(&[inside.to_str().unwrap(), "--output", copy.to_str().unwrap()]).status.code(), Some(0));
    let of_folder = std::fs::read(&copy).unwrap();
    let mut command = rostercheck();
    command.args(["repair", "-", "--output", copy.to_str().unwrap()]).stdin(Stdio::piped());
    let mut child = start(&mut command);
    child.stdin.take().unwrap().write_all(&package.zip()).unwrap();
    assert_eq!(within(60, child).status.code(), Some(0));
    assert!(std::fs::read(&copy).unwrap().len().abs_diff(of_folder.len()) < 2000);
    // In the folder that is read, the next check would read the copy as well.
    let within = inside.join("fixed.zip");
    assert_eq!(repair(&[inside.to_str().unwrap(), "--output", within.to_str().unwrap()]).status.code(), Some(2));
}
