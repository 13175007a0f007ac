//! The reports of several packages in one document.

use std::collections::BTreeSet;

use super::*;

/// A folder with packages: ready, broken, no zip, and another one called `ready.zip`; one that is called for is not there.
struct Packages(tempfile::TempDir);

const PATHS: [&str; 5] = ["no such.zip", "ready.zip", "broken.zip", "letter.zip", "other/ready.zip"];
const LABELS: [&str; 5] = ["no such.zip", "ready.zip", "broken.zip", "letter.zip", "other/ready.zip"];
const OUTCOMES: [&str; 5] = ["unreadable", "complete", "complete", "unreadable", "complete"];

impl Packages {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, content: Vec<u8>| std::fs::write(folder.path().join(name), content).unwrap();
        std::fs::create_dir(folder.path().join("other")).unwrap();
        write("ready.zip", TestPackage::base().zip());
        write("broken.zip", broken().zip());
        write("letter.zip", b"Dear colleague,\n".to_vec());
        write("other/ready.zip", TestPackage::base().zip());
        Self(folder)
    }

    fn check(&self, paths: &[&str], arguments: &[&str]) -> Output {
        let mut command = rostercheck();
        command.arg("check").args(paths).args(arguments).current_dir(self.0.path()).stdin(Stdio::null());
        let output = within(60, start(&mut command));
        assert_eq!(output.status.code(), Some(2), "{}", text(&output.stderr));
        assert_eq!(text(&output.stderr).lines().count(), 1, "only what cannot be opened is told beside the reports");
        output
    }
}

fn names_and_outcomes(reports: &[serde_json::Value]) -> Vec<(String, String)> {
    let word = |it: &serde_json::Value| it.as_str().unwrap().to_owned();
    reports.iter().map(|it| (word(&it["input"]["name"]), word(&it["outcome"]))).collect()
}

fn expected() -> Vec<(String, String)> {
    LABELS.iter().zip(OUTCOMES).map(|(name, outcome)| (name.to_string(), outcome.to_owned())).collect()
}

#[test]
fn json_is_one_list_or_one_report_on_each_line() {
    let packages = Packages::new();
    let list = json(&packages.check(&PATHS, &["--format", "json"]));
    let list = list.as_array().unwrap();
    assert_eq!(names_and_outcomes(list), expected());
    let lines = packages.check(&PATHS, &["--format", "jsonl"]);
    let lines: Vec<serde_json::Value> =
        text(&lines.stdout).lines().map(|line| serde_json::from_str(line).expect("one report")).collect();
    assert_eq!(&lines, list);
    // But for its name, each is what it is alone.
    let alone = |name: &str| json(&run(&["check", packages.0.path().join(name).to_str().unwrap(), "--format", "json"]));
    for (place, name) in [(1, "ready.zip"), (2, "broken.zip"), (3, "letter.zip")] {
        assert_eq!(list[place], alone(name));
    }
    // One alone is no list, and still one line.
    let path = packages.0.path().join("broken.zip");
    let line = run(&["check", path.to_str().unwrap(), "--format", "jsonl"]);
    assert_eq!(text(&line.stdout).lines().count(), 1);
    assert_eq!(json(&line), alone("broken.zip"));
}

#[test]
fn csv_has_one_header_and_says_of_which_package_each_row_is() {
    let packages = Packages::new();
    for form in [&["--format", "csv"][..], &["--format", "csv", "--max-per-rule", "all"]] {
        let output = packages.check(&PATHS, form);
        assert_eq!(text(&output.stdout).matches('\u{feff}').count(), 1);
        let table = text(&output.stdout);
        let mut table = csv::Reader::from_reader(table.trim_start_matches('\u{feff}').as_bytes());
        let header: Vec<String> = table.headers().unwrap().iter().map(str::to_owned).collect();
        let at = |name: &str| header.iter().position(|it| it == name).unwrap();
        let rows: Vec<csv::StringRecord> = table.records().map(Result::unwrap).collect();
        assert!(rows.iter().all(|row| &row[at("rowNumber")] != "rowNumber"), "one header");
        let of = |package: &str| -> Vec<Vec<String>> {
            let own = rows.iter().filter(|row| &row[at("package")] == package);
            own.map(|row| row.iter().map(str::to_owned).collect()).collect()
        };
        for (label, outcome) in expected() {
            let rules: BTreeSet<String> = of(&label).iter().map(|row| row[at("rule")].clone()).collect();
            assert_eq!(outcome == "unreadable", rules.contains("unreadable-package"), "{label}: {rules:?}");
            assert_eq!(label == "broken.zip", rules.contains("unknown-token"), "{label}: {rules:?}");
        }
        assert_eq!(rows.len(), LABELS.iter().map(|label| of(label).len()).sum::<usize>(), "each is of one of them");
        let path = packages.0.path().join("broken.zip");
        let alone = text(&run(&[&["check", path.to_str().unwrap()], form].concat()).stdout);
        let mut alone = csv::Reader::from_reader(alone.trim_start_matches('\u{feff}').as_bytes());
        let alone: Vec<Vec<String>> =
            alone.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
        assert_eq!(of("broken.zip"), alone);
    }
}

#[test]
fn sarif_has_a_run_for_each() {
    let packages = Packages::new();
    let log = json(&packages.check(&PATHS, &["--format", "sarif"]));
    assert_eq!(log["version"], "2.1.0");
    let runs = log["runs"].as_array().unwrap();
    let facts: Vec<serde_json::Value> = runs.iter().map(|run| run["properties"].clone()).collect();
    assert_eq!(names_and_outcomes(&facts), expected());
    let ids: BTreeSet<&str> = runs.iter().map(|run| run["automationDetails"]["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), runs.len(), "what takes the log can tell the runs apart");
    for run in runs {
        let results = run["results"].as_array().unwrap();
        let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
        assert!(results.iter().all(|it| {
            let rule = usize::try_from(it["ruleIndex"].as_u64().unwrap()).unwrap();
            rules[rule]["id"] == it["ruleId"]
        }));
    }
    assert!(runs[2]["results"].as_array().unwrap().iter().any(|it| it["ruleId"] == "unknown-token"));
    let alone = json(&run(&["check", packages.0.path().join("broken.zip").to_str().unwrap(), "--format", "sarif"]));
    assert_eq!(alone["runs"][0]["results"], runs[2]["results"]);
    assert_eq!(alone["runs"][0]["automationDetails"], serde_json::Value::Null);
}

#[test]
fn html_is_one_page_with_the_answers_first() {
    let packages = Packages::new();
    let page = text(&packages.check(&PATHS, &["--format", "html"]).stdout);
    for once in ["<!doctype html>", "<style>", "<h1>", "</html>", "Which are ready?", "Made by rostercheck"] {
        assert_eq!(page.matches(once).count(), 1, "{once}");
    }
    let all = |from: &str, to: char| -> Vec<String> {
        page.split(from).skip(1).map(|rest| rest.split(to).next().unwrap().to_owned()).collect()
    };
    let ids = all(" id=\"", '"');
    let unique: BTreeSet<&String> = ids.iter().collect();
    assert_eq!(unique.len(), ids.len(), "{ids:?}");
    let links = all("href=\"#", '"');
    assert!(links.len() > 5 && links.iter().all(|link| unique.contains(link)), "{links:?} {ids:?}");
    assert_eq!(all("<h2>", '<')[1..], LABELS);
    let (answers, rest) = page.split_once("<section class=\"package\"").unwrap();
    let row = |label: &str| {
        answers.split("<tr>").find(|row| row.contains(&format!(">{label}<"))).unwrap_or_else(|| panic!("{answers}"))
    };
    for (label, outcome) in expected() {
        let is_ready = label.ends_with("ready.zip");
        assert_eq!(row(&label).contains("<strong>Ready</strong>"), is_ready);
        assert_eq!(row(&label).contains("Could not be opened"), outcome == "unreadable");
    }
    assert!(row("broken.zip").contains("<strong>Not ready</strong>: 1 problem"));
    assert!(rest.contains("5 letters") && !page.contains("Pupil"), "masked as ever");
    // Headings go down by one rank at a time.
    let ranks: Vec<u8> = page
        .split("<h")
        .skip(1)
        .filter_map(|it| it.chars().next()?.to_digit(10))
        .map(|it| u8::try_from(it).unwrap())
        .collect();
    assert!(ranks.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{ranks:?}");
}

#[test]
fn text_names_each() {
    let packages = Packages::new();
    let told = text(&packages.check(&PATHS, &[]).stdout);
    let lines: Vec<&str> = told.lines().collect();
    let at = |label: &str| lines.iter().position(|line| *line == label).unwrap_or_else(|| panic!("{told}"));
    let places: Vec<usize> = LABELS.iter().map(|label| at(label)).collect();
    assert!(places.is_sorted(), "{told}");
    assert!(lines[at("ready.zip") + 1].starts_with("ready for"));
    assert!(lines[at("broken.zip") + 1].starts_with("not ready for"));
    assert!(lines[at("no such.zip") + 1].contains("could not be opened"));
}

#[test]
fn the_same_path_twice_is_told_apart() {
    let packages = Packages::new();
    let reports = json(&packages.check(&["ready.zip", "ready.zip", "no such.zip"], &["--format", "json"]));
    let names: Vec<&str> = reports.as_array().unwrap().iter().map(|it| it["input"]["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["ready.zip", "ready.zip (2)", "no such.zip"]);
}

#[test]
fn without_limits_a_hundred_thousand_entries_are_gone_through() {
    let mut zip = zip::ZipWriter::new_append(std::io::Cursor::new(TestPackage::base().zip())).unwrap();
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for number in 0..100_000 {
        zip.start_file(format!("notes/{number}.txt"), stored).unwrap();
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("OneRoster.zip");
    std::fs::write(&path, zip.finish().unwrap().into_inner()).unwrap();
    let path = path.to_str().unwrap();
    let stopped = run(&["check", path, "--format", "json"]);
    assert_eq!((stopped.status.code(), &json(&stopped)["outcome"]), (Some(2), &"unreadable".into()));
    // Text and HTML put together what belongs together, JSON does not.
    for form in &FORMS[..2] {
        let mut command = rostercheck();
        command.args(["check", path, "--no-limits"]).args(*form).stdin(Stdio::null());
        let output = within(180, start(&mut command));
        assert_eq!(output.status.code(), Some(0), "{form:?}");
        let told = text(&output.stdout);
        assert!(told.contains("notes/99999.txt") || form == &FORMS[0], "{form:?}");
        if form.contains(&"json") {
            let report = json(&output);
            assert_eq!(report["files"].as_array().unwrap().len(), 100_008);
            let unknown = report["totals"].as_array().unwrap().iter().filter(|it| it["rule"] == "unknown-file");
            assert_eq!(unknown.count(), 100_000);
        }
    }
}
