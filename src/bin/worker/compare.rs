//! A package compared with the one that was sent before.

use std::ops::ControlFlow;

use js_sys::{Array, Function};
use rostercheck::check::{Host, Progress};
use rostercheck::compare::{self, Changes, Compared, Input};
use rostercheck::oneroster::value::Day;
use rostercheck::package::{Limits, Package};
use rostercheck::rules::{Findings, Values};
use rostercheck::senders::Sender;
use wasm_bindgen::prelude::*;

use crate::file::{given, package};
use crate::host::told;
use crate::options::{PageOptions, values_of};

/// Findings of one rule, file and column that are listed.
const MOST_FINDINGS: usize = 1000;

struct Ear {
    today: Day,
    listener: Function,
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
    compared: Compared,
    findings: Findings,
    old: Input,
    new: Input,
    names: Vec<String>,
}

#[wasm_bindgen]
impl Comparing {
    /// Compares files, or the sample, with the files of a package that was sent before.
    #[wasm_bindgen(constructor)]
    pub fn new(
        old_name: &str,
        old: &Array,
        new_name: &str,
        new: &Array,
        is_sample: bool,
        options: JsValue,
        progress: &Function,
    ) -> Result<Self, JsError> {
        let asked = PageOptions::read(options)?;
        let limits = Limits::default();
        let old = package(old_name, &given(old)?, limits)?;
        let new = if is_sample { rostercheck::sample::package() } else { package(new_name, &given(new)?, limits)? };
        let mut ear = Ear { today: asked.today, listener: progress.clone() };
        let receivers = &asked.options.profiles;
        let compared = compare::compare(&old, &new, receivers, &compare::Options::default(), &mut ear)
            .map_err(|stopped| JsError::new(&stopped.to_string()))?;
        let sender = asked.options.sender.unwrap_or(Sender::OTHER);
        let findings = compared.findings(receivers, sender, MOST_FINDINGS);
        let names = compare::names(&old, &new, &compared.comparison.records);
        Ok(Self { compared, findings, old: input(&old), new: input(&new), names })
    }

    /// What differs, as JSON, contents shown, with the names of the records that differ.
    pub fn answer(&self) -> Result<String, JsError> {
        let changes = self.changes(Values::Shown);
        Ok(serde_json::to_string(&Answer { changes, names: &self.names })?)
    }

    /// Writes it as `json`, `csv` or `html`, with values `masked` or `shown`.
    pub fn write(&self, format: &str, values: &str) -> Result<String, JsError> {
        let changes = self.changes(values_of(values));
        let mut text = Vec::new();
        match format {
            "csv" => changes.write_csv(&mut text),
            "html" => changes.write_html(&mut text),
            _ => changes.write_json(&mut text),
        }?;
        Ok(String::from_utf8(text)?)
    }

    fn changes(&self, values: Values) -> Changes {
        Changes::new(&self.compared, self.old.clone(), self.new.clone(), &self.findings, values)
    }
}

#[derive(serde::Serialize)]
struct Answer<'a> {
    changes: Changes,
    /// Who or what each record is, in the order of the records.
    names: &'a [String],
}

fn input(package: &Package) -> Input {
    Input { name: package.name().to_owned(), bytes: package.bytes(), sha256: None }
}
