//! The WebAssembly worker of the page: files come in as `File` objects, the report goes out as text.
//!
//! It runs inside a worker made from a blob, which inherits the page's policy that nothing may connect anywhere.

#[cfg(target_arch = "wasm32")]
#[allow(unreachable_pub, reason = "what wasm-bindgen exports is public to the page")]
mod page {
    use std::ops::ControlFlow;

    use js_sys::{Array, Function, Reflect, Uint8Array};
    use rostercheck::check::excerpt::{Wanted, excerpt};
    use rostercheck::check::{Checked, Host, Options, Progress, check_so_far, check_zip_so_far};
    use rostercheck::oneroster::value::Day;
    use rostercheck::package::{Bytes, Limits, Package, ReadFailure};
    use rostercheck::profiles::Profile;
    use rostercheck::report::{Format, Report, Style};
    use rostercheck::rules::{Rule, Values, book};
    use wasm_bindgen::prelude::*;
    use web_sys::{File, FileReaderSync};

    /// A file of the page, read slice by slice.
    struct PageFile {
        file: File,
        reader: FileReaderSync,
    }

    impl Bytes for PageFile {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a size is a whole number")]
        fn len(&self) -> u64 {
            self.file.size() as u64
        }

        #[allow(clippy::cast_precision_loss, reason = "no file has 2^53 bytes")]
        fn read_at(&self, offset: u64, buffer: &mut [u8]) -> Result<usize, ReadFailure> {
            let end = offset.saturating_add(buffer.len() as u64).min(self.len());
            let failure = |error: JsValue| ReadFailure { reason: reason_of(&error) };
            let slice = self.file.slice_with_f64_and_f64(offset as f64, end as f64).map_err(failure)?;
            let slice = self.reader.read_as_array_buffer(&slice).map_err(failure)?;
            let bytes = Uint8Array::new(&slice);
            let count = (bytes.length() as usize).min(buffer.len());
            let Some(target) = buffer.get_mut(..count) else { return Ok(0) };
            bytes.copy_to(target);
            Ok(count)
        }
    }

    /// What the browser says about a file that could not be read: the error's own words, which hold no content.
    fn reason_of(error: &JsValue) -> String {
        Reflect::get(error, &"message".into())
            .ok()
            .and_then(|message| message.as_string())
            .unwrap_or_else(|| "the browser could not read the file".into())
    }

    struct PageHost<'a> {
        today: Day,
        listener: &'a Function,
        until: Option<Until>,
    }

    /// A place in a check: where one before came to that did not end.
    #[derive(Clone, Copy, serde::Deserialize)]
    struct Until {
        packed_done: u64,
        rows: u64,
    }

    impl Host for PageHost<'_> {
        fn today(&self) -> Day {
            self.today
        }

        fn progress(&mut self, progress: &Progress) -> ControlFlow<()> {
            let told = Told {
                packed_done: progress.packed_done,
                packed_total: progress.packed_total,
                file: progress.file,
                rows: progress.rows,
            };
            // A listener that fails must not stop the check; the page stops it by ending the worker.
            if let Ok(told) = serde_wasm_bindgen::to_value(&told) {
                drop(self.listener.call1(&JsValue::NULL, &told));
            }
            match self.until {
                Some(until) if progress.packed_done >= until.packed_done && progress.rows >= until.rows => {
                    ControlFlow::Break(())
                }
                _ => ControlFlow::Continue(()),
            }
        }
    }

    #[derive(serde::Serialize)]
    struct Told<'a> {
        packed_done: u64,
        packed_total: u64,
        file: &'a str,
        rows: u64,
    }

    #[derive(serde::Deserialize)]
    struct PageOptions {
        profiles: Vec<String>,
        today: String,
        max_per_rule: Option<usize>,
        #[serde(default)]
        no_limits: bool,
        #[serde(default)]
        until: Option<Until>,
    }

    /// How a check is to be made.
    struct Asked {
        options: Options,
        today: Day,
        limits: Limits,
        until: Option<Until>,
    }

    impl Asked {
        fn host<'a>(&self, listener: &'a Function) -> PageHost<'a> {
            PageHost { today: self.today, listener, until: self.until }
        }
    }

    impl PageOptions {
        fn read(options: JsValue) -> Result<Asked, JsError> {
            let options: Self = serde_wasm_bindgen::from_value(options)?;
            let is_chosen = |profile: &Profile| {
                *profile == Profile::OneRoster || options.profiles.iter().any(|id| id == profile.id())
            };
            let today = Day::parse(options.today.as_bytes()).ok_or_else(|| JsError::new("today is not a day"))?;
            let profiles = Profile::ALL.into_iter().filter(is_chosen).collect();
            let max_per_rule = options.max_per_rule.unwrap_or(usize::MAX);
            Ok(Asked {
                options: Options { profiles, max_per_rule, ..Options::default() },
                today,
                limits: if options.no_limits { Limits::default().lifted() } else { Limits::default() },
                until: options.until,
            })
        }
    }

    /// Checks packages, and keeps the last result so that it can be written in several forms.
    #[wasm_bindgen]
    #[derive(Default)]
    pub struct Checker {
        checked: Option<Checked>,
        /// What was checked: its name and its files, or the sample.
        given: Option<(String, Vec<(String, File)>)>,
        limits: Limits,
    }

    #[wasm_bindgen]
    impl Checker {
        /// A checker without a result.
        #[wasm_bindgen(constructor)]
        pub fn new() -> Self {
            std::panic::set_hook(Box::new(|panic| {
                let place =
                    panic.location().map_or_else(String::new, |place| format!("{}:{}", place.file(), place.line()));
                wasm_bindgen::throw_str(&format!("rostercheck {} failed at {place}", env!("CARGO_PKG_VERSION")));
            }));
            Self::default()
        }

        /// Checks files: one zip, or the loose files of a folder, each as `{path, file}`. Gives the report as JSON,
        /// values shown.
        pub fn check(
            &mut self,
            name: &str,
            files: &Array,
            options: JsValue,
            progress: &Function,
        ) -> Result<String, JsError> {
            let asked = PageOptions::read(options)?;
            let mut given: Vec<(String, File)> = Vec::new();
            for entry in files.iter() {
                let get = |key: &str| Reflect::get(&entry, &key.into()).map_err(|_| JsError::new("a file is missing"));
                let path = get("path")?.as_string().unwrap_or_default();
                let file: File = get("file")?.dyn_into().map_err(|_| JsError::new("a file is missing"))?;
                given.push((path, file));
            }
            let Asked { options, limits, .. } = &asked;
            let mut host = asked.host(progress);
            let mut opened = open(&given)?;
            let (checked, _) = match opened.pop() {
                Some((_, bytes)) if is_zip(&given) => check_zip_so_far(name, bytes, *limits, options, &mut host),
                last => {
                    opened.extend(last);
                    check_so_far(&Package::from_files(name, in_folder(opened), *limits), options, &mut host)
                }
            };
            self.limits = *limits;
            self.given = Some((name.to_owned(), given));
            self.finish(checked)
        }

        /// Checks the sample package that the page itself holds.
        pub fn check_sample(&mut self, options: JsValue, progress: &Function) -> Result<String, JsError> {
            let asked = PageOptions::read(options)?;
            self.given = None;
            self.finish(check_so_far(&rostercheck::sample::package(), &asked.options, &mut asked.host(progress)).0)
        }

        /// Writes the last report as `json`, `csv`, `html`, `sarif` or `text`, with values `masked` or `shown`.
        pub fn write(&self, format: &str, values: &str) -> Result<String, JsError> {
            let format = Format::from_name(format).ok_or_else(|| JsError::new("unknown format"))?;
            let checked = self.checked.as_ref().ok_or_else(|| JsError::new("nothing was checked"))?;
            written(checked, format, values_of(values))
        }

        /// Some of the listed findings of one total of the report, as JSON, with values `masked` or `shown`.
        pub fn findings(&self, total: usize, from: usize, count: usize, values: &str) -> Result<String, JsError> {
            let checked = self.checked.as_ref().ok_or_else(|| JsError::new("nothing was checked"))?;
            Ok(serde_json::to_string(&Report::findings_of(checked, values_of(values), total, from, count))?)
        }

        /// Checks the same package once more to list more findings. The report to be written is then the longer one.
        pub fn deepen(&mut self, options: JsValue, progress: &Function) -> Result<(), JsError> {
            let asked = PageOptions::read(options)?;
            let package = self.package()?;
            self.checked = Some(check_so_far(&package, &asked.options, &mut asked.host(progress)).0);
            Ok(())
        }

        fn package(&self) -> Result<Package, JsError> {
            let Some((name, given)) = &self.given else { return Ok(rostercheck::sample::package()) };
            let mut opened = open(given)?;
            match opened.pop() {
                Some((_, bytes)) if is_zip(given) => {
                    Package::open_zip(name, bytes, self.limits).map_err(|_| JsError::new("the file could not be read"))
                }
                last => {
                    opened.extend(last);
                    Ok(Package::from_files(name, in_folder(opened), self.limits))
                }
            }
        }

        /// Rows of a file of the package that was checked, as JSON: those with these numbers, or those that hold words in
        /// columns, given as column, word, column, word.
        #[allow(clippy::needless_pass_by_value, reason = "the page hands over lists of texts only whole")]
        pub fn excerpt(
            &self,
            file: &str,
            records: &[u32],
            holding: Vec<String>,
            most: usize,
        ) -> Result<String, JsError> {
            let checked = self.checked.as_ref().ok_or_else(|| JsError::new("nothing was checked"))?;
            let wanted = if holding.is_empty() {
                Wanted::Records(records.iter().copied().map(u64::from).collect())
            } else {
                let pairs = holding.chunks_exact(2);
                Wanted::Holding(pairs.map(|pair| (pair[0].clone(), pair[1].clone())).collect())
            };
            let package = self.package()?;
            let found = excerpt(&package, checked, file, &wanted, most)
                .map_err(|_| JsError::new("the file could not be read"))?;
            Ok(serde_json::to_string(&found)?)
        }

        fn finish(&mut self, checked: Checked) -> Result<String, JsError> {
            let json = written(&checked, Format::Json, Values::Shown)?;
            self.checked = Some(checked);
            Ok(json)
        }
    }

    fn values_of(name: &str) -> Values {
        if name == "shown" { Values::Shown } else { Values::Masked }
    }

    /// Files by their paths, ready to be read.
    type Opened = Vec<(String, Box<dyn Bytes>)>;

    fn open(files: &[(String, File)]) -> Result<Opened, JsError> {
        let mut opened = Opened::new();
        for (path, file) in files {
            let reader = FileReaderSync::new().map_err(|_| JsError::new("files cannot be read here"))?;
            opened.push((path.clone(), Box::new(PageFile { file: file.clone(), reader })));
        }
        Ok(opened)
    }

    fn is_zip(files: &[(String, File)]) -> bool {
        files.len() == 1
            && !files.iter().any(|(path, _)| path.to_ascii_lowercase().ends_with(".csv") || path.contains('/'))
    }

    fn written(checked: &Checked, format: Format, values: Values) -> Result<String, JsError> {
        let mut text = Vec::new();
        Report::new(checked, values).write(format, Style::Plain, &mut text)?;
        Ok(String::from_utf8(text)?)
    }

    /// Paths relative to the one folder that was chosen; a browser puts its name before each.
    fn in_folder(files: Opened) -> Opened {
        let top = files.first().and_then(|(path, _)| Some(format!("{}/", path.split_once('/')?.0)));
        match top {
            Some(top) if files.iter().all(|(path, _)| path.starts_with(&top)) => files
                .into_iter()
                .map(|(path, file)| (path.strip_prefix(&top).unwrap_or(&path).to_owned(), file))
                .collect(),
            _ => files,
        }
    }

    /// Version of rostercheck.
    #[wasm_bindgen]
    pub fn version() -> String {
        env!("CARGO_PKG_VERSION").into()
    }

    /// Every rule, as JSON.
    #[wasm_bindgen]
    pub fn rules() -> Result<String, JsError> {
        Ok(serde_json::to_string(&book())?)
    }

    /// The page of a rule, in Markdown; empty for an unknown one.
    #[wasm_bindgen]
    pub fn explain(rule: &str) -> String {
        Rule::from_name(rule).map_or_else(String::new, Rule::page_text)
    }
}

fn main() {}
