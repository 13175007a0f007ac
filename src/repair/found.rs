//! What a check found in the input, as far as repairs go by it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use super::catalogue::{Chosen, Fix, REPAIRS};
use super::job::Marked;
use crate::check::{Cancelled, Host, Options, Outcome, Progress, ReadAhead, check};
use crate::oneroster::value::Day;
use crate::package::Package;
use crate::rules::{Finding, Findings, Total};

/// Repairs of records that only the check can tell: it looks at several of them.
const OF_MARKED: [Fix; 5] =
    [Fix::UniqueCodes, Fix::CodeCharacters, Fix::LeadingZeros, Fix::DanglingRows, Fix::OnePrimary];

/// What was found.
pub(super) struct Found {
    pub(super) outcome: Outcome,
    /// How often each rule found something.
    pub(super) counts: BTreeMap<&'static str, u64>,
    /// By the paths of files: the rules that found something there.
    pub(super) rules: BTreeMap<String, BTreeSet<&'static str>>,
    /// By the paths of files: the columns in which something was found.
    pub(super) columns: BTreeMap<String, BTreeSet<String>>,
    /// By the paths of files: the records that repairs change which are chosen and need to be told of them.
    pub(super) marked: BTreeMap<String, Marked>,
    of_package: BTreeSet<&'static str>,
    pub(super) none: BTreeSet<&'static str>,
    pub(super) no_columns: BTreeSet<String>,
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
        let mut taker = Taker { host, wanted, marked: BTreeMap::new() };
        let checked = check(package, &options, &mut taker)?;
        let mut found = Self {
            outcome: checked.outcome,
            counts: BTreeMap::new(),
            rules: BTreeMap::new(),
            columns: BTreeMap::new(),
            marked: taker.marked,
            of_package: BTreeSet::new(),
            none: BTreeSet::new(),
            no_columns: BTreeSet::new(),
        };
        let findings = &checked.findings;
        for total in findings.totals() {
            let rule = total.group.rule.name;
            *found.counts.entry(rule).or_default() += total.count;
            let Some(file) = total.group.file else {
                found.of_package.insert(rule);
                continue;
            };
            let path = findings.file_name(file).to_owned();
            if let Some(column) = total.group.column {
                let columns = found.columns.entry(path.clone()).or_default();
                columns.insert(findings.column_name(column).to_owned());
            }
            found.rules.entry(path).or_default().insert(rule);
        }
        Ok(found)
    }

    /// Whether a rule found something about the package as a whole.
    pub(super) fn has_in_package(&self, rule: &str) -> bool {
        self.of_package.contains(rule)
    }
}

/// Takes what is found of records that are repaired.
struct Taker<'a> {
    host: &'a mut dyn Host,
    /// The repairs that are chosen and need to be told of records, by the rules that find them.
    wanted: Vec<(&'static str, Fix)>,
    marked: BTreeMap<String, Marked>,
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

    fn found(&mut self, findings: &Findings, total: &Total, finding: &Finding) {
        let rule = total.group.rule.name;
        let Some((_, fix)) = self.wanted.iter().find(|(wanted, _)| *wanted == rule) else { return };
        let place = finding.place;
        let (Some(file), Some(record), Some(column)) = (place.file, place.record, place.column) else { return };
        let path = findings.file_name(file).to_owned();
        let records = self.marked.entry(path).or_default().entry(*fix).or_default();
        records.insert(record, findings.column_name(column).to_owned());
    }
}
