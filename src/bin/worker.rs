//! The WebAssembly worker of the page: files come in as `File` objects, the report goes out as text. A second one may read
//! long files ahead of the first.
//!
//! It runs inside a worker made from a blob, which inherits the page's policy that nothing may connect anywhere.

#[cfg(target_arch = "wasm32")]
#[allow(unreachable_pub, reason = "what wasm-bindgen exports is public to the page")]
mod page {
    use std::cell::RefCell;
    use std::collections::VecDeque;
    use std::ops::ControlFlow;
    use std::pin::Pin;
    use std::rc::Rc;
    use std::task::{Context, Poll, Waker};

    use js_sys::{Array, ArrayBuffer, Function, Reflect, Uint8Array, Uint32Array};
    use rostercheck::check::affected::{self, Sought};
    use rostercheck::check::excerpt::{Wanted, copy_rows, excerpt};
    use rostercheck::check::{Checked, Host, Options, Progress, ReadAhead, check_so_far, checking, checking_zip};
    use rostercheck::csv::{Ahead, Parts, Piece, Pieces};
    use rostercheck::oneroster::value::Day;
    use rostercheck::package::{Bytes, EntryReader, Fingerprint, Limits, Package, ReadFailure};
    use rostercheck::profiles::Receiver;
    use rostercheck::report::{Format, Report, Style, steps};
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

    struct PageHost {
        today: Day,
        listener: Function,
        until: Option<Until>,
        second: Option<Rc<RefCell<Second>>>,
    }

    /// Pieces that are asked for before the first is taken: so many may wait to be taken.
    const ASKED: u32 = 6;

    /// The second worker, as the first sees it.
    struct Second {
        /// Asks for one more piece: of which reading, of which entry of the package, and in which buffer, if one is spare.
        ask: Function,
        /// Counts the files that were begun: what comes of an earlier one is not wanted any more.
        reading: u32,
        entry: usize,
        /// What has come and is not taken yet, in its buffers; nothing stands for the end of the file.
        there: VecDeque<Option<ArrayBuffer>>,
        is_gone: bool,
    }

    impl Second {
        fn begin(&mut self, entry: usize) {
            self.reading += 1;
            self.entry = entry;
            self.there.clear();
            for _ in 0..ASKED {
                self.ask(&JsValue::UNDEFINED);
            }
        }

        /// Who cannot be asked is gone.
        fn ask(&mut self, spare: &JsValue) {
            let asked = self.ask.call3(&JsValue::NULL, &self.reading.into(), &self.entry.into(), spare);
            self.is_gone |= asked.is_err();
        }
    }

    struct FromSecond(Rc<RefCell<Second>>);

    impl ReadAhead for FromSecond {
        fn is_ready(&self) -> bool {
            let second = self.0.borrow();
            second.is_gone || !second.there.is_empty()
        }

        fn take(&mut self) -> Ahead {
            let mut second = self.0.borrow_mut();
            match second.there.pop_front() {
                Some(Some(buffer)) => {
                    let piece = unpacked(&buffer);
                    second.ask(&buffer);
                    Ahead::Piece(piece)
                }
                Some(None) => Ahead::End,
                None => Ahead::Nobody,
            }
        }
    }

    /// A place in a check: where one before came to that did not end.
    #[derive(Clone, Copy, serde::Deserialize)]
    struct Until {
        packed_done: u64,
        rows: u64,
    }

    impl Host for PageHost {
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

        fn read_ahead(&mut self, entry: usize) -> Option<Box<dyn ReadAhead>> {
            let second = self.second.clone().filter(|second| !second.borrow().is_gone)?;
            second.borrow_mut().begin(entry);
            Some(Box::new(FromSecond(second)))
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
        /// Date and time, for the report.
        #[serde(default)]
        at: Option<String>,
    }

    /// How a check is to be made.
    struct Asked {
        options: Options,
        today: Day,
        limits: Limits,
        until: Option<Until>,
        at: Option<String>,
    }

    impl Asked {
        fn host(&self, listener: &Function) -> PageHost {
            PageHost { today: self.today, listener: listener.clone(), until: self.until, second: None }
        }
    }

    impl PageOptions {
        fn read(options: JsValue) -> Result<Asked, JsError> {
            let options: Self = serde_wasm_bindgen::from_value(options)?;
            let is_chosen = |profile: &Receiver| {
                *profile == Receiver::ONEROSTER || options.profiles.iter().any(|id| id == profile.id())
            };
            let today = Day::parse(options.today.as_bytes()).ok_or_else(|| JsError::new("today is not a day"))?;
            let profiles = Receiver::all().filter(is_chosen).collect();
            let max_per_rule = options.max_per_rule.unwrap_or(usize::MAX);
            Ok(Asked {
                options: Options { profiles, max_per_rule, ..Options::default() },
                today,
                limits: limits(options.no_limits),
                until: options.until,
                at: options.at,
            })
        }
    }

    fn limits(are_lifted: bool) -> Limits {
        if are_lifted { Limits::default().lifted() } else { Limits::default() }
    }

    /// A check that has begun, and the second worker it waits for.
    struct Work {
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
                let place =
                    panic.location().map_or_else(String::new, |place| format!("{}:{}", place.file(), place.line()));
                wasm_bindgen::throw_str(&format!("rostercheck {} failed at {place}", env!("CARGO_PKG_VERSION")));
            }));
            Self::default()
        }

        /// Checks files: one zip, or the loose files of a folder, each as `{path, file}`. Gives the report as JSON, values
        /// shown. If `ask` can ask a second worker for pieces, nothing comes back before [`Checker::take`] has brought them.
        pub fn check(
            &mut self,
            name: &str,
            files: &Array,
            options: JsValue,
            progress: &Function,
            ask: Option<Function>,
        ) -> Result<Option<String>, JsError> {
            let asked = PageOptions::read(options)?;
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
        pub fn take(&mut self, reading: u32, piece: Option<ArrayBuffer>) -> Result<Option<String>, JsError> {
            let Some(second) = self.work.as_ref().and_then(|work| work.second.clone()) else { return Ok(None) };
            if second.borrow().reading != reading {
                return Ok(None);
            }
            second.borrow_mut().there.push_back(piece);
            self.go_on()
        }

        /// Goes on without the second worker.
        pub fn go_on_alone(&mut self) -> Result<Option<String>, JsError> {
            if let Some(second) = self.work.as_ref().and_then(|work| work.second.clone()) {
                second.borrow_mut().is_gone = true;
            }
            self.go_on()
        }

        fn go_on(&mut self) -> Result<Option<String>, JsError> {
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
        pub fn check_sample(&mut self, options: JsValue, progress: &Function) -> Result<String, JsError> {
            let asked = PageOptions::read(options)?;
            self.given = None;
            self.at.clone_from(&asked.at);
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

        /// Rows of a file by their numbers or lines, with the names of who they are about, as JSON.
        pub fn affected(&self, file: &str, records: &[u32], lines: &[u32]) -> Result<String, JsError> {
            let checked = self.checked.as_ref().ok_or_else(|| JsError::new("nothing was checked"))?;
            let wide = |list: &[u32]| list.iter().copied().map(u64::from).collect::<Vec<u64>>();
            let found = affected::affected(&self.package()?, checked, file, &wide(records), &wide(lines))
                .map_err(|_| JsError::new("the file could not be read"))?;
            Ok(serde_json::to_string(&found)?)
        }

        /// The header of a file and these rows of it, as they stand there.
        pub fn copy_rows(&self, file: &str, records: &[u32]) -> Result<Vec<u8>, JsError> {
            let checked = self.checked.as_ref().ok_or_else(|| JsError::new("nothing was checked"))?;
            let records: Vec<u64> = records.iter().copied().map(u64::from).collect();
            let failed = || JsError::new("the file could not be read");
            copy_rows(&self.package()?, checked, file, &records).map_err(|_| failed())?.ok_or_else(failed)
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
            let records: Vec<u64> = records.iter().copied().map(u64::from).collect();
            let found = affected::holding(&package, checked, file, &records, text, sought).map_err(failed)?;
            Ok(found.into_iter().filter_map(|record| u32::try_from(record).ok()).collect())
        }

        /// Goes on with the fingerprint of what was checked, and gives it once it is known.
        pub fn fingerprint(&mut self) -> Result<Option<String>, JsError> {
            let Some((_, given)) = &self.given else { return Ok(Some(String::new())) };
            let Some(checked) = &mut self.checked else { return Ok(Some(String::new())) };
            if checked.sha256.is_none() {
                let fingerprint = match &mut self.fingerprint {
                    Some(fingerprint) => fingerprint,
                    none => {
                        let mut opened = open(given)?;
                        let fingerprint = match opened.pop() {
                            Some((_, bytes)) if is_zip(given) => Fingerprint::of_zip(bytes),
                            last => {
                                opened.extend(last);
                                Fingerprint::of_files(in_folder(opened))
                            }
                        };
                        none.insert(fingerprint)
                    }
                };
                checked.sha256 = fingerprint.step(STEP).map_err(|_| JsError::new("the file could not be read"))?;
            }
            Ok(checked.sha256.clone())
        }

        fn finish(&mut self, mut checked: Checked) -> Result<String, JsError> {
            checked.checked_at.clone_from(&self.at);
            self.fingerprint = None;
            self.sought = None;
            let json = written(&checked, Format::Json, Values::Shown)?;
            self.checked = Some(checked);
            Ok(json)
        }
    }

    /// Reads files ahead, in the second worker.
    #[wasm_bindgen]
    pub struct Reader {
        package: &'static Package,
        /// The file at hand, and which reading it is.
        at: Option<(u32, Pieces<EntryReader<'static>>)>,
        piece: Piece,
    }

    #[wasm_bindgen]
    impl Reader {
        /// Opens a package.
        #[wasm_bindgen(constructor)]
        pub fn new(files: &Array, no_limits: bool) -> Result<Self, JsError> {
            let package = package("", &given(files)?, limits(no_limits))?;
            // The worker has no other and ends with it.
            Ok(Self { package: Box::leak(Box::new(package)), at: None, piece: Piece::default() })
        }

        /// The next piece of an entry, in a buffer, perhaps the `spare` one; nothing at its end. Fails where the entry does:
        /// the first worker then reads by itself and finds out why.
        pub fn piece(
            &mut self,
            reading: u32,
            entry: usize,
            spare: Option<ArrayBuffer>,
        ) -> Result<Option<ArrayBuffer>, JsError> {
            let failed = |_| JsError::new("the file could not be read");
            if self.at.as_ref().is_none_or(|(at, _)| *at != reading) {
                self.at = Some((reading, Pieces::new(self.package.read(entry).map_err(failed)?)));
            }
            let Some((_, pieces)) = &mut self.at else { return Ok(None) };
            let is_there = pieces.next(&mut self.piece, EntryReader::packed_bytes_read).map_err(failed)?;
            Ok(is_there.then(|| packed(&self.piece, spare)))
        }
    }

    /// Bytes that are read for a fingerprint before others are answered.
    const STEP: u64 = 8 << 20;

    /// Numbers that stand before a piece in what one worker hands to the other: how many ends, rows, odd places and words
    /// of repetitions follow, how many bytes of text, how wide a row is, whether the text is UTF-8, and the packed bytes
    /// read, the lower half first.
    const HEAD: u32 = 9;

    /// Packs a piece into a buffer: a spare one, if it is large enough.
    #[allow(clippy::cast_possible_truncation, reason = "a piece is far smaller than 4 GiB; packed bytes are halved")]
    fn packed(piece: &Piece, spare: Option<ArrayBuffer>) -> ArrayBuffer {
        let Parts { text, ends, rows, odd, width, repeats, is_utf8, packed_bytes_read: read } = piece.parts();
        let lists = [&*ends, &*rows, &*odd, &*repeats];
        let [ends_count, rows_count, odd_count, repeats_count] = lists.map(|list| list.len() as u32);
        let bytes = text.len() as u32;
        let (low, high) = (read as u32, (read >> 32) as u32);
        let head: [u32; HEAD as usize] =
            [ends_count, rows_count, odd_count, repeats_count, bytes, width, is_utf8.into(), low, high];
        let numbers = HEAD + ends_count + rows_count + odd_count + repeats_count;
        let size = numbers * 4 + bytes;
        // The next one may be somewhat longer.
        let buffer =
            spare.filter(|spare| spare.byte_length() >= size).unwrap_or_else(|| ArrayBuffer::new(size + size / 4));
        let mut at = 0;
        for list in std::iter::once(&head[..]).chain(lists) {
            let to = at + list.len() as u32;
            Uint32Array::new_with_byte_offset_and_length(&buffer, at * 4, to - at).copy_from(list);
            at = to;
        }
        Uint8Array::new_with_byte_offset_and_length(&buffer, at * 4, bytes).copy_from(&text);
        buffer
    }

    /// Takes a piece out of its buffer.
    fn unpacked(buffer: &ArrayBuffer) -> Piece {
        let mut at = 0;
        let mut numbers = |count: u32| {
            let list = Uint32Array::new_with_byte_offset_and_length(buffer, at * 4, count).to_vec();
            at += count;
            list
        };
        let head = numbers(HEAD);
        let head: [u32; HEAD as usize] = std::array::from_fn(|place| head.get(place).copied().unwrap_or(0));
        let [ends, rows, odd, repeats, bytes, width, is_utf8, low, high] = head;
        let [ends, rows, odd, repeats] = [ends, rows, odd, repeats].map(|count| numbers(count).into());
        let text = Uint8Array::new_with_byte_offset_and_length(buffer, at * 4, bytes).to_vec().into();
        let packed_bytes_read = u64::from(high) << 32 | u64::from(low);
        Piece::new(Parts { text, ends, rows, odd, width, repeats, is_utf8: is_utf8 != 0, packed_bytes_read })
    }

    /// Files as the page hands them over.
    fn given(files: &Array) -> Result<Vec<(String, File)>, JsError> {
        let missing = || JsError::new("a file is missing");
        let one = |entry: JsValue| {
            let get = |key: &str| Reflect::get(&entry, &key.into()).map_err(|_| missing());
            let path = get("path")?.as_string().unwrap_or_default();
            Ok((path, get("file")?.dyn_into().map_err(|_| missing())?))
        };
        files.iter().map(one).collect()
    }

    /// A zip, or loose files, opened.
    fn package(name: &str, given: &[(String, File)], limits: Limits) -> Result<Package, JsError> {
        let mut opened = open(given)?;
        match opened.pop() {
            Some((_, bytes)) if is_zip(given) => {
                Package::open_zip(name, bytes, limits).map_err(|_| JsError::new("the file could not be read"))
            }
            last => {
                opened.extend(last);
                Ok(Package::from_files(name, in_folder(opened), limits))
            }
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

    /// What is to be done, in steps, as JSON.
    #[wasm_bindgen]
    pub fn steps_of(text: &str) -> Result<String, JsError> {
        Ok(serde_json::to_string(&steps(text))?)
    }

    /// The page of a rule, in Markdown; empty for an unknown one.
    #[wasm_bindgen]
    pub fn explain(rule: &str) -> String {
        Rule::from_name(rule).map_or_else(String::new, Rule::page_text)
    }
}

fn main() {}
