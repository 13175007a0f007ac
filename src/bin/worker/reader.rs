//! The second worker's own side: it reads files ahead.

use js_sys::ArrayBuffer;
use rostercheck::csv::{Piece, Pieces};
use rostercheck::package::{EntryReader, Package};
use wasm_bindgen::prelude::*;

use crate::crossing::Files;
use crate::file::{given, package};
use crate::options::limits;
use crate::piece::packed;

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
    pub fn new(files: &Files, no_limits: bool) -> Result<Self, JsError> {
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
