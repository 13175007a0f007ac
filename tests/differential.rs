//! The engine against a naive validator, on random packages; and the same package in pieces, in other orders, packed or
//! not. `ROSTERCHECK_CASES` sets the number of packages; `ROSTERCHECK_SEED` starts from another number.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr, reason = "tests")]

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::io::Write;

use crate::reference::compare::{self, TODAY, heard, shown};
use crate::reference::{Damage, GivenFile, district};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};
use rostercheck::check::{Checked, check_zip};
use rostercheck::csv::{DefectKind, Rows, Source};
use rostercheck::package::{Bytes, Limits, ReadFailure};
use rostercheck::report::Report;
use rostercheck::rules::{RULES, Values};

/// Rules that the reference does not know, with the reason.
const LEFT_OUT: &[(&str, &str)] = &[
    ("unreadable-package", "the reference is given files"),
    ("odd-archive", "the reference is given files"),
    ("no-roster-files", "names of files: the reference knows exact ones only"),
    ("needed-file-missing", "receivers that are not chosen by default"),
    ("zip-not-as-agreed", "receivers that are not chosen by default"),
    ("mode-not-accepted", "receivers that are not chosen by default"),
    ("required-by-receiver", "receivers that are not chosen by default"),
    ("too-long-for-receiver", "receivers that are not chosen by default"),
    ("character-not-accepted", "receivers that are not chosen by default"),
    ("value-not-accepted", "receivers that are not chosen by default"),
    ("ids-alike-but-for-case", "receivers that are not chosen by default"),
    ("id-in-two-files", "receivers that are not chosen by default"),
    ("zip-name-ending", "names of files"),
    ("date-in-zip-name", "names of files"),
    ("file-in-folder", "names of files"),
    ("repeated-file", "names of files"),
    ("miscased-file-name", "names of files"),
    ("wrong-file-ending", "names of files"),
    ("misnamed-file", "names of files"),
    ("date-in-file-name", "names of files"),
    ("unknown-file", "names of files"),
    ("system-leftover", "names of files"),
    ("file-not-processed", "a remark on a name"),
    ("no-records", "a remark on names"),
    ("line-too-long", "damaged CSV: the reference reads well-formed files"),
    ("unclosed-quote", "damaged CSV"),
    ("text-after-quote", "damaged CSV"),
    ("stray-quote", "damaged CSV"),
    ("missing-source-name", "a remark of one receiver"),
    ("scientific-notation", "damage by other programs"),
    ("garbled-text", "damage by other programs"),
    ("invisible-character", "damage by other programs"),
    ("date-last-modified-in-future", "plausibility"),
    ("end-before-start", "plausibility"),
    ("unused-school", "plausibility"),
    ("enrollment-outside-sessions", "plausibility"),
    ("result-of-non-student", "its own injector and page prove it"),
    ("reversed-score-range", "plausibility"),
    ("score-out-of-range", "plausibility"),
    ("primary-non-teacher", "plausibility"),
    ("two-primary-teachers", "plausibility"),
    ("several-primary-roles", "its own injector and page prove it"),
    ("bad-learning-objective", "its own injector and page prove it"),
    ("space-around-code", "what one receiver wants of people and classes"),
    ("name-too-long", "what one receiver wants of people and classes"),
    ("unsupported-username-character", "what one receiver wants of people and classes"),
    ("user-field-too-long", "what one receiver wants of people and classes"),
    ("many-orgs", "what one receiver wants of people and classes"),
    ("several-terms", "what one receiver wants of people and classes"),
    ("odd-org-parent", "what one receiver wants of people and classes"),
    ("class-without-label", "what one receiver wants of people and classes"),
    ("bad-email", "what one receiver wants of people and classes"),
    ("teacher-without-email", "what one receiver wants of people and classes"),
    ("student-without-grade", "what one receiver wants of people and classes"),
    ("several-grades", "what one receiver wants of people and classes"),
    ("unrated-grade", "what one receiver wants of people and classes"),
    ("student-without-identifier", "what one receiver wants of people and classes"),
    ("leading-zero-identifier", "what one receiver wants of people and classes"),
    ("missing-birth-date", "what one receiver wants of people and classes"),
    ("implausible-birth-date", "what one receiver wants of people and classes"),
    ("missing-sex", "what one receiver wants of people and classes"),
    ("code-in-two-files", "what one receiver wants of people and classes"),
    ("person-with-two-roles", "what one receiver wants of people and classes"),
    ("repeated-identifier", "what one receiver wants of people and classes"),
    ("shared-email", "what one receiver wants of people and classes"),
    ("mixed-id-schemes", "what one receiver wants of people and classes"),
    ("agent-role", "what one receiver wants of people and classes"),
    ("circle-of-parents", "its own injector and page prove it"),
    ("deleted-users", "what one receiver wants of people and classes"),
    ("no-school", "what one receiver wants of people and classes"),
    ("no-students-or-teachers", "what one receiver wants of people and classes"),
    ("role-not-imported", "what one receiver wants of people and classes"),
    ("student-without-demographics", "what one receiver wants of people and classes"),
    ("class-without-teacher", "what one receiver wants of people and classes"),
    ("student-without-enrollment", "what one receiver wants of people and classes"),
    ("teacher-without-enrollment", "what one receiver wants of people and classes"),
    ("two-roles-in-class", "what one receiver wants of people and classes"),
    ("users-without-email", "what one receiver wants of people and classes"),
    ("older-package-second", "two packages compared: tests/compare.rs has a twin of its own"),
    ("new-school-year", "two packages compared: tests/compare.rs has a twin of its own"),
    ("people-under-new-ids", "two packages compared: tests/compare.rs has a twin of its own"),
    ("ids-changed-form", "two packages compared: tests/compare.rs has a twin of its own"),
    ("whole-group-gone", "two packages compared: tests/compare.rs has a twin of its own"),
    ("many-records-gone", "two packages compared: tests/compare.rs has a twin of its own"),
    ("class-lost-people", "two packages compared: tests/compare.rs has a twin of its own"),
    ("nothing-changed", "two packages compared: tests/compare.rs has a twin of its own"),
];

/// Bytes that come in pieces of at most so many.
struct Trickle(Vec<u8>, usize);

impl Bytes for Trickle {
    fn len(&self) -> u64 {
        self.0.len() as u64
    }
    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> Result<usize, ReadFailure> {
        let step = self.1.min(buffer.len());
        self.0.read_at(offset, &mut buffer[..step])
    }
}

impl Source for Trickle {
    type Failure = std::convert::Infallible;
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize, Self::Failure> {
        let count = self.1.min(buffer.len()).min(self.0.len());
        buffer[..count].copy_from_slice(&self.0[..count]);
        self.0.drain(..count);
        Ok(count)
    }
}

fn zip(files: &[GivenFile], method: zip::CompressionMethod) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(method);
    for file in files {
        writer.start_file(file.name.as_str(), options).unwrap();
        writer.write_all(&file.content).unwrap();
    }
    let mut bytes = writer.finish().unwrap().into_inner();
    for file in files {
        match file.damage {
            None => {}
            // Nothing can be read of an entry that is packed in a way of which nobody has heard.
            Some(Damage::Closed) => change_headers(&mut bytes, &file.name, [8, 10], |method| *method = 99),
            Some(Damage::BreaksOff) => another_checksum(&mut bytes, &file.name),
        }
    }
    bytes
}

/// The rows can be read, and something is wrong with them.
fn another_checksum(bytes: &mut [u8], file: &str) {
    change_headers(bytes, file, [14, 16], |checksum| *checksum ^= 0xFF);
}

/// Changes a byte of an entry's local header, and one in the directory.
fn change_headers(bytes: &mut [u8], file: &str, places: [usize; 2], change: fn(&mut u8)) {
    for (signature, name, place) in [(b"PK\x03\x04", 30, places[0]), (b"PK\x01\x02", 46, places[1])] {
        let is_header =
            |at: &usize| bytes[*at..].starts_with(signature) && bytes[*at + name..].starts_with(file.as_bytes());
        let at = (0..bytes.len() - name).find(is_header).unwrap();
        change(&mut bytes[at + place]);
    }
}

fn checked(bytes: Box<dyn Bytes>) -> Checked {
    check_zip("OneRoster.zip", bytes, Limits::default(), &compare::options(), &mut { TODAY }).unwrap()
}

fn runner(cases: u32) -> TestRunner {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u32>().ok());
    let config = ProptestConfig {
        cases: number("ROSTERCHECK_CASES").unwrap_or(cases),
        failure_persistence: None,
        max_shrink_iters: 2000,
        ..ProptestConfig::default()
    };
    let mut seed = [7; 32];
    seed[..4].copy_from_slice(&number("ROSTERCHECK_SEED").unwrap_or(0).to_le_bytes());
    TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &seed))
}

fn run<S: Strategy>(cases: u32, strategy: &S, test: impl Fn(S::Value) -> Result<(), TestCaseError>) {
    match runner(cases).run(strategy, test) {
        Ok(()) => {}
        // The value itself is in the reason, in a form that people can read.
        Err(TestError::Fail(reason, _)) => panic!("{reason}"),
        Err(TestError::Abort(reason)) => panic!("given up: {reason}"),
    }
}

#[test]
fn every_rule_is_compared_or_left_out_by_name() {
    for rule in RULES {
        let is_compared = crate::reference::COMPARED.contains(&rule.name);
        let is_left_out = LEFT_OUT.iter().any(|(name, _)| *name == rule.name);
        assert!(is_compared != is_left_out, "{}: one of COMPARED and LEFT_OUT names it", rule.name);
    }
    let all = crate::reference::COMPARED.iter().chain(LEFT_OUT.iter().map(|(name, _)| name));
    for name in all {
        assert!(RULES.iter().any(|rule| rule.name == *name), "{name} is no rule");
    }
    for (name, why) in LEFT_OUT {
        assert!(
            !why.contains("SAY WHY"),
            "{name}: say in LEFT_OUT why the reference cannot know it, or teach it to it"
        );
    }
}

#[test]
fn valid_districts_are_silent() {
    for version in rostercheck::oneroster::Version::ALL {
        let files: Vec<GivenFile> = district::valid(version, u32::MAX, 5).iter().map(district::Draft::write).collect();
        let (found, folded) = heard(&checked(Box::new(zip(&files, zip::CompressionMethod::Deflated))));
        let loud: Vec<_> =
            found.iter().filter(|found| !["version-not-accepted", "oneroster-1-0"].contains(&found.rule)).collect();
        assert!(loud.is_empty() && folded.is_empty(), "{loud:#?} {folded:#?}");
    }
}

#[test]
fn the_engine_finds_what_the_reference_finds() {
    let rules = RefCell::new(BTreeSet::new());
    run(1000, &district::package(), |drafts| {
        let files: Vec<GivenFile> = drafts.iter().map(district::Draft::write).collect();
        let answer = crate::reference::check(&files);
        rules.borrow_mut().extend(answer.found.iter().map(|found| found.rule));
        let checked = checked(Box::new(zip(&files, zip::CompressionMethod::Stored)));
        let difference = compare::difference(&checked, &answer, &files);
        prop_assert!(difference.is_none(), "{}", difference.unwrap_or_default());
        Ok(())
    });
    let unseen: Vec<_> = crate::reference::COMPARED.iter().filter(|rule| !rules.borrow().contains(*rule)).collect();
    assert!(unseen.is_empty(), "no package has {unseen:?}");
}

/// The seeds of the fuzz target `differential`: bytes that choose packages which together have every rule.
fn seeds() -> Vec<Vec<u8>> {
    let mut unseen: BTreeSet<&str> = crate::reference::COMPARED.iter().copied().collect();
    let mut seeds = Vec::new();
    let bytes = prop::collection::vec(any::<u8>(), 4..60);
    let mut runner = runner(0);
    while !unseen.is_empty() {
        let bytes = bytes.new_tree(&mut runner).unwrap().current();
        let before = unseen.len();
        for found in compare::agree_on(&bytes).found {
            unseen.remove(found.rule);
        }
        if unseen.len() < before {
            seeds.push(bytes);
        }
    }
    seeds
}

#[test]
fn the_seeds_of_the_fuzz_target_have_every_rule_and_hold() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fuzz/seeds/differential");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        let _ = std::fs::remove_dir_all(folder);
        std::fs::create_dir_all(folder).unwrap();
        for (number, bytes) in seeds().into_iter().enumerate() {
            std::fs::write(format!("{folder}/{number:02}"), bytes).unwrap();
        }
    }
    let mut unseen: BTreeSet<&str> = crate::reference::COMPARED.iter().copied().collect();
    for file in std::fs::read_dir(folder).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        for found in compare::agree_on(&bytes).found {
            unseen.remove(found.rule);
        }
    }
    assert!(
        unseen.is_empty(),
        "the same bytes choose other packages now: UPDATE_GOLDEN=1 writes seeds with {unseen:?}"
    );
}

#[test]
fn a_row_that_ends_before_its_id_is_the_cause_of_references_that_lead_nowhere() {
    let mut drafts = district::valid(rostercheck::oneroster::Version::V1_1, 0, 4);
    let orgs = drafts.iter_mut().find(|draft| draft.name == "orgs.csv").unwrap();
    for row in &mut orgs.rows {
        row.rotate_left(1);
    }
    orgs.rows[2].pop();
    let files: Vec<GivenFile> = drafts.iter().map(district::Draft::write).collect();
    let (found, folded) = heard(&checked(Box::new(zip(&files, zip::CompressionMethod::Stored))));
    assert!(!found.iter().any(|found| found.rule == "unknown-reference"), "{found:#?}");
    assert!(folded.keys().all(|(_, _, (cause, file))| *cause == "too-few-cells" && file == "orgs.csv"));
    assert_eq!(folded, crate::reference::check(&files).folded);
}

#[test]
fn a_file_that_breaks_off_is_checked_up_to_there() {
    let valid = district::valid(rostercheck::oneroster::Version::V1_1, u32::MAX, 4);
    for place in 0..valid.len() {
        let mut drafts = valid.clone();
        let rows = &mut drafts[place].rows;
        // An id that stands again, and a row that is too short.
        rows.push(rows[1].clone());
        rows.push(vec![b"short".to_vec()]);
        drafts[place].damage = Some(Damage::BreaksOff);
        let files: Vec<GivenFile> = drafts.iter().map(district::Draft::write).collect();
        let answer = crate::reference::check(&files);
        let packed = checked(Box::new(zip(&files, zip::CompressionMethod::Deflated)));
        for checked in [packed, compare::check_folder(&files)] {
            let difference = compare::difference(&checked, &answer, &files);
            assert!(difference.is_none(), "{}", difference.unwrap_or_default());
        }
    }
}

/// What the engine says of a valid district beyond the rules of the standard: nothing that one damaged cell changes.
fn told_of(checked: &Checked) -> BTreeSet<(&'static str, String, String)> {
    let name = |file| checked.findings.file_name(file).to_owned();
    let totals = checked.findings.totals().iter().filter(|total| total.caused_by.is_none());
    totals
        .map(|total| {
            let column = total.group.column.map(|column| checked.findings.column_name(column).to_owned());
            (total.group.rule.name, total.group.file.map(name).unwrap_or_default(), column.unwrap_or_default())
        })
        .collect()
}

#[test]
fn damage_in_a_cell_is_one_finding_wherever_it_stands() {
    let valid = district::valid(rostercheck::oneroster::Version::V1_1, u32::MAX, 4);
    let files: Vec<GivenFile> = valid.iter().map(district::Draft::write).collect();
    let before = told_of(&checked(Box::new(zip(&files, zip::CompressionMethod::Stored))));
    let damages: [(&str, &[u8]); 3] =
        [("stray-quote", b"x\"y"), ("text-after-quote", b"\"x\" y"), ("not-utf8", b"x\xE9y")];
    for (rule, damage) in damages {
        for (place, draft) in valid.iter().enumerate().filter(|(_, draft)| draft.name != "manifest.csv") {
            for cell in 0..draft.rows[0].len() {
                let mut files: Vec<GivenFile> = valid.iter().map(district::Draft::write).collect();
                let mut lines: Vec<Vec<u8>> =
                    files[place].content.split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
                // A row without quoted cells, so that commas tell its cells.
                let row = lines.iter().skip(1).position(|line| !line.contains(&b'"')).unwrap() + 1;
                let mut cells: Vec<&[u8]> = lines[row].trim_ascii_end().split(|byte| *byte == b',').collect();
                let column = String::from_utf8_lossy(&draft.rows[0][cell]);
                cells[cell] = damage;
                lines[row] = cells.join(&b',');
                files[place].content = lines.join(&b'\n');
                let checked = checked(Box::new(zip(&files, zip::CompressionMethod::Stored)));
                let told = told_of(&checked);
                let new: Vec<_> = told.difference(&before).collect();
                // That a password stands there follows from nothing else.
                let is_echo = |name: &str| name != rule && name != "password-in-file";
                assert!(new.iter().all(|it| !is_echo(it.0)), "{rule} in {column} of {}: {new:?}", draft.name);
                assert!(
                    new.iter().any(|it| it.0 == rule && it.1 == draft.name),
                    "{rule} in {column} of {}",
                    draft.name
                );
                for ((_, _, (cause, file)), _) in heard(&checked).1 {
                    assert_eq!((cause, &file), (rule, &draft.name), "what follows is put down to its cause");
                }
            }
        }
    }
}

/// The report in JSON; where entries have another order, without what tells the order.
fn report(bytes: Box<dyn Bytes>) -> serde_json::Value {
    serde_json::to_value(Report::new(&checked(bytes), Values::Shown)).unwrap()
}

#[test]
fn pieces_and_order_and_packing_change_nothing() {
    let package = (district::package(), any::<u64>());
    run(60, &package, |(drafts, seed)| {
        let mut files: Vec<GivenFile> = drafts.iter().map(district::Draft::write).collect();
        let packed = zip(&files, zip::CompressionMethod::Deflated);
        let whole = report(Box::new(packed.clone()));
        for step in [1, 7, 65_536] {
            prop_assert_eq!(&whole, &report(Box::new(Trickle(packed.clone(), step))), "in pieces of {}", step);
        }
        let parts = |mut report: serde_json::Value| {
            report["input"]["bytes"] = 0.into();
            if let Some(files) = report["files"].as_array_mut() {
                files.sort_by_key(|file| file["name"].to_string());
            }
            report
        };
        let expected = parts(whole);
        for (turn, method) in [(1, zip::CompressionMethod::Stored), (2, zip::CompressionMethod::Deflated)] {
            files.sort_by_key(|file| {
                file.name
                    .bytes()
                    .fold(seed.rotate_left(turn), |sum, byte| sum.wrapping_mul(1_099_511_628_211) ^ u64::from(byte))
            });
            let other = parts(report(Box::new(zip(&files, method))));
            let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
            for part in ["findings", "totals", "verdicts", "files", "outcome", "package"] {
                prop_assert_eq!(&expected[part], &other[part], "{} in the order {:?}\n{}", part, names, shown(&files));
            }
        }
        Ok(())
    });
}

/// A row as a test compares it: line, cells, defect.
type Told = (u64, Vec<Vec<u8>>, Option<DefectKind>);

fn told(text: &[u8], step: usize, width: Option<usize>) -> Vec<Told> {
    let mut rows = Rows::new(Trickle(text.to_vec(), step));
    if let Some(width) = width {
        rows.set_width(width);
    }
    let mut all = Vec::new();
    while let Some(row) = rows.next_row().unwrap() {
        let cells = (0..row.len()).map(|place| row.cell(place).to_vec()).collect();
        all.push((row.line, cells, row.defect.map(|defect| defect.kind)));
    }
    all
}

#[test]
fn any_bytes_are_rows_with_lines_that_are_there() {
    let bytes = prop::sample::select(&b"aa,,\"\n\r \xC3\xA9\xFF"[..]);
    let text = (prop::collection::vec(bytes, 0..120), prop::option::of(1..5usize));
    run(2000, &text, |(text, width)| {
        let whole = told(&text, 65_536, width);
        for step in [1, 7] {
            prop_assert_eq!(&whole, &told(&text, step, width), "in pieces of {}: {}", step, text.escape_ascii());
        }
        let lines = 1 + crate::reference::line_breaks(&text);
        let mut before = 0;
        for (line, _, defect) in &whole {
            prop_assert!(*line > before && *line <= lines, "line {line} of {lines}: {}", text.escape_ascii());
            before = *line;
            if let Some(DefectKind::UnclosedQuote { resumes_at: Some(resumes), lines_in_doubt }) = defect {
                prop_assert!(resumes > line && resumes - line >= *lines_in_doubt, "{}", text.escape_ascii());
            }
        }
        Ok(())
    });
}

#[test]
fn well_formed_csv_gives_the_cells_of_the_csv_crate() {
    let cell = prop::collection::vec(prop::sample::select(&["a", ",", "\"", "\n", "\r\n", " ", "é", "😀"][..]), 0..5);
    let table = (1..5usize).prop_flat_map(move |width| {
        prop::collection::vec(prop::collection::vec(cell.clone().prop_map(|parts| parts.concat()), width), 0..8)
    });
    let style = (any::<bool>(), any::<bool>());
    run(1000, &(table, style), |(table, (always, crlf))| {
        let style = if always { csv::QuoteStyle::Always } else { csv::QuoteStyle::Necessary };
        let end = if crlf { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') };
        let mut writer = csv::WriterBuilder::new().quote_style(style).terminator(end).from_writer(Vec::new());
        for row in &table {
            writer.write_record(row).unwrap();
        }
        let text = writer.into_inner().unwrap();
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(&text[..]);
        let expected: Vec<Vec<Vec<u8>>> =
            reader.byte_records().map(|row| row.unwrap().iter().map(<[u8]>::to_vec).collect()).collect();
        let rows = told(&text, 65_536, None);
        prop_assert!(rows.iter().all(|row| row.2.is_none()), "{}", text.escape_ascii());
        let cells: Vec<_> = rows.into_iter().map(|row| row.1).collect();
        prop_assert_eq!(cells, expected, "{}", text.escape_ascii());
        Ok(())
    });
}

#[test]
fn what_stands_behind_the_damage_of_a_file_may_be_what_its_own_rows_refer_to() {
    let mut users = String::from(
        "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,\
         middleName,identifier,email,sms,phone,agentSourcedIds,grades,password\r\n",
    );
    for number in 0..4000 {
        let other = 5999 - number;
        users.push_str(&format!("u{number},,,true,orgs1,student,name{number},,A,B,,{number},,,,u{other},09,\r\n"));
    }
    let mut files: Vec<GivenFile> =
        district::valid(rostercheck::oneroster::Version::V1_1, 0, 3).iter().map(district::Draft::write).collect();
    for file in files.iter_mut().filter(|file| file.name == "users.csv") {
        file.content = users.clone().into_bytes();
    }
    let mut bytes = zip(&files, zip::CompressionMethod::Deflated);
    another_checksum(&mut bytes, "users.csv");
    let (found, folded) = heard(&checked(Box::new(bytes)));
    let unknown: Vec<_> = found.iter().filter(|found| found.rule == "unknown-reference").collect();
    assert!(unknown.is_empty(), "{} references, such as {:?}", unknown.len(), unknown[0]);
    assert!(folded.keys().any(|(file, column, (cause, _))| {
        file == "users.csv" && column == "agentSourcedIds" && *cause == "unreadable-file"
    }));
}

#[test]
fn a_comparison_is_that_of_its_twin() {
    let bytes = proptest::collection::vec(proptest::num::u8::ANY, 0..600);
    run(100, &bytes, |bytes| {
        crate::reference::changes::agree_on(&bytes);
        Ok(())
    });
}
