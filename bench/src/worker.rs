//! The same parts inside a browser's worker, on the same files.

#[cfg(target_arch = "wasm32")]
#[allow(unreachable_pub, reason = "what wasm-bindgen exports is public to the page")]
mod page {
    use js_sys::Uint8Array;
    use rostercheck::package::{Bytes, ReadFailure};
    use rostercheck_bench::{Part, run};
    use wasm_bindgen::prelude::*;
    use web_sys::{File, FileReaderSync};

    struct PageFile(File, FileReaderSync);

    impl Bytes for PageFile {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a size is a whole number")]
        fn len(&self) -> u64 {
            self.0.size() as u64
        }

        #[allow(clippy::cast_precision_loss, reason = "no file has 2^53 bytes")]
        fn read_at(&self, offset: u64, buffer: &mut [u8]) -> Result<usize, ReadFailure> {
            let failure = |_: JsValue| ReadFailure { reason: "the browser could not read the file".into() };
            let end = offset.saturating_add(buffer.len() as u64).min(self.len());
            let slice = self.0.slice_with_f64_and_f64(offset as f64, end as f64).map_err(failure)?;
            let slice = self.1.read_as_array_buffer(&slice).map_err(failure)?;
            let bytes = Uint8Array::new(&slice);
            let count = (bytes.length() as usize).min(buffer.len());
            let Some(target) = buffer.get_mut(..count) else { return Ok(0) };
            bytes.copy_to(target);
            Ok(count)
        }
    }

    /// Does a part once; gives bytes, rows and items.
    #[wasm_bindgen]
    pub fn measure(part: &str, file: File, next: Option<File>) -> Result<Vec<f64>, JsError> {
        let part = Part::from_name(part).ok_or_else(|| JsError::new("no such part"))?;
        let open = |file: File| -> Result<Box<dyn Bytes>, JsError> {
            let reader = FileReaderSync::new().map_err(|_| JsError::new("files cannot be read here"))?;
            Ok(Box::new(PageFile(file, reader)))
        };
        let next = next.map(open).transpose()?;
        let amount = run(part, open(file)?, next).map_err(|error| JsError::new(&error))?;
        #[allow(clippy::cast_precision_loss, reason = "no file has 2^53 of anything")]
        Ok([amount.bytes, amount.rows, amount.items].map(|number| number as f64).to_vec())
    }
}

fn main() {}
