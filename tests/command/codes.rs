//! `rostercheck codes`: the codes that D2L Brightspace would give, by row.

use super::*;

fn package(name: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let mut package = TestPackage::base();
    let mut orgs = Table::parse(package.text("orgs.csv").unwrap());
    let place = orgs.header.iter().position(|column| column == "identifier").unwrap();
    name.clone_into(&mut orgs.rows[0][place]);
    package.set("orgs.csv", orgs.text());
    let path = folder.path().join("OneRoster.zip");
    std::fs::write(&path, package.zip()).unwrap();
    (folder, path)
}

fn codes(path: &Path, arguments: &[&str]) -> Output {
    within(60, start(rostercheck().arg("codes").arg(path).args(arguments).stdin(Stdio::null())))
}

#[test]
fn each_form_lists_them_and_the_status_says_whether_all_are_well() {
    let (_folder, path) = package("MAPLE");
    let output = codes(&path, &["--format", "json"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let told: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let files: Vec<&str> = told["files"].as_array().unwrap().iter().map(|it| it["file"].as_str().unwrap()).collect();
    assert_eq!(files, ["academicSessions.csv", "orgs.csv", "courses.csv", "classes.csv"]);
    assert_eq!(told["files"][1]["rows"][0]["code"], "5 letters", "masked unless it is asked for");
    let (_folder, path) = package("MAPLE:1");
    let output = codes(&path, &["--format", "csv", "--file", "orgs", "--problems-only", "--values", "shown"]);
    assert_eq!(output.status.code(), Some(1));
    let table = text(&output.stdout);
    let mut lines = table.lines();
    assert_eq!(lines.next(), Some("file,line,sourcedId,column,code,characters,kept,problems"));
    let row = lines.next().unwrap();
    assert!(
        row.starts_with("orgs.csv,2,") && row.ends_with(",identifier,MAPLE:1,7,,not supported: colon at place 6"),
        "{row}"
    );
    assert_eq!(lines.next(), None);
    let shown = text(&codes(&path, &["--values", "shown"]).stdout);
    assert!(shown.contains("  line 2: MAPLE:1; not supported: colon at place 6\n"), "{shown}");
}

#[test]
fn a_list_is_not_written_over_the_package_and_a_letter_has_no_codes() {
    let (folder, path) = package("MAPLE");
    let before = std::fs::read(&path).unwrap();
    let output = codes(&path, &["--output", path.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(std::fs::read(&path).unwrap(), before);
    let letter = folder.path().join("letter.zip");
    std::fs::write(&letter, "Dear colleague,\n").unwrap();
    assert_eq!(codes(&letter, &[]).status.code(), Some(2));
}

#[test]
fn a_cell_that_a_spreadsheet_would_run_is_made_harmless() {
    let (_folder, path) = package("=1+1");
    let table = text(&codes(&path, &["--format", "csv", "--file", "orgs", "--values", "shown"]).stdout);
    assert!(table.contains(",'=1+1,"), "{table}");
}
