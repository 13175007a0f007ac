//! What a check found in the input, as far as repairs go by it.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use super::catalogue::{Chosen, Fix, REPAIRS};
use super::job::Marked;
use crate::check::{Cancelled, Host, Options, Outcome, Progress, ReadAhead, check};
use crate::numbered::Numbered;
use crate::oneroster::value::Day;
use crate::package::Package;
use crate::rules::{Findings, GroupTotal, Hit};

/// Repairs of records that only the check can tell: it looks at several of them.
const OF_MARKED: [Fix; 5] =
    [Fix::UniqueCodes, Fix::CodeCharacters, Fix::LeadingZeros, Fix::DanglingRows, Fix::OnePrimary];

/// What was found.
pub(super) struct Found {
    pub(super) outcome: Outcome,
    /// How often each rule found something.
    pub(super) counts: Vec<(&'static str, u64)>,
    of_package: Vec<&'static str>,
    paths: Numbered,
    /// By the numbers of their paths.
    files: Vec<InFile>,
}

/// What was found in a file.
#[derive(Default)]
pub(super) struct InFile {
    /// The rules that found something.
    pub(super) rules: Vec<&'static str>,
    /// The columns in which something was found.
    pub(super) columns: Vec<String>,
    /// The records that repairs change which are chosen and need to be told of them.
    pub(super) marked: Marked,
}

impl Found {
    /// Checks the package.
    pub(super) fn of(
        package: &Package,
        options: &Options,
        chosen: Chosen,
        host: &mut dyn Host,
    ) -> Result<Self, Cancelled> {
        let of_fix = |fix: Fix| REPAIRS.iter().filter(move |it| it.fix == fix).map(move |it| (it.rule, fix));
        let wanted: Vec<_> = OF_MARKED.into_iter().filter(|fix| chosen.has(*fix)).flat_map(of_fix).collect();
        // Of millions of findings none has to be kept: those that matter are taken as they are found, if any do.
        let options = Options { passes_on: !wanted.is_empty(), max_per_rule: 0, ..options.clone() };
        let mut taker = Taker { host, wanted, paths: Numbered::default(), files: Vec::new() };
        let checked = check(package, &options, &mut taker)?;
        let Taker { paths, files, .. } = taker;
        let mut found = Self { outcome: checked.outcome, counts: Vec::new(), of_package: Vec::new(), paths, files };
        let findings = &checked.findings;
        for total in findings.totals() {
            let rule = total.group.rule.name;
            match found.counts.iter_mut().find(|(known, _)| *known == rule) {
                Some((_, count)) => *count += total.count,
                None => found.counts.push((rule, total.count)),
            }
            let Some(file) = total.group.file else {
                found.of_package.push(rule);
                continue;
            };
            let of_file = in_file(&mut found.paths, &mut found.files, findings.file_name(file));
            if let Some(column) = total.group.column {
                let name = findings.column_name(column);
                if !of_file.columns.iter().any(|known| known == name) {
                    of_file.columns.push(name.to_owned());
                }
            }
            if !of_file.rules.contains(&rule) {
                of_file.rules.push(rule);
            }
        }
        Ok(found)
    }

    /// Whether a rule found something about the package as a whole.
    pub(super) fn has_in_package(&self, rule: &str) -> bool {
        self.of_package.contains(&rule)
    }

    /// What was found in a file, if anything was.
    pub(super) fn in_file(&self, path: &str) -> Option<&InFile> {
        self.files.get(self.paths.find(path)?)
    }
}

fn in_file<'a>(paths: &mut Numbered, files: &'a mut Vec<InFile>, path: &str) -> &'a mut InFile {
    let number = paths.number(path);
    if files.len() <= number {
        files.resize_with(number + 1, InFile::default);
    }
    &mut files[number]
}

/// Takes what is found of records that are repaired.
struct Taker<'a> {
    host: &'a mut dyn Host,
    /// The repairs that are chosen and need to be told of records, by the rules that find them.
    wanted: Vec<(&'static str, Fix)>,
    paths: Numbered,
    files: Vec<InFile>,
}

impl Host for Taker<'_> {
    fn today(&self) -> Day {
        self.host.today()
    }

    fn progress(&mut self, progress: &Progress) -> ControlFlow<()> {
        self.host.progress(progress)
    }

    fn read_ahead(&mut self, entry: usize) -> Option<Box<dyn ReadAhead>> {
        self.host.read_ahead(entry)
    }

    fn found(&mut self, findings: &Findings, total: &GroupTotal, finding: &Hit) {
        let rule = total.group.rule.name;
        let Some((_, fix)) = self.wanted.iter().find(|(wanted, _)| *wanted == rule) else { return };
        let place = finding.place;
        let (Some(file), Some(record), Some(column)) = (place.file, place.record, place.column) else { return };
        let marked = &mut in_file(&mut self.paths, &mut self.files, findings.file_name(file)).marked;
        let at = marked.iter().position(|(known, _)| known == fix).unwrap_or(marked.len());
        if at == marked.len() {
            marked.push((*fix, BTreeMap::new()));
        }
        if let Some((_, records)) = marked.get_mut(at) {
            records.insert(record, findings.column_name(column).to_owned());
        }
    }
}
