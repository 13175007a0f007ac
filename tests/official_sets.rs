//! The official test sets of 1EdTech: each case is a package whose name says whether it is valid.
//!
//! The sets may not be passed on, so they are not part of the project. `ROSTERCHECK_OFFICIAL_1_2` and
//! `ROSTERCHECK_OFFICIAL_1_1` name the zips that members of 1EdTech can download. A case is called, say, `VRb155` or
//! `IRd016`: V for valid or I for invalid, a letter for the part of OneRoster, b for bulk or d for delta, a number.

// A test is run by people, who read what it prints.
#![allow(clippy::print_stderr, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::io::{Cursor, Read};
use std::path::PathBuf;

use crate::support::TODAY;
use rostercheck::check::{Options, check_zip};
use rostercheck::package::Limits;
use rostercheck::profiles::Receiver;
use rostercheck::report::{Outcome, Report};
use rostercheck::rules::Values;
use sha2::{Digest, Sha256};

/// One of the sets.
struct OfficialSet {
    name: &'static str,
    /// Environment variable that holds its path.
    variable: &'static str,
    /// SHA-256 of the zip that was meant; none where nobody has told it.
    sha_256: Option<&'static str>,
    /// Valid and invalid cases for rostering together; none where nobody has counted them.
    rostering_cases: Option<usize>,
}

const SETS: [OfficialSet; 2] = [
    OfficialSet {
        name: "OneRosterv1p2CSV_Conformance_TestSet_20231112v1.zip",
        variable: "ROSTERCHECK_OFFICIAL_1_2",
        sha_256: Some("700cdef00b053ca1b3753e29c4621c28e44235b410a550c7891eaa7842202450"),
        rostering_cases: Some(719),
    },
    OfficialSet {
        name: "OneRosterv1p1CSV_Conformance_TestSet_20210329v1.zip",
        variable: "ROSTERCHECK_OFFICIAL_1_1",
        sha_256: None,
        rostering_cases: None,
    },
];

/// What the name of a case says.
#[derive(Debug, PartialEq, Eq)]
struct Case {
    is_valid: bool,
    part: char,
}

impl Case {
    /// Reads a name such as `VRb155`; None if it is another file.
    fn from_name(name: &str) -> Option<Self> {
        let [verdict, part, mode, number @ ..] = name.as_bytes() else { return None };
        let is_case = part.is_ascii_uppercase()
            && matches!(mode, b'b' | b'B' | b'd' | b'D')
            && !number.is_empty()
            && number.iter().all(u8::is_ascii_digit);
        let is_valid = match verdict {
            b'V' => true,
            b'I' => false,
            _ => return None,
        };
        is_case.then_some(Self { is_valid, part: char::from(*part) })
    }
}

/// The name of a case in a path within the set.
fn case_name(path: &str) -> Option<&str> {
    path.rsplit(['/', '\\']).next()?.strip_suffix(".zip")
}

/// The cases of a set: name and zip. A zip that is no case itself may hold more of them.
fn cases(set: Vec<u8>, found: &mut Vec<(String, Case, Vec<u8>)>) {
    let mut zip = zip::ZipArchive::new(Cursor::new(set)).expect("the set is a zip");
    for index in 0..zip.len() {
        let mut entry = zip.by_index(index).expect("an entry that can be read");
        let path = entry.name().expect("a name").into_owned();
        let Some(name) = case_name(&path) else { continue };
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).expect("an entry that can be read");
        match Case::from_name(name) {
            Some(case) => found.push((path.clone(), case, bytes)),
            None => cases(bytes, found),
        }
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

fn run(set: &OfficialSet) {
    let Some(path) = std::env::var_os(set.variable).map(PathBuf::from) else {
        eprintln!("\n*** not run: {} is not here (set {} to its path) ***\n", set.name, set.variable);
        return;
    };
    let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let sum = hexadecimal(&Sha256::digest(&bytes));
    match set.sha_256 {
        Some(pinned) => assert_eq!(sum, pinned, "{} is another zip than {}", path.display(), set.name),
        None => eprintln!("{} has the SHA-256 {sum}", path.display()),
    }
    let mut found = Vec::new();
    cases(bytes, &mut found);
    assert!(!found.is_empty(), "{} holds no case", path.display());
    if let Some(count) = set.rostering_cases {
        assert_eq!(found.iter().filter(|(_, case, _)| case.part == 'R').count(), count, "cases for rostering");
    }
    let mut wrong = Vec::new();
    for (name, case, zip) in &found {
        let options = Options { profiles: vec![Receiver::ONEROSTER], ..Options::default() };
        let checked = check_zip(name, Box::new(zip.clone()), Limits::default(), &options, &mut { TODAY });
        let report = Report::new(&checked.expect("nobody cancels"), Values::Shown);
        let is_accepted = report.outcome == Outcome::Complete && report.verdicts.iter().all(|it| it.errors == 0);
        if is_accepted != case.is_valid {
            let messages: Vec<_> = report.findings.iter().take(3).map(|it| (it.rule, &it.file, it.line)).collect();
            wrong.push(format!("{name}: {messages:?}"));
        }
    }
    eprintln!("{}: {} of {} cases are decided as their names say", set.name, found.len() - wrong.len(), found.len());
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_set_of_1_2_is_decided_as_its_names_say() {
    run(&SETS[0]);
}

#[test]
fn the_set_of_1_1_is_decided_as_its_names_say() {
    run(&SETS[1]);
}

#[test]
fn names_of_cases_are_read() {
    assert_eq!(Case::from_name("VRb155"), Some(Case { is_valid: true, part: 'R' }));
    assert_eq!(Case::from_name("IRd016"), Some(Case { is_valid: false, part: 'R' }));
    assert_eq!(Case::from_name("IGB001"), Some(Case { is_valid: false, part: 'G' }));
    for other in ["", "VR", "VRb", "VRx155", "Manifest", "vRb155", "VRb15a"] {
        assert_eq!(Case::from_name(other), None, "{other}");
    }
    assert_eq!(case_name("ValidFileSet/Rostering/VRb155.zip"), Some("VRb155"));
    assert_eq!(case_name("ValidFileSet/Rostering/"), None);
}

/// The runner itself, on a set of two cases of our own: one valid, one not, one zip deeper than the other.
#[test]
fn cases_are_found_and_decided() {
    let pack = |files: &[(&str, Vec<u8>)]| {
        let mut package = crate::support::TestPackage::base();
        package.files = files.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.clone())).collect();
        package.zip()
    };
    let valid = crate::support::TestPackage::base().zip();
    let mut invalid = crate::support::TestPackage::base();
    invalid.remove("orgs.csv");
    let inner = pack(&[("InvalidFileSet/Rostering/IRb001.zip", invalid.zip())]);
    let set = pack(&[("ValidFileSet/Rostering/VRb001.zip", valid), ("readme.txt", Vec::new()), ("more.zip", inner)]);
    let mut found = Vec::new();
    cases(set, &mut found);
    let names: Vec<_> = found.iter().map(|(name, case, _)| (name.as_str(), case.is_valid)).collect();
    assert_eq!(names, [("ValidFileSet/Rostering/VRb001.zip", true), ("InvalidFileSet/Rostering/IRb001.zip", false)]);
}
