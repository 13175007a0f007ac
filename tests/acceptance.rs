//! Packages that others made, and what others say about them: each disagreement is known by name, with a reason.
//!
//! The corpora are not part of the project: `ROSTERCHECK_CORPORA`, or `../shared/corpora` beside it. What differs from
//! the judgement beside a package stands in [`known`], and from there in `docs/divergences.md`; a difference that is
//! not listed fails the test, and so does one that is listed and gone. `cargo xtask bless` writes the tables of that
//! document anew.

// A test is run by people, who read what it prints.
#![allow(clippy::print_stderr, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod known;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::support::{TODAY, TestPackage};
use known::{Difference, LONGSIGHT, ROSTER};
use rostercheck::check::{Checked, Options, check_zip};
use rostercheck::package::Limits;
use rostercheck::profiles::{Receiver, Severity};
use rostercheck::report::Report;
use rostercheck::rules::{Arg, Values};

/// No file may take longer, in a debug build on a slow machine.
const LONGEST: Duration = Duration::from_secs(5);

/// Time that this thread has spent, other work of the machine left out where the system tells.
enum Spent {
    Computing(Duration),
    Waiting(Instant),
}

impl Spent {
    fn now() -> Self {
        let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
        let nanoseconds = told.and_then(|told| told.split(' ').next()?.parse().ok());
        nanoseconds.map_or_else(|| Self::Waiting(Instant::now()), |it| Self::Computing(Duration::from_nanos(it)))
    }

    fn since(&self, earlier: &Self) -> Duration {
        match (self, earlier) {
            (Self::Computing(now), Self::Computing(then)) => now.saturating_sub(*then),
            (Self::Waiting(now), Self::Waiting(then)) => now.duration_since(*then),
            _ => Duration::ZERO,
        }
    }
}

/// A folder of the corpora.
fn folder(name: &str) -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let corpora = std::env::var_os("ROSTERCHECK_CORPORA").map_or_else(|| root.join("../shared/corpora"), PathBuf::from);
    let folder = Some(corpora.join(name)).filter(|folder| folder.is_dir());
    if folder.is_none() {
        eprintln!("\n*** not run: corpora not found: {name} (set ROSTERCHECK_CORPORA) ***\n");
    }
    folder
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for item in std::fs::read_dir(&folder).unwrap() {
            let path = item.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// A finding of ours, as far as others' judgements can be compared with it.
#[derive(Debug)]
struct Ours {
    rule: &'static str,
    is_error: bool,
    /// It follows from another one and is counted there.
    is_folded: bool,
    file: String,
    line: Option<u64>,
    column: String,
    /// The column that a badly written name stands for.
    meant: String,
}

impl Ours {
    fn is(&self, rules: &[&str]) -> bool {
        rules.contains(&self.rule)
    }

    fn is_about(&self, column: &str) -> bool {
        self.column == column || self.meant == column
    }
}

/// Checks a zip by the OneRoster rules alone, with every finding.
fn check(path: &Path) -> Checked {
    let name = path.file_name().unwrap().to_string_lossy();
    let options = Options { profiles: vec![Receiver::ONEROSTER], max_per_rule: usize::MAX, ..Options::default() };
    let bytes = std::fs::read(path).unwrap();
    check_zip(&name, Box::new(bytes), Limits::default(), &options, &mut { TODAY }).expect("nobody cancels")
}

fn ours(checked: &Checked) -> Vec<Ours> {
    let findings = &checked.findings;
    let mut all = Vec::new();
    for total in findings.totals() {
        let group = total.group;
        let one = |line: Option<u64>, meant: String| Ours {
            rule: group.rule.name,
            is_error: group.severities.get(Receiver::ONEROSTER) == Some(Severity::Error),
            is_folded: total.caused_by.is_some(),
            file: group.file.map(|file| findings.file_name(file).to_owned()).unwrap_or_default(),
            line,
            column: group.column.map(|column| findings.column_name(column).to_owned()).unwrap_or_default(),
            meant,
        };
        if total.caused_by.is_some() {
            all.push(one(None, String::new()));
        }
        for sample in &total.samples {
            let meant = match sample.args.more.first() {
                Some(Arg::Word(word))
                    if ["misspelled-column", "miscased-column", "renamed-column"].contains(&group.rule.name) =>
                {
                    word.to_string()
                }
                _ => String::new(),
            };
            all.push(one(sample.place.line, meant));
        }
    }
    all
}

/// Whether the OneRoster rules find the package ready.
fn is_ready(checked: &Checked) -> bool {
    Report::new(checked, Values::Masked).verdicts.iter().all(|verdict| verdict.ready)
}

/// A difference met in a run.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Met {
    /// They say something that we do not.
    They(String),
    /// We say something that they do not.
    We(String),
}

/// Compares what was met with what is known.
fn settle(met: &[(String, Met)], known: &[Difference]) {
    let is_same = |package: &str, met: &Met, known: &Difference| {
        known.package == package
            && match met {
                Met::They(say) => known.they_say == say,
                Met::We(say) => known.they_say == known::NOTHING && known.we_say == say,
            }
    };
    let new: Vec<_> = met
        .iter()
        .filter(|(package, met)| !known.iter().any(|known| is_same(package, met, known)))
        .map(|(package, met)| format!("{package}: {met:?}"))
        .collect();
    let gone: Vec<_> = known
        .iter()
        .filter(|known| !met.iter().any(|(package, met)| is_same(package, met, known)))
        .map(|known| format!("{}: they say {}, we say {}", known.package, known.they_say, known.we_say))
        .collect();
    assert!(new.is_empty() && gone.is_empty(), "new differences: {new:#?}\ndifferences that are gone: {gone:#?}");
}

/// One line of a judgement beside a package.
struct Theirs {
    level: char,
    file: String,
    column: String,
    what: String,
    /// Lines, the header being 1; empty for the file as a whole.
    rows: BTreeSet<u64>,
    shown_rows: String,
}

/// Packages whose judgement is a few sentences and no list; each has a test of its own.
const JUDGED_IN_PROSE: [&str; 1] = ["classlink-sample"];

/// The table under `## List`. The text of what is wrong may itself hold vertical bars.
fn judgement(text: &str) -> Vec<Theirs> {
    let list = text.split("## List").nth(1).expect("a list");
    let rows = list.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| level"));
    rows.map(|line| {
        let cells: Vec<&str> = line.trim().trim_start_matches('|').split('|').map(str::trim).collect();
        let end = cells.iter().skip(4).position(|cell| is_rows(cell)).expect("rows") + 4;
        Theirs {
            level: cells[0].chars().next().expect("a level"),
            file: cells[1].into(),
            column: cells[2].into(),
            what: cells[3..end].join("|"),
            rows: rows_of(cells[end]),
            shown_rows: cells[end].into(),
        }
    })
    .collect()
}

fn is_rows(cell: &str) -> bool {
    cell == "(file)" || (!cell.is_empty() && cell.bytes().all(|byte| byte.is_ascii_digit() || b"-,".contains(&byte)))
}

fn rows_of(cell: &str) -> BTreeSet<u64> {
    let ranges = cell.split(',').filter(|_| cell != "(file)");
    ranges
        .flat_map(|range| {
            let (first, last) = range.split_once('-').unwrap_or((range, range));
            first.parse().expect("a row")..=last.parse().expect("a row")
        })
        .collect()
}

/// Which of our rules say what a judgement says, by a few words of it.
const SAID_BY: [(&str, &[&str]); 19] = [
    ("missing from header", &["missing-column", "misspelled-column", "miscased-column", "renamed-column"]),
    ("column not defined", &["unknown-column", "misspelled-column", "renamed-column"]),
    ("not in the specified order", &["misplaced-column"]),
    ("before the last defined column", &["misplaced-column", "unknown-column", "renamed-column"]),
    ("(case)", &["miscased-token"]),
    ("not in enumeration", &["unknown-token", "miscased-token"]),
    ("role not administrator", &["unknown-token", "miscased-token"]),
    ("boolean", &["miscased-token"]),
    ("date-time", &["bad-date-time", "date-time-form"]),
    ("filled in a bulk file", &["filled-in-bulk"]),
    ("not YYYY", &["bad-year"]),
    ("required value is empty", &["required-value"]),
    ("userIds not", &["bad-pair"]),
    ("manifest.csv missing", &["missing-manifest", "oneroster-1-0"]),
    ("manifest.version missing or not", &["wrong-manifest-version"]),
    ("oneroster.version missing or not", &["unknown-oneroster-version"]),
    ("cells, header has", &["too-many-cells"]),
    ("declared absent", &["unlisted-file"]),
    ("header only", &["no-data-rows"]),
];

fn rules_for(what: &str) -> &'static [&'static str] {
    if what.contains("not in the catalogue") {
        return &["unknown-file", "misnamed-file"];
    }
    let known = SAID_BY.iter().find(|(words, _)| what.contains(words));
    known.unwrap_or_else(|| panic!("a judgement that this test does not know: {what}")).1
}

impl Theirs {
    fn fits(&self, ours: &Ours, properties: &BTreeMap<u64, String>) -> bool {
        let is_here = if self.file == "manifest.csv" && !self.column.is_empty() {
            ours.file == self.file && ours.line.and_then(|line| properties.get(&line)) == Some(&self.column)
        } else if self.what.contains("manifest.csv missing") {
            ours.file.is_empty()
        } else {
            ours.file == self.file && (self.column.is_empty() || ours.is_about(&self.column))
        };
        let is_as_bad = self.level != 'E' || ours.is_error;
        is_here && is_as_bad && !ours.is_folded && ours.is(rules_for(&self.what))
    }
}

/// The names in the manifest, by line; none where the package has no manifest.
fn properties(path: &Path) -> BTreeMap<u64, String> {
    let mut zip = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    let Ok(mut entry) = zip.by_name("manifest.csv") else { return BTreeMap::new() };
    let mut text = String::new();
    std::io::Read::read_to_string(&mut entry, &mut text).unwrap();
    let name = |line: &str| line.split(',').next().unwrap_or_default().trim_matches('"').to_owned();
    text.lines().zip(1..).map(|(line, number)| (number, name(line))).collect()
}

fn compared_with_judgement(path: &Path, judgement: &[Theirs]) -> Vec<Met> {
    let ours = ours(&check(path));
    let properties = properties(path);
    let mut met = Vec::new();
    let mut is_on_list = vec![false; ours.len()];
    for theirs in judgement.iter().filter(|theirs| theirs.level != 'W') {
        let mut rows_found = BTreeSet::new();
        let mut is_found = false;
        for (finding, is_on_list) in ours.iter().zip(&mut is_on_list) {
            let is_in_rows = theirs.rows.is_empty() || finding.line.is_some_and(|line| theirs.rows.contains(&line));
            if theirs.fits(finding, &properties) && is_in_rows {
                *is_on_list = true;
                is_found = true;
                rows_found.extend(finding.line);
            }
        }
        if !is_found || !theirs.rows.is_subset(&rows_found) {
            let Theirs { level, file, column, shown_rows, .. } = theirs;
            met.push(Met::They(format!("{level} {file} {column} {shown_rows}").replace("  ", " ")));
        }
    }
    let mut more: BTreeMap<String, usize> = BTreeMap::new();
    for (finding, is_on_list) in ours.iter().zip(is_on_list) {
        if finding.is_error && !is_on_list && !finding.is_folded {
            *more.entry(format!("{} {} {}", finding.rule, finding.file, finding.column).trim().into()).or_default() +=
                1;
        }
    }
    met.extend(more.into_iter().map(|(say, count)| Met::We(if count == 1 { say } else { format!("{say} x{count}") })));
    met
}

#[test]
fn packages_are_judged_as_by_hand() {
    let Some(folder) = folder("roster") else { return };
    let mut met = Vec::new();
    let mut packages = 0;
    for path in files_below(&folder).iter().filter(|path| path.extension().is_some_and(|ending| ending == "zip")) {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        if JUDGED_IN_PROSE.contains(&name.as_str()) {
            continue;
        }
        let expected = std::fs::read_to_string(path.with_file_name(format!("{name}.expected.md"))).unwrap();
        let judgement = judgement(&expected);
        assert!(!judgement.is_empty(), "{name} has an empty list");
        met.extend(compared_with_judgement(path, &judgement).into_iter().map(|met| (name.clone(), met)));
        packages += 1;
    }
    assert_eq!(packages, 12, "packages with a judgement");
    settle(&met, ROSTER);
}

/// The sample of a vendor: demographics.csv is a header without records, and for the standard that is all.
#[test]
fn the_sample_of_a_vendor_has_no_demographics() {
    let Some(folder) = folder("roster") else { return };
    let path = folder.join("classlink-sample.zip");
    if !path.is_file() {
        eprintln!("\n*** not run: classlink-sample.zip is not among the corpora ***\n");
        return;
    }
    let dessa =
        check_zip("a.zip", Box::new(std::fs::read(&path).unwrap()), Limits::default(), &Options::default(), &mut {
            TODAY
        });
    let report = Report::new(&dessa.expect("nobody cancels"), Values::Masked);
    assert!(report.verdicts.iter().all(|verdict| !verdict.ready), "139 students are without demographics");
    let ours = ours(&check(&path));
    let errors: Vec<_> = ours.iter().filter(|it| it.is_error).map(|it| (it.rule, it.file.as_str())).collect();
    assert_eq!(errors, [("no-data-rows", "demographics.csv")]);
}

/// One diagnostic of the other library.
struct Diagnostic<'a> {
    code: &'a str,
    file: &'a str,
    row: Option<u64>,
    field: &'a str,
}

const HEADER_RULES: [&str; 7] = [
    "misplaced-column",
    "unknown-column",
    "missing-column",
    "miscased-column",
    "misspelled-column",
    "repeated-column",
    "unnamed-column",
];

impl Diagnostic<'_> {
    fn rules(&self) -> &'static [&'static str] {
        match self.code {
            "csv.unescaped_quote" => &["stray-quote", "text-after-quote", "unclosed-quote"],
            "manifest.file_missing" => &["listed-file-missing"],
            "manifest.file_unexpected" => &["unlisted-file"],
            "manifest.invalid_header" => &["manifest-header"],
            "package.unknown_file" => &["unknown-file"],
            "reference.duplicate_sourced_id" => &["duplicate-sourced-id"],
            "reference.missing_target_file" | "reference.missing_target_record" => &["unknown-reference"],
            "row.field_required_in_delta" => &["blank-in-delta"],
            "row.invalid_boolean" | "row.invalid_enum" => &["unknown-token", "miscased-token"],
            "row.invalid_date" => &["bad-date"],
            "row.invalid_datetime" => &["bad-date-time"],
            "row.invalid_float" | "row.invalid_integer" => &["bad-number"],
            "row.invalid_guid" => &["bad-sourced-id", "unknown-reference"],
            "row.invalid_list" => &["empty-list-item", "unpaired-subjects", "bad-pair"],
            "row.missing_required_value" => &["required-value"],
            // They name every column behind the first that is out of place, we name the first.
            "schema.header_order_mismatch" | "schema.invalid_metadata_header" | "schema.metadata_column_position" => {
                &HEADER_RULES
            }
            "schema.missing_header" => &["missing-column", "miscased-column", "misspelled-column"],
            "table.duplicate_header" => &["repeated-column"],
            "table.missing_data_rows" => &["no-data-rows"],
            "table.row_width_mismatch" => &["too-many-cells", "too-few-cells"],
            "semantic.academic_session_type_mismatch" | "semantic.org_type_mismatch" => &["wrong-target-type"],
            "semantic.invalid_score_scale_mapping" => &["bad-pair"],
            code if code.starts_with("semantic.") => &[],
            code => panic!("a diagnostic that this test does not know: {code}"),
        }
    }

    fn is_said_by(&self, all: &[Ours]) -> bool {
        let goes_by_file = self.code.starts_with("manifest.") || HEADER_RULES == *self.rules();
        all.iter().filter(|ours| ours.is(self.rules())).any(|ours| {
            if self.code == "reference.missing_target_file" {
                // The missing file is the error; what refers to it is counted under it.
                let has_cause = all.iter().any(|cause| cause.is_error && cause.is(&["missing-file"]));
                return ours.is_folded && has_cause && ours.file == self.file && ours.is_about(self.field);
            }
            let is_here = ours.file == self.file || (self.code.starts_with("manifest.") && ours.file == "manifest.csv");
            let is_line = self.row.is_none() || ours.line == self.row;
            let is_column = self.field.is_empty() || goes_by_file || ours.is_about(self.field);
            ours.is_error && !ours.is_folded && is_here && is_line && is_column
        })
    }
}

#[test]
fn packages_are_judged_as_by_another_library() {
    let Some(folder) = folder("longsight") else { return };
    let index = std::fs::read_to_string(folder.join("index.json")).unwrap();
    let index: serde_json::Value = serde_json::from_str(&index).unwrap();
    let packages = index.as_array().unwrap();
    assert_eq!(packages.len(), 98);
    let mut met = Vec::new();
    let (mut same_verdicts, mut diagnostics, mut same_diagnostics) = (0, 0, 0);
    for package in packages {
        let zip = package["zip"].as_str().unwrap();
        // The number is enough to find the package, and the rest of the name is cut off in the middle.
        let name = zip.get(..3).unwrap().to_owned();
        let checked = check(&folder.join(zip));
        let is_accepted = package["longsight"] == "ok";
        let ours = ours(&checked);
        let has_error = ours.iter().any(|ours| ours.is_error && !ours.is_folded);
        if is_accepted && !is_ready(&checked) {
            let errors: BTreeSet<_> = ours.iter().filter(|it| it.is_error).map(|it| it.rule).collect();
            met.push((name.clone(), Met::They("accepted".into())));
            eprintln!("{zip}: they accept, we say {errors:?}");
        } else if !is_accepted && (is_ready(&checked) || !has_error) {
            met.push((name.clone(), Met::They("refused".into())));
        } else {
            same_verdicts += 1;
        }
        if is_accepted {
            continue;
        }
        let mut missed = BTreeSet::new();
        for diagnostic in package["diagnostics"].as_array().unwrap() {
            let text = |key: &str| diagnostic[key].as_str().unwrap_or_default();
            let theirs = Diagnostic {
                code: text("code"),
                file: text("file"),
                row: diagnostic["row"].as_u64(),
                field: text("field"),
            };
            diagnostics += 1;
            if theirs.is_said_by(&ours) {
                same_diagnostics += 1;
            } else {
                let row = theirs.row.map_or(String::new(), |row| row.to_string());
                let place = format!("{} {} {} {row}", theirs.code, theirs.file, theirs.field);
                missed.insert(place.split_whitespace().collect::<Vec<_>>().join(" "));
            }
        }
        met.extend(missed.into_iter().map(|place| (name.clone(), Met::They(place))));
    }
    eprintln!(
        "longsight: {same_verdicts} of {} verdicts and {same_diagnostics} of {diagnostics} diagnostics agree",
        packages.len()
    );
    settle(&met, LONGSIGHT);
}

/// The base package with one of its files replaced.
fn base_with(name: &str, content: &[u8]) -> TestPackage {
    let mut package = TestPackage::base();
    package.set(name, content.to_vec());
    package
}

/// Lines as a text editor counts them, one more for the place behind the last line end. In UTF-16 every byte that
/// could be a part of a line end counts, so that the number is a bound.
fn lines(content: &[u8]) -> u64 {
    let is_wide = content.contains(&0);
    let mut lines = 1;
    let mut before = 0;
    for &byte in content {
        let ends_pair = byte == b'\n' && before == b'\r' && !is_wide;
        lines += u64::from((byte == b'\n' || byte == b'\r') && !ends_pair);
        before = byte;
    }
    lines
}

#[test]
fn odd_files_give_findings_within_them() {
    let mut count = 0;
    for folder in ["csv", "utf8"].into_iter().filter_map(folder) {
        for path in files_below(&folder) {
            let content = std::fs::read(&path).unwrap();
            for name in ["users.csv", "orgs.csv"] {
                let started = Spent::now();
                let report = base_with(name, &content).report();
                let spent = Spent::now().since(&started);
                assert!(spent < LONGEST, "{} took {spent:?}", path.display());
                let last = lines(&content);
                for finding in &report.findings {
                    assert!(!finding.message.is_empty() && !finding.fix.is_empty(), "{} {finding:?}", path.display());
                    if finding.file.as_deref() == Some(name) {
                        let line = finding.line.unwrap_or(1);
                        assert!((1..=last).contains(&line), "{} has {last} lines: {finding:?}", path.display());
                    }
                }
                let found = |rule: &str| report.findings.iter().any(|it| it.rule == rule);
                assert!(!report.findings.is_empty(), "{} as {name} is no roster", path.display());
                assert!(!found("unreadable-file"), "{} as {name} can be read", path.display());
                count += 1;
            }
        }
    }
    eprintln!("{count} odd files checked");
}

/// The bytes written in hexadecimal digits.
fn bytes_of(hex: &str) -> Vec<u8> {
    let digits: Vec<u8> = hex.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
    let pair = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap();
    digits.chunks(2).map(pair).collect()
}

#[test]
fn byte_sequences_are_utf8_or_not() {
    let Some(folder) = folder("utf8/flenniken") else { return };
    let cases = std::fs::read_to_string(folder.join("utf8tests.txt")).unwrap();
    let (mut valid, mut invalid) = (0, 0);
    for line in cases.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let parts: Vec<&str> = line.splitn(4, ':').map(str::trim).collect();
        let (is_valid, bytes) = match parts.as_slice() {
            [_, "valid", text, rest @ ..] => (true, [&[*text], rest].concat().join(":").into_bytes()),
            [_, "valid hex", hex, ..] => (true, bytes_of(hex)),
            [_, "invalid hex", hex, ..] => (false, bytes_of(hex)),
            _ => panic!("a case that this test does not know: {line}"),
        };
        let quoted: Vec<u8> =
            bytes.iter().flat_map(|&byte| if byte == b'"' { vec![byte, byte] } else { vec![byte] }).collect();
        let header = "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId\n";
        let rows = [b"school1,,,\"a ", quoted.as_slice(), b" z\",school,1001,district1\n"].concat();
        let content = [header.as_bytes(), &rows, b"district1,,,Riverbend District,district,1000,\n"].concat();
        let report = base_with("orgs.csv", &content).report();
        let found: Vec<_> = report.findings.iter().filter(|finding| finding.rule == "not-utf8").collect();
        if is_valid {
            valid += 1;
            assert!(found.is_empty(), "{line}");
        } else {
            invalid += 1;
            assert_eq!(found.len(), 1, "{line}");
            let place = (found[0].file.as_deref(), found[0].line, found[0].column.as_deref());
            assert_eq!(place, (Some("orgs.csv"), Some(2), Some("name")), "{line}");
        }
    }
    assert!(valid > 50 && invalid > 80, "{valid} valid and {invalid} invalid sequences");
    eprintln!("{valid} valid and {invalid} invalid byte sequences");
}

/// The ledger's table of one corpus.
fn table(known: &[Difference]) -> String {
    let mut text = String::from("| package | they say | we say | who is right | reason |\n|---|---|---|---|---|\n");
    for Difference { package, they_say, we_say, right, why } in known {
        writeln!(text, "| {package} | {they_say} | {we_say} | {} | {why} |", right.word()).unwrap();
    }
    text
}

#[test]
fn the_ledger_is_written_down() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/divergences.md");
    let written = std::fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
    let mut fresh = written.clone();
    for (name, known) in [("roster", ROSTER), ("longsight", LONGSIGHT)] {
        let (begin, end) = (format!("<!-- {name} -->\n"), format!("<!-- end of {name} -->\n"));
        let from = fresh.find(&begin).expect("the beginning of a table") + begin.len();
        let to = fresh.find(&end).expect("the end of a table");
        fresh.replace_range(from..to, &table(known));
    }
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, fresh).unwrap();
    } else {
        assert!(fresh == written, "{} is not fresh; `cargo xtask bless` writes it anew", path.display());
    }
}
