//! `rostercheck compare` as its users run it.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use std::fs;
use std::process::{Command, Output};

use crate::support::TestPackage;

const OLD: &str = "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId\n\
    d1,,,North,district,1,\ns1,,,Oak,school,2,d1\ns2,,,Elm,school,3,d1\ns3,,,Ash,school,4,d1\n";

fn compare(new: &str, options: &[&str]) -> Output {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [("old", OLD), ("new", new)] {
        fs::create_dir(folder.path().join(name)).unwrap();
        fs::write(folder.path().join(name).join("orgs.csv"), text).unwrap();
    }
    Command::new(env!("CARGO_BIN_EXE_rostercheck"))
        .current_dir(folder.path())
        .args(["compare", "old", "new"])
        .args(options)
        .output()
        .unwrap()
}

#[test]
fn a_school_that_is_gone_is_told_and_refused_where_that_is_wanted() {
    let new = OLD.replace("s3,,,Ash,school,4,d1\n", "");
    let told = compare(&new, &["--values", "shown"]);
    let text = String::from_utf8(told.stdout).unwrap();
    assert_eq!(told.status.code(), Some(0), "{text}");
    assert!(text.contains("The DESSA System would remove 1 site."), "{text}");
    assert!(text.contains("orgs.csv, line 5 of the older file: s3"), "{text}");
    assert_eq!(compare(&new, &["--fail-on-removed", "20%"]).status.code(), Some(1));
    assert_eq!(compare(&new, &["--fail-on-removed", "25"]).status.code(), Some(0));
    assert_eq!(compare(&new, &["--fail-on-removed", "many"]).status.code(), Some(2));
}

#[test]
fn what_programs_read_is_masked_and_in_order() {
    let new = OLD.replace("s3,,,Ash", "=s4,,,Ash").replace("Elm", "Fir");
    let json = compare(&new, &["--format", "json"]).stdout;
    let json: serde_json::Value = serde_json::from_slice(&json).unwrap();
    assert_eq!(json["schema"], 1);
    assert_eq!(json["old"]["name"], "old");
    let table = &json["tables"][0];
    assert_eq!((&table["gone"], &table["added"], &table["changed"]), (&1.into(), &1.into(), &1.into()));
    assert_eq!(table["columns"][0]["column"], "name");
    assert!(!json.to_string().contains("s3"), "{json}");
    let csv = String::from_utf8(compare(&new, &["--format", "csv", "--values", "shown"]).stdout).unwrap();
    assert_eq!(
        csv,
        "file,change,sourcedId,line,columns\norgs.csv,gone,s3,5,\norgs.csv,added,'=s4,5,\norgs.csv,changed,s2,4,name\n"
    );
}

#[test]
fn what_could_not_be_compared_never_passes_unseen() {
    let damaged = OLD.replace("s3,,,Ash,school,4,d1", "s3,,,Ash,school,4,d1,,,");
    let told = compare(&damaged, &["--fail-on-removed", "50%"]);
    assert_eq!(told.status.code(), Some(1));
    assert!(String::from_utf8(told.stdout).unwrap().contains("Not compared: 1 row of orgs.csv (new package)"));
    assert_eq!(compare("", &["--fail-on-removed", "50%"]).status.code(), Some(1));
    assert_eq!(compare("x,y\n1,2\n", &[]).status.code(), Some(2));
}

#[test]
fn a_check_with_the_previous_package_is_not_ready_when_half_of_it_would_go() {
    let folder = tempfile::tempdir().unwrap();
    let rows =
        |count: usize| (0..count).fold(OLD.to_owned(), |text, it| text + &format!("x{it},,,X{it},school,9{it},d1\n"));
    for (name, text) in [("old", rows(40)), ("new", rows(10))] {
        fs::create_dir(folder.path().join(name)).unwrap();
        fs::write(folder.path().join(name).join("orgs.csv"), text).unwrap();
    }
    let told = Command::new(env!("CARGO_BIN_EXE_rostercheck"))
        .current_dir(folder.path())
        .args(["check", "new", "--previous", "old", "--format", "json", "--to", "dessa"])
        .output()
        .unwrap();
    assert_eq!(told.status.code(), Some(1));
    let json: serde_json::Value = serde_json::from_slice(&told.stdout).unwrap();
    let changes = &json["changes"];
    assert_eq!(changes["tables"][0]["gone"], 30);
    assert_eq!(changes["old"]["name"], "old");
    assert_eq!(changes["new"]["sha256"].as_str().unwrap().len(), 64);
    assert!(changes.get("tool").is_none());
    let has = |list: &serde_json::Value| list.as_array().unwrap().iter().any(|it| it["rule"] == "many-records-gone");
    assert!(has(&changes["totals"]) && has(&json["totals"]), "{json:#}");
    assert_eq!(json["verdicts"][1]["ready"], false);
    let two = Command::new(env!("CARGO_BIN_EXE_rostercheck"))
        .current_dir(folder.path())
        .args(["check", "new", "new", "--previous", "old"])
        .output()
        .unwrap();
    assert_eq!(two.status.code(), Some(2));
}

#[test]
fn the_page_tells_the_same_and_holds_no_cell() {
    let new = OLD.replace("s3,,,Ash,school,4,d1\n", "");
    let page = String::from_utf8(compare(&new, &["--format", "html"]).stdout).unwrap();
    assert!(page.starts_with("<!doctype html>") && page.contains("The DESSA System would remove 1 site."), "{page}");
    assert!(!page.contains("s3"), "{page}");
}

/// Two packages that may be anything, compared; each is a zip, or what calls itself one.
fn zips(old: &[u8], new: &[u8]) -> (Option<i32>, serde_json::Value, String) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("old.zip"), old).unwrap();
    fs::write(folder.path().join("new.zip"), new).unwrap();
    let told = Command::new(env!("CARGO_BIN_EXE_rostercheck"))
        .current_dir(folder.path())
        .args(["compare", "old.zip", "new.zip", "--format", "json"])
        .output()
        .unwrap();
    let json = serde_json::from_slice(&told.stdout).unwrap_or_default();
    (told.status.code(), json, String::from_utf8(told.stderr).unwrap())
}

#[test]
fn hostile_pairs_are_told_clearly_and_lose_nothing() {
    let good = TestPackage::base();
    let damaged = |change: &dyn Fn(&mut TestPackage)| {
        let mut package = TestPackage::base();
        change(&mut package);
        package.zip()
    };
    let users = good.text("users.csv").unwrap().to_owned();
    let rows = users.lines().count() as u64 - 1;
    let zip = good.zip();
    let cut = zip[..zip.len() / 2].to_vec();
    // What is no package at all: the program cannot say anything, and says so, whichever of the two it is.
    for (what, bytes) in [("nothing", Vec::new()), ("text", b"users,roles\n1,2\n".to_vec()), ("half a zip", cut)] {
        for (old, new, side) in [(&bytes, &zip, "old.zip"), (&zip, &bytes, "new.zip")] {
            let (status, json, error) = zips(old, new);
            assert_eq!(status, Some(2), "{what} as {side}: {json:#} {error}");
            assert!(error.contains(side), "{what} as {side}: {error}");
        }
    }
    // A byte of a file's packed text is another one: that file is not compared, the others are.
    let mut flipped = zip.clone();
    let name = flipped.windows(9).position(|it| it == b"users.csv").unwrap();
    flipped[name + 30] ^= 0x55;
    for (old, new, side) in [(&flipped, &zip, "old"), (&zip, &flipped, "new")] {
        let (_, json, error) = zips(old, new);
        assert_eq!(json["outcome"], "partial", "{side}: {json:#} {error}");
        assert!(json["not_compared"].as_array().unwrap().iter().all(|it| it["package"] == side), "{json:#}");
        let names: Vec<_> = json["tables"].as_array().unwrap().iter().map(|it| it["file"].clone()).collect();
        assert!(names.contains(&"orgs.csv".into()) && !names.contains(&"users.csv".into()), "{names:?}");
    }
    // Rows without an id are set aside on either side, and said.
    let no_ids = damaged(&|package| {
        let text: String = users.lines().enumerate().fold(String::new(), |text, (line, row)| {
            let rest = row.split_once(',').unwrap().1;
            text + &if line == 0 { format!("{row}\r\n") } else { format!(",{rest}\r\n") }
        });
        package.set("users.csv", text);
    });
    let (_, json, _) = zips(&no_ids, &zip);
    let of_users = |json: &serde_json::Value| {
        json["tables"].as_array().unwrap().iter().find(|it| it["file"] == "users.csv").cloned().unwrap()
    };
    assert_eq!((of_users(&json)["old"].as_u64(), of_users(&json)["added"].as_u64()), (Some(0), Some(rows)));
    assert!(json["not_compared"][0]["what"].as_str().unwrap().contains("users.csv"), "{json:#}");
    // Every id twice on both sides: the first row counts, and the pair is no change.
    let twice = damaged(&|package| {
        let body = users.split_once('\n').unwrap().1;
        package.set("users.csv", format!("{users}{body}"));
    });
    let (status, json, _) = zips(&twice, &twice);
    let table = of_users(&json);
    assert_eq!(
        (table["unchanged"].as_u64(), table["gone"].as_u64(), table["added"].as_u64()),
        (Some(rows), Some(0), Some(0))
    );
    assert_eq!(status, Some(0));
    // Another version of the standard has other files and columns: what both have is compared.
    let (_, json, _) = zips(&zip, &TestPackage::base_1_2().zip());
    assert_ne!(json["outcome"], "unreadable");
    assert!(of_users(&json)["columns_gone"].as_array().is_some_and(|columns| !columns.is_empty()), "{json:#}");
}

#[test]
fn every_record_that_differs_is_told_as_csv_and_a_cap_is_one() {
    let rows = |count: usize, mark: &str| {
        (0..count).fold(OLD.to_owned(), |text, it| text + &format!("{mark}{it},,,X{it},school,9{it},d1\n"))
    };
    let folder = tempfile::tempdir().unwrap();
    for (name, mark) in [("old", "a"), ("new", "b")] {
        fs::create_dir(folder.path().join(name)).unwrap();
        fs::write(folder.path().join(name).join("orgs.csv"), rows(3000, mark)).unwrap();
    }
    let lines = |options: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rostercheck"));
        command.current_dir(folder.path()).args(["compare", "old", "new", "--format", "csv", "--values", "shown"]);
        let told = command.args(options).output().unwrap();
        assert_eq!(told.status.code(), Some(0));
        String::from_utf8(told.stdout).unwrap().lines().map(str::to_owned).collect::<Vec<_>>()
    };
    let all = lines(&[]);
    assert_eq!(all.len(), 1 + 6000);
    assert_eq!(all[1], "orgs.csv,gone,a0,6,");
    assert_eq!(all[3001], "orgs.csv,added,b0,6,");
    assert_eq!(lines(&["--max-per-change", "2"]).len(), 1 + 4);
}
