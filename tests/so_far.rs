//! A check that a limit or its host stops: what it tells, and that it promises nothing.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use std::ops::ControlFlow;

use crate::support::{TODAY, TestPackage};
use rostercheck::check::{Checked, Host, Options, Progress, check_zip, check_zip_so_far};
use rostercheck::oneroster::value::Day;
use rostercheck::package::Limits;
use rostercheck::report::{Outcome, Report};
use rostercheck::rules::Values;

/// Stops the check at its word number `left` about a file.
struct Impatient {
    file: &'static str,
    left: u32,
}

impl Host for Impatient {
    fn today(&self) -> Day {
        TODAY
    }

    fn progress(&mut self, progress: &Progress) -> ControlFlow<()> {
        self.left = self.left.saturating_sub(u32::from(progress.file == self.file));
        if self.left == 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}

/// A package with a wrong role in its first user and its last one of ten thousand, and a reference to nobody behind.
fn long() -> TestPackage {
    let mut package = TestPackage::base();
    let mut users = package.text("users.csv").unwrap().to_owned();
    let line = users.lines().nth(1).unwrap().to_owned();
    let id = line.split(',').next().unwrap().to_owned();
    let role = line.split(',').nth(5).unwrap().to_owned();
    for number in 1..=10_000 {
        let line = line.replacen(&id, &format!("long{number}"), 1);
        let is_wrong = number == 1 || number == 10_000;
        users += &(if is_wrong { line.replacen(&format!(",{role},"), ",wizard,", 1) } else { line } + "\n");
    }
    package.set("users.csv", users.into_bytes());
    let enrollments = package.text("enrollments.csv").unwrap().to_owned();
    let line = enrollments.lines().nth(1).unwrap();
    let nobody = line.replacen(line.split(',').nth(5).unwrap(), "nobody", 1);
    package.set("enrollments.csv", (enrollments.clone() + &nobody + "\n").into_bytes());
    package
}

fn stopped(file: &'static str, left: u32) -> (Checked, bool) {
    let mut host = Impatient { file, left };
    check_zip_so_far("OneRoster.zip", Box::new(long().zip()), Limits::default(), &Options::default(), &mut host)
}

fn count(report: &Report, rule: &str) -> u64 {
    report.totals.iter().filter(|total| total.rule == rule).map(|total| total.count).sum()
}

#[test]
fn what_was_found_before_a_stop_is_told_and_nothing_is_ready() {
    let whole = Report::new(&long().check(), Values::Shown);
    assert_eq!(whole.outcome, Outcome::Complete);
    assert_eq!((count(&whole, "unknown-token"), count(&whole, "unknown-reference")), (2, 1));

    let (checked, is_the_end) = stopped("users.csv", 1);
    assert!(!is_the_end);
    let part = Report::new(&checked, Values::Shown);
    assert_eq!(part.outcome, Outcome::Partial);
    assert!(part.verdicts.iter().all(|verdict| !verdict.ready));
    assert_eq!((count(&part, "unknown-token"), count(&part, "unknown-reference")), (1, 0));
    let extent = |name: &str| part.files.iter().find(|file| file.name == name).unwrap().checked;
    assert_eq!((extent("orgs.csv"), extent("users.csv"), extent("enrollments.csv")), ("whole", "partly", "not"));
    let left: Vec<&str> = part.not_checked.iter().map(|not| not.what.as_str()).collect();
    assert!(left[0].starts_with("the rows of users.csv after row 4,"), "{left:?}");
    assert!(left.contains(&"enrollments.csv"), "{left:?}");
    assert!(part.effects.is_empty() && part.overview.is_none());
    // No finding of a part is one that the whole does not have.
    for total in &part.totals {
        assert!(total.count <= count(&whole, total.rule), "{}", total.rule);
    }
}

#[test]
fn a_check_that_is_stopped_at_its_very_end_is_no_whole_one() {
    let (checked, is_the_end) = stopped("enrollments.csv", 1);
    assert!(!is_the_end);
    let part = Report::new(&checked, Values::Shown);
    assert_eq!((count(&part, "unknown-token"), count(&part, "unknown-reference")), (2, 1));
    assert_eq!(part.outcome, Outcome::Partial);
    let mut host = Impatient { file: "enrollments.csv", left: 1 };
    let result = check_zip("OneRoster.zip", Box::new(long().zip()), Limits::default(), &Options::default(), &mut host);
    assert!(result.is_err());
}

#[test]
fn findings_made_by_a_limit_are_named_until_it_is_lifted() {
    let check = |package: &TestPackage, limits: Limits| {
        let checked = check_zip("OneRoster.zip", Box::new(package.zip()), limits, &Options::default(), &mut { TODAY });
        Report::new(&checked.unwrap(), Values::Masked).limits
    };
    let small = Limits { entry_bytes: 1_000_000, ..Limits::default() };
    let facts = check(&TestPackage::base(), small);
    assert!(!facts.lifted && facts.stopped.is_empty());
    let facts = check(&long(), Limits { entry_bytes: 100_000, ..small });
    assert!(!facts.lifted);
    let [stopped] = &facts.stopped[..] else { panic!("{facts:?}") };
    assert_eq!((stopped.rule, stopped.file.as_deref()), ("unreadable-file", Some("users.csv")));
    let facts = check(&long(), small.lifted());
    assert!(facts.lifted && facts.stopped.is_empty());

    let mut many = TestPackage::base();
    for number in 0..1000 {
        many.set(&format!("notes/{number}.txt"), b"x".to_vec());
    }
    let facts = check(&many, Limits::default());
    let [stopped] = &facts.stopped[..] else { panic!("{facts:?}") };
    assert_eq!((stopped.rule, &stopped.file), ("unreadable-package", &None));
    assert!(check(&many, Limits::default().lifted()).stopped.is_empty());

    // What is damaged is so without a limit too.
    let mut damaged = TestPackage::base();
    damaged.damaged = Some("users.csv".into());
    assert!(check(&damaged, Limits::default()).stopped.is_empty());
}
