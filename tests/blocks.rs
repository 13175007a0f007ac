//! Rows are looked at in blocks, and what repeats the row before is not looked at again. A row with an escaped quote is
//! read by itself, and stands in a block of its own: a package whose every row has one must be judged as the same package
//! without them.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use crate::support::{TODAY, Table, TestPackage};
use rostercheck::check::{Host, Options, check_zip};
use rostercheck::csv::RowBits;
use rostercheck::oneroster::value::Day;
use rostercheck::package::Limits;
use rostercheck::rules::{Findings, GroupTotal, Hit};

/// Numbers that look random and are the same each time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end as u64).unwrap()
    }
}

/// What may stand in any cell.
const ODD: [&str; 16] = [
    "",
    "tobedeleted",
    "active",
    "wizard",
    "student",
    "Teacher",
    "TRUE",
    "false",
    "2026-13-01",
    "2026-09-01",
    "nobody",
    "student7",
    "class3",
    "school1,school1",
    " x",
    "NULL",
];

/// Some thousand rows, with a fault here and there that goes on for some rows.
fn tables(seed: u64) -> Vec<(&'static str, Table)> {
    let mut numbers = Numbers(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let base = TestPackage::base();
    let mut tables = Vec::new();
    for (name, rows) in [("classes.csv", 40), ("users.csv", 700), ("demographics.csv", 500), ("enrollments.csv", 1500)]
    {
        let mut table = Table::parse(base.text(name).unwrap());
        let first = table.rows[0].clone();
        let place = |column: &str| table.header.iter().position(|own| own == column);
        let (class, user) = (place("classSourcedId"), place("userSourcedId"));
        table.rows = (0..rows)
            .map(|number| {
                let mut row = first.clone();
                let stem = if name == "demographics.csv" {
                    "student"
                } else {
                    name.trim_end_matches("es.csv").trim_end_matches("s.csv")
                };
                row[0] = if name == "users.csv" { format!("student{number}") } else { format!("{stem}{number}") };
                if let (Some(class), Some(user)) = (class, user) {
                    (row[class], row[user]) = (format!("class{}", number % 40), format!("student{}", number / 4));
                }
                row
            })
            .collect();
        let mut at = 0;
        while at < rows {
            at += numbers.below(60) + 1;
            let (column, odd) = (numbers.below(table.header.len()), ODD[numbers.below(ODD.len())]);
            let is_blank = numbers.below(12) == 0;
            for row in table.rows.iter_mut().skip(at).take(numbers.below(5) + 1) {
                row[column] = odd.into();
                if is_blank {
                    row.fill(String::new());
                }
            }
        }
        // A fault that goes on over the end of a block.
        for row in table.rows.iter_mut().skip(RowBits::ROWS - 3).take(6) {
            row[5] = "wizard".into();
        }
        tables.push((name, table));
    }
    tables
}

/// The package with a column of its own in each of these tables. No cell of it may be empty, or a blank row is none.
fn package(tables: &[(&str, Table)], note: &str) -> TestPackage {
    let mut package = TestPackage::base();
    for (name, table) in tables {
        let mut table = table.clone();
        table.header.push("metadata.note".into());
        for row in &mut table.rows {
            let is_blank = row.iter().all(String::is_empty);
            row.push(if is_blank { String::new() } else { note.into() });
        }
        package.set(name, table.text());
    }
    package
}

/// Everything that is passed on, in its order.
struct Ear(Vec<String>);

impl Host for Ear {
    fn today(&self) -> Day {
        TODAY
    }

    fn found(&mut self, _: &Findings, total: &GroupTotal, finding: &Hit) {
        self.0.push(format!("{} {finding:?}", total.group.rule.name));
    }
}

fn passed_on(package: &TestPackage) -> Vec<String> {
    let mut ear = Ear(Vec::new());
    let options = Options { passes_on: true, ..Options::default() };
    check_zip("OneRoster.zip", Box::new(package.zip()), Limits::default(), &options, &mut ear).unwrap();
    ear.0
}

#[test]
fn a_row_by_itself_is_judged_as_in_a_block() {
    for seed in 1..=12 {
        let tables = tables(seed);
        let (together, alone) = (package(&tables, "a note"), package(&tables, "a \"note\""));
        let report = |package: &TestPackage, max_per_rule| {
            let checked = package.check_with(&Options { max_per_rule, ..Options::default() });
            let report = rostercheck::report::Report::new(&checked, rostercheck::rules::Values::Shown);
            let json = serde_json::to_value(&report).unwrap();
            ["findings", "totals", "effects", "overview", "verdicts"].map(|part| json[part].clone())
        };
        for most in [3, 1000] {
            for (one, other) in report(&together, most).iter().zip(&report(&alone, most)) {
                let lines = |part: &serde_json::Value| serde_json::to_string_pretty(part).unwrap();
                let (one, other) = (lines(one), lines(other));
                let differs = one.lines().zip(other.lines()).position(|(one, other)| one != other);
                let near = |text: &str| {
                    text.lines().skip(differs.unwrap_or(0).saturating_sub(12)).take(16).collect::<Vec<_>>().join("\n")
                };
                assert!(one == other, "package {seed}, {most} of each\n{}\n{}", near(&one), near(&other));
            }
        }
        let (heard_together, heard_alone) = (passed_on(&together), passed_on(&alone));
        assert!(heard_together.len() > 200, "{} findings", heard_together.len());
        for (one, other) in heard_together.iter().zip(&heard_alone) {
            assert_eq!(one, other, "package {seed}");
        }
        assert_eq!(heard_together.len(), heard_alone.len());
    }
}

/// Rows that are the same to the byte, and wrong, are only counted once their samples are full.
#[test]
fn rows_that_are_all_alike_are_counted_as_if_each_was_read() {
    let patterns = [
        "\n",
        "\r\n",
        " \n",
        ",,\n",
        "\"\n",
        "\"\"\"\"\n",
        "\"a\nb\",c\n",
        "x\"y,z\n",
        "enrollment1,,\n",
        "a\"b,1\r\n\n",
        "\u{e9},\n",
        "\"a\"b\r",
        "enrollment1,\"\"\n\n\"q\",\n",
    ];
    for pattern in patterns {
        for times in [40, 9_000] {
            let mut package = TestPackage::base();
            for name in ["users.csv", "enrollments.csv"] {
                let text = package.text(name).unwrap();
                let (header, rest) = text.split_once('\n').unwrap();
                let all = format!("{header}\n{}{rest}{}x\n", pattern.repeat(times), pattern.repeat(times));
                package.set(name, all);
            }
            let counted = |max_per_rule| {
                let checked = package.check_with(&Options { max_per_rule, ..Options::default() });
                let report = rostercheck::report::Report::new(&checked, rostercheck::rules::Values::Shown);
                let mut totals: Vec<_> = report
                    .totals
                    .iter()
                    .map(|total| format!("{} {:?} {:?} {}", total.rule, total.file, total.column, total.count))
                    .collect();
                totals.sort();
                let files: Vec<_> = report.files.iter().map(|file| (file.name.clone(), file.rows)).collect();
                let not_checked: Vec<_> = report.not_checked.iter().map(|not| not.what.clone()).collect();
                (totals, files, not_checked)
            };
            let (few, all) = (counted(3), counted(usize::MAX));
            assert_eq!(few, all, "{pattern:?} {times} times");
        }
    }
}
