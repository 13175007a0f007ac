//! What the engine needs from the page: the date, an ear, and the second worker.

use std::cell::RefCell;
use std::ops::ControlFlow;
use std::rc::Rc;

use js_sys::Function;
use rostercheck::check::{Host, Progress, ReadAhead};
use rostercheck::oneroster::value::Day;
use wasm_bindgen::prelude::*;

use crate::second::{FromSecond, Second};

pub(crate) struct PageHost {
    pub(crate) today: Day,
    pub(crate) listener: Function,
    pub(crate) until: Option<Until>,
    pub(crate) second: Option<Rc<RefCell<Second>>>,
}

/// A place in a check: where one before came to that did not end.
#[derive(Clone, Copy, serde::Deserialize)]
pub(crate) struct Until {
    pub(crate) packed_done: u64,
    pub(crate) rows: u64,
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
pub(crate) struct Told<'a> {
    packed_done: u64,
    packed_total: u64,
    file: &'a str,
    rows: u64,
}
