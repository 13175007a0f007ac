//! Files of the page, and packages made of them.

use js_sys::{Reflect, Uint8Array};
use rostercheck::package::{Bytes, Fingerprint, Limits, Package, ReadFailure};
use wasm_bindgen::prelude::*;
use web_sys::{File, FileReaderSync};

use crate::crossing::Files;

/// A file of the page, read slice by slice.
pub(crate) struct PageFile {
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
pub(crate) fn reason_of(error: &JsValue) -> String {
    Reflect::get(error, &"message".into())
        .ok()
        .and_then(|message| message.as_string())
        .unwrap_or_else(|| "the browser could not read the file".into())
}

/// Files as the page hands them over.
pub(crate) fn given(files: &Files) -> Result<Vec<(String, File)>, JsError> {
    let missing = || JsError::new("a file is missing");
    let one = |entry: JsValue| {
        let get = |key: &str| Reflect::get(&entry, &key.into()).map_err(|_| missing());
        let path = get("path")?.as_string().unwrap_or_default();
        Ok((path, get("file")?.dyn_into().map_err(|_| missing())?))
    };
    files.iter().map(one).collect()
}

/// A zip, or loose files, opened.
pub(crate) fn package(name: &str, given: &[(String, File)], limits: Limits) -> Result<Package, JsError> {
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

/// The fingerprint of a zip, or of loose files, not begun.
pub(crate) fn fingerprint(given: &[(String, File)]) -> Result<Fingerprint, JsError> {
    let mut opened = open(given)?;
    Ok(match opened.pop() {
        Some((_, bytes)) if is_zip(given) => Fingerprint::of_zip(bytes),
        last => {
            opened.extend(last);
            Fingerprint::of_files(in_folder(opened))
        }
    })
}

/// Files by their paths, ready to be read.
pub(crate) type Opened = Vec<(String, Box<dyn Bytes>)>;

pub(crate) fn open(files: &[(String, File)]) -> Result<Opened, JsError> {
    let mut opened = Opened::new();
    for (path, file) in files {
        let reader = FileReaderSync::new().map_err(|_| JsError::new("files cannot be read here"))?;
        opened.push((path.clone(), Box::new(PageFile { file: file.clone(), reader })));
    }
    Ok(opened)
}

pub(crate) fn is_zip(files: &[(String, File)]) -> bool {
    files.len() == 1 && !files.iter().any(|(path, _)| path.to_ascii_lowercase().ends_with(".csv") || path.contains('/'))
}

/// Paths relative to the one folder that was chosen; a browser puts its name before each.
pub(crate) fn in_folder(files: Opened) -> Opened {
    let top = files.first().and_then(|(path, _)| Some(format!("{}/", path.split_once('/')?.0)));
    match top {
        Some(top) if files.iter().all(|(path, _)| path.starts_with(&top)) => {
            files.into_iter().map(|(path, file)| (path.strip_prefix(&top).unwrap_or(&path).to_owned(), file)).collect()
        }
        _ => files,
    }
}
