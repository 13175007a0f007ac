//! The codes that D2L Brightspace would give to rows of a package.

use std::ops::ControlFlow;

use rostercheck::codes::{Codes, Wanted, codes};
use rostercheck::oneroster::TableId;
use rostercheck::package::Package;
use rostercheck::rules::Values;
use wasm_bindgen::prelude::*;

use crate::copies::opened;
use crate::crossing::{Files, Json, Listener};
use crate::file::given;
use crate::host;
use crate::options::{limits, values_of};
use crate::protocol::Progress;

/// The codes of a package; without files, of the sample.
#[wasm_bindgen]
pub struct Coding {
    package: Package,
    told: Codes,
}

#[wasm_bindgen]
impl Coding {
    /// Reads the codes; of each file `most` are listed, those with a problem only if `wrong_only`.
    #[wasm_bindgen(constructor)]
    pub fn new(
        name: &str,
        files: &Files,
        no_limits: bool,
        most: usize,
        wrong_only: bool,
        progress: &Listener,
    ) -> Result<Self, JsError> {
        let package = opened(name, &given(files)?, limits(no_limits))?;
        let wanted = Wanted { most, wrong_only, values: Values::Shown, ..Wanted::default() };
        let told = read(&package, &wanted, Some(progress))?;
        Ok(Self { package, told })
    }

    /// What was read, values shown.
    pub fn answer(&self) -> Result<Json<Codes>, JsError> {
        Json::new(&self.told)
    }

    /// Every code as CSV, with values `masked` or `shown`.
    pub fn write(&self, #[wasm_bindgen(unchecked_param_type = "Values")] values: &str) -> Result<String, JsError> {
        let wanted = Wanted { most: usize::MAX, values: values_of(values), ..Wanted::default() };
        let mut text = Vec::new();
        read(&self.package, &wanted, None)?.write_csv(&mut text)?;
        Ok(String::from_utf8(text)?)
    }
}

fn read(package: &Package, wanted: &Wanted, progress: Option<&Listener>) -> Result<Codes, JsError> {
    let packed = |file: &str| {
        let entry = package.entries().iter().find(|entry| entry.path.ends_with(file));
        entry.map_or(0, |entry| entry.packed_bytes)
    };
    let packed_total = package.entries().iter().map(|entry| entry.packed_bytes).sum();
    let (mut at, mut before) = (None, 0);
    let mut tell = |file: TableId, packed_done: u64| {
        if let Some(ended) = at.replace(file).filter(|ended| *ended != file) {
            before += packed(ended.file());
        }
        if let Some(progress) = progress {
            host::tell(
                progress,
                &Progress { packed_done: before + packed_done, packed_total, file: file.file(), rows: 0 },
            );
        }
        ControlFlow::Continue(())
    };
    codes(package, wanted, &mut tell).map_err(|_| JsError::new("stopped"))
}
