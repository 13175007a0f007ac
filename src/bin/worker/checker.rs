//! What the page asks of the core, and the last result.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use js_sys::ArrayBuffer;
use rostercheck::check::affected::{self, Affected, Sought};
use rostercheck::check::excerpt::{self, Excerpt, copy_rows, excerpt};
use rostercheck::check::{Checked, check_so_far, checking, checking_zip};
use rostercheck::package::{Fingerprint, Limits, Package};
use rostercheck::report::{Finding, Format, Report};
use rostercheck::rules::Values;
use wasm_bindgen::prelude::*;
use web_sys::File;

use crate::crossing::{Ask, Files, Json, Listener, PageOptions};
use crate::file::{fingerprint, given, in_folder, is_zip, open, package};
use crate::host::PageHost;
use crate::options::{Asked, values_of};
use crate::second::Second;

/// A check that has begun, and the second worker it waits for.
pub(crate) struct Work {
    checking: Pin<Box<dyn Future<Output = Checked>>>,
    second: Option<Rc<RefCell<Second>>>,
}

/// Checks packages, and keeps the last result so that it can be written in several forms.
#[wasm_bindgen]
#[derive(Default)]
pub struct Checker {
    checked: Option<Checked>,
    /// What was checked: its name and its files, or the sample.
    given: Option<(String, Vec<(String, File)>)>,
    limits: Limits,
    work: Option<Work>,
    fingerprint: Option<Fingerprint>,
    /// When the package at hand was given.
    at: Option<String>,
    /// What was looked for last, and in whose rows it is.
    sought: Option<(String, Sought)>,
}

#[wasm_bindgen]
impl Checker {
    /// A checker without a result.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        std::panic::set_hook(Box::new(|panic| {
            let place = panic.location().map_or_else(String::new, |place| format!("{}:{}", place.file(), place.line()));
            wasm_bindgen::throw_str(&format!("rostercheck {} failed at {place}", env!("CARGO_PKG_VERSION")));
        }));
        Self::default()
    }

    /// Checks files: one zip, or the loose files of a folder, each as `{path, file}`. Gives the report, values
    /// shown. If `ask` can ask a second worker for pieces, nothing comes back before [`Checker::take`] has brought them.
    pub fn check(
        &mut self,
        name: &str,
        files: &Files,
        options: &PageOptions,
        progress: &Listener,
        ask: Option<Ask>,
    ) -> Result<Option<Json<Report>>, JsError> {
        let asked = Asked::read(options)?;
        let given = given(files)?;
        let mut opened = open(&given)?;
        let second = ask.map(|ask| {
            let second = Second { ask, reading: 0, entry: 0, there: VecDeque::new(), is_gone: false };
            Rc::new(RefCell::new(second))
        });
        let mut host = PageHost { second: second.clone(), ..asked.host(progress) };
        let Asked { options, limits, at: asked_at, .. } = asked;
        let is_zip = is_zip(&given);
        self.limits = limits;
        self.at = asked_at;
        self.given = Some((name.to_owned(), given));
        let name = name.to_owned();
        let checking = async move {
            match opened.pop() {
                Some((_, bytes)) if is_zip => checking_zip(&name, bytes, limits, &options, &mut host).await.0,
                last => {
                    opened.extend(last);
                    let package = Package::from_files(&name, in_folder(opened), limits);
                    checking(&package, &options, &mut host).await.0
                }
            }
        };
        self.work = Some(Work { checking: Box::pin(checking), second });
        self.go_on()
    }

    /// Takes a piece that the second worker has read, or its word that the file ended, and goes on: the report, once
    /// it is there.
    pub fn take(&mut self, reading: u32, piece: Option<ArrayBuffer>) -> Result<Option<Json<Report>>, JsError> {
        let Some(second) = self.work.as_ref().and_then(|work| work.second.clone()) else { return Ok(None) };
        if second.borrow().reading != reading {
            return Ok(None);
        }
        second.borrow_mut().there.push_back(piece);
        self.go_on()
    }

    /// Goes on without the second worker.
    pub fn go_on_alone(&mut self) -> Result<Option<Json<Report>>, JsError> {
        if let Some(second) = self.work.as_ref().and_then(|work| work.second.clone()) {
            second.borrow_mut().is_gone = true;
        }
        self.go_on()
    }

    fn go_on(&mut self) -> Result<Option<Json<Report>>, JsError> {
        let Some(work) = &mut self.work else { return Ok(None) };
        match work.checking.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Pending => Ok(None),
            Poll::Ready(checked) => {
                self.work = None;
                self.finish(checked).map(Some)
            }
        }
    }

    /// Checks the sample package that the page itself holds.
    pub fn check_sample(&mut self, options: &PageOptions, progress: &Listener) -> Result<Json<Report>, JsError> {
        let asked = Asked::read(options)?;
        self.given = None;
        self.at.clone_from(&asked.at);
        self.finish(check_so_far(&rostercheck::sample::package(), &asked.options, &mut asked.host(progress)).0)
    }

    /// Writes the last report in a [`Format`], by its name (`text` for npm only), with values `masked` or `shown`.
    pub fn write(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Format")] format: &str,
        #[wasm_bindgen(unchecked_param_type = "Values")] values: &str,
    ) -> Result<String, JsError> {
        let format = Format::from_name(format).ok_or_else(|| JsError::new("unknown format"))?;
        let checked = self.checked.as_ref().ok_or_else(|| JsError::new("nothing was checked"))?;
        written(checked, format, values_of(values))
    }

    /// Some of the listed findings of one total of the report, with values `masked` or `shown`.
    pub fn findings(
        &self,
        total: usize,
        from: usize,
        count: usize,
        #[wasm_bindgen(unchecked_param_type = "Values")] values: &str,
    ) -> Result<Json<Vec<Finding>>, JsError> {
        let checked = self.checked.as_ref().ok_or_else(|| JsError::new("nothing was checked"))?;
        Json::new(&Report::findings_of(checked, values_of(values), total, from, count))
    }

    /// Checks the same package once more to list more findings. The report to be written is then the longer one.
    pub fn deepen(&mut self, options: &PageOptions, progress: &Listener) -> Result<(), JsError> {
        let asked = Asked::read(options)?;
        let package = self.package()?;
        let mut checked = check_so_far(&package, &asked.options, &mut asked.host(progress)).0;
        checked.checked_at.clone_from(&self.at);
        checked.sha256 = self.checked.take().and_then(|checked| checked.sha256);
        self.checked = Some(checked);
        Ok(())
    }

    fn package(&self) -> Result<Package, JsError> {
        match &self.given {
            Some((name, given)) => package(name, given, self.limits),
            None => Ok(rostercheck::sample::package()),
        }
    }

    /// Rows of a file of the package that was checked: those with these numbers, or those that hold words in
    /// columns, given as column, word, column, word.
    #[allow(clippy::needless_pass_by_value, reason = "the page hands over lists of texts only whole")]
    pub fn excerpt(
        &self,
        file: &str,
        records: &[u32],
        holding: Vec<String>,
        most: usize,
    ) -> Result<Json<Excerpt>, JsError> {
        let checked = self.checked.as_ref().ok_or_else(|| JsError::new("nothing was checked"))?;
        let wanted = if holding.is_empty() {
            excerpt::Wanted::Records(records.iter().copied().map(u64::from).collect())
        } else {
            let pairs = holding.chunks_exact(2);
            excerpt::Wanted::Holding(pairs.map(|pair| (pair[0].clone(), pair[1].clone())).collect())
        };
        let package = self.package()?;
        let found =
            excerpt(&package, checked, file, &wanted, most).map_err(|_| JsError::new("the file could not be read"))?;
        Json::new(&found)
    }

    /// Rows of a file by their numbers or lines, with the names of who they are about.
    pub fn affected(&self, file: &str, records: &[u32], lines: &[u32]) -> Result<Json<Affected>, JsError> {
        let checked = self.checked.as_ref().ok_or_else(|| JsError::new("nothing was checked"))?;
        let found = affected::affected(&self.package()?, checked, file, &wide(records), &wide(lines))
            .map_err(|_| JsError::new("the file could not be read"))?;
        Json::new(&found)
    }

    /// The header of a file and these rows of it, as they stand there.
    pub fn copy_rows(&self, file: &str, records: &[u32], lines: &[u32]) -> Result<Vec<u8>, JsError> {
        let checked = self.checked.as_ref().ok_or_else(|| JsError::new("nothing was checked"))?;
        let failed = || JsError::new("the file could not be read");
        copy_rows(&self.package()?, checked, file, &wide(records), &wide(lines))
            .map_err(|_| failed())?
            .ok_or_else(failed)
    }

    /// Which of these rows hold a text, or belong to somebody whose row does. The text is in small letters, the
    /// numbers are in order.
    pub fn holding(&mut self, file: &str, records: &[u32], text: &str) -> Result<Vec<u32>, JsError> {
        let package = self.package()?;
        let checked = self.checked.as_ref().ok_or_else(|| JsError::new("nothing was checked"))?;
        let failed = |_| JsError::new("the file could not be read");
        if self.sought.as_ref().is_none_or(|(known, _)| known != text) {
            self.sought = Some((text.to_owned(), Sought::new(&package, checked, text).map_err(failed)?));
        }
        let Some((_, sought)) = &self.sought else { return Ok(Vec::new()) };
        let found = affected::holding(&package, checked, file, &wide(records), text, sought).map_err(failed)?;
        Ok(found.into_iter().filter_map(|record| u32::try_from(record).ok()).collect())
    }

    /// Goes on with the fingerprint of what was checked, and gives it once it is known.
    pub fn fingerprint(&mut self) -> Result<Option<String>, JsError> {
        let Some((_, given)) = &self.given else { return Ok(Some(String::new())) };
        let Some(checked) = &mut self.checked else { return Ok(Some(String::new())) };
        if checked.sha256.is_none() {
            let fingerprint = match &mut self.fingerprint {
                Some(fingerprint) => fingerprint,
                none => none.insert(fingerprint(given)?),
            };
            checked.sha256 = fingerprint.step(STEP).map_err(|_| JsError::new("the file could not be read"))?;
        }
        Ok(checked.sha256.clone())
    }

    fn finish(&mut self, mut checked: Checked) -> Result<Json<Report>, JsError> {
        checked.checked_at.clone_from(&self.at);
        self.fingerprint = None;
        self.sought = None;
        let json = written(&checked, Format::Json, Values::Shown)?;
        self.checked = Some(checked);
        Ok(Json::written(json))
    }
}

/// Bytes that are read for a fingerprint before others are answered.
pub(crate) const STEP: u64 = 8 << 20;

pub(crate) fn written(checked: &Checked, format: Format, values: Values) -> Result<String, JsError> {
    let mut text = Vec::new();
    let report = Report::new(checked, values);
    #[cfg(feature = "npm")]
    report.write(format, rostercheck::report::Style::Plain, &mut text)?;
    #[cfg(not(feature = "npm"))]
    report.write_document(format, &mut text)?;
    Ok(String::from_utf8(text)?)
}

/// Numbers as the core counts rows and lines.
fn wide(numbers: &[u32]) -> Vec<u64> {
    numbers.iter().copied().map(u64::from).collect()
}
