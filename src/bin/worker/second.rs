//! The second worker, as the first sees it.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use js_sys::ArrayBuffer;
use rostercheck::check::ReadAhead;
use rostercheck::csv::Ahead;
use wasm_bindgen::prelude::*;

use crate::crossing::Ask;
use crate::piece::unpacked;

/// Pieces that are asked for before the first is taken: so many may wait to be taken.
pub(crate) const ASKED: u32 = 6;

/// The second worker, as the first sees it.
pub(crate) struct Second {
    /// Asks for one more piece: of which reading, of which entry of the package, and in which buffer, if one is spare.
    pub(crate) ask: Ask,
    /// Counts the files that were begun: what comes of an earlier one is not wanted any more.
    pub(crate) reading: u32,
    pub(crate) entry: usize,
    /// What has come and is not taken yet, in its buffers; nothing stands for the end of the file.
    pub(crate) there: VecDeque<Option<ArrayBuffer>>,
    pub(crate) is_gone: bool,
}

impl Second {
    pub(crate) fn begin(&mut self, entry: usize) {
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

pub(crate) struct FromSecond(pub(crate) Rc<RefCell<Second>>);

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
