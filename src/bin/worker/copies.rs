//! A package written again: corrected, or without people. The copy goes out in parts, which the page keeps as blobs.

use std::io;
use std::ops::ControlFlow;

use js_sys::Uint8Array;
use rostercheck::check::{Host, Options, Progress, check};
use rostercheck::copy::{Copy, Parts, Sink};
use rostercheck::mask::{Key, Masked, Options as MaskOptions, mask};
use rostercheck::oneroster::value::Day;
use rostercheck::package::{Limits, Package};
use rostercheck::repair::{Chosen, Left, Plan, REPAIRS, Receipt, Repair, Side, Unplanned, plan};
use rostercheck::report::Report;
use rostercheck::rules::Values;
use wasm_bindgen::prelude::*;
use web_sys::File;

use crate::checker::STEP;
use crate::crossing::{Files, Json, Listener, PageOptions, Take};
use crate::file::{fingerprint, given, package};
use crate::host;
use crate::options::{Asked, limits, values_of};
use crate::protocol::{self, MaskedTold, Offered, PlanTold};

/// Changes of each repair that are listed.
const LISTED: usize = 1000;

/// Hands the parts of a copy over: its number and its bytes.
struct Page {
    take: Take,
    count: usize,
}

impl Page {
    fn hand_over(&self, number: usize, part: &[u8]) -> io::Result<()> {
        let handed = self.take.call2(&JsValue::NULL, &number.into(), &Uint8Array::from(part));
        handed.map(drop).map_err(|_| io::Error::other("the browser has no room for it"))
    }
}

impl Sink for Page {
    fn add(&mut self, part: &[u8]) -> io::Result<()> {
        self.hand_over(self.count, part)?;
        self.count += 1;
        Ok(())
    }

    fn replace(&mut self, number: usize, part: &[u8]) -> io::Result<()> {
        self.hand_over(number, part)
    }
}

fn parts(take: &Take) -> Parts<Page> {
    Parts::new(Page { take: take.clone(), count: 0 })
}

pub(crate) fn opened(name: &str, given: &[(String, File)], limits: Limits) -> Result<Package, JsError> {
    if given.is_empty() { Ok(rostercheck::sample::package()) } else { package(name, given, limits) }
}

/// Of a zip or loose files; the sample has none.
fn sha256(given: &[(String, File)]) -> Result<Option<String>, JsError> {
    if given.is_empty() {
        return Ok(None);
    }
    let mut fingerprint = fingerprint(given)?;
    loop {
        match fingerprint.step(STEP).map_err(|_| JsError::new("the file could not be read"))? {
            None => {}
            known => return Ok(known),
        }
    }
}

/// Writes a copy without people; without files, of the sample. `random` are sixteen bytes from nowhere. Gives what
/// became of its files.
#[wasm_bindgen]
pub fn mask_package(
    name: &str,
    files: &Files,
    no_limits: bool,
    random: &[u8],
    keeps_school_names: bool,
    progress: &Listener,
    take: &Take,
) -> Result<Json<MaskedTold>, JsError> {
    let package = opened(name, &given(files)?, limits(no_limits))?;
    let random = random.try_into().map_err(|_| JsError::new("sixteen random bytes are needed"))?;
    let options = MaskOptions { key: Key::new(random), keeps_school_names };
    let mut tell = |now: &rostercheck::mask::Progress| {
        host::tell(
            progress,
            &protocol::Progress { packed_done: now.done, packed_total: now.total, file: now.file, rows: 0 },
        );
        ControlFlow::Continue(())
    };
    let (to, told) =
        mask(&package, options, parts(take), &mut tell).map_err(|failure| JsError::new(&failure.to_string()))?;
    to.end()?;
    let Masked { cells, masked, emptied, left_out } = told;
    Json::new(&MaskedTold { cells, masked, emptied, left_out })
}

struct Ear {
    today: Day,
    listener: Listener,
}

impl Host for Ear {
    fn today(&self) -> Day {
        self.today
    }

    fn progress(&mut self, progress: &Progress) -> ControlFlow<()> {
        host::told(&self.listener, progress);
        ControlFlow::Continue(())
    }
}

/// A corrected copy, from its plan to its receipt.
#[wasm_bindgen]
pub struct Repairing {
    given: Vec<(String, File)>,
    package: Package,
    plan: Plan,
    chosen: Chosen,
    options: Options,
    ear: Ear,
    left: Vec<Left>,
    input: Side,
    output: Side,
}

#[wasm_bindgen]
impl Repairing {
    /// Checks a package, or the sample, and plans its repair: with the repairs of these names, or the safe ones.
    #[allow(clippy::needless_pass_by_value, reason = "the page hands over lists of texts only whole")]
    #[wasm_bindgen(constructor)]
    pub fn new(
        name: &str,
        files: &Files,
        options: &PageOptions,
        chosen: Option<Vec<String>>,
        progress: &Listener,
    ) -> Result<Self, JsError> {
        let asked = Asked::read(options)?;
        let given = given(files)?;
        let package = opened(name, &given, asked.limits)?;
        let chosen = chosen.map_or_else(Chosen::safe, |names| {
            let repairs = names.iter().filter_map(|name| Repair::from_name(name));
            repairs.fold(Chosen::NONE, |chosen, repair| chosen.with(repair.fix))
        });
        let mut ear = Ear { today: asked.today, listener: progress.clone() };
        let plan = plan(&package, &asked.options, chosen, LISTED, &mut ear).map_err(|why| {
            JsError::new(match why {
                Unplanned::Twins(_) => "two of its files have the same name",
                Unplanned::Cancelled | Unplanned::Unreadable => "nothing in it could be read",
            })
        })?;
        let (options, left) = (asked.options, Vec::new());
        let input = Side { name: package.name().to_owned(), bytes: package.bytes(), sha256: None };
        Ok(Self { given, package, plan, chosen, options, ear, left, input, output: Side::default() })
    }

    /// What is going to be changed, with contents shown.
    pub fn planned(&self) -> Result<Json<PlanTold>, JsError> {
        let counts: Vec<_> = self.plan.ledger().counts().collect();
        let repairs = REPAIRS.iter().filter_map(|repair| {
            let count = counts.iter().find(|(fix, _)| *fix == repair.fix).map_or(0, |(_, count)| *count);
            let chosen = self.chosen.has(repair.fix);
            let is_offered = count > 0 || !chosen && self.plan.found().iter().any(|(rule, _)| *rule == repair.rule);
            let Repair { name, rule, does, is_safe: safe, .. } = *repair;
            let rival = repair.rival().map(|rival| rival.name);
            is_offered.then_some(Offered { name, rule, does, safe, count, chosen, rival })
        });
        let held = self.plan.held().iter().map(|held| (held.what.clone(), held.why.to_string()));
        let receipt = self.receipt_of(Values::Shown);
        Json::new(&PlanTold { repairs: repairs.collect(), receipt, held: held.collect() })
    }

    /// Writes the copy.
    pub fn write(&self, take: &Take) -> Result<(), JsError> {
        let mut copy = Copy::new(parts(take));
        let written = self.plan.write(&self.package, &mut copy).and_then(|()| copy.end());
        written.map_err(|failure| JsError::new(&failure.to_string()))?.end()?;
        Ok(())
    }

    /// Checks the copy, and gives what is still to be fixed.
    pub fn check_copy(&mut self, name: &str, files: &Files) -> Result<Json<Vec<Left>>, JsError> {
        let files = given(files)?;
        let copied = package(name, &files, self.package.limits())?;
        let checked =
            check(&copied, &self.options, &mut self.ear).map_err(|stopped| JsError::new(&stopped.to_string()))?;
        self.left = Report::new(&checked, Values::Masked).left();
        self.input.sha256 = sha256(&self.given)?;
        self.output = Side { name: name.to_owned(), bytes: copied.bytes(), sha256: sha256(&files)? };
        Json::new(&self.left)
    }

    /// The receipt as `json` or `html`, with values `masked` or `shown`.
    pub fn receipt(
        &self,
        #[wasm_bindgen(unchecked_param_type = "\"json\" | \"html\"")] format: &str,
        #[wasm_bindgen(unchecked_param_type = "Values")] values: &str,
    ) -> Result<String, JsError> {
        let receipt = self.receipt_of(values_of(values));
        Ok(if format == "html" { receipt.html() } else { receipt.json()? })
    }

    fn receipt_of(&self, values: Values) -> Receipt {
        Receipt::new(self.input.clone(), self.output.clone(), self.plan.ledger(), self.left.clone(), values)
    }
}
