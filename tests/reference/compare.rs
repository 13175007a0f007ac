//! The engine's answer beside the reference's: what the test and the fuzz target both ask.

use std::collections::BTreeMap;

use rostercheck::check::{self, Checked, Options};
use rostercheck::oneroster::value::Day;
use rostercheck::package::{Bytes, Limits, Package, ReadFailure};
use rostercheck::report::Report;
use rostercheck::rules::Values;

use super::{Answer, COMPARED, Cause, Damage, Found, GivenFile, district};

pub const TODAY: Day = Day { year: 2026, month: 11, day: 22 };

/// Everything is listed, so that every finding can be compared.
pub fn options() -> Options {
    Options { max_per_rule: usize::MAX, ..Options::default() }
}

/// A file of a folder that can be read up to its damage.
struct Kept {
    content: Vec<u8>,
    damage: Option<Damage>,
}

impl Bytes for Kept {
    fn len(&self) -> u64 {
        // What breaks off was meant to go on.
        self.content.len() as u64 + u64::from(self.damage.is_some())
    }
    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> Result<usize, ReadFailure> {
        let is_over = match self.damage {
            None => false,
            Some(Damage::Closed) => true,
            Some(Damage::BreaksOff) => offset >= self.content.len() as u64,
        };
        if is_over {
            return Err(ReadFailure { reason: "damaged for a test".into() });
        }
        self.content.read_at(offset, buffer)
    }
}

/// The engine's check of a folder with these files.
pub fn check_folder(files: &[GivenFile]) -> Checked {
    let kept = files.iter().map(|file| {
        let bytes: Box<dyn Bytes> = Box::new(Kept { content: file.content.clone(), damage: file.damage });
        (file.name.clone(), bytes)
    });
    let package = Package::from_files("OneRoster", kept.collect(), Limits::default());
    let checked = |options: &Options| check::check(&package, options, &mut { TODAY }).expect("nobody cancels");
    let (folded, unfolded) = (checked(&options()), checked(&Options { folds: false, ..options() }));
    // Counting findings under their causes makes no package ready.
    let readiness = |checked: &Checked| -> Vec<(&str, bool)> {
        Report::new(checked, Values::Masked).verdicts.iter().map(|it| (it.profile, it.ready)).collect()
    };
    assert_eq!(readiness(&folded), readiness(&unfolded), "folding changes a verdict on {}", shown(files));
    folded
}

/// The engine and the reference say the same of the package that these bytes choose: what they say. Panics where
/// they do not.
pub fn agree_on(bytes: &[u8]) -> Answer {
    let files: Vec<GivenFile> = district::chosen_by(bytes).iter().map(district::Draft::write).collect();
    let answer = super::check(&files);
    if let Some(difference) = difference(&check_folder(&files), &answer, &files) {
        panic!("{difference}");
    }
    answer
}

pub type Folded = BTreeMap<(String, String, Cause), u64>;

/// What the engine found, by the rules that are compared.
pub fn heard(checked: &Checked) -> (Vec<Found>, Folded) {
    let findings = &checked.findings;
    let file_name = |file| findings.file_name(file).to_owned();
    let mut found = Vec::new();
    let mut folded = Folded::new();
    for total in findings.totals().iter().filter(|total| COMPARED.contains(&total.group.rule.name)) {
        let (file, column) = (total.group.file.map(file_name), total.group.column);
        let column = column.map(|column| findings.column_name(column).to_owned());
        if let Some(cause) = total.caused_by {
            let cause = (cause.rule, cause.file.map(file_name).unwrap_or_default());
            let place = (file.expect("it is told of a file"), column.expect("it is told of a column"), cause);
            *folded.entry(place).or_default() += total.count;
            continue;
        }
        assert_eq!(total.count, total.samples.len() as u64, "all are listed");
        for sample in &total.samples {
            let (rule, line) = (total.group.rule.name, sample.place.line);
            found.push(Found { rule, file: file.clone(), line, column: column.clone() });
        }
    }
    (found, folded)
}

/// Where the engine's answer on these files is another than the reference's, in words; none if they agree.
pub fn difference(checked: &Checked, answer: &Answer, files: &[GivenFile]) -> Option<String> {
    let (found, mut folded) = heard(checked);
    // What is blank in every row of a file is counted under the word in the manifest, where a receiver takes no delta.
    let mut expected = answer.found.clone();
    folded.retain(|(file, column, cause), count| {
        let is_of_delta = cause.0 == "delta-for-dessa";
        if is_of_delta {
            let before = expected.len() as u64;
            let names = (Some(file), Some(column));
            expected.retain(|it| it.rule != "blank-in-delta" || (it.file.as_ref(), it.column.as_ref()) != names);
            assert_eq!(before - expected.len() as u64, *count, "blank cells of {column} in {file}");
        }
        !is_of_delta
    });
    let only_engine = without(&found, &expected);
    let only_reference = without(&expected, &found);
    if only_engine.is_empty() && only_reference.is_empty() && folded == answer.folded {
        return None;
    }
    Some(format!(
        "only the engine: {only_engine:#?}\nonly the reference: {only_reference:#?}\n\
         folded by the engine: {folded:#?}\nby the reference: {:#?}\n{}",
        answer.folded,
        shown(files)
    ))
}

fn without<T: Ord + Clone>(these: &[T], others: &[T]) -> Vec<T> {
    let mut others = others.to_vec();
    let mut left = Vec::new();
    for one in these {
        match others.iter().position(|other| other == one) {
            Some(place) => {
                others.swap_remove(place);
            }
            None => left.push(one.clone()),
        }
    }
    left
}

/// The files in a form that people can read.
pub fn shown(files: &[GivenFile]) -> String {
    let lines = files.iter().flat_map(|file| {
        let damage = file.damage.map(|damage| format!(" ({damage:?})")).unwrap_or_default();
        [format!("--- {}{damage}", file.name), file.content.escape_ascii().to_string()]
    });
    lines.collect::<Vec<_>>().join("\n")
}
