//! A package compared with the one that was sent before.

use std::io::Write;
use std::ops::ControlFlow;

use rostercheck::check::{Host, Progress};
use rostercheck::compare::{self, Changes, Compared, Input, Record, RecordLines};
use rostercheck::oneroster::value::Day;
use rostercheck::package::{Limits, Package};
use rostercheck::rules::{Findings, Values};
use rostercheck::senders::Sender;
use wasm_bindgen::prelude::*;

use crate::crossing::{Files, Json, Listener, PageOptions};
use crate::file::{given, package};
use crate::host::told;
use crate::options::{Asked, values_of};
use crate::protocol::ComparedTold;

/// Findings of one rule, file and column that are listed.
const MOST_FINDINGS: usize = 1000;

/// Records of which a list is made in memory.
const MOST_RECORDS: u32 = 1_000_000;

struct Ear {
    today: Day,
    listener: Listener,
}

impl Host for Ear {
    fn today(&self) -> Day {
        self.today
    }

    fn progress(&mut self, progress: &Progress) -> ControlFlow<()> {
        told(&self.listener, progress);
        ControlFlow::Continue(())
    }
}

/// Two packages, compared; kept so that the result can be written in several forms.
#[wasm_bindgen]
pub struct Comparing {
    packages: [Package; 2],
    asked: Asked,
    compared: Compared,
    findings: Findings,
    names: Vec<String>,
}

#[wasm_bindgen]
impl Comparing {
    /// Compares files, or the sample, with the files of a package that was sent before.
    #[wasm_bindgen(constructor)]
    pub fn new(
        old_name: &str,
        old: &Files,
        new_name: &str,
        next: &Files,
        is_sample: bool,
        options: &PageOptions,
        progress: &Listener,
    ) -> Result<Self, JsError> {
        let asked = Asked::read(options)?;
        let limits = Limits::default();
        let old = package(old_name, &given(old)?, limits)?;
        let new = if is_sample { rostercheck::sample::package() } else { package(new_name, &given(next)?, limits)? };
        let mut ear = Ear { today: asked.today, listener: progress.clone() };
        let receivers = &asked.options.profiles;
        let compared = compare::compare(&old, &new, receivers, &compare::Options::default(), &mut ear)
            .map_err(|stopped| JsError::new(&stopped.to_string()))?;
        let sender = asked.options.sender.unwrap_or(Sender::OTHER);
        let findings = compared.findings(receivers, sender, MOST_FINDINGS);
        let names = compare::names(&old, &new, &compared.comparison.records);
        Ok(Self { packages: [old, new], asked, compared, findings, names })
    }

    /// What differs, contents shown, with the names of the records that differ.
    pub fn answer(&self) -> Result<Json<ComparedTold>, JsError> {
        Json::new(&ComparedTold { changes: self.changes(Values::Shown), names: self.names.clone() })
    }

    /// Writes it as `json`, `csv` or `html`, with values `masked` or `shown`.
    pub fn write(
        &self,
        #[wasm_bindgen(unchecked_param_type = "\"json\" | \"csv\" | \"html\"")] format: &str,
        #[wasm_bindgen(unchecked_param_type = "Values")] values: &str,
    ) -> Result<String, JsError> {
        let changes = self.changes(values_of(values));
        let mut text = Vec::new();
        match format {
            "csv" if self.is_cut() => return self.all_records(values_of(values)),
            "csv" => changes.write_csv(&mut text),
            "html" => changes.write_html(&mut text),
            _ => changes.write_json(&mut text),
        }?;
        Ok(String::from_utf8(text)?)
    }

    /// Whether records differ that are not listed.
    fn is_cut(&self) -> bool {
        let comparison = &self.compared.comparison;
        let all: u64 = comparison.tables.iter().map(|table| table.gone + table.added + table.changed).sum();
        all > comparison.records.len() as u64
    }

    /// Every record that differs, up to a great number, as CSV: they are found once more.
    fn all_records(&self, values: Values) -> Result<String, JsError> {
        let mut text = Vec::new();
        let mut lines = RecordLines::new(&mut text as &mut dyn Write)?;
        let mut failure = None;
        let mut left = MOST_RECORDS;
        let mut tell = |record: &Record| {
            if failure.is_none() && left > 0 {
                left -= 1;
                failure = lines.write(&record.clone().with_values(values)).err();
            }
        };
        let ([old, new], receivers) = (&self.packages, &self.asked.options.profiles);
        compare::compare_telling(
            old,
            new,
            receivers,
            &compare::Options::default(),
            &mut { self.asked.today },
            &mut tell,
        )
        .map_err(|stopped| JsError::new(&stopped.to_string()))?;
        failure.map_or_else(|| lines.end(), Err)?;
        Ok(String::from_utf8(text)?)
    }

    fn changes(&self, values: Values) -> Changes {
        let [old, new] = self.packages.each_ref().map(input);
        Changes::new(&self.compared, old, new, &self.findings, values)
    }
}

fn input(package: &Package) -> Input {
    Input { name: package.name().to_owned(), bytes: package.bytes(), sha256: None }
}
