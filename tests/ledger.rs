//! The ledger of the standard: every provision of its CSV binding, in our own words, with the rules that check it or the
//! reason why it cannot be checked in a package. The columns are in `golden/ledger-1.1.txt` and `ledger-1.2.txt`, which
//! `conformance.rs` writes from the rules that in fact speak.
//!
//! A rule that is taken away, or one that cites the standard and is not entered here, fails until somebody has looked.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use std::collections::BTreeSet;

use rostercheck::rules::{Authority, RULES, Rule};

/// A provision: what it says, and what is done about it.
type Provision = (&'static str, Done);

enum Done {
    /// These rules check it.
    By(&'static [&'static str]),
    /// These rules check what a package can show of it; the rest, as said.
    Partly(&'static [&'static str], &'static str),
    /// It allows something: the valid packages of `conformance.rs` and of the rule pages' examples stay silent.
    Allows(&'static str),
    /// Nothing in one package shows whether it is kept.
    Cannot(&'static str),
}

use Done::{Allows, By, Cannot, Partly};

/// In the order of the binding: package, manifest, characters, header, values, keys, sets of files, meaning, versions.
const PROVISIONS: &[Provision] = &[
    (
        "a package is one zip, deflated, with its files at the top",
        By(&["unreadable-package", "odd-archive", "file-in-folder", "unreadable-file", "zip-name-ending"]),
    ),
    ("each file is there at most once", By(&["repeated-file"])),
    ("the manifest is always there; alone it means that nothing changed", By(&["missing-manifest", "no-roster-files"])),
    (
        "files have their exact names",
        By(&["miscased-file-name", "misnamed-file", "wrong-file-ending", "date-in-file-name", "wrong-file-content"]),
    ),
    ("files and manifest agree", By(&["listed-file-missing", "unlisted-file"])),
    ("nothing else is in the zip", By(&["unknown-file"])),
    ("the manifest tells the version; without one it is 1.0", By(&["unknown-oneroster-version", "oneroster-1-0"])),
    ("the manifest has two columns of these names", By(&["manifest-header"])),
    ("the manifest names both versions and every file", By(&["missing-manifest-property", "missing-source-name"])),
    ("the version of the manifest is 1.0", By(&["wrong-manifest-version"])),
    ("a file is absent, bulk or delta", By(&["bad-file-mode"])),
    ("the order of the manifest's rows is free", Allows("no rule looks at it")),
    (
        "the data is right where the manifest's mode is not",
        Partly(&["mixed-modes"], "the modes are compared with each other"),
    ),
    (
        "properties of the manifest are known, and there once",
        By(&["unknown-manifest-property", "repeated-manifest-property"]),
    ),
    ("text is UTF-8; a mark of the byte order is passed over", By(&["not-utf8", "utf-16-encoding", "byte-order-mark"])),
    (
        "commas and quotes are quoted as in RFC 4180",
        By(&["unclosed-quote", "stray-quote", "text-after-quote", "wrong-delimiter"]),
    ),
    ("no line break is inside a cell", By(&["line-break-in-cell"])),
    ("lines end as in RFC 4180", By(&["cr-line-endings", "line-too-long"])),
    (
        "a row has a cell for each column",
        By(&["too-few-cells", "too-many-cells", "blank-row", "header-width", "report-line"]),
    ),
    ("spaces are part of a value", By(&["space-around-code", "space-in-list", "spaces-only-cell"])),
    (
        "there is a header, its names exact to the letter",
        By(&[
            "missing-header-row",
            "miscased-column",
            "empty-file",
            "lines-above-header",
            "decorated-columns",
            "repeated-header",
        ]),
    ),
    (
        "all columns are there, in the order of the table",
        By(&["missing-column", "misplaced-column", "misspelled-column", "renamed-column"]),
    ),
    ("a column has a name, and the name is there once", By(&["repeated-column", "unnamed-column"])),
    ("columns of one's own are called metadata, behind all others", By(&["unknown-column", "misplaced-column"])),
    ("a file has a row", By(&["no-data-rows", "no-records"])),
    ("an optional value may be blank", Partly(&["null-text"], "a blank is right; the word NULL may be meant as one")),
    ("texts of 255 characters are kept, longer ones may be cut", By(&["text-too-long"])),
    ("words of a vocabulary are exact to the letter", By(&["unknown-token", "miscased-token"])),
    ("1.2 opens some vocabularies to words with ext:", Allows("unknown-token knows which")),
    ("an id is at most 255 of the allowed characters", By(&["bad-sourced-id", "ids-in-other-notation"])),
    ("a date is a day of the calendar, a year has four digits", By(&["bad-date", "bad-year"])),
    ("a date with time is in UTC", By(&["bad-date-time", "date-time-form"])),
    ("status and date of change are filled in delta and blank in bulk", By(&["filled-in-bulk", "blank-in-delta"])),
    ("status is active or tobedeleted", By(&["unknown-token", "inactive-status"])),
    ("items of a list are separated by commas", By(&["empty-list-item", "other-list-separator"])),
    ("subjects and their codes go in pairs", By(&["unpaired-subjects"])),
    ("a user's other ids are written {type:id}", By(&["bad-pair"])),
    ("values of a score scale are written {left:right}", By(&["bad-pair"])),
    ("1.1 recommends a list of grades", By(&["unknown-grade"])),
    (
        "subjects, countries and states have lists elsewhere",
        Cannot("the lists are not part of the standard, and are recommended only"),
    ),
    ("an objective of a CASE source is a UUID", By(&["bad-learning-objective"])),
    ("numbers are numbers", By(&["bad-number", "scientific-notation"])),
    ("nothing is said of dates in order or to come", By(&["end-before-start", "date-last-modified-in-future"])),
    ("a sourcedId is there, once in its file", By(&["duplicate-sourced-id", "required-value"])),
    ("a row of demographics has the id of its user", By(&["unknown-reference"])),
    ("in bulk, whatever is referred to is in the package", By(&["unknown-reference"])),
    ("in delta, it may have been sent before", By(&["unresolved-delta-reference"])),
    ("a file that is referred to is there in bulk", By(&["missing-file", "unknown-reference"])),
    ("a reference leads to the right kind of record", By(&["wrong-target-type"])),
    ("terms of a class are sessions of any kind", Allows("wrong-target-type does not look at them")),
    ("other orgs may be of any kind", Allows("odd-org-parent warns where one is above or below the wrong kind")),
    (
        "parents and agents are in the same file",
        By(&["unknown-reference", "circle-of-parents", "odd-org-parent", "agent-role"]),
    ),
    ("a user has one primary role in an org", By(&["several-primary-roles"])),
    ("an enrollment needs no row in roles.csv", Allows("no rule asks for one")),
    (
        "results and roles agree with what they point to",
        Partly(
            &["result-of-non-student", "score-out-of-range", "reversed-score-range"],
            "what only implementations ask is left out",
        ),
    ),
    ("primary is for one teacher of a class", By(&["primary-non-teacher", "two-primary-teachers"])),
    (
        "an enrollment is within the sessions of its class",
        By(&["enrollment-outside-sessions", "session-outside-parent"]),
    ),
    ("a set of rostering files belongs together", By(&["missing-file"])),
    (
        "smaller sets are right when complete in themselves",
        Allows("missing-file speaks of what is referred to or belongs to it"),
    ),
    ("in 1.2 users have roles and orgs", By(&["missing-file"])),
    ("gradebook and resources go with rostering files", By(&["missing-file"])),
    ("delta has no least set of files", Allows("missing-file is silent in delta")),
    (
        "what is missing in bulk is deleted by the receiver",
        Cannot("one package does not show what was sent before; `compare` tells it from two"),
    ),
    (
        "delta adds, changes or marks as deleted",
        Partly(&["reference-to-deleted"], "what was there before is not in the package"),
    ),
    ("what is marked may be removed at any time", Cannot("it is about what the receiver does")),
    ("a row that is marked is still complete", By(&["required-value"])),
    ("1.0 has its own files and columns", By(&["oneroster-1-0"])),
    ("1.1 and 1.2 have their own files and columns", By(&["unknown-file", "unknown-column", "missing-column"])),
    (
        "1.2.1 changed a column and some words of 1.2",
        Partly(&["missing-column"], "which edition is meant is not in the package: both are right"),
    ),
    ("1.1.1 changed no column of 1.1", Allows("the tables are the same")),
];

fn by_rules(done: &Done) -> &'static [&'static str] {
    match done {
        By(rules) | Partly(rules, _) => rules,
        Allows(_) | Cannot(_) => &[],
    }
}

#[test]
fn every_provision_has_rules_that_exist_or_a_reason() {
    for (provision, done) in PROVISIONS {
        for name in by_rules(done) {
            assert!(Rule::from_name(name).is_some(), "{provision}: there is no rule {name}");
        }
        match done {
            By(rules) => assert!(!rules.is_empty(), "{provision}"),
            Partly(rules, reason) => assert!(!rules.is_empty() && !reason.is_empty(), "{provision}"),
            Allows(reason) | Cannot(reason) => assert!(!reason.is_empty(), "{provision}"),
        }
    }
    let said: BTreeSet<_> = PROVISIONS.iter().map(|(provision, _)| provision).collect();
    assert_eq!(said.len(), PROVISIONS.len(), "a provision is there twice");
}

/// A rule that says that the standard asks for it has its provision here.
#[test]
fn every_rule_of_the_standard_is_in_the_ledger() {
    let entered: BTreeSet<_> = PROVISIONS.iter().flat_map(|(_, done)| by_rules(done)).copied().collect();
    let of_standard = RULES.iter().filter(|rule| rule.sources.iter().any(|it| it.authority == Authority::OneRoster));
    let missing: Vec<_> = of_standard.map(|rule| rule.name).filter(|name| !entered.contains(name)).collect();
    assert_eq!(missing, [""; 0], "these cite the standard, and no provision names them");
}

/// What README says of the coverage is what is here.
#[test]
fn the_readme_states_the_coverage() {
    let count = |fits: fn(&Done) -> bool| PROVISIONS.iter().filter(|(_, done)| fits(done)).count();
    let columns = [include_str!("golden/ledger-1.1.txt"), include_str!("golden/ledger-1.2.txt")]
        .map(|ledger| ledger.lines().filter(|line| line.starts_with(' ')).count());
    let stated = format!(
        "all {} columns of 1.1 and {} of 1.2, and {} provisions: {} are checked, {} as far as one package shows them, {} allow \
         something, {} can't be seen in a package",
        columns[0],
        columns[1],
        PROVISIONS.len(),
        count(|done| matches!(done, By(_))),
        count(|done| matches!(done, Partly(..))),
        count(|done| matches!(done, Allows(_))),
        count(|done| matches!(done, Cannot(_))),
    );
    let readme = include_str!("../README.md").split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(readme.contains(&stated), "README should state: {stated}");
}
